"""Records that say each thing on a line of its own (指标名称：… / 2022年：401): tabs take the place of the colons.

What belongs here: telling such lines from others by their form. What does not: the table of two columns that they make
then (pipeline/extraction/tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.reference.patterns import Patterns

LEAST_LINES = 2
"""Lines below the name that say something of it."""

_COLON, _DIGIT = re.compile("[：:]"), re.compile(r"\d")


def part_records(text: str, patterns: Patterns) -> str:
    """The text with a tab for the colon in each line of such records; of the same length."""
    lines = text.split("\n")
    told = [index for index, line in enumerate(lines) if line.strip()]  # a copy may have empty lines between others
    for first, last in _records([lines[index].strip() for index in told], patterns):
        for index in told[first:last]:
            lines[index] = _COLON.sub("\t", lines[index], count=1)
    return "\n".join(lines)


def _records(lines: Sequence[str], patterns: Patterns) -> Iterator[tuple[int, int]]:
    """Half-open runs of lines: the name of an indicator, then at least two things of it, of which one is a figure."""
    first = 0
    while first < len(lines):
        last = first + 1
        if patterns.lines.opens_record.fullmatch(lines[first]) is not None:
            while last < len(lines) and patterns.lines.line_of_record.fullmatch(lines[last]) is not None:
                last += 1
            has_figure = any(_DIGIT.search(_COLON.split(line)[1]) for line in lines[first + 1 : last])
            if last - first > LEAST_LINES and has_figure:
                yield first, last
        first = last
