"""Whether a heading that may promise does so: 重点任务 is a plan in one report and what was done in another.

What belongs here: headings of a review whose words alone do not tell. What does not: the year of the part that a
heading begins (`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from pipeline.reference import Reference
from pipeline.reference.cues import CueKind
from pipeline.segmentation.lines import Line
from pipeline.segmentation.parts import (
    YEAR,
    Part,
    YearRule,
    is_of_next_year,
    is_of_plan_ahead,
    part_ahead,
    part_of_heading,
    part_words,
    period_of,
    span_behind,
    years_before,
)
from pipeline.vocabulary import Status

_LOWER_LEVEL = re.compile(r"\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[（(]?\d{1,2}[)）.．、])")
"""（二）, 3. and (1) stand below 一、."""
_LONGEST_HEADING = 40
_LONGEST_OPENING = 100
"""Characters of a line in which its first sentence may name the plan of which it tells."""
_MOST_GOALS = 12
"""Lines of goals between their heading and that of what came of them."""
_TITLE = 3
"""Lines in which a title stands."""
_FIRST_LINES = 8
"""Lines in which a speech says what the meeting is held for."""
_CLAUSE_MARK = re.compile("[，,；;]")


def _begins_plan(years: Sequence[int], current: Part) -> bool:
    """今后五年目标 / 2017年主要工作: whether a heading is of the year with which the plan above it begins."""
    return current.is_target and current.is_of_years and [str(year) for year in years] == [(current.period or "")[:4]]


class Promises:
    """What the headings of one report promise."""

    def __init__(self, lines: Sequence[Line], reference: Reference, *, is_work_report: bool) -> None:
        self._reference, self._words, self._patterns = reference, part_words(reference), reference.patterns
        self._is_work_report = is_work_report
        self._doubtful, self._lines = frozenset(reference.cues[CueKind.PART_MAY_PROMISE]), lines
        self._held: Part | None = None
        self._plan: Part | None = None
        self._of_year: Part | None = None
        self._opened: Part | None = None
        """The plan that a line on the year before has interrupted."""
        self._review: tuple[Part, Part] | None = None
        self._is_reviewed_first = self._is_met = False
        self._reviewed_above: int | None = None
        """The year of which a heading above said that it reviews it."""

    def believes(self, heading: str, index: int, opening: Part) -> bool:
        """Whether the words of a heading, at the line `index`, are to be taken for what they say.

        In a review those that may promise (计划, 重点任务) do not below the first level, nor where they name a deed
        (实施高企倍增计划), nor where a later heading promises plainly (下半年打算). Goals above 二、完成情况 always do.
        """
        self._is_met = False
        words = list(self._words.finditer(heading))
        if not words or words[-1].lastgroup == "actual" or opening.is_target or self._is_of_this_year(heading):
            return True
        if index < self._last_plain and self._names_deed(heading, opening):
            return False
        is_of_past = words[-1].group() in self._doubtful and self._is_of_year_reviewed(heading, opening)
        if self._is_plain(heading) and not is_of_past:
            return True
        is_of_lower_rank = _LOWER_LEVEL.match(heading) or self._patterns.headings.of_deeds.search(heading)
        if is_of_lower_rank is not None or not self._ends_with(words[-1], heading):
            return False
        self._is_met = self._is_met_below(index)
        return self._is_met or (index > self._last_plain and not is_of_past)

    def _names_deed(self, heading: str, opening: Part) -> bool:
        """（二）强化工作部署, 签订目标责任书: what was done, above the chapter that plans; not 明确明年工作思路."""
        is_deed = self._patterns.headings.task_opened.match(heading) or self._patterns.headings.of_deeds.search(heading)
        is_deed = is_deed or self._patterns.headings.deed_opened.match(heading)
        if not is_deed or self._patterns.headings.ahead.search(heading) or opening.year is None:
            return False
        return all(int(year) <= opening.year for year in YEAR.findall(heading))

    def _is_met_below(self, index: int) -> bool:
        """一、目标任务, above 二、完成情况 some lines below: the goals of the year that is reviewed."""
        below = self._lines[index + 1 : index + 1 + _MOST_GOALS]
        return any(self._patterns.headings.outcome_heading.match(line.text) for line in below)

    def part_of(self, heading: str, current: Part, opening: Part, below: str) -> Part | None:
        """The part that a heading begins (`part_of_heading`).

        三、2023年主要工作 in a review of 2022 promises, unless it tells how things went (2023年一季度完成情况); so
        does 二、2023年主要举措 behind 一、2022年完成情况.
        A plan goes on below （二）夯实发展基础 and （三）坚持问题导向.
        """
        self._held = self._plan = None
        years = [int(year) for year in YEAR.findall(heading)]
        if is_of_next_year(years, opening) and self._is_title_again(heading):
            return None
        is_ahead = self._is_of_this_year(heading) or (not years and self.begins_next_year(heading, current, below))
        if is_ahead and not current.is_target:
            return part_ahead(current)
        begun = part_of_heading(heading, current, opening, below, self._reference)
        if begun is not None and current.ordinal == opening.ordinal:
            begun = self._for_year_in_title(self._before_plan(begun, years, opening), heading, opening)
        is_review = begun is not None and not begun.is_target
        if current.is_target and is_review and not years and self._is_aim(heading, current, opening):
            return None
        if current.is_target and is_review and self._is_work_ahead(heading, current, opening):
            return None
        if begun is not None:
            self._of_year = self._opened = None
        self._note_review(heading, begun, current, years)
        if self._patterns.headings.reviewed_first.match(heading):
            self._is_reviewed_first = self._is_work_report
        if begun is not None and begun.is_target and self._patterns.headings.problems_first.search(heading):
            self._held, begun = begun, None
        if begun is not None and begun.is_target and self._is_met and not years:
            return replace(begun, year=current.year, period=current.period)
        if begun is not None and begun.is_target and len(years) == 1:
            return self._plan_before_year(heading, begun)
        is_promised = is_of_next_year(years, opening) or _begins_plan(years, current) or self._is_behind_review(years)
        tells_of_past = self._patterns.headings.of_review.search(heading) is not None
        if years:
            self._reviewed_above = years[0] if tells_of_past and len(years) == 1 else None
        if begun is None or begun.is_target or not is_promised:
            return begun
        return begun if tells_of_past else replace(begun, status=Status.TARGET)

    def _is_of_year_reviewed(self, heading: str, opening: Part) -> bool:
        """一、2023年重点工作 in a review of 2023 of which 二、2024年工作计划 is a later chapter."""
        if self._patterns.headings.ahead.search(heading) or opening.year is None:
            return False
        return YEAR.findall(heading) == [str(opening.year)] and opening.year + 1 in self._years_ahead

    def _before_plan(self, begun: Part, years: Sequence[int], opening: Part) -> Part:
        """一、指标完成情况 and 一、2023年工作 in a plan for 2024, above 二、2024年工作计划: of the year before."""
        if not opening.is_target or opening.year is None or opening.is_of_years:
            return begun
        before = opening.year - 1
        is_undated_review = not years and not begun.is_target and begun.period == str(opening.year)
        is_undated_review = is_undated_review and opening.year in self._years_ahead
        if not is_undated_review and [*years] != [before]:
            return begun
        return replace(begun, year=before, period=str(before), status=Status.ACTUAL, is_year_told=bool(years))

    def _for_year_in_title(self, begun: Part, heading: str, opening: Part) -> Part:
        """二、下一步打算 below 2024年1—10月工作总结和2025年工作计划: the plan for the year that the title names."""
        if opening.year is None or not opening.is_part_of_year or not begun.is_target or begun.year != opening.year:
            return begun
        ahead = str(opening.year + 1)
        is_named = any(ahead in YEAR.findall(line.text) and self._is_plain(line.text) for line in self._lines[:_TITLE])
        is_same_year = self._patterns.years.same_year.search(heading) is not None
        return replace(begun, year=opening.year + 1, period=ahead) if is_named and not is_same_year else begun

    def _is_behind_review(self, years: Sequence[int]) -> bool:
        return self._reviewed_above is not None and [*years] == [self._reviewed_above + 1]

    def begins_next_year(self, heading: str, current: Part, below: str) -> bool:
        """二、锚定目标、接续奋斗 in a review of 2023, where 2024年是…的关键一年 or 要… opens what stands below.

        So does 今年要… behind a first chapter that reviews, or in a text of which a paragraph opens with 过去一年.
        """
        if current.is_target or current.year is None or self._patterns.headings.later_chapter.match(heading) is None:
            return False
        begun = self._patterns.headings.opens_with_year_begun.match(below)
        if begun is not None and begun["year"] in (None, str(current.year + 1)):
            return True
        is_this_year_the_next = self._is_reviewed_first or self._is_of_last_year or self._is_summed_up(current.year)
        return is_this_year_the_next and self._patterns.headings.opens_with_this_year.match(below) is not None

    def _is_title_again(self, heading: str) -> bool:
        """2005年政府工作报告 above its text, but not 解读政府工作报告：2005年工作思路和目标."""
        told = self._patterns.years.work_report.search(heading) if self._is_work_report else None
        return told is not None and self._words.search(heading, told.end()) is None

    def _note_review(self, heading: str, begun: Part | None, current: Part, years: Sequence[int]) -> None:
        """一、2025年和“十四五”时期工作回顾: a chapter that reviews a year and the plan that ends with it."""
        if begun is not None:
            self._review = None
        part = begun or current
        undated = YEAR.sub("", heading)
        period = period_of(undated, None, self._patterns) or span_behind(undated, part.year, self._patterns)
        is_review = not part.is_target and self._is_work_report and len(years) == 1 and years[0] == part.year
        if is_review and period is not None and period[-4:] == str(part.year):
            self._review = part, replace(part, period=period)

    def _reviewed_at(self, line: str, current: Part) -> Part | None:
        """“十四五”时期，… and 五年来，… below such a chapter begin the plan, 2025年，… and 过去一年，… the year."""
        if self._review is None:
            return None
        of_year, of_plan = self._review
        is_of_plan = current.period == of_plan.period
        if self._patterns.headings.plan_over.match(line):
            return None if is_of_plan else of_plan
        opened = self._patterns.headings.year_over.match(line)
        is_year = opened is not None and opened["year"] in (None, str(of_year.year))
        return of_year if is_of_plan and is_year else None

    def _plan_before_year(self, heading: str, begun: Part) -> Part:
        """二、“十五五”时期目标任务和2026年工作安排: first the plan, up to the line that opens with its first year."""
        named = YEAR.split(heading)[0]
        period = period_of(named, None, self._patterns, is_target=True)
        if period is None or period[:4] != str(begun.year):
            return begun
        if not any(self._opens_year(line.text, begun) for line in self._lines):
            return begun
        self._of_year = begun
        return replace(begun, year=int(period[-4:]), period=period)

    def _opens_year(self, line: str, of_year: Part) -> bool:
        """今年是…开局之年 and 2026年，…: whether a line opens with the year that a chapter promises."""
        return line.startswith(f"{of_year.year}年") or self._patterns.years.this_year.match(line) is not None

    def _is_aim(self, heading: str, current: Part, opening: Part) -> bool:
        """（三）坚持问题导向 in a plan, and （二）经济转型取得重大进展 in one of years, where it is to come.

        So it is below 二、2023年工作计划 in a report that has reviewed a year before.
        """
        if self._patterns.headings.task_opened.match(heading):
            return True
        is_within_plan = current.is_of_years or current.ordinal != opening.ordinal
        is_item = is_within_plan and _LOWER_LEVEL.match(heading) is not None
        return is_item and self._patterns.headings.aim_reached.search(heading) is not None

    def _is_work_ahead(self, heading: str, plan: Part, opening: Part) -> bool:
        """（二）主要工作 below the goals of a plan is what is to be done; 一、主要工作 above 二、2024年工作计划 was."""
        if self._patterns.headings.work_alone.match(heading) is None:
            return False
        return plan.ordinal != opening.ordinal or opening.year not in self._years_ahead

    def turn_at(self, line: str, current: Part) -> Part | None:
        """过去五年，… below a chapter of two plans reviews the one that is over, up to “十五五”时期，….

        A line whose first sentence names the later plan (根据《建议》，编制了“十四五”规划纲要) ends that review too,
        and 今年，… below a chapter of a plan and its first year begins that year. A review of years
        goes on about the last of them from 刚刚过去的一年，… on, up to 五年来，…. In a plan for 2024,
        2023年，是不平凡的一年。 as a line begins a review, up to a line that opens with 2024年 or 今年.
        """
        reviewed = self._reviewed_at(line, current)
        if reviewed is not None:
            return reviewed
        if self._of_year is not None and self._opens_year(line, self._of_year):
            begun, self._of_year = self._of_year, None
            return begun
        if current.is_target and current.is_of_years and self._looks_back(line, current):
            self._plan = current
            return years_before(current)
        if self._opened is not None and not current.is_target and self._opens_year(line, self._opened):
            begun, self._opened = self._opened, None
            return begun
        told = self._patterns.years.year_as_such.fullmatch(line) if current.is_target else None
        if told is not None and current.year is not None and int(told["year"]) == current.year - 1:
            self._opened = current
            return Part(current.ordinal + 1, current.year - 1, told["year"], Status.ACTUAL, year_rule=YearRule.LINE)
        if not current.is_target and current.is_of_years and self._patterns.headings.last_year_over.match(line):
            of_year = replace(current, ordinal=current.ordinal + 1, period=str(current.year))
            self._review = of_year, replace(current, ordinal=current.ordinal + 2)
            return of_year
        if self._plan is None or current.is_target:
            return None
        opened = line[: line.find("。") + 1 or None][:_LONGEST_OPENING]
        is_named = period_of(opened, None, self._patterns, is_target=True) == self._plan.period
        return self._plan if is_named or is_of_plan_ahead(line, current, self._patterns) else None

    def _looks_back(self, line: str, plan: Part) -> bool:
        """过去五年，…; in a plan for 2026 to 2030 also “十四五”时期是不平凡的五年: the years before open a line."""
        opened = self._patterns.headings.years_over.match(line)
        named = period_of(opened.group(), None, self._patterns) if opened is not None else None
        return opened is not None and named in (None, years_before(plan).period)

    def _is_of_this_year(self, heading: str) -> bool:
        """二、今年主要工作 and 三、对今年政府工作的建议 where 去年 is reviewed, 二、扎实做好今年工作 anywhere."""
        if self._patterns.headings.to_do_this_year.match(heading):
            return True
        is_told = self._patterns.headings.of_this_year.match(heading) is not None
        return is_told and (self._is_work_report or self._is_of_last_year)

    def held_for(self, line: str) -> Part | None:
        """The plans of 三、存在问题和下一步打算, from the first line on that tells of no problem."""
        if self._held is None or self._patterns.headings.tells_problem.search(line):
            return None
        begun, self._held = self._held, None
        return begun

    @cached_property
    def _is_of_last_year(self) -> bool:
        """Whether a line or first chapter opens with 过去一年 or 去年, or the first lines say that it is summed up."""
        if any(self._patterns.headings.sums_up_last_year.search(line.text) for line in self._lines[:_FIRST_LINES]):
            return True
        if any(self._patterns.years.chapter_on_last_year.match(line.text) for line in self._lines):
            return True
        opened = (self._patterns.headings.year_over.match(line.text) for line in self._lines)
        return any(year is not None and year["year"] is None for year in opened)

    def _is_summed_up(self, year: int) -> bool:
        """总结2021年工作，部署2022年任务 among the first lines: whether a meeting looks back at a year that is over."""
        told = (self._patterns.headings.sums_up_named_year.search(line.text) for line in self._lines[:_FIRST_LINES])
        return any(each is not None and int(each["year"]) == year for each in told)

    @cached_property
    def _years_ahead(self) -> frozenset[int]:
        """The years that later chapters promise by name: 2024 of 二、2024年工作计划."""
        chapters = (line.text for line in self._lines if self._patterns.headings.later_chapter.match(line.text))
        return frozenset(int(year) for text in chapters if self._is_plain(text) for year in YEAR.findall(text))

    @cached_property
    def _last_plain(self) -> int:
        """The last line that is a plain promise; few reports have headings that ask for it."""
        return max((index for index, line in enumerate(self._lines) if self._is_plain(line.text)), default=-1)

    def _is_plain(self, text: str) -> bool:
        """Whether a line is a heading that promises without a doubt: 三、下半年打算, 2024年重点任务."""
        heading = text[: text.find("。") + 1 or None]
        if len(heading) > _LONGEST_HEADING:
            return False
        words = list(self._words.finditer(heading))
        if not words or words[-1].lastgroup == "actual":
            return False
        if self._patterns.headings.ahead.search(heading):
            return True
        names_years = YEAR.search(heading) is not None or period_of(heading, None, self._patterns) is not None
        is_plain = names_years or any(word.group() not in self._doubtful for word in words)
        return is_plain and self._ends_with(words[-1], heading)

    def _ends_with(self, word: re.Match[str], heading: str) -> bool:
        """Whether a promising word ends the phrase of a heading: 工作思路及措施, not 明确思路，扎实推进."""
        is_phrase = _CLAUSE_MARK.search(heading) is None or YEAR.search(heading) is not None  # 2025年，我们这样打算
        return is_phrase and self._patterns.headings.tail.match(heading, word.end()) is not None
