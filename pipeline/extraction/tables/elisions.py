"""Names that the title of a table says in full and its headings in part: 合同成交额 below 技术合同登记情况.

What belongs here: what such a heading says with the words of the title. What does not: what headings say by themselves
(`headings.py`), or take over from those beside them (`labels.py`, `columns.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.tables.heading import Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind

LEAST_END = 4
"""Characters of the end of a name that may stand for the whole; a shorter one may be an ordinary word."""
_SHARED = 2
"""Characters with which a heading begins that the title must hold as well."""
_MOST_LEFT_OUT = 4
_ALL = "全"


def as_titled(heading: Heading, title: Heading | None, headings: HeadingReader, year: int | None) -> Heading:
    """A heading that is not understood with the words that it leaves to the title."""
    heading = _within_titled(heading, title)
    heading = _with_amount_titled(heading, title, headings, year)
    if title is None or not heading.is_foreign:
        return heading
    if title.ids:
        # 工业增加值 below 规模以上工业增加值增速: the end of the name.
        name = title.text[slice(*title.subject)]
        words = _without_total(heading, headings)
        if len(heading.text) >= LEAST_END and name.endswith(words):
            return replace(heading, ids=title.ids, subject=(0, len(words)), is_foreign=False)
        named = behind_name(heading, title, headings, year)
        if named is not heading:
            return named
    place = title.text.find(heading.text[:_SHARED]) if not heading.ids and len(heading.text) >= LEAST_END else -1
    for start in range(max(place - _MOST_LEFT_OUT, 0), place):
        whole = headings.read(title.text[start:place] + heading.text, year)
        if whole.is_known and headings.is_indicator(whole.ids) and whole.subject[0] == 0:
            end = whole.subject[1] - (place - start)
            return replace(whole, text=heading.text, subject=(0, end))
    return heading


def _with_amount_titled(heading: Heading, title: Heading | None, headings: HeadingReader, year: int | None) -> Heading:
    """粮食 below 主要农产品产量: the title says what of each product its figures tell."""
    if title is None or not heading.ids or headings.is_indicator(heading.ids):
        return heading
    told = headings.patterns.tables.amount_of_products.search(title.text)
    if told is None or told.group() in heading.text:
        return heading
    whole = headings.read(heading.text + told.group(), year)
    is_named = whole.is_known and headings.is_indicator(whole.ids) and whole.subject[0] == 0
    return replace(whole, text=heading.text, subject=(0, len(heading.text))) if is_named else heading


def _without_total(heading: Heading, headings: HeadingReader) -> str:
    """支出 of 支出合计, which names the whole that the title does."""
    if HeaderKind.TOTAL not in heading.kinds or heading.ids:
        return heading.text
    total = headings.rules.words.search(heading.text, _SHARED)
    is_last = total is not None and total.end() == len(heading.text)
    return heading.text[: total.start()] if total is not None and is_last else heading.text


def behind_name(heading: Heading, title: Heading | None, headings: HeadingReader, year: int | None) -> Heading:
    """成交额, 项数 below 技术合同按类别统计: behind the name, which says all that the title is about."""
    if title is None or not (title.is_known and title.ids) or heading.ids:
        return heading
    name = title.text[slice(*title.subject)]
    whole = headings.read(name + heading.text, year)
    if not (headings.is_indicator(whole.ids) and _names(whole, len(name))):
        return heading
    return replace(whole, text=heading.text, subject=(0, whole.subject[1] - len(name)))


def with_growth_titled(found: Sequence[Heading | None], title: Heading | None) -> list[Heading | None]:
    """全国（%） | 全市（%） | 全省排名 below 主要指标增速对比: of figures in percent the title tells the measure."""
    plain = [heading for heading in found if heading is not None and heading.measure is None]
    plain = [heading for heading in plain if not heading.is_in_points]  # but 高于全省（百分点）
    are_shares = all(heading.units and all(unit.kind is UnitKind.SHARE for unit in heading.units) for heading in plain)
    has_others = any(
        heading is not None and heading.measure not in (None, HeaderKind.RANK) and not heading.is_in_points
        for heading in found
    )
    if title is None or HeaderKind.GROWTH not in title.kinds or not plain or not are_shares or has_others:
        return list(found)
    return [
        replace(each, kinds=each.kinds | {HeaderKind.GROWTH}) if each is not None and not each.is_in_points else each
        for each in found
    ]


def _within_titled(heading: Heading, title: Heading | None) -> Heading:
    """全州 below 大理州各县市R&D经费: all of the place that the title names, whosoever the report is."""
    place, titled = heading.place, title.place if title is not None else None
    if place is None or titled is None or not titled.name or heading.text[place.start] != _ALL:
        return heading
    if heading.text[place.start + 1] != titled.name[-1]:
        return heading
    return replace(heading, place=replace(place, code=titled.code, name=titled.name))


def _names(whole: Heading, length: int) -> bool:
    """Whether an indicator's name begins a heading and goes on behind its first characters, that many."""
    return whole.is_known and whole.subject[0] == 0 and whole.subject[1] > length


def as_below(heading: Heading, above: str, headings: HeadingReader, year: int | None) -> Heading:
    """A label that is not understood behind the beginning of the name above: 成交金额 below 技术合同登记."""
    if not heading.is_foreign or heading.ids or len(heading.text) < LEAST_END:
        return heading
    for end in range(len(above) - 1, _SHARED - 1, -1):
        whole = headings.read(above[:end] + heading.text, year)
        if headings.is_indicator(whole.ids) and _names(whole, end):
            return replace(whole, text=heading.text, subject=(0, whole.subject[1] - end))
    return heading
