"""Where the cells of a row go that has fewer than its table has columns.

What belongs here: what tells the column of such a cell: its kind, the form of its figure, where it is printed. What
does not: how many columns a table has (`grids.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import (
    Cell,
    Extent,
    Parting,
    Piece,
    Row,
    Section,
    cells_in,
    extents_of,
    piece_of,
)
from pipeline.extraction.tables.row_ends import with_blank_end

LEAST_FIGURES = 3
"""Of a row that breaks off; fewer may belong anywhere."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are, by the rows that have a cell in each."""

    width: int
    full_rows: Sequence[Sequence[Cell]]
    extents: Sequence[Extent]
    kinds: Sequence[Piece]
    """What most cells of each column are."""
    words: Sequence[int]
    """The columns of labels and units before the figures."""
    is_in_place: bool
    """Whether blank cells stand where they belong, and not all of them behind the others."""
    is_printed: bool
    """Whether the cells of each column stand below each other in print."""


def columns_of(section: Section, headings: HeadingReader, year: int | None, *, is_in_place: bool) -> Columns:
    """What the columns of a section are, whose width is known."""
    full = section.full_rows
    extents = extents_of(full)
    pieces = [[piece_of(cell, headings, year) for cell in row] for row in full]
    kinds = [Counter(column).most_common(1)[0][0] for column in zip(*pieces, strict=True)]
    words = _columns_of_words(full, section.width)
    return Columns(section.width, full, extents, kinds, words, is_in_place, _is_in_columns(full, extents))


def with_all_columns(row: Row, columns: Columns, headings: HeadingReader, year: int | None) -> Row:
    """A row of too few cells with each in its column, by the first way that tells where it belongs."""
    found = cells_in(row)
    pieces = [piece_of(cell, headings, year) for cell in found]
    return (
        _without_remark(found, pieces, columns.kinds)
        or _placed_by_pieces(found, pieces, columns.kinds)
        or _below_merged(row, pieces, columns)
        or _placed_by_kind(row, columns)
        or _placed_by_form(found, columns)
        or _placed(row, columns)
    )


def _without_remark(found: Sequence[Cell], of_row: Sequence[Piece], columns: Sequence[Piece]) -> Row | None:
    """A row that has all its figures, and words before them, but lacks the remarks behind: its last cells are blank."""
    behind = columns[len(found) :]
    is_whole = bool(behind) and list(of_row) == list(columns[: len(found)]) and Piece.FIGURE not in behind
    return with_blank_end(list(found), len(columns)) if is_whole else None


def _placed_by_pieces(found: Sequence[Cell], of_row: Sequence[Piece], columns: Sequence[Piece]) -> Row | None:
    """A row whose cells, by what they are, can stand below the others in one way alone: 指标 | 13.55 | 万件 | blank."""
    first = _places(of_row, columns)
    last = _places(list(reversed(of_row)), list(reversed(columns)))
    if first is None or last is None or first != [len(columns) - 1 - place for place in reversed(last)]:
        return None
    row: Row = [None] * len(columns)
    for place, cell in zip(first, found, strict=True):
        row[place] = cell
    return row


def _places(of_row: Sequence[Piece], columns: Sequence[Piece]) -> list[int] | None:
    """The leftmost columns that pieces in their order fit."""
    places: list[int] = []
    for piece in of_row:
        start = places[-1] + 1 if places else 0
        place = next((index for index in range(start, len(columns)) if columns[index] is piece), None)
        if place is None:
            return None
        places.append(place)
    return places


def _below_merged(row: Row, of_row: Sequence[Piece], columns: Columns) -> Row | None:
    """A row that lacks its first cells, since one above was merged with them: the name of its group stands there once.

    By what its cells are it must fit the columns at the right better than those at the left. Behind the number of the
    row the name may be lacking as well, or the number with the name.
    """
    found, kinds = cells_in(row), columns.kinds
    is_printed = columns.is_printed and bool(_under(found, columns))
    if not kinds or len(found) < len(row) or (is_printed and any(cell.left > 0 for cell in found)):
        return None
    lacking = len(kinds) - len(row)
    kept = 1 if of_row[0] is kinds[0] is Piece.FIGURE else 0
    if Piece.FIGURE in kinds[kept + _is_numbered(columns) : kept + lacking]:
        return None
    at_right = sum(a is not b for a, b in zip(of_row[kept:], kinds[kept + lacking :], strict=True))
    at_left = sum(a is not b for a, b in zip(of_row, kinds, strict=False))
    is_fit = at_right < at_left and at_right <= 1 and of_row[kept] is kinds[kept + lacking]
    return [*row[:kept], *[None] * lacking, *row[kept:]] if is_fit else None


