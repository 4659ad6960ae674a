"""The part that a report opens with: of which period it tells, and whether it reviews or promises.

What belongs here: what title, date and first sentences say of it. What does not: the parts that headings begin
(`parts.py`), nor the year with which sentences begin (`leading_years.py`), nor who the report is of and when it was
issued (`profiles.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.inferred_years import (
    BEGINNING,
    inferred_year,
    is_early_in,
    is_of_goals_alone,
    is_of_months_over,
    years_promised,
)
from pipeline.segmentation.leading_years import leading_part_of_year, year_before_chapter, year_deployed, year_told
from pipeline.segmentation.parts import (
    DATE_TOLD,
    DAY_TOLD,
    END_OF_YEAR,
    LOOK_AHEAD,
    MONTH_TOLD,
    QUOTED,
    YEAR,
    YEARS,
    FoundYear,
    Part,
    YearRule,
    dated,
    part_words,
    period_of,
    status_of_heading,
    years_of_named,
)
from pipeline.segmentation.short_years import with_full_years
from pipeline.vocabulary import Status

_NUMBER = re.compile(r"\d+")
_MONTHS = 12
_NEW_TERM = 7
"""The first month in which a congress that begins a term meets so late that its work report is on the year itself."""
LOOK_FOR_YEAR = 1500
"""Characters at the head of a report in which a sentence may begin with the year that the report tells of."""


def is_work_report(title: str, patterns: Patterns) -> bool:
    """Whether a title is that of a government's work report, which reviews the year before its own."""
    return patterns.years.work_report.search(title) is not None


def first_part(title: str | None, body: str, issued: date | None, reference: Reference) -> Part:
    """The part that a report opens with, from its title; failing that from its date and the years it names."""
    patterns = reference.patterns
    title = with_full_years(patterns.years.vision.sub("", title or ""), patterns)
    opening = with_full_years(body[:LOOK_FOR_YEAR], patterns)
    if not title and (plan := patterns.years.sets_out_plan.search(opening)) is not None:
        title = plan.group()  # 市长昨天作《关于“十一五”规划纲要（草案）的报告》
    bare = QUOTED.sub("", title)
    is_of_deeds = bare != title and patterns.years.carries_out.search(bare) is not None  # 推动《…规划》重点任务落实
    is_of_deeds = is_of_deeds and not patterns.years.mid_term.search(bare)
    title = bare if is_of_deeds else title
    kind = patterns.years.listed_in_plan.sub("", title)
    status, is_review = (Status.ACTUAL, False) if is_of_deeds else _status(kind, opening, reference)
    years = _years_in_title(title, opening, issued, patterns, is_review=is_review)
    if len(years) == 1 and status is Status.ACTUAL and _tells_of_year_before(title, years[0], body, patterns):
        years = [years[0] - 1]
    if len(years) == 1 and status is Status.ACTUAL and issued is not None and years[0] > issued.year + 1:
        years = []  # 我国经济总量2020年将超90万亿元 in news of 2016
    if len(years) == 1 and status is Status.ACTUAL and issued is None and _is_goal(years[0], title, body, patterns):
        years = []  # 2010年人均生产总值将达1万美元 above a text on 2005 and 2006
    if not years and (middle := _middle_of_plan(title, body, patterns)) is not None:
        return Part(0, middle, str(middle), Status.ACTUAL, year_rule=YearRule.MIDDLE_OF_PLAN)
    told = _year_reviewed(title, years, patterns) if years else _year_told(title, body, issued, status, patterns)
    if not years and status is Status.TARGET and issued and told == issued.year - 1:
        told = None  # 2010年，我市被列入试点城市 in a plan of April 2011: nobody plans for the year that is over
    if not years and issued is not None and is_of_months_over(title, issued, patterns):
        told = None  # 2023年，… in 一季度工作总结 of April 2024
    if status is Status.ACTUAL and told is None and issued is None and is_of_goals_alone(title, body, patterns):
        status = Status.TARGET
    year, rule, _ = (
        FoundYear(told, _rule_of_told(told, years, title))
        if told is not None
        else inferred_year(title, body, issued, status, patterns)
    )
    named = _words_of_year(title, year) if years else title
    is_under_way = year is not None and _is_year_under_way(year, status, issued)
    if year is not None and (
        is_under_way
        or patterns.years.part_of_year_alone.search(named)
        or not (years or _is_of_whole_year(title, year, status, issued, patterns))
    ):
        named += leading_part_of_year(body, year, patterns, is_under_way=is_under_way)
    announced = patterns.years.announced_part.search(opening)
    period = period_of(announced.group() if announced else named, year, patterns)
    if years and year is not None and period == str(year):
        period = _statistics_so_far(title, year, patterns) or period
    if period is not None and "/" in period and "-" not in period:
        year, rule = int(period[-4:]), YearRule.FIRST_WORDS if announced else YearRule.TITLE
    is_told = told is not None or patterns.years.five_year_plan.search(title) is not None
    return dated(Part(0, year, period, status, is_told, year_rule=rule), issued)


