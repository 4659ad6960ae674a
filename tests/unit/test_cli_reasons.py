"""`zhibiao extract --explain`: for each number the verdict, the rules, and the deciding words with where they stand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands.extracting import EXPLAINED, FIELDS
from pipeline.commands.reasons import NO_FACT, NO_QUANTITY, in_words
from pipeline.extraction.entries import NO_YEAR, UNMAPPED
from pipeline.extraction.exclusions import NotQuantity
from pipeline.vocabulary import DECIDED_FIELDS

RUNNER = CliRunner()
TEXT = (
    "淄博市科学技术局2023年工作总结\n"
    "一、2023年工作完成情况\n"
    "2023年，桓台县技术合同成交额281.76亿元，同比增\n长10.5%。召开培训会11场。深入实施“331工程”。\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def explained(report: Path, *arguments: str) -> str:
    result = RUNNER.invoke(app, ["extract", str(report), "--explain", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_fact_names_the_words_that_decided_each_field(report: Path) -> None:
    lines = [json.loads(line) for line in explained(report, "--format", "jsonl").splitlines()]
    fact = next(line for line in lines if line["number"] == "281.76")
    assert tuple(fact["because"]) == DECIDED_FIELDS
    words = {name: decided["words"] for name, decided in fact["because"].items()}
    assert (words["indicator"], words["region"], words["period"]) == ("技术合同成交额", "桓台县", "2023年")
    for decided in fact["because"].values():
        assert decided["origin"]
        assert decided["words"] == (TEXT[decided["start"] : decided["end"]] if decided["words"] else None)
    growth = next(line for line in lines if line["number"] == "10.5")
    assert growth["because"]["indicator"]["origin"] == "sentence"
    assert growth["because"]["measure"]["words"] == "同比增\n长"


def test_the_ledger_for_people_lists_every_number_in_one_line(report: Path) -> None:
    result = RUNNER.invoke(app, ["extract", str(report), "--ledger"])
    table = {line.split()[1]: " ".join(line.split()[2:]) for line in result.stdout.splitlines()[2:] if line.strip()}
    assert table["281.76"] == "fact 281.76亿元 tech_contract_value of 桓台县, 2023, level, actual"
    assert table["11"] == "quantity 11 figure of no indicator of the catalogue"
    assert table["331"] == "none part of a name"
    assert "decided" not in result.stdout


def test_a_quantity_has_a_reason_alone(report: Path) -> None:
    lines = [json.loads(line) for line in explained(report, "--format", "jsonl").splitlines()]
    (quantity,) = [line for line in lines if line["class"] == "quantity"]
    assert quantity["reason"] == "unmapped"
    assert not {"because", "rules", "confidence"} & set(quantity)


def test_figures_of_no_year_say_what_to_do(tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text("全市高新技术企业达到1532家。\n", encoding="utf-8")
    assert "1532 quantity 1,532 figure of no year that the report tells" in " ".join(explained(undated).split())
    plain = RUNNER.invoke(app, ["extract", str(undated)])
    assert "no year is told in title, date or text" in " ".join(plain.stdout.split())


def test_figures_of_no_place_say_what_to_do(tmp_path: Path) -> None:
    placeless = tmp_path / "placeless.txt"
    placeless.write_text("2023年高新技术企业达到1532家。\n", encoding="utf-8")
    printed = " ".join(RUNNER.invoke(app, ["extract", str(placeless)]).stdout.split())
    assert "whose report it is is not told, or hidden: put a title such as" in printed
    assert "whose report" not in RUNNER.invoke(app, ["extract", str(placeless), "--format", "csv"]).stdout


def test_the_table_tells_of_every_number(report: Path) -> None:
    printed = " ".join(explained(report).split())
    assert "281.76 fact 281.76亿元 rules" in printed
    assert "indicator tech_contract_value: 技术合同成交额, in the same clause" in printed
    assert "measure change_pct: 同比增长, in the same clause" in printed
    assert "11 quantity 11 figure of no indicator of the catalogue" in printed
    assert "331 none part of a name" in printed


def test_the_year_of_a_part_tells_its_rule(tmp_path: Path) -> None:
    silent = tmp_path / "silent.txt"
    silent.write_text(
        "淄博市科学技术局2023年工作总结\n高新技术企业达到1532家。\n下一步，新增高新技术企业90家。\n", encoding="utf-8"
    )
    printed = " ".join(explained(silent).split())
    assert "period 2023: by the part of the report, as the title names it" in printed
    assert "period 2024: by the part of the report, as it follows from the part before" in printed
    dated = tmp_path / "dated.txt"
    dated.write_text("淄博市高新技术企业再创新高\n发布日期：2023-07-12\n高新技术企业达到1532家。\n", encoding="utf-8")
    (fact,) = (json.loads(line) for line in explained(dated, "--format", "jsonl").splitlines())
    assert fact["because"]["period"]["year_rule"] == "the report is dated in it"


def test_csv_holds_the_words_in_one_cell(report: Path) -> None:
    header, *rows = csv.reader(io.StringIO(explained(report, "--format", "csv")))
    assert tuple(header) == (*FIELDS, *EXPLAINED)
    because = next(row for row in rows if row[header.index("number")] == "281.76")[header.index("because")]
    assert "indicator=技术合同成交额 (clause); region=桓台县 (clause)" in because


def test_without_explain_no_reason_is_printed(report: Path) -> None:
    result = RUNNER.invoke(app, ["extract", str(report), "--format", "jsonl"])
    assert not any(name in json.loads(line) for line in result.stdout.splitlines() for name in EXPLAINED)


def test_every_reason_has_words() -> None:
    assert set(NotQuantity) <= set(NO_QUANTITY)
    assert {UNMAPPED, NO_YEAR} <= set(NO_FACT)
    assert in_words({"class": "none", "reason": "date"}) == ["a date or a time of day"]
    assert in_words({"class": "quantity", "reason": "something_new"}) == ["something_new"]
