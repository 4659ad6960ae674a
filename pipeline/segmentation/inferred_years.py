"""The year of a report that names it neither in its title nor in its first words.

What belongs here: what its date and the years that it names in passing tell. What does not: the years of title and
opening (`openings.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.parts import (
    DATE_TOLD,
    END_OF_YEAR,
    LOOK_AHEAD,
    QUOTED,
    YEAR,
    FoundYear,
    YearRule,
    five_years,
    period_of,
    years_of_named,
)
from pipeline.segmentation.short_years import with_full_years
from pipeline.vocabulary import Status

BEGINNING = 4
"""The last month of the beginning of a year, when meetings are held on the year before."""
_YEAR_OF_DAY = re.compile(r"((?:19|20)\d\d)\s*年\s*\d{1,2}\s*月")
"""The year of a day that prose tells, not of a stamp (2024-01-17)."""
_MONTH_OF_EVENT = re.compile(r"(?:19|20)\d\d年\s*\d{1,2}月(?![-—~至到份末底])")
"""2018年10月，神木市入选百强县: when something happened, in a text that names the year of its figures besides."""
_MONTHS = re.compile(r"(\d{1,2})\s*个?月")
_YEAR_OF_TITLE = re.compile(r"《[^《》\d]{2,30}((?:19|20)\d\d)》")
"""《科技创新指数报告2021》: the year of what is quoted, in a text that names no other."""
_QUARTER = 3
"""Months of the first quarter."""
_YEARS_LATER = 3
"""From how many years after what it tells of a page is a copy of a report."""
_YEARS_OF_PLAN = 5
"""Years of a five-year plan, which ends with 2015, 2020, …: long after those are compared with."""
LOOK_FOR_NAME = 200
"""Characters at the head of a report in which its kind stands."""
_JUST_OVER = 3
"""Months within which a report of a part of a year comes out."""


def is_early_in(year: int, issued: date | None) -> bool:
    """Whether a report was issued at the beginning of a year, when it may still be on the one before."""
    return issued is not None and issued.year == year and issued.month <= BEGINNING


def inferred_year(title: str, body: str, issued: date | None, status: Status, patterns: Patterns) -> FoundYear:
    """The year of a report that names none in its title or first words, by the first of these that tells one:

    its place in a five-year plan, the date of the report, a meeting or survey of which it tells, the plan that it looks
    back on, what all is compared with, and the year that it names most.
    """
    placed = _year_of_plan_begun(body[:LOOK_AHEAD], patterns)
    if placed is not None and (issued is None or issued.year - placed >= _YEARS_LATER):
        return FoundYear(placed, YearRule.PLACE_IN_PLAN)
    if issued is not None and not _is_told_before_its_time(issued, body, status, patterns):
        copied = _year_behind_base(DATE_TOLD.sub("", QUOTED.sub("", body)), patterns)
        is_plan_ahead = copied is not None and (copied - 1) % _YEARS_OF_PLAN == 0
        if copied is not None and not is_plan_ahead and issued.year - copied >= _YEARS_LATER:
            # 对比2014年… on a page of 2021: a site of model texts took the report over; 比2015年翻一番 is of a plan
            return FoundYear(copied, YearRule.BASE_BEFORE)
        told_of = _year_of_issue(title, body, issued, status, patterns)
        return FoundYear(told_of, YearRule.DATE if told_of == issued.year else YearRule.DATE_AFTER)
    quoted = patterns.years.years_of_name.sub("", body)
    body = with_full_years(QUOTED.sub("", quoted), patterns)
    if status is Status.ACTUAL and (year := year_of_meeting(body[:LOOK_AHEAD], patterns)) is not None:
        looks_back = f"{year - 1}年" in body or patterns.years.year_before.search(body) is not None
        is_of_meeting = patterns.years.year_ahead.search(body) is not None and not looks_back
        return FoundYear(year if is_of_meeting else year - 1, YearRule.MEETING)
    surveyed = patterns.years.survey.search(body[:LOOK_AHEAD]) if status is Status.ACTUAL else None
    if surveyed is not None and (surveyed["inspected"] or int(surveyed["month"]) > BEGINNING):
        return FoundYear(int(surveyed[1]), YearRule.SURVEY)  # 于2021年8月上旬开展专题调研; 2022年3月…进行了巡察
    undated = DATE_TOLD.sub("", body)
    reviewed = _without_bases(patterns.years.goal_year.sub("", undated), patterns) if status is Status.ACTUAL else ""
    promised = year_promised_behind_last(undated, patterns) if status is Status.ACTUAL else None
    for found, rule in (
        (promised - 1 if promised is not None else None, YearRule.BEFORE_PROMISED),
        (_year_of_plan_over(undated, reviewed, patterns), YearRule.PLAN_OVER),
        (_year_begun(undated, patterns), YearRule.SINCE_BEGINNING),
        (_year_behind_base(undated, patterns), YearRule.BASE_BEFORE),
    ):
        if found is not None:
            return FoundYear(found, rule)
    latest = _year_named_most(body, quoted, undated, reviewed, patterns)
    if latest is not None and _is_over(latest, undated, patterns):
        return FoundYear(latest + 1, YearRule.BEHIND_MOST_NAMED)
    return FoundYear(latest, YearRule.MOST_NAMED)


def _year_named_most(body: str, quoted: str, undated: str, reviewed: str, patterns: Patterns) -> int | None:
    """The year that a text names most, the latest of several, where it tells of figures rather than of days or titles.

    `quoted` is the text with the titles that it quotes, `body` the text without; `undated` lacks days too, and
    `reviewed` what is promised or only compared with.
    """
    named = Counter(
        YEAR.findall(_MONTH_OF_EVENT.sub("", reviewed))
        or YEAR.findall(reviewed)
        or YEAR.findall(undated)
        or _YEAR_OF_DAY.findall(body)
        or YEAR.findall(DATE_TOLD.sub("", quoted))
        or patterns.years.bare_year.findall(undated)
        or _YEAR_OF_TITLE.findall(quoted)
    )
    goals = {year for goal in patterns.years.goal_year.finditer(undated) for year in YEAR.findall(goal.group())}
    told = max((int(year) for year in {*YEAR.findall(reviewed)} - goals), default=None)
    if told is not None:  # 经济总量2020年超90万亿。2016年，…。到2020年，…将超过90万亿元
        named = Counter({year: count for year, count in named.items() if year not in goals or int(year) <= told + 1})
    most = max(named.values(), default=0)
    return max((int(year) for year, count in named.items() if count == most), default=None)


def _year_of_issue(title: str, body: str, issued: date, status: Status, patterns: Patterns) -> int:
    """The year in which a report was issued, or the one before, which reviews of its first months look back on."""
    is_early = (
        is_early_in(issued.year, issued)
        or patterns.years.headline_last_year.search(body[:LOOK_FOR_NAME])
        or _tells_of_last_year_alone(body, issued, patterns)
        or patterns.years.communique.search(title)
        or _sums_up_year_before(title, body, issued.year, patterns)
    )
    is_of_before = status is Status.ACTUAL and is_early and not _is_only_ahead(issued.year, body, patterns)
    told = patterns.years.quarter_told.search(body)  # January and February are over in March, the quarter is not
    is_of_quarter = told is not None and (
        issued.month >= BEGINNING or "2" in told.group() or patterns.years.quarter_told.search(title) is not None
    )
    is_of_quarter = (
        is_of_quarter
        or str(issued.year) in patterns.years.quarter_reported.findall(body)
        or _tells_of_first_months(title, body, issued, patterns)
        or _tells_of_now(title, body, issued, patterns)
        or is_of_months_over(title, issued, patterns)
        or _is_act_of_day(title, body, issued, patterns)
    )
    return issued.year - 1 if is_of_before and not is_of_quarter else issued.year


def _is_act_of_day(title: str, body: str, issued: date, patterns: Patterns) -> bool:
    """关于公布…名单的通知: what is made known is of the day, but for one that looks back on 过去一年."""
    is_act = patterns.years.act_of_day.search(title) is not None
    return is_act and not _tells_of_last_year_alone(body, issued, patterns)


def _tells_of_last_year_alone(body: str, issued: date, patterns: Patterns) -> bool:
    """获悉，去年，… or 过去一年，… in news of May that never speak of 今年; at its end a year is past itself."""
    head = body[:LOOK_FOR_NAME]
    told = patterns.years.told_last_year.search(head)
    if told is None and issued.month < END_OF_YEAR:
        told = patterns.years.past_year.search(head)
    return told is not None and not any(now["this"] for now in patterns.years.told_from_now.finditer(body))


def _tells_of_first_months(title: str, body: str, issued: date, patterns: Patterns) -> bool:
    """今年一季度，… in news of April: 今年 is the year of their date, unless they sum up the one before.

    Those do that name months or a whole year that were not over then (今年一季度，…。1-11月，…).
    """
    told = patterns.years.months_of_now.search(body)
    if told is None or patterns.years.summary.search(title) or patterns.years.whole_year.search(body):
        return False
    last = _QUARTER if told.lastgroup == "quarter" else printed_number(told[told.lastgroup or 0])
    others = (each.group() for each in patterns.years.part_of_this_year.finditer(body))
    ends = (_MONTHS.findall(each) for each in others if not each.startswith("到"))  # 到6月底，力争…
    return max([last, *(int(each[-1]) for each in ends if each)]) <= issued.month


def _tells_of_now(title: str, body: str, issued: date, patterns: Patterns) -> bool:
    """近日，…选派16名。截至目前，… in news of April that speak of no other year; those of January look back."""
    told = patterns.years.told_at_present.search(body[:LOOK_AHEAD]) if issued.month > 1 else None
    looks_back = patterns.years.year_before, patterns.years.whole_year, patterns.years.summary
    return (
        told is not None
        and f"{issued.year - 1}年" not in title + body
        and not any(pattern.search(title + body) for pattern in looks_back)
    )


def is_of_months_over(title: str, issued: date, patterns: Patterns) -> bool:
    """上半年工作总结 of July, which may speak of 去年 first: months just over then are of the year of issue.

    Not those of a report that a site put up long after them: 2021年，…。 in 半年工作汇报 of December 2022.
    """
    period = period_of(title, issued.year, patterns)
    if period is None or "-" not in period:
        return False
    return 0 <= issued.month - int(period[-2:]) <= _JUST_OVER


def _without_bases(body: str, patterns: Patterns) -> str:
    """A text without the years with which its figures are compared: 较2022年增加200家."""
    return patterns.years.base_year.sub("", body)


def _year_of_plan_over(undated: str, reviewed: str, patterns: Patterns) -> int | None:
    """“十四五”期间，…。五年来，…从2020年的2.73%提升至3.35%: the last year of a plan that is looked back on."""
    plan = patterns.years.five_year_plan.search(undated)
    if plan is None or patterns.years.five_years_over.search(undated) is None:
        return None
    first, last = years_of_named(plan)
    named_in_review, named = set(YEAR.findall(reviewed)), set(YEAR.findall(undated))
    is_of_plan = named_in_review <= {str(last)} and named <= {str(first - 1), str(last)}
    return last if is_of_plan else None


def _year_of_plan_begun(opening: str, patterns: Patterns) -> int | None:
    """今年是“十二五”开局之年: the first, n-th or last year of a five-year plan, as the first lines call 今年."""
    place = patterns.years.place_in_plan.search(opening)
    if place is None or YEAR.search(opening):
        return None
    first, last = five_years(place["plan"])
    if place["last"]:
        return last
    return first + (printed_number(place["nth"]) - 1 if place["nth"] else 0)


def _year_behind_base(body: str, patterns: Patterns) -> int | None:
    """今年以来，…，较2022年增加200家: the one behind the only year that is named, with which all is compared.

    两年平均增长3%，比2019年同期增长6.2%: two years behind it. Not where a text tells of
    several years (五年来，…是2011年的1.9倍).
    """
    if patterns.years.five_years_over.search(body) is not None:
        return None
    compared = {base["compared"] for base in patterns.years.base_year.finditer(body)} - {None}
    is_alone = len(compared) == 1 and set(YEAR.findall(body)) == compared
    years = 2 if patterns.years.base_of_two_years.search(body) is not None else 1
    return int(compared.pop()) + years if is_alone else None


def _is_told_before_its_time(issued: date, body: str, status: Status, patterns: Patterns) -> bool:
    """前10个月，… on a page of August: the day on which a site took it over from another, which says no year."""
    if status is not Status.ACTUAL or issued.month <= BEGINNING:
        return False
    told = patterns.years.months_told.search(body[:LOOK_AHEAD])
    return told is not None and int(told[told.lastindex or 0]) > issued.month


def _year_begun(body: str, patterns: Patterns) -> int | None:
    """今年一季度，…。2015年…；2016年以来，…: 今年 is the year since whose beginning a text counts, behind the last."""
    now = patterns.years.told_from_now.search(body)
    if now is None or now["this"] is None:
        return None
    since = max((int(year) for year in patterns.years.since_beginning.findall(body)), default=None)
    others = [int(year) for year in YEAR.findall(_without_bases(body, patterns))]
    return since if since is not None and max(others, default=None) == since - 1 else None


def year_of_meeting(opening: str, patterns: Patterns) -> int | None:
    """The year at whose beginning a meeting looks back: 从2018年科技工作会议上获悉 / 4月17日，会议部署2018年工作."""
    meeting = patterns.years.annual_meeting.search(opening) or patterns.years.annual_deployment.search(opening)
    return int(meeting.group(1)) if meeting is not None else None


def year_promised_behind_last(body: str, patterns: Patterns) -> int | None:
    """去年，…。2024年，全市将…: the only year of a text, for which it promises, behind the one that it calls 去年."""
    before = patterns.years.year_before.search(body)
    if before is None:
        return None
    promised = years_promised(body, patterns, before.end())
    return int(*promised) if len(promised) == 1 and set(YEAR.findall(body)) == promised else None


def years_promised(text: str, patterns: Patterns, start: int = 0) -> set[str]:
    """The years of which a text says what they are to bring: 2024年，全市将…."""
    return {goal["told"] for goal in patterns.years.goal_year.finditer(text, start)} - {None}


def is_of_goals_alone(title: str, body: str, patterns: Patterns) -> bool:
    """到2025年，…达到60家。 in news without a date and 今年: each year is one for which something is promised.

    Not where a headline looks back on a five-year plan: 到2020年，… below “十三五”科技工作总结.
    """
    headline = title or body.lstrip().partition("\n")[0]
    if patterns.years.five_year_plan.search(headline) and patterns.years.year_before_plan.search(headline):
        return False
    unnamed = QUOTED.sub("", patterns.years.years_of_name.sub("", body))
    undated = DATE_TOLD.sub("", with_full_years(unnamed, patterns))
    of_now = (patterns.years.told_from_now, patterns.years.part_of_this_year)
    if patterns.years.goal_year.search(undated) is None or any(pattern.search(undated) for pattern in of_now):
        return False
    return not YEAR.findall(_without_bases(patterns.years.goal_year.sub("", undated), patterns))


def _sums_up_year_before(title: str, body: str, year: int, patterns: Patterns) -> bool:
    """工作总结和工作计划 of May that never names its own `year`, but the one before, sums that up."""
    is_of_year = patterns.years.summary.search(title) is not None and period_of(title, year, patterns) == str(year)
    return is_of_year and f"{year}年" not in QUOTED.sub("", body) and f"{year - 1}年" in body


def _is_over(year: int, body: str, patterns: Patterns) -> bool:
    """今年以来，…。上半年，…。2023年全社会研发投入118.6亿元: of the year behind the last that it names."""
    now = patterns.years.told_from_now.search(body[:LOOK_AHEAD])
    if now is None or now["this"] is None or patterns.years.part_of_this_year.search(body) is None:
        return False
    named = YEAR.findall(_without_bases(body, patterns))
    is_over = named.count(str(year)) == patterns.years.year_over.findall(body).count(str(year))
    return is_over and max(named, default=None) == str(year)


def _is_only_ahead(year: int, body: str, patterns: Patterns) -> bool:
    """News of January that say what a year will bring (自贡市2018年将重点聚焦…) and never speak of the one before."""
    is_ahead = str(year) in patterns.years.year_still_ahead.findall(body)
    return is_ahead and f"{year - 1}年" not in body and patterns.years.year_before.search(body) is None
