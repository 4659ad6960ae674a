"""What can be taken away from a warehouse: its tables and marts, with the meaning of each column.

What belongs here: names, columns, keys and the queries that read them in a fixed order. What does not: how a format
writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.errors import ExportError
from pipeline.schemas import STAGE_TABLES, WAREHOUSE_TABLES, Column, Table, tables_by_name
from pipeline.schemas.marts import MART_KEYS, meaning
from pipeline.warehouse import Statement, statements

if TYPE_CHECKING:
    import duckdb

SENTENCES = "sentences"
SORTED_ROWS = 1_000_000
"""Rows that are sorted at once: at a kilobyte a row, a gigabyte."""

LEFT_OUT = ("report_text", "warehouse_info")
"""Tables that are exported only when named: the whole texts, and the row that says which format the file has."""

_LOADED_FROM = {"report_segments": "dim_segment", "numbers": "fact_number", "observations": "fact_observation"}
"""Columns that the warehouse takes over from the stages reference stage tables; these are what those became."""


class FieldKind(StrEnum):
    """What a format has to tell apart."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"


class Origin(StrEnum):
    """Where a relation comes from."""

    MART = "mart"
    EXPORT = "export"
    TABLE = "table"
    SUPPORT = "support"
    """A mart that only serves others."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `values` closes what it may hold; `references` is (table, column)."""

    name: str
    kind: FieldKind
    description: str
    is_nullable: bool = True
    values: tuple[str, ...] = ()
    references: tuple[str, str] | None = None
    expression: str = ""
    """SQL that reads it, where that is more than its name."""
    is_code: bool = False
    """Holds ids, codes or words of ours: nothing that a CSV reader or a spreadsheet could take amiss."""

    @property
    def sql(self) -> str:
        """SQL that reads the column as a type that every format knows."""
        return self.expression or f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class Relation:
    """A table, mart or export query. Rows are ordered by `key`, so that the same warehouse gives the same file."""

    name: str
    origin: Origin
    description: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    source: str
    """What stands behind FROM."""
    sliced_by: str | None = None
    """Column of observations, also among those of the source, in whose order the rows come: that of a large relation
    is made slice by slice."""
    is_stored_order: bool = False
    """Whether rows come as they lie in the file, where sorting them would take gigabytes of memory."""

    def query(self) -> str:
        """A SELECT of all columns, in the order of the key."""
        names = ", ".join(f'{field.sql} AS "{field.name}"' for field in self.fields)
        order = self.ordered(f'"{name}"' for name in self.key)
        return f"SELECT {names} FROM {self.source}{order}"

    def ordered(self, key: Iterable[str]) -> str:
        """The ORDER BY that belongs behind a SELECT of this relation, given SQL of the key's columns."""
        return "" if self.is_stored_order else f" ORDER BY {', '.join(key) or 'ALL'}"

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def relations(connection: duckdb.DuckDBPyConnection) -> dict[str, Relation]:
    """Everything that the open warehouse holds, by name: marts first, then sentences, tables, and what serves marts."""
    held = {
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    }
    heads = {statement.name: statement for statement in statements("marts") if statement.name in held}
    marts = [name for name in MART_KEYS if name in heads]
    found = [_queried(connection, heads[name], Origin.MART, MART_KEYS[name], f'"{name}"') for name in marts]
    if SENTENCES in heads:
        sentences = _queried(connection, heads.pop(SENTENCES), Origin.EXPORT, ("observation_id",), SENTENCES)
        # Ids of observations begin with the digits of their report's.
        found.append(replace(sentences, sliced_by="doc_id"))
    found += [declared(table) for table in WAREHOUSE_TABLES if table.name in held]
    serving = [name for name in heads if name not in marts]
    found += [_queried(connection, heads[name], Origin.SUPPORT, (), f'"{name}"') for name in serving]
    return {relation.name: relation for relation in found}


def choose(known: dict[str, Relation], names: Iterable[str], usual: Iterable[str]) -> tuple[Relation, ...]:
    """The relations named, or the usual ones. Raises ExportError for a name that the warehouse does not hold."""
    chosen = list(dict.fromkeys(names)) or [name for name in usual if name in known]
    for name in chosen:
        if name not in known:
            raise ExportError(f"--table {name}: there is no such table. There are {', '.join(known)}")
    return tuple(known[name] for name in chosen)


def usual_tables(known: dict[str, Relation]) -> tuple[str, ...]:
    """What is exported where nothing is named: all but the whole texts and what only serves marts."""
    return tuple(
        name for name, relation in known.items() if name not in LEFT_OUT and relation.origin is not Origin.SUPPORT
    )


