"""The build lock: one build at a time on one data folder.

The lock is the operating system's (`flock`), so it ends with the process that holds it: the lock of a dead process
needs no breaking. A note beside it says who holds it, for the message to whoever finds it taken.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import WarehouseError

LOCK_NAME = "build.lock"
HOLDER_NAME = "build.lock.json"


@contextmanager
def build_lock(folder: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the build lock of a data folder; wait up to `wait_seconds` (negative: for ever) where another holds it.

    Raises WarehouseError that names the holder where the lock stays taken, or the folder where nothing can be written.
    """
    from filelock import FileLock, Timeout

    holder = folder / HOLDER_NAME
    lock = FileLock(folder / LOCK_NAME)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait_seconds, poll_interval=0.1)
    except Timeout:
        raise WarehouseError(
            f"{folder / LOCK_NAME}: another build is running ({_describe(holder)}). "
            "Wait for it to end, or give a longer --wait."
        ) from None
    except OSError as error:
        remedy = "Mend its permissions, or name another folder with --data"
        raise WarehouseError(f"{folder}: cannot be written ({error.strerror or error}). {remedy}") from error
    try:
        # Whatever note lies here was left by a process that died with the lock: overwritten, that is the takeover.
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat("T", "seconds")}
        holder.write_text(json.dumps(note), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _describe(holder: Path) -> str:
    try:
        note = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {note['pid']} on {note['host']} since {note['since']}"
    except (OSError, ValueError, KeyError):
        return "a process that has not yet noted its id"
