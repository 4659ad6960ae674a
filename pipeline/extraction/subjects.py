"""What a number is of: the indicator that the words before it, behind it or in the clause before name.

What belongs here: which names in its sentence may be the subject of a number. What does not: which indicator a name
means there (`readings.py`), nor measure, period and region of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.events import is_next_of_list
from pipeline.extraction.grammar import BETWEEN_NAMES, JOINT, JOINTS, Grammar, closes_bracket
from pipeline.extraction.named_parts import (
    is_counted_with_next,
    is_counted_with_others,
    is_of_named_body,
    is_of_something_else,
    is_trade_of_some,
)
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.readings import indicators_meant, members_named, reading_of
from pipeline.extraction.sentences import Mention, Occurrence
from pipeline.extraction.subject import Subject, subject_of
from pipeline.reference.indicators import Catalogue
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Nature, Origin, Unit

_FARTHEST_BEHIND = 12
"""Characters between a number and a noun behind it that a reading links to it."""
_LABEL = re.compile(r"([^：:\d]{2,12})[：:]")
"""Words before a colon that opens a clause."""
_LONGEST_DEFINITION = 40
"""Characters of a bracket that says what a name means."""
_LONGEST_HEAD = 14
"""Characters of a head and a mark between two names of a list."""
AND_OTHERS = "等"
"""Right before a number: it counts things of several kinds (全国重点实验室等22个平台)."""
BUILT_ON = "在"
"""Right before a number on which others build: 在360家高企的基础上."""
_AMONG, _SCOPE = "中，", len("全市")
"""What stands behind all there is, before the parts of it; characters of the word before it."""
_LIST_MARK = re.compile(rf"{JOINT.pattern}|[”\"][{JOINTS}]")


def subjects_before(at: Occurrence, grammar: Grammar, catalogue: Catalogue) -> list[Subject]:
    """Subjects in the clause before a number, linked to it by words that add no other subject.

    Several where one number serves all of a list: 高企和科技型中小企业数量均达到600家. Where the last one is a part or
    another thing, what is said of all is of those before it: 发明专利拥有量、PCT国际专利申请量居第2位.
    """
    named = [*at.subjects_before()]
    found = _subjects_among(named, at, grammar, catalogue) if named else []
    while not found and len(named) > 1 and JOINT.match(at.text, named[-2].end) and _is_of_each(at, named[-1], grammar):
        named = named[:-1]
        found = _subjects_among(named, at, grammar, catalogue)
    return found


def _subjects_among(named: list[Mention], at: Occurrence, grammar: Grammar, catalogue: Catalogue) -> list[Subject]:
    """The subjects of a number among the names before it."""
    if len(named) > 1:  # 人均生产总值（按常住人口计算）
        how = grammar.patterns.subjects.by_measure.search(at.text, named[0].end, at.token.lead)
        named = [mention for mention in named if how is None or mention.start < how.start()]
    start = _behind_circumstance(at, named[0].end, grammar.patterns)
    is_bare = start == named[-1].end and not catalogue.indicators_among(named[-1].name.ids)  # 、高技术制造业增加值
    if start > named[-1].end or is_bare:  # 居民人均可支配收入增速高于经济增速、突破3万元
        named = named[:1]
    last = named[-1]
    start = _behind_circumstance(at, last.end, grammar.patterns)
    several = grammar.patterns.lists.several_told.match(at.text, start, at.token.lead)
    start = several.end() if several is not None else start  # 产值占比、投入强度2项指标居前3位
    between = at.sentence.numbers_between(start, at.token.start)
    cue = between[-1].tail if between else start
    is_moved = bool(between) and tells_places_moved(between[0], at.text, grammar.patterns)
    if between and not is_moved and not _is_first_linked(at, last, between[0], grammar, catalogue):
        return []  # 省级重点实验室评估优秀2家、良好5家; but 成交额在全省前移2位、居第5位
    is_linked = _is_linked(at, cue, bool(between), grammar) or _is_linked_by_reading(at, last, cue, grammar, catalogue)
    if not is_linked or is_of_something_else(at, last, catalogue, grammar.patterns):
        return []
    if is_trade_of_some(at.sentence, at.clause_start, last, grammar):
        return []
    group = listed_with(named, at.text, grammar.patterns)
    is_each = not between and _is_of_each(at, last, grammar)
    are_alike = all(mention.name.ids == last.name.ids for mention in group)  # 培训果农、菜农5.2万人次
    if len(group) > 1 and not between and not are_alike:
        return [subject_of(mention, cue, "each") for mention in group] if is_each else []
    is_of_kinds = at.token.unit is Unit.COUNT and at.text[at.token.lead - 1] == AND_OTHERS
    if not between and not is_each and (is_of_kinds or is_counted_with_others(at, last, grammar.patterns)):
        return []
    members = members_named(last, catalogue)
    if members and is_each:
        return [Subject((member,), last.start, last.end, cue, Origin.CLAUSE, "each") for member in members]
    is_announced = all(number.form == "top" for number in between)  # 增速排名前三的分别是宜宾9.5%、绵阳8.9%
    return [subject_of(last, last.end if is_announced else cue, "before")]


def tells_places_moved(token: NumberToken, text: str, patterns: Patterns) -> bool:
    """前移2位, 提升2个位次: by how many places something has moved in a ranking."""
    is_plain = token.unit is Unit.OTHER and text.startswith("位", token.end)
    return is_plain or patterns.numbers.places_moved.match(text, token.end) is not None


def _behind_circumstance(at: Occurrence, start: int, patterns: Patterns) -> int:
    """进出口在对美贸易下降三成的情况下增长12%: where the words go on that tell of what is named before `start`.

    So they do behind 跨过两个万亿元大关、 and, for an amount, behind 增速高于经济增速、.
    The only growth of a list is of what is named and of what no indicator counts: 一般公共预算收入、税收收入增长5%.
    """
    told = patterns.subjects.circumstance.match(at.text, start, at.token.lead)
    if told is None or (told["growth"] and at.token.unit in (Unit.PERCENT, Unit.PP, Unit.RANK)):
        return start
    is_alone = at.token.unit is Unit.PERCENT and JOINT.match(at.text, at.token.tail) is None
    return start if told["stranger"] and not is_alone else told.end()


def _is_first_linked(
    at: Occurrence, named: Mention, first: NumberToken, grammar: Grammar, catalogue: Catalogue
) -> bool:
    """Whether the first number behind a name is one of it: 高新技术企业：申报52家、认定18家."""
    if at.sentence.is_run_of_words(grammar.link, named.end, first.lead):
        return True
    return _is_linked_by_reading(Occurrence(first, at.sentence, at.clause_start), named, named.end, grammar, catalogue)


def _is_of_each(at: Occurrence, named: Mention, grammar: Grammar) -> bool:
    """A、B均居第3位, also without 均: one rank is one of each, and so is a doubling or the only growth (A、B增长5%)."""
    text, start, end, lists = at.text, named.end, at.token.lead, grammar.patterns.lists
    if at.token.form == "doubling":
        return True
    is_in_turn = lists.respectively.search(text, start, end) is not None
    if is_in_turn and grammar.patterns.lists.no_more_behind.match(text, at.token.tail):
        return True  # A、B分别增长15%。: said of both, whatever the word
    if at.token.unit in (Unit.RANK, Unit.PERCENT) and not is_in_turn:
        is_only = JOINT.match(text, at.token.tail) is None and grammar.change.search(text, start, end) is not None
        if at.token.unit is Unit.RANK or is_only:
            return True
    return lists.each.search(text, start, end) is not None


def _is_linked(at: Occurrence, link_start: int, has_number: bool, grammar: Grammar) -> bool:
    """Whether nothing but words that leave the subject as it is stand between it (or a number of it) and the number."""
    if _LIST_MARK.fullmatch(at.text, link_start, at.token.lead):
        return False
    if has_number and grammar.patterns.subjects.quoted_of_level.match(at.text, link_start):
        return False
    start = _skip_joint(at.text, link_start) if has_number else link_start
    return at.sentence.is_run_of_words(grammar.link, start, at.token.lead)


def _is_linked_by_reading(
    at: Occurrence, named: Mention, link_start: int, grammar: Grammar, catalogue: Catalogue
) -> bool:
    """科技成果转化贷款惠及企业312家: words that a reading of the subject asks for link as well."""
    for identifier in named.name.ids:
        reading = reading_of(identifier, at, catalogue)
        if reading is None or reading.indicator is None or reading.before is None:
            continue
        found = reading.before.search(at.text, link_start, at.token.start)
        if found is not None and found.group():
            is_run = at.sentence.is_run_of_words
            return is_run(grammar.link, link_start, found.start()) and is_run(grammar.link, found.end(), at.token.lead)
    return False


def _skip_joint(text: str, position: int) -> int:
    """Where a clause goes on behind a number: 、增长5%; ）、临淄区（198家; 在16市中居第4位."""
    if text[position] in "）)中":
        position += 1
    return position + 1 if text[position] in JOINTS else position


def without_definition(named: list[Mention], text: str) -> list[Mention]:
    """投入强度（R&D经费与生产总值之比）创新高: a bracket right behind a name only says what that is."""
    defined = next((mention for mention in named if text[mention.end] in "（("), None)
    if defined is None or named[-1].end - defined.end > _LONGEST_DEFINITION:
        return named
    closed = max(text.find(mark, named[-1].end, defined.end + _LONGEST_DEFINITION) for mark in "）)")
    is_within = closed >= 0 and not any(mark in text[defined.end + 1 : named[-1].end] for mark in "）)")
    return named[: named.index(defined) + 1] if is_within else named


def listed_with(named: Sequence[Mention], text: str, patterns: Patterns) -> list[Mention]:
    """The last of the subjects with those that stand in a list right before it."""
    group = [named[-1]]
    for mention in reversed(named[:-1]):
        start, end = mention.end, group[0].start
        if not BETWEEN_NAMES.fullmatch(text, start, end) and not _is_headed_list(text, start, end, patterns):
            break
        group.insert(0, mention)
    return group


def _is_headed_list(text: str, start: int, end: int, patterns: Patterns) -> bool:
    """专利申请数、授权数: a head may stand between a name and the mark of the list."""
    return end - start <= _LONGEST_HEAD and patterns.subjects.head_in_list.fullmatch(text, start, end) is not None


def subject_after(at: Occurrence, grammar: Grammar, catalogue: Catalogue) -> Subject | None:
    """The noun that a number counts, where it is the head of its phrase and the clause says what became of it.

    Example: 新增2家省级国际科技合作基地; not 68家科技型中小企业融资需求.
    """
    text, token, clause_start = at.text, at.token, at.clause_start
    following = next((s for s in at.sentence.subjects if s.start >= token.tail and not s.is_whole), None)
    if following is None or following.end > at.sentence.clause_end(token.start) + 1 or text[token.tail] in "、，":
        return None
    if is_of_named_body(at, token.lead, grammar.patterns):
        return None  # 某公司以75件发明专利授权量居全市首位
    if grammar.patterns.subjects.firms_become.fullmatch(text, token.tail, following.start):
        is_helped = grammar.patterns.subjects.help_for_it.match(text, following.end) is not None
        is_part = is_helped or _are_among_them(at, following)
        return None if is_part else subject_of(following, clause_start, "becomes")
    if text[token.lead - 1] == "以" and grammar.patterns.subjects.ranked_with.match(text, following.end):
        return subject_of(following, clause_start, "after")  # 桓台县以436件发明专利授权量居全市首位
    is_told_of_all = text.startswith(_AMONG, following.end) or grammar.patterns.subjects.all_grow.match(
        text, following.end
    )
    if is_told_of_all and token.unit is Unit.COUNT and _is_all_there_is(at, grammar.patterns):
        return subject_of(following, clause_start, "after")  # 全市130家高新技术企业中，张店区52家
    is_attribute = token.unit is Unit.RANK and text.startswith("的", token.tail)  # 全市规模第一的孵化器
    of_kind = grammar.patterns.subjects.of_kind_in_brackets.match(text, token.tail)  # 24个（国家级6个）众创空间
    tail = of_kind.end() if of_kind is not None else token.tail
    if is_attribute or not grammar.modifier.fullmatch(text, tail, following.start):
        return None
    if _tells_of_some(at, following, grammar):
        return None
    if not grammar.phrase_end.match(text, following.end) or is_counted_with_next(at, following, grammar):
        return None
    if text[following.end] in "，," and grammar.patterns.subjects.done_for.match(text, clause_start):
        return None  # 对新培育的12家高新技术企业，加强业务指导
    verbs = grammar.event, grammar.net, grammar.level
    has_verb = any(verb.search(text, clause_start, token.start) is not None for verb in verbs)
    has_verb = has_verb or is_next_of_list(text, token, clause_start, following.end, grammar)
    is_here = grammar.patterns.subjects.stands_here.match(text, following.end) is not None  # 28家孵化器在川布局
    if has_verb or is_here or grammar.patterns.measures.event_after.match(text, token.tail):
        return subject_of(following, clause_start, "after")
    is_base = grammar.patterns.periods.built_on.match(text, following.end) is not None
    if is_base and (text[token.lead - 1] == BUILT_ON or _opens_with_period(at)):
        return subject_of(following, clause_start, "after")  # 在（去年）360家高企的基础上，今年新增60家
    if not (
        (_is_flow(following, at, catalogue) or _ends_registered(following, text, grammar))
        and grammar.patterns.subjects.flow_verb.search(text, clause_start, token.start)
    ):
        return None
    return subject_of(following, clause_start, "after")


def _is_all_there_is(at: Occurrence, patterns: Patterns) -> bool:
    """Whether 全市 stands right before a number."""
    scope = patterns.places.scope.search(at.text, max(at.clause_start, at.token.lead - _SCOPE), at.token.lead)
    return scope is not None and scope.end() == at.token.lead


def _tells_of_some(at: Occurrence, following: Mention, grammar: Grammar) -> bool:
    """有126家高企享受税收优惠: what so many of them do says not how many there are; nor that they are new."""
    if grammar.patterns.subjects.some_of_them_do.match(at.text, following.end) is None:
        return False
    return not any(verb.search(at.text, at.clause_start, at.token.start) for verb in (grammar.event, grammar.net))


def _opens_with_period(at: Occurrence) -> bool:
    """Whether a word for a period stands right before a number: 去年360家."""
    return any(period.end == at.token.lead for period in at.sentence.periods)


def _are_among_them(at: Occurrence, named: Mention) -> bool:
    """科技特派员中有61名被认定为省级科技特派员: what some of them became is a part of all there are."""
    before = at.subjects_before()
    return bool(before) and before[-1].name.ids == named.name.ids and at.text.startswith("中", before[-1].end)


def _is_flow(mention: Mention, at: Occurrence, catalogue: Catalogue) -> bool:
    """Whether a noun may name things of a year (项目): what is done with them then tells of all there are.

    So does a noun that a reading takes for one: 申报9家高新技术企业.
    """
    return any(indicator.nature is Nature.FLOW for indicator, _ in indicators_meant(mention.name.ids, at, catalogue))


def _ends_registered(mention: Mention, text: str, grammar: Grammar) -> bool:
    """完成184家科技型中小企业评价入库: the noun itself says what was done with what it counts."""
    return grammar.patterns.measures.registered.search(text, mention.start, mention.end) is not None


def subject_by_reading(at: Occurrence, catalogue: Catalogue) -> Subject | None:
    """A noun behind the number that a reading links to it: 4人入选国家重点人才工程."""
    token, clause_end = at.token, at.sentence.clause_end(at.token.start)
    for mention in at.sentence.subjects:
        if mention.start < token.tail or mention.is_whole:
            continue
        if mention.end > clause_end or mention.start - token.tail > _FARTHEST_BEHIND:
            return None
        if closes_bracket(at.text, token.tail, mention.start):
            return None  # 12家企业（7家首次认定）申报高新技术企业
        for identifier in mention.name.ids:
            reading = reading_of(identifier, at, catalogue)
            if reading is not None and reading.after is not None and reading.indicator is not None:
                return Subject((identifier,), mention.start, mention.end, at.clause_start, Origin.CLAUSE, "after")
    return None


def is_elided(at: Occurrence, grammar: Grammar) -> bool:
    """Whether a clause names no subject of its own before the number: 总量达到…, 同比增长…, 居全省…."""
    if at.is_elided is None:
        at.is_elided = _is_without_subject(at, grammar)
    return at.is_elided


def _is_without_subject(at: Occurrence, grammar: Grammar) -> bool:
    """What `is_elided` says, looked up: only words that add no subject stand before the number."""
    start = at.head_start
    label = _LABEL.match(at.text, at.clause_start, start)
    if label is not None and not at.sentence.is_run_of_words(grammar.elided, label.start(), label.end(1)):
        told = at.sentence.numbers_between(start, at.token.start)
        if not told or not at.sentence.subjects_between(label.start(), told[0].lead):
            return False  # 外经合作：增长15%, but 技术合同交易额：登记56项、1.38亿元, 惠企政策：研发补助2亿元、60家
    between = at.sentence.numbers_between(start, at.token.start)
    if between:
        start = _skip_joint(at.text, between[-1].tail)
    return at.sentence.is_run_of_words(grammar.elided, start, at.token.lead) or _is_goal(at, start, grammar.patterns)


def _is_goal(at: Occurrence, start: int, patterns: Patterns) -> bool:
    """净增46家，提前完成省考核净增30家的目标: who set the goal, and for what, names no other subject."""
    reached = patterns.subjects.goal_reached.fullmatch(at.text, start, at.token.lead)
    if reached is None or at.sentence.subjects_between(start, at.token.lead):
        return False
    return patterns.statuses.target_after.match(at.text, at.token.tail) is not None
