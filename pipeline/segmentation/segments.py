"""Cuts a clean text into segments: titles, headings, sentences, table rows, each with what its part says by default.

What belongs here: tiling the text. What does not: what a line is (`lines.py`), what headings mean (`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from pipeline.cleaning import CleanText
from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import LONGEST_LABEL, Line, LineKind, read_lines
from pipeline.segmentation.named_regions import regions_in
from pipeline.segmentation.openings import first_part, is_work_report
from pipeline.segmentation.parts import (
    DATE_TOLD,
    LOOK_AHEAD,
    Part,
    is_of_next_year,
    part_ahead,
    part_words,
    status_of_heading,
)
from pipeline.segmentation.pieces import Pieces
from pipeline.segmentation.profiles import TITLE_LINES, ReportProfile, read_profile
from pipeline.segmentation.promises import Promises
from pipeline.segmentation.region_counts import COUNTRY, UNKNOWN
from pipeline.segmentation.short_years import with_full_years
from pipeline.segmentation.wraps import find_wraps, running_text
from pipeline.segmentation.year_lines import YearLines
from pipeline.vocabulary import SegmentKind, Status

LONGEST_ANNOUNCEMENT = 24
"""Characters at the end of a paragraph in which words may announce the list behind it."""
_SENTENCE_END = re.compile(r"[。！？!?][”’』」）)】》\"']*")
_PART_LINE = re.compile(r"^[^，。；;！]{4,46}$")
LONGEST_ITEM = 40
"""Characters of an item of a list that may be a heading."""
_STATES = re.compile(r"[。；;，,：:]|\d(?![.、．])")
"""Behind the mark of an item: it is a statement."""
_YEAR = re.compile(r"\d{4}")
_CLAUSE_MARK = re.compile(r"[，,。；;]")
_STOPS = "。；;"
_LONGEST_LEAD = 100
"""Characters before goals of 今年 in which words without figures may say which year that is."""
_LAST_MONTH = 12
"""When what comes next is mostly the next year."""


class Segment(NamedTuple):
    """A stretch of text, half-open, with the part that it belongs to and the nearest heading above it."""

    kind: SegmentKind
    start: int
    end: int
    part: Part
    heading: str | None


@dataclass(frozen=True, slots=True)
class SegmentedReport:
    """A report cut into segments. `text` is the clean text."""

    text: str
    profile: ReportProfile
    segments: tuple[Segment, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years that its parts speak of, ascending."""
        return tuple(sorted({segment.part.year for segment in self.segments if segment.part.year is not None}))

    def opens_paragraph(self, index: int) -> bool:
        """Whether a segment begins a paragraph."""
        if index == 0:
            return True
        last_end, start = self.segments[index - 1].end, self.segments[index].start
        return start - last_end > 1 or self.text[last_end:start] == "\n"


def segment_report(clean: CleanText, text_layer: str, reference: Reference) -> SegmentedReport:
    """Cuts a report into segments that tile all that is not masked.

    `text_layer` has the same length as the clean text; dates in furniture are read from it.
    """
    lines = read_lines(clean.text, reference.patterns)
    wraps = find_wraps(clean.text, lines, reference.patterns)
    running = running_text(clean.text, lines, wraps)
    profile = read_profile(running, text_layer, lines, wraps, reference)
    opening = first_part(profile.title, running, profile.issued_on, reference)
    segments = _segments(clean.text, lines, wraps, profile, opening, reference)
    return SegmentedReport(clean.text, profile, tuple(segments))