def _is_numbered(columns: Columns) -> bool:
    """Whether the first column counts the rows that are full: 1, 2, 3 …"""
    numbers = [row[0].text.rstrip(".、．") for row in columns.full_rows]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _placed_by_kind(row: Row, columns: Columns) -> Row | None:
    """A row that lacks words alone (its unit, its number), with a figure for each column of figures."""
    found = cells_in(row)
    words = next((index for index, cell in enumerate(found) if cell.holds_value), len(found))
    first = columns.words[-1] + 1 if columns.words else 0
    is_whole = 0 < words <= len(columns.words) and len(found) - words == columns.width - first
    if not is_whole or not all(cell.holds_value for cell in found[words:]):
        return None
    placed: Row = [None] * first
    for column, cell in zip(_columns_over(found[:words], columns), found[:words], strict=False):
        placed[column] = cell
    return [*placed, *found[words:]]


def _columns_over(words: Sequence[Cell], columns: Columns) -> Sequence[int]:
    """In which columns words stand: those that they are printed in, else the first ones."""
    if not columns.is_printed or not any(cell.left > 0 for cell in words):
        return columns.words
    return _under(words, columns, columns.words) or columns.words


def _under(cells: Sequence[Cell], columns: Columns, among: Sequence[int] | None = None) -> Sequence[int]:
    """The columns that cells are printed in; none where two of them would stand in one, or in the wrong order."""
    if not columns.extents:
        return []
    among = range(columns.width) if among is None else among
    shared = [
        {
            index: min(cell.right, columns.extents[index][1]) - max(cell.left, columns.extents[index][0])
            for index in among
        }
        for cell in cells
    ]
    places = [max(over, key=lambda index: over[index]) for over in shared]
    return places if places == sorted(set(places)) else []


def _placed_by_form(found: Sequence[Cell], columns: Columns) -> Row | None:
    """A row that breaks off, whose figures are the first ones of the others by their decimals."""
    figures = found[len(columns.words) :]
    if len(figures) < LEAST_FIGURES or not all(cell.is_figure for cell in figures):
        return None
    forms = [{"." in cell.text for cell in column} for column in zip(*columns.full_rows, strict=True)]
    forms = forms[len(columns.words) :]
    told = ["." in cell.text for cell in figures]
    if not all(form == {is_decimal} for form, is_decimal in zip(forms, told, strict=False)):
        return None
    # All but the last fit nowhere else: from the right each would come to stand in the same column.
    place = len(forms) - 1
    for index in reversed(range(len(told) - 1)):
        while place > index and told[index] not in forms[place]:
            place -= 1
        if place != index:
            return None
        place -= 1
    return with_blank_end(list(found), columns.width)


def _placed(row: Row, columns: Columns) -> Row:
    """A row of too few cells, each where it belongs; those of which nothing tells where are left out.

    Some programs write bars for blank cells where they are, others behind all cells: which, other rows tell.
    """
    found = cells_in(row)
    is_lost = not columns.is_printed and any(cell.left > 0 for cell in found)
    unplaced = {Parting.SINGLE_BLANK} if columns.is_in_place else {Parting.SINGLE_BLANK, Parting.BARS}
    if is_lost or any(cell.parting in unplaced for cell in found):
        words = [cell for cell in found if not cell.holds_value]
        return with_blank_end(list(words), columns.width)
    placed: Row = [None] * columns.width
    nearest = -1
    if columns.extents and len(found) == len(row) and any(cell.left > 0 for cell in found):
        for cell in found:
            shared = [min(cell.right, right) - max(cell.left, left) for left, right in columns.extents]
            place = shared.index(max(shared))
            if place <= nearest:
                break
            placed[place], nearest = cell, place
        else:
            return placed
    return with_blank_end(row, columns.width)


def _is_in_columns(full: Sequence[Sequence[Cell]], extents: Sequence[Extent]) -> bool:
    """Whether the cells of each column stand below each other in print, apart from the next column."""
    are_printed = (any(cell.parting is Parting.BLANKS for cell in column) for column in zip(*full, strict=True))
    return all(are_printed) and all(left[1] <= right[0] for left, right in pairwise(extents))


def _columns_of_words(full: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """The columns of labels and units before the figures, without one that numbers the rows."""
    figures = [sum(row[index].holds_value for row in full) * 2 for index in range(width)]
    columns: list[int] = []
    for index, count in enumerate(figures):
        if count <= len(full):
            columns.append(index)
        elif columns:
            break
    return columns
