"""Turns one cell of a table into a figure: its number with unit and sign, and what row, column and table say of it.

What belongs here: indicator, period, status and place of one cell, and the binding that comes of them. What does not:
measure and unit (`table_measures.py`), rows and columns themselves (`table_columns.py`, `tables.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extraction.bindings import Binding
from pipeline.extraction.exclusions import NotQuantity
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import Telling, read_bound
from pipeline.extraction.numbers import NumberToken
from pipeline.extraction.places import Place
from pipeline.extraction.statuses import Standing
from pipeline.extraction.subjects import Subject, kind_of
from pipeline.extraction.table_columns import GROWTHS, STATUSES, Column, TableContext, last_year, own_period
from pipeline.extraction.table_headings import NOT_OF_A_LABEL
from pipeline.extraction.table_layouts import Cell
from pipeline.extraction.table_measures import (
    COUNT,
    MONEY,
    PERCENT,
    Meaning,
    RowTold,
    as_stated,
    can_state,
    give_unit,
    measure_of,
    told_measure,
    unit_of,
    units_of,
)
from pipeline.extraction.table_units import TableUnit
from pipeline.reference import Reference
from pipeline.reference.indicators import Indicator, NumberKind
from pipeline.reference.patterns import Patterns
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation import Part
from pipeline.vocabulary import Bound, Confidence, Measure, Nature, Origin, Status, Unit

HOW = "table_cell"
NO_PART = Part(0, None, None, Status.ACTUAL)

_RANGE = re.compile(r"[-—~至]{1,2}")
_BOUNDS = {"≥": Bound.AT_LEAST, ">": Bound.AT_LEAST, "≤": Bound.AT_MOST, "<": Bound.AT_MOST}
_CUMULATED = re.compile(r"[\[〔【].*[\]〕】]$")
_SPANNED = re.compile(r"(\d{4})/(\d{4})$")


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What became of a cell's number: bindings, or a reason against it, or neither (a plain quantity)."""

    token: NumberToken
    bindings: list[Binding]
    reason: NotQuantity | None = None


def verb_of(cell: Cell, grammar: Grammar) -> re.Match[str] | None:
    """The verb that a cell begins with: 增长7%, 净增5家, 新增6个."""
    return (
        grammar.net.match(cell.text) or grammar.change.match(cell.text) or grammar.patterns.newly_added.match(cell.text)
    )


