"""Synthetic reports with planted facts: seeded, of any kind and size, with a label sheet in the format of the gold.

    python -m benchmarks.synthetic_reports FOLDER [--recipe simple] [--seed 1] [--reports 10] [--characters 3000]

What belongs here: making and writing reports. What does not: what they are made of (`benchmarks/synthetic/`) and how
the extractor reads them (`benchmarks/synthetic_accuracy.py`). The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.synthetic.layouts import RECIPES, SIMPLE, Recipe, passages
from benchmarks.synthetic.templates import Passage, Planted

CHARACTERS = 3000
"""Characters of a report unless more are asked for: an annual report of a bureau has three to ten thousand."""
SHEET_COLUMNS = (
    "mention",
    "start",
    "end",
    "number",
    "class",
    "indicator",
    "region",
    "period",
    "measure",
    "status",
    "value",
    "value_high",
    "unit",
    "bound",
)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SyntheticReport:
    """A report with the truth about each of its numbers, in order."""

    name: str
    text: str
    numbers: tuple[Planted, ...]

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of its label sheet."""
        return sheet_rows([Passage(self.text, self.numbers)])


def make_report(seed: int, ordinal: int = 0, recipe: Recipe = SIMPLE, characters: int = CHARACTERS) -> SyntheticReport:
    """One report of about so many characters."""
    texts: list[str] = []
    numbers: list[Planted] = []
    length = 0
    for passage in passages(recipe, _random(seed, ordinal, recipe), characters):
        texts.append(passage.text)
        numbers.extend(number.moved(length) for number in passage.numbers)
        length += len(passage.text)
    return SyntheticReport(f"{recipe.name}_{seed}_{ordinal:05d}", "".join(texts), tuple(numbers))


def make_reports(
    seed: int, count: int, recipe: Recipe = SIMPLE, characters: int = CHARACTERS
) -> Iterator[SyntheticReport]:
    """Many reports, one at a time."""
    return (make_report(seed, ordinal, recipe, characters) for ordinal in range(count))


def write_report(
    folder: Path, seed: int, ordinal: int = 0, recipe: Recipe = SIMPLE, characters: int = CHARACTERS
) -> Path:
    """Writes NAME.txt and NAME.tsv passage by passage, so that a report may be larger than memory; returns the text."""
    path = folder / f"{recipe.name}_{seed}_{ordinal:05d}.txt"
    with (
        path.open("w", encoding="utf-8", newline="") as text,
        path.with_suffix(".tsv").open("w", encoding="utf-8", newline="") as sheet,
    ):
        sheet.write("\t".join(SHEET_COLUMNS) + "\n")

        def written() -> Iterator[Passage]:
            for passage in passages(recipe, _random(seed, ordinal, recipe), characters):
                text.write(passage.text)
                yield passage

        for row in sheet_rows(written()):
            sheet.write("\t".join(row[column] for column in SHEET_COLUMNS) + "\n")
    return path


def sheet_rows(parts: Iterable[Passage]) -> Iterator[dict[str, str]]:
    """The rows of a label sheet; two facts of one number share their mention. Blanks within a number are left out."""
    length = mention = 0
    last_start = -1
    for part in parts:
        for planted in part.numbers:
            number = planted.moved(length)
            mention += number.start != last_start
            last_start = number.start
            row = dict.fromkeys(SHEET_COLUMNS, "")
            row |= {"mention": f"m{mention:03d}", "start": str(number.start), "end": str(number.end)}
            row |= {"number": _BLANKS.sub("", part.text[planted.start : planted.end]), "class": number.kind}
            row |= number.fields
            yield row
        length += len(part.text)


def _random(seed: int, ordinal: int, recipe: Recipe) -> Random:
    return Random(f"{recipe.name}/{seed}/{ordinal}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes reports into a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recipe", choices=sorted(RECIPES), default=SIMPLE.name)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--characters", type=int, default=CHARACTERS)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for ordinal in range(options.reports):
        write_report(options.folder, options.seed, ordinal, RECIPES[options.recipe], options.characters)
    sys.stdout.write(f"{options.reports} reports in {options.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
