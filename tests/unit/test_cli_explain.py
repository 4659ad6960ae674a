"""`zhibiao explain`: what it says besides the sentence."""

from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app
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
    assert "corrections.csv" in told[0]
    assert "confidence  certain" in told[1]