class CellBinder:
    """Binds the cells of the tables of one report."""

    def __init__(self, text: str, reference: Reference, grammar: Grammar, own: Place) -> None:
        self._text, self._catalogue, self._grammar, self.own = text, reference.catalogue, grammar, own
        self._patterns = reference.patterns
        self._of_which = reference.table_headers[HeaderKind.MARK][0]
        """What a mark before a label (#发明专利) stands for."""
        self._meanings: dict[tuple[object, ...], Meaning | None] = {}

    def bind(
        self, cell: Cell, tokens: Sequence[NumberToken], row: RowTold, column: Column, context: TableContext
    ) -> CellFigure | None:
        """The figure of a cell, or None where it holds no single number. Sets unit, value and sign of the token."""
        verb = verb_of(cell, self._grammar)
        bare = replace(cell, start=cell.start + verb.end(), text=cell.text[verb.end() :]) if verb else cell
        if not tokens or not bare.is_figure:
            return None
        token = tokens[0]
        _join_range(self._text, tokens)
        _take_sign(self._text, token, bare.start)
        measure = measure_of(row.heading, column)
        if verb is not None and measure in (None, HeaderKind.AMOUNT):
            measure = HeaderKind.GROWTH if token.unit is None and verb.lastgroup else HeaderKind.DIFFERENCE
        if measure is None and not row.units and context.is_of_growth:
            measure = HeaderKind.GROWTH
        is_cumulated = measure is HeaderKind.AVERAGE_GROWTH and _CUMULATED.match(cell.text) is not None
        is_rate_kept = measure is HeaderKind.AVERAGE_GROWTH and _is_rate_kept(
            _bound(token, self._text, cell, self._grammar), row
        )
        if is_cumulated or is_rate_kept:
            # 年均增长/[累计]: a figure in brackets is the sum of the years, or what was added.
            measure = HeaderKind.AMOUNT
        has_scale_alone = token.unit is Unit.OTHER and token.kind is None
        if has_scale_alone:
            token.unit = None
        ids = self._ids(row, column, context)
        if token.unit is Unit.PERCENT and measure in (None, HeaderKind.AMOUNT) and column.status is Status.TARGET:
            # 社会消费品零售总额 7%: of an amount a target in percent is its growth.
            measure = None if row.units or any(map(self._is_rate, ids)) else HeaderKind.GROWTH
        found = self._with_unit(token, ids, row, column, context, measure)
        if has_scale_alone and token.unit is None:
            token.unit = Unit.OTHER
        if token.kind in (UnitKind.DURATION, UnitKind.ORDINAL):
            return CellFigure(token, [], NotQuantity(token.kind.value))
        is_sum = found is not None and found[0].nature is Nature.FLOW
        is_rate = found is not None and found[0].unit is Unit.PERCENT
        if (is_cumulated and not is_sum) or (is_rate_kept and not is_rate):
            found = None
        binding = self._binding(cell, token, found, row, column, context, measure) if found is not None else None
        if binding is not None and verb is not None and verb.lastgroup == "decline":
            binding = binding._replace(value=-binding.value)
        return CellFigure(token, [binding] if binding is not None else [])

    # -- subject and unit ---------------------------------------------------------------------------------------------

    def _ids(self, row: RowTold, column: Column, context: TableContext) -> tuple[str, ...]:
        """Ids that row, column or title name; none where they name two, or something that is not understood."""
        heading = column.heading
        if row.is_foreign or (heading is not None and (heading.is_foreign or heading.kinds & NOT_OF_A_LABEL)):
            return ()
        of_column = heading.ids if heading is not None else ()
        named = {ids for ids in (row.ids, of_column) if ids}
        if len(named) > 1:
            # 增加值 above 第一产业: a word that is no indicator by itself leaves it to the other.
            known = {ids for ids in named if any(identifier in self._catalogue.indicators for identifier in ids)}
            # 人均可支配收入 below 城镇居民: the word may make another indicator of it.
            others = next(iter(named - known), ())
            named = {others + ids for ids in known} or {row.ids}
        if not named and context.title is not None and not context.title.is_foreign:
            named = {context.title.ids}
        ids = next(iter(named)) if len(named) == 1 else ()
        words = row.heading.text + (heading.text if heading is not None else "")
        if not context.is_of_bodies or self._patterns.above_scale.search(words) is not None:
            return ids
        return ids if not context.is_of_zones and all(map(self._counts_bodies, ids)) else ()

    def _is_rate(self, identifier: str) -> bool:
        indicator = self._catalogue.indicators.get(identifier)
        return indicator is not None and indicator.unit is Unit.PERCENT

    def _counts_bodies(self, identifier: str) -> bool:
        """高新技术企业: in a table of firms they are those of the region, where R&D经费 is that of the firms alone."""
        indicator = self._catalogue.indicators.get(identifier)
        return indicator is not None and UnitKind.ORGANISATION in indicator.counted

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
        units = [None] if token.unit is not None else list(units_of(row, column, context, measure))
        for unit in units:
            kept = as_stated(unit, token)
            if measure in GROWTHS:
                found = self._meaning_of_growth(ids, kept, row, column, context)
            else:
                found = self._meaning(ids, kept.unit, kept.kind, row, column, context) if ids else None
            if found is not None and can_state(kept, found, measure, token):
                give_unit(token, kept)
                return found
        amounts = [unit for unit in units if unit is not None and unit.kind is not UnitKind.SHARE]
        if units:
            # Of several units in a caption (亿元、家) nothing tells which is that of a figure of something else.
            if units[0] is not None and len(amounts) < 2:
                give_unit(token, units[0])
            return None
        return self._with_own_unit(token, ids, row, column, context) if measure in (None, HeaderKind.AMOUNT) else None

    def _meaning_of_growth(
        self, ids: tuple[str, ...], kept: TableUnit, row: RowTold, column: Column, context: TableContext
    ) -> Meaning | None:
        """What grows: #发明专利 below 专利授权量（件） is what its amount counts, though the growth is in percent."""
        told = (unit for unit in (*row.units, *row.units_above) if unit.kind is not UnitKind.SHARE)
        units = (kept, *told, COUNT)
        for identifier in ids:
            for unit in units:
                found = self._meaning((identifier,), unit.unit, unit.kind, row, column, context)
                if found is not None:
                    return found
        return None

    def _with_own_unit(
        self, token: NumberToken, ids: tuple[str, ...], row: RowTold, column: Column, context: TableContext
    ) -> Meaning | None:
        """Where a table states no unit at all, a count is a count and a share a percentage; money stays open."""
        for unit in (MONEY,) if token.scale != 1 else (PERCENT, COUNT):
            found = self._meaning(ids, unit.unit, unit.kind, row, column, context) if ids else None
            if found is not None and can_state(unit, found, None, token):
                give_unit(token, unit)
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
        """The indicator that ids mean beside these words, by the same readings as in sentences."""
        header = column.heading.text if column.heading is not None else ""
        title = context.title.text if context.title is not None else ""
        key = (ids, unit, kind, row.subject_text, row.heading.text, header, row.above, title)
        if key not in self._meanings:
            named = row.subject_text if row.subject_text not in row.heading.text else ""
            part = self._of_which if row.heading.is_marked and self._of_which not in row.heading.text else ""
            own = f"{part}{named}{row.heading.text}{header}"
            probe = NumberToken("arabic", 0, 1, 0, 1, Decimal(0))
            probe.unit, probe.kind = unit, None if unit is Unit.RANK else kind
            found = (self._read(identifier, kind_of(probe), own, f"{title}。{row.above}，{own}") for identifier in ids)
            self._meanings[key] = next((meaning for meaning in found if meaning is not None), None)
        return self._meanings[key]

    def _read(self, identifier: str, kind: NumberKind, own: str, context: str) -> Meaning | None:
        """The indicator that one id means, by the first reading that the words of row and column fulfil."""
        for reading in self._catalogue.readings.get(identifier, ()):
            is_of_cells = reading.after is None and (not reading.kinds or kind in reading.kinds)
            if is_of_cells and all(
                pattern is None or pattern.search(text)
                for pattern, text in ((reading.before, own), (reading.context, context))
            ):
                return (self._catalogue.indicators[reading.indicator], reading) if reading.indicator else None
        indicator = self._catalogue.indicators.get(identifier)
        return (indicator, None) if indicator is not None else None

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
        told = told_measure(measure, token.kind, reading, indicator, column, self._patterns)
        place = self._place(row, column, context)
        period = _period(cell, row, column, context, indicator, measure)
        if told is None or place is None or period is None:
            return None
        is_of_growth = row.has_growth_alone or row.heading.is_growth_rank
        if (told is Measure.RANK and is_of_growth) or (column.heading is not None and column.heading.is_growth_rank):
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
            standing=_standing(cell, row, column, context, last_year(period), self._patterns),
            bound=_bound(token, self._text, cell, self._grammar),
            value=token.value,
            value_high=token.value_high,
            unit=unit_of(told, indicator, token),
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


