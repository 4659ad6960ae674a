"""Which period a number takes: the one that its words name, the one of the figure before, or that of its part.

What belongs here: the order in which these are asked, and what takes the period found to other years: averages, sums,
bases and comparisons. What does not: which words a number takes (`period_scopes.py`), from which year they count
(`telling_years.py`), nor their form (`periods.py`).
"""

from __future__ import annotations

from pipeline.extraction.averages import (
    first_of_a_row,
    follows_average,
    is_average,
    is_rank_of_average,
    years_of_plan,
)
from pipeline.extraction.binding import Binding, FigurePeriod
from pipeline.extraction.carried import Carried
from pipeline.extraction.developments import (
    BEGUN,
    goes_on_about_end,
    is_against_base,
    is_listed_with_size,
    is_of_development,
    leads_on,
    year_of_base,
    years_beside_base,
    years_told,
)
from pipeline.extraction.grammar import SEMICOLON
from pipeline.extraction.measures import RELATIVE
from pipeline.extraction.period_scopes import mention_for
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.silent_clauses import goes_on_behind_semicolon, rules_figure
from pipeline.extraction.subject import Subject
from pipeline.extraction.subjects import BUILT_ON
from pipeline.extraction.telling_years import default_period, ruling_span, year_of_telling
from pipeline.extraction.totals import (
    is_against_one_year,
    is_amount_of_sum,
    is_sum_of_years,
    reaches_end,
    total_of_years,
    years_summed,
)
from pipeline.extraction.written_periods import (
    in_year,
    is_rest_of_year,
    is_span_of_years,
    last_year,
    year_before,
    years_ahead,
    years_beside_plan,
    years_up_to,
)
from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Unit

_QUARTER = 3


def read_periods(
    at: Occurrence,
    subject: Subject,
    carried: Carried,
    patterns: Patterns,
    in_turn: PeriodMention | None,
    *,
    is_of_moment: bool,
    is_late: bool,
) -> list[FigurePeriod]:
    """The periods of a number (two for 今明两年), each with its words; none where no year is known.

    `in_turn` is the period whose turn it is in a list; `is_of_moment` says that the number tells how things stand, not
    what came together over the years, `is_late` that it is of statistics that come late.
    """
    mention, origin = (in_turn, Origin.SENTENCE) if in_turn is not None else mention_for(at, subject, patterns)
    if mention is not None and not is_late and _is_of_late_statistics(mention, at, carried):
        mention, origin = None, Origin.PART
    start, end = (mention.start, mention.end) if mention is not None else (None, None)
    year = at.sentence.part.year
    if mention is not None and year is not None and patterns.periods.two_years.match(at.text, mention.start):
        return [FigurePeriod(str(each), start, end, origin) for each in (year, year + 1)]
    found = _told_period(mention, at, subject, carried, patterns)
    if found is None:
        return []
    if mention is not None and _is_from_january(mention, at, patterns):
        found = f"{found[:5]}01{found[7:]}"
    if _is_of_last_month(found, at, patterns):
        found = f"{found[-7:]}/{found[-7:]}"
    if mention is None and found != default_period(at):
        origin = Origin.EARLIER_SENTENCE
    if "-" in found and (is_average(at, patterns) or is_rank_of_average(at, patterns)):
        return []  # 一季度增长38.9%，两年平均增长9.1%: of two first quarters, which no period writes
    several = _several_years(at, mention, found, carried, patterns, is_of_moment=is_of_moment)
    if several is not None:
        return [FigurePeriod(several, start, end, origin)]
    earlier = (
        _year_compared_with(at, found, patterns)
        or _year_of_basis(at, mention, found, patterns)
        or year_of_base(at, mention, found, carried, patterns)
    )
    if earlier is not None:
        return [FigurePeriod(earlier, start, end, Origin.CLAUSE)]
    if is_span_of_years(found) and (is_of_moment or _is_of_last_year(at, found, carried, patterns)):
        found = str(last_year(found))
    if is_rest_of_year(found) and reaches_end(at, patterns):
        found = found[:4]  # 下半年（四季度），力争成交额达到50亿元: what a year reaches by its end
    if "-01/" in found and _is_met_early(mention, at, patterns):
        found = found[:4]
    return [FigurePeriod(found, start, end, origin)]


