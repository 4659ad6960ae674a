"""The sources of reports that `seeds/sources.yaml` names, read strictly.

What belongs here: what a source is, when it is due and when overdue. What does not: asking it (`fetching.py`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import ReferenceDataError

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "seeds" / "sources.yaml"
FILE_VARIABLE = "ZHIBIAO_SOURCES"

_ID = re.compile(r"[a-z][a-z0-9_]{0,60}")
_SPAN = re.compile(r"(\d{1,4})(h|d|w)")
_SPAN_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_REGION = re.compile(r"\d{6}")


class SourceKind(StrEnum):
    """`page`: the report stands at the URL. `list`: a page with links to reports. `folder`: files on this machine."""

    PAGE = "page"
    LIST = "list"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Source:
    """One source. Spans of time are written as 12h, 7d or 2w in the file."""

    id: str
    kind: SourceKind
    place: str
    """The URL, or the folder relative to the data folder."""
    region: str
    issuer: str
    every: timedelta = timedelta(days=1)
    """How often to ask."""
    expected: timedelta = timedelta(days=400)
    """Within what time something new must come; after it the source is overdue. Annual reports: a year and a month."""
    recheck: timedelta = timedelta(days=30)
    """How long a report that is known is left alone before it is asked for changes."""
    link_text: str | None = None
    link_url: str | None = None
    next_text: str | None = None
    delay: float = 2.0
    """Seconds between two requests."""
    max_bytes: int = 20_000_000
    max_pages: int = 3
    """List pages asked in one visit."""
    max_reports: int = 50
    """Reports asked in one visit."""
    allow_private: bool = False
    """Whether its address may lie in a private network (a server of your own)."""
    enabled: bool = True


_KEYS = frozenset(field.name for field in fields(Source)) - {"place"} | {"url", "folder"}
_SPANS = frozenset({"every", "expected", "recheck"})
_PATTERNS = frozenset({"link_text", "link_url", "next_text"})
_NUMBERS = {"delay": (0.1, 3600), "max_bytes": (1, 10**9), "max_pages": (1, 1000), "max_reports": (1, 10_000)}
_FLAGS = frozenset({"allow_private", "enabled"})


def sources_file() -> Path:
    """The file of sources: that of the environment variable ZHIBIAO_SOURCES, else `seeds/sources.yaml`."""
    return Path(os.environ.get(FILE_VARIABLE) or DEFAULT_FILE)


def load_sources(path: Path | None = None) -> tuple[Source, ...]:
    """The sources of a file, those that are not enabled too. Raises ReferenceDataError naming source and remedy."""
    import yaml

    path = path or sources_file()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise ReferenceDataError(path, None, problem, f"Restore it, or name another with {FILE_VARIABLE}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        problem = getattr(error, "problem", None) or str(error)
        raise ReferenceDataError(path, line, f"is no YAML ({problem})", "Mend the line, or the one above") from error
    entries = content.get("sources") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise ReferenceDataError(path, None, "has no list `sources`", "Begin the file with `sources:`")
    sources = tuple(_source(entry, path, number) for number, entry in enumerate(entries, 1))
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            raise ReferenceDataError(path, None, f"source {source.id!r} stands twice", "Give each an id of its own")
        seen.add(source.id)
    return sources


def choose_sources(sources: Iterable[Source], ids: Iterable[str], path: Path | None = None) -> tuple[Source, ...]:
    """The enabled sources, or those that are named. Raises ReferenceDataError for a name that does not exist."""
    by_id = {source.id: source for source in sources}
    wanted = list(ids)
    for name in wanted:
        if name not in by_id:
            raise ReferenceDataError(
                path or sources_file(), None, f"there is no source {name!r}", f"There are {', '.join(by_id) or 'none'}"
            )
    return tuple(by_id[name] for name in wanted) if wanted else tuple(s for s in by_id.values() if s.enabled)


def _source(entry: object, path: Path, number: int) -> Source:
    """One entry of the list, converted."""

    def wrong(problem: str, remedy: str) -> ReferenceDataError:
        name = entry.get("id") if isinstance(entry, Mapping) else None
        return ReferenceDataError(path, None, f"source {number} ({name or 'no id'}): {problem}", remedy)

    if not isinstance(entry, Mapping):
        raise wrong("is no mapping", "Write `- id: …` and its fields below")
    unknown = set(entry) - _KEYS
    if unknown:
        raise wrong(f"unknown field {sorted(map(str, unknown))[0]!r}", f"Known fields: {', '.join(sorted(_KEYS))}")
    for key in ("id", "kind", "region", "issuer"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise wrong(f"{key} is missing or no text", f"Write {key} as text (a region code in quotes)")
    if not _ID.fullmatch(entry["id"]):
        raise wrong("id has other characters", "Use a-z, 0-9 and _, beginning with a letter")
    if not _REGION.fullmatch(entry["region"]):
        raise wrong(f"region {entry['region']!r} is no code", "Write the six digits of GB/T 2260 in quotes")
    if entry["kind"] not in set(SourceKind):
        raise wrong(f"kind {entry['kind']!r}", f"Write one of {', '.join(SourceKind)}")
    kind = SourceKind(entry["kind"])
    values: dict[str, Any] = {
        name: _value(name, value, wrong)
        for name, value in entry.items()
        if name not in {"id", "kind", "region", "issuer", "url", "folder"}
    }
    if kind is SourceKind.LIST and not (values.get("link_text") or values.get("link_url")):
        raise wrong("a list needs link_text or link_url", "Say by a pattern which links lead to reports")
    place = _place(entry, kind, wrong)
    return Source(entry["id"], kind, place, entry["region"], entry["issuer"], **values)


def _place(entry: Mapping[str, Any], kind: SourceKind, wrong: Any) -> str:
    name, other = ("folder", "url") if kind is SourceKind.FOLDER else ("url", "folder")
    place = entry.get(name)
    if not isinstance(place, str) or not place or other in entry:
        raise wrong(f"a {kind} has a {name} and no {other}", f"Write {name}: …")
    if kind is not SourceKind.FOLDER and urlsplit(place).scheme not in {"http", "https"}:
        raise wrong(f"{place!r} is no web address", "Write https://…")
    return place


def _value(name: str, value: object, wrong: Any) -> object:
    if name in _SPANS:
        found = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if found is None or found[1].strip("0") == "":
            raise wrong(f"{name} {value!r} is no span of time", "Write 12h, 7d or 2w")
        return int(found[1]) * _SPAN_UNITS[found[2]]
    if name in _PATTERNS:
        try:
            return re.compile(str(value)).pattern
        except re.error as error:
            raise wrong(f"{name} is no regular expression ({error})", "Mend the pattern") from error
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise wrong(f"{name} {value!r}", "Write true or false")
        return value
    least, most = _NUMBERS[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise wrong(f"{name} {value!r}", f"Write a number from {least} to {most}")
    return float(value) if name == "delay" else int(value)
