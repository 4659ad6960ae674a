"""Blank cells at the end of a row: where they are columns, where bars of a program that writes them behind all others.

What belongs here: adding and taking out such cells. What does not: blank cells between others, and which column a cell
is in (`placing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.tables.layouts import Parting, Row, Section, cells_in

_LONGEST_BLANK = 200
"""Characters that the blank cells at the end of a row may take."""


def with_blank_end(row: Row, width: int) -> Row:
    """A row of some width whose last cells are blank, if it lacks them: blanks around a line take them away."""
    return [*row, *[None] * (width - len(row))]


def without_blank_end(row: Row, width: int = 1) -> Row:
    """A row up to its last cell, or so wide at least."""
    last = len(row)
    while last > width and row[last - 1] is None:
        last -= 1
    return row[:last]


def add_tabbed_ends(rows: Sequence[Row], tabs: Sequence[int], width: int) -> None:
    """Adds, in place, the blank cells of which the tabs at the end of a header tell: 专利授权量 | above 总量 | #发明.

    `tabs` counts them for each row; those that end all rows tell nothing.
    """
    ending = min((behind for row, behind in zip(rows, tabs, strict=True) if len(row) == width), default=0)
    for row, behind in zip(rows, tabs, strict=True):
        if behind > ending and len(row) > 1 and not any(cell is not None and cell.holds_value for cell in row):
            row[:] = with_blank_end(row, min(len(row) + behind - ending, width))


def tabs_behind(text: str, end: int) -> int:
    """How many tabs stand between the last cell of a row and the end of its line."""
    rest = text[end : end + _LONGEST_BLANK].split("\n", 1)[0]
    return rest.count("\t") if not rest.strip() else 0


def cut_barred_ends(section: Section) -> None:
    """Takes out, in place, the blank cells that bars behind a row tell of, but for those of columns that all rows have.

    Some programs write the bars of all cells that are merged or missing behind the others.
    """
    has_own_blanks = section.is_ruled or _ends_in_columns(section)
    # 年份 | 经费 | 专利授权量 | | / | （亿元） | （件） | #发明: one stands before others, so all are in place.
    are_in_place = len({len(row) for row in section.header}) == 1 and any(row[:1] == [None] for row in section.header)
    for row in (*(() if are_in_place else section.header), *(() if has_own_blanks else section.rows)):
        if any(cell is not None and cell.parting is Parting.BARS for cell in row):
            row[:] = without_blank_end(row)


def _ends_in_columns(section: Section) -> bool:
    """Whether the last columns are blank in all rows, as those of a header of several rows tell that has their bars."""
    rows = [row for row in section.rows if len(cells_in(row)) > 1]
    lengths = {len(row) for row in (*section.header, *rows)}
    are_barred = all(cell.parting is Parting.BARS for cell in cells_in(*rows))
    return len(section.header) > 1 and len(lengths) == 1 and are_barred and all(row[-1] is None for row in rows)
