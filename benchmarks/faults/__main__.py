"""`python -m benchmarks.faults [--kills 60] [--write]`: tries all faults; exits with 1 where something was lost.

`--write` writes the table of docs/reliability.md (`make reliability`). Prints one line of JSON for tests with `--json`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults import changes, conditions
from benchmarks.faults.conditions import Tried
from benchmarks.faults.forks import preload
from benchmarks.faults.killing import Killed, kill_builds, publish_beside_reader
from benchmarks.pages import write_section

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
CONDITIONS: dict[str, Callable[[Path], Tried | None]] = {
    "full_disk": conditions.full_disk,
    "two_builds": conditions.two_builds,
    "stale_lock": conditions.stale_lock,
    "damaged_warehouse": conditions.damaged_warehouse,
    "older_warehouse": conditions.older_warehouse,
    "edited_catalogue": changes.edited_catalogue,
    "clock_set_back": changes.clock_set_back,
    "deleted_report": changes.deleted_report,
    "publishes": lambda folder: publishes_as_tried(publish_beside_reader(folder)),
}
TESTS = "tests/integration/test_flow_faults.py"


def killed_as_tried(found: Killed) -> tuple[Tried, Tried]:
    """The loop of kills as two lines: the builds, and the reader beside them."""
    states = f"in {len(found.by_step)} steps; then {found.old_kept} times the old file, {found.new_shown} times the new"
    builds = Tried("build killed (SIGKILL)", found.kills, states, tuple(found.problems))
    reads = f"{found.reader_opens:,} opens and queries beside the killed builds, no error, no half load"
    return builds, Tried("reader in a loop", found.reader_opens, reads, ())


def publishes_as_tried(found: Killed) -> Tried:
    """Builds that are left alone, beside the reader, as a line."""
    seen = f"{found.reader_opens:,} opens and queries meanwhile, no error, no half load"
    return Tried("publish beside a reader in a loop", found.new_shown, seen, tuple(found.problems))


def page_section(tried: list[Tried]) -> str:
    """The table of faults."""
    lines = ["| fault | times | lost | what was seen |", "| --- | --: | --: | --- |"]
    for one in tried:
        lost = "nothing" if not one.problems else "; ".join(one.problems)
        lines.append(f"| {one.name} | {one.times:,} | {lost} | {one.seen} |")
    return "## Faults\n\n" + "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Tries faults on builds")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=["kills", *CONDITIONS], default=["kills", *CONDITIONS])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    preload()
    tried: list[Tried] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        if "kills" in options.only:
            tried += killed_as_tried(kill_builds(Path(folder) / "kills", options.kills, options.seed))
        for name, condition in CONDITIONS.items():
            if name in options.only and (found := condition(Path(folder) / name)) is not None:
                tried.append(found)
    if options.write:
        write_section("faults", page_section(tried), PAGE)
    for one in tried:
        told = {"name": one.name, "times": one.times, "seen": one.seen, "problems": one.problems}
        sys.stdout.write((json.dumps(told, ensure_ascii=False) if options.json else f"{one}") + "\n")
    return 1 if any(one.problems for one in tried) else 0


if __name__ == "__main__":
    sys.exit(main())
