"""What a document site makes of the pages of a preview: ordinals that cut sentences in two, and a title for each page.

What belongs here: masking those, and joining what they cut. What does not: page numbers on lines of their own, which
are furniture by their form (`pipeline/reference/furniture.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.cleaning.characters import MASK
from pipeline.cleaning.furniture import mask_spans
from pipeline.reference.furniture import FurnitureKind, FurnitureSpan

SHORTEST_PAGE = 150
"""Characters of a page; a list whose items are so long ends them with a full stop."""
FEWEST_CUTS = 2
"""Pages that end within a sentence before their ordinals are believed to be a site's."""
_ORDINAL = re.compile(r"\n[ \t]*(\d{1,3})(?:、|\.(?!\d))")
_WITHIN_SENTENCE = re.compile(r"[\u4e00-\u9fffA-Za-z\d，、,%]$")
_FORMAT = r"\.(?:docx?|pdf|pptx?|wps|txt)"
_PAGE_TITLE = re.compile(rf"^([^\n]{{2,100}}?)(?:{_FORMAT})?_第\d{{1,4}}页[ \t]*$", re.MULTILINE)
_FILE_NAME = re.compile(rf"\.(?<=[\u4e00-\u9fff\d）)].){_FORMAT[2:]}[ \t]*$", re.MULTILINE)


def mask_page_marks(text: str) -> str:
    """The text with the ordinals and titles of its pages masked, and with each page on the line of the one before.

    So a preview reads like other reports that were pressed into one line.
    """
    titles = [*_page_titles(text)]
    text = _masked(text, titles)
    text = _masked(text, _formats(text))  # each on what the ones before left: 2、总结_第2页 is title and ordinal
    ordinals = find_page_ordinals(text, 1 if titles else FEWEST_CUTS)
    return _with_pages_joined(_masked(text, ordinals), ordinals)


def _masked(text: str, marks: Iterable[FurnitureSpan]) -> str:
    return mask_spans(text, ((mark.start, mark.end) for mark in marks))


def _with_pages_joined(text: str, ordinals: list[FurnitureSpan]) -> str:
    """The text without the line ends between pages that are one line each."""
    pieces: list[str] = []
    place = ordinals[0].end if ordinals else 0
    pieces.append(text[:place])
    for mark in ordinals[1:]:
        page = text[place : mark.start].rstrip()
        blank = text[place + len(page) : mark.start]
        is_line = "\n" not in page and len(page) >= SHORTEST_PAGE
        pieces += page, MASK * len(blank) if is_line else blank
        place = mark.start
    pieces.append(text[place:])
    return "".join(pieces)


def _page_titles(text: str) -> Iterator[FurnitureSpan]:
    """2022年工作总结.docx_第2页: the title of the document, which one such line goes on telling, for each page."""
    is_told = False
    for match in _PAGE_TITLE.finditer(text) if "_第" in text else ():
        yield FurnitureSpan(match.start() if is_told else match.end(1), match.end(), FurnitureKind.PAGE_NUMBER)
        is_told = True


def _formats(text: str) -> Iterator[FurnitureSpan]:
    """2022年工作总结.docx on a line of its own: what it ends with is no word of the title."""
    return (FurnitureSpan(*match.span(), FurnitureKind.PAGE_NUMBER) for match in _FILE_NAME.finditer(text))


def find_page_ordinals(text: str, fewest_cuts: int = FEWEST_CUTS) -> list[FurnitureSpan]:
    """The ordinals of pages, in order; none where the ordinals are those of a list.

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
    is_of_pages = cuts >= fewest_cuts and 2 * cuts >= len(marks) - 1
    return marks if is_of_pages else []


def _is_cut(text: str, position: int) -> bool:
    """Whether the line before a position is a page that ends within a sentence."""
    end = position
    while end and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    return end - start >= SHORTEST_PAGE and _WITHIN_SENTENCE.search(text, end - 1, end) is not None
