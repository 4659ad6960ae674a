"""Pages whose paragraphs a printer wrapped: how wide they are, and which of their lines are full.

What belongs here: what the lengths of lines tell. What does not: what lines say, by which a sentence goes on over a
break (`wraps.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.cleaning import CELL_GAPS, MASK

NARROWEST, WIDEST = 18, 60
"""Characters of a line of such a page; official documents have 28."""
_NARROW = (0.5, 1)
"""How wide a digit or Latin letter may be, to a Chinese character."""
_LEAST_LINES = 5
_MOST_OUTLIERS, _FULL_SHARE, _LEAST_SHARE = 20, 0.75, 0.7
"""One line in so many may be longer; of those that are cut most have that share of the width."""
_DOUBLE_SPACED = 0.45
"""The share of empty lines of a page with one behind almost each line, which then parts no paragraphs."""
_LEFT_FREE = 3
"""Characters that a full line may leave free: a mark that must not begin a line makes another longer."""
_MARKS_OF_END, _CLOSING = tuple("。！？；;!?：:…"), "'\"”’』」）)】》"
_LONGEST_INDENT = 12
_INDENT = re.compile(r" {2,}")
_UNBROKEN = re.compile(r"[（(“《]?[\d.,．，·%％A-Za-z&]*")
"""What no printer breaks: a figure or a word in Latin letters, with the bracket before it."""

_OPENS_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)](?!\d)|第[一二三四五六七八九十\d]+[章节部]|[①-⑳●■◆·—–*-]"
)
_OPENS_PARAGRAPH = re.compile(rf"{_OPENS_ITEM.pattern}|(?:19|20)\d\d年|[一二三四五六七八九十]{{1,3}}是")
_LEAST_PARTED = 2
"""Indents, or gaps, of a page whose paragraphs have them."""


class Page(NamedTuple):
    """How many characters a full line of a page holds, and how wide a digit, Latin letter or blank is among them.

    Printers of documents make those half as wide as a Chinese character; who cuts lines by counting does not.
    `parts_paragraphs`: they stand in from the margin, or gaps part them, so that no other line opens one.
    """

    width: float
    narrow: float
    parts_paragraphs: bool = False

    def length(self, line: str) -> float:
        """How much of a line of the page the characters fill."""
        return len(line) - (1 - self.narrow) * len(line.encode("ascii", "ignore"))


@lru_cache(maxsize=1)
def page_of(text: str) -> Page | None:
    """The page on which a text was wrapped; None where lines hold paragraphs, labels or cells.

    Kept, for lines, breaks and paragraphs of one text ask for it in turn.
    """
    if "。" not in text:
        return None  # a list of statements
    all_lines = _printed_lines(text)
    lines = [line for line in all_lines if line]
    going_on = (
        lines if _are_double_spaced(all_lines) else [line for line, below in pairwise(all_lines) if line and below]
    )
    cut = [line for line in going_on if not ends_sentence(line) and not any(gap in line for gap in CELL_GAPS)]
    if len(cut) < _LEAST_LINES:
        return None
    page = max((_page_as(cut, narrow) for narrow in _NARROW), key=lambda page: _fill(page, cut))
    full = sum(page.length(line) >= _FULL_SHARE * page.width for line in cut)
    longer = sum(page.length(line) > page.width + _LEFT_FREE for line in lines)
    is_page = NARROWEST <= page.width <= WIDEST and longer <= max(1, len(lines) // _MOST_OUTLIERS)
    if not is_page or full < _LEAST_SHARE * len(cut):
        return None
    is_parted = _has_indents(text, lines) or (going_on is not lines and _has_gaps(all_lines, going_on, page))
    return page._replace(parts_paragraphs=is_parted)


def ends_sentence(line: str) -> bool:
    """Whether a line ends with the mark of an end, if only before quotation marks or brackets that close."""
    return line.rstrip(_CLOSING).endswith(_MARKS_OF_END)


def _has_indents(text: str, lines: Sequence[str]) -> bool:
    indents = sum(_INDENT.match(line) is not None for line in text.split("\n"))
    return _LEAST_PARTED <= indents < len(lines) / 2


def _has_gaps(all_lines: Sequence[str], going_on: Sequence[str], page: Page) -> bool:
    """Whether empty lines stand between paragraphs, as no short line has another right below it."""
    short = sum(page.length(line) < _FULL_SHARE * page.width for line in going_on)
    return all_lines.count("") >= _LEAST_PARTED and short <= len(going_on) // _MOST_OUTLIERS


def is_double_spaced(text: str) -> bool:
    """Whether empty lines stand between any two lines, and not between paragraphs."""
    return _are_double_spaced(_printed_lines(text))


def _are_double_spaced(lines: Sequence[str]) -> bool:
    return lines.count("") >= _DOUBLE_SPACED * len(lines)


def _printed_lines(text: str) -> list[str]:
    return [line.replace(MASK, "").strip() for line in text.split("\n")]


def _page_as(cut: Sequence[str], narrow: float) -> Page:
    """The page that cut lines make where narrow characters are so wide."""
    lengths = sorted(Page(0, narrow).length(line) for line in cut)
    return Page(lengths[-1 - len(lengths) // _MOST_OUTLIERS], narrow)


def _fill(page: Page, cut: Sequence[str]) -> float:
    """Which share of the page the cut lines fill."""
    return sum(min(page.length(line), page.width) for line in cut) / (page.width * len(cut)) if page.width else 0


def is_indented(text: str, start: int) -> bool:
    """Whether the line that begins at `start` stands in from the margin: it opens a paragraph."""
    indent = text[max(0, start - _LONGEST_INDENT) : start].rpartition("\n")[2]
    return _INDENT.fullmatch(indent) is not None


def is_full(line: str, text: str, behind: int, page: Page | None) -> bool:
    """Whether what stands at `behind`, on the next line, did not fit into a line of the page."""
    if page is None:
        return False
    unbroken = _UNBROKEN.match(text, behind)
    needed = max(1, page.length(unbroken.group()) if unbroken is not None else 0)
    return page.length(line) + needed + _LEFT_FREE > page.width


def is_within_paragraph(text: str, end: int, start: int, page: Page | None) -> bool:
    """Whether the break between a sentence that ends at `end` and one at `start` is one that the printer made.

    None is an indent, nor what stands before an item of a list or, where paragraphs have no indents, 一是 or a year: a
    paragraph is likely to open with those.
    """
    if page is None or text[end:start] != "\n":
        return False
    if (_OPENS_ITEM if page.parts_paragraphs else _OPENS_PARAGRAPH).match(text, start):
        return False
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return is_full(line.replace(MASK, "").strip(), text, start, page)
