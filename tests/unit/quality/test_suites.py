"""Suites are read as they are, and a wrong one stops with its file and the remedy."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SuiteError
from pipeline.quality import Layer, Severity, declared_checks, load_suites

PRESENT = {
    "type": "expect_column_values_to_not_be_null",
    "kwargs": {"column": "number"},
    "meta": {"check_id": "number_present", "severity": "warn", "about": "A number has digits"},
}


def suite(**changes: Any) -> dict[str, Any]:
    return {"name": "numbers", "meta": {"layer": "stage"}, "expectations": [PRESENT]} | changes


def write(folder: Path, content: Any, name: str = "numbers") -> Path:
    (folder / f"{name}.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def test_a_suite_is_read_as_it_is(tmp_path: Path) -> None:
    (read,) = load_suites(write(tmp_path, suite()))
    assert (read.table, read.layer, read.frame) == ("numbers", Layer.STAGE, 'SELECT * FROM "numbers"')
    assert read.expectations == (PRESENT,)
    (spec,) = read.specs
    assert (spec.check_id, spec.severity, spec.description) == ("number_present", Severity.WARN, "A number has digits")
    assert not spec.is_blocking


def without(key: str) -> dict[str, Any]:
    meta = {name: value for name, value in PRESENT["meta"].items() if name != key}  # type: ignore[attr-defined]
    return suite(expectations=[PRESENT | {"meta": meta}])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "is no JSON"),
        (suite(meta={"layer": "cellar"}), "'cellar' is not a valid Layer"),
        (suite(meta={}), "lacks or misspells something: 'layer'"),
        (without("check_id"), "lacks or misspells something: 'check_id'"),
        (without("severity"), "lacks or misspells something: 'severity'"),
        (suite(expectations=[PRESENT | {"meta": PRESENT["meta"] | {"severity": "fatal"}}]), "'fatal' is not a valid"),  # type: ignore[operator]
        (suite(name="observations"), "Name the file observations.json"),
        (suite(expectations=[PRESENT, PRESENT]), "check_id 'number_present' is used twice"),
        (
            suite(expectations=[PRESENT | {"type": "expect_column_values_to_be_unique"}]),
            "needs all rows at once, but rows come in slices",
        ),
        (
            suite(expectations=[PRESENT | {"type": "expect_table_row_count_to_be_between", "kwargs": {}}]),
            "Write the check as a query",
        ),
    ],
)
def test_a_wrong_suite_names_file_and_remedy(tmp_path: Path, content: Any, problem: str) -> None:
    with pytest.raises(SuiteError, match=problem) as raised:
        load_suites(write(tmp_path, content))
    assert str(tmp_path) in str(raised.value)


def test_a_folder_without_suites_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="no suites here"):
        load_suites(tmp_path)


def test_listing_checks_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    script = (
        "import sys; from pipeline.quality import declared_checks; assert len(declared_checks()) > 100; "
        "print([name for name in ('great_expectations', 'pandas', 'dagster') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_every_check_says_what_it_is_about() -> None:
    for spec in declared_checks():
        assert spec.description, spec.check_id
        assert spec.check_id == spec.check_id.lower()
