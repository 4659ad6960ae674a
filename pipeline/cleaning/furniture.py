"""Masks page furniture: navigation, date lines, font sizes, share buttons, page numbers, site notices.

What belongs here: masking. What does not: what furniture is (`seeds/reference/furniture.csv`, pipeline/reference).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.cleaning.characters import MASK


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with `MASK` for each character in `spans` (in order, apart from each other); line ends stay."""
    pieces: list[str] = []
    place = 0
    for start, end in spans:
        pieces.append(text[place:start])
        pieces.append("\n".join(MASK * len(line) for line in text[start:end].split("\n")))
        place = end
    pieces.append(text[place:])
    return "".join(pieces)
