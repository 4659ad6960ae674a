"""Visits to the sources of one project: which are due, and what they brought.

What belongs here: giving the visitor what it needs of later stages (to tell whether a page says something else), and
the lock that keeps two visits apart. What does not: the visit itself (`pipeline.ingest.fetching`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import flow
from pipeline.cleaning import MASK
from pipeline.data_folders import landing_path
from pipeline.errors import FetchError, UnreadableReportError
from pipeline.ingest import document_id
from pipeline.ingest.fetching import SourceResult, Visitor
from pipeline.ingest.sources import Source, sources_file
from pipeline.ingest.visits import SourceVisits, read_visits
from pipeline.readers import ReadLimits
from pipeline.readers.charsets import decode_bytes
from pipeline.reference import Reference

LOCK_NAME = "fetch.lock"


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What pages say, by the readers and the cleaning of reports."""

    reference: Reference
    limits: ReadLimits

    def markup(self, data: bytes) -> str:
        """The bytes of a page as text, markup included; empty where they are no text."""
        decoded = decode_bytes(data)
        return decoded.text if decoded else ""

    def words(self, data: bytes, file_name: str) -> str | None:
        """The text of a report without page furniture: a view counter that moved is no new version."""
        raw_row = {"doc_id": document_id(data), "file_name": file_name}
        try:
            row = flow.text_row(raw_row, data, self.reference, "", self.limits)
        except UnreadableReportError:
            return None
        text: str = row["clean_text"]
        return " ".join(text.replace(MASK, "").split())


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source with what is remembered of it."""

    source: Source
    visits: SourceVisits
    is_due: bool
    overdue: str | None


def records_folder(data: Path) -> Path:
    """Where the records of visits lie."""
    return data / "sources"


def source_states(data: Path, sources: Iterable[Source], now: datetime) -> list[SourceState]:
    """How the sources of a project stand."""
    states = []
    for source in sources:
        visits = read_visits(records_folder(data), source.id)
        states.append(SourceState(source, visits, visits.is_due(source, now), visits.overdue_reason(source, now)))
    return states


def visit_sources(
    data: Path,
    sources: Iterable[Source],
    reading: ReportReading,
    now: datetime,
    *,
    dry_run: bool = False,
    on_source: Callable[[Source], None] | None = None,
) -> list[SourceResult]:
    """Visits the given sources, one after the other. Raises FetchError where another visit is under way."""
    from filelock import FileLock, Timeout

    data.mkdir(parents=True, exist_ok=True)
    visitor = Visitor(landing_path(data), records_folder(data), data, reading, now, dry_run)
    results = []
    try:
        with FileLock(data / LOCK_NAME, timeout=0):
            for source in sources:
                if on_source is not None:
                    on_source(source)
                wrong = _wrong_region(source, reading.reference)
                results.append(SourceResult(source, (), wrong) if wrong else visitor.visit(source))
    except Timeout:
        raise FetchError(str(data / LOCK_NAME), "another visit is under way", "Wait for it to end") from None
    return results


def _wrong_region(source: Source, reference: Reference) -> str | None:
    """What is wrong with the region of a source: the file of sources is read without reference data."""
    if source.region in reference.regions.by_code:
        return None
    return (
        f"{sources_file()}: source {source.id}: there is no region {source.region}. "
        "Write a code of seeds/reference/regions.csv"
    )
