"""What is measured by the figures of a table, and in which unit: row, column and caption together.

What belongs here: measure and unit of a cell. What does not: indicator (`meanings.py`), period, place and
status (`cells.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.extraction.measures import fits
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.place import Place
from pipeline.extraction.tables.columns import Column, TableContext
from pipeline.extraction.tables.heading import GROWTHS, PLAIN, Heading
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.units import TableUnit
from pipeline.reference.indicators import Aspect, Indicator, Reading
from pipeline.reference.patterns import Patterns
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation import Part
from pipeline.vocabulary import Measure, Nature, Unit

Meaning = tuple[Indicator, Reading | None]

PERCENT = TableUnit("%", Unit.PERCENT, Decimal(1), UnitKind.SHARE)
MONEY = TableUnit("元", Unit.CNY, Decimal(1), UnitKind.MONEY)
POINTS = TableUnit("百分点", Unit.PP, Decimal(1), UnitKind.POINTS)
COUNT = TableUnit("", Unit.COUNT, Decimal(1), UnitKind.ITEM)
INDEX = TableUnit("", Unit.INDEX, Decimal(1), UnitKind.INDEX)
YUAN_EACH = TableUnit("", Unit.CNY, Decimal(1), UnitKind.MONEY)
"""What an amount per head is in where nothing says so: 人均可支配收入 | 31850, but an index of it has decimals."""
PLACE_IN_RANKING = TableUnit("位", Unit.RANK, Decimal(1), UnitKind.OTHER)

_GROWN_SHARE = 60
"""Percent; a consumer price index above it is a level to 100, not a growth."""
_LEAST_EACH = 1000
"""Yuan; amounts per head below it may be in thousands or tens of thousands."""
_WHOLE_SHARE = 100
"""Percent, of which shares are parts."""


@dataclass(frozen=True, slots=True)
class RowTold:
    """What the label of a row says of its cells, after what it takes over from rows above."""

    heading: Heading
    label: Cell
    part: Part
    ids: tuple[str, ...] = ()
    subject: tuple[int, int] = (0, 0)
    subject_text: str = ""
    units: tuple[TableUnit, ...] = ()
    units_above: tuple[TableUnit, ...] = ()
    """Those of the row of which this is a part, for where nothing else tells the unit."""
    place: Place | None = None
    is_foreign: bool = False
    has_growth_alone: bool = False
    """Whether the row has a growth and no amount, so that a rank can only be that of the growth."""
    above: str = ""
    """Labels above, for readings that ask what the figure is a part of."""
    period: str | None = None
    """The years of the rows above that an average of them is over."""
    group_period: str | None = None
    """The period that the group of the row names."""


class Spot(NamedTuple):
    """Where a cell stands: what its row, its column and its table say of it."""

    row: RowTold
    column: Column
    table: TableContext

    @property
    def header(self) -> str:
        """The words above the column."""
        return self.column.heading.text if self.column.heading is not None else ""

    @property
    def added(self) -> str:
        """The words that say what was added: the row's where it names one (新增专利申请量), else those above."""
        is_of_row = self.row.heading.measure is HeaderKind.CHANGE and self.column.measure in PLAIN
        return self.row.heading.text if is_of_row else self.header


def measure_of(at: Spot) -> HeaderKind | None:
    """What row and column together say is measured; a column that says nothing of its own leaves it to the row."""
    own, rows = at.column.measure, at.row.heading.measure
    for overriding in (HeaderKind.PROGRESS, HeaderKind.RANK):
        if overriding in (own, rows):
            return overriding
    return rows or own if own in PLAIN else own


def units_of(at: Spot, measure: HeaderKind | None, patterns: Patterns) -> Sequence[TableUnit]:
    """The units that a figure may have, the likeliest first."""
    row, of_column = at.row, at.column.heading.units if at.column.heading is not None else ()
    if measure is HeaderKind.RANK:
        return (PLACE_IN_RANKING,)
    if at.column.heading is not None and HeaderKind.REMARK in at.column.heading.kinds:
        return of_column  # 权重, 得分: the unit of the row is that of other figures
    if measure in (HeaderKind.SHARE, HeaderKind.PROGRESS):
        return (PERCENT,)
    points = [unit for unit in (*of_column, *row.heading.units) if unit.kind is UnitKind.POINTS]
    if measure in (HeaderKind.GROWTH, HeaderKind.AVERAGE_GROWTH):
        return points[:1] or (PERCENT,)
    has_percent = bool(row.units) and row.units[0].kind is UnitKind.SHARE
    if measure in (HeaderKind.DIFFERENCE, HeaderKind.CHANGE):
        if of_column:
            return of_column[:1]
        if has_percent:
            # 同比变化（%） below an amount is a growth, beside a share it is in points.
            return (POINTS,) if row.heading.ids or measure is not row.heading.measure else (PERCENT,)
        if measure is HeaderKind.DIFFERENCE:
            return (PERCENT,) if any(unit.kind is UnitKind.SHARE for unit in at.table.units) else ()
    if row.heading.is_index and not row.units:
        return (INDEX,)
    if of_column and of_column[0].kind is UnitKind.POINTS:
        return of_column  # 与全省相比（百分点） beside amounts in 亿元
    # 单位：亿元、%: amounts are in the one, growth in the other.
    of_table = sorted(at.table.units, key=lambda unit: unit.kind is UnitKind.SHARE)
    if of_table and any(map(patterns.tables.names_a_count.search, (at.header, row.heading.text))):
        # 单位：万元 above 登记项数 and 成交额: the money is of what is an amount.
        of_table = [unit for unit in of_table if unit.kind is not UnitKind.MONEY] or [COUNT]
    return row.units or of_column or of_table or row.units_above


