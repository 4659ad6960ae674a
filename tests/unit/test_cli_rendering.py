"""Numbers keep their digits, and text from reports stays text."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from pipeline.commands.rendering import bounded, cell, exact, json_text, readable
from pipeline.printable import printable


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("28176000000.000000"), "28176000000"),
        (Decimal("2.630000"), "2.63"),
        (Decimal("-0.120000"), "-0.12"),
        (Decimal("1E+10"), "10000000000"),
        (Decimal("0"), "0"),
        (7, "7"),
    ],
)
def test_exact_values_are_written_out(value, text):
    assert exact(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("13368000000"), "CNY", "133.68亿元"),
        (Decimal("52900"), "CNY", "5.29万元"),
        (Decimal("1380000000000"), "CNY", "1.38万亿元"),
        (Decimal("500"), "CNY", "500元"),
        (Decimal("-25000000"), "USD", "-2500万美元"),
        (Decimal("2.63"), "percent", "2.63%"),
        (Decimal("-0.12"), "pp", "-0.12 pp"),
        (Decimal("1027"), "count", "1,027"),
        (Decimal("146.6"), "person_year", "146.6 person_year"),
        (Decimal("4"), "rank", "4位"),
    ],
)
def test_values_are_shown_in_chinese_units(value, unit, text):
    assert readable(value, unit) == text


def test_bounds_are_shown():
    assert bounded(Decimal(1800), None, "count", "at_least") == "≥ 1,800"
    assert bounded(Decimal(2), Decimal(3), "count", "range") == "2 – 3"
    assert bounded(Decimal(5), None, "percent", "exact") == "5%"


def test_json_keeps_all_digits_of_a_decimal():
    line = json_text({"value": Decimal("12345678901234567.123456"), "text": '他说"好"', "none": None})
    assert "12345678901234567.123456" in line
    assert json.loads(line)["text"] == '他说"好"'


def test_json_holds_what_it_has_no_word_for():
    value = {"d": [date(2024, 1, 5)], "v": Decimal("2500.000000"), "n": float("nan"), "中": b"x"}
    assert json_text(value) == '{"d": ["2024-01-05"], "v": 2500, "n": null, "中": "b\'x\'"}'


def test_text_cannot_steer_a_terminal():
    assert printable("a\x1b[31mb\u202ec\x07\x9bd") == "a[31mbcd"
    assert printable("多行\n文字\t列") == "多行\n文字\t列"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_formula_is_neutralised(text):
    assert cell(text) == "'" + text
    assert cell("正常") == "正常"
