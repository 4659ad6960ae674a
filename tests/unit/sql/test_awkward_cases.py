"""One small world of awkward cases, and what every mart makes of it, worked out by hand.

Bounds, a range, part of a year, two vintages of one day, a county that became a district, levels of 0; and a figure
without a unit.
"""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse.marts import MARTS
from tests.tiny_warehouse import Report, Told, make_warehouse, observation_id

BEFORE, DAY = date(2023, 2, 1), date(2024, 2, 1)
SHARE, MONEY = {"unit": "percent"}, {"unit": "CNY"}
RANK = {"unit": "rank", "measure": "rank", "period": "2022"}
HALF_YEAR = "2024-01/2024-06"

COUNTY = Report("county", (
    Told("hte_count", 0, period="2022"),
    Told("exports", 100, period="2022", **MONEY),
    Told("patent_grants", 50, period="2022"),
    Told("hte_count", 0, status="target"),
    Told("rd_intensity", "2.5", value_high="2.8", bound="range", status="target", **SHARE),
    Told("gdp", 3, bound="at_most", **RANK),
), region="370282", issued_on=BEFORE, years="2022,2023")  # fmt: skip

FIRST = Report("first", (
    Told("hte_count", 5, bound="at_least"),
    Told("exports", 110, value_high=130, bound="range", **MONEY),
    Told("exports", 20, measure="change_pct", **SHARE),
    Told("rd_intensity", "2.6", bound="approx", **SHARE),
    Told("exports", 90, period=HALF_YEAR, **MONEY),
    Told("gdp", 3, **RANK),
), region="370215", issued_on=DAY, years="2023")  # fmt: skip

SECOND = Report("second", (
    Told("hte_count", 4),
    Told("patent_grants", 0),
    Told("patent_grants", -60, number="60", measure="change_abs"),
), region="370215", issued_on=DAY, years="2023,2024")  # fmt: skip

NEIGHBOUR = Report("neighbour", (
    Told("hte_count", 0, period="2022"),
    Told("exports", 120, **MONEY),
    Told("exports", 95, period=HALF_YEAR, **MONEY),
), region="370321", issued_on=DAY, years="2023")  # fmt: skip

