"""How well the extractor reads labelled texts: precision, recall, F1, accuracy of each field, abstentions.

    python -m benchmarks.accuracy [--write] [--errors N] [NAME ...]

What belongs here: running the extractor over the label sheets and telling the scores. What does not: how a score is
counted (`tests/golden/scoring.py`). `--write` writes docs/accuracy.md (`make docs`); `--errors` shows what was wrong.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import flow
from pipeline.reference import Reference, load_reference
from tests.golden.scoring import (
    FIELDS,
    Comparison,
    Labelled,
    Missed,
    Score,
    Tally,
    compare,
    extracted_row,
    read_sheet,
)

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
SHARED = ROOT.parent / "shared" / "evaluation"
SHARED_BEGIN, SHARED_END = "<!-- shared texts: begin -->", "<!-- shared texts: end -->"
FIRST_BEGIN, FIRST_END = "<!-- first sight: begin -->", "<!-- first sight: end -->"
"""Around what people wrote of texts seen for the first time, which no later run can measure: it stays as it was."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of texts with a folder of label sheets of the same names, and the indicators that the sheets know."""

    name: str
    description: str
    texts: Path
    sheets: Path
    catalogue: Path

    def names(self) -> list[str]:
        return sorted(path.stem for path in self.sheets.glob("*.tsv"))

    def is_there(self) -> bool:
        return self.sheets.is_dir() and self.texts.is_dir()

    def indicators(self) -> frozenset[str]:
        with self.catalogue.open(encoding="utf-8", newline="") as file:
            return frozenset(row["indicator"] for row in csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Measured:
    """One text, compared."""

    collection: str
    name: str
    comparison: Comparison

    @property
    def score(self) -> Score:
        return self.comparison.score


def _own_collections() -> tuple[Collection, ...]:
    """The folders of labelled texts under tests/golden; the heading of each README says what they are."""
    catalogue = ROOT / "seeds" / "reference" / "indicators.csv"
    folders = sorted({path.parent for path in (ROOT / "tests" / "golden").glob("*/*.tsv")})
    return tuple(Collection(folder.name, _heading(folder), folder, folder, catalogue) for folder in folders)


def _heading(folder: Path) -> str:
    readme = folder / "README.md"
    first = readme.read_text(encoding="utf-8").partition("\n")[0] if readme.exists() else ""
    return first.lstrip("# ") or "labelled texts"


SHARED_COLLECTION = Collection(
    "shared", "real reports", SHARED / "documents", SHARED / "gold", SHARED / "indicators.csv"
)
COLLECTIONS = (SHARED_COLLECTION, *_own_collections())


def measure(collections: Iterable[Collection], names: Sequence[str] = ()) -> list[Measured]:
    """Extracts and compares every text of the collections that are there, or those of the given names."""
    reference = load_reference()
    return [
        Measured(collection.name, name, compare_text(collection, name, reference))
        for collection in collections
        if collection.is_there()
        for name in collection.names()
        if not names or name in names
    ]


def compare_text(collection: Collection, name: str, reference: Reference) -> Comparison:
    """Extracts one text and compares it with its sheet."""
    given = extracted(collection.texts / f"{name}.txt", collection.indicators(), reference)
    return compare(read_sheet(collection.sheets / f"{name}.tsv"), given)


def extracted(path: Path, indicators: frozenset[str], reference: Reference) -> list[Labelled]:
    """What `zhibiao extract` prints of one file, in the terms of the label sheets."""
    data = path.read_bytes()
    raw_row = {"doc_id": hashlib.sha256(data).hexdigest(), "file_name": path.name}
    text = flow.text_row(raw_row, data, reference, "accuracy")
    numbers, observations = flow.number_and_observation_rows(text, flow.segment_rows(text, reference), reference)
    facts: dict[str, list[dict[str, object]]] = {}
    for observation in observations:
        facts.setdefault(observation["number_id"], []).append(observation)
    return [
        extracted_row({**number, **row}, indicators)
        for number in numbers
        for row in facts.get(number["number_id"], [number])
    ]


# -- the page ---------------------------------------------------------------------------------------------------------

_HEAD = """\
# Accuracy

Written by `make docs` (`python -m benchmarks.accuracy --write`); do not edit. Each text is scored against a label sheet
that was made by reading, never by the extractor. A **fact** is right when number, indicator, region, period, measure,
status, value and unit all agree; a **quantity** when number, value and unit agree. Numbers that the extractor calls no
quantity are not offered, and facts at numbers that the labels call doubtful count for nothing
(`tests/golden/scoring.py`).

Of the labelled facts that were not found right, an **abstention** is one that stands in the ledger as a plain
quantity: the figure is there, but nobody is told a wrong thing. **Wrong** ones were given with another field,
**dropped** ones were called no quantity. Facts given with a doubt (`confidence` is not `certain`) are counted apart
from the certain ones.

All these texts were in view of whoever wrote the rules, so expect less on reports that nobody has looked at: these
numbers guard against losing what was won, and say where the extractor is weak.
"""


def page(measured: Sequence[Measured], before: str) -> str:
    """The page; of the page `before` it keeps what people wrote, and the shared texts where those are not there now."""
    shared = [text for text in measured if text.collection == SHARED_COLLECTION.name]
    own = [text for text in measured if text.collection != SHARED_COLLECTION.name]
    section = (
        _section("The shared texts", "Real reports.", shared) if shared else _kept(before, SHARED_BEGIN, SHARED_END)
    )
    parts = [_HEAD]
    written = _kept(before, FIRST_BEGIN, FIRST_END)
    if written:
        parts.append(f"{FIRST_BEGIN}\n{written}{FIRST_END}\n")
    if section:
        parts.append(f"{SHARED_BEGIN}\n{section}{SHARED_END}\n")
    for collection in COLLECTIONS[1:]:
        texts = [text for text in own if text.collection == collection.name]
        if texts:
            where = f"`tests/golden/{collection.name}`, {collection.description}."
            parts.append(_section(f"The {collection.name} texts", where, texts))
    return "\n".join(parts)


def _section(title: str, where: str, texts: Sequence[Measured]) -> str:
    total = sum((text.score for text in texts), Score())
    return "\n".join((f"## {title}", "", where, "", *score_table(texts, total), "", *_details(total), ""))


def score_table(texts: Sequence[Measured], total: Score) -> list[str]:
    """A line a text, and their sum."""
    lines = [
        "| text | fact precision | fact recall | fact F1 | quantity F1 | facts | abstained | wrong | dropped |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    lines += [_score_line(f"`{text.name}`", text.score) for text in texts]
    return [*lines, _score_line("**all**", total)]


def _score_line(name: str, score: Score) -> str:
    fact, missed = score.fact, score.missed
    rates = f"{fact.precision:.3f} | {fact.recall:.3f} | {fact.f1:.3f} | {score.quantity.f1:.3f}"
    return f"| {name} | {rates} | {fact.wanted} | {missed.abstained} | {missed.wrong} | {missed.dropped} |"


def _details(score: Score) -> list[str]:
    fields = " | ".join(f"{score.field_accuracy(name):.3f}" for name in FIELDS)
    return [
        "Accuracy of each field where a fact was found at the labelled number:",
        "",
        f"| {' | '.join(FIELDS)} |",
        f"|{' --: |' * len(FIELDS)}",
        f"| {fields} |",
        "",
        f"Given as certain: {_given(score.certain)}. Given with a doubt: {_given(score.doubtful)}.",
    ]


def _given(tally: Tally) -> str:
    return f"{tally.given} facts, {tally.right} right ({tally.precision:.3f})" if tally.given else "none"


def _kept(page_text: str, begin: str, end: str) -> str | None:
    """What an earlier page has between two marks."""
    _, opened, rest = page_text.partition(begin + "\n")
    section, closed, _ = rest.partition(end)
    return section if opened and closed else None


# -- the command ------------------------------------------------------------------------------------------------------


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _print_errors(text: Measured, most: int) -> None:
    found = text.comparison
    kinds = (
        ("fact missed", found.missed_facts),
        ("fact wrong", found.spurious_facts),
        ("quantity missed", found.missed_quantities),
        ("quantity wrong", found.spurious_quantities),
    )
    for kind, rows in kinds:
        for row in rows[:most]:
            fields = " ".join(str(row.fields.get(name, "-")) for name in FIELDS)
            _say(f"    {kind:15} {row.start:6} {row.number} = {row.value} {fields}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores, and writes the page where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help="names of texts; without any, all")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--errors", type=int, default=0, help="errors of each kind to show a text")
    options = parser.parse_args(arguments)
    measured = measure(COLLECTIONS, options.names)
    for text in measured:
        fact, quantity = text.score.fact, text.score.quantity
        _say(
            f"{text.collection:8} {text.name:36} fact P {fact.precision:.3f} R {fact.recall:.3f} F1 {fact.f1:.3f}"
            f"  quantity F1 {quantity.f1:.3f}"
        )
        _print_errors(text, options.errors)
    for collection in COLLECTIONS:
        total = sum((text.score for text in measured if text.collection == collection.name), Score())
        missed: Missed = total.missed
        _say(
            f"{collection.name:8} {'ALL':36} fact P {total.fact.precision:.3f} R {total.fact.recall:.3f} "
            f"F1 {total.fact.f1:.3f}  quantity F1 {total.quantity.f1:.3f}  of {total.fact.wanted} facts "
            f"{missed.abstained} abstained, {missed.wrong} wrong, {missed.dropped} dropped"
        )
    if options.write:
        before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        if not SHARED_COLLECTION.is_there():
            sys.stderr.write(f"{SHARED} is not there: the section on its texts stays as it was\n")
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(measured, before), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
