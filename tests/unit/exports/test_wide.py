"""The wide panels hold what happened in whole years: their columns could tell nothing else apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.exports.relations import relations
from pipeline.exports.wide import panel_by_indicator, panel_by_year
from pipeline.warehouse import open_published
from tests.tiny_warehouse import Report, Told, make_warehouse


@pytest.mark.parametrize(
    ("wide", "row"),
    [
        (panel_by_year, ("370300", "淄博市", "hte_count", "高新技术企业总量", "count", Decimal(74))),
        (panel_by_indicator, ("370300", "淄博市", 2023, Decimal(74))),
    ],
)
def test_a_forecast_and_a_part_of_a_year_stand_in_no_column(tmp_path, wide, row):
    told = (
        Told("hte_count", 74),
        Told("hte_count", 90, period="2024", status="forecast"),
        Told("exports", 5, period="2023-01/2023-11", unit="CNY"),
    )
    with open_published(make_warehouse(tmp_path / "warehouse.duckdb", Report("a", told))) as connection:
        relation = wide(connection, relations(connection)["panel"])
        assert connection.execute(relation.query()).fetchall() == [row]
