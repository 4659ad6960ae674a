"""The engine of this machine: its cores, or this process where a pool would cost more than it gains.

What belongs here: finding what is pending, spreading buckets over worker processes, adding up outcomes. What does
not: the work on a bucket (`processing.py`), which a cluster engine would run unchanged.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace

from pipeline.engines.buckets import bucket_of
from pipeline.engines.processing import (
    OUTPUTS,
    BucketOutcome,
    BucketTask,
    Stage,
    StageSettings,
    WorkerDiedError,
    process_bucket,
    set_aside,
)
from pipeline.engines.store import Row, StageStore

Progress = Callable[[str, int, int], None]
"""Called with the stage, the reports done so far, and the reports in all."""

POOL_BYTES = 3_000_000
"""Raw bytes from which a pool pays: starting two workers costs about 1.5 s, in which one core reads some 3 MB."""


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers that show no progress."""


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """What a stage did: reports that were pending, that failed, that were known already; rows written by table."""

    stage: Stage
    new: int
    failed: int
    known: int
    rows: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs stages over the stage store. `workers` 0 means: as many as this machine has cores."""

    store: StageStore
    settings: StageSettings
    workers: int = 0
    progress: Progress = field(default=no_progress)
    pool_bytes: int = POOL_BYTES
    process: Callable[[BucketTask], BucketOutcome] = process_bucket

    def run(self, stage: Stage, raw_rows: Iterable[Row]) -> StageOutcome:
        """Processes those of the given reports that the stage has not processed under the store's key."""
        began = time.perf_counter()
        rows = list(raw_rows)
        pending = self._pending(stage, rows)
        tasks = self._tasks(stage, pending)
        outcomes = self._in_pool(tasks) if self._pool_pays(tasks) else self._in_process(stage, tasks, len(pending))
        return StageOutcome(
            stage,
            len(pending),
            sum(outcome.failed for outcome in outcomes),
            len(rows) - len(pending),
            {table: sum(outcome.rows[table] for outcome in outcomes) for table in OUTPUTS[stage]},
            time.perf_counter() - began,
        )

    def _pending(self, stage: Stage, rows: Sequence[Row]) -> list[Row]:
        finished = self.store.done(stage)
        before = {Stage.SEGMENT: Stage.READ, Stage.EXTRACT: Stage.SEGMENT}.get(stage)
        ready = self.store.passed(before) if before else None
        return [row for row in rows if row["doc_id"] not in finished and (ready is None or row["doc_id"] in ready)]

    def _tasks(self, stage: Stage, pending: Sequence[Row]) -> list[BucketTask]:
        by_bucket: dict[int, list[Row]] = {}
        for row in pending:
            by_bucket.setdefault(bucket_of(str(row["doc_id"]), self.store.bucket_count), []).append(row)
        return [
            BucketTask(stage, bucket, tuple(rows), self.store, self.settings)
            for bucket, rows in sorted(by_bucket.items())
        ]

    def _pool_pays(self, tasks: Sequence[BucketTask]) -> bool:
        size = sum(int(row["size_bytes"]) for task in tasks for row in task.raw_rows)
        return self._worker_count() > 1 and len(tasks) > 1 and size >= self.pool_bytes

    def _worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1

    def _in_process(self, stage: Stage, tasks: Sequence[BucketTask], total: int) -> list[BucketOutcome]:
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            self.progress(stage, done, total)

        return [process_bucket(task, count) for task in tasks]

    def _in_pool(self, tasks: Sequence[BucketTask]) -> list[BucketOutcome]:
        """Buckets spread over worker processes. Where a worker dies, what it left undone runs apart."""
        total, outcomes, left = sum(len(task.raw_rows) for task in tasks), [], []
        with _pool(min(self._worker_count(), len(tasks))) as pool:
            futures = {pool.submit(self.process, task): task for task in tasks}
            for future in as_completed(futures):
                try:
                    outcomes.append(future.result())
                except BrokenProcessPool:  # a pool that lost one worker gives up on all of its buckets
                    left.append(futures[future])
                self.progress(tasks[0].stage, sum(outcome.reports for outcome in outcomes), total)
        for task in left:
            outcomes.extend(self._apart(task))
        return outcomes

    def _apart(self, task: BucketTask) -> list[BucketOutcome]:
        """A bucket in a process of its own, halved as often as that dies, until the deadly report is alone: it goes to
        quarantine."""
        finished = self.store.done(task.stage)
        pending = tuple(row for row in task.raw_rows if row["doc_id"] not in finished)
        if not pending:
            return []
        try:
            with _pool(1) as pool:
                return [pool.submit(self.process, replace(task, raw_rows=pending)).result()]
        except BrokenProcessPool:
            if len(pending) == 1:
                return [set_aside(replace(task, raw_rows=pending), WorkerDiedError())]
            middle = len(pending) // 2
            halves = (replace(task, raw_rows=pending[:middle]), replace(task, raw_rows=pending[middle:]))
            return [outcome for half in halves for outcome in self._apart(half)]


def _pool(workers: int) -> ProcessPoolExecutor:
    """Workers are spawned, not forked: Dagster's threads would be copied in the middle of what they hold."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
