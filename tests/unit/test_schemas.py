"""Declarations, DDL, suites and checks agree, in both directions: what one of them names, the others know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pytest

from pipeline.quality import Layer, Suite, load_suites
from pipeline.schemas import STAGE_TABLES, WAREHOUSE_TABLES, Table, arrow_schema, create_statement
from pipeline.schemas.__main__ import SCHEMA_FOLDER, schema_file
from pipeline.schemas.marts import MART_KEYS
from pipeline.warehouse import open_published, read_statement, statements
from pipeline.warehouse.marts import MARTS
from tests.tiny_warehouse import Report, make_warehouse

SUITES = {suite.table: suite for suite in load_suites()}
JUDGED_TABLES = {
    **{
        table.name: table
        for table in WAREHOUSE_TABLES
        if table.name not in ("report_text", "quarantine", "warehouse_info")
    },
    **{table.name: table for table in STAGE_TABLES},
}
"""Tables with a suite. A text is judged with its report, quarantine on its stage, the version on opening the file."""

CHECKED_ELSEWHERE = {
    # Columns that no expectation needs to look at, and the query that would notice what is wrong with them.
    ("dim_report", "doc_id"): "reports_have_texts",
    **{("dim_segment", column): "warehouse_matches_text" for column in ("doc_id", "start", "end", "text")},
}


def of_type(suite: Suite, kind: str) -> list[dict[str, Any]]:
    return [expectation["kwargs"] for expectation in suite.expectations if expectation["type"] == kind]


def is_judged_by_cell(table: Table) -> bool:
    """Rows of the facts and segments were judged on their stage; in the warehouse only what the load added is."""
    return table.name not in ("dim_segment", "fact_number", "fact_observation")


def test_every_table_and_mart_has_a_suite_and_every_suite_a_table() -> None:
    assert set(SUITES) == set(JUDGED_TABLES) | set(MARTS)
    for suite in SUITES.values():
        is_stage = suite.table in {table.name for table in STAGE_TABLES}
        assert (suite.layer is Layer.STAGE) == is_stage


@pytest.mark.parametrize(
    "table", [table for table in JUDGED_TABLES.values() if is_judged_by_cell(table)], ids=lambda t: t.name
)
def test_the_suite_and_the_declaration_of_a_table_agree(table: Table) -> None:
    suite = SUITES[table.name]
    (columns,) = of_type(suite, "expect_table_columns_to_match_ordered_list")
    assert tuple(columns["column_list"]) == table.column_names()
    never_empty = {kwargs["column"] for kwargs in of_type(suite, "expect_column_values_to_not_be_null")}
    declared = {column.name for column in table.columns if not column.nullable}
    assert never_empty == {name for name in declared if (table.name, name) not in CHECKED_ELSEWHERE}
    closed = {kwargs["column"]: kwargs["value_set"] for kwargs in of_type(suite, "expect_column_values_to_be_in_set")}
    for column in table.columns:
        if column.vocabulary is not None:
            assert closed[column.name] == [word.value for word in column.vocabulary]


def test_what_the_load_adds_to_observations_is_judged() -> None:
    table = JUDGED_TABLES["fact_observation"]
    stage = JUDGED_TABLES["observations"].column_names()
    added = [column for column in table.columns if column.name not in stage]
    suite = SUITES["fact_observation"]
    for column in added:
        assert re.search(rf"\b{column.name}\b", suite.frame), column.name
    never_empty = {kwargs["column"] for kwargs in of_type(suite, "expect_column_values_to_not_be_null")}
    assert never_empty == {column.name for column in added if not column.nullable}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = make_warehouse(tmp_path_factory.mktemp("drift") / "warehouse.duckdb", Report("a"))
    with open_published(path) as connection:
        yield connection


def test_the_suite_and_the_sql_of_a_mart_agree(warehouse: duckdb.DuckDBPyConnection) -> None:
    for mart in MARTS:
        names = [name for (name,) in warehouse.execute(f"SELECT column_name FROM (DESCRIBE {mart})").fetchall()]
        (columns,) = of_type(SUITES[mart], "expect_table_columns_to_match_ordered_list")
        assert columns["column_list"] == names, mart


def test_expectations_name_columns_of_their_rows_only(warehouse: duckdb.DuckDBPyConnection) -> None:
    for suite in SUITES.values():
        known = (
            set(JUDGED_TABLES[suite.table].column_names())
            if suite.table in JUDGED_TABLES
            else {name for (name,) in warehouse.execute(f"SELECT column_name FROM (DESCRIBE {suite.table})").fetchall()}
        )
        for expectation in suite.expectations:
            named = {
                value
                for key, value in expectation["kwargs"].items()
                if key.startswith("column") and isinstance(value, str)
            }
            assert named <= known, expectation["meta"]["check_id"]


def test_every_key_is_checked_by_a_query_over_its_columns() -> None:
    keys = {name: table.key for name, table in JUDGED_TABLES.items()} | MART_KEYS
    for name, key in keys.items():
        assert f"{name}_key" in {spec.query for spec in SUITES[name].specs}
        assert f"GROUP BY {', '.join(key)}\n" in read_statement("checks", f"{name}_key").text


def test_every_query_belongs_to_one_suite_under_its_own_name() -> None:
    named = [spec.query for suite in SUITES.values() for spec in suite.specs if spec.query is not None]
    assert sorted(named) == [statement.name for statement in statements("checks")]
    for suite in SUITES.values():
        for spec in suite.specs:
            assert spec.query in (None, spec.check_id)


def test_every_reference_is_checked_by_a_query_over_both_tables() -> None:
    texts = [statement.text for statement in statements("checks")]
    for table in STAGE_TABLES:
        for column in table.columns:
            if column.references is None or column.references.startswith("dim_"):
                continue
            other = column.references.partition(".")[0]
            both = [
                text for text in texts if re.search(rf"\b{table.name}\b", text) and re.search(rf"\b{other}\b", text)
            ]
            assert any(column.name in text for text in both), (table.name, column.name)


def test_the_ddl_gives_the_declared_columns() -> None:
    for table in (*STAGE_TABLES, *WAREHOUSE_TABLES):
        with duckdb.connect() as connection:
            connection.execute(create_statement(table))
            found = connection.execute(
                f"SELECT column_name, column_type, \"null\" = 'YES' FROM (DESCRIBE {table.name})"
            ).fetchall()
        assert found == [(column.name, column.type.value, column.nullable) for column in table.columns]


def test_arrow_rows_go_into_the_ddl_and_come_back() -> None:
    for table in (*STAGE_TABLES, *WAREHOUSE_TABLES):
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(create_statement(table))
            connection.register("rows", arrow_schema(table).empty_table())
            connection.execute(f"INSERT INTO {table.name} SELECT * FROM rows")
            back = connection.sql(f"SELECT * FROM {table.name}").to_arrow_table().schema
        for ours, theirs in zip(arrow_schema(table), back, strict=True):
            assert ours.name == theirs.name
            assert pyarrow.types.is_decimal(ours.type) == pyarrow.types.is_decimal(theirs.type)


def test_names_follow_the_house() -> None:
    for table in (*STAGE_TABLES, *WAREHOUSE_TABLES):
        assert set(table.key) <= set(table.column_names())
        assert len(set(table.column_names())) == len(table.columns)
        assert table.description
        assert not table.description.endswith(".")
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
            assert column.description


def test_the_files_of_sql_schema_are_fresh() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in Path(SCHEMA_FOLDER).glob("*.sql")}
    expected = {table.name: schema_file(table) for table in WAREHOUSE_TABLES}
    assert files == expected, "run `python -m pipeline.schemas`"
