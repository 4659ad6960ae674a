"""Which regions words like 全国, 全省, 全市 and 市级 mean, by whose report they stand in.

What belongs here: what follows from the report's own region. What does not: whether such a word is meant as a place in
its sentence (`places.py`).
"""

from __future__ import annotations

from pipeline.extraction.sentences import Mention
from pipeline.reference import Reference
from pipeline.reference.lexicon import NameKind
from pipeline.reference.regions import Regions, is_province_or_country
from pipeline.segmentation import COUNTRY, UNKNOWN


def code_of_scope(word: str, own: str, regions: Regions) -> str:
    """The region that 全国, 全省, 全市 … mean in a report of `own`, which may be unknown.

    全市 in a district's report is the city above it, 全区 in a city's the autonomous region that it lies in.
    """
    if word[1] == "国":
        return COUNTRY
    known, province = regions.get(own), regions.province_of(own)
    if known is None or province is None:
        return own
    is_below_region = not known.name.endswith("区") and province.name.endswith("自治区")
    if word == "自治区" or word[1] == "省" or (word[1] == "区" and is_below_region):
        return province.code
    around = regions.get(known.parent or "")
    if word[1] in "州盟" and around is not None and around.name.endswith(word[1]) and not known.name.endswith(word[1]):
        return around.code  # 占全州的52.7% in a report of 库尔勒市
    is_part_of_city = known.name.endswith(("区", "县", "旗")) and not is_province_or_country(own)
    return known.parent if word[1] == "市" and is_part_of_city and known.parent else own


def is_among_parts(text: str, clause_start: int, place: Mention, anchor: int) -> bool:
    """中心城区（市级、袁州区）收入78.9亿元: a place that a bracket behind other words names with more than itself."""
    opened = max(text.rfind(mark, clause_start + 1, place.start) for mark in "（(")
    closed = min((at for mark in "）)" if (at := text.find(mark, place.end, anchor)) >= 0), default=-1)
    is_open = opened >= 0 and not any(mark in text[opened : place.start] for mark in "）)")
    return is_open and closed >= 0 and (opened + 1, closed) != (place.start, place.end)


def is_of_municipality(region: str, regions: Regions) -> bool:
    """Whether a region is one of the four cities that are provinces, or lies in one: its 市级 is provincial."""
    province = regions.province_of(region)
    return province is not None and province.name.endswith("市")


def region_of_zone(name: str, reference: Reference) -> str:
    """The region with which the name of a zone begins: 合肥 of 合肥高新区."""
    named = (found.text for _, _, found in reference.lexicon.find(name) if found.kind is NameKind.REGION)
    regions = (reference.regions.resolve(text) for text in named)
    return next((region.code for region in regions if region is not None), UNKNOWN)
