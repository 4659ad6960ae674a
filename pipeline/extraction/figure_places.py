"""Of which place a figure is, when all that could tell is asked in turn; and of which several, if it is one of each.

What belongs here: the order in which clause, comparison, what was spoken of and the report are asked. What does not:
which places a clause names (`places.py`), and what a name means (`named_places.py`).
"""

from __future__ import annotations

from pipeline.extraction.binding import Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import JOINT, JOINTS, SEMICOLON, closes_bracket, last_match
from pipeline.extraction.place import Place, no_division
from pipeline.extraction.sentences import Occurrence, Sentence
from pipeline.extraction.subject import Subject
from pipeline.extraction.subjects import AND_OTHERS
from pipeline.reference.regions import COUNTRY_CODE
from pipeline.reference.units import UnitKind
from pipeline.segmentation import UNKNOWN
from pipeline.vocabulary import Origin, Unit


def place_of(at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> Place:
    """The region of a number. The first of these that names one decides:

    1. a comparison (高于全省（12.9%）) or a rank of another place (第三位是内蒙古，增幅达14.2%);
    2. its own clause; what several places have together (武汉、鄂州等5地技术合同成交额) is of no region;
    3. the clause before, where that only looks at a place or says something of it (从全国看，…; 张店区最高，…);
    4. what the sentence spoke of before, as long as nothing has ended that;
    5. what the paragraph opened with, then the heading above, then the report itself.
    """
    places, token = lookups.places, at.token
    is_value = token.unit not in (Unit.PP, Unit.RANK)
    other = (places.compared_with(at) if is_value else None) or places.ranked_ahead(at)
    if other is not None:
        return other
    if at.text[token.tail] == "的" and at.sentence.places:
        described = places.described_by(at, at.sentence.clause_end(token.tail))
        if described is not None and described.start == token.tail + 1:
            return described
    named = places.of_clause(at.sentence, at.clause_start, token.lead, is_value=is_value)
    if named is not None and not _is_field(named, at, lookups):
        together = places.listed_before(at.sentence, at.clause_start, token.lead)
        is_sum = len(together) > 1 and named.start in [place.start for place in together]
        return named._replace(code=None, name=None) if is_sum else named
    before = (places.viewed_from(at) if is_value else None) or _of_clause_before(at, subject, carried, lookups)
    if before is not None:
        return before
    spoken_of = _spoken_of(at, carried)
    if spoken_of is None or _is_ended(spoken_of, at, subject, carried, lookups):
        return _within_zone(at, lookups) or carried.home or at.sentence.headed or places.own
    return spoken_of._replace(origin=Origin.SENTENCE)


def _within_zone(at: Occurrence, lookups: Lookups) -> Place | None:
    """高新区进位显著；区内高企达62家 in a report of a city: within a zone; in one of a district 区内 is its own."""
    within = lookups.patterns.places.within_zone.match(at.text, at.head_start, at.token.lead)
    own = lookups.places.own
    if within is None or (own.name or "区").endswith("区"):
        return None
    return no_division(within.group(), *within.span(), Origin.CLAUSE)


def _spoken_of(at: Occurrence, carried: Carried) -> Place | None:
    """What the sentence speaks of; behind 高企130家（其中张店区52家） that of the figure before the bracket."""
    place = carried.place
    if place is None or place.start is None or not closes_bracket(at.text, place.start, at.token.lead):
        return place
    around = (each for each in reversed(carried.bound) if not closes_bracket(at.text, each.token.tail, at.token.lead))
    told = next((each.place for each in around if each.token.tail < place.start), None)
    return told if told is not None and told.start is not None else None


def _of_clause_before(at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> Place | None:
    """夏津县最低，为0.98%: the place of which the clause before says something, or that it ends by naming.

    So is one that is all of that clause: 一是夏津县，高新技术企业52家.
    """
    end = at.clause_start - 1
    if not at.sentence.places or end <= at.sentence.start or at.text[end] not in "，,":
        return None
    start, stands_out = at.sentence.clause_start(end), lookups.patterns.places.stands_out
    is_said_of_it = subject.origin is not Origin.CLAUSE or stands_out.search(at.text, start, end)
    return (
        lookups.places.named.at_end(at.sentence, start, end)
        or lookups.places.named.alone(at.sentence, start, end)
        or (lookups.places.named.of_remark(at.sentence, start, end) if is_said_of_it else None)
        or lookups.places.told_anew(at.sentence, start, end, carried.place)
        or lookups.places.named.standing_out(at.sentence, start, end)
    )


def _is_ended(place: Place, at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> bool:
    """Whether the place that the sentence spoke of is not that of a number: it is over, or only lies around it.

    全国技术市场活跃，我市居第5位: a region is ranked in what lies around it.
    """
    is_ranked_there = (
        at.token.unit is Unit.RANK
        and lookups.places.named.is_around(place)
        and not _is_ranked_beyond(place, at, lookups)
    )
    return is_ranked_there or _is_past(place, at, subject, carried, lookups) or _begins_firm(place, at, lookups)


def _is_field(place: Place, at: Occurrence, lookups: Lookups) -> bool:
    """居全省第三、温州第一; 居半岛城市群第3位: what a rank stands right behind is where the region is ranked.

    So is what it stands behind with the number of those ranked: 在山西省11个地市中处于第5位.
    """
    if at.token.unit is not Unit.RANK or place.start is None or place.end is None:
        return False
    if place.end != at.token.lead and not lookups.patterns.places.ranked_among.fullmatch(
        at.text, place.end, at.token.lead
    ):
        return False
    is_ranked_in = lookups.patterns.places.ranked_in.match(at.text, at.head_start) is not None
    return lookups.places.named.is_around(place) or (place.code is None and is_ranked_in)


def _is_ranked_beyond(place: Place, at: Occurrence, lookups: Lookups) -> bool:
    """我国…居世界首位; 全省研发投入强度2.7%，居全国第6位 in a report of a city: the province that opens it."""
    stretch, patterns = (at.text, at.clause_start, at.token.lead), lookups.patterns
    if patterns.places.ranked_in_world.search(*stretch):
        return True
    is_province = place.code != COUNTRY_CODE and patterns.places.ranked_in_country.search(*stretch) is not None
    return is_province and _opens(place, at.sentence)


def _begins_firm(place: Place, at: Occurrence, lookups: Lookups) -> bool:
    """江苏恒明、山东鲁兴等4家企业被认定: the place with which the name of a firm begins is not whose they are."""
    if at.text[at.token.lead - 1] != AND_OTHERS or at.token.kind is not UnitKind.ORGANISATION or place.end is None:
        return False
    if place.start is None or place.start < at.clause_start:
        return False
    places = lookups.places
    is_apart = places.named.is_beyond(place) or places.own.code == UNKNOWN
    return is_apart and at.text[place.end] not in (*JOINTS, AND_OTHERS)


def _is_past(place: Place, at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> bool:
    """Whether a semicolon and a subject of its own end what was said of a place: 张店区…；全市高企达到….

    A sentence that opens with a place beyond the report's own is about it to its end: 全国…；投入强度达2.64%.
    The report of a zone, which has no code, speaks of its city in passing: 全市高企6000家，区内高企2000家，居全市第1位.
    """
    places, patterns = lookups.places, lookups.patterns
    if places.own.code is None and (subject.origin is Origin.CLAUSE or at.token.unit is Unit.RANK):
        return True
    if place.start is None or place.end is None:
        return False
    if subject.origin is not Origin.CLAUSE and subject.start < max(at.passage_start, place.end):
        return False  # not 周村区增长68%；规上科技服务业企业126家，营业收入112亿元
    if _ends_parts(place, at, subject, lookups):
        return True
    if _opens(place, at.sentence) and (places.named.is_beyond(place) or _is_told_of(place, carried)):
        return False
    starts = [at.clause_start, at.passage_start]  # 深圳进出口…；其中出口…，增长…
    if place.end <= at.sentence.start:
        starts.append(at.sentence.start)  # 深圳进出口…。其中，出口…；进口…
    if any(patterns.lists.of_which.match(at.text, begun) is not None for begun in starts):
        return False
    ended = SEMICOLON.search(at.text, place.end, at.token.lead)
    return ended is not None and not _is_part_until(at, ended.end(), lookups)


def _ends_parts(place: Place, at: Occurrence, subject: Subject, lookups: Lookups) -> bool:
    """高企120家，其中张店区26家、桓台县9家，众创空间30家: with the first name behind it a list of places is over.

    Not where parts behind 其中 are told with what they are of: 其中张店区高企26家，众创空间8家.
    """
    if place.start is None or not place.start < at.clause_start <= subject.start:
        return False
    start = at.sentence.clause_start(place.start)
    if not at.sentence.numbers_between(start, at.clause_start):
        return False
    if any(
        start <= other.start and JOINT.search(at.text, other.end, place.start) is not None
        for other in at.sentence.places
        if other.end < place.start
    ):
        return True
    of_which = last_match(lookups.patterns.lists.of_which, at.text, at.passage_start, place.start)
    if of_which is None or at.sentence.subjects_between(of_which.end(), at.clause_start):
        return False
    return bool(at.sentence.subjects_between(at.passage_start, of_which.start()))


def _is_told_of(place: Place, carried: Carried) -> bool:
    """张店区高企62家，增长12%；专利授权860件: a place that opens its sentence with a figure rules all of it."""
    return any(told.place.start == place.start for told in carried.bound[carried.inherited :])


def _is_part_until(at: Occurrence, start: int, lookups: Lookups) -> bool:
    """高新区营收增长9%；新增高企30家，占全市的40%；新增平台5家: what has a share of the whole is the part."""
    told = at.sentence.numbers_between(start, at.passage_start)
    return any(lookups.places.is_share_of_own(at.text, token.tail) for token in told)


def _opens(place: Place, sentence: Sentence) -> bool:
    """Whether nothing of which a figure could be stands before a place in its sentence."""
    start = sentence.start
    if place.start is None or place.start < start:
        return False
    return not (sentence.numbers_between(start, place.start) or sentence.subjects_between(start, place.start))


def places_of_each(at: Occurrence, subject: Subject, lookups: Lookups) -> list[Place]:
    """福州、泉州地区生产总值双双突破5000亿元, 大冶市、阳新县新增高企各3家: one figure of each place.

    The clause before may name them: 绵阳、德阳3市齐头并进，生产总值均突破1000亿元.
    """
    patterns, sentence = lookups.patterns, at.sentence
    start = max(subject.end, at.clause_start)
    if at.token.form == "top":
        return _own_among_first(at, subject, lookups)
    end = subject.start if subject.start >= at.clause_start else at.token.lead  # 高企80家，甲县、乙县各8家
    places = lookups.places.listed_before(sentence, at.clause_start, end) if sentence.places else []
    is_each = patterns.lists.each.search(at.text, start, at.token.lead) is not None
    if not is_each and len(places) > 1 and (listed_end := places[-1].end) is not None:
        is_each = patterns.lists.each_of_places.match(at.text, listed_end, at.token.lead) is not None
    surpasses = not is_each and patterns.lists.surpasses.search(at.text, start, at.token.start) is not None
    if not is_each and (not surpasses or patterns.lists.summed_up.search(at.text, at.clause_start, at.token.lead)):
        return []
    named = lookups.places.of_clause(sentence, at.clause_start, at.token.lead, is_value=True)
    if is_each and named is None and at.clause_start > sentence.start:
        before = sentence.clause_start(at.clause_start - 1)
        is_silent = not sentence.subjects_between(before, at.clause_start)
        places = lookups.places.listed_before(sentence, before, at.clause_start) if is_silent else []
    return places if len(places) > 1 else []


def _own_among_first(at: Occurrence, subject: Subject, lookups: Lookups) -> list[Place]:
    """苏州、无锡、南京高企数居前三位 in a report of 无锡: the region itself, where it is one of those named."""
    end = subject.start if subject.start >= at.clause_start else at.token.lead
    places = lookups.places.listed_before(at.sentence, at.clause_start, end) if at.sentence.places else []
    return [place for place in places if place.code == lookups.places.own.code] if len(places) > 1 else []
