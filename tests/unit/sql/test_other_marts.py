"""Restatements, rankings, league and the two coverages, worked out by hand."""

from datetime import date
from decimal import Decimal

from tests.tiny_warehouse import Report, Told, observation_id


def restated(ask, columns="earlier_value, later_value"):
    return [tuple(row.values()) for row in ask(f"SELECT {columns} FROM restatements ORDER BY earlier_vintage")]


def test_a_later_report_tells_a_figure_otherwise(tiny):
    first = Report("first", (Told("rd_intensity", "53.22", unit="percent"),), issued_on=date(2023, 1, 1))
    second = Report("second", (Told("rd_intensity", "56.66", unit="percent"),), issued_on=date(2024, 1, 1))
    ask = tiny(second, first)
    assert ask("FROM restatements") == [
        {
            "region": "370300",
            "region_name": "淄博市",
            "year": 2023,
            "period": "2023",
            "indicator": "rd_intensity",
            "indicator_name": "研发经费占地区生产总值比重",
            "measure": "level",
            "unit": "percent",
            "earlier_value": Decimal("53.22"),
            "later_value": Decimal("56.66"),
            "gap": Decimal("3.44"),
            "tolerance": Decimal("0.01"),
            "earlier_vintage": date(2023, 1, 1),
            "later_vintage": date(2024, 1, 1),
            "earlier_sentence": "rd_intensity53.22。",
            "later_sentence": "rd_intensity56.66。",
            "earlier_doc_id": first.doc_id,
            "later_doc_id": second.doc_id,
            "earlier_observation_id": observation_id(first, 0),
            "later_observation_id": observation_id(second, 0),
        }
    ]


def test_each_step_of_a_series_of_vintages_is_a_row(tiny):
    ask = tiny(*(Report(f"r{day}", (Told("hte_count", value),), issued_on=date(2024, 1, day))
                 for day, value in ((1, 10), (2, 12), (3, 12), (4, 11))))  # fmt: skip
    assert restated(ask) == [(Decimal(10), Decimal(12)), (Decimal(12), Decimal(11))]


def test_what_rounding_and_bounds_explain_is_no_restatement(tiny):
    ask = tiny(
        Report("a", (Told("gdp", "420000000000", number="4200", unit="CNY"), Told("hte_count", 1680, bound="at_least"),
                     Told("rd_intensity", "2.6", unit="percent")), issued_on=date(2024, 1, 1)),
        Report("b", (Told("gdp", "420030000000", number="4200.3", unit="CNY"), Told("hte_count", 1684),
                     Told("rd_intensity", "2.7", unit="percent")), issued_on=date(2024, 2, 1)),
    )  # fmt: skip
    assert restated(ask) == [(Decimal("2.6"), Decimal("2.7"))]


def test_a_forecast_that_came_otherwise_another_year_or_unit_is_no_restatement(tiny):
    ask = tiny(
        Report("a", (Told("hte_count", 10, status="forecast"), Told("exports", 1, unit="CNY"),
                     Told("patent_grants", 5, period="2022")), issued_on=date(2024, 1, 1)),
        Report("b", (Told("hte_count", 12), Told("exports", 7, unit="USD"), Told("patent_grants", 6)),
               issued_on=date(2024, 2, 1)),
    )  # fmt: skip
    assert restated(ask) == []


def test_two_vintages_of_one_day_follow_the_years_they_speak_of(tiny):
    ask = tiny(
        Report("of 2024", (Told("hte_count", 12),), years="2023,2024"),
        Report("of 2023", (Told("hte_count", 10),), years="2023"),
    )
    assert restated(ask) == [(Decimal(10), Decimal(12))]


def test_a_place_that_changed_its_code_can_be_restated(tiny):
    ask = tiny(
        Report("city", (Told("hte_count", 10, period="2016", region="370282"),), issued_on=date(2017, 1, 1)),
        Report("district", (Told("hte_count", 11, period="2016", region="370215"),), issued_on=date(2018, 1, 1)),
    )
    assert restated(ask, "region, earlier_value, later_value") == [("370215", Decimal(10), Decimal(11))]


