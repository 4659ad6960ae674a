"""The label sheets of this folder follow from their annotated sources, and keep to the labelling guide's form.

What does not belong here: what the extractor finds in the texts.
"""

import csv
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.vocabulary import Bound, Measure, Status

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in (FOLDER / "sources").glob("*.src"))
PERIOD = re.compile(r"\d{4}(/\d{4})?|\d{4}-\d\d/\d{4}-\d\d")
DIGITS = re.compile(r"[0-9０-９]+")
GUIDE_UNITS = {"CNY", "USD", "count", "percent", "pp", "person_year", "tonne", "rank", "index", "other"}


def load_converter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("convert_science_texts", FOLDER / "convert.py")
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


@pytest.mark.parametrize("name", NAMES)
def test_text_and_sheet_follow_from_the_source(name: str) -> None:
    source = converter.read_source(FOLDER / "sources" / f"{name}.src")
    assert text_of(name) == source.text
    assert sheet_of(name) == converter.rows_of(source, catalogue)


@pytest.mark.parametrize("name", NAMES)
def test_every_digit_is_labelled_where_it_stands(name: str) -> None:
    text, covered = text_of(name), set()
    for row in sheet_of(name):
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["number"]
        covered.update(range(start, end))
    unlabelled = [text[m.start() - 8 : m.end() + 8] for m in DIGITS.finditer(text) if m.start() not in covered]
    assert unlabelled == []


@pytest.mark.parametrize("name", NAMES)
def test_texts_have_the_size_that_a_test_needs(name: str) -> None:
    rows = sheet_of(name)
    facts, quantities = (sum(row["class"] == kind for row in rows) for kind in ("fact", "quantity"))
    assert 700 <= len(text_of(name)) <= 2000
    assert facts >= 30
    assert facts > quantities


def test_facts_keep_to_the_vocabulary() -> None:
    for row in facts():
        assert row["indicator"] in catalogue
        assert row["region"] == "unknown" or re.fullmatch(r"\d{6}", row["region"])
        assert PERIOD.fullmatch(row["period"])
        assert row["unit"] in GUIDE_UNITS
        assert bool(row["value_high"]) == (row["bound"] == Bound.RANGE)
        if row["measure"] == Measure.CHANGE_PCT:
            assert row["unit"] == "percent"
        if row["measure"] in (Measure.RANK, Measure.GROWTH_RANK):
            assert row["unit"] == "rank"


def test_every_measure_status_and_bound_occurs() -> None:
    rows = list(facts())
    assert {row["measure"] for row in rows} == set(Measure)
    assert {row["status"] for row in rows} == set(Status)
    assert {row["bound"] for row in rows} == set(Bound)
