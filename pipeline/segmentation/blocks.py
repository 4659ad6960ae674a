"""Paragraphs: which lines make one, and whether it is a title, a heading, a row of a table or running text.

What belongs here: blocks of lines and their kinds. What does not: whether a line goes on in the next one (`wraps.py`),
nor which part a heading begins (`segments.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import LONGEST_LABEL, Line, LineKind
from pipeline.segmentation.parts import status_of_heading
from pipeline.segmentation.short_years import with_full_years
from pipeline.segmentation.titles import TITLE_LINES
from pipeline.segmentation.year_lines import YearLines
from pipeline.vocabulary import SegmentKind, Status

_PART_LINE = re.compile(r"^[^，,。；;！]{4,46}$")
_LONGEST_ITEM = 40
"""Characters of an item of a list that may be a heading."""
_STATES = re.compile(r"[。；;，,：:]|\d(?![.、．])")
"""Behind the mark of an item: it is a statement."""
_YEAR = re.compile(r"\d{4}")
_CLAUSE_MARK = re.compile(r"[，,。；;]")


def blocks(
    lines: Sequence[Line], wraps: Sequence[bool], years: YearLines, alone: Set[int], title: str | None
) -> Iterator[tuple[int, int]]:
    """Runs of lines that make one paragraph, as half-open index ranges; those in `alone` are one each.

    Running text does not go on with the title.
    """
    first = 0
    for index in range(1, len(lines) + 1):
        is_end = index == len(lines) or index in years or not alone.isdisjoint((index - 1, index))
        is_end = is_end or not wraps[index - 1]
        if is_end or (first == index - 1 < TITLE_LINES and _is_below_title(lines[first], lines[index], title)):
            yield first, index
            first = index


def _is_below_title(line: Line, following: Line, title: str | None) -> bool:
    """Whether a line is the whole title, and the next one no further line of it."""
    return title is not None and _CLAUSE_MARK.search(following.text) is not None and "".join(line.text.split()) == title


def kind_of_block(line: Line, title: str | None, words: re.Pattern[str], patterns: Patterns) -> SegmentKind:
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
    if is_short and (_is_label_ahead(bare, words, patterns) or patterns.lines.year_couplet.fullmatch(bare)):
        return SegmentKind.HEADING
    if (is_short or _names_period(line, patterns)) and patterns.headings.last_word.search(bare):
        return SegmentKind.HEADING
    if line.kind is LineKind.ITEM and len(bare) <= _LONGEST_ITEM and not _STATES.search(bare[2:]):
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
