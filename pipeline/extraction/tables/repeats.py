"""Headers that say the same below each cell of the row above: 目标 完成 得分 目标 完成 得分 below the names of goals.

What belongs here: sharing out cells that come again, row by row from the lowest. What does not: rows whose cells differ
from group to group (`folding.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, cells_in

LEAST_AGAIN = 2
"""Cells that come again together; a single one may be below any number of others."""
MOST_CELLS = 120
"""Cells of a header that are compared with each other; no header has more."""


class _Lowest(NamedTuple):
    """The lowest row of a header: where it begins, and how many columns each cell above it spans."""

    start: int
    spans: list[int]


def stacks_of_repeats(
    cells: Sequence[Cell], width: int, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """The cells above each column of a header in one list, whose lower rows come again; None where they do not."""
    if len(cells) > MOST_CELLS:
        return None
    heads = _heads(cells, headings, year)
    for lowest in _lowest_rows(cells, heads):
        alone = width - heads - (len(cells) - lowest.start)
        upper, rest = cells[: lowest.start], cells[lowest.start :]
        columns = heads + alone + len(lowest.spans)
        if alone < 0 or len(upper) < columns:
            continue
        stacks = (
            [[cell] for cell in upper] if len(upper) == columns else stacks_of_repeats(upper, columns, headings, year)
        )
        spread = _spread(stacks[heads:], lowest.spans, rest, headings, year) if stacks is not None else None
        if stacks is not None and spread is not None:
            return [*stacks[:heads], *spread]
    return None


def stacks_of_repeated_rows(
    rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """The same of a header in rows without blank cells; the corner above the labels may stand in any of them."""
    if len(rows) < 2 or any(None in row for row in rows):
        return None
    lines = [cells_in(row) for row in rows]
    heads = [_heads(line, headings, year) for line in lines]
    corner = [cell for line, count in zip(lines, heads, strict=True) for cell in line[:count]]
    below = [cell for line, count in zip(lines, heads, strict=True) for cell in line[count:]]
    return stacks_of_repeats([*corner, *below], width, headings, year)


def _heads(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> int:
    """How many cells at the beginning head no figures."""
    kinds = (headings.read(cell.text, year).kinds for cell in cells)
    return next((index for index, kind in enumerate(kinds) if not kind & BEFORE_FIGURES), len(cells))


def _lowest_rows(cells: Sequence[Cell], heads: int) -> Iterator[_Lowest]:
    """Rows up to the end of which the first cells come again, from the longest; what is left is one group more."""
    texts = [cell.text for cell in cells]
    for start in range(heads + 1, len(texts) - 2 * LEAST_AGAIN + 1):
        for length in range(LEAST_AGAIN, (len(texts) - start) // 2 + 1):
            block, end = texts[start : start + length], start + length
            if len(set(block)) < length or texts[start - 1] == block[-1]:
                continue
            while texts[end : end + length] == block:
                end += length
            left = texts[end:]
            if end - start > length and len(set(left)) == len(left):
                yield _Lowest(start, [length] * ((end - start) // length) + [len(left)] * bool(left))


def _spread(
    upper: Sequence[list[Cell]], spans: Sequence[int], lowest: Sequence[Cell], headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """The lowest cells below those that they are told of, beside those that head no figures of theirs (总分, 备注)."""
    is_alone = [bool(headings.read(stack[0].text, year).kinds & BEFORE_FIGURES) for stack in upper]
    if is_alone.count(True) != len(upper) - len(spans):
        return None
    cells, widths = iter(lowest), iter(spans)
    stacks: list[list[Cell]] = []
    for stack, stands_alone in zip(upper, is_alone, strict=True):
        if stands_alone:
            stacks.append(stack)
        else:
            stacks.extend([*stack, next(cells)] for _ in range(next(widths)))
    return stacks
