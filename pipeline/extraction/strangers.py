"""Numbers of things of which the catalogue knows nothing, told beside those that a sentence is about.

What belongs here: whether a number is one of those. What does not: whether its clause goes on about what earlier ones
told of (`continuations.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, islice

from pipeline.extraction.binding import Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import CLAUSE_MARK, JOINT, Grammar, last_match
from pipeline.extraction.named_parts import is_counted_with_next
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.readings import is_read_as_other
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subjects import is_elided, subjects_before
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Unit


def is_of_others(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """Whether a number is one of a list, bracket or clause of things of which the catalogue knows nothing."""
    if not at.is_at_mark and lookups.patterns.lists.firms_listed.match(at.text, at.token.tail):
        return True  # 达到1800家，新增39家企业入榜…
    return (
        _lists_with_stranger(at, carried)
        or _is_of_part_in_brackets(at, carried)
        or _is_of_listed_strangers(at, lookups)
        or _is_of_unknown_ranks(at, carried, lookups.patterns)
        or _ranks_in_another_field(at, carried, lookups)
        or _is_of_quoted_level(at, lookups.patterns)
        or _is_of_kind_apart(at, lookups)
        or _counts_kinds_behind(at, lookups.grammar)
        or _is_sum_of_stranger(at, carried, lookups)
        or _is_sum_of_unknown_whole(at, carried, lookups)
        or _is_sum_of_list(at, carried, lookups.patterns)
        or _are_some_of_them(at, lookups.patterns)
        or _names_another(at, lookups)
        or lookups.patterns.lists.extreme_told.search(at.text, at.clause_start, at.token.lead) is not None
    )


def _names_another(at: Occurrence, lookups: Lookups) -> bool:
    """5个区县生产总值增速超过6%: an indicator whose name is words of a run as well (生产, 总值)."""
    before = at.sentence.numbers_between(at.head_start, at.token.start)
    named = at.sentence.subjects_between(before[-1].tail if before else at.head_start, at.token.lead)
    names_one = any(lookups.catalogue.indicators_among(each.name.ids) for each in named)
    return names_one and is_elided(at, lookups.grammar)


def _are_some_of_them(at: Occurrence, patterns: Patterns) -> bool:
    """高新技术企业120家，营业收入超50亿元的仅2家: those of what was counted that reach so much.

    生产总值突破千亿元，形成3个产值超百亿元的集群: nor is so much what the sentence is about.
    """
    if at.token.unit not in (Unit.COUNT, Unit.CNY):
        return False
    some = patterns.lists.over_so_much if at.token.unit is Unit.COUNT else patterns.lists.so_many_over
    return some.search(at.text, at.clause_start, at.token.lead) is not None


def _lists_with_stranger(at: Occurrence, carried: Carried) -> bool:
    """中心城区分别超过7110家、46560家, 培训60场次3800人次: right behind a number that states nothing, as in a list."""
    before = at.numbers_before()
    end = before[-1].tail if before else at.clause_start
    are_people = end == at.token.lead and at.token.kind is UnitKind.PERSON
    if not before or not (are_people or JOINT.fullmatch(at.text, end, at.token.lead)):
        return False
    return all(binding.token is not before[-1] for binding in carried.bound)


def _is_of_part_in_brackets(at: Occurrence, carried: Carried) -> bool:
    """成交额268亿元（其中技术交易额41亿元，增长5%）: the growth is that of the part, which stated nothing."""
    last = carried.last()
    if last is None or last.token.start < at.sentence.start or at.text[last.token.tail] not in "（(":
        return False
    is_open = not any(mark in at.text[last.token.tail : at.token.lead] for mark in "）)")
    return is_open and bool(at.sentence.numbers_between(last.token.tail, at.token.start))


def _is_of_listed_strangers(at: Occurrence, lookups: Lookups) -> bool:
    """电子信息、高技术服务、先进制造居前三位，分别为4111家、3046家: of the things that the clause before lists."""
    text, start = at.text, at.clause_start
    if start == at.sentence.start or not lookups.patterns.lists.respectively.match(text, start):
        return False
    before = at.sentence.clause_start(start - 1)
    is_list = text.count("、", before, start) > 0 and text.count("、", at.token.tail, at.token.tail + 1) > 0
    is_told = at.sentence.subjects_between(before, start) or lookups.places.listed_before(at.sentence, before, start)
    amounts = [number for number in at.sentence.numbers_between(before, start) if number.unit is not Unit.RANK]
    heads = lookups.grammar.head.search(text, before, start)
    return is_list and not is_told and not amounts and heads is None


def _is_of_kind_apart(at: Occurrence, lookups: Lookups) -> bool:
    """高新技术企业：248家 / 省科技型中小企业：728家: a name of its own that a reading makes something else."""
    if at.token.unit is not Unit.COUNT or not at.subjects_before():
        return False
    named = subjects_before(at, lookups.grammar, lookups.catalogue)
    return bool(named) and is_read_as_other(named[-1], at, lookups.catalogue)


def _counts_kinds_behind(at: Occurrence, grammar: Grammar) -> bool:
    """高企达149家，新认定12家孵化器、众创空间: of the kinds behind the number, though each alone is not counted."""
    following = next((each for each in at.sentence.subjects if each.start >= at.token.tail), None)
    if following is None or not grammar.modifier.fullmatch(at.text, at.token.tail, following.start):
        return False
    return is_counted_with_next(at, following, grammar)


def _is_sum_of_stranger(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """高企总数149家，新增产业联盟12家，总数达36家: how many there are by now of what the clause before added to."""
    last = next(reversed(carried.bound or carried.forgotten), None)
    if last is None or not _tells_total(at, lookups.patterns):
        return False
    told = at.sentence.numbers_between(max(at.sentence.start, last.token.tail), at.clause_start)
    if not told or told[-1].surface != at.token.surface or told[-1].value > at.token.value:
        return False
    text, end = at.text, told[-1].lead
    start = at.sentence.clause_start(end)
    head, grammar = at.sentence.head_start(start, end), lookups.grammar
    is_added = grammar.event.search(text, start, end) or grammar.net.search(text, start, end)
    is_part = lookups.patterns.lists.of_which.search(text, start, end) or text[start - 1] in "（("
    has_noun = not at.sentence.is_run_of_words(grammar.elided, head, end)
    has_noun = has_noun or lookups.patterns.subjects.clause_end.match(text, told[-1].tail) is None
    return bool(is_added) and has_noun and not is_part


def _is_sum_of_unknown_whole(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """新增市级以上重点实验室9家，其中省级2家，总数达40家: of all, of which the catalogue knows the part alone."""
    last = carried.last()
    if last is None or last.token.start < at.sentence.start or not _tells_total(at, lookups.patterns):
        return False
    of_which = last_match(lookups.patterns.lists.of_which, at.text, at.passage_start, last.token.lead)
    told = at.sentence.numbers_between(at.passage_start, of_which.start()) if of_which is not None else ()
    if not told or told[-1].surface != at.token.surface or told[-1].value < last.token.value:
        return False
    return all(each.token is not told[-1] for each in (*carried.bound, *carried.forgotten))


def _tells_total(at: Occurrence, patterns: Patterns) -> bool:
    """总数达36家 in a clause of its own, which names nothing."""
    is_total = patterns.measures.total_follows.match(at.text, at.clause_start - 1) is not None
    return is_total and at.token.unit is Unit.COUNT


def _is_sum_of_list(at: Occurrence, carried: Carried, patterns: Patterns) -> bool:
    """工程技术研究中心2家、重点实验室3家、孵化器1家，共6家: the sum of a list of several things is of none of them.

    So is one of clauses, where the words or the figures say so: 高企612家，科小1356家，两项合计1968家.
    And so is one of places: 甲县高企100家，乙县200家，合计300家.
    """
    last = carried.last()
    sum_told = patterns.lists.sum_told.fullmatch(at.text, last.token.tail, at.token.lead) if last is not None else None
    if last is None or sum_told is None:
        return False
    told = at.sentence.numbers_between(at.sentence.start, last.token.tail)
    listed = [number for number in told if number.surface == at.token.surface]
    others = [each for each in carried.bound if len(listed) > 1 and each.token is listed[-2]]
    is_of_places = any(each.place.code != last.place.code for each in others)
    if len(listed) < 2 or any(each.indicator is last.indicator for each in others if not is_of_places):
        return False
    between = at.text[listed[-2].tail : listed[-1].lead]
    is_list = last.token is listed[-1] and "、" in between and CLAUSE_MARK.search(between) is None
    is_told = (is_list and not is_of_places) or sum_told["of_several"] is not None
    return is_told or _is_sum_of_last(listed, at.token.value)


def _is_sum_of_last(listed: Sequence[NumberToken], value: Decimal) -> bool:
    """Whether a value is what the last two or more of the numbers make together."""
    sums = accumulate(number.value for number in reversed(listed))
    return any(value == each for each in islice(sums, 1, None))


def _is_of_quoted_level(at: Occurrence, patterns: Patterns) -> bool:
    """国家级人才计划6人、省“双创计划”42人: the next item has a name of its own."""
    before = at.numbers_before()
    return bool(before) and patterns.subjects.quoted_of_level.match(at.text, before[-1].tail) is not None


def _is_of_unknown_ranks(at: Occurrence, carried: Carried, patterns: Patterns) -> bool:
    """新增数前三位的是青岛（412家）；后三位的是东营（12家）: where the first list states nothing, nor do others."""
    sentence = at.sentence
    if len(carried.bound) > carried.inherited or not sentence.numbers_between(sentence.start, at.clause_start):
        return False
    return patterns.lists.ranked_places.search(at.text, at.clause_start, at.token.lead) is not None


def _ranks_in_another_field(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """户均用水量2吨，居全市第3位，居主城区第5位: a rank right behind that of something else is of it too."""
    if at.token.unit is not Unit.RANK or at.clause_start == at.sentence.start or at.subjects_before():
        return False
    before = at.sentence.numbers_between(at.sentence.clause_start(at.clause_start - 1), at.clause_start)
    if not before or before[-1].unit is not Unit.RANK or at.text[at.clause_start - 1] in "；;":
        return False
    heads = lookups.grammar.head.search(at.text, at.head_start, at.token.lead)
    return heads is None and all(binding.token is not before[-1] for binding in carried.bound)


def is_of_stranger(at: Occurrence, carried: Carried, heads: list[str | None]) -> bool:
    """服务业稳定恢复，实现营业收入58亿元，增长8%: the growth is of the figure right before it, not of the topic.

    So is the rank of a sum of money: 出台研发投入政策，兑现补助1.1亿元，总量居全市第1位.
    """
    topic = carried.topic or carried.subject
    if topic is None or carried.bound or at.token.unit not in (Unit.PERCENT, Unit.RANK):
        return False
    before = at.sentence.numbers_between(max(topic.end, at.sentence.start), at.token.start)
    if at.token.unit is Unit.RANK and (not before or before[-1].unit is not Unit.PERCENT):
        return bool(before) and before[-1].unit is Unit.CNY and {"amount", "total"}.issuperset(heads)
    return carried.subject is None and not heads and bool(before)
