"""Arithmetic that does not hold, and what rounding, bounds and wording explain; worked out by hand."""

from datetime import date
from decimal import Decimal

from tests.tiny_warehouse import Report, Told, observation_id

EARLY, LATE = date(2021, 1, 1), date(2022, 1, 1)
GROWTH = {"unit": "percent", "measure": "change_pct"}


def found(ask, columns="rule"):
    return [tuple(row.values()) for row in ask(f"SELECT {columns} FROM contradictions ORDER BY rule, stated")]


def intensity(value, period, **options):
    return Told("rd_intensity", value, unit="percent", period=period, **options)


def points(value, period):
    return Told("rd_intensity", value, number=value.lstrip("-"), unit="pp", measure="change_abs", period=period)


def test_a_change_that_leads_to_another_level_than_the_one_told_a_year_before(tiny):
    # 2.79 after a fall of 0.12 means 2.91; told was 2.63. Half a hundredth each may be lost in three printed figures.
    of_2019 = Report("of 2019", (intensity("2.63", "2019"),), issued_on=EARLY)
    of_2020 = Report("of 2020", (intensity("2.79", "2020"), points("-0.12", "2020")), issued_on=LATE)
    ask = tiny(of_2019, of_2020)
    assert found(ask, "rule, region, year, indicator, stated, expected, gap, tolerance") == [
        ("change", "370300", 2019, "rd_intensity", Decimal("2.63"), Decimal("2.91"), Decimal("0.28"), Decimal("0.015"))
    ]
    assert (
        ask("SELECT * FROM contradictions")[0]
        | {
            "first_sentence": "rd_intensity2.63。",
            "second_sentence": "rd_intensity2.79。",
            "third_sentence": "rd_intensity0.12。",
            "first_doc_id": of_2019.doc_id,
            "second_doc_id": of_2020.doc_id,
            "first_vintage": EARLY,
            "second_vintage": LATE,
            "first_observation_id": observation_id(of_2019, 0),
            "second_observation_id": observation_id(of_2020, 0),
            "third_observation_id": observation_id(of_2020, 1),
        }
        == ask("SELECT * FROM contradictions")[0]
    )


def test_rounding_of_three_figures_explains_fifteen_thousandths(tiny):
    # 2.79 + 0.12 = 2.91: 2.92 is within three halves of a hundredth, 2.93 is not.
    later = Report("later", (intensity("2.79", "2020"), points("-0.12", "2020")), issued_on=LATE)
    assert found(tiny(later, Report("a", (intensity("2.92", "2019"),), issued_on=EARLY))) == []
    ask = tiny(later, Report("b", (intensity("2.93", "2019"),), issued_on=EARLY))
    assert found(ask, "rule, stated") == [("change", Decimal("2.93"))]


def test_growth_printed_with_one_decimal_is_no_contradiction(tiny):
    # 1029 / 914 = 1.1258: 12.6% holds (12.55 to 12.65), so does 12.58%, 12.7% does not (12.65 gives 913.4).
    levels = (Told("hte_count", 914, period="2022"), Told("hte_count", 1029))
    for growth, rules in (("12.6", []), ("12.58", []), ("12.7", [("growth",)])):
        ask = tiny(Report("a", (*levels, Told("hte_count", growth, **GROWTH))))
        assert found(ask) == rules, growth


def test_a_level_printed_as_more_than_is_no_contradiction(tiny):
    growth = Told("hte_count", "22.56", **GROWTH)
    before = Told("hte_count", 1371, period="2022")
    # 1680余 / 1.2256 is at least 1370.7
    assert found(tiny(Report("a", (Told("hte_count", 1680, bound="at_least"), growth, before)))) == []
    # 1900余 / 1.2256 is at least 1550.2: more than 1371, whatever stands behind the 余
    ask = tiny(Report("a", (Told("hte_count", 1900, bound="at_least"), growth, before)))
    assert found(ask, "rule, stated") == [("growth", Decimal(1371))]


def test_growth_at_constant_prices_and_gross_additions_are_no_contradiction(tiny):
    ask = tiny(
        Report("a", (
            Told("gdp", 1050, unit="CNY"), Told("gdp", 5, **GROWTH), Told("gdp", 900, unit="CNY", period="2022"),
            Told("hte_count", 1200), Told("hte_count", 500, measure="change_abs"),
            Told("hte_count", 1000, period="2022"),
        )),
    )  # fmt: skip
    assert found(ask) == []


def test_partial_years_are_compared_with_the_same_months(tiny):
    def contract(value, period, **options):
        return Told("tech_contract_value", value, period=period, **({"unit": "CNY"} | options))

    told = (contract(1100, "2023-01/2023-11"), contract(10, "2023-01/2023-11", **GROWTH))
    assert found(tiny(Report("a", (*told, contract(3000, "2022"))))) == []
    assert found(tiny(Report("a", (*told, contract(900, "2022-01/2022-06"))))) == []
    assert found(tiny(Report("a", (*told, contract(900, "2022-01/2022-11"))))) == [("growth",)]


def test_one_contradicting_value_told_by_many_is_one_row(tiny):
    before = [Report(f"b{n}", (intensity("2.63", "2019"),), issued_on=date(2020, 1, n)) for n in (1, 2, 3)]
    ask = tiny(*before, Report("later", (intensity("2.79", "2020"), points("-0.12", "2020")), issued_on=LATE))
    assert found(ask, "rule, first_vintage") == [("change", date(2020, 1, 3))]


