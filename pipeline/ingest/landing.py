"""The landing zone: raw files unchanged, named by their content, each with a sidecar that says where it came from.

What belongs here: landing, listing and reading back. What does not: which files to land (`discovery.py`), what they
hold (`pipeline.readers`), the clock (a caller hands in the time).

Layout: `ab/abcdef….bin` holds the bytes, `ab/abcdef….json` beside it the sidecar; `abcdef…` is the SHA-256 of the
bytes, so no name from outside ever becomes a path. The sidecar is written last: a file without one has not landed, and
landing it again completes it. Both are written to a temporary name and renamed, so a reader sees all of a file or none.
"""

from __future__ import annotations

import hashlib
import io
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

from pipeline.data_folders import SAMPLES, landing_path, warehouse_path
from pipeline.errors import LandingZoneError
from pipeline.ingest.discovery import FoundFile, discover_files
from pipeline.ingest.media_types import EMPTY, find_media_type
from pipeline.ingest.raw_files import problem_and_remedy, read_bounded
from pipeline.ingest.sidecars import FurtherSource, LandedReport, last_name, parse_sidecar, presentable, sidecar_bytes
from pipeline.whole_files import is_alive

_RAW, _SIDECAR, _INCOMING = ".bin", ".json", ".incoming"
_READ_ONLY = 0o444
_BLOCK_BYTES = 1024 * 1024
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not even be copied (permissions, vanished, disk full)."""

    source: str
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class LandingResult:
    """What became of the files. `known` are reports whose bytes had landed before, or twice in this call."""

    new: tuple[LandedReport, ...]
    known: tuple[LandedReport, ...]
    failed: tuple[FailedFile, ...]


def document_id(data: bytes) -> str:
    """SHA-256 of the bytes of a raw file, in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def land_files(
    paths: Sequence[Path],
    landing: Path,
    now: datetime,
    *,
    excluded: Iterable[Path] = (),
    on_file: Callable[[int, int], None] | None = None,
) -> LandingResult:
    """Lands all report files in `paths` (see `discovery.py` for which they are).

    `now` must carry a time zone. `excluded` names folders to pass over besides the landing zone itself. `on_file` is
    told, after each file, how many are done and how many there are. Raises LandingZoneError for a path that does not
    exist.
    """
    found = discover_files(paths, (landing, *excluded))
    _remove_leftovers(landing)
    new: list[LandedReport] = []
    known: list[LandedReport] = []
    failed: list[FailedFile] = []
    for done, file in enumerate(found, 1):
        try:
            report, is_new = _land_found(file, landing, now)
        except OSError as error:
            failed.append(_failure(file, error))
        else:
            (new if is_new else known).append(report)
        if on_file is not None:
            on_file(done, len(found))
    return LandingResult(tuple(new), tuple(known), tuple(failed))


def land_bytes(
    data: bytes,
    file_name: str,
    source: str,
    landing: Path,
    now: datetime,
    published_on: date | None = None,
    supersedes: str | None = None,
) -> tuple[LandedReport, bool]:
    """Lands bytes that came over the web; the flag says whether they are new.

    `supersedes` is the id of the version that they replaced at their address. Raises OSError of the file system.
    """
    origin = _origin(document_id(data), file_name, source, now, published_on)
    return _land_stream(io.BytesIO(data), landing, replace(origin, supersedes=supersedes))


def landed_path(landing: Path, doc_id: str) -> Path:
    """Where the bytes of a landed report lie."""
    return _place(landing, doc_id, _RAW)


def landed_ids(landing: Path) -> list[str]:
    """The ids of all landed reports, sorted, from file names alone: 0.1 s for 100,000 files."""
    ids: list[str] = []
    if not landing.is_dir():
        return ids
    for folder in sorted(_names(landing)):
        if len(folder) == 2 and _HEX.issuperset(folder):
            names = _names(landing / folder)
            ids.extend(sorted(name[: -len(_SIDECAR)] for name in names if name.endswith(_SIDECAR)))
    return ids


def usual_paths(data: Path) -> list[Path]:
    """What a build takes in where nothing is named: the samples, or nothing beside what has landed.

    The figures of the samples are invented: they must not come among those of real reports by themselves, also where
    somebody emptied the landing zone of a warehouse.
    """
    return [] if landed_ids(landing_path(data)) or warehouse_path(data).exists() else [SAMPLES]


def landed_reports(landing: Path, doc_ids: Iterable[str] | None = None) -> list[LandedReport]:
    """The sidecars of the reports asked for, or of all; about 25 µs each, so ask for those that are new.

    Raises LandingZoneError for an id that has not landed, or a damaged sidecar.
    """
    return [_read_sidecar(landing, doc_id) for doc_id in (landed_ids(landing) if doc_ids is None else doc_ids)]


