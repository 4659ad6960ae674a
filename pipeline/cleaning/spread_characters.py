"""Texts whose characters or digits all stand apart, as some printers and scanners leave them: 全 市 科 技 工 作 总 结.

What belongs here: masking the blanks within words and numbers of such a text, and those that an editor puts around all
numbers (达到 12 家). What does not: single titles that are printed so (`pipeline/segmentation/lines.py`).
"""

from __future__ import annotations

import re

from pipeline.cleaning.characters import CELL_GAPS, MASK

_LEAST_BLANKS = 4
"""One of so many characters at least is a blank: that is soon told of a text that is not spread."""
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_GAP = re.compile(r" (?<=[\u4e00-\u9fff，。、；：（）“”《》] ) {0,2}(?=[\u4e00-\u9fff，。、；：（）“”《》])")
_YEAR_APART = re.compile(r"(?:1 9|2 0)(?<![\d.].{3}) \d \d ?年")
_FEWEST_YEARS = 3
"""Years whose digits stand apart, from which on a text is taken to print all its numbers so."""
_DIGIT_GAP = re.compile(r"(?<=\d|[.]) (?<!\d\d )(?=[.]?\d(?!\d))")

_HAN_OR_MARK = r"[\u4e00-\u9fff，。、；：（）“”《》,;:()]"
_AROUND_NUMBER = re.compile(rf" (?:(?<={_HAN_OR_MARK} )(?=\d)|(?<=[\d%] )(?={_HAN_OR_MARK}))")
_BESIDE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])")
_NUMBERS_APART = re.compile(r"\d \d")
_CLAUSE_MARK = re.compile(r"[。；，]")
_FEWEST_AROUND = 6
"""Blanks around numbers, and at least as many as there are numbers without."""


def mask_blanks_around_numbers(text: str) -> str:
    """The text with the blanks around the numbers of its sentences masked, where most have them: 达到 12 家，增长 5%.

    The blanks of a headline and of rows may part cells.
    """
    if text.count(" ") < _FEWEST_AROUND:
        return text
    around = len(_AROUND_NUMBER.findall(text))
    if around < _FEWEST_AROUND or around < len(_BESIDE_NUMBER.findall(text)):
        return text
    return "\n".join(
        _AROUND_NUMBER.sub(MASK, line) if " " in line and _CLAUSE_MARK.search(line) and not _holds_cells(line) else line
        for line in text.split("\n")
    )


def _holds_cells(line: str) -> bool:
    return any(mark in line for mark in CELL_GAPS) or _NUMBERS_APART.search(line) is not None


def mask_spread(text: str) -> str:
    """The text with its blanks between Chinese characters masked, where most of those stand apart; else as it is.

    Of numbers as well: 1 9 9 7 年, 4 9 2 5 0 万吨, 8 .8 %.
    """
    text = _with_closed_numbers(text)
    if text.count(" ") * _LEAST_BLANKS < len(text):
        return text
    masked, gaps = _GAP.subn(lambda gap: MASK * len(gap[0]), text)
    return masked if 2 * gaps > len(_CHARACTER.findall(text)) else text


def _with_closed_numbers(text: str) -> str:
    years = _YEAR_APART.finditer(text) if "年" in text else iter(())
    if sum(1 for _ in zip(range(_FEWEST_YEARS), years, strict=False)) < _FEWEST_YEARS:
        return text
    return _DIGIT_GAP.sub(MASK, text)