def _year_told(title: str, body: str, issued: date | None, status: Status, patterns: Patterns) -> int | None:
    """The year that the first words tell; for a review also the one before that for which a chapter plans."""
    told = year_told(with_full_years(body[:LOOK_FOR_YEAR], patterns), issued, status, patterns)
    return told or (year_before_chapter(title, body, patterns) if status is Status.ACTUAL else None)


def _is_goal(year: int, title: str, body: str, patterns: Patterns) -> bool:
    """Whether the year of a title is one by which something is promised: 到2010年，… in a text on years before.

    Not 到2020年底 below 2020年工作总结.
    """
    if patterns.years.summary.search(title) is not None:
        return False
    others = {int(other) for other in YEAR.findall(body)} - {year}
    return bool(others) and year > max(others) + 1 and re.search(rf"到{year}年(?![底末])", body) is not None


def _rule_of_told(year: int, years: Sequence[int], title: str) -> YearRule:
    """By what a year was told: `years` are those that the title tells, be it by naming others."""
    if not years:
        return YearRule.FIRST_WORDS
    return YearRule.TITLE if year in _years_printed(title) else YearRule.TITLE_OF_ANOTHER


def _is_year_under_way(year: int, status: Status, issued: date | None) -> bool:
    """Whether a report of what happened appears before the year that it tells of is over."""
    is_of_year = status is Status.ACTUAL and issued is not None and issued.year == year
    return is_of_year and issued is not None and issued.month < END_OF_YEAR


def _is_of_whole_year(title: str, year: int, status: Status, issued: date | None, patterns: Patterns) -> bool:
    """Whether a title without a year is of a whole one: 工作总结 of December, 述职报告（2022年1月）, but no news.

    A part of the year that their first lines tell (1-11月) is of its sentence alone.
    """
    if issued is not None and issued.year > year:
        return patterns.lines.title_end.search(title) is not None
    is_of_date = status is Status.ACTUAL and issued is not None and issued.year == year
    return is_of_date and patterns.years.summary.search(title) is not None


def _year_reviewed(title: str, years: Sequence[int], patterns: Patterns) -> int:
    """The earliest year of a title, or its first where that one is summed up.

    Some sites shift years: 2019年工作总结和2018年工作思路.
    """
    printed = [match.end() for match in YEAR.finditer(title)]
    is_shifted = years[0] > min(years) and len(printed) > 1
    if is_shifted and patterns.years.summary.search(title, printed[0], printed[1]):
        return years[0]
    return min(years)


def _statistics_so_far(title: str, year: int, patterns: Patterns) -> str | None:
    """2022年三季度主要经济指标: from January on, as such statistics are told; None for the whole year."""
    told = patterns.years.statistics_so_far.search(title)
    if told is None:
        return None
    months = int(told["month"]) if told["month"] else 3 * printed_number(told["quarter"])
    return f"{year}-01/{year}-{months:02d}" if months < _MONTHS else None


def _middle_of_plan(title: str, body: str, patterns: Patterns) -> int | None:
    """The year up to which a mid-term review of a five-year plan tells: the one within it that the text names most."""
    plan = patterns.years.five_year_plan.search(title) if patterns.years.mid_term.search(title) else None
    if plan is None:
        return None
    first, last = years_of_named(plan)
    named = Counter(year for year in map(int, YEAR.findall(body)) if first <= year < last)
    return max(named, key=lambda year: (named[year], year), default=None)


def _status(title: str, opening: str, reference: Reference) -> tuple[Status, bool]:
    """Whether a report reviews or promises, and whether it is a work report that reviews.

    A title with a word for what happened (工作总结和工作计划) or with several years is that of a review; so is one that
    says goals were met (主要发展目标顺利实现).
    """
    patterns, words = reference.patterns, part_words(reference)
    told = None if patterns.years.speech.search(title) else status_of_heading(title, words)
    status = told or (Status.TARGET if patterns.years.sets_out_plan.search(opening) else Status.ACTUAL)
    is_review = status is Status.ACTUAL and is_work_report(title, patterns)
    has_several = len(_years_printed(title)) > 1 and not YEARS.search(title)
    if (
        has_several
        or patterns.years.goals_met.search(title)
        or any(word.lastgroup == "actual" for word in words.finditer(patterns.years.report_named.sub("", title)))
    ):
        status = Status.ACTUAL
    if patterns.years.plan_opens.search(opening) or (told is None and year_deployed(opening, patterns) is not None):
        status = Status.TARGET
    return status, is_review


def _words_of_year(title: str, year: int | None) -> str:
    """What a title with several years says of one: 2021年决算和 of 2021年决算和2022年上半年预算执行情况的报告."""
    printed = [*YEAR.finditer(title)]
    start = next((match.start() for match in printed if int(match.group(1)) == year), None)
    if start is None or len(printed) == 1 or YEARS.search(title):
        return title
    end = next((match.start() for match in printed if match.start() > start), None)
    return title[start:end]


