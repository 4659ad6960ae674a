"""Takes a report out of the warehouse, and notes in `etl_run` that it was taken out and why.

What does not belong here: the decision and its record on disk (`pipeline.engines.retractions`), and publishing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import WarehouseError
from pipeline.warehouse.loading import TABLES_OF_A_REPORT, LoadSummary, Run, change_staging_copy, note_run

if TYPE_CHECKING:
    import duckdb

RETRACT = "retract"


def stage_retraction(published: Path, run: Run) -> LoadSummary:
    """A staging copy without the report `run.doc_id`; its numbers of rows are in the summary.

    Raises WarehouseError where the warehouse does not hold the report; the published file is never touched.
    """

    def take_out(connection: duckdb.DuckDBPyConnection) -> LoadSummary:
        counts = {name: _count(connection, name, run.doc_id) for name in TABLES_OF_A_REPORT}
        if not counts["dim_report"] and not counts["quarantine"]:
            raise WarehouseError(f"{run.doc_id}: the warehouse holds no such report.")
        for name in TABLES_OF_A_REPORT:
            connection.execute(f"DELETE FROM {name} WHERE doc_id = ?", [run.doc_id])
        summary = LoadSummary(
            reports=counts["dim_report"],
            replaced=0,
            segments=counts["dim_segment"],
            numbers=counts["fact_number"],
            observations=counts["fact_observation"],
            quarantined=counts["quarantine"],
        )
        note_run(connection, run, summary)
        return summary

    return change_staging_copy(published, take_out)


def _count(connection: duckdb.DuckDBPyConnection, table: str, doc_id: str | None) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table} WHERE doc_id = ?", [doc_id]).fetchall()
    return int(found[0][0])
