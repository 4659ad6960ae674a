"""From files to rows of `raw_reports`: lands what is given and enters what is new in the stage store.

What belongs here: keeping the table in step with the landing zone. What does not: landing itself (`pipeline.ingest`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.engines.buckets import bucket_of
from pipeline.engines.store import Row, StageStore
from pipeline.ingest import FailedFile, land_files, landed_ids, landed_reports

STAGE = "ingest"


@dataclass(frozen=True, slots=True)
class LandingOutcome:
    """What landing did: reports whose bytes are new or known among the given files, files that failed, all reports."""

    new: int
    known: int
    failed: tuple[FailedFile, ...]
    reports: int


def land_paths(
    paths: Sequence[Path],
    landing: Path,
    store: StageStore,
    now: datetime,
    excluded: Sequence[Path] = (),
    on_file: Callable[[int, int], None] | None = None,
) -> LandingOutcome:
    """Lands the files in `paths`, then brings `raw_reports` in step with the landing zone."""
    result = land_files(paths, landing, now, excluded=excluded, on_file=on_file)
    reports = enter_landed(landing, store)
    return LandingOutcome(len(result.new), len(result.known), result.failed, reports)


def enter_landed(landing: Path, store: StageStore) -> int:
    """Enters reports that landed since, drops those that are gone; returns how many there are."""
    landed, entered = set(landed_ids(landing)), store.done(STAGE)
    for bucket, doc_ids in _by_bucket(entered - landed, store.bucket_count).items():
        store.remove(STAGE, bucket, doc_ids)
    for bucket, doc_ids in _by_bucket(landed - entered, store.bucket_count).items():
        rows = [report.as_row() for report in landed_reports(landing, doc_ids)]
        store.append(STAGE, bucket, {"raw_reports": rows}, doc_ids)
        store.merge_small_files(STAGE, bucket)
    return len(landed)


def raw_rows(store: StageStore) -> list[Row]:
    """The rows of `raw_reports`, by doc_id."""
    rows: list[Row] = store.read("raw_reports").to_pylist()
    return sorted(rows, key=lambda row: str(row["doc_id"]))


def _by_bucket(doc_ids: set[str], bucket_count: int) -> dict[int, list[str]]:
    buckets: dict[int, list[str]] = {}
    for doc_id in sorted(doc_ids):
        buckets.setdefault(bucket_of(doc_id, bucket_count), []).append(doc_id)
    return buckets
