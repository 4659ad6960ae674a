"""Sectors of the gross product in tables, whose names stand in short for their value added: 第二产业, 服务业.

What belongs here: which names are sectors, and of what they are parts. What does not: what a row or a column with such
a name says (`labels.py`, `folding.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.tables.columns import Column
from pipeline.extraction.tables.heading import PLAIN, Heading
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


def with_units_of_whole(columns: Sequence[Column], reference: Reference) -> list[Column]:
    """地区生产总值（亿元） | 第一产业 | 第二产业: what names no unit is in that of the product to its left."""
    result: list[Column] = []
    whole: Heading | None = None
    for column in columns:
        heading = column.heading
        if heading is not None and is_whole_of_sectors(heading) and heading.measure in PLAIN:
            whole = heading
        if heading is not None and whole is not None and not heading.units and heading.measure in PLAIN:
            units = whole.units if is_sector(heading, reference) else ()
            column = replace(column, heading=replace(heading, units=units))
        result.append(column)
    return result
