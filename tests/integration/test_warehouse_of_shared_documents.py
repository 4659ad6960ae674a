"""The warehouse of the five shared documents: what is told, what contradicts, and that all of it can be traced.

Without Dagster: the pure stages, the load, the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pytest

from pipeline import flow
from pipeline.ingest import document_id
from pipeline.quality import Outcome, check_stage_table, check_warehouse
from pipeline.reference import load_reference
from pipeline.schemas import STAGE_TABLES, arrow_schema, tables_by_name
from pipeline.warehouse import Run, dimension_tables, open_published, open_staged, publish, stage_batch

DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "evaluation" / "documents"

pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"{DOCUMENTS} is not here")


@pytest.fixture(scope="module")
def stages() -> dict[str, pyarrow.Table]:
    """The stage tables of the documents."""
    reference = load_reference()
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in STAGE_TABLES}
    for path in sorted(DOCUMENTS.glob("*.txt")):
        data = path.read_bytes()
        raw = {
            "doc_id": document_id(data), "file_name": path.name, "source": path.name, "media_type": "text/plain",
            "size_bytes": len(data), "landed_at": datetime(2026, 1, 1, tzinfo=UTC), "published_on": None,
        }  # fmt: skip
        text = flow.text_row(raw, data, reference, flow.extractor_fingerprint(reference))
        segments = flow.segment_rows(text, reference)
        numbers, observations = flow.number_and_observation_rows(text, segments, reference)
        rows["raw_reports"].append(raw)
        rows["report_texts"].append(text)
        rows["report_segments"] += segments
        rows["numbers"] += numbers
        rows["observations"] += observations
    declared = tables_by_name(STAGE_TABLES)
    return {name: pyarrow.Table.from_pylist(rows[name], schema=arrow_schema(declared[name])) for name in rows}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, stages: dict[str, pyarrow.Table]) -> Path:
    path: Path = tmp_path_factory.mktemp("shared") / "warehouse.duckdb"
    run = Run("shared", datetime(2026, 1, 2, tzinfo=UTC), "f")
    stage_batch(path, stages, dimension_tables(load_reference()), run)
    with open_staged(path) as connection:
        results = check_warehouse(connection, path)
    assert [result for result in results if result.forbids_publish] == []
    publish(path)
    return path


@pytest.fixture
def warehouse(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(published) as connection:
        yield connection


def test_the_stage_tables_pass_their_suites(stages: dict[str, pyarrow.Table]) -> None:
    for table in STAGE_TABLES:
        failed = [result for result in check_stage_table(table.name, stages) if result.outcome is not Outcome.PASSED]
        assert failed == [], table.name


def test_all_that_was_extracted_is_in_the_warehouse(
    warehouse: duckdb.DuckDBPyConnection, stages: dict[str, pyarrow.Table]
) -> None:
    for stage, fact, key in (
        ("observations", "fact_observation", "observation_id"),
        ("numbers", "fact_number", "number_id"),
        ("report_segments", "dim_segment", "segment_id"),
    ):
        loaded = {row for (row,) in warehouse.execute(f"SELECT {key} FROM {fact}").fetchall()}
        assert loaded == set(stages[stage][key].to_pylist())


def test_a_notice_without_figures_is_a_report_without_observations(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = warehouse.execute(
        "SELECT observations, (SELECT count(*) FROM dim_segment WHERE dim_segment.doc_id = coverage.doc_id) > 5 "
        "FROM coverage WHERE file_name = 'qingyang_2022_meeting.txt'"
    ).fetchall()
    assert row == [(0, True)]


def test_the_contradictions_of_these_documents_are_found_and_no_others(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "SELECT rule, indicator, year, stated::DOUBLE, expected::DOUBLE, gap::DOUBLE FROM contradictions ORDER BY ALL"
    ).fetchall()
    assert found == [
        # 2.79% for 2020 is said to be 0.12 points lower than a year before, for which 2.63% had been told.
        ("change", "rd_intensity", 2019, 2.63, 2.91, 0.28),
        # A plan aims at 2,200 patent applications in a year of which it says that there were 3,601.
        ("target_already_passed", "patent_applications", 2023, 2200, 3601, 1401),
    ]


def test_promises_of_one_report_meet_the_outcomes_of_another(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "SELECT target::DOUBLE, outcome::DOUBLE, result FROM target_outcome "
        "WHERE region = '370300' AND indicator = 'rd_intensity' AND year = 2020 AND measure = 'level'"
    ).fetchall()
    assert rows == [(2.65, 2.79, "met")]
