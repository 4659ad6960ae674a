"""Units that stand apart from their numbers, in a header, a label or a column of their own: 亿元, 万人次, 万元/人.

What belongs here: what such a unit makes of a number. What does not: whose unit it is (`measures.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.numerals import SCALES
from pipeline.reference.units import PrintedUnit, UnitKind
from pipeline.vocabulary import Unit

LONGEST_UNIT = 12

_SCALE = re.compile(r"[十百千]?[万亿]|万亿|[十百千]")
_LIST = re.compile(r"[、,，;；和]|或")


@dataclass(frozen=True, slots=True)
class TableUnit:
    """A unit as a table states it apart from the number; `factor` holds the scale (亿元 is 10^8), `scale` is it alone.

    `numerator` is the unit before a slash: 万元/人 is no money, but an indicator per head is stated in it.
    """

    surface: str
    unit: Unit
    factor: Decimal
    kind: UnitKind
    scale: Decimal = Decimal(1)
    numerator: PrintedUnit | None = None


class UnitReader:
    """Reads units that stand apart from their numbers: 亿元, 万人次, 万元/人, 亿元、%."""

    def __init__(self, units: Mapping[str, PrintedUnit]) -> None:
        self._units = units
        self._known: dict[str, TableUnit | None] = {}

    def read(self, text: str) -> TableUnit | None:
        """The unit that a text is, or None where it is none."""
        text = text.replace(" ", "").replace("\t", "")
        if text not in self._known:
            self._known[text] = self._unit(text) if 0 < len(text) <= LONGEST_UNIT else None
        return self._known[text]

    def read_list(self, text: str) -> tuple[TableUnit, ...]:
        """The units of a caption; none where one of them is unknown."""
        one = self.read(text)
        if one is not None:
            return (one,)
        found = [self.read(piece) for piece in _LIST.split(text)]
        return tuple(unit for unit in found if unit is not None) if all(found) else ()

    def _unit(self, text: str) -> TableUnit | None:
        """The unit that a text is: 亿元, or one over another (万元/人), which is of no base unit."""
        plain = self._plain(text)
        if plain is not None or "/" not in text:
            return plain
        above, _, below = text.partition("/")
        numerator = self._plain(above)
        if numerator is None or not below:
            return None
        printed = PrintedUnit(above, numerator.unit, numerator.factor, numerator.kind)
        return TableUnit(text, Unit.OTHER, numerator.factor, UnitKind.OTHER, numerator.scale, printed)

    def _plain(self, text: str) -> TableUnit | None:
        """A unit without a slash, with its scale: 亿元, 万人次."""
        scale = _SCALE.match(text)
        if scale is not None and scale.group() in SCALES and text[scale.end() :] in self._units:
            unit = self._units[text[scale.end() :]]
            multiple = SCALES[scale.group()]
            return TableUnit(text, unit.unit, multiple * unit.factor, unit.kind, multiple)
        known = self._units.get(text)
        return TableUnit(text, known.unit, known.factor, known.kind) if known is not None else None
