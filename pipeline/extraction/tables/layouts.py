"""Cells, rows and sections of tables.

What belongs here: what a cell or a row is by its form. What does not: where the cells of a line are (`lines.py`),
which rows make a section (`grids.py`, `streams.py`), what cells say (`headings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from pipeline.extraction.tables.headings import HeadingReader
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind

CHAPTER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]")
"""（一）研发投入: what names a group of rows begins so, though its words may name an indicator."""
SENTENCE_END = re.compile(r"[。；！]$")
"""What no line of a table ends with, nor its title."""
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-—–~](?:19|20)\d\d)?$")


class Parting(Enum):
    """What parts the cells of a row, and so tells where a missing one would stand."""

    BREAKS = "breaks"
    """Tabs within a line, or the end of it: a blank cell has its place."""
    BARS = "bars"
    """Blank cells may also stand behind all others."""
    BLANKS = "blanks"
    """Blanks by which cells stand in columns of print."""
    SINGLE_BLANK = "single_blank"
    """Nothing tells of a missing cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, half-open in the compact text; `text` is without the breaks inside it.

    `left` and `right` are columns of print, where blanks alone part the cells; else 0.
    """

    start: int
    end: int
    text: str
    left: int = 0
    right: int = 0
    is_figure: bool = False
    """Whether it holds one number and nothing else of weight; cells that were joined are words."""
    is_nothing: bool = False
    parting: Parting = Parting.BREAKS
    breaks: int = 0
    """Line breaks before it, where it has a line of its own: more than before others tell of a blank cell."""

    @property
    def holds_value(self) -> bool:
        """Whether it holds a figure, or a mark for one that is missing."""
        return self.is_figure or self.is_nothing

    @property
    def is_year(self) -> bool:
        """Whether it names a year, or the years that an average is over (2001-2005)."""
        return _YEARS.match(self.text) is not None


Row = list[Cell | None]
Extent = tuple[int, int]
"""From which to which column of print a cell or a column of cells reaches."""


def cells_in(*rows: Row) -> list[Cell]:
    """The cells of rows that are not blank, in order."""
    return [cell for row in rows for cell in row if cell is not None]


def extents_of(full_rows: Sequence[Sequence[Cell]]) -> list[Extent]:
    """How far each column reaches in print, by the rows that have a cell in all of them."""
    columns = zip(*full_rows, strict=True)
    return [(min(cell.left for cell in column), max(cell.right for cell in column)) for column in columns]


class Piece(Enum):
    """What a cell is by its form."""

    FIGURE = "figure"
    UNIT = "unit"
    REMARK = "remark"
    WORDS = "words"


def piece_of(cell: Cell, headings: HeadingReader, year: int | None) -> Piece:
    """What a cell is: a figure or a mark for none, a unit, a remark (预期性), or other words."""
    if cell.holds_value:
        return Piece.FIGURE
    unit = headings.units.read_list(cell.text)
    if unit and unit[0].kind is not UnitKind.PLACE:
        return Piece.UNIT
    heading = headings.read(cell.text, year)
    return Piece.REMARK if heading.kinds == {HeaderKind.REMARK} and not heading.is_foreign else Piece.WORDS


@dataclass(slots=True)
class Section:
    """Rows under one header. A group row (固定资产投资 above its parts) has a single cell; `width` counts columns."""

    header: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    width: int = 0
    is_ruled: bool = False
    """Whether a line is drawn below its header (|---|---|), as programs do that keep blank cells in their places."""
    is_flat: bool = False
    """Whether the cells of the header stand in one list, with no telling where a header row ends."""
    loose: dict[int, list[Cell]] = field(default_factory=dict)
    """By the index of their row the cells of which nothing in the grid tells where they belong."""
    over: list[Cell] = field(default_factory=list)
    """Cells that stand over all its columns of figures, of a table beside others."""
    values: int = 0
    """Of a flat section: how many columns of figures it has."""

    @property
    def wide_rows(self) -> list[Row]:
        """The rows that have a place for each column, be it blank."""
        return [row for row in self.rows if len(row) == self.width]

    @property
    def full_rows(self) -> list[list[Cell]]:
        """The rows that have a cell in each column."""
        return [cells_in(row) for row in self.wide_rows if None not in row]

    def columns(self) -> list[list[Cell]]:
        """The cells of each column that are not blank."""
        rows = self.wide_rows
        return [[cell for row in rows if (cell := row[index]) is not None] for index in range(self.width)]


def is_header_of(lines: Sequence[tuple[int, Row]], row: Row) -> bool:
    """Whether lines of one cell are the header of the row below, which has as many cells or one more (the corner)."""
    cells = cells_in(*(line for _, line in lines))
    return len(row) - 1 <= len(cells) and not any(cell.is_figure and not cell.is_year for cell in cells)


def has_figures(row: Row) -> bool:
    """Whether a row holds figures, or marks for missing ones beside a label; years alone are headings."""
    found = cells_in(row)
    figures = [cell for cell in found if cell.is_figure]
    if figures and all(cell.is_year for cell in figures):
        return len(figures) == 1 and found[0] is not figures[0] and len(found) == len(row) == 2
    return bool(figures) or (len(found) > 1 and any(cell.is_nothing for cell in found))
