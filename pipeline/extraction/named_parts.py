"""Names with words that make a number one of a part only: 规上…, 某企业…, 加工贸易进出口, …中心、重点实验室39家.

What belongs here: what around a name makes it that of a part, a body or several kinds. What does not: how a number
finds the name (`subjects.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import BETWEEN_NAMES, JOINTS, Grammar, closes_bracket
from pipeline.extraction.sentences import Mention, Occurrence, Sentence
from pipeline.reference.indicators import Catalogue
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Nature, Unit

_LONGEST_PART = 9
"""Characters of words that make a name that of a part: 战略性新兴产业的."""
_LONGEST_PART_OF_ITEM = 6
_LONGEST_DRIVE = 4
"""Characters of 撬动社会 before a name."""
_COUNTED = re.compile(r"\d[余多]?个$")
_SPENT = "预算支出"
_LONGEST_BRACKET = 24
"""Characters of a bracket that says what such words mean: (重点建筑业企业和服务业企业)."""
_TOWNS = ("镇", "乡", "街")
_LONGEST_KIND = 16
"""Characters of a kind of things and the words before it that stand in a list before a name."""


def is_of_something_else(at: Occurrence, named: Mention, catalogue: Catalogue, patterns: Patterns) -> bool:
    """Whether the words around a name make it a part (规上…), some only (年营收过亿元的…), a body's, or one of A/B."""
    text, start, end = at.text, at.clause_start, named.start
    return bool(
        "/" in (text[end - 1], text[named.end])
        or _is_named_part(at, named, patterns)
        or patterns.subjects.some_only.search(text, start, end)
        or (patterns.subjects.part_of_economy.search(text, start, end) and _is_of_economy(named, catalogue))
        or is_of_body(at, end, patterns)
        or _is_visited(at, named, catalogue, patterns)
        or _is_of_those_counted(at, end)
        or _is_of_town(at, end, patterns)
        or patterns.subjects.of_so_many.fullmatch(text, at.head_start, end)
        or _is_of_which_of_part(at, named, patterns)
        or _is_spent_at_level(at, named, patterns)
        or _is_driven(at, named, patterns)
    )


def _is_of_which_of_part(at: Occurrence, named: Mention, patterns: Patterns) -> bool:
    """工业企业专利申请276件，其中发明专利申请80件: what is among those of a part is of that part too."""
    if patterns.lists.of_which.match(at.text, at.clause_start) is None:
        return False
    told = [each for each in at.sentence.subjects_between(at.sentence.start, at.clause_start) if not each.is_whole]
    if not told or told[-1].name.ids == named.name.ids:
        return False
    start = at.sentence.clause_start(told[-1].start)
    if patterns.subjects.all_industry.search(at.text, start, told[-1].start):
        return False  # 全县工业增加值增长6%，其中规模以上工业增加值增长7.2%
    return has_words_of_part(at.text, start, told[-1], patterns)


def _is_spent_at_level(at: Occurrence, named: Mention, patterns: Patterns) -> bool:
    """市级一般公共预算收入124亿元，…；一般公共预算支出245亿元: what a level spends behind what it takes in."""
    is_opening = at.clause_start == named.start > at.sentence.start and at.text[named.start - 1] in "；;"
    is_spent = is_opening and _SPENT in named.name.text
    return is_spent and patterns.subjects.budget_of_level.match(at.text, at.sentence.start) is not None


def _is_driven(at: Occurrence, named: Mention, patterns: Patterns) -> bool:
    """安排资金1.2亿元，撬动社会研发投入12.6亿元: what the money drew; but 带动全社会研发投入达到60亿元 is all of it."""
    if at.token.unit is not Unit.CNY or named.end != at.token.lead:
        return False
    start = max(at.clause_start, named.start - _LONGEST_DRIVE)
    return patterns.subjects.driven.search(at.text, start, named.start) is not None


def _is_of_those_counted(at: Occurrence, end: int) -> bool:
    """新增1个经济总量近千亿、4个过五百亿的县市: an amount behind a count says what each of those counted has."""
    return at.token.unit in (Unit.CNY, Unit.OTHER) and _COUNTED.search(at.text, at.clause_start, end) is not None


def _is_visited(at: Occurrence, named: Mention, catalogue: Catalogue, patterns: Patterns) -> bool:
    """走访高企126家、科小48家: so many were visited, and none of them is said to be new."""
    if at.token.unit is not Unit.COUNT:
        return False
    if not any(indicator.nature is Nature.STOCK for indicator in catalogue.indicators_among(named.name.ids)):
        return False
    if patterns.subjects.visited.search(at.text, max(at.clause_start, named.start - _LONGEST_KIND), named.start):
        return True
    listed = patterns.subjects.visited_in_list.match(at.text, at.head_start, named.start)
    return listed is not None and patterns.measures.registered.search(at.text, listed.end(), named.start) is None


