"""Bad conditions: a full disk, two builds at once, a lock left behind, a damaged or older warehouse.

What belongs here: making the condition, building, and judging what came of it. What does not: kills (`killing.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.forks import Build, content, in_fork, two_reports_taken_in, write_report

FREE_KILOBYTES = (0, 64, 256, 512, 1024, 2048, 3072, 3584, 4096, 6144, 8192)
"""Space left on a disk of 24 MB. The warehouse of two reports has some 3 MB, so a copy fits from the middle on."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One condition: how often it was tried, what was seen, and what was wrong with it (nothing, if all is well)."""

    name: str
    times: int
    seen: str
    problems: tuple[str, ...]


def full_disk(folder: Path, free: tuple[int, ...] = FREE_KILOBYTES) -> Tried | None:
    """Builds on a disk that is nearly full; None where this machine does not let us mount one."""
    disk = folder / "disk"
    disk.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        return None
    problems, failed = [], 0
    try:
        for left in free:
            failed += _build_with(disk / f"left-{left}", folder.parent / "first", left, problems)
            subprocess.run(["rm", "-r", str(disk / f"left-{left}")], check=True)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
    seen = f"{failed} clear errors, {len(free) - failed} builds that fitted; the old warehouse stood each time"
    return Tried("disk full while landing, processing, loading or publishing", len(free), seen, tuple(problems))


def _build_with(place: Path, first: Path, left: int, problems: list[str]) -> int:
    """One build with `left` kilobytes free; 1 where it failed, as it should if that is too little."""
    data, reports = two_reports_taken_in(place, first)
    before, filler = content(data / "warehouse.duckdb"), place / "filler"
    write_report(reports, 2)
    status = os.statvfs(place)
    with filler.open("wb") as file:
        file.write(bytes(max(0, status.f_bavail * status.f_frsize - left * 1024)))
    answer = Build.start(data, reports).finish()
    after = content(data / "warehouse.duckdb")
    filler.unlink()
    if answer["succeeded"]:
        if len(after.reports) != 3:
            problems.append(f"{left} kB free: said to have succeeded with {len(after.reports)} reports")
        return 0
    if after != before:
        problems.append(f"{left} kB free: the old warehouse was changed")
    told = " ".join(answer["failures"]).lower()
    if not any(word in told for word in ("space", "disk", "full", "free")):
        problems.append(f"{left} kB free: unclear message {answer['failures']}")
    if not Build.start(data, reports).finish()["succeeded"] or len(content(data / "warehouse.duckdb").reports) != 3:
        problems.append(f"{left} kB free: the next build did not finish the work")
    return 1


def two_builds(folder: Path) -> Tried:
    """A second build while a first runs: refused with the holder's name, or waiting."""
    data, reports = folder / "data", folder / "reports"
    reports.mkdir(parents=True)
    write_report(reports, 0)
    problems = []
    first = Build.start(data, reports)
    first.wait_for("read")
    told = " ".join(Build.start(data, reports).finish()["failures"])
    if "another build is running" not in told or str(first.process) not in told:
        problems.append(f"the second build was told: {told}")
    waiting = Build.start(data, reports, wait_seconds=60)
    if not first.finish()["succeeded"] or not waiting.finish()["succeeded"]:
        problems.append("one of a running and a waiting build failed")
    seen = "the second is told who holds the lock; with --wait it follows the first"
    return Tried("two builds at once", 2, seen, tuple(problems))


def stale_lock(folder: Path) -> Tried:
    """A lock file, and a note of a process that is no more."""
    data, reports = folder / "data", folder / "reports"
    reports.mkdir(parents=True)
    data.mkdir()
    write_report(reports, 0)
    (data / "build.lock").touch()
    (data / "build.lock.json").write_text(json.dumps({"pid": 4_000_000, "host": "gone", "since": "2020"}), "utf-8")
    succeeded = Build.start(data, reports).finish()["succeeded"]
    problems = () if succeeded else ("the build did not take the lock over",)
    return Tried("lock of a dead process", 1, "taken over", problems)


def damaged_warehouse(folder: Path) -> Tried:
    """A warehouse whose bytes are damaged is set aside, never overwritten."""
    data, reports = two_reports_taken_in(folder, folder.parent / "first")
    warehouse = data / "warehouse.duckdb"
    whole = content(warehouse)
    damages: dict[str, Callable[[bytes], bytes]] = {
        "truncated": lambda data: data[: len(data) // 2],
        "no header": lambda data: b"\0" * 4096 + data[4096:],
        "empty": lambda _: b"",
        "other": lambda _: b"this is no database" * 400,
    }
    problems = []
    for name, damage in damages.items():
        spoilt = damage(warehouse.read_bytes())
        warehouse.write_bytes(spoilt)
        answer = Build.start(data, reports).finish()
        aside = [path for path in data.glob("warehouse.duckdb.damaged-*") if path.read_bytes() == spoilt]
        if not answer["succeeded"] or not aside or content(warehouse) != whole:
            problems.append(f"{name}: {answer}")
    return Tried("damaged warehouse file", len(damages), "set aside under another name, and made anew", tuple(problems))


def older_warehouse(folder: Path) -> Tried:
    """A warehouse of another format is refused with the remedy, and left alone."""
    data, reports = two_reports_taken_in(folder, folder.parent / "first")
    warehouse = data / "warehouse.duckdb"
    in_fork(lambda: _set_format(warehouse, -1))
    before = warehouse.read_bytes()
    write_report(reports, 2)
    answer = Build.start(data, reports).finish()
    told = " ".join(answer["failures"])
    problems = []
    if answer["succeeded"] or "older Zhibiao" not in told or "Move the file away" not in told:
        problems.append(f"it was told: {told}")
    if warehouse.read_bytes() != before:
        problems.append("the file was changed")
    return Tried("warehouse of an older version", 1, "refused with the remedy, left alone", tuple(problems))


def _set_format(warehouse: Path, change: int) -> bool:
    import duckdb

    with duckdb.connect(warehouse) as connection:
        connection.execute("UPDATE warehouse_info SET format_version = format_version + ?", [change])
    return True
