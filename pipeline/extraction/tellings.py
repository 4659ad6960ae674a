"""Which measure a number states of its candidate (level, growth, rank …): by its own words, or by those before it.

What belongs here: parts of what was added and their goals, lists that were announced. What does not: what the words
beside a number say by themselves (`measures.py`), and what a growth told before makes of it (`growths.py`, `ranks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import COMPARES, JOINT, Grammar, closes_bracket, last_match
from pipeline.extraction.growths import growth_told_before, is_growth_of_something_else
from pipeline.extraction.heads_in_turn import head_in_turn, told_by_head
from pipeline.extraction.measures import Telling, fits, is_gap, read_measure
from pipeline.extraction.ranks import as_rank_of_growth, is_rank_of_added, is_rank_of_share
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subject import Subject
from pipeline.reference.indicators import Indicator
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Measure, Nature, Status, Unit

_DASH, _PART_ADDED = "——", "part_of_what_was_added"
_COUNTED = ("after", "becomes")
"""How a number finds a noun that it counts."""
_RANK_BEHIND = re.compile(rf"(?:{JOINT.pattern})第?[\d一二三四五六七八九十]")
_RANK_BEFORE = re.compile(rf"[\d一二三四五六七八九十][位名]?(?:{JOINT.pattern})$")
_LONGEST_RANK = 6
"""Characters before a rank in which the one before it in its list stands: 十二位、."""
_FARTHEST_GOAL = 3
"""Times by which a change and its goal differ at most: 净增41家，完成目标180家 is one of the total."""
GROWTH_IN_TURN: Final = "respectively_growth"
"""How a rank found its subject whose turn is that of the growth: 268亿元，增长18%，分居全省第4、第3位."""


def tellings_of(candidate: Candidate, at: Occurrence, carried: Carried, lookups: Lookups) -> list[Telling]:
    """What a number tells: both ranks for 总量、增速均居第3位, each in turn for 总量、增速分别居第5位、第3位.

    Nothing where it is no figure of its candidate after all.
    """
    telling = _telling(candidate, at, carried, lookups)
    if telling is None or telling.measure is not Measure.GROWTH_RANK:
        return [] if telling is None else [telling]
    heads = lookups.patterns.lists.level_and_growth.search(at.text, at.clause_start, at.token.lead)
    if heads is None or (candidate.subject.how == "each" and _is_end_of_name(heads, at)):
        return [telling]
    level = telling._replace(measure=Measure.RANK, start=heads.start(), end=heads.end(), rule="rank_beside_growth")
    if heads["both"] or (heads["each"] is not None and not _is_in_list_of_ranks(at)):
        return [level, telling]
    is_first = not at.sentence.numbers_between(heads.end(), at.token.start)
    return [level] if is_first == (heads["level"] is not None) else [telling]


def _is_end_of_name(heads: re.Match[str], at: Occurrence) -> bool:
    """零售总额增速、进出口总额增速均居: of several that grew the name of the last ends with the word for a level."""
    start, end = heads.span("level")
    return at.text.startswith("增", end) and any(named.start < start < named.end for named in at.sentence.subjects)


def _is_in_list_of_ranks(at: Occurrence) -> bool:
    """总量、增速居全市第二、第一: either has a rank of its own."""
    start = max(at.clause_start, at.token.lead - _LONGEST_RANK)
    return bool(_RANK_BEHIND.match(at.text, at.token.tail) or _RANK_BEFORE.search(at.text, start, at.token.lead))


def _telling(candidate: Candidate, at: Occurrence, carried: Carried, lookups: Lookups) -> Telling | None:
    """What the number tells of its indicator, or None where it is no figure of it after all."""
    subject, indicator, reading = candidate.subject, candidate.indicator, candidate.reading
    cue_start = _cue_start(at, None if subject.how in _COUNTED else subject)
    head = head_in_turn(at, lookups.grammar)
    if head is not None and head.lastgroup != "share":
        return told_by_head(head, at, lookups.grammar)
    if indicator.unit is not Unit.PERCENT and is_rank_of_share(at, cue_start, lookups.grammar):
        return None
    telling = _told_by_words(candidate, at, cue_start, carried, lookups)
    told = reading.measure if reading is not None else None
    if told is not None and indicator.maximum is not None and at.token.value > indicator.maximum:
        return None  # 居民消费价格指数为102.1%
    if reading is not None and told is not None:
        is_decline = telling is not None and telling.is_decline
        telling = Telling(told, is_decline, cue_start, at.token.start, reading.name)
    if telling is None:
        return None
    if (
        telling.measure is Measure.CHANGE_PCT
        and subject.how == "carried"
        and indicator.unit is Unit.PERCENT
        and not told
    ):
        return None  # 有研发活动的企业532家，增长15%: the growth is that of the number before, not of the share
    if telling.measure is Measure.LEVEL and is_growth_of_something_else(indicator, at, lookups):
        return None
    is_change = telling.measure not in (Measure.LEVEL, Measure.RANK)
    if _is_of_stray(telling, subject, at, carried, lookups) or (
        is_change and is_against_last_month(at, lookups.patterns)
    ):
        return None
    if telling.measure is Measure.CHANGE_ABS and _is_change_of_change(indicator, at, carried, lookups.patterns):
        return None
    if telling.measure is Measure.RANK and is_rank_of_added(indicator, at, carried, lookups.grammar):
        return None
    telling = _as_own_head_says(telling, subject, indicator, at, lookups.grammar)
    telling = _as_goal_of_nearest(telling, indicator, at, carried, lookups)
    telling = _as_part_of_event(telling, indicator, at, carried, lookups)
    is_of_level = _names_level(at, lookups.grammar)  # 增长4.7%、5.1%，总量全市第二、第三
    if telling.measure is Measure.RANK and subject.how == GROWTH_IN_TURN and not is_of_level:
        telling = telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth")
    if telling.measure is Measure.RANK and (subject.how == "carried" or _tells_last(subject, carried)):
        telling = as_rank_of_growth(telling, subject, at, carried, lookups)
    return telling if told is not None or fits(at.token, indicator, telling.measure) else None


def _told_by_words(
    candidate: Candidate, at: Occurrence, cue_start: int, carried: Carried, lookups: Lookups
) -> Telling | None:
    """What the words around a number say that it tells, those of its own clause first."""
    indicator, grammar = candidate.indicator, lookups.grammar
    if candidate.subject.how == "announced":
        telling = _announced(candidate, at, grammar)
    else:
        is_counted = candidate.subject.how in _COUNTED
        telling = read_measure(
            at.token, indicator, at.text, cue_start, at.clause_start, grammar, is_counted_noun=is_counted
        )
    return telling or growth_told_before(indicator, at, carried, lookups)


def _cue_start(at: Occurrence, subject: Subject | None) -> int:
    """Where the words begin that tell of a number: behind its subject, or of one that it counts in its clause."""
    if subject is not None:
        return max(at.clause_start, subject.cue_start)
    dash = at.text.rfind(_DASH, at.clause_start, at.token.start)
    return dash + len(_DASH) if dash >= 0 else at.clause_start  # 质量大幅提升——26个项目荣获国家奖


def _names_level(at: Occurrence, grammar: Grammar) -> bool:
    """Whether the last head before a rank is the level: 总量, 规模."""
    head = last_match(grammar.head, at.text, at.clause_start, at.token.lead)
    return head is not None and head.lastgroup != "growth"


def _announced(candidate: Candidate, at: Occurrence, grammar: Grammar) -> Telling | None:
    """增速较快的有甲（26%）、乙（18%）; 增加较多的有甲（26家）: what was said before the list is told of each place.

    But 超过全省平均水平的为甲3.6%、乙3.5% says who they are, and tells no gap.
    """
    token, indicator, text, start = at.token, candidate.indicator, at.text, candidate.subject.cue_start
    change = grammar.change.search(text, start, token.lead)
    if change is not None and token.unit is Unit.COUNT and indicator.unit is Unit.COUNT and change.group() != "超":
        is_decline = change.lastgroup == "decline"
        return Telling(Measure.CHANGE_ABS, is_decline, change.start(), change.end(), "change_announced")
    noun = grammar.growth_noun.search(text, start, token.start)
    if token.unit is Unit.PERCENT and is_gap(text, start, token, grammar):
        if noun is not None:
            return Telling(Measure.CHANGE_PCT, False, noun.start(), noun.end(), "growth_announced")
        start = token.lead
    cue_start = start if noun is not None or token.unit is Unit.PERCENT else token.lead
    return read_measure(token, indicator, text, cue_start, at.clause_start, grammar)


def _is_of_stray(telling: Telling, subject: Subject, at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """研发人员82万人、增长50%: what grew is the amount before, which is none of the indicator (in full-time years).

    Not where each of several has its turn: 城镇居民人均可支配收入…，农民人均纯收入…，分别增长11.5%和10.8%.
    Nor what was added in another place than the amount before: 经开区新增高企18家，全市新增126家.
    """
    is_relative = telling.measure is not Measure.LEVEL and subject.how not in ("respectively", GROWTH_IN_TURN)
    if not is_relative or carried.stray is None or carried.stray.start <= subject.start:
        return False
    return telling.measure is not Measure.CHANGE_ABS or not lookups.places.names_one(at)


def _is_first_of_two(told: Sequence[re.Match[str]], at: Occurrence) -> bool:
    """同比、环比分别增长5%、1%: the first number is against the first, the other against the second."""
    is_pair = JOINT.fullmatch(at.text, told[-2].end(), told[-1].start()) is not None
    return is_pair and not at.sentence.numbers_between(told[-1].end(), at.token.start)


def is_against_last_month(at: Occurrence, patterns: Patterns) -> bool:
    """环比增长0.5%, 比上月提高0.1个百分点: changes of the catalogue are those against a year before."""
    told = list(patterns.measures.compared_period.finditer(at.text, at.clause_start, at.token.start))
    against = told[-1] if told else None
    if against is None and patterns.measures.month_on_month.match(at.text, at.sentence.start):
        return True
    if len(told) > 1 and _is_first_of_two(told, at):
        against = told[-2]
    return against is not None and against["month"] is not None


def _is_change_of_change(indicator: Indicator, at: Occurrence, carried: Carried, patterns: Patterns) -> bool:
    """净增18家，同比多增7家: so many more were added than the year before."""
    last = carried.last()
    is_added = last is not None and last.indicator is indicator and last.telling.measure is Measure.CHANGE_ABS
    return is_added and patterns.measures.more_added.search(at.text, at.clause_start, at.token.lead) is not None


def _as_own_head_says(
    telling: Telling, subject: Subject, indicator: Indicator, at: Occurrence, grammar: Grammar
) -> Telling:
    """高企净增数、科技型中小企业入库数分别为120家、680家: of each the head behind its own name says what it is.

    So it does of the first figure of a clause behind it: 高企净增数创历史新高，达120家.
    """
    if subject.how in ("carried", "before") and telling.rule == "level" and indicator.nature is Nature.STOCK:
        is_first = subject.start >= at.sentence.start and not at.sentence.numbers_between(subject.end, at.token.start)
        own = _added_behind(subject.end, at.text, grammar) if is_first else None
        return Telling(Measure.CHANGE_ABS, False, *own.span(), "net_change") if own is not None else telling
    if subject.how != "respectively" or telling.measure not in (Measure.LEVEL, Measure.CHANGE_ABS):
        return telling
    own = _added_behind(subject.end, at.text, grammar)
    if own is not None and indicator.nature is Nature.STOCK:
        return Telling(Measure.CHANGE_ABS, False, *own.span(), "net_change")
    is_of_other = any(
        _added_behind(mention.end, at.text, grammar) is not None
        for mention in at.sentence.subjects_between(at.clause_start, at.token.start)
    )
    return Telling(Measure.LEVEL, False, subject.end, at.token.start, "level") if is_of_other else telling


def _added_behind(position: int, text: str, grammar: Grammar) -> re.Match[str] | None:
    """净增数, 新增数: a head that names what was added."""
    added = grammar.net.match(text, position) or grammar.event.match(text, position)
    return (
        added
        if added is not None and (added.group().endswith("数") or text.startswith(("数", "量"), added.end()))
        else None
    )


def _as_part_of_event(
    telling: Telling, indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups
) -> Telling:
    """新增省级以上创新平台45家，其中省重点实验室2家: what is added has parts that are added."""
    last = carried.last()
    if telling.rule != "level" or indicator.nature is not Nature.STOCK or last is None:
        return telling
    told = next((each for each in reversed(carried.bound) if each.indicator is indicator), last)
    is_of_task = told.standing.status is Status.TARGET and told.telling.measure is Measure.CHANGE_ABS
    is_of_task = is_of_task and told.indicator is indicator and told.token.start >= at.sentence.start
    if is_of_task and at.token.value <= _FARTHEST_GOAL * told.value:
        done = lookups.patterns.statuses.has_happened.search(at.text, at.clause_start, at.token.lead)
        if done is not None:  # 净增45家的任务，目前完成9家
            return Telling(Measure.CHANGE_ABS, False, done.start(), done.end(), "part_of_what_is_to_be_added")
    is_next_part = last.telling.rule == _PART_ADDED  # not 入选26人，其中国家级8人；高企净减3家，降至97家
    start = at.sentence.start if is_next_part else at.passage_start
    of_which = lookups.patterns.lists.of_which.search(at.text, start, at.token.lead)
    if of_which is None or last.telling.measure is not Measure.CHANGE_ABS or last.telling.end > at.token.start:
        return telling
    if not is_next_part and of_which.start() < last.telling.start:
        return telling  # 其中，新增高企31家，入库科技型中小企业76家
    if closes_bracket(at.text, of_which.end(), at.token.lead):
        return telling  # 科技型中小企业320家（其中新增45家），高企182家
    is_aside = at.text[at.sentence.clause_start(last.token.lead)] in COMPARES  # 总数达97个，较上年增加6个，其中…14个
    is_of_place = lookups.places.names_one(at)
    if is_of_place and not is_next_part and not _is_added_there(last, indicator, at, carried):
        return telling
    if is_aside or (last.token.start < at.sentence.start and not is_of_place):
        return telling
    if lookups.patterns.measures.level_word.search(at.text, at.clause_start, at.token.lead):
        return telling
    return Telling(Measure.CHANGE_ABS, False, of_which.start(), of_which.end(), _PART_ADDED)


def _is_added_there(last: Binding, indicator: Indicator, at: Occurrence, carried: Carried) -> bool:
    """新增高企40家。其中，张店区12家: what was added in one place, where nothing told how many there are in all."""
    start = max(at.text.rfind(mark, 0, last.token.lead) for mark in "；;")
    alike = (each for each in carried.bound if each.indicator is indicator)
    told = (each.telling.measure for each in alike if each.token.start > start)
    return last.indicator is indicator and at.token.value <= last.value and Measure.LEVEL not in told


def _as_goal_of_nearest(
    telling: Telling, indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups
) -> Telling:
    """净增41家，完成年度目标（30家）: the goal is one of the figure right before that it comes nearest to."""
    is_of_amount = telling.measure in (Measure.LEVEL, Measure.CHANGE_ABS) and not telling.is_decline
    if not is_of_amount or indicator.nature is not Nature.STOCK or not carried.bound or at.subjects_before():
        return telling
    stretch = at.text, at.clause_start, at.token.lead
    goal = lookups.patterns.statuses.target_before.search(*stretch) or lookups.patterns.subjects.goal_reached.fullmatch(
        *stretch
    )
    told = [each for each in carried.bound if each.indicator is indicator and each.token.start >= at.sentence.start]
    told = [each for each in told if each.token.unit is at.token.unit and each.value > 0]
    nearest = min(told, key=lambda each: _ratio(each.value, at.token.value), default=None)
    if goal is None or nearest is None or _ratio(nearest.value, at.token.value) > _FARTHEST_GOAL:
        return telling
    return Telling(nearest.telling.measure, False, goal.start(), goal.end(), "goal_of_nearest")


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    return max(one, other) / max(min(one, other), Decimal(1))


def _tells_last(subject: Subject, carried: Carried) -> bool:
    """出口增长10.1%、居全省第1位: the last figure stands behind the same name."""
    last = carried.last()
    return subject.how == "before" and last is not None and last.subject.start == subject.start
