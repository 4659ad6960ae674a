"""Puts the lines of PDF pages together: which are one paragraph, which are rows of a table, which belong to the page.

What belongs here: judgements from the places of lines. What does not: PDF itself (`pdf.py`), and the language
(`pipeline.segmentation`), but for the marks that end a sentence.

The text layer that comes out: an empty line before a new paragraph; a lone line end where the page merely wraps; a form
feed in the place of the line end between pages; a tab between the cells of a row. Page numbers and running headers
would stand in the middle of sentences: they are left out where their place and their run over the pages prove them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from pipeline.readers.pdf_lines import Box, Fragment, Line, Page
from pipeline.readers.pdf_rows import with_rows
from pipeline.readers.raised import raise_digits

_Key = tuple[int | str, ...]

_CELL_GAP = 0.6
"""Ems left open without a space between two stretches of a line that may be cells; justified Chinese opens less."""
_WIDE_GAP = 1.5
"""Ems of blank, with or without spaces, that hardly stand in running text; a table has some."""
_INDENT = 1.2
"""Ems by which the first line of a paragraph stands further right (two are usual)."""
_WIDEST_INDENT = 2.8
_SHORT = 1.5
"""Ems by which a full line may miss the margin, for want of room for the next character and its punctuation."""
_CLEARLY_SHORT = 8.0
"""Ems by which it may miss it before a long number or Latin word; a line that is shorter ends its paragraph."""
_OTHER_SIZE = 0.15
_RAISED_SIZE, _RAISED_BY = 0.9, 0.2
"""Shares of the height of the character before: marks of notes are half to seven eighths of it, and a third above."""
_WIDE_PITCH = 1.7
"""Line pitches from which the blank between two lines stands for an empty line."""
_COLUMN_LINES, _COLUMN_WIDTH = 5, 10.0
"""Lines and ems from which a second left margin means a second column."""
_EDGE_LINES = 2
_APART = 1.3
"""Line pitches that a running header keeps from the text."""
_LONGEST_PAGE_NUMBER = 24
_HEADER_PAGES = 3
_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’』」）)】》]*\s*$")
_PAGE_NUMBER = re.compile(
    r"[-—–－·.~～\s]*第?\s*(\d{1,4})\s*页?[-—–－·.~～\s]*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?\s*$"
)
_DIGITS = re.compile(r"\d+")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the running text of a page begins and ends, and how far its lines are apart, in points."""

    left: float
    right: float
    pitch: float


def make_line(text: str, boxes: Sequence[Box] | None) -> Line:
    """A line from its characters and their places (None where they cannot be told)."""
    visible = [index for index, character in enumerate(text) if not character.isspace()]
    if boxes is None or not visible:
        return Line(text.rstrip())
    text = _with_raised_digits(text, boxes, visible)
    # A Chinese character is as wide as its font's size in any font; heights differ from font to font.
    widths = [boxes[index][2] - boxes[index][0] for index in visible if _HAN.match(text[index])]
    em = median(widths or [boxes[index][3] - boxes[index][1] for index in visible])
    fragments: list[Fragment] = []
    has_wide_gap = False
    first = visible[0]
    for last, following in pairwise(visible):
        gap = boxes[following][0] - boxes[last][2]
        spaces = sum(boxes[index][2] - boxes[index][0] for index in range(last + 1, following))
        if gap > _WIDE_GAP * em or gap - spaces > _CELL_GAP * em:
            fragments.append(Fragment(text[first : last + 1], boxes[first][0], boxes[last][2]))
            has_wide_gap = has_wide_gap or gap > _WIDE_GAP * em
            first = following
    last = visible[-1]
    fragments.append(Fragment(text[first : last + 1], boxes[first][0], boxes[last][2]))
    left, bottom = boxes[visible[0]][:2]
    return Line(text.rstrip(), left, boxes[last][2], bottom, em, tuple(fragments), has_wide_gap)


