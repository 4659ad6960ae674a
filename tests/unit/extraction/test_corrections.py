"""Corrections override what was extracted, are marked, and stop the build when they no longer fit."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline import flow
from pipeline.errors import CorrectionError, ReferenceDataError
from pipeline.ingest import document_id
from pipeline.reference.corrections import LAYOUT, load_corrections
from pipeline.reference.loading import SeedFolder
from pipeline.schemas import NUMBERS, OBSERVATIONS
from tests.read_once import reference

TEXT = """淄博市科学技术局2021年工作总结

一、2021年工作完成情况
全市地区生产总值达到4200.62亿元，同比下降2.4%。举办培训会11场。2021年3月15日，召开大会。
全市进出口总额、出口总额均增长5.5%。
"""
DATA = TEXT.encode()
DOC = document_id(DATA)
Rows = dict[str, dict[str, Any]]


def corrected(folder: Path, *rows: str, text: str = TEXT) -> tuple[Rows, dict[str, list[dict[str, Any]]]]:
    """Numbers by their digits, and observations by the digits that carry them, under the given correction rows."""
    (folder / LAYOUT.file_name).write_text("\n".join((",".join(LAYOUT.columns), *rows, "")), encoding="utf-8")
    known = reference()
    corrections = load_corrections(SeedFolder.read(folder), known.regions.by_code, known.indicators)
    used = replace(known, corrections=corrections)
    row = flow.text_row({"doc_id": DOC, "file_name": "report.txt"}, text.encode(), used, "f")
    numbers, observations = flow.number_and_observation_rows(row, flow.segment_rows(row, used), used)
    told: dict[str, list[dict[str, Any]]] = {}
    for observation in observations:
        told.setdefault(observation["number"], []).append(observation)
    assert all(set(number) == set(NUMBERS.column_names()) for number in numbers)
    assert all(set(observation) == set(OBSERVATIONS.column_names()) for observation in observations)
    return {number["number"]: number for number in numbers}, told


def correction(number: str, field: str, value: str, *, text: str = TEXT) -> str:
    start = text.index(number)
    return f"{DOC},{start},{start + len(number)},{number},{field},{value},the bureau's erratum,A. Reader"


def test_nothing_changes_without_a_correction(tmp_path: Path) -> None:
    numbers, told = corrected(tmp_path)
    assert told["4200.62"][0]["indicator"] == "gdp"
    assert told["2.4"][0]["value"] == Decimal("-2.4")
    assert numbers["11"]["class"] == "quantity"
    assert "11" not in told
    assert [row["indicator"] for row in told["5.5"]] == ["trade_total", "exports"]
    assert all(row["confidence"] != "corrected" for rows in told.values() for row in rows)


def test_a_correction_for_another_report_changes_nothing(tmp_path: Path) -> None:
    row = correction("4200.62", "status", "forecast").replace(DOC, "a" * 64)
    assert corrected(tmp_path, row) == corrected(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [("indicator", "retail_sales"), ("period", "2020"), ("measure", "change_abs"), ("status", "forecast")],
)
def test_a_field_of_an_observation_is_set_and_marked(tmp_path: Path, field: str, value: str) -> None:
    before = corrected(tmp_path)[1]["4200.62"][0]
    numbers, told = corrected(tmp_path, correction("4200.62", field, value))
    (row,) = told["4200.62"]
    assert row[field] == value
    assert row["confidence"] == "corrected"
    assert row["rules"].endswith("corrected")
    assert (row[f"{field}_start"], row[f"{field}_end"], row[f"{field}_origin"]) == (None, None, "corrected")
    kept = set(before) - {
        field,
        "year",
        "confidence",
        "rules",
        *(f"{field}_{end}" for end in ("start", "end", "origin")),
    }
    assert {name: row[name] for name in kept} == {name: before[name] for name in kept}
    assert numbers["4200.62"]["reason"] == "corrected"
    assert all(
        other["confidence"] != "corrected" for number, rows in told.items() if number != "4200.62" for other in rows
    )


def test_a_corrected_period_moves_the_year(tmp_path: Path) -> None:
    (row,) = corrected(tmp_path, correction("4200.62", "period", "2016/2020"))[1]["4200.62"]
    assert (row["period"], row["year"]) == ("2016/2020", 2020)


def test_a_corrected_region_has_its_name_and_a_hidden_one_none(tmp_path: Path) -> None:
    (row,) = corrected(tmp_path, correction("4200.62", "region", "370321"))[1]["4200.62"]
    assert (row["region"], row["region_name"]) == ("370321", "桓台县")
    (row,) = corrected(tmp_path, correction("4200.62", "region", "unknown"))[1]["4200.62"]
    assert (row["region"], row["region_name"]) == ("unknown", None)


def test_amounts_are_set_in_ledger_and_observation(tmp_path: Path) -> None:
    numbers, told = corrected(
        tmp_path,
        correction("4200.62", "value", "420162000000"),
        correction("4200.62", "value_high", "430000000000"),
        correction("4200.62", "bound", "range"),
    )
    for row in (numbers["4200.62"], *told["4200.62"]):
        assert (row["value"], row["value_high"], row["bound"]) == (
            Decimal(420162000000),
            Decimal(430000000000),
            "range",
        )
    numbers, _ = corrected(tmp_path, correction("4200.62", "bound", "at_least"))
    assert (numbers["4200.62"]["bound"], numbers["4200.62"]["value_high"]) == ("at_least", None)


def test_a_fact_becomes_a_quantity_without_sign_or_nothing(tmp_path: Path) -> None:
    numbers, told = corrected(tmp_path, correction("2.4", "class", "quantity"))
    assert (numbers["2.4"]["class"], numbers["2.4"]["value"], numbers["2.4"]["unit"]) == (
        "quantity",
        Decimal("2.4"),
        "percent",
    )
    assert "2.4" not in told
    numbers, told = corrected(tmp_path, correction("2.4", "class", "none"))
    assert [numbers["2.4"][name] for name in ("class", "value", "value_high", "unit", "bound")] == ["none", *[None] * 4]
    assert "2.4" not in told
    assert "4200.62" in told


def test_a_quantity_becomes_a_fact_with_what_the_report_says_by_default(tmp_path: Path) -> None:
    numbers, told = corrected(
        tmp_path, correction("11", "class", "fact"), correction("11", "indicator", "farmers_trained")
    )
    (row,) = told["11"]
    assert numbers["11"]["class"] == "fact"
    assert row["observation_id"] == f"{numbers['11']['number_id']}.0"
    assert (row["region"], row["region_name"], row["period"], row["year"]) == ("370300", "淄博市", "2021", 2021)
    assert (row["measure"], row["status"], row["value"], row["unit"]) == ("level", "actual", Decimal(11), "count")
    assert (row["confidence"], row["rules"]) == ("corrected", "corrected")


def test_a_number_that_was_none_becomes_a_quantity_with_value_and_unit(tmp_path: Path) -> None:
    text = TEXT.replace("3月15日", "3月18日")
    row = correction("18", "class", "quantity", text=text)
    with pytest.raises(CorrectionError, match="'18' has no value and unit of its own"):
        corrected(tmp_path, row, text=text)
    amounts = [correction("18", "value", "18", text=text), correction("18", "unit", "count", text=text)]
    numbers, _ = corrected(tmp_path, row, *amounts, text=text)
    assert [numbers["18"][name] for name in ("class", "value", "unit", "bound")] == ["quantity", 18, "count", "exact"]


def test_a_correction_holds_for_all_facts_of_a_number_and_one_indicator_leaves_one(tmp_path: Path) -> None:
    told = corrected(tmp_path, correction("5.5", "period", "2019"))[1]["5.5"]
    assert [(row["indicator"], row["period"]) for row in told] == [("trade_total", "2019"), ("exports", "2019")]
    told = corrected(tmp_path, correction("5.5", "indicator", "gdp"))[1]["5.5"]
    assert [row["indicator"] for row in told] == ["gdp"]


STOPS = {
    "another number stands there": (
        correction("4200.62", "period", "2020").replace("4200.62", "4200.63"),
        r"corrections\.csv:2: the report reads '4200\.62' at \d+, not '4200\.63' \(document [0-9a-f]{16}\)\. Look",
    ),
    "the span is no number of the ledger": (
        correction("召开大会", "class", "none"),
        r"corrections\.csv:2: the extractor finds no number with the span \[\d+, \d+\) \(document .*\)\. Write",
    ),
    "the span is half a number": (correction("4200", "period", "2020"), "finds no number with the span"),
    "a quantity has no indicator": (correction("11", "indicator", "gdp"), "'11' is no fact, so it has no indicator"),
    "a new fact names no indicator": (correction("11", "class", "fact"), "Add a row that names its indicator"),
}


@pytest.mark.parametrize(("row", "message"), STOPS.values(), ids=STOPS)
def test_a_correction_that_does_not_fit_stops_the_build(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(CorrectionError, match=message) as caught:
        corrected(tmp_path, row)
    assert isinstance(caught.value, ReferenceDataError)
    assert caught.value.doc_id == DOC


def test_a_new_fact_needs_a_period_where_the_report_tells_none(tmp_path: Path) -> None:
    text = "淄博市培训会11场。\n"
    rows = [correction("11", "class", "fact", text=text), correction("11", "indicator", "farmers_trained", text=text)]
    with pytest.raises(CorrectionError, match="does not tell the period of '11'"):
        corrected(tmp_path, *rows, text=text)
    told = corrected(tmp_path, *rows, correction("11", "period", "2021", text=text), text=text)[1]
    assert told["11"][0]["period"] == "2021"
