"""The panel laid out wide: a column a year for readers, a variable an indicator for statistics programs.

What does not belong here: choosing values, which is the panel's (`sql/marts/panel_as_of.sql`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.exports.relations import Field, FieldKind, Origin, Relation
from pipeline.schemas import quoted

if TYPE_CHECKING:
    import duckdb

BY_YEAR = "panel_by_year"
BY_INDICATOR = "panel_by_indicator"

_WHOLE_YEARS = "panel WHERE length(period) = 4 AND status = 'actual'"
"""A quarter's product or a forecast would be taken for what the year had: the long panel tells period and status."""
_LEFT_OUT = "Forecasts, figures of a part of a year, bounds, vintages and sources stand in the long panel"


def panel_by_year(connection: duckdb.DuckDBPyConnection, panel: Relation) -> Relation:
    """A row per region, indicator and unit; a column per year of the panel."""
    keys = ("region", "region_name", "indicator", "indicator_name", "unit")
    years = [
        year for (year,) in connection.execute(f"SELECT DISTINCT year FROM {_WHOLE_YEARS} ORDER BY year").fetchall()
    ]
    names = ", ".join(f'"{name}"' for name in keys)
    values = "".join(f', any_value("value") FILTER (year = {year}) AS "{year}"' for year in years)
    fields = tuple(panel.field(name) for name in keys) + tuple(
        Field(str(year), FieldKind.DECIMAL, f"Value of {year} in base units") for year in years
    )
    return Relation(
        BY_YEAR,
        Origin.EXPORT,
        f"What happened in whole years, by the panel, with a column a year. {_LEFT_OUT}",
        ("region", "indicator", "unit"),
        fields,
        f"(SELECT {names}{values} FROM {_WHOLE_YEARS} GROUP BY {names}) AS {BY_YEAR}",
    )


def panel_by_indicator(connection: duckdb.DuckDBPyConnection, panel: Relation) -> Relation:
    """A row per region and year; a variable per indicator, in the unit of the catalogue or the commonest other one."""
    keys = ("region", "region_name", "year")
    # A variable has one unit: a value stated in another currency than most is left to the long panel.
    found = connection.execute(
        f"""
        SELECT indicator, any_value(indicator_name), arg_max(unit, (rows, unit))
        FROM (SELECT indicator, indicator_name, unit, count(*) AS rows FROM {_WHOLE_YEARS} GROUP BY ALL)
        GROUP BY indicator
        ORDER BY indicator
        """
    ).fetchall()
    names = ", ".join(f'"{name}"' for name in keys)
    values = "".join(
        f', any_value("value") FILTER (indicator = {quoted(indicator)} AND unit = {quoted(unit)}) AS "{indicator}"'
        for indicator, _, unit in found
    )
    fields = tuple(panel.field(name) for name in keys) + tuple(
        Field(indicator, FieldKind.DECIMAL, f"{name or indicator} ({unit})") for indicator, name, unit in found
    )
    return Relation(
        BY_INDICATOR,
        Origin.EXPORT,
        f"What happened in whole years, by the panel, with a variable an indicator. {_LEFT_OUT}",
        ("region", "year"),
        fields,
        f"(SELECT {names}{values} FROM {_WHOLE_YEARS} GROUP BY {names}) AS {BY_INDICATOR}",
    )
