"""Writes the data dictionary into DuckDB: comments on tables, marts, macros and columns.

What does not belong here: the descriptions themselves (`pipeline.schemas`, and the head comments of `sql/marts/`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.schemas import WAREHOUSE_TABLES, comment_statements, quoted
from pipeline.schemas.marts import meaning
from pipeline.warehouse.statements import Statement, statements

if TYPE_CHECKING:
    import duckdb

MACRO = "MACRO TABLE"


def write_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment every table, mart and macro of the open database, so that the file explains itself.

    To be called on the staging copy after the marts are made: `CREATE OR REPLACE` drops the comments of a view.
    """
    for table in WAREHOUSE_TABLES:
        for statement in comment_statements(table):
            connection.execute(statement)
    kinds = kinds_of_marts(connection)
    for mart in statements("marts"):
        kind = kinds.get(mart.name)
        if kind is not None:
            connection.execute(f"COMMENT ON {kind} {mart.name} IS {quoted(mart.head)}")
            if kind != MACRO:
                _comment_columns(connection, mart)


def kinds_of_marts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What each table, view and macro of the open database is, in the words of `COMMENT ON` and `DROP`."""
    return dict(
        connection.execute(
            """
            SELECT view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal AND database_name = current_database()
            UNION ALL
            SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary
            UNION ALL
            SELECT function_name, 'MACRO TABLE' FROM duckdb_functions()
            WHERE function_type = 'table_macro' AND database_name = current_database()
            """
        ).fetchall()
    )


def _comment_columns(connection: duckdb.DuckDBPyConnection, mart: Statement) -> None:
    for (name,) in connection.execute(f"SELECT column_name FROM (DESCRIBE {mart.name})").fetchall():
        column = meaning(mart.name, name)
        if column is not None:
            connection.execute(f'COMMENT ON COLUMN {mart.name}."{name}" IS {quoted(column.description)}')
