"""The whole of the reference data as shipped: it loads, quickly, from where it is told to."""

import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from pipeline.errors import ReferenceDataError
from pipeline.reference import DEFAULT_FOLDER, load_reference


def test_loads_what_is_shipped() -> None:
    reference = load_reference()
    assert reference.folder == DEFAULT_FOLDER
    assert reference.regions.by_code["370300"].name == "淄博市"
    assert len(reference.fingerprint) == 64
    with pytest.raises(FrozenInstanceError):
        reference.fingerprint = "changed"  # type: ignore[misc]


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "reference"
    shutil.copytree(DEFAULT_FOLDER, copied)
    with (copied / "corrections.csv").open("a", encoding="utf-8") as table:
        table.write(f"{'a' * 64},0,4,2020,class,none,a year,A. Reader\n")
    monkeypatch.setenv("ZHIBIAO_SEEDS", str(copied))
    reference = load_reference()
    assert reference.folder == copied
    assert set(reference.corrections.by_report) == {"a" * 64}
    assert reference.fingerprint != load_reference(DEFAULT_FOLDER).fingerprint


def test_a_changed_file_is_parsed_anew_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    copied = tmp_path / "reference"
    shutil.copytree(DEFAULT_FOLDER, copied)
    first = load_reference(copied)
    assert load_reference(copied) is first
    with (copied / "corrections.csv").open("a", encoding="utf-8") as table:
        table.write(f"{'b' * 64},0,4,2020,class,none,a year,A. Reader\n")
    assert set(load_reference(copied).corrections.by_report) == {"b" * 64}
    assert not first.corrections.by_report


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="no such folder"):
        load_reference(tmp_path / "nowhere")


@pytest.mark.parametrize("lag", ["-1", "6", "one"])
def test_a_lag_that_no_statistic_has_is_named(tmp_path: Path, lag: str) -> None:
    copied = tmp_path / "reference"
    shutil.copytree(DEFAULT_FOLDER, copied)
    with (copied / "indicators.csv").open("a", encoding="utf-8") as table:
        table.write(f"bikes,共享单车数,Bikes,transport,stock,count,Bikes,,0,,{lag},,共享单车\n")
    with pytest.raises(ReferenceDataError, match=r"indicators.csv:\d+: lag_years"):
        load_reference(copied)


@pytest.mark.parametrize("range_", ["9,1", "0,1e40"])
def test_a_range_that_holds_nothing_is_named(tmp_path: Path, range_: str) -> None:
    copied = tmp_path / "reference"
    shutil.copytree(DEFAULT_FOLDER, copied)
    with (copied / "indicators.csv").open("a", encoding="utf-8") as table:
        table.write(f"bikes,共享单车数,Bikes,transport,stock,count,Bikes,,{range_},,,共享单车\n")
    with pytest.raises(ReferenceDataError, match=r"indicators.csv:\d+: maximum"):
        load_reference(copied)


@pytest.mark.parametrize(
    ("indicators", "problem"), [("gdp|exports", "2 indicators are none for each subject"), ("gdq", "'gdq' is not in")]
)
def test_a_reading_lists_one_indicator_or_one_for_each_subject(tmp_path: Path, indicators: str, problem: str) -> None:
    copied = tmp_path / "reference"
    shutil.copytree(DEFAULT_FOLDER, copied)
    with (copied / "readings.csv").open("a", encoding="utf-8") as table:
        table.write(f"odd,gdp|exports|cpi,{indicators},money,,,,,GDP\n")
    with pytest.raises(ReferenceDataError, match=problem):
        load_reference(copied)
