"""Figures that follow from stated ones: derived and timeline, worked out by hand."""

from datetime import date
from decimal import Decimal

from tests.tiny_warehouse import Report, Told, observation_id


def derived(ask, where="TRUE"):
    rows = ask(
        "SELECT year, indicator, measure, round(value, 2) AS value, unit, round(low, 2) AS low, round(high, 2) AS high,"
        f" method FROM derived WHERE {where} ORDER BY method, year, indicator"
    )
    return [tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row.values()) for row in rows]


def test_the_level_before_follows_from_level_and_growth(tiny):
    # 1100 / 1.10 = 1000; the growth printed as 10 lies in 9.5 to 10.5, so 1100/1.105 = 995.48 to 1100/1.095 = 1004.57.
    report = Report("a", (Told("hte_count", 1100), Told("hte_count", 10, unit="percent", measure="change_pct")))
    ask = tiny(report)
    assert derived(ask) == [(2022, "hte_count", "level", 1000.0, "count", 995.48, 1004.57, "level_before_growth")]
    assert ask("SELECT first_observation_id, second_observation_id, vintage FROM derived") == [
        {
            "first_observation_id": observation_id(report, 0),
            "second_observation_id": observation_id(report, 1),
            "vintage": date(2024, 1, 15),
        }
    ]


def test_a_lower_bound_stays_open(tiny):
    told = (Told("hte_count", 1100, bound="at_least"), Told("hte_count", "10.0", unit="percent", measure="change_pct"))
    # 1100 / 1.1005 = 999.55; no upper end
    assert derived(tiny(Report("a", told))) == [
        (2022, "hte_count", "level", 1000.0, "count", 999.55, None, "level_before_growth")
    ]


def test_nothing_follows_from_two_lower_bounds(tiny):
    # 1200余 after 400余: the growth may be anything
    before, after = Told("hte_count", 400, bound="at_least", period="2022"), Told("hte_count", 1200, bound="at_least")
    assert derived(tiny(Report("a", (before, after)))) == []
    # 1200余, a growth of more than 20%
    growth = Told("hte_count", 20, unit="percent", measure="change_pct", bound="at_least")
    assert derived(tiny(Report("a", (after, growth)))) == []


def test_the_level_before_follows_from_percentage_points(tiny):
    # 2.79 - (-0.12) = 2.91, give or take twice half a hundredth
    told = (
        Told("rd_intensity", "2.79", unit="percent", period="2020"),
        Told("rd_intensity", "-0.12", number="0.12", unit="pp", measure="change_abs", period="2020"),
    )
    assert derived(tiny(Report("a", told))) == [
        (2019, "rd_intensity", "level", 2.91, "percent", 2.90, 2.92, "level_before_change")
    ]


def test_additions_to_a_stock_say_nothing_of_the_level_before(tiny):
    told = (Told("hte_count", 1100), Told("hte_count", 300, measure="change_abs"))
    assert derived(tiny(Report("a", told))) == []


def test_growth_at_constant_prices_is_not_joined_with_levels(tiny):
    told = (Told("gdp", 1050, unit="CNY"), Told("gdp", 5, unit="percent", measure="change_pct"))
    before = (Told("gdp", 900, unit="CNY", period="2022"),)
    assert derived(tiny(Report("a", told + before))) == []


def test_two_reports_do_not_lend_each_other_a_level_and_a_growth(tiny):
    ask = tiny(
        Report("level", (Told("hte_count", 1100),)),
        Report("growth", (Told("hte_count", 10, unit="percent", measure="change_pct"),)),
    )
    assert derived(ask) == []


def test_growth_follows_from_two_levels_of_the_panel(tiny):
    # 1029 / 914 = 1.12582
    told = (Told("hte_count", 914, period="2022"), Told("hte_count", 1029), Told("hte_count", 700, period="2020"))
    assert derived(tiny(Report("a", told))) == [
        (2023, "hte_count", "change_pct", 12.58, "percent", 12.58, 12.58, "growth_of_levels")
    ]


def test_a_level_of_zero_gives_no_growth_and_no_error(tiny):
    told = (Told("hte_count", 0, period="2022"), Told("hte_count", 10), Told("rd_intensity", 0, unit="percent"),
            Told("rd_expenditure", 10, unit="CNY"))  # fmt: skip
    assert derived(tiny(Report("a", told))) == []


def test_partial_years_give_no_growth(tiny):
    told = (Told("tech_contract_value", 10, unit="CNY", period="2022"),
            Told("tech_contract_value", 9, unit="CNY", period="2023-01/2023-11"))  # fmt: skip
    assert derived(tiny(Report("a", told))) == []


def test_gdp_follows_from_research_and_its_intensity(tiny):
    # 129.39 / 2.94% = 4401.02; from 129.385/2.945% = 4393.38 to 129.395/2.935% = 4408.69 (in 亿元)
    told = (
        Told("rd_expenditure", "12939000000", number="129.39", unit="CNY"),
        Told("rd_intensity", "2.94", unit="percent"),
    )
    rows = derived(tiny(Report("a", told)))
    assert [(row[1], row[-1]) for row in rows] == [("gdp", "gdp_of_rd")]
    assert [round(cell / 1e8, 2) for cell in (rows[0][3], rows[0][5], rows[0][6])] == [4401.02, 4393.38, 4408.69]


def test_the_timeline_prefers_what_is_stated_and_marks_what_is_not(tiny):
    ask = tiny(
        Report("of 2022", (Told("hte_count", 990, period="2022"),), issued_on=date(2023, 1, 1)),
        Report("of 2023", (Told("hte_count", 1100), Told("hte_count", 10, unit="percent", measure="change_pct")),
               issued_on=date(2024, 1, 1)),
        Report("of 2021", (Told("hte_count", 50, unit="percent", measure="change_pct", period="2022"),
                           Told("hte_count", 990, period="2022")), issued_on=date(2023, 2, 1)),
    )  # fmt: skip
    # 2022 is stated as 990, so the 1000 that 1100 and 10% imply is left out; 2021 is only implied: 990 / 1.5 = 660.
    assert ask("SELECT year, value, origin, method, status FROM timeline ORDER BY year") == [
        {"year": 2021, "value": Decimal(660), "origin": "derived", "method": "level_before_growth", "status": "actual"},
        {"year": 2022, "value": Decimal(990), "origin": "stated", "method": "all_equal", "status": "actual"},
        {"year": 2023, "value": Decimal(1100), "origin": "stated", "method": "only_statement", "status": "actual"},
    ]


def test_of_several_derived_levels_the_timeline_takes_the_latest_vintage(tiny):
    growth = {"unit": "percent", "measure": "change_pct"}
    ask = tiny(
        Report("first", (Told("hte_count", 1100), Told("hte_count", 10, **growth)), issued_on=date(2024, 1, 1)),
        Report("revised", (Told("hte_count", 1200), Told("hte_count", 20, **growth)), issued_on=date(2024, 6, 1)),
    )
    assert ask("SELECT value, vintage FROM timeline WHERE year = 2022") == [
        {"value": Decimal(1000), "vintage": date(2024, 6, 1)}
    ]
