"""The three outcomes of a check, what they forbid, and what is told of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest

from pipeline.cleaning.characters import unify_characters
from pipeline.quality import Outcome, Severity, check_stage_table, check_warehouse
from pipeline.quality import checks as checks_module
from pipeline.warehouse import open_published, open_staged, publish, stage_batch
from tests.tiny_warehouse import Report, Told, dimensions, make_warehouse, run, stage_tables


def expectation(
    check_id: str, kind: str, severity: str = "error", query: str | None = None, **kwargs: Any
) -> dict[str, Any]:
    meta = {"check_id": check_id, "severity": severity, "about": check_id}
    return {"type": kind, "kwargs": kwargs, "meta": meta | ({"query": query} if query else {})}


def folder_of(tmp_path: Path, *expectations: dict[str, Any], **meta: str) -> Path:
    content = {"name": "numbers", "meta": {"layer": "stage"} | meta, "expectations": list(expectations)}
    (tmp_path / "numbers.json").write_text(json.dumps(content))
    return tmp_path


ROWS = pyarrow.table({"number": ["1", None, "3", None], "text": ["a", "b" * 500, "c", "d"]})


def test_passed_failed_and_errored_are_told_apart(tmp_path: Path) -> None:
    present = "expect_column_values_to_not_be_null"
    folder = folder_of(
        tmp_path,
        expectation("passes", present, column="text"),
        expectation("fails", present, column="number"),
        expectation("names_no_column", present, column="nonsense"),
        expectation("no_such_type", "expect_the_unexpected", column="text"),
        expectation("no_such_query", "expect_table_row_count_to_equal", query="nonsense", value=0),
        expectation("query_fails", "expect_table_row_count_to_equal", query="numbers_match_text", value=0),
    )
    results = {result.spec.check_id: result for result in check_stage_table("numbers", {"numbers": ROWS}, folder)}
    assert {check_id: result.outcome.value for check_id, result in results.items()} == {
        "passes": "passed", "fails": "failed", "names_no_column": "errored", "no_such_type": "errored",
        "no_such_query": "errored", "query_fails": "errored",
    }  # fmt: skip
    assert "nonsense" in results["names_no_column"].detail
    assert "no such statement" in results["no_such_query"].detail
    assert "its query cannot run" in results["query_fails"].detail
    assert results["passes"].rows_examined == 4


def test_what_is_printed_otherwise_than_the_clean_text_writes_it_is_no_lost_digit(tmp_path: Path) -> None:
    query = "ledger_holds_every_digit"
    folder = folder_of(tmp_path, expectation(query, "expect_table_row_count_to_equal", query=query, value=0))
    zeros = "〇零○◯0０OＯoｏОоΟο\uf9b2"
    years = [*(f"二{zero}一{zero}" for zero in zeros), "一九九○", "二〇二三", "⼆〇⼀⼋", "二〇一\uf9d1"]
    printed = [*years, "5", "５", "𝟓", "𝟱𝟎", "20\n二О二一"]
    clean = unify_characters("".join(f"，{number}年" for number in printed))
    assert sum(map(str.isdigit, clean)) == 4 * len(years) + 5 + 6
    texts = pyarrow.table({"doc_id": ["a"], "file_name": ["a.txt"], "clean_text": [clean]})
    for lost, outcome in ((0, Outcome.PASSED), (1, Outcome.FAILED)):
        numbers = pyarrow.table({"doc_id": ["a"] * (len(printed) - lost), "number": printed[lost:]})
        (result,) = check_stage_table("numbers", {"numbers": numbers, "report_texts": texts}, folder)
        assert result.outcome is outcome


def test_the_bar_between_two_cells_need_stand_in_no_segment(tmp_path: Path) -> None:
    query = "segments_tile_text"
    folder = folder_of(tmp_path, expectation(query, "expect_table_row_count_to_equal", query=query, value=0))
    texts = pyarrow.table({"doc_id": ["a"], "file_name": ["a.txt"], "clean_text": ["工业 | 6.25"]})
    for held, outcome in (([(0, 2), (5, 9)], Outcome.PASSED), ([(0, 2), (6, 9)], Outcome.FAILED)):
        starts, ends = zip(*held, strict=True)
        segments = pyarrow.table({"doc_id": ["a", "a"], "start": starts, "end": ends})
        tables = {"numbers": ROWS, "report_segments": segments, "report_texts": texts}
        (result,) = check_stage_table("numbers", tables, folder)
        assert result.outcome is outcome


def test_examples_are_whole_rows_with_long_text_cut(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, expectation("fails", "expect_column_values_to_not_be_null", column="number"))
    (result,) = check_stage_table("numbers", {"numbers": ROWS}, folder)
    assert (result.failing_rows, result.detail) == (2, "2 rows do not hold")
    assert [row["text"] for row in result.examples] == ["b" * 200 + "…", "d"]


def test_an_expectation_that_great_expectations_does_not_know_spares_the_others(tmp_path: Path) -> None:
    present = "expect_column_values_to_not_be_null"
    folder = folder_of(
        tmp_path, expectation("bad", "expect_the_unexpected"), expectation("good", present, column="text")
    )
    outcomes = [result.outcome for result in check_stage_table("numbers", {"numbers": ROWS}, folder)]
    assert outcomes == [Outcome.ERRORED, Outcome.PASSED]


@pytest.mark.parametrize(("severity", "forbids"), [("error", True), ("warn", False)])
def test_only_an_error_check_that_did_not_pass_forbids_the_publish(
    tmp_path: Path, severity: str, forbids: bool
) -> None:
    present = "expect_column_values_to_not_be_null"
    folder = folder_of(
        tmp_path,
        expectation("fails", present, severity, column="number"),
        expectation("errs", present, severity, column="nonsense"),
        expectation("passes", present, severity, column="text"),
    )
    results = check_stage_table("numbers", {"numbers": ROWS}, folder)
    assert [result.forbids_publish for result in results] == [forbids, forbids, False]
    assert {result.spec.severity for result in results} == {Severity(severity)}


def test_a_failure_names_the_reports_whose_rows_offend(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        expectation("cells", "expect_column_values_to_not_be_null", column="number_id"),
        expectation("query", "expect_table_row_count_to_equal", query="numbers_key", value=0),
        expectation("columns", "expect_table_columns_to_match_ordered_list", column_list=["number_id"]),
    )
    rows = pyarrow.table({"doc_id": ["a", "b", "c", "c", None], "number_id": ["1", None, "2", "2", None]})
    results = check_stage_table("numbers", {"numbers": rows}, folder)
    assert [result.outcome for result in results] == [Outcome.FAILED] * 3
    assert [result.doc_ids for result in results] == [("b",), ("b", "c"), ()]


def test_where_queries_find_nothing_each_check_is_still_told_what_it_expects(tmp_path: Path) -> None:
    count, columns = "expect_table_row_count_to_equal", "expect_table_columns_to_match_ordered_list"
    folder = folder_of(
        tmp_path,
        expectation("none", count, query="numbers_key", value=0),
        expectation("one", count, query="numbers_key", value=1),
        expectation("columns", columns, query="numbers_key", column_list=["nonsense"]),
        expectation("none_again", count, query="numbers_key", value=0),
    )
    rows = pyarrow.table({"doc_id": ["a"], "number_id": ["1"]})
    results = check_stage_table("numbers", {"numbers": rows}, folder)
    assert [result.outcome.value for result in results] == ["passed", "failed", "failed", "passed"]
    assert results[1].detail == "found: 0"
    assert "number_id" in results[2].detail


def test_slices_are_judged_as_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks_module, "SLICE_ROWS", 7)
    rows = pyarrow.table({"number": [None if place % 4 == 0 else "1" for place in range(50)], "place": list(range(50))})
    folder = folder_of(tmp_path, expectation("fails", "expect_column_values_to_not_be_null", column="number"))
    (result,) = check_stage_table("numbers", {"numbers": rows}, folder)
    assert (result.failing_rows, result.rows_examined) == (13, 50)
    assert [row["place"] for row in result.examples] == [0, 4, 8, 12, 16, 20, 24, 28, 32, 36]


def test_more_offending_rows_than_a_slice_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks_module, "SLICE_ROWS", 5)
    number_ids = ["a", "a"] * 10 + [f"{place}" for place in range(20)] * 2
    rows = pyarrow.table({"doc_id": ["report"] * len(number_ids), "number_id": number_ids})
    folder = folder_of(tmp_path, expectation("key", "expect_table_row_count_to_equal", query="numbers_key", value=0))
    (result,) = check_stage_table("numbers", {"numbers": rows}, folder)
    assert (result.failing_rows, len(result.examples)) == (21, 5)


def test_an_empty_table_is_judged_too(tmp_path: Path) -> None:
    columns = expectation("columns", "expect_table_columns_to_match_ordered_list", column_list=["number", "text"])
    folder = folder_of(
        tmp_path, columns, expectation("present", "expect_column_values_to_not_be_null", column="number")
    )
    for rows, outcome in ((ROWS.slice(0, 0), "passed"), (ROWS.slice(0, 0).drop_columns(["text"]), "failed")):
        assert check_stage_table("numbers", {"numbers": rows}, folder)[0].outcome.value == outcome


def test_a_wrong_offset_is_caught_on_the_stage_and_in_the_staged_warehouse(tmp_path: Path) -> None:
    tables = stage_tables(Report("a", (Told("hte_count", 1680, words="高企😀"),)))
    moved = tables["numbers"].to_pylist()
    moved[0] |= {"start": moved[0]["start"] - 1, "end": moved[0]["end"] - 1}
    tables["numbers"] = pyarrow.Table.from_pylist(moved, schema=tables["numbers"].schema)
    failed = {r.spec.check_id: r for r in check_stage_table("numbers", tables) if r.outcome is not Outcome.PASSED}
    assert list(failed) == ["numbers_match_text"]
    assert failed["numbers_match_text"].forbids_publish
    assert failed["numbers_match_text"].examples[0]["found"] == "😀168"
    path = tmp_path / "warehouse.duckdb"
    stage_batch(path, tables, dimensions(), run())
    with open_staged(path) as connection:
        failed = {r.spec.check_id: r for r in check_warehouse(connection, path) if r.outcome is not Outcome.PASSED}
    assert list(failed) == ["warehouse_matches_text"]
    assert failed["warehouse_matches_text"].forbids_publish
    assert failed["warehouse_matches_text"].examples[0]["table_name"] == "fact_number"


def test_the_staged_warehouse_is_compared_with_the_published_one(tmp_path: Path) -> None:
    told = tuple(Told("hte_count", value) for value in range(10))
    path = make_warehouse(tmp_path / "warehouse.duckdb", Report("a", (*told, Told("exports", 1, unit="CNY"))))
    stage_batch(path, stage_tables(Report("a", told[:5])), dimensions(), run("run-2"))
    with open_staged(path) as connection:
        failed = [result for result in check_warehouse(connection, path) if result.outcome is not Outcome.PASSED]
    assert {result.spec.check_id: result.forbids_publish for result in failed} == {
        "coverage_not_shrunk": False, "indicators_not_lost": False
    }  # fmt: skip
    publish(path)


def test_the_costly_checks_look_at_the_latest_reports_unless_told_otherwise(tmp_path: Path) -> None:
    path = make_warehouse(tmp_path / "warehouse.duckdb", Report("old", (Told("hte_count", 1),)))
    later = run("run-2", run().started_at.replace(year=2025))
    stage_batch(path, stage_tables(Report("new", (Told("hte_count", 2),))), dimensions(), later)
    publish(path)
    for every_report, expected in ((False, ["new"]), (True, ["new", "old"])):
        with open_published(path) as connection:
            check_warehouse(connection, every_report=every_report, folder=folder_of(tmp_path))
            titles = connection.execute(
                "SELECT title FROM dim_report SEMI JOIN audited_report USING (doc_id)"
            ).fetchall()
        assert sorted(title for (title,) in titles) == expected


def test_dates_and_decimals_pass_through(tmp_path: Path) -> None:
    rows = pyarrow.table({"number": pyarrow.array([1, 2], pyarrow.decimal128(28, 6)), "text": [date(2024, 1, 1), None]})
    between = expectation("between", "expect_column_values_to_be_between", column="number", min_value=1.5)
    (result,) = check_stage_table("numbers", {"numbers": rows}, folder_of(tmp_path, between))
    assert (result.outcome, result.failing_rows) == (Outcome.FAILED, 1)
    assert result.examples[0]["number"] == 1.0
