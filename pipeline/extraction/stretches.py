"""Stretches of the text and what was found in them: numbers, names and periods, each in order.

What belongs here: cutting and searching such lists. What does not: finding what is in them (the lexers).
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Mention

LONGEST_WINDOW = 900
"""Characters of a sentence that are looked at together; the longest sentences of real reports have some 500."""
Found = TypeVar("Found", NumberToken, Mention, PeriodMention)


def cut(items: Sequence[Found], ends: Sequence[int]) -> list[Sequence[Found]]:
    """The items that begin in each of the stretches with these ends. Both are in order, and the stretches tile."""
    starts = [item.start for item in items]
    cuts: list[Sequence[Found]] = []
    first = 0
    for end in ends:
        if first == len(starts) or starts[first] >= end:
            cuts.append(())
            continue
        last = bisect_left(starts, end, first + 1)
        cuts.append(items[first:last])
        first = last
    return cuts


def windows(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A sentence cut into stretches that bound the work on each number: a line of 1 MB costs 1,000 times one of 1 KB.

    It is cut behind a separator where there is one; real sentences are shorter than one window.
    """
    start, end = span
    while end - start > LONGEST_WINDOW:
        cut = max(text.rfind(mark, start, start + LONGEST_WINDOW) for mark in "；;，,、\t") + 1
        if cut <= start:
            cut = start + LONGEST_WINDOW
        yield start, cut
        start = cut
    yield start, end


def within(items: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """The items that begin in a stretch; they are in order, and mostly all within."""
    if not items or (start <= items[0].start and items[-1].start < end):
        return items
    first = bisect_left(items, start, key=lambda item: item.start)
    return items[first : bisect_left(items, end, first, key=lambda item: item.start)]


def covers(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether one of the spans, which are in order, holds a position."""
    index = bisect_right(spans, (position, sys.maxsize)) - 1
    return index >= 0 and position < spans[index][1]
