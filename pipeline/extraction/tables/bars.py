"""Rows that were broken into lines though bars stand for all their cells, blank ones too: bars tell where rows begin.

What belongs here: rows found again by their number of cells. What does not: streams in which nothing stands for blank
cells (`streams.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.tables.layouts import Cell, Parting, Row
from pipeline.segmentation.cells import is_english

LEAST_ROWS = 3
_MOST_COLUMNS = 24


def rows_of_bars(rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]] | None:
    """The rows of a table whose cells are lines (2008 | / 129.19 | / | / 1.56 |), or None where bars do not tell.

    `rows` are lines of one cell at most. All columns but the first hold figures, so that one width alone fits.
    """
    cells = _cells(rows)
    if cells is None:
        return None
    row = [cell for _, cell in cells]
    first = next((index for index, cell in enumerate(row) if cell is not None and _is_amount(cell)), 0) - 1
    while first >= 0 and row[first] is None:
        first -= 1
    width = _width(row[first:]) if first >= 0 else None
    if width is None:
        return None
    start = first % width
    above = [cell.text for cell in row[:start] if cell is not None]
    if any(cell is None for cell in row[: len(above)]):
        return None  # cells over several columns stand in the header, or rows of another width
    if len(above) == width - 1 and not any(map(is_english, above)):
        cells, start = [(cells[0][0], None), *cells], 0  # the blank corner, before which no row was seen
    titles = [[cell] for cell in cells[: len(above)]] if start else []
    grid = [*titles, *(cells[index : index + width] for index in range(start, len(cells), width))]
    return [(line[0][0], [cell for _, cell in line]) for line in grid if any(cell is not None for _, cell in line)]


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


def _width(cells: Sequence[Cell | None]) -> int | None:
    """The only number of columns of which the first labels the rows, by words or years, and the others hold figures."""
    for width in range(LEAST_ROWS, min(_MOST_COLUMNS, len(cells) // LEAST_ROWS) + 1):
        labels = [cell for cell in cells[::width] if cell is not None]
        others = [cell for index, cell in enumerate(cells) if index % width and cell is not None]
        if not any(map(_is_amount, labels)) and all(cell.holds_value for cell in others):
            return width if len(cells) % width == 0 else None
    return None


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
