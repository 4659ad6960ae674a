"""Cells that tell in words: 新增41家，总数达到118家 below 完成情况, beside 高新技术企业.

What belongs here: which cells those are, and what row and column say of them. What does not: their figures, which
are read as those of any sentence (`pipeline/extraction/ledger.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.extraction.binding import Binding
from pipeline.extraction.statuses import Standing
from pipeline.extraction.tables.columns import STATUSES, Column, Role, TableContext, own_period
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.measures import RowTold
from pipeline.reference.tables import HeaderKind
from pipeline.segmentation import Part
from pipeline.vocabulary import Origin, Status

_DIGIT = re.compile(r"\d")


class ProseCell(NamedTuple):
    """A cell to be read as a sentence, and the label of its row, as spans of the text."""

    start: int
    end: int
    label: tuple[int, int]
    header: tuple[int, int] | None
    period: str | None
    status: Status | None

    def part_of(self, part: Part) -> Part:
        """The part of the report with what the column says of when its figures are of, and whether they happened."""
        year = int(self.period[:4]) if self.period is not None else part.year
        return replace(part, year=year, period=self.period or part.period, status=self.status or part.status)

    def as_headed(self, bindings: Sequence[Binding]) -> list[Binding]:
        """The figures of the cell, where status and period are those of the column with the words of its header."""
        return [self._as_headed(binding) for binding in bindings]

    def _as_headed(self, binding: Binding) -> Binding:
        """An observation with the header of its column as what told period and status, where the cell does not say."""
        if self.header is None:
            return binding
        start, end = self.header
        if self.status is not None and binding.standing.origin is Origin.PART:
            binding = binding._replace(standing=Standing(binding.standing.status, start, end, Origin.CLAUSE))
        if binding.period == self.period and binding.period_origin is Origin.PART:
            binding = binding._replace(period_start=start, period_end=end, period_origin=Origin.CLAUSE)
        return binding


def told_in_words(
    cell: Cell, row: RowTold, column: Column, columns: Sequence[Column], context: TableContext
) -> ProseCell | None:
    """The cell as one that tells in words; None where it is one figure, or of a column of labels.

    Nor where it may tell of what another place, a firm or a project has: only a row that names an indicator, or a task
    below the header of the labels, is of the report's own place.
    """
    if cell.holds_value:
        return None
    if column is names_in(columns):
        return _task_told(cell, column, columns)
    if column.role not in (Role.VALUE, Role.REMARK):
        return None
    names = names_in(columns).heading
    # 任务 above labels names tasks, though above figures it is what is promised.
    is_task = names is not None and bool(names.kinds & {HeaderKind.TASK, HeaderKind.TARGET})
    is_of_other = row.place is not None and not is_task_with_outcome(columns)
    if context.is_of_bodies or is_of_other or not (row.ids or is_task):
        return None
    heading = column.heading
    period = own_period(heading, context, None) if heading is not None and heading.has_period else None
    status = STATUSES.get(heading.status) if heading is not None and heading.status is not None else None
    header = (column.cells[0].start, column.cells[-1].end) if column.cells else None
    return ProseCell(cell.start, cell.end, (row.label.start, row.label.end), header, period, column.status or status)


def names_in(columns: Sequence[Column]) -> Column:
    """The column of labels."""
    return next(column for column in columns if column.role is Role.LABEL)


def is_task_with_outcome(columns: Sequence[Column]) -> bool:
    """目标任务 | 完成情况: whether the labels are tasks told in words, beside what came of them."""
    names = names_in(columns).heading
    if names is None or not names.kinds & {HeaderKind.TASK, HeaderKind.TARGET}:
        return False
    others = (column.heading for column in columns if column.role in (Role.VALUE, Role.REMARK))
    return any(heading is not None and HeaderKind.ACTUAL in heading.kinds for heading in others)


def _task_told(cell: Cell, column: Column, columns: Sequence[Column]) -> ProseCell | None:
    """新增高企12家，总数达到56家 below 目标任务: figures of a task are promised."""
    if _DIGIT.search(cell.text) is None or not is_task_with_outcome(columns):
        return None
    header = (column.cells[0].start, column.cells[-1].end) if column.cells else None
    return ProseCell(cell.start, cell.end, (cell.start, cell.start), header, None, Status.TARGET)
