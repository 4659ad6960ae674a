"""Numbers that were taken for one though a cell ends inside: in a row of cells 470.2 498.8 has no thousands.

What belongs here: parting such numbers at the edges of cells. What does not: the form of numbers
(`pipeline/extraction/numbers.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.tables.layouts import Cell, Row
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Unit

_PLAIN = re.compile(r"[-+]?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?$")


def part_numbers(tokens: list[NumberToken], rows: Iterable[Row]) -> None:
    """Replaces, in place, the tokens of rows in which a token, or its unit, runs over its cell."""
    starts = [token.start for token in tokens]
    parted: list[tuple[int, int, list[NumberToken]]] = []
    for row in rows:
        cells = [cell for cell in row if cell is not None]
        for first, last in _crossed(cells, tokens, starts):
            begin, end = bisect_left(starts, cells[first].start), bisect_left(starts, cells[last].end)
            made = [_token(cell) for cell in cells[first : last + 1]]
            parted.append((begin, end, [token for token in made if token is not None]))
    if not parted:
        return
    kept: list[NumberToken] = []
    position = 0
    for begin, end, made_tokens in parted:
        kept.extend(tokens[position:begin])
        kept.extend(made_tokens)
        position = end
    tokens[:] = [*kept, *tokens[position:]]


def _crossed(cells: Sequence[Cell], tokens: Sequence[NumberToken], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of plain figures, first and last index, in which a token, or its unit, runs over its cell."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(cells):
        last = index
        is_crossed = False
        while _PLAIN.match(cells[last].text):
            cell_end, place = cells[last].end, bisect_left(starts, cells[last].end) - 1
            is_next_plain = last + 1 < len(cells) and _PLAIN.match(cells[last + 1].text) is not None
            if place >= 0 and tokens[place].tail > cell_end > starts[place]:
                is_whole = tokens[place].end > cell_end and not is_next_plain  # 508 .5 is no two figures
                is_crossed = is_crossed or not is_whole
            if not is_next_plain:
                break
            last += 1
        if is_crossed:
            runs.append((index, last))
        index = last + 1
    return runs


def _token(cell: Cell) -> NumberToken | None:
    found = _PLAIN.match(cell.text)
    if found is None:
        return None
    start, end = cell.start + found.start("digits"), cell.start + found.end("digits")
    token = NumberToken("arabic", start, end, start, cell.end, Decimal(found.group("digits").replace(",", "")))
    if found.group("percent"):
        token.unit, token.kind, token.surface = Unit.PERCENT, UnitKind.SHARE, "%"
    return token
