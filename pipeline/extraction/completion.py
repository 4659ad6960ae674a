"""Completes candidates into observations: what a number says of its indicator, where, when and with what certainty.

What belongs here: the decisions that are the same however a number found its subject. What does not: how it found it
(`bindings.py`, `elisions.py`, `respectively.py`), what it tells there (`tellings.py`), nor of which place
(`figure_places.py`) and period (`figure_periods.py`) it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.extraction.binding import Binding, Candidate, FigurePeriod, Lookups
from pipeline.extraction.bounds import read_bound
from pipeline.extraction.carried import Carried
from pipeline.extraction.carried_statuses import standing_of
from pipeline.extraction.figure_periods import read_periods
from pipeline.extraction.figure_places import place_of, places_of_each
from pipeline.extraction.measures import RELATIVE, Telling, could_state, unit_of
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place
from pipeline.extraction.readings import read_beside
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subject import Subject
from pipeline.extraction.tellings import tellings_of
from pipeline.extraction.told_parts import is_of_parts_in_brackets
from pipeline.reference.indicators import Aspect, Catalogue, Indicator
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import COUNTRY_CODE
from pipeline.segmentation.parts import five_years, years_of_named
from pipeline.vocabulary import Confidence, Measure, Nature, Origin, Status, Unit

_TIMES_SENT = "人次"
"""Persons counted each time: how many were sent over the years, and no stock of them."""
_LONGEST_TITLE = 120
"""Characters at the head of a report in which its title may name the plan that it reviews."""


def candidate_of(
    subject: Subject, at: Occurrence, catalogue: Catalogue, beside: set[str] | None = None
) -> Candidate | None:
    """The first indicator that a subject means here, beside others of a list, and that the number could state."""
    read = read_beside(subject, beside or set(), at, catalogue)
    return next((Candidate(subject, *found) for found in read if could_state(at.token, *found)), None)


def complete(
    candidates: Sequence[Candidate],
    at: Occurrence,
    carried: Carried,
    lookups: Lookups,
    place: Place | None = None,
    period: PeriodMention | None = None,
) -> list[Binding]:
    """What a number states of its candidates: one observation for each of their places and periods.

    `place` and `period` are given where the number is one of a list that goes through them in turn.
    """
    places: Sequence[Place | None] = (place,)
    if place is None and candidates and candidates[0].subject.how in ("before", "carried"):
        several = places_of_each(at, candidates[0].subject, lookups)
        if several:
            places, candidates = several, candidates[:1]
    named = {candidate.indicator.id: candidate for candidate in reversed(candidates)}  # two names of one index
    return [
        binding
        for each in places
        for candidate in reversed(named.values())
        for binding in _states(candidate, at, carried, lookups, each, period)
    ]


def complete_first(
    subject: Subject,
    at: Occurrence,
    carried: Carried,
    lookups: Lookups,
    place: Place | None = None,
    period: PeriodMention | None = None,
) -> list[Binding]:
    """What a number states of a subject by its first candidate; nothing where it can state none."""
    candidate = candidate_of(subject, at, lookups.catalogue)
    return complete([candidate], at, carried, lookups, place, period) if candidate is not None else []


def _is_alone(indicator: Indicator, at: Occurrence, carried: Carried) -> bool:
    """占比达19.4%，提高0.9个百分点，占比及增幅均居首位: where a share alone is told it is what has grown."""
    told = [each for each in carried.bound[carried.inherited :] if each.token.start >= at.sentence.start]
    are_its_own = all(each.indicator is indicator for each in told)
    return are_its_own and len(told) == len(at.sentence.numbers_between(at.sentence.start, at.token.start))


def _states(
    candidate: Candidate,
    at: Occurrence,
    carried: Carried,
    lookups: Lookups,
    place: Place | None,
    period_in_turn: PeriodMention | None,
) -> list[Binding]:
    """The observations of one candidate and place: several where the number is of several years (今明两年)."""
    subject, indicator, reading = candidate.subject, candidate.indicator, candidate.reading
    token, grammar, comes_late = at.token, lookups.grammar, indicator.lag_years > 0
    tellings = tellings_of(candidate, at, carried, lookups)
    if indicator.unit is Unit.PERCENT and len(tellings) > 1 and not _is_alone(indicator, at, carried):
        tellings = tellings[:1]  # 费用…，占比…，增速及占比均居第2位: the growth is that of what has the share
    if not tellings:
        return []
    place = place or place_of(at, subject, carried, lookups)
    if not _is_of_region(place, at, subject, carried, lookups):
        return []
    bound = read_bound(token, at.text, at.clause_start, grammar)
    return [
        Binding(
            token=token,
            indicator=indicator,
            subject=subject,
            place=place,
            period=when.period,
            period_start=when.start,
            period_end=when.end,
            period_origin=when.origin,
            telling=telling,
            standing=standing,
            bound=bound,
            value=value_of(token) * (-1 if telling.is_decline and token.value > 0 else 1),
            value_high=token.value_high,
            unit=unit_of(token, indicator, telling.measure),
            confidence=_confidence(candidate, place, when, standing.status, at, lookups),
            rules=tuple(filter(None, (subject.how, reading.name if reading else None, telling.rule))),
        )
        for telling in tellings
        for is_of_moment in (_is_of_moment(telling, indicator, at, lookups.patterns),)
        for read in read_periods(
            at, subject, carried, lookups.patterns, period_in_turn, is_of_moment=is_of_moment, is_late=comes_late
        )
        for late in (_as_late(read, indicator, carried, at),)
        for standing in (standing_of(candidate, telling, late, at, carried, lookups),)
        for expected in (_as_expected(late, indicator, standing.status, at),)
        for when in (_as_goal(expected, standing.status, at, lookups.patterns),)
    ]


def _is_of_region(place: Place, at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> bool:
    """Whether a figure is that of a division: neither of a body or zone, nor a part of what a wider place has."""
    places = lookups.places
    if place.code is None:
        if place.start is not None and not is_of_parts_in_brackets(at, carried.last()):
            carried.place = place  # what follows is of the zone too, up to a place or a semicolon
        return False
    if subject.how in ("before", "each") and places.is_other_body(at.sentence, at.clause_start, subject.start):
        return False
    local = lookups.patterns.subjects.local_part
    if place.code == COUNTRY_CODE and local.search(at.text, max(0, subject.start - 2), subject.end):
        return False  # 地方一般公共预算收入 is all of a province's, and a part of the country's
    if place.start is None and places.is_set_against(place, at):
        return False
    is_amount = at.token.unit not in RELATIVE
    return not (is_amount and places.is_part_of(place, at, at.text[subject.start : subject.end]))


def _as_late(when: FigurePeriod, indicator: Indicator, carried: Carried, at: Occurrence) -> FigurePeriod:
    """2022年，研发经费46亿元，…。规上工业研发费用占比2.4%: it comes late too, of the year that is named."""
    if carried.late_period is None or not indicator.lag_years:
        return when
    is_silent = when.start is None and when.origin is Origin.PART and not at.sentence.part.is_target
    if not (is_silent or _is_dated_anew(when, carried, at)):
        return when
    return FigurePeriod(carried.late_period, None, None, Origin.EARLIER_SENTENCE)


def _is_dated_anew(when: FigurePeriod, carried: Carried, at: Occurrence) -> bool:
    """2021年，高企52户；研发经费3.9亿元（2020年度），增长31%: the year behind a figure rules what comes late."""
    opened = when.start
    if opened is None or opened >= at.clause_start:
        return False
    told = (each for each in (*carried.forgotten, *carried.bound) if each.is_dated_behind and each.indicator.lag_years)
    return any(each.period_start is not None and opened < each.period_start for each in told)


def _as_expected(when: FigurePeriod, indicator: Indicator, status: Status, at: Occurrence) -> FigurePeriod:
    """1—11月，产值126亿元；全社会研发投入占比预计达2.3%: what comes late is expected of the year, not of its months."""
    is_before = when.start is not None and when.start < at.clause_start and "-" in when.period
    is_late = indicator.lag_years > 0 and status is Status.FORECAST
    return when._replace(period=when.period[:4]) if is_late and is_before else when


def _as_goal(when: FigurePeriod, status: Status, at: Occurrence, patterns: Patterns) -> FigurePeriod:
    """A goal of a five-year plan is one of its last year, an average one of all: 完成“十四五”规划600家的目标.

    So is 规划目标200家, of the plan that the title names or in which the year lies.
    A goal that a review of a part of the year quotes is one of the year: 控制在3%的预期目标以内. Where the date told
    that the year is over, what is striven or called for is of the one that has begun: 要力争全年高企达到950家.
    """
    if status is not Status.TARGET:
        return when
    goal = patterns.periods.goal_of_plan.search(at.text, at.clause_start, at.token.lead)
    years = _years_of_goal(goal, at, patterns) if goal is not None else None
    if goal is not None and years is not None and (when.start is None or when.start < goal.start()):
        is_average = patterns.periods.average_of_years.search(at.text, goal.start(), at.token.lead) is not None
        return FigurePeriod("/".join(map(str, years)) if is_average else str(years[1]), *goal.span(), Origin.CLAUSE)
    part = at.sentence.part
    may_be_of_year = part.is_part_of_year and not part.is_target
    is_so_far = when.start is not None and patterns.periods.since_new_year.match(at.text, when.start) is not None
    if may_be_of_year and (when.origin is Origin.PART or is_so_far):  # 今年以来，…，力争全年达到60亿元
        return when._replace(period=str(part.year))
    is_past = part.is_before_date and not part.is_target and when.period == str(part.year)
    strives = patterns.statuses.strives
    if is_past and part.year is not None and strives.search(at.text, at.sentence.start, at.token.lead):
        return when._replace(period=str(part.year + 1))
    is_of_year_before = part.told_in is not None and not (part.is_told_late or part.is_target or part.is_of_years)
    is_silent = when.start is None and when.origin is Origin.PART
    called_for = patterns.statuses.called_for
    if is_of_year_before and is_silent and called_for.search(at.text, at.sentence.start, at.token.lead):
        return when._replace(period=str(part.told_in))  # 去年，…。会议要求，新建技术创新中心2家
    is_of_months = "-" in when.period and when.start is not None and when.start < at.clause_start
    is_task = is_of_months and (
        patterns.statuses.fulfils_target.search(at.text, at.clause_start, at.token.lead)
        or (not part.is_target and patterns.statuses.target_before.search(at.text, at.clause_start, at.token.lead))
        or patterns.statuses.task_behind.match(at.text, at.token.tail)  # 完成4600人年计划的62%
    )
    return when._replace(period=when.period[:4]) if is_task else when  # 截至11月底286家，完成目标任务260家的110%


def _years_of_goal(goal: re.Match[str], at: Occurrence, patterns: Patterns) -> tuple[int, int] | None:
    """First and last year of the plan that set a goal: the one named with it, else that of the report's title.

    Where neither names one it is the plan in which the year of the part lies.
    """
    if goal["plan"] is not None:
        return five_years("十" + goal["plan"])
    plan, year = patterns.years.five_year_plan.search(at.text, 0, _LONGEST_TITLE), at.sentence.part.year
    if plan is not None:
        return years_of_named(plan)
    if year is None:
        return None
    last = year + -year % 5
    return last - 4, last


def _is_of_moment(telling: Telling, indicator: Indicator, at: Occurrence, patterns: Patterns) -> bool:
    """A rank, and the level of a stock or share, tell how things stand at the end of a period.

    So do what each inhabitant has and the size of the economy, which hardly anybody adds up over the years:
    “十三五”期间，…，居民人均可支配收入57846元.
    """
    if telling.measure is Measure.LEVEL:
        is_size = Aspect.ECONOMY in indicator.aspects and not patterns.periods.summed.search(
            at.text, at.clause_start, at.token.lead
        )
        is_stock = indicator.nature is not Nature.FLOW and not at.text.startswith(_TIMES_SENT, at.token.tail - 2)
        return is_stock or Aspect.PER_HEAD in indicator.aspects or is_size
    return telling.measure in (Measure.RANK, Measure.GROWTH_RANK)


def value_of(token: NumberToken) -> Decimal:
    """The value in the unit of an observation: times grown are per cent."""
    return token.value * 100 if token.unit is Unit.TIMES else token.value


def _confidence(
    candidate: Candidate, place: Place, when: FigurePeriod, status: Status, at: Occurrence, lookups: Lookups
) -> Confidence:
    """The gravest doubt: whose figure it is, then which of two indicators, then where, then when."""
    if candidate.subject.origin is Origin.EARLIER_SENTENCE:
        return Confidence.INHERITED_SUBJECT
    if candidate.has_rival:
        return Confidence.COMPETING_INDICATORS
    is_of_earlier = place.origin in (Origin.SENTENCE, Origin.HEADING) and place.code != lookups.places.own.code
    if is_of_earlier or place.is_inferred:
        return Confidence.INHERITED_REGION
    is_inferred = when.origin is Origin.PART and not at.sentence.part.is_year_told
    if (
        when.origin is Origin.EARLIER_SENTENCE
        or is_inferred
        or _may_lag(candidate.indicator, when, status, at, lookups.patterns)
    ):
        return Confidence.INHERITED_PERIOD
    return Confidence.CERTAIN


def _may_lag(indicator: Indicator, when: FigurePeriod, status: Status, at: Occurrence, patterns: Patterns) -> bool:
    """研发投入强度达到2.9% in a review of 2023 may be of 2022: such statistics come late, and no year is named."""
    if not indicator.lag_years or status is not Status.ACTUAL:
        return False
    return when.start is None or patterns.periods.now.fullmatch(at.text[when.start : when.end]) is not None
