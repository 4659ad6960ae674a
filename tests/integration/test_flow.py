"""The whole flow, through Dagster, into DuckDB: what must hold for anyone to trust it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands.querying import run_statement
from pipeline.errors import QuarantinedReportsError, WarehouseError
from pipeline.warehouse import open_published

from .conftest import SAMPLES, UNREADABLE, Built

RUNNER = CliRunner()


def rows(built: Built, statement: str) -> list[tuple]:
    with open_published(built.warehouse) as connection:
        return connection.execute(statement).fetchall()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_sample_is_a_report_or_in_quarantine_with_reason_and_remedy(built):
    known = {name for (name,) in rows(built, "SELECT file_name FROM dim_report")}
    quarantined = {name for (name,) in rows(built, "SELECT file_name FROM quarantine")}
    samples = {path.name for path in SAMPLES.iterdir() if path.suffix != ".md"}
    assert samples <= known
    assert not known & quarantined
    assert rows(built, "SELECT count(*) FROM quarantine WHERE detail = '' OR remedy = ''") == [(0,)]


@pytest.mark.parametrize(("name", "reason"), [item for item in UNREADABLE.items() if item[0] != "empty.txt"])
def test_an_unreadable_file_is_in_quarantine_for_the_right_reason(built, name, reason):
    assert rows(built, f"SELECT reason FROM quarantine WHERE file_name = '{name}'") == [(reason,)]


def test_files_of_the_same_bytes_are_one_report(built):
    """`empty.txt` and `empty.html` hold the same nothing."""
    assert rows(built, "SELECT count(*) FROM quarantine WHERE reason = 'empty'") == [(1,)]
    assert built.report.new == len(list(SAMPLES.iterdir())) - 1 + len(UNREADABLE) - 1


def test_the_text_layer_holds_every_number_where_the_ledger_says(built):
    wrong = rows(
        built,
        """
        SELECT number_id, number, substr(text_layer, "start" + 1, "end" - "start")
        FROM fact_number JOIN report_text USING (doc_id)
        WHERE substr(text_layer, "start" + 1, "end" - "start") <> number
        """,
    )
    assert wrong == []
    assert rows(built, "SELECT count(*) > 500 FROM fact_number") == [(True,)]


def test_the_warehouse_holds_exactly_the_facts_that_extract_prints(built):
    result = RUNNER.invoke(app, ["extract", str(SAMPLES), "--format", "jsonl"])
    fields = ("start", "indicator", "region", "period", "measure", "status", "value", "unit", "bound")
    printed = sorted(
        (line["document"], *(str(float(line[field])) if field == "value" else str(line[field]) for field in fields))
        for line in map(json.loads, result.stdout.splitlines())
        if line["class"] == "fact"
    )
    columns = ", ".join(f'observation."{field}"' for field in fields)
    statement = f"SELECT file_name, {columns} FROM fact_observation AS observation JOIN dim_report USING (doc_id)"
    loaded = sorted(
        (
            row[0],
            *(
                str(float(value)) if field == "value" else str(value)
                for field, value in zip(fields, row[1:], strict=True)
            ),
        )
        for row in rows(built, statement)
    )
    assert printed == loaded
    assert len(printed) > 200


def test_a_report_without_figures_has_segments_and_no_observation(built):
    counts = rows(
        built,
        """
        SELECT
            (SELECT count(*) FROM dim_segment WHERE doc_id = report.doc_id) > 5,
            (SELECT count(*) FROM fact_observation WHERE doc_id = report.doc_id)
        FROM dim_report AS report WHERE file_name = 'mianyang_2024_meeting_notice.txt'
        """,
    )
    assert counts == [(True, 0)]


def test_each_mart_has_rows(built):
    for mart in ("panel", "target_outcome", "coverage"):
        assert rows(built, f"SELECT count(*) > 0 FROM {mart}") == [(True,)], mart


def test_a_second_build_finds_nothing_new_and_leaves_the_file_byte_for_byte(built):
    before = digest(built.warehouse)
    result = RUNNER.invoke(app, ["build", str(SAMPLES), str(built.unreadable), "--data", str(built.data)])
    assert result.exit_code == 0, result.stderr
    assert "Nothing is new" in result.stdout
    assert "locked.pdf" in result.stderr
    assert digest(built.warehouse) == before


def test_a_warehouse_of_other_sql_is_loaded_anew_from_the_stages(built, tmp_path):
    import shutil

    import duckdb

    data = tmp_path / "data"
    shutil.copytree(built.data, data)
    with duckdb.connect(data / "warehouse.duckdb") as connection:
        connection.execute("DROP TABLE league; UPDATE warehouse_info SET code_version = '0.1.0+older'")
    first = RUNNER.invoke(app, ["build", "--landed", "--data", str(data)])
    assert first.exit_code == 0, first.stderr
    with open_published(data / "warehouse.duckdb") as connection:
        assert connection.execute("SELECT count(*) > 0 FROM league").fetchall() == [(True,)]
    assert "Nothing is new" in RUNNER.invoke(app, ["build", "--landed", "--data", str(data)]).stdout


def test_strict_says_by_its_exit_code_that_files_lie_in_quarantine(built):
    result = RUNNER.invoke(app, ["build", str(SAMPLES), "--strict", "--data", str(built.data)])
    assert isinstance(result.exception, QuarantinedReportsError)


def test_the_page_of_the_audit_stands_beside_the_warehouse(built):
    page = (built.data / "audit.html").read_text(encoding="utf-8")
    assert "All checks passed" in page
    status = RUNNER.invoke(app, ["status", "--data", str(built.data)]).stdout
    assert " passed, 0 failed" in status
    assert "audit.html" not in status
    assert "actual ones of 2020–2023" in status  # targets of 2024 stand beside them


def test_sql_touches_other_files_only_where_it_is_told_to(built, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a\n7\n", encoding="utf-8")
    question = ["sql", f"SELECT a FROM read_csv('{other}')", "--data", str(built.data), "--format", "csv"]
    refused = RUNNER.invoke(app, question)
    assert isinstance(refused.exception, WarehouseError)
    assert "With `--unsafe`" in str(refused.exception)
    assert RUNNER.invoke(app, [*question, "--unsafe"]).stdout == "a\n7\n"
    written = RUNNER.invoke(app, ["sql", "DELETE FROM dim_report", "--unsafe", "--data", str(built.data)])
    assert isinstance(written.exception, WarehouseError)


def test_sql_takes_a_comment_first_and_prints_what_is_nested_as_json(built):
    def ask(statement, *options):
        return RUNNER.invoke(app, ["sql", statement, *options, "--data", str(built.data)])

    nested = "-- what is nested?\nSELECT {'d': DATE '2024-01-05', 'v': 1.50} AS a, [0.10] AS b"
    assert ask(nested, "--format", "json").stdout == '[{"a": {"d": "2024-01-05", "v": 1.5}, "b": [0.1]}]\n'
    assert ask(nested, "--format", "csv").stdout == 'a,b\n"{""d"": ""2024-01-05"", ""v"": 1.5}",[0.1]\n'
    twice = "SELECT 1 AS a, 2 AS a, 3 AS a_1"
    assert ask(twice, "--format", "json").stdout == '[{"a": 1, "a_1": 2, "a_1_1": 3}]\n'
    for nothing in ("", "-- only a comment", "--unsaf"):
        assert "the statement is empty" in str(ask(nothing).exception)


def test_ctrl_c_stops_a_question_like_any_command():
    class Interrupted:
        def execute(self, _statement):
            raise RuntimeError("Query interrupted")

    with pytest.raises(KeyboardInterrupt):
        run_statement(Interrupted(), "SELECT 1")


def test_audit_checks_every_report_again(built, tmp_path):
    import shutil

    import duckdb

    data = tmp_path / "data"
    data.mkdir()
    shutil.copyfile(built.warehouse, data / "warehouse.duckdb")
    sound = RUNNER.invoke(app, ["audit", "--data", str(data)])
    assert sound.exit_code == 0, sound.stderr
    assert "0 failed" in sound.stdout
    with duckdb.connect(data / "warehouse.duckdb") as connection:
        connection.execute("UPDATE fact_observation SET period_kind = 'nonsense' WHERE measure = 'rank'")
    spoilt = RUNNER.invoke(app, ["audit", "--data", str(data)])
    assert spoilt.exit_code == 1
    assert "fact_observation_period_kind_known" in spoilt.stderr
    assert "nonsense" in (data / "audit.html").read_text(encoding="utf-8")