def is_of_body(at: Occurrence, end: int, patterns: Patterns) -> bool:
    """Whether a body of its own stands before what is named at `end`: the figure is the body's, not the region's."""
    several = patterns.subjects.that_body.search(at.text, at.sentence.start, end)
    return several is not None or is_of_named_body(at, end, patterns)


def is_of_named_body(at: Occurrence, end: int, patterns: Patterns) -> bool:
    """Whether that body is one of a name: 某公司, 山东大学."""
    is_told_here = is_of_other_body(at.text, at.clause_start, end, patterns) and not _are_examples(at, end)
    return is_told_here or _is_of_firm_before(at, end, patterns)


def _is_of_firm_before(at: Occurrence, end: int, patterns: Patterns) -> bool:
    """某材料公司研发投入3.2亿元，拥有发明专利126件: the firm that opens the sentence; not 支持某集团建设…，新增….

    Nor is what someone of a firm says in quotes the region's: “我们去年获授权专利23件。”该公司总经理说.
    """
    stretch = at.text, at.passage_start, end
    if at.text.startswith("“", at.sentence.start) and patterns.subjects.quoted_by_firm.match(at.text, at.sentence.end):
        return True
    return (
        patterns.subjects.opened_by_firm.match(*stretch) is not None
        and patterns.subjects.with_body.search(*stretch) is None
    )


def _is_of_town(at: Occurrence, end: int, patterns: Patterns) -> bool:
    """北滘镇高新技术企业420家, 城关镇新增高企5家; but 景德镇 is a city."""
    town = patterns.subjects.of_town.fullmatch(at.text, at.head_start, end)
    named = (place.end for place in at.sentence.places if place.start == at.head_start)
    return town is not None and all(at.text[stop] in _TOWNS for stop in named)


def _is_named_part(at: Occurrence, named: Mention, patterns: Patterns) -> bool:
    """境外高企; but 规模以上（年主营业务收入2000万元及以上）工业增加值 only says what 规模以上 means."""
    if not has_words_of_part(at.text, at.clause_start, named, patterns) or _is_helped(at, named, patterns):
        return False
    return patterns.subjects.above_scale_defined.search(at.text, at.clause_start, named.start) is None


def has_words_of_part(text: str, clause_start: int, named: Mention, patterns: Patterns) -> bool:
    """Whether the words right before a name make it that of a part: 先进制造领域技术合同成交额, 企业（含…）研发经费."""
    end = named.start
    if text[end - 1] in "）)":
        opened = max(text.rfind(mark, max(clause_start, end - _LONGEST_BRACKET), end) for mark in "（(")
        end = opened if opened > clause_start else end
    return patterns.subjects.part_words.search(text, max(clause_start, end - _LONGEST_PART), end) is not None


def is_trade_of_some(sentence: Sentence, clause_start: int, named: Mention, grammar: Grammar) -> bool:
    """蔬菜进出口, 加工贸易完成进出口额, 对东盟出口: whatever stands before a bare name of trade makes it a part."""
    if not grammar.patterns.subjects.bare_trade.fullmatch(named.name.text):
        return False
    head_start = sentence.head_start(clause_start, named.start)
    if grammar.patterns.subjects.driven.search(sentence.text, head_start, named.start):
        return True  # 中欧班列带动陕西进出口415亿元
    if _is_trade_of_those_before(sentence, clause_start, named, grammar.patterns):
        return True
    if head_start == named.start and _goes_on_about_trade_of_some(sentence, clause_start, named, grammar):
        return True
    told = sentence.numbers_between(head_start, named.start)
    others = sentence.subjects_between(head_start, named.start)
    if others and not told and BETWEEN_NAMES.search(sentence.text, others[-1].end, named.start) is None:
        return True  # 高新技术企业实现出口创汇
    is_listed = bool(told and sentence.subjects_between(head_start, told[0].start))
    behind = told[-1].tail + (sentence.text[told[-1].tail] in "）)") if is_listed else head_start
    joint = BETWEEN_NAMES.match(sentence.text, behind) if is_listed else None
    head_start = joint.end() if joint is not None else head_start  # 投资增长5%（居第4位）、进出口增长8%
    return not sentence.is_run_of_words(grammar.link, head_start, named.start, over_subjects=True)


