"""In which year a report speaks, where that is the one behind the year it reviews: it calls that one 去年 then.

What belongs here: the year of telling of a part that reviews. What does not: the year that it tells of
(`openings.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.inferred_years import (
    BEGINNING,
    LOOK_FOR_NAME,
    year_of_meeting,
    year_promised_behind_last,
    years_promised,
)
from pipeline.segmentation.parts import DAY_TOLD, LOOK_AHEAD, YEAR, Part, period_of
from pipeline.segmentation.profiles import ReportProfile
from pipeline.vocabulary import Status


def with_year_of_telling(part: Part, profile: ReportProfile, opening: str, patterns: Patterns) -> Part:
    """News of January on the year before, which they call 去年: told after it, as their date or a meeting says.

    Told late are those that speak of it in passing: 2022年，…。今年，… in a letter of December 2023; and what a report
    of August 2021 says below “十三五”以来主要成效.
    """
    if part.year is None or part.status is not Status.ACTUAL:
        return part
    if part.ordinal:
        issued = profile.issued_on if part.is_of_years else None
        is_past = issued is not None and issued.year > part.year and issued.month > BEGINNING
        return replace(part, told_in=issued.year, is_told_late=True) if issued is not None and is_past else part
    is_of_congress = patterns.years.work_report.search(opening, 0, LOOK_FOR_NAME) is not None
    if not is_of_congress and patterns.years.told_from_now.search(opening) is None:
        return part
    is_told_late = _is_past_then(part, profile, opening, patterns)
    is_told_after = is_told_late or _is_told_in(part.year + 1, part, profile, opening, patterns)
    return replace(part, told_in=part.year + 1, is_told_late=is_told_late) if is_told_after else part


def _is_past_then(part: Part, profile: ReportProfile, opening: str, patterns: Patterns) -> bool:
    """Whether the year of a report, which no title names, was over for long when it was written.

    As its date says, or the end of that year, told before 今年 (截至2023年底，…。今年一季度，…).
    """
    year, issued = str(part.year), profile.issued_on
    if year in (profile.title or "") or patterns.years.summary.search(opening, 0, LOOK_FOR_NAME):
        return False
    if part.is_year_told and issued is not None and issued.year - 1 == part.year and issued.month > BEGINNING:
        return True
    if part.year is not None and issued is not None and issued.year <= part.year:
        return False  # 2024年，全市…增长8%。今年以来，… in November 2024
    ended = next((end for end in patterns.years.year_ended.finditer(opening) if end.group(1) == year), None)
    so_far = patterns.years.this_year_so_far.search(opening)
    is_told_first = so_far is not None and (ended is None or so_far.start() < ended.start())
    if ended is None or is_told_first or year in patterns.years.year_still_ahead.findall(opening):
        return False
    told = patterns.years.part_of_this_year.finditer(opening, ended.end())
    return so_far is not None or any(part_of_year["this"] for part_of_year in told)


def _is_told_in(year: int, part: Part, profile: ReportProfile, opening: str, patterns: Patterns) -> bool:
    """Whether the first part of a report, which is of the year before `year`, is told in `year`."""
    head, issued = opening[:LOOK_FOR_NAME], profile.issued_on
    looks_ahead = patterns.years.year_ahead.search(opening) is not None
    looks_back = patterns.years.year_before.search(opening) is not None
    is_of_year = issued is not None and issued.year == year
    if patterns.years.work_report.search(head):
        return issued is None or issued.year != part.year
    if year_of_meeting(opening[:LOOK_AHEAD], patterns) == year:
        return True
    if _is_of_summing_up(profile.title or head, opening, patterns):
        return (looks_back or looks_ahead) and (issued is None or is_of_year)
    headline = profile.title or opening.lstrip().partition("\n")[0]
    if _is_headline_of_year(headline, opening, patterns) or _has_chapter_on_last_year(opening, patterns):
        return issued is None or is_of_year
    if str(part.year) in patterns.years.year_still_ahead.findall(headline):
        return False  # 2023年东莞将新增高新技术企业800家 / 去年，…
    if part.is_year_told:
        is_speech = patterns.years.speech.search(profile.title or "") is not None  # 回顾总结去年工作，安排部署今年任务
        is_summary = patterns.years.summary.search(head) is not None and not is_speech
        is_summary = is_summary or patterns.years.this_year_so_far.search(opening) is not None
        is_news = (
            is_of_year and (looks_back or looks_ahead or _goes_on_after(part.year, issued, opening, patterns))
        ) or (
            issued is None
            and (
                _looks_back_first(opening, patterns)
                or _promises_behind(part.year, opening, patterns)
                or (looks_back and _is_of_first_months(year, opening, patterns))
                or (looks_back and _promises_below_title(year, opening, patterns))
            )
        )
        return (is_news and not is_summary) or str(year) in patterns.years.year_of_meeting.findall(opening)
    if issued is not None:
        return is_of_year and (looks_back or looks_ahead)
    if year_promised_behind_last(opening, patterns) == year:
        return True
    tells_of_before = _names(part.year, opening, patterns) or patterns.years.past_year.search(opening) is not None
    is_before_ahead = str(part.year) in patterns.years.year_still_ahead.findall(opening)
    is_of_now = looks_ahead or _told_last_year(opening, patterns) is not None
    return tells_of_before and is_of_now and not is_before_ahead


def _is_of_summing_up(title: str, opening: str, patterns: Patterns) -> bool:
    """2023年度工作总结会召开 in a title; not 一是召开总结大会 in a report of a year, nor where 今年以来 is told of."""
    so_far = patterns.years.this_year_so_far.search(opening)
    return so_far is None and patterns.years.summed_up.search(title) is not None


def _is_headline_of_year(title: str, opening: str, patterns: Patterns) -> bool:
    """2023年东莞科技创新成效显著 / 去年，…: who tells what a year has brought means it by 去年 in front."""
    is_told = patterns.years.headline_of_year.search(title) is not None
    return is_told and patterns.years.last_year_first.search(opening) is not None


def _has_chapter_on_last_year(opening: str, patterns: Patterns) -> bool:
    """一、过去一年的工作, or 去年 at its head, in what does not tell of 今年以来 as well."""
    if patterns.years.this_year_so_far.search(opening) is not None:
        return False
    return patterns.years.chapter_on_last_year.search(opening) is not None


def _is_of_first_months(year: int, opening: str, patterns: Patterns) -> bool:
    """北京1月11日电 …2022年，… in news that speak of 去年 too and say what 2023年 will bring: of the year before."""
    day = DAY_TOLD.search(opening, 0, LOOK_AHEAD)
    is_early = day is not None and int(day.group(1)) <= BEGINNING
    return is_early and str(year) in patterns.years.year_still_ahead.findall(opening)


def _promises_below_title(year: int, opening: str, patterns: Patterns) -> bool:
    """去年，…。2024年，全市将… below a title on 2023, the year that nothing else names."""
    return str(year) in years_promised(opening, patterns) and opening.count(f"{year - 1}年") <= 1


def _goes_on_after(year: int | None, issued: date | None, opening: str, patterns: Patterns) -> bool:
    """2023年，…。今年一季度，… in news of April 2024: a part of 今年 that is over, behind the year before."""
    start = opening.find(f"{year}年")
    if start < 0 or issued is None:
        return False
    told = (each.group() for each in patterns.years.part_of_this_year.finditer(opening, start) if each["this"])
    periods = (period_of(each, issued.year, patterns) for each in told)
    return any(period is not None and "-" in period and int(period[-2:]) < issued.month for period in periods)


def _looks_back_first(opening: str, patterns: Patterns) -> bool:
    """获悉，去年，…。2023年，…: news that call the year that they name 去年 before."""
    told = _told_last_year(opening, patterns)
    return told is not None and YEAR.search(opening, 0, told.end()) is None


def _names(year: int | None, text: str, patterns: Patterns) -> bool:
    """Whether a text tells of a year: 2023年全市科技工作会议提出，今年力争… is of a meeting held in it."""
    return f"{year}年" in patterns.years.year_of_meeting.sub("", text)


def _promises_behind(year: int | None, opening: str, patterns: Patterns) -> bool:
    """2020年，…。今年，全市将新增…: who promises something of 今年 behind a year told by its number is past that."""
    promise = patterns.years.year_ahead.search(opening)
    return promise is not None and _names(year, opening[: promise.start()], patterns)


def _told_last_year(opening: str, patterns: Patterns) -> re.Match[str] | None:
    """Where a headline, or who tells news, calls the year 去年."""
    return patterns.years.headline_last_year.search(opening) or patterns.years.told_last_year.search(opening)
