"""Parts of a report: the stretch that tells of 2019 and the one that promises 2020.

What belongs here: what the words of titles and headings say of period and status, and the parts that headings begin.
What does not: the part that a report opens with (`openings.py`), nor periods that a sentence states itself
(pipeline/extraction/periods.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind, alternation
from pipeline.reference.first_characters import compiled
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.short_years import with_full_years
from pipeline.vocabulary import Status

YEAR = re.compile(
    r"((?:19|20)(?<!\d..)\d\d)"
    r"(?:\s*(?=年|—|－|-|至|~|政府工作报告|上半年|前三季度|第?[一二三]季度|工作(?:总结|小结|计划|要点|打算|思路|安排))|(?<=[回展][顾望]\d{4})(?=[，,：:\s]|$)"
    r"|(?:(?<=^\d{4})|(?<=\n\d{4})|(?<=[一二三四五]、\d{4}))(?=[：:][\u4e00-\u9fff]{2,12}[！!]?(?:\s|$)))"
)
"""A year with what tells it: 2023年, 2023工作总结; in a line that heads a part also 回顾2024 and 2025：再出发."""
YEARS = re.compile(r"(?<!\d)(20\d\d)年?[-—~至－]+(20\d\d)(?:年|(?=[）)]))")
"""方案（2023-2027年）, 2018—2022年工作回顾, 五年工作总结（2018—2022）"""
DAY_TOLD = re.compile(r"(?<![\d年])(1[0-2]|[1-9])月\d{1,2}日")
"""1月7日，2023年…会议召开: the day of news that bears no date."""
DATE_TOLD = re.compile(r"(?:19|20)\d\d(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-/.]\d{1,2}[-/.]\d{1,2})")
"""A day: 2024年1月8日, 2021-07-27. Its year is not what a title speaks of."""
MONTH_TOLD = re.compile(r"[（(]\s*((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*[）)]")
"""（2023年1月）: when a work report was delivered."""
QUOTED = re.compile(r"《[^《》]*》")
END_OF_YEAR = 11
"""The first month of the end of a year, when some governments report on that year itself."""
LOOK_AHEAD = 400
"""Characters below a heading in which a sentence may begin with the year that the part tells of."""
_PLANS_BEFORE_THE_GAP = 2
"""Five-year plans before 1963 to 1965, which belong to none."""
_ITEM_BETWEEN = re.compile(r"\s*(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])[^，,。；;\n\d]{2,24}[。：:]?\n")
_LONGEST_LEAD = 12
"""Characters below a heading of goals before the year of which they are: 力争到2025年，."""


class YearRule(StrEnum):
    """By which rule the year of a part was found, in words (`zhibiao extract --explain`)."""

    TITLE = "the title names it"
    TITLE_OF_ANOTHER = "it follows from the year of the title: a work report or yearbook reviews the one before"
    FIRST_WORDS = "the first sentences name it"
    PLACE_IN_PLAN = "the first sentences say which year of a five-year plan it is"
    MIDDLE_OF_PLAN = "of the years of the plan under review the text names it most"
    DATE = "the report is dated in it"
    DATE_AFTER = "the report is dated after it, and reviews it"
    MEETING = "the meeting of which the report tells was held for it or after it"
    SURVEY = "a survey of which the report tells was made in it"
    PLAN_OVER = "it is the last of the five-year plan that the text looks back on"
    SINCE_BEGINNING = "the text counts from its beginning on"
    BASE_BEFORE = "the text compares all with the year before it"
    BEFORE_PROMISED = "it is the one before the only year named, for which the text promises"
    MOST_NAMED = "the text names it most"
    BEHIND_MOST_NAMED = "the year that the text names most, the one before it, is over"
    HEADING = "the heading above names it"
    BELOW_HEADING = "the first words below the heading above name it"
    GOALS_BELOW = "the goals below the heading above are set for it"
    LINE = "a line above tells it"
    PART_BEFORE = "it follows from the part before"


class FoundYear(NamedTuple):
    """A year with the rule that found it; `is_told` as in `Part.is_year_told`."""

    year: int | None
    rule: YearRule
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What figures of a part mean where their sentence is silent.

    `period` is `2019`, `2016/2020` or `2023-01/2023-06`. `is_year_told` says that title, heading or first words name
    the year; else it was inferred from a date, from the years that the text names, or from the part before.
    """

    ordinal: int
    year: int | None
    period: str | None
    status: Status
    is_year_told: bool = True
    is_before_date: bool = False
    """Whether the year was inferred as the one before that of the date (`dated`)."""
    is_within_year: bool = False
    """Whether what comes next is of this year too (`dated`): it was not nearly over on the day of issue, which alone
    told it, or is the last of the years that the title names.
    """
    told_in: int | None = None
    """The year in which the report speaks where that is not `year`: its 去年 is `year`, its 今年 the one after.

    It follows from the text (`with_year_of_telling`) and is not stored."""
    is_told_late: bool = False
    """Whether it is told so late in `told_in` that its 今年 is what has happened since, and no promise."""
    year_rule: YearRule = YearRule.PART_BEFORE
    """By which rule `year` was found; it decides nothing and is not stored."""

    @property
    def found_year(self) -> FoundYear:
        """The year as a part behind this one may take it over."""
        return FoundYear(self.year, self.year_rule, self.is_year_told)

    @property
    def is_target(self) -> bool:
        return self.status is Status.TARGET

    @property
    def is_part_of_year(self) -> bool:
        return self.period is not None and "-" in self.period

    @property
    def is_of_years(self) -> bool:
        """Whether it tells of several years: 2021/2025."""
        return self.period is not None and "/" in self.period and not self.is_part_of_year