def _is_trade_of_those_before(sentence: Sentence, clause_start: int, named: Mention, patterns: Patterns) -> bool:
    """民营企业继续领先，进出口额1418亿元: the clause before says whose; so it does of 分别出口191亿元、31亿元."""
    text = sentence.text
    if patterns.lists.respectively.fullmatch(text, named.start - 2, named.start):
        return len(sentence.periods) < 2 and not sentence.places
    if clause_start == sentence.start:
        return False
    before = sentence.clause_start(clause_start - 1)
    is_silent = not (sentence.numbers_between(before, clause_start) or sentence.subjects_between(before, clause_start))
    return is_silent and patterns.subjects.trader.match(text, sentence.head_start(before, clause_start)) is not None


def _goes_on_about_trade_of_some(sentence: Sentence, clause_start: int, named: Mention, grammar: Grammar) -> bool:
    """茶叶进出口3亿元，增长8%，出口居首位: what a clause begins with is of what was told of last; not 出口总额.

    So it is of what the clause right before only names: 机电产品出口势头良好，出口16亿元.
    """
    passage_start = max(sentence.start, sentence.text.rfind("；", sentence.start, clause_start) + 1)
    before = sentence.subjects_between(passage_start, clause_start)
    is_bare = grammar.patterns.subjects.trade_amount.fullmatch(named.name.text) is not None
    if not is_bare or not before:
        return False
    last = before[-1].start
    is_joined = sentence.text[last - 1] in JOINTS  # 进、出口再创新高，进出口…
    is_in_last_clause = last >= sentence.clause_start(clause_start - 1) and not is_joined
    if not (is_in_last_clause or sentence.numbers_between(before[-1].end, clause_start)):
        return False
    return is_trade_of_some(sentence, sentence.clause_start(before[-1].start), before[-1], grammar)


def _is_helped(at: Occurrence, named: Mention, patterns: Patterns) -> bool:
    """帮助企业争取科技资金: what the firms of the region did is the region's."""
    is_done = patterns.subjects.done_by_firms.match(at.text, named.start) is not None
    return is_done and patterns.subjects.helped_before.search(at.text, at.clause_start, named.start) is not None


def _are_examples(at: Occurrence, end: int) -> bool:
    """中科院某研究院、清华某研究院等新型研发机构达18家: the bodies are some of those that are counted."""
    return at.token.unit is Unit.COUNT and at.text[end - 1] == "等"


def is_of_other_body(text: str, start: int, end: int, patterns: Patterns) -> bool:
    """某企业…达到 tells of the firm; 依托山东大学新建… and 新增中心1家（某公司）、… of the region."""
    bodies = patterns.subjects.other_body.finditer(text, start, end)
    is_told = any(not closes_bracket(text, body.end(), end) for body in bodies)
    return is_told and patterns.subjects.with_body.search(text, start, end) is None


def is_counted_with_others(at: Occurrence, named: Mention, patterns: Patterns) -> bool:
    """重点实验室、工程技术研究中心39家, …中心（重点实验室）39家: one number counts things of other kinds too."""
    text = at.text
    if at.token.unit is not Unit.COUNT:
        return False
    if text[named.start - 1] in "（(" and text[named.end] in "）)":
        return True
    return (
        patterns.subjects.kind_beside.match(text, named.end) is not None
        or patterns.subjects.kind_before.search(text, max(at.head_start, named.start - _LONGEST_KIND), named.start)
        is not None
    )


def is_counted_with_next(at: Occurrence, named: Mention, grammar: Grammar) -> bool:
    """新认定12家孵化器、众创空间: one number counts both; not 新增3家孵化器、众创空间5家, where each has its own."""
    text, start = at.text, named.end + 1
    if at.token.unit is not Unit.COUNT or text[named.end] not in JOINTS:
        return False
    other = next((each for each in at.sentence.subjects if each.start >= start and not each.is_whole), None)
    if other is None or other.name.ids == named.name.ids or not grammar.modifier.fullmatch(text, start, other.start):
        return False
    return not at.sentence.numbers_between(other.end, at.sentence.clause_end(other.end))


def _is_of_economy(mention: Mention, catalogue: Catalogue) -> bool:
    return any(indicator.theme == "economy" for indicator in catalogue.indicators_among(mention.name.ids))


def is_item_of_part(text: str, clause_start: int, start: int, patterns: Patterns) -> bool:
    """固定资产投资、工业固定资产投资分别增长8%、9%: an item whose name words before it make that of a part."""
    item = max(text.rfind(mark, clause_start, start) for mark in JOINTS) + 1
    return (
        patterns.subjects.part_words.search(text, max(item, clause_start, start - _LONGEST_PART_OF_ITEM), start)
        is not None
    )
