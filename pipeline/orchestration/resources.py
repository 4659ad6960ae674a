"""The resources: where a project's data lies and how it is worked on.

What belongs here: paths, limits, buckets, strictness, and the build lock that a run holds from beginning to end. What
does not: steps of a build (`steps.py`).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field, PrivateAttr

from pipeline.data_folders import landing_path, warehouse_path
from pipeline.engines import LocalEngine, Progress, StageSettings, StageStore, no_progress, production_fingerprint
from pipeline.quality import CheckResult, audit_of, checks_fingerprint, declared_checks, write_audit
from pipeline.readers import LIMIT_NAMES, ReadLimits
from pipeline.reference import Reference, load_reference
from pipeline.warehouse import build_lock, prepare


class Project(dg.ConfigurableResource[Any]):
    """A project's data folder, and the options of its builds."""

    data_folder: str = Field(default="data", description="Folder of landing zone, stages and warehouse")
    reference_folder: str | None = Field(
        default=None, description="Folder of the reference data; default seeds/reference"
    )
    buckets: int = Field(default=16, ge=1, le=999, description="Buckets that reports are spread over by their hash")
    workers: int = Field(default=0, ge=0, description="Worker processes; 0: as many as there are cores")
    strict: bool = Field(default=False, description="Whether a file in quarantine fails its check")
    wait_seconds: float = Field(default=0, description="How long to wait for another build; negative: for ever")
    limits: dict[str, float] = Field(
        default_factory=dict, description=f"Limits of one report: {', '.join(LIMIT_NAMES)}"
    )

    @property
    def data(self) -> Path:
        return Path(self.data_folder)

    @property
    def landing(self) -> Path:
        return landing_path(self.data)

    @property
    def inbox(self) -> Path:
        """The folder that is watched for new files."""
        return self.data / "inbox"

    @property
    def warehouse(self) -> Path:
        return warehouse_path(self.data)

    @property
    def read_limits(self) -> ReadLimits:
        """The limits, with those of the configuration in place of the usual."""
        return ReadLimits().replaced(self.limits)

    @cached_property
    def reference(self) -> Reference:
        return load_reference(Path(self.reference_folder) if self.reference_folder else None)

    @cached_property
    def fingerprint(self) -> str:
        return production_fingerprint(self.reference, self.read_limits)

    @property
    def raw_store(self) -> StageStore:
        """Where `raw_reports` lies: what landed does not depend on rules or reference data."""
        return StageStore(self.data / "stages", f"landed-{self.buckets}", self.buckets)

    @property
    def store(self) -> StageStore:
        """Where the other stage tables lie, apart for each fingerprint and number of buckets."""
        return StageStore(self.data / "stages", f"{self.fingerprint[:16]}-{self.buckets}", self.buckets)

    @cached_property
    def checks_fingerprint(self) -> str:
        """What set a report aside for a check that it did not pass: the rules, and the checks."""
        return hashlib.sha256(f"{self.fingerprint} {checks_fingerprint()}".encode()).hexdigest()[:32]

    @property
    def checks_store(self) -> StageStore:
        """Where reports lie that did not pass a check. Under other checks they are tried again."""
        return StageStore(self.data / "stages", f"{self.checks_fingerprint[:16]}-{self.buckets}", self.buckets)

    def engine(self, progress: Progress = no_progress) -> LocalEngine:
        """The engine that runs stages over this project's reports."""
        folder = Path(self.reference_folder) if self.reference_folder else None
        settings = StageSettings(self.landing, folder, self.read_limits, self.fingerprint)
        return LocalEngine(self.store, settings, self.workers, progress)


class Workspace(Project):
    """A project that a run works on: the run holds the build lock from its first step to its last."""

    _notes: tuple[str, ...] = PrivateAttr(default=())
    _results: list[CheckResult] = PrivateAttr(default_factory=list)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Any]:
        """Holds the build lock for the run, makes the warehouse's place ready, and leaves the page of the audit."""
        with build_lock(self.data, self.wait_seconds):
            self._notes = prepare(self.warehouse)
            self.store.sweep()
            self.checks_store.sweep()
            try:
                yield self
            finally:
                self._write_audit(context)

    def keep_results(self, results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
        """Notes what checks came to, for the page of the audit; the results as they are."""
        self._results.extend(results)
        return results

    def _write_audit(self, context: dg.InitResourceContext) -> None:
        """Writes the page where the run checked anything; a full disk costs the page, not the build."""
        if not self._results:
            return
        audit = audit_of(
            datetime.now(UTC), f"the build {context.run_id or ''}".strip(), self._results, declared_checks()
        )
        try:
            write_audit(self.data, audit)
        except OSError as error:
            if context.log is not None:
                context.log.warning(f"{self.data}: the page of the audit cannot be written ({error.strerror})")

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be tidied up before the run, in sentences."""
        return self._notes
