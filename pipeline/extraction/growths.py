"""Percentages that are growths though their own words do not say so, since those told before are.

What belongs here: goals of a growth, what other places and periods have of it, a change said once more in per cent.
What does not: growth that the words beside a number tell (`measures.py`), nor its rank (`ranks.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.binding import Binding, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import Grammar, last_match
from pipeline.extraction.measures import Telling
from pipeline.extraction.sentences import Occurrence
from pipeline.reference.indicators import Indicator
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Measure, Status, Unit


def growth_told_before(indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups) -> Telling | None:
    """What a percentage whose words tell nothing is of a growth or change that was told before, if anything."""
    if at.token.unit is not Unit.PERCENT:
        return None
    grammar = lookups.grammar
    return (
        _as_goal_of_growth(indicator, at, carried, grammar)
        or _as_outcome_of_growth(indicator, at, carried, grammar)
        or _as_growth_elsewhere(indicator, at, carried, lookups)
        or _as_growth_of_clause_before(indicator, at, lookups)
        or _as_change_in_percent(indicator, at, carried, grammar.patterns)
    )


def _last_growth(indicator: Indicator, carried: Carried) -> Binding | None:
    """The last figure, where it is a growth of the same indicator."""
    last = carried.last()
    is_growth = last is not None and last.indicator is indicator and last.telling.measure is Measure.CHANGE_PCT
    return last if is_growth else None


def _as_goal_of_growth(indicator: Indicator, at: Occurrence, carried: Carried, grammar: Grammar) -> Telling | None:
    """增长6.2%，超过6%的预期目标; 增长10%，力争12%: a goal in per cent is one of the growth told right before.

    Of an amount any goal in per cent is one (地区生产总值年度目标6.5%), unless its share is spoken of; what part of a
    goal was reached is none (分别增长20%、41%，分别完成目标的102%、110%).
    """
    stretch = at.text, at.clause_start, at.token.start
    if grammar.patterns.statuses.share_of_goal.search(at.text, at.clause_start, at.token.lead):
        return None
    goal = grammar.patterns.statuses.target_before.search(*stretch)
    if _last_growth(indicator, carried) is not None:
        goal = (
            goal
            or grammar.patterns.statuses.target_after.match(at.text, at.token.tail)
            or grammar.target.search(*stretch)
        )
    elif indicator.unit is not Unit.CNY or grammar.patterns.subjects.shared.search(*stretch):
        return None
    if goal is None:
        return None
    return Telling(Measure.CHANGE_PCT, False, goal.start(), goal.end(), "goal_of_growth")


def _as_outcome_of_growth(indicator: Indicator, at: Occurrence, carried: Carried, grammar: Grammar) -> Telling | None:
    """增速目标10%，实际完成12.1%: what came of a growth that was aimed at."""
    goal, stretch = _last_growth(indicator, carried), (at.text, at.clause_start, at.token.lead)
    if goal is None or goal.standing.status is not Status.TARGET or not at.follows_clause_of(goal.token):
        return None
    if grammar.patterns.statuses.share_of_goal.search(*stretch):
        return None
    truth = grammar.patterns.statuses.in_truth.search(*stretch)
    return None if truth is None else Telling(Measure.CHANGE_PCT, False, *truth.span(), "outcome_of_growth")


def _as_growth_elsewhere(indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups) -> Telling | None:
    """GDP增长6.8%，其中张店区7.3%、桓台县仅5.2%: what other places have in per cent of an amount is its growth too.

    So is what other periods have: 增速一季度为6.1%，二季度为7.3%.
    """
    last = _last_growth(indicator, carried)
    if last is None or last.telling.is_decline:
        return None
    heads = {head.lastgroup for head in lookups.grammar.head.finditer(at.text, at.clause_start, at.token.lead)}
    if "share" in heads or indicator.unit is Unit.PERCENT:
        return None
    if not lookups.places.names_one(at) and not _names_period(at):
        return None
    return last.telling._replace(rule="growth_elsewhere")


def _names_period(at: Occurrence) -> bool:
    """Whether the clause names the period of its figure."""
    periods = at.sentence.periods
    return any(each.role == "of" and at.clause_start <= each.start < at.token.start for each in periods)


def _as_change_in_percent(indicator: Indicator, at: Occurrence, carried: Carried, patterns: Patterns) -> Telling | None:
    """增产2200万吨，即7.8%: the change told right before, as a share of what there was."""
    last = carried.last()
    is_change = last is not None and last.telling.measure is Measure.CHANGE_ABS and last.indicator is indicator
    if last is None or not is_change:
        return None
    if at.sentence.clause_end(last.token.tail) + 1 != at.clause_start or not patterns.measures.that_is.match(
        at.text, at.clause_start
    ):
        return None
    return last.telling._replace(measure=Measure.CHANGE_PCT, rule="change_in_percent")


def _as_growth_of_clause_before(indicator: Indicator, at: Occurrence, lookups: Lookups) -> Telling | None:
    """技术合同成交额增长最快，达68%: what an amount reaches in per cent is the growth told of before.

    So is what places have of it: GDP增速方面，绵阳8.9%; 增速前三位的是宜宾、绵阳和遂宁，分别达9.5%、8.9%和8.8%.
    """
    change = _change_of_clause_before(at, lookups) if indicator.unit is not Unit.PERCENT else None
    if change is None:
        return None
    return Telling(Measure.CHANGE_PCT, change.lastgroup == "decline", *change.span(), "growth_of_clause_before")


def is_growth_of_something_else(indicator: Indicator, at: Occurrence, lookups: Lookups) -> bool:
    """投入强度居首；增速最快的是罗田县，达38.6%: no level of a share, but the growth of what it is a share of."""
    if indicator.unit is not Unit.PERCENT or at.token.unit is not Unit.PERCENT or at.subjects_before():
        return False
    change = _change_of_clause_before(at, lookups)
    return change is not None and lookups.patterns.measures.fastest.match(at.text, change.end()) is not None


def _change_of_clause_before(at: Occurrence, lookups: Lookups) -> re.Match[str] | None:
    """The change that the clause before tells of without a figure, where this one but names a place or reaches."""
    if at.clause_start == at.sentence.start:
        return None
    start = at.sentence.clause_start(at.clause_start - 1)
    stretch, grammar = (at.text, at.head_start, at.token.lead), lookups.grammar
    between = at.sentence.numbers_between(start, at.clause_start)  # 增速高于经济增速4.2个百分点，达到9.8%
    told = (number for number in between if number.form != "top" and number.unit is not Unit.PP)
    if next(told, None) is not None or grammar.head.search(*stretch):
        return None
    if any(head.lastgroup == "share" for head in grammar.head.finditer(at.text, start, at.clause_start)):
        return None  # 财政科技支出占比稳步上升，达到5.1%: what rose is the share
    change = last_match(grammar.change, at.text, start, at.clause_start)
    return change if grammar.level.search(*stretch) or lookups.places.names_one(at) else None
