"""The panel as people read it: a line a series (place and indicator), a column a year.

What belongs here: turning long into wide for the terminal. What does not: choosing values (`sql/marts/panel.sql`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.commands.rendering import bounded, plain

if TYPE_CHECKING:
    import duckdb
    from rich.table import Table

MOST_YEARS = 7
"""Columns that fit beside the names on a terminal of 120 characters: the latest years."""

HIDDEN = "unknown:"
"""How the region of a report that hides its place begins; the start of the report's id follows."""

_PANEL = """
    SELECT coalesce(region_name, region), coalesce(indicator_name, indicator), year, value, value_high, unit, bound
    FROM panel
    ORDER BY region, indicator, year
"""


def panel_table(connection: duckdb.DuckDBPyConnection, rows: int) -> tuple[Table, int, int]:
    """The table, how many series it shows, and how many there are."""
    from rich.table import Table

    series: dict[tuple[str, str], dict[int, str]] = {}
    for region, indicator, year, value, high, unit, bound in connection.execute(_PANEL).fetchall():
        series.setdefault((region, indicator), {})[year] = bounded(value, high, unit, bound)
    chosen = sorted(series, key=lambda key: (-len(series[key]), key))[:rows]
    years = sorted({year for key in chosen for year in series[key]})[-MOST_YEARS:]
    table = Table(box=None, header_style="bold", pad_edge=False, title="panel", title_justify="left")
    table.add_column("region")
    table.add_column("indicator")
    for year in years:
        table.add_column(str(year), justify="right", no_wrap=True)
    for key in sorted(chosen, key=lambda key: (key[0].startswith(HIDDEN), key)):
        table.add_row(plain(_place(key[0])), plain(key[1]), *(plain(series[key].get(year, "")) for year in years))
    return table, len(chosen), len(series)


def _place(region: str) -> str:
    return f"(hidden place {region.removeprefix(HIDDEN)[:6]})" if region.startswith(HIDDEN) else region
