"""Makes the rows of `dim_region` and `dim_indicator` from the reference data.

What does not belong here: reading `seeds/reference/` (`pipeline.reference`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.reference.indicators import CURRENCY
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


def _region_rows(reference: Reference) -> list[dict[str, Any]]:
    rows = []
    for region in reference.regions.by_code.values():
        province = reference.regions.province_of(region.code)
        rows.append(
            {
                "region": region.code,
                "name": region.name,
                "short_names": "|".join((*region.short_names, *region.former_names)) or None,
                "level": region.level.value,
                "parent": region.parent,
                "province": None if province is None else province.code,
                "valid_from": region.valid_from,
                "valid_to": region.valid_to,
                "successor": region.successor,
                "succession": None if region.succession is None else region.succession.value,
                "current_region": reference.regions.current(region.code).code,
            }
        )
    return rows


def _indicator_rows(reference: Reference) -> list[dict[str, Any]]:
    return [
        {
            "indicator": indicator.id,
            "name_zh": indicator.name_zh,
            "name_en": indicator.name_en,
            "theme": indicator.theme,
            "nature": indicator.nature.value,
            "unit": CURRENCY if indicator.unit is None else indicator.unit.value,
            "definition": indicator.definition,
            "minimum": indicator.minimum,
            "maximum": indicator.maximum,
            "lag_years": indicator.lag_years or None,
        }
        for indicator in reference.catalogue.indicators.values()
    ]
