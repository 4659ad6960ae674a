"""Loading a batch: what the load adds to the stage rows, and that a report loaded again replaces itself."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pytest

from pipeline.errors import WarehouseError
from pipeline.schemas import QUARANTINE, WAREHOUSE_TABLES, arrow_schema
from pipeline.warehouse import documents_as_today, known_documents, open_published, publish, stage_batch, staging_path
from tests.tiny_warehouse import STARTED, Report, Told, dimensions, make_warehouse, quarantine_row, run, stage_tables


def ask(path: Path, query: str) -> list[tuple[Any, ...]]:
    with open_published(path) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def test_every_declared_table_is_there_with_its_columns(path: Path) -> None:
    make_warehouse(path, Report("a"))
    for table in WAREHOUSE_TABLES:
        columns = ask(path, f"SELECT column_name, column_type, \"null\" = 'YES' FROM (DESCRIBE {table.name})")
        assert columns == [(column.name, column.type.value, column.nullable) for column in table.columns]


def test_a_segment_carries_its_characters(path: Path) -> None:
    long = Told("hte_count", 7, words="第一句" + "𠀀" * 700)
    make_warehouse(path, Report("a", (Told("hte_count", 5, words="高企😀"), long), prelude="首页 👨‍👩‍👧\r\n"))
    assert ask(path, "SELECT text FROM dim_segment ORDER BY ordinal") == [
        ("高企😀5。",), ("第一句" + "𠀀" * 700 + "7。",)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "vintage", "origin"),
    [
        ({"issued_on": date(2024, 1, 15), "published_on": date(2024, 2, 1)}, date(2024, 1, 15), "issued"),
        ({"issued_on": None, "published_on": date(2024, 2, 1)}, date(2024, 2, 1), "published"),
        ({"issued_on": None, "years": "2022,2023"}, date(2023, 12, 31), "years"),
        ({"issued_on": None, "years": "2024,2035"}, date(2024, 5, 1), "landed"),
        ({"issued_on": None, "years": None}, date(2024, 5, 1), "landed"),
    ],
)
def test_the_vintage_and_where_it_comes_from(path: Path, dates: dict[str, Any], vintage: date, origin: str) -> None:
    landed = datetime(2024, 5, 1, 23, 30, tzinfo=UTC)
    make_warehouse(path, Report("a", (Told("hte_count", 1),), landed_at=landed, **dates))
    assert ask(path, "SELECT vintage, vintage_origin, ingested_at FROM dim_report") == [(vintage, origin, STARTED)]
    assert ask(path, "SELECT vintage, ingested_at FROM fact_observation") == [(vintage, STARTED)]


def test_a_plan_without_a_date_is_of_the_beginning_of_its_year(path: Path) -> None:
    # 2023年工作总结和2024年工作计划: earlier than the bulletin of April, which tells the same figure anew.
    review, promise = (
        Told("hte_count", 7, part_period="2023"),
        Told("hte_count", 9, period="2024", status="target", part_period="2024", part_status="target"),
    )
    landed = datetime(2026, 5, 1, tzinfo=UTC)
    make_warehouse(
        path,
        Report("plan", (review, promise), issued_on=None, landed_at=landed),
        Report("bulletin", (Told("hte_count", 8),), issued_on=date(2024, 4, 2), landed_at=landed),
        Report("half", (replace(review, part_period="2024-01/2024-06"), promise), issued_on=None, landed_at=landed),
    )
    assert ask(path, "SELECT title, vintage, vintage_origin FROM dim_report ORDER BY vintage") == [
        ("plan", date(2024, 3, 31), "years"), ("bulletin", date(2024, 4, 2), "issued"),
        ("half", date(2024, 12, 31), "years"),
    ]  # fmt: skip


def test_dimensions_of_an_older_version_get_their_new_columns(path: Path) -> None:
    make_warehouse(path, Report("a", (Told("hte_count", 1),)))
    with duckdb.connect(path) as connection:
        connection.execute("ALTER TABLE dim_indicator DROP COLUMN lag_years")
    stage_batch(path, stage_tables(Report("b", (Told("hte_count", 2),))), dimensions(), run("run-2"))
    publish(path)
    assert ask(path, "SELECT lag_years FROM dim_indicator WHERE indicator = 'rd_intensity'") == [(1,)]


@pytest.mark.parametrize(
    ("period", "kind", "months"),
    [
        ("2023", "year", None),
        ("2023-01/2023-12", "year", None),
        ("2023-01/2023-11", "part_year", "01/11"),
        ("2023-09", "part_year", "09/09"),
        ("2021/2025", "years", None),
        ("2022-07/2023-06", "years", None),
    ],
)
def test_the_kind_of_a_period(path: Path, period: str, kind: str, months: str | None) -> None:
    make_warehouse(path, Report("a", (Told("hte_count", 1, period=period),)))
    assert ask(path, "SELECT period_kind, period_months FROM fact_observation") == [(kind, months)]


@pytest.mark.parametrize(
    ("bound", "high", "interval"),
    [
        ("exact", None, ("2.55", "2.65")),
        ("at_least", None, ("2.6", None)),
        ("at_most", None, (None, "2.6")),
        ("approx", None, ("2.47", "2.73")),
        ("range", "3.0", ("2.55", "3.05")),
    ],
)
def test_the_interval_of_the_true_value(path: Path, bound: str, high: str | None, interval: tuple[str, str]) -> None:
    make_warehouse(path, Report("a", (Told("rd_intensity", "2.6", unit="percent", bound=bound, value_high=high),)))
    expected = tuple(None if end is None else Decimal(end) for end in interval)
    assert ask(path, "SELECT low, high FROM fact_observation") == [expected]


def test_repetitions_are_counted_within_a_report(path: Path) -> None:
    make_warehouse(
        path, Report("a", (Told("hte_count", 1, bound="at_least"), Told("hte_count", 1), Told("exports", 1)))
    )
    assert ask(path, "SELECT indicator, bound, repetition FROM fact_observation ORDER BY ALL") == [
        ("exports", "exact", 0), ("hte_count", "at_least", 1), ("hte_count", "exact", 0)
    ]  # fmt: skip


def test_a_report_that_is_loaded_again_replaces_itself(path: Path) -> None:
    make_warehouse(path, Report("a", (Told("hte_count", 1), Told("hte_count", 2))), Report("b", (Told("exports", 3),)))
    again = Report("a", (Told("hte_count", 9),), fingerprint="f2")
    later = run("run-2", datetime(2024, 7, 1, tzinfo=UTC))
    summary = stage_batch(path, stage_tables(again), dimensions(), later)
    publish(path)
    assert (summary.reports, summary.replaced, summary.observations, summary.numbers) == (1, 1, 1, 1)
    assert ask(path, "SELECT indicator, value FROM fact_observation ORDER BY ALL") == [
        ("exports", Decimal(3)), ("hte_count", Decimal(9))
    ]  # fmt: skip
    assert known_documents(path) == documents_as_today(path) == {again.doc_id: "f2", Report("b").doc_id: "f1"}
    assert ask(path, "SELECT run_id, reports, observations FROM etl_run ORDER BY started_at") == [
        ("run-1", 2, 3), ("run-2", 1, 1)
    ]  # fmt: skip


def test_what_other_statements_loaded_is_not_as_today(path: Path) -> None:
    assert documents_as_today(path) == {}
    make_warehouse(path, Report("a", (Told("hte_count", 1),)))
    assert documents_as_today(path) == {Report("a").doc_id: "f1"}
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE warehouse_info SET code_version = '0.1.0+older'")
    assert documents_as_today(path) == {}


def test_marts_that_are_no_more_go_with_the_next_load(path: Path) -> None:
    make_warehouse(path, Report("a", (Told("hte_count", 1),)))
    held = "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
    before = sorted(ask(path, held))
    with duckdb.connect(path) as connection:
        connection.execute("CREATE VIEW gone AS FROM panel; CREATE TABLE went AS FROM panel")
        connection.execute(
            "CREATE MACRO lost(day) AS TABLE FROM gone; DROP TABLE coverage; CREATE VIEW coverage AS FROM panel"
        )
    stage_batch(path, stage_tables(Report("b", (Told("hte_count", 2),))), dimensions(), run("run-2"))
    publish(path)
    assert sorted(ask(path, held)) == before
    assert ask(path, "SELECT count(*) FROM coverage") == [(2,)]
    assert ask(path, "SELECT count(*) FROM duckdb_functions() WHERE function_name = 'lost'") == [(0,)]


def test_a_file_leaves_quarantine_once_it_can_be_read(path: Path) -> None:
    report = Report("broken", (Told("hte_count", 1),))
    bad = {"quarantine": pyarrow.Table.from_pylist([quarantine_row("broken")], schema=arrow_schema(QUARANTINE))}
    assert stage_batch(path, bad, dimensions(), run()).quarantined == 1
    publish(path)
    assert known_documents(path) == {report.doc_id: "f1"}
    assert ask(path, "SELECT file_name, ingested_at FROM quarantine") == [("broken.pdf", STARTED)]
    stage_batch(path, stage_tables(report), dimensions(), run("run-2"))
    publish(path)
    assert ask(path, "SELECT count(*) FROM quarantine") == [(0,)]
    assert ask(path, "SELECT count(*) FROM dim_report") == [(1,)]


def test_a_report_without_figures_is_loaded_too(path: Path) -> None:
    make_warehouse(path, Report("notice"))
    assert ask(path, "SELECT title FROM dim_report") == [("notice",)]
    assert ask(path, "SELECT count(*) FROM panel") == [(0,)]


def test_a_failed_load_leaves_the_old_warehouse_and_no_staging_copy(path: Path) -> None:
    make_warehouse(path, Report("a", (Told("hte_count", 1),)))
    before = path.read_bytes()
    tables = stage_tables(Report("b", (Told("hte_count", 2),)))
    tables["observations"] = tables["observations"].drop_columns(["value"])
    with pytest.raises(WarehouseError, match=r"load/fact_observation\.sql: does not run"):
        stage_batch(path, tables, dimensions(), run("run-2"))
    assert path.read_bytes() == before
    assert not staging_path(path).exists()


def test_an_unknown_warehouse_knows_nothing(path: Path) -> None:
    assert known_documents(path) == {}


def test_ids_and_values_do_not_depend_on_the_order_of_loading(path: Path, tmp_path: Path) -> None:
    one, two = Report("one", (Told("hte_count", 1), Told("exports", 2))), Report("two", (Told("hte_count", 3),))
    make_warehouse(path, one)
    stage_batch(path, stage_tables(two), dimensions(), run())
    publish(path)
    other = make_warehouse(tmp_path / "other.duckdb", two, one)
    for table in ("fact_observation", "fact_number", "dim_segment", "dim_report", "panel"):
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert ask(path, query) == ask(other, query)


def test_a_damaged_block_in_a_file_that_opens_names_the_remedy(path: Path) -> None:
    make_warehouse(path, Report("a", (Told("hte_count", 1),)))
    with open_published(path) as connection:
        size = connection.execute("SELECT block_size FROM pragma_database_size()").fetchall()[0][0]
    content = bytearray(path.read_bytes())
    messages = []
    for block in range(12288, len(content), size):  # after the three headers, block by block
        damaged = bytearray(content)
        damaged[block + 64 : block + 128] = b"\xff" * 64  # near its start: a block need not be full
        path.write_bytes(damaged)
        try:
            known_documents(path)
            stage_batch(path, stage_tables(Report("b", (Told("exports", 3),))), dimensions(), run("run-2"))
        except WarehouseError as error:
            messages.append(str(error))
    assert any("loading failed" in message for message in messages)
    assert all("zhibiao build" in message for message in messages)
    assert all("cannot be" in message or f"Move {path} away" in message for message in messages)
