"""Exports and comparisons of the real sample warehouse, by the commands that a user types."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal

import openpyxl
import pandas
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.exports.relations import relations
from pipeline.warehouse import open_published
from pipeline.warehouse.marts import MARTS

from .conftest import build

RUNNER = CliRunner()
TEXT = "淄博市科学技术局2026年工作总结\n2026年，全市技术合同成交额500亿元，高新技术企业达到2000家。\n"


def run(*arguments: object) -> str:
    result = RUNNER.invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def exported(built):
    told = run("export", "--data", built.data)
    folder = built.data / "exports"
    assert f"{sum(1 for path in folder.rglob('*') if path.is_file()):,} files" in told
    return folder


def panel_of(built) -> list[dict]:
    with open_published(built.warehouse) as connection:
        cursor = connection.execute("SELECT * FROM panel ORDER BY region, year, indicator")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_the_panel_is_the_same_in_every_format(built, exported):
    panel = panel_of(built)
    values = [row["value"] for row in panel]
    assert len(panel) > 100
    assert pyarrow.parquet.read_table(exported / "parquet" / "panel.parquet").column("value").to_pylist() == values
    for path in (exported / "csv" / "panel.csv", exported / "package" / "data" / "panel.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert [Decimal(row["value"]) for row in csv.DictReader(file)] == values
    sheet = openpyxl.load_workbook(exported / "xlsx" / "zhibiao.xlsx", read_only=True)["panel"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert [row[head.index("value")] for row in rows] == pytest.approx([float(value) for value in values])
    frame = pandas.read_stata(exported / "stata" / "panel.dta")
    assert list(frame.value) == pytest.approx([float(value) for value in values])
    assert list(frame.indicator) == [row["indicator"] for row in panel]


def test_sdmx_holds_every_level_of_the_panel(built, exported):
    with (exported / "sdmx" / "figures.csv").open(encoding="utf-8", newline="") as file:
        told = {
            (row["REF_AREA"], row["INDICATOR"], row["STATUS"], row["UNIT_MEASURE"], row["OBSERVATION_ID"]): row
            for row in csv.DictReader(file)
            if row["MEASURE"] == "level"
        }
    for row in panel_of(built):
        place = row["region"].replace(":", "_")
        found = told[place, row["indicator"], row["status"], row["unit"], row["observation_id"]]
        assert Decimal(found["OBS_VALUE"]) == row["value"]
    structure = json.loads((exported / "sdmx" / "structure.json").read_text(encoding="utf-8"))
    codes = {item["id"]: {code["id"] for code in item["codes"]} for item in structure["data"]["codelists"]}
    assert {key[0] for key in told} <= codes["CL_AREA"]
    assert {key[1] for key in told} <= codes["CL_INDICATOR"]


def test_every_sentence_holds_its_number(exported):
    with (exported / "csv" / "sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    broken = [row for row in rows if row["number"].lstrip("'") not in row["sentence"]]
    assert [row for row in broken if "\n" not in row["number"]] == []


@pytest.mark.parametrize("mart", MARTS)
def test_the_samples_show_every_mart_with_rows(built, mart):
    with open_published(built.warehouse) as connection:
        assert connection.execute(f"SELECT count(*) FROM {mart}").fetchall() > [(0,)]


def test_keys_are_unique_and_full_columns_full_in_every_mart_and_table(built):
    with open_published(built.warehouse) as connection:
        for relation in relations(connection).values():
            if relation.key:
                keys = ", ".join(f'"{name}"' for name in relation.key)
                query = f"SELECT {keys} FROM {relation.source} GROUP BY ALL HAVING count(*) > 1"
                assert connection.execute(query).fetchall() == [], relation.name
            full = [f'"{field.name}" IS NULL' for field in relation.fields if not field.is_nullable]
            if full:
                query = f"SELECT * FROM {relation.source} WHERE {' OR '.join(full)}"
                assert connection.execute(query).fetchall() == [], relation.name


def test_excel_gets_its_mark_on_request(built, tmp_path):
    run("export", "csv", "--table", "panel", "--bom", "--output", tmp_path, "--data", built.data)
    assert (tmp_path / "csv" / "panel.csv").read_bytes().startswith(b"\xef\xbb\xbfregion,")


def test_a_question_without_an_answer_says_so(built):
    result = RUNNER.invoke(app, ["sql", "SELECT year FROM panel WHERE year < 1900", "--data", str(built.data)])
    assert (result.exit_code, result.stdout.split(), result.stderr) == (0, ["year"], "no rows\n")


def test_a_wrong_format_is_wrong_usage(built):
    assert RUNNER.invoke(app, ["export", "dbase", "--data", str(built.data)]).exit_code == 2


@pytest.fixture(scope="module")
def rebuilt(built, tmp_path_factory):
    """The sample warehouse, and what a further build with one more report makes of it."""
    place = tmp_path_factory.mktemp("rebuilt")
    shutil.copytree(built.data, place / "data", ignore=shutil.ignore_patterns("exports", "dagster"))
    (place / "further.txt").write_text(TEXT, encoding="utf-8")
    report = build(place / "data", place / "further.txt", history=False)
    assert report.succeeded, report.failures
    return place / "data" / "warehouse.duckdb", report


def test_a_build_says_what_it_changed(rebuilt):
    changes = {table.table: (table.added, table.changed, table.removed) for table in rebuilt[1].changes}
    assert changes == {
        "dim_report": (1, 0, 0), "fact_observation": (2, 0, 0), "figures": (2, 0, 0), "panel": (2, 0, 0),
    }  # fmt: skip


def test_a_first_build_has_nothing_to_compare_with(built):
    assert built.report.changes == ()


def test_diff_tells_counts_and_rows_on_demand(built, rebuilt):
    new, _ = rebuilt
    counts = run("diff", built.warehouse, new, "--table", "figures", "--table", "dim_region")
    assert [line.split() for line in counts.splitlines()][1][:2] == ["figures", "2"]
    assert "dim_region" not in counts
    shown = run("diff", built.warehouse, new, "--table", "figures", "--rows", "5")
    assert "+ 370300 · tech_contract_value · 2026 · level · actual" in shown
    assert "50000000000 CNY" in shown
    assert run("diff", new, new) == "Nothing differs.\n"


def test_diff_as_json_keeps_every_digit(built, rebuilt):
    found = json.loads(
        run("diff", built.warehouse, rebuilt[0], "--table", "panel", "--rows", "9", "--format", "json"),
        parse_float=Decimal,
    )
    (table,) = found["tables"]
    assert (table["added"], table["changed"], table["removed"]) == (2, 0, 0)
    assert {row["key"]["indicator"]: row["new"]["value"] for row in table["rows"]} == {
        "tech_contract_value": 50_000_000_000, "hte_count": 2000,
    }  # fmt: skip


def test_diff_names_a_file_that_is_no_warehouse(built, tmp_path):
    result = RUNNER.invoke(app, ["diff", str(built.warehouse), str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "no such file" in str(result.exception)
