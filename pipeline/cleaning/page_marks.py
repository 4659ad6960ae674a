"""Ordinals that a document site sets before each page of a preview: they cut sentences and numbers in two.

What belongs here: finding those ordinals. What does not: page numbers on lines of their own, which are furniture by
their form (`pipeline/reference/furniture.py`).
"""

from __future__ import annotations

import re

from pipeline.reference.furniture import FurnitureKind, FurnitureSpan

SHORTEST_PAGE = 150
"""Characters of a page; a list whose items are so long ends them with a full stop."""
FEWEST_CUTS = 2
"""Pages that end within a sentence before their ordinals are believed to be a site's."""
_ORDINAL = re.compile(r"\n[ \t]*(\d{1,3})(?:、|\.(?!\d))")
_WITHIN_SENTENCE = re.compile(r"[\u4e00-\u9fffA-Za-z\d，、,%]$")


def find_page_marks(text: str) -> list[FurnitureSpan]:
    """Spans of the ordinals of pages, in order; none where the ordinals are those of a list.

    They count up from 1 at the starts of lines, and most of the long lines before them end within a sentence.
    """
    marks: list[FurnitureSpan] = []
    cuts = 0
    for match in _ORDINAL.finditer(f"\n{text}"):
        if int(match[1]) != len(marks) + 1:
            continue
        start, end = match.start(), match.end() - 1  # the line end before the text is none of its own
        cuts += bool(marks) and _is_cut(text, start)
        marks.append(FurnitureSpan(start, end, FurnitureKind.PAGE_NUMBER))
    is_of_pages = cuts >= FEWEST_CUTS and 2 * cuts >= len(marks) - 1
    return marks if is_of_pages else []


def _is_cut(text: str, position: int) -> bool:
    """Whether the line before a position is a page that ends within a sentence."""
    end = position
    while end and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    return end - start >= SHORTEST_PAGE and _WITHIN_SENTENCE.search(text, end - 1, end) is not None
