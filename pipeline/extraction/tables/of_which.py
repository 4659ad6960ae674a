"""Cells of a header that only say 其中, in a row above the parts: 合计 | 其中 above 发明 | 实用新型 | 外观设计.

What belongs here: putting the parts where that cell stands, in rows and in lists of cells. What does not: which parts a
column is told of (`roles.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, cells_in

_LEAST_MARKS = 2
"""Such cells in a list; below a single one nothing tells where the parts end."""


def with_parts_in_place(rows: Sequence[Row], headings: HeadingReader, year: int | None) -> list[Row]:
    """Header rows, each row of parts taken into the row above it, where cells say 其中 and share them out evenly.

    Rows whose blank cells tell what stands where are left as they are.
    """
    placed = list(rows)
    index = 0
    while index + 1 < len(placed):
        raised = _raised(placed[index], placed[index + 1], headings, year, is_below=index > 0)
        if raised is None:
            index += 1
        else:
            placed[index : index + 2] = [raised]
    return placed


def with_listed_parts_in_place(cells: Sequence[Cell], headings: HeadingReader) -> list[Cell]:
    """A header of one cell a line: 合计 | 其中 | 合计 | 其中 | 发明 | 实用新型 | 发明 | 实用新型.

    The parts are what comes again behind the last such cell, as many times as there are such cells.
    """
    first = next((index for index, cell in enumerate(cells) if cell.is_figure and not cell.is_year), 0)
    marks = [index for index in range(first) if _says_of_which(cells[index], headings)]
    if len(marks) < _LEAST_MARKS:
        return list(cells)
    texts = [cell.text for cell in cells[:first]]
    for start in range(marks[-1] + 1, first):
        for share in range((first - start) // len(marks), 0, -1):
            block, end = texts[start : start + share], start + share * len(marks)
            if block * len(marks) == texts[start:end] and len(set(block)) == share:
                parts = iter(cells[start:end])
                upper = [
                    replace(part, text=cell.text + part.text) if index in marks else cell
                    for index, cell in enumerate(cells[:start])
                    for part in (islice(parts, share) if index in marks else [cell])
                ]
                return [*upper, *cells[end:]]
    return list(cells)


def _raised(above: Row, below: Row, headings: HeadingReader, year: int | None, *, is_below: bool) -> Row | None:
    """The upper row with the parts of the lower one in it; `is_below`: whether the corner may stand higher up."""
    upper_heads, lower_heads = (_heads(row, headings, year) for row in (above, below))
    upper, parts = cells_in(above[upper_heads:]), cells_in(below[lower_heads:])
    marks = [cell for cell in upper if _says_of_which(cell, headings)]
    has_blanks = len(upper) < len(above) - upper_heads or len(parts) < len(below) - lower_heads
    if not marks or not parts or len(parts) % len(marks) or has_blanks:
        return None
    share, rest = len(parts) // len(marks), iter(parts)
    row: Row = []
    for cell in upper:
        if cell in marks:
            row.extend(replace(part, text=cell.text + part.text) for part in islice(rest, share))
        else:
            row.append(cell)
    corner = above[:upper_heads] or below[:lower_heads]
    return [*([None] * len(corner) if is_below else corner), *row]


def _heads(row: Row, headings: HeadingReader, year: int | None) -> int:
    """How many cells at the beginning are blank, or head no figures (地区, 单位)."""
    for index, cell in enumerate(row):
        if cell is not None and not headings.read(cell.text, year).kinds & BEFORE_FIGURES:
            return index
    return len(row)


def _says_of_which(cell: Cell, headings: HeadingReader) -> bool:
    return headings.patterns.tables.mark_of_part.fullmatch(cell.text) is not None
