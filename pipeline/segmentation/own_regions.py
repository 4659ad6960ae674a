"""Which region a report is of, where title, publisher or text tell it.

What belongs here: what follows from the places that it names and what it calls its own (`named_regions.py`). What does
not: title, issuer and date (`profiles.py`), nor the region of a single figure (pipeline/extraction/places.py).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import Level, code_of_province
from pipeline.segmentation.named_regions import (
    above_peers,
    compared_in,
    hidden_word,
    is_masked_below,
    is_only_visited,
    named_alone,
    own_word,
    region_mentions,
    regions_in,
    told_apart_by_those_above,
    told_of,
    whose_divisions,
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
    names_whole_most,
    province_named,
    province_of_places,
)

_LEAST_CONTEXTS = 3
"""In how many contexts a word must stand to be the name of a city."""
_TIMES_OTHERS = 3
"""How many times as often as any other a text names the place that it can only be about."""
_LONGEST_OPENING = 1500
"""Characters in which a speaker says whom he speaks for."""
_HEADLINES, _LONGEST_HEADLINE, _LONGEST_HEADLINES = 3, 40, 600


class OwnRegion(NamedTuple):
    """The code of a region. `is_told`: title, publisher, number or headline tell it, or the text again and again; else
    it is the likeliest of those that the text names in passing."""

    code: str
    is_told: bool


def own_region(
    text: str, edges: str, head: str, number_prefix: str | None, reference: Reference, year: int | None
) -> OwnRegion:
    """The report's own region.

    `edges` are the head and the foot of its page with the furniture in which it names who published it.
    Named in title or issuer; else by the abbreviation of the document number (淄科发); else the most named region of
    the level that the report calls its own (我市, 全县). An anonymised report has none.
    """
    hidden = hidden_word(head, reference.patterns)  # 宁波市X区: the place is hidden, and not the city around it
    named = _named_in(head, text, reference, year) if hidden is None else None
    if named is not None:
        return OwnRegion(named, True)
    if reference.patterns.reports.national_congress.search(head):
        return OwnRegion(COUNTRY, True)
    word = hidden or own_word(text, reference.patterns)
    masked = hidden_word(text, reference.patterns)
    is_below = masked is not None and hidden is None and is_masked_below(masked, word, text)
    hidden = hidden or masked
    word = hidden if (word in (None, "国") or is_below) and hidden is not None else word
    names = [source.group(source.lastindex or 0) for source in reference.patterns.reports.publisher.finditer(edges)]
    sources = " ".join(names)
    whole = (reference.regions.resolve(source, None, year) for source in names)  # 发布机构：云和
    publisher = next((region.code for region in whole if region), None) or _named_in(sources, text, reference, year)
    if publisher is None and sources:  # 来源：今日房县
        doubtful = regions_in(sources, reference, year, with_doubtful=True, only_whole=True)
        publisher = doubtful[-1] if doubtful else None
    publisher = None if publisher == COUNTRY else publisher  # 中国经济网 writes of all places
    inner = _named_within(publisher, head, reference, year) if publisher is not None and hidden is None else None
    if inner is not None:
        return OwnRegion(inner, True)
    if publisher is not None and (word is not None or _is_told_of(publisher, text, reference, year)):
        speaker = _who_speaks(publisher, word, text, reference)
        if may_call_itself(speaker, word, reference):
            return OwnRegion(speaker, True)
        told = _region_told(text, word, number_prefix, reference, year)
        if told.code == UNKNOWN and hidden is None:
            told = OwnRegion(_named_within(speaker, text, reference, year, word) or told.code, False)
        is_kept = hidden is not None or reference.regions.is_within(told.code, speaker)
        return told if is_kept else OwnRegion(speaker, True)  # 内蒙古日报 on 我市, which is 包头
    told = _region_told(text, word, number_prefix, reference, year)
    if told.code != UNKNOWN:
        return told
    if publisher is None and _is_published_by_country(sources, text, word, reference.patterns):
        return OwnRegion(COUNTRY, True)
    return OwnRegion(publisher, True) if publisher is not None else told


def _named_within(
    publisher: str, words: str, reference: Reference, year: int | None, own: str | None = None
) -> str | None:
    """城关区 or 新华区 in a headline of a paper: of those that bear the name, the one where the paper is.

    In a text, one that may call itself as it does.
    """
    for _, _, name in region_mentions(reference.lexicon, words):
        region = reference.regions.resolve(name.text, within=publisher, year=year)
        if region is None or region.code == publisher or not reference.regions.is_within(region.code, publisher):
            continue
        if own is None or (name.text.endswith(own) and may_call_itself(region.code, own, reference)):
            return region.code
    return None


def _is_published_by_country(sources: str, text: str, word: str | None, patterns: Patterns) -> bool:
    """来源：国家统计局 above a page that names no place, hides none and calls none its own."""
    is_silent = word in (None, "国") and patterns.reports.hidden_place.search(text) is None
    return is_silent and patterns.reports.country_told.search(sources) is not None


def _is_told_of(publisher: str, text: str, reference: Reference, year: int | None) -> bool:
    """Whether a page without 我市 is about the place of its publisher: 香港商报 writes about 安庆."""
    counts = Counter(regions_in(text, reference, year, with_bodies=False))
    is_within = reference.regions.is_within
    apart = (n for code, n in counts.items() if not (is_within(code, publisher) or is_within(publisher, code)))
    others = max(apart, default=0)  # 新疆 takes in the 铁门关 that published the page
    within = sum(n for code, n in counts.items() if is_within(code, publisher))
    return within > 0 or others <= PEER_MENTIONS


def _named_in(words: str, text: str, reference: Reference, year: int | None) -> str | None:
    """The last region that a title or source names, told apart by the text from others of its name.

    朝阳区…（北京）: one whose name others bear too lies in what the brackets name. One that takes in those named
    before it only lies around them: 合肥市获批安徽省…试点.
    """
    named, is_within = regions_in(words, reference, year), reference.regions.is_within
    compared, word = whose_divisions(words, reference, year), own_word(text, reference.patterns)
    if compared in named and all(is_within(code, compared) for code in named):
        others = [code for code in named if code != compared]
        if word in (None, "国") or len(set(others)) > 1 or may_call_itself(compared, word, reference):
            return compared  # 四川21市州上半年GDP出炉，宜宾增速全省第一
        if names_whole_most(compared, Counter(regions_in(text, reference, year, with_bodies=False)), reference):
            return compared  # 广西14市前三季度GDP出炉 above a text that says 全市 of one of them
        named = others  # 江苏各市前三季度数据出炉 above a text that says 全市
    if len(named) > 2 and all(is_within(code, named[0]) for code in named) and not is_within(named[-1], named[-2]):
        del named[1:]  # 广西前三季度GDP出炉：南宁稳居第一，百色猛追钦州
    while len(named) > 1 and named[-1] != named[-2] and is_within(named[-2], named[-1]):
        named.pop()
    above = above_peers(words, text, reference, year) if len(named) > 1 else None
    if above is not None and (word in (None, "国") or may_call_itself(above, word, reference)):
        return above
    told_apart = told_apart_by_those_above(words, text, reference, year)
    if named and not (told_apart is not None and is_within(told_apart, named[-1])):
        return named[-1]
    return told_apart


def _region_told(
    text: str, word: str | None, number_prefix: str | None, reference: Reference, year: int | None
) -> OwnRegion:
    """The region of a report that neither title nor source tells."""
    counts = Counter(regions_in(text, reference, year, with_bodies=False))
    by_abbreviation = _by_abbreviation(number_prefix, reference, counts)
    if by_abbreviation and (word is None or may_call_itself(by_abbreviation, word, reference)):
        return OwnRegion(by_abbreviation, True)
    spoken_for = _spoken_for(text, word, reference, year)
    if spoken_for is not None:
        return OwnRegion(spoken_for, True)
    code = _likeliest(text, word, counts, reference, year)
    others = (n for other, n in counts.items() if other != code and may_call_itself(other, word, reference))
    is_plain = counts[code] > PEER_MENTIONS and counts[code] >= _TIMES_OTHERS * max(others, default=0)
    return OwnRegion(code, is_plain or _is_headed(code, text, reference, year))


def _spoken_for(text: str, word: str | None, reference: Reference, year: int | None) -> str | None:
    """我代表上杭县人民政府，… / 玉泉区人民政府区长 / 我们定西这样的地方: whose speech it is, as it opens."""
    for told in reference.patterns.reports.speaks_for.finditer(text[:_LONGEST_OPENING]):
        region = reference.regions.resolve(told[told.lastindex or 0], None, year)
        if region is not None and may_call_itself(region.code, word, reference):
            return region.code
    return _told_by_body(text, word, reference, year)


def _told_by_body(text: str, word: str | None, reference: Reference, year: int | None) -> str | None:
    """从通州区科委了解到 in news of Beijing: whose bureau alone tells what they tell, though others bear its name."""
    names = {told[1] for told in reference.patterns.reports.told_by_body.finditer(text[:_LONGEST_OPENING])}
    if len(names) != 1:
        return None
    (name,) = names
    region = reference.regions.resolve(name, None, year)
    code = region.code if region is not None else told_apart_by_those_above(name, text, reference, year)
    return code if code is not None and may_call_itself(code, word, reference) else None


def _likeliest(text: str, word: str | None, counts: Counter[str], reference: Reference, year: int | None) -> str:
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
    return told_apart or above_those_named(counts, word, reference)


def _is_anonymous(text: str, patterns: Patterns) -> bool:
    """Whether a report masks its place: X市."""
    return patterns.reports.hidden_place.search(text) is not None


def _places_of_peers(text: str, reference: Reference, year: int | None) -> set[str]:
    """The places of which a report names the counties as its peers: 在南通各县市区中排名第二."""
    found: set[str] = set()
    for _, end, name in region_mentions(reference.lexicon, text):
        if reference.patterns.reports.peers_behind.match(text, end):
            region = reference.regions.resolve(name.text, within=None, year=year)
            found |= {region.code} if region is not None else set()
    return found


def _named_by_headline(text: str, word: str | None, reference: Reference, year: int | None) -> str | None:
    """房县前三季度经济稳中向好: a headline begins with the full name of a place that may speak as the text does."""
    for line in _headlines(text) if word is not None else ():
        named = regions_in(line, reference, year, with_doubtful=True, only_whole=True)
        name = reference.regions.by_code[named[0]].name if named else ""
        if name and line.startswith(name) and may_call_itself(named[0], word, reference):
            return told_apart_by_those_above(name, text, reference, year) or named[0]
    return None


def _is_headed(code: str, text: str, reference: Reference, year: int | None) -> bool:
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


def _is_of_country(word: str | None, text: str, counts: Counter[str], patterns: Patterns) -> bool:
    """Whether a report that calls no other place its own is the country's, which it names throughout (中国…。中国…).

    So is one that speaks of 我国, or of 全国 as often as of any place: 居全国第5位 says no such thing.
    """
    most = max((count for code, count in counts.items() if code != COUNTRY), default=0)
    if counts[COUNTRY] > max(PEER_MENTIONS, 2 * most) and patterns.reports.country_told.search(text):
        return True
    is_spoken_of = len(patterns.reports.whole_country.findall(text)) >= most
    return word == "国" and (is_spoken_of or patterns.reports.own_country.search(text) is not None)


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


def _city_above(code: str, text: str, reference: Reference, year: int | None) -> str:
    """旬阳市、安康高新区作了发言: 全市 does not mean a city that is named but once beside the one above it."""
    region = reference.regions.by_code[code]
    named = told_of(text, reference, year)
    above = region.parent if region.level is Level.COUNTY and region.parent in named else None
    return above if above is not None and may_call_itself(above, "市", reference) else code


def _who_speaks(publisher: str, word: str | None, text: str, reference: Reference) -> str:
    """A county's page may carry news of its province, which speak of 全省: they are of the region above that may.

    Those of a city's page that come down to it (我省产值…，我市产值…) are its own.
    """
    if word is None or may_call_itself(publisher, word, reference):
        return publisher
    if word == "省" and f"我{reference.regions.by_code[publisher].name[-1]}" in text:
        return publisher
    above = (region.code for region in reference.regions.ancestors(publisher))
    return next((code for code in above if may_call_itself(code, word, reference)), publisher)


def _by_abbreviation(prefix: str | None, reference: Reference, counts: Counter[str]) -> str | None:
    """淄科发: 淄 is Zibo where the report also names Zibo, or where no other begins so (乐政办: 乐山, 乐陵)."""
    if not prefix:
        return None
    bearers = reference.regions.abbreviations.get(prefix[0], ())
    named = [(counts[region.code], region.code) for region in bearers if counts[region.code]]
    if named or len(bearers) != 1:
        return max(named)[1] if named else None
    bearer, regions = bearers[0], reference.regions
    others = (region.code for region in regions.by_code.values() if region.name.startswith(prefix[0]))
    is_alone = bearer.level is Level.PROVINCE or all(regions.is_within(other, bearer.code) for other in others)
    return bearer.code if is_alone else None