def _with_raised_digits(text: str, boxes: Sequence[Box], visible: Sequence[int]) -> str:
    """The text with digits in small print above the line as such, behind a number or letter: 1234¹件, m²."""
    base: Box | None = None
    raised: set[int] = set()
    for index in visible:
        if base is not None and _is_raised(boxes[index], base):
            raised.add(index)
        else:
            base = boxes[index] if text[index].isascii() and text[index].isalnum() else None
    if not raised:
        return text
    runs = groupby(range(len(text)), raised.__contains__)
    stretches = ((is_raised, "".join(text[index] for index in run)) for is_raised, run in runs)
    return "".join(raise_digits(stretch) if is_raised else stretch for is_raised, stretch in stretches)


def _is_raised(box: Box, base: Box) -> bool:
    height = base[3] - base[1]
    return box[3] - box[1] < _RAISED_SIZE * height and box[1] - base[1] > _RAISED_BY * height


def compose_text(pages: Sequence[Page]) -> tuple[str, int]:
    """The text layer of all pages, and how many page numbers and running headers were left out of it."""
    kept, left_out = _without_running_lines(pages)
    margins = _document_margin(kept)
    pieces: list[str] = []
    before: tuple[Line, _Column] | None = None
    for page in kept:
        columns = _columns(page.lines, margins)
        is_new_page = True
        for line in with_rows(page.lines):
            column = _column_of(line, columns)
            if before is not None:
                pieces.append(_separator(before[0], before[1], line, column, is_new_page))
            pieces.append(line.text)
            before = line, column
            is_new_page = False
        if is_new_page and pieces:
            pieces.append("\f")
    return "".join(pieces), left_out


def _separator(before: Line, column_before: _Column, line: Line, column: _Column, is_new_page: bool) -> str:
    is_break = _begins_paragraph(before, column_before, line, column, is_new_page)
    return ("\f" if is_new_page else "\n") + ("\n" if is_break else "")


def _begins_paragraph(before: Line, column_before: _Column, line: Line, column: _Column, is_new_page: bool) -> bool:
    if before.is_row or line.is_row:
        return before.is_row != line.is_row
    if not before.em or not line.em:
        return False
    if abs(before.em - line.em) > _OTHER_SIZE * max(before.em, line.em) and _are_chinese(before, line):
        return True
    short = (column_before.right - before.right) / before.em
    indent = (line.left - column.left) / line.em
    is_full_stop = bool(_SENTENCE_END.search(before.text))
    if not is_new_page and before.bottom - line.bottom > _WIDE_PITCH * column.pitch > 0:
        return True
    if _is_centred(line, column) and _is_centred(before, column_before) and not is_full_stop:
        return False
    return short > _CLEARLY_SHORT or indent >= _INDENT or (short > _SHORT and is_full_stop)


def _are_chinese(*lines: Line) -> bool:
    """Whether the ems of all lines are widths of Chinese characters, and can be compared."""
    return all(_HAN.search(line.text) for line in lines)


def _is_centred(line: Line, column: _Column) -> bool:
    """Whether a line is centred or fills its column; an indented line as short at its end is not taken for centred."""
    indent = (line.left - column.left) / line.em
    is_amid = abs(line.middle - (column.left + column.right) / 2) < line.em
    return is_amid and (indent > _WIDEST_INDENT or abs(indent) < _INDENT / 2)


def _columns(lines: Sequence[Line], document_left: float | None) -> list[_Column]:
    """The columns of a page, from left to right; one at least."""
    placed = [line for line in lines if line.em]
    if not placed:
        return [_Column(0.0, 0.0, 0.0)]
    em = median(line.em for line in placed)
    lefts = _margins((line.left for line in placed), em, repeated=2) or [min(line.left for line in placed)]
    starts = [lefts[0]]
    for left in lefts[1:]:
        if left - starts[-1] > _COLUMN_WIDTH * em and sum(line.left > left - em for line in placed) >= _COLUMN_LINES:
            starts.append(left)
    if document_left is not None and len(starts) == 1 and starts[0] - document_left < _WIDEST_INDENT * em:
        starts[0] = min(starts[0], document_left)
    bounds = [*starts[1:], float("inf")]
    return [
        _measure([line for line in placed if start - em / 2 <= line.left < bound - em / 2], start, em)
        for start, bound in zip(starts, bounds, strict=True)
    ]


