"""From which year a development counts: 由2022年的914家增至1200家, and those beside it that name no year.

What belongs here: the year of the figure that a development begins with. What does not: all other periods
(`figure_periods.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.averages import is_average
from pipeline.extraction.binding import Binding
from pipeline.extraction.carried import Carried
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Occurrence, Sentence
from pipeline.extraction.totals import exceeds
from pipeline.extraction.written_periods import is_span_of_years, last_year, year_before
from pipeline.reference.indicators import Aspect
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Measure, Unit

BEGUN = ("from", "base")
"""Roles of the year from which a development counts: 由2015年…增至…，年均增长; 比2015年增长…，年均增长."""


def year_of_base(
    at: Occurrence, mention: PeriodMention | None, found: str, carried: Carried, patterns: Patterns
) -> str | None:
    """由914家增至1200家: a base without a year is of the one that the sentence names, or the year before."""
    if mention is not None and mention.role == "from":
        return None
    if not at.begins_development(patterns):
        return None
    if mention is not None and mention.first != mention.last and at.text[mention.start : mention.start + 4].isdigit():
        return str(mention.first)  # 2018—2022年…由6590家增至…
    if patterns.periods.from_beginning.search(at.text, at.clause_start, at.token.lead):
        return str(last_year(found) - 1)  # 由年初的100家增至120家
    if at.sentence.years_reviewed and found == str(at.sentence.part.year):
        return _base_told(at) or str(int(found) - at.sentence.years_reviewed)
    is_of_reign = mention is None or carried.suspended is not None  # 五年来，…。2021年…，由全省第11位升至第9位
    told = _base_told(at) or (carried.begun if is_of_reign and (carried.begun or found) < found else None)
    told = told or _base_before(at, found, carried, patterns) or _before_part(at, found)
    return told or (str(int(found[:4]) - 1) if is_span_of_years(found) else year_before(found))


def _before_part(at: Occurrence, found: str) -> str | None:
    """“十三五”工作总结 … 由9家增加到31家: what leads to the end of the years of its part counts from before them.

    So does what is to come in the years of a plan: 到2025年，由60家增加到120家 in that of 2021 to 2025.
    """
    part = at.sentence.part
    if not part.is_of_years or not part.period or not found.isdecimal():
        return None
    is_of_end = part.period[:4] <= found <= part.period[-4:] if part.is_target else found == str(part.year)
    return str(int(part.period[:4]) - 1) if is_of_end else None


def _base_told(at: Occurrence) -> str | None:
    """The year from which an earlier clause of the sentence counts (由2022年的914家增至…，其中…由584家)."""
    for period in reversed(at.sentence.periods):
        is_begun = period.role == "from" or (period.role == "base" and period.first and period.first == period.last)
        if is_begun and period.end <= at.token.start:
            return period.resolve(at.sentence.part.year)
    return None


def _base_before(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> str | None:
    """2017年以来，A从145家增加到2022年的489家，B从220家增加到925家: B counts from the year that A began with."""
    for told in reversed(carried.bound):
        if told.token.start < at.sentence.start:
            return None
        if told.period < found and patterns.periods.to_after.match(at.text, told.token.tail):
            return told.period
    return None


def leads_on(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a figure is one of the two of a development that names no year: 由10亿元增至19亿元."""
    before = at.numbers_before()
    is_end = bool(before) and patterns.periods.to_after.match(at.text, before[-1].tail) is not None
    return not at.sentence.periods and (is_end or at.begins_development(patterns))


def is_against_base(at: Occurrence) -> bool:
    """比“十二五”期末增长1.2倍, 较“十三五”末净增1万亿元: the change up to the end of the years told of.

    Not 较“十二五”, which is of all of them.
    """
    return at.token.unit is not Unit.RANK and any(
        mention.role == "base" and mention.first == mention.last and at.clause_start <= mention.start < at.token.start
        for mention in at.sentence.periods
    )


def years_beside_base(at: Occurrence, carried: Carried) -> str | None:
    """五年累计利用外资29亿美元，比“八五”时期增长80%: of the years of the figure before."""
    last = carried.last()
    is_of_span = last is not None and last.token.start >= at.sentence.start and is_span_of_years(last.period)
    is_against_span = any(
        mention.role == "base" and mention.first != mention.last and at.clause_start <= mention.start < at.token.start
        for mention in at.sentence.periods
    )
    return last.period if last is not None and is_of_span and is_against_span else None


