"""Columns of cells: runs of lines that hold one cell each, of tables that lost the breaks between their rows.

What belongs here: which lines of a text make such a run. What does not: rows of several cells (`rows.py`), nor how many
columns the table had (pipeline/extraction/tables/streams.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import LONGEST_CELL, is_english, is_figure, is_nothing, is_number, start_of_english
from pipeline.segmentation.row_shapes import LONGEST_LABEL, SHORT_REMARK
from pipeline.segmentation.rows import MOST_HEADER_LINES

LEAST_LINES, LEAST_NUMBERS, NUMBERS_IN = 6, 3, 5
"""A column of cells has six lines and three numbers at least, and a number in every five lines."""
LOOK_AHEAD = 4
"""Lines below the name of a group in which a figure stands: the label of a row and its unit may lie between."""
MOST_TITLE_LINES = 3
"""Lines above the header of a table that opens the text."""
_SENTENCE_MARK = re.compile(r"[。！？；;!?]")


def find_columns_of_cells(
    lines: Sequence[str], is_heading: Sequence[bool], patterns: Patterns
) -> Iterator[tuple[int, int]]:
    """Runs of short lines with bare numbers among them, half-open: tables of which each cell became a line.

    `is_heading` marks lines that look like headings (一、…); such a line counts as a cell only amid figures. A bar may
    end each line, and stand alone for a cell that is blank.
    """
    kept = [index for index, line in enumerate(lines) if not line or line.strip("| ")]
    cells = [lines[index].rstrip("| ") for index in kept]
    for first, last in _Cells(cells, [is_heading[index] for index in kept], patterns).columns():
        yield kept[first], kept[last - 1] + 1


def _goes_with_line_above(line: str) -> bool:
    """Whether a line of a header says the one above once more, or in which unit it is: R&D Expenditure, （亿元）."""
    return is_english(line) or (line[0] in "（(" and line[-1] in "）)")


class _Cells:
    """Lines of which each may be a cell, without the bars that end them; an empty one is none."""

    def __init__(self, lines: Sequence[str], is_heading: Sequence[bool], patterns: Patterns) -> None:
        self._lines, self._is_heading, self._patterns = lines, is_heading, patterns

    def columns(self) -> Iterator[tuple[int, int]]:
        """Half-open runs of cells from the header above the first number to the last figure and what belongs to it."""
        ends = [-1, *(index for index in range(len(self._lines)) if not self._is_cell(index)), len(self._lines)]
        for before, last in pairwise(ends):
            numbers = [index for index in range(before + 1, last) if is_number(self._lines[index], self._patterns)]
            if len(numbers) < LEAST_NUMBERS:
                continue
            start = self._start_of_header(before + 1, numbers[0])
            end = self._end(numbers[-1], last)
            if end - start >= LEAST_LINES and len(numbers) * NUMBERS_IN >= self._counted(start, numbers[0], end):
                yield start, end

    def _counted(self, start: int, number: int, end: int) -> int:
        """How many lines must have numbers among them: of a form of goals those below its header that name no kind.

        Example: 一级指标 / 二级指标 / 指标值 / 产出指标 / 数量指标 / 新增高新技术企业 / 15 / 质量指标 / …
        """
        kinds = self._patterns.tables.kind_of_goals
        named = [index for index in range(start, end) if kinds.fullmatch(self._lines[index])]
        return end - number - sum(index > number for index in named) if named else end - start

    def _is_figure(self, index: int) -> bool:
        return is_figure(self._lines[index], self._patterns)

    def _start_of_header(self, first: int, number: int) -> int:
        """Where the header above the first number begins, below the title of the table."""
        above = [index for index in range(first, number) if not _goes_with_line_above(self._lines[index])]
        lowest = above[-MOST_HEADER_LINES] if len(above) > MOST_HEADER_LINES else first
        titles = [index for index in range(lowest, number) if self._is_title(index)]
        heads_labels = self._patterns.lines.heads_labels
        corners = [index for index in range(1, number) if lowest == 0 and heads_labels.fullmatch(self._lines[index])]
        if corners and not titles and corners[0] <= MOST_TITLE_LINES:
            return corners[0]  # what opens the text above 指标 is its title
        return titles[-1] + 1 if titles and titles[-1] + 1 < number else lowest

    def _is_title(self, index: int) -> bool:
        """Whether a line is the title of a table, or opens the text and names a year: 海南省2021年上半年经济数据."""
        patterns, line = self._patterns, self._lines[index]
        is_opening = index == 0 and patterns.lines.dated_headline.match(line) is not None
        return is_opening or patterns.lines.title_of_table.match(line) is not None

    def _end(self, number: int, last: int) -> int:
        """Where a column ends: behind its last figure, and the unit and remark (预期性) that belong to that."""
        end = next(index for index in range(last - 1, number - 1, -1) if self._is_figure(index)) + 1
        if end + 1 < last and self._patterns.tables.plan_remark.fullmatch(self._lines[end + 1]):
            return end + 2
        return end + 1 if end < last and len(self._lines[end]) <= SHORT_REMARK else end

    def _is_cell(self, index: int) -> bool:
        """Whether a line is a cell: a short one, or one right before figures behind another cell."""
        line = self._lines[index]
        if not line or (start_of_english(line) > LONGEST_LABEL and not is_english(line)) or _SENTENCE_MARK.search(line):
            return False
        if not self._is_heading[index] and self._may_be_cell(index):
            return True
        if index == 0 or not (self._is_figure(index - 1) or self._may_be_cell(index - 1)):
            return False
        below = range(index + 1, min(index + 1 + LOOK_AHEAD, len(self._lines)))
        figure = next((at for at in below if self._ends_search(at, is_last=at == index + LOOK_AHEAD)), None)
        return figure is not None and all(map(self._may_be_cell, range(index + 1, figure)))

    def _ends_search(self, index: int, *, is_last: bool) -> bool:
        """Whether a line is the figure that is looked for; a mark for none that far away is not."""
        line = self._lines[index]
        return is_number(line, self._patterns) or (is_nothing(line, self._patterns) and not is_last)

    def _may_be_cell(self, index: int) -> bool:
        line = self._lines[index]
        is_short = 0 < start_of_english(line) <= LONGEST_CELL or is_english(line)
        return is_short and not self._patterns.lines.title_of_table.match(line) and not _SENTENCE_MARK.search(line)
