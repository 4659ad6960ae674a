"""Lines of the clean text, each with its kind by form: heading, item, row of a table, date and issuer, prose.

What belongs here: what a line is by its form (heading, table row, date line …). What does not: whether its sentence
goes on in the next line (`wraps.py`), nor what a heading means for the figures below it (`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from pipeline.cleaning import MASK
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cell_columns import find_columns_of_cells
from pipeline.segmentation.line_spans import find_line_spans
from pipeline.segmentation.pages import is_double_spaced, page_of
from pipeline.segmentation.rows import find_rows, is_tabbed_row
from pipeline.segmentation.short_years import with_full_years

LONGEST_HEADING = 60
LONGEST_LABEL = 24
LONGEST_SIGNATURE = 40
"""Characters of a line that names the bodies that issue a report, and the date."""
HEAD_LINES = 16
"""Lines at the head of a report among which a title on two lines is looked for."""

MOST_TITLE_LINES, LEAST_OF_TITLE = 4, 8
"""Lines over which a title is printed, and how many characters its first one has; a cell of a header has fewer."""
LONGEST_SPACED, SINGLES = 120, 4
"""Characters of a title printed with blanks between its characters, and how many stand by themselves at least."""

BLANK_IN_DATE = re.compile(r" (?<=\d ) *(?=[年月日])")
"""2023 年: blanks that a site puts around numerals."""
_BLANK_BEFORE_YEAR = re.compile(r" (?<=[\u4e00-\u9fff] )(?=(?:19|20)\d\d年)")
_GAP = re.compile(r"\s+")
_SPACED = re.compile(r"(?<!\S)[\u4e00-\u9fff]\s+[\u4e00-\u9fff](?!\S)")
_CONTENT = re.compile(rf"[^\s{MASK}](?:.*[^\s{MASK}])?", re.DOTALL)
_MARKUP = re.compile(r"#(?P<deep>#{1,5})?[ \t]+(?=\S)")
"""Before a heading in Markdown (## 一、…); one before a cell (# 机电产品) marks a part of what stands above."""
_CHINESE_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_CHAPTER = re.compile(rf"(?:{_CHINESE_NUMERAL}[、.]|第{_CHINESE_NUMERAL}[章节部分篇编]|[（(]{_CHINESE_NUMERAL}[)）])")
_ITEM = re.compile(
    rf"(?:\d{{1,2}}[、.．](?=\D|$|(?:19|20)\d\d年)|[（(]\d{{1,2}}[)）]|[①-⑳]|{_CHINESE_NUMERAL}是|[-—–]{{1,2}}(?=[^\d\s—-])"
    r"|[-—–*+][ \t]+(?=[^\d\s—-]))"
)
_SENTENCE_MARK = re.compile(r"[。！？；;!?]")
INNER_MARK = re.compile(r"[，,、。；;：:]")
DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE_LINE = re.compile(rf"[（(]?(?:19|20)\d\d\s*年\s*{DAY}\s*月(?:\s*{DAY}\s*日)?[)）]?$")
_DASHES = "-—"
_OPENS_DELIVERY = f"{_DASHES}（("
_BRACKETS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"))
_BULLET_LINE = re.compile(r"\s*[·•●■◆▪★]\s*")


class LineKind(StrEnum):
    """What a line is by its form."""

    CHAPTER = "chapter"
    ITEM = "item"
    META = "meta"
    CELLS = "cells"
    CELL = "cell"
    LABEL = "label"
    TEXT = "text"


_PLAIN = frozenset({LineKind.LABEL, LineKind.TEXT, LineKind.META})


class Line(NamedTuple):
    """One line that holds anything, without the blanks around it. Half-open offsets in the text."""

    kind: LineKind
    start: int
    end: int
    text: str
    is_after_gap: bool
    """Whether empty or masked lines stand between it and the line before."""


def read_lines(text: str, patterns: Patterns) -> list[Line]:
    """The lines of a clean text, each with its kind; masked and empty ones are left out."""
    lines: list[Line] = []
    last_end, usual = 0, _usual_gap(text)
    for first, last in find_line_spans(text, patterns):
        content = _CONTENT.search(text[first:last])
        if content is None:
            continue
        stripped = content.group()
        end = first + content.end()
        markup = _MARKUP.match(stripped)
        is_first = not lines
        if markup and (is_first or markup["deep"] or _is_headline(stripped[markup.end() :], patterns)):
            stripped = stripped[markup.end() :]
        start = end - len(stripped)
        stripped = BLANK_IN_DATE.sub("", _without_spacing(stripped.replace(MASK, ""), patterns))
        if not lines and is_title(closed := _BLANK_BEFORE_YEAR.sub("", stripped), patterns):
            stripped = closed
        is_after_gap = bool(lines) and text.count("\n", last_end, start) > usual
        lines.append(Line(_kind(stripped, patterns), start, end, stripped, is_after_gap))
        last_end = end
    return _with_tables(_with_whole_title(_with_whole_delivery(lines, patterns), patterns), patterns)


def _usual_gap(text: str) -> int:
    """Line ends between two lines of one paragraph: two where a page that was wrapped is printed with double space."""
    return 2 if page_of(text) is not None and is_double_spaced(text) else 1


def _with_whole_delivery(lines: list[Line], patterns: Patterns) -> list[Line]:
    """——2024年1月23日在深圳市坪山区 / 第二届人民代表大会第四次会议上: where a report was delivered, on two lines."""
    delivery = patterns.lines.delivery_line
    for index, (line, following) in enumerate(pairwise(lines[:HEAD_LINES])):
        joined = line.text + following.text
        is_cut = line.kind is not LineKind.META or _is_open(line.text)  # （2021年9月27日在第一次会 / 议上）
        if line.text[0] in _OPENS_DELIVERY and is_cut and delivery.match(joined):
            whole = Line(LineKind.META, line.start, following.end, joined, line.is_after_gap)
            return [*lines[:index], whole, *lines[index + 2 :]]
    return lines


def _with_whole_title(lines: list[Line], patterns: Patterns) -> list[Line]:
    """A title that was printed on several lines is one line: 科技局2022年工作总 / 结和2023年工作打算."""
    for index in range(min(len(lines), HEAD_LINES)):
        for end in range(min(len(lines), index + MOST_TITLE_LINES), index + 1, -1):
            run = lines[index:end]
            joined = "".join(line.text for line in run)
            if _is_whole_title(run, joined, patterns):
                first, last = run[0], run[-1]
                whole = Line(_kind(joined, patterns), first.start, last.end, joined, first.is_after_gap)
                return [*lines[:index], whole, *lines[end:]]
    return lines


def _is_whole_title(run: Sequence[Line], joined: str, patterns: Patterns) -> bool:
    """Whether lines are one title, which goes on at the end of each but the last one and names a period."""
    are_plain = run[0].kind in _PLAIN and all(line.kind in _PLAIN or line.text[0] in _DASHES for line in run[1:])
    is_delivered = any(patterns.lines.delivery_line.match(line.text) for line in run[1:])
    if len(joined) > LONGEST_HEADING or not are_plain or is_delivered or run[0].text.isdigit():
        return False
    is_short = len(run[0].text) < LEAST_OF_TITLE and run[1].text[0] not in _DASHES
    if is_short and not is_title(joined, patterns):
        return False
    if INNER_MARK.search(joined) or _SENTENCE_MARK.search(joined) or not patterns.lines.whole_title_end.search(joined):
        return False
    is_about = patterns.lines.title_about.search(run[0].text) is not None
    return (is_about or patterns.years.title_period.search(with_full_years(joined, patterns)) is not None) and all(
        _title_goes_on(line.text, following.text, patterns) for line, following in pairwise(run)
    )


def _title_goes_on(line: str, following: str, patterns: Patterns) -> bool:
    """Whether a title goes on in the next line, by what opens that, by a word or brackets that are cut, or as the first
    line is none by its last word and the other names no period of its own."""
    if (
        following[0] in _DASHES
        or patterns.lines.title_stops_short.search(line)
        or patterns.lines.title_goes_on.match(following)
    ):
        return True
    if patterns.lines.whole_title_end.search(line):
        return False
    joined, at = line + following, len(line)
    if any(word.start() < at < word.end() for word in patterns.lines.word_of_title.finditer(joined)):
        return True
    if patterns.lines.title_about.search(line) or _is_open(line):
        return True
    if patterns.lines.opens_caption.match(following) or patterns.years.title_period.search(following):
        return False
    return patterns.lines.title_begun.fullmatch(line) is not None


def _is_open(line: str) -> bool:
    """Whether brackets or quotes that a line opens close in a later one."""
    return any(line.count(left) > line.count(right) for left, right in _BRACKETS)


def _without_spacing(line: str, patterns: Patterns) -> str:
    """政 府 工 作 报 告: the words of a title or a body whose characters were spread over the line."""
    if len(line) > LONGEST_SPACED or not _SPACED.search(line):
        return line
    gaps = [len(gap) for gap in _GAP.findall(line)]
    if sum(gap >= 2 * min(gaps) for gap in gaps) > 1:
        return line  # 区  县      总  量（亿元）    增  速（%）: words of a header
    parts = line.split()
    single = sum(len(part) == 1 for part in parts)
    bare = "".join(parts)
    is_name = patterns.reports.title_word.search(bare) or patterns.lines.issuer_line.match(bare)
    return bare if single >= SINGLES and 3 * single > 2 * len(parts) and is_name else line


def _is_headline(line: str, patterns: Patterns) -> bool:
    return bool(_CHAPTER.match(line) or _ITEM.match(line) or patterns.lines.title_end.search(line))


def _kind(line: str, patterns: Patterns) -> LineKind:
    """What a line is by its form, the surest signs first."""
    if "\t" in line and is_tabbed_row(line, patterns):
        return LineKind.CELLS
    if _CHAPTER.match(line):
        is_heading = len(line) <= LONGEST_HEADING and not _SENTENCE_MARK.search(line[:-1])
        return LineKind.CHAPTER if is_heading else LineKind.ITEM
    if line[0] in _OPENS_DELIVERY and patterns.lines.delivery_line.match(line):
        return LineKind.META
    if _ITEM.match(line) or _BULLET_LINE.match(line):
        return LineKind.ITEM
    if len(line) <= LONGEST_SIGNATURE and (_DATE_LINE.match(line) or patterns.lines.issuer_line.match(line)):
        return LineKind.META
    if len(line) <= LONGEST_LABEL and patterns.lines.year_couplet.fullmatch(line):
        return LineKind.LABEL
    if len(line) <= LONGEST_LABEL and not INNER_MARK.search(line) and not _SENTENCE_MARK.search(line):
        return LineKind.LABEL
    return LineKind.TEXT


def _with_tables(lines: Sequence[Line], patterns: Patterns) -> list[Line]:
    """Marks the rows of tables, and runs of lines that hold one cell each."""
    result = list(lines)
    for index in find_rows([line.text for line in lines], patterns):
        result[index] = result[index]._replace(kind=LineKind.CELLS)
    texts = ["" if line.kind is LineKind.CELLS else line.text for line in result]
    are_headings = [line.kind is LineKind.CHAPTER for line in result]
    for first, last in find_columns_of_cells(texts, are_headings, patterns):
        result[first:last] = [line._replace(kind=LineKind.CELL) for line in result[first:last]]
    return result


def is_title(line: str, patterns: Patterns) -> bool:
    """Whether a line is a title by its last word, however long: …上半年工作总结及下半年工作打算."""
    is_bare = INNER_MARK.search(line) is None and _SENTENCE_MARK.search(line) is None
    return is_bare and patterns.lines.title_end.search(line) is not None
