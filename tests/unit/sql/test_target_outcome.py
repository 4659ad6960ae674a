"""Promises beside outcomes, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.tiny_warehouse import Report, Told, observation_id

PLAN = date(2023, 1, 10)
SUMMARY = date(2024, 1, 10)


def plan(*told: Told, name: str = "plan", issued_on: date = PLAN) -> Report:
    return Report(name, told, issued_on=issued_on, years="2022,2023")


def summary(*told: Told, name: str = "summary", issued_on: date = SUMMARY) -> Report:
    return Report(name, told, issued_on=issued_on, years="2023,2024")


def target(value, **options) -> Told:
    return Told("hte_count", value, status="target", **options)


def results(ask, columns="target, outcome, result, margin, margin_percent"):
    return [
        tuple(row.values()) for row in ask(f"SELECT {columns} FROM target_outcome ORDER BY indicator, period, measure")
    ]


def test_met_with_its_margin(tiny):
    ask = tiny(plan(target(1650)), summary(Told("hte_count", 1683)))
    assert results(ask) == [(Decimal(1650), Decimal(1683), "met", Decimal(33), 2.0)]
    assert results(ask, "outcome_source, outcome_method, is_ceiling, is_revised") == [("stated", None, False, False)]


def test_missed_with_its_margin(tiny):
    assert results(tiny(plan(target(60)), summary(Told("hte_count", 43)))) == [
        (Decimal(60), Decimal(43), "missed", Decimal(-17), -28.33)
    ]


def test_pending_while_no_report_reaches_beyond_the_year(tiny):
    assert results(tiny(plan(target(60)), plan(Told("rd_intensity", 3, unit="percent"), name="other",
                                               issued_on=date(2023, 12, 31)))) == [
        (Decimal(60), None, "pending", None, None)
    ]  # fmt: skip


def test_unverifiable_where_later_reports_keep_silent(tiny):
    assert results(tiny(plan(target(60)), summary(Told("rd_intensity", 3, unit="percent")))) == [
        (Decimal(60), None, "unverifiable", None, None)
    ]


@pytest.mark.parametrize("told", [(), (Told("hte_count", 70, period="2024", status="target"),)])
def test_pending_while_later_reports_tell_nothing_that_happened(tiny, told):  # 会议通知; 2024年工作要点
    ask = tiny(plan(target(60)), summary(*told))
    assert results(ask, "year, result")[0] == (2023, "pending")


@pytest.mark.parametrize(("issued_on", "result"), [(SUMMARY, "pending"), (date(2025, 1, 10), "unverifiable")])
def test_pending_while_the_statistics_of_the_year_are_not_due(tiny, issued_on, result):
    promised = plan(Told("rd_intensity", 3, unit="percent", status="target"))
    ask = tiny(promised, summary(Told("hte_count", 70), issued_on=issued_on))
    assert results(ask, "result") == [(result,)]


def test_pending_while_only_others_name_the_region(tiny):
    peers = Report("peers", (Told("rd_intensity", 3, unit="percent", region="370300"),), region="370200",
                   issued_on=SUMMARY)  # fmt: skip
    assert results(tiny(plan(target(60)), peers), "result") == [("pending",)]


def test_what_a_city_promised_for_its_district_is_awaited_of_the_city(tiny):
    ask = tiny(plan(target(60, region="370321")), summary(Told("rd_intensity", 3, unit="percent")))
    assert results(ask, "region, result") == [("370321", "unverifiable")]


def test_a_partial_year_is_no_outcome_of_the_year(tiny):
    ask = tiny(plan(target(60)), summary(Told("hte_count", 70, period="2023-01/2023-11")))
    assert results(ask, "result") == [("unverifiable",)]


@pytest.mark.parametrize(
    ("issued_on", "happened", "result"),
    [
        (date(2023, 7, 8), 43, "pending"),  # 全年目标60家，目前43家
        (date(2023, 7, 8), 60, "met"),
        (date(2023, 11, 30), 43, "pending"),
        (date(2023, 12, 5), 43, "missed"),
    ],
)
def test_what_falls_short_before_the_last_month_is_not_missed(tiny, issued_on, happened, result):
    ask = tiny(plan(target(60)), plan(Told("hte_count", happened), name="so far", issued_on=issued_on))
    assert results(ask, "outcome, result") == [(Decimal(happened), result)]


def test_a_report_of_a_half_year_without_a_date_tells_the_state_so_far(tiny):
    so_far = Report("so far", (target(60), Told("hte_count", 43, part_period="2023-01/2023-06")), issued_on=None,
                    years="2023")  # fmt: skip
    assert results(tiny(so_far), "outcome, result") == [(Decimal(43), "pending")]


def test_what_fell_short_before_the_last_month_and_is_not_told_again_is_unverifiable(tiny):
    so_far = plan(Told("hte_count", 43), name="so far", issued_on=date(2023, 7, 8))
    ask = tiny(plan(target(60)), so_far, summary(Told("rd_intensity", 3, unit="percent")))
    assert results(ask, "outcome, result") == [(Decimal(43), "unverifiable")]


@pytest.mark.parametrize("value", [43, 72])
def test_a_ceiling_is_neither_kept_nor_broken_before_the_last_month(tiny, value):
    so_far = plan(Told("hte_count", value), name="so far", issued_on=date(2023, 7, 8))
    assert results(tiny(plan(target(60, bound="at_most")), so_far), "result") == [("pending",)]


@pytest.mark.parametrize(
    ("promised", "bound", "happened", "happened_bound", "result"),
    [
        (1700, "exact", 1680, "at_least", "unverifiable"),  # 1680余家: 1680 to who knows
        (1680, "exact", 1680, "at_least", "met"),
        (1700, "exact", 1700, "at_most", "unverifiable"),  # 不足1700家
        (1700, "exact", 1699, "at_most", "missed"),
        (300, "exact", 300, "approx", "unverifiable"),  # 近300: 285 to 315
        (300, "exact", 280, "approx", "missed"),  # 266 to 294
        (300, "exact", 320, "approx", "met"),  # 304 to 336
        (300, "at_least", 300, "exact", "met"),
        (300, "approx", 286, "exact", "met"),  # 300左右 begins at 285
        (300, "approx", 284, "exact", "missed"),
        (5, "at_most", 5, "exact", "met"),
        (5, "at_most", 6, "exact", "missed"),
        (5, "at_most", 4, "at_least", "unverifiable"),
        (0, "exact", 0, "exact", "met"),
    ],
)
def test_bounds_decide(tiny, promised, bound, happened, happened_bound, result):
    ask = tiny(plan(target(promised, bound=bound)), summary(Told("hte_count", happened, bound=happened_bound)))
    assert results(ask, "result") == [(result,)]


def test_a_range_is_met_from_its_lower_end(tiny):
    ask = tiny(
        plan(Told("rd_intensity", 6, value_high="6.5", bound="range", unit="percent", status="target")),
        summary(Told("rd_intensity", 6, unit="percent")),
    )
    assert results(ask, "target, target_high, result") == [(Decimal(6), Decimal("6.5"), "met")]


def test_less_unemployment_is_better_without_being_told(tiny):
    ask = tiny(
        plan(Told("unemployment_rate", "5.5", unit="percent", status="target")),
        summary(Told("unemployment_rate", "5.2", unit="percent")),
    )
    assert results(ask, "is_ceiling, result, margin") == [(True, "met", Decimal("-0.3"))]


def test_growth_targets_are_met_by_stated_growth(tiny):
    growth = {"unit": "percent", "measure": "change_pct"}
    ask = tiny(plan(Told("hte_count", 15, status="target", **growth)), summary(Told("hte_count", "22.56", **growth)))
    assert results(ask, "measure, target, outcome, result, outcome_source") == [
        ("change_pct", Decimal(15), Decimal("22.56"), "met", "stated")
    ]


def test_growth_targets_are_met_by_the_growth_of_levels(tiny):
    ask = tiny(
        plan(Told("hte_count", 15, unit="percent", measure="change_pct", status="target")),
        summary(Told("hte_count", 1000, period="2022"), Told("hte_count", 1200)),
    )
    assert results(ask, "outcome, result, outcome_source, outcome_method") == [
        (Decimal(20), "met", "derived", "growth_of_levels")
    ]


def test_levels_follow_from_the_growth_of_the_year_after(tiny):
    # The report of 2024 says 1260 and growth of 20%: so 2023 had 1050, printed digits allow 1045.6 to 1054.4.
    late = Report("late", (Told("hte_count", 1260, period="2024"),
                           Told("hte_count", 20, unit="percent", measure="change_pct", period="2024")),
                  issued_on=date(2025, 1, 1))  # fmt: skip
    assert results(tiny(plan(target(1000)), late), "outcome, result, outcome_method") == [
        (Decimal(1050), "met", "level_before_growth")
    ]
    assert results(tiny(plan(target(1052), name="near", issued_on=date(2023, 2, 1)), late), "result") == [
        ("unverifiable",)
    ]


def test_changes_of_a_share_follow_from_levels(tiny):
    ask = tiny(
        plan(Told("rd_intensity", 1, unit="pp", measure="change_abs", status="target")),
        summary(
            Told("rd_intensity", "2.00", unit="percent", period="2022"), Told("rd_intensity", "2.50", unit="percent")
        ),
    )
    assert results(ask, "outcome, result, outcome_method") == [(Decimal("0.5"), "missed", "change_of_levels")]


@pytest.mark.parametrize(("level", "result"), [(1400, "met"), (1200, "unverifiable")])
def test_additions_to_a_stock_are_at_least_what_the_levels_rose(tiny, level, result):
    ask = tiny(
        plan(Told("hte_count", 300, measure="change_abs", status="target")),
        summary(Told("hte_count", 1000, period="2022"), Told("hte_count", level)),
    )
    assert results(ask, "result, outcome_method") == [(result, "net_change_of_levels")]


def test_repeated_and_revised_promises_are_one_row_with_their_history(tiny):
    first = plan(target(1600), name="first", issued_on=date(2022, 12, 1))
    second = plan(target(1650), target(1650, sentence=1), name="second", issued_on=date(2023, 2, 1))
    ask = tiny(second, first, summary(Told("hte_count", 1660)))
    (row,) = ask(
        "SELECT target, statements, reports, is_revised, history, target_observation_id, result FROM target_outcome"
    )
    assert (row["target"], row["statements"], row["reports"], row["is_revised"]) == (Decimal(1650), 3, 2, True)
    assert [(entry["vintage"], entry["target"], entry["doc_id"]) for entry in row["history"]] == [
        (date(2022, 12, 1), Decimal(1600), first.doc_id),
        (date(2023, 2, 1), Decimal(1650), second.doc_id),
    ]
    assert row["target_observation_id"] == observation_id(second, 0)
    assert row["result"] == "met"


def test_of_two_steps_the_guaranteed_one_counts(tiny):
    ask = tiny(plan(target(1900), target(2000)), summary(Told("hte_count", 1950)))
    assert results(ask, "target, stretch_target, result, is_revised") == [(Decimal(1900), Decimal(2000), "met", False)]


def test_the_stretch_of_an_older_plan_is_not_carried_over(tiny):
    ask = tiny(plan(target(1900), target(2000), name="old", issued_on=date(2022, 12, 1)), plan(target(1800)))
    assert results(ask, "target, stretch_target") == [(Decimal(1800), None)]


def test_the_latest_telling_of_the_outcome_counts(tiny):
    ask = tiny(
        plan(target(1000)),
        summary(Told("hte_count", 1001)),
        summary(Told("hte_count", 999), name="revision", issued_on=date(2025, 1, 1)),
    )
    assert results(ask, "outcome, result") == [(Decimal(999), "missed")]


def test_another_unit_is_another_promise(tiny):
    ask = tiny(
        plan(Told("exports", 100, unit="USD", status="target")),
        summary(Told("exports", 700, unit="CNY")),
    )
    assert results(ask, "unit, result") == [("USD", "unverifiable")]


def test_a_promise_of_the_city_that_became_a_district_meets_its_outcome(tiny):
    ask = tiny(plan(target(10, region="370282")), summary(Told("hte_count", 12, region="370215")))
    assert results(ask, "region, result") == [("370215", "met")]
