"""Figures of a part of what was told: 其中…, 孵化器26家（国家级8家）, 民营经济增加值290亿元，其中，第一产业….

What belongs here: whether words around a number, or figures before it, make it that of a part. What does not: names
that say so themselves (`named_parts.py`), and what such a number hands on (`unbound.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.binding import Binding, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import Grammar, last_match
from pipeline.extraction.measures import RELATIVE
from pipeline.extraction.sentences import Occurrence
from pipeline.reference.indicators import Indicator
from pipeline.vocabulary import Unit

_OF_WHICH = 3
"""Characters of 其中， before a clause."""
_CLOSING = re.compile(r"[）)]")
_OPENING_BEHIND = re.compile(r"[^，,。；;：:、（()）\d]{0,20}[（(]")
"""A bracket behind a number or the words of its clause: 12家企业申报高新技术企业（."""
_SHORTEST_KIND = 4
"""Characters of a bracket that opens with a kind of what is counted before it: （国家级."""


def is_part_of_some(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """民营经济增加值290亿元，其中，第一产业增加值20亿元: that of private farms, no figure of the region's sector.

    So is what a sentence tells of things that it counts first: 7个科技创新项目，完成研发投入1.1亿元.
    """
    if at.token.unit is Unit.CNY and _is_of_level(at, lookups):
        return True
    if at.token.unit is Unit.CNY and lookups.patterns.lists.those_counted.fullmatch(
        at.text, at.sentence.start, at.clause_start
    ):
        return True
    is_told_in_sentence = (
        lookups.patterns.lists.among_some.search(at.text, at.sentence.start, at.clause_start) is not None
    )
    last, of_some = carried.last(), carried.of_some
    is_past = last is not None and of_some is not None and last.token.start > of_some  # …；全省进出口100亿元，其中出口
    if not (is_told_in_sentence or (of_some is not None and not is_past)) or lookups.places.names_one(at):
        return False
    return (
        is_told_in_sentence or lookups.patterns.lists.of_which.search(at.text, of_some or 0, at.token.lead) is not None
    )


def is_of_part_told(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """其中，中央3216亿元；地方7551亿元: words before a number make it that of a part, and no place is that part."""
    stretch, lists = (at.text, at.clause_start, at.token.lead), lookups.patterns.lists
    of_which = lists.of_which.search(*stretch)
    is_part = of_which is not None and not (
        lists.newly_of_which.search(*stretch) or _is_of_time(of_which, at) or _goes_on_about_part(of_which, carried)
    )
    return (is_part or is_further_part(at, lookups.grammar)) and not lookups.places.names_one(at)


def _is_of_level(at: Occurrence, lookups: Lookups) -> bool:
    """其中，省级财政科技支出49亿元；市县财政科技支出338亿元: the budgets of the levels are parts of the whole."""
    if lookups.patterns.lists.fisc_of_level.match(at.text, at.head_start, at.token.lead) is None:
        return False
    return lookups.patterns.lists.of_which.search(at.text, at.sentence.start, at.head_start) is not None


def _goes_on_about_part(of_which: re.Match[str], carried: Carried) -> bool:
    """其中桓台县533亿元、增长6%: what stands behind the figure of a part in its clause is of that part."""
    last = carried.last()
    return last is not None and last.token.start >= of_which.end()


def is_further_part(at: Occurrence, grammar: Grammar) -> bool:
    """其中，中央3216亿元；地方7551亿元: an amount behind a semicolon is a part too, but no total is."""
    text, start, patterns = at.text, at.sentence.start, grammar.patterns
    if text[at.clause_start - 1] not in "；;" or at.token.unit in RELATIVE or at.head_start == at.token.lead:
        return False
    return patterns.lists.of_which.search(text, start, at.clause_start) is not None and not (
        at.subjects_before()
        or patterns.measures.level_word.search(text, at.clause_start, at.token.lead)
        or grammar.event.search(text, at.clause_start, at.token.lead)
        or grammar.net.search(text, at.clause_start, at.token.lead)
        or grammar.change.search(text, at.clause_start, at.token.lead)
    )


def is_part_of_last(indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """合同成交额93亿元，其中技术交易额41亿元: a part under another name is no figure of the whole."""
    told = carried.bound or carried.forgotten
    # not GDP增长9.1%，其中GDP总量突破4000亿元: a rate has no such part
    amounts = [each for each in reversed(told) if each.indicator is indicator and each.token.unit not in RELATIVE]
    last = next(iter(amounts), None)
    if last is None or at.token.unit in RELATIVE:
        return False
    if lookups.patterns.lists.newly_of_which.search(at.text, at.clause_start, at.token.lead):
        return False
    if lookups.patterns.subjects.local_part.search(at.text, at.clause_start, at.token.lead):
        return False  # 一般公共预算收入112亿元，其中地方一般公共预算收入67亿元: what a region keeps is its own
    if is_part_in_brackets(at, last, lookups.grammar):
        return True
    mark = at.text[at.clause_start - 1]
    goes_on = mark in "；;" and not lookups.places.names_one(at)
    start = at.sentence.start if goes_on else max(at.sentence.start, at.clause_start - _OF_WHICH)
    total = lookups.patterns.measures.total
    if mark in "，," and not carried.bound and not total.search(at.text, at.clause_start, at.token.lead):
        # 其中吸纳成交额52亿元，输出成交额29亿元: the clause before told of a part too
        start = max(at.sentence.start, at.sentence.clause_start(at.clause_start - 1) - _OF_WHICH)
    of_which = lookups.patterns.lists.of_which.search(at.text, start, at.token.lead)
    is_part = of_which is not None and last.token.start < of_which.start() and not _is_of_time(of_which, at)
    # 新增高企9家，市级以上高企达到123家，其中国家级60家: there are more of them than of what would be the whole.
    is_part = is_part and any(at.token.value <= each.token.value for each in amounts)
    return is_part and not _is_of_division(last, at, lookups)


def _is_of_division(whole: Binding, at: Occurrence, lookups: Lookups) -> bool:
    """全省生产总值10502亿元，其中贵阳生产总值2891亿元: the figure of another place is one of its own."""
    place = lookups.places.of_clause(at.sentence, at.clause_start, at.token.lead, is_value=True)
    return place is not None and place.code not in (None, whole.place.code)


def is_amount_of_part(binding: Binding, at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """成交额76亿元，其中技术开发合同326项，成交额28亿元: money behind a part that was counted is that part's."""
    parts = lookups.patterns.lists.of_which
    if at.token.unit is not Unit.CNY or parts.search(at.text, at.sentence.start, at.clause_start) is None:
        return False
    of_which = last_match(parts, at.text, at.passage_start, at.clause_start)
    told_of = at.sentence.numbers_between(of_which.end(), at.token.start) if of_which is not None else ()
    first = next((number for number in told_of if number.unit is Unit.COUNT), None)  # 其中1000万元以上的303项，成交额…
    if of_which is None or first is None or _is_of_time(of_which, at):
        return False
    told = [
        each for each in (*carried.ended, *carried.forgotten, *carried.bound) if each.token.start > at.sentence.start
    ]
    return all(each.token.start != first.start for each in told) and any(
        each.indicator is binding.indicator and each.token.start < of_which.start() for each in told
    )


