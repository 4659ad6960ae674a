"""The sidecar of a landed report: where its bytes came from, when, and what they are.

What belongs here: the record and its JSON. What does not: the bytes, and where both are kept (`landing.py`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import LandingZoneError

_INVISIBLE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class FurtherSource:
    """One more place where the same bytes were found later."""

    file_name: str
    source: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class LandedReport:
    """A raw file in the landing zone; the first place where its bytes were found names it."""

    doc_id: str
    file_name: str
    """Its name without folders, for people; never used as a path."""
    source: str
    """A path relative to the folder that was given, or a URL."""
    media_type: str
    size_bytes: int
    landed_at: datetime
    published_on: date | None = None
    supersedes: str | None = None
    """Id of the version that these bytes replaced at their address, where they did."""
    further_sources: tuple[FurtherSource, ...] = ()

    def as_row(self) -> dict[str, object]:
        """The row of `raw_reports`."""
        return {
            "doc_id": self.doc_id,
            "file_name": self.file_name,
            "source": self.source,
            "media_type": self.media_type,
            "size_bytes": self.size_bytes,
            "landed_at": self.landed_at,
            "published_on": self.published_on,
            "supersedes": self.supersedes,
        }


def last_name(file_name: str) -> str:
    """A name from outside as people may see it: without folders, control characters and undecodable bytes."""
    name = presentable(file_name.replace("\\", "/").rsplit("/", 1)[-1])
    return name[:_LONGEST_NAME] or "unnamed"


def presentable(text: str) -> str:
    """Text from outside without control and direction characters, and with U+FFFD for what is no character."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").translate(_INVISIBLE)


def sidecar_bytes(report: LandedReport) -> bytes:
    """The sidecar as JSON."""
    content = {
        "sha256": report.doc_id,
        "file_name": report.file_name,
        "source": report.source,
        "media_type": report.media_type,
        "size_bytes": report.size_bytes,
        "landed_at": report.landed_at.isoformat(),
        "published_on": report.published_on.isoformat() if report.published_on else None,
        "supersedes": report.supersedes,
        "further_sources": [
            {"file_name": other.file_name, "source": other.source, "seen_at": other.seen_at.isoformat()}
            for other in report.further_sources
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def parse_sidecar(data: bytes, path: Path) -> LandedReport:
    """The record that `data`, read from `path`, holds. Raises LandingZoneError where it is damaged."""
    try:
        content = json.loads(data)
        return LandedReport(
            doc_id=_text(content, "sha256"),
            file_name=_text(content, "file_name"),
            source=_text(content, "source"),
            media_type=_text(content, "media_type"),
            size_bytes=int(content["size_bytes"]),
            landed_at=datetime.fromisoformat(content["landed_at"]),
            published_on=date.fromisoformat(content["published_on"]) if content["published_on"] else None,
            supersedes=_text(content, "supersedes") if content.get("supersedes") else None,
            further_sources=tuple(
                FurtherSource(
                    _text(other, "file_name"), _text(other, "source"), datetime.fromisoformat(other["seen_at"])
                )
                for other in content["further_sources"]
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LandingZoneError(f"{path}: is no sidecar ({error!r}). Remove it and land the file again") from error


def _text(content: dict[str, Any], name: str) -> str:
    value = content[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value
