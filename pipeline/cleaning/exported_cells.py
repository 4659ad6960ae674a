"""What programs add to the tables that they write: NaN and Unnamed: 3 for blank cells, numbers from 0 before the rows.

What belongs here: masking that. What does not: which lines are rows (pipeline/segmentation/rows.py).
"""

from __future__ import annotations

import re

LEAST_ROWS = 2
"""Rows that are numbered from 0."""

_MARK = r"(?:NaN|nan|NaT|<NA>|None|NULL|null|Unnamed: \d{1,3}(?:_level_\d)?)"
_BETWEEN_MARKS = re.compile(rf"(?P<before>(?:^|[|\t,]) *)(?P<mark>{_MARK})(?= *(?:[|\t,]|$))", re.MULTILINE)
_BETWEEN_BLANKS = re.compile(rf"(?P<before>  ){_MARK}(?=  |$)", re.MULTILINE)
_NUMBERED = re.compile(r"(?P<before>\|? *)(?P<number>\d{1,3})(?=  | *[|\t,])")


def mask_exported(text: str) -> str:
    """The text with blanks for what stands for blank cells, a dash where blanks part cells, and no numbers from 0."""
    if any(mark in text for mark in ("NaN", "nan", "<NA>", "None", "NULL", "null", "Unnamed: ")):
        text = _BETWEEN_MARKS.sub(lambda found: found["before"] + " " * len(found["mark"]), text)
        text = _BETWEEN_BLANKS.sub(lambda found: "  —".ljust(len(found.group())), text)
    return _without_numbers(text) if "\n0 " in text or "\n|" in text or "\n0," in text or "\n0\t" in text else text


def _without_numbers(text: str) -> str:
    """The text without the numbers of rows that are counted from 0, right below one that has none."""
    lines = text.split("\n")
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and (found := _NUMBERED.match(lines[last])) and int(found["number"]) == last - first:
            last += 1
        if first and last - first >= LEAST_ROWS and not _NUMBERED.match(lines[first - 1]):
            lines[first:last] = [_NUMBERED.sub(_blank, line, count=1) for line in lines[first:last]]
        first = max(last, first + 1)
    return "\n".join(lines)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group()) if "|" not in found.group() else found["before"] + " " * len(found["number"])
