"""Headers of tables whose cells blanks alone part: where cells are printed tells which columns each stands over.

What belongs here: sharing out columns among the cells of header rows by their columns of print. What does not: headers
whose cells say nothing of their place (`headers.py`, `folding.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Extent, Row, Section, cells_in, extents_of
from pipeline.segmentation.cells import is_rule

MOST_COLUMNS = 40
"""Columns that are shared out; the work grows with the square of their number, and no page is as wide."""
LEFT_BARE = 6.0
"""What it costs to leave a column of figures without a cell above it, in columns of print."""
SLACK = 4.0
"""Columns of print by which a cell may stand beside the middle of what it spans."""


def stacks_by_print(
    rows: Sequence[Row], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """For each column the cells printed above it, from the top; None where the print does not tell."""
    lines = [cells_in(row) for row in rows]
    full = section.full_rows
    if len(lines) < 2 or not 1 < section.width <= MOST_COLUMNS or not full:
        return None
    if any(cell.right <= 0 for line in (*lines, *full) for cell in line) or len(lines[0]) > section.width:
        return None
    extents = extents_of(full)
    words = [sum(cell.holds_value for cell in column) * 2 <= len(full) for column in zip(*full, strict=True)]
    stacks: list[list[Cell]] = [[] for _ in range(section.width)]
    ruled: list[tuple[int, Cell]] = []
    for line in reversed(lines):
        above_rules = _above_rules(line, ruled)
        if above_rules:
            over = above_rules
        elif len(line) == section.width:
            over = list(enumerate(line))
            extents = [
                (min(left, cell.left), max(right, cell.right))
                for (left, right), cell in zip(extents, line, strict=True)
            ]
        else:
            is_single = [bool(headings.read(cell.text, year).kinds & BEFORE_FIGURES) for cell in line]
            shared = _shared_out(line, is_single, extents, words)
            if shared is None:
                return None
            over = shared
        for index, cell in over:
            if not is_rule(cell.text):
                stacks[index].insert(0, cell)
        ruled = over if any(is_rule(cell.text) for cell in line) else []
    return stacks if all(stack or is_word for stack, is_word in zip(stacks, words, strict=True)) else None


def _above_rules(line: Sequence[Cell], ruled: Sequence[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
    """Which cell stands over each column by the lines drawn below, one below each; none where none are."""
    over: dict[Cell, Cell] = {}
    for upper in line if ruled else ():
        shared = {cell: min(cell.right, upper.right) - max(cell.left, upper.left) for _, cell in ruled}
        over[max(shared, key=lambda cell: shared[cell])] = upper
    return [(index, over[cell]) for index, cell in ruled if cell in over] if len(over) == len(line) else []


def at_left_edges(rows: Sequence[Row], section: Section) -> list[Row]:
    """Header rows with blank cells where none is printed, if all columns begin at the same place in each line."""
    full = section.full_rows
    edges = [{cell.left for cell in column} for column in zip(*full, strict=True)]
    lefts = [min(edge) for edge in edges if len(edge) == 1]
    is_even = len(lefts) == section.width > 1 and len(full) > 1 and len(set(lefts)) == section.width
    lines = [cells_in(row) for row in rows]
    if not is_even or any(cell.right <= 0 or cell.left not in lefts for line in lines for cell in line):
        return list(rows)
    placed = [{cell.left: cell for cell in line} for line in lines]
    return [[line.get(left) for left in lefts] for line in placed]


def under_print(row: Row, above: Row) -> Row:
    """A header row with its cells below those of a full one that they are printed under; nothing where one is not."""
    placed: Row = [None] * len(above)
    for cell in cells_in(row):
        over = [i for i, upper in enumerate(above) if upper and upper.left < cell.right and cell.left < upper.right]
        if cell.right <= 0 or len(over) != 1 or placed[over[0]] is not None:
            return []
        placed[over[0]] = cell
    return placed


def with_units_whole(rows: Sequence[Row], width: int, headings: HeadingReader) -> list[Row]:
    """Header rows, units that are printed below the cells of a full one taken together with those: 总量 / （亿元）."""
    whole: list[Row] = []
    for row in rows:
        above = whole[-1] if whole and len(whole[-1]) == width else []
        brackets = [cell.text[1:-1] for cell in cells_in(row) if cell.text[0] in "（("]
        are_units = len(brackets) == len(cells_in(row)) and all(map(headings.units.read_list, brackets))
        placed = under_print(row, above) if above and are_units and None not in row else []
        if placed:
            whole[-1] = [_with_unit(cell, unit) for cell, unit in zip(above, placed, strict=True)]
        else:
            whole.append(list(row))
    return whole


def _with_unit(cell: Cell | None, unit: Cell | None) -> Cell | None:
    if cell is None or unit is None:
        return cell
    sides = min(cell.left, unit.left), max(cell.right, unit.right)
    return Cell(cell.start, unit.end, cell.text + unit.text, *sides)


def with_names_whole(rows: Sequence[Row], headings: HeadingReader, year: int | None) -> list[Row]:
    """Header rows, names that were printed on two lines (一般公共 / 预算收入) taken together."""
    whole: list[Row] = []
    for row in rows:
        joined = _as_one(whole[-1], row, headings, year) if whole else None
        if joined is not None:
            whole[-1] = joined
        else:
            whole.append(list(row))
    return whole


def with_cells_whole_in_print(rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None) -> list[Row]:
    """Two header rows as one, where each cell of the upper begins one of the lower that it stands right above.

    Example: 比上年同期 增速在全省 above 指标 1-6月 增长（%） 位次; what spans several stands above none of them.
    """
    lines = [cells_in(row) for row in rows]
    if len(lines) != 2 or not len(lines[0]) < len(lines[1]) == width:
        return list(rows)
    upper, lower = lines
    if any(cell.right <= 0 for cell in (*upper, *lower)):
        return list(rows)
    joined: Row = [*lower]
    for cell in upper:
        place = min(range(width), key=lambda index: _distance(cell, _extent(lower[index]), _extent(lower[index])))
        below = lower[place]
        whole = headings.read(cell.text + below.text, year)
        is_right_above = _distance(cell, _extent(below), _extent(below)) <= SLACK / 2
        if not (is_right_above and whole.is_known) or joined[place] is not below:
            return list(rows)
        joined[place] = Cell(cell.start, below.end, cell.text + below.text, *_extent(below))
    left = [headings.read(below.text, year) for below in lower if below in joined]
    names = any(headings.read(cell.text, year).ids for cell in upper)
    if names and any(heading.measure is not None and not (heading.ids or heading.has_period) for heading in left):
        return list(rows)  # 生产总值 above the middle one of 总量 增速 位次 is the name of all three
    return [joined]


def _extent(cell: Cell) -> Extent:
    return cell.left, cell.right


def _as_one(above: Row, below: Row, headings: HeadingReader, year: int | None) -> Row | None:
    """The upper of two rows with all cells of the lower one at the ends of those that they are printed under."""
    upper, lower = cells_in(above), cells_in(below)
    if not upper or any(cell.right <= 0 for cell in (*upper, *lower)):
        return None
    joined: Row = [*upper]
    is_new = False
    for cell in lower:
        shared = [min(cell.right, over.right) - max(cell.left, over.left) for over in upper]
        place = shared.index(max(shared))
        over = joined[place]
        if shared[place] <= 0 or over is not upper[place] or over is None:
            return None
        name = headings.read(over.text + cell.text, year)
        parts = [headings.read(part.text, year).ids for part in (over, cell)]
        if not (name.is_known and headings.is_indicator(name.ids)):
            return None
        is_new = is_new or name.ids not in parts
        sides = min(over.left, cell.left), max(over.right, cell.right)
        joined[place] = Cell(over.start, cell.end, over.text + cell.text, *sides)
    return joined if is_new else None


def _shared_out(
    cells: Sequence[Cell], is_single: Sequence[bool], extents: Sequence[Extent], words: Sequence[bool]
) -> list[tuple[int, Cell]] | None:
    """Which cell stands over each column: the sharing in which cells stand nearest to the middle of what they span."""
    count, width = len(cells), len(extents)
    bare = [0.0 if is_word else LEFT_BARE for is_word in words]
    # costs[n][c]: the least for the first n cells over the first c columns; spans[n][c]: what the last of them spans.
    costs = [[float("inf")] * (width + 1) for _ in range(count + 1)]
    spans: list[list[int]] = [[0] * (width + 1) for _ in range(count + 1)]
    costs[0][0] = 0.0
    for taken in range(count + 1):
        for column in range(width):
            skipped = costs[taken][column] + bare[column]
            if skipped < costs[taken][column + 1]:
                costs[taken][column + 1], spans[taken][column + 1] = skipped, 0
            if taken == count:
                continue
            last = column + 1 if is_single[taken] else width
            for end in range(column + 1, last + 1):
                cost = costs[taken][column] + _distance(cells[taken], extents[column], extents[end - 1])
                if cost < costs[taken + 1][end]:
                    costs[taken + 1][end], spans[taken + 1][end] = cost, end - column
    return _traced(cells, spans, extents)


def _distance(cell: Cell, first: Extent, last: Extent) -> float:
    return abs(cell.left + cell.right - first[0] - last[1]) / 2


def _traced(
    cells: Sequence[Cell], spans: Sequence[Sequence[int]], extents: Sequence[Extent]
) -> list[tuple[int, Cell]] | None:
    """The cheapest sharing, from its end; None where a cell stands too far from what it spans."""
    over: list[tuple[int, Cell]] = []
    taken, column = len(cells), len(extents)
    while column:
        span = spans[taken][column]
        if span:
            taken -= 1
            first, last = extents[column - span], extents[column - 1]
            if _distance(cells[taken], first, last) > SLACK + (last[1] - first[0]) / 4:
                return None
            over.extend((index, cells[taken]) for index in range(column - span, column))
        column -= max(span, 1)
    return over if taken == 0 else None
