"""Turns one cell of a table into a figure: its number with unit and sign, and what row, column and table say of it.

What belongs here: measure, unit, period, status and place of one cell, and the binding that comes of them. What does
not: rows and columns themselves (`table_columns.py`, `tables.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extraction.bindings import Binding
from pipeline.extraction.exclusions import NotQuantity
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import Telling, fits, read_bound
from pipeline.extraction.numbers import NumberToken
from pipeline.extraction.places import Place
from pipeline.extraction.sentences import Sentence
from pipeline.extraction.statuses import Standing
from pipeline.extraction.subjects import Subject, read_subject
from pipeline.extraction.table_columns import GROWTHS, STATUSES, Column, TableContext, last_year, own_period
from pipeline.extraction.table_headings import Heading
from pipeline.extraction.table_layouts import Cell
from pipeline.extraction.table_units import TableUnit
from pipeline.reference.indicators import Catalogue, Indicator, Reading
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation import Part
from pipeline.vocabulary import Bound, Confidence, Measure, Nature, Origin, Status, Unit

Meaning = tuple[Indicator, Reading | None]

HOW = "table_cell"
NO_PART = Part(0, None, None, Status.ACTUAL)
PERCENT = TableUnit("%", Unit.PERCENT, Decimal(1), UnitKind.SHARE)
POINTS = TableUnit("百分点", Unit.PP, Decimal(1), UnitKind.POINTS)
COUNT = TableUnit("", Unit.COUNT, Decimal(1), UnitKind.ITEM)
INDEX = TableUnit("", Unit.INDEX, Decimal(1), UnitKind.INDEX)
PLACE_IN_RANKING = TableUnit("位", Unit.RANK, Decimal(1), UnitKind.OTHER)

_RANGE = re.compile(r"[-—~至]{1,2}")
_LEAST, _MOST = re.compile(r"[≥>]|不低于|大于"), re.compile(r"[≤<]|不超过|小于")
_CUMULATED = re.compile(r"[\[〔【].*[\]〕】]$")
_ADDED = re.compile(r"新增(?!.*(?:比|同比|净))")
_SPANNED = re.compile(r"(\d{4})/(\d{4})$")
_GROWN_SHARE = 60
"""Percent; a consumer price index above it is a level to 100, not a growth."""


@dataclass(frozen=True, slots=True)
class RowTold:
    """What the label of a row says of its cells, after what it takes over from rows above."""

    heading: Heading
    label: Cell
    ids: tuple[str, ...] = ()
    subject: tuple[int, int] = (0, 0)
    subject_text: str = ""
    units: tuple[TableUnit, ...] = ()
    place: Place | None = None
    is_foreign: bool = False
    part: Part | None = None
    above: str = ""
    """Labels above, for readings that ask what the figure is a part of."""


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What became of a cell's number: bindings, or a reason against it, or neither (a plain quantity)."""

    token: NumberToken
    bindings: list[Binding]
    reason: NotQuantity | None = None


