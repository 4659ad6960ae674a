"""Lines of the clean text, sorted into kinds, and joined where a line break cuts a sentence.

What belongs here: what a line is by its form (heading, table row, date line …) and whether it goes on in the next line. What
does not: what a heading means for the years and status of the figures below it (`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.cleaning import MASK

LONGEST_HEADING = 60
LONGEST_CELL = 24
"""Characters; the longest name of an indicator in statistical tables (with its unit) has some twenty."""
LONGEST_LABEL = 24
FULL_LINE = 26
"""Characters without any punctuation from which a line is taken for a wrapped one rather than a label."""

_LINE = re.compile(r"[^\n]+")
_CONTENT = re.compile(rf"[^\s{MASK}](?:.*[^\s{MASK}])?", re.DOTALL)
_CHINESE_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_CHAPTER = re.compile(rf"(?:{_CHINESE_NUMERAL}[、.]|第{_CHINESE_NUMERAL}[章节部分篇编]|[（(]{_CHINESE_NUMERAL}[)）])")
_ITEM = re.compile(
    rf"(?:\d{{1,2}}[、.．](?!\d)|[（(]\d{{1,2}}[)）]|[①-⑳]|{_CHINESE_NUMERAL}是|[-—–]{{1,2}}(?=[^\d\s—-]))"
)
_SENTENCE_MARK = re.compile(r"[。！？；;!?]")
_END_OF_SENTENCE = re.compile(r"[。！？；;!?：:]['\"”’』」）)】》]*$")
_INNER_MARK = re.compile(r"[，,、。；;：:]")
_BARE_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?$|[—–\-/…]{1,3}$")
_CELL_GAP = re.compile(r"\t+| {2,}|\s*\|\s*")
_DATE_LINE = re.compile(r"[（(]?(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?[)）]?$")
_ISSUER_LINE = re.compile(r"[^，,。；;：:\d]{2,28}(?:局|厅|委员会|委|政府|办公室|部|领导小组|研究院|中心)$")
_BULLET_LINE = re.compile(r"\s*[·•●■◆▪★]\s*")


class LineKind(StrEnum):
    """What a line is by its form."""

    CHAPTER = "chapter"
    ITEM = "item"
    META = "meta"
    CELLS = "cells"
    CELL = "cell"
    LABEL = "label"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds anything, without the blanks around it. Half-open offsets in the text."""

    kind: LineKind
    start: int
    end: int
    text: str
    is_after_gap: bool
    """Whether empty or masked lines stand between it and the line before."""


def read_lines(text: str) -> list[Line]:
    """The lines of a clean text, each with its kind; masked and empty ones are left out."""
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        content = _CONTENT.search(match.group())
        if content is None:
            continue
        start, end = match.start() + content.start(), match.start() + content.end()
        stripped = content.group()
        is_after_gap = "\n" in text[last_end:start].removeprefix("\n") if lines else False
        lines.append(Line(_kind(stripped), start, end, stripped, is_after_gap))
        last_end = end
    return _with_columns_of_cells(lines)


def _kind(line: str) -> LineKind:
    if "\t" in line and len(_CELL_GAP.split(line)) > 1:
        return LineKind.CELLS
    if _CHAPTER.match(line):
        is_heading = len(line) <= LONGEST_HEADING and not _SENTENCE_MARK.search(line[:-1])
        return LineKind.CHAPTER if is_heading else LineKind.ITEM
    if _ITEM.match(line) or _BULLET_LINE.match(line):
        return LineKind.ITEM
    if len(line) <= 30 and (_DATE_LINE.match(line) or _ISSUER_LINE.match(line)):
        return LineKind.META
    if "  " in line and _is_row_of_numbers(line):
        return LineKind.CELLS
    if len(line) <= LONGEST_LABEL and not _INNER_MARK.search(line) and not _SENTENCE_MARK.search(line):
        return LineKind.LABEL
    return LineKind.TEXT


def _is_row_of_numbers(line: str) -> bool:
    cells = _CELL_GAP.split(line)
    return len(cells) > 2 and sum(1 for cell in cells if _BARE_NUMBER.match(cell)) >= len(cells) - 2


def _with_columns_of_cells(lines: Sequence[Line]) -> list[Line]:
    """Marks runs of short lines with bare numbers among them: a table of which each cell became a line."""
    result = list(lines)
    for first, last in _runs_of_labels(lines):
        run = lines[first:last]
        numbers = sum(1 for line in run if _BARE_NUMBER.match(line.text))
        if len(run) >= 6 and numbers >= 3 and numbers * 5 >= len(run):
            for index in range(first, last):
                line = result[index]
                result[index] = Line(LineKind.CELL, line.start, line.end, line.text, line.is_after_gap)
    return result


def _runs_of_labels(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    first = None
    for index, line in enumerate(lines):
        is_short = len(line.text) <= LONGEST_CELL and not _SENTENCE_MARK.search(line.text)
        if is_short and line.kind is not LineKind.CHAPTER:
            first = index if first is None else first
        elif first is not None:
            yield first, index
            first = None
    if first is not None:
        yield first, len(lines)


def goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence is cut by the break between two lines.

    Example: 达到56.66%，同比增长 / 3.44个百分点。
    """
    if line.kind in (LineKind.CHAPTER, LineKind.META, LineKind.CELLS, LineKind.CELL):
        return False
    if following.kind in (LineKind.CHAPTER, LineKind.ITEM, LineKind.CELLS, LineKind.CELL):
        return False
    if _END_OF_SENTENCE.search(line.text):
        return False
    if following.kind is LineKind.META:
        return False
    if line.kind is LineKind.LABEL:
        return False
    return bool(_INNER_MARK.search(line.text)) or len(line.text) >= FULL_LINE


def cells_of(line: str) -> list[tuple[int, int]]:
    """Spans of the cells of one row, relative to the line."""
    spans, position = [], 0
    for gap in _CELL_GAP.finditer(line):
        if gap.start() > position:
            spans.append((position, gap.start()))
        position = gap.end()
    if position < len(line):
        spans.append((position, len(line)))
    return spans
