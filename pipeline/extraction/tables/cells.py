"""Turns one cell of a table into a figure: its number with unit and sign, and what row, column and table say of it.

What belongs here: indicator, status and place of one cell, and the binding that comes of them. What does not: period
(`cell_periods.py`), measure and unit (`measures.py`), rows and columns themselves (`labels.py`, `columns.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.extraction.binding import Binding
from pipeline.extraction.bounds import read_bound
from pipeline.extraction.exclusions import NotQuantity
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import Telling, unit_of
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.place import Place
from pipeline.extraction.statuses import Standing
from pipeline.extraction.subjects import Subject, kind_of
from pipeline.extraction.tables.cell_periods import is_period_told, is_sum_of_years, read_period
from pipeline.extraction.tables.columns import STATUSES
from pipeline.extraction.tables.heading import GROWTHS, NOT_OF_A_LABEL, PLAIN
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.measures import (
    COUNT,
    Meaning,
    RowTold,
    Spot,
    as_stated,
    can_state,
    give_unit,
    guessed_units,
    measure_of,
    own_unit,
    probe,
    told_measure,
    units_of,
)
from pipeline.extraction.tables.numbers import join_range, take_sign
from pipeline.extraction.tables.units import TableUnit
from pipeline.extraction.written_periods import last_year
from pipeline.reference import Reference
from pipeline.reference.indicators import Indicator, NumberKind
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation.cells import is_number
from pipeline.vocabulary import Bound, Confidence, Measure, Nature, Origin, Status, Unit

HOW: Final = "table_cell"

_SPAN_OF_YEARS = re.compile(r"((?:19|20)\d\d)[-—–~至]{1,2}(?:19|20)\d\d")
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
        self._text, self._catalogue, self._grammar, self._own = text, reference.catalogue, grammar, own
        self._patterns, self._places = reference.patterns, reference.regions.names
        self._of_which = reference.table_headers[HeaderKind.MARK][0]
        """What a mark before a label (#发明专利) stands for."""
        self._meanings: dict[tuple[object, ...], Meaning | None] = {}

    def bind(self, cell: Cell, tokens: Sequence[NumberToken], at: Spot) -> CellFigure | None:
        """The figure of a cell, or None where it holds no single number. Sets unit, value and sign of the token."""
        verb = verb_of(cell, self._grammar)
        verb_end = verb.end() if verb else 0
        if not tokens or not is_number(cell.text[verb_end:], self._patterns):
            return None
        heading = at.column.heading
        if cell.text[verb_end] in _ARROWS and heading is not None and HeaderKind.REMARK in heading.kinds:
            return None  # 位次变化 above ↑1: places, and no figure in the unit of its row
        token = tokens[0]
        join_range(self._text, tokens)
        take_sign(self._text, token, cell.start + verb_end)
        if cell.text[verb_end] in _FALLS or cell.text[-1] in _FALLS:
            token.value = -token.value
        if _SPAN_OF_YEARS.fullmatch(cell.text):
            return CellFigure(token, [], NotQuantity.DATE)
        bound = _bound(token, self._text, cell, self._grammar)
        measure = _measure(token, verb, at)
        is_average = measure is HeaderKind.AVERAGE_GROWTH
        is_cumulated = is_average and is_sum_of_years(cell)
        is_rate_kept = is_average and _is_rate_kept(bound, at.row)
        ids = self._ids(at)
        is_added = is_cumulated and self._are_no_flows(ids)
        if is_cumulated or is_rate_kept:
            # 年均增长/[累计]: a figure in brackets is the sum of the years, or what was added in them.
            measure = HeaderKind.CHANGE if is_added else HeaderKind.AMOUNT
            at = _without_column_units(at)
        has_scale_alone = token.unit is Unit.OTHER and token.kind is None
        if has_scale_alone:
            token.unit = None
        is_signed = cell.text[verb_end] in _SIGNS
        if token.unit is Unit.PERCENT and measure in PLAIN and (is_signed or at.column.status is Status.TARGET):
            # 社会消费品零售总额 7%: of an amount a target in percent is its growth, as +5.5% is wherever it stands.
            measure = None if at.row.units or any(map(self._is_rate, ids)) else HeaderKind.GROWTH
        elif at.column.status is not None and measure in PLAIN and self._is_growth_by_unit(ids, at):
            measure = HeaderKind.GROWTH
        found = self._with_unit(token, ids, at, measure)
        if token.unit is None and (has_scale_alone or _is_amount_of_unknown_unit(cell, at)):
            token.unit = Unit.OTHER
        if token.kind in (UnitKind.DURATION, UnitKind.ORDINAL):
            return CellFigure(token, [], NotQuantity(token.kind.value))
        is_sum = found is not None and found[0].nature is Nature.FLOW
        is_rate = found is not None and found[0].unit is Unit.PERCENT
        is_other = (is_cumulated and not (is_sum or is_added)) or (is_rate_kept and not is_rate)
        if found is None or is_other or _may_be_fall(cell, measure):
            return CellFigure(token, [])
        binding = self._binding(cell, token, bound, found, at, measure)
        if binding is not None and verb is not None and verb.lastgroup == "decline":
            binding = binding._replace(value=-binding.value)
        return CellFigure(token, [binding] if binding is not None else [])

    # -- subject and unit ---------------------------------------------------------------------------------------------

    def _ids(self, at: Spot) -> tuple[str, ...]:
        """Ids that row, column or title name; none where they name two, or something that is not understood."""
        row, heading, title = at.row, at.column.heading, at.table.title
        if row.is_foreign or (heading is not None and (heading.is_foreign or heading.kinds & NOT_OF_A_LABEL)):
            return ()
        of_column = heading.ids if heading is not None else ()
        # What a group of places names, columns with names of their own leave to it.
        of_row = () if of_column and row.heading.is_place else row.ids
        named = {ids for ids in (of_row, of_column) if ids}
        if len(named) > 1:
            # 增加值 above 第一产业: a word that is no indicator by itself leaves it to the other.
            known = {ids for ids in named if self._catalogue.indicators_among(ids)}
            # 人均可支配收入 below 城镇居民: the word may make another indicator of it; not 专利数 above 发明专利授权.
            others = next(iter(named - known), ())
            aliases = (alias for word in others for alias in self._catalogue.concepts.get(word, ()))
            if row.ids in known and any(alias in row.subject_text for alias in aliases):
                others = ()
            named = {others + ids for ids in known} or {row.ids}
        if not named and title is not None and not title.is_foreign:
            named = {title.ids}
        ids = next(iter(named)) if len(named) == 1 else ()
        if (
            not at.table.is_of_bodies
            or self._patterns.tables.above_scale.search(row.heading.text + at.header) is not None
        ):
            return ids
        return ids if not at.table.is_of_zones and all(map(self._counts_bodies, ids)) else ()

    def _is_growth_by_unit(self, ids: tuple[str, ...], at: Spot) -> bool:
        """地区生产总值 | % | 6.5 in a table of goals: where the unit of an amount is per cent, it is its growth."""
        named = self._catalogue.indicators_among(ids)
        is_of_amounts = bool(named) and all(each.theme == "economy" and each.unit is Unit.CNY for each in named)
        return is_of_amounts and {unit.kind for unit in at.row.units} == {UnitKind.SHARE}

    def _are_no_flows(self, ids: tuple[str, ...]) -> bool:
        """R&D经费投入强度, 高新技术企业数: what has no sum over years, but more of it at their end."""
        named = [self._catalogue.indicators.get(identifier) for identifier in ids]
        return bool(named) and all(each is not None and each.nature is not Nature.FLOW for each in named)

    def _is_rate(self, identifier: str) -> bool:
        indicator = self._catalogue.indicators.get(identifier)
        return indicator is not None and indicator.unit is Unit.PERCENT

    def _counts_bodies(self, identifier: str) -> bool:
        """高新技术企业: in a table of firms they are those of the region, where R&D经费 is that of the firms alone."""
        indicator = self._catalogue.indicators.get(identifier)
        return indicator is not None and UnitKind.ORGANISATION in indicator.counted

    def _with_unit(
        self, token: NumberToken, ids: tuple[str, ...], at: Spot, measure: HeaderKind | None
    ) -> Meaning | None:
        """Gives the token the first unit in which an indicator can be stated, and says which one that is.

        Where there is none, the token gets the likeliest unit, for it is a quantity all the same.
        """
        if measure is HeaderKind.PROGRESS:
            ids = ()
        told = [own_unit(token)] if token.unit is not None else units_of(at, measure)
        # What a zone has of what the column names is stated as what others have, though it is no fact.
        of_column = (
            at.column.heading.ids if at.column.heading is not None and measure is not HeaderKind.PROGRESS else ()
        )
        for named in dict.fromkeys((ids, of_column)):
            for unit in told or guessed_units(token, measure):
                kept = as_stated(unit)
                found = self._meaning_in(kept, named, at, measure)
                if found is not None and can_state(kept, found, measure, token):
                    give_unit(token, kept)
                    return found if named == ids else None
        # Of several units in a caption (亿元、家) nothing tells which is that of a figure of something else.
        if token.unit is None and told and sum(unit.kind is not UnitKind.SHARE for unit in told) < 2:
            give_unit(token, told[0])
        return None

    def _meaning_in(
        self, unit: TableUnit, ids: tuple[str, ...], at: Spot, measure: HeaderKind | None
    ) -> Meaning | None:
        """What ids mean of a figure in a unit.

        What grows is what its amount counts, though the growth is in percent: #发明专利 below 专利授权量（件）.
        """
        units = [unit]
        if measure in GROWTHS:
            of_amount = [unit for unit in (*at.row.units, *at.row.units_above) if unit.kind is not UnitKind.SHARE]
            units = [*of_amount, unit, COUNT]
        found = (self._meaning(identifier, each, at) for identifier in ids for each in units)
        return next((meaning for meaning in found if meaning is not None), None)

    def _meaning(self, identifier: str, unit: TableUnit, at: Spot) -> Meaning | None:
        """The indicator that an id means beside the words around its cell, by the same readings as in sentences.

        What they leave open the title says where it names one indicator: 发明 below 国内专利申请受理数量.
        """
        row, header = at.row, at.header
        title = at.table.title.text if at.table.title is not None else ""
        key = (identifier, unit.unit, unit.kind, row.subject_text, row.heading.text, header, row.above, title)
        if key not in self._meanings:
            named = row.subject_text if row.subject_text not in row.heading.text else ""
            part = self._of_which if row.heading.is_marked and self._of_which not in row.heading.text else ""
            own = f"{part}{named}{row.heading.text}{header}"
            kind = kind_of(probe(unit.unit, unit.kind))
            context = f"{title}。{row.above}，{own}"
            found = self._read(identifier, kind, own, context)
            if found is None and at.table.title is not None and len(at.table.title.ids) == 1:
                found = self._read(identifier, kind, title + own, context)
            self._meanings[key] = found
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
        self, cell: Cell, token: NumberToken, bound: Bound, found: Meaning, at: Spot, measure: HeaderKind | None
    ) -> Binding | None:
        """The observation that a cell states, or None where it is no figure of its indicator."""
        row, column, (indicator, reading) = at.row, at.column, found
        told = told_measure(measure, token.kind, found, at.header, self._patterns)
        place = self._place(at)
        period = read_period(cell, at, indicator, measure)
        headings = (row.heading, column.heading)
        is_mean = any(heading is not None and HeaderKind.MEAN in heading.kinds for heading in headings)
        is_mean_of_amounts = is_mean and indicator.nature is not Nature.RATIO and told is not Measure.CHANGE_PCT
        if told is None or place is None or period is None or is_mean_of_amounts:
            return None
        is_of_growth = row.has_growth_alone or row.heading.is_growth_rank or at.table.is_of_growth
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
            # Years above their rows are those of a series: the first of them is no year that others are ahead of.
            is_told = part.is_year_told and row.group_period is None
            is_ahead = year > part.year and (is_told or part.is_target)
            return Standing(Status.TARGET if is_ahead else Status.ACTUAL, None, None, Origin.PART)
        return Standing(part.status, None, None, Origin.PART)


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
    heading, cells, origin = at.column.heading, at.column.cells, Origin.CLAUSE
    start, end = at.row.subject
    if not at.row.ids and heading is not None and heading.ids and cells:
        start, end = cells[0].start, cells[0].end
    elif not at.row.ids and at.table.title is not None:
        start, end = (at.table.title_start + offset for offset in at.table.title.subject)
        origin = Origin.HEADING
    return Subject((indicator.id,), start, end, end, origin, HOW)


def _is_rate_kept(bound: Bound, row: RowTold) -> bool:
    """城镇调查失业率（%） ＜5.5 below 年均增长: a rate to be kept in each year, which is no growth."""
    is_rate = any(unit.kind is UnitKind.SHARE for unit in row.units) and row.heading.measure is None
    return is_rate and bound not in (Bound.EXACT, Bound.RANGE)


def _bound(token: NumberToken, text: str, cell: Cell, grammar: Grammar) -> Bound:
    told = _BOUNDS.get(cell.text[0])
    return told if told is not None else read_bound(token, text, cell.start, grammar)
