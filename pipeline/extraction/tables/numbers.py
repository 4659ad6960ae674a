"""Numbers as cells print them: where one ends (in a row of cells 470.2 498.8 has no thousands), ranges, signs.

What belongs here: parting numbers at the edges of cells, joining those of a range. What does not: the form of numbers
(`pipeline/extraction/numbers.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal

from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.tables.layouts import Cell
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Bound, Unit

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_RANGE = re.compile(r"[-—~至]{1,2}")
_PLAIN = re.compile(r"[-+]?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?$")


def part_numbers(tokens: list[NumberToken], rows: Iterable[tuple[list[Cell], bool]]) -> None:
    """Replaces, in place, the tokens of lines in which a token, or its unit, runs over its cell.

    With each line goes whether a header tells that it has so many cells.
    """
    starts = [token.start for token in tokens]
    parted: list[tuple[int, int, list[NumberToken]]] = []
    for cells, is_told in rows:
        for first, last in _crossed(cells, tokens, starts, is_told=is_told):
            begin, end = bisect_left(starts, cells[first].start), bisect_left(starts, cells[last].end)
            made = [_token(cell) for cell in cells[first : last + 1]]
            if end > begin and last + 1 < len(cells):
                made.append(_rest_of(tokens[end - 1], cells[first : last + 1], cells[last + 1]))
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


def _crossed(
    cells: Sequence[Cell], tokens: Sequence[NumberToken], starts: Sequence[int], *, is_told: bool
) -> list[tuple[int, int]]:
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
                # 508 .5 and 1 680家 are no two figures, but 4,710 848件 are, and 192 776家 below two names.
                has_commas = "," in cells[last].text
                is_whole = tokens[place].end > cell_end and not (is_next_plain or has_commas or is_told)
                is_crossed = is_crossed or not is_whole
            if not is_next_plain:
                break
            last += 1
        if is_crossed:
            runs.append((index, last))
        index = last + 1
    return runs


def _token(cell: Cell) -> NumberToken | None:
    """The number that a cell holds, plainly printed; None where it holds anything else."""
    found = _PLAIN.match(cell.text)
    if found is None:
        return None
    start, end = cell.start + found.start("digits"), cell.start + found.end("digits")
    token = NumberToken("arabic", start, end, start, cell.end, Decimal(found.group("digits").replace(",", "")))
    if found.group("percent"):
        token.unit, token.kind, token.surface = Unit.PERCENT, UnitKind.SHARE, "%"
    return token


def _rest_of(token: NumberToken, before: Sequence[Cell], cell: Cell) -> NumberToken | None:
    """What is left of a number that runs on into a cell with words: 821 | 900以上, 4 | 776.76亿元."""
    found = _DIGITS.match(cell.text)
    if found is None or token.end != cell.start + found.end():
        return None
    held = (earlier.text[max(token.start - earlier.start, 0) :] for earlier in before if earlier.end > token.start)
    digits = "".join(held) + found.group()
    whole = _PLAIN.match(digits)
    if whole is None or not Decimal(whole["digits"].replace(",", "")):
        return None
    rest = copy(token)
    rest.start = rest.lead = cell.start
    rest.value = Decimal(found.group().replace(",", "")) * token.value / Decimal(whole["digits"].replace(",", ""))
    return rest


def join_range(text: str, tokens: Sequence[NumberToken]) -> None:
    """5—6 in a column of percentages: the lexer joins ranges only where a unit is printed."""
    if len(tokens) < 2 or tokens[1].form == "range_end" or tokens[0].value_high is not None:
        return
    first, second = tokens[:2]
    if first.value < second.value and _RANGE.fullmatch(text, first.tail, second.start):
        first.value_high, first.bound, second.form = second.value, Bound.RANGE, "range_end"


def take_sign(text: str, token: NumberToken, start: int) -> None:
    """-3.7: the minus that a cell begins with is the number's."""
    if token.form == "arabic" and token.start > start and text[token.start - 1] == "-" and token.value_high is None:
        token.start -= 1
        token.lead = min(token.lead, token.start)
        token.value = -token.value
