"""One bucket through one stage: what every engine runs, here and in worker processes.

What belongs here: turning pending reports of a bucket into rows, with failures set aside. What does not: choosing
where the work runs (`local.py`) and what a stage does to a report (`pipeline/flow.py`).
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pipeline import flow
from pipeline.engines.fingerprints import production_fingerprint
from pipeline.engines.quarantine import OUR_FAULT, quarantine_row
from pipeline.engines.store import Row, StageStore
from pipeline.errors import ReferenceDataError, UnreadableReportError, ZhibiaoError
from pipeline.ingest import read_landed
from pipeline.readers import ReadLimits
from pipeline.reference import Reference, load_reference
from pipeline.vocabulary import QuarantineReason

BATCH = 200
"""Reports between two writes of a bucket: some 6 MB of text, so that a killed run loses seconds, not hours."""


class Stage(StrEnum):
    """The stages that process reports, each after the other."""

    READ = "read"
    SEGMENT = "segment"
    EXTRACT = "extract"


OUTPUTS: Mapping[Stage, tuple[str, ...]] = {
    Stage.READ: ("report_texts", "quarantine"),
    Stage.SEGMENT: ("report_segments", "quarantine"),
    Stage.EXTRACT: ("numbers", "observations", "quarantine"),
}


@dataclass(frozen=True, slots=True)
class StageSettings:
    """What a worker needs to know besides the store: where raw files lie, and what produces the rows."""

    landing: Path
    reference_folder: Path | None
    limits: ReadLimits
    fingerprint: str


@dataclass(frozen=True, slots=True)
class BucketTask:
    """The pending reports of one bucket, as rows of `raw_reports`."""

    stage: Stage
    bucket: int
    raw_rows: tuple[Row, ...]
    store: StageStore
    settings: StageSettings


@dataclass(frozen=True, slots=True)
class BucketOutcome:
    """What became of a bucket's pending reports."""

    bucket: int
    reports: int
    failed: int
    rows: Mapping[str, int]
    seconds: float


@dataclass(slots=True)
class _Batch:
    """Rows of a batch while it grows."""

    rows: dict[str, list[Row]]
    done: list[str]
    failed: list[str]


def process_bucket(task: BucketTask, report_done: Callable[[], None] | None = None) -> BucketOutcome:
    """Processes a bucket's pending reports, batch by batch, each batch safe on disk before the next begins.

    A report that cannot be read, or on which a rule fails, becomes a row of `quarantine`; the others go on.
    """
    began = time.perf_counter()
    counts = dict.fromkeys(OUTPUTS[task.stage], 0)
    failed = 0
    pending = sorted(task.raw_rows, key=lambda row: str(row["doc_id"]))
    for first in range(0, len(pending), BATCH):
        batch = _process_batch(task, pending[first : first + BATCH], report_done)
        task.store.append(task.stage, task.bucket, batch.rows, batch.done, batch.failed)
        failed += len(batch.failed)
        for table, rows in batch.rows.items():
            counts[table] += len(rows)
    task.store.merge_small_files(task.stage, task.bucket)
    return BucketOutcome(task.bucket, len(pending), failed, counts, time.perf_counter() - began)


class WorkerDiedError(Exception):
    """The process that worked on a report died of it: out of memory, or a fault in a library."""

    def __init__(self) -> None:
        super().__init__("the process that worked on it died")


def set_aside(task: BucketTask, error: Exception) -> BucketOutcome:
    """Puts the reports of a task into quarantine without trying them."""
    rows = [_quarantine_row(raw_row, task, error) for raw_row in task.raw_rows]
    doc_ids = [str(row["doc_id"]) for row in rows]
    task.store.append(task.stage, task.bucket, {"quarantine": rows}, doc_ids, doc_ids)
    counts = dict.fromkeys(OUTPUTS[task.stage], 0) | {"quarantine": len(rows)}
    return BucketOutcome(task.bucket, len(rows), len(rows), counts, 0.0)


def _process_batch(task: BucketTask, raw_rows: Sequence[Row], report_done: Callable[[], None] | None) -> _Batch:
    settings = task.settings
    reference = _reference(settings.reference_folder, settings.limits, settings.fingerprint)
    batch = _Batch({table: [] for table in OUTPUTS[task.stage]}, [], [])
    for raw_row, inputs in _with_inputs(task, raw_rows):
        doc_id = str(raw_row["doc_id"])
        batch.done.append(doc_id)
        try:
            produced = _process_report(task.stage, raw_row, inputs, settings, reference)
        except Exception as error:  # a rule that fails on one report must not lose the others
            if isinstance(error, ZhibiaoError) and not isinstance(error, UnreadableReportError):
                raise  # damaged reference data or landing zone: nothing to do with this report alone
            batch.failed.append(doc_id)
            batch.rows["quarantine"].append(_quarantine_row(raw_row, task, error))
        else:
            for table, rows in produced.items():
                batch.rows[table].extend(rows)
        if report_done is not None:
            report_done()
    return batch


def _process_report(
    stage: Stage, raw_row: Row, inputs: Mapping[str, list[Row]], settings: StageSettings, reference: Reference
) -> dict[str, list[Row]]:
    if stage is Stage.READ:
        data = read_landed(settings.landing, str(raw_row["doc_id"]), settings.limits.max_bytes)
        return {"report_texts": [flow.text_row(raw_row, data, reference, settings.fingerprint, settings.limits)]}
    (text_row,) = inputs["report_texts"]
    if stage is Stage.SEGMENT:
        return {"report_segments": list(flow.segment_rows(text_row, reference))}
    numbers, observations = flow.number_and_observation_rows(text_row, inputs["report_segments"], reference)
    return {"numbers": list(numbers), "observations": list(observations)}


def _with_inputs(task: BucketTask, raw_rows: Sequence[Row]) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    """Each report with the rows of earlier stages that its stage reads."""
    tables = {Stage.READ: (), Stage.SEGMENT: ("report_texts",), Stage.EXTRACT: ("report_texts", "report_segments")}
    doc_ids = [str(row["doc_id"]) for row in raw_rows]
    grouped: dict[str, dict[str, list[Row]]] = {}
    for table in tables[task.stage]:
        grouped[table] = {doc_id: [] for doc_id in doc_ids}
        for row in task.store.read(table, doc_ids, task.bucket).to_pylist():
            grouped[table][row["doc_id"]].append(row)
    for raw_row, doc_id in zip(raw_rows, doc_ids, strict=True):
        yield raw_row, {table: rows[doc_id] for table, rows in grouped.items()}


def _quarantine_row(raw_row: Row, task: BucketTask, error: Exception) -> Row:
    fingerprint = task.settings.fingerprint
    if isinstance(error, UnreadableReportError):
        return quarantine_row(raw_row, fingerprint, error.reason, error.detail, error.remedy)
    detail = f"The stage '{task.stage}' failed with {type(error).__name__}: {error}"
    return quarantine_row(raw_row, fingerprint, QuarantineReason.RULE_FAILED, detail, OUR_FAULT)


@lru_cache(maxsize=2)
def _reference(folder: Path | None, limits: ReadLimits, fingerprint: str) -> Reference:
    """The reference data, loaded once a process and fingerprint.

    Raises ReferenceDataError where it is no longer what the build began with: rows of two catalogues must not mix.
    """
    reference = load_reference(folder)
    if production_fingerprint(reference, limits) != fingerprint:
        raise ReferenceDataError(
            folder or Path("seeds/reference"),
            None,
            "the reference data changed while the build was running",
            "Run the build again: what was finished under the old data is not used",
        )
    return reference