class CellBinder:
    """Binds the cells of the tables of one report."""

    def __init__(self, text: str, catalogue: Catalogue, grammar: Grammar, own: Place) -> None:
        self._text, self._catalogue, self._grammar, self.own = text, catalogue, grammar, own
        self._meanings: dict[tuple[object, ...], Meaning | None] = {}

    def bind(
        self, cell: Cell, tokens: Sequence[NumberToken], row: RowTold, column: Column, context: TableContext
    ) -> CellFigure | None:
        """The figure of a cell, or None where it holds no single number. Sets unit, value and sign of the token."""
        verb = self._grammar.change.match(cell.text)
        bare = replace(cell, start=cell.start + verb.end(), text=cell.text[verb.end() :]) if verb else cell
        if not tokens or not bare.is_figure:
            return None
        token = tokens[0]
        _join_range(self._text, tokens)
        _take_sign(self._text, token, bare.start)
        measure = measure_of(row.heading, column)
        if verb is not None and measure in (None, HeaderKind.AMOUNT):
            measure = HeaderKind.DIFFERENCE
            if verb.lastgroup == "decline":
                token.value = -token.value
        ids = self._ids(row, column, context)
        found = self._with_unit(token, ids, row, column, context, measure)
        if token.kind in (UnitKind.DURATION, UnitKind.ORDINAL):
            return CellFigure(token, [], NotQuantity(token.kind.value))
        binding = self._binding(cell, token, found, row, column, context, measure) if found is not None else None
        return CellFigure(token, [binding] if binding is not None else [])

    # -- subject and unit ---------------------------------------------------------------------------------------------

    @staticmethod
    def _ids(row: RowTold, column: Column, context: TableContext) -> tuple[str, ...]:
        """Ids that row, column or title name; none where they name two, or something that is not understood."""
        heading = column.heading
        if row.is_foreign or (heading is not None and (heading.is_foreign or HeaderKind.REMARK in heading.kinds)):
            return ()
        named = {ids for ids in (row.ids, heading.ids if heading is not None else ()) if ids}
        if not named and context.title is not None and not context.title.is_foreign:
            return context.title.ids
        return next(iter(named)) if len(named) == 1 else ()

    def _with_unit(
        self,
        token: NumberToken,
        ids: tuple[str, ...],
        row: RowTold,
        column: Column,
        context: TableContext,
        measure: HeaderKind | None,
    ) -> Meaning | None:
        """Gives the token the first unit in which an indicator can be stated, and says which one that is.

        Where there is none, the token gets the likeliest unit, for it is a quantity all the same.
        """
        if measure is HeaderKind.PROGRESS:
            ids = ()
        units = [None] if token.unit is not None else list(_units(row, column, context, measure))
        for unit in units:
            kept = _kept(unit, token)
            found = self._meaning(ids, kept.unit, kept.kind, row, column, context) if ids else None
            if found is not None and _can_state(kept, found, measure, token):
                _give_unit(token, kept)
                return found
        if units:
            if units[0] is not None:
                _give_unit(token, units[0])
            return None
        return self._with_own_unit(token, ids, row, column, context) if measure in (None, HeaderKind.AMOUNT) else None

    def _with_own_unit(
        self, token: NumberToken, ids: tuple[str, ...], row: RowTold, column: Column, context: TableContext
    ) -> Meaning | None:
        """Where a table states no unit at all, a count is a count and a share a percentage; money stays open."""
        for unit in (PERCENT, COUNT):
            found = self._meaning(ids, unit.unit, unit.kind, row, column, context) if ids else None
            if found is not None and _can_state(unit, found, None, token):
                _give_unit(token, unit)
                return found
        return None

    def _meaning(
        self,
        ids: tuple[str, ...],
        unit: Unit,
        kind: UnitKind,
        row: RowTold,
        column: Column,
        context: TableContext,
    ) -> Meaning | None:
        """The indicator that ids mean beside these words, by the same readings as in a sentence."""
        header = column.heading.text if column.heading is not None else ""
        title = context.title.text if context.title is not None else ""
        key = (ids, unit, kind, row.subject_text, row.heading.text, header, row.above, title)
        if key not in self._meanings:
            before = f"{title}。{row.above}，"
            named = row.subject_text if row.subject_text not in row.heading.text else ""
            text = f"{before}{named}{row.heading.text}{header}"
            token = NumberToken("arabic", len(text), len(text) + 1, len(text), len(text) + 1, Decimal(0))
            token.unit, token.kind = unit, None if unit is Unit.RANK else kind
            sentence = Sentence(f"{text}0", 0, len(text) + 1, row.part or NO_PART, [token], [], [])
            subject = Subject(ids, 0, 0, len(before), Origin.CLAUSE, HOW)
            found = read_subject(subject, token, sentence, len(before), self._catalogue)
            self._meanings[key] = found[0] if found else None
        return self._meanings[key]

    # -- binding ------------------------------------------------------------------------------------------------------

    def _binding(
        self,
        cell: Cell,
        token: NumberToken,
        found: Meaning,
        row: RowTold,
        column: Column,
        context: TableContext,
        measure: HeaderKind | None,
    ) -> Binding | None:
        indicator, reading = found
        told = _told(measure, token.kind, reading, indicator, column)
        place = self._place(row, column, context)
        period = _period(cell, row, column, context, indicator)
        if told is None or place is None or period is None:
            return None
        if row.heading.is_growth_rank or (column.heading is not None and column.heading.is_growth_rank):
            told = Measure.GROWTH_RANK
        told_at = column.cells[-1] if column.cells else row.label
        subject = self._subject(indicator, row, column, context)
        rules = tuple(filter(None, (HOW, reading.name if reading else None, f"table_{told.value}")))
        return Binding(
            token=token,
            indicator=indicator,
            subject=subject,
            place=place,
            period=period,
            period_start=column.cells[0].start if column.has_own_period else None,
            period_end=column.cells[0].end if column.has_own_period else None,
            period_origin=Origin.CLAUSE if column.has_own_period else Origin.PART,
            telling=Telling(told, False, told_at.start, told_at.end, f"table_{told.value}"),
            standing=_standing(row, column, context, last_year(period)),
            bound=_bound(token, self._text, cell, self._grammar),
            value=token.value,
            value_high=token.value_high,
            unit=_unit_of(told, indicator, token),
            confidence=Confidence.CERTAIN,
            rules=rules,
        )

    @staticmethod
    def _subject(indicator: Indicator, row: RowTold, column: Column, context: TableContext) -> Subject:
        heading, origin = column.heading, Origin.CLAUSE
        start, end = row.subject
        if not row.ids and heading is not None and heading.ids and column.cells:
            start, end = column.cells[0].start, column.cells[0].end
        elif not row.ids and context.title is not None:
            start, end = (context.title_start + offset for offset in context.title.subject)
            origin = Origin.HEADING
        return Subject((indicator.id,), start, end, end, origin, HOW)

    def _place(self, row: RowTold, column: Column, context: TableContext) -> Place | None:
        """The place of a cell, or None where row and column name two, or a zone that is no division."""
        named = column.heading.place if column.heading is not None else None
        place = row.place
        if named is not None:
            if place is not None and place.code != named.code:
                return None
            start = column.cells[0].start
            place = Place(named.code, named.name, start, column.cells[0].end, Origin.CLAUSE)
        if place is None and context.title is not None and not context.title.is_foreign and context.title.place:
            titled = context.title.place
            start = context.title_start
            place = Place(titled.code, titled.name, start + titled.start, start + titled.end, Origin.HEADING)
        place = place or self.own
        return place if place.code is not None else None