def _is_of_time(of_which: re.Match[str], at: Occurrence) -> bool:
    """三年累计成交额89亿元，其中2023年成交额39亿元: the figure of a year is no part."""
    return any(of_which.end() <= period.start < at.token.start for period in at.sentence.periods)


def is_of_parts_in_brackets(at: Occurrence, last: Binding | None) -> bool:
    """申报52家（其中新申报31家、复审21家），通过18家: parts in brackets behind a figure end no subject.

    So do those behind the words of its clause: 12家企业申报高企（含重新认定3家），9家通过认定.
    """
    if last is None or last.token.start < at.sentence.start:
        return False
    opened = _OPENING_BEHIND.match(at.text, last.token.tail, at.token.lead)
    return opened is not None and (
        _CLOSING.search(at.text, opened.end(), at.token.lead) is None
        and _CLOSING.search(at.text, at.token.tail, at.sentence.end) is not None
    )


def is_part_in_brackets(at: Occurrence, last: Binding | None, grammar: Grammar) -> bool:
    """孵化器26家（国家级8家）: a kind of what is counted before the bracket; not what was added, nor another year's."""
    if last is None or not at.sentence.start <= last.token.start < at.token.start or at.token.unit in RELATIVE:
        return False
    start, end, text = last.token.tail, at.token.lead, at.text
    if text[start] not in "（(" or end - start < _SHORTEST_KIND or _CLOSING.search(text, start, end):
        return False
    told = (
        grammar.event,
        grammar.net,
        grammar.change,
        grammar.level,
        grammar.target,
        grammar.patterns.statuses.target_before,
    )
    named = [mention.start for mention in at.sentence.places] + [period.start for period in at.sentence.periods]
    is_told = any(pattern.search(text, start, end) for pattern in told)
    is_told = is_told or grammar.patterns.statuses.target_after.match(text, start) is not None  # 300家（已完成312家）
    return not is_told and not any(start < position < end for position in named)
