"""Rows that were broken into lines though bars stand for all their cells, blank ones too: bars tell where rows begin.

What belongs here: rows found again by their number of cells. What does not: streams in which nothing stands for blank
cells (`streams.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.tables.layouts import Cell, Parting, Row
from pipeline.extraction.tables.row_ends import with_blank_end
from pipeline.segmentation.cells import is_english

LEAST_ROWS = 3
_MOST_COLUMNS, _MOST_LABELS = 24, 3
_LEAST_LABELS = 2
"""Cells of the first column that are not blank; the name of a group of rows may stand once."""
_MOST_FIGURES = 0.75
"""The share of the cells of a column of figures that hold one; others say it in words (提高0.13个百分点)."""


def rows_of_bars(rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]] | None:
    """The rows of a table whose cells are lines (2008 | / 129.19 | / | / 1.56 |), or None where bars do not tell.

    `rows` are lines of one cell at most. Each column holds figures or words, and a title may stand above the first row.
    """
    cells = _cells(rows)
    found = _first_row([cell for _, cell in cells]) if cells is not None else None
    if cells is None or found is None:
        return None
    start, width, labels = found
    spare, lost = start % width, width - start % width
    above = [cell for _, cell in cells[:spare]]
    if above and lost <= labels and not any(cell is not None and is_english(cell.text) for cell in above):
        cells, spare = [*[(cells[0][0], None)] * lost, *cells], 0  # the blank corner, before which no row was seen
    titles = [[cell] for cell in cells[:spare] if cell[1] is not None]
    if spare and (None in above[: len(titles)] or (len(cells) - start) % width):
        return None  # cells over several columns stand in the header, or rows of another width
    grid = [*titles, *(cells[index : index + width] for index in range(spare, len(cells), width))]
    return [
        (line[0][0], with_blank_end([cell for _, cell in line], width if len(line) > 1 else 1))
        for line in grid
        if any(cell is not None for _, cell in line)
    ]


def _cells(rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Cell | None]] | None:
    """The cells in order, None for blank ones; None where a row has several, or no cell is blank."""
    if any(len(row) != 1 for _, row in rows):
        return None
    cells = [
        (index, replace(row[0], left=0, parting=Parting.BARS) if row[0] is not None else None) for index, row in rows
    ]
    return cells if any(cell is None for _, cell in cells) else None


def _is_amount(cell: Cell) -> bool:
    return cell.holds_value and not cell.is_year


def _first_row(cells: Sequence[Cell | None]) -> tuple[int, int, int] | None:
    """Where the first row of figures begins, how many columns the table has, and how many of them label the rows.

    The least number of columns of which each holds figures or words alone; group, label and unit may be words.
    """
    amount = next((index for index, cell in enumerate(cells) if cell is not None and _is_amount(cell)), 0)
    for width in range(LEAST_ROWS, min(_MOST_COLUMNS, len(cells) // LEAST_ROWS) + 1):
        # Rows that the cells fill go before those of which blank cells behind the last figure are not seen.
        starts = sorted(
            range(max(amount - _MOST_LABELS, 0), amount + 1), key=lambda at: ((len(cells) - at) % width > 0, -at)
        )
        for start in starts:
            labels = _labels(cells, start, width)
            if labels:
                return start, width, labels
    return None


def _labels(cells: Sequence[Cell | None], start: int, width: int) -> int:
    """How many columns of words stand before those of figures, if rows of that width begin there; 0 if none can."""
    columns = [[cell for cell in cells[index::width] if cell is not None] for index in range(start, start + width)]
    is_short = len(cells) - start < LEAST_ROWS * width - width // 2
    if is_short or len(columns[0]) < _LEAST_LABELS or (start % width and not all(columns)):
        return 0  # nor where bars between the rows look like a column
    is_numbered = [cell.text.rstrip(".、．") for cell in columns[0]] == [str(i) for i, _ in enumerate(columns[0], 1)]
    shares = [sum(map(_is_amount, column)) / max(len(column), 1) for column in columns]
    labels = next((index for index in range(is_numbered, width) if shares[index]), width)
    is_whole = (len(cells) - start) % width == 0 or shares[-1] > 0
    is_parted = all(share == 0 or share >= _MOST_FIGURES for share in shares[is_numbered:])
    return labels if is_numbered < labels < width and is_whole and is_parted else 0


def with_header_in_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows, lines of a header taken together that have as many cells as the rows below, blank ones behind them.

    地区 | / 总累计 | 2015 | | | | | / 合计 | / 职务 | / 非职务 | / 合计 | / 职务 | / 非职务 | / |: two rows of seven.
    """
    first = next((index for index, row in enumerate(rows) if _holds_amounts(row)), 0)
    header: list[Row] = []
    lines: list[Row] = []
    start = first
    for index in reversed(range(first)):
        lines.insert(0, rows[index])
        cells = [cell for line in lines for cell in line]
        if len(cells) > len(rows[first]) or not all(cell is None or cell.parting is Parting.BARS for cell in cells):
            break
        if len(cells) == len(rows[first]):
            if len(lines) > 1 and (cells[-1] is not None or cells[0] is None):
                break
            header.insert(0, cells)
            lines, start = [], index
    return [*rows[:start], *header, *rows[first:]]


def _holds_amounts(row: Row) -> bool:
    return len(row) >= LEAST_ROWS and sum(cell is not None and _is_amount(cell) for cell in row) > 1
