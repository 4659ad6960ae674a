"""Opening, inspecting and publishing the warehouse file.

The published file is only ever opened read-only and only ever replaced by one rename. What does not belong here: what
is in the tables (`loading.py`) and what is asked of them (`queries.py`).
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import WarehouseError
from pipeline.schemas import quoted

if TYPE_CHECKING:
    import duckdb

FORMAT_VERSION = 2
"""Raised with every change of the warehouse tables that an older file does not fit."""

FILE_HEADERS = 3 * 4096
"""Bytes of a DuckDB file before its first block."""

Settings = dict[str, str | bool | int | float | list[str]]

MEMORY_VARIABLE = "ZHIBIAO_MEMORY"
"""Environment variable: the memory that DuckDB may take (4GB, 30%)."""
MEMORY_LIMIT = os.environ.get(MEMORY_VARIABLE) or "60%"
"""Of what the machine or container has; more goes to disk. DuckDB's own 80% leaves too little for a batch in Python."""

LOADING_SETTINGS: Settings = {"python_enable_replacements": "false", "memory_limit": MEMORY_LIMIT}
"""Of the one connection that writes: a table name in SQL never reaches for a Python variable of that name."""

READING_SETTINGS: Settings = {
    **LOADING_SETTINGS,
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""Of every read-only connection: SQL that a user or a text file brings reaches neither files nor the network. All share
these, since DuckDB refuses two connections of one process to a file with different settings."""


def open_published(path: Path, *, unsafe: bool = False) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published warehouse; its SQL can read or write no other file and change no setting,
    unless `unsafe` says so. The warehouse itself stays read-only.

    Close it before the next build in the same process, or connections go on to see the old file. Raises WarehouseError
    where the file is missing, damaged or of another format.
    """
    if not path.is_file():
        raise WarehouseError(f"{path}: there is no warehouse. Run `zhibiao build` to make it.")
    return _open_read_only(path, LOADING_SETTINGS if unsafe else READING_SETTINGS)


def open_staged(published: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the staging copy, for its checks. Close it before `publish`."""
    path = staging_path(published)
    if not path.is_file():
        raise WarehouseError(f"{path}: nothing is staged. Run `zhibiao build` from its beginning.")
    return _open_read_only(path)


def _open_read_only(path: Path, settings: Settings = READING_SETTINGS) -> duckdb.DuckDBPyConnection:
    import duckdb

    try:
        connection = duckdb.connect(path, read_only=True, config=settings)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be opened ({first_line(error)}). {_remedy(error)}.") from error
    try:
        # Whoever comes second in this process finds the settings locked, and the time zone set by the first.
        if connection.execute("SELECT current_setting('lock_configuration')").fetchall() == [(False,)]:
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            if settings is READING_SETTINGS:
                connection.execute("SET lock_configuration = true")
        version = _format_version(connection)
        if version != FORMAT_VERSION:
            raise WarehouseError(_format_problem(version))
    except WarehouseError as error:
        connection.close()
        raise WarehouseError(f"{path}: {error}") from None
    except BaseException:
        connection.close()
        raise
    return connection


def _remedy(error: duckdb.Error) -> str:
    if is_damage(error):
        return "`zhibiao build` sets a damaged file aside and makes a new one"
    if "memory" in str(error).lower() and MEMORY_VARIABLE in os.environ:
        return f"Set {MEMORY_VARIABLE} to an amount such as 4GB or 30%"
    return "Close the program that has it open for writing"


def _format_version(connection: duckdb.DuckDBPyConnection) -> int:
    import duckdb

    try:
        rows = connection.execute("SELECT format_version FROM warehouse_info").fetchall()
    except duckdb.Error as error:
        raise WarehouseError(
            f"a DuckDB file, but no warehouse of ours ({first_line(error)}). Name another file, or move this one away."
        ) from error
    if len(rows) != 1:
        raise WarehouseError("its format version is missing. Move the file away and run `zhibiao build`.")
    return int(rows[0][0])


def _format_problem(version: int) -> str:
    if version > FORMAT_VERSION:
        return (
            f"written by a newer Zhibiao (format {version}; this one reads {FORMAT_VERSION}). "
            "Update Zhibiao, or name another file."
        )
    return (
        f"written by an older Zhibiao (format {version}; this one reads {FORMAT_VERSION}). Move the file away and run "
        "`zhibiao build`: everything in it is made anew from the landing zone."
    )


def staging_path(published: Path) -> Path:
    """Where the copy is worked on: beside the published file, so that a rename suffices. One name: one build runs."""
    return published.with_name(published.name + ".staging")


def write_ahead_log(path: Path) -> Path:
    """Where DuckDB keeps the write-ahead log of a database file."""
    return path.with_name(path.name + ".wal")


def prepare(published: Path) -> tuple[str, ...]:
    """Make the place ready for a build (call with the build lock held); what was done, in sentences for a person.

    Removes what a killed build left, and sets a damaged warehouse aside under another name, never overwriting it.
    Raises WarehouseError where the file is a sound warehouse of another format or no warehouse at all.
    """
    _check_memory_limit()
    published.parent.mkdir(parents=True, exist_ok=True)
    notes = []
    if discard_staged(published):
        notes.append("Removed the staging copy of a build that did not end.")
    log = write_ahead_log(published)
    if log.exists():
        notes.append(f"{log}: a foreign write-ahead log lay beside the warehouse; now {_set_aside(log).name}.")
    if published.exists():
        problem = _damage(published)
        if problem:
            moved = _set_aside(published)
            notes.append(f"{published}: damaged ({problem}). Set aside as {moved.name}; a new warehouse is made.")
        else:
            open_published(published).close()
    return tuple(notes)


def _check_memory_limit() -> None:
    """Raises WarehouseError where MEMORY_LIMIT is no amount: later, each step would fail of it without a remedy."""
    import duckdb

    try:
        duckdb.connect(config=LOADING_SETTINGS).close()
    except duckdb.Error as error:
        remedy = "Set it to an amount such as 4GB or 30%"
        raise WarehouseError(f"{MEMORY_VARIABLE}={MEMORY_LIMIT}: {first_line(error)}. {remedy}.") from error


def _damage(path: Path) -> str | None:
    """Why the content of the file cannot be a database, or None where it can (even where it cannot be opened now)."""
    import duckdb

    try:
        with duckdb.connect(path, read_only=True, config=READING_SETTINGS) as connection:
            expected = _least_size(connection)
    except duckdb.Error as error:
        return first_line(error) if is_damage(error) else None
    # DuckDB opens a file whose end is missing, and fails only when something asks for what stood there.
    size = path.stat().st_size
    return f"its end is missing: {size:,} bytes of at least {expected:,}" if size < expected else None


def _least_size(connection: duckdb.DuckDBPyConnection) -> int:
    """The bytes up to the end of the last block in use. The number of blocks would not do: DuckDB counts free ones that
    it has cut off the end, or never written."""
    ((block_size,),) = connection.execute("SELECT block_size FROM pragma_database_size()").fetchall()
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    used = ["SELECT block_id FROM pragma_metadata_info()"]
    for (table,) in tables:
        blocks = "unnest(list_append(additional_block_ids, block_id))"
        used.append(f"SELECT {blocks} FROM pragma_storage_info({quoted(table)})")
    last = connection.execute(f"SELECT max(block_id) FROM ({' UNION ALL '.join(used)})").fetchall()[0][0]
    return FILE_HEADERS + (0 if last is None else (int(last) + 1) * int(block_size))


def is_damage(error: duckdb.Error) -> bool:
    """Whether DuckDB complains of the bytes of a file, not of who may open it. It tells by words only."""
    message = str(error)
    return any(
        words in message
        for words in ("Corrupt database", "not a valid DuckDB database", "Could not read enough bytes", "Serialization")
    )


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = path.with_name(f"{path.name}.damaged-{stamp}")
    count = 1
    while target.exists():
        count += 1
        target = path.with_name(f"{path.name}.damaged-{stamp}-{count}")
    path.rename(target)
    return target


def copy_to_staging(published: Path) -> Path:
    """Copy the published file, where there is one, to the staging path; the staging path."""
    staging = staging_path(published)
    discard_staged(published)
    if published.exists():
        try:
            shutil.copyfile(published, staging)
        except OSError as error:
            discard_staged(published)
            raise WarehouseError(
                f"{staging}: cannot copy the warehouse ({error.strerror}). Free "
                f"{published.stat().st_size:,} bytes and run again; the published warehouse is as it was."
            ) from error
    return staging


def discard_staged(published: Path) -> bool:
    """Remove the staging copy, its log and what was put to disk for want of memory; whether there was any."""
    found = False
    shutil.rmtree(staging_path(published).with_name(staging_path(published).name + ".tmp"), ignore_errors=True)
    for path in (staging_path(published), write_ahead_log(staging_path(published))):
        with suppress(FileNotFoundError):
            path.unlink()
            found = True
    return found


def publish(published: Path) -> None:
    """Put the staging copy in the place of the published file by one rename, and make both survive a power cut.

    Every connection to the staging copy must be closed. Raises WarehouseError where a log shows that one is not.
    """
    staging = staging_path(published)
    if not staging.is_file():
        raise WarehouseError(f"{staging}: nothing is staged. Run `zhibiao build` from its beginning.")
    log = write_ahead_log(staging)
    if log.exists():
        raise WarehouseError(
            f"{log}: the staging copy is still open or was not checkpointed. Run `zhibiao build` again."
        )
    try:
        with staging.open("rb") as file:
            os.fsync(file.fileno())
        staging.replace(published)
        folder = os.open(published.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise WarehouseError(
            f"{published}: cannot be published ({error.strerror}). The warehouse is the old one or the new one, whole; "
            "see to the disk and run `zhibiao build` again."
        ) from error


def first_line(error: Exception) -> str:
    """What an error of DuckDB says, without the statement and the hints below it."""
    return str(error).strip().partition("\n")[0]
