"""Cells that tell in words: 新增41家，总数达到118家 below 完成情况, beside 高新技术企业.

What belongs here: which cells those are, and what row and column say of them. What does not: their figures, which
are read as those of any sentence (`ledger.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pipeline.extraction.table_columns import STATUSES, Column, Role, TableContext, own_period
from pipeline.extraction.table_layouts import Cell
from pipeline.segmentation import Part
from pipeline.vocabulary import Status


class ProseCell(NamedTuple):
    """A cell to be read as a sentence, and the label of its row, as spans of the text."""

    start: int
    end: int
    label: tuple[int, int]
    period: str | None
    status: Status | None

    def part_of(self, part: Part) -> Part:
        """The part of the report with what the column says of when its figures are of, and whether they happened."""
        year = int(self.period[:4]) if self.period is not None else part.year
        return replace(part, year=year, period=self.period or part.period, status=self.status or part.status)


def told_in_words(cell: Cell, label: Cell, column: Column, context: TableContext) -> ProseCell | None:
    """The cell as one that tells in words; None where it is one figure, or of a column of labels."""
    if column.role not in (Role.VALUE, Role.REMARK) or cell.is_figure or cell.is_nothing:
        return None
    heading = column.heading
    period = own_period(heading, context, None) if heading is not None and heading.has_period else None
    status = STATUSES.get(heading.status) if heading is not None and heading.status is not None else None
    return ProseCell(cell.start, cell.end, (label.start, label.end), period, column.status or status)
