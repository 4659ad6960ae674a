"""`python -m pipeline.schemas` writes `sql/schema/`: the DDL that the warehouse is made with, for people to read.

The build itself takes the DDL from the declarations; a test fails when the files are stale.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.schemas import WAREHOUSE_TABLES, Table, comment_statements, create_statement

SCHEMA_FOLDER = Path(__file__).resolve().parents[2] / "sql" / "schema"


def schema_file(table: Table) -> str:
    """The content of `sql/schema/TABLE.sql`."""
    head = f"-- {table.description}. Written by `python -m pipeline.schemas`; change pipeline/schemas instead."
    return "\n".join((head, create_statement(table), "", *comment_statements(table), ""))


def main() -> None:
    SCHEMA_FOLDER.mkdir(parents=True, exist_ok=True)
    for path in SCHEMA_FOLDER.glob("*.sql"):
        path.unlink()
    for table in WAREHOUSE_TABLES:
        (SCHEMA_FOLDER / f"{table.name}.sql").write_text(schema_file(table), encoding="utf-8")


if __name__ == "__main__":
    main()
