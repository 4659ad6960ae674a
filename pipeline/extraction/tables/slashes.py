"""Several figures in one cell, parted by slashes below a header that is parted so too: 2020年/2025年 above 191/350.

What belongs here: parting such cells. What does not: what they say (`headings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.compaction import CELL_BREAK
from pipeline.extraction.tables.layouts import Cell, Row, cells_in
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import is_nothing, is_number, is_slashed

_SLASH = "/"
_PART = re.compile(r"[^\s/](?:[^/]*[^\s/])?")
LEAST_LINES = 2
"""Lines of several figures below a header that is parted as they are."""
_WORD = re.compile(r"[\u4e00-\u9fff]|^(?:19|20)\d\d$")


def with_slashes_apart(rows: Sequence[tuple[int, Row]], text: str, patterns: Patterns) -> list[tuple[int, Row]]:
    """The rows with a cell for each figure, where header and most of the cells below are parted into as many."""
    rows = _lines_apart(rows, text, patterns)
    result = list(rows)
    for at, (_, header) in enumerate(rows):
        for column in reversed(range(len(header))):
            cell = header[column]
            count = cell.text.count(_SLASH) + 1 if cell is not None else 1
            if cell is None or count == 1 or not all(map(_WORD.search, cell.text.split(_SLASH))):
                continue
            held = [cell for _, row in rows[at + 1 :] if len(row) > column and (cell := row[column]) is not None]
            slashed = [
                cell for cell in held if is_slashed(cell.text, patterns) and cell.text.count(_SLASH) + 1 == count
            ]
            if held and len(slashed) * 2 > len(held):
                result[at:] = [(index, _parted(row, column, count, text, patterns)) for index, row in result[at:]]
    return result


def _lines_apart(rows: Sequence[tuple[int, Row]], text: str, patterns: Patterns) -> list[tuple[int, Row]]:
    """The rows, where each cell became a line those that are parted below a header that is: 目标/完成 … 85/92."""
    singles = [cells[0] if len(cells := cells_in(row)) == 1 else None for _, row in rows]
    slashed = [index for index, cell in enumerate(singles) if cell is not None and _SLASH in cell.text]
    figures = [index for index in slashed if (cell := singles[index]) and is_slashed(cell.text, patterns)]
    if len(figures) < LEAST_LINES or len(counts := {_parts_of(singles[index]) for index in figures}) > 1:
        return list(rows)
    first = next(index for index, cell in enumerate(singles) if index == figures[0] or (cell and cell.is_figure))
    count = counts.pop()
    headers = [index for index in slashed if index < first and _parts_of(singles[index]) == count]
    headers = [index for index in headers if _is_of_words(singles[index])]
    if not headers:
        return list(rows)
    result = list(rows)
    for index in reversed([*headers, *figures]):
        at, line = rows[index]
        row: Row = [*cells_in(line)]
        result[index : index + 1] = [(at, [cell]) for cell in _parted(row, 0, count, text, patterns)]
    return result


def _parts_of(cell: Cell | None) -> int:
    return cell.text.count(_SLASH) + 1 if cell is not None else 0


def _is_of_words(cell: Cell | None) -> bool:
    """Whether each part of a header says something by itself, as those of a unit in brackets do not."""
    return cell is not None and "（" not in cell.text and all(map(_WORD.search, cell.text.split(_SLASH)))


def _parted(row: Row, column: int, count: int, text: str, patterns: Patterns) -> Row:
    """A row with as many cells in place of one, blank behind the first where that is not parted."""
    if len(row) <= column:
        return row
    cell = row[column]
    parts = list(_PART.finditer(text, cell.start, cell.end)) if cell is not None else []
    if cell is None or len(parts) != count:
        return [*row[: column + 1], *[None] * (count - 1), *row[column + 1 :]]
    cells = []
    for part in parts:
        printed = part.group().replace(CELL_BREAK, "")
        figure, nothing = is_number(printed, patterns), is_nothing(printed, patterns)
        cells.append(Cell(part.start(), part.end(), printed, cell.left, cell.right, figure, nothing, cell.parting))
    return [*row[:column], *cells, *row[column + 1 :]]