def read_landed(landing: Path, doc_id: str, max_bytes: int | None = None) -> bytes:
    """The bytes of a landed report, checked against their hash.

    Raises UnreadableReportError (too_large) above `max_bytes` without reading them, LandingZoneError where the file is
    gone or changed.
    """
    path = landed_path(landing, doc_id)
    try:
        if max_bytes is None:
            data = path.read_bytes()
        else:
            data = read_bounded(path, max_bytes, _read_sidecar(landing, doc_id).file_name)
    except OSError as error:
        raise _lost(landing, doc_id, f"cannot be read ({error.strerror})") from error
    if document_id(data) != doc_id:
        raise _lost(landing, doc_id, "its bytes were changed after landing")
    return data


def _lost(landing: Path, doc_id: str, problem: str) -> LandingZoneError:
    """What to do about raw bytes that are gone or changed, by the name under which they came."""
    path, name = landed_path(landing, doc_id), _read_sidecar(landing, doc_id).file_name
    return LandingZoneError(
        f"{path}: {problem}. Remove it where it is there, and build with its file again ({name}), or take the report "
        f'out: zhibiao retract {doc_id[:12]} --why "the file is lost"'
    )


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def _land_found(file: FoundFile, landing: Path, now: datetime) -> tuple[LandedReport, bool]:
    if not file.path.is_file():
        raise OSError("it is no regular file")
    with file.path.open("rb") as stream:
        doc_id = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        return _land_stream(stream, landing, _origin(doc_id, file.path.name, file.source, now))


def _origin(doc_id: str, file_name: str, source: str, now: datetime, published_on: date | None = None) -> LandedReport:
    """The sidecar before size and media type are known."""
    if now.tzinfo is None:
        raise ValueError("the time of landing must carry a time zone")
    return LandedReport(doc_id, last_name(file_name), presentable(source), EMPTY, 0, now.astimezone(UTC), published_on)


def _land_stream(stream: BinaryIO, landing: Path, origin: LandedReport) -> tuple[LandedReport, bool]:
    raw, sidecar = _place(landing, origin.doc_id, _RAW), _place(landing, origin.doc_id, _SIDECAR)
    if sidecar.exists() and raw.exists():
        known = _read_sidecar(landing, origin.doc_id)
        if raw.stat().st_size == known.size_bytes:
            return _with_source(known, origin, landing), False
    raw.parent.mkdir(parents=True, exist_ok=True)
    with _temporary_file(landing) as temporary:
        media_type = _copy(stream, temporary, origin)
        report = replace(origin, media_type=media_type, size_bytes=temporary.stat().st_size)
        temporary.chmod(_READ_ONLY)
        temporary.replace(raw)
    _write_sidecar(landing, report)
    return report, True


def _copy(stream: BinaryIO, temporary: Path, origin: LandedReport) -> str:
    """Copies the bytes and returns their media type. Raises OSError where they are not those that were hashed."""
    digest = hashlib.sha256()
    with temporary.open("w+b") as copy:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
            copy.write(block)
        if digest.hexdigest() != origin.doc_id:
            raise OSError("it changed while it was being read")
        copy.flush()
        if not copy.tell():
            return EMPTY
        with mmap(copy.fileno(), 0, access=ACCESS_READ) as content:
            return find_media_type(content)


def _with_source(known: LandedReport, seen: LandedReport, landing: Path) -> LandedReport:
    """The report with one more place where the same bytes were found, if that place is new."""
    source = FurtherSource(seen.file_name, seen.source, seen.landed_at)
    places = {(known.file_name, known.source), *((other.file_name, other.source) for other in known.further_sources)}
    if (source.file_name, source.source) in places:
        return known
    report = replace(known, further_sources=(*known.further_sources, source))
    _write_sidecar(landing, report)
    return report


def _write_sidecar(landing: Path, report: LandedReport) -> None:
    with _temporary_file(landing) as temporary:
        temporary.write_bytes(sidecar_bytes(report))
        temporary.replace(_place(landing, report.doc_id, _SIDECAR))


def _read_sidecar(landing: Path, doc_id: str) -> LandedReport:
    path = _place(landing, doc_id, _SIDECAR)
    try:
        return parse_sidecar(path.read_bytes(), path)
    except FileNotFoundError:
        raise LandingZoneError(f"{path}: no such report has landed. Land its file first") from None


def _place(landing: Path, doc_id: str, suffix: str) -> Path:
    if len(doc_id) != 64 or not _HEX.issuperset(doc_id):
        raise LandingZoneError(f"{doc_id!r} is no id of a report. An id is the 64 hexadecimal digits of a SHA-256")
    return landing / doc_id[:2] / f"{doc_id}{suffix}"


@contextmanager
def _temporary_file(landing: Path) -> Iterator[Path]:
    """A name in the landing zone that is gone afterwards unless it was renamed; it tells which process uses it."""
    folder = landing / _INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{os.getpid()}-{uuid.uuid4().hex}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _remove_leftovers(landing: Path) -> None:
    """Removes what processes left that were killed while landing."""
    folder = landing / _INCOMING
    for path in folder.iterdir() if folder.is_dir() else ():
        process = path.name.partition("-")[0]
        if process.isdecimal() and not is_alive(int(process)):
            path.unlink(missing_ok=True)


def _failure(file: FoundFile, error: OSError) -> FailedFile:
    return FailedFile(file.source, *problem_and_remedy(error))
