"""Ranks beside an amount and its growth: which of the two is ranked, the order of the figures tells.

What belongs here: what columns of ranks are told of, where their headers leave it open. What does not: headers that
say so (`table_columns.py`), and ranks of single rows (`table_cells.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.extraction.table_columns import Column
from pipeline.extraction.table_headings import GROWTHS
from pipeline.extraction.table_layouts import Row, Section
from pipeline.reference.tables import HeaderKind

LEAST_RANKED = 3
"""Rows that must be ranked; two may be in the order of both by chance."""


def with_ranked_growth(columns: Sequence[Column], section: Section) -> list[Column]:
    """总量 | 增速 | 位次: the growth is ranked where the ranks are in its order, and not in that of the amount."""
    result = list(columns)
    for index in range(2, len(columns)):
        amount, growth, rank = columns[index - 2 : index + 1]
        if not (_is_open(rank) and growth.measure in GROWTHS and amount.measure in (None, HeaderKind.AMOUNT)):
            continue
        rows = [row for row in section.rows if len(row) == section.width]
        if _is_ordered(rows, index - 1, index) and not _is_ordered(rows, index - 2, index):
            heading = rank.heading
            if heading is not None:
                result[index] = replace(rank, heading=replace(heading, kinds=heading.kinds | {HeaderKind.GROWTH}))
    return result


def _is_open(column: Column) -> bool:
    """Whether a column of ranks does not say what is ranked."""
    return column.heading is not None and column.heading.kinds & {HeaderKind.RANK, *GROWTHS} == {HeaderKind.RANK}


def _is_ordered(rows: Sequence[Row], values: int, ranks: int) -> bool:
    """Whether the figures of one column fall as the ranks in another rise."""
    pairs = []
    for row in rows:
        value, rank = row[values], row[ranks]
        if value is not None and rank is not None and rank.text.isdigit():
            number = _number(value.text)
            if number is None:
                return False
            pairs.append((int(rank.text), -number))
    pairs.sort()
    return len(pairs) >= LEAST_RANKED and all(a[1] <= b[1] for a, b in pairwise(pairs)) and pairs[0][1] < pairs[-1][1]


def _number(text: str) -> Decimal | None:
    bare = text.replace(",", "").rstrip("%")
    return Decimal(bare) if bare.removeprefix("-").replace(".", "", 1).isdecimal() else None
