"""A place as a figure has it, as a plain value.

What does not belong here: finding the places of a sentence (`places.py`).
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.segmentation import UNKNOWN, ReportProfile
from pipeline.vocabulary import Origin


class Place(NamedTuple):
    """A region with the words that named it. `code` is None for a zone that is no division: no fact.

    `is_inferred`: it is the report's own, or 全市 stands for that, and nothing tells plainly whose report it is.
    """

    code: str | None
    name: str | None
    start: int | None
    end: int | None
    origin: Origin
    is_inferred: bool = False


def no_division(name: str | None, start: int | None, end: int | None, origin: Origin) -> Place:
    """A zone, a firm or several places at once: what is told of it is of no region, and so no fact."""
    return Place(None, name, start, end, origin)


def own_place(profile: ReportProfile) -> Place:
    """The report's own region."""
    code = None if profile.is_of_zone else profile.region
    is_inferred = not profile.is_region_told and profile.region != UNKNOWN
    return Place(code, profile.region_name, None, None, Origin.DOCUMENT, is_inferred)
