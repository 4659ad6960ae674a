"""Hostile files, each in a process of its own: what became of it, how long it took, how much memory.

`python -m benchmarks.hostile [--write]`; the cases are those of `tests/security`, so that page and tests tell of the
same.
What does not belong here: making hostile files (`tests/security/hostile_files.py`) and judging readers (the tests
there).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import table, write_section
from tests.security import test_hostile_reports as cases

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"


@dataclass(frozen=True, slots=True)
class Case:
    """One bad input: what it is called, what makes it, and the file name under which it comes."""

    kind: str
    make: Callable[[], bytes]
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case. `megabytes` is the largest resident memory of the process that worked on it."""

    case: Case
    told: str
    seconds: float
    megabytes: int


def all_cases() -> Iterator[Case]:
    """The cases of the tests: files that are put aside, pages that are read, texts that strain patterns."""
    for make, name, _ in _parameters(cases.test_hostile_file_is_put_aside_in_bounded_time):
        yield Case("file to be put aside", make, name)
    for number, data in enumerate(_parameters(cases.test_awkward_page_is_still_read_in_bounded_time), 1):
        yield Case("awkward page", lambda data=data: data, f"awkward {number}.html")  # type: ignore[misc]
    for name, text in cases.STRESS.items():
        yield Case("text that strains patterns", lambda text=text: text.encode(), f"{name}.txt")  # type: ignore[misc]


def try_case(case: Case) -> Outcome:
    """Reads and extracts one case in a child process."""
    data = case.make()
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, json.dumps(_told(data, case.name)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, _, usage = os.wait4(child, 0)
    told = json.loads(answer) if answer else "the process died"
    return Outcome(case, told, time.monotonic() - began, usage.ru_maxrss // 1024)


def _told(data: bytes, name: str) -> str:
    from pipeline import flow
    from pipeline.errors import UnreadableReportError
    from pipeline.reference import load_reference

    try:
        _, _, ledger = flow.extract_text(data, name, load_reference(), cases.TIGHT)
    except UnreadableReportError as error:
        return f"quarantine: {error.reason}"
    return f"read, {len(ledger):,} numbers"


def page_section(outcomes: list[Outcome]) -> str:
    """The table of bad inputs, and the largest time and memory of each kind."""
    rows = [[one.case.name, one.case.kind, one.told, f"{one.seconds:.1f}", f"{one.megabytes:,}"] for one in outcomes]
    kinds = sorted({one.case.kind for one in outcomes})
    largest = [
        [
            kind,
            str(len(of_kind := [one for one in outcomes if one.case.kind == kind])),
            f"{max(one.seconds for one in of_kind):.1f}",
            f"{max(one.megabytes for one in of_kind):,}",
        ]
        for kind in kinds
    ]
    limits = (
        f"Limits in this run: {cases.TIGHT.max_seconds:g} s and {cases.TIGHT.max_memory_bytes // 2**20} MB a reader."
    )
    summary = table(["kind", "inputs", "longest s", "most MB"], largest)
    return f"## Hostile input\n\n{limits}\n\n{summary}\n\n{table(['input', 'kind', 'outcome', 's', 'MB'], rows)}"


def _parameters(test: object) -> list:  # type: ignore[type-arg]
    """What a test is parametrized with."""
    (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    return list(mark.args[1])


def main() -> int:
    outcomes = []
    for case in all_cases():
        outcomes.append(try_case(case))
        one = outcomes[-1]
        sys.stdout.write(f"{one.case.name:28} {one.told:32} {one.seconds:6.1f} s {one.megabytes:6,} MB\n")
    if "--write" in sys.argv:
        write_section("hostile", page_section(outcomes), PAGE)
    return 1 if any(one.told == "the process died" for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
