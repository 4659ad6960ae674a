"""Line breaks that cut sentences: of a page that was wrapped, or of a file that a printer made.

What belongs here: whether a line goes on in the next one, and the text without such breaks. What does not: what a line
is by its form (`lines.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.cleaning import MASK
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import BLANK_IN_DATE, HEAD_LINES, INNER_MARK, Line, LineKind, is_title
from pipeline.segmentation.pages import Page, ends_sentence, is_full, is_indented, is_within_paragraph, page_of

_BLANK_BEFORE_DAY = re.compile(r" (?<=[年月] )(?=\d{1,2}[月日])")
_BLANK_BEFORE_DATE = re.compile(r" (?<=[\u4e00-\u9fff，,。] )(?=(?:19|20)\d\d年|\d{1,2}[月日])")
_OPENS_WITH_YEAR = re.compile(r"(?:19|20)\d\d年")
_OPENS_WITH_DATE = re.compile(r"(?:19|20)\d\d年|\d{1,2}月")
_AWAITS = re.compile(r"[\u4e00-\u9fff）)“”][:：]?$")
_STATES = re.compile(rf"{INNER_MARK.pattern}|\d")
"""Behind the ordinal of a chapter: it is a statement."""
_OPENS_WITH_STAMP = re.compile(r"(?:19|20)\d\d(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2}(?!\d)")
_FULL_SHARE, _LONG_SHARE = 0.8, 0.85
"""Of the longest line; a wrapped line that is shorter is the last one of its paragraph."""
_FULL_LINE = 26
"""Characters without any punctuation from which a line is taken for a wrapped one rather than a label."""
HEADLINES, LONGEST_HEADLINE, _MUCH_LONGER = 3, 40, 2
"""How many lines at the head may be headlines, how long one is, and how many times as long a paragraph below it."""
_ITEM_MARK = re.compile(r"^[^\u4e00-\u9fff]*[一二三四五六七八九十]{0,3}[、.．)）是]?")
_FIGURE = re.compile(r"\d[\d.,]*[%％]?")
_PROSE = frozenset({LineKind.TEXT, LineKind.ITEM})
_APART = frozenset({LineKind.CHAPTER, LineKind.META, LineKind.CELLS, LineKind.CELL})
_NAME_AND_NUMBER = re.compile(r"[^\d\s，,。；;：:]{2,20}[：:]\d[\d.,]*")
_FIGURE_OF_CLAUSE = re.compile(r"\d[\d.,]*[^\d，,。；;]{1,6}[；;，,。]?$")
_MARKS_OF_CLAUSE, _LEAST_CUT = "；;，,", 2
"""What figures of clauses that line breaks cut end with, and how many of them there are at least."""
_CUT_IN_RATIO = re.compile(r"\d[:：]$")
"""三次产业结构为40.7:14.5: / 44.8."""
_ITEMS = "一二三四五六七八九十"
_ITEM_OF_SENTENCE = re.compile(rf"(?P<ordinal>[{_ITEMS}])(?<![^：:；;，,。].)是")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_LEAST_APART = 3
"""Figures on lines of their own behind which a line begins with a comma or full stop."""
_ENDS_WITHOUT_UNIT = re.compile(r"[\u4e00-\u9fff]\d[\d.,]*$")


class _Break(NamedTuple):
    """The end of a line, with what the page tells of it."""

    line: Line
    following: Line
    page: Page
    """As wide as the longest line where the text was not wrapped."""
    is_page: bool
    ends_full: bool
    is_at_head: bool


def find_wraps(text: str, lines: Sequence[Line], patterns: Patterns) -> list[bool]:
    """For each line whether its sentence goes on in the next one: no piece of a line that was cut up does."""
    page = page_of(text)
    widest = page or Page(max((len(line.text) for line in lines), default=0), 1)
    indents = [is_indented(text, line.start) for line in lines]
    tells_paragraphs = page is not None and 2 * sum(indents) < len(lines)
    cut = []
    for index, (line, following) in enumerate(pairwise(lines)):
        if tells_paragraphs and indents[index + 1]:
            cut.append(False)
            continue
        ends_full = is_full(line.text, text, following.start, page)
        at = _Break(line, following, widest, page is not None, ends_full, index < HEAD_LINES)
        are_prose = line.kind in _PROSE and following.kind is LineKind.TEXT
        is_within = are_prose and is_within_paragraph(text, line.end, following.start, page)
        cut.append((_goes_on(at, patterns) or is_within) and "\n" in text[line.end : following.start])
    for index in _headlines(lines, patterns):
        cut[index] = False
    for index in _figures_apart(lines, patterns):
        cut[index - 1 : index + 1] = [True, True]
    for index in (*_clauses_cut(lines, patterns), *_items_within(lines)):
        cut[index] = True
    return [*cut, False] if lines else []


def _headlines(lines: Sequence[Line], patterns: Patterns) -> Iterator[int]:
    """Lines at the head above a paragraph twice as long: the first line of one that was wrapped is as long as its next.

    Example: 浙江各市GDP成绩单公布：杭州第一，宁波第二 / 2022年，全省….
    """
    for index, (line, following) in enumerate(pairwise(lines[: HEADLINES + 1])):
        if ends_sentence(line.text):
            return
        is_short = len(line.text) <= LONGEST_HEADLINE and len(following.text) >= _MUCH_LONGER * len(line.text)
        goes_on = patterns.lines.title_stops_short.search(line.text) or patterns.lines.goes_on.match(following.text)
        if is_short and not goes_on:
            yield index


def _clauses_cut(lines: Sequence[Line], patterns: Patterns) -> set[int]:
    """Lines cut before their figure, and those figures: 地区生产总值增长 / 8%; / 财政收入增长 / 10%; / ….

    A table may be written so too, but none of its figures ends with a semicolon.
    """
    told = {
        index
        for index, (line, following) in enumerate(pairwise(lines))
        if _FIGURE_OF_CLAUSE.match(following.text) and patterns.lines.awaits_figure.search(line.text)
    }
    if sum(lines[index + 1].text[-1] in _MARKS_OF_CLAUSE for index in told) < _LEAST_CUT:
        return set()
    behind = {index + 1 for index in told if index + 2 in told or lines[min(index + 2, len(lines) - 1)].text == "。"}
    return told | behind


def _items_within(lines: Sequence[Line]) -> Iterator[int]:
    """Lines before items of which the first stands within a line: …：一是…，/ …；/ 二是…; not those of a list."""
    last, is_within = None, False
    for index, line in enumerate(lines):
        for item in _ITEM_OF_SENTENCE.finditer(line.text):
            place = _ITEMS.index(item["ordinal"])
            opens_line = item.start() == 0
            if place == 0:
                is_within = not opens_line
            elif opens_line and is_within and last == place - 1 and lines[index - 1].text[-1] in _MARKS_OF_CLAUSE:
                yield index - 1
            last = place


def _figures_apart(lines: Sequence[Line], patterns: Patterns) -> list[int]:
    """Lines that hold nothing but a figure within a sentence: 粮食产量达到 / 775.6 / 亿斤，净增 / 49 / 亿斤。

    Some copies of files put every figure on a line of its own; a table does so too, but no row begins with a comma.
    """
    apart, certain = [], 0
    for index in range(1, len(lines) - 1):
        before, line, following = lines[index - 1 : index + 2]
        if line.text[0].isdigit() and _FIGURE.fullmatch(line.text) and {before.kind, following.kind}.isdisjoint(_APART):
            goes_on = patterns.lines.behind_figure.match(following.text)
            if goes_on is not None and not ends_sentence(before.text):
                apart.append(index)
                certain += goes_on["mark"] is not None
    return apart if certain >= _LEAST_APART else []


class Unwrapped(NamedTuple):
    """A text without the line breaks within its sentences, which stand in `cuts` by where they were."""

    text: str
    cuts: tuple[tuple[int, int], ...]
    """(offset here, offset in the printed text) of what follows each break."""

    def printed(self, offset: int) -> int:
        """The offset in the printed text of a character of this one."""
        index = bisect_right(self.cuts, offset, key=itemgetter(0))
        here, there = self.cuts[index - 1] if index else (0, 0)
        return there + offset - here

    def printed_end(self, end: int) -> int:
        """The end in the printed text of a stretch that ends so in this one."""
        return self.printed(end - 1) + 1


def unwrapped(text: str, lines: Sequence[Line], wraps: Sequence[bool], patterns: Patterns) -> Unwrapped:
    """A text without the line breaks within its sentences.

    At the head, lines with a gap between them stay apart, as the one above may be a headline, however long, and so does
    what stands below a title.
    """
    pieces, cuts, position, length = [], [], 0, 0
    for end, start in _breaks(text, lines, wraps, patterns):
        pieces.append(text[position:end])
        length += len(pieces[-1])
        position = start
        cuts.append((length, start))
    return Unwrapped("".join([*pieces, text[position:]]), tuple(cuts))


def _breaks(text: str, lines: Sequence[Line], wraps: Sequence[bool], patterns: Patterns) -> Iterator[tuple[int, int]]:
    """The breaks within sentences, and those within a title that was printed on several lines, half-open."""
    for index, (line, goes_on) in enumerate(zip(lines, wraps, strict=True)):
        if index < HEAD_LINES and text.find("\n", line.start, line.end) >= 0:
            yield from (inner.span() for inner in _LINE_BREAK.finditer(text, line.start, line.end))
        if goes_on and (index >= HEAD_LINES or not _may_be_headline(line, lines[index + 1], patterns)):
            yield line.end, lines[index + 1].start


def _may_be_headline(line: Line, following: Line, patterns: Patterns) -> bool:
    return following.is_after_gap or is_title(line.text, patterns)


def running_text(text: str) -> str:
    """The text as it is asked what it says: nothing masked, no blanks in dates (2023 年)."""
    return _BLANK_BEFORE_DATE.sub("", with_dates_closed(text.replace(MASK, "")))


def with_dates_closed(text: str) -> str:
    """The text without blanks in its dates: 2023 年 2 月 is 2023年2月."""
    return _BLANK_BEFORE_DAY.sub("", BLANK_IN_DATE.sub("", text))


def _goes_on(at: _Break, patterns: Patterns) -> bool:
    """Whether a sentence is cut by the break between two lines.

    Example: 达到56.66%，同比增长 / 3.44个百分点。
    """
    line, following = at.line, at.following
    if line.kind in (LineKind.META, LineKind.CELLS, LineKind.CELL):
        return False
    if following.kind in (LineKind.CHAPTER, LineKind.ITEM, LineKind.CELLS, LineKind.CELL):
        return False
    if _is_cut_before_figure(line, following, patterns):
        return True
    if line.kind is LineKind.CHAPTER:
        return at.ends_full and (at.page.parts_paragraphs or _stops_in_statement(line, patterns))
    is_long = at.ends_full or (at.is_page and at.page.length(line.text) >= _LONG_SHARE * at.page.width)
    is_clause_cut = is_long and line.kind in _PROSE and line.text[-1] in "；;"
    if ends_sentence(line.text) and not is_clause_cut:
        return _CUT_IN_RATIO.search(line.text) is not None and following.text[0].isdigit()
    if _stands_apart(at, patterns):
        return False
    if _ENDS_WITHOUT_UNIT.search(line.text) and patterns.lines.unit_goes_on.match(following.text):
        return True
    if patterns.lines.growth_goes_on.match(following.text) and patterns.lines.ends_with_figure.search(line.text):
        return True  # 高新技术产业产值实现98.6亿元 / 同比增长12.4%
    if line.kind is LineKind.LABEL or _is_statement(line, following, at.page, patterns):
        return False
    if line.kind is LineKind.ITEM:
        bare = _ITEM_MARK.sub("", line.text)
        if len(bare) <= _FULL_LINE + 8 and not INNER_MARK.search(bare):
            return not following.is_after_gap and len(line.text) >= _FULL_LINE
    return at.ends_full or bool(INNER_MARK.search(line.text)) or len(line.text) >= _FULL_LINE


def _stands_apart(at: _Break, patterns: Patterns) -> bool:
    """Whether one of two lines is no running text by its form: a row between bars, a source, a title, a caption."""
    line, following = at.line, at.following
    if line.text.endswith("|") or following.text.startswith("|"):
        return True
    if _NAME_AND_NUMBER.fullmatch(line.text) and _NAME_AND_NUMBER.fullmatch(following.text):
        return True  # 众创空间：66 / 院士工作站：9
    if patterns.reports.source_and_date.fullmatch(line.text) is not None:
        return True  # 来源：某日报 2022-10-21
    if following.kind is LineKind.META or patterns.lines.table_title.match(following.text):
        return True
    if _OPENS_WITH_STAMP.match(following.text):
        return True  # below a headline: 2023-02-27 08:48 长沙晚报
    if _OPENS_WITH_YEAR.match(following.text) and (
        is_title(following.text, patterns) or patterns.lines.goals_of_year.fullmatch(following.text)
    ):
        return True
    may_be_title = at.is_at_head or not at.ends_full
    if may_be_title and is_title(line.text, patterns) and not patterns.lines.title_goes_on.match(following.text):
        return True
    if patterns.lines.numbered_caption.match(line.text) or patterns.lines.numbered_caption.match(following.text):
        return True
    return patterns.lines.label.match(following.text) is not None


def _stops_in_statement(chapter: Line, patterns: Patterns) -> bool:
    """Whether a numbered line tells a figure, and no mark ends it: 一、全年实现地区生产总值56.3亿元，同比增长了."""
    figure = patterns.lines.figure_told.search(chapter.text)
    return figure is not None and figure.end() < len(chapter.text) and chapter.text[-1] not in "。；;！？"


def _is_cut_before_figure(line: Line, following: Line, patterns: Patterns) -> bool:
    """Whether a page wrapped before a figure that did not fit: 全区一般公共预算收入 / 423,422万元，同比增长8.7%，…."""
    figure = _FIGURE.match(following.text)
    if figure is None or _OPENS_WITH_DATE.match(following.text) or not _AWAITS.search(line.text):
        return False
    if line.kind is LineKind.CHAPTER and not _STATES.search(_ITEM_MARK.sub("", line.text)):
        return False
    behind = patterns.lines.behind_figure.match(following.text, figure.end())
    return behind is not None and behind["mark"] is not None


def _is_statement(line: Line, following: Line, page: Page, patterns: Patterns) -> bool:
    """Whether a line that is no full one ends with a figure: in a list of statements, not in a wrapped paragraph."""
    if page.length(line.text) > _FULL_SHARE * page.width or not patterns.lines.ends_with_figure.search(line.text):
        return False
    return patterns.lines.goes_on.match(following.text) is None
