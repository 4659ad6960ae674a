"""Masks page furniture: navigation, date lines, font sizes, share buttons, page numbers, site notices.

What belongs here: masking. What does not: what furniture is (`seeds/reference/furniture.csv`, pipeline/reference).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.cleaning.characters import MASK
from pipeline.reference.furniture import FurnitureSpan


def mask_spans(text: str, spans: Sequence[FurnitureSpan]) -> str:
    """The text with `MASK` for each character in `spans` (in order, apart from each other); line ends stay."""
    pieces: list[str] = []
    place = 0
    for span in spans:
        pieces.append(text[place : span.start])
        pieces.append("\n".join(MASK * len(line) for line in text[span.start : span.end].split("\n")))
        place = span.end
    pieces.append(text[place:])
    return "".join(pieces)
