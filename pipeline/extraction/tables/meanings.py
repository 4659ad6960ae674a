"""Of which indicator the figure of a cell is: row, column and title name it, and its unit must allow it.

What belongs here: the indicator of a cell. What does not: its number and the binding that comes of it (`cells.py`), nor
which units words tell (`measures.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.readings import kind_of
from pipeline.extraction.tables.heading import GROWTHS, NOT_OF_A_LABEL, PLAIN
from pipeline.extraction.tables.measures import (
    COUNT,
    YUAN_EACH,
    Meaning,
    Spot,
    as_stated,
    can_state,
    give_unit,
    guessed_units,
    own_unit,
    probe,
    units_of,
)
from pipeline.extraction.tables.sectors import is_whole_of_sectors
from pipeline.extraction.tables.units import TableUnit
from pipeline.reference import Reference
from pipeline.reference.indicators import NumberKind
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Nature, Status, Unit


class CellMeanings:
    """What cells of the tables of one report are figures of."""

    def __init__(self, reference: Reference) -> None:
        self._catalogue, self._patterns = reference.catalogue, reference.patterns
        self._of_which = reference.table_headers[HeaderKind.MARK][0]
        """What a mark before a label (#发明专利) stands for."""
        self._meanings: dict[tuple[object, ...], Meaning | None] = {}

    def ids(self, at: Spot) -> tuple[str, ...]:
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

    def with_unit(
        self, token: NumberToken, ids: tuple[str, ...], at: Spot, measure: HeaderKind | None
    ) -> Meaning | None:
        """Gives the token the first unit in which an indicator can be stated, and says which one that is.

        Where there is none, the token gets the likeliest unit, for it is a quantity all the same.
        """
        if measure is HeaderKind.PROGRESS:
            ids = ()
        told = [own_unit(token)] if token.unit is not None else units_of(at, measure, self._patterns)
        # What a zone has of what the column names is stated as what others have, though it is no fact.
        of_column = (
            at.column.heading.ids if at.column.heading is not None and measure is not HeaderKind.PROGRESS else ()
        )
        for named in dict.fromkeys((ids, of_column)):
            for unit in told or guessed_units(token, measure):
                kept = as_stated(unit)
                if kept is YUAN_EACH and named != ids:
                    continue
                found = self._meaning_in(kept, named, at, measure)
                if found is not None and can_state(kept, found, measure, token):
                    give_unit(token, _foreign_among(told, kept) if found[0].unit is None else kept)
                    return found if named == ids else None
        # Of several units in a caption (亿元、家) nothing tells which is that of a figure of something else.
        if token.unit is None and told and sum(unit.kind is not UnitKind.SHARE for unit in told) < 2:
            give_unit(token, told[0])
        return None

    def as_growth(
        self, measure: HeaderKind | None, token: NumberToken, ids: tuple[str, ...], at: Spot, *, is_signed: bool
    ) -> HeaderKind | None:
        """社会消费品零售总额 7%: of an amount a target in percent is its growth, as +5.5% is wherever it stands."""
        if measure not in PLAIN:
            return measure
        if token.unit is Unit.PERCENT and (is_signed or at.column.status is Status.TARGET):
            return None if at.row.units or any(map(self._is_rate, ids)) else HeaderKind.GROWTH
        return HeaderKind.GROWTH if self._is_growth_by_unit(ids, at) else measure

    def are_no_flows(self, ids: tuple[str, ...]) -> bool:
        """R&D经费投入强度, 高新技术企业数: what has no sum over years, but more of it at their end."""
        named = [self._catalogue.indicators.get(identifier) for identifier in ids]
        return bool(named) and all(each is not None and each.nature is not Nature.FLOW for each in named)

    def are_stocks(self, ids: tuple[str, ...]) -> bool:
        """高新技术企业数: of what there is at a moment a sum over years is what was added in them."""
        named = [self._catalogue.indicators.get(identifier) for identifier in ids]
        return bool(named) and all(each is not None and each.nature is Nature.STOCK for each in named)

    def _is_growth_by_unit(self, ids: tuple[str, ...], at: Spot) -> bool:
        """固定资产投资 | % | 6.5: where the unit of an amount is per cent, it is its growth; not in a table of shares.

        Nor is that of the gross product, of which sectors are shares, but where it is a goal or said to be reached.
        """
        title = at.table.title
        if title is not None and self._patterns.tables.of_shares.search(title.text):
            return False
        if at.column.status is None and is_whole_of_sectors(at.row.heading):
            return False
        named = self._catalogue.indicators_among(ids)
        is_of_amounts = bool(named) and all(each.theme == "economy" and each.unit is Unit.CNY for each in named)
        return is_of_amounts and {unit.kind for unit in at.row.units} == {UnitKind.SHARE}

    def _is_rate(self, identifier: str) -> bool:
        indicator = self._catalogue.indicators.get(identifier)
        return indicator is not None and indicator.unit is Unit.PERCENT

    def _counts_bodies(self, identifier: str) -> bool:
        """高新技术企业: in a table of firms they are those of the region, where R&D经费 is that of the firms alone."""
        indicator = self._catalogue.indicators.get(identifier)
        return indicator is not None and UnitKind.ORGANISATION in indicator.counted

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


def _foreign_among(units: Sequence[TableUnit], first: TableUnit) -> TableUnit:
    """单位：亿元、亿美元: what may be in any currency (实际使用外资) is what the dollars are named for."""
    foreign = (unit for unit in units if unit.unit is Unit.USD)
    return next(foreign, first) if first.unit is Unit.CNY else first
