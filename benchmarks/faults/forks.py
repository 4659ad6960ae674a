"""Builds in child processes that begin with everything imported, so that a killed build costs two seconds, not ten.

What belongs here: forking, killing, and looking at a warehouse from outside. What does not: which faults to try. The
parent process never opens a database and never starts a thread: a fork would inherit half of them.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPORT = """淄博市科学技术局{year}年工作总结
发布日期：{year}-12-20
{year}年，全市技术合同成交额{value}亿元，同比增长10.5%。全市高新技术企业总量达到{count}家，科技型中小企业入库1822家。
全社会研发经费投入占地区生产总值比重为2.94%，比上年提高0.08个百分点。
"""
DIGESTS = {
    "dim_report": "* EXCLUDE (ingested_at, landed_at)",
    "report_text": "*",
    "dim_segment": "*",
    "fact_number": "*",
    "fact_observation": "* EXCLUDE (ingested_at)",
    "quarantine": "* EXCLUDE (ingested_at)",
}
"""What of each table must be the same after any history: all but when it happened."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a warehouse holds: its reports, its numbers, and a hash of all rows that does not depend on their order."""

    reports: frozenset[str]
    numbers: int
    digest: tuple[tuple[str, int, str], ...]


EMPTY = Content(frozenset(), 0, ())


def preload() -> None:
    """Imports what a build imports and reads the reference data; leaves nothing open."""
    import dagster
    import duckdb  # noqa: F401
    import great_expectations  # noqa: F401
    import pandas  # noqa: F401
    import pyarrow.dataset
    import pyarrow.parquet  # noqa: F401

    import pipeline.orchestration.running  # noqa: F401
    from pipeline.reference import load_reference

    load_reference()  # a child finds it parsed
    dagster.DagsterInstance.ephemeral().dispose()  # a third of Dagster is imported only here


def write_report(folder: Path, number: int) -> Path:
    """A report unlike any other, with as many numbers as any other."""
    path = folder / f"report-{number:04d}.txt"
    text = REPORT.format(year=2001 + number % 20, value=200 + number, count=1000 + number)
    path.write_text(text, encoding="utf-8")
    return path


def in_fork(function: Callable[[], Any]) -> Any:
    """The result of a function, called in a child process, by way of JSON. Raises RuntimeError where it failed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        as_child(lambda: os.write(writing, json.dumps(function()).encode()))
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    if not answer:
        raise RuntimeError(f"the child process of {function} gave no answer")
    return json.loads(answer)


def content(warehouse: Path) -> Content:
    """What the warehouse holds, found in a process of its own; nothing where there is none."""
    if not warehouse.exists():
        return EMPTY
    found = in_fork(lambda: _content(warehouse))
    return Content(frozenset(found["reports"]), found["numbers"], tuple(map(tuple, found["digest"])))


def _content(warehouse: Path) -> dict[str, Any]:
    from pipeline.warehouse import open_published

    with open_published(warehouse) as connection:
        reports = [doc_id for (doc_id,) in connection.execute("SELECT doc_id FROM dim_report").fetchall()]
        (numbers,) = connection.execute("SELECT count(*) FROM fact_number").fetchall()[0]
        digest = []
        for table, columns in DIGESTS.items():
            query = f"SELECT count(*), coalesce(bit_xor(hash(t)), 0)::VARCHAR FROM (SELECT {columns} FROM {table}) AS t"
            digest.append((table, *connection.execute(query).fetchall()[0]))
    return {"reports": reports, "numbers": numbers, "digest": digest}


@dataclass(slots=True)
class Build:
    """A build in a child process, whose steps the parent hears of as they begin."""

    process: int
    pipe: int
    answer: dict[str, Any] | None = None
    began: float = 0.0

    @classmethod
    def start(cls, data: Path, reports: Path, *, set_back: float = 0.0, **options: Any) -> Build:
        """Starts a build with options of a Workspace; its clock is set back by some days if asked."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            as_child(lambda: _build(data, reports, writing, set_back, options))
        os.close(writing)
        return cls(child, reading, None, time.monotonic())

    def steps(self) -> Any:
        """Each step as it begins, with the seconds since the start; ends with the process."""
        rest = b""
        while block := os.read(self.pipe, 65536):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                told = json.loads(line)
                if "step" in told:
                    yield told["step"], time.monotonic() - self.began
                else:
                    self.answer = told

    def finish(self) -> dict[str, Any]:
        """Waits for the end; what the build said of itself."""
        for _ in self.steps():
            pass
        self.reap()
        return self.answer or {"succeeded": False, "failures": ["the process ended without an answer"]}

    def kill(self) -> bool:
        """SIGKILL; whether the process was still alive to be hit."""
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        os.close(self.pipe)
        return os.WIFSIGNALED(status)

    def reap(self) -> None:
        """Takes notice of the end of the process, after its steps have ended."""
        os.waitpid(self.process, 0)
        os.close(self.pipe)

    def wait_for(self, step: str) -> bool:
        """Whether the step began before the process ended."""
        return any(name == step for name, _ in self.steps())

    def has_ended(self, seconds: float) -> bool:
        """Whether the process ends within some seconds; steps that begin meanwhile are not told any more."""
        deadline = time.monotonic() + seconds
        while (rest := deadline - time.monotonic()) > 0:
            ready, _, _ = select.select([self.pipe], [], [], rest)
            if ready and not os.read(self.pipe, 65536):
                return True
        return False


def two_reports_taken_in(folder: Path, first: Path) -> tuple[Path, Path]:
    """A data folder after a build of two reports, and the folder of these; built in `first` once, then copied."""
    if not first.exists():
        (first / "reports").mkdir(parents=True)
        for number in range(2):
            write_report(first / "reports", number)
        Build.start(first / "data", first / "reports").finish()
    shutil.copytree(first, folder, dirs_exist_ok=True)
    return folder / "data", folder / "reports"


def _build(data: Path, reports: Path, pipe: int, set_back: float, options: dict[str, Any]) -> None:
    from pipeline.errors import ZhibiaoError
    from pipeline.orchestration.resources import Workspace
    from pipeline.orchestration.running import run_build

    def tell(**what: Any) -> None:
        os.write(pipe, json.dumps(what).encode() + b"\n")

    steps: set[str] = set()

    def progress(step: str, done: int, total: int) -> None:  # noqa: ARG001
        if step not in steps:
            steps.add(step)
            tell(step=step)

    if set_back:
        _set_clock_back(set_back)
    workspace = Workspace(data_folder=str(data), workers=1, **options)
    try:
        report = run_build([reports], workspace, progress)
    except ZhibiaoError as error:
        tell(succeeded=False, failures=[str(error)], notes=[])
        return
    tell(succeeded=report.succeeded, failures=list(report.failures), notes=list(report.notes))


def _set_clock_back(days: float) -> None:
    """Lets the steps of this process see an earlier time."""
    from datetime import datetime, timedelta

    from pipeline.orchestration import steps

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) - timedelta(days=days)

    steps.datetime = Earlier  # type: ignore[misc]


def as_child(function: Callable[[], Any]) -> None:
    """Runs a function as the whole life of a child process: its output is dropped, and nothing of the parent's ends."""
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, sys.stdout.fileno())
        os.dup2(silent, sys.stderr.fileno())
        function()
        os._exit(0)
    finally:
        os._exit(1)


def seeded(seed: int) -> random.Random:
    """Chance that can be repeated."""
    return random.Random(seed)