def measure_of(row: Heading, column: Column) -> HeaderKind | None:
    """What row and column together say is measured; a column that says nothing of its own leaves it to the row."""
    own, rows = column.measure, row.measure
    if HeaderKind.PROGRESS in (own, rows) or HeaderKind.RANK in (own, rows):
        return HeaderKind.PROGRESS if HeaderKind.PROGRESS in (own, rows) else HeaderKind.RANK
    if own in (None, HeaderKind.AMOUNT):
        return rows or own
    return own


def _units(row: RowTold, column: Column, context: TableContext, measure: HeaderKind | None) -> Sequence[TableUnit]:
    """The units that a figure may have, the likeliest first."""
    of_column = column.heading.units if column.heading is not None else ()
    if measure is HeaderKind.RANK:
        return (PLACE_IN_RANKING,)
    if measure in (HeaderKind.SHARE, HeaderKind.PROGRESS):
        return (PERCENT,)
    points = [unit for unit in (*of_column, *row.heading.units) if unit.kind is UnitKind.POINTS]
    if measure in (HeaderKind.GROWTH, HeaderKind.AVERAGE_GROWTH):
        return points[:1] or (PERCENT,)
    is_share = bool(row.units) and row.units[0].kind is UnitKind.SHARE
    if measure in (HeaderKind.DIFFERENCE, HeaderKind.CHANGE):
        if of_column:
            return of_column[:1]
        if is_share:
            return (POINTS,)
        if measure is HeaderKind.DIFFERENCE:
            return (PERCENT,) if any(unit.kind is UnitKind.SHARE for unit in context.units) else ()
    if row.heading.is_index and not row.units:
        return (INDEX,)
    # 单位：亿元、%: amounts are in the one, growth in the other.
    amounts = [unit for unit in context.units if unit.kind is not UnitKind.SHARE]
    return row.units or of_column or (*amounts, *(unit for unit in context.units if unit.kind is UnitKind.SHARE))


def _kept(unit: TableUnit | None, token: NumberToken) -> TableUnit:
    """A unit as an indicator would be stated in it: of 万元/人 what stands before the slash."""
    if unit is None:
        return TableUnit(token.surface, token.unit or Unit.OTHER, Decimal(1), token.kind or UnitKind.OTHER)
    if unit.numerator is None:
        return unit
    return TableUnit(unit.surface, unit.numerator.unit, unit.factor, unit.numerator.kind, unit.scale)


def _can_state(unit: TableUnit, found: Meaning, measure: HeaderKind | None, token: NumberToken) -> bool:
    indicator, reading = found
    if reading is not None and reading.measure is not None:
        return unit.unit is Unit.PERCENT and abs(token.value) <= _GROWN_SHARE
    if measure is HeaderKind.RANK:
        return True
    if measure in GROWTHS and unit.unit is Unit.PERCENT:
        return indicator.unit is not Unit.PERCENT
    probe = NumberToken("arabic", 0, 1, 0, 1, Decimal(0))
    probe.unit, probe.kind = unit.unit, unit.kind
    return fits(probe, indicator, Measure.LEVEL)