def guessed_units(token: NumberToken, measure: HeaderKind | None) -> Sequence[TableUnit]:
    """Where a table states no unit at all, a count is a count and a share a percentage; money is open but per head.

    What a count has grown by (净增) is a count, what a share has may be points or not.
    """
    if measure not in PLAIN:
        return (COUNT,) if measure is HeaderKind.CHANGE else ()
    return (MONEY,) if token.scale != 1 else (PERCENT, COUNT, YUAN_EACH)


def own_unit(token: NumberToken) -> TableUnit:
    """The unit that is printed with a number."""
    return TableUnit(token.surface, token.unit or Unit.OTHER, Decimal(1), token.kind or UnitKind.OTHER)


def as_stated(unit: TableUnit) -> TableUnit:
    """A unit as an indicator would be stated in it: of 万元/人 what stands before the slash."""
    if unit.numerator is None:
        return unit
    return TableUnit(unit.surface, unit.numerator.unit, unit.factor, unit.numerator.kind, unit.scale)


def probe(unit: Unit, kind: UnitKind) -> NumberToken:
    """A number of which no more is known than its unit."""
    token = NumberToken("arabic", 0, 1, 0, 1, Decimal(0))
    token.unit, token.kind = unit, kind
    return token


def can_state(unit: TableUnit, found: Meaning, measure: HeaderKind | None, token: NumberToken) -> bool:
    """Whether a number in this unit can be the measure of what was found."""
    indicator, reading = found
    if reading is not None and reading.measure is not None:
        return unit.unit is Unit.PERCENT and abs(token.value) <= _GROWN_SHARE
    if measure is HeaderKind.RANK:
        return True
    if unit is YUAN_EACH and not (Aspect.PER_HEAD in indicator.aspects and _may_be_yuan(token)):
        return False
    if measure in GROWTHS and unit.unit is Unit.PERCENT:
        return indicator.unit is not Unit.PERCENT
    if unit.unit is Unit.COUNT and unit.factor == 1 and indicator.nature is not Nature.RATIO and _is_like_share(token):
        # 33.31 of what is counted one by one, or 100.00; but 820.00 is printed so beside amounts.
        return False
    most = indicator.maximum if token.unit is None and indicator.unit is Unit.CNY else None
    if most is not None and token.value * unit.factor > most:
        return False  # 单位：亿元、元: what each person has is in the latter
    return fits(probe(unit.unit, unit.kind), indicator, Measure.LEVEL)


def _may_be_yuan(token: NumberToken) -> bool:
    return token.value >= _LEAST_EACH and token.value.as_tuple().exponent == 0


def _is_like_share(token: NumberToken) -> bool:
    """Whether a number has decimals that tell something, or is the whole of shares printed with them."""
    is_whole = token.value == _WHOLE_SHARE and token.value.as_tuple().exponent != 0
    return is_whole or token.value % 1 != 0


def give_unit(token: NumberToken, unit: TableUnit) -> None:
    """Sets unit and value of a number; a scale printed with it (3.5万) takes the place of the unit's own."""
    if token.unit is None:
        factor = unit.factor if token.scale == 1 else unit.factor / unit.scale
        token.value *= factor
        token.value_high = token.value_high * factor if token.value_high is not None else None
        token.factor = factor
        token.surface = unit.surface
    token.unit, token.kind = unit.unit, unit.kind


def told_measure(
    measure: HeaderKind | None, kind: UnitKind | None, found: Meaning, header: str, patterns: Patterns
) -> Measure | None:
    """The measure in the words of the warehouse, or None where it has none for it."""
    indicator, reading = found
    if measure is HeaderKind.RANK:
        return Measure.RANK
    if reading is not None and reading.measure is not None:
        return reading.measure
    if measure in PLAIN:
        return Measure.LEVEL
    if measure is HeaderKind.SHARE:
        return Measure.LEVEL if indicator.unit is Unit.PERCENT else None
    if kind is UnitKind.SHARE:
        return Measure.CHANGE_PCT if measure in GROWTHS else None
    if measure is HeaderKind.CHANGE and indicator.nature is Nature.FLOW and patterns.tables.newly_added.search(header):
        return Measure.LEVEL
    return None if measure is HeaderKind.AVERAGE_GROWTH else Measure.CHANGE_ABS
