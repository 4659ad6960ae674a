"""`zhibiao export`: the published warehouse as files for other programs.

What belongs here: options, progress, and the list of files. What does not: formats (`pipeline.exports`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.commands.rendering import ERR, OUT, counted, plain
from pipeline.data_folders import warehouse_path
from pipeline.exports.formats import Format

if TYPE_CHECKING:
    from pipeline.exports.outputs import Written

EXPORTS_NAME = "exports"


def export(
    formats: Annotated[
        list[Format] | None,
        typer.Argument(help="Formats; all where none is named."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Folder; each format has one of its name in it. Default: `exports` in --data."
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table", "-t", help="A table or mart, such as panel (not for sdmx). Repeatable. Default: what suits."
        ),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV files with the mark that Excel wants.")] = False,
    licence: Annotated[
        str, typer.Option("--licence", help="Licence that the data package names, such as CC-BY-4.0.")
    ] = "Apache-2.0",
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Write the published warehouse as files for other programs.

    parquet, csv and package (Frictionless) take all tables but the whole texts; xlsx and stata the marts; sdmx is
    one data set in SDMX-CSV 2.0 with its structure. Values stay exact in all but xlsx and stata, which know only
    doubles.
    """
    from pipeline.exports.exporting import Options as ExportOptions
    from pipeline.exports.exporting import export as write

    folder = output or data / EXPORTS_NAME
    with _progress() as progress:
        files = write(
            warehouse_path(data),
            folder,
            formats or [kind for kind in Format if not (table and kind is Format.SDMX)],
            ExportOptions(tuple(table or ()), bom, licence),
            progress,
        )
    print_files(files)


def print_files(files: tuple[Written, ...]) -> None:
    """A line a file: where it lies, what is in it, how many rows, how large."""
    from rich.table import Table

    shown = Table(box=None, header_style="bold", pad_edge=False)
    shown.add_column("file", overflow="fold")
    shown.add_column("rows", justify="right")
    shown.add_column("bytes", justify="right")
    for file in files:
        shown.add_row(plain(str(file.path)), f"{file.rows:,}", f"{file.size:,}")
    OUT.print(shown)
    OUT.print(f"{counted(len(files), 'file')}, {sum(file.size for file in files):,} bytes")


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """The file that is being written and its rows so far, on a terminal; nothing elsewhere."""
    if not ERR.is_terminal:
        yield lambda _name, _rows: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description:28}"), TextColumn("{task.completed:,} rows"))
    with Progress(*columns, TimeElapsedColumn(), console=ERR, transient=True) as bars:
        task = bars.add_task("export", total=None)
        yield lambda name, rows: bars.update(task, description=name, completed=rows)
