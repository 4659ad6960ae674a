"""`zhibiao fetch`: asks the sources of `seeds/sources.yaml` for new and changed reports.

What belongs here: options and what is printed. What does not: visiting (`pipeline.ingest.fetching`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import DEFAULT_DATA, DataFolder, LimitOption, read_limits
from pipeline.commands.rendering import ERR, OUT, counted, plain, say

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.engines.visits import SourceState
    from pipeline.ingest.fetching import SourceResult


def fetch(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Ids of sources. Default: all.")
    ] = None,
    data: DataFolder = DEFAULT_DATA,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked for; land nothing.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also sources that are not due yet.")] = False,
    limit: LimitOption = None,
) -> None:
    """Ask the sources that are due for new and changed reports, and land them."""
    from pipeline.engines.visits import ReportReading, source_states, visit_sources
    from pipeline.ingest.sources import choose_sources, load_sources, sources_file
    from pipeline.reference import load_reference

    now = datetime.now(UTC)
    states = source_states(data, choose_sources(load_sources(), ids or ()), now)
    chosen = [state.source for state in states if state.is_due or ids or everything]
    for state in states:
        if state.source not in chosen and state.visits.checked_at:
            due = state.visits.checked_at + state.source.every
            OUT.print(plain(f"{state.source.id}: not due before {due:%F %H:%M} UTC (--all asks it now)"))
    if not states:
        OUT.print(plain(f"No source is enabled. Enable one in {sources_file()}, or name it."), soft_wrap=True)
    reading = ReportReading(load_reference(), read_limits(limit))
    with ERR.status("") as status:
        results = visit_sources(
            data, chosen, reading, now, dry_run=dry_run, on_source=lambda source: status.update(f"asking {source.id} …")
        )
    landed = _print_results(results, dry_run)
    if landed:
        OUT.print(f"{counted(landed, 'report')} landed. Into the warehouse with: zhibiao build --landed")
    if any(result.error for result in results):
        raise typer.Exit(1)


def _print_results(results: Iterable[SourceResult], dry_run: bool) -> int:
    """Prints a line a source, and one for each address that is new, changed or failing; returns how many landed."""
    from pipeline.ingest.fetching import Found

    shown = {Found.NEW, Found.REVISED, Found.FAILED, Found.WOULD_ASK}
    landed = 0
    for result in results:
        new, revised = result.count(Found.NEW), result.count(Found.REVISED)
        landed += new + revised
        same = result.count(Found.UNCHANGED, Found.SAME_TEXT)
        told = (
            f"{result.count(Found.WOULD_ASK)} to ask" if dry_run else f"{new} new, {revised} changed, {same} as known"
        )
        OUT.print(plain(f"{result.source.id}: {told}", "bold"))
        for page in result.pages:
            if page.found in shown:
                known = ", known" if page.found is Found.WOULD_ASK and page.doc_id else ""
                OUT.print(plain(f"  {page.found}{known}: {page.url} {page.detail}".rstrip()), soft_wrap=True)
        if result.error and not result.count(Found.FAILED):
            say(f"  {result.error}", "yellow")
    return landed


def sources_table(states: Iterable[SourceState]) -> Table:
    """How each source stands, for `zhibiao status`."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("source", "asked", "brought something new", "state"):
        table.add_column(name)
    for state in states:
        visits = state.visits
        words, style = _state_words(state)
        asked = f"{visits.checked_at:%F %H:%M}" if visits.checked_at else "never"
        new = f"{visits.new_at:%F %H:%M}" if visits.new_at else "–"
        table.add_row(state.source.id, asked, new, plain(words, style))
    return table


def _state_words(state: SourceState) -> tuple[str, str]:
    if state.overdue:
        return f"overdue: {state.overdue}", "bold red"
    if state.visits.error:
        return f"failing: {state.visits.error}", "yellow"
    return ("due", "cyan") if state.is_due else ("in order", "green")
