"""Puts the cells of a run of table rows into a grid: header rows on top, rows of equal width below.

What belongs here: where cells are and which of them belong to the header, for rows with a tab, a bar or blanks between
their cells and for tables of which each cell became a line. What does not: what headers and labels say
(`table_headings.py`, `table_columns.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.extraction.compaction import CELL_BREAK, Compact
from pipeline.extraction.table_headings import Heading, HeadingReader
from pipeline.reference.tables import HeaderKind
from pipeline.segmentation import Segment
from pipeline.segmentation.rows import cells_of, is_nothing

_BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
_FIGURE = re.compile(
    r"(?:增长|提高|上升|下降|降低|减少|增加|净增|新增|达到|突破|超过|控制在|保持在|稳定在|力争|确保)?"
    r"(?:[约近超≥≤><]|大于|小于|不低于|不超过|不少于)?[\[〔【(（]?[-+±]?(?:第)?\d[\d,]*(?:\.\d+)?"
    r"(?:(?:[-—~至])\d[\d,]*(?:\.\d+)?)?\s?(?:%|‰|[^\d\s年月日季号，。：:；、（(]{0,5})?(?:[（(].{0,6}[)）])?[\]〕】)）]?[①-⑳*]?$"
)
_HAS_DIGIT = re.compile(r"\d|[—\-/…]$")
_TABLE_NUMBER = re.compile(r"(?:附?表|专栏|附件|续表|图表|附录)[\d一二三四五六七八九十—.-]{0,6}[:：]?")
_LATIN = re.compile(r"[A-Za-z(][A-Za-z ,.()&\-/%':]*")
_COLUMN_NUMBER = re.compile(r"[甲乙丙丁戊]+|栏次|行次|\d{1,2}$")
_HEADER_KINDS = frozenset(HeaderKind) - {HeaderKind.GLUE, HeaderKind.TITLE, HeaderKind.MARK, HeaderKind.TOTAL}
_COMMON = 5
"""A width is a table's own where one in so many of its rows has it."""


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

    @property
    def is_figure(self) -> bool:
        """Whether it holds one number and nothing else of weight."""
        return len(self.text) <= 24 and _FIGURE.match(self.text) is not None

    @property
    def is_year(self) -> bool:
        return _BARE_YEAR.match(self.text) is not None

    @property
    def is_nothing(self) -> bool:
        return is_nothing(self.text)


Row = list[Cell | None]


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


def read_line(text: str, compact: Compact, segment: Segment, span: tuple[int, int]) -> Row:
    """The cells of one line, from its first column on (blank ones too, where tabs or bars tell of them)."""
    start = text.rfind("\n", 0, segment.start) + 1
    line = text[start : segment.end]
    if not line[: segment.start - start].strip(" "):
        start, line = segment.start, text[segment.start : segment.end]
    has_marks = "\t" in line or "|" in line
    is_printed = "  " in line and not has_marks
    is_single = not has_marks and not is_printed
    pieces = cells_of(line)
    if is_single and len(pieces) == 2 and not _HAS_DIGIT.search(line):
        # Blanks alone part no words: # 批发零售业.
        pieces = [(pieces[0][0], pieces[1][1])]
    row: Row = [_cell(compact, start, line, piece, span, is_printed) for piece in pieces]
    if is_single and len(row) > 1:
        row = [replace(cell, left=UNPLACED, right=UNPLACED) for cell in row if cell is not None]
    elif has_marks and "\t" not in line:
        row = [replace(cell, left=BARRED) if cell is not None else None for cell in row]
    return row if has_marks else _with_spaced_words(row)


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
    compact: Compact, line_start: int, line: str, piece: tuple[int, int], span: tuple[int, int], is_printed: bool
) -> Cell | None:
    """One cell; `is_printed` where blanks part the cells, so that the column of print tells which is which."""
    if piece[0] == piece[1]:
        return None
    start = compact.position(line_start + piece[0], span)
    end = compact.position(line_start + piece[1], span)
    printed = compact.text[start:end].replace(CELL_BREAK, "")
    if not printed:
        return None
    if not is_printed:
        return Cell(start, end, printed)
    left = _width(line[: piece[0]])
    return Cell(start, end, printed, left, left + _width(line[slice(*piece)]))


def _width(text: str) -> int:
    """Columns of print: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def sections_of_rows(rows: Sequence[Row], headings: HeadingReader, year: int | None) -> list[Section]:
    """Cuts rows into sections where a new header begins; all rows of a section get its width."""
    sections = [Section()]
    for row in _with_whole_header(rows):
        row = _without_table_number(row)
        if _numbers_columns(row) or _is_foreign(row):
            continue
        found = [cell for cell in row if cell is not None]
        section = sections[-1]
        if has_figures(row):
            section.rows.append(row)
        elif not any(map(has_figures, section.rows)) and not (len(found) == 1 and section.header):
            section.header.append(row)
        elif len(found) > 1 and any(_is_of_header(headings.read(cell.text, year)) for cell in found):
            sections.append(Section(header=[row]))
        else:
            section.rows.append([found[0]] if found else row)
    for section in sections:
        _settle(section)
    return [section for section in sections if section.rows]


def _with_whole_header(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of one cell on top taken together: of a header with bars each cell may have become a line."""
    first = next((index for index, row in enumerate(rows) if sum(cell is not None for cell in row) > 1), len(rows))
    header: Row = [cell for row in rows[:first] for cell in row if cell is not None]
    if len(header) < 2 or first == len(rows) or not has_figures(rows[first]):
        return list(rows)
    return [header, *rows[first:]]


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


