"""The warehouse explains itself: every table, mart, macro and column has its description as a comment."""

from __future__ import annotations

import pytest

from pipeline.schemas import WAREHOUSE_TABLES
from pipeline.schemas.marts import mart_column
from pipeline.warehouse import open_published, read_statement
from pipeline.warehouse.comments import write_comments
from pipeline.warehouse.marts import CREATION_ORDER
from tests.tiny_warehouse import Report, Told, make_warehouse


@pytest.fixture(autouse=True)
def _with_comments(_without_comments, monkeypatch):
    monkeypatch.setattr("pipeline.warehouse.marts.write_comments", write_comments)


def comments(path) -> dict[tuple[str, str], str]:
    with open_published(path) as connection:
        rows = connection.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
        found = {(table, column): comment for table, column, comment in rows.fetchall()}
        for query in (
            "SELECT table_name, comment FROM duckdb_tables()",
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal",
            "SELECT function_name, comment FROM duckdb_functions() "
            "WHERE function_type = 'table_macro' AND database_name = current_database()",
        ):
            found |= {(name, ""): comment for name, comment in connection.execute(query).fetchall()}
    return found


def test_nothing_is_without_its_comment(tmp_path):
    found = comments(make_warehouse(tmp_path / "w.duckdb", Report("one", (Told("hte_count", 1),))))
    assert [place for place, comment in found.items() if not comment] == []
    for table in WAREHOUSE_TABLES:
        assert found[table.name, ""] == table.description
        assert all(found[table.name, column.name] == column.description for column in table.columns)
    for name in CREATION_ORDER:
        assert found[name, ""] == read_statement("marts", name).head
    assert found["panel", "value"] == mart_column("panel", "value").description


def test_a_further_build_keeps_the_comments(tmp_path):
    path = make_warehouse(tmp_path / "w.duckdb", Report("one", (Told("hte_count", 1),)))
    before = comments(path)
    make_warehouse(path, Report("two", (Told("hte_count", 2),)))
    assert comments(path) == before
