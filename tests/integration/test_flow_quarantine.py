"""What is wrong with one report stops that report; what is wrong with many, or with nobody's, stops the build."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import flow
from pipeline.cli import app
from pipeline.orchestration import resources, steps
from pipeline.quality import CheckResult, CheckSpec, Layer, Outcome, Severity
from pipeline.warehouse import open_published

from .conftest import build

RUNNER = CliRunner()
ZIBO = "淄博市科学技术局2023年工作总结\n2023年，全市技术合同成交额281.76亿元，同比增长10.5%。\n"
KUNSHAN = "昆山市2023年有效发明专利1234件。\n"


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    """A folder with two small reports, for builds of their own."""
    folder = tmp_path_factory.mktemp("quarantine") / "reports"
    folder.mkdir()
    (folder / "zibo.txt").write_text(ZIBO, encoding="utf-8")
    (folder / "kunshan.txt").write_text(KUNSHAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def both_published(reports) -> Path:
    """A data folder whose warehouse holds both; tests build in copies of it, as each build costs seconds."""
    data = reports.parent / "data"
    assert build(data, reports).published
    return data


@pytest.fixture
def published(both_published, tmp_path) -> Path:
    return Path(shutil.copytree(both_published, tmp_path / "data"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def held(data: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The reports of the published warehouse, and its quarantine."""
    with open_published(data / "warehouse.duckdb") as connection:
        names = connection.execute("SELECT file_name FROM dim_report ORDER BY file_name").fetchall()
        quarantine = connection.execute("SELECT file_name, reason, detail FROM quarantine ORDER BY file_name")
        return [name for (name,) in names], quarantine.fetchall()


def plant_wrong_numbers(monkeypatch, of: str) -> None:
    """A planted defect of a rule: numbers of files whose name holds `of` say other digits than the text does."""
    real = flow.number_and_observation_rows

    def shifted(text, segments, reference):
        numbers, observations = real(text, segments, reference)
        return [
            row | {"number": "7" + row["number"]} if of in text["file_name"] else row for row in numbers
        ], observations

    monkeypatch.setattr(flow, "number_and_observation_rows", shifted)


def test_a_report_that_does_not_pass_its_checks_goes_to_quarantine_and_the_others_are_published(
    reports, tmp_path, monkeypatch
):
    plant_wrong_numbers(monkeypatch, of="kunshan")
    data = tmp_path / "data"
    report = build(data, reports)
    assert report.published
    assert (report.quarantined, report.observations) == (1, 2)
    names, ((name, reason, detail),) = held(data)
    assert names == ["zibo.txt"]
    assert (name, reason) == ("kunshan.txt", "check_failed")
    assert "numbers_match_text" in detail

    # The check warns, with its rows and their sentence on the page.
    (found,) = [check for check in report.checks if check.name == "numbers_match_text"]
    assert (found.passed, found.is_error) == (False, False)
    assert "1 report was set aside for it" in found.description
    page = (data / "audit.html").read_text(encoding="utf-8")
    assert 'id="numbers_match_text"' in page
    assert "昆山市2023年有效发明专利1234件。" in page
    assert "not reached" not in page
    status = RUNNER.invoke(app, ["status", "--data", str(data)]).stdout
    assert "check_failed" in status

    # It is known: the next build does not try it again.
    before = digest(data / "warehouse.duckdb")
    assert build(data, reports).pending == 0
    assert digest(data / "warehouse.duckdb") == before


