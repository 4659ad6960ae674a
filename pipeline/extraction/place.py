"""A place as a figure has it, as a plain value.

What does not belong here: finding the places of a sentence (`places.py`).
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.segmentation import ReportProfile
from pipeline.vocabulary import Origin


class Place(NamedTuple):
    """A region with the words that named it. `code` is None for a zone that is no division: no fact."""

    code: str | None
    name: str | None
    start: int | None
    end: int | None
    origin: Origin


def own_place(profile: ReportProfile) -> Place:
    """The report's own region."""
    code = None if profile.is_of_zone else profile.region
    return Place(code, profile.region_name, None, None, Origin.DOCUMENT)
