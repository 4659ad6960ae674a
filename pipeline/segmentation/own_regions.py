"""Which region a report is of, where title, publisher or text tell it.

What belongs here: what follows from what it says of itself and calls its own. What does not: title, issuer and date
(`profiles.py`), what the places that it names make likely (`likely_regions.py`), nor the region of a single figure
(pipeline/extraction/places.py).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import Level
from pipeline.segmentation.likely_regions import is_headed, likeliest_region
from pipeline.segmentation.named_regions import (
    above_peers,
    hidden_word,
    is_masked_below,
    own_word,
    region_mentions,
    regions_in,
    told_apart_by_those_above,
    whose_divisions,
)
from pipeline.segmentation.region_counts import (
    COUNTRY,
    PEER_MENTIONS,
    UNKNOWN,
    may_call_itself,
    names_whole_most,
    whose_name,
)

_TIMES_OTHERS = 3
"""How many times as often as any other a text names the place that it can only be about."""
_LONGEST_OPENING = 1500
"""Characters in which a speaker says whom he speaks for."""
_LONGEST_NEWS = 300
"""Characters in which news say of whose congress they are."""


class OwnRegion(NamedTuple):
    """The code of a region. `is_told`: title, publisher, number or headline tell it, or the text again and again; else
    it is the likeliest of those that the text names in passing."""

    code: str
    is_told: bool


def own_region(
    text: str, edges: str, head: str, number_prefix: str | None, reference: Reference, year: int | None
) -> OwnRegion:
    """The report's own region: named in title or issuer; else by the abbreviation of the document number (淄科发).

    Else it is the most named region of the level that the report calls its own (我市, 全县). An anonymised has none.
    `edges` are the head and the foot of its page with the furniture in which it names who published it.
    """
    head = reference.patterns.reports.dateline.sub("", head)
    hidden = hidden_word(head, reference.patterns)  # 宁波市X区: the place is hidden, and not the city around it
    named = _named_in(head, text, reference, year) if hidden is None else None
    paper = named if named is not None and _is_of_paper_alone(named, head, text, reference, year) else None
    if named is not None and paper is None:
        return OwnRegion(named, True)
    session = _whose_session(head, text, reference, year) if hidden is None else None
    if session is not None:
        return OwnRegion(session, True)
    word = hidden or own_word(text, reference.patterns)
    masked = hidden_word(text, reference.patterns)
    is_below = masked is not None and hidden is None and is_masked_below(masked, word, text)
    hidden = hidden or masked
    word = hidden if (word in (None, "国") or is_below) and hidden is not None else word
    sources, publisher = _published_by(edges, text, reference, year)
    publisher = paper if publisher in (None, COUNTRY) else publisher  # 中国经济网 writes of all places
    if word is None and publisher is not None and _is_news_of_country(sources, text, number_prefix, reference, year):
        return OwnRegion(COUNTRY, True)
    within = publisher if hidden is None else None
    inner = _within_publisher(within, sources, head, word, text, reference, year) if within is not None else None
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
        is_of_province = reference.regions.by_code[speaker].level is Level.PROVINCE
        is_kept = is_kept or (is_of_province and told.code == UNKNOWN and f"我{word}" in text)  # 新湖南客户端 on 我市
        return told if is_kept else OwnRegion(speaker, True)  # 内蒙古日报 on 我市, which is 包头
    told = _region_told(text, word, number_prefix, reference, year)
    if told.code == UNKNOWN and hidden is None and publisher is None and word is not None:
        told = OwnRegion(_that_acts(text, word, reference), False)
    if told.code != UNKNOWN:
        return told
    if publisher is None and _is_published_by_country(sources, text, word, reference.patterns):
        return OwnRegion(COUNTRY, True)
    return OwnRegion(publisher, True) if publisher is not None else told


def _whose_session(head: str, text: str, reference: Reference, year: int | None) -> str | None:
    """鄂城区十届人大二次会议开幕: of whose congress news tell as they begin, whatever region they call 全省."""
    if reference.patterns.reports.national_congress.search(head):
        return COUNTRY
    session = reference.patterns.reports.session_of.search(text[:_LONGEST_NEWS])
    region = reference.regions.resolve(session.group(1), None, year) if session is not None else None
    return region.code if region is not None else None


def _published_by(edges: str, text: str, reference: Reference, year: int | None) -> tuple[str, str | None]:
    """What the edges of a page call its sources, and the region that they name, if any."""
    names = [source.group(source.lastindex or 0) for source in reference.patterns.reports.publisher.finditer(edges)]
    sources = " ".join(names)
    whole = (reference.regions.resolve(source, None, year) for source in names)  # 发布机构：云和
    publisher = next((region.code for region in whole if region), None) or _named_in(sources, text, reference, year)
    if publisher is None and sources:  # 来源：今日房县
        doubtful = regions_in(sources, reference, year, with_doubtful=True, only_whole=True)
        publisher = doubtful[-1] if doubtful else None
    return sources, publisher


def _is_of_paper_alone(named: str, head: str, text: str, reference: Reference, year: int | None) -> bool:
    """商洛日报讯 above a text that says 全县: the city is that of the paper, which writes of one of its counties."""
    if may_call_itself(named, own_word(text, reference.patterns), reference):
        return False
    return not regions_in(head, reference, year, with_bodies=False)


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


def _within_publisher(
    publisher: str, sources: str, head: str, word: str | None, text: str, reference: Reference, year: int | None
) -> str | None:
    """The place that a headline names, or a text of a paper alone tells of, within that of its publisher."""
    named = _named_within(publisher, head, reference, year)
    is_paper = word is None and _is_of_media(sources, reference)
    return _alone_within(publisher, text, reference, year) if named is None and is_paper else named


def _alone_within(publisher: str, text: str, reference: Reference, year: int | None) -> str | None:
    """The one place of which a text tells that a paper of the city around it bears: 淮南日报 on 凤台县."""
    named = {*regions_in(text, reference, year, with_bodies=False)} - {COUNTRY}
    code = named.pop() if len(named) == 1 else publisher
    return code if code != publisher and reference.regions.is_within(code, publisher) else None


def _is_of_media(sources: str, reference: Reference) -> bool:
    """Whether a paper or broadcaster bears a text, which writes of other places than its own too."""
    return reference.patterns.reports.media.search(sources) is not None


def _that_acts(text: str, word: str, reference: Reference) -> str:
    """近年来，遵化坚持创新驱动，…全市…: the one place that acts, of those whose names may be parts of words as well."""
    patterns = reference.patterns
    acting = {
        region.code
        for start, end, name in region_mentions(reference.lexicon, text)
        if patterns.reports.word_begins.search(text[max(0, start - 1) : start])
        and patterns.reports.acts.match(text, end)
        if (region := whose_name(name.text, word, reference)) is not None
    }
    return acting.pop() if len(acting) == 1 else UNKNOWN


def _is_published_by_country(sources: str, text: str, word: str | None, patterns: Patterns) -> bool:
    """来源：国家统计局 above a page that names no place, hides none and calls none its own."""
    is_silent = word in (None, "国") and patterns.reports.hidden_place.search(text) is None
    return is_silent and patterns.reports.country_told.search(sources) is not None


def _is_news_of_country(sources: str, text: str, prefix: str | None, reference: Reference, year: int | None) -> bool:
    """来源：江苏广电总台 above one on 国内生产总值 that calls no place its own and names none that it can be about."""
    patterns = reference.patterns
    if not _is_of_media(sources, reference) or patterns.reports.product_of_country.search(text) is None:
        return False
    return _region_told(text, "国", prefix, reference, year).code in (COUNTRY, UNKNOWN)


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
    takes_in_all = len(named) > 2 and all(is_within(code, named[0]) for code in named)
    if takes_in_all and named[-1] == named[0] and word is not None and not may_call_itself(named[0], word, reference):
        named.pop()  # 广州市黄埔区、广州开发区 above a text that says 全区
    elif takes_in_all and not is_within(named[-1], named[-2]):
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
    code = likeliest_region(text, word, counts, reference, year)
    others = (n for other, n in counts.items() if other != code and may_call_itself(other, word, reference))
    is_plain = counts[code] > PEER_MENTIONS and counts[code] >= _TIMES_OTHERS * max(others, default=0)
    return OwnRegion(code, is_plain or is_headed(code, text, reference, year))


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
