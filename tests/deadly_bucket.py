"""A bucket function whose process dies of some reports, as of a fault in a library; workers import it."""

from __future__ import annotations

import os
import signal

from pipeline.engines.processing import BucketOutcome, BucketTask, process_bucket


def process_or_die(task: BucketTask) -> BucketOutcome:
    if any("deadly" in str(row["file_name"]) for row in task.raw_rows):
        os.kill(os.getpid(), signal.SIGKILL)
    return process_bucket(task)
