"""Options that several commands share, and the places that follow from them.

What belongs here: declarations of options. What does not: what commands do with them.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.rendering import say
from pipeline.errors import ZhibiaoError

if TYPE_CHECKING:
    from pipeline.readers import ReadLimits

DataFolder = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="ZHIBIAO_DATA",
        show_envvar=True,
        help="Folder of landing zone, stages and warehouse.",
        file_okay=False,
    ),
]
LimitOption = Annotated[
    list[str] | None,
    typer.Option("--limit", help="A limit of one report, such as max_pages=300. Repeatable; see docs/reliability.md."),
]
DEFAULT_DATA = Path("data")
INTERRUPTED = 130
"""Exit code of what the user stopped with Ctrl-C, as shells expect it."""


def existing_paths(paths: Sequence[Path]) -> list[Path]:
    """The paths that exist; each other one is told, and the caller ends with exit code 1. Exits where none exists."""
    from pipeline.ingest import no_such_path

    kept = [path for path in paths if path.exists()]
    for path in paths:
        if path not in kept:
            say(str(no_such_path(path)), "bold red")
    if paths and not kept:
        raise typer.Exit(1)
    return kept


def ends_badly(paths: Sequence[Path], kept: Sequence[Path], unreadable: Collection[Path], strict: bool) -> bool:
    """Whether a command ends with exit code 1: a path is missing, or a file that was named is unreadable.

    A folder may hold anything: what is unreadable in it counts only where one is strict.
    """
    return len(kept) < len(paths) or any(strict or path in kept for path in unreadable)


def named_limits(texts: Sequence[str] | None) -> dict[str, float]:
    """The limits that were given, by name. Raises ZhibiaoError for what is no name and number."""
    limits = {}
    for text in texts or ():
        name, _, value = text.partition("=")
        try:
            limits[name] = float(value)
        except ValueError:
            raise ZhibiaoError(f"--limit {text}: not a name and a number. Write it as max_pages=300") from None
    return limits


def read_limits(texts: Sequence[str] | None) -> "ReadLimits":
    """The usual limits, with those that were given in their place."""
    from pipeline.readers import ReadLimits

    return ReadLimits().replaced(named_limits(texts))
