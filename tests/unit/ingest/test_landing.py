"""The landing zone keeps bytes unchanged, once, and says where they came from."""

import hashlib
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import LandingZoneError, UnreadableReportError
from pipeline.ingest import document_id, land_bytes, land_files, landed_ids, landed_reports, read_landed
from pipeline.schemas import RAW_REPORTS
from pipeline.vocabulary import QuarantineReason

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
REPORT = "2022年，全市研发经费投入120.14亿元。".encode()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "report.txt").write_bytes(REPORT)
    return folder


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return tmp_path / "data" / "landing"


def test_document_id_is_the_hash_of_the_bytes() -> None:
    assert document_id(REPORT) == hashlib.sha256(REPORT).hexdigest()


def test_file_lands_unchanged_beside_its_sidecar(inbox: Path, landing: Path) -> None:
    result = land_files([inbox], landing, NOW)
    (report,) = result.new
    assert (result.known, result.failed) == ((), ())
    assert (report.file_name, report.source, report.media_type) == ("report.txt", "report.txt", "text/plain")
    assert (report.size_bytes, report.landed_at, report.published_on) == (len(REPORT), NOW, None)
    doc_id = document_id(REPORT)
    assert report.doc_id == doc_id
    assert (landing / doc_id[:2] / f"{doc_id}.bin").read_bytes() == REPORT
    assert read_landed(landing, doc_id) == REPORT
    assert landed_reports(landing) == [report]
    assert json.loads((landing / doc_id[:2] / f"{doc_id}.json").read_text())["sha256"] == doc_id


def test_row_has_the_columns_of_raw_reports(inbox: Path, landing: Path) -> None:
    (report,) = land_files([inbox], landing, NOW).new
    assert tuple(report.as_row()) == RAW_REPORTS.column_names()


def test_landing_twice_changes_nothing(inbox: Path, landing: Path) -> None:
    land_files([inbox], landing, NOW)
    before = {path: path.read_bytes() for path in landing.rglob("*") if path.is_file()}
    result = land_files([inbox], landing, LATER)
    assert (len(result.new), len(result.known)) == (0, 1)
    assert {path: path.read_bytes() for path in landing.rglob("*") if path.is_file()} == before


def test_same_bytes_elsewhere_are_one_report_with_a_further_source(inbox: Path, landing: Path) -> None:
    land_files([inbox], landing, NOW)
    (inbox / "copy").mkdir()
    (inbox / "copy" / "other name.txt").write_bytes(REPORT)
    result = land_files([inbox], landing, LATER)
    assert (len(result.new), len(result.known)) == (0, 2)
    (report,) = landed_reports(landing)
    assert (report.file_name, report.landed_at) == ("report.txt", NOW), "the first source names it"
    (further,) = report.further_sources
    assert (further.file_name, further.source, further.seen_at) == ("other name.txt", "copy/other name.txt", LATER)


def test_empty_file_lands_like_any_other(inbox: Path, landing: Path) -> None:
    (inbox / "nothing.html").write_bytes(b"")
    result = land_files([inbox], landing, NOW)
    empty = next(report for report in result.new if report.file_name == "nothing.html")
    assert (empty.size_bytes, empty.media_type) == (0, "inode/x-empty")
    assert read_landed(landing, empty.doc_id) == b""


def test_names_from_outside_never_become_paths(tmp_path: Path, landing: Path) -> None:
    hostile = "../../../etc/pass\x1b[31mwd\u202e\udcff.txt"
    report, is_new = land_bytes(REPORT, hostile, "https://example.org/../x\n", landing, NOW, date(2023, 3, 1))
    assert is_new
    assert report.file_name == "pass[31mwd�.txt"
    assert "\n" not in report.source
    assert report.published_on == date(2023, 3, 1)
    assert landed_reports(landing) == [report]
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert written == {"data"}, "nothing was written outside the landing zone"
    name = report.doc_id
    files = {path.name for path in landing.rglob("*") if path.is_file()}
    assert files == {f"{name}.bin", f"{name}.json"}


def test_landing_zone_within_the_given_folder_is_not_landed(inbox: Path) -> None:
    landing = inbox / "data" / "landing"
    land_files([inbox], landing, NOW)
    assert len(land_files([inbox], landing, LATER).known) == 1
    assert landed_reports(landing)[0].further_sources == ()


