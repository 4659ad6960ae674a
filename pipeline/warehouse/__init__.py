"""The DuckDB warehouse: loading, publishing and asking. The only package that writes or opens it.

A build, in this order (`path` is the published file, such as `data/warehouse.duckdb`):

    with build_lock(data_folder, wait_seconds=0):          # who holds it is in the error
        notes = prepare(path)                              # removes orphans, sets a damaged file aside; tell the user
        known = known_documents(path)                      # doc_id -> fingerprint, quarantined files included
        ...                                                # run the stages on what is not known; nothing new: stop here
        summary = stage_batch(path, tables, dimension_tables(reference), run)   # copy, one transaction, marts, closed
        with open_staged(path) as connection:              # read-only
            ...                                            # pipeline.quality.check_warehouse(connection)
        publish(path)                                      # one rename; or discard_staged(path) where a check fails

Reading: `open_published(path)` gives a sandboxed read-only connection; `queries` answers what the CLI asks.
All errors are WarehouseError with the remedy. A build that finds nothing new must not stage or publish: the published
file then stays as it is, byte for byte.
"""

from pipeline.warehouse.dimensions import dimension_tables
from pipeline.warehouse.files import (
    FORMAT_VERSION,
    discard_staged,
    open_published,
    open_staged,
    prepare,
    publish,
    staging_path,
)
from pipeline.warehouse.loading import LoadSummary, Run, stage_batch, start_of_run
from pipeline.warehouse.locks import build_lock
from pipeline.warehouse.queries import (
    Explanation,
    Mark,
    WarehouseStatus,
    documents_as_today,
    explain_observation,
    known_documents,
    warehouse_status,
)
from pipeline.warehouse.retracting import RETRACT, stage_retraction
from pipeline.warehouse.statements import Statement, read_statement, statements

__all__ = [
    "FORMAT_VERSION",
    "RETRACT",
    "Explanation",
    "LoadSummary",
    "Mark",
    "Run",
    "Statement",
    "WarehouseStatus",
    "build_lock",
    "dimension_tables",
    "discard_staged",
    "documents_as_today",
    "explain_observation",
    "known_documents",
    "open_published",
    "open_staged",
    "prepare",
    "publish",
    "read_statement",
    "stage_batch",
    "stage_retraction",
    "staging_path",
    "start_of_run",
    "statements",
    "warehouse_status",
]
