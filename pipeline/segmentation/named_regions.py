"""The places that a text names, and what it calls its own (全市).

What belongs here: names and words as the text has them, and which place a shared name means. What does not: whose the
report is (`own_regions.py`).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.reference import Reference
from pipeline.reference.lexicon import Lexicon, Name, NameKind
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import Level, Regions

_ASIDE = re.compile(r"[“《（(](?:(?<=[“《])[^“”《》]{1,40}[”》]|(?<=[（(])[^（()）\n]{1,40}[）)])")
"""“全省科技工作先进集体” and （全国10.7%、全省10.1%） say nothing of whose report it is."""
_SENTENCE_END = re.compile("[。；;\n]")
_LONGEST_COMPARISON = 12
"""Characters before a place in which words may say that others are compared with it."""
_SUFFIXES = ("省", "市", "区", "县", "旗", "州", "盟")
_DEPTH = {"国": 0, "省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}
_LONGEST_VISIT = 12
"""Characters before a place in which words may say that others live there."""
_PEERS = re.compile(r"[\u4e00-\u9fff]{2,8}[、和与][\u4e00-\u9fff]")
"""From a place to the first character of the next: they are told of side by side."""
_NEXT_COMPARED = re.compile(r"(?:[（(][^（）()\n]{1,16}[）)]|[为有达是]?\d[\d.,]*[^，,。；;、\d\n]{1,4})?[、和与及]")
"""From a place that others are compared with to the next one."""
_ALIKE = 2
"""How much oftener a text may name one of two places that it tells of alike."""
_BELOW_PROVINCE = frozenset(_SUFFIXES) - {"省"}


@lru_cache(maxsize=4)
def own_word(text: str, patterns: Patterns) -> str | None:
    """What the report calls its own place: 市 of 我市 and 全市; None where it says nothing of the sort."""
    told = [(match.group(), match.group(1)) for match in patterns.reports.own_place.finditer(_ASIDE.sub("", text))]
    own = Counter(word for _, word in told)
    if not own.keys() - {"国"}:
        below = patterns.reports.leaders_below.search(text)
        if below is not None:
            return below.group(1)
        led = (match.group(1) for match in patterns.reports.leaders.finditer(text))
        own += Counter(word for word in led if word != "省")  # 省委省政府 leads its cities too
        own = own or Counter(match.group(1) for match in patterns.reports.that_place.finditer(text))
    elif not any(name.startswith("我") for name, _ in told):
        leaders = {match.group(1) for match in patterns.reports.leaders.finditer(text)} - {"省"}
        leaders = leaders or {match.group(1) for match in patterns.reports.that_place.finditer(text)}
        if len(leaders) == 1 and _is_called_most_below(min(leaders), own):
            own = Counter(leaders)  # 在区委、区政府领导下 or 今年该区…, and 居全省首位, 全市唯一
    if not own:
        return None
    word = own.most_common(1)[0][0]
    is_mostly = own["国"] >= 2 * (own.total() - own["国"])
    is_of_country = is_mostly and patterns.reports.own_country.search(text) is not None
    if word == "国" and len(own) > 1 and not is_of_country:  # 全国百强榜 alone makes no report one of the country
        word = own.most_common(2)[1][0]
    meetings = len(patterns.reports.meeting_of_province.findall(text)) if word == "省" else 0
    if word == "省" and own["市"] * 2 > own["省"] - meetings:
        word = "市"  # 全省科技工作会在宁波市召开，…。今年以来，全市…
    return "自治区" if word == "区" and patterns.reports.autonomous_region.search(text) else word


def _is_called_most_below(word: str, own: Counter[str]) -> bool:
    """Whether all other words for a place are of those above it, and none of them much more frequent than its own."""
    others = [other for other in own if other != word]
    return all(_DEPTH[other] < _DEPTH[word] and (not own[word] or own[other] <= 2 * own[word]) for other in others)


def hidden_word(text: str, patterns: Patterns) -> str | None:
    """What an anonymised report is of: 市 of X市; None where it hides no division of a province."""
    hidden = Counter(
        match.group()[-1]
        for match in patterns.reports.hidden_place.finditer(text)
        if match.group()[-1] in _BELOW_PROVINCE
    )
    return hidden.most_common(1)[0][0] if hidden else None


def is_masked_below(masked: str, word: str | None, text: str) -> bool:
    """*区…，居全市第一，全市仅3家: whether what a text masks is below what it measures itself by, and so its own."""
    return _DEPTH[masked] > _DEPTH.get(word or "", _DEPTH["区"]) and f"我{word}" not in text


@lru_cache(maxsize=4)
def region_mentions(lexicon: Lexicon, text: str) -> tuple[tuple[int, int, Name], ...]:
    """The names of regions in a text, which is asked for several times to tell whose report it is."""
    return tuple(mention for mention in lexicon.find(text) if mention[2].kind is NameKind.REGION)


def regions_in(
    text: str,
    reference: Reference,
    year: int | None,
    *,
    with_doubtful: bool = False,
    with_bodies: bool = True,
    only_whole: bool = False,
) -> list[str]:
    """Codes of the regions that a text names, as often as it names them.

    A doubtful name must begin a word (范县 is none in 示范县), or stand whole behind what it lies in (兰州市城关区);
    before the name of a yearbook it is a place. `only_whole` leaves out names without their suffix.
    """
    return [code for _, code in _regions(text, reference, year, with_doubtful, with_bodies, only_whole)]


def regions_at(text: str, reference: Reference, year: int | None) -> Sequence[tuple[int, str]]:
    """Where a text names regions, and their codes, but for doubtful names and those within names of bodies."""
    return _regions(text, reference, year, with_doubtful=False, with_bodies=False, only_whole=False)


def above_peers(words: str, text: str, reference: Reference, year: int | None) -> str | None:
    """阳泉、运城上榜创新型城市, above a text that names both about as often: what lies above them."""
    named = _regions(words, reference, year, with_doubtful=False, with_bodies=True, only_whole=False)
    if len(named) != 2 or _PEERS.fullmatch(words, named[0][0], named[1][0] + 1) is None:
        return None
    codes = [code for _, code in named]
    above = {reference.regions.by_code[code].parent for code in codes}
    counts = Counter(regions_in(text, reference, year, with_bodies=False))
    fewer, more = sorted(counts[code] for code in codes)
    are_alike = codes[0] != codes[1] and len(above) == 1 and more <= _ALIKE * fewer
    return next(iter(above)) if are_alike else None


@lru_cache(maxsize=8)
def _regions(
    text: str, reference: Reference, year: int | None, with_doubtful: bool, with_bodies: bool, only_whole: bool
) -> Sequence[tuple[int, str]]:
    """The regions that a text names, each told by those before it.

    天津… 河北 names the province and not the district of Tianjin, unless it stands right behind.
    """
    found: list[tuple[int, str]] = []
    last: str | None = None
    last_end, patterns = 0, reference.patterns
    for start, end, name in region_mentions(reference.lexicon, text):
        if not with_bodies and patterns.reports.names_no_place.match(text, end):
            continue
        if only_whole and not name.text.endswith(_SUFFIXES):
            continue
        is_doubtful = reference.regions.needs_context(name.text)
        if is_doubtful and start == last_end and last is not None and name.text.endswith(_SUFFIXES):
            inner = reference.regions.resolve(name.text, within=last, year=year)
            is_doubtful = inner is None or not reference.regions.is_within(inner.code, last)
        is_open = with_doubtful or patterns.reports.statistics_of.match(text, end) is not None
        if not is_doubtful or (is_open and patterns.reports.word_begins.search(text[max(0, start - 1) : start])):
            resolve = reference.regions.resolve
            wide = resolve(name.text, within=None, year=year)
            is_province = wide is not None and wide.level is Level.PROVINCE and start != last_end
            region = wide if is_province else resolve(name.text, within=last, year=year) or wide
            if region is not None:
                found.append((start, region.code))
                last, last_end = region.code, end
    return found


def named_alone(text: str, reference: Reference, year: int | None) -> Counter[str]:
    """How often a text names regions in sentences that name no other of their level.

    Those that stand side by side (同期，昆山为4.05%，太仓为4.16%；其中长葛18家、禹州9家) are peers or parts of its own.
    """
    by_code, ends = reference.regions.by_code, [end.start() for end in _SENTENCE_END.finditer(text)]
    sentences: dict[tuple[int, Level], Counter[str]] = {}
    for start, code in regions_at(text, reference, year):
        sentences.setdefault((bisect(ends, start), by_code[code].level), Counter())[code] += 1
    return sum((named for named in sentences.values() if len(named) == 1), Counter())


def is_only_visited(code: str, text: str, reference: Reference, year: int | None) -> bool:
    """与嘉善县、平湖市签订协议, 赴昆山市考察: a place that a report names as that of others alone is not its own."""
    visited, named = reference.patterns.reports.visited, regions_at(text, reference, year)
    starts = [start for start, named_code in named if named_code == code]
    return bool(starts) and all(visited.search(text, max(0, start - _LONGEST_VISIT), start) for start in starts)


def told_apart_by_those_above(words: str, text: str, reference: Reference, year: int | None) -> str | None:
    """海州区 in a title may be of 连云港 or of 阜新: it is of the city or province that the report names more often."""
    regions = reference.regions
    names = {
        name.text: regions.needs_context(name.text)
        and not _is_whose(words, end, reference.patterns)
        and words != name.text
        for _, end, name in reference.lexicon.find(words)
        if name.kind is NameKind.REGION
    }
    shared = [
        name
        for name, is_doubtful in names.items()
        if len(regions.names.get(name, ())) > 1 and not is_doubtful and _is_open(name, regions, year)
    ]
    named = Counter(regions_in(text, reference, year, with_doubtful=True)) if shared else Counter[str]()
    for name in shared:
        above = {
            region.code: sum(named[upper.code] for upper in regions.ancestors(region.code))
            for region in regions.names[name]
            if year is None or region.is_valid_in(year)
        }
        most = [code for code, count in above.items() if count and count == max(above.values())]
        if len(most) == 1:
            return most[0]
    return None


def _is_open(name: str, regions: Regions, year: int | None) -> bool:
    """Whether a name may be of several places; so is that of a district whose like ended (江北区 of 重庆 in 2025)."""
    return regions.resolve(name, None, year) is None or (year is None and name.endswith("区"))


def _is_whose(words: str, end: int, patterns: Patterns) -> bool:
    """市中区科技局, 和平区2022年工作总结: behind a name that is a word too, what shows it to be a place."""
    return patterns.places.office.match(words, end) is not None or words.startswith("20", end)


def whose_divisions(words: str, reference: Reference, year: int | None) -> str | None:
    """四川21市州: the place in a title whose divisions are compared."""
    for _, end, name in region_mentions(reference.lexicon, words):
        if reference.patterns.reports.divisions_behind.match(words, end):
            region = reference.regions.resolve(name.text, within=None, year=year)
            return region.code if region is not None else None
    return None


def compared_in(text: str, reference: Reference, year: int | None) -> Counter[str]:
    """How often places are named as what others are compared with: 低于云和县, 位居郧阳区之后, 仅次于甲市和乙市.

    Also where each has its figure: 与合肥（3.91%）、武汉（3.54%）相比, 我们仅6家，而合肥有8家、武汉12家.
    """
    found: Counter[str] = Counter()
    last_end = 0
    for start, end, name in region_mentions(reference.lexicon, text):
        before = reference.patterns.reports.compared_before.search(text, max(0, start - _LONGEST_COMPARISON), start)
        is_next = last_end > 0 and _NEXT_COMPARED.fullmatch(text, last_end, start) is not None
        if before is not None or is_next or reference.patterns.reports.compared_behind.match(text, end):
            last_end = end if before is not None or is_next else 0
            region = reference.regions.resolve(name.text, within=None, year=year)
            found[region.code if region is not None else ""] += 1
    return found


def told_of(text: str, reference: Reference, year: int | None, *, only_whole: bool = False) -> Counter[str]:
    """How often a text names places, doubtful names included, but for what it only compares its own with."""
    named = regions_in(text, reference, year, with_doubtful=True, with_bodies=False, only_whole=only_whole)
    return Counter(named) - compared_in(text, reference, year)
