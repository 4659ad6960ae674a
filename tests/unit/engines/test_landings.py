"""`raw_reports` follows the landing zone."""

from datetime import UTC, datetime

from pipeline.engines.landings import enter_landed, land_paths, raw_rows

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def test_new_files_are_entered_once(tmp_path, store, settings):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("1")
    (folder / "b.txt").write_text("2")
    first = land_paths([folder], settings.landing, store, NOW)
    assert (first.new, first.known, first.reports) == (2, 0, 2)
    second = land_paths([folder], settings.landing, store, NOW)
    assert (second.new, second.known, second.reports) == (0, 2, 2)
    assert sorted(row["file_name"] for row in raw_rows(store)) == ["a.txt", "b.txt"]


def test_what_left_the_landing_zone_leaves_the_table(store, settings, land):
    rows = land("1", "2")
    enter_landed(settings.landing, store)
    gone = rows[0]["doc_id"]
    for path in settings.landing.rglob(f"{gone}.*"):
        path.unlink()
    assert enter_landed(settings.landing, store) == 1
    assert [row["doc_id"] for row in raw_rows(store)] == [rows[1]["doc_id"]]
