"""What the command line asks: status, explanation of an observation."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import WarehouseError
from pipeline.warehouse import explain_observation, open_published, warehouse_status
from tests.tiny_warehouse import STARTED, Report, Told, make_warehouse, observation_id

REPORT = Report(
    "a",
    (
        Told("hte_count", 1680, words="高企😀"),
        Told("hte_count", 1700, period="2024", status="target"),
        Told("exports", 7),
    ),
    prelude="首页\r\n",
)


@pytest.fixture
def connection(tmp_path: Path):
    with open_published(make_warehouse(tmp_path / "warehouse.duckdb", REPORT)) as opened:
        yield opened


def test_status_counts(connection) -> None:
    status = warehouse_status(connection)
    assert (status.reports, status.regions, status.segments, status.numbers) == (1, 1, 3, 3)
    assert (status.observations, status.panel_values, status.quarantined) == (3, 2, 0)
    assert (status.first_year, status.last_year) == (2023, 2023)
    assert status.last_run_at == STARTED


def test_reports_that_gave_nothing_are_counted(tmp_path: Path) -> None:
    path = make_warehouse(tmp_path / "warehouse.duckdb", REPORT, Report("notice"))
    with open_published(path) as opened:
        status = warehouse_status(opened)
    assert (status.reports, status.silent) == (2, 1)
    told = CliRunner().invoke(app, ["status", "--data", str(tmp_path)]).stdout
    assert "2, 1 of them without a figure" in told


def test_an_explanation_has_the_sentence_and_the_deciding_words(connection) -> None:
    found = explain_observation(connection, observation_id(REPORT, 0))
    assert (found.sentence, found.file_name, found.indicator_name) == ("高企😀1680。", "a.txt", "高新技术企业总量")
    mark = found.marks[0]
    assert (mark.field, mark.value, mark.origin, mark.text) == ("indicator", "hte_count", "clause", "高企😀")
    assert mark.is_in_sentence
    inside = slice(mark.start - found.sentence_start, mark.end - found.sentence_start)
    assert found.sentence[inside] == mark.text
    assert [(mark.field, mark.text, mark.is_in_sentence) for mark in found.marks[1:]] == [
        (field, None, False) for field in ("region", "period", "measure", "status")
    ]
    number = slice(found.row["start"] - found.sentence_start, found.row["end"] - found.sentence_start)
    assert found.sentence[number] == "1680" == found.row["number"]


def test_the_beginning_of_an_id_suffices_where_it_is_unambiguous(connection) -> None:
    whole = observation_id(REPORT, 0)
    assert explain_observation(connection, whole[:-1]).row["observation_id"] == whole
    with pytest.raises(WarehouseError, match="beginning of several observations"):
        explain_observation(connection, whole[:4])


@pytest.mark.parametrize("wrong", ["", "nonsense", "%", "' OR 1=1 --"])
def test_an_unknown_id_names_the_remedy(connection, wrong: str) -> None:
    with pytest.raises(WarehouseError, match=r"no such observation\. Take an observation_id of"):
        explain_observation(connection, wrong)
