"""What two warehouses have otherwise, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import WarehouseError
from pipeline.exports.comparisons import (
    BUILD_TABLES,
    FIGURES,
    USUAL_TABLES,
    Kind,
    TableChanges,
    changed_rows,
    compare,
)
from pipeline.warehouse import open_published
from tests.tiny_warehouse import Report, Told, make_warehouse, observation_id

KEPT = Report("kept", (Told("hte_count", 1000), Told("gdp", "133680000000", unit="CNY")))
GONE = Report("gone", (Told("exports", 5, unit="CNY"),))
COME = Report("come", (Told("hte_count", 1000), Told("patent_grants", 7), Told("hte_count", 1100, region="370200")))


@pytest.fixture
def old(tmp_path) -> Path:
    return make_warehouse(tmp_path / "old.duckdb", KEPT, GONE)


@pytest.fixture
def new(tmp_path) -> Path:
    return make_warehouse(tmp_path / "new.duckdb", KEPT, COME)


def counts(old, new, *tables) -> dict[str, tuple[int, int, int, int]]:
    found = compare(old, new, tables or USUAL_TABLES).tables
    return {table.table: (table.added, table.changed, table.removed, table.same) for table in found}


def edited(path: Path, *statements: str) -> Path:
    """The warehouse, changed behind its back."""
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_rows_that_came_and_went_are_counted_by_key(old, new):
    found = counts(old, new, *BUILD_TABLES)
    assert found == {
        "dim_report": (1, 0, 1, 1),
        "fact_observation": (3, 0, 1, 2),
        "figures": (2, 0, 1, 2),
        "panel": (2, 1, 1, 1),
        "quarantine": (0, 0, 0, 0),
    }


def test_a_figure_that_one_more_report_tells_alike_is_the_same_figure(old, new):
    (figure,) = [row for row in changed_rows(old, new, FIGURES, 9) if row.kind is Kind.REMOVED]
    assert figure.key == {
        "region": "370300", "indicator": "exports", "period": "2023", "measure": "level", "status": "actual",
    }  # fmt: skip
    assert figure.old == {"told": ["5 CNY"]}
    added = {
        row.key["indicator"]: row.new["told"] for row in changed_rows(old, new, FIGURES, 9) if row.kind is Kind.ADDED
    }
    assert added == {"patent_grants": ["7 count"], "hte_count": ["1100 count"]}


def test_a_figure_told_otherwise_is_changed(tmp_path, old):
    later = Report("later", (Told("hte_count", 900, bound="at_least"), Told("gdp", 1, unit="CNY", status="target")))
    new = make_warehouse(tmp_path / "new.duckdb", KEPT, GONE, later)
    assert counts(old, new, FIGURES) == {FIGURES: (1, 1, 0, 2)}
    (change,) = [row for row in changed_rows(old, new, FIGURES, 9) if row.kind is Kind.CHANGED]
    assert change.old == {"told": ["1000 count"]}
    assert change.new == {"told": ["1000 count", "900 count at_least"]}


def test_a_figure_that_moved_within_its_report_is_new_by_id_and_the_same_by_meaning(tmp_path, old):
    moved = replace(KEPT, name="kept again", told=(KEPT.told[1], KEPT.told[0]))
    new = make_warehouse(tmp_path / "new.duckdb", moved, GONE)
    found = counts(old, new, "fact_observation", FIGURES)
    assert found == {"fact_observation": (2, 0, 2, 1), FIGURES: (0, 0, 0, 3)}


def test_changed_rows_show_the_columns_that_differ(tmp_path, old):
    new = make_warehouse(tmp_path / "new.duckdb", KEPT, GONE)
    edited(new, "UPDATE fact_observation SET value = value + 1, bound = 'approx' WHERE indicator = 'hte_count'")
    assert counts(old, new, "fact_observation") == {"fact_observation": (0, 1, 0, 2)}
    (change,) = changed_rows(old, new, "fact_observation", 5)
    assert change.kind is Kind.CHANGED
    assert change.key == {"observation_id": observation_id(KEPT, 0)}
    assert change.old == {"value": Decimal(1000), "bound": "exact"}
    assert change.new == {"value": Decimal(1001), "bound": "approx"}


def test_when_and_by_what_a_row_was_made_is_no_change(tmp_path, old):
    again = [replace(report, fingerprint="f2", landed_at=datetime(2024, 5, 2, tzinfo=UTC)) for report in (KEPT, GONE)]
    new = make_warehouse(tmp_path / "new.duckdb", *again)
    edited(new, "UPDATE fact_observation SET ingested_at = ingested_at + INTERVAL 1 DAY")
    assert compare(old, new).is_same


def test_a_value_that_becomes_empty_is_changed(tmp_path, old):
    new = edited(make_warehouse(tmp_path / "new.duckdb", KEPT, GONE), "UPDATE dim_report SET title = NULL")
    assert counts(old, new, "dim_report") == {"dim_report": (0, 2, 0, 0)}
    assert {row.new["title"] for row in changed_rows(old, new, "dim_report", 5)} == {None}


def test_no_more_rows_of_each_kind_than_asked_for(old, new):
    rows = changed_rows(old, new, "fact_observation", 1)
    assert [row.kind for row in rows] == [Kind.ADDED, Kind.REMOVED]
    assert changed_rows(old, new, "fact_observation", 0) == ()


def test_keys_with_empty_parts_match(tmp_path):
    """A contradiction of one figure has no second and third observation."""
    share = Report("share", (Told("rd_intensity", 120, unit="percent"),))
    paths = [make_warehouse(tmp_path / f"{name}.duckdb", share) for name in ("one", "two")]
    assert counts(*paths, "contradictions") == {"contradictions": (0, 0, 0, 1)}


def test_every_table_is_the_same_as_itself(old):
    found = compare(old, old)
    assert found.is_same
    assert found.notes == ()
    assert {table.table for table in found.tables} == set(USUAL_TABLES)


@pytest.mark.parametrize("table", USUAL_TABLES)
def test_rows_of_every_table_are_as_many_as_are_counted(old, new, table):
    rows = changed_rows(old, new, table, 1000)
    kinds = [sum(row.kind is kind for row in rows) for kind in (Kind.ADDED, Kind.CHANGED, Kind.REMOVED)]
    assert kinds == list(counts(old, new, table)[table][:3])


def test_tables_and_columns_of_one_alone_are_told(old, new):
    edited(new, "DROP TABLE rankings", "ALTER TABLE dim_indicator ADD COLUMN colour VARCHAR")
    edited(old, "ALTER TABLE dim_region ALTER valid_from TYPE INTEGER")
    found = compare(old, new, ("rankings", "dim_indicator", "dim_region"))
    assert found.notes == (
        "rankings: only the old warehouse has it; not compared",
        "dim_indicator: columns not compared: colour is only in the new",
    )
    assert all(table.is_same for table in found.tables)
    assert changed_rows(old, new, "rankings", 3) == ()


def test_both_stay_as_they_are_and_open_afterwards(old, new):
    before = old.read_bytes(), new.read_bytes()
    with open_published(old):
        compare(old, new)
    assert (old.read_bytes(), new.read_bytes()) == before
    open_published(new).close()


def test_what_is_no_warehouse_is_told(old, tmp_path):
    other = tmp_path / "it's.txt"
    with pytest.raises(WarehouseError, match="no such file"):
        compare(old, other)
    other.write_text("no database")
    with pytest.raises(WarehouseError, match="no warehouse that can be read"):
        compare(old, other)
    stranger = tmp_path / "it's a stranger.duckdb"
    edited(stranger, "CREATE TABLE t (i INTEGER)")
    with pytest.raises(WarehouseError, match="no warehouse that can be read"):
        compare(stranger, old)
    with pytest.raises(WarehouseError, match=r"--table nothing.*There are dim_report, "):
        compare(old, old, ("nothing",))


def test_a_view_that_reads_other_files_reads_nothing(old, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nsesame\n")
    edited(old, f"CREATE OR REPLACE VIEW timeline AS SELECT word AS region FROM read_csv('{secret}')")
    with pytest.raises(WarehouseError, match="cannot be compared"):
        compare(old, old, ("timeline",))


def test_same_counts_only_where_nothing_differs():
    assert TableChanges("t", (), 0, 0, 0, 5).is_same
    assert not TableChanges("t", (), 0, 1, 0, 5).is_same
