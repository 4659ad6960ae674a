"""Where the lines of a clean text begin and end, also those of pages and tables that lost their line breaks.

What belongs here: cutting. What does not: what a line is (`lines.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from pipeline.cleaning import MASK
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import is_figure
from pipeline.segmentation.row_shapes import LONGEST_LABEL

SHORTEST_FLATTENED = 80
"""Characters of a line that may hold a title, headings and paragraphs in one."""
LONGEST_HEAD = 500
"""Characters at the beginning of a report that was pressed into one line among which its title stands."""
LONGEST_FURNITURE = 3000
"""Characters at the beginning of a page among which what a site says of a document does not count for that."""
LEAST_CELLS, LEAST_ROWS = 12, 4
"""Of a table on one line: cells, and places where a figure follows upon words (a row by itself has one such place)."""
LEAST_BARS = 3
"""Bars of a line that is a row by itself: 地区生产总值 | Gross Regional Product | 1679.8 | 1761.1 |"""
_LINE = re.compile(r"[^\n]+")
_CHAPTERS = ("一、", "二、"), ("第一章", "第二章")
_ORDINAL = (
    r"(?:第[一二三四五六七八九十]{1,3}[章节]\s?|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_BEFORE_PLAN = r"[^\s，,。；;：:！!“]{2,30}(?=“十[一二三四五]五”时?期)"
"""一、现实基础“十三五”期间，…: what a heading says before the period with which its first sentence begins."""
_HEADING = re.compile(rf"{_ORDINAL}(?:(?:[^\s，,。；;：:！!]|(?<=\d)\s(?=年)){{2,30}}(?=\s+\S)|{_BEFORE_PLAN})")
_CHAPTER_WITHIN = re.compile(
    rf"[。！？]\s+[一二三四五六七八九十]{{1,3}}、(?:[^\s，,。；;：:！!]{{2,30}}\s+\S|{_BEFORE_PLAN})"
)
"""。 二、2015年工作打算 2015年，…: a heading within one of several lines that a report was pressed into."""
_GAPS = re.compile(r"(?<!\s)\s*+\|[\s|]*+"), re.compile(r"\u3000+|\s{2,}"), re.compile(r"\s+")
"""What may part cells on one line, the surest first."""
_BLANKS_OF_SENTENCE = 6
"""Blanks that prose may have in a sentence (2023 年, 8 家): most lines have fewer, which a count tells at once."""
_PROSE = re.compile(r"[。；！？，]")


def find_line_spans(text: str, patterns: Patterns) -> Iterator[tuple[int, int]]:
    """Half-open spans of the lines that hold anything, in order; blanks around a line belong to it."""
    head_end = LONGEST_HEAD + text.count(MASK, 0, LONGEST_FURNITURE)
    for line in _LINE.finditer(text):
        start, end = line.span()
        if end - start < SHORTEST_FLATTENED:
            yield start, end
        elif _holds_several(text, start, end, head_end, patterns):
            for first, last in _pieces(text, start, end, patterns):
                yield from _with_cells(text, first, last, patterns)
        else:
            yield from _with_cells(text, start, end, patterns)


def _holds_several(text: str, start: int, end: int, head_end: int, patterns: Patterns) -> bool:
    """Whether a line holds several of a report's: chapters, a title and what stands below it."""
    if start < head_end and patterns.lines.title_on_line.match(text, start, end):
        return True
    for first_chapter, second_chapter in _CHAPTERS:
        first = text.find(first_chapter, start, end)
        if first >= 0 and text.find(second_chapter, first, end) >= 0:
            return True
    if text.find("、", start, end) >= 0 and _CHAPTER_WITHIN.search(text, start, end):
        return True
    return patterns.lines.year_behind_title.search(text, start, end) is not None


def _pieces(text: str, start: int, end: int, patterns: Patterns) -> Iterator[tuple[int, int]]:
    """The titles, headings and paragraphs of a line: each ordinal behind a blank or a full stop begins one."""
    titles = [title.span() for title in patterns.lines.part_title_on_line.finditer(text, start, end)]
    chapters = (cut.start("chapter") for cut in patterns.lines.chapter_on_line.finditer(text, start, end))
    cuts = {*chapters, *(position for span in titles for position in span)} - {start, end}
    heads = dict(titles)
    for first, last in pairwise([start, *sorted(cuts), end]):
        if first in heads:
            yield first, last
            continue
        head = (patterns.lines.title_on_line if first == start else _HEADING).match(text, first, last)
        if head is not None:
            yield first, head.end()
            yield head.end(), last
        else:
            yield first, last


def _with_cells(text: str, start: int, end: int, patterns: Patterns) -> Iterator[tuple[int, int]]:
    """A line, of which the cells of a table that lost its line breaks become lines of their own.

    Example: 序号　指标　2020年　2025年　1　高新技术企业（家）　22　60　2　技术合同成交额（亿元）　4.2　10
    """
    blanks = text.count(" ", start, end) + text.count("\u3000", start, end) + text.count("|", start, end)
    has_blanks = blanks >= LEAST_CELLS - 1 and blanks >= _BLANKS_OF_SENTENCE * text.count("。", start, end)
    gap = next((gap for gap in _GAPS if _has_many(gap, text, start, end)), None) if has_blanks else None
    is_row = gap is not _GAPS[0] and text.count("|", start, end) >= LEAST_BARS
    if gap is None or is_row or "\t" in text[start:end]:
        yield start, end
        return
    position = start
    split = (apart for piece in _split(gap, text, start, end) for apart in _corner_apart(text, *piece, patterns))
    for are_cells, run in groupby(split, lambda piece: _may_be_cell(text[slice(*piece)])):
        pieces = list(run)
        if are_cells and _is_table([text[first:last] for first, last in pieces], patterns):
            if text[position : pieces[0][0]].strip("| "):
                yield position, pieces[0][0]
            yield from pieces
            position = pieces[-1][1]
    if text[position:end].strip("| "):
        yield position, end


def _has_many(gap: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return next((True for index, _ in enumerate(gap.finditer(text, start, end), 2) if index == LEAST_CELLS), False)


def _split(gap: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for found in gap.finditer(text, start, end):
        if found.start() > position:
            yield position, found.start()
        position = found.end()
    if position < end:
        yield position, end


def _corner_apart(text: str, start: int, end: int, patterns: Patterns) -> Iterator[tuple[int, int]]:
    """…各省排名如下。 地区 | 经费 | …: a sentence, and the corner of the table behind it."""
    blank = text.rfind(" ", start, end) if not _may_be_cell(text[start:end]) else -1
    if blank >= 0 and patterns.lines.corner_of_table.match(text, blank + 1, end):
        yield start, blank
        start = blank + 1
    yield start, end


def _may_be_cell(piece: str) -> bool:
    return len(piece) <= LONGEST_LABEL and not _PROSE.search(piece)


def _is_table(cells: list[str], patterns: Patterns) -> bool:
    """Whether cells have a header and then figures behind words, again and again."""
    are_figures = [is_figure(cell, patterns) for cell in cells]
    if len(cells) < LEAST_CELLS or True not in are_figures:
        return False
    header = cells[: are_figures.index(True)]
    rows = sum(after and not before for before, after in pairwise(are_figures))
    return rows >= LEAST_ROWS and any(patterns.lines.corner_of_table.match(cell) for cell in header)
