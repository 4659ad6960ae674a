"""`zhibiao build`: the whole flow over files, and what came of it in a few lines.

What belongs here: options, progress and the summary. What does not: the flow (`pipeline.orchestration`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.comparing import print_changes
from pipeline.commands.options import (
    DEFAULT_DATA,
    INTERRUPTED,
    DataFolder,
    LimitOption,
    existing_paths,
    named_limits,
)
from pipeline.commands.rendering import ERR, OUT, counted, say
from pipeline.data_folders import landing_path, warehouse_path
from pipeline.errors import QuarantinedReportsError, ZhibiaoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from pipeline.orchestration.running import BuildReport

PANEL_ROWS = 30
"""Series of the panel that the summary shows: a screen of them; `zhibiao sql` has all."""


def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, or folders that are searched for reports. Default: what has landed, or else the samples."
        ),
    ] = None,
    data: DataFolder = DEFAULT_DATA,
    landed: Annotated[bool, typer.Option("--landed", help="Only what has landed, as by `zhibiao fetch`.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a file lies in quarantine.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Worker processes; 0: one a core.")] = 0,
    wait: Annotated[float, typer.Option("--wait", help="Seconds to wait for another build; -1: for ever.")] = 0,
    limit: LimitOption = None,
    history: Annotated[
        bool,
        typer.Option("--history", envvar="ZHIBIAO_HISTORY", help="Keep the run for Dagster's UI (takes seconds more)."),
    ] = False,
) -> None:
    """Take in reports, extract their figures, check them, and publish the warehouse."""
    limits = named_limits(limit)
    named = _paths(paths or [], landed, data)
    kept = existing_paths(named)
    started = datetime.now(UTC)
    with _progress() as progress:
        from pipeline.orchestration.resources import Workspace
        from pipeline.orchestration.running import run_build

        workspace = Workspace(data_folder=str(data), strict=strict, workers=workers, wait_seconds=wait, limits=limits)
        report = run_build(kept, workspace, progress, history)
    _print_landing(report)
    _print_passed_over(kept, data)
    failed = _print_outcome(report, warehouse_path(data))
    if failed:
        raise typer.Exit(INTERRUPTED if report.is_interrupted else 1)
    quarantined = print_quarantine(warehouse_path(data))
    print_versions(warehouse_path(data), started)
    print_idle_corrections(landing_path(data))
    OUT.print()
    print_panel(warehouse_path(data))
    if strict and (quarantined or report.not_landed):
        raise QuarantinedReportsError("--strict: files in quarantine are listed above. Mend or remove them")
    if len(kept) < len(named):
        raise typer.Exit(1)


def _paths(paths: list[Path], landed: bool, data: Path) -> list[Path]:
    """What to take in: what is named; else nothing where only landed reports are wanted, else what is usual."""
    from pipeline.ingest import usual_paths

    if landed and paths:
        raise ZhibiaoError("--landed: takes in no files, but some are named. Leave one of the two out")
    return paths if paths or landed else usual_paths(data)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal; elsewhere a line a step, so that a log stays readable."""
    if not ERR.is_terminal:
        steps: list[str] = []

        def note(step: str, done: int, total: int) -> None:  # noqa: ARG001
            if step not in steps:
                steps.append(step)
                say(f"  {step} …")

        yield note
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=ERR, transient=True) as bars:
        task = bars.add_task("start", total=None)

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total if total > 1 or done else None)

        yield show


def _print_landing(report: BuildReport) -> None:
    for note in report.notes:
        say(note, "yellow")
    for source, detail, remedy in report.not_landed:
        say(f"not taken in: {source}: {detail}. {remedy}", "yellow")


def _print_passed_over(paths: list[Path], data: Path) -> None:
    """Tells of files in the folders that were not tried, as no report is published in their like."""
    from pipeline.ingest.discovery import passed_over

    if missed := passed_over(paths, (data,)):
        first = ", ".join(file.source for file in missed[:3]) + (", …" if len(missed) > 3 else "")
        say(f"note: not tried as reports: {counted(len(missed), 'file')} ({first}). Name one to take it in", "yellow")