def test_reports_on_which_a_rule_fails_go_to_quarantine_and_the_others_are_published(reports, tmp_path, monkeypatch):
    def fail(rule, file_name):
        real = getattr(flow, rule)

        def fails(text, *arguments):
            if text["file_name"] == file_name:
                raise ZeroDivisionError(f"a planted defect of {rule}")
            return real(text, *arguments)

        monkeypatch.setattr(flow, rule, fails)

    fail("segment_rows", "kunshan.txt")
    fail("number_and_observation_rows", "wuxi.txt")
    third = tmp_path / "wuxi.txt"
    third.write_text("无锡市2023年有效发明专利5678件。\n", encoding="utf-8")
    assert build(tmp_path / "data", reports, third).published
    names, quarantine = held(tmp_path / "data")
    assert names == ["zibo.txt"]
    assert [(name, reason) for name, reason, _ in quarantine] == [
        ("kunshan.txt", "rule_failed"), ("wuxi.txt", "rule_failed")
    ]  # fmt: skip
    assert "a planted defect of segment_rows" in quarantine[0][2]
    assert "a planted defect of number_and_observation_rows" in quarantine[1][2]


def test_under_other_checks_a_report_that_was_set_aside_is_tried_again(reports, tmp_path, monkeypatch):
    real = steps.check_stage_table

    def too_strict(table, tables):
        spec = CheckSpec("too_strict", table, Layer.STAGE, Severity.ERROR, "No report is of Kunshan", None)
        rows = tables["report_texts"].to_pylist() if table == "report_texts" else []
        doc_ids = tuple(row["doc_id"] for row in rows if "昆山" in row["text_layer"])
        outcome = Outcome.FAILED if doc_ids else Outcome.PASSED
        results = real(table, tables)
        blamed = CheckResult(results[0].spec, outcome, len(doc_ids), (), spec.description, None, doc_ids)
        return (blamed, *results[1:])

    data = tmp_path / "data"
    with monkeypatch.context() as patch:
        patch.setattr(steps, "check_stage_table", too_strict)
        assert build(data, reports).published
    assert held(data)[0] == ["zibo.txt"]
    assert build(data, reports).pending == 0

    monkeypatch.setattr(resources, "checks_fingerprint", lambda: "other checks")
    assert build(data, reports).published
    assert held(data) == (["kunshan.txt", "zibo.txt"], [])


def test_one_published_report_that_passes_no_longer_leaves_the_warehouse_with_a_warning(
    reports, published, monkeypatch
):
    plant_wrong_numbers(monkeypatch, of="kunshan")
    report = build(published, reports, limits={"max_pages": 300})  # other limits are other rules: all is read again
    assert report.published
    warnings = {check.name for check in report.checks if not check.passed and not check.is_error}
    assert "published_reports_set_aside" in warnings
    names, ((name, reason, _),) = held(published)
    assert (names, name, reason) == (["zibo.txt"], "kunshan.txt", "check_failed")


def test_where_many_published_reports_pass_no_longer_the_old_warehouse_stays(reports, published, monkeypatch):
    before = digest(published / "warehouse.duckdb")
    plant_wrong_numbers(monkeypatch, of="")
    for _ in range(2):  # the second build finds them set aside, and stops as well
        report = build(published, reports, limits={"max_pages": 300})
        assert not report.succeeded
        assert not report.published
        failed = {check.name for check in report.checks if not check.passed and check.is_error}
        assert failed == {"published_reports_not_set_aside_at_large"}
        assert digest(published / "warehouse.duckdb") == before
        page = (published / "audit.html").read_text(encoding="utf-8")
        assert 'id="published_reports_not_set_aside_at_large"' in page
        assert "kunshan.txt" in page
    status = RUNNER.invoke(app, ["status", "--data", str(published)]).stdout
    assert str(published / "audit.html") in status
    assert "1 failed" in status


def test_what_no_report_is_to_blame_for_stops_the_build(reports, published, monkeypatch):
    before = digest(published / "warehouse.duckdb")
    real = steps.check_stage_table

    def blames_nobody(table, tables):
        first, *others = real(table, tables)
        return (CheckResult(first.spec, Outcome.FAILED, 1, (), "a planted defect"), *others)

    monkeypatch.setattr(steps, "check_stage_table", blames_nobody)
    report = build(published, reports, limits={"max_pages": 300})
    assert not report.published
    assert report.quarantined == 0
    assert digest(published / "warehouse.duckdb") == before
