"""Cells of tables without rules that are printed on several lines, amid which the other cells of their row stand.

What belongs here: taking such lines into their row. What does not: in which column each cell stands (`pdf_rows.py`),
and cells that begin on the line of their row, which words alone tell from the next label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers.pdf_lines import Fragment, Line

_FARTHEST = 2.8
"""Ems from the line of a row to that of a cell of four lines which lies farthest from it."""
_LOOK_AROUND = 8
"""Lines between which those of one row are drawn."""
_OFF_MIDDLE = 0.35
"""Ems by which the middle of the lines of a cell may miss the line of its row."""
_LEADING = (0.8, 1.7)
"""Ems from line to line within a cell."""


def with_wrapped_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; those that hold one piece of a cell each are taken into the line of their row.

    1 | % | 1.52 amid the lines 规上工业企业 and 研发投入强度 becomes 1 | 规上工业企业研发投入强度 | % | 1.52.
    """
    pieces: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        row = _row_of(index, line, lines)
        if row is not None:
            pieces[row].append(index)
    taken: set[int] = set()
    result = list(lines)
    for row, found in pieces.items():
        for cell in _cells(lines[row], [lines[index] for index in found]):
            taken.update(index for index in found if lines[index] in cell)
            result[row] = _with_cell(result[row], lines[row], cell)
    return [line for index, line in enumerate(result) if index not in taken]


def _row_of(index: int, line: Line, lines: Sequence[Line]) -> int | None:
    """The nearest line with several cells, of which this lone piece meets one at most; None where none is near."""
    if len(line.fragments) != 1 or not line.em:
        return None
    around = range(max(index - _LOOK_AROUND, 0), min(index + _LOOK_AROUND + 1, len(lines)))
    rows = [at for at in around if len(lines[at].fragments) > 1 and lines[at].has_wide_gap and _offset(lines[at], line)]
    row = min(rows, key=lambda at: abs(lines[at].bottom - line.bottom), default=None)
    if row is None or sum(_meet(line.fragments[0], each) for each in lines[row].fragments) > 1:
        return None
    return row


def _offset(row: Line, line: Line) -> bool:
    return abs(row.bottom - line.bottom) < _FARTHEST * line.em


def _cells(row: Line, pieces: Sequence[Line]) -> Iterator[list[Line]]:
    """The pieces that make a cell each: one beside the row, or several lines around its middle."""
    columns: list[list[Line]] = []
    for piece in pieces:
        column = next((each for each in columns if _meet(each[0].fragments[0], piece.fragments[0])), None)
        if column is None:
            columns.append([piece])
        else:
            column.append(piece)
    for column in columns:
        own = [row.bottom for each in row.fragments if _meet(each, column[0].fragments[0])]
        heights = sorted((*own, *(piece.bottom for piece in column)), reverse=True)
        em = column[0].em
        is_amid = abs(sum(heights) / len(heights) - row.bottom) < _OFF_MIDDLE * em
        if is_amid and all(_LEADING[0] < (upper - lower) / em < _LEADING[1] for upper, lower in pairwise(heights)):
            yield column


def _with_cell(line: Line, row: Line, cell: Sequence[Line]) -> Line:
    """The line of a row with one cell more, or with the rest of one."""
    own = [each for each in line.fragments if _meet(each, cell[0].fragments[0])]
    parts = [(piece.bottom, piece.fragments[0]) for piece in cell] + [(row.bottom, each) for each in own]
    parts.sort(key=lambda part: -part[0])
    whole = Fragment(
        "".join(each.text for _, each in parts),
        min(each.left for _, each in parts),
        max(each.right for _, each in parts),
    )
    fragments = sorted((*(each for each in line.fragments if each not in own), whole), key=lambda each: each.left)
    return replace(
        line,
        text=" ".join(each.text for each in fragments),
        left=fragments[0].left,
        right=fragments[-1].right,
        fragments=tuple(fragments),
    )


def _meet(first: Fragment, second: Fragment) -> bool:
    """Whether two pieces stand one above the other."""
    return min(first.right, second.right) > max(first.left, second.left)
