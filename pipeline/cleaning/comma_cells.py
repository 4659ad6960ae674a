"""Tables whose cells commas part (地区,生产总值(亿元),增速(%)): tabs take the place of the commas.

What belongs here: telling such lines from sentences by their form. What does not: rows of other marks
(pipeline/segmentation/rows.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.reference.patterns import Patterns

LEAST_LINES = 3
LEAST_CELLS, MOST_CELLS = 3, 40
MOST_HEADER_LINES = 2
LONGEST_CELL, LONGEST_LINE = 24, 400
LONGEST_LABEL = 40
"""Characters of one of the first two cells: the name of an indicator with its unit."""

_FIGURE = re.compile(
    r"(?:[-+≥≤><↑↓]|[\u4e00-\u9fff]{1,3})?\d[\d,]*(?: \d{3})*(?:\.\d+)?%?[\u4e00-\u9fff]{0,4}$|[-—－…·]+$|/$"
)
"""A number, perhaps with a unit, a bound or a verb: 9.5亿元, 500以上, 增长5.1%; or a mark for none."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)")


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
    are_short = all(len(cell) <= (LONGEST_CELL if place > 1 else LONGEST_LABEL) for place, cell in enumerate(cells))
    return cells if is_row and are_short else []


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
    """Whether a header without figures stands above rows that hold little else, and none of it is wrapped prose.

    Wrapped prose (…,其中合同22亿 / 元,比去年…) may look like a table, but nothing in it heads labels.
    """
    if not _heads_labels(rows[0], patterns) and _states(rows, patterns):
        return False
    heads = sum(1 for _ in takewhile(_may_head, rows[:MOST_HEADER_LINES]))
    body = rows[heads:]
    has_figures = any(_FIGURE.match(cell) for row in body for cell in row)  # not blanks alone
    return heads > 0 and has_figures and all(map(_is_filled, body))


def _heads_labels(row: Sequence[str], patterns: Patterns) -> bool:
    """指标,…, or 序号,指标,…"""
    return any(patterns.lines.heads_labels.fullmatch(cell) for cell in row[:2])


def _states(rows: Sequence[Sequence[str]], patterns: Patterns) -> bool:
    return any(patterns.lines.clause_with_figure.search(cell) for row in rows for cell in row)


def _may_head(row: Sequence[str]) -> bool:
    """Whether no cell holds a figure, but for a year or a month, which may head a column."""
    return not any(_FIGURE.match(cell) and not _YEAR.search(cell) and not cell.endswith("月") for cell in row)


def _is_filled(row: Sequence[str]) -> bool:
    """Whether half of the cells behind the label, or more, are figures or blank."""
    return 2 * sum(_FIGURE.match(cell) is not None or not cell for cell in row) >= len(row) - 1
