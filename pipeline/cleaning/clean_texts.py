"""The text layer as the later stages read it: same length, characters unified, furniture masked, spun words restored.

What belongs here: the order of the steps. What does not: the steps.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.cleaning.characters import unify_characters
from pipeline.reference import Reference


@dataclass(frozen=True, slots=True)
class CleanText:
    """A clean text; `text[i]` stands for character `i` of the text layer."""

    text: str
    is_spun: bool
    """Whether the report is a spun copy: words replaced by synonyms to hide where it comes from."""


def clean_text(text_layer: str, reference: Reference) -> CleanText:  # noqa: ARG001
    """Cleans one text layer without changing its length."""
    return CleanText(unify_characters(text_layer), is_spun=False)
