"""Which rows a check looks at: the tables of a stage, or the staging copy of the warehouse.

What does not belong here: how a check is run (`checks.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.quality.checks import run_suites
from pipeline.quality.outcomes import CheckResult, Layer
from pipeline.quality.suites import EXPECTATIONS_FOLDER, load_suites
from pipeline.warehouse import open_published
from pipeline.warehouse.files import LOADING_SETTINGS
from pipeline.warehouse.statements import macros

if TYPE_CHECKING:
    import duckdb
    import pyarrow

LATEST_REPORTS = """
    CREATE OR REPLACE TEMP TABLE audited_report AS
    SELECT doc_id FROM dim_report WHERE ingested_at = (SELECT max(started_at) FROM etl_run)
"""
ALL_REPORTS = "CREATE OR REPLACE TEMP TABLE audited_report AS SELECT doc_id FROM dim_report"

AUDITED_TEXTS = "CREATE OR REPLACE TEMP VIEW audited_text AS FROM report_text SEMI JOIN audited_report USING (doc_id)"

CLEAN_TEXTS = """
    CREATE OR REPLACE TEMP VIEW report_clean_texts AS SELECT doc_id, clean_text AS text_layer FROM report_texts
"""
"""So that `text_blocks`, which cuts a column of that name, cuts clean text too."""

PUBLISHED_FIGURES = """
    SELECT indicator, count(*) AS observations, count(DISTINCT doc_id) AS reports
    FROM fact_observation
    GROUP BY indicator
"""
PUBLISHED_REPORTS = "SELECT doc_id, file_name, numbers, observations FROM coverage"


def check_stage_table(
    table: str, tables: Mapping[str, pyarrow.Table], folder: Path = EXPECTATIONS_FOLDER
) -> tuple[CheckResult, ...]:
    """Results of the suite of one stage table.

    `tables` holds the Arrow table of that name and those of the stages before it, which its queries may read.
    """
    import duckdb

    suites = [suite for suite in load_suites(folder) if suite.layer is Layer.STAGE and suite.table == table]
    with duckdb.connect(config=LOADING_SETTINGS) as connection:
        for name, rows in tables.items():
            connection.register(name, rows)
        prepare_stage_checks(connection)
        return run_suites(connection, suites)


def prepare_stage_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the queries over stage tables need, beside the tables: macros and a view."""
    connection.execute(macros())
    tables = connection.execute("SELECT view_name FROM duckdb_views() UNION SELECT table_name FROM duckdb_tables()")
    if ("report_texts",) in tables.fetchall():
        connection.execute(CLEAN_TEXTS)


def check_warehouse(
    connection: duckdb.DuckDBPyConnection,
    published: Path | None = None,
    *,
    folder: Path = EXPECTATIONS_FOLDER,
    every_report: bool = False,
) -> tuple[CheckResult, ...]:
    """Results of all warehouse suites over an open warehouse, usually the staging copy.

    `published` is the file that it would replace, with which it is compared (coverage must not shrink). The costly
    checks look at the reports of the latest run only, since a report never changes once loaded; `every_report` widens
    that.
    """
    prepare_warehouse_checks(connection, published, every_report=every_report)
    return run_suites(connection, (suite for suite in load_suites(folder) if suite.layer is Layer.WAREHOUSE))


def prepare_warehouse_checks(
    connection: duckdb.DuckDBPyConnection, published: Path | None, *, every_report: bool = False
) -> None:
    """Make what the queries over a warehouse need beside its tables: macros, the reports to look at, earlier counts."""
    connection.execute(macros())
    connection.execute(ALL_REPORTS if every_report else LATEST_REPORTS)
    connection.execute(AUDITED_TEXTS)
    _register_published(connection, published)


def _register_published(connection: duckdb.DuckDBPyConnection, published: Path | None) -> None:
    """Make `published_figures` and `published_reports` readable; empty where nothing is published."""
    if published is not None and published.exists():
        with open_published(published) as before:
            figures = before.sql(PUBLISHED_FIGURES).to_arrow_table()
            reports = before.sql(PUBLISHED_REPORTS).to_arrow_table()
    else:
        figures = connection.sql(f"{PUBLISHED_FIGURES} LIMIT 0").to_arrow_table()
        reports = connection.sql(f"{PUBLISHED_REPORTS} LIMIT 0").to_arrow_table()
    connection.register("published_figures", figures)
    connection.register("published_reports", reports)