def _measure(lines: Sequence[Line], left: float, em: float) -> _Column:
    rights = _margins((-line.right for line in lines), em, repeated=2)
    right = -rights[0] if rights else max((line.right for line in lines), default=left)
    steps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    downward = [step for step in steps if step > em / 2]
    return _Column(left, right, median(downward) if downward else 0.0)


def _margins(places: Iterable[float], em: float, repeated: int) -> list[float]:
    """The places at which several lines begin (or end), to half an em, in ascending order."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= em / 2:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [median(group) for group in groups if len(group) >= repeated]


def _document_margin(pages: Sequence[Page]) -> float | None:
    """The left margin of the document, for pages on which every line is indented."""
    placed = [line for page in pages for line in page.lines if line.em]
    if not placed:
        return None
    margins = _margins((line.left for line in placed), median(line.em for line in placed), repeated=3)
    return margins[0] if margins else None


def _column_of(line: Line, columns: Sequence[_Column]) -> _Column:
    fitting = [column for column in columns if column.left <= line.left + line.em / 2]
    return fitting[-1] if fitting else columns[0]


def _without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """The pages without page numbers, and without running headers where they were shown before."""
    ordered = [_by_height(page) for page in pages]
    em = median([line.em for lines in ordered for line in lines] or [0.0])
    pitch = median([upper.bottom - lower.bottom for lines in ordered for lower, upper in pairwise(lines)] or [0.0])
    apart = [[line for line, inward in _edges(lines) if _stands_apart(line, inward, em, pitch)] for lines in ordered]
    numbers = Counter(
        key for index, lines in enumerate(apart) for key in {_number_key(line, index) for line in lines} if key
    )
    headers = Counter(key for lines in apart for key in {_header_key(line) for line in lines})
    shown: set[_Key] = set()
    kept: list[Page] = []
    left_out = 0
    for index, page in enumerate(pages):
        dropped: list[Line] = []
        # On a page of few lines they may stand close to the text; what ran through the other pages is known by now.
        for line, _ in _edges(ordered[index]):
            key = _header_key(line)
            is_shown_again = headers[key] >= _HEADER_PAGES and key in shown and _HAN.search(line.text) is not None
            if is_shown_again or numbers[_number_key(line, index) or ()] > 1:
                dropped.append(line)
            shown.add(key)
        kept.append(Page(tuple(line for line in page.lines if line not in dropped)))
        left_out += len(dropped)
    return kept, left_out


def _edges(by_height: Sequence[Line]) -> list[tuple[Line, Line | None]]:
    """The lowest and the highest lines of a page, each with the next one inward."""
    if len(by_height) == 1:
        return [(by_height[0], None)]
    return [pair for lines in (by_height, by_height[::-1]) for pair in pairwise(lines[: _EDGE_LINES + 1])]


def _stands_apart(line: Line, inward: Line | None, em: float, pitch: float) -> bool:
    """Whether a line stands apart from the text of its page, by size or distance."""
    is_smaller = line.em < (1 - _OTHER_SIZE) * em
    return inward is None or is_smaller or abs(line.bottom - inward.bottom) > _APART * pitch


def _by_height(page: Page) -> list[Line]:
    return sorted((line for line in page.lines if line.em and not line.is_row), key=lambda line: line.bottom)


def _number_key(line: Line, index: int) -> _Key | None:
    """What page numbers of one document share: their height on the page and their distance to the count of pages."""
    text = line.text.strip()
    match = _PAGE_NUMBER.match(text) if len(text) <= _LONGEST_PAGE_NUMBER else None
    return (round(line.bottom / line.em), int(match[1]) - index) if match else None


def _header_key(line: Line) -> _Key:
    return round(line.bottom / line.em), _DIGITS.sub("#", line.text.strip())
