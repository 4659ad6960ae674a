"""Files that are replaced in one step, so that whoever reads one sees all of it or none.

What belongs here: writing beside the file, and telling whose such a temporary file is. What does not: what is written.
"""

from __future__ import annotations

import os
from pathlib import Path


def replace_text(path: Path, text: str, errors: str = "strict") -> None:
    """Replaces a file by one with this text, as UTF-8. Raises OSError, and leaves the old one, where it cannot."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", errors=errors) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Whether a process runs, of whichever user: its temporary files are then in use."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
