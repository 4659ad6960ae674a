"""How fast a text layer becomes a ledger with observations, beside the least that any such program must do.

    python -m benchmarks.extraction_speed [--write] [--quick]

What belongs here: rates in MB of UTF-8 a CPU second on one core, and how the time grows with the text. What does not:
readers (a file's bytes to its text layer) and the warehouse. The floor is one compiled pattern of numbers with all
units plus one automaton (pyahocorasick) over all aliases of the catalogue, on the same text in the same run; the wider
floor has an automaton over the names of regions as well. `--quick` leaves out the largest texts.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ahocorasick

from benchmarks.pages import machine, table, write_section
from benchmarks.synthetic.layouts import RECIPES
from benchmarks.synthetic_reports import make_report, make_reports
from pipeline.cleaning import clean_text
from pipeline.extraction import Extractor
from pipeline.reference import Reference, load_reference
from pipeline.segmentation import segment_report

LEAST_RATE, MOST_TIMES_FLOOR, MOST_GROWTH = 1.5, 10.0, 1.5
"""Targets: MB a second; times the floor; seconds a MB of the longest text over those of the shortest."""
REPETITIONS = 5
SHARED = Path(__file__).resolve().parents[2] / "shared" / "evaluation" / "documents"
DENSE = frozenset({"synthetic, prose", "synthetic, tables"})
"""Texts with three to five times as many numbers a MB as real reports: told, but no target is set for them."""
TINY = 0.02
"""Seconds below which a growth says nothing."""
DOUBLINGS, TOO_LONG = 4, 30.0
"""A stress text is doubled so often up to its size, and no further once a pass takes so many seconds."""


@dataclass(frozen=True, slots=True)
class Timing:
    """CPU seconds of the stages of one text (or of several, summed)."""

    megabytes: float
    clean: float
    segment: float
    extract: float
    numbers: int

    @property
    def seconds(self) -> float:
        return self.clean + self.segment + self.extract

    @property
    def rate(self) -> float:
        return self.megabytes / self.seconds


class Bench:
    """The extractor and the floor over the same reference data."""

    def __init__(self) -> None:
        self._reference = load_reference()
        self._extractor = Extractor(self._reference)
        self._pattern = floor_pattern(self._reference)
        self._aliases = floor_automaton(alias_names(self._reference))
        self._names = floor_automaton([*alias_names(self._reference), *self._reference.regions.names])

    def once(self, text: str) -> Timing:
        """One pass over one text."""
        gc.collect()
        start = time.process_time()
        clean = clean_text(text, self._reference)
        cleaned = time.process_time()
        report = segment_report(clean, text, self._reference)
        segmented = time.process_time()
        entries = self._extractor.extract(report)
        end = time.process_time()
        size = len(text.encode("utf-8", "surrogatepass")) / 1e6
        return Timing(size, cleaned - start, segmented - cleaned, end - segmented, len(entries))

    def best(self, text: str, repetitions: int = REPETITIONS) -> Timing:
        """The fastest of several passes: what disturbs a measurement only ever slows it down."""
        return min((self.once(text) for _ in range(repetitions)), key=lambda timing: timing.seconds)

    def over(self, texts: Sequence[str]) -> Timing:
        """The sum over many texts."""
        timings = [self.best(text) for text in texts]
        return Timing(
            sum(timing.megabytes for timing in timings),
            sum(timing.clean for timing in timings),
            sum(timing.segment for timing in timings),
            sum(timing.extract for timing in timings),
            sum(timing.numbers for timing in timings),
        )

    def floors(self, texts: Sequence[str]) -> tuple[float, float]:
        """CPU seconds of the floor and of the wider floor over many texts."""
        return self._floor(texts, self._aliases), self._floor(texts, self._names)

    def _floor(self, texts: Sequence[str], automaton: ahocorasick.Automaton) -> float:
        return sum(min(self._floor_once(text, automaton) for _ in range(REPETITIONS)) for text in texts)

    def _floor_once(self, text: str, automaton: ahocorasick.Automaton) -> float:
        start = time.process_time()
        found = [match.span() for match in self._pattern.finditer(text)]
        found += list(automaton.iter_long(text))
        return time.process_time() - start


def floor_pattern(reference: Reference) -> re.Pattern[str]:
    """Numbers with scale and unit, units longest first."""
    units = "|".join(re.escape(unit) for unit in sorted(reference.units, key=len, reverse=True))
    return re.compile(rf"(?=[第\d])第?\d+(?:,\d{{3}})*(?:\.\d+)?[余多]?(?:万亿|亿|万|千|百)?(?:{units})?")


def alias_names(reference: Reference) -> list[str]:
    """All aliases of the catalogue."""
    return [alias for indicator in reference.indicators.values() for alias in indicator.aliases]


def floor_automaton(names: Iterable[str]) -> ahocorasick.Automaton:
    """An automaton over names as they stand."""
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


# -- what is measured -------------------------------------------------------------------------------------------------


def corpora() -> Iterator[tuple[str, list[str]]]:
    """Names and texts of the collections whose rate is told; `wordy` is as dense in numbers as real reports."""
    if SHARED.is_dir():
        yield "real reports", [path.read_bytes().decode() for path in sorted(SHARED.glob("*.txt"))]
    for name in ("wordy", "prose", "tables"):
        yield f"synthetic, {name}", [report.text for report in make_reports(1, 80, RECIPES[name], 5_000)]


def growing(quick: bool) -> Iterator[tuple[float, str]]:
    """One report each of growing length: wanted MB and the text (three bytes a character, mostly)."""
    for megabytes in (0.1, 0.5, 1.0) if quick else (0.1, 0.5, 1.0, 5.0):
        yield megabytes, make_report(1, 0, RECIPES["wordy"], int(megabytes * 1e6 / 2.6)).text


LONG_LINE = 1_000_000
"""Bytes of a line in the cases that repeat a piece."""
PIECES = {
    "prose in one line": "全市高新技术企业达到1680家，同比增长22.56%，总量居全省第4位。",
    "one sentence of clauses": "全市高新技术企业达到1680家，同比增长22.56%，",
    "years in one sentence": "2023年地区生产总值增长5%，",
    "分别 in one sentence": "地区生产总值、粮食产量分别增长5%、6%，",
    "places in one sentence": "桓台县、沂源县高新技术企业分别达到5家和6家，",
    "numbers without clauses": "12家、",
    "numbers without units": "12、",
    "words without numbers": "科技创新工作",
    "opening quotes": "“",
    "opening brackets": "（",
    "opening book marks": "《",
    "numerals": "三",
    "ordinal marks": "第",
    "ordinals": "第三",
    "first few": "前三",
    "fractions": "五分之一",
    "doublings": "翻一番",
    "tabs between cells": "12\t",
    "short lines": "12\n",
    "blanks": " ",
    "commas": "，",
    "full stops": "。",
    "names of places": "淄博市",
    "names of indicators": "高新技术企业",
    "years": "2023年",
    "percent in words": "百分之",
    "range signs": "12-",
    "points": "1.",
    "headings": "一、",
}
"""Texts that repeat one piece, each a way to make careless code look at everything again for everything."""


@dataclass(frozen=True, slots=True)
class Stress:
    """A text of any number of pieces; `count` is the number wanted."""

    name: str
    text: Callable[[int], str]
    count: int


def stress_texts(quick: bool) -> Iterator[Stress]:
    """All cases, at a tenth of the size where it must be quick."""
    part = 10 if quick else 1
    for name, piece in PIECES.items():
        yield Stress(name, piece.__mul__, LONG_LINE // len(piece.encode()) // part)
    yield Stress("digits in a row", "1".__mul__, 100_000)
    yield Stress("digits in a row with a unit", lambda count: "1" * count + "元", 100_000)
    numbers = 1_000_000 // part
    yield Stress(
        f"{numbers:,} numbers in one sentence",
        lambda count: "，".join(f"{number}家" for number in range(count)),
        numbers,
    )


# -- telling it -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """Lines of the three tables, and what misses its target."""

    rates: list[list[str]]
    growth: list[list[str]]
    stress: list[list[str]]
    misses: list[str]


def measure(bench: Bench, quick: bool, say: Callable[[str], None]) -> Measured:
    """Runs everything, telling each line as it comes."""
    found = Measured([], [], [], [])
    bench.best("全市地区生产总值达到1234.5亿元。" * 50)
    for name, texts in corpora():
        timing, (floor, wider) = bench.over(texts), bench.floors(texts)
        found.rates.append(_rate_line(name, timing, floor, wider))
        say("  ".join(found.rates[-1]))
        if name in DENSE:
            continue
        if timing.rate < LEAST_RATE:
            found.misses.append(f"{name}: {timing.rate:.2f} MB/s, wanted {LEAST_RATE}")
        if timing.seconds > MOST_TIMES_FLOOR * floor:
            found.misses.append(f"{name}: {timing.seconds / floor:.1f} times the floor, wanted {MOST_TIMES_FLOOR:.0f}")
    first: float | None = None
    for _, text in growing(quick):
        timing = bench.best(text, 2)
        first = first or timing.seconds / timing.megabytes
        growth = timing.seconds / timing.megabytes / first
        found.growth.append([f"{timing.megabytes:.2f}", f"{timing.seconds:.2f}", f"{timing.rate:.2f}", f"{growth:.2f}"])
        say("  ".join(found.growth[-1]))
        if growth > MOST_GROWTH:
            found.misses.append(f"a report of {timing.megabytes:.1f} MB takes {growth:.2f} times as long a MB")
    for stress in stress_texts(quick):
        found.stress.append(_stress_line(bench, stress, found.misses))
        say("  ".join(found.stress[-1]))
    return found


def _rate_line(name: str, timing: Timing, floor: float, wider: float) -> list[str]:
    stages = [f"{1000 * part / timing.megabytes:.0f}" for part in (timing.clean, timing.segment, timing.extract)]
    return [
        name,
        f"{timing.megabytes:.2f}",
        f"{timing.numbers:,}",
        f"{timing.rate:.2f}",
        *stages,
        f"{1000 * floor / timing.megabytes:.0f}",
        f"{timing.seconds / floor:.1f}",
        f"{timing.seconds / wider:.1f}",
    ]


def _stress_line(bench: Bench, stress: Stress, misses: list[str]) -> list[str]:
    """Doubles the text until it is as long as wanted, or takes too long: what is quadratic would never end."""
    sizes = [stress.count >> halvings for halvings in reversed(range(DOUBLINGS + 1))]
    smaller = larger = bench.once(stress.text(sizes[0]))
    for size in sizes[1:]:
        smaller, larger = larger, bench.once(stress.text(size))
        if larger.seconds > TOO_LONG:
            break
    growth = larger.seconds / max(smaller.seconds, 1e-6)
    name = stress.name if size == stress.count else f"{stress.name} (stopped at {size / stress.count:.0%})"
    if growth > 2 * MOST_GROWTH and larger.seconds > TINY:
        misses.append(f"{name}: twice the text takes {growth:.1f} times as long ({larger.seconds:.1f} s)")
    elif size < stress.count:
        misses.append(f"{name}: {larger.seconds:.1f} s")
    return [name, f"{larger.megabytes:.2f}", f"{larger.seconds:.2f}", f"{larger.rate:.2f}", f"{growth:.1f}"]


_SECTION = """\
## Extraction speed

