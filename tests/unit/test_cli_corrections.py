"""A correction of a report that is not there: the build tells that it changes nothing."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.commands.building import print_idle_corrections
from pipeline.ingest import land_files
from pipeline.reference import DEFAULT_FOLDER


def test_corrections_of_reports_that_have_not_landed_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("2023年，淄博市高新技术企业达到1680家。\n", encoding="utf-8")
    landed = land_files([report], tmp_path / "landing", datetime.now(UTC)).new[0].doc_id
    seeds = tmp_path / "seeds"
    shutil.copytree(DEFAULT_FOLDER, seeds)
    monkeypatch.setenv("ZHIBIAO_SEEDS", str(seeds))
    rows = [f"{doc_id},17,21,1680,status,forecast,why,who\n" for doc_id in (landed, "c" * 64)]
    table = seeds / "corrections.csv"
    before = len(table.read_text(encoding="utf-8").splitlines())
    with table.open("a", encoding="utf-8") as lines:
        lines.writelines(rows)
    print_idle_corrections(tmp_path / "landing")
    told = capsys.readouterr().err
    assert f"corrections.csv:{before + 2}: corrects nothing here, as the report cccccccccccccccc has not landed" in told
    assert landed[:16] not in told
