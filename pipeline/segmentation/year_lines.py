"""Lines that hold nothing but a year: 2022年 above what happened then, 到2025年 above its goals.

What belongs here: which lines are such headings, and which heading ends the last of them. What does not: what a heading
says of its part (`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import Line, LineKind
from pipeline.segmentation.parts import Part, YearRule

_SHORTEST_STATEMENT = 8
"""Characters of a line below a year that tells something of it; cells of tables are shorter."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKETS = ("（", "(")


class YearLines:
    """The year lines of one report, and the part that they stand in."""

    def __init__(self, lines: Sequence[Line], patterns: Patterns) -> None:
        found = {index for index, line in enumerate(lines) if _is_year(line, patterns)}
        self._heads = {
            index
            for index in found
            if index + 1 < len(lines) and index + 1 not in found and len(lines[index + 1].text) >= _SHORTEST_STATEMENT
        }
        self._lines = lines
        self._outer: Part | None = None
        self._is_of_items = False
        self._is_below_brackets: bool | None = None
        """Whether the last chapter above the year lines is one like （一）; None where there is none."""

    def __contains__(self, index: int) -> bool:
        """Whether a line is a heading that names a year and nothing else."""
        return index in self._heads

    def part_at(self, index: int, current: Part) -> Part | None:
        """The part that begins at a line: that of its year, or the one that stood before, where their run ends.

        It ends at text behind items, and at the next chapter, if chapters stand above the years:
        一、主要指标 / 2022年 / … / 2023年 / … / 二、存在的问题.
        """
        line = self._lines[index]
        if index in self:
            self._outer = self._outer or current
            self._is_of_items = self._lines[index + 1].kind is LineKind.ITEM
            year = _year_of(line)
            return Part(0, year, str(year), current.status, year_rule=YearRule.LINE) if year != current.year else None
        is_chapter, is_bracketed = line.kind is LineKind.CHAPTER, line.text.startswith(_BRACKETS)
        is_above = self._is_below_brackets is not None and self._is_below_brackets >= is_bracketed
        outer = None
        if (self._is_of_items and line.kind is LineKind.TEXT) or (is_chapter and is_above):
            outer, self._outer, self._is_of_items = self._outer, None, False
        if is_chapter and self._outer is None:
            self._is_below_brackets = is_bracketed
        return outer


def _year_of(line: Line) -> int:
    return int(_YEAR.findall(line.text)[-1])


def _is_year(line: Line, patterns: Patterns) -> bool:
    is_plain = line.kind in (LineKind.LABEL, LineKind.ITEM, LineKind.TEXT)
    return is_plain and patterns.years.year_line.fullmatch(line.text) is not None