def year_begun(sentence: Sentence) -> str | None:
    """The year from which the developments of a sentence count, for those of its paragraph that name none.

    由2018年的35家增长到210家, “十三五”期间，从35家… and 与2018年相比，…: 2018, 2015 and 2018.
    """
    year = sentence.part.year
    for period in reversed(sentence.periods):
        opens = period.start <= sentence.start + len("与")
        is_base = opens and period.role == "base" and period.first == period.last
        if (period.role == "from" or is_base) and period.last is not None:
            return period.resolve(year)
        span = period.resolve(year) if period.role == "of" else None
        if is_span_of_years(span) and span is not None and "-" not in span:
            is_from_year = sentence.text[period.start : period.start + 4].isdigit()  # not 5年来
            return str(int(span[:4]) - (not is_from_year))
    return None


def year_led_to(sentence: Sentence) -> str | None:
    """The year up to which they do: 2024 of 由2020年的68亿元增至2024年的142亿元."""
    begun: PeriodMention | None = None
    for period in sentence.periods:
        if begun is not None and period.first == period.last and (period.last or 0) > (begun.last or 0):
            return period.resolve(sentence.part.year)
        begun = period if period.role == "from" and period.last is not None else None
    return None


def years_told(carried: Carried, year: str, ruling: str | None) -> str | None:
    """The years up to this one of an average told before: 五年年均增长15%；…，年均增长20%.

    Else `ruling`, those with which the paragraph opens: 过去五年，…。2023年生产总值2060亿元，年均增长9%.
    """
    spans = (*(told.period for told in reversed(carried.bound)), ruling)
    return next((span for span in spans if span and is_span_of_years(span) and last_year(span) == int(year)), None)


def is_listed_with_size(at: Occurrence, found: str, carried: Carried) -> bool:
    """五年来，…。生产总值6万亿元，零售总额2万亿元: listed without a verb behind the size of the economy at the end."""
    told = [each for each in (*carried.forgotten, *carried.bound) if each.token.start >= at.sentence.start]
    named = at.subjects_before()
    if not told or not named or named[-1].end != at.token.lead or at.token.unit is not Unit.CNY:
        return False
    is_size = Aspect.ECONOMY in told[0].indicator.aspects and told[0].telling.measure is Measure.LEVEL
    return is_size and is_span_of_years(found) and told[0].period == str(last_year(found))


def goes_on_about_end(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> bool:
    """五年来，…，GDP达到2万亿元，零售总额超过9千亿元: where the years led to, as the amount right before it."""
    last, text = carried.last(), at.text
    if last is None or last.telling.measure is not Measure.LEVEL or last.unit is not at.token.unit:
        return False
    is_next = at.follows_clause_of(last.token) and text[at.clause_start - 1] in "，,"
    is_of_end = is_span_of_years(found) and last.period == str(last_year(found))
    is_sum = patterns.periods.summed.search(text, at.clause_start, at.token.start) is not None
    return is_next and is_of_end and not is_sum and exceeds(at, patterns)


def is_of_development(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> bool:
    """高企从2家发展到16家，净增14家，增长7倍: the growth between two years told of has the period of the later one.

    So has one in brackets: 由9家增至16家（增长78%）.
    """
    is_growth = at.token.unit in (Unit.PERCENT, Unit.TIMES) and not is_average(at, patterns)
    last, named = carried.last(), at.subjects_before()
    if not is_growth or (named and (last is None or named[-1].start > last.token.start)):
        return False
    levels = [told for told in carried.bound[-3:] if told.telling.measure is not Measure.CHANGE_ABS]
    return any(_develops(told, at, found) for told in (carried.bound[-2:], levels[-2:]))


def _develops(told: Sequence[Binding], at: Occurrence, found: str) -> bool:
    """Whether two figures are those of one thing in two years, the later of which is the last one told of."""
    if len(told) < 2:
        return False
    base, last = told
    is_one = base.indicator is last.indicator and base.token.start >= at.passage_start
    return is_one and base.period < last.period == found.rpartition("/")[2]