def _is_from_january(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """一季度完成20亿元，二季度累计达到50亿元: what a quarter or month has summed up to counts from January on."""
    months = mention.last_month - mention.first_month + 1
    start = mention.end if months == 1 else max(mention.end, at.clause_start)  # 6月，收入累计完成32亿元，增长17%
    is_told = mention.first_month > 1 and months in (1, _QUARTER)
    return is_told and patterns.periods.summed.search(at.text, start, at.token.lead) is not None


def _is_met_early(mention: PeriodMention | None, at: Occurrence, patterns: Patterns) -> bool:
    """1—10月成交额12亿元，提前完成省下达的10亿元目标: what months met early is the goal of their year."""
    if mention is not None and mention.start >= at.clause_start:
        return False
    is_early = patterns.periods.met_early.search(at.text, at.clause_start, at.token.lead) is not None
    return is_early and patterns.statuses.target_after.match(at.text, at.token.tail) is not None


def _is_of_last_month(found: str, at: Occurrence, patterns: Patterns) -> bool:
    """1—9月增长6.4%，其中，当月增长5.8%: of the last of the months told of."""
    is_of_months = found[4:8] == "-01/"
    return is_of_months and patterns.periods.month_itself.search(at.text, at.clause_start, at.token.lead) is not None


def _several_years(
    at: Occurrence,
    mention: PeriodMention | None,
    found: str,
    carried: Carried,
    patterns: Patterns,
    *,
    is_of_moment: bool,
) -> str | None:
    """五年累计…, 年均增长…, 五年来，新增…: the years of a total, an average or a sum; None of any other figure."""
    total = total_of_years(at, found, patterns, is_of_moment=is_of_moment)
    several = total or _averaged_years(at, found, carried, patterns)
    if mention is None and several is None:
        several = years_beside_base(at, carried)
    is_of_all = mention is None or mention.start < at.clause_start
    if is_of_all and not is_of_moment and is_sum_of_years(at, mention, found, patterns):
        return years_summed(at, found, carried, patterns) or several
    return several


def _is_of_last_year(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> bool:
    """Whether a figure of several years tells of the last: beside a base or its size, against one year, or reached."""
    return (
        is_against_base(at)
        or is_of_development(at, found, carried, patterns)
        or goes_on_about_end(at, found, carried, patterns)
        or is_listed_with_size(at, found, carried)
        or (is_against_one_year(at, patterns) and not is_average(at, patterns))
        or _is_reached(at, patterns)
    )


def _is_reached(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a clause tells where the years had led to (达到, 连续13年保持), and no rate of all (年均, 增速保持在)."""
    before = at.numbers_before()
    start = before[-1].tail if before else at.clause_start  # 年均增长11.9%、突破2000亿元
    is_average = patterns.periods.average_of_years.search(at.text, start, at.token.lead)
    in_turn = patterns.lists.respectively.search(at.text, at.clause_start, at.token.lead)
    told = at.clause_start if in_turn else start
    is_sum = patterns.periods.summed.search(at.text, told, at.token.lead) is not None  # 累计分别突破9千亿元、3万亿元
    is_running = patterns.periods.years_running.search(at.text, at.clause_start, at.token.lead) is not None
    is_kept = _is_rate(at) and patterns.periods.growth_kept.search(at.text, at.clause_start, at.token.lead) is not None
    is_sum = is_sum or is_amount_of_sum(at, patterns)
    return not (is_average or is_sum) and (is_running or (reaches_end(at, patterns) and not is_kept))


def _is_of_late_statistics(mention: PeriodMention, at: Occurrence, carried: Carried) -> bool:
    """研发投入占比由2015年的1.2%提高到2022年的1.8%；高新技术企业从87家增加到315家: in a report on 2023 of that year.

    So is 2022年全市研发经费3.9亿元；选派特派员227名; a year apart with which the sentence opens is of all it lists.
    """
    year = at.sentence.part.year
    if year is None or mention.start >= at.clause_start or not mention.first == mention.last == year - 1:
        return False
    is_apart = not at.sentence.numbers_between(mention.end, at.sentence.clause_end(mention.end))
    if is_apart and not any(each.role in BEGUN and each.end < mention.start for each in at.sentence.periods):
        return False
    if SEMICOLON.search(at.text, mention.end, at.clause_start) is None:
        return False
    told = [each for each in (*carried.forgotten, *carried.bound) if each.period_start == mention.start]
    return bool(told) and all(each.indicator.lag_years for each in told)


def _told_period(
    mention: PeriodMention | None, at: Occurrence, subject: Subject, carried: Carried, patterns: Patterns
) -> str | None:
    """The period that a mention says, or without one that of what was told before, or of the part."""
    if mention is None:
        return _period_before(at, subject, carried, patterns) or default_period(at)
    return _period_named(mention, at, carried, patterns)


def _period_before(at: Occurrence, subject: Subject, carried: Carried, patterns: Patterns) -> str | None:
    """The period of a number that no mention reaches, as what was told before it says. The first of these decides:

    1. the figure before, for one behind 其中;
    2. the figures that a sentence views by kind, or goes on about behind a semicolon;
    3. the figure of a named year right before a rank, and the year up to which developments lead;
    4. what the paragraph opened with;
    5. the sentence that named the subject, where that is carried.
    """
    if carried.last_period and carried.bound and patterns.lists.of_which.match(at.text, at.sentence.start):
        if _has_ended_period(at, carried):
            return next((told.period for told in carried.bound if told.period_start is None), None)
        if is_average(at, patterns) or not follows_average(carried, at.text, patterns):
            return carried.last_period
        return next((told.period for told in reversed(carried.bound) if not is_span_of_years(told.period)), None)
    goes_on = patterns.lists.by_kind.match(at.text, at.sentence.start) or (
        not carried.bound and patterns.lists.of_which.match(at.text, at.sentence.start)
    )
    goes_on = goes_on or patterns.periods.told_again.match(at.text, at.sentence.start)
    is_year = carried.led_period is not None and carried.led_period.isdecimal()
    is_next_line = is_year and goes_on_behind_semicolon(at.sentence, patterns)
    leads = carried.led_to is not None and leads_on(at, patterns)
    if carried.led_period and not leads and (goes_on or is_next_line):
        return carried.led_period
    if at.token.unit is Unit.RANK and carried.is_last_of_named_year(at):
        return carried.last_period
    if leads:
        return carried.led_to
    if carried.opening is not None and rules_figure(carried.opening, at, patterns):
        return carried.opening.resolve(year_of_telling(carried.opening, at, patterns))
    if subject.how in ("carried", "respectively") and subject.start < at.sentence.start:
        last = carried.last()
        is_silent = last is not None and last.subject.start < at.sentence.start and last.period_start is None
        if carried.inherited or is_silent:
            return carried.last_period  # …增长8%。丽江（20%）、保山（18%）增速居前
    if subject.how == "carried" and any(_is_dated_behind(told, subject) for told in carried.bound):
        return carried.last_period
    return None


def _has_ended_period(at: Occurrence, carried: Carried) -> bool:
    """其中，高企达到90家；1—9月财政科技支出7亿元；科技型中小企业达到180家: the semicolon ends those months."""
    last = carried.last()
    start = last.period_start if last is not None else None
    is_own = start is not None and start >= at.sentence.start
    return is_own and SEMICOLON.search(at.text, start or 0, at.clause_start) is not None


def _period_named(mention: PeriodMention, at: Occurrence, carried: Carried, patterns: Patterns) -> str | None:
    """The period that a mention says of a number: by itself, or counted from the period told of before or the part."""
    part, default = at.sentence.part, default_period(at)
    if mention.is_same:
        return carried.last_period or default
    if default and patterns.periods.same_time.search(at.text, mention.start, mention.end):
        against = _period_against(mention, carried)
        if against is not None and _is_rate(at) and carried.bound[-1].token.unit is not at.token.unit:
            return against
        told = against or carried.last_period or default
        return in_year(told, mention.last) if mention.last is not None else year_before(told)
    if mention.is_now and default is not None:
        is_late = part.is_told_late and patterns.periods.at_present.match(at.text, mention.start) is not None
        year = part.told_in if is_late else part.year  # 2021年，…。目前，… in news of June 2022
        return str(year) if year is not None else default
    if part.is_part_of_year and patterns.periods.since_new_year.match(at.text, mention.start, at.sentence.end):
        return part.period
    found = mention.resolve(year_of_telling(mention, at, patterns))
    return part.period if _is_up_to_quarter(mention, found, at, patterns) else found


def _period_against(mention: PeriodMention, carried: Carried) -> str | None:
    """高企42家（去年同期26家，增长61.5%）: the period that the figure of 去年同期 before a number is set against.

    From it counts what is of then too, and of it is the growth.
    """
    last = carried.last()
    if last is None or last.period_start != mention.start:
        return None
    before = next((told for told in reversed(carried.bound) if told.period_start != mention.start), None)
    return before.period if before is not None else None


def _is_up_to_quarter(mention: PeriodMention, found: str | None, at: Occurrence, patterns: Patterns) -> bool:
    """三季度，GDP增长3.6%，比上半年高1.5个百分点, in a report up to September: it is told up to then."""
    period = at.sentence.part.period
    is_last = mention.first_month > 1 and period is not None and found is not None and period[-7:] == found[-7:]
    is_so_far = is_last and period is not None and period[:8] == f"{period[:5]}01/"
    return is_so_far and patterns.periods.against_first_months.search(at.text, mention.end, at.sentence.end) is not None


def _is_dated_behind(told: Binding, subject: Subject) -> bool:
    """高企420家（2022年），增长12%: the year that stands behind a figure is that of its growth and rank too."""
    return told.subject.start == subject.start and told.is_dated_behind


def _is_rate(at: Occurrence) -> bool:
    return at.token.unit is Unit.PERCENT


def _averaged_years(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> str | None:
    """年均增长 is of all the years it averages: 由2015年…增加到2020年…，年均增长 is 2016/2020."""
    token, sentence = at.token, at.sentence
    if "/" in found or not (is_average(at, patterns) or is_rank_of_average(at, patterns)):
        return None
    for earlier in reversed(sentence.periods):
        if earlier.role in BEGUN and earlier.last is not None and earlier.end < token.start:
            break  # 五年来，…由2017年的A增加到2021年的B，年均增长
        is_before = earlier.start < token.start and earlier.role != "base"  # 是“十一五”的2.5倍
        if is_before and is_span_of_years(span := earlier.resolve(year_of_telling(earlier, at, patterns))):
            return span
    years_long = patterns.periods.years_averaged.search(at.text, at.clause_start, token.lead)
    if years_long:
        return years_up_to(found, printed_number(years_long.group(1)))
    begun = (each for each in reversed(sentence.periods) if each.role in BEGUN and each.end < token.start)
    told = next((each.last for each in begun if each.last), None)
    if sentence.years_reviewed and (told is None or found == str(sentence.part.year)):
        # but 由2016年…增加到2020年…，年均 in a review of 2017 to 2021
        return years_up_to(found, sentence.years_reviewed)
    first = str(told) if told is not None else carried.begun or first_of_a_row(at)
    if first is not None and int(first) + 1 < int(found[:4]):
        return f"{int(first) + 1}/{found}"
    of_part = sentence.part.period if sentence.part.is_of_years else None
    is_alone = sentence.names_alone(found, token.start)
    return (
        years_told(carried, found, ruling_span(carried.opening, at, patterns))
        or (years_beside_plan(of_part, int(found[:4]), is_alone=is_alone) if of_part else None)
        or years_of_plan(at, found, patterns)
        or years_ahead(sentence.part.year, int(found[:4]))
    )


def _year_compared_with(at: Occurrence, found: str, patterns: Patterns) -> str | None:
    """较2022年的1822家增长, 比2020年同期的120亿元: the number that a comparison names is of the year that it names."""
    is_relative = at.token.unit in RELATIVE or at.token.form == "signed"  # 较上年+147家
    period = at.base_before(patterns)
    has_noun = period is not None and at.token.lead - period.end > 1  # 比2014年占比29.5%
    if period is None or (is_relative and not has_noun and at.text[at.token.lead - 1] not in "的（("):
        return None  # but 较2020年（2.02%）提高
    if patterns.periods.same_time.search(at.text, period.start, period.end):
        return in_year(found, period.last) if period.last else year_before(found)
    return period.resolve(at.sentence.part.year)


def _is_built_on(at: Occurrence, patterns: Patterns) -> bool:
    """在16.3亿元的基础上增长15%, 2024年在16.3亿元的基础上…, 在360家高企的基础上…: the level of the year before."""
    named = at.sentence.subject_at(at.token.tail) if at.text[at.token.lead - 1] == BUILT_ON else None
    tail = named.end if named is not None else at.token.tail
    tail += at.text.startswith("的", tail)
    return patterns.periods.basis.match(at.text, tail) is not None


def _is_of_then(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """去年, 2020年同期: words that are already of the year before."""
    is_same_time = patterns.periods.same_time.search(at.text, mention.start, mention.end) is not None
    return mention.year_offset == -1 or is_same_time


def _year_of_basis(at: Occurrence, mention: PeriodMention | None, found: str, patterns: Patterns) -> str | None:
    """在331家的基础上增长12%: what a growth builds on is of the year before, unless words say so already."""
    if not _is_built_on(at, patterns) or (mention is not None and at.text.find("在", mention.end, at.token.lead) < 0):
        return None
    if mention is not None and mention.start >= at.clause_start and _is_of_then(mention, at, patterns):
        return None
    return year_before(found) if "/" in found and "-" in found else str(int(found[:4]) - 1)
