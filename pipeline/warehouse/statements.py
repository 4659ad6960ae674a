"""Finds and reads the SQL files of `sql/`.

What belongs here: where statements live and what heads them. What does not: running them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import WarehouseError

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


def macros() -> str:
    """The statements of `sql/macros.sql`, which a connection needs before it loads or checks."""
    return (SQL_FOLDER / "macros.sql").read_text(encoding="utf-8")


def statements(kind: str) -> tuple[Statement, ...]:
    """All statements of `sql/KIND/`, by name."""
    return tuple(read_statement(kind, path.stem) for path in sorted((SQL_FOLDER / kind).glob("*.sql")))


def head_comment(text: str) -> str:
    """The comment lines on top of a statement, joined, without their dashes."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return "\n".join(lines).strip()
