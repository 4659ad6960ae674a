"""The labelled texts are what their annotated sources say, and their sheets keep to the labelling guide.

What belongs here: checks of the labels themselves. What does not: scoring the extractor against them.
"""

import csv
import itertools
import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.vocabulary import Bound, Measure, Status
from tests.golden import annotation

SOURCES = annotation.sources()
FOLDERS = sorted({path.parents[1] for path in SOURCES})
UNITS_OF_INDICATORS = annotation.catalogue()
UNITS = {"CNY", "USD", "count", "percent", "pp", "person_year", "tonne", "rank", "index"}
FACT_FIELDS = {"indicator", "region", "period", "measure", "status", "value", "unit", "bound"}
of_each_text = pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
of_each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def text_of(source: Path) -> str:
    return (source.parents[1] / f"{source.stem}.txt").read_bytes().decode("utf-8")


def sheet_of(source: Path) -> list[dict[str, str]]:
    with (source.parents[1] / f"{source.stem}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@of_each_folder
def test_each_source_has_its_text_and_sheet_and_nothing_else_is_there(folder: Path) -> None:
    names = sorted(source.stem for source in SOURCES if source.parents[1] == folder)
    assert len(names) >= 10
    assert sorted(path.stem for path in folder.glob("*.tsv")) == names
    assert sorted(path.stem for path in folder.glob("*.txt")) == names


@of_each_text
def test_text_and_sheet_follow_from_the_source(source: Path) -> None:
    read = annotation.read_source(source)
    rows = annotation.rows_of(read, UNITS_OF_INDICATORS)
    assert annotation.check(source.stem, read, rows) == []
    assert text_of(source) == read.text
    assert sheet_of(source) == rows


@of_each_text
def test_spans_do_not_cross(source: Path) -> None:
    spans = sorted({(int(row["start"]), int(row["end"])) for row in sheet_of(source)})
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@of_each_text
def test_texts_have_the_size_that_a_test_needs(source: Path) -> None:
    kinds = [row["class"] for row in sheet_of(source)]
    assert 700 <= len(text_of(source)) <= 2200
    assert 2 * kinds.count("fact") >= len(kinds) - kinds.count("none")


@of_each_text
def test_rows_fill_what_their_class_asks_for(source: Path) -> None:
    for row in sheet_of(source):
        filled = {field for field in FACT_FIELDS if row[field]}
        if row["class"] == "fact":
            assert filled == FACT_FIELDS, row
        elif row["class"] == "none":
            assert filled == set(), row
        else:
            assert row["class"] in ("quantity", "doubtful"), row
            assert filled == {"value", "unit", "bound"}, row
            assert Decimal(row["value"]) >= 0, row
            assert row["unit"] in UNITS | {"other"}, row


@of_each_text
def test_facts_keep_to_the_vocabulary(source: Path) -> None:
    for row in (row for row in sheet_of(source) if row["class"] == "fact"):
        assert row["indicator"] in UNITS_OF_INDICATORS, row
        assert row["region"] == "unknown" or re.fullmatch(r"\d{6}", row["region"]), row
        assert annotation.PERIOD.fullmatch(row["period"]), row
        assert row["unit"] in UNITS, row
        assert row["measure"] != Measure.CHANGE_PCT or row["unit"] == "percent", row
        assert row["measure"] not in (Measure.RANK, Measure.GROWTH_RANK) or row["unit"] == "rank", row


@of_each_text
def test_ranges_rise(source: Path) -> None:
    for row in sheet_of(source):
        assert bool(row["value_high"]) == (row["bound"] == Bound.RANGE), row
        if row["value_high"]:
            assert Decimal(row["value"]) < Decimal(row["value_high"]) <= 10 * Decimal(row["value"]), row


@of_each_folder
def test_every_measure_status_and_bound_occurs(folder: Path) -> None:
    facts = [row for source in SOURCES if source.parents[1] == folder for row in sheet_of(source)]
    assert {row["measure"] for row in facts} - {""} == set(Measure)
    assert {row["status"] for row in facts} - {""} == set(Status)
    assert {row["bound"] for row in facts} - {""} == set(Bound)
