"""A whole export: which files there are, and that the same warehouse gives the same ones."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ExportError, WarehouseError
from pipeline.exports import exporting
from pipeline.exports.exporting import Options, export
from pipeline.exports.formats import Format
from tests.tiny_warehouse import Report, make_warehouse


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_all_formats_and_what_is_told_of_them(warehouse, tmp_path):
    files = export(warehouse, tmp_path)
    assert {str(file.path.relative_to(tmp_path)) for file in files} == set(digests(tmp_path))
    assert {file.format for file in files} == set(Format)
    assert all(file.size == file.path.stat().st_size > 0 for file in files)
    rows = {(file.format, file.tables): file.rows for file in files}
    assert rows[Format.CSV, ("panel",)] == rows[Format.PARQUET, ("panel",)] == rows[Format.STATA, ("panel",)] == 9
    assert rows[Format.SDMX, ("figures",)] == 14


def test_the_same_warehouse_gives_the_same_bytes(warehouse, tmp_path):
    export(warehouse, tmp_path / "one")
    time.sleep(1.1)  # a time of day in a file would show
    export(warehouse, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_named_tables_alone(warehouse, tmp_path):
    export(warehouse, tmp_path, [Format.CSV, Format.STATA], Options(("coverage", "panel_by_year")))
    assert set(digests(tmp_path)) == {
        "csv/coverage.csv", "csv/panel_by_year.csv", "stata/coverage.dta", "stata/panel_by_year.dta",
    }  # fmt: skip


def test_an_unknown_table_or_licence_stops_before_anything_is_written(warehouse, tmp_path):
    for options in (Options(("nothing",)), Options(licence="?")):
        with pytest.raises(ExportError):
            export(warehouse, tmp_path, [Format.CSV, Format.PACKAGE], options)
    assert digests(tmp_path) == {}


def test_sdmx_is_all_figures_and_takes_no_table(warehouse, tmp_path):
    with pytest.raises(ExportError, match="one data set"):
        export(warehouse, tmp_path, [Format.SDMX], Options(("panel",)))
    assert digests(tmp_path) == {}
    command = ["export", "--data", str(warehouse.parent), "-o", str(tmp_path), "--table", "panel"]
    assert CliRunner().invoke(app, command).exit_code == 0
    assert {name.partition("/")[0] for name in digests(tmp_path)} == {kind.value for kind in Format} - {"sdmx"}


def test_a_format_that_fails_leaves_its_files_of_before(warehouse, tmp_path, monkeypatch):
    export(warehouse, tmp_path, [Format.PACKAGE])
    before = digests(tmp_path)

    def fail(*_):
        raise ExportError("no")

    monkeypatch.setattr(exporting.packages, "write_descriptor", fail)
    with pytest.raises(ExportError, match="no"):
        export(warehouse, tmp_path, [Format.PACKAGE], Options(bom=True))
    assert digests(tmp_path) == before


def test_a_warehouse_without_figures_gives_every_format_too(tmp_path):
    empty = make_warehouse(tmp_path / "empty.duckdb", Report("nothing"))
    files = export(empty, tmp_path / "out")
    rows = {(file.format, file.tables): file.rows for file in files}
    assert rows[Format.CSV, ("panel",)] == rows[Format.STATA, ("panel",)] == rows[Format.SDMX, ("figures",)] == 0
    structure = json.loads((tmp_path / "out" / "sdmx" / "structure.json").read_text(encoding="utf-8"))
    assert all(codelist["codes"] for codelist in structure["data"]["codelists"])


def test_what_duckdb_cannot_do_is_told_and_leaves_nothing(warehouse, tmp_path):
    broken = tmp_path / "broken.duckdb"
    shutil.copy(warehouse, broken)
    with duckdb.connect(broken) as connection:
        connection.execute(
            "CREATE OR REPLACE VIEW timeline AS SELECT *, 1 AS origin, error('out of luck' || number) AS method "
            "FROM fact_observation"
        )
    with pytest.raises(ExportError, match=r"broken\.duckdb: csv: .*out of luck"):
        export(broken, tmp_path / "out", [Format.CSV], Options(("coverage", "timeline")))
    assert digests(tmp_path / "out") == {}


def test_progress_names_the_file_and_its_rows(warehouse, tmp_path):
    told = []
    export(warehouse, tmp_path, [Format.CSV], Options(("panel",)), lambda name, rows: told.append((name, rows)))
    assert told == [("panel", 9)]


def test_no_warehouse_is_told(tmp_path):
    with pytest.raises(WarehouseError, match="zhibiao build"):
        export(tmp_path / "none.duckdb", tmp_path / "out")


def test_the_warehouse_is_not_touched(warehouse, tmp_path):
    before = hashlib.sha256(warehouse.read_bytes()).hexdigest()
    export(warehouse, tmp_path, [Format.CSV])
    assert hashlib.sha256(warehouse.read_bytes()).hexdigest() == before
    assert [path.name for path in warehouse.parent.iterdir()] == [warehouse.name]
