"""Which region a report is likeliest of, by the places that its text names and how often.

What belongs here: what headlines, bodies, peers and counts of names say. What does not: what a report says outright of
itself (`own_regions.py`), nor how names are found (`named_regions.py`) and counted (`region_counts.py`).
"""

from __future__ import annotations

from collections import Counter

from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import Level, code_of_province
from pipeline.segmentation.named_regions import (
    compared_in,
    is_only_visited,
    named_alone,
    region_mentions,
    regions_in,
    told_apart_by_those_above,
    told_of,
)
from pipeline.segmentation.region_counts import (
    COUNTRY,
    PEER_MENTIONS,
    UNKNOWN,
    above_those_named,
    are_of_country,
    city_of_siblings,
    lies_elsewhere,
    may_call_itself,
    names_one_within,
    province_named,
    province_of_places,
)

_LEAST_CONTEXTS = 3
"""In how many contexts a word must stand to be the name of a city."""
_HEADLINES, _LONGEST_HEADLINE, _LONGEST_HEADLINES = 3, 40, 600


def likeliest_region(text: str, word: str | None, counts: Counter[str], reference: Reference, year: int | None) -> str:
    """The region that a text is about, by the places that it names and how often."""
    if word in (None, "国") and _is_of_country(word, text, counts, reference.patterns):
        return COUNTRY
    word = None if word == "国" else word
    if word is None and are_of_country(counts, reference):
        return COUNTRY
    province = province_named(counts, reference) if word is None else None
    if province is not None:
        return province
    headed = _named_by_headline(text, word, reference, year)
    if headed is not None:
        return headed
    counts = counts - compared_in(text, reference, year)
    around = _places_of_peers(text, reference, year)
    if around and (_is_anonymous(text, reference.patterns) or names_one_within(around, counts, word, reference)):
        counts = Counter({code: count for code, count in counts.items() if code not in around})
    fitting = _fitting(text, word, counts, reference, year)
    if not fitting:
        return _region_without_name(text, word, counts, reference, year)
    whole = Counter(regions_in(text, reference, year, with_bodies=False, only_whole=True))
    count, code = max(fitting, key=lambda each: (each[0] + whole[each[1]], each[1]))  # 吴中区 before 汇川技术
    if word == "省" and sum(count == other for other, _ in fitting) > 1:
        return province_of_places([code for other, code in fitting if other == count], counts, reference)
    if word is None and sum(count == other for other, _ in fitting) > 1:
        above = {reference.regions.by_code[code].parent for other, code in fitting if other == count}
        code = next(iter(above)) or code if len(above) == 1 else code  # 呼和浩特市… 包头市…: of the one above them
    is_doubtful = _is_anonymous(text, reference.patterns) or is_only_visited(code, text, reference, year)
    is_doubtful = is_doubtful or (count == 1 and not whole[code] and lies_elsewhere(code, counts, reference))
    if count <= PEER_MENTIONS and is_doubtful:
        return UNKNOWN
    if word != "市":
        return code
    return city_of_siblings(code, counts, reference) or (
        _city_above(code, text, reference, year) if count == 1 and not around else code
    )


def _is_of_country(word: str | None, text: str, counts: Counter[str], patterns: Patterns) -> bool:
    """Whether a report that calls no other place its own is the country's, which it names throughout (中国…。中国…).

    So is one that speaks of 我国, or of 全国 as often as of any place: 居全国第5位 says no such thing.
    """
    most = max((count for code, count in counts.items() if code != COUNTRY), default=0)
    if counts[COUNTRY] > max(PEER_MENTIONS, 2 * most) and patterns.reports.country_told.search(text):
        return True
    is_spoken_of = len(patterns.reports.whole_country.findall(text)) >= most
    return word == "国" and (is_spoken_of or patterns.reports.own_country.search(text) is not None)


def _named_by_headline(text: str, word: str | None, reference: Reference, year: int | None) -> str | None:
    """房县前三季度经济稳中向好: a headline begins with the full name of a place that may speak as the text does."""
    for line in _headlines(text) if word is not None else ():
        named = regions_in(line, reference, year, with_doubtful=True, only_whole=True)
        name = reference.regions.by_code[named[0]].name if named else ""
        if name and line.startswith(name) and may_call_itself(named[0], word, reference):
            return told_apart_by_those_above(name, text, reference, year) or named[0]
    return None


def is_headed(code: str, text: str, reference: Reference, year: int | None) -> bool:
    """Whether a headline names a region (上半年襄阳市规上工业增加值…); the country as 我国 or by its ministries."""
    reports = reference.patterns.reports
    words = (reports.whole_country, reports.own_country, reports.country_told) if code == COUNTRY else ()
    return any(
        code in regions_in(line, reference, year, with_doubtful=True) or any(word.search(line) for word in words)
        for line in _headlines(text)
    )


def _headlines(text: str) -> list[str]:
    """The short lines at the head of a text, which may be headlines."""
    lines = [line.strip() for line in text[:_LONGEST_HEADLINES].splitlines() if line.strip()][:_HEADLINES]
    return [line for line in lines if len(line) <= _LONGEST_HEADLINE and "。" not in line]


