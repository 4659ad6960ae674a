"""Kills builds at random moments of every step, beside a reader that never stops asking.

What belongs here: the loop of kills and what must hold after each. What does not: forking (`forks.py`).
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.faults.forks import EMPTY, Build, Content, as_child, content, seeded, write_report


@dataclass(slots=True)
class Killed:
    """What a loop of kills came to."""

    kills: int = 0
    missed: int = 0
    by_step: Counter[str] = field(default_factory=Counter)
    old_kept: int = 0
    new_shown: int = 0
    reader_opens: int = 0
    problems: list[str] = field(default_factory=list)


def kill_builds(folder: Path, kills: int, seed: int = 1) -> Killed:
    """Kills `kills` builds, a new report before each, in turn in every step; then lets one build end.

    `problems` stays empty where every state after a kill was the old warehouse or the new one, whole, where the reader
    met no error, and where the end equals an undisturbed build of the same files.
    """
    data, reports, every = folder / "data", folder / "reports", folder / "every"
    reports.mkdir(parents=True)
    every.mkdir()
    chance, found = seeded(seed), Killed()
    for number in range(kills):
        write_report(every, number)
    spans = _step_spans(folder / "undisturbed", every)
    expected = content(folder / "undisturbed" / "warehouse.duckdb")
    numbers = expected.numbers // kills
    reader = Reader.start(data / "warehouse.duckdb", numbers)
    steps = list(spans)[::-1]  # the last steps are the most dangerous: a short run tries them first
    attempt = 0
    while found.kills < kills and attempt < 3 * kills:
        step = steps[attempt % len(steps)]
        write_report(reports, attempt)
        attempt += 1
        before = content(data / "warehouse.duckdb")
        build = Build.start(data, reports)
        if not build.wait_for(step) or build.has_ended(chance.uniform(0, spans[step])) or not build.kill():
            found.missed += 1
            continue
        found.kills += 1
        found.by_step[step] += 1
        _judge(found, before, content(data / "warehouse.duckdb"), numbers, attempt, step)
    answer = Build.start(data, reports).finish()
    if not answer["succeeded"]:
        found.problems.append(f"the last build failed: {answer['failures']}")
    found.problems += [f"a sound file was set aside as {aside.name}" for aside in data.glob("*.damaged-*")]
    if attempt > kills:  # builds that ended before they were hit took more reports
        Build.start(folder / "again", reports).finish()
        expected = content(folder / "again" / "warehouse.duckdb")
    if expected == EMPTY or content(data / "warehouse.duckdb") != expected:
        found.problems.append("the end differs from an undisturbed build of the same files")
    seen = reader.stop()
    found.reader_opens = seen["opens"]
    found.problems += seen["problems"]
    return found


def _step_spans(data: Path, reports: Path) -> dict[str, float]:
    """The steps of an undisturbed build and how long each lasts, in seconds."""
    build = Build.start(data, reports)
    begun = list(build.steps())
    ended = time.monotonic() - build.began
    build.reap()
    moments = [moment for _, moment in begun[1:]] + [ended]
    return {step: later - moment for (step, moment), later in zip(begun, moments, strict=True)}


def _judge(found: Killed, before: Content, after: Content, numbers: int, files: int, step: str) -> None:
    """Old or new, each whole: `files` reports have been given so far, each with `numbers` numbers."""
    if after == before:
        found.old_kept += 1
    elif len(after.reports) == files and after.numbers == numbers * files and before.reports <= after.reports:
        found.new_shown += 1
    else:
        found.problems.append(f"after a kill in '{step}': {len(after.reports)} reports and {after.numbers} numbers")


def publish_beside_reader(folder: Path, publishes: int = 20) -> Killed:
    """Builds that are left alone, each of a further report, beside the reader; `new_shown` counts the publishes."""
    data, reports = folder / "data", folder / "reports"
    reports.mkdir(parents=True)
    found, reader = Killed(), None
    for number in range(publishes):
        write_report(reports, number)
        answer = Build.start(data, reports).finish()
        after = content(data / "warehouse.duckdb")
        if not answer["succeeded"] or len(after.reports) != number + 1:
            found.problems.append(f"build {number + 1}: {len(after.reports)} reports, {answer['failures']}")
        found.new_shown += 1
        reader = reader or Reader.start(data / "warehouse.duckdb", after.numbers)
    found.problems += [f"a sound file was set aside as {aside.name}" for aside in data.glob("*.damaged-*")]
    if reader is not None:
        seen = reader.stop()
        found.reader_opens = seen["opens"]
        found.problems += seen["problems"]
    return found


@dataclass(slots=True)
class Reader:
    """A process that opens the published warehouse again and again and checks that it sees whole reports."""

    process: int
    pipe: int

    @classmethod
    def start(cls, warehouse: Path, numbers: int) -> Reader:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            as_child(lambda: os.write(writing, json.dumps(_read_on(warehouse, numbers)).encode()))
        os.close(writing)
        return cls(child, reading)

    def stop(self) -> dict[str, Any]:
        os.kill(self.process, signal.SIGTERM)
        with os.fdopen(self.pipe, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(self.process, 0)
        found: dict[str, Any] = json.loads(answer)
        return found


def _read_on(warehouse: Path, numbers: int) -> dict[str, Any]:
    from pipeline.warehouse import open_published

    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    opens, most, problems = 0, 0, []
    query = "SELECT (SELECT count(*) FROM dim_report), (SELECT count(*) FROM fact_number), count(*) FROM panel"
    while not stopped and len(problems) < 5:
        if not warehouse.exists():  # before the first publish
            time.sleep(0.02)
            continue
        try:
            with open_published(warehouse) as connection:
                reports, found, _ = connection.execute(query).fetchall()[0]
        except Exception as error:  # whatever a reader meets is what is looked for
            problems.append(f"a reader met {type(error).__name__}: {error}")
            continue
        opens += 1
        if found != numbers * reports or reports < most:
            problems.append(f"a reader saw {reports} reports and {found} numbers after {most} reports")
        most = max(most, reports)
        time.sleep(0.02)
    return {"opens": opens, "problems": problems}
