"""Cells, rows and sections of tables, and how the cells of a line are found.

What belongs here: what a cell is by its form, and where the cells of a line are, parted by tabs, bars or blanks. What
does not: which rows make a section (`table_grids.py`, `table_streams.py`), what cells say (`table_headings.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from pipeline.extraction.compaction import CELL_BREAK, Compact
from pipeline.extraction.table_headings import HeadingReader
from pipeline.reference.patterns import Patterns
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation import Segment
from pipeline.segmentation.cells import is_nothing, is_number
from pipeline.segmentation.rows import cells_of, opens_header

_BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
_HAS_DIGIT = re.compile(r"\d|[—\-/…]$")

_LONGEST_BLANK = 200
"""Characters that the blank cells with which a row begins may take."""
UNPLACED, BARRED = -1, -2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, half-open in the compact text; `text` is without the breaks inside it.

    `left` and `right` are columns of print, for tables whose cells are parted by blanks alone; UNPLACED where a single
    blank parts them, so that nothing tells where a missing cell would stand, and BARRED where bars do.
    """

    start: int
    end: int
    text: str
    left: int = 0
    right: int = 0
    is_figure: bool = False
    """Whether it holds one number and nothing else of weight; cells that were joined are words."""
    is_nothing: bool = False

    @property
    def is_year(self) -> bool:
        return _BARE_YEAR.match(self.text) is not None


Row = list[Cell | None]


class Piece(Enum):
    """What a cell is by its form."""

    FIGURE = "figure"
    UNIT = "unit"
    REMARK = "remark"
    WORDS = "words"


def piece_of(cell: Cell, headings: HeadingReader, year: int | None) -> Piece:
    """What a cell is: a figure or a mark for none, a unit, a remark (预期性), or other words."""
    if cell.is_nothing or cell.is_figure:
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
    is_flat: bool = False
    """Whether the cells of the header stand in one list, with no telling where a header row ends."""
    loose: dict[int, list[Cell]] = field(default_factory=dict)
    """By the index of their row the cells of which nothing in the grid tells where they belong."""
    values: int = 0
    """Of a flat section: how many columns of figures it has."""


def read_line(text: str, compact: Compact, segment: Segment, span: tuple[int, int], patterns: Patterns) -> Row:
    """The cells of one line, from its first column on (blank ones too, where tabs or bars tell of them)."""
    start = _start_of_row(text, segment.start)
    line = text[start : segment.end]
    has_marks = "\t" in line or "|" in line
    is_printed = "  " in line and not has_marks
    is_single = not has_marks and not is_printed
    pieces = cells_of(line, patterns)
    if is_single and len(pieces) == 2 and not _HAS_DIGIT.search(line) and not opens_header(line, patterns):
        # Blanks alone part no words: # 批发零售业.
        pieces = [(pieces[0][0], pieces[1][1])]
    indent = start - _start_of_line(text, start) if is_printed else None
    row: Row = [_cell(compact, start, line, piece, span, patterns, indent=indent) for piece in pieces]
    if is_single and len(row) > 1:
        row = [replace(cell, left=UNPLACED, right=UNPLACED) for cell in row if cell is not None]
    elif has_marks and "\t" not in line:
        row = [replace(cell, left=BARRED) if cell is not None else None for cell in row]
    return row if has_marks else _with_spaced_words(row)


def _start_of_row(text: str, start: int) -> int:
    """Where a row begins whose first cells are blank: at the tabs or bars before it, if nothing else is before them."""
    first = _start_of_line(text, start)
    before = text[first:start]
    return first if before.strip(" ") and not before.strip(" \t|") else start


def _start_of_line(text: str, start: int) -> int:
    return max(text.rfind("\n", max(0, start - _LONGEST_BLANK), start) + 1, start - _LONGEST_BLANK, 0)


def _with_spaced_words(row: Row) -> Row:
    """指  标 is one word: blanks alone do not part single characters."""
    joined: Row = []
    is_open = False
    for cell in row:
        is_letter = cell is not None and len(cell.text) == 1 and not cell.is_figure and not cell.is_nothing
        before = joined[-1] if joined else None
        if is_letter and is_open and cell is not None and before is not None:
            joined[-1] = Cell(before.start, cell.end, before.text + cell.text, before.left, cell.right)
        else:
            joined.append(cell)
        is_open = is_letter
    return joined


def _cell(
    compact: Compact,
    line_start: int,
    line: str,
    piece: tuple[int, int],
    span: tuple[int, int],
    patterns: Patterns,
    *,
    indent: int | None,
) -> Cell | None:
    """One cell; `indent` counts the blanks before a line whose cells blanks part, so that columns of print tell."""
    if piece[0] == piece[1]:
        return None
    start = compact.position(line_start + piece[0], span)
    end = compact.position(line_start + piece[1], span)
    printed = compact.text[start:end].replace(CELL_BREAK, "")
    if not printed:
        return None
    left = indent + _width(line[: piece[0]]) if indent is not None else 0
    right = left + _width(line[slice(*piece)]) if indent is not None else 0
    return Cell(start, end, printed, left, right, is_number(printed, patterns), is_nothing(printed, patterns))


def _width(text: str) -> int:
    """Columns of print: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def is_header_of(lines: Sequence[tuple[int, Row]], row: Row) -> bool:
    """Whether lines of one cell are the header of the row below, which has as many cells or one more (the corner)."""
    cells = [cell for _, line in lines for cell in line if cell is not None]
    return len(row) - 1 <= len(cells) and not any(cell.is_figure and not cell.is_year for cell in cells)


def has_figures(row: Row) -> bool:
    """Whether a row holds figures, or marks for missing ones beside a label; years alone are headings."""
    found = [cell for cell in row if cell is not None]
    figures = [cell for cell in found if cell.is_figure]
    if figures and all(cell.is_year for cell in figures):
        return len(figures) == 1 and found[0] is not figures[0] and len(found) == 2
    return bool(figures) or (len(found) > 1 and any(cell.is_nothing for cell in found))
