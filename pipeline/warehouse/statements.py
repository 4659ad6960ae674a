"""Finds, reads and runs the SQL files of `sql/`.

What belongs here: where statements live, what heads them, and which one failed. What does not: when they run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    import duckdb

SQL_FOLDER = Path(__file__).resolve().parents[2] / "sql"


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL file: its name (without `.sql`), its text, and the question or rule that its head comment states."""

    name: str
    text: str
    head: str


def read_statement(kind: str, name: str) -> Statement:
    """The statement `sql/KIND/NAME.sql`. Raises WarehouseError where there is none."""
    path = SQL_FOLDER / kind / f"{name}.sql"
    if not path.is_file():
        known = ", ".join(statement.name for statement in statements(kind))
        raise WarehouseError(f"{path}: no such statement. Known in {kind}: {known}.")
    text = path.read_text(encoding="utf-8")
    return Statement(name, text, head_comment(text))


def run_sql_file(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, parameters: Mapping[str, Any] | None = None
) -> None:
    """Run the statement `sql/KIND/NAME.sql`. Raises WarehouseError, with its path, where the statement is wrong."""
    import duckdb

    text = read_statement(kind, name).text
    try:
        connection.execute(text, parameters)
    except duckdb.ProgrammingError as error:
        path = SQL_FOLDER / kind / f"{name}.sql"
        raise WarehouseError(
            f"{path}: does not run ({str(error).strip()}). Mend the statement; the published warehouse is as it was."
        ) from error


def macros() -> str:
    """The statements of `sql/macros.sql`, which a connection needs before it loads or checks."""
    return (SQL_FOLDER / "macros.sql").read_text(encoding="utf-8")


def statements(kind: str) -> tuple[Statement, ...]:
    """All statements of `sql/KIND/`, by name."""
    return tuple(read_statement(kind, path.stem) for path in sorted((SQL_FOLDER / kind).glob("*.sql")))


def loading_version() -> str:
    """The version of Zhibiao, with a hash of the statements that load reports and make marts of them."""
    texts = [macros(), *(statement.text for kind in ("load", "marts") for statement in statements(kind))]
    return f"{pipeline.__version__}+{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:12]}"


def head_comment(text: str) -> str:
    """The comment lines on top of a statement, joined, without their dashes."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return "\n".join(lines).strip()
