"""Creates the marts of `sql/marts/` inside the warehouse.

What belongs here: their order and their creation. What does not: what they say, which is SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.warehouse.comments import write_comments
from pipeline.warehouse.statements import read_statement

if TYPE_CHECKING:
    import duckdb

MARTS = ("panel", "target_outcome", "coverage")
"""In order of creation: a mart may read those before it."""


def create_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Create or replace every mart, and write the data dictionary over all tables and marts as comments."""
    for name in MARTS:
        connection.execute(read_statement("marts", name).text)
    write_comments(connection)
