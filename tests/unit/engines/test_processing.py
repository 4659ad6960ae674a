"""Stages over buckets: nothing twice, nothing lost, nothing half."""

import pytest

from pipeline.engines import processing
from pipeline.engines.local import LocalEngine
from pipeline.engines.processing import Stage
from pipeline.engines.store import StageStore
from pipeline.errors import LandingZoneError


@pytest.fixture
def engine(store, settings):
    return LocalEngine(store, settings, workers=1)


def run_all(engine, rows):
    return [engine.run(stage, rows) for stage in Stage]


def test_each_stage_writes_its_table(engine, land):
    outcomes = run_all(engine, land("1 report", "2 reports", "3 reports"))
    assert [outcome.new for outcome in outcomes] == [3, 3, 3]
    assert [outcome.rows for outcome in outcomes] == [
        {"report_texts": 3, "quarantine": 0},
        {"report_segments": 3, "quarantine": 0},
        {"numbers": 3, "observations": 0, "quarantine": 0},
    ]
    assert sorted(engine.store.read("numbers")["number"].to_pylist()) == ["1", "2", "3"]


def test_a_known_report_is_never_processed_again(engine, land, monkeypatch):
    rows = land("1 report", "2 reports")
    run_all(engine, rows)
    calls = []
    real = processing.flow.text_row
    monkeypatch.setattr(processing.flow, "text_row", lambda raw, *rest: calls.append(raw["doc_id"]) or real(raw, *rest))
    later = rows + land("3 reports")[-1:]
    outcomes = run_all(engine, later)
    assert calls == [later[-1]["doc_id"]]
    assert [(outcome.new, outcome.known) for outcome in outcomes] == [(1, 2), (1, 2), (1, 2)]
    assert engine.store.read("numbers").num_rows == 3


def test_another_fingerprint_processes_everything_anew(engine, land, settings):
    rows = land("1 report", "2 reports")
    run_all(engine, rows)
    other = LocalEngine(StageStore(engine.store.root, "other", 4), settings, workers=1)
    assert [outcome.new for outcome in run_all(other, rows)] == [2, 2, 2]


def test_an_unreadable_report_goes_to_quarantine_and_the_others_go_on(engine, land):
    rows = land("1 report", "")
    outcomes = run_all(engine, rows)
    assert [(outcome.new, outcome.failed) for outcome in outcomes] == [(2, 1), (1, 0), (1, 0)]
    (row,) = engine.store.read("quarantine").to_pylist()
    assert (row["reason"], row["detail"], row["remedy"]) == ("empty", "no bytes", "Fetch it again")
    assert row["doc_id"] == rows[1]["doc_id"]


@pytest.mark.parametrize(
    ("text", "stage", "error"), [("unsegmentable", "segment", "RecursionError"), ("unlucky", "extract", "ZeroDivision")]
)
def test_a_report_on_which_a_rule_fails_goes_to_quarantine_with_the_stage(engine, land, text, stage, error):
    run_all(engine, land("1 report", text))
    (row,) = engine.store.read("quarantine").to_pylist()
    assert row["reason"] == "rule_failed"
    assert f"'{stage}'" in row["detail"]
    assert error in row["detail"]
    assert engine.store.read("numbers").num_rows == 1


def test_a_changed_file_in_the_landing_zone_stops_the_build(engine, land, settings):
    (row,) = land("1 report")
    (path,) = settings.landing.rglob("*.bin")
    path.chmod(0o644)
    path.write_text("2 reports")
    with pytest.raises(LandingZoneError, match="changed after landing"):
        engine.run(Stage.READ, [row])


def test_a_killed_bucket_leaves_its_old_state(engine, land, monkeypatch):
    run_all(engine, land("1 report"))

    def killed(self, *arguments):
        raise KeyboardInterrupt

    rows = land("1 report", "2 reports", "3 reports")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.engines.store.write_manifest", killed)
        with pytest.raises(KeyboardInterrupt):
            engine.run(Stage.READ, rows)
    assert engine.store.read("report_texts").num_rows == 1
    run_all(engine, rows)
    assert sorted(engine.store.read("numbers")["number"].to_pylist()) == ["1", "2", "3"]


def test_progress_counts_up_to_all(store, settings, land):
    calls = []
    engine = LocalEngine(store, settings, workers=1, progress=lambda *call: calls.append(call))
    engine.run(Stage.READ, land("1 report", "2 reports"))
    assert calls == [("read", 1, 2), ("read", 2, 2)]


def test_batches_are_written_as_they_end(engine, land, monkeypatch):
    monkeypatch.setattr(processing, "BATCH", 1)
    rows = land(*(f"{number} reports" for number in range(12)))
    run_all(engine, rows)
    assert engine.store.read("numbers").num_rows == 12
    assert engine.store.done("extract") == {row["doc_id"] for row in rows}