def _give_unit(token: NumberToken, unit: TableUnit) -> None:
    """Sets unit and value of a number; a scale printed with it (3.5万) takes the place of the unit's own."""
    if token.unit is None:
        factor = unit.factor if token.scale == 1 else unit.factor / unit.scale
        token.value *= factor
        token.value_high = token.value_high * factor if token.value_high is not None else None
        token.factor = factor
        token.surface = unit.surface
    token.unit, token.kind = unit.unit, unit.kind


def _told(
    measure: HeaderKind | None, kind: UnitKind | None, reading: Reading | None, indicator: Indicator, column: Column
) -> Measure | None:
    if measure is HeaderKind.RANK:
        return Measure.RANK
    if reading is not None and reading.measure is not None:
        return reading.measure
    if measure in (None, HeaderKind.AMOUNT):
        return Measure.LEVEL
    if measure is HeaderKind.SHARE:
        return Measure.LEVEL if indicator.unit is Unit.PERCENT else None
    if kind is UnitKind.SHARE:
        return Measure.CHANGE_PCT if measure in GROWTHS else None
    header = column.heading.text if column.heading is not None else ""
    if measure is HeaderKind.CHANGE and indicator.nature is Nature.FLOW and _ADDED.search(header):
        return Measure.LEVEL
    return None if measure is HeaderKind.AVERAGE_GROWTH else Measure.CHANGE_ABS


def _period(cell: Cell, row: RowTold, column: Column, context: TableContext, indicator: Indicator) -> str | None:
    period = column.period
    if not column.has_own_period and row.heading.has_period:
        period = own_period(row.heading, context)
    base = column.heading.base_year if column.heading is not None else None
    if period is None or (base is not None and base != last_year(period) - 1):
        return None
    if _CUMULATED.match(cell.text) and indicator.nature is Nature.FLOW and context.period:
        # In plans [25] is the sum over all its years.
        return context.period if _SPANNED.match(context.period) else period
    return period


def _standing(row: RowTold, column: Column, context: TableContext, year: int) -> Standing:
    if column.status is not None and column.cells:
        return Standing(column.status, column.cells[0].start, column.cells[-1].end, Origin.CLAUSE)
    if row.heading.status is not None:
        return Standing(STATUSES[row.heading.status], row.label.start, row.label.end, Origin.CLAUSE)
    if context.status is not None:
        is_before = context.status is Status.TARGET and context.year is not None and year < context.year
        return Standing(Status.ACTUAL if is_before else context.status, None, None, Origin.HEADING)
    part = row.part or NO_PART
    if part.year is not None and year != part.year:
        status = Status.TARGET if year > part.year else Status.ACTUAL
        return Standing(status, None, None, Origin.PART)
    return Standing(part.status, None, None, Origin.PART)


def _join_range(text: str, tokens: Sequence[NumberToken]) -> None:
    """5—6 in a column of percentages: the lexer joins ranges only where a unit is printed."""
    if len(tokens) < 2 or tokens[1].form == "range_end" or tokens[0].value_high is not None:
        return
    first, second = tokens[:2]
    if first.value < second.value and _RANGE.fullmatch(text, first.tail, second.start):
        first.value_high, first.bound, second.form = second.value, Bound.RANGE, "range_end"


def _take_sign(text: str, token: NumberToken, start: int) -> None:
    if token.form == "arabic" and token.start > start and text[token.start - 1] == "-" and token.value_high is None:
        token.start -= 1
        token.lead = min(token.lead, token.start)
        token.value = -token.value


def _bound(token: NumberToken, text: str, cell: Cell, grammar: Grammar) -> Bound:
    if _LEAST.match(cell.text):
        return Bound.AT_LEAST
    return Bound.AT_MOST if _MOST.match(cell.text) else read_bound(token, text, cell.start, grammar)


def _unit_of(measure: Measure, indicator: Indicator, token: NumberToken) -> Unit:
    if measure in (Measure.RANK, Measure.GROWTH_RANK):
        return Unit.RANK
    if measure is Measure.CHANGE_PCT:
        return Unit.PERCENT
    if indicator.unit in (Unit.PERSON_YEAR, Unit.INDEX):
        return indicator.unit
    return token.unit or Unit.OTHER
