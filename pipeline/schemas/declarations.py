"""What a table declaration is, and what is made from one: Arrow schemas, DDL, comments.

What does not belong here: the tables themselves (`stage.py`, `warehouse.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

DECIMAL_PRECISION, DECIMAL_SCALE = 28, 6
"""Values up to 10^22 in base units (the country's GDP in yuan is 10^14), exact to a millionth."""


class ColumnType(StrEnum):
    TEXT = "VARCHAR"
    INTEGER = "BIGINT"
    DECIMAL = f"DECIMAL({DECIMAL_PRECISION},{DECIMAL_SCALE})"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP WITH TIME ZONE"


Vocabulary = type[StrEnum]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `vocabulary` closes what it may hold; `references` is `table.column`."""

    name: str
    type: ColumnType
    description: str
    nullable: bool = False
    vocabulary: Vocabulary | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` identifies a row; `layer` says who writes it (stage, warehouse)."""

    name: str
    layer: str
    key: tuple[str, ...]
    description: str
    columns: tuple[Column, ...]

    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def text_column(name: str, description: str, **options: object) -> Column:
    return Column(name, ColumnType.TEXT, description, **options)  # type: ignore[arg-type]


def integer_column(name: str, description: str, **options: object) -> Column:
    return Column(name, ColumnType.INTEGER, description, **options)  # type: ignore[arg-type]


def decimal_column(name: str, description: str, **options: object) -> Column:
    return Column(name, ColumnType.DECIMAL, description, **options)  # type: ignore[arg-type]


def arrow_schema(table: Table) -> pyarrow.Schema:
    """The Arrow schema of a table."""
    import pyarrow

    types = {
        ColumnType.TEXT: pyarrow.string(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.DECIMAL: pyarrow.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
        ColumnType.BOOLEAN: pyarrow.bool_(),
        ColumnType.DATE: pyarrow.date32(),
        ColumnType.TIMESTAMP: pyarrow.timestamp("us", tz="UTC"),
    }
    return pyarrow.schema(
        [pyarrow.field(column.name, types[column.type], nullable=column.nullable) for column in table.columns]
    )


def create_statement(table: Table) -> str:
    """The `CREATE TABLE` statement. Keys are checked by SQL, not declared (an index costs 2.7 times the file)."""
    columns = ",\n".join(
        f'    "{column.name}" {column.type.value}{"" if column.nullable else " NOT NULL"}' for column in table.columns
    )
    return f"CREATE TABLE {table.name} (\n{columns}\n);"


def comment_statements(table: Table) -> tuple[str, ...]:
    """`COMMENT ON` statements that put the descriptions into DuckDB, the table's first."""
    return (
        f"COMMENT ON TABLE {table.name} IS {quoted(table.description)};",
        *(
            f'COMMENT ON COLUMN {table.name}."{column.name}" IS {quoted(column.description)};'
            for column in table.columns
        ),
    )


def quoted(text: str) -> str:
    """A text as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"


def tables_by_name(tables: Iterable[Table]) -> dict[str, Table]:
    return {table.name: table for table in tables}
