"""What becomes of the subject when a number states nothing: whether clauses behind it still go on about the one before.

What belongs here: what parts, asides and things of other kinds end. What does not: how a number finds what it states
(`bindings.py`), nor whether it is that of a part (`told_parts.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.asides import is_of_those_beyond
from pipeline.extraction.binding import Binding, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import COMPARES, JOINT, Grammar
from pipeline.extraction.measures import RELATIVE, is_gap
from pipeline.extraction.named_parts import is_of_something_else, is_trade_of_some
from pipeline.extraction.place import Place, no_division
from pipeline.extraction.readings import is_read_as_other
from pipeline.extraction.sentences import Mention, Occurrence
from pipeline.extraction.subject import Subject
from pipeline.extraction.subjects import is_elided, subjects_before, tells_places_moved
from pipeline.extraction.tellings import is_against_last_month
from pipeline.extraction.told_parts import is_further_part, is_of_parts_in_brackets, is_part_in_brackets
from pipeline.vocabulary import Origin, Unit

_RIGHT_BEHIND = re.compile(r"共?计?\d")
"""A number that tells how many there are of what the one before counted another way."""
_LONGEST_LEVEL = 5
"""Characters between a count of zones and their name: 12家省级以上高新区."""
_COMPARING = COMPARES + "于"
_VERBS_ALONE = 4
"""Characters before a number that have no room for a noun beside a verb: 入库培育."""


def note_unbound(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """What a number that states nothing hands on: it ends the subject carried, unless its clause goes on about it.

    A subject of its own (规上工业企业研发费用34.7亿元) is still what the sentence is about.
    """
    _note_kind(at, carried, lookups)
    if tells_places_moved(at.token, at.text, lookups.patterns):
        if at.subjects_before():
            carried.note_topic(at.subjects_before()[-1])
        carried.place = _zone_of(at, carried, lookups) or carried.place  # 高新区排名上升3位，列第35位
        return  # 技术合同成交额前移2位，居全省第5位; 投入强度提升2个位次，居第5位
    if _stands_beside(at, carried.last(), lookups):
        if _is_compared(at, lookups.grammar):
            _note_compared(at, carried, lookups)
        return
    of_which = lookups.patterns.lists.of_which.search(
        at.text, max(at.sentence.start, at.clause_start - 3), at.token.lead
    )
    zone = _zone_of(at, carried, lookups)
    if zone is not None:
        carried.place = zone  # 高新区内企业研发经费20亿元，高新技术企业600家
        if is_elided(at, lookups.grammar):
            return  # 高企1532家，其中高新区600家、张店区286家: the subject goes on in the next place
    elif carried.place is not None and at.token.unit not in RELATIVE:
        carried.place = _place_that_opens(at, lookups) or carried.place
    elif at.token.unit is Unit.PERCENT and at.sentence.places:
        carried.place = _place_with_share(at, lookups) or carried.place
    is_part = of_which is not None or is_further_part(at, lookups.grammar)
    if carried.topic is not None and _adds_to_others(at, carried.topic, lookups):
        carried.forget()
        carried.topic = None  # 实施高企倍增计划，新增科技小巨人企业18家，累计86家
    if (carried.subject or carried.bound) and (is_part or not is_elided(at, lookups.grammar)):
        carried.forget()
    elif carried.bound:
        has_head = lookups.grammar.head.search(at.text, at.head_start, at.token.lead)
        if has_head and at.token.unit not in RELATIVE and not is_against_last_month(at, lookups.patterns):
            carried.stray = at.token  # 科小2318家；成交额268.4亿元（同比+18.6%）
        return
    if is_part:
        return  # 发明专利授权42万件，其中国内授权32.7万件，同比增长8.2%: the growth is that of the part
    _note_own_subject(at, carried, lookups)


def note_alone(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """What a number hands on that no subject precedes: little, but for the place that it names."""
    if at.sentence.places:
        note_unbound(at, carried, lookups)
    else:
        _note_kind(at, carried, lookups)


def _note_kind(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """What a number counts ends the count of others alike; 其中 behind that of a part of the economy is its part."""
    if _counts_others_alike(at, carried, lookups.grammar):
        carried.counted = None
    whole_of_some = lookups.patterns.lists.whole_of_some
    if whole_of_some.search(at.text, at.clause_start, at.token.lead) or _is_of_trade_of_some(at, lookups.grammar):
        carried.of_some = at.token.tail


def end_at_ranking(at: Occurrence, carried: Carried) -> None:
    """专利授权量增速排名前三的县区为…，增速分别为…: a clause that says what is ranked ends what was told before it."""
    last = carried.last()
    is_behind_others = last is not None and last.token.start < at.sentence.start
    if at.token.unit is Unit.RANK and at.subjects_before() and is_behind_others:
        carried.forget()
        carried.forgotten = []


def _counts_others_alike(at: Occurrence, carried: Carried, grammar: Grammar) -> bool:
    """Whether a number counts things of the same kind under a name of their own: 孵化平台20家 behind 高企44家."""
    is_alike = carried.counted is not None and at.token.kind is carried.counted.token.kind
    return is_alike and at.sentence.subject_at(at.token.tail) is None and not is_elided(at, grammar)


def _zone_of(at: Occurrence, carried: Carried, lookups: Lookups) -> Place | None:
    """The zone that a figure is of, at the head of its clause or as the next item of a list of places."""
    place = lookups.places.of_clause(at.sentence, at.clause_start, at.token.lead) if at.sentence.places else None
    counted = lookups.patterns.subjects.of_so_many.match(at.text, at.head_start, at.token.lead)
    if at.token.unit in (Unit.CNY, Unit.USD):  # 市区居民消费价格上涨2% is the city's
        inner = lookups.patterns.subjects.inner_city.match(at.text, at.head_start, at.token.lead)
        if inner is not None:
            return no_division(inner.group(), *inner.span(), Origin.CLAUSE)
    if place is None and counted is not None:  # 都市圈提速，五市实现…: what follows is of them too
        return no_division(counted.group(), *counted.span(), Origin.CLAUSE)
    if place is None or place.code is not None:
        return None
    having = lookups.patterns.subjects.profile_of_zone.match(at.text, at.head_start, at.token.tail)
    opens = _head_of_aim(at, lookups) in (place.start, _start_with_city(place, at)) or _are_counted(place, at)
    opens = opens or (having is not None and having.start("zone") == place.start)
    return place if opens or _is_next_item(place, at, carried.last()) else None


def _place_that_opens(at: Occurrence, lookups: Lookups) -> Place | None:
    """甲县新增研发机构20家，全市新增200家，高企800家: the place with which a clause about another thing opens."""
    place = lookups.places.of_clause(at.sentence, at.clause_start, at.token.lead)
    return place if place is not None and place.code is not None and place.start == _head_of_aim(at, lookups) else None


def _place_with_share(at: Occurrence, lookups: Lookups) -> Place | None:
    """全市高企130家，张店区占40%，达52家: the place of which the share is told."""
    place = _place_that_opens(at, lookups)
    is_told = place is not None and lookups.patterns.subjects.shared.match(at.text, place.end or 0) is not None
    return place if is_told else None


def _head_of_aim(at: Occurrence, lookups: Lookups) -> int:
    """力争高新区工业总产值突破600亿元，高企达到50家: where a clause begins behind a word that aims at what it tells."""
    aimed = lookups.patterns.statuses.strives.match(at.text, at.head_start, at.token.lead)
    return aimed.end() if aimed is not None else at.head_start


def _start_with_city(zone: Place, at: Occurrence) -> int | None:
    """Where the name of the city begins that stands right before that of its zone: 合肥 of 合肥高新区."""
    return next((mention.start for mention in at.sentence.places if mention.end == zone.start), None)


def _are_counted(place: Place, at: Occurrence) -> bool:
    """12家国家高新区完成…: zones of which the clause has just told how many they are."""
    start = place.start or 0
    before = at.sentence.numbers_between(at.clause_start, start)
    is_near = bool(before) and start - before[-1].tail <= _LONGEST_LEVEL
    return is_near and JOINT.search(at.text, before[-1].tail, start) is None


def _note_own_subject(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """What a number hands on where no figure before it is still spoken of: the subject of its own clause, or none."""
    if carried.topic is not None and at.token.unit is Unit.COUNT and _is_of_own_noun(at, lookups):
        carried.forget()
        carried.topic = None
    if (
        at.token.unit is Unit.PERCENT
        and at.subjects_before()
        and not _is_share(at.subjects_before()[-1], lookups)
        and lookups.patterns.subjects.share_of_a_whole.search(at.text, at.clause_start, at.token.lead)
    ):
        carried.forget()  # 技术合同成交额占GDP的比重11.3%，居全省第1位: the rank is that of the share
        return
    is_told = note_subject(at, carried, lookups)
    if at.subjects_before() and not (is_told and _may_be_read(at.subjects_before()[-1], lookups)):
        carried.topic = None  # “大孵化器”战略扩面，新增国家级孵化载体9家，数量居全省第一; 创新产出指数41%，居首位
    if (
        is_told
        and at.token.unit not in (None, *RELATIVE, Unit.TIMES)
        and not is_against_last_month(at, lookups.patterns)
    ):
        carried.stray = at.token


def _may_be_read(named: Mention, lookups: Lookups) -> bool:
    """Whether a name is of an indicator in some sentence: not 创新产出指数, a part of the index."""
    catalogue = lookups.catalogue
    return any(name in catalogue.indicators or name in catalogue.readings for name in named.name.ids)


def _is_share(named: Mention, lookups: Lookups) -> bool:
    """R&D投入占GDP比重: a name of a share, which goes on behind the figure of a zone or a wider part of the country."""
    return any(indicator.unit is Unit.PERCENT for indicator in lookups.catalogue.indicators_among(named.name.ids))


def _is_of_own_noun(at: Occurrence, lookups: Lookups) -> bool:
    """评价结果公布，53家获评优秀，增长141%; 高企…上市，挂牌企业超过1500家，总量居第1位: of those, not of the topic."""
    if not lookups.patterns.subjects.clause_end.match(at.text, at.token.tail):
        return True
    has_noun = at.token.lead - at.head_start > _VERBS_ALONE and not is_elided(at, lookups.grammar)
    if has_noun and at.text[at.clause_start - 1] in "；;":
        return True  # 高企数量只有武汉的一半；独角兽企业仅6家，而武汉有12家
    return has_noun and lookups.grammar.level.search(at.text, at.clause_start, at.token.lead) is not None


def _is_next_item(place: Place, at: Occurrence, last: Binding | None) -> bool:
    """张店区286家、高新区600家: a place right behind the figure before, with as many of the same (not 示范园3个)."""
    if last is None or last.token.kind is not at.token.kind:
        return False
    before = at.numbers_before()
    return bool(before) and JOINT.fullmatch(at.text, before[-1].tail, place.start or 0) is not None


def _is_of_trade_of_some(at: Occurrence, grammar: Grammar) -> bool:
    """对东盟进出口额6.4万亿元. 其中，出口3.6万亿元: exports to them alone."""
    named = at.subjects_before() if at.token.unit in (Unit.CNY, Unit.USD, Unit.PERCENT) else []
    return bool(named) and is_trade_of_some(at.sentence, at.clause_start, named[-1], grammar)


def _stands_beside(at: Occurrence, last: Binding | None, lookups: Lookups) -> bool:
    """Whether a number says something beside what its sentence is about, which goes on behind it."""
    token, text, patterns = at.token, at.text, lookups.patterns
    if _is_compared(at, lookups.grammar):
        return True
    if _RIGHT_BEHIND.match(text, token.tail):
        return True  # 组织5批132户企业申报, 入库7批共1586家
    if token.unit is Unit.PERCENT and patterns.subjects.shared.match(text, at.head_start):
        return True  # 财政科技支出3.2亿元，占一般公共预算支出的3.5%，增长12%
    if patterns.numbers.field_of_rank.match(text, token.end):
        return True  # 在全省18个省辖市中排名第1
    if text[token.lead - 1] in "（(" and text[token.tail : token.tail + 1] in ("）", ")"):
        return True  # 张店区（256家）、某新区（218家）、…
    if token.unit is Unit.RANK and len(lookups.places.listed_before(at.sentence, at.clause_start, token.lead)) > 1:
        return True  # 其中，张店区、临淄区居前两位，分别为…
    if patterns.lists.aside_opened.search(text, at.clause_start, token.lead):
        return True  # 人均GDP达到121794元（折合18108美元），增长1.2%
    return is_part_in_brackets(at, last, lookups.grammar) or is_of_parts_in_brackets(at, last)


def _note_compared(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """增速比全省低1.2个百分点，居全省第6位: what was compared goes on, not what it was compared with (比规上工业高)."""
    named = [mention for mention in at.subjects_before() if not _is_comparand(mention, at, lookups)]
    if not named:
        return
    carried.forget()
    is_nearest = named[-1] is at.subjects_before()[-1]  # 研发投入增速高于GDP增速4.2个百分点，达到9.8%
    if not is_nearest or not note_subject(at, carried, lookups):
        carried.note_topic(named[-1])


def _is_comparand(named: Mention, at: Occurrence, lookups: Lookups) -> bool:
    """高于全市规上工业增速3.4个百分点: whether a name, with the place before it, is what one compares with."""
    scopes = lookups.patterns.places.scope.finditer(at.text, at.clause_start, named.start)
    start = next((scope.start("scope") for scope in scopes if scope.end("scope") == named.start), named.start)
    start = next((place.start for place in at.sentence.places if place.end == start), start)
    return at.text[start - 1] in _COMPARING


def _is_compared(at: Occurrence, grammar: Grammar) -> bool:
    """占比低于全市3.2个百分点, 拥有量低于全省平均水平4.31件: a gap to others."""
    is_amount = at.token.unit is Unit.COUNT and bool(at.subjects_before())
    return at.token.unit is Unit.PP or (is_amount and is_gap(at.text, at.clause_start, at.token, grammar))


def _adds_to_others(at: Occurrence, topic: Subject, lookups: Lookups) -> bool:
    """Whether a number tells of things that were added to others than those that the sentence is about."""
    if at.token.unit is not Unit.COUNT or at.clause_start <= topic.start or is_elided(at, lookups.grammar):
        return False
    if at.token.lead - at.head_start <= _VERBS_ALONE:
        return False  # 实施高企倍增计划，入库培育100家，新认定55家
    units = {indicator.unit for indicator in lookups.catalogue.indicators_among(topic.ids)}
    return Unit.COUNT in units and lookups.grammar.event.search(at.text, at.clause_start, at.token.lead) is not None


def note_subject(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """The subject of a number that is no figure of it: 专利申请完成任务的118%，增长12%.

    What is told of those above a threshold is theirs alone: R&D经费超过300亿元的有6个省，共投入经费4136.5亿元.
    """
    if is_of_those_beyond(at, lookups.patterns):
        return False
    named = subjects_before(at, lookups.grammar, lookups.catalogue)
    if not named or is_read_as_other(named[-1], at, lookups.catalogue):
        return False
    last = named[-1]
    mention = at.sentence.subject_at(last.start)
    if mention is not None and is_of_something_else(at, mention, lookups.catalogue, lookups.patterns):
        return False  # 三地技术合同成交额占全国的三成，达到7000亿元
    carried.subject = Subject(last.ids, last.start, last.end, last.end, Origin.SENTENCE, "carried")
    return True
