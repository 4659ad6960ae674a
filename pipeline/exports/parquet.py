"""Writes Parquet: exact decimals, the meaning of each column in its metadata, streamed.

What does not belong here: which tables are written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.exports.delimited import BATCH_ROWS, Count
from pipeline.exports.relations import Relation, parts
from pipeline.exports.stamps import Stamp

if TYPE_CHECKING:
    import duckdb


def write_parquet(
    connection: duckdb.DuckDBPyConnection, relation: Relation, path: Path, count: Count, stamp: Stamp
) -> int:
    """Write a relation; the number of rows.

    The file's metadata hold the table's description and the stamp (`zhibiao`, JSON); each column's its description.
    """
    import pyarrow
    import pyarrow.parquet

    rows = 0
    writer = None
    try:
        for part in parts(connection, relation):
            reader: Any = connection.sql(part.query()).to_arrow_reader(BATCH_ROWS)
            if writer is None:
                schema = _described(relation, reader.schema, stamp)
                writer = pyarrow.parquet.ParquetWriter(path, schema, compression="zstd")
            for batch in reader:
                writer.write_batch(pyarrow.RecordBatch.from_arrays(batch.columns, schema=schema))
                rows += batch.num_rows
                count(rows)
    finally:
        if writer is not None:
            writer.close()
    return rows


def _described(relation: Relation, schema: Any, stamp: Stamp) -> Any:
    """The Arrow schema of a relation with the meaning of each column."""
    import pyarrow

    return pyarrow.schema(
        [
            pyarrow.field(field.name, found.type, metadata={"description": field.description})
            for field, found in zip(relation.fields, schema, strict=True)
        ],
        metadata={"description": relation.description, "zhibiao": stamp.as_json()},
    )
