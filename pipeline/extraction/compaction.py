"""The text as the lexers see it: segments without the blanks and line breaks inside them, with a map back.

What belongs here: leaving out what a printer put between characters that belong together, and knowing where each came
from. What does not: which words are masked or
read as others (`ledger.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.cleaning import MASK
from pipeline.extraction.grammar import CLAUSE_MARK
from pipeline.segmentation import Segment
from pipeline.vocabulary import SegmentKind

SEGMENT_BREAK = "\n"
CELL_BREAK = "\t"

_GAP = re.compile(rf"[\s{MASK}]+")
_GAP_OF_ROW = re.compile(rf"[\s{MASK}|]+")
_CELL_GAP = re.compile(r"[\t\n|]|  ")
_DIGIT_END, _DIGIT_START = re.compile(r"[\d.,]$"), re.compile(r"[\d.]")
_FIGURE_END = re.compile(r"[^\s\d]\d[\d.,]*[余多]?[亿万]{0,2}[元家件项个名位%％][\u4e00-\u9fff]{0,8}$")
_LONGEST_FIGURE, _LONGEST_HEADLINE = 24, 70
_YEAR_START, _LEAST_STATEMENT = re.compile(r"(?:19|20)\d\d年(?![度底末])[\u4e00-\u9fff]{4}"), 6
"""A year with which the second half of a headline begins, and its first words, more than a verb (2023年完成 120亿元);
characters that the first half has at least."""
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_LEADING = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})*$")
"""What thousands may stand behind: neither a year (2022 130) nor a fraction (102.6 300)."""
_LONGEST_LEADING = 16


class Compact:
    """`bounds` are the segments' spans in `text`. The text is made of pieces, each as it stands in the clean text."""

    __slots__ = ("_ends", "_origins", "_starts", "bounds", "text")

    def __init__(
        self, text: str, bounds: Sequence[tuple[int, int]], starts: list[int], origins: list[int], ends: list[int]
    ) -> None:
        """A piece begins at `starts[i]` of the text; in the clean text it reaches from `origins[i]` to `ends[i]`."""
        self.text, self.bounds = text, bounds
        self._starts, self._origins, self._ends = starts, origins, ends

    def without(self, pattern: re.Pattern[str]) -> Compact:
        """The same text with what a pattern matches masked between its first and last character."""
        masked = pattern.sub(lambda m: m.group()[0] + MASK * (len(m.group()) - 2) + m.group()[-1], self.text)
        return Compact(masked, self.bounds, self._starts, self._origins, self._ends)

    def read_as(self, pattern: re.Pattern[str], word: str) -> Compact:
        """The same text with another word of equal length for what a pattern matches."""
        return Compact(pattern.sub(word, self.text), self.bounds, self._starts, self._origins, self._ends)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the clean text of a span of the compact one."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_left(self._starts, end, first + 1) - 1
        moved = end - self._starts[last] + self._origins[last]
        return start - self._starts[first] + self._origins[first], min(moved, self._ends[last])

    def position(self, origin: int, span: tuple[int, int]) -> int:
        """Where in a span of the compact text what stands at or behind an offset of the clean text begins."""
        piece = bisect_right(self._origins, origin) - 1
        at = self._starts[piece] + min(origin, self._ends[piece]) - self._origins[piece] if piece >= 0 else 0
        return min(max(at, span[0]), span[1])


def compact_segments(text: str, segments: Sequence[Segment]) -> Compact:
    """Joins segments, each without inner blanks, with `SEGMENT_BREAK` after each.

    A blank between two digits stays as `CELL_BREAK` (2022 2023 are two numbers) unless it parts thousands (1 680) or
    a line break cut the number; so does one behind a figure of a headline without commas. In table rows every
    gap stays as `CELL_BREAK`.
    """
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    ends: list[int] = []
    bounds: list[tuple[int, int]] = []
    length = 0
    for segment in segments:
        first, position = length, segment.start
        printed = text[position : segment.end]
        gaps = _GAP_OF_ROW if segment.kind is SegmentKind.TABLE_ROW and "|" in printed else _GAP
        # Told three times sooner than by the pattern.
        has_gap = gaps is not _GAP or printed.split(None, 1) != [printed] or MASK in printed
        while has_gap and (gap := gaps.search(text, position, segment.end)):
            kept = CELL_BREAK if _is_kept(text, gap, segment) else ""
            pieces += text[position : gap.start()], kept
            starts.append(length)
            origins.append(position)
            ends.append(gap.start() + len(kept))
            length += ends[-1] - position
            position = gap.end()
        pieces += text[position : segment.end], SEGMENT_BREAK
        starts.append(length)
        origins.append(position)
        ends.append(segment.end)
        length += segment.end - position
        bounds.append((first, length))
        length += len(SEGMENT_BREAK)
    return Compact("".join(pieces), bounds, starts, origins, ends)


def _is_kept(text: str, gap: re.Match[str], segment: Segment) -> bool:
    """Whether a gap stays in the compact text, as a break: it parts cells, figures, or the halves of a headline."""
    if not gap.group().strip(MASK):
        return False  # 15 and 32 with a mark between them that does not show
    if segment.kind is SegmentKind.TABLE_ROW:
        return bool(_CELL_GAP.search(gap.group())) or _parts_digits(text, gap)
    if segment.end - segment.start <= _LONGEST_HEADLINE and _parts_headline(text, gap, segment):
        return True
    return "\n" not in gap.group() and _parts_digits(text, gap)


def _parts_headline(text: str, gap: re.Match[str], segment: Segment) -> bool:
    """技术合同成交额突破3000亿元 科技型中小企业达2.4万家: a blank behind a figure parts what has no commas.

    So does one before a year, behind words enough for a statement: 某市公布五年规划 2025年生产总值将达….
    """
    if "\n" in gap.group() or CLAUSE_MARK.search(text, segment.start, segment.end):
        return False
    if gap.start() - segment.start >= _LEAST_STATEMENT and _YEAR_START.match(text, gap.end()):
        return True
    return _FIGURE_END.search(text, max(0, gap.start() - _LONGEST_FIGURE), gap.start()) is not None


def _parts_digits(text: str, gap: re.Match[str]) -> bool:
    """Whether a gap parts two numbers: 2657.32 4.3; not 1 234, which is one."""
    before, after = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
    if not (_DIGIT_END.match(before) and _DIGIT_START.match(after)):
        return False
    if before in ".," or after == ".":
        return False
    are_thousands = gap.group() == " " and _THOUSANDS.match(text, gap.end()) is not None
    return not (are_thousands and _LEADING.search(text, max(0, gap.start() - _LONGEST_LEADING), gap.start()))
