"""The texts and label sheets of this folder are whole, in the shared format, and what their sources say.

What belongs here: checks of the labels themselves. What does not: scoring the extractor against them.
"""

import csv
import importlib.util
import itertools
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in (FOLDER / "sources").glob("*.src"))
UNITS = {"CNY", "USD", "count", "percent", "pp", "person_year", "tonne", "rank", "index"}
FACT_FIELDS = ("indicator", "region", "period", "measure", "status", "value", "unit", "bound")


@pytest.fixture(scope="module")
def convert() -> ModuleType:
    spec = importlib.util.spec_from_file_location("convert_economy", FOLDER / "convert.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def sheet(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_no_text_without_a_source() -> None:
    assert len(NAMES) >= 8
    assert sorted(path.stem for path in FOLDER.glob("*.tsv")) == NAMES
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_files_are_what_the_source_says(name: str, convert: ModuleType) -> None:
    source = convert.read_source(FOLDER / "sources" / f"{name}.src")
    rows = convert.rows_of(source, convert.catalogue())
    assert convert.check(name, source, rows) == []
    assert (FOLDER / f"{name}.txt").read_bytes().decode() == source.text
    assert sheet(name) == rows


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_valid(name: str, convert: ModuleType) -> None:
    text = (FOLDER / f"{name}.txt").read_bytes().decode()
    units = convert.catalogue()
    for row in sheet(name):
        assert text[int(row["start"]) : int(row["end"])] == row["number"], row
        assert row["class"] in {"fact", "quantity", "doubtful", "none"}, row
        if row["class"] == "none":
            assert not any(row[field] for field in FACT_FIELDS), row
        elif row["class"] == "fact":
            assert all(row[field] for field in FACT_FIELDS), row
            assert row["indicator"] in units, row
            assert row["unit"] in UNITS, row
            assert row["measure"] in convert.MEASURES.values(), row
            assert re.fullmatch(r"\d{6}", row["region"]), row
        else:
            assert row["unit"] in UNITS | {"other"}, row
            assert float(row["value"]) >= 0, row
            assert row["indicator"] + row["measure"] == "", row


@pytest.mark.parametrize("name", NAMES)
def test_spans_do_not_cross(name: str) -> None:
    spans = sorted({(int(row["start"]), int(row["end"])) for row in sheet(name)})
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize("name", NAMES)
def test_at_least_half_of_what_counts_is_a_fact(name: str) -> None:
    kinds = [row["class"] for row in sheet(name)]
    assert 2 * kinds.count("fact") >= kinds.count("fact") + kinds.count("quantity") + kinds.count("doubtful")
