"""`zhibiao explain`: what it says besides the sentence."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.ingest import landed_path
from pipeline.reference import load_reference
from pipeline.reference.corrections import CorrectableField, Correction, Corrections
from pipeline.vocabulary import CONFIDENCE_WORDS, Confidence
from pipeline.warehouse import open_published
from tests.tiny_warehouse import Report, Told, make_warehouse


def test_a_corrected_figure_says_where_the_correction_stands(tmp_path: Path) -> None:
    report = Report("a", (Told("hte_count", 2011, confidence="corrected"), Told("patent_grants", 5)))
    make_warehouse(tmp_path / "warehouse.duckdb", report)
    ask = [
        "sql",
        "SELECT observation_id FROM fact_observation ORDER BY start",
        "--format",
        "csv",
        "--data",
        str(tmp_path),
    ]
    corrected, usual = CliRunner().invoke(app, ask).stdout.split()[1:]
    told = [
        CliRunner().invoke(app, ["explain", identity, "--data", str(tmp_path)]).stdout
        for identity in (corrected, usual)
    ]
    assert "confidence  corrected: a field is as a person set it" in told[0]
    assert "confidence  certain" in told[1]


def test_a_doubt_is_told_in_words(tmp_path: Path) -> None:
    make_warehouse(tmp_path / "warehouse.duckdb", Report("a", (Told("hte_count", 9, confidence="inherited_region"),)))
    with open_published(tmp_path / "warehouse.duckdb") as connection:
        ((observation_id,),) = connection.execute("SELECT observation_id FROM fact_observation").fetchall()
    told = CliRunner().invoke(app, ["explain", observation_id, "--data", str(tmp_path)]).stdout
    assert "confidence  inherited_region: the place is told further up, or" in told
    assert set(CONFIDENCE_WORDS) == set(Confidence)


def test_the_raw_file_and_the_reason_of_a_correction_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_warehouse(tmp_path / "warehouse.duckdb", Report("a", (Told("hte_count", 2011, confidence="corrected"),)))
    with open_published(tmp_path / "warehouse.duckdb") as connection:
        (row,) = connection.execute('SELECT observation_id, doc_id, start, "end" FROM fact_observation').fetchall()
    observation_id, doc_id, start, end = row
    raw_file = landed_path(tmp_path / "landing", doc_id)
    raw_file.parent.mkdir(parents=True)
    raw_file.write_bytes(b"")

    shared = load_reference()
    right = Correction(
        2, doc_id, start, end, "2011", CorrectableField.PERIOD, "2022", "The table is of 2022", "A. Reader"
    )
    elsewhere = replace(right, start=end + 1, end=end + 2, reason="Another number")
    corrected = replace(shared, corrections=Corrections(Path("corrections.csv"), {doc_id: (right, elsewhere)}))
    monkeypatch.setattr("pipeline.reference.load_reference", lambda: corrected)

    told = CliRunner().invoke(app, ["explain", observation_id, "--data", str(tmp_path)]).stdout
    assert "period 2022, by A. Reader: The table is of 2022" in told
    assert "Another number" not in told
    assert str(raw_file.relative_to(tmp_path)) in "".join(told.split("\n"))
