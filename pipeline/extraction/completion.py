"""Completes candidates into observations: measure, region, period, status, value.

What belongs here: the decisions that are the same however a number found its subject. What does not: how it found it
(`bindings.py`, `elisions.py`, `respectively.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.extraction.binding import Binding, Candidate, FigurePeriod, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.carried_statuses import standing_of
from pipeline.extraction.figure_periods import read_periods
from pipeline.extraction.grammar import JOINT, SEMICOLON, Grammar
from pipeline.extraction.measures import Telling, fits, read_bound, read_measure
from pipeline.extraction.numbers import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.places import Place
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subjects import Subject
from pipeline.reference.indicators import Indicator
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Confidence, Measure, Nature, Origin, Status, Unit

GROWTH_IN_TURN = "respectively_growth"
"""How a rank found its subject whose turn is that of the growth: 268亿元，增长18%，分居全省第4、第3位."""


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
    if place is None and candidates and candidates[0].subject.how == "before":
        several = _places_of_each(at, candidates[0].subject, lookups)
        if several:
            places, candidates = several, candidates[:1]
    return [
        binding
        for each in places
        for candidate in candidates
        for binding in _states(candidate, at, carried, lookups, each, period)
    ]


def _places_of_each(at: Occurrence, subject: Subject, lookups: Lookups) -> list[Place]:
    """福州、泉州地区生产总值双双突破5000亿元: one figure of each place."""
    if not lookups.patterns.lists.both.search(
        at.text, subject.end, at.token.lead
    ) and not lookups.patterns.lists.surpasses.search(at.text, subject.end, at.token.lead):
        return []
    places = lookups.places.listed_before(at.sentence, at.clause_start, subject.start)
    return places if len(places) > 1 else []


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
    token, grammar = at.token, lookups.grammar
    tellings = _ranks_told(_telling(candidate, at, carried, lookups), at, lookups)
    if indicator.unit is Unit.PERCENT and len(tellings) > 1:
        tellings = tellings[:1]  # 费用…，占比…，增速及占比均居第2位: the growth is that of what has the share
    if not tellings:
        return []
    place = place or _place(at, subject, carried, lookups)
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
            unit=_unit_of(token, indicator, telling.measure),
            confidence=_confidence(candidate, place, when, standing.status, at, lookups),
            rules=tuple(filter(None, (subject.how, reading.name if reading else None, telling.rule))),
        )
        for telling in tellings
        for read in read_periods(
            at, subject, carried, lookups.patterns, period_in_turn, is_of_moment=_is_of_moment(telling, indicator)
        )
        for when in (_as_late(read, indicator, carried, at),)
        for standing in (standing_of(candidate, telling, when, at, carried, lookups),)
    ]


def _is_of_region(place: Place, at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> bool:
    """Whether a figure is that of a division: neither of a body or zone, nor a part of what a wider place has."""
    places = lookups.places
    if subject.how in ("before", "each") and places.is_other_body(at.sentence, at.clause_start, subject.start):
        return False
    if place.code is None:
        if place.start is not None:
            carried.place = place  # what follows is of the zone too, up to a place or a semicolon
        return False
    is_amount = at.token.unit not in (Unit.PERCENT, Unit.PP, Unit.RANK)
    return not (is_amount and places.is_part_of(place, at, at.text[subject.start : subject.end]))


def _as_late(when: FigurePeriod, indicator: Indicator, carried: Carried, at: Occurrence) -> FigurePeriod:
    """2022年，研发经费46亿元，…。规上工业研发费用占比2.4%: it comes late too, of the year that is named."""
    is_silent = when.start is None and when.origin is Origin.PART and not at.sentence.part.is_target
    if carried.late_period is None or not indicator.lag_years or not is_silent:
        return when
    return when._replace(period=carried.late_period, origin=Origin.EARLIER_SENTENCE)


def _ranks_told(telling: Telling | None, at: Occurrence, lookups: Lookups) -> list[Telling]:
    """What a number tells: both ranks for 总量、增速均居第3位, each in turn for 总量、增速分别居第5位、第3位."""
    if telling is None or telling.measure is not Measure.GROWTH_RANK:
        return [] if telling is None else [telling]
    heads = lookups.patterns.lists.level_and_growth.search(at.text, at.clause_start, at.token.lead)
    if heads is None:
        return [telling]
    level = telling._replace(measure=Measure.RANK, start=heads.start(), end=heads.end(), rule="rank_beside_growth")
    if heads["each"]:
        return [level, telling]
    is_first = not at.sentence.numbers_between(heads.end(), at.token.start)
    return [level] if is_first == (heads["level"] is not None) else [telling]


def _is_of_moment(telling: Telling, indicator: Indicator) -> bool:
    """A rank, and the level of a stock or share, tell how things stand at the end of a period."""
    if telling.measure is Measure.LEVEL:
        return indicator.nature is not Nature.FLOW
    return telling.measure in (Measure.RANK, Measure.GROWTH_RANK)


def _telling(candidate: Candidate, at: Occurrence, carried: Carried, lookups: Lookups) -> Telling | None:
    """What the number tells of its indicator, or None where it is no figure of it after all."""
    subject, indicator, reading = candidate.subject, candidate.indicator, candidate.reading
    is_counted_noun = subject.how in ("after", "becomes")
    cue_start = at.clause_start if is_counted_noun else max(at.clause_start, subject.cue_start)
    if subject.how == "announced":
        telling = _announced(candidate, at, lookups.grammar)
    else:
        telling = read_measure(
            at.token, indicator, at.text, cue_start, at.clause_start, lookups.grammar, is_counted_noun=is_counted_noun
        )
    if telling is None:
        telling = _as_goal_of_growth(indicator, at, carried, lookups.grammar)
    told = reading.measure if reading is not None else None
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
    is_change = telling.measure not in (Measure.LEVEL, Measure.RANK)
    if _is_of_stray(telling, subject, carried) or (is_change and is_against_last_month(at, lookups.patterns)):
        return None
    telling = _as_part_of_event(telling, indicator, at, carried, lookups)
    if telling.measure is Measure.RANK and subject.how == GROWTH_IN_TURN:
        telling = telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth")
    if telling.measure is Measure.RANK and (subject.how == "carried" or _tells_last(subject, carried)):
        telling = _as_rank_of_growth(telling, at, carried, lookups)
    return telling if told is not None or fits(at.token, indicator, telling.measure) else None


def _announced(candidate: Candidate, at: Occurrence, grammar: Grammar) -> Telling | None:
    """增速较快的有甲（26%）、乙（18%）; 增加较多的有甲（26家）: what was said before the list is told of each place."""
    token, indicator, text, start = at.token, candidate.indicator, at.text, candidate.subject.cue_start
    change = grammar.change.search(text, start, token.lead)
    if change is not None and token.unit is Unit.COUNT and indicator.unit is Unit.COUNT and change.group() != "超":
        is_decline = change.lastgroup == "decline"
        return Telling(Measure.CHANGE_ABS, is_decline, change.start(), change.end(), "change_announced")
    is_growth = grammar.growth_noun.search(text, start, token.start) is not None
    cue_start = start if is_growth or token.unit is Unit.PERCENT else token.lead
    return read_measure(token, indicator, text, cue_start, at.clause_start, grammar)


def _as_goal_of_growth(indicator: Indicator, at: Occurrence, carried: Carried, grammar: Grammar) -> Telling | None:
    """增长6.2%，超过6%的预期目标; 增长10%，力争12%: a goal in per cent is one of the growth told right before.

    Of an amount any goal in per cent is one (地区生产总值年度目标6.5%), unless its share is spoken of.
    """
    stretch, last = (at.text, at.clause_start, at.token.start), carried.last()
    goal = grammar.patterns.statuses.target_before.search(*stretch)
    if last is not None and last.indicator is indicator and last.telling.measure is Measure.CHANGE_PCT:
        goal = (
            goal
            or grammar.patterns.statuses.target_after.match(at.text, at.token.tail)
            or grammar.target.search(*stretch)
        )
    elif indicator.unit is not Unit.CNY or "占" in at.text[at.clause_start : at.token.start]:
        return None
    if goal is None or at.token.unit is not Unit.PERCENT:
        return None
    return Telling(Measure.CHANGE_PCT, False, goal.start(), goal.end(), "goal_of_growth")


def _is_of_stray(telling: Telling, subject: Subject, carried: Carried) -> bool:
    """研发人员82万人、增长50%: what grew is the amount before, which is none of the indicator (in full-time years)."""
    is_relative = telling.measure is not Measure.LEVEL
    return is_relative and carried.stray is not None and carried.stray.start > subject.start


def _is_first_of_two(told: Sequence[re.Match[str]], at: Occurrence) -> bool:
    """同比、环比分别增长5%、1%: the first number is against the first, the other against the second."""
    is_pair = JOINT.fullmatch(at.text, told[-2].end(), told[-1].start()) is not None
    return is_pair and not at.sentence.numbers_between(told[-1].end(), at.token.start)


def is_against_last_month(at: Occurrence, patterns: Patterns) -> bool:
    """环比增长0.5%, 比上月提高0.1个百分点: changes of the catalogue are those against a year before."""
    told = list(patterns.measures.compared_period.finditer(at.text, at.clause_start, at.token.start))
    against = told[-1] if told else None
    if len(told) > 1 and _is_first_of_two(told, at):
        against = told[-2]
    return against is not None and against["month"] is not None


def _as_part_of_event(
    telling: Telling, indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups
) -> Telling:
    """新增省级以上创新平台45家，其中省重点实验室2家: what is added has parts that are added."""
    last = carried.last()
    if telling.rule != "level" or indicator.nature is not Nature.STOCK or last is None:
        return telling
    is_of_task = last.standing.status is Status.TARGET and last.telling.measure is Measure.CHANGE_ABS
    if is_of_task and last.indicator is indicator and last.token.start >= at.sentence.start:
        done = lookups.patterns.statuses.has_happened.search(at.text, at.clause_start, at.token.lead)
        if done is not None:  # 净增45家的任务，目前完成9家
            return Telling(Measure.CHANGE_ABS, False, done.start(), done.end(), "part_of_what_is_to_be_added")
    of_which = lookups.patterns.lists.of_which.search(at.text, at.sentence.start, at.token.lead)
    if of_which is None or last.telling.measure is not Measure.CHANGE_ABS or last.telling.end > at.token.start:
        return telling
    if lookups.places.names_one(at):
        return telling
    if last.token.start < at.sentence.start or lookups.patterns.measures.level_word.search(
        at.text, at.clause_start, at.token.lead
    ):
        return telling
    return Telling(Measure.CHANGE_ABS, False, of_which.start(), of_which.end(), "part_of_what_was_added")


def _tells_last(subject: Subject, carried: Carried) -> bool:
    """出口增长10.1%、居全省第1位: the last figure stands behind the same name."""
    last = carried.last()
    return subject.how == "before" and last is not None and last.subject.start == subject.start


def _as_rank_of_growth(telling: Telling, at: Occurrence, carried: Carried, lookups: Lookups) -> Telling:
    """增速达62.4%，居全省第一位: of what the clause before spoke of, which is the growth too where no level is told."""
    last, sentence, grammar = carried.last(), at.sentence, lookups.grammar
    if last is None or last.token.start < sentence.start or grammar.head.search(at.text, at.head_start, at.token.lead):
        return telling
    measures = {told.telling.measure for told in carried.bound if told.indicator is last.indicator}
    if last.telling.measure is Measure.CHANGE_PCT and Measure.RANK in measures:  # 居全省第6；增长4.5%，居全省第5
        return telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth_beside_rank")
    if last.telling.measure is Measure.CHANGE_PCT and Measure.LEVEL not in measures:
        return telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth_alone")
    clause_before = sentence.clause_start(at.clause_start - 1)
    if last.token.start < clause_before and not sentence.subjects_between(clause_before, at.clause_start):
        noun = grammar.growth_noun.search(at.text, clause_before, at.clause_start)  # 占比2.9%，增幅达0.3%，居全省第2
        return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth") if noun else telling
    if last.telling.measure is not Measure.CHANGE_PCT:
        return telling
    if sentence.next_clause_start(last.token.tail) < at.clause_start:
        return telling
    noun = grammar.growth_noun.search(at.text, sentence.clause_start(last.token.lead), last.token.start)
    if noun is not None:
        return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth")
    return telling


def _place(at: Occurrence, subject: Subject, carried: Carried, lookups: Lookups) -> Place:
    """The region of a number: one that a comparison or its clause names, the one spoken of, or the report's own.

    What several places have together (武汉、鄂州等5地技术合同成交额) is of no region.
    """
    places, token = lookups.places, at.token
    is_value = token.unit not in (Unit.PP, Unit.RANK)
    compared = places.compared_with(at)
    if compared is not None and is_value:
        return compared
    named = places.of_clause(at.sentence, at.clause_start, token.lead, is_value=is_value)
    if named is not None:
        together = places.listed_before(at.sentence, at.clause_start, token.lead)
        is_sum = len(together) > 1 and named.start in [place.start for place in together]
        return named._replace(code=None, name=None) if is_sum else named
    remark_end = at.clause_start - 1
    if subject.origin is not Origin.CLAUSE and remark_end > at.sentence.start and at.text[remark_end] in "，,":
        beside = places.of_remark(at.sentence, at.sentence.clause_start(remark_end), remark_end)
        if beside is not None:
            return beside
    spoken_of = carried.place
    is_ranked_there = token.unit is Unit.RANK and spoken_of is not None and places.is_around(spoken_of)
    if spoken_of is None or is_ranked_there or _is_past(spoken_of, at, subject, places.own):
        return carried.home or at.sentence.headed or places.own
    return Place(spoken_of.code, spoken_of.name, spoken_of.start, spoken_of.end, Origin.SENTENCE)


def _is_past(place: Place, at: Occurrence, subject: Subject, own: Place) -> bool:
    """Whether a semicolon and a subject of its own end what was said of a place: 张店区…；全市高企达到….

    The report of a zone, which has no code, speaks of its city in passing: 全市高企6000家，区内高企2000家，居全市第1位.
    """
    if own.code is None and (subject.origin is Origin.CLAUSE or at.token.unit is Unit.RANK):
        return True
    if subject.origin is not Origin.CLAUSE or place.end is None:
        return False
    return SEMICOLON.search(at.text, place.end, at.token.lead) is not None


def value_of(token: NumberToken) -> Decimal:
    """The value in the unit of an observation: times grown are per cent."""
    return token.value * 100 if token.unit is Unit.TIMES else token.value


def _unit_of(token: NumberToken, indicator: Indicator, measure: Measure) -> Unit:
    if measure in (Measure.RANK, Measure.GROWTH_RANK):
        return Unit.RANK
    if measure is Measure.CHANGE_PCT:
        return Unit.PERCENT
    if token.unit is not Unit.PP and indicator.unit in (Unit.PERSON_YEAR, Unit.INDEX):
        return indicator.unit
    if token.unit is None and indicator.unit is not None:
        return indicator.unit  # 每万人口发明专利拥有量达16.1
    if token.unit is Unit.OTHER and token.kind is None and indicator.unit is not None:
        return indicator.unit
    return token.unit or Unit.OTHER


def _confidence(
    candidate: Candidate, place: Place, when: FigurePeriod, status: Status, at: Occurrence, lookups: Lookups
) -> Confidence:
    """The gravest doubt: whose figure it is, then which of two indicators, then where, then when."""
    if candidate.subject.origin is Origin.EARLIER_SENTENCE:
        return Confidence.INHERITED_SUBJECT
    if candidate.has_rival:
        return Confidence.COMPETING_INDICATORS
    if place.origin in (Origin.SENTENCE, Origin.HEADING) and place.code != lookups.places.own.code:
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
