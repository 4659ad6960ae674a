"""How the extractor reads synthetic reports: recall and precision by template, which names the wording that fails.

    python -m benchmarks.synthetic_accuracy [--recipe simple ...] [--reports 300] [--seed 1] [--failures 3]

What belongs here: comparing what was planted with what was found. What does not: demands (tests/unit/benchmarks/).
Unlike the label sheets, these reports are artificial: they show what kind of wording fails, not how often it occurs.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from benchmarks.synthetic.layouts import RECIPES, SIMPLE, Recipe
from benchmarks.synthetic.templates import Planted
from benchmarks.synthetic_reports import CHARACTERS, SyntheticReport, make_reports
from pipeline.cleaning import clean_text
from pipeline.extraction import Extractor, LedgerEntry
from pipeline.reference import Reference, load_reference
from pipeline.segmentation import segment_report

FACT_FIELDS = ("indicator", "region", "period", "measure", "status", "unit", "bound")
CONTEXT = 28
"""Characters on either side of a number that a failure shows."""


@dataclass(slots=True)
class Count:
    """Numbers of one template: planted facts and quantities, how many were found right, and what was wrongly given."""

    facts: int = 0
    facts_found: int = 0
    facts_given: int = 0
    quantities: int = 0
    quantities_found: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.facts_found / self.facts if self.facts else 1.0

    @property
    def precision(self) -> float:
        return self.facts_found / self.facts_given if self.facts_given else 1.0

    def add(self, other: Count) -> None:
        self.facts += other.facts
        self.facts_found += other.facts_found
        self.facts_given += other.facts_given
        self.quantities += other.quantities
        self.quantities_found += other.quantities_found


Found = tuple[str, int, int, Mapping[str, str]]
"""Class, start, end and fields of one extracted statement, in the terms of what is planted."""


def extract_entries(report: SyntheticReport, extractor: Extractor, reference: Reference) -> list[LedgerEntry]:
    """The ledger of a report's text."""
    return extractor.extract(segment_report(clean_text(report.text, reference), report.text, reference))


def found_of(entries: Iterable[LedgerEntry]) -> Iterator[Found]:
    """What the ledger says, one item a statement."""
    for entry in entries:
        kind = entry.verdict.value
        if not entry.observations:
            fields = {"value": _plain(entry.value), "unit": entry.unit.value if entry.unit else ""}
            yield kind, entry.start, entry.end, fields if kind == "quantity" else {}
        for observation in entry.observations:
            binding = observation.binding
            fields = {
                "indicator": binding.indicator.id,
                "region": binding.place.code or "",
                "period": binding.period,
                "measure": binding.telling.measure.value,
                "status": binding.standing.status.value,
                "unit": binding.unit.value,
                "bound": binding.bound.value,
                "value": _plain(binding.value),
            }
            if binding.value_high is not None:
                fields["value_high"] = _plain(binding.value_high)
            yield kind, entry.start, entry.end, fields


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def compare_report(report: SyntheticReport, found: Iterable[Found], counts: dict[str, Count]) -> None:
    """Adds what became of a report's numbers to the counts by template. Span and all fields of a fact must be right."""
    free = list(found)
    starts = [number.start for number in report.numbers]
    for planted in report.numbers:
        if planted.kind == "none":
            continue
        count = counts.setdefault(planted.template, Count())
        hit = next((item for item in free if _is_same(planted, item)), None)
        if planted.kind == "fact":
            count.facts += 1
            count.facts_found += hit is not None
        else:
            count.quantities += 1
            count.quantities_found += hit is not None
        if hit is not None:
            free.remove(hit)
            count.facts_given += hit[0] == "fact"
        else:
            count.failures.append(_failure(report, planted, free))
    for item in free:
        if item[0] == "fact":
            place = max(bisect_right(starts, item[1]) - 1, 0)
            wrong = counts.setdefault(report.numbers[place].template, Count())
            wrong.facts_given += 1
            wrong.failures.append(f"given: {_around(report.text, item[1], item[2])} {_told(item[3])}")


def _is_same(planted: Planted, item: Found) -> bool:
    kind, start, end, fields = item
    if (kind, start, end) != (planted.kind, planted.start, planted.end):
        return False
    if planted.kind == "quantity":
        return fields["value"] == planted.fields["value"] and planted.fields["unit"] in ("other", fields["unit"])
    return fields == planted.fields


def _failure(report: SyntheticReport, planted: Planted, free: Sequence[Found]) -> str:
    near = [item for item in free if item[1] < planted.end and planted.start < item[2]]
    given = "; ".join(_difference(planted, item) for item in near) or "no number"
    return f"{planted.kind} missed: {_around(report.text, planted.start, planted.end)} -> {given}"


def _difference(planted: Planted, item: Found) -> str:
    kind, start, end, fields = item
    parts = (
        []
        if (start, end) == (planted.start, planted.end)
        else [f"span {start - planted.start:+},{end - planted.end:+}"]
    )
    if kind != planted.kind:
        parts.append(kind)
    if kind == "fact":
        names = dict.fromkeys((*fields, *planted.fields))
        parts += [
            f"{name} {fields.get(name)} not {planted.fields.get(name)}"
            for name in names
            if fields.get(name) != planted.fields.get(name)
        ]
    elif kind == planted.kind:
        parts.append(_told(fields))
    return ", ".join(parts)


def _told(fields: Mapping[str, str]) -> str:
    return " ".join(fields.values())


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return f"{before}【{text[start:end]}】{after}".replace("\n", "⏎").replace("\t", "⇥")


def measure(recipe: Recipe, seed: int, reports: int, characters: int = CHARACTERS) -> dict[str, Count]:
    """Counts by template over many reports."""
    reference = load_reference()
    extractor = Extractor(reference)
    counts: dict[str, Count] = {}
    for report in make_reports(seed, reports, recipe, characters):
        compare_report(report, found_of(extract_entries(report, extractor, reference)), counts)
    return counts


def total_of(counts: Mapping[str, Count]) -> Count:
    """The sum over templates."""
    total = Count()
    for count in counts.values():
        total.add(count)
    return total


def lines_of(counts: Mapping[str, Count], failures: int) -> Iterator[str]:
    """A table by template, the worst first, with some failures each, and the sum."""
    yield f"{'template':32} {'facts':>6} {'recall':>7} {'precis.':>7} {'quant.':>6} {'recall':>7}"
    for name, count in sorted(counts.items(), key=lambda item: (item[1].recall + item[1].precision, item[0])):
        yield _line(name, count)
        yield from (f"      {failure}" for failure in count.failures[:failures])
    yield _line("ALL", total_of(counts))


def _line(name: str, count: Count) -> str:
    quantity = count.quantities_found / count.quantities if count.quantities else 1.0
    rates = f"{count.recall:7.3f} {count.precision:7.3f} {count.quantities:6} {quantity:7.3f}"
    return f"{name:32} {count.facts:6} {rates}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the counts of each recipe."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--recipe", nargs="+", choices=sorted(RECIPES), default=[SIMPLE.name])
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=int, default=0, help="failures to show a template")
    options = parser.parse_args(arguments)
    for name in options.recipe:
        sys.stdout.write(f"\n{name}: {options.reports} reports\n")
        for line in lines_of(measure(RECIPES[name], options.seed, options.reports), options.failures):
            sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
