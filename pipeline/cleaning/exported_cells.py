"""What programs add to the tables that they write: NaN for blank cells, numbers from 0 before the rows, quotes.

What belongs here: masking that. What does not: which lines are rows (pipeline/segmentation/rows.py).
"""

from __future__ import annotations

import re

from pipeline.cleaning.characters import MASK

LEAST_ROWS = 2
"""Rows that are numbered from 0."""

_MARK = r"(?:NaN|nan|NaT|<NA>|None|NULL|null|Unnamed: \d{1,3}(?:_level_\d)?)"
_BETWEEN_MARKS = re.compile(rf"(?P<before>(?:^|[|\t,]) *)(?P<mark>{_MARK})(?= *(?:[|\t,]|$))", re.MULTILINE)
_QUOTED = re.compile(r'(?:^|(?<=[\t,]))"(?P<cell>[^"\t]{1,60})"(?=[\t,]|$)', re.MULTILINE)
"""A cell between quotes, in which lines may break: "R&D经费 / （亿元）"."""
_GAP = re.compile(r" {2,}")
_NUMBERED = re.compile(r"(?P<before>\|? *)(?P<number>\d{1,3})(?=  | *[|\t,])")


def mask_exported(text: str) -> str:
    """The text with blanks for what stands for blank cells, no numbers from 0, quoted cells whole; of equal length."""
    if '"\t' in text or '\t"' in text or '",' in text:
        text = _QUOTED.sub(_whole, text)
    if "\n0 " in text or "\n|" in text or "\n0," in text or "\n0\t" in text:
        text = _without_numbers(text)
    if any(mark in text for mark in ("NaN", "nan", "<NA>", "None", "NULL", "null", "Unnamed: ")):
        text = _BETWEEN_MARKS.sub(lambda found: found["before"] + " " * len(found["mark"]), text)
    return text


def _without_numbers(text: str) -> str:
    """The text without the numbers of rows that are counted from 0, right below one that has none.

    Where two blanks or more part their cells, tabs do, so that a blank cell keeps its place.
    """
    lines = text.split("\n")
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and (found := _NUMBERED.match(lines[last])) and int(found["number"]) == last - first:
            last += 1
        if first and last - first >= LEAST_ROWS and not _NUMBERED.match(lines[first - 1]):
            lines[first:last] = [_NUMBERED.sub(_blank, line, count=1) for line in lines[first:last]]
            if not any(mark in line for line in lines[first - 1 : last] for mark in "|,\t"):
                lines[first - 1 : last] = map(_tabbed, lines[first - 1 : last])
        first = max(last, first + 1)
    return "\n".join(lines)


def _whole(found: re.Match[str]) -> str:
    """A quoted cell on one line; between tabs its quotes go, which no comma in it needs."""
    cell = found["cell"].replace("\n", MASK)
    beside = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return f" {cell} " if "\t" in beside else f'"{cell}"'


def _blank(found: re.Match[str]) -> str:
    return found["before"] + " " * len(found["number"])


def _tabbed(line: str) -> str:
    cells = line.lstrip()
    return line[: len(line) - len(cells)] + _GAP.sub(lambda gap: "\t".ljust(len(gap.group())), cells)
