"""Where the lines of a clean text begin and end, also those of pages that lost their line breaks.

What belongs here: cutting. What does not: what a line is (`lines.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

SHORTEST_FLATTENED = 80
"""Characters of a line that may hold a title, headings and paragraphs in one."""
_LINE = re.compile(r"[^\n]+")
_ORDINAL = r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
_TITLE_WORD = "总结|汇报|打算|思路|计划|要点|方案|规划|公报|报告|安排|通知"
_CUT = re.compile(
    rf"(?:(?<=[\s。；;：:！!])|{'|'.join(f'(?<={word})' for word in _TITLE_WORD.split('|'))}){_ORDINAL}(?=\S)"
)
_HEADING = re.compile(rf"{_ORDINAL}[^\s，,。；;：:！!]{{2,30}}(?=\s+\S)")
_TITLE = re.compile(rf"[^\s，,。；;！!]{{4,60}}?(?:{_TITLE_WORD})(?=\s+\S)")


def find_line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the lines that hold anything, in order; blanks around a line belong to it."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if end - start >= SHORTEST_FLATTENED and _holds_chapters(text, start, end):
            yield from _pieces(text, start, end)
        else:
            yield start, end


def _holds_chapters(text: str, start: int, end: int) -> bool:
    first = text.find("一、", start, end)
    return first >= 0 and text.find("二、", first, end) >= 0


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The title, headings and paragraphs of a line: each ordinal behind a blank or a full stop begins one."""
    cuts = [cut.start() for cut in _CUT.finditer(text, start, end) if cut.start() > start]
    for first, last in pairwise([start, *cuts, end]):
        head = (_TITLE if first == start else _HEADING).match(text, first, last)
        if head is not None:
            yield first, head.end()
            yield head.end(), last
        else:
            yield first, last