def test_interrupted_landing_is_completed(inbox: Path, landing: Path) -> None:
    (report,) = land_files([inbox], landing, NOW).new
    place = landing / report.doc_id[:2]
    (place / f"{report.doc_id}.json").unlink()
    assert landed_ids(landing) == [], "without its sidecar a file has not landed"
    assert len(land_files([inbox], landing, LATER).new) == 1
    assert landed_ids(landing) == [report.doc_id]


def test_cut_file_in_the_landing_zone_is_restored(inbox: Path, landing: Path) -> None:
    (report,) = land_files([inbox], landing, NOW).new
    stored = landing / report.doc_id[:2] / f"{report.doc_id}.bin"
    stored.chmod(0o644)
    stored.write_bytes(REPORT[:5])
    with pytest.raises(LandingZoneError, match=rf"changed after landing.*\({report.file_name}\)"):
        read_landed(landing, report.doc_id)
    land_files([inbox], landing, LATER)
    assert read_landed(landing, report.doc_id) == REPORT


def test_leftovers_of_a_killed_process_are_removed(inbox: Path, landing: Path) -> None:
    incoming = landing / ".incoming"
    incoming.mkdir(parents=True)
    dead = incoming / f"{2**22 + 1}-abc"
    alive = incoming / f"{os.getpid()}-abc"
    dead.write_bytes(b"half")
    alive.write_bytes(b"half")
    land_files([inbox], landing, NOW)
    assert not dead.exists()
    assert alive.exists()


def test_file_that_cannot_be_copied_fails_alone(inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "locked.txt").write_bytes(b"locked")
    opened = Path.open

    def refuse(path: Path, *arguments: str, **options: str) -> object:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    result = land_files([inbox], landing, NOW)
    assert [report.file_name for report in result.new] == ["report.txt"]
    (failed,) = result.failed
    assert (failed.source, failed.detail, failed.remedy) == (
        "locked.txt", "Permission denied", "Give yourself the right to read it",
    )  # fmt: skip


def test_progress_is_told_after_each_file(inbox: Path, landing: Path) -> None:
    (inbox / "second.txt").write_bytes(b"second")
    told: list[tuple[int, int]] = []
    land_files([inbox], landing, NOW, on_file=lambda done, count: told.append((done, count)))
    assert told == [(1, 2), (2, 2)]


def test_too_large_report_is_refused_before_it_is_read(inbox: Path, landing: Path) -> None:
    (report,) = land_files([inbox], landing, NOW).new
    assert read_landed(landing, report.doc_id, max_bytes=len(REPORT)) == REPORT
    with pytest.raises(UnreadableReportError) as caught:
        read_landed(landing, report.doc_id, max_bytes=len(REPORT) - 1)
    assert (caught.value.reason, caught.value.file_name) == (QuarantineReason.TOO_LARGE, "report.txt")


def test_listing_needs_names_only(landing: Path) -> None:
    ids = sorted(land_bytes(str(n).encode(), "a.txt", f"{n}", landing, NOW)[0].doc_id for n in range(300))
    assert landed_ids(landing) == ids
    assert landed_ids(landing / "nowhere") == []
    assert [report.doc_id for report in landed_reports(landing, ids[3:5])] == ids[3:5]


@pytest.mark.parametrize("doc_id", ["", "../../x", "A" * 64, "a" * 63, "g" * 64])
def test_what_is_no_id_is_refused(landing: Path, doc_id: str) -> None:
    with pytest.raises(LandingZoneError, match="no id of a report"):
        read_landed(landing, doc_id)


def test_unknown_report_and_damaged_sidecar_are_errors(inbox: Path, landing: Path) -> None:
    with pytest.raises(LandingZoneError, match="no such report has landed"):
        landed_reports(landing, ["0" * 64])
    (report,) = land_files([inbox], landing, NOW).new
    (landing / report.doc_id[:2] / f"{report.doc_id}.json").write_text('{"sha256": 3}')
    with pytest.raises(LandingZoneError, match="is no sidecar"):
        landed_reports(landing)


def test_time_without_zone_is_refused(inbox: Path, landing: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        land_files([inbox], landing, NOW.replace(tzinfo=None))
