"""Clauses without a subject of their own go on about the last one: 高企达到600家，同比增长12%，总量居全省第三位.

What belongs here: about which of the figures before a clause goes on. What does not: whether it goes on
(`continuations.py`), pairs (`respectively.py`), nor what a number says of its indicator (`completion.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import candidate_of, complete, complete_first
from pipeline.extraction.continuations import (
    goes_on,
    is_read_as_carried,
    leave_part,
    take_up_forgotten,
)
from pipeline.extraction.grammar import CLAUSE_MARK, SEMICOLON, Grammar
from pipeline.extraction.measures import RELATIVE, could_state
from pipeline.extraction.readings import indicators_meant, reading_of
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.strangers import is_of_others, is_of_stranger
from pipeline.extraction.subject import Subject, subject_of
from pipeline.extraction.subjects import is_elided
from pipeline.extraction.turns import FIGURES, Heads, each_told, may_stand_for
from pipeline.numerals import printed_number
from pipeline.reference.indicators import Catalogue
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Measure, Origin, Unit

_LEVELS = ("total", "amount", "count")
"""Heads that stand for a level."""


def bind_elided(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """What a number states whose clause names no subject; none where the clause is about something else."""
    if at.token.form == "fraction" or is_of_others(at, carried, lookups):
        return []
    leave_part(at, carried, lookups.patterns)
    take_up_forgotten(at, carried, lookups)
    if carried.subject is None and carried.topic is None and not carried.bound:
        whole = _told_of_area(at, lookups) if at.clause_start > at.sentence.start else None
        return complete_first(whole, at, carried, lookups) if whole is not None else []
    if not goes_on(at, carried, lookups):
        return []
    heads: list[str | None] = [
        m.lastgroup for m in lookups.grammar.head.finditer(at.text, at.head_start, at.token.lead)
    ]
    if is_of_stranger(at, carried, heads):
        return []
    both = _by_heads(heads, at, carried, lookups.patterns) or _by_list(heads, at, carried, lookups.grammar)
    if len(both) > 1:
        return complete(both, at, carried, lookups)
    pointing = lookups.patterns.lists.former_or_latter.search(at.text, at.clause_start, at.token.lead)
    last = (_pointed_at(pointing, carried) if pointing else None) or (
        carried.last()
        if _is_share_of_last(at, carried, lookups.grammar)
        else _last_for(at, frozenset(heads), carried, lookups.grammar)
    )
    if pointing is not None:
        chosen = _of_pair(pointing, at, carried, lookups.catalogue)
    else:
        chosen = _refined(at, carried, last, lookups.catalogue)
    if chosen is None and last is not None and _may_be_more_of(last, at, lookups.catalogue):
        chosen = Candidate(last.subject.carried_into(at.sentence), last.indicator, None)
    if (
        chosen is None
        or _is_share_of_amount(chosen, heads, at)
        or _is_other_amount(chosen, at, carried, lookups.patterns)
        or _is_share_of_others(chosen, at, carried.last(), lookups.patterns)
    ):
        return []
    chosen = chosen._replace(has_rival=not heads and _is_one_of_a_list(at, carried))
    candidates = [*_amount_beside(chosen, heads, at, carried, lookups.patterns), chosen]
    return _of_each_place(complete(candidates, at, carried, lookups), at, carried)


def _of_each_place(bound: list[Binding], at: Occurrence, carried: Carried) -> list[Binding]:
    """张店区、临淄区分别达到21亿元、15亿元，居前两位: one of as many places as were told of, and so each of them."""
    if at.token.form != "top" or len(bound) != 1:
        return bound
    told = [each for each in carried.bound[-int(at.token.value) :] if each.indicator is bound[0].indicator]
    places = {each.place.code for each in told}
    if len(places) != at.token.value or None in places:
        return bound
    return [bound[0]._replace(place=each.place) for each in told]


def _told_of_area(at: Occurrence, lookups: Lookups) -> Subject | None:
    """中心城区零售总额增长6.8%，全市增长7.3%: what was told of an area within the region is told of all of it too."""
    if lookups.patterns.places.scope.match(at.text, at.head_start) is None or not is_elided(at, lookups.grammar):
        return None
    named = at.sentence.subjects_between(at.sentence.start, at.clause_start)
    if not named or not lookups.patterns.places.area_within.search(
        at.text, at.sentence.clause_start(named[-1].start), named[-1].start
    ):
        return None
    last = named[-1]
    return Subject(last.name.ids, last.start, last.end, last.end, Origin.SENTENCE, "carried")


def _amount_beside(
    chosen: Candidate, heads: list[str | None], at: Occurrence, carried: Carried, patterns: Patterns
) -> list[Candidate]:
    """研发经费28亿元，总量和强度均居第3位: the amount told of, beside the share that its name is read as."""
    if chosen.reading is None or at.token.unit is not Unit.RANK or {"amount", "total"}.isdisjoint(heads):
        return []
    last = carried.last()
    is_other = last is not None and last.indicator.unit is Unit.CNY and last.indicator is not chosen.indicator
    if last is None or not is_other or not patterns.lists.both.search(at.text, at.head_start, at.token.lead):
        return []
    return [Candidate(last.subject.carried_into(at.sentence), last.indicator, None)]


def _of_pair(pointing: re.Match[str], at: Occurrence, carried: Carried, catalogue: Catalogue) -> Candidate | None:
    """高新技术企业和科技型中小企业持续扩容，前者达到1532家: the first or second name of a clause without numbers."""
    if not carried.pair:
        return None
    mention = carried.pair[0 if pointing["former"] else 1]
    subject = subject_of(mention, at.clause_start, "carried").carried_into(at.sentence)
    return candidate_of(subject, at, catalogue)


def _is_share_of_last(at: Occurrence, carried: Carried, grammar: Grammar) -> bool:
    """研发活动占比45.8%；研发经费90亿元，占GDP比重4.4%: a share of a whole is that of the amount right before."""
    last = carried.last()
    is_amount = last is not None and last.telling.measure is Measure.LEVEL and last.indicator.unit is Unit.CNY
    return is_amount and grammar.patterns.subjects.share_of.search(at.text, at.head_start, at.token.lead) is not None


def _is_share_of_amount(chosen: Candidate, heads: list[str | None], at: Occurrence) -> bool:
    """财政科技支出15亿元，占…比例提高一倍: the share has grown, which the catalogue does not know, not the amount."""
    is_rate = at.token.unit in (Unit.PERCENT, Unit.TIMES)
    return is_rate and "share" in heads and chosen.reading is None and chosen.indicator.unit is not Unit.PERCENT


def _is_share_of_others(chosen: Candidate, at: Occurrence, last: Binding | None, patterns: Patterns) -> bool:
    """研发费用占比1.9%；高企86家，占19%: a share behind an amount is none of a clause before it."""
    start = next((place.end for place in at.sentence.places if place.start == at.head_start), at.head_start)
    is_share = at.token.unit is Unit.PERCENT and patterns.subjects.shared.match(at.text, start) is not None
    is_amount = last is not None and last.indicator.unit is not Unit.PERCENT  # not …；占GDP比重由2.5%提高到3.2%
    is_behind = last is not None and last.token.start >= at.passage_start > chosen.subject.start
    return is_share and is_amount and is_behind and chosen.indicator.unit is Unit.PERCENT


def _may_be_more_of(last: Binding, at: Occurrence, catalogue: Catalogue) -> bool:
    """Whether a number could state the indicator of the last figure, and no reading says that it is something else."""
    reading = reading_of(last.indicator.id, at, catalogue)
    is_other = reading is not None and reading.indicator is None and reading.before is not None
    return not is_other and could_state(at.token, last.indicator, None)


def _is_other_amount(chosen: Candidate, at: Occurrence, carried: Carried, patterns: Patterns) -> bool:
    """技术合同成交额820亿元，营业收入31800亿元: behind its own amount an income is one of something else.

    Nor is 高企达到140家，总收入增长10% the growth of how many they are.
    """
    last = carried.last()
    kinds = (last.token.kind, at.token.kind) if last is not None and chosen.reading is None else ()
    if kinds == (UnitKind.ORGANISATION, UnitKind.ITEM):
        return True  # 高企130家；12项指标中，5项居全省前3位
    is_rate = at.token.unit is Unit.PERCENT and chosen.indicator.unit is Unit.COUNT
    is_amount = at.token.unit is Unit.CNY or is_rate
    clause = at.text, at.head_start, at.token.lead
    if at.token.unit is Unit.CNY and patterns.lists.funds_paid.search(*clause) and chosen.reading is None:
        # 财政科技支出增长6%，兑现奖补资金860万元
        return patterns.lists.name_of_funds.search(at.text, chosen.subject.start, chosen.subject.end) is None
    if not is_amount or patterns.lists.income.search(*clause) is None:
        return False
    if is_rate:
        return True
    told = (each for each in carried.bound if each.token.start > at.sentence.start)
    return any(each.indicator is chosen.indicator and each.telling.measure is Measure.LEVEL for each in told)


def bind_outcome(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """申报高新技术企业580家，其中通过认定486家: a part that the catalogue has as an indicator of its own."""
    leave_part(at, carried, lookups.patterns)
    take_up_forgotten(at, carried, lookups)
    last = carried.last()
    reading = reading_of(last.indicator.id, at, lookups.catalogue) if last is not None else None
    if last is None or reading is None or reading.indicator in (None, last.indicator.id):
        return []
    if at.subjects_before() or not is_read_as_carried(at, carried, lookups):
        return []
    indicator = lookups.catalogue.indicators[reading.indicator]
    if not could_state(at.token, indicator, reading):
        return []
    return complete([Candidate(last.subject.carried_into(at.sentence), indicator, reading)], at, carried, lookups)


def _is_one_of_a_list(at: Occurrence, carried: Carried) -> bool:
    """高企600家、科技型中小企业1000家，增长12%: the number could be of either figure of the list before."""
    if len(carried.bound) < 2 or carried.inherited:
        return False
    other, last = carried.bound[-2:]
    if other.indicator is last.indicator or not could_state(at.token, other.indicator, None):
        return False
    is_next = at.follows_clause_of(last.token)
    return is_next and CLAUSE_MARK.search(at.text, other.token.tail, last.token.lead) is None


def _by_heads(heads: list[str | None], at: Occurrence, carried: Carried, patterns: Patterns) -> list[Candidate]:
    """数量及金额均居第3位, 总量、强度均居第3位: one figure for each head."""
    if (
        at.token.unit is not Unit.RANK
        or len(carried.bound) < 2
        or not patterns.lists.both.search(at.text, at.head_start, at.token.lead)
    ):
        return []
    found: dict[str, Candidate] = {}
    for head in heads:
        for binding in reversed(carried.bound if head != "growth" else ()):
            if may_stand_for(frozenset({head}), binding.indicator.unit) and binding.telling.measure is Measure.LEVEL:
                subject = binding.subject._replace(origin=Origin.SENTENCE, how="carried")
                found.setdefault(binding.indicator.id, Candidate(subject, binding.indicator, None))
                break
    return list(found.values()) if len(found) > 1 else []  # 三项数据均居首位 has a head that is none


def _by_list(heads: list[str | None], at: Occurrence, carried: Carried, grammar: Grammar) -> list[Candidate]:
    """专利申请54件和授权26件，均居第3位, 均增长8%: one rank or rate for each figure of a list or of clauses before."""
    patterns = grammar.patterns
    names_growth = heads == ["growth"]  # 分别增长7.5%和11.2%，增速均居首位, 增幅均在30%以上
    names_level = len(heads) == 1 and heads[0] in _LEVELS and at.token.unit is Unit.RANK  # 总量均居首位
    if at.token.unit is Unit.PERCENT:
        if not names_growth and (heads or grammar.change.search(at.text, at.head_start, at.token.lead) is None):
            return []
    elif at.token.unit is not Unit.RANK:
        return []
    several = patterns.lists.several_told.search(at.text, at.head_start, at.token.lead)
    if several is not None:
        return _last_told(printed_number(several.group(1)), at, carried)
    if (heads and not (names_growth or names_level)) or not patterns.lists.both.search(
        at.text, at.head_start, at.token.lead
    ):
        return []
    measure = Measure.CHANGE_PCT if names_growth and at.token.unit is Unit.RANK else Measure.LEVEL
    own = carried.bound[carried.inherited :]
    levels = [binding for binding in own or (*carried.ended, *carried.bound) if binding.telling.measure is measure]
    if not levels and not heads and at.token.unit is Unit.RANK:  # 分别增长7.5%和11.2%，均居首位
        levels = [binding for binding in own if binding.telling.measure is Measure.CHANGE_PCT]
    if not levels and names_growth and at.token.unit is Unit.RANK:  # 高企600家、科小1000家，增幅均居首位
        levels = [binding for binding in own if binding.telling.measure is Measure.LEVEL]
    if own and levels and measure is Measure.LEVEL and _is_added_since(own[-1], levels[-1]):
        return []  # 投入强度2.1%；新增高企86家、瞪羚企业12家，均为全省第一
    if names_level:
        levels = [binding for binding in levels if may_stand_for(frozenset(heads), binding.indicator.unit)]
    listed = _joined(levels, at.text, CLAUSE_MARK) if own else levels  # 产值增长28%；税收增长24%。增速均居第2位
    if len(listed) < 2:
        listed = _joined(levels, at.text, SEMICOLON)  # 高企4500家，技术合同成交额1308亿元，均居全市前三
    if len(listed) < 2 and _is_alone_behind_semicolon(listed, at):
        listed = levels  # GDP562亿元，占全市12%；一般公共预算收入42亿元，占全市11%，均列第3位
    return [Candidate(binding.subject.carried_into(at.sentence), binding.indicator, None) for binding in listed]


def _is_added_since(last: Binding, level: Binding) -> bool:
    """Whether the last figure is what was added to something else than the last level told of."""
    is_added = last.telling.measure is Measure.CHANGE_ABS and last.token.unit is Unit.COUNT
    return is_added and last.indicator is not level.indicator and last.token.start > level.token.start


def _is_alone_behind_semicolon(listed: Sequence[Binding], at: Occurrence) -> bool:
    """Whether what stands behind a semicolon tells of one amount, so that 均 takes in what stands before it."""
    if not listed or listed[0].token.start < at.sentence.start:
        return False
    amounts = at.sentence.numbers_between(at.passage_start, at.token.start)
    return [number for number in amounts if number.unit not in RELATIVE] == [listed[0].token]


def _joined(levels: Sequence[Binding], text: str, mark: re.Pattern[str]) -> list[Binding]:
    """The last figures that no such mark parts."""
    listed = list(levels[-1:])
    for binding in reversed(levels[:-1]):
        if mark.search(text, binding.token.tail, listed[0].token.lead):
            break
        listed.insert(0, binding)
    return listed


def _last_told(count: int, at: Occurrence, carried: Carried) -> list[Candidate]:
    """两项指标增速均居第3位: of the last two indicators told of."""
    told = each_told(carried)[-count:]
    if len(told) == 1:  # of three one may be of no indicator
        return []
    return [Candidate(binding.subject.carried_into(at.sentence), binding.indicator, None) for binding in told]


def _last_for(at: Occurrence, heads: Heads, carried: Carried, grammar: Grammar) -> Binding | None:
    """The figure bound before that a head word stands for: 金额 one in money, 数量 one that counts, 占比 a share.

    Behind parts a head of an amount stands for their whole: 平台310家，其中重点实验室18家，数量居全省第4位.
    """
    if at.token.unit not in (Unit.RANK, Unit.PERCENT, Unit.TIMES):
        return carried.last()
    bound = carried.bound
    is_growth = at.token.unit is not Unit.RANK and grammar.change.search(at.text, at.head_start, at.token.lead)
    if at.token.unit is Unit.RANK and heads == {"growth"} and (grown := _grown_at_a_speed(at, bound, grammar)):
        return grown
    is_rank_of_growth = heads == {"growth"} and bound[-1:] and bound[-1].telling.measure is Measure.LEVEL
    if is_growth or (at.token.unit is Unit.RANK and is_rank_of_growth):
        bound = _without_share(bound)
    if heads & {"count", "amount", "total"}:
        is_told_here = bool(bound) and bound[-1].token.start >= at.passage_start  # …其中…；高企120家，总量居第4位
        start = at.passage_start if is_told_here else at.sentence.start
        of_which = grammar.patterns.lists.of_which.search(at.text, start, at.clause_start)
        if of_which is not None and not _has_grown(bound[-1:], of_which.start()):
            bound = [b for b in bound if b.token.start < of_which.start()] or bound
    return next((b for b in reversed(bound) if may_stand_for(heads, b.indicator.unit)), None)


def _has_grown(last: Sequence[Binding], start: int) -> bool:
    """其中出口2万亿元，增长12%，规模居首位: of a part how it has grown was told, so that its amount is meant."""
    return any(each.token.start > start and each.telling.measure is Measure.CHANGE_PCT for each in last)


def _grown_at_a_speed(at: Occurrence, bound: list[Binding], grammar: Grammar) -> Binding | None:
    """产值24亿元，增长67%，占比23%，提高4个百分点，增速居第1: no share has a speed, but the amount told before it."""
    if not bound or bound[-1].indicator.unit is not Unit.PERCENT:
        return None
    if grammar.patterns.measures.speed.search(at.text, at.head_start, at.token.lead) is None:
        return None
    share, text = bound[-1].subject, at.text
    told = (each for each in reversed(bound) if each.token.start >= at.sentence.start)
    grown = next((each for each in told if each.telling.measure is Measure.CHANGE_PCT), None)
    if grown is None:
        return None
    is_shared = text.startswith(text[grown.subject.start : grown.subject.end], share.start)
    # 增长21%，投入强度0.8%，增速居第3
    is_right_before = bound[-2:-1] == [grown] and SEMICOLON.search(text, grown.token.tail, share.start) is None
    is_beside = is_right_before and bound[-1].telling.measure is Measure.LEVEL
    return grown if is_shared or is_beside else None


def _without_share(bound: list[Binding]) -> list[Binding]:
    """研发经费46亿元，占GDP比重2.3%，增长12%（增速居第2位）: what grew by per cent is the amount, not its share."""
    end = len(bound)
    while end > 1 and bound[end - 1].indicator.unit is Unit.PERCENT and _is_told_with(bound[end - 1], bound[end - 2]):
        end -= 1
    return bound[:end]


def _is_told_with(share: Binding, amount: Binding) -> bool:
    return share.subject.how == "carried" or share.subject.start == amount.subject.start


def _refined(at: Occurrence, carried: Carried, last: Binding | None, catalogue: Catalogue) -> Candidate | None:
    """What readings make of a carried subject in this clause (占比 of R&D spending is its intensity)."""
    does_last_fit = last is not None and could_state(at.token, last.indicator, None)
    for subject in _carried_subjects(at, carried, last, catalogue):
        for indicator, reading in indicators_meant(subject.ids, at, catalogue):
            is_last = last is not None and last.indicator is indicator
            # 创新券56张，居全省第4位: a reading of a unit alone is none of what was told of another unit
            is_read = reading is not None and not (does_last_fit and reading.is_of_unit_alone)
            if could_state(at.token, indicator, reading) and (is_read or not does_last_fit or is_last):
                return Candidate(subject.carried_into(at.sentence), indicator, reading)
    return None


def _carried_subjects(
    at: Occurrence, carried: Carried, last: Binding | None, catalogue: Catalogue
) -> Iterator[Subject]:
    """The subjects that a clause may go on about, the likeliest first."""
    nearest = carried.last()
    if nearest is not None and nearest is not last:  # 高新产业增加值占GDP比重23%；研发投入增长16%，占GDP比重2.2%
        yield nearest.subject._replace(ids=(nearest.indicator.id,), cue_start=at.clause_start)
    if last is not None:
        yield last.subject._replace(ids=(last.indicator.id,), cue_start=at.clause_start)
    for subject in (carried.subject, carried.topic):
        if subject is not None:
            yield _of_several_units(subject, catalogue)
    is_told_here = nearest is not None and nearest.token.start >= at.passage_start
    for binding in reversed(carried.bound[:-1]):
        if is_told_here and binding.token.start < at.passage_start:
            return  # 投入强度1.1%；高企130家，张店区占40%: nor of what a semicolon parts from what was told last
        yield binding.subject._replace(ids=(binding.indicator.id, *binding.subject.ids), cue_start=at.clause_start)


def _of_several_units(subject: Subject, catalogue: Catalogue) -> Subject:
    """研发投入总量和强度双双增长，总量465亿元，强度2.65%: of those that one word names a unit tells which is meant."""
    members = next((catalogue.members[i] for i in subject.ids if i in catalogue.members), ())
    units = {indicator.unit for indicator in catalogue.indicators_among(members)}
    return subject._replace(ids=members) if members and len(units) == len(members) else subject


def _pointed_at(pointing: re.Match[str], carried: Carried) -> Binding | None:
    """前者 is the last figure but one of another subject, 后者 the last; None where there are no two figures."""
    if len(carried.bound) < 2:
        return None
    if not carried.group:
        distinct = {b.indicator.id: b for b in carried.bound if b.telling.measure in FIGURES}
        carried.group = list(distinct.values())[-2:] or carried.bound[-2:]
    return carried.group[0 if pointing["former"] else -1]
