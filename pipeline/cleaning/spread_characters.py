"""Texts whose characters all stand apart, as some printers and scanners leave them: 全 市 科 技 工 作 总 结.

What belongs here: masking the blanks within words of such a text. What does not: single titles that are printed so
(`pipeline/segmentation/lines.py`).
"""

from __future__ import annotations

import re

from pipeline.cleaning.characters import MASK

_LEAST_BLANKS = 4
"""One of so many characters at least is a blank: that is soon told of a text that is not spread."""
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_GAP = re.compile(r" (?<=[\u4e00-\u9fff，。、；：（）“”《》] ) *(?=[\u4e00-\u9fff，。、；：（）“”《》])")


def mask_spread(text: str) -> str:
    """The text with its blanks between Chinese characters masked, where most of those stand apart; else as it is."""
    if text.count(" ") * _LEAST_BLANKS < len(text):
        return text
    masked, gaps = _GAP.subn(lambda gap: MASK * len(gap[0]), text)
    return masked if 2 * gaps > len(_CHARACTER.findall(text)) else text
