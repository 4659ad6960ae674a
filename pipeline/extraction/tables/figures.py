"""What the figures of a table tell of columns whose headers leave it open.

What belongs here: what is ranked (the order tells), whether 增减 is an amount or a growth (reckoning tells). What does
not: headers that say so (`columns.py`), and single rows (`cells.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.extraction.tables.columns import Column, Role
from pipeline.extraction.tables.heading import GROWTHS, PLAIN
from pipeline.extraction.tables.layouts import Row, Section
from pipeline.extraction.tables.sectors import is_sector, is_whole_of_sectors
from pipeline.extraction.written_periods import year_before
from pipeline.reference import Reference
from pipeline.reference.tables import HeaderKind

LEAST_RANKED = 3
"""Rows that must be ranked; two may be in the order of both by chance."""
ROUNDED = Decimal("0.11")
"""How far a difference may lie from what is reckoned from rounded figures."""


def with_ranked_growth(columns: Sequence[Column], section: Section) -> list[Column]:
    """总量 | 增速 | 位次: the growth is ranked where the ranks are in its order, and not in that of the amount.

    Behind 总量 | 位次 | 增速 nothing else is left for the ranks.
    """
    result = list(columns)
    rows = section.wide_rows
    for index in range(2, len(columns)):
        growth, rank = columns[index - 1 : index + 1]
        heading = rank.heading
        if heading is None or not (_is_open(rank) and growth.measure in GROWTHS):
            continue
        amount = _amount_of(columns[: index - 1], heading.ids)
        if amount is None:
            continue
        is_ranked_itself = amount + 2 < index and _is_open(columns[amount + 1])
        if is_ranked_itself or (_is_ordered(rows, index - 1, index) and not _is_ordered(rows, amount, index)):
            result[index] = replace(rank, heading=replace(heading, kinds=heading.kinds | {HeaderKind.GROWTH}))
    return result


def _amount_of(columns: Sequence[Column], ids: tuple[str, ...]) -> int | None:
    """The nearest column to the left that holds amounts of the same."""
    return next(
        (
            index
            for index in reversed(range(len(columns)))
            if columns[index].role is Role.VALUE
            and columns[index].measure in PLAIN
            and (heading := columns[index].heading) is not None
            and heading.ids == ids
        ),
        None,
    )


def _is_open(column: Column) -> bool:
    """Whether a column of ranks does not say what is ranked."""
    return column.heading is not None and column.heading.kinds & {HeaderKind.RANK, *GROWTHS} == {HeaderKind.RANK}


def _is_ordered(rows: Sequence[Row], values: int, ranks: int) -> bool:
    """Whether the figures of one column fall as the ranks in another rise."""
    pairs = []
    for row in rows:
        value, rank = row[values], row[ranks]
        if value is not None and rank is not None and rank.text.isdecimal():
            number = number_of(value.text)
            if number is None:
                return False
            pairs.append((int(rank.text), -number))
    pairs.sort()
    return len(pairs) >= LEAST_RANKED and all(a[1] <= b[1] for a, b in pairwise(pairs)) and pairs[0][1] < pairs[-1][1]


def number_of(text: str) -> Decimal | None:
    """The number that a cell of figures alone holds."""
    bare = text.replace(",", "").rstrip("%").lstrip("+")
    return Decimal(bare) if bare.removeprefix("-").replace(".", "", 1).isdecimal() else None


def parts_exceed_wholes(columns: Sequence[Column], section: Section, reference: Reference) -> bool:
    """Whether figures of a part (其中：发明) are above all that it may be a part of: the header is not in its place.

    A sector (第三产业) is a part of the gross product alone.
    """
    rows = section.wide_rows
    wholes: list[int] = []
    products: list[int] = []
    for index, column in enumerate(columns):
        if column.role is not Role.VALUE or column.heading is None or column.measure not in PLAIN:
            continue
        may_be_of = products if is_sector(column.heading, reference) else wholes
        if is_whole_of_sectors(column.heading):
            products.append(index)
        if not column.heading.is_marked:
            wholes.append(index)
        if may_be_of is wholes and not column.heading.is_marked:
            continue
        told = [
            part > max(beside)
            for row in rows
            if (part := _number_in(row, index)) is not None
            and (beside := [number for whole in may_be_of if (number := _number_in(row, whole)) is not None])
        ]
        if sum(told) * 2 > len(told):
            return True
    return False


def _number_in(row: Row, index: int) -> Decimal | None:
    cell = row[index]
    return number_of(cell.text) if cell is not None else None


def with_told_differences(columns: Sequence[Column], section: Section) -> list[Column]:
    """2022年 | 2021年 | 增减: an amount where it is the difference of both, a growth where it is that in percent."""
    result = list(columns)
    for index, column in enumerate(columns):
        heading = column.heading
        if heading is None or column.measure is not HeaderKind.DIFFERENCE or heading.units:
            continue
        beside = _years_before(columns[:index])
        if beside is None:
            continue
        told = {_difference(row, *beside, index) for row in section.wide_rows} - {None}
        if len(told) == 1:
            kinds = (heading.kinds - {HeaderKind.DIFFERENCE}) | {next(iter(told)) or HeaderKind.CHANGE}
            result[index] = replace(column, heading=replace(heading, kinds=kinds))
    return result


def _years_before(columns: Sequence[Column]) -> tuple[int, int] | None:
    """The columns of an amount and of the same of the year before."""
    amounts = {
        column.period: index
        for index, column in enumerate(columns)
        if column.period is not None and column.measure in PLAIN
    }
    for period, index in amounts.items():
        if year_before(period) in amounts:
            return index, amounts[year_before(period)]
    return None


def _difference(row: Row, now: int, before: int, told: int) -> HeaderKind | None:
    """What the difference of a row is by reckoning; None where it fits neither reading, or both."""
    cells = [row[index] for index in (now, before, told)]
    values = [number_of(cell.text) if cell is not None else None for cell in cells]
    if any(value is None for value in values):
        return None
    amount, earlier, difference = (value or Decimal(0) for value in values)
    is_change = abs(amount - earlier - difference) < ROUNDED
    is_growth = earlier > 0 and abs((amount / earlier - 1) * 100 - difference) < ROUNDED
    if is_change is is_growth:
        return None
    return HeaderKind.CHANGE if is_change else HeaderKind.GROWTH
