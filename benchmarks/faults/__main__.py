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
SHORT: dict[str, Callable[[Path], Tried | None]] = {
    "full_disk": lambda folder: conditions.full_disk(folder, (64,)),
    "clock_set_back": lambda folder: changes.clock_set_back(folder, (4000,)),
}
FAULTS = "integration/test_flow_faults.py"
FILES, LOCKS, LOADING = (f"unit/warehouse/test_{name}.py" for name in ("files", "locks", "loading"))
GUARDS: dict[str, tuple[str, ...]] = {
    "kills": (f"{FAULTS}::test_a_killed_build_shows_the_old_warehouse_or_the_new_one_and_loses_nothing",),
    "full_disk": (
        f"{FAULTS}::test_a_full_disk_costs_nothing",
        f"{LOADING}::test_a_failed_load_leaves_the_old_warehouse_and_no_staging_copy",
    ),
    "two_builds": (
        f"{FAULTS}::test_a_second_build_is_told_who_holds_the_lock",
        f"{LOCKS}::test_the_second_build_waits_for_the_first",
    ),
    "stale_lock": (f"{LOCKS}::test_the_lock_of_a_killed_process_is_taken_over",),
    "damaged_warehouse": (
        f"{FILES}::test_a_damaged_warehouse_is_set_aside_never_overwritten",
        f"{FILES}::test_a_file_that_is_cut_anywhere_is_damaged",
    ),
    "older_warehouse": (f"{FILES}::test_another_format_is_refused_with_the_remedy",),
    "edited_catalogue": ("integration/test_flow_workers.py::test_reference_data_that_changes_during_a_build_stops_it",),
    "clock_set_back": (f"{FAULTS}::test_what_changes_under_a_build_costs_nothing",),
    "deleted_report": (f"{FAULTS}::test_what_changes_under_a_build_costs_nothing",),
    "publishes": (f"{FILES}::test_a_reader_sees_whole_loads_only_while_others_are_published",),
}
"""The tests that fail, in an ordinary run of the suite, where a fault costs something."""


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


def page_section(tried: dict[str, list[Tried]]) -> str:
    """The table of faults, and the tests that guard it."""
    lines = ["| fault | times | lost | what was seen | guarded by |", "| --- | --: | --- | --- | --- |"]
    tests: list[str] = []
    for name, ones in tried.items():
        tests += [test for test in GUARDS[name] if test not in tests]
        guards = ", ".join(str(tests.index(test) + 1) for test in GUARDS[name])
        for one in ones:
            lost = "nothing" if not one.problems else "; ".join(one.problems)
            lines.append(f"| {one.name} | {one.times:,} | {lost} | {one.seen} | {guards} |")
    guards = "\n".join(f"{number}. `tests/{test}`" for number, test in enumerate(tests, 1))
    return "## Faults\n\n" + "\n".join(lines) + f"\n\nThe tests that fail if it is not so:\n\n{guards}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Tries faults on builds")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=["kills", *CONDITIONS], default=["kills", *CONDITIONS])
    parser.add_argument("--short", action="store_true", help="a step or two of each, as in every run of the tests")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.short:
        CONDITIONS.update(SHORT)
    preload()
    tried: dict[str, list[Tried]] = {}
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for name in options.only:
            place = Path(folder) / name
            if name == "kills":
                tried[name] = [*killed_as_tried(kill_builds(place, options.kills, options.seed))]
            elif (found := CONDITIONS[name](place)) is not None:
                tried[name] = [found]
            print_tried(name, tried.get(name, []), options.json)
            if options.write:  # after each: it takes long, and what is known stays known
                write_section("faults", page_section(tried), PAGE)
    return 1 if any(one.problems for ones in tried.values() for one in ones) else 0


def print_tried(name: str, ones: list[Tried], as_json: bool) -> None:
    """A line for each, at once; as JSON with the fault that it is of."""
    for one in ones:
        told = {"fault": name, "name": one.name, "times": one.times, "seen": one.seen, "problems": one.problems}
        sys.stdout.write((json.dumps(told, ensure_ascii=False) if as_json else f"{one}") + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
