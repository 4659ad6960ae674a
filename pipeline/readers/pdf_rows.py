"""Rows of tables without rules on PDF pages, told by the blanks between their cells and by where these stand.

What belongs here: which lines are rows, and in which column each cell stands. What does not: ruled tables
(`pdf_tables.py`), and how other lines go together (`pdf_layout.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.readers.pdf_lines import Fragment, Line
from pipeline.readers.pdf_wraps import with_wrapped_cells

_BETWEEN = (0.3, 1.1)
"""Ems between two lines of which one stands beside the other: a cell over two rows is printed half a row lower."""
_LEFT_BARE = 1.0
"""What it costs to leave a column without a cell of the header above it, in ems."""
_ON_EDGE = 0.1
"""Ems by which what is set from one edge may miss it."""
_MOST_COLUMNS = 40

_Span = tuple[float, float]


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; those that stand in columns of a table have tabs between their cells."""
    result: list[Line] = []
    run: list[Line] = []
    for line in (*_with_cells_beside(with_wrapped_cells(lines)), Line("")):
        if len(line.fragments) > 1:
            run.append(line)
            continue
        result.extend(_rows(run) if _is_table(run) else run)
        run = []
        result.append(line)
    return result[:-1]


def _with_cells_beside(lines: Sequence[Line]) -> list[Line]:
    """The lines, cells that span two rows taken into the upper one: 县区, half a row below 高新技术企业 | 技术合同."""
    result: list[Line] = []
    for line in lines:
        joined = _beside(result[-1], line) if result else None
        if joined is not None:
            result[-1] = joined
        else:
            result.append(line)
    return result


def _beside(first: Line, second: Line) -> Line | None:
    """Two lines as one, if they are cells of one row that stand half a row apart."""
    if max(len(first.fragments), len(second.fragments)) < 2 or not (first.em and second.em):
        return None
    apart = abs(first.bottom - second.bottom) / max(first.em, second.em)
    fragments = tuple(sorted((*first.fragments, *second.fragments), key=lambda fragment: fragment.left))
    if not _BETWEEN[0] < apart < _BETWEEN[1] or any(a.right > b.left for a, b in pairwise(fragments)):
        return None
    return replace(
        first,
        text=" ".join(fragment.text for fragment in fragments),
        left=fragments[0].left,
        right=fragments[-1].right,
        bottom=max(first.bottom, second.bottom),
        fragments=fragments,
        has_wide_gap=True,
    )


def _is_table(run: Sequence[Line]) -> bool:
    if len(run) == 1:
        return run[0].has_wide_gap and len(run[0].fragments) > 2
    return sum(line.has_wide_gap or len(line.fragments) > 2 for line in run) > 1


def _rows(lines: Sequence[Line]) -> list[Line]:
    width = max(len(line.fragments) for line in lines)
    full = [index for index, line in enumerate(lines) if len(line.fragments) == width]
    columns = zip(*(lines[index].fragments for index in full), strict=True)
    spans = [
        (min(fragment.left for fragment in column), max(fragment.right for fragment in column)) for column in columns
    ]
    return [
        replace(line, text="\t".join(_cells(line, spans, is_header=index < full[0])), is_row=True)
        for index, line in enumerate(lines)
    ]


def _cells(line: Line, spans: Sequence[_Span], *, is_header: bool) -> list[str]:
    """The texts of a row by column, with an empty text where the row leaves a column empty."""
    texts = [fragment.text for fragment in line.fragments]
    if len(texts) == len(spans):
        return texts
    nearest = [max(range(len(spans)), key=lambda index: _overlap(each, spans[index])) for each in line.fragments]
    places = tuple(nearest)
    if is_header and len(spans) <= _MOST_COLUMNS:
        places = _on_the_left(line, spans) or _shared_out(line, spans)
    if any(before >= after for before, after in pairwise(places)):
        return texts
    cells = [""] * len(spans)
    for place, text in zip(places, texts, strict=True):
        cells[place] = text
    return cells


def _overlap(fragment: Fragment, span: _Span) -> float:
    """Points that a fragment and a column share; below zero the distance between them."""
    return min(fragment.right, span[1]) - max(fragment.left, span[0])


def _on_the_left(line: Line, spans: Sequence[_Span]) -> tuple[int, ...] | None:
    """The columns with whose left edges the cells of a header begin; None where one is set elsewhere."""
    em = line.em or 1.0
    places = []
    for fragment in line.fragments:
        at = min(range(len(spans)), key=lambda index: abs(spans[index][0] - fragment.left))
        if abs(spans[at][0] - fragment.left) > _ON_EDGE * em:
            return None
        places.append(at)
    return tuple(places)


def _shared_out(line: Line, spans: Sequence[_Span]) -> tuple[int, ...]:
    """The first of the columns that each cell of a header stands over: those whose middle is nearest to its own.

    A column behind the first cell that none stands over costs as much as a cell that stands beside its middle.
    """
    em = line.em or 1.0

    @cache
    def best(cell: int, column: int) -> tuple[float, tuple[int, ...]]:
        if cell == len(line.fragments):
            return _LEFT_BARE * (len(spans) - column), ()
        fragment = line.fragments[cell]
        middle = (fragment.left + fragment.right) / 2
        found: list[tuple[float, tuple[int, ...]]] = []
        for first in range(column, len(spans)):
            bare = _LEFT_BARE * (first - column) if cell else 0.0
            for last in range(first, len(spans)):
                cost, places = best(cell + 1, last + 1)
                miss = abs(middle - (spans[first][0] + spans[last][1]) / 2) / em
                found.append((bare + miss + cost, (first, *places)))
        return min(found, default=(float("inf"), ()))

    return best(0, 0)[1]
