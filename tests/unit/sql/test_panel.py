"""The panel's rule, part by part; every expected value was worked out by hand from the reports beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.tiny_warehouse import Report, Told, observation_id


def test_a_figure_fills_every_column_of_its_row(tiny):
    report = Report("a", (Told("rd_expenditure", "133.68".replace(".", "") + "000000", number="133.68", unit="CNY"),))
    assert tiny(report)("FROM panel") == [
        {
            "region": "370300",
            "region_name": "淄博市",
            "year": 2023,
            "indicator": "rd_expenditure",
            "indicator_name": "全社会研发经费投入",
            "value": Decimal("13368000000"),
            "value_high": None,
            "unit": "CNY",
            "bound": "exact",
            "status": "actual",
            "period": "2023",
            "confidence": "certain",
            "vintage": date(2024, 1, 15),
            "rule": "only_statement",
            "statements": 1,
            "reports": 1,
            "agree": True,
            "smallest": Decimal("13368000000"),
            "largest": Decimal("13368000000"),
            "low": Decimal("13367500000"),
            "high": Decimal("13368500000"),
            "stated_region": "370300",
            "observation_id": observation_id(report, 0),
            "doc_id": report.doc_id,
            "segment_id": f"{report.doc_id[:16]}-s0",
        }
    ]


def values(ask, columns="value, rule"):
    return [tuple(row.values()) for row in ask(f"SELECT {columns} FROM panel ORDER BY region, year, indicator")]


def test_actual_wins_over_a_later_forecast_and_targets_never_count(tiny):
    ask = tiny(
        Report("early", (Told("hte_count", 1027),), issued_on=date(2024, 1, 1)),
        Report("late", (Told("hte_count", 1100, status="forecast"), Told("hte_count", 1200, status="target")),
               issued_on=date(2024, 6, 1)),
    )  # fmt: skip
    assert values(ask) == [(Decimal(1027), "only_statement")]


def test_a_forecast_stands_in_where_nothing_has_happened(tiny):
    ask = tiny(Report("a", (Told("hte_count", 1100, status="forecast", period="2024"),)))
    assert values(ask, "value, status") == [(Decimal(1100), "forecast")]


def test_the_latest_vintage_wins_and_the_difference_is_named(tiny):
    ask = tiny(
        Report("first", (Told("hte_count", 1027),), issued_on=date(2024, 1, 1)),
        Report("second", (Told("hte_count", 1031),), issued_on=date(2025, 1, 1)),
        Report("third", (Told("hte_count", 1031),), issued_on=date(2024, 7, 1)),
    )
    assert values(ask, "value, rule, statements, reports, agree, smallest, largest") == [
        (Decimal(1031), "latest_of_differing", 3, 3, False, Decimal(1027), Decimal(1031))
    ]


def test_two_vintages_of_one_day_the_report_of_the_later_year_wins(tiny):
    ask = tiny(
        Report("of 2023", (Told("hte_count", 1027),), years="2023"),
        Report("of 2024", (Told("hte_count", 1031),), years="2023,2024"),
    )
    assert values(ask, "value") == [(Decimal(1031),)]


def test_a_later_partial_year_does_not_replace_the_whole_one(tiny):
    ask = tiny(
        Report("yearly", (Told("tech_contract_value", "5000000000", number="50", unit="CNY"),)),
        Report("monthly", (Told("tech_contract_value", "4000000000", number="40", unit="CNY",
                                period="2023-01/2023-11"),), issued_on=date(2024, 12, 1)),
    )  # fmt: skip
    assert values(ask, "value, period, statements") == [(Decimal(5000000000), "2023", 1)]


def test_a_partial_year_stands_in_where_no_whole_one_is_told(tiny):
    ask = tiny(Report("monthly", (Told("tech_contract_value", 40, unit="CNY", period="2023-01/2023-11"),)))
    assert values(ask, "value, period, year") == [(Decimal(40), "2023-01/2023-11", 2023)]


def test_sums_over_several_years_are_no_value_of_a_year(tiny):
    assert values(tiny(Report("plan", (Told("hte_count", 7, period="2021/2025"),)))) == []


def test_certain_wins_over_doubtful_and_exact_over_bounded_within_a_vintage(tiny):
    ask = tiny(
        Report("a", (Told("hte_count", 1, confidence="inherited_region"), Told("hte_count", 2, bound="at_least"),
                     Told("hte_count", 3))),
    )  # fmt: skip
    assert values(ask, "value, statements, reports") == [(Decimal(3), 3, 1)]
    doubtful = tiny(Report("b", (Told("hte_count", 1, confidence="inherited_region"),
                                 Told("hte_count", 2, bound="at_least")), region="320500"))  # fmt: skip
    assert values(doubtful, "region, value")[0] == ("320500", Decimal(2))


def test_rounding_and_bounds_make_statements_agree(tiny):
    ask = tiny(
        Report("rounded", (Told("gdp", "420000000000", number="4200", unit="CNY"),), issued_on=date(2024, 1, 1)),
        Report("finer", (Told("gdp", "420030000000", number="4200.3", unit="CNY"),), issued_on=date(2024, 2, 1)),
        Report("bounded", (Told("hte_count", 1680, bound="at_least"),), issued_on=date(2024, 1, 1)),
        Report("counted", (Told("hte_count", 1684),), issued_on=date(2024, 2, 1)),
        Report("next step", (Told("rd_intensity", "2.6", unit="percent"),), issued_on=date(2024, 1, 1)),
        Report("other step", (Told("rd_intensity", "2.7", unit="percent"),), issued_on=date(2024, 2, 1)),
    )
    assert values(ask, "indicator, value, rule") == [
        ("gdp", Decimal(420030000000), "latest_of_agreeing"),
        ("hte_count", Decimal(1684), "latest_of_agreeing"),
        ("rd_intensity", Decimal("2.7"), "latest_of_differing"),
    ]


def test_a_range_keeps_both_ends(tiny):
    ask = tiny(Report("a", (Told("rd_intensity", "6", number="6%-6.5%"[:1], unit="percent", bound="range",
                                 value_high="6.5"),)))  # fmt: skip
    assert values(ask, "value, value_high, low, high") == [(Decimal("6"), Decimal("6.5"), Decimal("5.5"), Decimal("7"))]


def test_the_currency_of_the_catalogue_wins(tiny):
    ask = tiny(
        Report("a", (Told("exports", 700, unit="CNY"),), issued_on=date(2024, 1, 1)),
        Report("b", (Told("exports", 100, unit="USD"), Told("fdi_actual", 9, unit="USD")), issued_on=date(2024, 2, 1)),
    )
    assert values(ask, "indicator, value, unit") == [
        ("exports", Decimal(700), "CNY"),
        ("fdi_actual", Decimal(9), "USD"),
    ]


def test_a_level_of_zero_is_a_value(tiny):
    assert values(tiny(Report("a", (Told("hte_count", 0),))), "value, low, high") == [(Decimal(0),) * 3]


def test_a_county_that_became_a_district_stays_one_series(tiny):
    ask = tiny(
        Report("as city", (Told("hte_count", 10, period="2016", region="370282"),), issued_on=date(2017, 1, 1)),
        Report("as district", (Told("hte_count", 12, period="2018", region="370215"),), issued_on=date(2019, 1, 1)),
        Report("again", (Told("hte_count", 11, period="2016", region="370215"),), issued_on=date(2019, 1, 2)),
    )
    assert values(ask, "region, region_name, year, value, stated_region") == [
        ("370215", "即墨区", 2016, Decimal(11), "370215"),
        ("370215", "即墨区", 2018, Decimal(12), "370215"),
    ]


def test_hidden_places_never_mix(tiny):
    one = Report("one", (Told("hte_count", 10),), region="unknown")
    other = Report("other", (Told("hte_count", 20),), region="unknown")
    assert sorted(values(tiny(one, other), "region, value")) == sorted(
        [(f"unknown:{one.doc_id[:12]}", Decimal(10)), (f"unknown:{other.doc_id[:12]}", Decimal(20))]
    )


def test_as_of_a_day_only_what_was_told_by_then(tiny):
    ask = tiny(
        Report("first", (Told("hte_count", 1027),), issued_on=date(2024, 1, 15)),
        Report("second", (Told("hte_count", 1031),), issued_on=date(2025, 1, 15)),
    )
    known = "SELECT value FROM panel_as_of(DATE '{}')"
    assert ask(known.format("2024-01-14")) == []
    assert ask(known.format("2024-01-15")) == [{"value": Decimal(1027)}]
    assert ask(known.format("2025-01-14")) == [{"value": Decimal(1027)}]
    assert ask(known.format("2025-01-15")) == [{"value": Decimal(1031)}]


def test_an_undated_report_counts_from_the_years_it_speaks_of(tiny):
    ask = tiny(
        Report("dated", (Told("hte_count", 1031),), issued_on=date(2024, 1, 15)),
        Report("found later", (Told("hte_count", 1027),), issued_on=None, years="2022,2023",
               landed_at=datetime(2026, 1, 1, tzinfo=UTC)),
    )  # fmt: skip
    assert values(ask, "value") == [(Decimal(1031),)]


@pytest.mark.parametrize("name", ["a", "b", "c", "d"])
def test_of_two_versions_of_a_file_the_later_counts(tiny, name):  # whatever their hashes are
    first = Report(name, (Told("hte_count", 158),), source="report.txt")
    changed = replace(first, name=f"{name}, changed", told=(Told("hte_count", 168),))
    ask = tiny(replace(changed, landed_at=first.landed_at + timedelta(days=1)), first)
    assert ask("SELECT value FROM panel") == [{"value": Decimal(168)}]
