"""The year and the part of it with which the sentences of a report begin.

What belongs here: which year the first sentences name, and whether it is that of the report. What does not: what a
title says (`openings.py`), nor a year that no sentence begins with (`inferred_years.py`).
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.inferred_years import BEGINNING, LOOK_FOR_NAME, is_early_in
from pipeline.segmentation.parts import DATE_TOLD, LOOK_AHEAD, MONTH_TOLD, QUOTED, YEAR, period_of
from pipeline.vocabulary import Status

_YEAR_BESIDE = re.compile(r"[\s|]*((?:19|20)\d\d)\s*年")
_YEAR_SUMMED_UP = re.compile(r"((?:19|20)\d\d)年度?[^，,。；;：:\s\d]{0,14}$")
_LONGEST_SUMMARY = 24
"""Characters before 总结和2024年工作计划 in which its own year stands."""


def year_told(opening: str, issued: date | None, status: Status, patterns: Patterns) -> int | None:
    """The year with which a sentence begins, or which a speech says was reviewed; None where neither tells one."""
    leading = _leading_year(opening, issued, patterns)
    if leading is not None:
        is_to_come = status is Status.ACTUAL and issued is not None and int(leading.group(1)) > issued.year
        # 2023年，在县委的领导下，… on a page of 2021: sites of model texts write other years into them
        is_to_come = is_to_come and patterns.years.led_in.match(opening, leading.start(1)) is None
        leading = None if is_to_come or _is_ahead_of_review(leading, opening, issued, patterns) else leading
    if leading is None and status is Status.ACTUAL:
        leading = patterns.years.reviewed_year.search(opening) or patterns.years.year_just_past.search(opening)
    if leading is None:
        deployed = year_deployed(opening, patterns) if status is Status.TARGET else None
        if deployed is not None:
            return deployed
        return _year_before_plan(opening, patterns)
    return int(leading.group(1))


def year_before_chapter(title: str, body: str, patterns: Patterns) -> int | None:
    """一、工作情况 above 二、2023年工作计划, where what stands above names no year but ones before: of 2022."""
    planned = [*patterns.years.chapter_of_plan.finditer(body)] if patterns.years.summary.search(title) else []
    if not planned:
        return None
    year = max(int(chapter.group(1)) for chapter in planned)
    above = QUOTED.sub("", DATE_TOLD.sub("", body[: planned[0].start()]))
    return year - 1 if all(int(other) < year for other in YEAR.findall(above)) else None


def year_deployed(opening: str, patterns: Patterns) -> int | None:
    """The year for which a meeting sets the work, where its news look back on none: 部署了科工局2018年工作."""
    deployed = patterns.years.deployed_year.search(opening)
    if deployed is None or patterns.years.year_before.search(opening) or patterns.years.summary.search(opening):
        return None
    year = int(deployed.group(1))
    return year if all(int(other) >= year for other in YEAR.findall(opening)) else None


def _year_before_plan(opening: str, patterns: Patterns) -> int | None:
    """现将工作情况和2023年工作计划汇报如下: of 2022, unless they name it (2023年工作总结暨2023年工作计划)."""
    announced = patterns.years.year_of_plan.search(opening)
    if announced is None:
        return None
    summed_up = _YEAR_SUMMED_UP.search(opening, max(0, announced.start() - _LONGEST_SUMMARY), announced.start())
    return int(summed_up.group(1)) if summed_up else int(YEAR.findall(announced.group())[-1]) - 1


def _leading_year(opening: str, issued: date | None, patterns: Patterns) -> re.Match[str] | None:
    """The year with which a sentence begins, unless the text is of years later and goes on through the ones between.

    Nor where it looks back from a later year that it tells of first (截至2012年10月底，…。2011年，…), be it the year
    of its date without a numeral: 截至9月底，…。2023年，… in October 2024; 2022年，…。今年上半年，… in July 2023.
    """
    found = list(patterns.years.leading_year.finditer(opening))
    if not found:
        return None
    first = int(found[0].group(1))
    beside = _YEAR_BESIDE.match(opening, found[0].end())
    if beside is not None and int(beside.group(1)) > first:
        return None  # 2019年 | 2020年 | 2021年: above the columns of a table
    is_since = found[0]["since"] is not None  # 2021年以来，…增长至2023年的4.04件
    if is_since and len(found) > 1 and found[1]["since"] is None and int(found[1].group(1)) == first + 1:
        return found[1]  # 2021年以来，…。2022年，…。
    before = QUOTED.sub("", MONTH_TOLD.sub("", opening if is_since else opening[: found[0].start()]))
    told_first = [int(year) for year in patterns.years.year_told.findall(before)]
    looks_back = any(first < year <= (issued.year if issued else year) for year in told_first)
    if looks_back and not is_early_in(first + 1, issued):
        return None
    if is_since and issued is not None and first < issued.year:
        return None
    if issued is not None and first < issued.year and issued.month > BEGINNING:
        now = patterns.years.part_of_this_year.search(opening)
        if now is not None and (now["this"] is not None or now.start() < found[0].start()):
            return None
        if str(issued.year) in patterns.years.answered_in.findall(opening):
            return None  # 2022年，…。2023年1—5月，… in an answer of June 2023
    if issued is None or issued.year - first < 2:
        return found[0]
    return None if any(first < int(later.group(1)) <= issued.year for later in found) else found[0]


def _is_ahead_of_review(leading: re.Match[str], opening: str, issued: date | None, patterns: Patterns) -> bool:
    """过去一年，…。2020年，…预期目标是…: at the beginning of a year news first review the one before.

    So do those of a report on the budget of one year and the draft of the next.
    """
    year = int(leading.group(1))
    announced = patterns.years.year_of_plan.search(opening, 0, leading.start())
    if announced is not None and int(YEAR.findall(announced.group())[-1]) == year:
        return True
    is_goal = patterns.years.goal_year.match(opening, leading.start(1)) is not None
    if is_goal and is_early_in(year, issued) and patterns.years.summary.search(opening, 0, LOOK_FOR_NAME):
        return True
    just_past = patterns.years.year_just_past.search(opening, 0, leading.start())
    if just_past is not None and int(just_past.group(1)) == year - 1:
        return True
    is_ahead = issued is None and is_goal
    if not is_ahead and not is_early_in(year, issued):
        return False
    before = opening[: leading.start()]
    looks_back = patterns.years.year_before if is_goal else patterns.years.past_year
    return f"{year - 1}年" in before or looks_back.search(before) is not None


def leading_part_of_year(body: str, year: int, patterns: Patterns, *, is_under_way: bool) -> str:
    """今年上半年 or 数据显示，2021年一季度 in the first lines of a report of a `year` whose title names no period."""
    opening = body[:LOOK_AHEAD]
    found = patterns.years.leading_part_of_year.search(opening)
    if found is None:
        return ""
    other = YEAR.search(found.group())
    if other is not None and int(other.group(1)) != year:
        return ""  # 2018年，…。2019年上半年，…
    before = opening, 0, found.start()
    whole = patterns.years.whole_year.search(*before)
    if whole is None and not is_under_way:
        whole = patterns.years.told_of_year.search(*before)  # 2023年我市推荐高企52家。…。1至11月，…
    if whole is not None and YEAR.findall(opening, 0, whole.end())[-1:] in ([], [str(year)]):
        return ""  # 全年组织学习12次。…。1至11月，…
    if _tells_of_more_months(found.group(), body, year, patterns):
        return ""  # 1-6月，…。1-7月，…
    if patterns.years.past_year.search(*before) is not None:
        return ""  # 过去一年，…。2023年1—11月，…
    leading = patterns.years.leading_year.search(*before)
    is_told_first = leading is not None and int(leading.group(1)) == year
    if patterns.years.this_year.match(found.group()) and (is_told_first or patterns.years.year_ended.search(*before)):
        return ""  # 截至2023年底，…。今年一季度，…: of the year behind
    return found.group()


def _tells_of_more_months(part: str, body: str, year: int, patterns: Patterns) -> bool:
    """Whether a text that begins with months of a year tells of more of them as well: it is of none of these alone."""
    months = int((period_of(part, year, patterns) or str(year))[-2:])
    others = (printed_number(each) for found in patterns.years.months_told.findall(body) for each in found if each)
    return max(others, default=0) > months
