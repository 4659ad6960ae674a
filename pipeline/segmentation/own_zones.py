"""Whether a report is that of a zone, a town or an institute: no division of GB/T 2260, so its figures are no region's.

What belongs here: the names of such bodies in the title, below the text and at the head of its clauses. What does not:
the division whose report it is (`own_regions.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reference import Reference
from pipeline.reference.lexicon import NameKind
from pipeline.reference.regions import is_province_or_country
from pipeline.segmentation.named_regions import own_word, regions_in

_JOINTS = ("、", "和", "（", "(")
_DISTRICT_ENDS = ("区", "县", "市")
_HEAD, _TWICE, _CLAUSE_MARKS = 600, 2, "，,。；;、：:\n "
"""Characters at the head of a text in which a zone shows that it speaks, how often, and what stands before it."""


def own_zone(
    title: str, headlines: Sequence[str], issuer: str, head: str, text: str, reference: Reference
) -> str | None:
    """The name of the zone or body whose report it is, as its title, its signature or its clauses tell.

    `headlines` are the lines above news that have no title; `head` is all that names whose report it is. Where that
    names no division, a report that says 全区 may be a zone's.
    """
    is_placed = bool(regions_in(head, reference, None))
    says_own = not is_placed and own_word(text, reference.patterns) == "区"
    zone = _zone_of_title(title, reference, says_own=says_own) or _body_of_title(title, reference)
    if zone is None and headlines and own_word(text, reference.patterns) in (None, "区", "省", "国"):
        zone = next(filter(None, (_zone_that_heads(line, reference) for line in headlines)), None)
    if zone is None and not regions_in(title, reference, None):
        zone = _zone_that_signs(issuer, reference)
    if zone is None and says_own:
        zone = _zone_that_speaks(text, reference, with_place=False)
    if zone is None:
        zone = _zone_of_news(title, text, reference)
    if zone is not None or is_placed:
        return zone
    zone = _body_that_opens(text, reference) or _zone_that_meets(text, reference)
    if zone is None and own_word(text, reference.patterns) is None:
        zone = _zone_that_speaks(text, reference, with_place=True)
    return zone


def _zone_of_title(title: str, reference: Reference, *, says_own: bool) -> str | None:
    """The zone whose report a title names (合肥高新区2022年工作总结); none in 关于支持合肥高新区发展的意见.

    A name of its own may stand between place and kind, and without a place where the report calls itself 全区.
    """
    listed = start = last_end = 0
    for first, last, name in reference.lexicon.find(title):
        if name.kind is NameKind.ZONE and reference.patterns.reports.owns_report.match(title, last):
            if _stands_beside_division(title[listed:first], reference) or _is_beside_next(title, last, reference):
                return None
            if first == last_end or (
                last_end > 0 and reference.patterns.reports.zone_name.fullmatch(title, last_end, first)
            ):
                return title[start:last]
            alone = reference.patterns.reports.zone_name_alone.search(title, last_end, first) if says_own else None
            if alone is not None:
                return title[alone.start() : last]
        if name.kind is NameKind.REGION and first != last_end:
            listed, start = listed if title[last_end:first] in _JOINTS else first, first
        last_end = last
    return None


def _stands_beside_division(places: str, reference: Reference) -> bool:
    """黄埔区、广州开发区2019年…: a district before the name of a zone of its city, with which it shares its offices."""
    codes, regions = regions_in(places, reference, None), reference.regions
    return any(code != codes[-1] and regions.is_within(code, codes[-1]) for code in codes[:-1])


def _is_beside_next(title: str, last: int, reference: Reference) -> bool:
    """广州开发区、黄埔区2019年…: a district behind the name of a zone of its city, with which it shares its offices."""
    behind = last + (title[last : last + 1] in _JOINTS)
    district = next((end for begin, end, name in reference.lexicon.find(title) if begin == behind), None)
    if district is None or not title[behind:district].endswith(_DISTRICT_ENDS):
        return False
    around, codes = regions_in(title[:last], reference, None), regions_in(title[behind:district], reference, None)
    return any(code != place and reference.regions.is_within(code, place) for code in codes for place in around)


def _zone_that_heads(headline: str, reference: Reference) -> str | None:
    """The zone of a place below a province with which a headline of news begins: 三门峡高新区荣获第三名.

    全省 and 全国 in its text are where it is ranked.
    """
    period = reference.patterns.reports.period_first.match(headline)
    headline, last_end = headline[period.end() if period else 0 :], 0
    for first, last, name in reference.lexicon.find(headline):
        if name.kind is NameKind.ZONE and (
            last_end > 0 or reference.patterns.reports.zone_of_name.fullmatch(name.text)
        ):
            is_named = (
                first == last_end
                or reference.patterns.reports.zone_name.fullmatch(headline, last_end, first) is not None
            )
            return headline[:last] if is_named else None
        places = regions_in(name.text, reference, None) if name.kind is NameKind.REGION else []
        if first != last_end or not places or is_province_or_country(places[0]):
            return None
        last_end = last
    return None


def _zone_of_news(title: str, text: str, reference: Reference) -> str | None:
    """The zone with which a headline begins, though nothing says where it is, and a clause below: 上半年经开区….

    News that go on with the whole (高新区领跑，全市…) are its.
    """
    period = reference.patterns.reports.period_first.match(title)
    start = period.end() if period else 0
    found = reference.lexicon.find(title)
    placed = next((last for first, last, name in found if first == start and name.kind is NameKind.REGION), None)
    first = start if placed is None else placed
    heading = next((name for begin, _, name in found if begin == first), None)
    if heading is None or heading.kind is not NameKind.ZONE:
        return None
    if _is_beside_next(title, first + len(heading.text), reference):
        return None
    words = (None,) if placed is None else (None, "区")  # 镇江高新区召开会议: 全区 is the zone
    told = {name for name, _ in _zones_at_clauses(text[len(title) : _HEAD], reference)}
    is_its = told == {heading.text} and own_word(title + text, reference.patterns) in words
    return title[start : first + len(heading.text)] if is_its else None


def _body_of_title(title: str, reference: Reference) -> str | None:
    """The town or institute whose report a title names.

    周村区北郊镇2023年工作总结, 山东理工大学2023年科技工作总结; but 景德镇 and 新乡 are cities.
    """
    body = reference.patterns.reports.own_body.match(title)
    if body is None:
        return None
    ends = {last for _, last, name in reference.lexicon.find(title) if name.kind is NameKind.REGION}
    return None if body.end("kind") in ends else body.group()


def _zone_that_signs(issuer: str, reference: Reference) -> str | None:
    """The zone whose offices sign a report: 淄博高新区管委会."""
    for _, last, name in reference.lexicon.find(issuer):
        if name.kind is NameKind.ZONE and reference.patterns.reports.office_of_zone.fullmatch(issuer, last):
            return issuer[:last]
    return None


def _zone_that_speaks(text: str, reference: Reference, *, with_place: bool) -> str | None:
    """The one zone with which clauses at the head of a text begin: 经开区召开…, 经开区经济稳中有进.

    `with_place` asks for one that is told by its place: 兰州新区建成….
    """
    named = [
        name
        for name, is_placed in _zones_at_clauses(text[:_HEAD], reference)
        if is_placed >= with_place and not reference.patterns.reports.level_itself.search(name)
    ]
    return named[0] if len(named) >= _TWICE and len(set(named)) == 1 else None


def _zones_at_clauses(text: str, reference: Reference) -> list[tuple[str, bool]]:
    """The zones with which clauses begin, and whether their place stands before them (天水市经济技术开发区)."""
    zones, opened, last_end = [], False, 0
    for start, last, name in reference.lexicon.find(text):
        is_clause = start == 0 or text[start - 1] in _CLAUSE_MARKS
        is_placed = opened and start == last_end
        if name.kind is NameKind.ZONE and (is_clause or is_placed):
            is_placed = is_placed or reference.patterns.reports.zone_of_name.fullmatch(name.text) is not None
            zones.append((name.text, is_placed))
        opened = name.kind is NameKind.REGION and (is_clause or is_placed)
        last_end = last
    return zones


def _body_that_opens(text: str, reference: Reference) -> str | None:
    """The town or zone that opens a text which calls no division its own: 今年以来，高新区坚持…; 我镇.

    News of a county that begin with one of its towns speak of 全县; 全国文明镇 is no place of its own.
    """
    own = {told.group(1) for told in reference.patterns.reports.own_place.finditer(text)}
    if own - {"国"}:
        return None
    first = text[: text.find("。", 0, _HEAD) + 1 or _HEAD]
    opens_deeds = reference.patterns.reports.opens_deeds
    named = reference.lexicon.find(first)
    places = {last for _, last, name in named if name.kind is NameKind.REGION}  # 景德镇 is no town
    for body in reference.patterns.reports.body_speaks.finditer(text, 0, _HEAD):
        is_opening = body.end() < len(first) and body.end() not in places
        if body["named"] is None or (is_opening and opens_deeds.match(first, body.end())):
            return body.group().strip(_CLAUSE_MARKS)
    starts: dict[int, int] = {}  # where a name begins, by its end: with the place before it (天水市经济技术开发区)
    for start, last, name in named:
        start = starts.get(start, start)
        is_opening = start == 0 or first[start - 1] in _CLAUSE_MARKS
        is_office = name.text.startswith("全")  # 全局上下主动担当 opens the report of a bureau on its city
        if name.kind is NameKind.ZONE and is_opening and not is_office and opens_deeds.match(first, last):
            return first[start:last]
        if name.kind is NameKind.REGION:
            starts[last] = start
    return None


def _zone_that_meets(text: str, reference: Reference) -> str | None:
    """The zone that news open with, where it met, whatever they say of 全市: 1月30日，中山火炬开发区召开…大会.

    So is one from which they are, where they say no such thing: 记者从临沂高新区获悉，该区….
    """
    first, start = text[: text.find("。", 0, _HEAD) + 1 or _HEAD], 0
    for begin, last, name in reference.lexicon.find(first):
        if name.kind is NameKind.REGION and (begin == 0 or first[begin - 1] in _CLAUSE_MARKS):
            start = last
        if name.kind is not NameKind.ZONE:
            continue
        is_telling = reference.patterns.reports.zone_tells.match(first, last) is not None
        is_telling = is_telling and first[begin - 1 : begin] != "、"  # 从北京市科委、中关村管委会获悉: of the city
        if is_telling and (own_word(text, reference.patterns) in (None, "区") or text.count(name.text) > _TWICE):
            return name.text
        if not reference.patterns.reports.zone_meets.match(first, last):
            continue
        is_opening = begin == start or (
            start > 0 and reference.patterns.reports.zone_name.fullmatch(first, start, begin) is not None
        )
        return name.text if is_opening or first[begin - 1] in _CLAUSE_MARKS else None
    return None
