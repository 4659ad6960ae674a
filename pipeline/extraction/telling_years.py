"""From which year words for a time count: 去年, 今年, 近三年, 1—9月 are of the year in which they are told.

What belongs here: that year, and the period of the part where no words name one. What does not: which words a number
takes (`period_scopes.py`), nor in which year a report speaks (pipeline/segmentation/told_years.py).
"""

from __future__ import annotations

from pipeline.extraction.averages import is_average
from pipeline.extraction.grammar import last_match
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.written_periods import is_span_of_years
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Unit

_NEAR = 300
"""Characters before a month within which 今年 rules it."""


def default_period(at: Occurrence) -> str | None:
    """The period of the part that a number stands in, or the year behind it where its sentence compares with that."""
    part = at.sentence.part
    if part.year is not None and at.sentence.compares_with_its_year():
        return str(part.year + 1)
    return part.period or (str(part.year) if part.year is not None else None)


def year_of_telling(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> int | None:
    """The year from which a mention counts: that of the part, or for 去年 and 今年 the one in which it is told.

    明年 in the plan that follows a review is the year of that plan, which is told before it begins. 今后五年 begin with
    the year that is promised, or behind the one reviewed.
    """
    part = at.sentence.part
    if mention.is_count_of_years and part.is_within_year and part.year is not None:
        is_rate = at.token.unit is Unit.TIMES or is_average(at, patterns) or _has_grown_over(at, patterns)
        return part.year - is_rate  # 近三年年均增长 in news of June 2024: over years that have ended
    if mention.is_count_of_years and mention.year_offset <= 0 and part.is_target and part.period == str(part.year):
        return int(part.period) - 1  # 近三年累计新建28家 in a plan: over the years before it
    if mention.year_offset > 0 and not mention.is_single and part.year is not None:
        if part.is_target:
            return int(part.period[:4]) if part.period and part.is_of_years else part.year
        return part.year + 1
    if mention.is_single and part.is_target and part.ordinal and part.year is not None:
        told = (patterns.years.told_from_now.match(at.text, other.start) for other in at.sentence.periods)
        is_told_within = any(word is not None and word["this"] for word in told)
        return part.year if is_told_within else part.year - 1
    if part.told_in is None:
        return part.year
    before_last = patterns.periods.other_year.match(at.text, mention.start)
    is_from_now = (
        before_last is not None and before_last["before_last"] is not None
    ) or patterns.years.told_from_now.match(at.text, mention.start) is not None
    return part.told_in if is_from_now or _goes_on_about_now(mention, at.text, patterns) else part.year


def _has_grown_over(at: Occurrence, patterns: Patterns) -> bool:
    """过去五年，研发经费投入增长58%: the growth of all those years, and not since the last of them (同比)."""
    if at.token.unit not in (Unit.PERCENT, Unit.PP):
        return False
    clause = at.text, at.clause_start, at.token.lead
    is_of_all = patterns.periods.grown_over_years.search(*clause) is not None
    return is_of_all and patterns.periods.against_one_year.search(*clause) is None


def _goes_on_about_now(mention: PeriodMention, text: str, patterns: Patterns) -> bool:
    """今年，…。截至2月底，… a few sentences on: the month, which names no year, is one of 今年."""
    start = max(0, mention.start - _NEAR)
    if mention.last_month == 0 or mention.first is not None or mention.year_offset:
        return False
    told = last_match(patterns.years.told_from_now, text, start, mention.start)
    return told is not None and told["this"] is not None


def ruling_span(opening: PeriodMention | None, at: Occurrence, patterns: Patterns) -> str | None:
    """The years with which the paragraph opens: 过去五年，…。"""
    span = opening.resolve(year_of_telling(opening, at, patterns)) if opening is not None else None
    return span if is_span_of_years(span) else None
