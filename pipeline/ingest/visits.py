"""What is remembered of each source between visits, as one JSON file a source.

What belongs here: the record and its file. What does not: visiting (`fetching.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.errors import LandingZoneError
from pipeline.ingest.sources import Source
from pipeline.whole_files import replace_text


@dataclass(frozen=True, slots=True)
class PageVisit:
    """The last answer of one address, with what makes the next request conditional."""

    doc_id: str | None
    checked_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SourceVisits:
    """What is known of a source. `new_at` is when it last brought something new, `began_at` when it was first asked."""

    began_at: datetime | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    new_at: datetime | None = None
    error: str | None = None
    pages: Mapping[str, PageVisit] = field(default_factory=dict)

    def is_due(self, source: Source, now: datetime) -> bool:
        """Whether it is time to ask. A clock that was set back makes it due at once."""
        return self.checked_at is None or self.checked_at > now or now - self.checked_at >= source.every

    def overdue_reason(self, source: Source, now: datetime) -> str | None:
        """Why the source counts as overdue, or None."""
        if self.began_at is None:
            return None
        latest = self.new_at or self.began_at
        if now - latest > source.expected:
            return f"nothing new since {latest:%Y-%m-%d}"
        answered = self.succeeded_at or self.began_at
        if self.error and now - answered > 2 * source.every:
            return f"has not answered since {answered:%Y-%m-%d}"
        return None

    def with_page(self, url: str, visit: PageVisit) -> SourceVisits:
        return replace(self, pages={**self.pages, url: visit})


def visits_path(folder: Path, source_id: str) -> Path:
    """Where the record of a source lies; `folder` is that of all records."""
    return folder / f"{source_id}.json"


def read_visits(folder: Path, source_id: str) -> SourceVisits:
    """The record of a source; an empty one before its first visit. Raises LandingZoneError where it is damaged."""
    path = visits_path(folder, source_id)
    try:
        content = json.loads(path.read_bytes())
        pages = {url: PageVisit(**_with_times(page, ("checked_at",))) for url, page in content.pop("pages").items()}
        times = ("began_at", "checked_at", "succeeded_at", "new_at")
        return SourceVisits(**_with_times(content, times), pages=pages)
    except FileNotFoundError:
        return SourceVisits()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LandingZoneError(
            f"{path}: damaged ({error!r}). Remove it: the source is then asked as if for the first time"
        ) from error


def write_visits(folder: Path, source_id: str, visits: SourceVisits) -> None:
    """Replaces the record of a source in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(visits), default=_time_text, ensure_ascii=False, indent=1)
    replace_text(visits_path(folder, source_id), text)


def _with_times(content: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name in names and value is not None else value
        for name, value in content.items()
    }


def _time_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is no time")
