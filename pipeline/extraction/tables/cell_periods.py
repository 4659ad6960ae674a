"""Of which period the figure of a cell is: as row, column and title say, and marks beside it.

What belongs here: the period of one cell. What does not: periods of columns (`columns.py`), all else of a cell
(`cells.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.tables.columns import OF_LAST_MONTHS, Column, TableContext, own_period, up_to_quarter
from pipeline.extraction.tables.heading import PLAIN, Heading
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.measures import Spot
from pipeline.extraction.written_periods import is_span_of_years, last_year, whole_year
from pipeline.reference.indicators import Indicator
from pipeline.reference.tables import HeaderKind
from pipeline.vocabulary import Nature, Status

_CUMULATED = re.compile(r"[\[〔【].*[\]〕】]$")
_MARK = re.compile(r"(?:[*＊]{1,3}|[①-⑳])(?=$|[（(])")


def is_sum_of_years(cell: Cell) -> bool:
    """Whether brackets say, as in plans, that a figure is the sum over all years: [25]."""
    return _CUMULATED.match(cell.text) is not None


def is_period_told(at: Spot) -> bool:
    """Whether the text names the year of a cell whose column names none, in its row, its title or the part around."""
    part, title, row = at.row.part, at.table.title, at.row
    is_of_table = at.table.year != part.year or (title is not None and title.has_period)
    return part.is_year_told or (row.period or row.group_period) is not None or row.heading.has_period or is_of_table


def read_period(cell: Cell, at: Spot, indicator: Indicator, measure: HeaderKind | None) -> str | None:
    """The period of a figure, or None where it is told against another year than the one before."""
    column, table, period = at.column, at.table, at.column.period
    heading = _heading_of_row(at, indicator)
    if heading.has_period and (column.is_of_now or not column.has_own_period or _awaits_month(column)):
        group = at.row.group_period
        year = int(group) if group is not None and group.isdecimal() else table.year  # 2022年 in a column before 一季度
        period = own_period(heading, replace(table, year=year))
    elif _spans_months(heading) and period is not None and "-" in period:
        # 累计值 | 当季值 below 2021年四季度: of a flow what is cumulated is of the year up to then.
        is_sum_of_year = HeaderKind.PERIOD_NOW in heading.kinds and indicator.nature is Nature.FLOW
        period = whole_year(f"{period[:5]}01/{period.split('/')[-1]}") if is_sum_of_year else period
    elif heading.has_period and period is not None:
        # 地区生产总值（1-6月） below 1-8月: the months of the row, in the year of the column.
        months = own_period(heading, replace(table, year=last_year(period)))
        period = months if months is not None and "-" in months else period
    elif at.row.group_period is not None and not column.has_own_period:
        period = at.row.group_period
    period = at.row.period or period
    base = column.heading.base_year if column.heading is not None else None
    if period is None or (base is not None and base != last_year(period) - 1):
        return None
    if table.starred:
        starred = _starred(cell.text, table) or (None if column.has_own_period else _starred(at.row.label.text, table))
        if starred is not None:
            return starred
    if indicator.id in table.noted and last_year(period) == table.year:
        return table.noted[indicator.id]
    is_of_plan = column.status is not Status.ACTUAL and is_span_of_years(table.period)
    if measure is HeaderKind.AVERAGE_GROWTH and is_of_plan and table.period and period == str(last_year(table.period)):
        # 研发投入年均增速 below 2025年目标: the average is over the years of the plan that end then.
        return table.period
    is_sum = is_sum_of_years(cell)
    is_reached = column.status is Status.ACTUAL and indicator.nature is not Nature.FLOW
    is_of_end = column.status is Status.TARGET or is_reached
    if is_of_end and is_span_of_years(period) and measure in PLAIN and not is_sum:
        # “十四五”目标: a level is promised for the end of the plan; so is “十三五”完成 of what is no flow.
        return str(last_year(period))
    if is_sum and table.period and (indicator.nature is Nature.FLOW or measure is HeaderKind.CHANGE):
        # In plans [25] is the sum over all its years, or what they add.
        last = last_year(period)
        own = f"{last - 4}/{last}" if last % 5 == 0 and period == str(last) else period
        return table.period if is_span_of_years(table.period) and last_year(table.period) == last else own
    return period


def _heading_of_row(at: Spot, indicator: Indicator) -> Heading:
    """The heading of the row, with months up to then where it names one and the column sums up: 3月 | 累计."""
    heading, of_column = at.row.heading, at.column.heading
    if heading.ids and heading.mention is not None:
        heading = replace(heading, mention=up_to_quarter(heading.mention))  # 人均可支配收入（三季度）
    is_summed_up = of_column is not None and HeaderKind.PERIOD_CUMULATED in of_column.kinds
    if is_summed_up and heading.month is not None and indicator.nature is not Nature.STOCK:
        return replace(heading, kinds=heading.kinds | {HeaderKind.PERIOD_NOW})
    return heading


def _awaits_month(column: Column) -> bool:
    """当月 where neither title nor columns name a month, so that each row must."""
    return column.period is None and column.heading is not None and bool(column.heading.kinds & OF_LAST_MONTHS)


def _spans_months(heading: Heading) -> bool:
    """累计值, 当季值: which months are meant the column tells."""
    is_told_alone = heading.mention is None and heading.month is None
    return is_told_alone and bool(heading.kinds & {HeaderKind.PERIOD_NOW, HeaderKind.PERIOD_QUARTER})


def _starred(text: str, table: TableContext) -> str | None:
    """The period that a mark behind a figure or a label stands for."""
    mark = _MARK.search(text)
    return table.starred.get(mark.group().replace("＊", "*")) if mark is not None else None