def _print_outcome(report: BuildReport, warehouse: Path) -> bool:
    """Prints what the run did; whether it failed."""
    from pipeline.orchestration.checks import STRICTNESS
    from pipeline.quality import last_audit

    # Files in quarantine are listed one by one further below.
    failing = [check for check in report.checks if not check.passed and check.name != STRICTNESS]
    wrong = [check for check in failing if check.is_error]
    doubtful = [check for check in failing if not check.is_error]
    for check in doubtful:
        say(f"warning: {check.asset}: {check.name}: {check.description}", "yellow")
    for check in wrong:
        say(f"failed: {check.asset}: {check.name}: {check.description}", "red")
    for failure in report.failures:
        say(failure, "red")
    if failing and (audit := last_audit(warehouse.parent)):
        say(f"Each check with its rows: {audit.page}")
    if not report.succeeded or (report.pending and not report.published):
        state = "is as it was" if warehouse.exists() else "was not made"
        say(f"The build did not end: the published warehouse {state}.", "bold red")
        return True
    if not report.pending and not report.reports and not warehouse.exists():
        raise ZhibiaoError(
            "no report was found, and there is no warehouse yet. "
            "Name a folder or files that hold reports (txt, HTML, PDF, DOCX)"
        )
    if not report.pending:
        OUT.print(f"Nothing is new: {counted(report.reports, 'report')} known. The warehouse was not touched.")
        return False
    if report.pending > report.new and report.known:
        OUT.print(f"{counted(report.pending - report.new, 'report')} landed earlier.")
    passed = sum(check.passed for check in report.checks if check.name != STRICTNESS)
    OUT.print(
        f"{counted(report.pending, 'report')} processed, {counted(report.new, 'new file')}, {report.known:,} known; "
        f"{report.quarantined:,} in quarantine; {counted(report.observations, 'observation')}; "
        f"{counted(passed, 'check')} passed, {counted(len(doubtful), 'warning')}"
    )
    if report.changes:
        OUT.print("Against the warehouse that it replaces:")
        print_changes(report.changes)
    return False


def print_quarantine(warehouse: Path) -> int:
    """Prints a line for each file in quarantine and returns how many there are."""
    from pipeline.warehouse import open_published

    with open_published(warehouse) as connection:
        rows = connection.execute("SELECT file_name, detail, remedy FROM quarantine ORDER BY file_name").fetchall()
    if rows:
        say(f"warning: in quarantine, with nothing of them published ({len(rows):,}):", "bold yellow")
    for file_name, detail, remedy in rows:
        say(f"  {file_name}: {detail}. {remedy}", "yellow")
    return len(rows)


_VERSIONS = """
    SELECT DISTINCT newer.source, left(older.doc_id, 16)
    FROM dim_report AS newer
    JOIN dim_report AS older ON older.source = newer.source AND older.landed_at < newer.landed_at
    WHERE newer.landed_at >= ? AND newer.supersedes IS NULL
    ORDER BY ALL
"""


def print_versions(warehouse: Path, since: datetime) -> None:
    """Tells of which files landed since then the warehouse holds other contents too: its marts count both."""
    from pipeline.warehouse import open_published

    with open_published(warehouse) as connection:
        versions = earlier_versions(connection, since)
    for source, older in versions:
        remedy = f'zhibiao retract {older} --why "replaced"'
        say(f"note: {source}: other contents of this name count too. If these replace them: {remedy}", "yellow")


def earlier_versions(connection: duckdb.DuckDBPyConnection, since: datetime) -> list[tuple[str, str]]:
    """The name of each file landed since then under which other bytes landed earlier, and the start of their id."""
    return connection.execute(_VERSIONS, [since]).fetchall()


def print_idle_corrections(landing: Path) -> None:
    """Tells of corrections whose report has not landed: a slip in its id, or a file that was changed since."""
    from pipeline.ingest import landed_ids
    from pipeline.reference import load_reference

    corrections = load_reference().corrections
    if not corrections.by_report:
        return
    landed = set(landed_ids(landing))
    for doc_id, rows in corrections.by_report.items():
        if doc_id not in landed:
            lines = ", ".join(str(row.line) for row in rows)
            problem = f"{corrections.path}:{lines}: corrects nothing here, as the report {doc_id[:16]} has not landed"
            say(f"note: {problem}. Compare its doc_id with `sha256sum FILE`, if it should", "yellow")


def print_panel(warehouse: Path) -> None:
    """The panel, a line a series and a column a year: the series with most years first."""
    from pipeline.commands.panels import MARK_OF, panel_table
    from pipeline.warehouse import open_published

    with open_published(warehouse) as connection:
        table, shown, series, is_marked = panel_table(connection, PANEL_ROWS)
    if not series:
        OUT.print("The panel is empty.")
        return
    OUT.print(table)
    remarks = [MARK_OF] if is_marked else []
    if series > shown:
        every = 'All: zhibiao sql "SELECT * FROM panel"'
        remarks = [f"{shown} of {series:,} series of the panel.", *remarks, every]
    if remarks:
        OUT.print(*remarks)
