"""Rows of tables that a line break cut: 1 全社会研发经费投入强 / 度（%） 0.38 1.2 becomes one line.

What belongs here: telling such lines by their form. What does not: labels that only their words tell to be one
(pipeline/extraction/tables/labels.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.cleaning.characters import MASK
from pipeline.reference.patterns import Patterns

LONGEST_BEGINNING = 32
NEAR, NEAR_NUMBER = 400, 5
"""Characters around a row in which another stands that is whole, and how far its number is from its own."""

_FIGURE = r"(?:[-+≥≤><\[〔]?\d[\d,.]*(?:%|[\u4e00-\u9fff]{1,3})?[\]〕]?|[—-]{1,2})"
_ENDS_ROW = re.compile(rf"\n(?P<end>[^\s\d—-]\S{{0,23}})(?: {_FIGURE}){{1,14}}(?: [^\s\d]{{2,12}}){{0,3}} *(?=\n|\Z)")
_BEGINS_ROW = re.compile(r"(?:(?P<number>\d{1,2}) )?(?=\S*[\u4e00-\u9fff])[^\s。；！？：|，]{3,30}$")
_NUMBERED_ROW = re.compile(rf"(?m)^(?P<number>\d{{1,2}}) \D\S*(?: \S+)?(?: {_FIGURE}){{1,14}}(?: |$)")
_UNIT = re.compile(r"[（(][^（()）\t|]{1,8}[)）](?= *(?:[\t|]|$))")
_UNITS = re.compile(r"[（(][^（()）\t|]{1,8}[)）](?:[ \t|]+[（(][^（()）\t|]{1,8}[)）])*")
_OPENING, _CLOSING = "（(", "）)"
_BARRED = re.compile(r"(?m)^\|[^|\n]+\|.*\| *$")
_OF_WORDS = re.compile(r"(?![（(]?[一二三四五六七八九十]{1,3}[、）)])[^。；！？\t]*[\u4e00-\u9fff][^。；！？\t]*$")
"""But the heading of a group of rows: 一、地区生产总值."""
_LONGEST_PIECE, _MOST_PIECES = 40, 3
"""Characters of a line that may be a part of a row with bars, and how many such lines may stand before a bar."""


def join_broken_rows(text: str, patterns: Patterns) -> str:
    """The text with a masked character for a line break within a label, or before a unit; of the same length."""
    breaks = [found.start() for found in _ENDS_ROW.finditer(text) if _is_cut(text, found)]
    if "\n（" in text or "\n(" in text:
        breaks = sorted({*breaks, *_before_units(text)})
    if "|" in text and _BARRED.search(text) is not None:
        breaks = sorted({*breaks, *_within_bars(text)})
    if "|\n" in text:
        breaks = sorted({*breaks, *_within_cells(text, patterns)})
    if not breaks:
        return text
    starts = [0, *(index + 1 for index in breaks)]
    return MASK.join(text[start:end] for start, end in zip(starts, [*breaks, len(text)], strict=True))


def _before_units(text: str) -> Iterator[int]:
    """县区<tab>R&D经费 / （亿元）<tab>投入强度 / （%）: line breaks within the cells of a header, before their units.

    A row of units alone stands below names that are whole.
    """
    position, above, is_broken = 0, "", False
    for line in text.split("\n"):
        unit = _UNIT.match(line)
        behind = line[unit.end() :].strip(" \t|") if unit is not None else ""
        has_names = bool(behind) and not _UNITS.fullmatch(behind)
        is_open = ("\t" in above or "|" in above) and above.rstrip(" ")[-1:] not in ("\t", "|")
        is_broken = unit is not None and is_open and (has_names or (is_broken and not behind))
        if is_broken:
            yield position - 1
        above = line
        position += len(line) + 1


def _within_bars(text: str) -> Iterator[int]:
    """| 指标 | 计量 / 单位 | 增长 / （%） |: breaks within a row that bars open and close, as others have them."""
    position = 0
    opened: list[int] = []
    """Where the lines of a row end that is not closed yet."""
    for line in text.split("\n"):
        bare = line.strip(" ")
        is_row = bare.startswith("|") and not opened
        if bare.startswith("|") or not bare or len(bare) > _LONGEST_PIECE:
            opened = []
        if (is_row or opened) and bare.endswith("|"):
            yield from opened
            opened = []
        elif is_row or opened:
            opened.append(position + len(line))
        position += len(line) + 1


def _within_cells(text: str, patterns: Patterns) -> Iterator[int]:
    """高新技术企业 / 保有量（家） |: breaks within a cell that has lines of its own, as each cell does, up to its bar.

    What stands before the word that heads the labels is the title of another table.
    """
    position = 0
    begun: list[int] | None = None
    """Where the lines end that may begin a cell, behind one that a bar ends; None elsewhere."""
    for line in text.split("\n"):
        bare = line.strip(" ")
        is_piece = len(bare) <= _LONGEST_PIECE and _OF_WORDS.match(bare) is not None
        if bare.endswith("|") and "|" not in bare[:-1]:
            if begun and is_piece and not patterns.lines.heads_labels.fullmatch(bare.rstrip("|").replace(" ", "")):
                yield from begun
            begun = []
        elif begun is not None and is_piece and "|" not in bare and len(begun) < _MOST_PIECES:
            begun.append(position + len(line))
        else:
            begun = None
        position += len(line) + 1


def _is_cut(text: str, row: re.Match[str]) -> bool:
    """Whether the label of a row begins on the line above: it lacks a bracket or the number that rows beside have."""
    end = row.start()
    start = text.rfind("\n", max(0, end - LONGEST_BEGINNING), max(0, end)) + 1
    above = _BEGINS_ROW.fullmatch(text, start, end) if start < end <= start + LONGEST_BEGINNING else None
    if above is None:
        return False
    if _closes(above.group(), row["end"]):
        return True
    if above["number"] is None:
        return False
    beside = text[max(0, start - NEAR) : row.end() + NEAR]
    number = int(above["number"])
    return any(0 < abs(int(other["number"]) - number) <= NEAR_NUMBER for other in _NUMBERED_ROW.finditer(beside))


def _closes(beginning: str, end: str) -> bool:
    """Whether the end of a label closes a bracket that its beginning opened, or is a bracket by itself."""
    opened = _depth(beginning)
    return (opened == 1 and _depth(end) == -1) or (opened == 0 and end[0] in _OPENING and end[-1] in _CLOSING)


def _depth(text: str) -> int:
    return sum(map(text.count, _OPENING)) - sum(map(text.count, _CLOSING))
