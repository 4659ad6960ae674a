"""Writes the figures as SDMX-CSV 2.0 with the structure that explains it, an SDMX-JSON 2.0 structure message.

What belongs here: dimensions, measures, attributes and code lists. What does not: which statement stands for a figure
(`sql/exports/sdmx.sql`) and how CSV cells are written (`delimited.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.exports.delimited import Count, write_csv
from pipeline.exports.relations import Field, FieldKind, Origin, Relation
from pipeline.exports.stamps import Stamp
from pipeline.vocabulary import Bound, Confidence, Measure, Status, Unit
from pipeline.warehouse import read_statement

if TYPE_CHECKING:
    import duckdb

AGENCY, VERSION = "ZHIBIAO", "1.0.0"
DATAFLOW, STRUCTURE, CONCEPTS = "DF_FIGURES", "DSD_FIGURES", "CS_FIGURES"
DATA_FILE, STRUCTURE_FILE = "figures.csv", "structure.json"
SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/"
    "sdmx-json-structure-schema.json"
)
_URN = "urn:sdmx:org.sdmx.infomodel."


class Role(StrEnum):
    """What a component is to the data structure."""

    DIMENSION = "dimension"
    TIME = "time"
    MEASURE = "measure"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Component:
    """One column of the data set. `codelist` closes what it may hold; otherwise `data_type` says what it is."""

    id: str
    role: Role
    english: str
    chinese: str
    kind: FieldKind = FieldKind.TEXT
    codelist: str | None = None
    data_type: str = "String"


COMPONENTS = (
    Component("REF_AREA", Role.DIMENSION, "Region", "地区", codelist="CL_AREA"),
    Component("INDICATOR", Role.DIMENSION, "Indicator", "指标", codelist="CL_INDICATOR"),
    Component("MEASURE", Role.DIMENSION, "What is said of the indicator", "度量", codelist="CL_MEASURE"),
    Component("STATUS", Role.DIMENSION, "Happened, expected or promised", "状态", codelist="CL_STATUS"),
    Component("UNIT_MEASURE", Role.DIMENSION, "Base unit", "计量单位", codelist="CL_UNIT"),
    Component("TIME_PERIOD", Role.TIME, "Period", "时期", data_type="ObservationalTimePeriod"),
    Component("OBS_VALUE", Role.MEASURE, "Value in base units", "数值", FieldKind.DECIMAL, data_type="Decimal"),
    Component("UPPER_VALUE", Role.ATTRIBUTE, "Upper end of a range", "上限", FieldKind.DECIMAL, data_type="Decimal"),
    Component("BOUND", Role.ATTRIBUTE, "How the number stands to the true one", "界限", codelist="CL_BOUND"),
    Component("CONFIDENCE", Role.ATTRIBUTE, "certain, or the doubt", "可信度", codelist="CL_CONFIDENCE"),
    Component("VINTAGE", Role.ATTRIBUTE, "Date of the report", "报告日期", FieldKind.DATE, data_type="GregorianDay"),
    Component("OBSERVATION_ID", Role.ATTRIBUTE, "Observation in the warehouse", "观测编号"),
    Component("DOC_ID", Role.ATTRIBUTE, "SHA-256 of the report's file", "报告编号"),
    Component("SENTENCE", Role.ATTRIBUTE, "Sentence that states the figure", "原文"),
)
"""The data structure, in the order of the columns."""

_VOCABULARIES: Mapping[str, tuple[str, type[StrEnum]]] = {
    "CL_MEASURE": ("Measures", Measure),
    "CL_STATUS": ("Statuses", Status),
    "CL_UNIT": ("Base units", Unit),
    "CL_BOUND": ("Bounds", Bound),
    "CL_CONFIDENCE": ("Confidence", Confidence),
}


def sdmx_relation() -> Relation:
    """The data set: three columns that name its structure, then the components."""
    flow = f"{AGENCY}:{DATAFLOW}({VERSION})"
    fixed = {"STRUCTURE": "dataflow", "STRUCTURE_ID": flow, "ACTION": "I"}
    fields = [Field(name, FieldKind.TEXT, "", expression=f"'{text}'", is_code=True) for name, text in fixed.items()]
    for item in COMPONENTS:
        is_code = item.codelist is not None or item.role is Role.TIME
        fields.append(Field(item.id, item.kind, item.english, is_code=is_code))
    key = tuple(component.id for component in COMPONENTS if component.role in (Role.DIMENSION, Role.TIME))
    query = read_statement("exports", "sdmx")
    source = f"({query.text}) AS figures"
    return Relation("figures", Origin.EXPORT, query.head, key, tuple(fields), source, sliced_by="series_region")


def write_figures(connection: duckdb.DuckDBPyConnection, path: Path, count: Count, bom: bool) -> int:
    """Write the data set as SDMX-CSV 2.0; the number of rows."""
    return write_csv(connection, sdmx_relation(), path, count, bom=bom, line_end="\r\n")


def write_structure(connection: duckdb.DuckDBPyConnection, path: Path, stamp: Stamp) -> int:
    """Write the structure message; the number of codes in it."""
    message = structure_message(connection, stamp)
    path.write_text(json.dumps(message, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return sum(len(codelist["codes"]) for codelist in message["data"]["codelists"])


def structure_message(connection: duckdb.DuckDBPyConnection, stamp: Stamp) -> dict[str, Any]:
    """Dataflow, data structure, concepts and code lists as an SDMX-JSON 2.0 structure message."""
    return {
        "meta": {
            "schema": SCHEMA,
            "id": "IDREF" + stamp.run_id.replace("-", "")[:32],
            "test": False,
            "prepared": stamp.loaded_at_text,
            "contentLanguages": ["en", "zh"],
            "sender": {"id": AGENCY},
        },
        "data": {
            "dataflows": [
                _maintained(DATAFLOW, "Figures of Chinese city reports", "中国城市报告数据")
                | {"structure": f"{_URN}datastructure.DataStructure={_place(STRUCTURE)}"}
            ],
            "dataStructures": [_data_structure()],
            "conceptSchemes": [
                _maintained(CONCEPTS, "Concepts of the figures", "概念")
                | {"concepts": [_named(item.id, item.english, item.chinese) for item in COMPONENTS]}
            ],
            "codelists": list(_codelists(connection)),
        },
    }


def _data_structure() -> dict[str, Any]:
    def described(role: Role) -> list[dict[str, Any]]:
        return [_component(item) for item in COMPONENTS if item.role is role]

    dimensions = [item | {"position": place} for place, item in enumerate(described(Role.DIMENSION))]
    attributes = [
        item | {"usage": "optional", "attributeRelationship": {"observation": {}}} for item in described(Role.ATTRIBUTE)
    ]
    return _maintained(STRUCTURE, "Structure of the figures", "数据结构") | {
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": dimensions,
                "timeDimension": described(Role.TIME)[0],
            },
            "measureList": {"id": "MeasureDescriptor", "measures": described(Role.MEASURE)},
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        }
    }


def _component(item: Component) -> dict[str, Any]:
    representation: dict[str, Any] = {"format": {"dataType": item.data_type}}
    if item.codelist:
        representation = {"enumeration": f"{_URN}codelist.Codelist={_place(item.codelist)}"}
    return {
        "id": item.id,
        "conceptIdentity": f"{_URN}conceptscheme.Concept={_place(CONCEPTS)}.{item.id}",
        "localRepresentation": representation,
    }


def _codelists(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    yield _codelist("CL_AREA", "Regions of GB/T 2260", "行政区划", _areas(connection))
    indicators = connection.execute(
        "SELECT indicator, name_en, name_zh, definition FROM dim_indicator ORDER BY indicator"
    ).fetchall()
    codes = [
        _named(indicator, english or name, name)
        | ({"description": meaning, "descriptions": {"en": meaning}} if meaning else {})
        for indicator, english, name, meaning in indicators
    ]
    yield _codelist("CL_INDICATOR", "Indicators", "指标", codes)
    for name, (english, words) in _VOCABULARIES.items():
        yield _codelist(name, english, None, [_named(word.value, word.value.replace("_", " "), None) for word in words])


def _areas(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Codes of the regions in the data and of all that contain them; places that their reports hide have codes too."""
    rows = connection.execute(
        """
        WITH RECURSIVE used AS (
            SELECT DISTINCT series_region AS region FROM fact_observation
            UNION
            SELECT region FROM dim_region WHERE parent IS NULL -- a code list is never empty
            UNION
            SELECT dim_region.parent FROM used JOIN dim_region USING (region) WHERE dim_region.parent IS NOT NULL
        )
        SELECT used.region, dim_region.name, dim_region.parent
        FROM used
        LEFT JOIN dim_region USING (region)
        ORDER BY used.region
        """
    ).fetchall()
    codes = []
    for region, name, parent in rows:
        code = _named(region.replace(":", "_"), name or f"place hidden by report {region.rpartition(':')[2]}", name)
        codes.append(code | ({"parent": parent} if parent else {}))
    return codes


def _codelist(name: str, english: str, chinese: str | None, codes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return _maintained(name, english, chinese) | {"isPartial": name == "CL_AREA", "codes": list(codes)}


def _maintained(name: str, english: str, chinese: str | None) -> dict[str, Any]:
    return _named(name, english, chinese) | {"agencyID": AGENCY, "version": VERSION}


def _named(name: str, english: str, chinese: str | None) -> dict[str, Any]:
    names = {"en": english} | ({"zh": chinese} if chinese else {})
    return {"id": name, "name": english, "names": names}


def _place(name: str) -> str:
    return f"{AGENCY}:{name}({VERSION})"
