"""For each check a planted defect that it alone catches: what catches nothing, or nothing of its own, may go.

Defects of single cells are planted all at once, one a row, and each check must point at its row and no other. Those of
checks that are queries are planted one by one. In both cases no other check of the layer may complain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pytest

from pipeline.quality import CheckResult, Layer, Outcome, Suite, load_suites
from pipeline.quality.checks import run_suites
from pipeline.warehouse import read_statement

SUITES = load_suites()
SUITES_BY_TABLE = {suite.table: suite for suite in SUITES}

SAFE_ROWS = {
    # Rows that no row of another table depends on, so that a defect in one of them stays one defect.
    "raw_reports": "file_name LIKE 'broken%'",
    "report_texts": "text_layer = ''",
    "report_segments": "kind = 'heading'",
    "numbers": "class = 'none'",
    "observations": "observation_id LIKE '%-1'",
    "dim_report": "title LIKE 'notice%'",
    "dim_region": "level = 'county' AND region <> '370215'",
    "dim_indicator": "indicator NOT IN (SELECT indicator FROM fact_observation)",
    "fact_observation": "observation_id LIKE '%-1' AND measure = 'rank'",
    "etl_run": "run_id LIKE 'earlier%'",
    "timeline": "origin = 'derived'",
    "panel": "statements = 1",
    "target_outcome": "result = 'met'",
}

CELL_DEFECTS = {
    # Where the plain defect of a cell would break more than one rule: what to plant, and in which row.
    "numbers_unit_known": ("unit = 'nonsense'", "class = 'fact'"),
    "numbers_bound_known": ("bound = 'nonsense'", "class = 'fact' AND value < 100"),
    "numbers_end_after_start": ("\"end\" = start, number = ''", "class = 'none'"),
    "dim_region_region_form": ("region = 'nonsense', current_region = '370300'", "region = '370321'"),
}


def one(table: str, where: str) -> str:
    """A condition that holds for one row, the last of those for which `where` holds."""
    return f"rowid = (SELECT max(rowid) FROM {table} WHERE {where})"


def again(table: str, where: str = "TRUE", **replaced: str) -> str:
    """Inserts a second copy of one row, with some columns replaced."""
    columns = ", ".join(f"{value} AS {name}" for name, value in replaced.items())
    replace = f" REPLACE ({columns})" if columns else ""
    return f"INSERT INTO {table} SELECT *{replace} FROM {table} WHERE {one(table, where)}"


def change(table: str, where: str, assignment: str) -> str:
    return f"UPDATE {table} SET {assignment} WHERE {one(table, where)}"


def lost(table: str, where: str) -> str:
    return f"DELETE FROM {table} WHERE {one(table, where)}"


def same_id(table: str, column: str, where: str) -> str:
    """Gives one row the id of another."""
    return change(table, where, f"{column} = (SELECT min({column}) FROM {table} WHERE {where})")


def goes_to_quarantine(reports: int) -> tuple[str, str]:
    """So many more reports were published before, and lie in quarantine now."""
    lost = f"(SELECT 'lost ' || range AS doc_id FROM range({reports}))"
    return (
        f"INSERT INTO published_reports SELECT doc_id, doc_id || '.txt', 1, 1 FROM {lost}",
        f"INSERT INTO quarantine SELECT doc_id, '', doc_id || '.txt', doc_id, 'empty', '', '', now() FROM {lost}",
    )


NOTICE, HEADING, NONE = "title = 'notice 0'", "kind = 'heading'", "class = 'none'"
DUAL = "observation_id LIKE '%-1'"
RANK = f"{DUAL} AND measure = 'rank'"
OUTVOTED = (
    "measure = 'level' AND indicator = 'tech_contract_value' "
    "AND observation_id NOT IN (SELECT observation_id FROM panel)"
)
NOTICE_ID = "(SELECT doc_id FROM report_texts WHERE title = 'notice 0')"

QUERY_DEFECTS: dict[str, tuple[str, ...]] = {
    # stage tables
    "raw_reports_key": (again("raw_reports"),),
    "report_texts_key": (again("report_texts", NOTICE),),
    "report_texts_have_files": (lost("raw_reports", "source = 'notice 0'"),),
    "clean_text_keeps_length": (change("report_texts", NOTICE, "clean_text = ' '"),),
    "report_segments_key": (same_id("report_segments", "segment_id", HEADING),),
    "segments_have_reports": (again("report_segments", HEADING, doc_id="'lost'", segment_id="'lost'"),),
    "segments_end_within_text": (change("report_segments", HEADING, '"end" = "end" + 1000'),),
    "segments_do_not_overlap": (change("report_segments", HEADING, "start = start - 3"),),
    "segments_tile_text": (change("report_texts", "text_layer <> ''", "clean_text = text_layer"),),
    "numbers_key": (same_id("numbers", "number_id", NONE),),
    "numbers_match_text": (change("numbers", NONE, "number = '四'"),),
    "numbers_do_not_overlap": (again("numbers", NONE, number_id="'twice'"),),
    "numbers_within_segments": (change("numbers", NONE, "segment_id = 'lost'"),),
    "numbers_have_values": (change("numbers", NONE, "value = 3"),),
    "ledger_holds_every_digit": (
        change("report_texts", "text_layer <> ''", "clean_text = replace(clean_text, '第三次', '第3次')"),
    ),
    "facts_have_observations": (change("numbers", NONE, "class = 'fact', value = 3, unit = 'count', bound = 'exact'"),),
    "observations_key": (same_id("observations", "observation_id", DUAL),),
    "observations_match_text": (change("observations", DUAL, "number = '9'"),),
    "observations_are_facts": (change("observations", DUAL, "number_id = 'lost'"),),
    "observations_within_segments": (change("observations", DUAL, "segment_id = 'lost'"),),
    "deciding_words_within_text": (change("observations", DUAL, "indicator_start = indicator_end"),),
    "observation_years": (change("observations", DUAL, "year = year - 1"),),
    "ranges_have_two_ends": (change("observations", DUAL, "value_high = 1"),),
    "quarantine_key": (again("quarantine"),),
    "quarantine_or_text": (again("quarantine", doc_id=NOTICE_ID),),
    # the star schema
    "dim_region_key": (again("dim_region", "region = '370302'"),),
    "regions_have_parents": (change("dim_region", "region = '370302'", "parent = '999999'"),),
    "dim_indicator_key": (again("dim_indicator", "indicator = 'grain_output'"),),
    "indicators_not_lost": ("INSERT INTO published_figures VALUES ('lost', 1, 1)",),
    "dim_report_key": (again("dim_report", NOTICE),),
    "reports_have_texts": (lost("report_text", "text_layer = ''"),),
    "warehouse_quarantine_or_report": (
        "INSERT INTO quarantine SELECT doc_id, fingerprint, file_name, source, 'empty', '', '', ingested_at "
        f"FROM dim_report WHERE {NOTICE}",
    ),
    "reports_not_lost": ("INSERT INTO published_reports VALUES ('lost', 'lost.txt', 1, 1)",),
    "published_reports_set_aside": goes_to_quarantine(1),
    "published_reports_not_set_aside_at_large": goes_to_quarantine(10),
    "dim_segment_key": (same_id("dim_segment", "segment_id", HEADING),),
    "rows_have_reports": (again("dim_segment", HEADING, doc_id="'lost'", segment_id="'lost'"),),
    "fact_number_key": (same_id("fact_number", "number_id", NONE),),
    "warehouse_matches_text": (change("fact_number", NONE, "number = '四'"),),
    "facts_have_segments": (change("fact_number", NONE, "segment_id = 'lost'"),),
    "ledger_complete": (change("fact_number", NONE, "class = 'fact'"),),
    "fact_observation_key": (same_id("fact_observation", "observation_id", RANK),),
    "observations_have_indicators": (change("fact_observation", RANK, "indicator = 'lost'"),),
    "observations_have_regions": (change("fact_observation", RANK, "region = '999999'"),),
    "intervals_hold_values": (change("fact_observation", RANK, "low = value + 1"),),
    "measures_fit_units": (change("fact_observation", RANK, "unit = 'count'"),),
    "units_fit_indicators": (change("fact_observation", OUTVOTED, "unit = 'tonne'"),),
    "values_within_range": (change("fact_observation", OUTVOTED, "value = -5, low = -5, high = -5"),),
    "periods_plausible": (change("fact_observation", RANK, "year = 1900"),),
    "actual_figures_not_ahead": (change("fact_observation", RANK, "year = year(vintage) + 1"),),
    "etl_run_key": (again("etl_run", "run_id = 'earlier 1'"),),
    # marts
    "panel_key": (again("panel"),),
    "panel_is_told": (
        "UPDATE timeline SET value = value + 1 WHERE (region, indicator, year) = "
        "(SELECT (region, indicator, year) FROM panel WHERE rowid = (SELECT max(rowid) FROM panel))",
        change("panel", "TRUE", "value = value + 1"),
    ),
    "panel_complete": (lost("panel", "TRUE"),),
    "timeline_key": (again("timeline", "origin = 'derived'"),),
    "timeline_holds_panel": (change("timeline", "origin = 'stated'", "origin = 'derived'"),),
    "derived_key": (again("derived"),),
    "derived_within_interval": (change("derived", "high IS NOT NULL", "value = high + 1"),),
    "target_outcome_key": (again("target_outcome"),),
    "targets_have_outcomes": (lost("target_outcome", "TRUE"),),
    "results_fit_outcomes": (change("target_outcome", "outcome IS NOT NULL", "result = 'pending'"),),
    "restatements_key": (again("restatements"),),
    "contradictions_key": (again("contradictions"),),
    "parts_not_above_wholes": (again("contradictions", rule="'part_above_whole'"),),
    "no_impossible_figures": (again("contradictions", rule="'rank_below_1'"),),
    "rankings_key": (again("rankings"),),
    "league_key": (again("league"),),
    "coverage_key": (again("coverage"),),
    "coverage_adds_up": (change("coverage", "TRUE", "numbers = numbers + 1"),),
    "reports_have_coverage": (lost("coverage", NOTICE),),
    "coverage_not_shrunk": (change("published_reports", "numbers > 0", "observations = 1000"),),
    "indicator_coverage_key": (again("indicator_coverage"),),
}
"""For each check that is a query, what to plant."""


def cell_defect(expectation: dict[str, Any]) -> str | None:
    """The assignment that breaks an expectation on cells, or None where it is of another kind."""
    kwargs = expectation["kwargs"]
    match expectation["type"]:
        case "expect_column_values_to_not_be_null":
            return f'"{kwargs["column"]}" = NULL'
        case "expect_column_values_to_be_in_set" | "expect_column_values_to_match_regex":
            return f"\"{kwargs['column']}\" = 'nonsense'"
        case "expect_column_values_to_be_between":
            return f'"{kwargs["column"]}" = {kwargs["min_value"] - 1}'
        case "expect_column_pair_values_a_to_be_greater_than_b":
            step = " - 1" if kwargs.get("or_equal") else ""
            return f'"{kwargs["column_A"]}" = "{kwargs["column_B"]}"{step}'
    return None


def query_checks(layer: Layer, table: str) -> list[str]:
    """Checks of the layer that are queries and read the table."""
    return [
        spec.query
        for suite in SUITES
        if suite.layer is layer
        for spec in suite.specs
        if spec.query is not None and re.search(rf"\b{table}\b", read_statement("checks", spec.query).text)
    ]


def complaints(connection: duckdb.DuckDBPyConnection, queries: list[str]) -> set[str]:
    """Those of the queries that return rows."""
    return {
        name
        for name in queries
        if connection.execute(f"SELECT 1 FROM ({read_statement('checks', name).text}\n) LIMIT 1").fetchall()
    }


@contextmanager
def planted(connection: duckdb.DuckDBPyConnection, *statements: str) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        for statement in statements:
            changed = connection.execute(statement).fetchall()
            assert changed != [(0,)], f"this plants nothing: {statement}"
        yield
    finally:
        connection.execute("ROLLBACK")


def failures(results: tuple[CheckResult, ...]) -> dict[str, CheckResult]:
    assert not [result for result in results if result.outcome is Outcome.ERRORED]
    return {result.spec.check_id: result for result in results if result.outcome is Outcome.FAILED}


def plain_part(suite: Suite, and_query: str | None = None) -> Suite:
    """The suite without its queries, but for one."""
    kept = [index for index, spec in enumerate(suite.specs) if spec.query in (None, and_query)]
    return Suite(
        suite.table,
        suite.layer,
        suite.frame,
        tuple(suite.expectations[index] for index in kept),
        tuple(suite.specs[index] for index in kept),
    )


@pytest.fixture
def world(request: pytest.FixtureRequest, table: str) -> duckdb.DuckDBPyConnection:
    name = "stage_world" if SUITES_BY_TABLE[table].layer is Layer.STAGE else "warehouse_world"
    opened: duckdb.DuckDBPyConnection = request.getfixturevalue(name)
    return opened


def cell_plants(suite: Suite, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each check of cells, the statement that plants its defect in a row of its own."""
    table = suite.table
    checks = [
        (spec.check_id, defect)
        for spec, expectation in zip(suite.specs, suite.expectations, strict=True)
        if spec.query is None and (defect := cell_defect(expectation)) is not None
    ]
    safe = SAFE_ROWS.get(table, "TRUE")
    rows = iter(connection.execute(f"SELECT rowid FROM {table} WHERE {safe} ORDER BY rowid").fetchall())
    plants = {}
    for check_id, defect in checks:
        special, where = CELL_DEFECTS.get(check_id, (defect, ""))
        row = one(table, where) if where else f"rowid = {next(rows)[0]}"
        plants[check_id] = f"UPDATE {table} SET {special} WHERE {row}"
    return plants


