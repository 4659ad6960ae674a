"""What the columns of a table hold, from headers and cells: labels, units, remarks, or figures of a measure and period.

What belongs here: roles of columns, and what a column says of all its figures. What does not: which cells of the header
stand above a column (`table_headers.py`), and the figures themselves (`tables.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.extraction.table_headers import BEFORE_FIGURES, header_stacks
from pipeline.extraction.table_headings import Heading, HeadingReader
from pipeline.extraction.table_layouts import Cell, Row, Section
from pipeline.extraction.table_units import TableUnit
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation.cells import is_english
from pipeline.vocabulary import Status

GROWTHS = frozenset({HeaderKind.GROWTH, HeaderKind.DIFFERENCE, HeaderKind.AVERAGE_GROWTH})
TOLD_OF_OTHERS = GROWTHS | {HeaderKind.CHANGE, HeaderKind.RANK, HeaderKind.SHARE, HeaderKind.PROGRESS}
"""Measures that are told of the amount in a column before, whose period they share."""
STATUSES = {
    HeaderKind.TARGET: Status.TARGET,
    HeaderKind.ACTUAL: Status.ACTUAL,
    HeaderKind.FORECAST: Status.FORECAST,
}

_TWELVE_MONTHS = re.compile(r"^(\d{4})-01/\1-12$")
_YEARS = re.compile(r"(\d{4})/(\d{4})$")


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
    units: tuple[TableUnit, ...] = ()
    starred: str | None = None
    """The period of figures with a star behind them, from a note below the table (带*的为2019年数据)."""
    bodies: str | None = None
    """The words of the title that say that the figures are those of firms, institutes or zones of a kind alone."""

    @property
    def is_of_growth(self) -> bool:
        """Whether all figures are growth: 主要指标分月增速, 单位：%."""
        is_share = bool(self.units) and all(unit.kind is UnitKind.SHARE for unit in self.units)
        return is_share and self.title is not None and HeaderKind.GROWTH in self.title.kinds

    @property
    def last_month(self) -> str | None:
        """The month that the period ends with, as a period."""
        month = self.period.split("/")[-1] if self.period and "-" in self.period else None
        return f"{month}/{month}" if month else None


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


def year_before(period: str) -> str:
    """The same stretch of the year before."""
    return re.sub(r"\d{4}", lambda year: str(int(year.group()) - 1), period)


def last_year(period: str) -> int:
    """The year that a period ends in."""
    return int(period.split("/")[-1][:4])


def read_columns(section: Section, headings: HeadingReader, context: TableContext) -> list[Column] | None:
    """The columns of a section from left to right, or None where it has no labels or no figures."""
    stacks = header_stacks(section, headings, context.year)
    roles = _roles(section, stacks, headings, context.year)
    if Role.VALUE not in roles or Role.LABEL not in roles:
        return None
    columns = []
    for role, stack in zip(roles, stacks, strict=True):
        found = [headings.read(cell.text, context.year) for cell in stack]
        columns.append(Column(role, tuple(stack), _merged(found, headings, context.year) if found else None))
    if any(map(_is_beside_its_header, columns)):
        columns = [Column(column.role) for column in columns]
    if context.title is None or not context.title.ids:
        columns = _with_name_before(columns)
    return with_periods([_with_whole(column, columns, headings) for column in columns], context)


def _with_name_before(columns: Sequence[Column]) -> list[Column]:
    """2021年底高企数 | 2022年 | 2023年: years behind the first column, which alone bears a name, go on about that."""
    amounts = [column for column in columns if column.role is Role.VALUE]
    named = amounts[0].heading if amounts else None
    others = [column.heading for column in amounts[1:]]
    if named is None or not (named.ids and named.has_period and named.is_known and named.measure is None) or not others:
        return list(columns)
    if not all(heading is not None and _is_bare_year(heading) for heading in others):
        return list(columns)
    return [
        replace(column, heading=replace(column.heading, ids=named.ids, text=named.text + column.heading.text))
        if column.role is Role.VALUE and column.heading is not None and not column.heading.ids
        else column
        for column in columns
    ]


def _is_bare_year(heading: Heading) -> bool:
    return heading.is_known and heading.mention is not None and not (heading.ids or heading.place or heading.measure)


def _is_beside_its_header(column: Column) -> bool:
    """Whether what a column holds is not what its header says: 预期性 below 2025年; no header is in its place then."""
    heading = column.heading
    if heading is None or heading.is_foreign:
        return False
    if column.role is Role.VALUE:
        says = heading.measure is not None or heading.has_period or heading.units
        return bool(heading.kinds & {HeaderKind.UNIT, HeaderKind.REMARK}) and not says
    return column.role is Role.REMARK and heading.has_period and not heading.kinds & BEFORE_FIGURES


def _with_whole(column: Column, columns: Sequence[Column], headings: HeadingReader) -> Column:
    """其中：发明 right of 专利授权量 is a part of that, which its words do not tell."""
    heading = column.heading
    if column.role is not Role.VALUE or heading is None or not heading.ids or headings.is_indicator(heading.ids):
        return column
    index = next(index for index, other in enumerate(columns) if other is column)
    wholes = [
        left.heading
        for left in columns[:index]
        if left.role is Role.VALUE and left.heading is not None and headings.is_indicator(left.heading.ids)
    ]
    return replace(column, heading=replace(heading, text=wholes[-1].text + heading.text)) if wholes else column


def without_ranks(cells: Sequence[Cell], columns: Sequence[Column]) -> Row | None:
    """A row that has a figure for each column but the ranks (全市), which it cannot have; None where it is another."""
    figures = [cell for cell in cells if cell.is_figure or cell.is_nothing]
    words = [cell for cell in cells if not (cell.is_figure or cell.is_nothing)]
    places = [
        index
        for index, column in enumerate(columns)
        if column.role is Role.VALUE and column.heading is not None and column.measure is not HeaderKind.RANK
    ]
    names = [index for index, column in enumerate(columns) if column.role in (Role.LABEL, Role.UNIT, Role.REMARK)]
    if len(figures) != len(places) or not 0 < len(words) <= len(names) or list(cells) != [*words, *figures]:
        return None
    row: Row = [None] * len(columns)
    for index, cell in [*zip(names, words, strict=False), *zip(places, figures, strict=True)]:
        row[index] = cell
    return row


# -- roles ------------------------------------------------------------------------------------------------------------


def _roles(section: Section, stacks: Sequence[Sequence[Cell]], headings: HeadingReader, year: int | None) -> list[Role]:
    rows = [row for row in section.rows if len(row) == section.width]
    roles: list[Role | None] = []
    for index in range(section.width):
        cells = [cell for row in rows if (cell := row[index]) is not None]
        kinds = {kind for cell in stacks[index] for kind in headings.read(cell.text, year).kinds}
        roles.append(_role(cells, kinds, headings))
    first = roles.index(Role.VALUE) if Role.VALUE in roles else len(roles)
    if first == 0 and len(roles) > 1 and _counts_rows(rows, roles):
        roles[0] = Role.ORDINAL
        first = roles.index(Role.VALUE) if Role.VALUE in roles else len(roles)
    words = [index for index, role in enumerate(roles) if role is None]
    label = next((index for index in reversed(words) if index < first), None)
    return [
        role or (Role.LABEL if index == label else Role.GROUP if index < first else Role.REMARK)
        for index, role in enumerate(roles)
    ]


def _role(cells: Sequence[Cell], kinds: set[HeaderKind], headings: HeadingReader) -> Role | None:
    """The role of a column, or None where it holds words of some kind."""
    if HeaderKind.ORDINAL in kinds:
        return Role.ORDINAL
    figures = sum(cell.is_figure or cell.is_nothing for cell in cells)
    if cells and all(cell.is_year for cell in cells) and HeaderKind.LABEL in kinds:
        return None
    if figures * 2 >= len(cells) and (cells or not kinds & BEFORE_FIGURES):
        return Role.VALUE
    units = sum(_is_unit(cell, headings) for cell in cells)
    if units * 2 > len(cells) or (HeaderKind.UNIT in kinds and not cells):
        return Role.UNIT
    is_in_english = bool(cells) and all(is_english(cell.text) for cell in cells)
    return Role.REMARK if HeaderKind.REMARK in kinds or is_in_english else None


def _is_unit(cell: Cell, headings: HeadingReader) -> bool:
    units = headings.units.read_list(cell.text)
    return bool(units) and units[0].kind is not UnitKind.PLACE


def _counts_rows(rows: Sequence[Row], roles: Sequence[Role | None]) -> bool:
    """Whether the first column numbers the rows: 1, 2, 3 … with words beside them."""
    numbers = [cell.text.rstrip(".、．") for row in rows if (cell := row[0]) is not None]
    is_counting = numbers == [str(index) for index in range(1, len(numbers) + 1)]
    return is_counting and len(numbers) > 1 and any(role is None for role in roles[1:3])


def _merged(found: Sequence[Heading], headings: HeadingReader, year: int | None) -> Heading:
    """What the cells of one header say together, from the top."""
    merged = found[0]
    for below in found[1:]:
        has_two_periods = merged.has_period and below.has_period
        whole = headings.read(merged.text + below.text, year) if has_two_periods else None
        merged = replace(
            below,
            text=merged.text + below.text,
            kinds=merged.kinds | below.kinds,
            ids=below.ids or merged.ids,
            mention=whole.mention if whole is not None else below.mention or merged.mention,
            month=whole.month if whole is not None else below.month or merged.month,
            units=below.units or merged.units,
            place=below.place or merged.place,
            status=below.status or merged.status,
            has_share_of=merged.has_share_of or below.has_share_of,
            is_index=merged.is_index or below.is_index,
            is_foreign=merged.is_foreign
            or below.is_foreign
            or bool(merged.ids and below.ids and merged.ids != below.ids and headings.is_indicator(below.ids))
            or bool(whole is not None and whole.is_foreign),
            base_year=below.base_year or merged.base_year,
        )
    return merged


# -- periods ----------------------------------------------------------------------------------------------------------


def with_periods(columns: Sequence[Column], context: TableContext) -> list[Column]:
    """The columns with period and status; what is told of the amounts in columns before takes theirs."""
    result: list[Column] = []
    told: list[Column] = []
    """Columns of amounts since the last column that is told of others."""
    amounts = _amounts(columns, context)
    is_closed = False
    for column in columns:
        heading = column.heading
        if column.role is not Role.VALUE or heading is None:
            result.append(column if column.role is not Role.VALUE else replace(column, period=context.period))
            continue
        period = own_period(heading, context, told[-1].period if told else None)
        status = STATUSES.get(heading.status) if heading.status else None
        is_told_of_others = heading.measure in TOLD_OF_OTHERS
        source = _source(told, heading) if is_told_of_others else None
        beside = _beside(result, heading) if is_told_of_others else None
        has_amount = beside is not None and any(_ids(amount) == _ids(beside) for amount in told)
        if period is None and heading.measure is HeaderKind.AVERAGE_GROWTH:
            period = _span(amounts, context)
            status = status or (source.status if source is not None else None)
        elif period is None and beside is not None:
            period, status = beside.period, status or beside.status
            if heading.measure is HeaderKind.RANK and beside.measure is HeaderKind.GROWTH and not has_amount:
                heading = replace(heading, kinds=heading.kinds | {HeaderKind.GROWTH})
        elif period is None and source is not None:
            period, status = source.period, status or source.status
        elif period is None:
            period = context.period
            if status is Status.TARGET and context.year is not None and period and "-" in period:
                period = str(context.year)
        if is_told_of_others and (source is not None or beside is not None):
            heading = _with_subject(heading, (beside or told[-1]).heading)
        made = replace(column, heading=heading, period=period, has_own_period=heading.has_period, status=status)
        result.append(made)
        if heading.measure is HeaderKind.PROGRESS:
            # 年度目标 | 完成率 | 增长率: what comes behind is told of what was reached.
            told = [column for column in result if _is_reached(column)] or told
        if is_told_of_others:
            is_closed = True
        else:
            if is_closed:
                told.clear()
            told.append(made)
            is_closed = False
    return result


def _is_reached(column: Column) -> bool:
    is_amount = column.role is Role.VALUE and column.heading is not None and column.measure not in TOLD_OF_OTHERS
    return is_amount and column.status is not Status.TARGET


def _source(told: Sequence[Column], heading: Heading) -> Column | None:
    """The amount that a growth is told of: the last of the latest period, rather what was reached than a target."""
    told = [amount for amount in told if heading.ids and _ids(amount) == heading.ids] or told
    ends = {id(amount): (amount.period or "").split("/")[-1] for amount in told}
    latest = max(ends.values(), default="")
    of_latest = [amount for amount in told if ends[id(amount)] == latest]
    reached = [amount for amount in of_latest if amount.status is not Status.TARGET]
    found = reached or of_latest
    return found[-1] if found else None


def _ids(column: Column) -> tuple[str, ...]:
    return column.heading.ids if column.heading is not None else ()


def _beside(columns: Sequence[Column], heading: Heading) -> Column | None:
    """The column to the left, where it tells a measure of an indicator that this one is told of as well.

    固定资产投资 1-10月增速 | 排位: both below one cell, or the second without a name.
    """
    before = columns[-1] if columns else None
    if before is None or not _ids(before) or before.measure not in TOLD_OF_OTHERS:
        return None
    is_unnamed = not heading.ids and heading.measure is HeaderKind.RANK and before.measure in GROWTHS
    return before if is_unnamed or heading.ids == _ids(before) else None


def _with_subject(heading: Heading, amount: Heading | None) -> Heading:
    """增长（%） right of 地区生产总值（亿元） is the growth of that."""
    if heading.ids or amount is None:
        return heading
    place = heading.place or amount.place
    # 粮食 | 产量 | 比上年增长: what grows, the words of the amount tell.
    text = heading.text if amount.ids or heading.measure is HeaderKind.PROGRESS else amount.text + heading.text
    return replace(heading, text=text, ids=amount.ids, place=place, is_foreign=heading.is_foreign or amount.is_foreign)


def own_period(heading: Heading, context: TableContext, before: str | None = None) -> str | None:
    """The period that a heading names, or None. `before` is that of the column to the left (for 上年同期)."""
    period = _own_period(heading, context, before)
    return whole_year(period) if period is not None else None


def whole_year(period: str) -> str:
    """The twelve months of a year are the year."""
    return _TWELVE_MONTHS.sub(r"\1", period)


def _own_period(heading: Heading, context: TableContext, before: str | None) -> str | None:
    default, kinds = context.period, heading.kinds
    if heading.month is not None:
        year = heading.month[0] or context.year
        return f"{year}-{heading.month[1]:02d}/{year}-{heading.month[1]:02d}" if year else None
    if heading.mention is not None:
        return default if heading.mention.is_now and default else heading.mention.resolve(context.year)
    if HeaderKind.PERIOD_PRIOR in kinds:
        base = before or default
        return year_before(base) if base else None
    if HeaderKind.PERIOD_MONTH in kinds:
        return context.last_month
    if HeaderKind.PERIOD_YEAR in kinds:
        return str(context.year) if context.year else None
    return default if HeaderKind.PERIOD_NOW in kinds else None


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
    return context.period if context.period and _YEARS.match(context.period) else None