def _segments(
    text: str, lines: Sequence[Line], wraps: Sequence[bool], profile: ReportProfile, opening: Part, reference: Reference
) -> Iterator[Segment]:
    """The segments of a report in order; headings, labels and openings of paragraphs begin new parts."""
    title, patterns, words = profile.title, reference.patterns, part_words(reference)
    part = opening
    of_year_before = _reports_to_congress(text, profile, opening, patterns)
    promises = Promises(lines, reference, is_work_report=of_year_before)
    ordinals, years = count(1), YearLines(lines, patterns)
    pieces = Pieces(text, lines, reference)
    heading: str | None = None
    own = profile.region
    for first, last in _blocks(lines, wraps, years, pieces, title):
        line = lines[first]
        start, end = line.start, lines[last - 1].end
        if first in pieces:
            opening = pieces.opening(first, profile.issued_on)
            part, heading = _next(opening, part, ordinals), line.text
            yield Segment(SegmentKind.HEADING, start, end, part, heading)
            continue
        is_year = first in years
        kind = SegmentKind.HEADING if is_year else _kind_of_block(line, title, words, patterns)
        part = _next(
            years.part_at(first, part) or promises.held_for(line.text) or promises.turn_at(line.text, part),
            part,
            ordinals,
        )
        told = _words_of_part(line.text, kind, patterns) if not is_year else None
        if told is not None and not _is_of_elsewhere(told, own, reference):
            behind = end if kind is SegmentKind.HEADING else start + len(told)
            below = text[behind : behind + LOOK_AHEAD]
            if promises.believes(told, first, opening) or promises.begins_next_year(told, part, below):
                part = _next(promises.part_of(told, part, opening, below), part, ordinals)
        heading = line.text if kind is SegmentKind.HEADING else heading
        if kind is not SegmentKind.SENTENCE:
            yield Segment(kind, start, end, part, heading)
            continue
        is_ahead = _opens_what_comes(line.text, opening, patterns, is_work_report=of_year_before)
        ahead = _next(_part_opened(line.text, part, profile, patterns), part, ordinals) if is_ahead else part
        goals = _goals_expected(part, title, is_work_report=of_year_before) if ahead is part else None
        for opened, closed in _sentences(text, start, end):
            if ahead is part:
                ahead = _next(_part_begun(text, opened, closed, part, goals, patterns), part, ordinals)
            yield Segment(kind, opened, closed, ahead, heading)
            promised = _year_promised(text, opened, part, patterns) if ahead is part else None
            if promised is not None:
                ahead = _next(part_ahead(part, promised), part, ordinals)
        closing = lines[last - 1].text
        if patterns.headings.list_announced.search(closing, max(0, len(closing) - LONGEST_ANNOUNCEMENT)):
            part = ahead


def _reports_to_congress(text: str, profile: ReportProfile, opening: Part, patterns: Patterns) -> bool:
    """Whether a text is a work report on the year before, or news of the session at which one was delivered."""
    title = profile.title
    if title is None or is_work_report(title, patterns):
        return title is not None
    if patterns.years.congress.search(title) is None:
        return False
    dates = [day.group()[:4] for day in DATE_TOLD.finditer(text, 0, LOOK_AHEAD)]
    told_in = profile.issued_on.year if profile.issued_on is not None else int(dates[0]) if dates else None
    return told_in is not None and opening.year == told_in - 1


def _is_of_elsewhere(heading: str, own: str, reference: Reference) -> bool:
    """Whether a line names a year of another place: 2018年金华市科技局工作总结 within a report of 台州 is a link."""
    if own in (UNKNOWN, COUNTRY) or not _YEAR.search(heading):
        return False
    named, is_within = regions_in(heading, reference, None, with_bodies=False), reference.regions.is_within
    return bool(named) and not any(is_within(code, own) or is_within(own, code) for code in named)


def _words_of_part(line: str, kind: SegmentKind, patterns: Patterns) -> str | None:
    """The words of a line that may begin a part: a label (存在问题：…), a heading, or one that opens its paragraph."""
    labelled = patterns.headings.labelled.match(line)
    if labelled is not None:
        return labelled.group()
    if kind is SegmentKind.HEADING and not patterns.lines.ends_with_figure.search(line.rstrip(_STOPS)):
        return line  # but （一）高企30家，较2022年增长5%。 states something
    may_open = kind in (SegmentKind.SENTENCE, SegmentKind.HEADING)
    opened = patterns.headings.run_in_heading.match(line) if may_open else None
    return opened.group() if opened is not None else None


