"""Turns one cell of a table into a figure: its number with unit and sign, and what row, column and table say of it.

What belongs here: number, status and place of one cell, and the binding that comes of them. What does not: indicator
(`meanings.py`), period (`cell_periods.py`), measure and unit (`measures.py`), rows (`labels.py`) and columns
(`columns.py`) themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from pipeline.extraction.binding import Binding
from pipeline.extraction.bounds import read_bound
from pipeline.extraction.exclusions import NotQuantity
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import Telling, unit_of
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.place import Place
from pipeline.extraction.statuses import Standing
from pipeline.extraction.subject import Subject
from pipeline.extraction.tables.cell_periods import is_period_told, is_sum_of_years, read_period
from pipeline.extraction.tables.columns import STATUSES
from pipeline.extraction.tables.heading import GROWTHS, PLAIN
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.meanings import CellMeanings
from pipeline.extraction.tables.measures import (
    Meaning,
    RowTold,
    Spot,
    measure_of,
    told_measure,
)
from pipeline.extraction.tables.numbers import join_range, take_sign
from pipeline.extraction.tables.units import UnitReader
from pipeline.extraction.written_periods import last_year
from pipeline.reference import Reference
from pipeline.reference.indicators import Indicator
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation.cells import is_number
from pipeline.vocabulary import Bound, Confidence, Measure, Nature, Origin, Status, Unit

HOW: Final = "table_cell"

_SPAN_OF_YEARS = re.compile(r"((?:19|20)\d\d)[-—–~至]{1,2}(?:19|20)\d\d")
_UNIT_BEHIND = re.compile(r"\d(?P<unit>[\u4e00-\u9fff]{1,3})$")
_ARROWS, _FALLS = "↑↓▲▼", "↓▼"
_SIGNS = "+＋-－−" + _ARROWS
_BOUNDS = {"≥": Bound.AT_LEAST, ">": Bound.AT_LEAST, "≤": Bound.AT_MOST, "<": Bound.AT_MOST}


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What became of a cell's number: bindings, or a reason against it, or neither (a plain quantity)."""

    token: NumberToken
    bindings: list[Binding]
    reason: NotQuantity | None = None


def verb_of(cell: Cell, grammar: Grammar) -> re.Match[str] | None:
    """The verb that a cell begins with: 增长7%, 净增5家, 新增6个."""
    return (
        grammar.net.match(cell.text)
        or grammar.change.match(cell.text)
        or grammar.patterns.tables.newly_added.match(cell.text)
    )


