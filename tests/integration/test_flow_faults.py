"""Faults on purpose: a few kills here; all of them with ZHIBIAO_FAULTS=all, as `make reliability` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse import build_lock

from .conftest import SAMPLES, build

EVERYTHING = os.environ.get("ZHIBIAO_FAULTS") == "all"
CONDITIONS = ("full_disk", "clock_set_back", "deleted_report")
KILLS = int(os.environ.get("ZHIBIAO_KILLS", "60" if EVERYTHING else "2"))


def try_faults(*arguments: str) -> list[dict]:
    """In a process of its own: forking one that has opened databases inherits half of them."""
    command = [sys.executable, "-m", "benchmarks.faults", "--json", *arguments]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=3600, check=False)
    tried = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert done.returncode in {0, 1}, done.stderr
    return tried


@pytest.fixture(scope="module")
def tried() -> dict[str, list[dict]]:
    """What came of the kills and of the conditions that are tried in every run, under their names."""
    found = try_faults("--kills", str(KILLS), "--only", "kills", *CONDITIONS, *([] if EVERYTHING else ["--short"]))
    return {name: [one for one in found if one["fault"] == name] for name in ("kills", *CONDITIONS)}


def test_a_killed_build_shows_the_old_warehouse_or_the_new_one_and_loses_nothing(tried):
    builds, reads = tried["kills"]
    assert builds["problems"] == []
    assert builds["times"] == KILLS
    assert reads["times"] > 10


@pytest.mark.parametrize("condition", ["clock_set_back", "deleted_report"])
def test_what_changes_under_a_build_costs_nothing(tried, condition):
    assert [one["problems"] for one in tried[condition]] == [[]]


def test_a_full_disk_costs_nothing(tried):
    """Nothing is tried where this machine does not let us mount a small disk."""
    if not tried["full_disk"]:
        pytest.skip("this machine does not let us mount a small disk")
    assert [one["problems"] for one in tried["full_disk"]] == [[]]


@pytest.mark.skipif(not EVERYTHING, reason="minutes: ZHIBIAO_FAULTS=all, or make reliability")
@pytest.mark.parametrize(
    "condition",
    ["edited_catalogue", "two_builds", "stale_lock", "damaged_warehouse", "older_warehouse", "publishes"],
)
def test_a_bad_condition_costs_nothing(condition):
    assert [one["problems"] for one in try_faults("--only", condition)] == [[]]


def test_a_second_build_is_told_who_holds_the_lock(tmp_path):
    with build_lock(tmp_path), pytest.raises(WarehouseError, match=f"another build is running .*{os.getpid()}"):
        raise_failures(build(tmp_path, SAMPLES))


def raise_failures(report) -> None:
    if report.failures:
        raise WarehouseError("; ".join(report.failures))
