"""What a cell of a table is by its form: a number, a mark for none, words in English.

What belongs here: single cells. What does not: where the cells of a line are (`row_cells.py`), nor what their words say
(pipeline/extraction/tables/headings.py).
"""

from __future__ import annotations

import re

from pipeline.reference.patterns import Patterns

LONGEST_CELL = 24
"""Characters; the longest name of an indicator in statistical tables (with its unit) has some twenty."""
LONGEST_BOUNDED = 40
"""Characters of a target with words behind its bound (＞7、力争高于“十三五”时期)."""

_BOUNDED = re.compile(r"[≥≤><]\d[\d,]*(?:\.\d+)?%?[、，；（(]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-—–~](?:19|20)\d\d)?年?$")
_MONTHS = re.compile(r"(?:19|20)\d\d\.\d{1,2}[-—–~](?:19|20)\d\d\.\d{1,2}$")
"""1985.12-2015.12: the months that a table is on."""
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?$")
_RULE = re.compile(r":?[-—]{2,}:?$")
_MAGNITUDE = r"(?<=[a-z])10+(?:[ ,]000)?(?= ?(?:million|billion|persons|tons|yuan|USD|households|units))"
"""product100 million yuan: a unit in English behind a name."""
_ENGLISH = rf"(?:[A-Za-z ,.&\-/%':|)]|\([^()\u4e00-\u9fff]*\)?|{_MAGNITUDE})+"
_IS_ENGLISH = re.compile(rf"(?=[A-Za-z ,.&\-/%':|)(])(?=.*[A-Za-z]{{2}}){_ENGLISH}$")
_ORDINAL = re.compile(r"[（(][\d一二三四五六七八九十]{1,3}[)）] ?")
_ENGLISH_TAIL = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff）)])(?= ?[A-Za-z][a-z](?:[a-z]| ?[A-Z][a-z]))|(?<=[）)])(?= ?[A-Z]{{3}})){_ENGLISH}$"
)


def is_number(cell: str, patterns: Patterns) -> bool:
    """Whether a cell holds one figure, with a unit or bound at most (5000以上, 8.3%, [25])."""
    if len(cell) <= LONGEST_CELL and patterns.lines.figure_cell.match(cell):
        return _MONTHS.match(cell) is None
    return len(cell) <= LONGEST_BOUNDED and _BOUNDED.match(cell) is not None


def is_nothing(cell: str, patterns: Patterns) -> bool:
    """Whether a cell stands for a missing figure (—)."""
    return patterns.lines.blank_cell.match(cell) is not None


def is_figure(cell: str, patterns: Patterns) -> bool:
    """Whether a cell holds a figure or stands for one that is missing."""
    return is_number(cell, patterns) or is_nothing(cell, patterns)


def is_slashed(cell: str, patterns: Patterns) -> bool:
    """Whether a cell holds several figures that slashes part (191/350), and no day."""
    parts = cell.split("/") if "/" in cell else []
    are_figures = all(is_figure(part.strip(), patterns) for part in parts) and any(map(str.isdigit, cell))
    return len(parts) > 1 and are_figures and not is_year(parts[0])


def is_year(cell: str) -> bool:
    """Whether a cell is a year, or the years of an average (2001-2005), which heads a column or a row."""
    return _YEAR.match(cell) is not None


def is_rule(cell: str) -> bool:
    """Whether a cell is a part of a line that is drawn between rows."""
    return _RULE.match(cell) is not None


def is_english(cell: str) -> bool:
    """Whether a cell says in English what another says in Chinese: Gross Domestic Product (100 million yuan)."""
    return _IS_ENGLISH.match(cell) is not None


def start_of_english(cell: str) -> int:
    """Where a cell goes on in English: 年份Year; its length where it does not."""
    if not cell[-1:].isascii():  # as lines of prose end
        return len(cell)
    found = _ENGLISH_TAIL.search(cell)
    if found is None or _ORDINAL.fullmatch(cell, 0, found.start()):
        return len(cell)  # （2）GDP says nothing before
    return found.start()


def start_of_title(text: str, patterns: Patterns) -> int:
    """Where the words of a title begin, behind 表1 or 1-3."""
    number = patterns.lines.number_of_title.match(text)
    return number.end() if number is not None else 0


def is_whole_thousands(line: str) -> bool:
    """Whether a line is one number with blanks within its thousands: 8 652, 1 205 332.5."""
    return _THOUSANDS.match(line) is not None
