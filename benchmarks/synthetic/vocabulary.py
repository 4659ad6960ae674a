"""Places, subjects, filler sentences and spun words, from the tables beside this module.

What belongs here: reading those tables. What does not: sentences (`templates.py`) and numbers (`numerals.py`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
COUNTRY = ("100000", "全国")
OWN_WORDS = {
    "province": ("全省",),
    "city": ("全市", "我市"),
    "county_city": ("全市", "我市"),
    "county": ("全县", "我县"),
    "district": ("全区", "我区"),
}
"""What a report calls its own place, by level."""
SCOPES = {"province": "全国", "city": "全省", "county_city": "全省", "county": "全省", "district": "全市"}
"""Among whom a place is ranked, by level."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a report. `peers` and `children` are pairs of code and printed name."""

    code: str
    name: str
    short: str
    level: str
    province: tuple[str, str]
    peers: tuple[tuple[str, str], ...]
    children: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One indicator as reports name and print it: mantissas from `low` to `high` before `classifier`."""

    indicator: str
    names: tuple[str, ...]
    traits: frozenset[str]
    classifier: str
    factor: Decimal
    unit: str
    low: Decimal
    high: Decimal
    decimals: int

    def fits(self, traits: str) -> bool:
        return set(traits.split()) <= self.traits


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _pairs(cell: str) -> tuple[tuple[str, str], ...]:
    return tuple((item[:6], item[7:]) for item in cell.split("|") if item)


@cache
def places() -> tuple[Place, ...]:
    """All places that a report may be of."""
    return tuple(
        Place(
            row["code"],
            row["name"],
            row["short"],
            row["level"],
            (row["province_code"], row["province"]),
            _pairs(row["peers"]),
            _pairs(row["children"]),
        )
        for row in _rows("places.csv")
    )


@cache
def subjects() -> tuple[Subject, ...]:
    """All indicators that a sentence may speak of."""
    return tuple(
        Subject(
            row["indicator"],
            tuple(row["names"].split("|")),
            frozenset(row["traits"].split()),
            row["classifier"],
            Decimal(row["factor"]),
            row["unit"],
            Decimal(row["low"]),
            Decimal(row["high"]),
            int(row["decimals"]),
        )
        for row in _rows("subjects.csv")
    )


@cache
def fillers() -> tuple[str, ...]:
    """Sentences without a figure."""
    return tuple((FOLDER / "fillers.txt").read_text(encoding="utf-8").split("\n")[:-1])


@cache
def spun_words() -> tuple[tuple[str, str], ...]:
    """Pairs of a word and the one of equal length by which spun copies replace it."""
    return tuple((row["original"], row["spun"]) for row in _rows("spun.csv"))
