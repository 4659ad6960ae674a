"""The dimension tables made from the reference data of the repository."""

from pipeline.reference import load_reference
from pipeline.warehouse import dimension_tables


def test_regions_and_indicators_become_rows() -> None:
    tables = dimension_tables(load_reference())
    regions = {row["region"]: row for row in tables["dim_region"].to_pylist()}
    assert regions["370300"]["name"] == "淄博市"
    assert regions["370300"]["province"] == "370000"
    assert regions["370300"]["current_region"] == "370300"
    jimo = regions["370282"]
    assert (jimo["successor"], jimo["succession"], jimo["current_region"]) == ("370215", "same", "370215")
    laiwu = regions["371200"]  # merged into a larger city: a series of its own
    assert (laiwu["successor"], laiwu["succession"], laiwu["current_region"]) == ("370100", "merged", "371200")
    indicators = {row["indicator"]: row for row in tables["dim_indicator"].to_pylist()}
    assert indicators["rd_intensity"]["unit"] == "percent"
    assert indicators["rd_intensity"]["maximum"] == 100
    assert indicators["fdi_actual"]["unit"] == "currency"
    for table in tables.values():
        table.validate(full=True)
