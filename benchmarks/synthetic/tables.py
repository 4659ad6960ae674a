"""Statistical tables as a web page or a PDF leaves them in a text: rows of tab-parted cells, or a cell a line.

What belongs here: tables with planted figures. What does not: sentences (`templates.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from benchmarks.synthetic import numerals
from benchmarks.synthetic.templates import Part, Passage, Planted, exact
from benchmarks.synthetic.vocabulary import Place, Subject, subjects

Cell = tuple[str, dict[str, str] | None]
"""What is printed, and what is true of it where it is a figure."""
ROWS = 5


def table(place: Place, part: Part, random: Random) -> Passage:
    """One table of some kind, with a line end behind it."""
    kinds: list[tuple[str, Callable[[Place, Part, Random], list[list[Cell]]]]] = [
        ("unit_column", _with_unit_column),
        ("unit_in_name", _with_unit_in_name),
    ]
    if place.children:
        kinds.append(("counties", _of_counties))
    name, make = random.choice(kinds)
    is_cell_a_line = random.random() < 0.4
    return _printed(make(place, part, random), "\n" if is_cell_a_line else "\t", f"table_{name}")


def _with_unit_column(place: Place, part: Part, random: Random) -> list[list[Cell]]:
    header: list[Cell] = [("指标", None), ("单位", None), (f"{part.year}年", None), ("比上年增长（%）", None)]
    rows = [header]
    for subject in _subjects(random):
        level, growth = _level(subject, random), _growth(random)
        facts = _facts(subject, place.code, str(part.year), part.status)
        rows.append(
            [
                (subject.names[0], None),
                (subject.classifier, None),
                (level[0], {**facts, **level[1], "measure": "level"}),
                (growth[0], {**facts, **growth[1], "measure": "change_pct"}),
            ]
        )
    return rows


def _with_unit_in_name(place: Place, part: Part, random: Random) -> list[list[Cell]]:
    years = (part.year - 1, part.year)
    rows: list[list[Cell]] = [[("指标名称", None), *((f"{year}年", None) for year in years)]]
    for subject in _subjects(random):
        row: list[Cell] = [(f"{subject.names[0]}（{subject.classifier}）", None)]
        for year in years:
            text, true = _level(subject, random)
            status = part.status if year == part.year else "actual"
            row.append((text, {**_facts(subject, place.code, str(year), status), **true, "measure": "level"}))
        rows.append(row)
    return rows


def _of_counties(place: Place, part: Part, random: Random) -> list[list[Cell]]:
    subject = _subjects(random)[0]
    rows: list[list[Cell]] = [
        [("县（市、区）", None), (f"{subject.names[0]}（{subject.classifier}）", None), ("增长（%）", None)]
    ]
    for code, name in place.children:
        level, growth = _level(subject, random), _growth(random)
        facts = _facts(subject, code, str(part.year), part.status)
        rows.append(
            [
                (name, None),
                (level[0], {**facts, **level[1], "measure": "level"}),
                (growth[0], {**facts, **growth[1], "measure": "change_pct"}),
            ]
        )
    return rows


def _subjects(random: Random) -> Sequence[Subject]:
    return random.sample([subject for subject in subjects() if subject.fits("money economy")], ROWS)


def _level(subject: Subject, random: Random) -> tuple[str, dict[str, str]]:
    printed = numerals.amount(subject, random, "plain", None)
    return printed.digits, {"value": exact(printed.value), "unit": printed.unit, "bound": "exact"}


def _growth(random: Random) -> tuple[str, dict[str, str]]:
    tenths = random.randint(-80, 240) or 1
    value = Decimal(tenths) / 10
    return str(value), {"value": exact(value), "unit": "percent", "bound": "exact"}


def _facts(subject: Subject, region: str, period: str, status: str) -> dict[str, str]:
    return {"indicator": subject.indicator, "region": region, "period": period, "status": status}


def _printed(rows: Sequence[Sequence[Cell]], gap: str, name: str) -> Passage:
    text = ""
    planted: list[Planted] = []
    for row in rows:
        for place, (cell, true) in enumerate(row):
            if place:
                text += gap
            if true is not None:
                planted.append(Planted(len(text), len(text) + len(cell), "fact", name, true))
            text += cell
        text += "\n"
    return Passage(text, tuple(planted))
