"""Files of an export: written under a temporary name, given their real names together at the end.

What belongs here: names, renaming, and what was written. What does not: what is in the files.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ExportError
from pipeline.whole_files import is_alive

_PARTIAL = re.compile(r"\..+\.(\d+)\.partial")


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export. `size` is in bytes; `rows` counts those of all tables in the file."""

    path: Path
    format: str
    tables: tuple[str, ...]
    rows: int
    size: int


class Outbox:
    """Files under temporary names in their folder; `outbox` renames them when all are whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._moves: list[tuple[Path, Path]] = []

    def place(self, name: str) -> Path:
        """The temporary path at which to write the file that will be `folder/name`."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        self._moves.append((partial, target))
        return partial

    def written(self, partial: Path, kind: str, tables: tuple[str, ...], rows: int) -> Written:
        """What is to be said of a file that lies whole at the place that was given for it."""
        target = next(target for place, target in self._moves if place == partial)
        return Written(target, kind, tables, rows, partial.stat().st_size)

    def deliver(self) -> None:
        """Rename every file, in the order in which places were given out."""
        for partial, target in self._moves:
            partial.replace(target)

    def discard(self) -> None:
        """Remove every temporary file that is still there."""
        for partial, _ in self._moves:
            with suppress(OSError):
                partial.unlink()


@contextmanager
def outbox(folder: Path) -> Iterator[Outbox]:
    """An outbox whose files all appear at the end, or none where something fails. Raises ExportError for the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be made ({error.strerror}). Name another folder with --output") from error
    box = Outbox(folder)
    try:
        yield box
        box.deliver()
    except OSError as error:
        box.discard()
        raise ExportError(
            f"{error.filename or folder}: cannot be written ({error.strerror or error}). Close the program that has it "
            "open, free space, or name another folder with --output"
        ) from error
    except BaseException:
        box.discard()
        raise


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(folder: Path) -> None:
    """Removes what killed exports left. Those of a live process are another export's work."""
    for path in folder.rglob(".*.partial"):
        found = _PARTIAL.fullmatch(path.name)
        if found and not is_alive(int(found[1])):
            with suppress(OSError):
                path.unlink()
