"""Sectors of the gross product in tables, whose names stand in short for their value added: 第二产业, 服务业.

What belongs here: which names are sectors, and of what they are parts. What does not: what a row or a column with such
a name says (`labels.py`, `folding.py`).
"""

from __future__ import annotations

from pipeline.extraction.tables.heading import Heading
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind

_WHOLE = "gdp"


def is_sector(heading: Heading, reference: Reference) -> bool:
    """Whether a heading names a sector: with the word for what it adds to the product it is an indicator."""
    name = heading.text[slice(*heading.subject)]
    return bool(name) and any(reference.lexicon.holds(name + word) for word in reference.cues[CueKind.VALUE_ADDED])


def is_whole_of_sectors(heading: Heading) -> bool:
    """Whether a heading names the product whose parts the sectors are."""
    return _WHOLE in heading.ids