def dated(part: Part, issued: date | None) -> Part:
    """The opening part of a report issued on a day, with what that says where the text does not tell the year."""
    if issued is None or part.year is None:
        return part
    is_within = issued.year == part.year and issued.month < END_OF_YEAR
    if part.is_year_told:
        return replace(part, is_within_year=is_within and part.is_of_years)
    return replace(part, is_before_date=issued.year == part.year + 1, is_within_year=is_within)


@lru_cache(maxsize=4)
def _part_words(actual: tuple[str, ...], target: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(f"(?P<actual>{alternation(actual)})|(?P<target>{alternation(target)})")


def part_words(reference: Reference) -> re.Pattern[str]:
    """The words of headings that say whether figures below happened or are promised."""
    return _part_words(reference.cues[CueKind.PART_ACTUAL], reference.cues[CueKind.PART_TARGET])


def status_of_heading(heading: str, words: re.Pattern[str]) -> Status | None:
    """The status that the words of a heading give; the last word is the head (目标完成情况 is a review)."""
    last = None
    for match in words.finditer(heading):
        last = match
    if last is None:
        return None
    return Status.ACTUAL if last.lastgroup == "actual" else Status.TARGET


def five_years(ordinal: str) -> tuple[int, int]:
    """First and last year of a five-year plan by the numeral of its name: 十四 is 2021 to 2025, 六 1981 to 1985."""
    count = printed_number(ordinal)
    first = 1951 + 5 * count if count > _PLANS_BEFORE_THE_GAP else 1948 + 5 * count
    return first, first + 4


def years_of_named(plan: re.Match[str]) -> tuple[int, int]:
    """First and last year of the plan that a match of `years.five_year_plan` names."""
    return five_years(plan.group(1) or plan.group(2) or plan.group(3))


def period_of(text: str, year: int | None, patterns: Patterns, *, is_target: bool = False) -> str | None:
    """The period that a title or heading names, with `year` where it names only a part of the year.

    “十三五”时期发展成就和“十四五”时期目标任务 promises for the second of its plans.
    """
    plans = [*patterns.years.five_year_plan.finditer(text)]
    if plans and not YEAR.search(text):
        plan = plans[-1 if is_target else 0]
        first, last = years_of_named(plan)
        return f"{first}/{last}"
    if year is None:
        return None
    span = YEARS.search(text)
    if span and span.group(1) < span.group(2):
        return f"{span.group(1)}/{span.group(2)}"
    months = _months_of(text, patterns)
    return str(year) if months is None else f"{year}-01/{year}-{months:02d}"


def _months_of(text: str, patterns: Patterns) -> int | None:
    """How many months from January on a title or heading names; None for the whole year."""
    told = patterns.years.months_so_far.search(text)
    months = printed_number(told.group(1) or told.group(2)) if told else 12
    if months < 12:
        return months
    quarters = (patterns.years.half_year, 6), (patterns.years.three_quarters, 9), (patterns.years.first_quarter, 3)
    return next((months for name, months in quarters if name.search(text)), None)


def part_of_heading(heading: str, current: Part, opening: Part, below: str, reference: Reference) -> Part | None:
    """The part that begins at a heading, or None where the heading goes on with the current one.

    `opening` is the part that the report opened with; `below` is the text that follows, of which the first sentences
    may name the year.
    """
    patterns = reference.patterns
    bare = with_full_years(QUOTED.sub("", heading), patterns)
    told = status_of_heading(bare, part_words(reference))
    if told is Status.TARGET and patterns.years.goals_met.search(bare):
        told = None  # 城镇新增就业提前完成全年目标
    years = _years_named(bare, current, patterns)
    if told is None and not years:
        told = _status_by_time(bare, current, patterns)
    if told is None and not years:
        return None
    status = told or current.status
    if status is Status.TARGET and patterns.years.summary.search(bare):
        return None
    if not years and opening.is_target and opening.is_of_years and status is not current.status:
        return opening if status is Status.TARGET else years_before(opening)
    counted = _years_ahead if status is Status.TARGET else _years_reviewed
    of_several = counted(bare, current, patterns) if not years else None
    if of_several is not None:
        return of_several
    is_of_both = len(years) > 1 and not YEARS.search(bare) and patterns.years.summary.search(bare) is not None
    if status is Status.ACTUAL and is_of_both:
        years = years[:1]  # 附件：某市2019年工作总结及2020年主要任务
    found = FoundYear(years[-1], YearRule.HEADING, True) if years else None
    found = found or _year_below(bare, current, status, below, patterns)
    if not years and status is Status.ACTUAL and current.is_target and found.year == current.year:
        found = found._replace(year=_year_reviewed(bare, current, opening, patterns))
    year, rule, is_told = found
    period = period_of(bare, year, patterns, is_target=status is Status.TARGET)
    is_span = year == current.year and (current.is_part_of_year or current.is_of_years)
    if not years and is_span and status is current.status and period == str(year):
        period = current.period
    if not years and period is not None and patterns.years.five_year_plan.search(bare):
        if status is Status.ACTUAL and patterns.headings.plan_under_way.search(bare):
            period = _up_to_now(period, current)
        year, rule = int(period[-4:]), YearRule.HEADING
    is_same = (year, period, status) == (current.year, current.period, current.status)
    return None if is_same else Part(current.ordinal + 1, year, period, status, is_told, year_rule=rule)


def _up_to_now(period: str, current: Part) -> str:
    """“十四五”规划指标完成情况 in a review of 2023: of the years of the plan that are over, 2021/2023."""
    first, last = period.split("/")
    if current.year is None:
        return period
    now = current.year - 1 if current.is_target else current.year
    return f"{first}/{now}" if int(first) < now < int(last) else period


def _years_named(heading: str, current: Part, patterns: Patterns) -> list[int]:
    """The years of a heading but for those with which it compares; 2022年以来 behind a chapter on 2021 is no such."""
    years = [int(year) for year in YEAR.findall(patterns.years.base_year.sub("", heading))]
    if years or current.year is None:
        return years
    return [int(year) for year in YEAR.findall(heading) if int(year) > current.year]


def _status_by_time(heading: str, current: Part, patterns: Patterns) -> Status | None:
    """二、“十四五”时期的发展方针 in a review, 一、过去一年工作 in a plan: what a heading tells by its time alone."""
    if is_of_plan_ahead(heading, current, patterns):
        return Status.TARGET
    if patterns.headings.of_report.match(heading) and patterns.years.years_behind.search(heading):
        return Status.ACTUAL  # 一、过去五年的工作
    before = patterns.years.year_before_plan.search(heading) if current.is_target else None
    return Status.ACTUAL if before is not None and before["told"] else None


def _year_reviewed(heading: str, plan: Part, opening: Part, patterns: Patterns) -> int | None:
    """一、上年工作回顾 and 一、发展现状 in a plan, 三、存在问题 behind one: of the year before it.

    一、完成情况 is of the year of the plan, unless that stands behind a review of the year before.
    """
    if plan.year is None or patterns.years.same_year.search(heading):
        return plan.year
    is_behind_review = not opening.is_target and opening.year == plan.year - 1
    is_before = is_behind_review or patterns.years.year_before_plan.search(heading) is not None
    return plan.year - 1 if is_before else plan.year


def is_of_plan_ahead(heading: str, current: Part, patterns: Patterns) -> bool:
    """二、“十四五”时期的发展方针 in a review of 2020: a heading that begins with a plan of the years to come."""
    begun = patterns.headings.of_plan.match(heading)
    period = period_of(heading, None, patterns) if begun is not None else None
    return period is not None and current.year is not None and int(period[:4]) > current.year


def years_before(plan: Part) -> Part:
    """What a plan of several years reviews: as many years before it (the fourteenth five-year plan the thirteenth)."""
    first, last = (int(year) for year in (plan.period or "").split("/"))
    length = last - first + 1
    return Part(plan.ordinal + 1, first - 1, f"{first - length}/{first - 1}", Status.ACTUAL, False)


def _years_ahead(heading: str, current: Part, patterns: Patterns) -> Part | None:
    """The goals of 今后五年, which begin behind the year reviewed, or with that of the plan."""
    ahead = patterns.years.years_ahead.search(heading)
    if ahead is None or current.year is None:
        return None
    first = current.year if current.is_target else current.year + 1
    last = first + printed_number(ahead.group(1)) - 1
    return Part(
        current.ordinal + 1, last, f"{first}/{last}", Status.TARGET, current.is_year_told, year_rule=YearRule.HEADING
    )


def span_behind(heading: str, year: int | None, patterns: Patterns) -> str | None:
    """The years up to that of a review which a heading counts: 过去五年工作回顾 in a review of 2021 is 2017 to 2021."""
    behind = patterns.years.years_behind.search(heading)
    if behind is None or year is None:
        return None
    return f"{year - printed_number(behind.group(1) or behind.group(2)) + 1}/{year}"


def _years_reviewed(heading: str, current: Part, patterns: Patterns) -> Part | None:
    """The part of 过去五年工作回顾, which a plan counts from the year before it."""
    last = current.year - 1 if current.year is not None and current.is_target else current.year
    period = span_behind(heading, last, patterns)
    if period is None or (last, period, Status.ACTUAL) == (current.year, current.period, current.status):
        return None
    return Part(current.ordinal + 1, last, period, Status.ACTUAL, current.is_year_told, year_rule=YearRule.HEADING)


def _year_below(heading: str, current: Part, status: Status, below: str, patterns: Patterns) -> FoundYear:
    """The year below a heading that names none, and whether the text tells it or it is inferred."""
    same = patterns.years.same_year.search(heading)
    if same and same["this"] and current.is_target and current.is_of_years:
        # 三、今年工作安排 behind 今后五年目标
        return FoundYear(int((current.period or "")[:4]), YearRule.PART_BEFORE, current.is_year_told)
    aimed_at = _year_aimed_at(heading, current, status, below, patterns)
    if aimed_at is not None:
        return FoundYear(aimed_at, YearRule.GOALS_BELOW, True)
    if status is current.status or current.year is None:
        return current.found_year
    is_promised_next = status is Status.TARGET and not current.is_part_of_year
    if same and not (is_promised_next and same["this"]):
        return current.found_year
    if patterns.years.next_year.search(heading):
        return FoundYear(current.year + 1, YearRule.PART_BEFORE, current.is_year_told)
    opening = with_full_years(below[:LOOK_AHEAD], patterns)
    leading = patterns.years.leading_year.search(opening)
    if leading:
        return FoundYear(int(leading.group(1)), YearRule.BELOW_HEADING, True)
    goals = patterns.years.goal_year.finditer(opening) if is_promised_next else ()
    aimed = [int(year) for goal in goals for year in YEAR.findall(goal.group())]
    aimed = [year for year in aimed if year in (current.year, current.year + 1)]
    if aimed:
        return FoundYear(aimed[0], YearRule.GOALS_BELOW, True)
    # 二、工作目标 behind 一、2022年工作情况: what a report has reviewed, its next chapter does not set as a goal
    may_be_of_next = current.is_before_date or patterns.headings.later_chapter.match(heading) is not None
    is_goal = may_be_of_next and patterns.years.goal.search(heading) is not None
    is_of_next = is_promised_next and (is_goal or patterns.years.plan_of_next_year.search(heading) is not None)
    is_of_next = is_of_next and not current.is_within_year
    if is_of_next:
        return FoundYear(current.year + 1, YearRule.PART_BEFORE)
    return current.found_year._replace(is_told=False)


def _year_aimed_at(heading: str, current: Part, status: Status, below: str, patterns: Patterns) -> int | None:
    """二、主要目标 / 到2025年，…。 in a plan of which only its date told the year: that of its goals.

    So where an item stands between them: （二）发展目标 / 1.创新投入显著增加 / 到2025年，….
    """
    if status is not Status.TARGET or current.is_year_told or not patterns.years.goal.search(heading):
        return None
    item = _ITEM_BETWEEN.match(below)
    start = item.end() if item is not None else 0
    aimed = patterns.years.goal_year.search(below[start : start + _LONGEST_LEAD])
    year = int(YEAR.findall(aimed.group())[-1]) if aimed is not None else None
    return year if year is not None and year > (current.year or 0) else None


def is_of_next_year(years: Sequence[int], opening: Part) -> bool:
    """Whether a heading or paragraph names only the year behind the one that its report reviews, as the title says."""
    is_review = not opening.is_target and (opening.is_year_told or opening.is_before_date)
    return is_review and opening.year is not None and [*years] == [opening.year + 1]


def part_ahead(current: Part, year: int | None = None) -> Part | None:
    """The part of a paragraph of a review that says what comes next (下一步，…); None where all is a plan anyway.

    `year` is given where the paragraph announces the goals of that year.
    """
    if current.is_target:
        return None
    if year is None:
        is_same = current.is_part_of_year or current.is_within_year or current.year is None
        year = current.year if is_same or current.year is None else current.year + 1
    rule = current.year_rule if year == current.year else YearRule.PART_BEFORE
    period = str(year) if year is not None else None
    return Part(current.ordinal + 1, year, period, Status.TARGET, False, year_rule=rule)
