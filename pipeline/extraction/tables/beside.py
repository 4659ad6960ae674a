"""What the heading of a column takes over from those beside it: 高企总数 | 上年同期 | 新认定.

What belongs here: names that headings leave to the columns before them. What does not: names that they leave to the
title (`elisions.py`), periods (`columns.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extraction.tables.columns import Column, Role, TableContext
from pipeline.extraction.tables.elisions import as_below
from pipeline.extraction.tables.heading import PLAIN, Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.reference.tables import HeaderKind


def with_names_begun(columns: Sequence[Column], headings: HeadingReader, year: int | None) -> list[Column]:
    """技术合同登记数（项） | 成交额（亿元）: a name that is not understood behind the beginning of the one before."""
    result = list(columns)
    for index, (left, column) in enumerate(pairwise(columns), start=1):
        before, heading = left.heading, column.heading
        if before is None or heading is None or not heading.is_foreign or heading.ids or len(column.cells) > 1:
            continue
        if before.is_known and headings.is_indicator(before.ids) and len(left.cells) == 1:
            name = before.text[slice(*before.subject)]
            result[index] = replace(column, heading=as_below(heading, name, headings, year))
    return result


def with_name_before(columns: Sequence[Column]) -> list[Column]:
    """2021年底高企数 | 2022年 | 2023年: years behind the first column, which alone bears a name, go on about that.

    So do amounts of another year behind any column: 2023年高企数 | 2024年净增目标 | 2024年底总数目标.
    """
    headings = [column.heading for column in columns if column.role is Role.VALUE]
    are_years = all(heading is not None and _is_bare_year(heading) for heading in headings[1:])
    named: Heading | None = None
    result: list[Column] = []
    for column in columns:
        heading = column.heading if column.role is Role.VALUE else None
        if heading is not None and heading.ids:
            is_plain = heading.has_period and heading.is_known and heading.measure in PLAIN
            named = heading if is_plain else None
        elif heading is not None and named is not None and heading.has_period and heading.is_known:
            goes_on = are_years or heading.measure is HeaderKind.AMOUNT
            made = replace(heading, ids=named.ids, text=named.text + heading.text) if goes_on else heading
            column = replace(column, heading=made)
        result.append(column)
    return result


def with_amounts_before(columns: Sequence[Column], context: TableContext) -> list[Column]:
    """高新技术企业数（家） | 上年同期 | 增长: what is of the year before is of the amount to its left.

    So is an event below a title that names nothing: 高企总数 | 净增 | 新认定.
    """
    events = {HeaderKind.EVENT} if context.title is None or not context.title.ids else set()
    named: Heading | None = None
    result: list[Column] = []
    for column in columns:
        heading = column.heading if column.role is Role.VALUE else None
        if heading is not None and heading.measure in PLAIN and (heading.ids or not heading.is_known):
            named = heading if heading.is_known else None
        elif (
            heading is not None
            and named is not None
            and not heading.place
            and heading.measure in PLAIN
            and heading.kinds & {HeaderKind.PERIOD_PRIOR, *events}
        ):
            made = replace(named, text=named.text + heading.text, mention=heading.mention, month=heading.month)
            made = replace(made, kinds=heading.kinds, units=heading.units or named.units)
            column = replace(column, heading=made)
        result.append(column)
    return result


def _is_bare_year(heading: Heading) -> bool:
    return heading.is_known and heading.mention is not None and not (heading.ids or heading.place or heading.measure)
