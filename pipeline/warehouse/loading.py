"""Loads a batch of stage rows into a staging copy of the warehouse.

One transaction: the rows of the batch's reports go out, the new ones come in; so loading a report again replaces it.
What does not belong here: publishing (`files.py`) and judging the rows (`pipeline.quality`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.errors import WarehouseError
from pipeline.schemas import (
    STAGE_TABLES,
    WAREHOUSE_TABLES,
    arrow_schema,
    create_statement,
    tables_by_name,
)
from pipeline.warehouse.files import (
    FORMAT_VERSION,
    LOADING_SETTINGS,
    copy_to_staging,
    discard_staged,
    is_damage,
    open_published,
)
from pipeline.warehouse.marts import create_marts
from pipeline.warehouse.statements import loading_version, macros, read_statement, run_sql_file

if TYPE_CHECKING:
    import duckdb
    import pyarrow

TABLES_OF_A_REPORT = ("dim_report", "report_text", "dim_segment", "fact_number", "fact_observation", "quarantine")
"""Tables whose rows belong to one report and are replaced with it, in loading order."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a build says of itself in `etl_run`. `started_at` carries a time zone."""

    run_id: str
    started_at: datetime
    fingerprint: str
    kind: str = "build"
    doc_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """Rows that a batch brought, by kind; `replaced` counts reports that the warehouse already held."""

    reports: int
    replaced: int
    segments: int
    numbers: int
    observations: int
    quarantined: int


def start_of_run(published: Path, now: datetime) -> datetime:
    """When a run that begins now says that it began: now, or just after the last run where the clock was set back
    since. Runs must stay in order, as the latest is found by its time."""
    if not published.exists():
        return now
    with open_published(published) as connection:
        (last,) = connection.execute("SELECT max(started_at) FROM etl_run").fetchall()[0]
    return now if last is None else max(now, last.astimezone(UTC) + timedelta(microseconds=1))


def stage_batch(
    published: Path, tables: Mapping[str, pyarrow.Table], dimensions: Mapping[str, pyarrow.Table], run: Run
) -> LoadSummary:
    """Copy the published warehouse (or begin a new one), load the batch into the copy, leave it closed beside.

    `tables`: the six stage tables by name, with `arrow_schema`; an absent one is empty. `dimensions`: `dim_region` and
    `dim_indicator`, which replace those of the warehouse. Raises WarehouseError; the published file is never touched.
    """
    batch = {table.name: tables.get(table.name, arrow_schema(table).empty_table()) for table in STAGE_TABLES}

    def load(connection: duckdb.DuckDBPyConnection) -> LoadSummary:
        for name, rows in batch.items():
            connection.register(f"batch_{name}", rows)
        replaced = _delete_reports_of_batch(connection)
        _replace_dimensions(connection, dimensions)
        for name in TABLES_OF_A_REPORT:
            is_dated = "$ingested_at" in read_statement("load", name).text
            run_sql_file(connection, "load", name, {"ingested_at": run.started_at} if is_dated else None)
        summary = LoadSummary(
            reports=batch["report_texts"].num_rows,
            replaced=replaced,
            segments=batch["report_segments"].num_rows,
            numbers=batch["numbers"].num_rows,
            observations=batch["observations"].num_rows,
            quarantined=batch["quarantine"].num_rows,
        )
        note_run(connection, run, summary)
        connection.execute("UPDATE warehouse_info SET code_version = ?", [loading_version()])
        return summary

    return change_staging_copy(published, load)


def change_staging_copy(published: Path, change: Callable[[duckdb.DuckDBPyConnection], LoadSummary]) -> LoadSummary:
    """Run `change` in one transaction on a fresh staging copy with the marts made anew; leave it closed and whole."""
    import duckdb

    staging = copy_to_staging(published)
    is_new = not staging.exists()
    try:
        with duckdb.connect(staging, config=LOADING_SETTINGS) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(macros())
            connection.execute("BEGIN")
            if is_new:
                create_tables(connection)
            summary = change(connection)
            create_marts(connection)
            connection.execute("COMMIT")
            connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        discard_staged(published)
        remedy = (
            f"Move {published} away and run `zhibiao build`: everything in it is made anew from the landing zone."
            if is_damage(error)
            else "The published warehouse is as it was; if the disk is full, free space and run `zhibiao build` again."
        )
        raise WarehouseError(f"{staging}: loading failed ({str(error).strip()}). {remedy}") from error
    except BaseException:
        discard_staged(published)
        raise
    return summary


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty warehouse tables, and say which format they have."""
    for table in WAREHOUSE_TABLES:
        connection.execute(create_statement(table))
    connection.execute("INSERT INTO warehouse_info VALUES (?, ?)", [FORMAT_VERSION, loading_version()])


def _delete_reports_of_batch(connection: duckdb.DuckDBPyConnection) -> int:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE batch_report AS "
        "SELECT doc_id FROM batch_report_texts UNION SELECT doc_id FROM batch_quarantine"
    )
    replaced = _count(connection, "SELECT count(*) FROM dim_report SEMI JOIN batch_report USING (doc_id)")
    for name in TABLES_OF_A_REPORT:
        connection.execute(f"DELETE FROM {name} WHERE doc_id IN (SELECT doc_id FROM batch_report)")
    return replaced


def _replace_dimensions(connection: duckdb.DuckDBPyConnection, dimensions: Mapping[str, pyarrow.Table]) -> None:
    known = tables_by_name(WAREHOUSE_TABLES)
    for name, rows in dimensions.items():
        connection.register("dimension_rows", rows.cast(arrow_schema(known[name])))
        # Made anew, so that a column that a later version adds needs no other warehouse.
        connection.execute(f"DROP TABLE {name}")
        connection.execute(create_statement(known[name]))
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM dimension_rows ORDER BY ALL")
        connection.unregister("dimension_rows")


def note_run(connection: duckdb.DuckDBPyConnection, run: Run, summary: LoadSummary) -> None:
    """Enter a run and what it did into `etl_run`, inside the transaction that does it."""
    row: dict[str, Any] = {
        "run_id": run.run_id,
        "kind": run.kind,
        "started_at": run.started_at,
        "loaded_at": datetime.now(UTC),
        "code_version": pipeline.__version__,
        "fingerprint": run.fingerprint,
        "reports": summary.reports,
        "segments": summary.segments,
        "numbers": summary.numbers,
        "observations": summary.observations,
        "quarantined": summary.quarantined,
        "doc_id": run.doc_id,
        "note": run.note,
    }
    columns = ", ".join(row)
    places = ", ".join(f"${column}" for column in row)
    connection.execute(f"INSERT INTO etl_run ({columns}) VALUES ({places})", row)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])