def _years_printed(title: str) -> list[int]:
    return [int(year) for year in YEAR.findall(DATE_TOLD.sub("", title))]


def _years_in_title(title: str, opening: str, issued: date | None, patterns: Patterns, *, is_review: bool) -> list[int]:
    """The years of which a title says that its report tells: that of a work report is the one before its own."""
    yearbook = patterns.years.yearbook.search(title)
    if yearbook is not None:
        return [int(yearbook.group(1)) - 1]
    digest = patterns.years.year_of_digest.match(opening)
    if digest is not None:
        return [int(digest.group(1))]
    years = _years_printed(MONTH_TOLD.sub("", title) if is_review else title)
    if not years and is_review and issued is not None:
        is_of_new_term = issued.month >= _NEW_TERM and patterns.years.first_session.search(opening) is not None
        is_over = is_of_new_term or issued.month >= END_OF_YEAR
        return [issued.year if is_over else issued.year - 1]
    if not years and is_review and (first := patterns.years.year_reviewed_first.search(opening)) is not None:
        return [int(first.group(1))]
    if not years and is_review and (begun := patterns.years.year_begun.search(opening)) is not None:
        year = int(begun.group(1))
        if f"{year}年" not in patterns.headings.goals_of_the_year.sub("", patterns.years.year_begun.sub("", opening)):
            return [year - 1] if f"{year - 1}年" in opening else []  # 2015年是关键之年。…，2014年全省…: of the session
    if len(years) != 1:
        return years
    is_of_before = (
        (is_review and not _is_of_year_in_title(years[0], opening, issued, patterns))
        or patterns.years.year_of_plan.search(title)
        or _is_news_of_meeting(title, years[0], opening, issued, patterns)
    )
    return [years[0] - 1] if is_of_before else years


def _tells_of_year_before(title: str, year: int, body: str, patterns: Patterns) -> bool:
    """2017年监测通报 / 2016年，…: the year in which it came out, where its sentences only tell of the last."""
    if patterns.years.summary.search(title) or title.count(str(year)) != 1:
        return False
    is_of_months = "-" in (period_of(title, year, patterns) or "")
    if is_of_months or patterns.years.work_of_year.search(title):
        return False  # 2024年工作情况汇报 / 2023年，研发经费…: what is told a year late comes first
    if patterns.years.this_year_so_far.search(body, 0, LOOK_FOR_YEAR):
        return False
    leading = patterns.years.leading_year.search(body, 0, LOOK_FOR_YEAR)
    if leading is None or int(leading.group(1)) != year - 1:
        return False
    before = QUOTED.sub("", DATE_TOLD.sub("", body[: leading.start()]))
    if len(_NUMBER.findall(before)) > 1:  # that of its title
        return False  # 2020年统计公报 / 全年生产总值526亿元。…2019年，…
    return YEAR.findall(QUOTED.sub("", DATE_TOLD.sub("", with_full_years(body, patterns)))).count(str(year)) < 2


def _is_of_year_in_title(year: int, opening: str, issued: date | None, patterns: Patterns) -> bool:
    """2019年某县政府工作报告, delivered in January 2020: some bear the year that they review.

    Not where the first sentence on that year promises: 去年，…。2020年，全县将….
    """
    first = patterns.years.year_reviewed_first.search(opening)
    if first is None or int(first.group(1)) != year or (issued is not None and issued.year == year):
        return False
    return patterns.years.goal_year.match(opening, first.start(1)) is None


def _is_news_of_meeting(title: str, year: int, opening: str, issued: date | None, patterns: Patterns) -> bool:
    """2022年全省科技工作会议召开: at the beginning of a year a meeting hears what the year before has brought.

    Not one that sums up the year which it names: 2022年度总结大会召开.
    """
    if patterns.years.summed_up.search(title) or patterns.years.meeting_held.search(title) is None:
        return False
    looks_back = patterns.years.year_before.search(opening) is not None
    if issued is not None:
        is_early = is_early_in(year, issued)
    elif (day := DAY_TOLD.search(opening[:LOOK_AHEAD])) is not None:
        is_early = int(day.group(1)) <= BEGINNING
    else:
        reviewed = patterns.years.reviewed_year.search(opening)
        is_early = reviewed is not None and int(reviewed.group(1)) == year - 1
        is_early = is_early or (looks_back and _promises_for(year, opening, patterns))
        is_early = is_early or patterns.years.chapter_on_last_year.search(opening) is not None
    return is_early and (looks_back or f"{year - 1}年" in opening)


def _promises_for(year: int, opening: str, patterns: Patterns) -> bool:
    """去年，…。2024年，全市将… or 今年，全市将…: whether a text says what a year is to bring."""
    return patterns.years.year_ahead.search(opening) is not None or str(year) in years_promised(opening, patterns)