class CellBinder:
    """Binds the cells of the tables of one report."""

    def __init__(self, text: str, reference: Reference, grammar: Grammar, own: Place) -> None:
        self._text, self._grammar, self._own = text, grammar, own
        self._patterns, self._places = reference.patterns, reference.regions.names
        self._meanings, self._units = CellMeanings(reference), UnitReader(reference.units)

    def bind(self, cell: Cell, tokens: Sequence[NumberToken], at: Spot) -> CellFigure | None:
        """The figure of a cell, or None where it holds no single number. Sets unit, value and sign of the token."""
        verb = verb_of(cell, self._grammar)
        start = verb.end() if verb else 0
        if not tokens or not is_number(cell.text[start:], self._patterns) or _is_move(cell.text, start, at):
            return None
        token = self._number(cell, tokens, start)
        if _SPAN_OF_YEARS.fullmatch(cell.text):
            return CellFigure(token, [], NotQuantity.DATE)
        ids, bound = self._meanings.ids(at), _bound(token, self._text, cell, self._grammar)
        measure = _measure(token, verb, at)
        average = _average(cell, bound, at.row) if measure is HeaderKind.AVERAGE_GROWTH else None
        if average is not None:
            is_added = average is _Average.SUM and self._meanings.are_no_flows(ids)
            measure, at = HeaderKind.CHANGE if is_added else HeaderKind.AMOUNT, _without_column_units(at)
        elif measure in PLAIN and is_sum_of_years(cell) and self._meanings.are_stocks(ids):
            measure = HeaderKind.CHANGE  # 省级以上创新平台（个） | 21 | [20]: what the years of a plan add
        has_scale_alone = token.has_scale_alone
        if has_scale_alone:
            token.unit = None
        measure = self._meanings.as_growth(measure, token, ids, at, is_signed=cell.text[start] in _SIGNS)
        found = self._meanings.with_unit(token, ids, at, measure)
        if token.unit is None and (has_scale_alone or _is_amount_of_unknown_unit(cell, at)):
            token.unit = Unit.OTHER
        if token.kind in (UnitKind.DURATION, UnitKind.ORDINAL):
            return CellFigure(token, [], NotQuantity(token.kind.value))
        if found is None or not _may_be(average, found[0], measure) or _may_be_fall(cell, measure):
            return CellFigure(token, [])
        binding = self._binding(cell, token, bound, found, at, measure)
        if binding is not None and verb is not None and verb.lastgroup == "decline":
            binding = binding._replace(value=-binding.value)
        return CellFigure(token, [binding] if binding is not None else [])

    def _number(self, cell: Cell, tokens: Sequence[NumberToken], start: int) -> NumberToken:
        """The number of a cell behind its verb, with the sign and the end of a range that stand beside it."""
        token = tokens[0]
        printed = _UNIT_BEHIND.search(cell.text) if token.unit is None else None
        unit = self._units.read(printed["unit"]) if printed is not None else None
        if unit is not None and unit.factor == 1:
            # 577 | 71家: between cells no blank tears a number in two.
            token.unit, token.kind, token.surface = unit.unit, unit.kind, unit.surface
        join_range(self._text, tokens)
        take_sign(self._text, token, cell.start + start)
        if cell.text[start] in _FALLS or cell.text[-1] in _FALLS:
            token.value = -token.value
        return token

    def _binding(
        self, cell: Cell, token: NumberToken, bound: Bound, found: Meaning, at: Spot, measure: HeaderKind | None
    ) -> Binding | None:
        """The observation that a cell states, or None where it is no figure of its indicator."""
        row, column, (indicator, reading) = at.row, at.column, found
        told = told_measure(measure, token.kind, found, at.added, self._patterns)
        place = self._place(at)
        period = read_period(cell, at, indicator, measure)
        headings = (row.heading, column.heading)
        is_mean = any(heading is not None and HeaderKind.MEAN in heading.kinds for heading in headings)
        is_mean_of_amounts = is_mean and indicator.nature is not Nature.RATIO and told is not Measure.CHANGE_PCT
        if told is None or place is None or period is None or is_mean_of_amounts or _is_of_another(indicator, told, at):
            return None
        is_of_growth = row.has_growth_alone or bool(row.heading.kinds & GROWTHS) or at.table.is_of_growth
        if (told is Measure.RANK and is_of_growth) or (column.heading is not None and column.heading.is_growth_rank):
            told = Measure.GROWTH_RANK
        told_at = column.cells[-1] if column.cells else row.label
        dated = column.cells[0] if column.has_own_period else None
        rule = f"table_{told.value}"
        return Binding(
            token=token,
            indicator=indicator,
            subject=_subject(indicator, at),
            place=place,
            period=period,
            period_start=dated.start if dated is not None else None,
            period_end=dated.end if dated is not None else None,
            period_origin=Origin.CLAUSE if dated is not None else Origin.PART,
            telling=Telling(told, False, told_at.start, told_at.end, rule),
            standing=self._standing(cell, at, last_year(period)),
            bound=bound,
            value=token.value,
            value_high=token.value_high,
            unit=unit_of(token, indicator, told),
            confidence=self._confidence(place, at, is_dated=dated is not None),
            rules=tuple(filter(None, (HOW, reading.name if reading else None, rule))),
        )

    def _place(self, at: Spot) -> Place | None:
        """The place of a cell, or None where row and column name two, or a zone that is no division."""
        named = at.column.heading.place if at.column.heading is not None else None
        place, title = at.row.place, at.table.title
        if named is not None:
            if place is not None and place.code != named.code:
                return None
            over = at.column.cells[0]
            place = Place(named.code, named.name, over.start, over.end, Origin.CLAUSE)
        place = place or at.table.place
        if place is None and title is not None and not title.is_foreign and title.place is not None:
            titled, start = title.place, at.table.title_start
            place = Place(titled.code, titled.name, start + titled.start, start + titled.end, Origin.HEADING)
        place = place or self._own
        return place if place.code is not None else None

    def _confidence(self, place: Place, at: Spot, *, is_dated: bool) -> Confidence:
        """Whether it is inferred where or when the cell is of, and neither row nor column nor title says so."""
        if at.table.place is not None and place == at.table.place and place.code != self._own.code:
            return Confidence.INHERITED_REGION
        is_named = self._text[place.start : place.end] in self._places if place.start is not None else False
        if self._own.is_inferred and place.code == self._own.code and not is_named:
            return Confidence.INHERITED_REGION
        return Confidence.CERTAIN if is_dated or is_period_told(at) else Confidence.INHERITED_PERIOD

    def _standing(self, cell: Cell, at: Spot, year: int) -> Standing:
        """The status of a figure of some year: as its cell, column, row, table or part says."""
        row, cells, table = at.row, at.column.cells, at.table
        if self._patterns.tables.expected_behind.search(cell.text):
            return Standing(Status.FORECAST, cell.start, cell.end, Origin.CLAUSE)
        if at.column.status is not None and cells:
            return Standing(at.column.status, cells[0].start, cells[-1].end, Origin.CLAUSE)
        is_goal = table.status is Status.TARGET or (table.status is None and row.part.is_target)
        if row.heading.status is not None and not (is_goal and self._patterns.tables.to_be_done.match(row.label.text)):
            return Standing(STATUSES[row.heading.status], row.label.start, row.label.end, Origin.CLAUSE)
        if table.status is not None:
            is_before = table.status is Status.TARGET and table.year is not None and year < table.year
            return Standing(Status.ACTUAL if is_before else table.status, None, None, Origin.HEADING)
        part = row.part
        if part.year is not None and year != part.year:
            # Years above rows, or that label them, are those of a series: others are not ahead of the first.
            is_told = part.is_year_told and row.group_period is None and not row.label.is_year
            is_ahead = year > part.year and (is_told or part.is_target)
            return Standing(Status.TARGET if is_ahead else Status.ACTUAL, None, None, Origin.PART)
        return Standing(part.status, None, None, Origin.PART)