def _opens_what_comes(line: str, opening: Part, patterns: Patterns, *, is_work_report: bool) -> bool:
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


def _part_opened(line: str, part: Part, profile: ReportProfile, patterns: Patterns) -> Part | None:
    """The part of a paragraph that says what comes next; 确保全年…达到 in news of November is of that year."""
    issued = profile.issued_on
    is_within = issued is not None and issued.year == part.year and issued.month < _LAST_MONTH
    is_of_rest = is_within and patterns.headings.rest_of_year.search(line) is not None and not _YEAR.search(line)
    return part_ahead(part, part.year if is_of_rest else None)


class _Goals(StrEnum):
    """Which goals may be announced in the midst of a part: those of the next year, or such as name their year."""

    NEXT = "next"
    DATED = "dated"


def _goals_expected(part: Part, title: str | None, *, is_work_report: bool) -> _Goals | None:
    """A work report, or news of a new year, announces goals; where only a sentence tells the year, dated ones."""
    if part.is_target:
        return None
    if is_work_report or not (part.is_year_told or part.is_part_of_year):
        return _Goals.NEXT
    return None if part.is_part_of_year or _YEAR.search(title or "") else _Goals.DATED


def _part_begun(text: str, start: int, end: int, part: Part, goals: _Goals | None, patterns: Patterns) -> Part | None:
    """The part that a sentence begins: it looks ahead (目前，高企42家。下一步，…), announces goals or names a year."""
    if _looks_ahead(text, start, part, patterns):
        return part_ahead(part)
    year = _year_of_goals(text, start, end, part, goals, patterns)
    if year is None:
        year = _year_begun(text, start, part, patterns)
    return part_ahead(part, year) if year is not None else None


def _year_of_goals(
    text: str, start: int, end: int, part: Part, expected: _Goals | None, patterns: Patterns
) -> int | None:
    """The year whose goals a sentence announces: …说，今年全省经济社会发展的主要预期目标是…."""
    if expected is None or part.year is None or not patterns.years.goal.search(text, start, end):
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
        return after if expected is _Goals.NEXT or is_named else None
    may_be = (after,) if expected is _Goals.NEXT and part.is_year_told else (part.year, after)
    return int(printed.group()) if int(printed.group()) in may_be else None


def _is_year_begun(text: str, goals: int, year: int, patterns: Patterns) -> bool:
    """2023年是…的开局之年。…今年的目标是…: whether what stands right before the goals calls a year the one begun."""
    begun = patterns.years.year_begun_before.search(text[max(0, goals - _LONGEST_LEAD) : goals])
    return begun is not None and int(begun.group(1)) == year


def _year_promised(text: str, start: int, part: Part, patterns: Patterns) -> int | None:
    """The year of which a sentence of a review, and those behind it, promise: 明年，我市将深入…。新增…。"""
    promise = patterns.headings.sentence_ahead.match(text, start) if not part.is_target else None
    if promise is None or promise["now"] or part.year is None:
        return None
    is_next = promise["year"] is None or int(promise["year"]) == part.year + 1
    return part.year + 1 if is_next else None


def _year_begun(text: str, start: int, part: Part, patterns: Patterns) -> int | None:
    """今年，我市将奋力…。实现…增长10%。 in news of a year's beginning on the year before: what 今年 promises."""
    promise = patterns.headings.sentence_ahead.match(text, start) if not part.is_target else None
    if promise is None or not promise["now"] or part.year is None or part.is_part_of_year or part.is_told_late:
        return None
    begun = part.year + 1
    is_deployed = str(begun) in patterns.years.year_deployed.findall(text, 0, start)
    if is_deployed and patterns.years.beginning.search(text, 0, start):
        return begun
    if str(begun) in patterns.years.work_deployed.findall(text, 0, min(start, LOOK_AHEAD)):
        return begun  # 回顾总结了2021年工作，对2022年工作进行了部署 … 今年，全市要确保…
    return begun if part.told_in == begun else None


