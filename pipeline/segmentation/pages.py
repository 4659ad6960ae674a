"""Pages whose paragraphs a printer wrapped: how wide they are, and which of their lines are full.

What belongs here: what the lengths of lines tell. What does not: what lines say, by which a sentence goes on over a
break (`wraps.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.cleaning import MASK

NARROWEST, WIDEST = 18, 60
"""Characters of a line of such a page; official documents have 28."""
_LEAST_LINES = 5
_MOST_OUTLIERS, _FULL_SHARE, _LEAST_SHARE = 20, 0.75, 0.7
"""One line in so many may be longer; of those that are cut most have that share of the width."""
_LEFT_FREE = 3
"""Characters that a full line may leave free: a mark that must not begin a line makes another longer."""
END_OF_SENTENCE = re.compile(r"[。！？；;!?：:…]['\"”’』」）)】》]*$")
_CELLS = re.compile(r"[\t|]|\S {2,}\S")
_LONGEST_INDENT = 12
_INDENT = re.compile(r" {2,}")
_UNBROKEN = re.compile(r"[（(“《]?[\d.,．，·%％A-Za-z&]*")
"""What no printer breaks: a figure or a word in Latin letters, with the bracket before it."""

_OPENS_PARAGRAPH = re.compile(
    r"(?:19|20)\d\d年|[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)是](?!\d)|第[一二三四五六七八九十\d]+[章节部]|[①-⑳●■◆·—–*-]"
)


@lru_cache(maxsize=1)
def page_width(text: str) -> int | None:
    """Characters of a full line of a text that was wrapped; None where lines hold paragraphs, labels or cells.

    Kept, for lines, breaks and paragraphs of one text ask for it in turn.
    """
    if "。" not in text:
        return None  # a list of statements
    lines = [printed for line in text.split("\n") if (printed := line.replace(MASK, "").strip())]
    cut = sorted(len(line) for line in lines if not END_OF_SENTENCE.search(line) and not _CELLS.search(line))
    if len(cut) < _LEAST_LINES:
        return None
    width = cut[-1 - len(cut) // _MOST_OUTLIERS]
    full = sum(length >= _FULL_SHARE * width for length in cut)
    longer = sum(len(line) > width + _LEFT_FREE for line in lines)
    is_page = NARROWEST <= width <= WIDEST and longer <= max(1, len(lines) // _MOST_OUTLIERS)
    return width if is_page and full >= _LEAST_SHARE * len(cut) else None


def is_indented(text: str, start: int) -> bool:
    """Whether the line that begins at `start` stands in from the margin: it opens a paragraph."""
    indent = text[max(0, start - _LONGEST_INDENT) : start].rpartition("\n")[2]
    return _INDENT.fullmatch(indent) is not None


def is_full(length: int, text: str, behind: int, width: int | None) -> bool:
    """Whether what stands at `behind`, on the next line, did not fit into a line of `length` characters of the page."""
    if width is None:
        return False
    unbroken = _UNBROKEN.match(text, behind)
    return length + max(1, len(unbroken.group()) if unbroken is not None else 0) + _LEFT_FREE > width


def is_within_paragraph(text: str, end: int, start: int, width: int | None) -> bool:
    """Whether the break between a sentence that ends at `end` and one at `start` is one that the printer made.

    None is an indent, nor what stands before an item of a list or a year: a paragraph is likely to open with those.
    """
    if width is None or text[end:start] != "\n" or _OPENS_PARAGRAPH.match(text, start):
        return False
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return is_full(len(line.replace(MASK, "").strip()), text, start, width)
