"""`zhibiao status`: what the warehouse holds, and what wants attention.

What belongs here: printing. What does not: counting (`pipeline.warehouse`).
"""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.commands.rendering import OUT, plain
from pipeline.data_folders import warehouse_path


def _print_sources(data: Path) -> None:
    """How each enabled source stands, and those that were asked before."""
    from pipeline.commands.fetching import sources_table
    from pipeline.engines.visits import source_states
    from pipeline.ingest.sources import load_sources

    states = source_states(data, load_sources(), datetime.now(UTC))
    shown = [state for state in states if state.source.enabled or state.visits.checked_at]
    if shown:
        OUT.print()
        OUT.print(sources_table(shown))


def _print_audit(data: Path) -> None:
    """How the last audit ended; its page where there is something to look at."""
    from pipeline.quality import last_audit

    audit = last_audit(data)
    if audit is None:
        return
    is_sound = not (audit.failed or audit.warned or audit.errored or audit.not_reached)
    style = "" if is_sound else "yellow" if not (audit.forbidding or audit.not_reached) else "bold red"
    where = "" if is_sound else f"; see {audit.page}"
    OUT.print(plain(f"last audit    {audit.at:%Y-%m-%d %H:%M} UTC: {audit.words}{where}", style), soft_wrap=True)


def status(data: DataFolder = DEFAULT_DATA) -> None:
    """Show what the published warehouse holds, when it was built, and what lies in quarantine."""
    from pipeline.commands.querying import print_result, run_statement
    from pipeline.warehouse import open_published, warehouse_status

    path = warehouse_path(data)
    with open_published(path) as connection:
        found = warehouse_status(connection)
        names, quarantined = run_statement(
            connection, "SELECT file_name, reason, detail, remedy FROM quarantine ORDER BY file_name"
        )
    size = path.stat().st_size / 1_000_000
    years = "–".join(dict.fromkeys(str(year) for year in (found.first_year, found.last_year) if year)) or "no year"
    OUT.print(plain(f"warehouse     {path} ({size:.1f} MB)"))
    OUT.print(f"last run      {found.last_run_at:%Y-%m-%d %H:%M} UTC" if found.last_run_at else "last run      none")
    silent = f", {found.silent:,} of them without a figure" if found.silent else ""
    OUT.print(f"reports       {found.reports:,}{silent}")
    OUT.print(f"numbers       {found.numbers:,} in {found.segments:,} segments")
    OUT.print(f"observations  {found.observations:,} of {found.regions:,} regions, actual ones of {years}")
    OUT.print(f"panel         {found.panel_values:,} values")
    OUT.print(f"quarantine    {found.quarantined:,}")
    _print_audit(data)
    _print_sources(data)
    if quarantined:
        OUT.print()
        print_result(names, quarantined)
