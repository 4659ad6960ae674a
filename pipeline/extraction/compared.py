"""Figures of wider regions that a sentence sets beside its own: 高于全省（12.9%）, 增长11%（全国10.7%、全省10.1%）.

What belongs here: what such a figure states. What does not: which words name the region (`places.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.binding import COMPARED_RULE, Binding, Lookups
from pipeline.extraction.bounds import read_bound
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import value_of
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.written_periods import in_year, year_before
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Measure, Status, Unit

_CLOSING = re.compile(r"[）)]")


def bind_compared(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """高于全省（12.9%）: the figure of the province or country in brackets tells what the last figure told.

    A figure with a sign does not fall with the last one: 下降8%（全国-13.2%）.
    """
    place = lookups.places.compared_with(at) if at.token.unit is not Unit.RANK else None  # 增长5%（全省第1）
    if place is None:
        return _of_period_beside(at, carried, lookups)
    alike = [binding for binding in reversed(carried.bound) if binding.token.unit is at.token.unit]
    if not alike:
        return []
    last = _not_set_beside(alike, at.text)
    named = at.subjects_before()
    if last.token.start < at.clause_start and named and last.indicator.id not in named[-1].name.ids:
        return []  # GDP增长5%，我市投入强度比全省平均水平（2.3%）高
    falls = last.telling.is_decline and at.token.form != "signed"
    if lookups.patterns.places.of_level.search(at.text, place.end or 0, at.token.lead):
        last = next((binding for binding in alike if binding.telling.measure is Measure.LEVEL), last)
    return [_told_beside(last, at, lookups, falls=falls)._replace(place=place)]


def _not_set_beside(alike: Sequence[Binding], text: str) -> Binding:
    """2.1%，较上年（1.9%）提高0.2个百分点，高于全省（1.8%）: what is compared is the first, not what it was before."""
    own = (told for told in alike if told.indicator is alike[0].indicator and text[told.token.lead - 1] not in "（(")
    return next(own, alike[0])


def _of_period_beside(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """增长8.1%，比一季度（6.2%）提高: the growth of another period that stands in brackets behind it.

    What was reached is compared, not aimed at: 增长11%，高于全年目标（10%），较上年同期（9%）加快.
    """
    reached = (each for each in reversed(carried.bound) if each.standing.status is Status.ACTUAL)
    last, text = next(reached, carried.last()), at.text
    if text[at.token.lead - 1] not in "（(" or last is None or last.token.start < at.sentence.start:
        return []
    told = next((mention for mention in at.sentence.periods if mention.end == at.token.lead - 1), None)
    if told is None or last.telling.measure is not Measure.CHANGE_PCT or at.token.unit is not last.token.unit:
        return []
    is_same_time = lookups.patterns.periods.same_time.search(text, told.start, told.end) is not None
    same = in_year(last.period, told.last) if told.last is not None else year_before(last.period)
    period = same if is_same_time else told.resolve(at.sentence.part.year)
    if period is None or not lookups.patterns.periods.base_before.search(text, max(0, told.start - 2), told.start):
        return []
    beside = _told_beside(last, at, lookups, falls=last.telling.is_decline and at.token.form != "signed")
    return [beside._replace(period=period, period_start=told.start, period_end=told.end)]


def _told_beside(last: Binding, at: Occurrence, lookups: Lookups, *, falls: bool) -> Binding:
    """What a number tells that is set beside the last figure: the same of another place or period."""
    return last._replace(
        token=at.token,
        subject=last.subject.carried_into(at.sentence),
        bound=read_bound(at.token, at.text, at.token.lead, lookups.grammar),
        value=value_of(at.token) * (-1 if falls else 1),
        value_high=at.token.value_high,
        rules=(COMPARED_RULE, *last.rules[1:]),
    )


def is_of_standard(told: Binding, at: Occurrence, patterns: Patterns) -> bool:
    """比张店区（38.5%）低3.3个百分点，居全市第3位: what goes on is about the region that was compared.

    So it is behind 与省会济南（投入强度3.26%）相比.
    """
    start, end = told.place.start, told.place.end
    if start is None or end is None or at.text[end] not in "（(" or _CLOSING.search(at.text, end, at.token.lead):
        return False
    if patterns.places.set_against.match(at.text, at.token.tail):
        return True
    is_next = end == at.token.lead - 1
    return is_next and patterns.places.standard_before.search(at.text, at.clause_start, start) is not None


def is_of_mean(told: Binding, at: Occurrence, patterns: Patterns) -> bool:
    """仅为全市平均水平（1.21%）的68.6%，…占比27.9%: the region with whose mean one compares is not told of further."""
    end = told.place.end
    return end is not None and patterns.places.mean_told.fullmatch(at.text, end, at.token.lead) is not None
