"""Two small worlds in memory, in which everything holds: the stage tables, and a warehouse with its marts as tables.

Marts are tables here, so that a defect can be planted in one of them, and one in a fact does not spread into marts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow
import pytest

from pipeline.quality.audit import prepare_stage_checks, prepare_warehouse_checks
from pipeline.schemas import QUARANTINE, RAW_REPORTS, WAREHOUSE_TABLES, arrow_schema
from pipeline.warehouse.marts import MARTS
from tests.tiny_warehouse import Report, Told, make_warehouse, quarantine_row, stage_tables

FIRST_YEAR, LAST_YEAR = 2006, 2023
REGIONS = ("370300", "370200")


def _yearly_report(region: str, year: int) -> Report:
    """A report that gives every mart a row: levels, growth, a rank, a promise, a restatement, a contradiction."""
    count = 1000 + 50 * (year - FIRST_YEAR)
    told = (
        Told("hte_count", count, str(year), also=("patent_grants",)),
        Told("hte_count", 5, str(year), unit="percent", measure="change_pct"),
        Told("hte_count", 4, str(year), unit="rank", measure="rank", also=("patent_grants",)),
        Told("hte_count", count + 40, str(year + 1), status="target", also=("patent_grants",)),
        # Told 7 above what the report of the year before said: a restatement; and twice differently: a contradiction.
        Told("tech_contract_value", count, str(year), unit="CNY"),
        Told("tech_contract_value", count + 7, str(year - 1), unit="CNY"),
        Told("patent_applications", 300, str(year)),
        Told("patent_applications", 310, str(year)),
        Told("rd_intensity", "2.50", str(year), unit="percent"),
        Told("rd_expenditure", count, str(year), unit="CNY"),
    )
    return Report(f"{region} {year}", told, region=region, issued_on=date(year + 1, 2, 1), years=f"{year},{year + 1}",
                  prelude="首页 😀\n", trailer=True)  # fmt: skip


WORLD = (
    *(_yearly_report(region, year) for region in REGIONS for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    *(Report(f"notice {number}", region="370300") for number in range(24)),
)
QUARANTINED = tuple(f"broken {number}" for number in range(16))


def _raw_row_of_broken(name: str) -> dict[str, object]:
    return {
        "doc_id": quarantine_row(name)["doc_id"], "file_name": f"{name}.pdf", "source": name,
        "media_type": "application/pdf", "size_bytes": 0, "landed_at": datetime(2024, 5, 1, tzinfo=UTC),
        "published_on": None,
    }  # fmt: skip


def _plain_copy(connection: duckdb.DuckDBPyConnection, name: str, source: str) -> None:
    """A table without constraints, in which any defect can be planted."""
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {source}")


@pytest.fixture(scope="package")
def stage_world() -> Iterator[duckdb.DuckDBPyConnection]:
    """Stage tables of the world, ready for their checks."""
    tables = stage_tables(*WORLD)
    quarantine = [quarantine_row(name) for name in QUARANTINED]
    tables["quarantine"] = pyarrow.Table.from_pylist(quarantine, schema=arrow_schema(QUARANTINE))
    raw_rows = [_raw_row_of_broken(name) for name in QUARANTINED]
    tables["raw_reports"] = pyarrow.concat_tables(
        [tables["raw_reports"], pyarrow.Table.from_pylist(raw_rows, schema=arrow_schema(RAW_REPORTS))]
    )
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            connection.register("rows", rows)
            _plain_copy(connection, name, "rows")
        prepare_stage_checks(connection)
        yield connection


@pytest.fixture(scope="package")
def warehouse_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Warehouse tables and marts of the world, ready for their checks, with an equal warehouse published before."""
    path: Path = make_warehouse(tmp_path_factory.mktemp("world") / "warehouse.duckdb", *WORLD)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH '{path}' AS whole (READ_ONLY)")
        for name in (*(table.name for table in WAREHOUSE_TABLES), *MARTS):
            _plain_copy(connection, name, f"whole.{name}")
        connection.execute("DETACH whole")
        begun = datetime(2024, 6, 1, 8, tzinfo=UTC)
        for number in range(16):  # as many earlier runs as there are checks of etl_run
            connection.execute(
                "INSERT INTO etl_run SELECT * REPLACE (? AS run_id, ?::TIMESTAMPTZ AS started_at) FROM etl_run LIMIT 1",
                [f"earlier {number}", begun - timedelta(days=number + 1)],
            )
        prepare_warehouse_checks(connection, path, every_report=True)
        for name in ("published_reports", "published_figures"):
            _plain_copy(connection, "copied", name)
            connection.unregister(name)
            connection.execute(f"ALTER TABLE copied RENAME TO {name}")
        yield connection