def _is_rate_kept(bound: Bound, row: RowTold) -> bool:
    """城镇调查失业率（%） ＜5.5 below 年均增长: a rate to be kept in each year, which is no growth."""
    is_rate = any(unit.kind is UnitKind.SHARE for unit in row.units) and row.heading.measure is None
    return is_rate and bound not in (Bound.EXACT, Bound.RANGE)


def _period(
    cell: Cell, row: RowTold, column: Column, context: TableContext, indicator: Indicator, measure: HeaderKind | None
) -> str | None:
    period = column.period
    if not column.has_own_period and row.heading.has_period:
        period = own_period(row.heading, context)
    base = column.heading.base_year if column.heading is not None else None
    if period is None or (base is not None and base != last_year(period) - 1):
        return None
    if context.starred is not None and cell.text[-1] in "*＊":
        return context.starred
    is_sum = _CUMULATED.match(cell.text) is not None
    is_level = measure in (None, HeaderKind.AMOUNT) and not is_sum
    if column.status is Status.TARGET and _SPANNED.match(period) and is_level:
        # “十四五”目标: a level is promised for the end of the plan.
        return str(last_year(period))
    if is_sum and indicator.nature is Nature.FLOW and context.period:
        # In plans [25] is the sum over all its years.
        last = last_year(period)
        own = f"{last - 4}/{last}" if last % 5 == 0 and period == str(last) else period
        return context.period if _SPANNED.match(context.period) and last_year(context.period) == last else own
    return period


def _standing(
    cell: Cell, row: RowTold, column: Column, context: TableContext, year: int, patterns: Patterns
) -> Standing:
    if patterns.expected_behind.search(cell.text):
        return Standing(Status.FORECAST, cell.start, cell.end, Origin.CLAUSE)
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
    told = _BOUNDS.get(cell.text[0])
    return told if told is not None else read_bound(token, text, cell.start, grammar)
