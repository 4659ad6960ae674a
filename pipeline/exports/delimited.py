"""Writes CSV: exact decimals, harmless text cells, streamed.

DuckDB renders whole lines, which are written as they come: no value passes through a float or a Python object. What
does not belong here: SDMX's columns and the descriptor of a data package.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.exports.cells import cleaned_sql, harmless_sql
from pipeline.exports.relations import Field, FieldKind, Relation, parts

if TYPE_CHECKING:
    import duckdb

BATCH_ROWS = 50_000
BOM = b"\xef\xbb\xbf"
Count = Callable[[int], None]
"""Told how many rows are written so far."""


def write_csv(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    path: Path,
    count: Count,
    *,
    bom: bool = False,
    line_end: str = "\n",
) -> int:
    """Write a relation with a header line in UTF-8; the number of rows.

    An empty cell is NULL, `""` an empty text. Decimals have all their digits and no trailing zeros; dates and times
    are ISO 8601, times in UTC. `bom` puts the mark in front by which Excel knows UTF-8.
    """
    rows = 0
    with path.open("wb") as file:
        if bom:
            file.write(BOM)
        file.write((",".join(field.name for field in relation.fields) + line_end).encode())
        for part in parts(connection, relation):
            reader: Any = connection.sql(lines_query(part, line_end)).to_arrow_reader(BATCH_ROWS)
            for batch in reader:
                file.write(_joined(batch.column(0)))
                rows += batch.num_rows
                count(rows)
    return rows


def lines_query(relation: Relation, line_end: str = "\n") -> str:
    """SQL that renders a relation as lines of CSV, in the order of its key.

    In three steps, each of which names what the next one uses several times: DuckDB would render it anew each time.
    """
    cells = [(f'"c{place}"', field) for place, field in enumerate(relation.fields)]
    keys = [f'"k{place}"' for place in range(len(relation.key))]
    taken = [f"{_rendered(field)} AS {cell}" for cell, field in cells]
    taken += [f'"{name}" AS {key}' for name, key in zip(relation.key, keys, strict=True)]
    made_harmless = [f"{harmless_sql(cell)} AS {cell}" if _is_free(field) else cell for cell, field in cells]
    line = " || ',' || ".join(_quoted(cell) if _is_free(field) else f"coalesce({cell}, '')" for cell, field in cells)
    end = " || ".join(f"chr({ord(character)})" for character in line_end)
    return (
        f"SELECT {line} || {end} AS line FROM (SELECT {', '.join(made_harmless + keys)} FROM "
        f"(SELECT {', '.join(taken)} FROM {relation.source})){relation.ordered(keys)}"
    )


def _is_free(field: Field) -> bool:
    """Whether a column can hold any text, so that it must be made harmless and quoted."""
    return field.kind is FieldKind.TEXT and not field.is_code and not field.values


def _rendered(field: Field) -> str:
    """SQL of a value as text, or NULL."""
    value = field.sql
    if _is_free(field):
        return cleaned_sql(value)
    if field.kind is FieldKind.DECIMAL:
        return f"rtrim(rtrim(CAST(CAST({value} AS DECIMAL(38, 9)) AS VARCHAR), '0'), '.')"
    if field.kind is FieldKind.TIMESTAMP:
        return f"strftime({value} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    return f"CAST({value} AS VARCHAR)"


def _quoted(cell: str) -> str:
    """SQL of a text cell: in quotes where it holds what separates cells, or is empty and yet not NULL."""
    separators = " OR ".join(f"contains({cell}, chr({code}))" for code in (34, 44, 10, 13))
    quoted = f"chr(34) || replace({cell}, chr(34), chr(34) || chr(34)) || chr(34)"
    return f"CASE WHEN {cell} IS NULL THEN '' WHEN {cell} = '' OR {separators} THEN {quoted} ELSE {cell} END"


def _joined(column: Any) -> memoryview:
    """The bytes of all strings of an Arrow column, one after the other: its data buffer, without a copy."""
    import numpy
    import pyarrow

    column = column.cast(pyarrow.large_string())
    _, offsets, data = column.buffers()
    places = numpy.frombuffer(offsets, dtype=numpy.int64)[column.offset : column.offset + len(column) + 1]
    return memoryview(data)[places[0] : places[-1]] if len(column) else memoryview(b"")
