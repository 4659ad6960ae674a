"""The units of a header that stand on a line of their own, fewer than its names: GDP 增速 位次 above （亿元） （%）.

What belongs here: which names such units go on with. What does not: as many units as names, and names broken over lines
(`headers.py`, `folding.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.measures import fits
from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.heading import GROWTHS, Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Parting, Row, cells_in
from pipeline.extraction.tables.measures import probe
from pipeline.extraction.tables.units import TableUnit
from pipeline.reference.indicators import Aspect
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Measure, Unit

_IN_PERCENT = frozenset({*GROWTHS, HeaderKind.SHARE, HeaderKind.PROGRESS})
_LEAST_OF_SUMS = 10_000
"""Yuan; the unit of what is no amount per head is ten thousand of them at least."""


def with_units_in_order(
    rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """The cells above each column, each unit with the name that it fits; None where several ways are as good.

    Units follow in the order of the names: 实际使用外资 增幅 位次 总人口 above （亿美元） （%） （万人）.
    """
    lines = [cells_in(row) for row in rows]
    if len(lines) != 2 or not 0 < len(lines[1]) < len(lines[0]) == width:
        return None
    units = [unit for cell in lines[1] if (unit := _unit_of(cell, headings)) is not None]
    is_printed = all(cell.parting in (Parting.SINGLE_BLANK, Parting.BLANKS) for cell in lines[0])
    if not is_printed or len(units) != len(lines[1]):
        return None
    names = [headings.read(cell.text, year) for cell in lines[0]]
    places = _places([[_fit(name, unit, headings) for name in names] for unit in units])
    if places is None:
        return None
    below = dict(zip(places, lines[1], strict=True))
    return [[name, below[place]] if place in below else [name] for place, name in enumerate(lines[0])]


def _unit_of(cell: Cell, headings: HeadingReader) -> TableUnit | None:
    text = cell.text
    return headings.units.read(text[1:-1]) if text[0] in "（(" and text[-1] in "）)" else None


def _places(fit: Sequence[Sequence[int]]) -> list[int] | None:
    """The columns of units in their order, by how well each fits each name (0: not at all); None if not one way alone.

    `best[j]` is the best sum of the units so far over the first j names, in how many ways it comes, and the places.
    """
    best: list[tuple[int, int, list[int]]] = [(0, 1, [])] * (len(fit[0]) + 1)
    for row in fit:
        following: list[tuple[int, int, list[int]]] = [(0, 0, [])]
        for name, points in enumerate(row):
            total, ways, places = best[name]
            here = (total + points, ways, [*places, name]) if points and ways else (0, 0, [])
            before = following[-1]
            if here[1] and before[1] and here[0] == before[0]:
                here = (here[0], here[1] + before[1], here[2])
            following.append(max(here, before, key=lambda found: (found[1] > 0, found[0])))
        best = following
    return best[-1][2] if best[-1][1] == 1 else None


def _fit(name: Heading, unit: TableUnit, headings: HeadingReader) -> int:
    """How well a unit goes with a name: 0 not at all, 2 where it is the one that is looked for."""
    if name.kinds & BEFORE_FIGURES or name.units or name.measure is HeaderKind.RANK:
        return 0
    is_percent = unit.kind in (UnitKind.SHARE, UnitKind.POINTS)
    if name.measure in _IN_PERCENT:
        return int(is_percent)
    found = headings.reference.catalogue.indicators_among(name.ids)
    if not found:
        return int(name.is_known or not is_percent)
    indicator = found[0]
    is_per_head = Aspect.PER_HEAD in indicator.aspects
    if unit.kind is UnitKind.MONEY and unit.factor < _LEAST_OF_SUMS and not is_per_head:
        return 0
    if not fits(probe(unit.unit, unit.kind), indicator, Measure.LEVEL):
        return 0
    return 2 if unit.unit is Unit.USD and indicator.unit is None else 1
