"""Reports that a person took back: which, when and why.

What belongs here: the list, as lines of JSON that are only ever added. What does not: taking their rows out of the
warehouse (`pipeline.warehouse`). The raw file stays in the landing zone; landing it again does not bring it back.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from pipeline.errors import LandingZoneError

FILE_NAME = "retractions.jsonl"


@dataclass(frozen=True, slots=True)
class Retraction:
    """One decision. `is_undone` brings the report back."""

    doc_id: str
    file_name: str
    why: str
    at: datetime
    is_undone: bool = False


def read_retractions(data: Path) -> dict[str, Retraction]:
    """The retractions in force, by doc_id. Raises LandingZoneError for a damaged line."""
    path = data / FILE_NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found: dict[str, Retraction] = {}
    for number, line in enumerate(lines, 1):
        try:
            fields = json.loads(line)
            retraction = Retraction(**{**fields, "at": datetime.fromisoformat(fields["at"])})
        except (ValueError, KeyError, TypeError) as error:
            raise LandingZoneError(f"{path}:{number}: no retraction ({error!r}). Mend or remove the line") from error
        if retraction.is_undone:
            found.pop(retraction.doc_id, None)
        else:
            found[retraction.doc_id] = retraction
    return found


def note_retraction(data: Path, retraction: Retraction) -> None:
    """Adds a line; it is on disk when this returns."""
    with (data / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps({**asdict(retraction), "at": retraction.at.isoformat()}, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
