"""What the label of a table's row says of its figures, with what it leaves unsaid taken from the rows above.

What belongs here: rows that are parts of others (其中, 第二产业) or go on about the one above (增速), groups above
rows. What does not: columns (`columns.py`) and cells (`cells.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.extraction.place import Place
from pipeline.extraction.tables.columns import Column, TableContext, own_period
from pipeline.extraction.tables.elisions import as_below, as_titled, behind_name
from pipeline.extraction.tables.heading import Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.measures import RowTold
from pipeline.extraction.tables.sectors import is_sector, is_whole_of_sectors
from pipeline.extraction.tables.units import TableUnit
from pipeline.reference import Reference
from pipeline.reference.tables import HeaderKind
from pipeline.segmentation import Part
from pipeline.segmentation.cells import start_of_english
from pipeline.vocabulary import Origin

_BRACKETED = re.compile(r"[（(][^（()）]+[）)]")
_END_WITH_UNIT = re.compile(r"[数额量率值]?[（(](?P<unit>[^（()）]+)[）)]")
"""（%）, 数（万人）: the end of a label, with its unit."""
_COUNTS_BODIES = re.compile(r"(?:企业|机构|单位|院所|学校|数量?)[*①-⑳]?$")
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]")
_OF_ALL = frozenset({HeaderKind.TOTAL, HeaderKind.MEAN})


@dataclass(slots=True)
class Above:
    """What rows hand on to the rows below: the last subject, the whole of parts, the place of a group."""

    told: RowTold | None = None
    group: RowTold | None = None
    """What the name of a group says, where it names an indicator."""
    whole: Heading | None = None
    has_foreign_whole: bool = False
    place: Place | None = None
    is_beside: bool = False
    """Whether the name of the group stands in a column before the labels: 合计 is of its place."""
    period: str | None = None
    """That of a group, or of a column before the labels: 2022年 beside the first of its rows."""
    labels: str = ""
    body: str = ""
    """The name of the group, where it names a kind of body: 二、规模以上工业企业."""
    units: tuple[TableUnit, ...] = ()
    """Units in the label of the last row that names one, for its parts."""
    years: list[int] = field(default_factory=list)
    """Those that the rows so far are of."""

    def leave_body(self) -> None:
        """二、高等学校 and then 三、全社会: the rows below are of that kind of body no more."""
        if self.labels == self.body:
            self.labels = ""
        self.body = ""


class LabelReader:
    """Reads the labels of the rows of one report's tables."""

    def __init__(
        self, headings: HeadingReader, reference: Reference, own: Place, part_of: Callable[[Cell], Part]
    ) -> None:
        self._headings, self._reference, self._own, self._part_of = headings, reference, own, part_of

    def joined_label(self, first: Cell | None, second: Cell | None, year: int | None) -> Cell | None:
        """Two cells as one label, where it takes both to name an indicator."""
        if first is None or second is None:
            return None
        text = first.text + second.text
        whole = self._headings.read(text, year)
        parts = [self._headings.read(cell.text, year) for cell in (first, second)]
        is_cut = not all(part.is_known for part in parts) or all(part.ids != whole.ids for part in parts)
        # 技术合同成交 / 额（亿元）: the name goes over the break, though what is before it means the same.
        is_cut = is_cut or whole.subject[0] < len(first.text) < whole.subject[1]
        is_whole = whole.ids and whole.is_known and is_cut
        end = _END_WITH_UNIT.fullmatch(second.text)
        is_unit = end is not None and bool(self._headings.units.read_list(end["unit"]))
        return Cell(first.start, second.end, text) if is_whole or is_unit else None

    def note_group(self, cell: Cell, above: Above, context: TableContext, *, is_beside: bool = False) -> None:
        """Notes what the name of a group says of its rows: their place, how they are grouped, or their whole."""
        heading = self._headings.read(cell.text, context.year)
        if heading.is_bare_period:
            above.period = own_period(heading, context)
            return
        above.group, above.is_beside = None, is_beside
        if is_beside and heading.kinds & _OF_ALL:
            above.place = None
        above.leave_body()
        above.body = cell.text if self._headings.patterns.tables.body_of_group.fullmatch(cell.text) else ""
        if heading.is_known and heading.place is not None and not heading.ids:
            above.place = self._place(heading, cell)
            if is_beside:
                above.whole, above.has_foreign_whole, above.labels, above.told = None, False, "", None
            return
        words = cell.text[: start_of_english(cell.text)]
        if (heading.is_known and not heading.ids) or self._headings.patterns.tables.grouping.match(words):
            # 按产业分, 按产业分 By Industry: how the rows below are grouped.
            above.told = None
            return
        above.whole = heading if heading.is_known and heading.ids else None
        above.has_foreign_whole = above.whole is None
        above.labels = cell.text
        above.told = self._told(heading, cell, above) if above.whole is not None else None
        above.group = above.told

    def row_told(self, label: Cell, unit: Cell | None, context: TableContext, above: Above) -> RowTold:
        """What a label says of its row, with what it leaves unsaid taken from the rows above."""
        heading = self._read(label.text, context, above)
        told = self._told(heading, label, above)
        if unit is not None:
            told = replace(told, units=self._headings.units.read_list(unit.text) or told.units)
        told = self._with_units_above(told, above)
        if label.is_year:
            above.years.append(int(label.text[:4]))
        elif heading.measure is HeaderKind.AVERAGE_GROWTH and not heading.has_period and len(above.years) > 1:
            told = replace(told, period=f"{min(above.years) + 1}/{max(above.years)}")
        if heading.ids and heading.is_known:
            is_word = not self._headings.is_indicator(heading.ids)
            if self._is_part_of_other(heading, above) or (is_word and above.has_foreign_whole):
                told = replace(told, is_foreign=True)
            if not heading.is_marked and not self._is_sector(heading) and not (is_word and above.whole is not None):
                above.whole, above.has_foreign_whole, above.labels = heading, False, label.text
        elif self._is_elided(heading):
            before = above.told
            if before is None and context.title is not None and context.title.ids and not above.has_foreign_whole:
                return told
            if before is None or before.is_foreign:
                return replace(told, is_foreign=True)
            return replace(told, ids=before.ids, subject=before.subject, subject_text=before.subject_text)
        elif not heading.is_known:
            told = replace(told, is_foreign=True)
            is_branch = self._headings.patterns.tables.branch.match(label.text) is not None and above.whole is not None
            if not heading.is_marked and not is_branch:
                # 规模以上工业企业数 may be over what such firms have; 规模以上工业企业利润总额 is over nothing.
                is_of_bodies = _COUNTS_BODIES.search(_BRACKETED.sub("", label.text)) is not None
                above.whole, above.has_foreign_whole = None, True
                above.labels = label.text if is_of_bodies else ""
        elif heading.kinds & _OF_ALL and heading.place is None:
            is_of_group = above.is_beside and above.place is not None
            told = replace(told, above="") if is_of_group else replace(told, place=self._own)
        elif heading.is_marked and heading.kinds == {HeaderKind.LABEL}:
            told = replace(told, is_foreign=True)  # 其中：城市
        elif heading.is_place and above.group is not None:
            # 技术合同成交额（亿元） above 芙蓉区 | 岳麓区: of each place what the group names.
            group = above.group
            told = replace(told, ids=group.ids, subject=group.subject, subject_text=group.subject_text)
            return replace(told, units=told.units or group.units)
        above.told = told
        return told

    def _read(self, label: str, context: TableContext, above: Above) -> Heading:
        """What a label says with what the title, its group or the row above say of it."""
        if _ITEM.match(above.body) and _ITEM.match(label):
            above.leave_body()
        heading = self._headings.read(label, context.year)
        heading = as_titled(heading, context.title, self._headings, context.year)
        if above.group is not None and heading.is_foreign:
            heading = behind_name(heading, above.group.heading, self._headings, context.year)
        if above.told is not None:
            heading = as_below(heading, above.told.subject_text, self._headings, context.year)
        return heading

    def at_level(self, told: RowTold, column: Column, year: int | None) -> tuple[RowTold, Column]:
        """重点实验室 below 国家级 | 省级, or 省级 before it: what both name together, where one alone is no name."""
        above = column.heading
        if above is None or told.heading.is_marked:
            return told, column
        is_level = self._headings.patterns.tables.level.fullmatch
        label, header = (_BRACKETED.sub("", text) for text in (told.heading.text, above.text))
        if is_level(header):
            text, other = header + told.heading.text, told.heading.ids
        elif is_level(label):
            text, other = label + above.text, above.ids
        else:
            return told, column
        heading = self._headings.read(text, year)
        is_named = heading.is_known and heading.subject[0] == 0 and self._headings.is_indicator(heading.ids)
        if not is_named or heading.ids == other:
            return told, column
        named = replace(told, heading=heading, ids=heading.ids, subject_text=heading.text[slice(*heading.subject)])
        of_row = replace(above, kinds=frozenset(), ids=(), is_foreign=False)
        return replace(named, is_foreign=False), replace(column, heading=of_row)

    def _told(self, heading: Heading, cell: Cell, above: Above) -> RowTold:
        """What the words of a label say of the figures of its row."""
        start, end = heading.subject
        place = self._place(heading, cell) if heading.place is not None else above.place
        return RowTold(
            heading,
            cell,
            self._part_of(cell),
            ids=heading.ids if not heading.is_foreign else (),
            subject=(cell.start + start, cell.start + end),
            subject_text=heading.text[start:end],
            units=heading.units,
            place=place,
            above=f"{above.body}，{above.labels}" if above.body not in ("", above.labels) else above.labels,
            group_period=above.period,
        )

    def _with_units_above(self, told: RowTold, above: Above) -> RowTold:
        """#政府资金 below 科技经费（亿元） is in its unit, and 第一产业 below 地区生产总值（亿元）."""
        is_part = told.heading.is_marked or told.is_foreign or told.heading.is_foreign or self._is_sector(told.heading)
        if told.units or not is_part:
            above.units = told.units
            return told
        return replace(told, units_above=above.units)

    def _is_sector(self, heading: Heading) -> bool:
        return is_sector(heading, self._reference)

    @staticmethod
    def _is_elided(heading: Heading) -> bool:
        """总量, 增速, 其中：当年新认定: a label that only says how, or what part, of what the rows above are about."""
        is_of_now = HeaderKind.PERIOD_NOW in heading.kinds and heading.mention is None and heading.month is None
        is_dated = heading.has_period and not is_of_now
        is_plain = not (heading.place or is_dated or heading.kinds & {*_OF_ALL, HeaderKind.REMARK})
        is_event = HeaderKind.EVENT in heading.kinds and not heading.ids
        return heading.is_known and is_plain and (is_event or heading.measure is not None)

    def _is_part_of_other(self, heading: Heading, above: Above) -> bool:
        """第二产业 below 固定资产投资 or 地区生产总值构成, 高新技术企业 of 规上工业企业: less than the name says."""
        if self._is_sector(heading):
            whole = above.whole
            is_other = whole is not None and (not is_whole_of_sectors(whole) or whole.measure is HeaderKind.SHARE)
            return above.has_foreign_whole or is_other
        above_scale = self._headings.patterns.tables.above_scale
        return heading.is_marked and bool(above_scale.search(above.labels)) and not above_scale.search(heading.text)

    @staticmethod
    def _place(heading: Heading, cell: Cell) -> Place | None:
        if heading.place is None:
            return None
        named = heading.place
        return Place(named.code, named.name, cell.start + named.start, cell.start + named.end, Origin.CLAUSE)
