"""Writes a Frictionless data package: CSV files and the descriptor that makes them self-explaining.

What belongs here: the descriptor (Data Package 2.0): schemas, keys, hashes, sources, licence, version. What does not:
how CSV is written (`delimited.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ExportError
from pipeline.exports.outputs import sha256
from pipeline.exports.relations import Field, FieldKind, Relation
from pipeline.exports.stamps import Stamp

if TYPE_CHECKING:
    import duckdb

DESCRIPTOR = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0/"
MOST_SOURCES = 1_000
"""Reports that the descriptor lists one by one. Of more it names the resource that lists them all."""

_TYPES: dict[FieldKind, dict[str, Any]] = {
    FieldKind.TEXT: {"type": "string"},
    FieldKind.INTEGER: {"type": "integer"},
    FieldKind.DECIMAL: {"type": "number"},
    FieldKind.FLOAT: {"type": "number"},
    FieldKind.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    FieldKind.DATE: {"type": "date"},
    FieldKind.TIMESTAMP: {"type": "datetime", "format": "any"},
}
_LICENCES = {
    "Apache-2.0": ("Apache Licence 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": ("Open Database Licence 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
_DESCRIPTION = (
    "Every figure in the prose reports of Chinese cities, typed and comparable, with the sentence that states it. "
    "Sentences are quoted from the reports named as sources; the licence covers the compilation."
)
DEFAULT_LICENCE = "Apache-2.0"


def write_descriptor(
    connection: duckdb.DuckDBPyConnection,
    resources: Sequence[tuple[Relation, Path, str, int]],
    path: Path,
    stamp: Stamp,
    licence: str,
    bom: bool,
) -> None:
    """Write `datapackage.json` over CSV files that lie whole; `resources` are (relation, file, path in it, rows)."""
    names = {relation.name for relation, *_ in resources}
    sources = _sources(connection, "dim_report" in names)
    descriptor = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": "zhibiao",
        "title": "Figures of Chinese city reports",
        "description": _DESCRIPTION,
        "version": stamp.version,
        "created": stamp.loaded_at_text,
        "licenses": [licence_entry(licence)],
        **({"sources": sources} if sources else {}),
        "zhibiao": json.loads(stamp.as_json()),
        "resources": [_resource(relation, file, place, rows, names, bom) for relation, file, place, rows in resources],
    }
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def licence_entry(licence: str) -> dict[str, str]:
    """The licence as the descriptor names it. Raises ExportError for a name that is none."""
    if not re.fullmatch(r"[-a-zA-Z0-9._]+", licence):
        raise ExportError(f"--licence {licence}: not the name of a licence. Write it as {' or '.join(_LICENCES)}")
    entry = {"name": licence}
    if licence in _LICENCES:
        entry["title"], entry["path"] = _LICENCES[licence]
    return entry


def table_schema(relation: Relation, names: set[str]) -> dict[str, Any]:
    """The Table Schema of a relation; references to tables outside `names` are left out."""
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": [_field(field, relation) for field in relation.fields],
        "missingValues": [""],
    }
    if relation.key and not any(relation.field(name).is_nullable for name in relation.key):
        schema["primaryKey"] = list(relation.key)
    references = [
        _foreign_key(field.name, *field.references, relation.name)
        for field in relation.fields
        if field.references and field.references[0] in names
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _resource(relation: Relation, file: Path, place: str, rows: int, names: set[str], bom: bool) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": relation.name,
        "type": "table",
        "path": place,
        "description": relation.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if bom else "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
        "rows": rows,
        "dialect": {
            "$schema": f"{_PROFILES}tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": table_schema(relation, names),
    }


def _field(field: Field, relation: Relation) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, **_TYPES[field.kind], "description": field.description}
    constraints: dict[str, Any] = {}
    # An empty text is a value to us and a missing one to readers of CSV: only keys are sure to be neither.
    if not field.is_nullable and (field.name in relation.key or field.kind is not FieldKind.TEXT):
        constraints["required"] = True
    if field.values:
        constraints["enum"] = list(field.values)
    if relation.key == (field.name,):
        constraints["unique"] = True
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(name: str, table: str, column: str, own: str) -> dict[str, Any]:
    reference = {"fields": [column]} if table == own else {"resource": table, "fields": [column]}
    return {"fields": [name], "reference": reference}


def _sources(connection: duckdb.DuckDBPyConnection, has_reports: bool) -> list[dict[str, str]]:
    rows = connection.execute(
        "SELECT coalesce(title, file_name), issuer, source FROM dim_report ORDER BY vintage, doc_id LIMIT ?",
        [MOST_SOURCES + 1],
    ).fetchall()
    if len(rows) > MOST_SOURCES and has_reports:
        return [{"title": "The reports listed in the resource dim_report"}]
    sources = []
    for title, issuer, source in rows[:MOST_SOURCES]:
        entry = {"title": title if issuer is None or issuer in title else f"{issuer}: {title}"}
        if re.match(r"https?://", source):
            entry["path"] = source
        sources.append(entry)
    return sources
