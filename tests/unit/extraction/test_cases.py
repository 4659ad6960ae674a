"""Short cases of what reports say, by phenomenon: a row of `cases/*.csv` is one or two sentences and what they state.

A row: `name`, `phenomenon`, `title` (empty: `DEFAULT_TITLE`), `text` (`\\n`, `\\t`, `\\u200b` are written out),
`expected`, `known_gap`. The expectation is written from the labelling guide, never from what the extractor prints. It
lists every number that is a fact or a quantity, in order, parted by `; `; a number that is not listed must be neither.

    1027: hte_count level 1027 count at_least; 12.5: hte_count change_pct 12.5 percent period=2022 region=370321
    600: hte_count level 600 count target + tech_sme_count level 600 count target
    2: quantity 2 count range high=3; 2023: none

What is not said is the default: region 370300, period 2023, status actual, bound exact. A unit `other` agrees with any,
as in the scorer. `-` stands for no number at all. A row with a `known_gap` (why the extractor fails) must fail: mend
the extractor, and the row asks to be unmarked.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.extraction import LedgerEntry
from pipeline.flow import extract_text
from pipeline.reference.indicators import Reading
from pipeline.vocabulary import Bound, Measure, NumberClass, Status, Unit
from tests.read_once import reference

DEFAULT_TITLE = "淄博市2023年科技工作总结"
COLUMNS = ["name", "phenomenon", "title", "text", "expected", "known_gap"]
STATUSES, BOUNDS = set(Status), set(Bound)


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a file of cases."""

    name: str
    phenomenon: str
    title: str
    text: str
    expected: str
    known_gap: str

    @property
    def report(self) -> str:
        """The report that is extracted: the title line, an empty line, the text."""
        return f"{self.title or DEFAULT_TITLE}\n\n{_unescaped(self.text)}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said with one number. A plain quantity has no indicator."""

    number: str
    span: tuple[int, int]
    said: tuple[str, ...]


def _unescaped(text: str) -> str:
    return re.sub(
        r"\\u([0-9a-f]{4})|\\([nt])", lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t"}[m[2]], text
    )


def read_cases(path: Path) -> list[Case]:
    """The rows of one file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS, f"{path}: columns are {COLUMNS}"
        return [Case(**row) for row in reader]


CASES = [
    (path.stem, case) for path in sorted(Path(__file__).with_name("cases").glob("*.csv")) for case in read_cases(path)
]
READINGS = [case for group, case in CASES if group == "readings"]
"""A case for each row of `readings.csv`, under its name."""


def _params() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{group}-{case.name}",
            marks=[pytest.mark.xfail(strict=True, reason=case.known_gap)] if case.known_gap else [],
        )
        for group, case in CASES
    ]


def test_names_of_cases_are_unique() -> None:
    names = [case.name for _, case in CASES]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("case", _params())
def test_numbers_are_what_the_case_says(case: Case) -> None:
    check(case)


def test_every_reading_has_a_case() -> None:
    """A row of `seeds/reference/readings.csv` without a case of its name: write one into `cases/readings.csv`."""
    named = {reading.name for readings in reference().catalogue.readings.values() for reading in readings}
    told = {case.name for case in READINGS}
    assert sorted(named - told) == [], "write a case of each name into cases/readings.csv"
    assert sorted(told - named) == [], "cases of readings that are no more"


def check(case: Case) -> None:
    """Fails where the extractor says anything but what is expected."""
    expected = read_expectation(case)
    _, _, entries = extract_text(case.report.encode(), f"{case.name}.txt", reference())
    assert told(entries, expected) == lines(expected)
    if case in READINGS and any(reading.indicator for reading in readings_called(case.name)):
        decided = {rule for entry in entries for o in entry.observations for rule in o.binding.rules}
        assert case.name in decided, "another reading takes this sentence: the one that it is named after may be idle"


def readings_called(name: str) -> list[Reading]:
    """The readings of one name: one for each subject that it refines."""
    return [r for readings in reference().catalogue.readings.values() for r in readings if r.name == name]


def read_expectation(case: Case) -> list[Statement]:
    """The statements of the column `expected`, each with the span of its number in the report."""
    report = case.report
    position = report.index("\n")
    statements: list[Statement] = []
    if case.expected == "-":
        return statements
    for item in case.expected.split("; "):
        number, _, rest = item.partition(": ")
        found = re.compile(rf"(?<![\d.]){re.escape(_unescaped(number))}(?!\d|\.\d)").search(report, position)
        assert found, f"{case.name}: {number} does not stand in the rest of the text"
        position = found.end()
        for said in rest.split(" + "):
            statements.append(Statement(_unescaped(number), found.span(), _said(said.split(), case)))
    return [statement for statement in statements if statement.said]


def _said(words: list[str], case: Case) -> tuple[str, ...]:
    if words == ["none"]:
        return ()
    named = dict(word.split("=") for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    kind = plain.pop(0)
    measure = plain.pop(0) if kind != NumberClass.QUANTITY else ""
    value, unit, *more = plain
    assert unit in set(Unit), f"{case.name}: {unit} is no unit"
    assert not set(more) - STATUSES - BOUNDS, f"{case.name}: {more}"
    bound = next((word for word in more if word in BOUNDS), Bound.EXACT.value)
    amount = (_number(value), named.get("high", ""), unit, bound)
    if kind == NumberClass.QUANTITY:
        return (kind, *amount)
    assert kind in reference().indicators, f"{case.name}: {kind} is no indicator"
    assert measure in set(Measure), f"{case.name}: {measure} is no measure"
    status = next((word for word in more if word in STATUSES), Status.ACTUAL.value)
    return (kind, named.get("region", "370300"), named.get("period", "2023"), measure, status, *amount)


def _number(value: object) -> str:
    return f"{float(str(value)):.12g}"


def told(entries: list[LedgerEntry], expected: list[Statement]) -> list[str]:
    """What the extractor says, in the words of the expectation."""
    statements = []
    for entry in entries:
        if entry.verdict is NumberClass.NONE:
            continue
        same = next((s for s in expected if s.span[0] < entry.end and entry.start < s.span[1]), None)
        number, span = (same.number, same.span) if same else (entry.number, (entry.start, entry.end))
        is_any_unit = same is not None and same.said[-2] == Unit.OTHER
        for said in _observed(entry, is_any_unit) or [(NumberClass.QUANTITY.value, *_amount(entry, is_any_unit))]:
            statements.append(Statement(number, span, said))
    return lines(statements)


def _observed(entry: LedgerEntry, is_any_unit: bool) -> list[tuple[str, ...]]:
    return [
        (
            o.binding.indicator.id,
            o.binding.place.code or "",
            o.binding.period,
            o.binding.telling.measure.value,
            o.binding.standing.status.value,
            _number(o.binding.value),
            _number(o.binding.value_high) if o.binding.value_high is not None else "",
            Unit.OTHER.value if is_any_unit else o.binding.unit.value,
            o.binding.bound.value,
        )
        for o in entry.observations
    ]


def _amount(entry: LedgerEntry, is_any_unit: bool) -> tuple[str, ...]:
    assert entry.unit is not None
    assert entry.bound is not None
    high = _number(entry.value_high) if entry.value_high is not None else ""
    return (_number(entry.value), high, Unit.OTHER.value if is_any_unit else entry.unit.value, entry.bound.value)


def lines(statements: list[Statement]) -> list[str]:
    """One line a statement, in order of the text; those of one number in alphabetical order."""
    ordered = sorted(statements, key=lambda statement: (statement.span, statement.said))
    return [f"{statement.number}: {' '.join(word for word in statement.said if word)}" for statement in ordered]
