"""Columns of a table, and the periods and status of their figures: what one says, others beside it take over.

What belongs here: what columns say together. What does not: which cells make a column (`roles.py`), and the
figures themselves (`cells.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import takewhile

from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place
from pipeline.extraction.tables.heading import GROWTHS, PLAIN, TOLD_OF_OTHERS, Heading
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.units import TableUnit
from pipeline.extraction.written_periods import is_span_of_years, last_year, whole_year, year_before
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Status

OF_LAST_MONTHS = {HeaderKind.PERIOD_MONTH, HeaderKind.PERIOD_QUARTER}
STATUSES = {
    HeaderKind.TARGET: Status.TARGET,
    HeaderKind.ACTUAL: Status.ACTUAL,
    HeaderKind.FORECAST: Status.FORECAST,
}

_SHARES = (HeaderKind.SHARE, *PLAIN)
_MONTHS_OF_QUARTER = 3
_DECEMBER = 12
"""The month whose figures from January on are those of the year."""


class Role(Enum):
    """What the cells of a column are."""

    ORDINAL = "ordinal"
    GROUP = "group"
    LABEL = "label"
    UNIT = "unit"
    REMARK = "remark"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class TableContext:
    """What title, caption and part say of a whole table where its headers are silent."""

    year: int | None
    period: str | None
    status: Status | None = None
    title: Heading | None = None
    title_start: int = 0
    place: Place | None = None
    """The place that a heading right above the table names: 一、张店区 below the title."""
    units: tuple[TableUnit, ...] = ()
    starred: Mapping[str, str] = field(default_factory=dict)
    """By mark the period of what bears it, from a note below the table (带*的为2019年数据)."""
    noted: Mapping[str, str] = field(default_factory=dict)
    """By indicator the period of its figures, from such a note (R&D经费为2022年数据)."""
    is_of_bodies: bool = False
    """Whether the title says that the figures are those of firms, institutes or zones of a kind alone."""
    is_of_zones: bool = False

    @property
    def is_of_growth(self) -> bool:
        """Whether all figures are growth: 主要指标分月增速, 单位：%."""
        is_share = bool(self.units) and all(unit.kind is UnitKind.SHARE for unit in self.units)
        return is_share and self.title is not None and HeaderKind.GROWTH in self.title.kinds

    @property
    def last_month(self) -> str | None:
        """The month that the period ends with, as a period."""
        month = self._end
        return f"{month}/{month}" if month else None

    @property
    def last_quarter(self) -> str | None:
        """The quarter that the period ends with, as a period."""
        end = self._end or (f"{self.year}-{_DECEMBER}" if self.period == str(self.year) else None)
        first = int(end[5:]) - _MONTHS_OF_QUARTER + 1 if end else 0
        return f"{end[:5]}{first:02d}/{end}" if end and first % _MONTHS_OF_QUARTER == 1 else None

    @property
    def _end(self) -> str | None:
        if self.title is not None and self.title.month is not None and self.title.month[1] == _DECEMBER:
            return f"{self.year}-{_DECEMBER}"
        return self.period.split("/")[-1] if self.period and "-" in self.period else None


@dataclass(frozen=True, slots=True)
class Column:
    """What one column says of its cells. `cells` are those of its header, from the top."""

    role: Role
    cells: tuple[Cell, ...] = ()
    heading: Heading | None = None
    period: str | None = None
    has_own_period: bool = False
    status: Status | None = None

    @property
    def measure(self) -> HeaderKind | None:
        return self.heading.measure if self.heading is not None else None

    @property
    def is_in_points(self) -> bool:
        """高于全省（百分点）: a difference, and no amount."""
        return self.heading is not None and self.heading.is_in_points

    @property
    def is_of_now(self) -> bool:
        """年末有效发明专利, 累计: of the period that the table, or its row (2021), tells of."""
        heading = self.heading
        if heading is None or heading.mention is not None or heading.month is not None:
            return heading is not None and heading.mention is not None and heading.mention.is_now
        return HeaderKind.PERIOD_NOW in heading.kinds


def with_periods(columns: Sequence[Column], context: TableContext) -> list[Column]:
    """The columns with period and status; what is told of the amounts in columns before takes theirs."""
    result: list[Column] = []
    told: list[Column] = []
    """Columns of amounts since the last column that is told of others."""
    columns = _with_months_of_title(_with_month_beside(columns), context)
    amounts = _amounts(columns, context)
    silent = _where_silent(columns, context)
    is_closed = is_lost = False
    for column in columns:
        heading = column.heading
        if column.role is not Role.VALUE or heading is None:
            result.append(column if column.role is not Role.VALUE else replace(column, period=silent.period))
            continue
        own = own_period(heading, context, told[-1].period if told else None)
        if own is None and _is_base(column, columns, context):
            own = year_before(context.period[:4]) if context.period and is_span_of_years(context.period) else None
            heading = replace(heading, is_foreign=heading.is_foreign or own is None)
        is_told_of_others = heading.measure in TOLD_OF_OTHERS
        # 本月 | 同比 below a title that names no month: only their rows may tell of which they are.
        is_lost = own is None and bool(heading.kinds & OF_LAST_MONTHS or (is_lost and is_told_of_others))
        source = _source(told, heading) if is_told_of_others else _whole(told, heading)
        beside = _beside(result, heading) if is_told_of_others else None
        has_amount = beside is not None and any(_ids(amount) == _ids(beside) for amount in told)
        if source is not None and _is_cumulated_as(source, heading, own):
            own = source.period
        period, status = _period_and_status(own, heading, source, beside, amounts, silent)
        period = None if is_lost else period
        is_rank_beside_growth = (
            heading.measure is HeaderKind.RANK and beside is not None and beside.measure is HeaderKind.GROWTH
        )
        if own is None and is_rank_beside_growth and not has_amount:
            heading = replace(heading, kinds=heading.kinds | {HeaderKind.GROWTH})
        if is_told_of_others and (source is not None or beside is not None):
            heading = _with_subject(heading, (beside or source or told[-1]).heading)
        made = replace(column, heading=heading, period=period, has_own_period=heading.has_period, status=status)
        result.append(made)
        if heading.measure is HeaderKind.PROGRESS:
            # 年度目标 | 完成率 | 增长率: what comes behind is told of what was reached.
            told = [column for column in result if _is_reached(column)] or told
        if is_told_of_others:
            is_closed = True
        elif not column.is_in_points:
            if is_closed:
                told.clear()
            told.append(made)
            is_closed = False
    return result


def _is_base(column: Column, columns: Sequence[Column], context: TableContext) -> bool:
    """基期值 | 2025年目标: of the year before the plan, which its heading leaves to the reader.

    So it is beside what is told of the year of the table or plan itself (基数 | 2023年), but 现状值 | 2022年 is of now.
    """
    heading = column.heading
    if heading is None or HeaderKind.BASE not in heading.kinds or heading.has_period:
        return False
    others = [each.heading for each in columns if each.role is Role.VALUE and each.heading is not None]
    if any(other.status is HeaderKind.TARGET for other in others):
        return True
    told = (own_period(other, context) for other in others if other.has_period and other.measure in PLAIN)
    return context.period is not None and any(own and last_year(own) >= last_year(context.period) for own in told)


def _where_silent(columns: Sequence[Column], context: TableContext) -> TableContext:
    """同比涨跌幅 | 1—6月同比涨跌幅 below a title on June: what names no months beside those up to June is of June."""
    is_of_month = context.title is not None and context.title.month is not None
    mentions = [column.heading.mention for column in columns if column.heading is not None]
    is_cumulated = any(each is not None and each.first_month == 1 < each.last_month for each in mentions)
    month = context.last_month if is_of_month and is_cumulated else None
    return replace(context, period=month) if month is not None else context


def _period_and_status(
    own: str | None,
    heading: Heading,
    source: Column | None,
    beside: Column | None,
    amounts: Sequence[str],
    context: TableContext,
) -> tuple[str | None, Status | None]:
    """Period and status of a column: its own, else those of the column that it is told of, else those of the table."""
    status = STATUSES.get(heading.status) if heading.status else None
    if own is not None:
        if source is not None and own == source.period:
            status = status or source.status  # 2023年: 预计完成 | 增长
        return own, status
    if heading.measure is HeaderKind.AVERAGE_GROWTH:
        return _span(amounts, context), status or (source.status if source is not None else None)
    told_of = beside or source
    # 净增: 目标 | 完成 in a table on months: what was done is of them, whatever the goal is of.
    is_done = status is Status.ACTUAL and told_of is not None and told_of.status is Status.TARGET
    if told_of is not None and not is_done:
        return told_of.period, status or told_of.status
    is_month_promised = status is Status.TARGET and context.period is not None and "-" in context.period
    return (str(context.year) if is_month_promised and context.year is not None else context.period), status


def _with_month_beside(columns: Sequence[Column]) -> list[Column]:
    """本期 | 累计: what stands beside what is cumulated is of the last month."""
    kinds = [column.heading.kinds if column.heading is not None else frozenset() for column in columns]
    others = {HeaderKind.PERIOD_CURRENT, HeaderKind.PERIOD_PRIOR}
    is_cumulated = any(HeaderKind.PERIOD_NOW in found and not found & others for found in kinds)
    return [
        replace(column, heading=replace(column.heading, kinds=found | {HeaderKind.PERIOD_MONTH}))
        if column.heading is not None
        and is_cumulated
        and HeaderKind.PERIOD_CURRENT in found
        and HeaderKind.PERIOD_NOW not in found
        else column
        for column, found in zip(columns, kinds, strict=True)
    ]


def _with_months_of_title(columns: Sequence[Column], context: TableContext) -> list[Column]:
    """2023年 | 2022年 below a title on January to September: the same months of both, for the year was not over."""
    named = [column.heading for column in columns if column.heading is not None and column.heading.has_period]
    years = {
        heading.mention.last for heading in named if heading.mention is not None and not heading.mention.last_month
    }
    are_years = all(heading.mention is not None and not heading.mention.last_month for heading in named)
    if context.year is None or not context.period or "-01/" not in context.period:
        return list(columns)
    is_of_both = are_years and context.year in years and not years - {context.year, context.year - 1}
    if not is_of_both or any(HeaderKind.PERIOD_YEAR in heading.kinds for heading in named):
        return list(columns)
    last = int(context.period[-2:])
    return [
        replace(column, heading=replace(heading, mention=heading.mention._replace(first_month=1, last_month=last)))
        if (heading := column.heading) is not None and heading.mention is not None
        else column
        for column in columns
    ]


def _is_cumulated_as(amount: Column, heading: Heading, period: str | None) -> bool:
    """1-6月累计 | 累计增长: cumulated over the months that the amount names, where the title tells the year alone."""
    is_bare = heading.kinds & {HeaderKind.PERIOD_NOW} and heading.mention is None and heading.month is None
    is_of_year = period is not None and amount.period is not None and amount.period.startswith(f"{period}-01/")
    return bool(is_bare) and is_of_year


def _is_reached(column: Column) -> bool:
    is_amount = column.role is Role.VALUE and column.heading is not None and column.measure not in TOLD_OF_OTHERS
    return is_amount and column.status is not Status.TARGET


def _source(told: Sequence[Column], heading: Heading) -> Column | None:
    """The amount that a growth is told of: the last of the latest period, rather what was reached than a target."""
    told = [amount for amount in told if heading.ids and _ids(amount) == heading.ids] or told
    parts = sum(1 for _ in takewhile(_is_part, reversed(told)))
    if 1 < parts < len(told) and not heading.ids:
        told = told[:-parts]  # 总量 | 其中：发明 | 实用新型 | 增长: what has grown is the whole
    if heading.measure is HeaderKind.RANK:
        # 龙岩市 | 全省 | 全省排名: what is ranked is the narrowest place, not what it is ranked in.
        narrowest = max((_place(amount) or "" for amount in told), key=lambda code: len(code.rstrip("0")), default="")
        told = [amount for amount in told if (_place(amount) or "") == narrowest]
    ends = {id(amount): _end(amount) for amount in told}
    latest = max(ends.values(), default="")
    of_latest = [amount for amount in told if ends[id(amount)] == latest]
    reached = [amount for amount in of_latest if amount.status is not Status.TARGET]
    found = reached or of_latest
    return found[-1] if found else None


def _is_part(amount: Column) -> bool:
    return amount.heading is not None and amount.heading.is_marked


def _whole(told: Sequence[Column], part: Heading) -> Column | None:
    """本月 | 其中：发明 | 累计 | 其中：发明: the amount with a period of its own that a part stands behind."""
    wholes = [amount for amount in told if amount.heading is not None and not amount.heading.is_marked]
    is_of_whole = part.is_marked and not part.has_period and bool(wholes)
    return wholes[-1] if is_of_whole and wholes[-1].has_own_period else None


def _end(amount: Column) -> str:
    """The month with which a period ends, 1-12月 and a year with December; the goal of a year is behind no month."""
    end = (amount.period or "").split("/")[-1]
    return f"{end}-{_DECEMBER}" if end and "-" not in end and amount.status is not Status.TARGET else end


def _place(column: Column) -> str | None:
    named = column.heading.place if column.heading is not None else None
    return named.code if named is not None else None


def _ids(column: Column) -> tuple[str, ...]:
    return column.heading.ids if column.heading is not None else ()


def _beside(columns: Sequence[Column], heading: Heading) -> Column | None:
    """The column to the left, where it tells a measure of an indicator that this one is told of as well.

    固定资产投资 1-10月增速 | 排位: both below one cell, or the second without a name. So is what is stated in points
    beside a share: R&D经费 | 占GDP比重（%） | 比上年提高（百分点）.
    """
    before = columns[-1] if columns else None
    if before is None or not _ids(before) or before.measure not in TOLD_OF_OTHERS:
        return None
    is_ranked = heading.measure is HeaderKind.RANK and before.measure in GROWTHS
    is_in_points = heading.is_in_points and before.measure is HeaderKind.SHARE
    is_unnamed = not heading.ids and (is_ranked or is_in_points)
    if is_in_points:
        # 2022年占比 | 2021年占比 | 增减（百分点）: the change is that of the last year.
        named = _ids(before)
        shares = takewhile(lambda each: each.measure in _SHARES and _ids(each) == named, columns[::-1])
        before = max(shares, key=_end)
    return before if is_unnamed or heading.ids == _ids(before) else None


def _with_subject(heading: Heading, amount: Heading | None) -> Heading:
    """增长（%） right of 地区生产总值（亿元） is the growth of that."""
    if heading.ids or amount is None:
        return heading
    place = heading.place or amount.place
    # 粮食 | 产量 | 比上年增长, 发明 | 申请量 | 同比: what grows, the words of the amount tell.
    text = heading.text if heading.measure is HeaderKind.PROGRESS else amount.text + heading.text
    return replace(heading, text=text, ids=amount.ids, place=place, is_foreign=heading.is_foreign or amount.is_foreign)


def own_period(heading: Heading, context: TableContext, before: str | None = None) -> str | None:
    """The period that a heading names, or None. `before` is that of the column to the left (for 上年同期)."""
    period = _own_period(heading, context, before)
    return whole_year(period) if period is not None else None


def _own_period(heading: Heading, context: TableContext, before: str | None) -> str | None:
    """The period that the words of a header name: 2022年, 1—9月, 上年同期, 本月."""
    default, kinds = context.period, heading.kinds
    if heading.month is not None:
        year, last = heading.month[0] or context.year, heading.month[1]
        first = 1 if HeaderKind.PERIOD_NOW in kinds else last  # 6月累计
        return f"{year}-{first:02d}/{year}-{last:02d}" if year else None
    if heading.mention is not None:
        return default if heading.mention.is_now and default else heading.mention.resolve(context.year)
    if HeaderKind.PERIOD_PRIOR in kinds:
        base = before or default
        return year_before(base) if base else None
    if HeaderKind.PERIOD_MONTH in kinds:
        return context.last_month
    if HeaderKind.PERIOD_QUARTER in kinds:
        return context.last_quarter
    if HeaderKind.PERIOD_YEAR in kinds:
        return str(context.year) if context.year else None
    return default if kinds & {HeaderKind.PERIOD_NOW, HeaderKind.PERIOD_CURRENT} else None


def _amounts(columns: Sequence[Column], context: TableContext) -> list[str]:
    """Periods of the columns that hold amounts of a year of their own."""
    found = [column.heading for column in columns if column.heading and column.measure not in TOLD_OF_OTHERS]
    periods = [own_period(heading, context) for heading in found if heading.has_period]
    return [period for period in periods if period and len(period) == 4]


def _span(years: Sequence[str], context: TableContext) -> str | None:
    """The years that an average is over: those after the first year of the table, up to the last."""
    if len(set(years)) > 1:
        first, last = int(min(years)) + 1, int(max(years))
        return f"{first}/{last}" if first < last else str(last)
    return context.period if is_span_of_years(context.period) else None


def up_to_quarter(mention: PeriodMention) -> PeriodMention:
    """2023年三季度 in the title of a table or the label of a row: figures are those of the year up to then."""
    is_quarter = mention.first_month > 1 and mention.last_month - mention.first_month == _MONTHS_OF_QUARTER - 1
    return mention._replace(first_month=1) if is_quarter else mention
