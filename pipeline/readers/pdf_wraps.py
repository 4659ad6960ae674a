"""Cells of tables without rules that are printed on several lines, beside which the other cells of their row stand.

What belongs here: taking such lines into their row. What does not: in which column each cell stands (`pdf_rows.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers.pdf_lines import Fragment, Line

_LOOK_AROUND = 8
"""Lines between which those of one row are drawn."""
_SAME_HEIGHT = 0.3
"""Ems by which the lines of one row may differ in height."""
_OFF_MIDDLE = 0.35
"""Ems by which the middle of the lines of a cell may miss the line of its row."""
_LEADING = (0.8, 1.7)
"""Ems from line to line within a cell."""
_CLEARLY = 0.2
"""Ems by which the lines of a cell are nearer to each other than to other rows."""


def with_wrapped_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; those that hold one piece of a cell each are taken into the line of their row.

    1 | % | 1.52 amid the lines 规上工业企业 and 研发投入强度 becomes 1 | 规上工业企业研发投入强度 | % | 1.52. So does
    1 | 规上工业企业 | % | 1.52 above 研发投入强度, where the other rows are further apart.
    """
    lines = _with_pieces_of_one_height(lines)
    rows = [line for line in lines if _is_row(line)]
    if not rows or len(rows) == len(lines):
        return lines
    result = {id(line): line for line in lines}
    for chain in _chains(lines):
        row = _row_of(chain, rows)
        if row is None:
            continue
        pieces = [line for line in chain if line is not row]
        result[id(row)] = _with_cell(result[id(row)], pieces)
        for piece in pieces:
            del result[id(piece)]
    return [result[id(line)] for line in lines if id(line) in result]


def _is_row(line: Line) -> bool:
    return len(line.fragments) > 1 and line.has_wide_gap


def _is_piece(line: Line) -> bool:
    return len(line.fragments) == 1 and line.em > 0


def _with_pieces_of_one_height(lines: Sequence[Line]) -> list[Line]:
    """The lines, cells of one row that were drawn apart taken together: 1 | 规上工业企业, … % | 1.52."""
    result: list[Line] = []
    for line in lines:
        for index in range(len(result) - 1, max(len(result) - 1 - _LOOK_AROUND, -1), -1):
            before = result[index]
            is_level = line.em > 0 < before.em and abs(line.bottom - before.bottom) < _SAME_HEIGHT * line.em
            if is_level and (_is_row(line) or _is_row(before)) and not _meeting(line, before):
                del result[index]
                result.append(_joined(before, [*before.fragments, *line.fragments]))
                break
        else:
            result.append(line)
    return result


def _chains(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces that stand one above the other, each with those nearest to it; a row among them where it is as near."""
    chain_of: dict[int, list[Line]] = {}
    for index, piece in enumerate(lines):
        if not _is_piece(piece):
            continue
        around = lines[max(index - _LOOK_AROUND, 0) : index + _LOOK_AROUND + 1]
        apart = [
            (abs(other.bottom - piece.bottom) / piece.em, other) for other in around if _stands_above(other, piece)
        ]
        nearest = min((distance for distance, _ in apart), default=0.0)
        near = [other for distance, other in apart if distance < nearest + _CLEARLY]
        for other in near or [piece]:
            first, second = (chain_of.setdefault(id(line), [line]) for line in (piece, other))
            if first is not second:
                first.extend(second)
                chain_of.update((id(line), first) for line in second)
    return list({id(chain): chain for chain in chain_of.values()}.values())


def _stands_above(other: Line, piece: Line) -> bool:
    """Whether a line is a piece or a row with one cell in the same column, a line of text away."""
    is_near = _LEADING[0] < abs(other.bottom - piece.bottom) / piece.em < _LEADING[1]
    return is_near and (_is_piece(other) or _is_row(other)) and len(_meeting(other, piece)) == 1


def _row_of(chain: Sequence[Line], rows: Sequence[Line]) -> Line | None:
    """The row to which a chain of pieces belongs as one cell, or None."""
    pieces = [line for line in chain if _is_piece(line)]
    own = [line for line in chain if not _is_piece(line)]
    if not pieces or len(own) > 1:
        return None
    heights = sorted((line.bottom for line in chain), reverse=True)
    em, middle = pieces[0].em, sum(heights) / len(heights)
    amid = min(rows, key=lambda row: abs(row.bottom - middle))
    if abs(amid.bottom - middle) < _OFF_MIDDLE * em:
        meets = max(len(_meeting(amid, piece)) for piece in pieces)
        return amid if own == [amid] or (not own and meets == 0) else None
    if not own or own[0].bottom not in (heights[0], heights[-1]):
        return None
    widest = max(upper - lower for upper, lower in pairwise(heights))
    levels = sorted({row.bottom for row in rows}, reverse=True)
    pitch = min((upper - lower for upper, lower in pairwise(levels)), default=0.0)
    return own[0] if widest + _CLEARLY * em < pitch else None


def _with_cell(row: Line, pieces: Sequence[Line]) -> Line:
    """The line of a row with one cell more, or with the rest of one."""
    own = _meeting(row, pieces[0])
    parts = [(piece.bottom, piece.fragments[0]) for piece in pieces] + [(row.bottom, each) for each in own]
    parts.sort(key=lambda part: -part[0])
    whole = Fragment(
        "".join(each.text for _, each in parts),
        min(each.left for _, each in parts),
        max(each.right for _, each in parts),
    )
    return _joined(row, [*(each for each in row.fragments if each not in own), whole])


def _joined(row: Line, fragments: Sequence[Fragment]) -> Line:
    ordered = tuple(sorted(fragments, key=lambda each: each.left))
    text = " ".join(each.text for each in ordered)
    return replace(row, text=text, left=ordered[0].left, right=ordered[-1].right, fragments=ordered, has_wide_gap=True)


def _meeting(line: Line, other: Line) -> list[Fragment]:
    """The fragments of a line that stand above or below one of another."""
    return [
        each
        for each in line.fragments
        if any(min(each.right, one.right) > max(each.left, one.left) for one in other.fragments)
    ]