def _places_of_peers(text: str, reference: Reference, year: int | None) -> set[str]:
    """The places of which a report names the counties as its peers: 在南通各县市区中排名第二."""
    found: set[str] = set()
    for _, end, name in region_mentions(reference.lexicon, text):
        if reference.patterns.reports.peers_behind.match(text, end):
            region = reference.regions.resolve(name.text, within=None, year=year)
            found |= {region.code} if region is not None else set()
    return found


def _fitting(
    text: str, word: str | None, counts: Counter[str], reference: Reference, year: int | None
) -> list[tuple[int, str]]:
    """The named places that may call themselves as the report does, each behind how much it is named."""
    fitting = [(count, code) for code, count in counts.items() if may_call_itself(code, word, reference)]
    most = max(fitting, default=(0, ""))[0]
    if word != "省" and sum(count == most for count, _ in fitting) > 1:
        alone = named_alone(text, reference, year)
        fitting = [(alone[code], code) for _, code in fitting if alone[code]]
    if len(fitting) > 1:  # whose policies a report names (《平阳县关于…》) it is
        fitting = [(n + text.count(f"《{reference.regions.by_code[code].name}"), code) for n, code in fitting]
    if fitting or _is_anonymous(text, reference.patterns):
        return fitting
    return _fitting_doubtful(text, word, reference, year) or _cities_by_contexts(text, word, reference, year)


def _is_anonymous(text: str, patterns: Patterns) -> bool:
    """Whether a report masks its place: X市."""
    return patterns.reports.hidden_place.search(text) is not None


def _fitting_doubtful(text: str, word: str | None, reference: Reference, year: int | None) -> list[tuple[int, str]]:
    """Places that only doubtful names with their suffix tell: 上饶县; 惠民生 and 平安建设 stand in any report."""
    counts = told_of(text, reference, year, only_whole=True)
    return [(n, code) for code, n in counts.items() if may_call_itself(code, word, reference)]


def _cities_by_contexts(text: str, word: str | None, reference: Reference, year: int | None) -> list[tuple[int, str]]:
    """大同京东…, 大同黄花…, 大同跨境…: a city whose bare name is a word too, but 长治久安 ends in one way."""
    behind: dict[str, set[str]] = {}
    for start, end, name in region_mentions(reference.lexicon, text) if word == "市" else ():
        if reference.regions.needs_context(name.text) and reference.patterns.reports.word_begins.search(
            text[max(0, start - 1) : start]
        ):
            region = reference.regions.resolve(name.text, within=None, year=year)
            if region is not None and region.level is Level.PREFECTURE:
                behind.setdefault(region.code, set()).add(text[end : end + 2])
    return [(len(contexts), code) for code, contexts in behind.items() if len(contexts) >= _LEAST_CONTEXTS]


def _city_above(code: str, text: str, reference: Reference, year: int | None) -> str:
    """旬阳市、安康高新区作了发言: 全市 does not mean a city that is named but once beside the one above it."""
    region = reference.regions.by_code[code]
    named = told_of(text, reference, year)
    above = region.parent if region.level is Level.COUNTY and region.parent in named else None
    return above if above is not None and may_call_itself(above, "市", reference) else code


def _region_without_name(
    text: str, word: str | None, counts: Counter[str], reference: Reference, year: int | None
) -> str:
    """The region of a report that names none which may call itself as it does: by its bodies and those around it."""
    if _is_anonymous(text, reference.patterns):
        return UNKNOWN
    told_apart = told_apart_by_those_above(text, text, reference, year)
    if told_apart is None or not may_call_itself(told_apart, word, reference):
        told_apart = _by_local_bodies(text, word, reference, year)
    if told_apart is None and word is None and reference.patterns.reports.country_told.search(text):
        return COUNTRY
    if told_apart is not None:
        return told_apart
    named = [code for code in counts if code != COUNTRY]
    is_of_others = len(named) == 1 and is_only_visited(named[0], text, reference, year)  # 赴浦东新区招商
    return UNKNOWN if is_of_others else above_those_named(counts, word, reference)


def _by_local_bodies(text: str, word: str | None, reference: Reference, year: int | None) -> str | None:
    """The place of the newspaper or survey team that a report names most, if it may call itself as the report does.

    Else the province that it calls by an old name: 三晋大地, 齐鲁大地.
    """
    found: Counter[str] = Counter()
    for match in reference.patterns.reports.local_body.finditer(text):
        region = reference.regions.resolve(match.group(1) or match.group(2), None, year)
        if region is not None and may_call_itself(region.code, word, reference):
            found[region.code] += 1
    nicknames = reference.patterns.reports.nickname_of_province.finditer(text) if word == "省" else ()
    for named in (*reference.patterns.reports.paper_of_province.finditer(text), *nicknames):
        code = code_of_province((named.lastgroup or "")[1:])
        if may_call_itself(code, word, reference):
            found[code] += 1
    return found.most_common(1)[0][0] if found else None
