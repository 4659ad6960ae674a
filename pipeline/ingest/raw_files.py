"""Raw files into memory, up to a limit.

What belongs here: reading bytes that may be too many. What does not: where they lie (`landing.py`, `discovery.py`).
"""

from __future__ import annotations

import errno
from pathlib import Path

from pipeline.errors import UnreadableReportError
from pipeline.vocabulary import QuarantineReason

_REMEDIES = {
    errno.EACCES: "Give yourself the right to read it",
    errno.ENOSPC: "Free some disk space and run again",
    errno.ENOENT: "It vanished meanwhile; put it back",
}


def problem_and_remedy(error: OSError) -> tuple[str, str]:
    """What the system says of a file that it would not give, and what to do about it."""
    return error.strerror or str(error), _REMEDIES.get(error.errno or 0, "Check the file and run again")


def read_bounded(path: Path, max_bytes: int, file_name: str | None = None) -> bytes:
    """The bytes of a file, of which no more than the limit are ever read.

    `file_name` serves for the message, where the path does not tell the name. Raises UnreadableReportError (too_large)
    and OSError.
    """
    with path.open("rb") as file:
        size = path.stat().st_size
        data = file.read(max_bytes + 1) if size <= max_bytes else b""
    if size > max_bytes or len(data) > max_bytes:  # a file may grow between the look and the reading
        raise UnreadableReportError(
            file_name or path.name,
            QuarantineReason.TOO_LARGE,
            f"the file has {max(size, len(data)):,} bytes, more than the {max_bytes:,} allowed",
            "Split the file, or raise the limit (--limit max_bytes=N)",
        )
    return data