def test_a_level_that_a_later_report_tells_otherwise_is_a_restatement(tiny):
    # 110 after a growth of 10% means 100: 95 does not fit, but the report itself puts 100 in its place.
    early = Report("early", (Told("patent_grants", 95, period="2022"),), issued_on=EARLY)
    growth = (Told("patent_grants", 110), Told("patent_grants", 10, **GROWTH))
    corrected = Report("late", (*growth, Told("patent_grants", 100, period="2022")), issued_on=LATE)
    assert found(tiny(early, corrected)) == []
    # More than 90 puts nothing in its place; 90 does, and fits as little.
    vague = Report("late", (*growth, Told("patent_grants", 90, period="2022", bound="at_least")), issued_on=LATE)
    assert found(tiny(early, vague), "rule, stated") == [("growth", Decimal(95))]
    worse = Report("late", (*growth, Told("patent_grants", 90, period="2022")), issued_on=LATE)
    assert found(tiny(early, worse), "rule, stated") == [("growth", Decimal(90))]


def test_a_part_above_its_whole_in_one_report(tiny):
    def patents(part, whole, **options):
        return (
            Told("invention_patent_applications", part, **options),
            Told("patent_applications", whole),
        )

    assert found(tiny(Report("a", patents(500, 400))), "rule, stated, expected") == [
        ("part_above_whole", Decimal(500), Decimal(400))
    ]
    assert found(tiny(Report("a", patents(400, 400)))) == []
    assert found(tiny(Report("a", patents(500, 400, period="2022")))) == []
    assert found(tiny(Report("a", patents(410, 400, bound="approx")))) == []
    two = tiny(Report("a", (Told("exports", 5, unit="CNY"),)), Report("part", (Told("trade_total", 4, unit="CNY"),)))
    assert found(two) == []


def test_two_values_of_one_figure_in_one_report(tiny):
    ask = tiny(Report("a", (Told("hte_count", 1027), Told("hte_count", 1037), Told("hte_count", 1030, bound="approx"))))
    assert found(ask, "rule, stated, expected, gap") == [("two_values", Decimal(1027), Decimal(1037), Decimal(10))]
    rounded = (Told("gdp", "420030000000", number="4200.3", unit="CNY"),
               Told("gdp", "420000000000", number="4200", unit="CNY"))  # fmt: skip
    assert found(tiny(Report("a", rounded))) == []
    events = (Told("hte_count", 3, measure="change_abs"), Told("hte_count", 5, measure="change_abs"))
    assert found(tiny(Report("a", events))) == []


def test_a_plan_that_promises_less_than_it_says_has_happened(tiny):
    report = Report("plan", (Told("patent_applications", 3601), Told("patent_applications", 2200, status="target")),
                    region="unknown")  # fmt: skip
    assert found(tiny(report), "rule, stated, expected, gap, tolerance, region_name") == [
        ("target_already_passed", Decimal(2200), Decimal(3601), Decimal(1401), Decimal(0), None)
    ]


def test_a_target_that_was_bettered_below_it_is_no_contradiction(tiny):
    assert found(tiny(Report("a", (Told("hte_count", 180, status="target"), Told("hte_count", 191))))) == []


def test_a_target_that_its_sentence_sets_beside_the_outcome_is_no_contradiction(tiny):
    surpassed = (Told("hte_count", 1650, status="target", sentence=1), Told("hte_count", 1683, sentence=1))
    assert found(tiny(Report("a", surpassed))) == []
    repeated = (*surpassed, Told("hte_count", 1683))
    assert found(tiny(Report("a", repeated))) == []


def test_targets_that_are_ceilings_or_not_yet_reached_are_no_contradiction(tiny):
    told = (
        Told("unemployment_rate", "5.5", unit="percent", status="target"),
        Told("unemployment_rate", "5.8", unit="percent"),
        Told("hte_count", 1700, status="target"),
        Told("hte_count", 1680, bound="at_least"),
        Told("patent_grants", 100, status="target", bound="at_most"),
        Told("patent_grants", 120),
    )
    assert found(tiny(Report("a", told))) == []


def test_impossible_figures_contradict(tiny):
    told = (
        intensity("266.67", "2023"),
        intensity("-1", "2022"),
        Told("hte_count", 0, unit="rank", measure="rank"),
        Told("exports", -5, unit="CNY"),
        Told("hte_count", 0),
        intensity("100", "2021"),
    )
    assert found(tiny(Report("a", told)), "rule, stated, expected") == [
        ("level_below_0", Decimal(-5), Decimal(0)),
        ("rank_below_1", Decimal(0), Decimal(1)),
        ("share_outside_100", Decimal(-1), Decimal(0)),
        ("share_outside_100", Decimal("266.67"), Decimal(100)),
    ]


def test_research_over_gdp_is_its_intensity(tiny):
    def told(share):
        return (
            Told("rd_expenditure", "12939000000", number="129.39", unit="CNY"),
            Told("gdp", "440200000000", number="4402", unit="CNY"),
            intensity(share, "2023"),
        )

    # 129.39 / 4402 = 2.9393%
    assert found(tiny(Report("a", told("2.94")))) == []
    assert found(tiny(Report("a", told("2.96"))), "rule, stated, round(expected, 4)") == [
        ("rd_over_gdp", Decimal("2.96"), Decimal("2.9393"))
    ]


def test_hidden_places_do_not_contradict_each_other(tiny):
    ask = tiny(
        Report("one", (intensity("2.63", "2019"),), region="unknown"),
        Report("two", (intensity("2.79", "2020"), points("-0.12", "2020")), region="unknown"),
    )
    assert found(ask) == []
