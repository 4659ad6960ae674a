"""Totals of several years: 五年累计投入35亿元, 2021年、2022年…；两年共发放1963万元, “十三五”以来，…累计….

What belongs here: of which years a total is, with a count of them or without, and which amounts are of their end. What
does not: averages (`averages.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import SEMICOLON
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.telling_years import ruling_span
from pipeline.extraction.written_periods import last_year, years_up_to
from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Unit

_LONGEST_UNTIL = 5
"""Characters of 截止到今年 before a month."""
_LONGEST_EXCEEDS = 2
"""Characters of a word for it."""


def total_of_years(at: Occurrence, found: str, patterns: Patterns, *, is_of_moment: bool) -> str | None:
    """五年累计投入35亿元 is of the five years up to the one told of, or from that of a plan on."""
    if "/" in found:
        return None
    total = patterns.periods.total_of_years.search(at.text, at.clause_start, at.token.start)
    if total is None and not is_of_moment:
        total = _total_that_opened(at, patterns)
    if total is None:
        return None
    count = printed_number(total[total.lastindex or 0])
    named = _years_named(at, total, count, patterns)
    return named or _years_of_plan(at, total, found, count) or years_up_to(found, count)


def _years_of_plan(at: Occurrence, total: re.Match[str], found: str, count: int) -> str | None:
    """三年累计新建30家 in a plan for a year is of the three from then on; not 近三年, 三年来."""
    part, looks_back = at.sentence.part, _looks_back(at, total) or "来" in total.group()
    if looks_back or not part.is_target or part.is_of_years or found != part.period:
        return None
    return f"{found}/{int(found) + count - 1}"


def is_amount_of_sum(at: Occurrence, patterns: Patterns) -> bool:
    """五年累计登记技术合同412项，成交金额达26.8亿元: what was counted over the years came to so much money."""
    end = at.clause_start - 1
    if at.token.unit is not Unit.CNY or at.subjects_before() or at.text[end] not in "，,":
        return False
    start = at.sentence.clause_start(end)
    counted = at.sentence.numbers_between(start, end)
    if not counted or counted[-1].unit is not Unit.COUNT:
        return False
    stretch = at.text, start, counted[-1].start
    return (
        patterns.periods.summed.search(*stretch) is not None
        or patterns.periods.total_of_years.search(*stretch) is not None
    )


def _total_that_opened(at: Occurrence, patterns: Patterns) -> re.Match[str] | None:
    """两年共登记技术合同1724项，获省科学技术奖19项: what opened the sentence rules what came together beside it.

    So does what opens behind a semicolon.
    """
    heads = (at.sentence.head_start(start, at.clause_start) for start in (at.passage_start, at.sentence.start))
    total = next(filter(None, (patterns.periods.total_of_years.match(at.text, head) for head in heads)), None)
    if total is None or at.token.unit is Unit.PERCENT or at.token.unit is Unit.RANK:
        return None
    is_anew = any(total.end() <= period.start < at.token.start for period in at.sentence.periods)
    return None if is_anew or SEMICOLON.search(at.text, total.end(), at.clause_start) else total


def _years_named(at: Occurrence, total: re.Match[str], count: int, patterns: Patterns) -> str | None:
    """2021年、2022年研发投入分别为…；两年共发放1963万元: of the years that the sentence names; not 近两年."""
    told = [period for period in at.sentence.periods if period.end <= total.start()]
    since = told[-1] if told else None
    if since is not None and since.first and patterns.periods.since_then.fullmatch(at.text, since.end, total.start()):
        return f"{since.first}/{since.first + count - 1}"  # 自2017年推行以来，四年累计
    before = (period for period in told if period.role == "of")
    years = sorted({period.first for period in before if period.first and period.first == period.last})
    is_row = len(years) == count and years[-1] - years[0] == count - 1
    return f"{years[0]}/{years[-1]}" if is_row and not _looks_back(at, total) else None


def _looks_back(at: Occurrence, total: re.Match[str]) -> bool:
    """近两年累计, 过去三年累计."""
    return at.text[total.start() - 1] in "近去"


def exceeds(at: Occurrence, patterns: Patterns) -> bool:
    """Whether 超过 stands right before an amount: it is not said whether of the last year or of all of them."""
    start = max(at.clause_start, at.token.start - _LONGEST_EXCEEDS)
    return patterns.periods.exceeds_before.search(at.text, start, at.token.start) is not None


def reaches_end(at: Occurrence, patterns: Patterns) -> bool:
    """达到, 突破, 增至 before a number: where the years had led to, and no sum of them."""
    if patterns.periods.reached.search(at.text, at.clause_start, at.token.lead) is not None:
        return True
    is_led = patterns.periods.mean_behind.match(at.text, at.token.tail) is not None  # 零售总额342亿元、年均增长5%
    return is_led and at.token.unit is Unit.CNY and not _came_together(at, patterns)


def _came_together(at: Occurrence, patterns: Patterns) -> bool:
    """五年完成固定资产投资3650亿元，年均增长9%: a sum, though a mean growth stands behind it."""
    stretch = at.text, at.passage_start, at.token.lead
    return (
        patterns.periods.summed.search(*stretch) is not None
        or patterns.periods.total_of_years.search(*stretch) is not None
        or patterns.periods.done_over_years.search(at.text, at.clause_start, at.token.lead) is not None
    )


def is_against_one_year(at: Occurrence, patterns: Patterns) -> bool:
    """五年来，…。零售总额1500亿元，同比增长14%: of the last year is such a growth, and the amount right before it.

    What came together over the years (累计…60亿元，比上年增长20%) is of all of them.
    """
    told, clause = patterns.periods.against_one_year, (at.text, at.clause_start, at.token.lead)
    if told.search(*clause) is not None:
        return True
    return told.match(at.text, at.token.tail) is not None and patterns.periods.summed.search(*clause) is None


def is_sum_of_years(at: Occurrence, mention: PeriodMention | None, found: str, patterns: Patterns) -> bool:
    """累计新增城镇就业9.6万人 is of all the years that the part reviews, and so is what 其中 names behind it.

    So is a sum up to a month of the last of them: “十四五”以来，…。截至8月底，累计…. What came together within
    a year is of that: 全年开工项目86个，累计完成投资42亿元.
    """
    start = at.clause_start
    if patterns.periods.within_year.search(at.text, at.sentence.start, at.token.lead) is not None:
        return False
    is_so_far = mention is not None and patterns.periods.counted_until.search(
        at.text, max(0, mention.start - _LONGEST_UNTIL), mention.start
    )
    if start > at.sentence.start and patterns.lists.of_which.match(at.text, start):
        start = at.sentence.clause_start(start - 1)
    is_one_year = found.isdigit() or is_so_far is not None
    return is_one_year and patterns.periods.summed.search(at.text, start, at.token.lead) is not None


def years_summed(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> str | None:
    """从2010年的…增加到2015年的…；投资累计完成…: a sum is of the years reviewed, or of those developed over.

    “十三五”期间，…，到2020年达到330件；…累计突破2亿元: else of those that the sentence names, or with which its
    paragraph opens, if they end then.
    """
    if found == str(at.sentence.part.year):
        if at.sentence.years_reviewed:
            return years_up_to(found, at.sentence.years_reviewed)
        begun = next((p.last for p in at.sentence.periods if p.role == "from" and p.end < at.clause_start), None)
        if begun and begun + 1 < int(found):
            return f"{begun + 1}/{found}"
    named = (period for period in reversed(at.sentence.periods) if period.role == "of" and period.end < at.clause_start)
    spans = (ruling_span(each, at, patterns) for each in (*named, carried.opening, carried.suspended))
    ruling = next((span for span in spans if span is not None), None)
    return ruling if ruling is not None and last_year(ruling) == last_year(found) else None
