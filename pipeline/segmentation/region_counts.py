"""What the places that a text names say together, by how often it names each and which lies in which.

What belongs here: counts of regions, and the hierarchy of regions. What does not: finding the names
(`named_regions.py`), nor which of these rules decides (`likely_regions.py`).
"""

from __future__ import annotations

from collections import Counter

from pipeline.reference import Reference
from pipeline.reference.regions import COUNTRY_CODE, UNKNOWN_CODE, Level, Region

UNKNOWN = UNKNOWN_CODE
COUNTRY = COUNTRY_CODE
_MANY_SIBLINGS = 3
"""How many other counties of its city a report names that is not a county's own."""
_RARE = ("州", "盟", "自治区")
"""What few prefectures call themselves."""
_MANY_PROVINCES = 8
"""How many provinces a table of the country names at least, of which an excerpt may leave out some."""
PEER_MENTIONS = 2
"""How often an anonymised report may name a peer that is no name of its own."""


def may_call_itself(code: str, word: str | None, reference: Reference) -> bool:
    """Whether a region may speak of itself by that word: 全区 a district, 我市 a prefecture or county city."""
    region = reference.regions.get(code)
    if region is None or region.level is Level.COUNTRY:
        return False
    if region.level is Level.PROVINCE and region.name.endswith("市"):
        return word in (None, "市")
    if word is None:
        return region.level is not Level.PROVINCE
    if word in ("省", "自治区"):
        return region.level is Level.PROVINCE
    is_province = region.level is Level.PROVINCE and not region.name.endswith("市")  # 天津市 is one too
    return not is_province and region.name.endswith(word)


def whose_name(name: str, word: str | None, reference: Reference) -> Region | None:
    """The one place below a province that bears a name and may call itself by a word; none of a deed (振兴).

    By themselves such names may be words (长治久安, 标准化), or those of several places: 长治市 above 全市, not 长治县.
    """
    if reference.patterns.reports.deed.fullmatch(name):
        return None
    bearers = reference.regions.names.get(name, ())
    meant = [
        each for each in bearers if each.level is not Level.PROVINCE and may_call_itself(each.code, word, reference)
    ]
    places = {reference.regions.current(each.code).code for each in meant}
    return meant[0] if len(places) == 1 else None


def lies_elsewhere(code: str, counts: Counter[str], reference: Reference) -> bool:
    """南江 of 南江黄羊 in a report that names 湖北省, and none of its own province: a word of a thing's name."""
    provinces = [
        each
        for each in counts
        if (region := reference.regions.by_code[each]).level is Level.PROVINCE and not region.name.endswith("市")
    ]
    return bool(provinces) and not any(reference.regions.is_within(code, each) for each in provinces)


def names_one_within(around: set[str], counts: Counter[str], word: str | None, reference: Reference) -> bool:
    """莱西市 in a report that ranks its place among 青岛12区市."""
    within = reference.regions.is_within
    inner = [code for code in counts if code not in around and any(within(code, outer) for outer in around)]
    return sum(may_call_itself(code, word, reference) for code in inner) == 1


def names_whole_most(code: str, counts: Counter[str], reference: Reference) -> bool:
    """广西…，南宁…，柳州…，广西…: whether a text names several places of a region, and none of them more than that."""
    within = [n for other, n in counts.items() if other != code and reference.regions.is_within(other, code)]
    return len(within) >= _MANY_SIBLINGS and counts[code] >= max(within)


def above_those_named(counts: Counter[str], word: str | None, reference: Reference) -> str:
    """A report that calls its place 市 or 省 and names only places in one of them, several, is that one's.

    One of 全盟, 全州 or 自治区, of which there are few, needs name one alone: 全盟科技工作会议在锡林浩特市召开.
    So does a city of which it names one district (中心城区（市级、袁州区）).
    """
    if word is None:
        return UNKNOWN
    regions, named = reference.regions, [reference.regions.by_code[code] for code in counts if code != COUNTRY]
    if word in ("市", *_RARE):
        named = [region for region in named if region.level is not Level.PROVINCE]
    above = [
        {upper.code for upper in regions.ancestors(region.code) if may_call_itself(upper.code, word, reference)}
        for region in named
    ]
    is_enough = (
        len(above) > 1 or word in _RARE or (word == "市" and any(region.name.endswith("区") for region in named))
    )
    shared = set.intersection(*above) if above and is_enough else set()
    return shared.pop() if shared else UNKNOWN


def province_of_places(provinces: list[str], counts: Counter[str], reference: Reference) -> str:
    """我省…，低于河南、安徽和湖北: of provinces named as often, the one of which most places are named, if one."""
    within = {
        province: sum(n for code, n in counts.items() if reference.regions.is_within(code, province))
        for province in provinces
    }
    most = [province for province, n in within.items() if n == max(within.values())]
    return most[0] if len(most) == 1 else UNKNOWN


def are_of_country(counts: Counter[str], reference: Reference) -> bool:
    """Provinces, many and none of them far more than the others, are those of the country: a table of them all.

    Below a text on a few of them it names half of all, or more, and the few not half as often as there are others.
    """
    provinces = [n for code, n in counts.items() if reference.regions.by_code[code].level is Level.PROVINCE]
    if len(provinces) < _MANY_PROVINCES:
        return False
    most = max(counts.values())
    are_most = len(provinces) >= 2 * _MANY_PROVINCES and 4 * most <= len(provinces)
    return are_most or most <= 2 * sorted(provinces)[len(provinces) // 2]


def province_named(counts: Counter[str], reference: Reference) -> str | None:
    """A report that calls nothing its own and names a province far more than any other place is the province's.

    Or more than any of several, all of which lie in it: 山东…，青岛、烟台、潍坊三市….
    """
    (code, count), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    region = reference.regions.get(code)
    is_most = (count > PEER_MENTIONS and 2 * count > 3 * second) or (count == PEER_MENTIONS and not second)
    others = [other for other in counts if other != code]
    are_within = len(others) >= _MANY_SIBLINGS and all(reference.regions.is_within(other, code) for other in others)
    is_most = is_most or (PEER_MENTIONS < count > second and are_within)
    return code if is_most and region is not None and region.level is Level.PROVINCE else None


def city_of_siblings(code: str, counts: Counter[str], reference: Reference) -> str | None:
    """嵊州市 among the districts and counties of its city, none of which a report names less: it is the city's."""
    parent = reference.regions.by_code[code].parent
    siblings = [
        count for other, count in counts.items() if other != code and reference.regions.by_code[other].parent == parent
    ]
    city = reference.regions.get(parent or "")
    many = _MANY_SIBLINGS - (parent in counts)  # fewer where the city is named too
    is_no_name = len(siblings) >= many or (siblings and counts[code] == 1)  # 龙口、芝罘: 烟台's report
    is_one_of_many = is_no_name and max(siblings) >= counts[code]
    return city.code if is_one_of_many and city is not None and city.level is Level.PREFECTURE else None
