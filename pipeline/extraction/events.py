"""Events that add to a stock: 新增5家, 通过省级备案5家, 5家获批, 建成重点实验室1家，新型研发机构1家.

What belongs here: which event a number tells of, if any. What does not: what it then says of its indicator
(`measures.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import COMPARES, Grammar, closes_bracket, last_match
from pipeline.extraction.number_token import NumberToken
from pipeline.reference.patterns import Patterns

_LONGEST_LIST, _LONGEST_ITEM = 8, 40
"""Clauses before a number, and characters of each, in which a list may begin with an event."""
_LONGEST_NOW = 16
"""Characters before a clause in which words may say that it tells of now: 截至2019年底，全市."""
_OF_TIME = 2
"""Characters before an event that only say when it was: 今年."""
_MARKS = "，,。；;"
"""What ends a clause."""


def event_before(text: str, clause_start: int, token: NumberToken, grammar: Grammar) -> re.Match[str] | None:
    """The event that adds to a stock (新增, 获批), unless a total stands between it and the number."""
    event = _event_told(text, clause_start, token.start, grammar)
    stretch = text, clause_start, token.start
    is_bare = not (
        grammar.level.search(*stretch)
        or grammar.patterns.measures.registered.search(*stretch)
        or grammar.patterns.periods.from_before.search(*stretch)  # 新增高企12家，科技型中小企业由20家增加到30家
        or grammar.patterns.measures.ranked_behind.match(text, token.tail)  # 新增…3家；孵化器38家，数量居全省第2位
    )
    if event is None and is_bare:
        event = _event_of_list(text, clause_start, grammar)
    if event is None or _total(text, clause_start, token, grammar) is not None:
        return None
    if grammar.patterns.measures.stands_now.search(text, max(0, clause_start - _LONGEST_NOW), event.end()):
        return None
    if "新" not in event.group() and grammar.patterns.measures.newly_among.match(text, token.tail):
        return None  # 培育瞪羚企业86家，其中当年新增31家
    return None if is_registered_behind(event, text, token, grammar.patterns) else event


def is_next_of_list(text: str, token: NumberToken, clause_start: int, name_end: int, grammar: Grammar) -> bool:
    """新增孵化器3个，2个院士工作站: a clause of but a number and a name goes on with the event of the one before."""
    if token.lead != clause_start or text[name_end] not in _MARKS:
        return False
    event = event_before(text, clause_start, token, grammar)
    return event is not None and not any(mark in text[event.end() : clause_start - 1] for mark in _MARKS)


def is_registered_behind(event: re.Match[str], text: str, token: NumberToken, patterns: Patterns) -> bool:
    """新增高企20家、科技型中小企业入库300家: the next item of the list has a verb of its own."""
    item = text.rfind("、", event.end(), token.start)
    return item >= 0 and patterns.measures.registered.search(text, item, token.start) is not None


def _event_told(text: str, start: int, end: int, grammar: Grammar) -> re.Match[str] | None:
    """The last word of an event (新增), else what something passed (通过省级备案).

    None in brackets that are closed before the number: 工程中心46家（国家认定8家）、院士工作站9家; nor one that ends a
    label: 高企培育：全区高新技术企业268家, but 新增：高新技术企业5家.
    """
    event = last_match(grammar.event, text, start, end)
    while event is not None and (closes_bracket(text, event.end(), end) or _ends_label(event, text)):
        event = last_match(grammar.event, text, start, event.start())
    return event or grammar.patterns.measures.event_passed.search(text, start, end)


def _ends_label(event: re.Match[str], text: str) -> bool:
    return text[event.end()] in "：:" and "新" not in event.group()


def _total(text: str, start: int, token: NumberToken, grammar: Grammar) -> re.Match[str] | None:
    """A word that tells a total before a number, but for one in brackets that are closed: 新增…2家（总数9家）、…1家.

    Nor is 达 one where only what was added stands before it: 新增高企达6家; nor 累计 of years: 三年累计认定9家.
    """
    if grammar.patterns.measures.added_reaches.search(text, start, token.start):
        return None
    of_years = grammar.patterns.periods.total_of_years.search(text, start, token.start)
    start = of_years.end() if of_years is not None else start
    for total in grammar.patterns.measures.total.finditer(text, start, token.start):
        if not closes_bracket(text, total.end(), token.start):
            return total
    return None


def _event_of_list(text: str, clause_start: int, grammar: Grammar) -> re.Match[str] | None:
    """建成重点实验室1家，新型研发机构1家: the event before the first rules a list whose items are names and numbers."""
    end = clause_start - 1
    patterns = grammar.patterns
    if patterns.places.scope.match(text, clause_start) or patterns.periods.at_present.match(text, clause_start):
        return None  # 新认定众创空间2家，全市众创空间11家; 新增平台6家，目前全市平台31家
    for _ in range(_LONGEST_LIST):
        if end <= 0 or text[end] not in "，,；;":
            return None
        start = max(text.rfind(mark, max(0, end - _LONGEST_ITEM), end) for mark in "，,。；;：:\n") + 1
        told_end = end  # 新增A2家（总数9家），B1家
        if text[end - 1] in "）)":
            told_end = max(text.rfind(mark, start, end) for mark in "（(")
        counted = grammar.patterns.measures.counted_at_end.search(text, start, told_end) if start else None
        if counted is None:
            return None
        if grammar.patterns.measures.total.search(text, start, told_end):
            return None  # 新增平台8家，累计达76家，其中国家级6家，院士工作站4家
        net = grammar.net.search(text, start, told_end)
        if net is not None and net.end() > counted.start():
            return None  # 高企达到438家，“十三五”期间净增266家；重点实验室2家
        event = _event_told(text, start, told_end, grammar) or net
        if event is not None:
            # 累计97个，比上年新增6个，其中国家级9个: a comparison is an aside, and so is 新获批12家，瞪羚企业26家
            last = counted.start() + (text[counted.start()] != "了")  # 新增了12家
            is_bare = grammar.event.fullmatch(text, event.start(), last) is not None
            has_adverb = grammar.patterns.measures.adverb_of_event.match(text, event.start() - 1)  # 今年又新增12家
            first = event.start() - (has_adverb is not None)
            of_which = grammar.patterns.lists.of_which.match(text, start)
            # 其中年内新认定6家、到期复审7家，院士工作站9家
            is_of_whole = of_which is not None and (is_bare or text[event.end()].isdigit())
            is_aside = text[start] in COMPARES or is_of_whole or (is_bare and first - start <= _OF_TIME)
            return None if is_aside else event
        if grammar.patterns.places.scope.match(text, start):
            return None
        end = start - 1
    return None
