"""Cells that tell in sentences what was to be reached and what was: 预期目标 | 实际完成情况 above two long cells.

What belongs here: which stretches of a text such cells are. What does not: rows with figures (`rows.py`), nor what
sentences mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import Line
from pipeline.segmentation.row_cells import cells_of
from pipeline.vocabulary import Status

_SHORTEST = 8
"""Characters of a cell that tells in a sentence; shorter ones are figures of a table."""
_MARKS = "|\t "
_PARTED = re.compile(r"[|\t]")
_FIRST = re.compile(r"[（(]?(?:一|1|①)[)）、.．]?")
"""The ordinal of the first item of a cell."""


class Stretch(NamedTuple):
    """A stretch of text, half-open; `status` is None before the cells, where their row has a label."""

    start: int
    end: int
    status: Status | None


class GoalCells:
    """The stretches of such cells, by the index of the line that holds them.

    A row has the two cells alone, or a label before them as the header has one; of long cells each may have become
    lines of its own, half of which tell the goal.
    """

    def __init__(self, text: str, lines: Sequence[Line], patterns: Patterns) -> None:
        self._text, self._patterns = text, patterns
        self._stretches: dict[int, list[Stretch]] = {}
        for index in range(1, len(lines)):
            names = self._cells(lines[index - 1]) if self._ends_in_outcome(lines[index - 1].text) else []
            if self._are_names(names):
                self._stretches.update(self._below(lines, index, len(names)))

    def __getitem__(self, index: int) -> Sequence[Stretch]:
        return self._stretches[index]

    def __contains__(self, index: int) -> bool:
        return index in self._stretches

    def _ends_in_outcome(self, line: str) -> bool:
        """Whether the last cell of a line names what came of goals, which few lines of tables do."""
        last = line.rstrip(_MARKS)
        start = max(map(last.rfind, _MARKS[:2])) + 1
        return start > 0 and self._patterns.headings.outcome_cell.fullmatch(last[start:].strip()) is not None

    def _are_names(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Whether the cells of a header are those of a goal and what came of it, whose name was seen."""
        goal = self._patterns.headings.goal_cell
        return len(cells) > 1 and goal.fullmatch(self._text[slice(*cells[-2])]) is not None

    def _below(self, lines: Sequence[Line], first: int, names: int) -> Iterator[tuple[int, list[Stretch]]]:
        """The stretches below a header with so many cells: of each row with such cells, or of lines without any."""
        if _PARTED.search(lines[first].text):
            for index in range(first, len(lines)):
                stretches = self._row(lines[index], names)
                if not stretches:
                    break
                yield index, stretches
            return
        behind = map(lines.__getitem__, range(first, len(lines)))
        below = list(takewhile(lambda line: not _PARTED.search(line.text), behind))
        half = len(below) // 2
        is_twice = len(below) == 2 or (half > 0 and all(_FIRST.match(below[start].text) for start in (0, half)))
        if len(below) % 2 or not is_twice or len(below[0].text) < _SHORTEST:
            return
        for number, line in enumerate(below):
            yield first + number, [Stretch(line.start, line.end, Status.TARGET if number < half else Status.ACTUAL)]

    def _row(self, line: Line, names: int) -> list[Stretch]:
        """The stretches of a row whose last two cells tell in sentences, below a header with so many cells."""
        is_row = _PARTED.search(line.text) is not None and not self._ends_in_outcome(line.text)
        told = self._cells(line) if is_row else []
        if len(told) not in (2, names) or min(end - start for start, end in told[-2:]) < _SHORTEST:
            return []
        start, (goal, _), (outcome, _), end = line.start, *told[-2:], line.end
        label = [Stretch(start, goal, None)] if start < goal else []
        return [*label, Stretch(goal, outcome, Status.TARGET), Stretch(outcome, end, Status.ACTUAL)]

    def _cells(self, line: Line) -> list[tuple[int, int]]:
        """Spans in the text of the cells of a line that hold something."""
        spans = cells_of(self._text[line.start : line.end], self._patterns)
        return [(line.start + first, line.start + last) for first, last in spans if last > first]