def _is_of_another(indicator: Indicator, told: Measure, at: Spot) -> bool:
    """Whether a rank or growth is of something else that is told of the indicator.

    技术合同成交额占GDP比重 | 2.79 | 8: the rank of a share, and not of the amount that it is a share of.
    新增高新技术企业 | 7 | 16.7%: what was added grew, and not what there is.
    """
    measure = at.row.heading.measure
    is_of_added = measure is HeaderKind.CHANGE and told is Measure.CHANGE_PCT and indicator.nature is Nature.STOCK
    return is_of_added or (measure is HeaderKind.SHARE and indicator.unit is not Unit.PERCENT)


def _is_move(text: str, start: int, at: Spot) -> bool:
    """位次变化 above ↑1: places, and no figure in the unit of its row. Behind its verb a figure begins at `start`."""
    heading = at.column.heading
    is_moved = text[0] in _ARROWS or text[start] in _ARROWS
    return is_moved and heading is not None and HeaderKind.REMARK in heading.kinds


def _may_be_fall(cell: Cell, measure: HeaderKind | None) -> bool:
    """(12.1) in a column of growths: a fall, as in accounts, or only set apart."""
    return measure in GROWTHS and cell.text[0] in "(（" and cell.text[-1] in ")）"


def _measure(token: NumberToken, verb: re.Match[str] | None, at: Spot) -> HeaderKind | None:
    """What is measured: as row and column say, or else the verb in the cell (增长7%, 净增5家), or the title."""
    measure = measure_of(at)
    if verb is not None and measure in PLAIN:
        return HeaderKind.GROWTH if token.unit is None and verb.lastgroup else HeaderKind.DIFFERENCE
    if measure is None and not at.row.units and at.table.is_of_growth:
        return HeaderKind.GROWTH
    return measure


def _is_amount_of_unknown_unit(cell: Cell, at: Spot) -> bool:
    """地区生产总值 | 4402 below 2022年, where nothing tells the unit: a quantity of unknown size."""
    heading = at.column.heading
    if heading is None or not heading.is_known or cell.is_year:
        return False
    return heading.has_period or bool(heading.ids) or heading.measure is not None or heading.status is not None


def _without_column_units(at: Spot) -> Spot:
    """年均增速（%） above [26]: the unit is that of the growth, not of what the brackets hold."""
    heading = at.column.heading
    return at if heading is None else at._replace(column=replace(at.column, heading=replace(heading, units=())))


def _subject(indicator: Indicator, at: Spot) -> Subject:
    """Where the words stand that name an indicator: in the row, the column, or the title of the table."""
    heading, cells, origin = at.column.heading, at.column.cells, Origin.CLAUSE
    start, end = at.row.subject
    if not at.row.ids and heading is not None and heading.ids and cells:
        start, end = cells[0].start, cells[0].end
    elif not at.row.ids and at.table.title is not None:
        start, end = (at.table.title_start + offset for offset in at.table.title.subject)
        origin = Origin.HEADING
    return Subject((indicator.id,), start, end, end, origin, HOW)


class _Average(StrEnum):
    """What stands below 年均增长 and is no growth."""

    SUM = "sum"
    """[累计]: a figure in brackets is the sum of the years, or what was added in them."""
    KEPT = "kept"
    """城镇调查失业率（%） ＜5.5: a rate to be kept in each year."""


def _average(cell: Cell, bound: Bound, row: RowTold) -> _Average | None:
    if is_sum_of_years(cell):
        return _Average.SUM
    is_rate = any(unit.kind is UnitKind.SHARE for unit in row.units) and row.heading.measure is None
    return _Average.KEPT if is_rate and bound not in (Bound.EXACT, Bound.RANGE) else None


def _may_be(average: _Average | None, indicator: Indicator, measure: HeaderKind | None) -> bool:
    """Whether an indicator has sums over years, or is a rate that is kept, where a cell tells that."""
    if average is _Average.SUM:
        return indicator.nature is Nature.FLOW or measure is HeaderKind.CHANGE
    return average is None or indicator.unit is Unit.PERCENT


def _bound(token: NumberToken, text: str, cell: Cell, grammar: Grammar) -> Bound:
    told = _BOUNDS.get(cell.text[0])
    return told if told is not None else read_bound(token, text, cell.start, grammar)