def test_rankings_tell_rank_bound_and_sentence(tiny):
    first = Report("a", (Told("rd_intensity", 4, unit="rank", measure="rank"),
                         Told("rd_intensity", 2, unit="rank", measure="growth_rank"),
                         Told("hte_count", 3, unit="rank", measure="rank", bound="at_most")))  # fmt: skip
    again = Report("b", (Told("rd_intensity", 4, unit="rank", measure="rank"),), issued_on=date(2024, 9, 1))
    rows = tiny(first, again)(
        "SELECT indicator, measure, rank, bound, statements, reports, sentence, observation_id FROM rankings "
        "ORDER BY indicator, measure"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("hte_count", "rank", 3, "at_most", 1, 1, "hte_count3。", observation_id(first, 2)),
        ("rd_intensity", "growth_rank", 2, "exact", 1, 1, "rd_intensity2。", observation_id(first, 1)),
        ("rd_intensity", "rank", 4, "exact", 2, 2, "rd_intensity4。", observation_id(again, 0)),
    ]


def test_the_league_places_regions_of_one_level_and_province(tiny):
    def report(region, *told):
        return Report(region, told, region=region)

    def jobless(share):
        return Told("unemployment_rate", share, unit="percent")

    ask = tiny(
        report("370300", Told("hte_count", 10), jobless(5), Told("exports", 9, unit="USD")),
        report("370200", Told("hte_count", 30), jobless(4), Told("exports", 8, unit="CNY")),
        report("320500", Told("hte_count", 99)),  # alone in its province
        report("370215", Told("hte_count", 20)),  # a county, alone among counties
        report("370000", Told("hte_count", 500)),
        report("320000", Told("hte_count", 500)),
    )  # fmt: skip
    rows = ask(
        "SELECT league, region, indicator, place, regions, value, distance_to_first FROM league "
        "ORDER BY league, indicator, place, region"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("100000", "320000", "hte_count", 1, 2, Decimal(500), Decimal(0)),
        ("100000", "370000", "hte_count", 1, 2, Decimal(500), Decimal(0)),
        ("370000", "370200", "hte_count", 1, 2, Decimal(30), Decimal(0)),
        ("370000", "370300", "hte_count", 2, 2, Decimal(10), Decimal(-20)),
        ("370000", "370200", "unemployment_rate", 1, 2, Decimal(4), Decimal(0)),
        ("370000", "370300", "unemployment_rate", 2, 2, Decimal(5), Decimal(1)),
    ]


def test_the_league_leaves_out_partial_years_and_forecasts(tiny):
    ask = tiny(
        Report("a", (Told("hte_count", 10),)),
        Report("b", (Told("hte_count", 30, period="2023-01/2023-11"),), region="370200"),
        Report("c", (Told("hte_count", 30, status="forecast"),), region="370200"),
    )
    assert ask("FROM league") == []


def test_coverage_counts_verdicts_and_keeps_reports_without_numbers(tiny):
    ask = tiny(
        Report("full", (Told("hte_count", 1), Told("hte_count", 2, confidence="inherited_region"), Told("exports", 3))),
        Report("empty"),
    )
    rows = ask(
        "SELECT title, numbers, facts, quantities, not_quantities, observations, indicators, doubtful, fact_share "
        "FROM coverage ORDER BY title DESC"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("full", 3, 3, 0, 0, 3, 2, 1, 100.0),
        ("empty",) + (0,) * 7 + (None,),
    ]


def test_indicator_coverage_counts_years_and_gaps(tiny):
    ask = tiny(
        Report("a", (
            Told("hte_count", 1, period="2018"), Told("hte_count", 2, period="2021"),
            Told("hte_count", 2, period="2021"),
            Told("hte_count", 9, period="2025", status="target"),
            Told("hte_count", 7, period="2022", measure="change_pct", unit="percent", confidence="inherited_period"),
        )),
        Report("b", (Told("exports", 7, unit="CNY", period="2022", measure="change_abs"),)),
    )  # fmt: skip
    rows = ask(
        "SELECT indicator, observations, reports, targets, doubtful, first_year, last_year, level_years, missing_years "
        "FROM indicator_coverage ORDER BY indicator DESC"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("hte_count", 5, 1, 1, 1, 2018, 2022, 2, 2),
        ("exports", 1, 1, 0, 0, 2022, 2022, 0, 0),
    ]


def test_each_observation_has_its_sentence_and_its_report(tiny):
    address = "https://example.org/one.html"
    told = (Told("hte_count", 12), Told("hte_count", 15, status="target", period="2024"))
    report = Report("one", told, source=address)
    columns = "observation_id, region_name, value, status, number, sentence, file_name, source"
    rows = tiny(report)(f"SELECT {columns} FROM sentences")
    assert [tuple(row.values()) for row in sorted(rows, key=lambda row: row["value"])] == [
        (observation_id(report, 0), "淄博市", Decimal(12), "actual", "12", "hte_count12。", "one.txt", address),
        (observation_id(report, 1), "淄博市", Decimal(15), "target", "15", "hte_count15。", "one.txt", address),
    ]
