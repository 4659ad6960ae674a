"""A build in this process, through Dagster, and what came of it as plain values for the command line.

What belongs here: starting the job and reading its events. What does not: the graph, and printing.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
from sqlalchemy.exc import OperationalError

from pipeline import errors
from pipeline.engines import Progress
from pipeline.errors import ZhibiaoError
from pipeline.exports.comparisons import TableChanges
from pipeline.orchestration.definitions import build_definitions
from pipeline.orchestration.resources import Workspace

STOPPED = "stopped: what was finished is kept, and the next build does the rest"
"""The failure of a build that a person interrupted."""

INSTANCE_SETTINGS = """\
# Made by Zhibiao. Runs of the UI wait for each other: a build holds a lock.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
"""


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """One asset check of a run."""

    asset: str
    name: str
    passed: bool
    is_error: bool
    description: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changes`: against the warehouse that it replaced, by table, none for a first one. `failures`
    are the messages of steps that failed; the warehouse is then as it was."""

    run_id: str
    succeeded: bool
    published: bool
    reports: int
    new: int
    known: int
    pending: int
    not_landed: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    quarantined: int
    observations: int
    changes: tuple[TableChanges, ...]
    checks: tuple[CheckOutcome, ...]
    failures: tuple[str, ...]

    @property
    def is_interrupted(self) -> bool:
        return STOPPED in self.failures


def run_build(paths: Sequence[Path], workspace: Workspace, progress: Progress, history: bool = False) -> BuildReport:
    """Runs the job `build` over `paths` in this process.

    `history` keeps the run in the project's Dagster home, where the UI shows it. Raises ZhibiaoError where the run
    could not begin (another build holds the lock, the reference data is wrong).
    """
    # Where nothing is pending, checks are skipped with their assets; Dagster would warn of each of them.
    logging.getLogger("dagster._core.execution.plan.active").setLevel(logging.ERROR)
    definitions = build_definitions({"workspace": workspace, "progress": progress})
    config = {
        "ops": {"ingest": {"config": {"paths": [str(path) for path in paths]}}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    try:
        with _instance(workspace, history) as instance:
            result = definitions.resolve_job_def("build").execute_in_process(
                run_config=config, instance=instance, raise_on_error=False
            )
    except OperationalError as error:  # of Dagster's own database; ours is DuckDB
        raise ZhibiaoError(
            f"{dagster_home(workspace.data)}: Dagster cannot keep its history there ({error.orig}). Free some space, "
            "or build without --history"
        ) from error
    return _report(result)


def dagster_home(data: Path) -> Path:
    """The Dagster home of a data folder, made ready where it is missing."""
    home = (data / "dagster").resolve()
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE_SETTINGS, encoding="utf-8")
    return home


def _instance(workspace: Workspace, history: bool) -> dg.DagsterInstance:
    if not history:
        instance = dg.DagsterInstance.ephemeral()
        # Its database would die with the process, and a build hears its events as they come: to store them took a
        # quarter of a small build.
        instance.event_log_storage.store_event = lambda event: None  # type: ignore[method-assign]  # noqa: ARG005
        return instance
    return dg.DagsterInstance.from_config(str(dagster_home(workspace.data)))


def _report(result: dg.ExecuteInProcessResult) -> BuildReport:
    made = {
        event.asset_key.to_user_string(): event.materialization.metadata
        for event in result.all_events
        if event.is_step_materialization and event.asset_key
    }
    observed = [
        event.asset_observation_data.asset_observation for event in result.all_events if event.is_asset_observation
    ]
    landed = observed[0].metadata if observed else {}
    failures = tuple(_failures(result))
    return BuildReport(
        run_id=result.run_id,
        succeeded=result.success,
        published="published_warehouse" in made,
        reports=_number(landed, "rows"),
        new=_number(landed, "new"),
        known=_number(landed, "known"),
        pending=_number(landed, "pending"),
        not_landed=tuple((str(a), str(b), str(c)) for a, b, c in _values(landed, "not landed")),
        notes=tuple(str(note) for note in _values(landed, "notes")),
        quarantined=_number(made.get("quarantine", {}), "rows"),
        observations=_number(made.get("staged_warehouse", {}), "observations"),
        changes=tuple(
            TableChanges(**{**table, "key": tuple(table["key"])})
            for table in _values(made.get("published_warehouse", {}), "changes")
        ),
        checks=tuple(_checks(result)),
        failures=failures,
    )


def _checks(result: dg.ExecuteInProcessResult) -> Iterator[CheckOutcome]:
    for found in result.get_asset_check_evaluations():
        yield CheckOutcome(
            found.asset_key.to_user_string(),
            found.check_name,
            found.passed,
            found.severity is dg.AssetCheckSeverity.ERROR,
            found.description or "",
        )


def _failures(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Messages of failed steps, each once."""
    seen = set()
    for event in result.all_events:
        error = getattr(event.event_specific_data, "error", None) if event.is_failure else None
        if error is None:
            continue
        chain = list(_causes(error))
        if any(cause.cls_name in {None, "DagsterAssetCheckFailedError"} for cause in chain):
            continue
        message = _message(chain)
        if message not in seen:
            seen.add(message)
            yield message


def _causes(error: Any) -> Iterator[Any]:
    """An error and what caused it, down to the first cause."""
    while error is not None:
        yield error
        error = error.cause


def _message(chain: Sequence[Any]) -> str:
    """Our own error as it is, since it names the remedy; else the first cause with its kind."""
    for cause in chain:
        if isinstance(getattr(errors, cause.cls_name, None), type):
            return str(cause.message).strip().partition(": ")[2]
    if any(cause.cls_name == "DagsterExecutionInterruptedError" for cause in chain):
        return STOPPED
    message = str(chain[-1].message).strip()
    if "No space left on device" in message:
        return f"{message}. Free some space and run again; what was finished is kept"
    return message


def _number(metadata: Mapping[str, Any], name: str) -> int:
    value = metadata.get(name)
    return int(value.value) if value is not None else 0


def _values(metadata: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = metadata.get(name)
    return value.value if value is not None else ()
