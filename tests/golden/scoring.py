"""Scores extracted numbers against label sheets by the labelling guide, on nothing but plain rows.

What belongs here: reading label sheets, pairing, counting. What does not: running the extractor
(`benchmarks/accuracy.py`), nor the scores that are demanded of it (`test_accuracy.py`).

A quantity is right when its number overlaps the labelled one and value and unit agree (a labelled unit `other` agrees
with any); every fact is a quantity too, and a number with two facts is one quantity. A fact is right when its number
overlaps and indicator, region, period, measure, status, value and unit agree. Facts offered at numbers labelled
`doubtful` count for nothing. Numbers given as no quantity (`none`) are not offered as anything.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

KEY_FIELDS = ("indicator", "region", "period", "measure", "status", "unit")
"""Fields that must agree, beside the value, for a fact to be right."""
FIELDS = (*KEY_FIELDS, "bound")
"""Fields of which accuracy is told where a fact was found at all."""
RELATIVE, ABSOLUTE = Decimal("0.000001"), Decimal("0.000000001")
"""How far two values may lie apart: labels are written with six digits or more."""
CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of a label sheet, or one extracted number in the same terms. `kind` is its class."""

    start: int
    end: int
    number: str
    kind: str
    value: Decimal | None
    fields: Mapping[str, str] = field(default_factory=dict)
    confidence: str = CERTAIN

    def overlaps(self, other: Labelled) -> bool:
        return self.start < other.end and other.start < self.end

    def has_value_of(self, other: Labelled) -> bool:
        if self.value is None or other.value is None:
            return False
        allowed = max(ABSOLUTE, RELATIVE * max(abs(self.value), abs(other.value)))
        return abs(self.value - other.value) <= allowed

    def is_same_quantity(self, given: Labelled) -> bool:
        return self.has_value_of(given) and self.fields.get("unit") in ("other", given.fields.get("unit"))

    def is_same_fact(self, given: Labelled) -> bool:
        return self.has_value_of(given) and all(self.fields.get(name) == given.fields.get(name) for name in KEY_FIELDS)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, of how many wanted (labelled) and how many given (extracted)."""

    right: int = 0
    wanted: int = 0
    given: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wanted + other.wanted, self.given + other.given)

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else float(self.wanted == 0)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Missed:
    """What became of labelled facts that were not found right.

    `abstained`: given as a plain quantity; `wrong`: given as a fact that differs; `dropped`: no quantity, or no
    number at all.
    """

    abstained: int = 0
    wrong: int = 0
    dropped: int = 0

    def __add__(self, other: Missed) -> Missed:
        return Missed(self.abstained + other.abstained, self.wrong + other.wrong, self.dropped + other.dropped)


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one text, or the sum over several. `certain` and `doubtful` part the facts given by their
    confidence."""

    quantity: Tally = Tally()
    fact: Tally = Tally()
    certain: Tally = Tally()
    doubtful: Tally = Tally()
    missed: Missed = Missed()
    agreeing: Mapping[str, int] = field(default_factory=dict)
    """By field: facts found at the labelled number whose field agrees."""
    located: int = 0
    """Labelled facts at whose number a fact was given, right or wrong."""

    def __add__(self, other: Score) -> Score:
        return Score(
            self.quantity + other.quantity,
            self.fact + other.fact,
            self.certain + other.certain,
            self.doubtful + other.doubtful,
            self.missed + other.missed,
            {name: self.agreeing.get(name, 0) + other.agreeing.get(name, 0) for name in FIELDS},
            self.located + other.located,
        )

    def field_accuracy(self, name: str) -> float:
        return self.agreeing.get(name, 0) / self.located if self.located else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score with the rows behind it, for people who look for causes."""

    score: Score
    missed_facts: tuple[Labelled, ...]
    spurious_facts: tuple[Labelled, ...]
    missed_quantities: tuple[Labelled, ...]
    spurious_quantities: tuple[Labelled, ...]


def read_sheet(path: Path) -> list[Labelled]:
    """The rows of one label sheet (tab-separated, see the labelling guide)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [labelled_row(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def labelled_row(row: Mapping[str, str]) -> Labelled:
    """One row of a sheet as read from its file."""
    return Labelled(
        int(row["start"]),
        int(row["end"]),
        row["number"],
        row["class"],
        Decimal(row["value"]) if row["value"] else None,
        {name: row[name] for name in FIELDS if row[name]},
    )


def extracted_row(row: Mapping[str, object], indicators: Collection[str]) -> Labelled:
    """One extracted number. A fact about an indicator that the sheets do not know is a plain quantity to them."""
    kind = str(row["class"])
    if kind == "fact" and str(row["indicator"]) not in indicators:
        kind = "quantity"
    value = row["value"]
    return Labelled(
        int(str(row["start"])),
        int(str(row["end"])),
        str(row["number"]),
        kind,
        Decimal(str(value)) if value is not None else None,
        {name: str(row[name]) for name in FIELDS if row.get(name) is not None},
        str(row.get("confidence") or CERTAIN),
    )


def compare(labels: Sequence[Labelled], given: Sequence[Labelled]) -> Comparison:
    """Compares the extracted numbers of one text with its labels."""
    wanted_quantities = _one_a_number(row for row in labels if row.kind != "none")
    given_quantities = _one_a_number(row for row in given if row.kind != "none")
    doubts = [row for row in labels if row.kind == "doubtful"]
    wanted = [row for row in labels if row.kind == "fact"]
    offered = [row for row in given if row.kind == "fact" and not any(row.overlaps(doubt) for doubt in doubts)]
    quantity_pairs, missed_quantities, spurious_quantities = pair(
        wanted_quantities, given_quantities, Labelled.is_same_quantity
    )
    pairs, missed, spurious = pair(wanted, offered, Labelled.is_same_fact)
    located, _, _ = pair(wanted, offered, lambda _label, _row: True)
    score = Score(
        quantity=Tally(len(quantity_pairs), len(wanted_quantities), len(given_quantities)),
        fact=Tally(len(pairs), len(wanted), len(offered)),
        certain=_by_confidence(pairs, offered, is_certain=True),
        doubtful=_by_confidence(pairs, offered, is_certain=False),
        missed=_missed(missed, given, spurious),
        agreeing={
            name: sum(label.fields.get(name) == row.fields.get(name) for label, row in located) for name in FIELDS
        },
        located=len(located),
    )
    return Comparison(score, tuple(missed), tuple(spurious), tuple(missed_quantities), tuple(spurious_quantities))


Pair = tuple[Labelled, Labelled]


def pair(
    labels: Sequence[Labelled], given: Sequence[Labelled], agree: Callable[[Labelled, Labelled], bool]
) -> tuple[list[Pair], list[Labelled], list[Labelled]]:
    """Pairs each label with the first free row that overlaps and agrees: pairs, labels left over, rows left over."""
    free = list(given)
    pairs: list[Pair] = []
    missed: list[Labelled] = []
    for label in labels:
        place = next((i for i, row in enumerate(free) if label.overlaps(row) and agree(label, row)), None)
        if place is None:
            missed.append(label)
        else:
            pairs.append((label, free.pop(place)))
    return pairs, missed, free


def _one_a_number(rows: Iterable[Labelled]) -> list[Labelled]:
    return list({(row.start, row.end): row for row in rows}.values())


def _by_confidence(pairs: Sequence[Pair], offered: Sequence[Labelled], *, is_certain: bool) -> Tally:
    given = sum((row.confidence == CERTAIN) is is_certain for row in offered)
    right = sum((row.confidence == CERTAIN) is is_certain for _, row in pairs)
    return Tally(right, right, given)


def _missed(missed: Sequence[Labelled], given: Sequence[Labelled], spurious: Sequence[Labelled]) -> Missed:
    wrong = abstained = dropped = 0
    for label in missed:
        if any(label.overlaps(row) for row in spurious):
            wrong += 1
        elif any(label.overlaps(row) and row.kind != "none" for row in given):
            abstained += 1
        else:
            dropped += 1
    return Missed(abstained, wrong, dropped)
