"""Puts the cells of ruled tables in PDF files together again, by pdfplumber: a cell may wrap over several lines.

What belongs here: which pages are worth its time, and writing its tables in the place of the lines that they cover.
What does not: tables without rules (`pdf_rows.py` tells their cells by the gaps between them).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pipeline.readers.pdf_lines import Line, Page
from pipeline.readers.pdf_plumber import read_each
from pipeline.readers.tables import Cell, compose_rows

_SUSPICIOUS_LINES = 2
_SAME_CHARACTERS = 0.95
"""Share of characters that a table must have in common with the lines that it covers: else its place is in doubt."""
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The rows of a table, and its place on the page in points from the lower left corner."""

    rows: tuple[tuple[str, ...], ...]
    left: float
    bottom: float
    right: float
    top: float

    def covers(self, line: Line) -> bool:
        middle = line.bottom + line.em / 2
        return self.left <= line.middle <= self.right and self.bottom <= middle <= self.top


def restore_tables(data: bytes, pages: Sequence[Page], max_seconds: float) -> list[Page]:
    """The pages with ruled tables as rows. Pages without wide gaps are not looked at; 30 to 50 ms for each other one.

    After `max_seconds` the remaining pages stay as they are, and so does a page that pdfplumber cannot read: its lines
    have been read already.
    """
    suspects = [index for index, page in enumerate(pages) if _may_hold_table(page)]
    restored = list(pages)
    if not suspects:
        return restored  # without the time that it takes to open the file once more
    for index, tables in read_each(data, suspects, max_seconds, _ruled_tables):
        restored[index] = place_tables(pages[index], tables)
    return restored


def place_tables(page: Page, tables: Sequence[RuledTable]) -> Page:
    """The page with each table in the place of the lines that it covers."""
    lines = list(page.lines)
    for table in tables:
        covered = [index for index, line in enumerate(lines) if line.em and table.covers(line)]
        if not covered or not _are_alike(table, [lines[index] for index in covered]):
            continue
        inside = [lines[index] for index in covered]
        bottom, em = min(line.bottom for line in inside), median(line.em for line in inside)
        rows = compose_rows([Cell(text) for text in row] for row in table.rows)
        new = [Line(text, table.left, table.right, bottom, em, is_row=True) for text in rows]
        below = [line for line in lines[covered[0] :] if not (line.em and table.covers(line))]
        lines = [*lines[: covered[0]], *new, *below]
    return Page(tuple(lines))


def _may_hold_table(page: Page) -> bool:
    return sum(len(line.fragments) > 1 for line in page.lines) >= _SUSPICIOUS_LINES or any(
        line.has_wide_gap and len(line.fragments) > 2 for line in page.lines
    )


def _ruled_tables(page: Any) -> list[RuledTable]:
    tables = (_ruled_table(table, float(page.height)) for table in page.find_tables())
    return [table for table in tables if table is not None]


def _ruled_table(table: object, page_height: float) -> RuledTable | None:
    """A table of pdfplumber with several columns; a frame around text is none."""
    rows = tuple(tuple(_join_lines(cell or "") for cell in row) for row in table.extract())  # type: ignore[attr-defined]
    if max((len(row) for row in rows), default=0) < 2 or sum(bool(cell) for row in rows for cell in row) < 2:
        return None
    left, top, right, bottom = table.bbox  # type: ignore[attr-defined]
    return RuledTable(rows, left, page_height - bottom, right, page_height - top)


def _join_lines(cell: str) -> str:
    return _BREAK_IN_CHINESE.sub("", cell).strip()


def _are_alike(table: RuledTable, lines: Sequence[Line]) -> bool:
    ours = Counter("".join("".join(line.text.split()) for line in lines))
    theirs = Counter("".join("".join(cell.split()) for row in table.rows for cell in row))
    shared = sum((ours & theirs).values())
    return shared >= _SAME_CHARACTERS * max(ours.total(), theirs.total())
