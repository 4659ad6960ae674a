"""Cuts a clean text into segments: titles, headings, sentences, table rows, each with what its part says by default.

What belongs here: tiling the text. What does not: what a line is (`lines.py`), what headings mean (`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from pipeline.cleaning import CleanText
from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.blocks import blocks, kind_of_block
from pipeline.segmentation.goal_cells import GoalCells, Stretch
from pipeline.segmentation.lines import Line, LineKind, read_lines
from pipeline.segmentation.named_regions import regions_in
from pipeline.segmentation.openings import first_part, is_work_report
from pipeline.segmentation.outlooks import goals_expected, opens_what_comes, part_begun, part_opened, year_promised
from pipeline.segmentation.pages import is_within_paragraph, page_of
from pipeline.segmentation.parts import (
    DATE_TOLD,
    LOOK_AHEAD,
    YEAR,
    Part,
    part_ahead,
    part_words,
)
from pipeline.segmentation.pieces import Pieces
from pipeline.segmentation.profiles import ReportProfile, read_profile
from pipeline.segmentation.promises import Promises
from pipeline.segmentation.region_counts import COUNTRY, UNKNOWN
from pipeline.segmentation.wraps import Unwrapped, find_wraps, running_text, unwrapped
from pipeline.segmentation.year_lines import YearLines
from pipeline.vocabulary import SegmentKind, Status

_LINES_ABOVE_ROWS = 3
"""Lines behind the caption of a table among which its rows begin; the others tell its unit."""
LONGEST_ANNOUNCEMENT = 24
"""Characters at the end of a paragraph in which words may announce the list behind it."""
_SENTENCE_END = re.compile(r"[。！？!?][”’』」）)】》\"']*")
_END_BEFORE_DASH = re.compile(
    rf"{_SENTENCE_END.pattern}|(?<=[\u4e00-\u9fff%\]\ufffc])(?<![年月日至到])\s+[-–•]\s+(?=[\u4e00-\u9fff“]|(?:19|20)\d\d年)"
)
"""…占比达到50% [2] - 2024年，…: a list in one line ends its items with a dash between blanks."""
_DASHES = (" -", " –", " •")
_STOPS = "。；;"
_FIRST_CHAPTER = ("一、", "（一）", "第一")


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

    def opening(self, length: int) -> str:
        """The first characters of its text, without the line breaks that cut sentences."""
        pieces, position = [], 0
        for segment in self.segments:
            told = self.text[segment.start : segment.end]
            is_told = segment.kind is SegmentKind.SENTENCE
            whole = "".join(map(str.strip, told.split("\n"))) if is_told else told
            pieces += [self.text[position : segment.start], whole]
            position = segment.end
            if position >= length:
                break
        return "".join(pieces)[:length]

    def opens_paragraph(self, index: int) -> bool:
        """Whether a segment begins a paragraph."""
        if index == 0:
            return True
        last_end, start = self.segments[index - 1].end, self.segments[index].start
        is_apart = start - last_end > 1 or self.text[last_end:start] == "\n"
        return is_apart and not is_within_paragraph(self.text, last_end, start, page_of(self.text))


def segment_report(clean: CleanText, text_layer: str, reference: Reference) -> SegmentedReport:
    """Cuts a report into segments that tile all that is not masked.

    What its lines say is asked of the text without the breaks within its sentences: 今年全市主要 / 目标是. `text_layer`
    has the same length as the clean text; dates in furniture are read from it.
    """
    patterns, printed = reference.patterns, clean.text
    lines = read_lines(printed, patterns)
    wraps = find_wraps(printed, lines, patterns)
    running = unwrapped(printed, lines, wraps, patterns)
    asked = running_text(running.text)
    as_printed = lines, wraps
    if page_of(printed) is None:
        running = Unwrapped(printed, ())
    elif running.cuts:
        ends = {line.end: goes_on for line, goes_on in zip(lines, wraps, strict=True)}
        lines = read_lines(running.text, patterns)
        wraps = [ends.get(running.printed_end(line.end), False) for line in lines]
    profile = read_profile(asked, text_layer, lines, wraps, as_printed, reference)
    opening = first_part(profile.title, asked, profile.issued_on, reference)
    segments = _Outline(running.text, lines, profile, opening, reference).segments(wraps)
    if running.cuts:
        segments = (
            each._replace(start=running.printed(each.start), end=running.printed_end(each.end)) for each in segments
        )
    return SegmentedReport(printed, profile, tuple(segments))


class _Outline:
    """Cuts one report into segments. Its state is the part and the heading that what follows stands below."""

    def __init__(
        self, text: str, lines: Sequence[Line], profile: ReportProfile, opening: Part, reference: Reference
    ) -> None:
        self._text, self._lines, self._profile, self._reference = text, lines, profile, reference
        self._patterns, self._words = reference.patterns, part_words(reference)
        self._is_work_report = _reports_to_congress(text, profile, opening, self._patterns)
        self._promises = Promises(lines, reference, is_work_report=self._is_work_report)
        self._years, self._pieces = YearLines(lines, self._patterns), Pieces(text, lines, reference)
        self._goals = GoalCells(text, lines, self._patterns)
        self._listed = _parts_listed(lines, self._patterns)
        self._opening = self._part = opening
        self._reviewed: Part | None = None
        self._around_table: Part | None = None
        self._has_rows = False
        self._heading: str | None = None
        self._ordinals = count(1)

    def segments(self, wraps: Sequence[bool]) -> Iterator[Segment]:
        """The segments in order; headings, labels and openings of paragraphs begin new parts."""
        alone = {index for index in range(len(self._lines)) if index in self._pieces or index in self._goals}
        for first, last in blocks(self._lines, wraps, self._years, alone, self._profile.title):
            line, end = self._lines[first], self._lines[last - 1].end
            if first in self._goals:
                yield from self._goals_told(self._goals[first])
                continue
            kind = self._kind(first)
            if first in self._listed:
                yield Segment(kind, line.start, end, self._part, self._heading)
                continue
            if first in self._pieces:
                self._opening = self._pieces.opening(first, self._profile.issued_on)
                self._part = self._begun(self._opening)
            else:
                self._leave_table(line, kind)
                before = self._part
                self._turn(first, end, kind)
                if self._part is not before and self._heads_table(first, last):
                    self._around_table, self._has_rows = self._around_table or before, False
                self._has_rows = self._has_rows or kind is SegmentKind.TABLE_ROW
            if kind is SegmentKind.HEADING:
                self._heading = line.text
            if kind is SegmentKind.SENTENCE:
                yield from self._told(line, end, self._lines[last - 1].text)
            else:
                yield Segment(kind, line.start, end, self._part, self._heading)

    def _goals_told(self, stretches: Sequence[Stretch]) -> Iterator[Segment]:
        """The sentences of a goal, which even a report on months promises for its year, and of what came of it."""
        whole_year = str(self._part.year) if self._part.is_part_of_year else self._part.period
        for start, end, status in stretches:
            period = whole_year if status is Status.TARGET else self._part.period
            part = self._part
            if status is not None or start > stretches[0].start:
                part = self._begun(replace(part, status=status or part.status, period=period))
            for opened, closed in _sentences(self._text, start, end):
                yield Segment(SegmentKind.SENTENCE, opened, closed, part, self._heading)
        self._part = self._begun(self._part)

    def _kind(self, first: int) -> SegmentKind:
        if first in self._pieces or first in self._years:
            return SegmentKind.HEADING
        return kind_of_block(self._lines[first], self._profile.title, self._words, self._patterns)

    def _begun(self, begun: Part | None) -> Part:
        """The part that begins, numbered, or the current one where none does."""
        return self._part if begun is None else replace(begun, ordinal=next(self._ordinals))

    def _turn(self, first: int, end: int, kind: SegmentKind) -> None:
        """Enters the part that a block begins: by its year alone, or by the words of a heading or label."""
        line, promises = self._lines[first], self._promises
        turned = promises.held_for(line.text) or promises.turn_at(line.text, self._part)
        self._part = self._begun(self._years.part_at(first, self._part) or turned)
        told = _words_of_part(line.text, kind, self._patterns) if first not in self._years else None
        if told is None or _is_of_elsewhere(told, self._profile.region, self._reference):
            return
        behind = end if kind is SegmentKind.HEADING else line.start + len(told)
        below = self._text[behind : behind + LOOK_AHEAD]
        if promises.believes(told, first, self._opening) or promises.begins_next_year(told, self._part, below):
            before, self._part = self._part, self._begun(promises.part_of(told, self._part, self._opening, below))
            self._reviewed = before if kind is SegmentKind.SENTENCE and not before.is_target else None

    def _heads_table(self, first: int, last: int) -> bool:
        """Whether a block is the caption of the table right below it: 表1 2022年各区县研发投入情况."""
        if self._lines[first].kind is LineKind.CHAPTER:
            return False
        below = self._lines[last : last + _LINES_ABOVE_ROWS]
        return any(line.kind in (LineKind.CELLS, LineKind.CELL) for line in below)

    def _leave_table(self, line: Line, kind: SegmentKind) -> None:
        """Behind a table goes on what stood before its caption: anything if that is numbered, else the next chapter.

        A first chapter (一、) may be one of what the line above the table was the title of.
        """
        if self._around_table is None or not self._has_rows or kind is SegmentKind.TABLE_ROW:
            return
        is_numbered = self._heading is not None and self._patterns.lines.numbered_caption.match(self._heading)
        is_next = line.kind is LineKind.CHAPTER and not line.text.startswith(_FIRST_CHAPTER)
        if is_numbered or is_next:
            self._part = self._begun(self._around_table)
        if is_numbered or line.kind is LineKind.CHAPTER:
            self._around_table = None

    def _told(self, line: Line, end: int, closing: str) -> Iterator[Segment]:
        """The sentences of a paragraph, the later ones in a part of their own where they look ahead.

        That is left with the paragraph, unless it closes by announcing a list. Goals under a label (目标任务：…) end
        where 完成情况： opens one of its sentences.
        """
        part, patterns, is_work_report = self._part, self._patterns, self._is_work_report
        is_ahead = opens_what_comes(line.text, self._opening, patterns, is_work_report=is_work_report)
        ahead = self._begun(part_opened(line.text, part, self._profile, patterns)) if is_ahead else part
        goals = goals_expected(part, self._profile.title, is_work_report=is_work_report) if ahead is part else None
        for opened, closed in _sentences(self._text, line.start, end):
            if self._reviewed is not None and part.is_target and _tells_outcome(self._text, opened, patterns):
                self._part = part = ahead = self._begun(self._reviewed)
            if ahead is part:
                ahead = self._begun(part_begun(self._text, opened, closed, part, goals, patterns))
            yield Segment(SegmentKind.SENTENCE, opened, closed, ahead, self._heading)
            reviewed = self._reviewed if part.is_target else None
            if reviewed is not None and _closes_with_outcome(self._text, opened, closed, patterns):
                self._part = part = ahead = self._begun(reviewed)
            promised = year_promised(self._text, opened, part, patterns) if ahead is part else None
            if promised is not None:
                ahead = self._begun(part_ahead(part, promised))
        if patterns.headings.list_announced.search(closing, max(0, len(closing) - LONGEST_ANNOUNCEMENT)):
            self._part = ahead


def _closes_with_outcome(text: str, start: int, end: int, patterns: Patterns) -> bool:
    """目标任务：…；完成情况：…。: whether a sentence tells behind a semicolon what came of its task."""
    stops = (position for position in range(start, end) if text[position] in "；;")
    return any(_tells_outcome(text, position + 1, patterns) for position in stops)


def _tells_outcome(text: str, start: int, patterns: Patterns) -> bool:
    """完成情况：…: whether a sentence opens with the label of what came of a task."""
    label = patterns.headings.label_of_task.match(text, start)
    return label is not None and label["done"] is not None


def _parts_listed(lines: Sequence[Line], patterns: Patterns) -> Set[int]:
    """报告分为三部分： / 一、2019年工作回顾； / 二、2020年主要工作； / …: chapters, which begin no part of the news."""
    listed: set[int] = set()
    for index, line in enumerate(lines):
        if patterns.headings.parts_listed.search(line.text, max(0, len(line.text) - LONGEST_ANNOUNCEMENT)) is None:
            continue
        end = first = index + 1
        while end < len(lines) and lines[end].kind is LineKind.CHAPTER:
            if end > first and lines[end].text.startswith(_FIRST_CHAPTER):
                break  # where the report itself begins
            end += 1
        if end - first > 1:
            listed.update(range(first, end))
    return listed


def _reports_to_congress(text: str, profile: ReportProfile, opening: Part, patterns: Patterns) -> bool:
    """Whether a text is a work report on the year before, or news of the session at which one was delivered."""
    title = profile.title or ""
    if is_work_report(title, patterns):
        return True
    is_delivered = patterns.years.delivered.search(text, 0, LOOK_AHEAD) is not None  # 我代表市人民政府，向大会报告工作
    if not is_delivered and patterns.years.congress.search(title) is None:
        return False
    dates = [day.group()[:4] for day in DATE_TOLD.finditer(text, 0, LOOK_AHEAD)]
    told_in = profile.issued_on.year if profile.issued_on is not None else int(dates[0]) if dates else None
    if told_in is None:
        return is_delivered and str(opening.year) not in title  # 2024年经济形势 / 市长代表…人民政府作工作报告
    return opening.year == told_in - 1


def _is_of_elsewhere(heading: str, own: str, reference: Reference) -> bool:
    """Whether a line names a year of another place: 2018年金华市科技局工作总结 within a report of 台州 is a link."""
    if own in (UNKNOWN, COUNTRY) or not YEAR.search(heading):
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


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of a paragraph, without blanks before them."""
    position = start
    is_dashed = any(text.find(dash, start, end) >= 0 for dash in _DASHES)  # few are, and the other pattern is fast
    for mark in (_END_BEFORE_DASH if is_dashed else _SENTENCE_END).finditer(text, start, end):
        yield _without_blanks(text, position), mark.end()
        position = mark.end()
    if text[position:end].strip():
        yield _without_blanks(text, position), end


def _without_blanks(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start
