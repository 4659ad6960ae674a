"""Tables that programs draw: lines of +---+ become those of bars, a line of dashes tells where the cells of others end.

What belongs here: what drawn lines tell of the lines around them. What does not: rows without any
(pipeline/segmentation/rows.py), commas between cells (`comma_cells.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

MOST_HEADER_LINES = 4
"""Lines above a line of dashes that may be those of a header."""

_FRAME = re.compile(r" *\+(?:[-=:]{2,}\+)+ *$|[ |]*-{2,}(?:\+-{2,})+[ |]*$")
"""Also |---+---| and ---+---, as between bars."""
_FRAME_MARKS = str.maketrans("+=:", "|--")
_DASHES = re.compile(r" *-{2,}(?: +-{2,})+ *$")
_RUN = re.compile(r"-+")

Gap = tuple[int, int]
"""Columns of print between two cells, half-open."""


def part_drawn_tables(text: str) -> str:
    """The text with bars for the corners of frames, and tabs between cells below and above dashes; of equal length."""
    if "--" not in text and "==" not in text:
        return text
    lines = [line.translate(_FRAME_MARKS) if _FRAME.match(line) else line for line in text.split("\n")]
    ruled = [index for index, line in enumerate(lines) if _DASHES.match(line)]
    for index in ruled:
        gaps = list(_gaps(lines[index]))
        rows = [*_run(lines, index, -1), *_run(lines, index, 1)]
        parted = {row: _parted(lines[row], gaps) for row in rows}
        if rows and all(parted.values()):
            lines[index] = " " * len(lines[index])
            for row, line in parted.items():
                lines[row] = line
    return "\n".join(lines)


def _gaps(rule: str) -> Iterator[Gap]:
    """Where the columns below a line of dashes are parted."""
    runs = [found.span() for found in _RUN.finditer(rule)]
    for (_, end), (start, _) in pairwise(runs):
        yield end, start


def _run(lines: Sequence[str], rule: int, step: int) -> Iterator[int]:
    """The lines right above or below a line of dashes, up to an empty one or the next of dashes."""
    index = rule + step
    while 0 <= index < len(lines) and lines[index].strip() and not _DASHES.match(lines[index]):
        if step < 0 and rule - index > MOST_HEADER_LINES:
            return
        yield index
        index += step


def _parted(line: str, gaps: Sequence[Gap]) -> str:
    """A line with a tab in each gap that it reaches; empty where something is printed in one."""
    characters, column, waiting = list(line), 0, iter(gaps)
    gap = next(waiting, None)
    for index, character in enumerate(characters):
        if gap is not None and column >= gap[1]:
            return ""
        if gap is not None and character in " \t" and column >= gap[0]:
            characters[index] = "\t"
            gap = next(waiting, None)
        column += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return "".join(characters)
