"""Which cells of the header stand above which column: header rows with and without blanks.

What belongs here: folding header rows over columns. What does not: headers in one list (`flat_headers.py`), nor what
their words say together (`columns.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extraction.tables.flat_headers import stacks_of_list
from pipeline.extraction.tables.folding import (
    BEFORE_FIGURES,
    beside_period,
    fold_in_order,
    fold_rows,
    fold_single,
    spans_of,
)
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, Section, cells_in
from pipeline.extraction.tables.of_which import with_parts_in_place
from pipeline.extraction.tables.prints import (
    at_left_edges,
    stacks_by_print,
    under_print,
    with_cells_whole_in_print,
    with_names_whole,
    with_units_whole,
)
from pipeline.extraction.tables.repeats import stacks_of_repeated_rows
from pipeline.extraction.tables.row_ends import with_blank_end
from pipeline.extraction.tables.unit_rows import with_units_in_order
from pipeline.reference.tables import HeaderKind

MOST_FOLDED = 2
"""Header rows that can be folded by the number of their cells."""


def header_stacks(section: Section, headings: HeadingReader, year: int | None) -> list[list[Cell]]:
    """For each column the cells of its header, from the top; empty where the header does not say."""
    stacks = _stacks(section, headings, year)
    if not section.over:
        return stacks
    of_figures = [bool(stack) and not headings.read(stack[-1].text, year).kinds & BEFORE_FIGURES for stack in stacks]
    return [[*section.over, *stack] if is_one else stack for stack, is_one in zip(stacks, of_figures, strict=True)]


def _stacks(section: Section, headings: HeadingReader, year: int | None) -> list[list[Cell]]:
    """The cells above each column by the form of the header: in a list, beside periods, by print, in order, in rows."""
    nothing: list[list[Cell]] = [[] for _ in range(section.width)]
    if section.is_flat:
        cells = _joined(cells_in(*section.header), section.width)
        return stacks_of_list(cells, section, headings, year) or nothing
    rows = [row for row in section.header if sum(cell is not None for cell in row) > 1]
    rows = with_parts_in_place(rows, headings, year)
    if not rows:
        return nothing
    beside = beside_period(section, rows, headings, year)
    if beside:
        return beside
    if repeated := stacks_of_repeated_rows(rows, section.width, headings, year):
        return repeated
    rows = with_names_whole(with_units_whole(at_left_edges(rows, section), section.width, headings), headings, year)
    rows = with_cells_whole_in_print(rows, section.width, headings, year)
    if len(rows) > MOST_FOLDED:
        # Names broken over lines, which nothing but the print tells apart from names above others.
        printed = stacks_by_print(rows, section, headings, year)
        if printed is not None:
            return printed
    in_order = with_units_in_order(rows, section.width, headings, year)
    in_order = in_order or fold_in_order(rows, section.width, headings, year)
    return (
        in_order or _of_rows(rows, section, headings, year) or stacks_by_print(rows, section, headings, year) or nothing
    )


def _of_rows(rows: list[Row], section: Section, headings: HeadingReader, year: int | None) -> list[list[Cell]] | None:
    """What rows of a header say by the number of their cells and by their words."""
    is_in_place = any(before is not None and cell is None for before, cell in pairwise(rows[-1]))
    if len(rows) == 2 and len(rows[0]) < len(rows[1]) == section.width and None not in rows[0] and not is_in_place:
        return _over_full(rows[0], rows[1], headings, year)
    if len(rows) > MOST_FOLDED and len(rows[0]) < section.width and _are_blank_before_alone(rows):
        return _of_levels(rows, section.width, headings, year)
    rows = _around_units(rows, section, headings)
    if any(None in row or len(row) == section.width for row in rows):
        placed = _below_corner(rows, section.width, headings)
        if len(placed[0]) < section.width and all(cell is not None and cell.right > 0 for cell in placed[0]):
            return None  # printed cells do not stand over as many columns from the first on
        return _of_positions(placed, section.width, headings, year)
    lists = _with_units_below([cells_in(row) for row in rows], headings, year)
    if len(lists[-1]) > section.width:
        return stacks_of_list(_joined(lists[-1], section.width), section, headings, year)
    if len(lists) == 1:
        return fold_single(lists[0], section, headings, year)
    return fold_rows(lists[-2], lists[-1], section.width, headings, year, section)


def _are_blank_before_alone(rows: Sequence[Row]) -> bool:
    """Whether blank cells stand below the corner, and nowhere else: they tell of no other cell what it stands over."""
    behind = [row[next((i for i, cell in enumerate(row) if cell is not None), len(row)) :] for row in rows]
    return any(None in row for row in rows) and not any(None in row for row in behind)


def _of_levels(rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None) -> list[list[Cell]] | None:
    """申请量 授权量 above 总量 发明 总量 发明 above two years of each: every cell spans some of the row below it."""
    heads = next((i for i, cell in enumerate(rows[-1]) if cell is not None), 0)
    levels = [cells_in(row) for row in rows]
    corner, levels[0] = [[cell] for cell in levels[0][:heads]], levels[0][heads:]
    if len(levels[-1]) != width - heads or len(corner) < heads:
        return None
    stacks = [[cell] for cell in levels[0]]
    for cells in levels[1:]:
        spans = spans_of(cells, len(stacks), headings, year)
        if spans is None:
            return None
        spread = [stack for stack, span in zip(stacks, spans, strict=True) for _ in range(span)]
        stacks = [[*stack, cell] for stack, cell in zip(spread, cells, strict=True)]
    return [*corner, *stacks]


def _with_units_below(lists: list[list[Cell]], headings: HeadingReader, year: int | None) -> list[list[Cell]]:
    """Header rows, units in brackets taken together with the names above: 人口 | 产值 / 地区 | （万人） | （亿元）."""
    joined: list[list[Cell]] = []
    for cells in lists:
        corner = [cell for cell in cells[:1] if headings.read(cell.text, year).kinds & BEFORE_FIGURES]
        units = cells[len(corner) :]
        are_units = all(cell.text[0] in "（(" and headings.units.read_list(cell.text[1:-1]) for cell in units)
        is_corner = bool(joined) and bool(headings.read(joined[-1][0].text, year).kinds & BEFORE_FIGURES)
        if joined and units and are_units and not is_corner and len(joined[-1]) == len(units):
            names = joined.pop()
            cells = corner + [Cell(a.start, b.end, a.text + b.text) for a, b in zip(names, units, strict=True)]
        joined.append(cells)
    return joined


def _joined(cells: Sequence[Cell], width: int) -> list[Cell]:
    """A bracket by itself goes on with the cell before: 比上年增长 / （%）, and [累计] where cells are too many."""
    joined: list[Cell] = []
    spare = len(cells) - width
    for cell in cells:
        is_round, is_square = cell.text[0] in "（(" and cell.text[-1] in "）)", cell.text[0] in "[〔［"
        if joined and (is_round or (is_square and spare > 0)):
            before = joined.pop()
            joined.append(Cell(before.start, cell.end, before.text + cell.text))
            spare -= 1
        else:
            joined.append(cell)
    return joined


def _over_full(above: Row, below: Row, headings: HeadingReader, year: int | None) -> list[list[Cell]] | None:
    """A row without blank cells above one that is as wide as the table: each cell spans a group of figures.

    The corner above the labels stands in the lower row, or in the upper one above blank cells.
    """
    upper = [cell for cell in above if cell]
    blank = next((index for index, cell in enumerate(below) if cell is not None), 0)
    lower = [cell for cell in below[blank:] if cell]
    if len(lower) < len(below) - blank or blank >= len(upper):
        return None
    corner, upper = [[cell] for cell in upper[:blank]], upper[blank:]
    first = next(
        (i for i, cell in enumerate(lower) if not headings.read(cell.text, year).kinds & BEFORE_FIGURES), len(lower)
    )
    spans = spans_of(lower[first:], len(upper), headings, year)
    if spans is None:
        return None
    spanning = [cell for cell, span in zip(upper, spans, strict=True) for _ in range(span)]
    return [
        *corner,
        *([cell] for cell in lower[:first]),
        *([over, cell] for over, cell in zip(spanning, lower[first:], strict=True)),
    ]


def _around_units(rows: Sequence[Row], section: Section, headings: HeadingReader) -> list[Row]:
    """A header that has no cell above the units of the rows: 指标 stands over both labels and units."""
    of_units = [
        index
        for index, column in enumerate(section.columns())
        if sum(bool(headings.units.read_list(cell.text)) for cell in column) * 2 > len(column)
        and not any(cell.is_figure for cell in column)
    ]
    lacks_unit = len(of_units) == 1 and of_units[0] > 0 and len(rows[0]) == section.width - 1 and None not in rows[0]
    if not lacks_unit or any(HeaderKind.UNIT in headings.read(cell.text, None).kinds for cell in rows[0] if cell):
        return list(rows)
    unit = of_units[0]
    values = section.width - unit - 1
    below = [[*[None] * (unit + 1), *row] if len(row) == values else list(row) for row in rows[1:]]
    return [[*rows[0][:unit], None, *rows[0][unit:]], *below]


def _below_corner(rows: Sequence[Row], width: int, headings: HeadingReader) -> list[Row]:
    """Header rows; one below a full one that lacks a cell goes on with all but the corner (地区 | 总量 above 亿元).

    One that has as many cells as the cells over several columns span stands below those: 专利授权 | | 每万人拥有量.
    """
    placed: list[Row] = []
    # Blank cells at the end of a row are lost where blanks around lines are.
    rows = [with_blank_end(row, width) if None in row else row for row in rows]
    for index, row in enumerate(rows):
        above = next((upper for upper in reversed(placed) if len(upper) == width), None)
        is_short = above is not None and len(row) < width and None not in row
        spanned = _spanned(above) if above is not None and is_short else []
        if len(row) == len(spanned) > 0:
            cells = iter(row)
            placed.append([next(cells) if at in spanned else None for at in range(width)])
        elif above is not None and is_short and (under := under_print(row, above)):
            placed.append(under)
        elif (
            len(row) == width - 1
            and None not in row
            and any(len(upper) == width for upper in rows[:index])
            and not (row[0] is not None and headings.read(row[0].text, None).kinds & BEFORE_FIGURES)
        ):
            placed.append([None, *row])
        else:
            placed.append(list(row))
    return placed


def _spanned(row: Row) -> list[int]:
    """The columns below cells with blank ones behind them."""
    is_blank = [cell is None for cell in row]
    first = next((index for index, blank in enumerate(is_blank) if not blank), len(row))
    return [
        index for index in range(first, len(row)) if is_blank[index] or (index + 1 < len(row) and is_blank[index + 1])
    ]


def _of_positions(rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None) -> list[list[Cell]]:
    """Header rows whose blank cells are there: a cell over several columns is meant for those with cells below it."""
    stacks: list[list[Cell]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        spanning: Cell | None = None
        for index in range(width):
            cell = row[index] if index < len(row) else None
            if cell is None and any(index < len(above) and above[index] for above in rows[:depth]):
                spanning = None  # below a cell that begins another group
            if cell is not None:
                spanning = None if headings.read(cell.text, year).kinds & BEFORE_FIGURES else cell
                stacks[index].append(cell)
            elif spanning is not None and any(index < len(below) and below[index] for below in rows[depth + 1 :]):
                stacks[index].append(spanning)
    return stacks
