"""Reports that checks set aside lie in quarantine under the hash of rules and checks."""

from __future__ import annotations

from pipeline.engines.quarantine import set_aside_for_checks
from pipeline.schemas import QUARANTINE


def test_only_reports_that_failed_are_set_aside_with_what_they_failed(store, land):
    first, second = land("1 report", "another")
    failed = {second["doc_id"]: ["lengths (no text is longer)", "digits (none is lost)"], "not landed": ["lengths"]}
    set_aside_for_checks(store, "rules and checks", [first, second], failed)
    (row,) = store.read("quarantine").to_pylist()
    assert list(row) == [column.name for column in QUARANTINE.columns]
    assert row["doc_id"] == second["doc_id"]
    assert row["fingerprint"] == "rules and checks"
    assert (row["file_name"], row["source"]) == (second["file_name"], second["source"])
    assert row["reason"] == "check_failed"
    assert "lengths (no text is longer); digits (none is lost)" in row["detail"]
    assert "report this" in row["remedy"]
    assert store.failed() == {second["doc_id"]}


def test_nobody_is_set_aside_where_nobody_failed(store, land):
    set_aside_for_checks(store, "rules and checks", land("1 report"), {})
    assert store.failed() == set()
    assert list(store.manifests()) == []
