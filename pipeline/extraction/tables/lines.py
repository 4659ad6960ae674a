"""Lines of a table as rows of cells: where the cells of a line are, parted by tabs, bars or blanks.

What belongs here: reading single lines, and the blank cells at their beginning. What does not: what a cell is
(`layouts.py`), nor which lines make a table (`reading.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.extraction.compaction import CELL_BREAK, Compact
from pipeline.extraction.tables.layouts import Cell, Parting, Row, cells_in
from pipeline.extraction.tables.row_ends import add_tabbed_ends, tabs_behind
from pipeline.reference.patterns import Patterns
from pipeline.segmentation import Segment
from pipeline.segmentation.cells import is_nothing, is_number, is_whole_thousands
from pipeline.segmentation.row_cells import cells_of
from pipeline.segmentation.row_shapes import ends_in_units, opens_header

_WORD = re.compile(r"\S+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAS_DIGIT = re.compile(r"\d|[—\-/…]$")

_LEADING, _THOUSANDS = re.compile(r"-?[1-9]\d{0,5}"), re.compile(r"\d{3}(?:\.\d+)?")
"""What stands before and behind a blank within thousands."""
LEAST_COLUMNS = 3
"""Columns of a table in whose header single blanks may part cells."""
_LAST_LETTER = re.compile(r"[\u4e00-\u9fff][（(]")
"""The last character of a word, with what brackets say of it."""
_MARKS = "#※△"
"""What stands before the label of a part."""
_PARTED_ANYHOW = (Parting.SINGLE_BLANK, Parting.BARS)
"""Partings by which a header may have fewer cells than its table without telling where."""
_LONGEST_GAP = 12
"""Characters of the line breaks before a cell that has a line of its own."""
_LONGEST_BLANK = 200
"""Characters that the blank cells with which a row begins may take."""


def read_rows(
    text: str, compact: Compact, segments: Sequence[Segment], spans: Sequence[tuple[int, int]], patterns: Patterns
) -> list[Row]:
    """The cells of the lines of a run."""
    rows = [_read_line(text, compact, segment, span, patterns) for segment, span in zip(segments, spans, strict=True)]
    lines = [_line_of(text, segment) for segment in segments]
    if all(len(row) == 1 or is_whole_thousands(line) for row, line in zip(rows, lines, strict=True)):
        return [_as_one(row) for row in rows]
    widths = Counter(len(row) for row in rows if len(row) >= LEAST_COLUMNS and any(c and c.is_figure for c in row))
    headers = [index for index, row in enumerate(rows) if not any(c is None or c.holds_value for c in row)]
    for width, _ in widths.most_common(1):
        # A row of which single blanks part all cells tells nothing of the places of others.
        if not any(cell.parting in _PARTED_ANYHOW for index in headers for cell in cells_in(rows[index])):
            for index in headers:
                if parts := _told_widths(rows[index], width, patterns):
                    rows[index] = _read_line(text, compact, segments[index], spans[index], patterns, parts=parts)
        add_tabbed_ends(rows, [tabs_behind(text, segment.end) for segment in segments], width)
    return _with_thousands_whole(_with_blank_corners(rows, lines))


def _as_one(row: Row) -> Row:
    """8 652 where each cell has a line of its own: one number."""
    cells = [cell for cell in row if cell is not None]
    if len(cells) < 2:
        return row
    return [
        replace(
            cells[0],
            end=cells[-1].end,
            text="".join(cell.text for cell in cells),
            left=0,
            right=0,
            parting=Parting.BREAKS,
        )
    ]


def _told_widths(row: Row, width: int, patterns: Patterns) -> tuple[int, ...]:
    """How many cells a row of a header may have that has too few for its table: all, or all but the corner.

    One more stands above groups whose names are lines of their own (类别 | 指标 | 单位).
    """
    first = row[0] if row else None
    if len(row) < 2 or first is None or len(row) >= width:
        return ()
    if patterns.lines.heads_labels.fullmatch(first.text) is not None:
        return (width, width + 1)
    return (width - 1, width) if len(row) < width - 1 else ()


def _read_line(
    text: str,
    compact: Compact,
    segment: Segment,
    span: tuple[int, int],
    patterns: Patterns,
    *,
    parts: Collection[int] = (),
) -> Row:
    """The cells of one line, from its first column on (blank ones too, where tabs or bars tell of them).

    Single blanks part the cells of a printed line where that gives one of the numbers of `parts`, as in a header above
    narrow columns: 总数 净增 增幅（%）   入库数 增幅（%）.
    """
    start = _start_of_row(text, segment.start)
    line = _line_of(text, segment)
    has_marks = "\t" in line or "|" in line
    is_printed = "  " in line and not has_marks
    is_single = not has_marks and not is_printed
    pieces = cells_of(line, patterns)
    if is_printed and parts:
        words = [found.span() for found in _WORD.finditer(line)]
        are_names = len(words) in parts and all(_HAN.search(line, *word) for word in words)
        pieces = words if are_names else pieces
    is_header = opens_header(line, patterns) or ends_in_units(line, patterns)
    if is_single and len(pieces) == 2 and not _HAS_DIGIT.search(line) and not is_header:
        # Blanks alone part no words: # 批发零售业.
        pieces = [(pieces[0][0], pieces[1][1])]
    # A lone cell tells by the blanks before it below which one it is printed.
    indent = start - _start_of_line(text, start) if is_printed or (is_single and len(pieces) == 1) else None
    row: Row = [_cell(compact, start, line, piece, span, patterns, indent=indent) for piece in pieces]
    if len(row) == 1 and row[0] is not None:
        before = text[max(start - _LONGEST_GAP, 0) : start]
        row = [replace(row[0], breaks=before.count("\n", len(before.rstrip())))]
    if is_single and len(row) > 1:
        row = [replace(cell, parting=Parting.SINGLE_BLANK) for cell in row if cell is not None]
    elif has_marks and "\t" not in line:
        row = [replace(cell, parting=Parting.BARS) if cell is not None else None for cell in row]
    return row if has_marks else _with_spaced_words(row)


def _line_of(text: str, segment: Segment) -> str:
    """The line of a row, from the tabs or bars of its blank first cells on."""
    return text[_start_of_row(text, segment.start) : segment.end]


def _with_blank_corners(rows: list[Row], lines: Sequence[str]) -> list[Row]:
    """Rows of a table without bars at its sides: one that begins with a bar has a blank cell before it.

    Example: 序号 | 指标 | 2022年 | above | | 计划 | 预计完成 |
    """
    opened = [line.lstrip().startswith("|") for line in lines]
    barred = sum("|" in line for line in lines)
    if not 0 < sum(opened) * 2 < barred:
        return rows
    are_both = [is_open and line.rstrip().endswith("|") for is_open, line in zip(opened, lines, strict=True)]
    return [[None, *row] if is_both else row for row, is_both in zip(rows, are_both, strict=True)]


def _with_thousands_whole(rows: list[Row]) -> list[Row]:
    """The rows; one with too many cells has blanks within thousands: 货运总量 万吨 1 731.9 17.8 5 582.9 26.5."""
    parted = [row for row in rows if len(row) > 2 and None not in row and any(map(_is_parted_by_blanks, cells_in(row)))]
    if not any(_THOUSANDS.match(cell.text) for row in parted for cell in row if cell is not None):
        return rows
    widths = {len(row) for row in parted if not any(cell is not None and cell.is_figure for cell in row)}
    if all_joined := _joined_below_years(rows, parted) or _all_joined(rows, parted):
        return all_joined
    widths.update(width for width, _ in Counter(map(len, parted)).most_common(1))
    # A row may also be longer by the name of its group, which stands before the label of its first row.
    words = {_words_before(row) for row in parted if len(row) in widths}
    joined: list[Row] = []
    for row in rows:
        is_longer = len(row) > min(widths) and len(row) not in widths and _words_before(row) in words
        whole = _with_thousands_joined(row) if is_longer else row
        joined.append(whole if len(whole) in widths else row)
    return joined


def _is_parted_by_blanks(cell: Cell) -> bool:
    """Whether blanks stand before a cell, so that thousands with blanks in them may be several cells."""
    return cell.left > 0 or cell.parting in _PARTED_ANYHOW


def _joined_below_years(rows: Sequence[Row], parted: Sequence[Row]) -> list[Row]:
    """The rows below 指标 2010 2015, which tells how many cells they have, thousands that blanks part joined."""
    headers = [row for row in parted if _is_of_years(row)]
    told = {len(row) + (row[0] is not None and row[0].is_year) for row in headers}
    figures = [row for row in parted if not _is_of_years(row) and _words_before(row) < len(row)]
    widths = [len(row) if len(row) in told else len(_with_thousands_joined(row)) for row in figures]
    if len(told) != 1 or sum(width in told for width in widths) * 2 <= len(widths):
        return []
    wholes = [row if len(row) in told or None in row else _with_thousands_joined(row) for row in rows]
    return [whole if len(whole) in told else row for whole, row in zip(wholes, rows, strict=True)]


def _is_of_years(row: Row) -> bool:
    """指标 单位 2010 2015: a header with years and no figures."""
    years = sum(cell is not None and cell.is_year for cell in row)
    return years > 1 and years == sum(cell is not None and cell.is_figure for cell in row)


def _all_joined(rows: Sequence[Row], parted: Sequence[Row]) -> list[Row]:
    """The rows with blanks within thousands in most of them, if they are as wide as a header then and none is now."""
    headers = [len(row) for row in rows if len(row) > 1 and _words_before(row) == len(row)]
    told = {width + corner for width in headers for corner in (0, 1)}
    figures = [row for row in parted if _words_before(row) < len(row)]
    if len(headers) > 1 and headers[0] < headers[1] and len({len(row) for row in figures}) == 1:
        # 区县 专利授权量 有效发明专利 above 合计 发明 外观设计: as wide together as all the rows.
        told.update(range(max(headers), headers[0] + headers[1]))
    widths = {len(_with_thousands_joined(row)) for row in figures}
    if len(widths) != 1 or not widths <= told or any(len(row) in told for row in figures):
        return []
    return [_with_thousands_joined(row) if len(row) > 2 and None not in row else row for row in rows]


def _words_before(row: Row) -> int:
    return next((index for index, cell in enumerate(row) if cell is not None and cell.is_figure), len(row))


def _with_thousands_joined(row: Row) -> Row:
    """8 | 652 is one cell: thousands that blanks part, where nothing but a blank stands between them."""
    joined: Row = []
    for cell in row:
        before = joined[-1] if joined else None
        if (
            cell is not None
            and before is not None
            and before.end == cell.start
            and (cell.left <= 0 or cell.left == before.right + 1)
            and _LEADING.fullmatch(before.text)
            and _THOUSANDS.fullmatch(cell.text)
        ):
            text = before.text + cell.text
            joined[-1] = replace(before, end=cell.end, text=text, right=cell.right)
        else:
            joined.append(cell)
    return joined


def _start_of_row(text: str, start: int) -> int:
    """Where a row begins whose first cells are blank: at the tabs or bars before it, if nothing else is before them."""
    first = _start_of_line(text, start)
    before = text[first:start]
    return first if before.strip(" ") and not before.strip(" \t|") else start


def _start_of_line(text: str, start: int) -> int:
    return max(text.rfind("\n", max(0, start - _LONGEST_BLANK), start) + 1, start - _LONGEST_BLANK, 0)


def _with_spaced_words(row: Row) -> Row:
    """指  标 is one word, as # 发 明 and 增  速（%） are: blanks alone do not part single characters.

    A gap wider than the one before parts two such words: 区  县      总  量.
    """
    joined: Row = []
    is_open, gap = False, 0
    for cell in row:
        # 无 opens 无 锡, where no figure could be missing.
        is_word = cell is not None and not cell.is_figure and (not cell.is_nothing or not joined)
        is_letter = cell is not None and is_word and len(cell.text.lstrip(_MARKS)) <= 1
        before = joined[-1] if joined else None
        is_last = cell is not None and _LAST_LETTER.match(cell.text) is not None
        is_again = cell is not None and before is not None and cell.text == before.text  # 家 家: two units
        if (is_letter or is_last) and is_open and cell is not None and before is not None and not is_again:
            wider = gap and cell.left - before.right > gap
            if not wider:
                gap = max(gap, cell.left - before.right)
                text, parting = before.text + cell.text, before.parting
                joined[-1] = Cell(before.start, cell.end, text, before.left, cell.right, parting=parting)
                is_open = is_letter
                continue
        joined.append(cell)
        is_open, gap = is_letter, 0
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
    parting = Parting.BLANKS if indent is not None else Parting.BREAKS
    figure, nothing = is_number(printed, patterns), is_nothing(printed, patterns)
    return Cell(start, end, printed, left, right, figure, nothing, parting)


def _width(text: str) -> int:
    """Columns of print: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
