"""The status of a figure beside those before it: a growth behind a promised level is promised too.

What belongs here: which status a figure takes from the one before. What does not: what its own words and its part say
(`statuses.py`).
"""

from __future__ import annotations

from pipeline.extraction.binding import Binding, Candidate, FigurePeriod, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import SEMICOLON, last_match
from pipeline.extraction.measures import Telling
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.statuses import Standing, is_target_behind, read_status
from pipeline.extraction.written_periods import last_year
from pipeline.vocabulary import Measure, Origin, Status


def standing_of(
    candidate: Candidate, telling: Telling, when: FigurePeriod, at: Occurrence, carried: Carried, lookups: Lookups
) -> Standing:
    """The status of a figure; a growth right behind what is promised or expected is so too: 目标929亿元，增长12.5%."""
    standing = read_status(at, when.period, lookups.grammar)
    if carried.expected_from is not None and _is_expected(standing, when, at, carried.expected_from, lookups):
        standing = Standing(Status.FORECAST, None, None, Origin.EARLIER_SENTENCE)
    last = carried.last()
    if _is_task_behind_outcome(standing, candidate, telling, at, carried, lookups):
        return Standing(Status.TARGET, None, None, Origin.CLAUSE)
    told = next((each for each in reversed(carried.bound) if each.standing.status is not Status.TARGET), None)
    if told is not None and _is_part_of_expected(told, standing, when, at, lookups):
        return Standing(Status.FORECAST, None, None, Origin.EARLIER_SENTENCE)
    if standing.start is not None or last is None or last.standing.start is None or last.period != when.period:
        return standing
    if lookups.patterns.statuses.in_truth.search(at.text, at.clause_start, at.token.lead):
        return standing  # 目标增长7%，实际增长8.4%
    if _is_goal_of_done(last, at, carried, lookups) or _is_goal_met(last, standing, at, lookups):
        return standing
    if _is_next_goal(last, standing, at, lookups):
        return last.standing
    is_ahead = last.standing.status is not Status.ACTUAL  # 将达到276家，净增48家
    is_growth = candidate.subject.how == "carried" and (
        telling.measure is Measure.CHANGE_PCT or (is_ahead and telling.measure is Measure.CHANGE_ABS)
    )
    is_next = at.follows_clause_of(last.token) and last.token.start > at.sentence.start
    if is_growth and last.indicator is candidate.indicator and is_next:
        return last.standing
    return last.standing if _is_part_of(last, telling, at, lookups) else standing


def _is_next_goal(last: Binding, standing: Standing, at: Occurrence, lookups: Lookups) -> bool:
    """下一步，确保2022年强度提高0.1个百分点，占比达到50%: the next goal for a year that is not that of the plan."""
    is_goal = last.standing.status is Status.TARGET and standing.status is Status.ACTUAL and at.sentence.part.is_target
    if not is_goal or last.token.start < at.sentence.start or SEMICOLON.search(at.text, last.token.tail, at.token.lead):
        return False
    return lookups.patterns.statuses.achieved.search(at.text, at.clause_start, at.token.lead) is None


def _is_expected(standing: Standing, when: FigurePeriod, at: Occurrence, start: int, lookups: Lookups) -> bool:
    """预计（下同）…。…: what is told behind of the year reviewed, and not as something done."""
    return at.token.start >= start and _may_be_expected(standing, when, at, lookups)


def _may_be_expected(standing: Standing, when: FigurePeriod, at: Occurrence, lookups: Lookups) -> bool:
    """Whether the words of a figure of the year reviewed do not tell of something done."""
    if standing.start is not None or standing.status is not Status.ACTUAL:
        return False
    is_of_part = last_year(when.period) == at.sentence.part.year
    return is_of_part and lookups.patterns.statuses.achieved.search(at.text, at.clause_start, at.token.lead) is None


def _is_part_of_expected(
    last: Binding, standing: Standing, when: FigurePeriod, at: Occurrence, lookups: Lookups
) -> bool:
    """预计生产总值526亿元。其中，第一产业增加值161亿元: a sentence on the parts of what the one before expects.

    So it is behind the plan that the whole is held against: 完成年计划430亿元的95%。其中，….
    """
    is_told_before = last.token.start < at.sentence.start or last.standing.origin is Origin.EARLIER_SENTENCE
    if last.standing.status is not Status.FORECAST or not is_told_before:
        return False
    opens = lookups.patterns.lists.by_kind.match(at.text, at.sentence.start)
    return opens is not None and last.period == when.period and _may_be_expected(standing, when, at, lookups)


def _is_task_behind_outcome(
    standing: Standing, candidate: Candidate, telling: Telling, at: Occurrence, carried: Carried, lookups: Lookups
) -> bool:
    """成交额（预计）达286亿元，提前完成全年任务250亿元: what stands behind an outcome and 完成…任务 is the task.

    A growth or rank may stand between them: 286亿元，增长18%，超额完成年度目标（250亿元）.
    """
    if standing.status is Status.TARGET:
        return False
    is_outcome = any(
        told.indicator is candidate.indicator
        and told.telling.measure is telling.measure
        and at.sentence.start <= told.token.start < at.clause_start
        for told in carried.bound
    )
    return (
        is_outcome
        and lookups.patterns.statuses.fulfils_target.search(at.text, at.clause_start, at.token.lead) is not None
    )


def _is_part_of(whole: Binding, telling: Telling, at: Occurrence, lookups: Lookups) -> bool:
    """计划申报600家，其中湘潭县60家、湘乡市50家: the parts of what is promised are promised."""
    if whole.token.start < at.sentence.start or whole.telling.measure is not telling.measure:
        return False
    of_which = last_match(lookups.patterns.lists.of_which, at.text, at.sentence.start, at.token.lead)
    return (
        of_which is not None
        and lookups.patterns.statuses.has_happened.search(at.text, of_which.end(), at.token.lead) is None
        and not SEMICOLON.search(at.text, of_which.end(), at.token.lead)
    )


def _is_goal_met(goal: Binding, standing: Standing, at: Occurrence, lookups: Lookups) -> bool:
    """超额完成净增16家的目标任务，净增20家: what a clause that has met its goal goes on to tell has happened."""
    if goal.standing.status is not Status.TARGET or standing.status is not Status.ACTUAL:
        return False
    start = at.sentence.head_start(at.sentence.clause_start(goal.token.lead), goal.token.lead)
    is_met = lookups.patterns.statuses.goal_met.match(at.text, start, goal.token.lead) is not None
    return is_met and (goal.standing.start or 0) >= goal.token.tail


def _is_goal_of_done(goal: Binding, at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """达23.6亿元，占目标30亿元的78.7%，增长12%: the goal is what the figure before it is held against."""
    text, start = at.text, at.sentence.clause_start(goal.token.start)
    is_done = any(
        done.indicator is goal.indicator
        and done.period == goal.period
        and done.standing.status is Status.ACTUAL
        and done.token.start >= at.sentence.start
        for done in carried.bound
    )
    return is_done and (
        lookups.patterns.statuses.held_against.search(text, max(start - 1, 0), goal.token.lead) is not None
        or is_target_behind(text, goal.token.tail, lookups.patterns)
    )
