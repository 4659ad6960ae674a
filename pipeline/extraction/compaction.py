"""The text as the lexers see it: segments without the blanks and line breaks inside them, with a map back.

What belongs here: leaving out what a printer put between characters that belong together, and knowing where each came
from. What does not: anything that changes a character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cleaning import MASK
from pipeline.segmentation import Segment
from pipeline.vocabulary import SegmentKind

SEGMENT_BREAK = "\n"
CELL_BREAK = "\t"

_GAP = re.compile(rf"[\s{MASK}]+")
_CELL_GAP = re.compile(r"[\t\n|]|  ")
_DIGIT_END, _DIGIT_START = re.compile(r"[\d.,]$"), re.compile(r"[\d.]")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Compact:
    """`text[i]` is the character `origins[i]` of the clean text; `bounds` are the segments' spans in `text`."""

    text: str
    origins: Sequence[int]
    bounds: tuple[tuple[int, int], ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the clean text of a span of the compact one."""
        return self.origins[start], self.origins[end - 1] + 1


def compact_segments(text: str, segments: Sequence[Segment]) -> Compact:
    """Joins segments, each without inner blanks, with `SEGMENT_BREAK` after each.

    A blank between two digits stays as `CELL_BREAK` (2022 2023 are two numbers) unless it parts thousands (1 680) or
    a line break cut the number. In table rows every gap stays as `CELL_BREAK`.
    """
    pieces: list[str] = []
    origins: list[int] = []
    bounds: list[tuple[int, int]] = []
    for segment in segments:
        start = len(origins)
        is_table = segment.kind is SegmentKind.TABLE_ROW
        position = segment.start
        for gap in _GAP.finditer(text, segment.start, segment.end):
            pieces.append(text[position : gap.start()])
            origins.extend(range(position, gap.start()))
            if _is_kept(text, gap, is_table):
                pieces.append(CELL_BREAK)
                origins.append(gap.start())
            position = gap.end()
        pieces.append(text[position : segment.end])
        origins.extend(range(position, segment.end))
        bounds.append((start, len(origins)))
        pieces.append(SEGMENT_BREAK)
        origins.append(max(segment.end - 1, 0))
    return Compact("".join(pieces), origins, tuple(bounds))


def _is_kept(text: str, gap: re.Match[str], is_table: bool) -> bool:
    if is_table:
        return bool(_CELL_GAP.search(gap.group())) or _parts_digits(text, gap)
    return "\n" not in gap.group() and _parts_digits(text, gap)


def _parts_digits(text: str, gap: re.Match[str]) -> bool:
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    if not (_DIGIT_END.match(before) and _DIGIT_START.match(after)):
        return False
    if before in ".," or after == ".":
        return False
    return not (gap.group() == " " and _THOUSANDS.match(text, gap.end()) and not _is_year(text, gap.start()))


def _is_year(text: str, end: int) -> bool:
    """Whether four digits or more stand before: 2022 130 is no number with thousands."""
    return end >= 4 and text[end - 4 : end].isdigit()
