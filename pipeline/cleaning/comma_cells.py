"""Tables whose cells commas part (地区,生产总值(亿元),增速(%)): tabs take the place of the commas.

What belongs here: telling such lines from sentences by their form. What does not: rows of other marks
(pipeline/segmentation/rows.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.reference.patterns import Patterns

LEAST_LINES = 3
LEAST_CELLS, MOST_CELLS = 3, 40
MOST_HEADER_LINES = 2
LONGEST_CELL, LONGEST_LINE = 24, 400

_FIGURE = re.compile(
    r"(?:[-+≥≤><↑↓]|[\u4e00-\u9fff]{1,3})?\d[\d,]*(?: \d{3})*(?:\.\d+)?%?[\u4e00-\u9fff]{0,4}$|[-—]+$|/$"
)
"""A number, perhaps with a unit, a bound or a verb: 9.5亿元, 500以上, 增长5.1%; or a mark for none."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)")

_STATEMENT = re.compile(r"[\u4e00-\u9fff]{3}\d[\d.]*(?:%|个百分点|[万亿]?元|[家件项]$)")
"""比去年同期增长1.8%: a clause of a wrapped page."""


def part_comma_cells(text: str, patterns: Patterns) -> str:
    """The text with tabs for the commas between the cells of tables; of the same length."""
    if text.count(",") < LEAST_LINES * (LEAST_CELLS - 1):
        return text
    lines = text.split("\n")
    told = [index for index, line in enumerate(lines) if line.strip()]  # a copy may have empty lines between rows
    for first, last in _runs([_cells(lines[index], patterns) for index in told], patterns):
        for index in told[first:last]:
            lines[index] = _parted(lines[index])
    return "\n".join(lines)


def _parted(line: str) -> str:
    """A line with tabs for the commas that part its cells, and blanks for the quotes around some: "12,560","8,431"."""
    pieces = line.split('"')
    if len(pieces) % 2 == 0:
        return line.replace(",", "\t")
    return " ".join(piece if index % 2 else piece.replace(",", "\t") for index, piece in enumerate(pieces))


def _cells(line: str, patterns: Patterns) -> list[str]:
    """The cells of a line that commas may part, or none."""
    if line.count(",") < LEAST_CELLS - 1 or len(line) > LONGEST_LINE or patterns.lines.mark_of_prose.search(line):
        return []
    cells = [cell.strip() for cell in _parted(line).split("\t")]
    is_row = any(cells) and LEAST_CELLS <= len(cells) <= MOST_CELLS
    return cells if is_row and all(len(cell) <= LONGEST_CELL for cell in cells) else []


def _runs(rows: Sequence[Sequence[str]], patterns: Patterns) -> Iterator[tuple[int, int]]:
    """Runs of lines of as many cells, half-open: a header without figures above rows that are figures for the most."""
    first = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and len(rows[index]) == len(rows[first]) and rows[first]:
            continue
        if index - first >= LEAST_LINES and _is_table(rows[first:index], patterns):
            yield first, index
        first = index


def _is_table(rows: Sequence[Sequence[str]], patterns: Patterns) -> bool:
    is_headed = any(patterns.lines.heads_labels.fullmatch(cell) for cell in rows[0][:2])
    if not is_headed and any(_STATEMENT.search(cell) for row in rows for cell in row):
        return False
    heads = 0
    while heads < min(MOST_HEADER_LINES, len(rows)) and not any(map(_is_figure, rows[heads])):
        heads += 1
    body = rows[heads:]
    figures = [sum(_FIGURE.match(cell) is not None or not cell for cell in row) for row in body]
    is_figured = any(_FIGURE.match(cell) is not None for row in body for cell in row)  # not blanks alone
    return heads > 0 and is_figured and all(2 * count >= len(row) - 1 for count, row in zip(figures, body, strict=True))


def _is_figure(cell: str) -> bool:
    """Whether a cell holds a figure; a year or a month may head a column."""
    return _FIGURE.match(cell) is not None and not _YEAR.search(cell) and not cell.endswith("月")
