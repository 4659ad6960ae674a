"""`zhibiao diff`: what one warehouse has otherwise than another, counts first, rows on demand.

What belongs here: printing, also of the summary at the end of a build. What does not: comparing (`pipeline.exports`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.rendering import OUT, exact, json_text, plain, results, say

if TYPE_CHECKING:
    from pipeline.exports.comparisons import RowChange, TableChanges

STYLES = {"added": "green", "changed": "yellow", "removed": "red"}
SIGNS = {"added": "+", "changed": "~", "removed": "-"}
TELLING = (
    "region_name", "title", "file_name", "indicator", "period", "year", "measure", "status", "value", "unit", "told",
)  # fmt: skip
"""Columns that are shown of a row which only one warehouse has; the JSON form has all."""

VALUE_CHARACTERS = 80


class DiffFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


def diff(
    old: Annotated[Path, typer.Argument(help="The earlier warehouse, a DuckDB file.")],
    new: Annotated[Path, typer.Argument(help="The later warehouse.")],
    rows: Annotated[int, typer.Option("--rows", "-n", min=0, help="Rows of each kind to show of each table.")] = 0,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", "-t", help="A table, a mart, or `figures` (by meaning). Repeatable. Default: all."),
    ] = None,
    output_format: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to print.")] = DiffFormat.TABLE,
) -> None:
    """Compare two warehouses: rows added, changed and removed, by table and key.

    `figures` counts by meaning: region, indicator, period, measure and status with the values told of them, whichever
    report tells them and wherever in it.
    """
    from pipeline.exports.comparisons import USUAL_TABLES, changed_rows, compare

    found = compare(old, new, table or USUAL_TABLES)
    changes = {
        counts.table: changed_rows(old, new, counts.table, rows)
        for counts in found.tables
        if rows and not counts.is_same
    }
    if output_format is DiffFormat.JSON:
        results().write(_as_json(old, new, found.tables, found.notes, changes) + "\n")
        return
    for note in found.notes:
        say(note, "yellow")
    if found.is_same:
        OUT.print("Nothing differs.")
        return
    print_changes(found.tables)
    for name, changed in changes.items():
        OUT.print()
        OUT.print(plain(name, "bold"))
        for row in changed:
            _print_row(row)


def print_changes(tables: Sequence[TableChanges]) -> None:
    """A line a table that differs: rows added, changed, removed and the same."""
    from rich.table import Table

    shown = Table(box=None, header_style="bold", pad_edge=False)
    shown.add_column("table")
    for name in ("added", "changed", "removed", "same"):
        shown.add_column(name, justify="right")
    for counts in tables:
        if not counts.is_same:
            numbers = (counts.added, counts.changed, counts.removed, counts.same)
            shown.add_row(plain(counts.table), *(f"{number:,}" if number else "–" for number in numbers))
    OUT.print(shown)


def _print_row(row: RowChange) -> None:
    key = " · ".join(map(_shown, row.key.values()))
    OUT.print(plain(f"{SIGNS[row.kind]} {key}", STYLES[row.kind]), soft_wrap=True)
    if row.old and row.new:
        for name, value in row.new.items():
            OUT.print(plain(f"    {name}: {_short(row.old[name])} → {_short(value)}"), soft_wrap=True)
        return
    told = row.old or row.new
    cells = [_short(told[name]) for name in TELLING if told.get(name) is not None]
    if cells:
        OUT.print(plain("    " + " · ".join(cells)), soft_wrap=True)


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return exact(value) if isinstance(value, Decimal) else str(value)


def _short(value: object) -> str:
    text = _shown(value)
    return text if len(text) <= VALUE_CHARACTERS else text[: VALUE_CHARACTERS - 1] + "…"


def _as_json(
    old: Path,
    new: Path,
    tables: Sequence[TableChanges],
    notes: Sequence[str],
    changes: dict[str, tuple[RowChange, ...]],
) -> str:
    described: list[dict[str, Any]] = []
    for counts in tables:
        entry: dict[str, Any] = {
            "table": counts.table,
            "key": list(counts.key),
            "added": counts.added,
            "changed": counts.changed,
            "removed": counts.removed,
            "same": counts.same,
        }
        if counts.table in changes:
            entry["rows"] = [
                {"kind": row.kind.value, "key": row.key, "old": row.old, "new": row.new}
                for row in changes[counts.table]
            ]
        described.append(entry)
    whole = {"old": str(old), "new": str(new), "notes": list(notes), "tables": described}
    return json_text(whole)
