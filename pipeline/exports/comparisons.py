"""What one warehouse has that another has not: rows added, changed and removed, by table and key.

What belongs here: which rows count as the same, and the SQL that finds the others. What does not: printing
(`pipeline.commands`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import WarehouseError
from pipeline.schemas import WAREHOUSE_TABLES, quoted
from pipeline.schemas.marts import MART_KEYS
from pipeline.warehouse.files import READING_SETTINGS, Settings, first_line

if TYPE_CHECKING:
    import duckdb

FIGURES = "figures"
"""Observations by meaning: one row per region, indicator, period, measure and status, with all values told of it. A
figure that moves within its report, or that one more report tells alike, is the same figure."""

_FIGURES = """(
    SELECT series_region AS region, indicator, period, measure, status, {told} AS told
    FROM (
        SELECT DISTINCT series_region, indicator, period, measure, status, value, value_high, unit, bound
        FROM {database}.fact_observation
    )
    GROUP BY ALL
)"""
_TOLD_AS_HASH = "sum(hash(value, value_high, unit, bound)::HUGEINT)"
_TOLD_AS_TEXT = """list_sort(list(
    rtrim(rtrim(value::VARCHAR, '0'), '.') || coalesce('–' || rtrim(rtrim(value_high::VARCHAR, '0'), '.'), '')
    || ' ' || unit || if(bound IN ('exact', 'range'), '', ' ' || bound)
))"""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "dim_report": ("doc_id",),
    FIGURES: ("region", "indicator", "period", "measure", "status"),
    **MART_KEYS,
    **{table.name: table.key for table in WAREHOUSE_TABLES},
}
BUILD_TABLES = ("dim_report", "fact_observation", FIGURES, "panel", "quarantine")
"""What a build compares: enough to see what it did, and seconds at ten million observations."""

USUAL_TABLES = tuple(name for name in _KEYS if name not in ("warehouse_info", "report_text", "etl_run"))
IGNORED_COLUMNS = frozenset({"fingerprint", "landed_at", "ingested_at", "repetition", "precedence"})
"""When and by which version a row was made, and its order among others: what differs in these alone is the same."""


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TableChanges:
    """How many rows of one table were added, changed, removed, and stayed the same."""

    table: str
    key: tuple[str, ...]
    added: int
    changed: int
    removed: int
    same: int

    @property
    def is_same(self) -> bool:
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts by table, and what could not be compared, in sentences."""

    tables: tuple[TableChanges, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        return all(table.is_same for table in self.tables)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row. `old` and `new` hold the columns that differ, or all where the row is only in one of the two."""

    kind: Kind
    key: dict[str, Any]
    old: dict[str, Any]
    new: dict[str, Any]


def compare(old: Path, new: Path, tables: Sequence[str] = USUAL_TABLES) -> Comparison:
    """Counts of what `new` has otherwise than `old`, by table.

    Both are opened read-only. Raises WarehouseError for a file that is no warehouse, and for a table of neither.
    """
    with _attached(old, new) as connection:
        shapes, notes = _shapes(connection, tables)
        return Comparison(tuple(_counts(connection, shape) for shape in shapes), tuple(notes))


def changed_rows(old: Path, new: Path, table: str, most: int) -> tuple[RowChange, ...]:
    """Up to `most` rows of each kind of one table, in the order of its key. Raises as `compare`."""
    with _attached(old, new) as connection:
        shapes, _ = _shapes(connection, [table])
        return tuple(_rows(connection, shapes[0], most)) if shapes else ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is compared of one table: its key and the columns that both have; `retyped` ones are compared as text."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    retyped: frozenset[str] = frozenset()

    def value(self, name: str) -> str:
        """SQL of a column, such that equal values are equal in both warehouses."""
        return f'"{name}"::VARCHAR' if name in self.retyped else f'"{name}"'

    def source(self, database: str, told: str) -> str:
        if self.table == FIGURES:
            return _FIGURES.format(database=database, told=told)
        return f'{database}."{self.table}"'

    def matched(self) -> str:
        return " AND ".join(f'before."{name}" IS NOT DISTINCT FROM after."{name}"' for name in self.key)


@contextmanager
def _attached(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has both files attached read-only, as `old` and `new`, and can reach nothing else."""
    import duckdb

    # Both files must be attached before the way to files is closed.
    settings: Settings = {**READING_SETTINGS, "enable_external_access": "true"}
    with duckdb.connect(":memory:", config=settings) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, path in (("old", old), ("new", new)):
            if not path.is_file():
                problem = "is a folder" if path.is_dir() else "there is no such file"
                raise WarehouseError(f"{path}: {problem}. Name two warehouses, such as data/warehouse.duckdb")
            try:
                connection.execute(f"ATTACH {quoted(str(path.resolve()))} AS {name} (READ_ONLY)")
                connection.execute(f"SELECT format_version FROM {name}.warehouse_info").fetchall()
            except duckdb.Error as error:
                reason = first_line(error)
                raise WarehouseError(f"{path}: no warehouse that can be read ({reason}). Name another file") from error
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            yield connection
        except duckdb.Error as error:
            reason = first_line(error)
            raise WarehouseError(f"{old} and {new}: cannot be compared ({reason}). Build both anew") from error


def _shapes(connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> tuple[list[_Shape], list[str]]:
    shapes, notes = [], []
    for table in dict.fromkeys(tables):
        if table not in _KEYS:
            raise WarehouseError(f"--table {table}: there is no such table. There are {', '.join(_KEYS)}")
        if table == FIGURES:
            shapes.append(_Shape(table, _KEYS[table], ("told",)))
            continue
        old, new = (_columns(connection, database, table) for database in ("old", "new"))
        if not old or not new:
            holders = "only the new" if new else "only the old" if old else "neither"
            notes.append(f"{table}: {holders} warehouse has it; not compared")
            continue
        alone = [f"{name} is only in the old" for name in old if name not in new]
        alone += [f"{name} is only in the new" for name in new if name not in old]
        if alone:
            notes.append(f"{table}: columns not compared: {', '.join(alone)}")
        key = tuple(name for name in _KEYS[table] if name in old and name in new)
        shared = [name for name in new if name in old and name not in key and name not in IGNORED_COLUMNS]
        retyped = frozenset(name for name in shared if old[name] != new[name])
        shapes.append(_Shape(table, key, tuple(shared), retyped))
    return shapes, notes


def _columns(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> dict[str, str]:
    """Names and types of a table's or view's columns, in their order; empty where there is no such table."""
    return dict(
        connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = ? AND table_name = ? "
            "ORDER BY column_index",
            [database, table],
        ).fetchall()
    )


def _counts(connection: duckdb.DuckDBPyConnection, shape: _Shape) -> TableChanges:
    """Counts by joining both sides on the key, with one hash for all other columns: 64 bits a row, not the row."""
    keys = ", ".join(f'"{name}"' for name in shape.key)
    values = ", ".join(shape.value(name) for name in shape.columns) or "0"
    sides = [
        f"SELECT {keys}, hash({values}) AS content FROM {shape.source(database, _TOLD_AS_HASH)}"
        for database in ("old", "new")
    ]
    counted = connection.execute(
        f"""
        SELECT
            count(*) FILTER (WHERE before.content IS NULL),
            count(*) FILTER (WHERE before.content <> after.content),
            count(*) FILTER (WHERE after.content IS NULL),
            count(*) FILTER (WHERE before.content = after.content)
        FROM ({sides[0]}) AS before
        FULL JOIN ({sides[1]}) AS after ON {shape.matched()}
        """
    ).fetchall()[0]
    return TableChanges(shape.table, shape.key, *counted)


def _rows(connection: duckdb.DuckDBPyConnection, shape: _Shape, most: int) -> Iterator[RowChange]:
    sides = [f"SELECT *, TRUE AS is_there FROM {shape.source(name, _TOLD_AS_TEXT)}" for name in ("old", "new")]
    keys = ", ".join(f'coalesce(after."{name}", before."{name}") AS "k{i}"' for i, name in enumerate(shape.key))
    values = "".join(f', before."{name}" AS "b{i}", after."{name}" AS "a{i}"' for i, name in enumerate(shape.columns))
    differs = " OR ".join(
        f"before.{shape.value(name)} IS DISTINCT FROM after.{shape.value(name)}" for name in shape.columns
    )
    order = ", ".join(f'"k{place}"' for place in range(len(shape.key)))
    found = connection.execute(
        f"""
        SELECT
            CASE WHEN before.is_there IS NULL THEN 'added' WHEN after.is_there IS NULL THEN 'removed' ELSE 'changed' END
                AS "change",
            {keys}{values}
        FROM ({sides[0]}) AS before
        FULL JOIN ({sides[1]}) AS after ON {shape.matched()}
        WHERE before.is_there IS NULL OR after.is_there IS NULL OR {differs or "FALSE"}
        QUALIFY row_number() OVER (PARTITION BY "change" ORDER BY {order}) <= {int(most)}
        ORDER BY "change", {order}
        """
    ).fetchall()
    for kind, *cells in found:
        key = dict(zip(shape.key, cells, strict=False))
        rest = cells[len(shape.key) :]
        old, new = dict(zip(shape.columns, rest[::2], strict=True)), dict(zip(shape.columns, rest[1::2], strict=True))
        yield _row_change(Kind(kind), key, old, new)


def _row_change(kind: Kind, key: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> RowChange:
    if kind is Kind.ADDED:
        return RowChange(kind, key, {}, new)
    if kind is Kind.REMOVED:
        return RowChange(kind, key, old, {})
    differing = [name for name in new if old[name] != new[name]]
    return RowChange(kind, key, {name: old[name] for name in differing}, {name: new[name] for name in differing})