@pytest.mark.parametrize("table", [suite.table for suite in SUITES])
def test_every_check_of_cells_catches_its_defect_and_nothing_else(world: duckdb.DuckDBPyConnection, table: str) -> None:
    suite = SUITES_BY_TABLE[table]
    plants = cell_plants(suite, world)
    queries = query_checks(suite.layer, table)
    for check_id, plant in plants.items():
        with planted(world, plant):
            assert complaints(world, queries) == set(), check_id
    if not plants:
        return
    with planted(world, *plants.values()):
        found = failures(run_suites(world, [plain_part(suite)]))
    assert {check_id: result.failing_rows for check_id, result in found.items()} == dict.fromkeys(plants, 1)
    examples = [str(result.examples[0]) for result in found.values()]
    assert len(set(examples)) == len(examples), "two checks point at one row"


@pytest.mark.parametrize("table", [suite.table for suite in SUITES])
def test_a_surplus_column_is_caught(world: duckdb.DuckDBPyConnection, table: str) -> None:
    suite = plain_part(SUITES_BY_TABLE[table])
    checks = {
        spec.check_id
        for spec, expectation in zip(suite.specs, suite.expectations, strict=True)
        if expectation["type"] == "expect_table_columns_to_match_ordered_list"
    }
    if not checks:
        pytest.skip("its rows come by a query that names the columns")
    with planted(world, f"ALTER TABLE {table} ADD COLUMN surplus INTEGER"):
        assert set(failures(run_suites(world, [suite]))) == checks


