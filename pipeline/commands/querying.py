"""`zhibiao sql`: a question to the published warehouse, answered as a table, CSV or JSON.

What belongs here: printing rows. What does not: statements (`sql/`) and how the file is opened (`pipeline.warehouse`),
which is read-only and without access to other files.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.cells import cell_len
from rich.measure import Measurement

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.commands.rendering import OUT, cell, exact, json_text, plain, results, say
from pipeline.data_folders import warehouse_path
from pipeline.errors import ZhibiaoError
from pipeline.printable import printable

if TYPE_CHECKING:
    import duckdb
    from rich.table import Table

MOST_TABLE_ROWS = 200
"""Rows that a table on the terminal shows: more scroll away unread, and CSV or JSON hold all."""


SHOWN_DIGITS = 6
"""Digits of a computed number on the terminal (stored values are exact decimals and shown in full)."""

EXAMPLES = Path(__file__).resolve().parents[2] / "sql" / "examples"
"""Questions that an analyst asks, one a file, with the question in the first line."""

UNBOUNDED = 1_000_000
"""Width at which no column folds."""

_HINTS = {
    "CatalogException": "\n`SHOW TABLES` lists the tables.",
    "PermissionException": "\nWith `--unsafe` a statement may read and write other files.",
}
"""What helps, by the kind of DuckDB's error."""


class OutputFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def sql(
    statement: Annotated[str | None, typer.Argument(help="One SELECT statement in DuckDB's SQL.")] = None,
    example: Annotated[str | None, typer.Option("--example", help="Run a question of `zhibiao examples`.")] = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print.")] = OutputFormat.TABLE,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Let the statement read and write other files, and reach the network.")
    ] = False,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Ask the published warehouse. It is opened read-only; without --unsafe no other file can be touched."""
    from pipeline.warehouse import open_published

    wanted = _statement(statement, example)
    with open_published(warehouse_path(data), unsafe=unsafe) as connection:
        names, rows = run_statement(connection, wanted)
    if output_format is OutputFormat.CSV:
        writer = csv.writer(results(), lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_csv_value(value) for value in row] for row in rows)
    elif output_format is OutputFormat.JSON:
        keys = _distinct(names)
        lines = (json_text(dict(zip(keys, row, strict=True))) for row in rows)
        results().write("[" + ",\n ".join(lines) + "]\n")
    else:
        print_result(names, rows[:MOST_TABLE_ROWS])
        if len(rows) > MOST_TABLE_ROWS:
            say(f"… {len(rows) - MOST_TABLE_ROWS:,} more rows: --format csv or json prints all")
        if not rows:
            say("no rows")


def examples() -> None:
    """List the questions of the SQL library; run one with `zhibiao sql --example NAME`."""
    width = max(len(path.stem) for path in EXAMPLES.glob("*.sql"))
    for path in sorted(EXAMPLES.glob("*.sql")):
        question = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("--").strip()
        OUT.print(plain(f"{path.stem:{width}}  {question}"), soft_wrap=True)


def _statement(statement: str | None, example: str | None) -> str:
    """The statement to run. Raises ZhibiaoError unless just one of the two is given and known."""
    if (statement is None) == (example is None):
        raise ZhibiaoError("sql: give either a statement or --example NAME. `zhibiao examples` lists the names")
    if statement is not None:
        return statement
    path = EXAMPLES / f"{example}.sql"
    if example not in {known.stem for known in EXAMPLES.glob("*.sql")}:
        raise ZhibiaoError(f"sql: there is no example {example!r}. `zhibiao examples` lists them")
    return path.read_text(encoding="utf-8")


def run_statement(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows. Raises WarehouseError with DuckDB's message where the statement does not run."""
    import duckdb

    from pipeline.errors import WarehouseError

    try:
        cursor = connection.execute(statement)
        if cursor is None:
            raise WarehouseError("the statement is empty. Write a SELECT; `zhibiao examples` lists questions")
        return [column[0] for column in cursor.description or ()], cursor.fetchall()
    except RuntimeError as error:
        if "interrupted" in str(error).lower():  # Ctrl+C, as DuckDB tells it
            raise KeyboardInterrupt from error
        raise
    except duckdb.Error as error:
        hint = _HINTS.get(type(error).__name__, "")
        raise WarehouseError(f"the statement does not run: {str(error).strip()}{hint}") from error


def _distinct(names: Sequence[str]) -> list[str]:
    """Keys for columns of which two may have one name: the second `region` of a join is `region_1`, as in DuckDB."""
    keys: list[str] = []
    for name in names:
        further = (f"{name}_{count}" for count in range(1, len(names)))
        keys.append(next(key for key in (name, *further) if key not in keys))
    return keys


def print_result(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints rows as a table; where that is wider than the screen, a block of lines a row."""
    table = result_table(names, rows)
    if Measurement.get(OUT, OUT.options.update(max_width=UNBOUNDED), table).maximum <= OUT.width:
        OUT.print(table)
        return
    width = max(map(cell_len, names))
    for number, row in enumerate(rows, 1):
        OUT.print(plain(f"row {number}", "bold cyan"))
        for name, value in zip(names, row, strict=True):
            line = plain(name + " " * (width - cell_len(name) + 2), "dim")
            OUT.print(line.append(printable(_shown(value))), soft_wrap=True)


def result_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    """Rows as a table for the terminal, numbers to the right."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for index, name in enumerate(names):
        is_number = any(isinstance(row[index], int | float | Decimal) for row in rows)
        table.add_column(plain(name), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(plain(_shown(value), "dim" if value is None else "") for value in row))
    return table


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.{SHOWN_DIGITS}g}"
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_shown(item)}" for name, item in value.items()) + "}"
    return str(value)


def _csv_value(value: object) -> object:
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, dict | list):
        return json_text(value)
    return cell(value) if isinstance(value, str) else value