Text layer to ledger and observations (`python -m benchmarks.extraction_speed`). {machine} MB are of UTF-8; clean,
segment, extract and floor are CPU milliseconds a MB, the best of five passes. The floor is one pattern of numbers with
all units plus one automaton over the aliases of the catalogue; the wider floor has the names of regions as well.
Targets: at least {rate} MB/s, at most {times:.0f} times the floor, on texts as dense in numbers as reports are; the
last two hold three to five times as many numbers a MB.

{rates}

One report of growing length; the last column compares the seconds a MB with the first line (target: below {growth}).

{growing}

Texts that make careless code slow: one piece repeated, nothing else. Linear is a growth of 2 when the text is twice as
long.

{stress}

{verdict}
"""


def section(found: Measured) -> str:
    """The section of docs/benchmarks.md."""
    rates = ("text", "MB", "numbers", "MB/s", "clean", "segment", "extract", "floor", "times", "times wider")
    misses = "\n".join(f"- {miss}" for miss in found.misses)
    return _SECTION.format(
        machine=machine(),
        rate=LEAST_RATE,
        times=MOST_TIMES_FLOOR,
        growth=MOST_GROWTH,
        rates=table(rates, found.rates),
        growing=table(("MB", "seconds", "MB/s", "seconds a MB, relative"), found.growth),
        stress=table(("text", "MB", "seconds", "MB/s", "growth"), found.stress),
        verdict=f"Targets missed:\n\n{misses}" if misses else "Every target is met.",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables. With `--strict`, exits with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    parser.add_argument("--quick", action="store_true", help="smaller texts: seconds instead of minutes")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a target is missed")
    options = parser.parse_args(arguments)

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    found = measure(Bench(), options.quick, say)
    if options.write:
        write_section("extraction speed", section(found))
    for miss in found.misses:
        say(f"missed: {miss}")
    return 1 if found.misses and options.strict else 0


if __name__ == "__main__":
    sys.exit(main())
