"""The steps of a build over a workspace, without Dagster's machinery around them.

What belongs here: which reports are pending, and how stages, warehouse and checks are put together. What does not:
the graph (`assets.py`), and any judgement on data.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow

from pipeline.engines import Progress, Stage, StageOutcome, set_aside_for_checks
from pipeline.engines.landings import LandingOutcome, land_paths, raw_rows
from pipeline.engines.retractions import read_retractions
from pipeline.engines.store import Row
from pipeline.exports.comparisons import BUILD_TABLES, TableChanges, compare
from pipeline.orchestration.judging import Reasons, judged
from pipeline.orchestration.resources import Workspace
from pipeline.quality import CheckResult, check_stage_table, check_warehouse
from pipeline.schemas import STAGE_TABLES
from pipeline.warehouse import (
    LoadSummary,
    Run,
    dimension_tables,
    documents_as_today,
    open_staged,
    stage_batch,
    staging_path,
    start_of_run,
)

TABLE_NAMES = tuple(table.name for table in STAGE_TABLES)


def land(workspace: Workspace, paths: Sequence[Path], progress: Progress) -> LandingOutcome:
    """Lands the files and brings `raw_reports` in step with the landing zone."""
    excluded = [workspace.data]
    return land_paths(
        paths,
        workspace.landing,
        workspace.raw_store,
        datetime.now(UTC),
        excluded,
        lambda done, total: progress("land", done, total),
    )


def pending_rows(workspace: Workspace) -> list[Row]:
    """Rows of `raw_reports` that the warehouse does not hold as today's rules, reference data and SQL would have them.

    Reports that a person took back are not pending.
    """
    known = documents_as_today(workspace.warehouse)
    retracted = read_retractions(workspace.data)
    today = (workspace.fingerprint, workspace.checks_fingerprint)
    return [
        row
        for row in raw_rows(workspace.raw_store)
        if row["doc_id"] not in retracted and known.get(str(row["doc_id"])) not in today
    ]


def run_stage(workspace: Workspace, stage: Stage, progress: Progress) -> StageOutcome | None:
    """Runs a stage over the pending reports that no check set aside; None where nothing is pending."""
    rows = pending_rows(workspace)
    if not rows:
        return None
    judged_wrong = workspace.checks_store.failed()
    return workspace.engine(progress).run(stage, (row for row in rows if row["doc_id"] not in judged_wrong))


def pending_tables(workspace: Workspace, names: Sequence[str] = TABLE_NAMES) -> dict[str, pyarrow.Table]:
    """Stage tables by name, with the rows of pending reports alone. Of a report in quarantine nothing else is there
    but the row of its file, and not that where a check set it aside."""
    doc_ids = {str(row["doc_id"]) for row in pending_rows(workspace)}
    judged_wrong = workspace.checks_store.failed()
    landed = doc_ids - judged_wrong
    passed = landed - workspace.store.failed()
    places = {"raw_reports": [(workspace.raw_store, landed)]}
    places["quarantine"] = [(workspace.store, landed), (workspace.checks_store, doc_ids & judged_wrong)]
    return {
        name: pyarrow.concat_tables(
            store.read(name, wanted) for store, wanted in places.get(name, [(workspace.store, passed)])
        )
        for name in names
    }


def stage_pending(workspace: Workspace, run_id: str, progress: Progress) -> LoadSummary | None:
    """Loads the pending reports into a staging copy of the warehouse; None where nothing is pending."""
    if not pending_rows(workspace):
        return None
    progress("load", 0, 1)
    run = Run(run_id, start_of_run(workspace.warehouse, datetime.now(UTC)), workspace.fingerprint)
    return stage_batch(workspace.warehouse, pending_tables(workspace), dimension_tables(workspace.reference), run)


def check_pending(workspace: Workspace, table: str, progress: Progress) -> tuple[CheckResult, ...]:
    """Results of a stage table's suite over the rows of pending reports.

    Reports that do not pass go to quarantine, but for those that break its own suite.
    """
    progress(f"check {table}", 0, 1)
    upstream = TABLE_NAMES[: TABLE_NAMES.index(table) + 1]

    def judge() -> tuple[CheckResult, ...]:
        return check_stage_table(table, pending_tables(workspace, upstream))

    def set_aside(reasons: Reasons) -> None:
        set_aside_for_checks(workspace.checks_store, workspace.checks_fingerprint, pending_rows(workspace), reasons)

    return workspace.keep_results(judge() if table == "quarantine" else judged(judge, set_aside))


def check_staged(workspace: Workspace, progress: Progress) -> tuple[CheckResult, ...]:
    """Results of all warehouse suites over the staging copy."""
    progress("check warehouse", 0, 1)
    with open_staged(workspace.warehouse) as connection:
        return workspace.keep_results(check_warehouse(connection, workspace.warehouse))


def staged_changes(workspace: Workspace) -> tuple[TableChanges, ...]:
    """What the staging copy has otherwise than the warehouse that it is to replace; empty where there is none yet."""
    if not workspace.warehouse.exists():
        return ()
    found = compare(workspace.warehouse, staging_path(workspace.warehouse), BUILD_TABLES)
    return tuple(table for table in found.tables if not table.is_same)
