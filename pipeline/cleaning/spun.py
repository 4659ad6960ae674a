"""Restores the words of spun copies, in which a tool has replaced words by synonyms: 效劳 is read as 服务 again.

What belongs here: writing the replacements. What does not: the pairs and when they apply
(`seeds/reference/synonyms.csv`, pipeline/reference/synonyms.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.reference.synonyms import Replacement


def write_replacements(text: str, replacements: Iterable[Replacement]) -> str:
    """The text with each replacement written over as many characters as it has; same length."""
    characters = list(text)
    for replacement in replacements:
        end = replacement.start + len(replacement.true)
        characters[replacement.start : end] = replacement.true
    return "".join(characters)