def people_tables(known: dict[str, Relation]) -> tuple[str, ...]:
    """The marts: what a person opens in a spreadsheet or a statistics program."""
    return tuple(name for name, relation in known.items() if relation.origin is Origin.MART)


def parts(connection: duckdb.DuckDBPyConnection, relation: Relation) -> tuple[Relation, ...]:
    """Relations that together are this one, in its order, each small enough to be sorted in memory.

    Up to SORTED_ROWS it is one part. Of more, a table comes as it is stored, which is as fixed as the file; what is
    made from all observations comes in slices by the first characters of the column that orders it.
    """
    if relation.origin is Origin.TABLE:
        return (replace(relation, is_stored_order=row_count(connection, relation) > SORTED_ROWS),)
    column, rows = relation.sliced_by, _observations(connection)
    if column is None or rows <= SORTED_ROWS:
        return (relation,)
    bounds: list[str] = []
    for length in (1, 2):
        if len(bounds) * SORTED_ROWS < rows:
            query = f'SELECT DISTINCT left("{column}", {length}) AS bound FROM fact_observation ORDER BY bound'
            bounds = [bound for (bound,) in connection.execute(query).fetchall()]
    conditions = [f"\"{column}\" >= '{low}' AND \"{column}\" < '{high}'" for low, high in pairwise(bounds)]
    conditions.append(f"\"{column}\" >= '{bounds[-1]}'")
    return tuple(
        replace(relation, source=f"(SELECT * FROM {relation.source} WHERE {condition}) AS {relation.name}")
        for condition in conditions
    )


def _observations(connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.execute("SELECT count(*) FROM fact_observation").fetchall()[0][0])


def row_count(connection: duckdb.DuckDBPyConnection, relation: Relation) -> int:
    """Rows of a relation."""
    if relation.name == SENTENCES:
        return _observations(connection)
    return int(connection.execute(f"SELECT count(*) FROM {relation.source}").fetchall()[0][0])


def declared(table: Table) -> Relation:
    """A declared table as a relation."""
    fields = tuple(_declared_field(column) for column in table.columns)
    return Relation(table.name, Origin.TABLE, table.description, table.key, fields, f'"{table.name}"')


def _declared_field(column: Column) -> Field:
    return Field(
        column.name,
        _kind(column.type.value),
        column.description,
        column.nullable,
        tuple(word.value for word in column.vocabulary or ()),
        _reference(column.references),
    )


def _queried(
    connection: duckdb.DuckDBPyConnection, statement: Statement, origin: Origin, key: tuple[str, ...], source: str
) -> Relation:
    """A relation whose columns and types are what its SQL says, with the meanings that are declared for their names."""
    described = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {source})").fetchall()
    fields = []
    for name, sql_type in described:
        meant = meaning(statement.name, name)
        expression = _simplified(name, sql_type)
        if meant is None:
            fields.append(Field(name, _kind(sql_type), "", expression=expression))
            continue
        values = tuple(word.value for word in meant.vocabulary or ())
        references = _reference(meant.references)
        fields.append(Field(name, _kind(sql_type), meant.description, meant.nullable, values, references, expression))
    return Relation(statement.name, origin, statement.head, key, tuple(fields), source)


def _kind(sql_type: str) -> FieldKind:
    if sql_type.startswith("DECIMAL"):
        return FieldKind.DECIMAL
    plain = {
        "BOOLEAN": FieldKind.BOOLEAN,
        "DATE": FieldKind.DATE,
        "DOUBLE": FieldKind.FLOAT,
        "FLOAT": FieldKind.FLOAT,
        "TIMESTAMP WITH TIME ZONE": FieldKind.TIMESTAMP,
    }
    if re.fullmatch(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?", sql_type):
        return FieldKind.INTEGER
    return plain.get(sql_type, FieldKind.TEXT)


def _simplified(name: str, sql_type: str) -> str:
    """SQL that turns a type which only DuckDB has into one that every format knows."""
    if sql_type == "HUGEINT":
        return f'CAST("{name}" AS BIGINT)'
    if sql_type.endswith("]") or sql_type.startswith(("STRUCT", "MAP")):
        return f'CAST(to_json("{name}") AS VARCHAR)'
    if sql_type.startswith("ENUM"):
        return f'CAST("{name}" AS VARCHAR)'
    return ""


def _reference(declared: str | None) -> tuple[str, str] | None:
    if declared is None:
        return None
    table, _, column = declared.partition(".")
    stages = tables_by_name(STAGE_TABLES)
    return (_LOADED_FROM.get(table, table) if table in stages else table, column)