def _numbers_columns(row: Row) -> bool:
    """甲 乙 1 2 3: the row that numbers the columns."""
    found = [cell.text for cell in row if cell is not None]
    numbers = [text for text in found if text.isdigit()]
    counted = [str(index) for index in range(1, len(numbers) + 1)]
    return len(numbers) > 1 and numbers == counted and all(_COLUMN_NUMBER.match(text) for text in found)


def _without_table_number(row: Row) -> Row:
    """附表2 | 各地区R&D经费情况 is a title."""
    found = [cell for cell in row if cell is not None]
    return [found[1]] if len(found) == 2 and _TABLE_NUMBER.fullmatch(found[0].text) else row


def _is_foreign(row: Row) -> bool:
    """Whether a row is the header in another language."""
    found = [cell for cell in row if cell is not None]
    return len(found) > 1 and all(_LATIN.fullmatch(cell.text) for cell in found)


def _is_of_header(heading: Heading) -> bool:
    return heading.is_known and bool(heading.kinds & _HEADER_KINDS or heading.has_period) and not heading.ids


def _settle(section: Section) -> None:
    """Gives all rows the width of the table; cells that blanks alone part go where they are printed."""
    is_in_place = any(None in _without_blanks(row) for row in section.rows)
    for row in (*section.header, *section.rows):
        if any(cell is not None and cell.left == BARRED for cell in row):
            row[:] = _without_blanks(row)
    widths = Counter(len(row) for row in section.rows if len(row) > 1)
    common = [width for width, count in widths.items() if count * _COMMON >= widths.total()]
    section.width = _told_width(section, common) or max(common, default=1)
    positional = [row for row in section.header if None in row]
    section.width = max([section.width, *(len(row) for row in positional)])
    full = [[cell for cell in row if cell] for row in section.rows if len(row) == section.width and None not in row]
    spans = [
        (min(cell.left for cell in column), max(cell.right for cell in column)) for column in zip(*full, strict=True)
    ]
    words = _columns_of_words(full, section.width)
    for index, row in enumerate(section.rows):
        if 1 < len(row) < section.width:
            placed = _placed_by_kind(row, words, section.width)
            section.rows[index] = placed or _placed(row, spans, section.width, is_in_place)
            found = [cell for cell in row if cell is not None]
            if sum(cell is not None for cell in section.rows[index]) < len(found):
                section.loose[index] = found
        while len(row) > section.width and row[-1] is None:
            row.pop()


def _columns_of_words(full: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """The columns of labels and units before the figures, without one that numbers the rows."""
    figures = [sum(row[index].is_figure or row[index].is_nothing for row in full) * 2 for index in range(width)]
    columns: list[int] = []
    for index, count in enumerate(figures):
        if count <= len(full):
            columns.append(index)
        elif columns:
            break
    return columns


def _placed_by_kind(row: Row, columns: Sequence[int], width: int) -> Row | None:
    """A row that lacks words alone (its unit, its number), with a figure for each column of figures."""
    found = [cell for cell in row if cell is not None]
    words = next((index for index, cell in enumerate(found) if cell.is_figure or cell.is_nothing), len(found))
    first = columns[-1] + 1 if columns else 0
    is_whole = 0 < words <= len(columns) and len(found) - words == width - first
    if not is_whole or not all(cell.is_figure or cell.is_nothing for cell in found[words:]):
        return None
    placed: Row = [None] * first
    for column, cell in zip(columns, found[:words], strict=False):
        placed[column] = cell
    return [*placed, *found[words:]]


def _told_width(section: Section, common: Sequence[int]) -> int | None:
    """The width of the only header row, where single blanks part the cells: 5 288.2 may be one figure or two."""
    rows = [row for row in section.header if len(row) > 1]
    if len(rows) != 1 or not all(cell is not None and cell.left == UNPLACED for cell in rows[0]):
        return None
    has_corner = all(cell is not None and cell.is_year for cell in rows[0])
    width = len(rows[0]) + has_corner
    return width if width in common else None


def _without_blanks(row: Row) -> Row:
    """A row up to its last cell."""
    last = next((index for index in range(len(row) - 1, 0, -1) if row[index] is not None), 0)
    return row[: last + 1]


def _placed(row: Row, spans: Sequence[tuple[int, int]], width: int, is_in_place: bool) -> Row:
    """A row of too few cells, each where it belongs; those of which nothing tells where are left out.

    Some programs write bars for blank cells where they are, others behind all cells: which, other rows tell.
    """
    found = [cell for cell in row if cell is not None]
    if any(cell.left == UNPLACED or (cell.left == BARRED and not is_in_place) for cell in found):
        words = [cell for cell in found if not (cell.is_figure or cell.is_nothing)]
        return [*words, *[None] * (width - len(words))]
    placed: Row = [None] * width
    nearest = -1
    if spans and len(found) == len(row) and any(cell.left > 0 for cell in found):
        for cell in found:
            shared = [min(cell.right, right) - max(cell.left, left) for left, right in spans]
            place = shared.index(max(shared))
            if place <= nearest:
                break
            placed[place], nearest = cell, place
        else:
            return placed
    return [*row, *[None] * (width - len(row))]
