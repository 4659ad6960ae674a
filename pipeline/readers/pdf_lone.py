"""Pages on which pdfium drops characters that stand alone, read by pdfplumber instead.

What belongs here: telling such pages, and their lines. What does not: all other pages (`pdf.py`).

A font that a file names but does not hold has no outlines on a machine without fonts for Chinese. pdfium takes what it
would draw of a single character as empty then, and leaves it out of the text: the unit in a column of units (家), or
all of a file that places each character by itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.readers.pdf_layout import make_line
from pipeline.readers.pdf_lines import Box, Line

_SAME_LINE = 0.5
"""Share of the height of a character by which those of one line may differ in height on the page."""
_SPACE = 0.3
"""Ems of blank between two characters that a space stands for."""


def drops_characters(page: Any) -> bool:
    """Whether a page of pypdfium2 holds text of no width, in a font that is not in the file."""
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        is_known = raw.FPDFPageObj_GetBounds(found, left, bottom, right, top)
        if is_known and left.value == right.value and not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(found)):
            return True
    return False


def lines_of_page(page: Any) -> tuple[Line, ...]:
    """The lines of a page of pdfplumber, in the order in which the file draws them."""
    return tuple(_lines(page.chars, float(page.height)))


def _lines(characters: Sequence[dict[str, Any]], height: float) -> Iterator[Line]:
    number = 0
    before: dict[str, Any] | None = None

    def line_of(character: dict[str, Any]) -> int:
        nonlocal number, before
        if before is not None:
            apart = abs(character["bottom"] - before["bottom"]) > _SAME_LINE * character["height"]
            number += apart or character["x0"] < before["x0"]
        before = character
        return number

    for _, group in groupby(characters, line_of):
        text, boxes = _with_spaces(list(group), height)
        if text.strip():
            yield make_line(text, boxes)


def _with_spaces(characters: Sequence[dict[str, Any]], height: float) -> tuple[str, list[Box]]:
    """The text of a line with a space where it is blank, and the place of each character."""
    text: list[str] = []
    boxes: list[Box] = []
    for character in characters:
        box = (character["x0"], height - character["bottom"], character["x1"], height - character["top"])
        if boxes and box[0] - boxes[-1][2] > _SPACE * (box[3] - box[1]):
            text.append(" ")
            boxes.append((boxes[-1][2], box[1], boxes[-1][2], box[3]))
        for letter in character["text"]:
            text.append(letter)
            boxes.append(box)
    return "".join(text), boxes
