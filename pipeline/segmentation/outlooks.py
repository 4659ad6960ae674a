"""Sentences that look ahead within a part: 下一步，…; 今年的主要预期目标是…; 明年，我市将….

What belongs here: the part that a paragraph or sentence begins by what it says of the time to come. What does not: what
headings begin (`parts.py`, `promises.py`).
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.parts import LOOK_AHEAD, Part, YearRule, five_years, is_of_next_year, part_ahead
from pipeline.segmentation.profiles import ReportProfile
from pipeline.vocabulary import Status

_YEAR = re.compile(r"\d{4}")
_LONGEST_LEAD = 100
"""Characters before goals of 今年 in which words without figures may say which year that is."""
_LAST_MONTH = 12
"""When what comes next is mostly the next year."""


class Goals(StrEnum):
    """Which goals may be announced in the midst of a part: those of the next year, or such as name their year."""

    NEXT = "next"
    DATED = "dated"


def goals_expected(part: Part, title: str | None, *, is_work_report: bool) -> Goals | None:
    """A work report, or news of a new year, announces goals; where only a sentence tells the year, dated ones."""
    if part.is_target:
        return None
    if is_work_report or not (part.is_year_told or part.is_part_of_year):
        return Goals.NEXT
    return None if part.is_part_of_year or _YEAR.search(title or "") else Goals.DATED


def opens_what_comes(line: str, opening: Part, patterns: Patterns, *, is_work_report: bool) -> bool:
    """下一步，…; 2023年，我局将… in a review of 2022; in a work report also 今年主要预期目标是….

    A work report reviews the year before its own.
    """
    if _looks_ahead(line, 0, opening, patterns):
        return True
    year = patterns.headings.year_ahead_opening.match(line)
    if year is not None and is_of_next_year([int(year["year"])], opening):
        return True
    return is_work_report and patterns.headings.goals_of_the_year.match(line) is not None


def _looks_ahead(text: str, start: int, part: Part, patterns: Patterns) -> bool:
    """下一步，…; 下半年，我们将… only in a review of a part of the year, for one of the year it is past."""
    ahead = patterns.headings.ahead_opening.match(text, start)
    return ahead is not None and (ahead["half"] is None or part.is_part_of_year)


def part_opened(line: str, part: Part, profile: ReportProfile, patterns: Patterns) -> Part | None:
    """The part of a paragraph that says what comes next; 确保全年…达到 in news of November is of that year."""
    issued = profile.issued_on
    is_within = issued is not None and issued.year == part.year and issued.month < _LAST_MONTH
    is_of_rest = is_within and patterns.headings.rest_of_year.search(line) is not None and not _YEAR.search(line)
    return part_ahead(part, part.year if is_of_rest else None)


def part_begun(text: str, start: int, end: int, part: Part, goals: Goals | None, patterns: Patterns) -> Part | None:
    """The part that a sentence begins: it looks ahead (目前，高企42家。下一步，…), announces goals or names a year."""
    if _looks_ahead(text, start, part, patterns):
        return part_ahead(part)
    is_review = not part.is_target
    if is_review and (plan := _plan_aimed_at(text, start, end, part, patterns)) is not None:
        return plan
    year = _year_of_goals(text, start, end, part, goals, patterns) if goals is not None else None
    if year is None and is_review:
        year = _year_aimed_at(text, start, end, part, patterns) or _year_begun(text, start, part, patterns)
    return part_ahead(part, year) if year is not None else None


def _year_of_goals(text: str, start: int, end: int, part: Part, expected: Goals, patterns: Patterns) -> int | None:
    """The year whose goals a sentence announces: …说，今年全省经济社会发展的主要预期目标是…."""
    if part.year is None or not patterns.years.goal.search(text, start, end):
        return None  # most sentences, at a hundredth of the cost of the pattern
    goals = patterns.headings.goals_of_the_year.search(text, start, end)
    if goals is None:
        return None
    after = part.year + 1
    printed = _YEAR.match(goals.group())
    if printed is None:
        # 对2023年工作作了部署，今年的目标是…: what is 今年, the sentence has said.
        is_named = text.find(f"{after}年", start, goals.start()) >= 0
        if _is_year_begun(text, goals.start(), part.year, patterns):
            return part.year
        return after if expected is Goals.NEXT or is_named else None
    may_be = (after,) if expected is Goals.NEXT and part.is_year_told else (part.year, after)
    return int(printed.group()) if int(printed.group()) in may_be else None


def _year_aimed_at(text: str, start: int, end: int, part: Part, patterns: Patterns) -> int | None:
    """到2028年，全市要实现以下目标：: the later year whose goals the paragraphs below tell, in news and reviews."""
    if part.year is None or text[end - 1] not in "：:":
        return None
    goals = patterns.headings.goals_by_year.fullmatch(text, start, end)
    return int(goals["year"]) if goals is not None and int(goals["year"]) > part.year else None


def _plan_aimed_at(text: str, start: int, end: int, part: Part, patterns: Patterns) -> Part | None:
    """“十五五”时期的主要目标是：…: the plan of several years whose goals a sentence announces."""
    if not patterns.years.goal.search(text, start, end):
        return None
    goals = patterns.headings.goals_of_plan.match(text, start, end)
    if goals is None:
        return None
    first, last = five_years(goals["plan"])
    return Part(part.ordinal + 1, last, f"{first}/{last}", Status.TARGET, year_rule=YearRule.FIRST_WORDS)


def _is_year_begun(text: str, goals: int, year: int, patterns: Patterns) -> bool:
    """2023年是…的开局之年。…今年的目标是…: whether what stands right before the goals calls a year the one begun."""
    begun = patterns.years.year_begun_before.search(text[max(0, goals - _LONGEST_LEAD) : goals])
    return begun is not None and int(begun.group(1)) == year


def year_promised(text: str, start: int, part: Part, patterns: Patterns) -> int | None:
    """The year of which a sentence of a review, and those behind it, promise: 明年，我市将深入…。新增…。"""
    promise = patterns.headings.sentence_ahead.match(text, start) if not part.is_target else None
    if promise is None or promise["now"] or part.year is None:
        return None
    is_next = promise["year"] is None or int(promise["year"]) == part.year + 1
    return part.year + 1 if is_next else None


def _year_begun(text: str, start: int, part: Part, patterns: Patterns) -> int | None:
    """今年，我市将奋力…。实现…增长10%。 in news of a year's beginning on the year before: what 今年 promises."""
    promise = patterns.headings.sentence_ahead.match(text, start)
    if promise is None or not promise["now"] or part.year is None or part.is_part_of_year or part.is_told_late:
        return None
    begun = part.year + 1
    is_deployed = str(begun) in patterns.years.year_deployed.findall(text, 0, start)
    if is_deployed and patterns.years.beginning.search(text, 0, start):
        return begun
    if str(begun) in patterns.years.work_deployed.findall(text, 0, min(start, LOOK_AHEAD)):
        return begun  # 回顾总结了2021年工作，对2022年工作进行了部署 … 今年，全市要确保…
    return begun if part.told_in == begun else None
