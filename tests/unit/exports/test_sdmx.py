"""SDMX: the data set fits its structure, and the structure holds together."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import pytest

from pipeline.exports.cells import harmless
from pipeline.exports.sdmx import COMPONENTS, Role, structure_message, write_figures, write_structure

from .conftest import EXACT, FORMULA, silent

ID = re.compile(r"[A-Za-z0-9_@$-]+")
COMPONENT_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
TIME_PERIOD = re.compile(r"\d{4}(-\d{2})?|\d{4}-\d{2}-01/P\d+[YM]")
URN = re.compile(r"urn:sdmx:org\.sdmx\.infomodel\.(\w+\.\w+)=ZHIBIAO:(\w+)\(1\.0\.0\)(?:\.(\w+))?")


@pytest.fixture
def content(connection, tmp_path) -> str:
    path = tmp_path / "figures.csv"
    write_figures(connection, path, silent, bom=False)
    return path.read_bytes().decode()


@pytest.fixture
def rows(content) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


@pytest.fixture
def message(connection, stamp) -> dict:
    return json.loads(json.dumps(structure_message(connection, stamp)))


def by_id(items) -> dict[str, dict]:
    return {item["id"]: item for item in items}


def components(message) -> dict[str, dict]:
    parts = message["data"]["dataStructures"][0]["dataStructureComponents"]
    lists = (
        parts["dimensionList"]["dimensions"],
        parts["measureList"]["measures"],
        parts["attributeList"]["attributes"],
    )
    return by_id([parts["dimensionList"]["timeDimension"], *(item for part in lists for item in part)])


def test_the_header_is_that_of_sdmx_csv_2(content, message):
    columns = content.partition("\r\n")[0].split(",")
    assert columns[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert columns[3:] == [component.id for component in COMPONENTS]
    assert set(columns[3:]) == set(components(message))


def test_every_row_names_the_dataflow_of_the_structure_file(rows, message):
    flow = message["data"]["dataflows"][0]
    expected = ("dataflow", f"{flow['agencyID']}:{flow['id']}({flow['version']})", "I")
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in rows} == {expected}


def test_coded_cells_hold_codes_of_their_lists(rows, message):
    codes = {found["id"]: set(by_id(found["codes"])) for found in message["data"]["codelists"]}
    for name, component in components(message).items():
        enumeration = component["localRepresentation"].get("enumeration")
        if enumeration:
            assert {row[name] for row in rows} <= codes[URN.fullmatch(enumeration)[2]], name


def test_dimensions_tell_rows_apart_and_are_never_empty(rows):
    names = [item.id for item in COMPONENTS if item.role in (Role.DIMENSION, Role.TIME)]
    keys = [tuple(row[name] for name in names) for row in rows]
    assert len(set(keys)) == len(keys) == 14
    assert all(all(key) for key in keys)


def test_every_figure_is_there_once_by_its_best_statement(rows):
    found = {
        (row["REF_AREA"], row["INDICATOR"], row["MEASURE"], row["STATUS"], row["TIME_PERIOD"]): row for row in rows
    }
    restated = found["370300", "hte_count", "level", "actual", "2023"]
    assert (restated["OBS_VALUE"], restated["VINTAGE"]) == ("1001", "2025-02-01"), "the later report's"
    assert found["370300", "gdp", "level", "actual", "2023"]["OBS_VALUE"] == EXACT
    assert found["370300", "hte_count", "level", "actual", "2022"]["UPPER_VALUE"] == "3"
    assert Decimal(found["370300", "rd_intensity", "change_abs", "actual", "2023"]["OBS_VALUE"]) == Decimal("-0.12")


def test_periods_are_written_as_sdmx_writes_them(rows):
    periods = {row["TIME_PERIOD"] for row in rows}
    assert {"2023", "2023-06", "2023-01-01/P11M", "2021-01-01/P5Y"} <= periods
    assert all(TIME_PERIOD.fullmatch(period) for period in periods)


def test_a_hidden_place_has_a_code_that_sdmx_allows(rows, message):
    (hidden,) = {row["REF_AREA"] for row in rows if row["REF_AREA"].startswith("unknown")}
    areas = by_id(next(found["codes"] for found in message["data"]["codelists"] if found["id"] == "CL_AREA"))
    assert hidden in areas
    assert areas["370300"] == {
        "id": "370300",
        "name": "淄博市",
        "names": {"en": "淄博市", "zh": "淄博市"},
        "parent": "370000",
    }


def test_sentences_are_made_harmless(rows):
    sentences = {row["SENTENCE"] for row in rows}
    assert any(sentence.startswith(harmless(FORMULA)) for sentence in sentences)
    assert not any(sentence.startswith(("=", "+", "-", "@", "\t")) for sentence in sentences)


def test_references_within_the_structure_lead_somewhere(message):
    data = message["data"]
    concepts = by_id(data["conceptSchemes"][0]["concepts"])
    assert URN.fullmatch(data["dataflows"][0]["structure"]).groups() == (
        "datastructure.DataStructure", data["dataStructures"][0]["id"], None,
    )  # fmt: skip
    codelists = by_id(data["codelists"])
    for name, component in components(message).items():
        kind, scheme, concept = URN.fullmatch(component["conceptIdentity"]).groups()
        assert (kind, scheme) == ("conceptscheme.Concept", data["conceptSchemes"][0]["id"])
        assert concept in concepts
        representation = component["localRepresentation"]
        assert ("enumeration" in representation) != ("format" in representation), name
        if "enumeration" in representation:
            assert URN.fullmatch(representation["enumeration"])[2] in codelists
        else:
            assert set(representation["format"]) == {"dataType"}
    for codelist in data["codelists"]:
        codes = by_id(codelist["codes"])
        assert len(codes) == len(codelist["codes"]) > 0
        assert all(code.get("parent", code["id"]) in codes for code in codelist["codes"])


def test_ids_are_ones_that_sdmx_allows(message):
    data = message["data"]
    for codelist in data["codelists"]:
        assert all(ID.fullmatch(code["id"]) for code in codelist["codes"])
    maintained = [*data["codelists"], *data["conceptSchemes"], *data["dataStructures"], *data["dataflows"]]
    assert all(COMPONENT_ID.fullmatch(item["id"]) for item in maintained)
    assert all(COMPONENT_ID.fullmatch(name) for name in components(message))
    assert ID.fullmatch(message["meta"]["id"])


def test_dimensions_count_from_0_and_time_is_no_plain_one(message):
    parts = message["data"]["dataStructures"][0]["dataStructureComponents"]["dimensionList"]
    assert [item["position"] for item in parts["dimensions"]] == [0, 1, 2, 3, 4]
    assert parts["timeDimension"]["id"] == "TIME_PERIOD"
    assert parts["timeDimension"]["localRepresentation"] == {"format": {"dataType": "ObservationalTimePeriod"}}


def test_the_structure_is_prepared_when_the_warehouse_was(connection, stamp, tmp_path):
    path = tmp_path / "structure.json"
    codes = write_structure(connection, path, stamp)
    message = json.loads(path.read_text(encoding="utf-8"))
    assert message["meta"]["prepared"] == stamp.loaded_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert codes == sum(len(found["codes"]) for found in message["data"]["codelists"])
