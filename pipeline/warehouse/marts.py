"""Creates the marts of `sql/marts/` inside the warehouse.

What belongs here: their order and their creation. What does not: what they say, which is SQL. A mart is a table sorted
by region where an answer about one region would otherwise be computed from much (windows, arithmetic over all reports,
sentences), and a view where it needs little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.schemas import WAREHOUSE_TABLES
from pipeline.warehouse.comments import kinds_of_marts, write_comments
from pipeline.warehouse.statements import run_sql_file

if TYPE_CHECKING:
    import duckdb

FOUNDATIONS = ("panel_as_of", "indicator_trait", "part_of_whole", "level_before", "sentences")
"""Tables, views and macros that the marts stand on, and the facts with their words: they answer nothing by themselves,
so that no suite judges them."""

CREATION_ORDER = (
    "panel_as_of",
    "panel",
    "indicator_trait",
    "part_of_whole",
    "level_before",
    "derived",
    "timeline",
    "target_outcome",
    "restatements",
    "contradictions",
    "rankings",
    "league",
    "coverage",
    "indicator_coverage",
    "sentences",
)
"""Each may read those before it."""

_TABLES = frozenset(table.name for table in WAREHOUSE_TABLES)

MARTS = tuple(name for name in CREATION_ORDER if name not in FOUNDATIONS)
"""What people query; each is one asset."""


def create_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every mart anew, and write the data dictionary over all tables and marts as comments."""
    _drop_marts(connection)
    for name in CREATION_ORDER:
        run_sql_file(connection, "marts", name)
    write_comments(connection)


def _drop_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop all but the tables: also marts that are no more, and views that are made as tables now."""
    for name, kind in kinds_of_marts(connection).items():
        if name not in _TABLES:
            connection.execute(f'DROP {kind} "{name}"')
