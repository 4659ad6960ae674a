"""The texts and label sheets of this folder follow from their sources, and keep to the labelling guide's form.

What does not belong here: what the extractor finds in the texts.
"""

import csv
import importlib.util
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.vocabulary import Bound, Measure, Status

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in (FOLDER / "sources").glob("*.src"))
PERIOD = re.compile(r"\d{4}(/\d{4})?|\d{4}-\d\d/\d{4}-\d\d")
DIGITS = re.compile(r"[0-9０-９]+")
GUIDE_UNITS = {"CNY", "USD", "count", "percent", "pp", "person_year", "tonne", "rank", "index", "other"}
FACT_FIELDS = ("indicator", "region", "period", "measure", "status", "value", "unit", "bound")
LENGTH = range(900, 2201)
"""How many characters a text should have."""
NUMBERS = range(40, 101)
"""How many numbers of all classes a text should have."""


def load_converter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("convert_texts_of_releases", FOLDER / "convert.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.load_converter()  # type: ignore[no-any-return]


converter = load_converter()
catalogue = converter.catalogue()


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_bytes().decode("utf-8")


def sheet_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def facts() -> Iterator[dict[str, str]]:
    for name in NAMES:
        yield from (row for row in sheet_of(name) if row["class"] == "fact")


def test_each_source_has_its_text_and_sheet_and_nothing_else_is_there() -> None:
    assert len(NAMES) == 10
    assert sorted(path.stem for path in FOLDER.glob("*.tsv")) == NAMES
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_text_and_sheet_follow_from_the_source(name: str) -> None:
    source = converter.read_source(FOLDER / "sources" / f"{name}.src")
    rows = converter.rows_of(source, catalogue)
    assert text_of(name) == source.text
    assert sheet_of(name) == rows
    assert converter.check(name, source, rows) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_digit_is_labelled_where_it_stands(name: str) -> None:
    text, covered = text_of(name), set()
    for row in sheet_of(name):
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end].replace("\n", "⏎") == row["number"]
        covered.update(range(start, end))
    unlabelled = [text[m.start() - 8 : m.end() + 8] for m in DIGITS.finditer(text) if m.start() not in covered]
    assert unlabelled == []


@pytest.mark.parametrize("name", NAMES)
def test_spans_do_not_cross(name: str) -> None:
    spans = sorted({(int(row["start"]), int(row["end"])) for row in sheet_of(name)})
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize("name", NAMES)
def test_texts_have_the_size_that_a_test_needs(name: str) -> None:
    rows = sheet_of(name)
    kinds = [row["class"] for row in rows]
    assert len(text_of(name)) in LENGTH
    assert len({row["mention"] for row in rows}) in NUMBERS
    assert 2 * kinds.count("fact") >= len(kinds) - kinds.count("none")


@pytest.mark.parametrize("name", NAMES)
def test_rows_fill_what_their_class_asks_for(name: str) -> None:
    for row in sheet_of(name):
        filled = {field for field in FACT_FIELDS if row[field]}
        if row["class"] == "fact":
            assert filled == set(FACT_FIELDS), row
        elif row["class"] == "none":
            assert filled == set(), row
        else:
            assert row["class"] in ("quantity", "doubtful"), row
            assert filled == {"value", "unit", "bound"}, row
            assert Decimal(row["value"]) >= 0, row
            assert row["unit"] in GUIDE_UNITS, row


def test_facts_keep_to_the_vocabulary() -> None:
    for row in facts():
        assert row["indicator"] in catalogue
        assert re.fullmatch(r"\d{6}", row["region"])
        assert PERIOD.fullmatch(row["period"])
        assert row["unit"] in GUIDE_UNITS
        if row["measure"] == Measure.CHANGE_PCT:
            assert row["unit"] == "percent"
        if row["measure"] in (Measure.RANK, Measure.GROWTH_RANK):
            assert row["unit"] == "rank"


@pytest.mark.parametrize("name", NAMES)
def test_ranges_rise(name: str) -> None:
    for row in sheet_of(name):
        assert bool(row["value_high"]) == (row["bound"] == Bound.RANGE), row
        if row["value_high"]:
            assert Decimal(row["value"]) < Decimal(row["value_high"]) <= 10 * Decimal(row["value"]), row


def test_every_measure_status_and_bound_occurs() -> None:
    rows = list(facts())
    assert {row["measure"] for row in rows} == set(Measure)
    assert {row["status"] for row in rows} == set(Status)
    assert {row["bound"] for row in rows} == set(Bound)