def _next(begun: Part | None, current: Part, ordinals: Iterator[int]) -> Part:
    """The part that begins, numbered, or the current one where none does."""
    return current if begun is None else replace(begun, ordinal=next(ordinals))


def _blocks(
    lines: Sequence[Line], wraps: Sequence[bool], years: YearLines, pieces: Pieces, title: str | None
) -> Iterator[tuple[int, int]]:
    """Runs of lines that make one paragraph, as half-open index ranges. Running text does not go on with the title."""
    first = 0
    for index in range(1, len(lines) + 1):
        is_end = index == len(lines) or index in years or index in pieces or index - 1 in pieces or not wraps[index - 1]
        if is_end or (first == index - 1 < TITLE_LINES and _is_below_title(lines[first], lines[index], title)):
            yield first, index
            first = index


def _is_below_title(line: Line, following: Line, title: str | None) -> bool:
    """Whether a line is the whole title, and the next one no further line of it."""
    return title is not None and _CLAUSE_MARK.search(following.text) is not None and "".join(line.text.split()) == title


def _kind_of_block(line: Line, title: str | None, words: re.Pattern[str], patterns: Patterns) -> SegmentKind:
    """Whether the lines of a block are a title, a heading (三、下一步打算), a row of a table or a paragraph."""
    if line.kind in (LineKind.CELLS, LineKind.CELL):
        return SegmentKind.TABLE_ROW
    if line.kind is LineKind.META:
        return SegmentKind.META
    if line.kind is LineKind.CHAPTER:
        return SegmentKind.HEADING
    bare = "".join(line.text.split())
    if title is not None and title.endswith(bare) and _lacks_issuer_only(bare, title, patterns):
        return SegmentKind.TITLE
    is_short = line.kind in (LineKind.LABEL, LineKind.ITEM) and len(bare) <= LONGEST_LABEL
    if is_short and _is_label_ahead(bare, words, patterns):
        return SegmentKind.HEADING
    if (is_short or _names_period(line, patterns)) and patterns.headings.last_word.search(bare):
        return SegmentKind.HEADING
    if line.kind is LineKind.ITEM and len(bare) <= LONGEST_ITEM and not _STATES.search(bare[2:]):
        return SegmentKind.HEADING
    return SegmentKind.SENTENCE


def _lacks_issuer_only(bare: str, title: str, patterns: Patterns) -> bool:
    """Whether a line is the title, or all of it but whose it is: 2022年工作总结 for 大冶市科技局2022年工作总结."""
    issuer = title.removesuffix(bare)
    return not issuer or (_YEAR.search(issuer) is None and patterns.reports.title_word.search(issuer) is None)


def _is_label_ahead(bare: str, words: re.Pattern[str], patterns: Patterns) -> bool:
    """A short line without a numeral before it that says what comes next: 下一步努力方向, 2023年度工作重点."""
    if not (_YEAR.match(bare) or patterns.headings.ahead.match(bare)):
        return False
    return _CLAUSE_MARK.search(bare) is None and status_of_heading(bare, words) is Status.TARGET


def _names_period(line: Line, patterns: Patterns) -> bool:
    """Whether a line without clauses names a year or five-year plan: “十四五”时期主要目标."""
    is_bare = line.kind in (LineKind.LABEL, LineKind.TEXT) and _PART_LINE.match(line.text) is not None
    return is_bare and patterns.headings.year_of_line.search(with_full_years(line.text, patterns)) is not None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of a paragraph, without blanks before them."""
    position = start
    for mark in _SENTENCE_END.finditer(text, start, end):
        yield _without_blanks(text, position), mark.end()
        position = mark.end()
    if text[position:end].strip():
        yield _without_blanks(text, position), end


def _without_blanks(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start
