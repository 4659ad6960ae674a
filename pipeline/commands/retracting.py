"""`zhibiao retract`: takes a report out of the warehouse, for a reason that is recorded.

What belongs here: finding the report that is meant, and the order of the steps. What does not: the steps themselves
(`pipeline.warehouse`, `pipeline.engines.retractions`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.commands.rendering import OUT, plain, say
from pipeline.data_folders import landing_path, warehouse_path
from pipeline.errors import LandingZoneError, WarehouseError

if TYPE_CHECKING:
    from pipeline.engines.retractions import Retraction
    from pipeline.ingest import LandedReport


def retract(
    document: Annotated[str, typer.Argument(help="Id of a report or its beginning, or its file name.")],
    why: Annotated[str, typer.Option("--why", help="The reason; it is kept with the warehouse.")],
    data: DataFolder = DEFAULT_DATA,
    undo: Annotated[bool, typer.Option("--undo", help="Bring the report back at the next build.")] = False,
    wait: Annotated[float, typer.Option("--wait", help="Seconds to wait for a build; -1: for ever.")] = 0,
) -> None:
    """Take a report and its figures out of the warehouse. Its raw file stays; the retraction is recorded."""
    from pipeline.engines.retractions import Retraction, note_retraction, read_retractions
    from pipeline.warehouse import build_lock, known_documents, prepare, publish

    if not why.strip():
        raise LandingZoneError("--why: the reason is empty. Say why, for whoever looks for the report later")
    report = _find_report(document, data)
    retraction = Retraction(report.doc_id, report.file_name, why.strip(), datetime.now(UTC), undo)
    warehouse = warehouse_path(data)
    with build_lock(data, wait):
        for note in prepare(warehouse):
            say(note, "yellow")
        is_retracted = report.doc_id in read_retractions(data)
        is_loaded = report.doc_id in known_documents(warehouse)
        if undo != is_retracted and not (is_retracted and is_loaded):
            state = "is retracted already" if is_retracted else "is not retracted"
            raise LandingZoneError(f"{report.file_name}: {state}. Nothing was done")
        if is_loaded and not undo:
            _stage_without(report, retraction, warehouse)
        # Recorded before the publish: killed in between, the command can be given again, and no build undoes it.
        note_retraction(data, retraction)
        if is_loaded and not undo:
            publish(warehouse)
    told = "comes back with the next build" if undo else "is out of the warehouse; its raw file stays"
    OUT.print(plain(f"{report.file_name} ({report.doc_id[:12]}): {told}"))


def _find_report(document: str, data: Path) -> LandedReport:
    """The one report that is meant. Raises LandingZoneError where there is none, or more than one."""
    from pipeline.ingest import landed_ids, landed_reports

    landing = landing_path(data)
    ids = landed_ids(landing)
    found = landed_reports(landing, [doc_id for doc_id in ids if doc_id.startswith(document)]) if document else []
    if not found:
        found = [report for report in landed_reports(landing, ids) if report.file_name == document]
    if not found:
        raise LandingZoneError(f'{document!r}: no such report has landed. `zhibiao sql "FROM dim_report"` lists them')
    if len(found) > 1:
        some = ", ".join(f"{report.file_name} ({report.doc_id[:12]})" for report in found[:5])
        raise LandingZoneError(f"{document!r} fits {len(found)} reports: {some}. Write more of the id")
    return found[0]


def _stage_without(report: LandedReport, retraction: Retraction, warehouse: Path) -> None:
    """Stages the warehouse without the report and checks it. Raises WarehouseError where it does not pass."""
    import uuid

    from pipeline.quality import check_warehouse
    from pipeline.warehouse import (
        RETRACT,
        Run,
        discard_staged,
        known_documents,
        open_staged,
        stage_retraction,
        start_of_run,
    )

    fingerprint = known_documents(warehouse)[report.doc_id]
    began = start_of_run(warehouse, retraction.at)
    run = Run(str(uuid.uuid4()), began, fingerprint, RETRACT, report.doc_id, retraction.why)
    summary = stage_retraction(warehouse, run)
    with open_staged(warehouse) as connection:
        failed = [result for result in check_warehouse(connection, warehouse) if result.forbids_publish]
    if failed:
        discard_staged(warehouse)
        told = "; ".join(f"{result.spec.check_id}: {result.detail}" for result in failed)
        raise WarehouseError(f"{warehouse}: without {report.file_name} it does not pass its checks ({told}).")
    OUT.print(f"{summary.observations:,} observations and {summary.numbers:,} numbers are taken out")
