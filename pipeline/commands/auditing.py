"""`zhibiao audit`: all checks over all of the published warehouse, and the pages that show them.

What belongs here: options and what is printed. What does not: checks and pages (`pipeline.quality`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.commands.rendering import ERR, OUT, plain, say
from pipeline.data_folders import warehouse_path

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.quality import Audit, AuditSummary

DATA_DOCS = "data-docs"


def audit(
    data: DataFolder = DEFAULT_DATA,
    data_docs: Annotated[
        bool,
        typer.Option(
            "--data-docs",
            help="Also write Great Expectations' own pages (Data Docs), which load their style from the web.",
        ),
    ] = False,
) -> None:
    """Check the whole published warehouse again, and write the page that shows each check (exit code 1: not sound)."""
    from pipeline.errors import WarehouseError
    from pipeline.quality import audit_of, check_warehouse, write_audit, write_data_docs
    from pipeline.warehouse import open_published

    path = warehouse_path(data)
    with ERR.status("checking …"), open_published(path) as connection:
        results = check_warehouse(connection, every_report=True)
    found = audit_of(datetime.now(UTC), "the published warehouse", results)
    _print_findings(found)
    try:
        summary = write_audit(data, found)
        docs = write_data_docs(found, data / DATA_DOCS) if data_docs else None
    except OSError as error:
        remedy = "Free some space, or mend the folder's permissions"
        raise WarehouseError(f"{data}: the pages cannot be written ({error.strerror}). {remedy}") from error
    _print_pages(summary, docs)
    if found.forbidding:
        raise typer.Exit(1)


def _print_findings(found: Audit) -> None:
    for result in found.findings:
        style = "red" if result.forbids_publish else "yellow"
        told = "warning" if result.warns else result.outcome
        say(f"{told}: {result.spec.table}: {result.spec.check_id}: {result.detail}", style)


def _print_pages(summary: AuditSummary, docs: Path | None) -> None:
    OUT.print(plain(f"{summary.words}: {summary.page}"), soft_wrap=True)
    if docs is not None:
        OUT.print(plain(f"Data Docs: {docs}"), soft_wrap=True)
