"""Cells that tell in sentences what was to be reached and what was: 预期目标 | 实际完成情况 above two long cells.

What belongs here: which stretches of a text such cells are. What does not: rows with figures (`rows.py`), nor what
sentences mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import Line
from pipeline.segmentation.row_cells import cells_of
from pipeline.vocabulary import Status

_SHORTEST = 8
"""Characters of a cell that tells in a sentence; shorter ones are figures of a table."""
_MOST_CELLS = 8
"""Cells of the header of a table from the one of goals on; more are no header."""
_FIRST = re.compile(r"[（(]?(?:一|1|①)[)）、.．]?")
"""The ordinal of the first item of a cell."""


class Stretch(NamedTuple):
    """A stretch of text, half-open; `status` is None before the cells, where their row has a label."""

    start: int
    end: int
    status: Status | None


class Header(NamedTuple):
    """The header of a table with such cells: which of its cells names the goal, and how many it has."""

    goal: int
    cells: int

    @property
    def has_more(self) -> bool:
        """Whether cells stand behind the one that tells what came of the goal."""
        return self.cells > self.goal + 2


class GoalCells:
    """The stretches of such cells, by the index of the line that holds them.

    A row has the two cells alone, or others before and behind them as the header has: a label, what is left to do. Of
    long cells each may have become lines of its own, half of which tell the goal.
    """

    def __init__(self, text: str, lines: Sequence[Line], patterns: Patterns) -> None:
        self._text, self._patterns = text, patterns
        self._stretches: dict[int, list[Stretch]] = {}
        for index in range(1, len(lines)):
            header = self._header(lines[index - 1])
            if header is not None:
                self._stretches.update(self._below(lines, index, header))
            elif self._are_names(lines[index - 1].text, lines[index].text):
                self._stretches.update(self._stacked(lines, index - 1))

    def __getitem__(self, index: int) -> Sequence[Stretch]:
        return self._stretches[index]

    def __contains__(self, index: int) -> bool:
        return index in self._stretches

    def _header(self, line: Line) -> Header | None:
        """The header of such cells that a line is: few lines of tables name what came of goals beside those."""
        if not _is_parted(line.text) or self._patterns.headings.outcome_named.search(line.text) is None:
            return None
        names = [self._text[slice(*span)] for span in self._cells(line)]
        goals = (goal for goal, (name, outcome) in enumerate(pairwise(names)) if self._are_names(name, outcome))
        goal = next(goals, None)
        return Header(goal, len(names)) if goal is not None else None

    def _are_names(self, goal: str, outcome: str) -> bool:
        """Whether two cells that stand side by side name a goal and what came of it."""
        is_outcome = self._patterns.headings.outcome_cell.fullmatch(outcome) is not None
        return is_outcome and self._patterns.headings.goal_cell.fullmatch(goal) is not None

    def _stacked(self, lines: Sequence[Line], goal: int) -> Iterator[tuple[int, list[Stretch]]]:
        """The stretches of rows whose cells became lines: 1 / 新增高企12家以上。 / 已新增高企8家。 / 无."""
        first = next((index for index in range(goal + 2, len(lines)) if lines[index].text == "1"), len(lines))
        width = first - goal
        if width > _MOST_CELLS:
            return
        for ordinal, index in enumerate(range(first, len(lines) - 2, width + 1), start=1):
            told = lines[index + 1], lines[index + 2]
            if lines[index].text != str(ordinal) or len(told[0].text) < _SHORTEST:
                return
            for number, (line, status) in enumerate(zip(told, (Status.TARGET, Status.ACTUAL), strict=True), start=1):
                yield index + number, [Stretch(line.start, line.end, status)]

    def _below(self, lines: Sequence[Line], first: int, header: Header) -> Iterator[tuple[int, list[Stretch]]]:
        """The stretches below a header: of each row with such cells, or of lines without any."""
        if _is_parted(lines[first].text):
            yield from self._rows(lines, first, header)
            return
        behind = map(lines.__getitem__, range(first, len(lines)))
        below = list(takewhile(lambda line: not _is_parted(line.text), behind))
        half = len(below) // 2
        is_twice = len(below) == 2 or (half > 0 and all(_FIRST.match(below[start].text) for start in (0, half)))
        if header.has_more or len(below) % 2 or not is_twice or len(below[0].text) < _SHORTEST:
            return
        for number, line in enumerate(below):
            yield first + number, [Stretch(line.start, line.end, Status.TARGET if number < half else Status.ACTUAL)]

    def _rows(self, lines: Sequence[Line], first: int, header: Header) -> Iterator[tuple[int, list[Stretch]]]:
        """The stretches of each row; a row with figures in those cells makes a wider table one of figures."""
        rows = list(takewhile(bool, (self._row(line, header) for line in islice(lines, first, None))))
        end = first + len(rows)
        goes_on = end < len(lines) and _is_parted(lines[end].text) and self._header(lines[end]) is None
        if not (header.has_more and goes_on):
            yield from enumerate(rows, start=first)

    def _row(self, line: Line, header: Header) -> list[Stretch]:
        """The stretches of a row two cells of which tell in sentences; cells behind them may be empty."""
        is_row = _is_parted(line.text) and self._header(line) is None
        told = self._cells(line) if is_row else []
        first = header.goal if header.goal + 2 <= len(told) <= header.cells else 0
        is_whole = first > 0 or len(told) in (2, header.cells)
        if not told or not is_whole or min(end - start for start, end in told[first : first + 2]) < _SHORTEST:
            return []
        (goal, _), (outcome, ended) = told[first : first + 2]
        ended = ended if ended < told[-1][1] else line.end
        stretches = [Stretch(goal, outcome, Status.TARGET), Stretch(outcome, ended, Status.ACTUAL)]
        before = [Stretch(line.start, goal, None)] if line.start < goal else []
        behind = [Stretch(ended, line.end, None)] if ended < line.end else []
        return [*before, *stretches, *behind]

    def _cells(self, line: Line) -> list[tuple[int, int]]:
        """Spans in the text of the cells of a line that hold something."""
        spans = cells_of(self._text[line.start : line.end], self._patterns)
        return [(line.start + first, line.start + last) for first, last in spans if last > first]


def _is_parted(line: str) -> bool:
    return "|" in line or "\t" in line
