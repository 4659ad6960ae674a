"""How reports arrive: sources that are asked on a schedule, and an inbox that is watched.

What belongs here: an asset a source with its freshness, what fetches on schedule, what starts a build by itself.
What does not: visiting (`pipeline.ingest.fetching`) and building (`assets.py`).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field

from pipeline.engines.landings import STAGE as INGEST
from pipeline.engines.visits import ReportReading, source_states, visit_sources
from pipeline.ingest import discover_files, landed_ids
from pipeline.ingest.fetching import Found, SourceResult
from pipeline.ingest.sources import Source, choose_sources
from pipeline.orchestration.previews import counts, markdown_table
from pipeline.orchestration.resources import Project

Results = Iterator[dg.MaterializeResult[None] | dg.AssetObservation]
QUIET_SECONDS = 10
"""How long a file must lie unchanged before it is taken: longer than writers pause between two blocks."""

MOST_FILES = 100_000
"""Files of the inbox that the sensor's cursor remembers: some 10 MB. Beyond, empty the inbox; what landed stays."""


class Visits(dg.Config):
    """Which sources a run asks."""

    sources: list[str] = Field(default=[], description="Ids of sources; none: those that are due")


def source_asset(sources: Sequence[Source]) -> dg.AssetsDefinition | None:
    """One step that asks sources, with an asset for each; None where no source is enabled."""
    if not sources:
        return None
    specs = [
        dg.AssetSpec(
            ["sources", source.id],
            description=f"{source.kind}: {source.place}",
            metadata={"region": source.region, "issuer": source.issuer, "every": str(source.every)},
            skippable=True,
            group_name="sources",
            freshness_policy=dg.FreshnessPolicy.time_window(fail_window=source.expected),
        )
        for source in sources
    ]

    @dg.multi_asset(name="fetch_sources", specs=specs)
    def fetch_sources(context: dg.AssetExecutionContext, config: Visits, project: Project) -> Results:
        now = datetime.now(UTC)
        states = source_states(project.data, choose_sources(sources, config.sources), now)
        chosen = [state.source for state in states if state.is_due or config.sources]
        reading = ReportReading(project.reference, project.read_limits)
        for result in visit_sources(project.data, chosen, reading, now):
            if result.error:
                context.log.warning(f"{result.source.id}: {result.error}")
            yield from _source_events(result)

    return fetch_sources


def _source_events(result: SourceResult) -> Results:
    """An observation of each visit; a materialization only where it brought something, as freshness counts those."""
    key = dg.AssetKey(["sources", result.source.id])
    told = [page for page in result.pages if page.found not in {Found.UNCHANGED, Found.SAME_TEXT}]
    rows = [[page.found, page.url, (page.doc_id or "")[:12], page.detail] for page in told[:20]]
    metadata: dict[str, Any] = {
        **counts(new=result.count(Found.NEW), changed=result.count(Found.REVISED), failed=result.count(Found.FAILED)),
        "error": result.error or "",
        "addresses": markdown_table(["what", "address", "report", "detail"], rows),
    }
    yield dg.AssetObservation(asset_key=key, metadata=metadata)
    if result.count(Found.NEW, Found.REVISED):
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)


def fetch_schedule(job: Any, sources: Sequence[Source], project: Project) -> dg.ScheduleDefinition:
    """Asks every hour which sources are due, and starts a run where any is."""

    @dg.schedule(name="fetch_due", job=job, cron_schedule="7 * * * *", description="Asks the sources that are due")
    def fetch_due(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        moment = context.scheduled_execution_time
        due = [state.source.id for state in source_states(project.data, sources, moment) if state.is_due]
        if not due:
            return dg.SkipReason("no source is due")
        config = {"ops": {"fetch_sources": {"config": {"sources": due}}}}
        return dg.RunRequest(run_key=f"{moment:%Y-%m-%dT%H}", run_config=config)

    return fetch_due


def arrivals_sensor(job: Any, project: Project) -> dg.SensorDefinition:
    """Starts one build for all files that arrived in the inbox, once they lie still, and for what a fetch landed."""

    @dg.sensor(name="arrivals", job=job, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
    def arrivals(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        before = json.loads(context.cursor) if context.cursor else {"files": {}, "built": {}}
        now = inbox_files(project.inbox)
        ready = settled(before["files"], now, datetime.now(UTC).timestamp())
        wanted = {name: state for name, state in ready.items() if before["built"].get(name) != state}
        fetched = sorted(set(landed_ids(project.landing)) - project.raw_store.done(INGEST))
        built = {name: state for name, state in before["built"].items() if name in now} | wanted
        context.update_cursor(json.dumps({"files": now, "built": built}))
        if not wanted and not fetched:
            waiting = sum(before["built"].get(name) != state for name, state in now.items())
            return dg.SkipReason(f"{waiting} files may still be being written" if waiting else "nothing has arrived")
        paths = [str(project.inbox)] if ready and len(ready) == len(now) else sorted(ready)
        key = hashlib.sha256(json.dumps([wanted, fetched], sort_keys=True).encode()).hexdigest()[:32]
        request = dg.RunRequest(run_key=key, run_config={"ops": {"ingest": {"config": {"paths": paths}}}})
        return dg.SensorResult(run_requests=[request])

    return arrivals


def nightly_schedule(job: Any, project: Project) -> dg.ScheduleDefinition:
    """Builds each night what is pending: what a failed run left, what the sensor missed, all of it under new rules.

    A build that finds nothing pending leaves the warehouse alone.
    """

    @dg.schedule(
        name="nightly",
        job=job,
        cron_schedule="23 3 * * *",
        execution_timezone="Asia/Shanghai",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Builds what is pending",
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        has_files = bool(inbox_files(project.inbox))
        if not has_files and not landed_ids(project.landing):
            return dg.SkipReason("nothing has arrived")
        paths = [str(project.inbox)] if has_files else []
        run_config = {"ops": {"ingest": {"config": {"paths": paths}}}}
        return dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m-%d}", run_config=run_config)

    return nightly


def inbox_files(inbox: Path) -> dict[str, list[float]]:
    """Modification time and size of each file of the inbox."""
    states: dict[str, list[float]] = {}
    for file in discover_files([inbox])[:MOST_FILES] if inbox.is_dir() else ():
        try:
            status = file.path.stat()
        except OSError:
            continue  # moved away between listing and looking
        states[str(file.path)] = [status.st_mtime, float(status.st_size)]
    return states


def settled(before: Mapping[str, list[float]], now: Mapping[str, list[float]], clock: float) -> dict[str, list[float]]:
    """Files that lie as they lay at the last look, and were not changed in the last seconds.

    A time of change that lies ahead of the clock says nothing; such a file only has to lie still.
    """
    return {
        name: state
        for name, state in now.items()
        if before.get(name) == state and not 0 <= clock - state[0] < QUIET_SECONDS
    }
