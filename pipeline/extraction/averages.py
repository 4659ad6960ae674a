"""Averages of several years: 年均增长10.4%, 两年平均增长6.8%.

What belongs here: what tells an average, and what stands near it that says over which years it is. What does not: the
years of one figure (`figure_periods.py`).
"""

from __future__ import annotations

from pipeline.extraction.carried import Carried
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.written_periods import is_span_of_years
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.parts import years_of_named
from pipeline.vocabulary import Unit

_LONGEST_AVERAGE = 9
"""Characters before a number in which words may say that it is an average: 两年平均实际增长约."""
_NEAR_PLAN = 400
"""Characters around an average within which a sentence may name the plan that it is over."""


def is_average(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a rate, or how much was added or told of a year (年均增加109家), is an average of several years."""
    stretch = at.text, at.clause_start, at.token.lead
    return at.token.unit is not Unit.RANK and patterns.periods.average_of_years.search(*stretch) is not None


def is_rank_of_average(at: Occurrence, patterns: Patterns) -> bool:
    """两年平均增速居全市第2: the place of a growth over several years."""
    stretch = at.text, at.head_start, at.token.lead
    return at.token.unit is Unit.RANK and patterns.periods.average_of_years.search(*stretch) is not None


def follows_average(carried: Carried, text: str, patterns: Patterns) -> bool:
    """增长8.8%，两年平均增长6.8%。其中，…: the last figure was an average, which the next one is not."""
    last = carried.last()
    window = (max(0, last.token.lead - _LONGEST_AVERAGE), last.token.lead) if last is not None else (0, 0)
    return patterns.periods.average_of_years.search(text, *window) is not None


def first_of_a_row(at: Occurrence) -> str | None:
    """2020年为23亿元，2021年为26亿元，2022年达到32亿元，年均增长17%: the first of the years whose levels were told.

    The goals of a plan of several years (到2023年…；到2024年…；年均增长15%) make no such row: they grow over the plan.
    """
    if is_span_of_years(at.sentence.part.period):
        return None
    single = (p for p in at.sentence.periods if p.role == "of" and p.end < at.clause_start and p.first == p.last)
    years = [str(p.last) for p in single if p.last is not None and not p.last_month]
    return years[0] if len(years) > 1 else None


def years_of_plan(at: Occurrence, found: str, patterns: Patterns) -> str | None:
    """预计2015年，GDP完成331亿元，年均增长10.4%……为“十二五”画上句号: the plan that is named near by ends then."""
    first_near, last_near = max(0, at.token.start - _NEAR_PLAN), at.token.tail + _NEAR_PLAN
    start = max(first_near, at.text.rfind("\n", first_near, at.token.start) + 1)
    end = at.text.find("\n", at.token.tail, last_near)
    plans = patterns.years.five_year_plan.finditer(at.text, start, end if end >= 0 else last_near)
    spans = (years_of_named(plan) for plan in plans)
    return next((f"{first}/{last}" for first, last in spans if str(last) == found), None)
