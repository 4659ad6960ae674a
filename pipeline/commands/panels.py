"""The panel as people read it: a line a series (place and indicator), a column a year.

What belongs here: turning long into wide for the terminal. What does not: choosing values (`sql/marts/panel.sql`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.commands.rendering import bounded, plain

if TYPE_CHECKING:
    import duckdb
    from rich.table import Table

MOST_YEARS = 7
"""Columns that fit beside the names on a terminal of 120 characters: the latest years."""

HIDDEN = "unknown:"
"""How the region of a report that hides its place begins; the start of the report's id follows."""

MARK_OF = "* expected, or of a part of a year."

_PANEL = """
    SELECT region, coalesce(region_name, region), coalesce(indicator_name, indicator), year, value, value_high, unit,
        bound, CASE WHEN status = 'actual' AND length(period) = 4 THEN '' ELSE '*' END AS mark
    FROM panel
    ORDER BY region, indicator, year
"""


def panel_table(connection: duckdb.DuckDBPyConnection, rows: int) -> tuple[Table, int, int, bool]:
    """The table, how many series it shows, how many there are, and whether a figure of it bears a mark."""
    from rich.table import Table

    series: dict[tuple[str, str, str], dict[int, str]] = {}
    for region, place, indicator, year, value, high, unit, bound, mark in connection.execute(_PANEL).fetchall():
        series.setdefault((place, indicator, region), {})[year] = bounded(value, high, unit, bound) + mark
    chosen = sorted(series, key=lambda key: (-len(series[key]), key))[:rows]
    years = sorted({year for key in chosen for year in series[key]})[-MOST_YEARS:]
    bearers = Counter(place for place, _ in {(place, region) for place, _, region in chosen})
    table = Table(box=None, header_style="bold", pad_edge=False, title="panel", title_justify="left")
    table.add_column("region")
    table.add_column("indicator")
    for year in years:
        table.add_column(str(year), justify="right", no_wrap=True)
    for place, indicator, region in sorted(chosen, key=lambda key: (key[0].startswith(HIDDEN), key)):
        name = f"{place} {region}" if bearers[place] > 1 else _place(place)
        cells = series[place, indicator, region]
        table.add_row(plain(name), plain(indicator), *(plain(cells.get(year, "")) for year in years))
    is_marked = any(series[key].get(year, "").endswith("*") for key in chosen for year in years)
    return table, len(chosen), len(series), is_marked


def _place(region: str) -> str:
    return f"(hidden place {region.removeprefix(HIDDEN)[:6]})" if region.startswith(HIDDEN) else region