QUERIES = [(suite.table, spec.check_id) for suite in SUITES for spec in suite.specs if spec.query is not None]


@pytest.mark.parametrize(("table", "check_id"), QUERIES, ids=[check_id for _, check_id in QUERIES])
def test_every_query_catches_its_defect_alone(world: duckdb.DuckDBPyConnection, table: str, check_id: str) -> None:
    suite = SUITES_BY_TABLE[table]
    of_layer = [spec.query for other in SUITES if other.layer is suite.layer for spec in other.specs if spec.query]
    with planted(world, *QUERY_DEFECTS[check_id]):
        assert complaints(world, of_layer) == {check_id}
        found = failures(run_suites(world, [plain_part(suite, check_id)]))
    assert set(found) == {check_id}
    result = found[check_id]
    assert result.failing_rows == len(result.examples) == 1
    assert suite.layer is Layer.WAREHOUSE or table == "quarantine" or len(result.doc_ids) == 1, "no report is to blame"
    assert result.forbids_publish == (result.spec.severity.value == "error")


def test_every_check_has_a_defect() -> None:
    """None is left out: each check is of cells, of columns, or a query with its defect."""
    for suite in SUITES:
        for spec, expectation in zip(suite.specs, suite.expectations, strict=True):
            of_columns = expectation["type"] == "expect_table_columns_to_match_ordered_list"
            assert of_columns or (spec.check_id in QUERY_DEFECTS) == (cell_defect(expectation) is None), spec.check_id


def test_where_all_holds_all_passes(
    stage_world: duckdb.DuckDBPyConnection, warehouse_world: duckdb.DuckDBPyConnection
) -> None:
    for suite in SUITES:
        world = stage_world if suite.layer is Layer.STAGE else warehouse_world
        assert [result.outcome for result in run_suites(world, [suite])] == [Outcome.PASSED] * len(suite.specs), (
            suite.table
        )