EXPECTED = {
    "panel": (
        "year, indicator, value, value_high, bound, period, rule, agree, stated_region",
        [
            (2022, "exports", 100, None, "exact", "2022", "only_statement", True, "370282"),
            (2022, "hte_count", 0, None, "exact", "2022", "only_statement", True, "370282"),
            (2022, "patent_grants", 50, None, "exact", "2022", "only_statement", True, "370282"),
            (2023, "exports", 110, 130, "range", "2023", "only_statement", True, "370215"),
            (2023, "hte_count", 4, None, "exact", "2023", "latest_of_differing", False, "370215"),
            (2023, "patent_grants", 0, None, "exact", "2023", "only_statement", True, "370215"),
            (2023, "rd_intensity", Decimal("2.6"), None, "approx", "2023", "only_statement", True, "370215"),
            (2024, "exports", 90, None, "exact", HALF_YEAR, "only_statement", True, "370215"),
        ],
    ),
    "derived": (
        "year, indicator, measure, value, low, high, method",
        [
            # 110 / 1.2, from 109.5 / 1.205 to 130.5 / 1.195.
            (2022, "exports", "level", Decimal("91.666667"), Decimal("90.871369"), Decimal("109.205021"),
             "level_before_growth"),
            (2022, "patent_grants", "level", 60, 60, 60, "level_before_change"),
            # 110 / 100, from 109.5 / 100.5 to 130.5 / 99.5. No growth follows from a level of 0.
            (2023, "exports", "change_pct", 10, Decimal("8.955224"), Decimal("31.155779"), "growth_of_levels"),
            (2023, "patent_grants", "change_pct", -100, -100, -100, "growth_of_levels"),
        ],
    ),
    "timeline": (
        "year, indicator, value, origin, period",
        [
            (2022, "exports", 100, "stated", "2022"),
            (2022, "hte_count", 0, "stated", "2022"),
            (2022, "patent_grants", 50, "stated", "2022"),
            (2023, "exports", 110, "stated", "2023"),
            (2023, "hte_count", 4, "stated", "2023"),
            (2023, "patent_grants", 0, "stated", "2023"),
            (2023, "rd_intensity", Decimal("2.6"), "stated", "2023"),
            (2024, "exports", 90, "stated", HALF_YEAR),
        ],
    ),
    "target_outcome": (
        "indicator, target, target_high, outcome, outcome_bound, result, margin, margin_percent",
        [
            # A margin in percent of 0 there is not. Of about 2.6 it is open whether it is 2.5.
            ("hte_count", 0, None, 4, "exact", "met", 4, None),
            ("rd_intensity", Decimal("2.5"), Decimal("2.8"), Decimal("2.6"), "approx", "unverifiable", Decimal("0.1"),
             4),
        ],
    ),
    "restatements": (
        "period, indicator, earlier_value, later_value, gap, tolerance, earlier_vintage, later_vintage, earlier_doc_id",
        [("2023", "hte_count", 5, 4, 1, 0, DAY, DAY, FIRST.doc_id)],
    ),
    "contradictions": (
        "rule, year, indicator, stated, expected, gap, tolerance, first_observation_id, third_observation_id",
        # 0 after a fall of 60 means 60; the county, as it was then, told 50.
        [("change", 2022, "patent_grants", 50, 60, 10, 0, observation_id(COUNTY, 2), observation_id(SECOND, 2))],
    ),
    "rankings": (
        "year, indicator, rank, bound, reports, doc_id",
        [(2022, "gdp", 3, "at_most", 1, COUNTY.doc_id), (2022, "gdp", 3, "exact", 1, FIRST.doc_id)],
    ),
    "league": (
        "year, indicator, place, regions, value, bound, distance_to_first",
        [(2022, "hte_count", 1, 2, 0, "exact", 0), (2023, "exports", 2, 2, 110, "range", -10)],
    ),
    "coverage": (
        "title, vintage, numbers, facts, observations, indicators",
        [("county", BEFORE, 6, 6, 6, 5), ("first", DAY, 6, 6, 6, 4), ("second", DAY, 3, 3, 3, 2)],
    ),
    "indicator_coverage": (
        "indicator, observations, reports, targets, first_year, last_year, level_years, missing_years",
        [
            ("exports", 4, 2, 0, 2022, 2024, 3, 0),
            ("gdp", 2, 2, 0, 2022, 2022, 0, 0),
            ("hte_count", 4, 3, 1, 2022, 2023, 2, 0),
            ("patent_grants", 3, 2, 0, 2022, 2023, 2, 0),
            ("rd_intensity", 2, 2, 1, 2023, 2023, 1, 0),
        ],
    ),
}  # fmt: skip


def test_every_mart_is_expected_here() -> None:
    assert set(EXPECTED) == set(MARTS)


@pytest.mark.parametrize("mart", MARTS)
def test_what_a_mart_makes_of_them(tiny, mart) -> None:
    columns, rows = EXPECTED[mart]
    ask = tiny(SECOND, COUNTY, NEIGHBOUR, FIRST)
    found = ask(f"SELECT {columns} FROM {mart} WHERE region = '370215' ORDER BY ALL")
    assert [tuple(row.values()) for row in found] == rows


def test_a_figure_without_a_unit_is_refused_and_says_so(tmp_path) -> None:
    with pytest.raises(WarehouseError, match=r"NOT NULL.*unit"):
        make_warehouse(tmp_path / "warehouse.duckdb", Report("a", (Told("hte_count", 1, unit=None),)))
    assert list(tmp_path.iterdir()) == []
