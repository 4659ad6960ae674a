"""What the ledger says of one number: its verdict with the reason, and the observations that it makes.

What belongs here: putting the outcome of the rules into an entry, with offsets in the text layer. What does not:
finding the numbers of a report and asking the rules about them (`ledger.py`), nor any rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.extraction.binding import Binding
from pipeline.extraction.bounds import read_bound
from pipeline.extraction.compaction import Compact
from pipeline.extraction.exclusions import NotQuantity
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.number_token import NumberToken
from pipeline.segmentation import Part
from pipeline.vocabulary import Bound, NumberClass, Unit

LONGEST_LABEL = 12
"""Characters before a number that is mapped to no indicator which say what it is of."""
UNMAPPED = "unmapped"
"""The reason of a quantity of no indicator of the catalogue."""
NO_YEAR = "no_year"
"""The reason of a quantity in a part whose year nothing tells: it can be no fact, whatever it is of."""
_LABEL = re.compile(rf"[\u4e00-\u9fffA-Za-z&“”]{{2,{LONGEST_LABEL}}}$")


class LedgerEntry(NamedTuple):
    """One number with its verdict. Offsets are half-open in the text layer; `segment` is an index into the segments."""

    start: int
    end: int
    number: str
    verdict: NumberClass
    reason: str
    segment: int
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: Unit | None = None
    bound: Bound | None = None
    label: str | None = None
    observations: tuple[Observation, ...] = ()


class Observation(NamedTuple):
    """One statement about an indicator. Spans of deciding words are in the text layer."""

    binding: Binding
    indicator_span: tuple[int, int] | None
    region_span: tuple[int, int] | None
    period_span: tuple[int, int] | None
    measure_span: tuple[int, int] | None
    status_span: tuple[int, int] | None


def entry_of_no_quantity(token: NumberToken, because: NotQuantity, segment: int, compact: Compact) -> LedgerEntry:
    """The entry of a number that counts or measures nothing."""
    return LedgerEntry(*_printed(token, compact), NumberClass.NONE, because.value, segment)


def entry_of_unmapped(token: NumberToken, segment: int, part: Part, compact: Compact, grammar: Grammar) -> LedgerEntry:
    """The entry of a quantity that is no fact: nothing says of which indicator it is, or of which year."""
    start = compact.bounds[segment][0]
    label = _LABEL.search(compact.text, max(start, token.lead - LONGEST_LABEL), token.lead)
    return LedgerEntry(
        *_printed(token, compact),
        NumberClass.QUANTITY,
        UNMAPPED if part.year or part.period else NO_YEAR,
        segment,
        token.value,
        token.value_high,
        token.unit,
        read_bound(token, compact.text, start, grammar),
        label.group() if label else None,
    )


def entry_of_fact(token: NumberToken, bindings: Sequence[Binding], segment: int, compact: Compact) -> LedgerEntry:
    """The entry of a number that states something of one or more indicators."""
    first = bindings[0]
    return LedgerEntry(
        *_printed(token, compact),
        NumberClass.FACT,
        " ".join(first.rules),
        segment,
        first.value,
        token.value_high,
        first.unit,
        first.bound,
        observations=tuple([_observation(compact, binding) for binding in bindings]),
    )


def _printed(token: NumberToken, compact: Compact) -> tuple[int, int, str]:
    """Where a number stands in the text layer, and how it is printed."""
    return *compact.origin(token.start, token.end), compact.text[token.start : token.end]


def _observation(compact: Compact, binding: Binding) -> Observation:
    """A binding with the spans of its deciding words in the text layer."""
    return Observation(
        binding,
        _span(compact, binding.subject.start, binding.subject.end),
        _span(compact, binding.place.start, binding.place.end),
        _span(compact, binding.period_start, binding.period_end),
        _span(compact, binding.telling.start, binding.telling.end),
        _span(compact, binding.standing.start, binding.standing.end),
    )


def _span(compact: Compact, start: int | None, end: int | None) -> tuple[int, int] | None:
    return compact.origin(start, end) if start is not None and end is not None and end > start else None
