"""Units and classifiers as printed (`units.csv`): 万元 is 元 times a scale, 家 counts organisations.

What belongs here: the table. What does not: how a number and its unit are found (pipeline/extraction/numbers.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.reference.loading import Layout, SeedFolder
from pipeline.vocabulary import Unit

LAYOUT = Layout("units.csv", ("surface", "unit", "factor", "kind"), ("surface", "unit", "factor", "kind"), ("surface",))


class UnitKind(StrEnum):
    """What a unit measures or a classifier counts. An indicator names the kinds that it can be stated in."""

    MONEY = "money"
    SHARE = "share"
    POINTS = "points"
    TIMES = "times"
    ORGANISATION = "organisation"
    ITEM = "item"
    DOCUMENT = "document"
    PERSON = "person"
    EVENT = "event"
    PLACE = "place"
    HOUSEHOLD = "household"
    LABOUR = "labour"
    MASS = "mass"
    AREA = "area"
    VOLUME = "volume"
    LENGTH = "length"
    POWER = "power"
    ENERGY = "energy"
    TEMPERATURE = "temperature"
    INDEX = "index"
    OTHER = "other"
    DURATION = "duration"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """One unit as printed; a number times `factor` is in the base `unit`."""

    surface: str
    unit: Unit
    factor: Decimal
    kind: UnitKind


def load_units(seeds: SeedFolder) -> Mapping[str, PrintedUnit]:
    """Units by the way they are printed."""
    return {
        row.text("surface"): PrintedUnit(
            row.text("surface"), row.word("unit", Unit), row.decimal("factor"), row.word("kind", UnitKind)
        )
        for row in seeds.rows(LAYOUT)
    }
