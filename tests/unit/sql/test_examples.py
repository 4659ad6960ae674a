"""Every question of `sql/examples/` on one small world, with the answers worked out by hand."""

from datetime import date
from decimal import Decimal

from pipeline.warehouse import statements
from tests.tiny_warehouse import Report, Told

SHARE = {"unit": "percent"}
GROWTH = {"unit": "percent", "measure": "change_pct"}
MONEY = {"unit": "CNY"}

WORLD = (
    Report(
        "zibo 2021",
        (
            Told("rd_intensity", "2.63", period="2020", **SHARE),
            Told("tech_contract_value", "25000000000", number="250", period="2021", **MONEY),
            Told("hte_count", 1000, period="2021"),
            Told("hte_count", 1200, period="2022", status="target"),
            Told("patent_grants", 50, period="2022", status="target"),
            Told("hte_count", 4, unit="rank", measure="rank", period="2021"),
        ),
        issued_on=date(2022, 3, 1),
        years="2021,2022",
    ),
    Report(
        "zibo 2023",
        (
            Told("rd_expenditure", "12939000000", number="129.39", **MONEY),
            Told("rd_intensity", "2.94", **SHARE),
            Told("rd_intensity", "0.31", unit="pp", measure="change_abs"),
            Told("hte_count", 1100, period="2022"),
            Told("hte_count", 1375),
            Told("hte_count", 25, **GROWTH),
            Told("tech_contract_value", "26000000000", number="260", period="2021", **MONEY),
            Told("rd_intensity", "2.90", period="2020", confidence="inherited_period", **SHARE),
            Told("rd_intensity", "2.50", period="2022", **SHARE),
        ),
        issued_on=date(2024, 3, 1),
        years="2023,2024",
    ),
    Report(
        "qingdao 2023",
        (
            Told("hte_count", 7000, period="2022"),
            Told("hte_count", 7700),
            Told("hte_count", 8000, period="2024", status="target"),
            Told("rd_intensity", "2.50", **SHARE),
        ),
        region="370200",
        issued_on=date(2024, 2, 1),
        years="2023,2024",
    ),
)

D = Decimal
EXPECTED = {
    # question: (columns to look at, rows)
    "city_profile": (
        "indicator_name, value, rule",
        [("高新技术企业总量", D(1375), "only_statement"), ("全社会研发经费投入", D(12939000000), "only_statement"),
         ("研发经费占地区生产总值比重", D("2.94"), "only_statement")],
    ),
    "research_intensity": (
        # 2022 is stated (2.50), so the 2.63 that 2.94 and 0.31 imply is not needed
        "year, value, origin",
        [(2020, D("2.90"), "stated"), (2022, D("2.50"), "stated"), (2023, D("2.94"), "stated")],
    ),
    "compare_cities": ("region_name, year, value", [("淄博市", 2023, D("2.94")), ("青岛市", 2023, D("2.50"))]),
    "targets_missed": ("region_name, year, target, outcome, margin", [("淄博市", 2022, D(1200), D(1100), D(-100))]),
    "target_record": (
        "region_name, met, missed, not_told_again, pending, percent_met",
        [("淄博市", 0, 1, 1, 0, 0.0), ("青岛市", 0, 0, 0, 1, None)],
    ),
    "promises_forgotten": ("region_name, year, indicator_name, target", [("淄博市", 2022, "专利授权量", D(50))]),
    "growth_leaders": (
        "region_name, growth, source", [("淄博市", D(25), "stated"), ("青岛市", D(10), "derived")]
    ),
    "who_ranks_where": ("region_name, year, rank, sentence", [("淄博市", 2021, 4, "hte_count4。")]),
    "disagreements": (
        "indicator_name, earlier_value, later_value, gap",
        [("研发经费占地区生产总值比重", D("2.63"), D("2.90"), D("0.27")),
         ("技术合同成交额", D(25000000000), D(26000000000), D(1000000000))],
    ),
    "contradictions_with_sentences": (
        "rule, year, stated, expected, first_sentence, second_sentence",
        [("change", 2022, D("2.50"), D("2.63"), "rd_intensity2.50。", "rd_intensity2.94。")],
    ),
    "known_in_2022": ("year, known_then, known_now", [(2021, D(25000000000), D(26000000000))]),
    "implied_gdp": ("region_name, year, gdp_100_million, low, high", [("淄博市", 2023, 4401.0, 4393.4, 4408.7)]),
    "sources_of_a_figure": (
        "period, value, status, file_name, start",
        [("2021", D(1000), "actual", "zibo 2021.txt", 51), ("2022", D(1100), "actual", "zibo 2023.txt", 67),
         ("2022", D(1200), "target", "zibo 2021.txt", 66), ("2023", D(1375), "actual", "zibo 2023.txt", 82)],
    ),
    "promises_in_words": (
        "region_name, year, result, promise, told",
        [("青岛市", 2024, "pending", "hte_count8000。", None),
         ("淄博市", 2022, "missed", "hte_count1200。", "hte_count1100。"),
         ("淄博市", 2022, "unverifiable", "patent_grants50。", None)],
    ),
    "cite_the_panel": (
        "year, value, sentence, file_name",
        [(2020, D("2.90"), "rd_intensity2.90。", "zibo 2023.txt"),
         (2022, D("2.50"), "rd_intensity2.50。", "zibo 2023.txt"),
         (2023, D("2.94"), "rd_intensity2.94。", "zibo 2023.txt")],
    ),
    "doubtful_figures": ("region_name, year, value, confidence", [("淄博市", 2020, D("2.90"), "inherited_period")]),
    "what_is_missing": (
        "region_name, indicator_name, level_years, missing_years", [("淄博市", "研发经费占地区生产总值比重", 3, 1)]
    ),
    "numbers_per_report": (
        "file_name, numbers, facts, doubtful",
        [("zibo 2023.txt", 9, 9, 1), ("zibo 2021.txt", 6, 6, 0), ("qingdao 2023.txt", 4, 4, 0)],
    ),
    "league_of_a_province": (
        "indicator_name, year, place, region_name, distance_to_first",
        [("高新技术企业总量", 2022, 1, "青岛市", D(0)), ("高新技术企业总量", 2022, 2, "淄博市", D(-5900)),
         ("高新技术企业总量", 2023, 1, "青岛市", D(0)), ("高新技术企业总量", 2023, 2, "淄博市", D(-6325)),
         ("研发经费占地区生产总值比重", 2023, 1, "淄博市", D(0)),
         ("研发经费占地区生产总值比重", 2023, 2, "青岛市", D("-0.44"))],
    ),
}  # fmt: skip


def test_every_question_is_answered_here() -> None:
    assert sorted(EXPECTED) == [statement.name for statement in statements("examples")]
    assert len(EXPECTED) >= 15


def test_every_question_is_asked_on_top() -> None:
    for statement in statements("examples"):
        assert "?" in statement.head or statement.head.startswith("Where"), statement.name


def test_every_example_gives_its_answer(tiny) -> None:
    ask = tiny(*WORLD)
    answers = {}
    for statement in statements("examples"):
        columns, _ = EXPECTED[statement.name]
        rows = ask(f"SELECT {columns} FROM ({statement.text.rstrip().rstrip(';')}\n)")
        answers[statement.name] = [tuple(row.values()) for row in rows]
    assert answers == {name: rows for name, (_, rows) in EXPECTED.items()}
