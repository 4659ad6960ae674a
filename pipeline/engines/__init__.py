"""Where the work on many reports runs, and where its rows lie between stages.

What belongs here: hash buckets, the stage store (Parquet files named by manifests) and the engines that run
`process_bucket` over this machine's cores. What does not: what a stage does to one report (`pipeline/flow.py`).
"""

from pipeline.engines.buckets import bucket_of
from pipeline.engines.fingerprints import production_fingerprint
from pipeline.engines.local import LocalEngine, Progress, StageOutcome, no_progress
from pipeline.engines.manifests import Manifest, StageFile
from pipeline.engines.processing import BucketTask, Stage, StageSettings, process_bucket
from pipeline.engines.quarantine import set_aside_for_checks
from pipeline.engines.store import StageStore

__all__ = [
    "BucketTask",
    "LocalEngine",
    "Manifest",
    "Progress",
    "Stage",
    "StageFile",
    "StageOutcome",
    "StageSettings",
    "StageStore",
    "bucket_of",
    "no_progress",
    "process_bucket",
    "production_fingerprint",
    "set_aside_for_checks",
]
