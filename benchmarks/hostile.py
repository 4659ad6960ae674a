"""Hostile files, each in a process of its own: what became of it, how long it took, how much memory.

`python -m benchmarks.hostile [--write]`; the cases are those of `tests/security`, so that page and tests tell of the
same.
What does not belong here: making hostile files (`tests/security/hostile_files.py`) and judging readers (the tests
there).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.pages import machine, table, write_section
from tests.security import test_hostile_reports as cases

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"


HUGE_BYTES = 500_000_000
GUARDS = {
    "DOCX: bombs and endless nesting": "test_hostile_file_is_put_aside_in_bounded_time",
    "PDF: pages, recursion, endless drawing": "test_hostile_file_is_put_aside_in_bounded_time",
    "HTML: nesting and unclosed elements": "test_hostile_file_is_put_aside_in_bounded_time",
    "text: length and noise": "test_hostile_file_is_put_aside_in_bounded_time",
    "text of 500 MB": "test_a_file_that_is_too_large_is_never_read",
    "awkward page that must be read": "test_awkward_page_is_still_read_in_bounded_time",
    "strange characters": "test_strange_characters_neither_stop_a_report_nor_leave_it",
    "text that strains patterns": "test_extraction_takes_time_in_proportion",
}
"""The test that fails for each kind of input."""
BY_SUFFIX = dict(zip((".docx", ".pdf", ".html", ".txt"), GUARDS, strict=False))


@dataclass(frozen=True, slots=True)
class Case:
    """One bad input: what it is called, what makes it (bytes, or a file), and the file name under which it comes."""

    kind: str
    make: Callable[[], bytes | Path]
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case. `megabytes` is the largest resident memory of the process that worked on it."""

    case: Case
    told: str
    seconds: float
    cpu: float
    megabytes: int


def all_cases() -> Iterator[Case]:
    """The cases of the tests: files that are put aside, pages that are read, texts that strain patterns."""
    for make, name, _ in _parameters(cases.test_hostile_file_is_put_aside_in_bounded_time):
        yield Case(BY_SUFFIX[Path(name).suffix], make, name)
    yield Case("text of 500 MB", _huge_file, "huge.txt")
    for kind, name, data in (
        *(("awkward page that must be read", f"{name}.html", data) for name, data in cases.AWKWARD.items()),
        *(("strange characters", f"{name}.txt", data) for name, data in cases.STRANGE.items()),
        *(("text that strains patterns", f"{name}.txt", text.encode()) for name, text in cases.STRESS.items()),
    ):
        yield Case(kind, partial(_with_text, data, name), name)


def _with_text(data: bytes, name: str) -> bytes:
    """Pages and strange sentences stand around something that can be read; a strained text stands alone."""
    if name.endswith(".html"):
        return data + cases.TEXT.encode()
    return cases.BEFORE + data + cases.AFTER


def _huge_file() -> Path:
    """A file that takes no place on disk: what reads it to its end needs 500 MB all the same."""
    path = Path(tempfile.mkdtemp(prefix="hostile-")) / "huge.txt"
    with path.open("wb") as file:
        file.truncate(HUGE_BYTES)
    return path


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
    if isinstance(data, Path):
        shutil.rmtree(data.parent)
    told = json.loads(answer) if answer else "the process died"
    return Outcome(case, told, time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def _told(data: bytes | Path, name: str) -> str:
    from pipeline import flow
    from pipeline.errors import UnreadableReportError
    from pipeline.ingest import read_bounded
    from pipeline.reference import load_reference

    try:
        data = read_bounded(data, cases.TIGHT.max_bytes) if isinstance(data, Path) else data
        _, _, ledger = flow.extract_text(data, name, load_reference(), cases.TIGHT)
    except UnreadableReportError as error:
        return f"quarantine: {error.reason}"
    return f"read, {len(ledger):,} numbers"


def page_section(outcomes: list[Outcome]) -> str:
    """The largest time and memory of each kind of input and the test that guards it; then each input."""
    largest = []
    for kind in GUARDS:
        of_kind = [one for one in outcomes if one.case.kind == kind]
        seconds, cpu = max(one.seconds for one in of_kind), max(one.cpu for one in of_kind)
        megabytes = max(one.megabytes for one in of_kind)
        aside = sum(one.told.startswith("quarantine") for one in of_kind)
        counts = [str(len(of_kind)), str(aside), f"{cpu:.1f}", f"{seconds:.1f}", f"{megabytes:,}"]
        largest.append([kind, *counts, f"`{GUARDS[kind]}`"])
    rows = [[one.case.name, one.told, f"{one.cpu:.1f}", f"{one.seconds:.1f}", f"{one.megabytes:,}"] for one in outcomes]
    limits = (
        "Each in a process of its own, from bytes to the ledger, the reference data included. Limits in this run: "
        f"{cases.TIGHT.max_seconds:g} s and {cases.TIGHT.max_memory_bytes // 2**20} MB a reader, else the usual ones. "
        "CPU seconds are firmer than seconds of the clock: other work may run beside."
    )
    summary = table(["kind", "inputs", "put aside", "most CPU s", "longest s", "most MB", "guarded by"], largest)
    tests = (
        "The tests stand in `tests/security/test_hostile_reports.py`, the one of 500 MB in `tests/unit/test_cli.py`."
    )
    details = table(["input", "outcome", "CPU s", "s", "MB"], rows)
    return f"## Hostile input\n\n{limits}\n\n{summary}\n\n{tests}\n\n{details}\n\n{machine()}"


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
