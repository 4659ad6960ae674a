"""Runs of rows that may be a table, among the segments of a report.

What belongs here: which rows stand together, and whether their cells are lines of their own. What does not: how the
cells of one table stand to each other (`grids.py`, `streams.py`), nor what they say (`reading.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.extraction.compaction import Compact
from pipeline.extraction.tables.bars import rows_of_bars
from pipeline.extraction.tables.layouts import SENTENCE_END, Row, has_figures, is_header_of
from pipeline.extraction.tables.lines import read_rows
from pipeline.extraction.tables.slashes import with_slashes_apart
from pipeline.reference.patterns import Patterns
from pipeline.segmentation import Segment, SegmentedReport
from pipeline.segmentation.cells import is_english, start_of_english
from pipeline.segmentation.rows import LEAST_WITH_PROSE, MOST_HEADER_LINES
from pipeline.vocabulary import SegmentKind

_LONGEST_GROUP = 30
"""Characters of the name of a group between two rows."""
_MOST_SINGLES = 3
"""Lines of one cell that may stand one below the other among rows; more of them are a column of cells."""
_PROSE = re.compile(r"。|；|[，,](?!\d{3}|[^（()）]*[)）]).{16}")


class Run(NamedTuple):
    """Rows that may be a table, each behind the index of its segment."""

    rows: Sequence[tuple[int, Row]]
    are_cells: bool
    """Whether each line holds one cell: the table lost the breaks between its rows."""


def find_runs(report: SegmentedReport, compact: Compact, patterns: Patterns) -> Iterator[Run]:
    """The runs of rows of a report, in order."""
    for first, last in _stretches(report, patterns):
        for run in _runs(report, compact, first, last, patterns):
            rows = rows_of_bars(run.rows) if run.are_cells else None
            yield Run(rows, False) if rows is not None else run


def _runs(report: SegmentedReport, compact: Compact, first: int, last: int, patterns: Patterns) -> Iterator[Run]:
    """The rows of a stretch, cut where lines of one cell follow upon lines of several."""
    rows: list[tuple[int, Row]] = []
    singles, holds_figures = 0, False
    segments, bounds = report.segments[first:last], compact.bounds[first:last]
    numbered = list(enumerate(read_rows(report.text, compact, segments, bounds, patterns), start=first))
    for index, row in with_slashes_apart(numbered, compact.text, patterns):
        segment = report.segments[index]
        if len(row) < LEAST_WITH_PROSE and any(cell is not None and _PROSE.search(cell.text) for cell in row):
            continue
        is_single = sum(cell is not None for cell in row) < 2 and segment.kind is SegmentKind.TABLE_ROW
        is_cut = rows and not is_single and singles > _MOST_SINGLES
        is_opening = not holds_figures and len(rows) <= MOST_HEADER_LINES
        if is_cut and not is_header_of(rows if is_opening else rows[-singles:], row):
            yield Run(rows[-singles:], True)
            rows, singles, holds_figures = [], 0, False
        elif rows and is_single and singles == _MOST_SINGLES and len(rows) > _MOST_SINGLES and holds_figures:
            yield Run(rows[:-_MOST_SINGLES], False)
            rows = rows[-_MOST_SINGLES:]
        # Each line of a segment between rows is the name of a group.
        is_nested = segment.kind is not SegmentKind.TABLE_ROW and "\n" in report.text[segment.start : segment.end]
        rows.extend((index, part) for part in ([[cell] for cell in row] if is_nested else [row]))
        singles = singles + 1 if is_single else 0
        holds_figures = holds_figures or has_figures(row)
    if rows:
        yield Run(rows, singles > _MOST_SINGLES)


def _stretches(report: SegmentedReport, patterns: Patterns) -> Iterator[tuple[int, int]]:
    """Stretches of rows, half-open; a short line between two rows is a group of the table (一、农业)."""
    segments = report.segments
    first = last = None
    for index, segment in enumerate(segments):
        if segment.kind is not SegmentKind.TABLE_ROW:
            continue
        if first is None or last is None:
            first = index
        elif not _may_be_within(segments[last + 1 : index], report.text, patterns):
            yield first, last + 1
            first = index
        last = index
    if first is not None and last is not None:
        yield first, last + 1


def _may_be_within(lines: Sequence[Segment], report_text: str, patterns: Patterns) -> bool:
    """Whether lines may stand within a table: a group of rows, and below its heading the first line of a label.

    Example: 六、居民收入 / 城镇居民人均可支配 / above 收入 元 20514.
    """
    if len(lines) > 2 or not all(_is_group(line, report_text, patterns) for line in lines):
        return False
    if len(lines) < 2:
        return True
    heading, label = lines
    words = report_text[label.start : label.end]
    return heading.kind is SegmentKind.HEADING and label.kind is SegmentKind.SENTENCE and "：" not in words


def _is_group(segment: Segment, report_text: str, patterns: Patterns) -> bool:
    """Whether a short line may name a group of rows: it is no sentence, and opens no new table."""
    text = report_text[segment.start : segment.end]
    is_new = SENTENCE_END.search(text) or patterns.tables.new_table.match(text)
    printed = " ".join(text.split())
    if is_new or is_english(printed) or start_of_english(printed) <= _LONGEST_GROUP:
        return not is_new
    # 宏观经济 Macroeconomic Indicators / 国民经济核算 National Economic Accounting: a group within another.
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return len(lines) == 2 and all(start_of_english(line) < min(len(line), _LONGEST_GROUP) for line in lines)
