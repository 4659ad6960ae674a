"""The status of a figure beside those before it: a growth behind a promised level is promised too.

What belongs here: which status a figure takes from the one before. What does not: what its own words and its part say
(`statuses.py`).
"""

from __future__ import annotations

from pipeline.extraction.binding import Binding, Candidate, FigurePeriod, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.measures import Telling
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.statuses import Standing, is_target_behind, read_status
from pipeline.extraction.written_periods import last_year
from pipeline.vocabulary import Measure, Status


def standing_of(
    candidate: Candidate, telling: Telling, when: FigurePeriod, at: Occurrence, carried: Carried, lookups: Lookups
) -> Standing:
    """The status of a figure; a growth right behind what is promised or expected is so too: 目标929亿元，增长12.5%."""
    standing = read_status(at, last_year(when.period), lookups.grammar)
    last = carried.last()
    if standing.start is not None or telling.measure is not Measure.CHANGE_PCT or candidate.subject.how != "carried":
        return standing
    if last is None or last.indicator is not candidate.indicator or last.period != when.period:
        return standing
    if lookups.patterns.in_truth.search(at.text, at.clause_start, at.token.lead):
        return standing  # 目标增长7%，实际增长8.4%
    if lookups.patterns.goal_passed.search(at.text, at.sentence.clause_start(last.token.start), last.token.start):
        return standing  # 达795家，超额完成650家目标任务，增长48%
    if _is_goal_of_done(last, at, carried, lookups):
        return standing
    is_next = at.sentence.clause_end(last.token.tail) + 1 == at.clause_start and last.token.start > at.sentence.start
    return last.standing if is_next and last.standing.start is not None else standing


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
        lookups.patterns.held_against.search(text, max(start - 1, 0), goal.token.lead) is not None
        or is_target_behind(text, goal.token.tail, lookups.patterns)
    )
