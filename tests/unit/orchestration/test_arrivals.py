"""Reports arrive by schedule and by inbox, and are taken in once."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipeline.ingest import land_bytes
from pipeline.ingest.visits import SourceVisits, write_visits
from pipeline.orchestration.arrivals import QUIET_SECONDS, settled
from pipeline.orchestration.definitions import build_definitions
from pipeline.orchestration.resources import Project, Workspace

NOW = datetime.now(UTC)


@pytest.fixture
def sources(tmp_path, monkeypatch) -> None:
    """Two folder sources instead of those of the repository."""
    path = tmp_path / "sources.yaml"
    entry = "  - {{id: {0}, kind: folder, folder: {0}, region: '370300', issuer: x, every: 1d, expected: 30d}}\n"
    path.write_text("sources:\n" + entry.format("first") + entry.format("second"), encoding="utf-8")
    monkeypatch.setenv("ZHIBIAO_SOURCES", str(path))


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def definitions(sources, data) -> dg.Definitions:
    folder = str(data)
    return build_definitions({"workspace": Workspace(data_folder=folder), "project": Project(data_folder=folder)})


def test_each_source_is_an_asset_that_goes_stale(definitions):
    graph = definitions.resolve_asset_graph()
    policy = graph.get(dg.AssetKey(["sources", "first"])).freshness_policy
    assert policy is not None
    assert policy.fail_window.to_timedelta() == timedelta(days=30)


def test_a_build_asks_no_source(definitions):
    keys = definitions.resolve_job_def("build").asset_layer.selected_asset_keys
    assert not any(key.path[0] == "sources" for key in keys)


def evaluate(definitions: dg.Definitions, name: str, moment: datetime):
    context = dg.build_schedule_context(scheduled_execution_time=moment)
    return definitions.resolve_schedule_def(name).evaluate_tick(context)


def test_the_schedule_asks_what_is_due(definitions, data):
    write_visits(data / "sources", "first", SourceVisits(NOW, NOW, NOW))
    tick = evaluate(definitions, "fetch_due", NOW + timedelta(hours=1))
    (request,) = tick.run_requests
    assert request.run_config == {"ops": {"fetch_sources": {"config": {"sources": ["second"]}}}}
    write_visits(data / "sources", "second", SourceVisits(NOW, NOW, NOW))
    assert evaluate(definitions, "fetch_due", NOW + timedelta(hours=1)).skip_message == "no source is due"


def test_a_fetch_materializes_only_what_brought_something(definitions, data):
    for name in ("first", "second"):
        (data / name).mkdir(parents=True)
    (data / "first" / "a.txt").write_text("昆山市2023年有效发明专利1234件。", encoding="utf-8")
    result = definitions.resolve_job_def("fetch").execute_in_process()
    materialized = {event.asset_key.path[-1] for event in result.get_asset_materialization_events()}
    observed = {event.asset_key.path[-1] for event in result.get_asset_observation_events()}
    assert materialized == {"first"}
    assert observed == {"first", "second"}
    assert list((data / "landing").rglob("*.bin"))


def test_each_night_builds_what_has_arrived(definitions, data):
    assert evaluate(definitions, "nightly", NOW).skip_message == "nothing has arrived"
    land_bytes(b"text", "a.txt", "https://reports.example/a", data / "landing", NOW)
    (request,) = evaluate(definitions, "nightly", NOW).run_requests
    assert paths(request) == [], "what landed is pending without being named"
    (data / "inbox").mkdir()
    (data / "inbox" / "b.txt").write_text("text")
    (request,) = evaluate(definitions, "nightly", NOW).run_requests
    assert paths(request) == [str(data / "inbox")]
    (next_night,) = evaluate(definitions, "nightly", NOW + timedelta(days=1)).run_requests
    assert next_night.run_key != request.run_key, "so that what failed is tried again"


class Inbox:
    """The sensor over an inbox, looked at again and again."""

    def __init__(self, definitions: dg.Definitions, data: Path) -> None:
        self.sensor = definitions.resolve_sensor_def("arrivals")
        self.folder = data / "inbox"
        self.folder.mkdir(parents=True)
        self.cursor: str | None = None
        self.instance = dg.DagsterInstance.ephemeral()

    def put(self, name: str, text: str, age: float = 60) -> None:
        path = self.folder / name
        path.write_text(text)
        os.utime(path, (NOW.timestamp() - age,) * 2)

    def look(self) -> list[dg.RunRequest]:
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor)
        found = self.sensor.evaluate_tick(context)
        self.cursor = found.cursor
        return list(found.run_requests or [])


@pytest.fixture
def inbox(definitions, data) -> Inbox:
    return Inbox(definitions, data)


def paths(request: dg.RunRequest) -> list[str]:
    return request.run_config["ops"]["ingest"]["config"]["paths"]


def test_one_run_for_many_files_once_they_lie_still(inbox):
    for number in range(20):
        inbox.put(f"{number}.txt", "text")
    assert inbox.look() == [], "the first look only remembers"
    (request,) = inbox.look()
    assert paths(request) == [str(inbox.folder)]
    assert inbox.look() == [], "nothing has changed since"


def test_a_file_that_is_still_being_written_waits(inbox):
    inbox.put("done.txt", "text")
    inbox.put("growing.txt", "te")
    inbox.look()
    inbox.put("growing.txt", "text and more")
    (request,) = inbox.look()
    assert paths(request) == [str(inbox.folder / "done.txt")]
    (request,) = inbox.look()
    assert paths(request) == [str(inbox.folder)]


def test_a_fresh_file_waits_some_seconds():
    state = {"fresh.txt": [1000.0, 4.0]}
    assert settled(state, state, clock=1001.0) == {}
    assert settled(state, state, clock=1000.0 + QUIET_SECONDS) == state


def test_a_changed_file_starts_another_run_and_a_deleted_one_does_not(inbox):
    inbox.put("a.txt", "text")
    inbox.look()
    (first,) = inbox.look()
    inbox.put("a.txt", "other text")
    inbox.look()
    (second,) = inbox.look()
    assert first.run_key != second.run_key
    (inbox.folder / "a.txt").unlink()
    assert inbox.look() == inbox.look() == []


def test_what_a_fetch_landed_starts_a_run(inbox, data):
    land_bytes(b"text", "a.txt", "https://reports.example/a", data / "landing", NOW)
    (request,) = inbox.look()
    assert paths(request) == []


def test_a_time_of_change_ahead_of_the_clock_does_not_wait_for_ever():
    ahead = {"a": [1_000_000.0, 4.0]}
    assert settled(ahead, ahead, 500_000.0) == ahead
    assert settled(ahead, ahead, 1_000_000.0 + QUIET_SECONDS / 2) == {}
    assert settled({}, ahead, 500_000.0) == {}
