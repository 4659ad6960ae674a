"""Makes the rows of `dim_region` and `dim_indicator` from the reference data.

What does not belong here: reading `seeds/reference/` (`pipeline.reference`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.schemas import DIM_INDICATOR, DIM_REGION, arrow_schema

if TYPE_CHECKING:
    import pyarrow

    from pipeline.reference import Reference


def dimension_tables(reference: Reference) -> dict[str, pyarrow.Table]:
    """`dim_region` and `dim_indicator` by name, with the Arrow schemas of their declarations."""
    import pyarrow

    rows = {DIM_REGION: _region_rows(reference), DIM_INDICATOR: _indicator_rows(reference)}
    return {
        table.name: pyarrow.Table.from_pylist(table_rows, schema=arrow_schema(table))
        for table, table_rows in rows.items()
    }


def last_successors(successors: dict[str, str | None]) -> dict[str, str]:
    """For each code the last one in its line of successors; raises ValueError on a circle."""
    last = {}
    for code in successors:
        current, seen = code, {code}
        while (following := successors.get(current)) is not None:
            if following in seen:
                raise ValueError(f"region {code}: its successors run in a circle over {following}")
            seen.add(following)
            current = following
        last[code] = current
    return last


def _region_rows(reference: Reference) -> list[dict[str, Any]]:
    regions = list(reference.regions.all())  # type: ignore[attr-defined]
    current = last_successors({region.code: region.successor for region in regions})
    return [
        {
            "region": region.code,
            "name": region.name,
            "short_names": "|".join(region.short_names) or None,
            "level": region.level,
            "parent": region.parent,
            "province": region.province,
            "valid_from": region.valid_from,
            "valid_to": region.valid_to,
            "successor": region.successor,
            "current_region": current[region.code],
        }
        for region in regions
    ]


def _indicator_rows(reference: Reference) -> list[dict[str, Any]]:
    return [
        {
            "indicator": indicator.id,
            "name_zh": indicator.name_zh,
            "name_en": indicator.name_en,
            "theme": indicator.theme,
            "nature": indicator.nature.value,
            "unit": "currency" if indicator.unit is None else indicator.unit.value,
            "definition": indicator.definition,
            "minimum": indicator.minimum,
            "maximum": indicator.maximum,
        }
        for indicator in reference.catalogue.indicators.values()  # type: ignore[attr-defined]
    ]
