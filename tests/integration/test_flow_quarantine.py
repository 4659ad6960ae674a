"""What is wrong with one report stops that report; what is wrong with many, or with nobody's, stops the build."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
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
OTHERS = {"jiaxing.txt": "嘉兴", "wuxi.txt": "无锡", "changzhou.txt": "常州"}


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


def plant_failing_rule(monkeypatch, rule: str, of: str) -> None:
    """A planted defect of a rule: it raises an error over the file of that name."""
    real = getattr(flow, rule)

    def fails(text, *arguments):
        if text["file_name"] == of:
            raise ZeroDivisionError(f"a planted defect of {rule}")
        return real(text, *arguments)

    monkeypatch.setattr(flow, rule, fails)


def plant_too_strict_check(monkeypatch, word: str) -> None:
    """A planted defect of a check: reports that hold the word do not pass."""
    real = steps.check_stage_table

    def too_strict(table, tables):
        spec = CheckSpec("too_strict", table, Layer.STAGE, Severity.ERROR, f"No report is of {word}", None)
        rows = tables["report_texts"].to_pylist() if table == "report_texts" else []
        doc_ids = tuple(row["doc_id"] for row in rows if word in row["text_layer"])
        outcome = Outcome.FAILED if doc_ids else Outcome.PASSED
        results = real(table, tables)
        blamed = CheckResult(results[0].spec, outcome, len(doc_ids), (), spec.description, None, doc_ids)
        return (blamed, *results[1:])

    monkeypatch.setattr(steps, "check_stage_table", too_strict)


@dataclass(frozen=True)
class SetAside:
    """The data folder, the files and the report of a first build in which only Zibo's report is sound."""

    data: Path
    paths: tuple[Path, ...]
    report: object


@pytest.fixture(scope="module")
def set_aside(reports, tmp_path_factory) -> SetAside:
    """One build with four defects, each of another report."""
    folder = tmp_path_factory.mktemp("set_aside")
    others = folder / "others"
    others.mkdir()
    for name, city in OTHERS.items():
        (others / name).write_text(f"{city}市2023年有效发明专利5678件。\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        plant_wrong_numbers(patch, of="kunshan")
        plant_too_strict_check(patch, "嘉兴")
        plant_failing_rule(patch, "number_and_observation_rows", of="wuxi.txt")
        plant_failing_rule(patch, "segment_rows", of="changzhou.txt")
        return SetAside(folder / "data", (reports, others), build(folder / "data", reports, others))


def test_the_report_without_a_defect_is_published(set_aside):
    assert set_aside.report.published
    assert (set_aside.report.quarantined, set_aside.report.observations) == (4, 2)
    names, quarantine = held(set_aside.data)
    assert names == ["zibo.txt"]
    assert [(name, reason) for name, reason, _ in quarantine] == [
        ("changzhou.txt", "rule_failed"), ("jiaxing.txt", "check_failed"),
        ("kunshan.txt", "check_failed"), ("wuxi.txt", "rule_failed"),
    ]  # fmt: skip


def test_a_report_that_does_not_pass_its_checks_is_told_with_its_rows_and_their_sentence(set_aside):
    detail = {name: detail for name, _, detail in held(set_aside.data)[1]}["kunshan.txt"]
    assert "numbers_match_text" in detail
    (found,) = [check for check in set_aside.report.checks if check.name == "numbers_match_text"]
    assert (found.passed, found.is_error) == (False, False)
    assert "1 report was set aside for it" in found.description
    page = (set_aside.data / "audit.html").read_text(encoding="utf-8")
    assert 'id="numbers_match_text"' in page
    assert "昆山市2023年有效发明专利1234件。" in page
    assert "not reached" not in page
    status = RUNNER.invoke(app, ["status", "--data", str(set_aside.data)]).stdout
    assert "check_failed" in status


def test_a_report_on_which_a_rule_fails_is_told_with_the_error(set_aside):
    details = {name: detail for name, _, detail in held(set_aside.data)[1]}
    assert "a planted defect of segment_rows" in details["changzhou.txt"]
    assert "a planted defect of number_and_observation_rows" in details["wuxi.txt"]


def test_what_was_set_aside_is_tried_again_under_other_checks_and_not_before(set_aside, tmp_path, monkeypatch):
    data = Path(shutil.copytree(set_aside.data, tmp_path / "data"))
    before = digest(data / "warehouse.duckdb")
    assert build(data, *set_aside.paths).pending == 0
    assert digest(data / "warehouse.duckdb") == before

    # The wrong numbers of Kunshan are wrong under any checks; the strict one that set Jiaxing's aside is gone.
    monkeypatch.setattr(resources, "checks_fingerprint", lambda: "other checks")
    assert build(data, *set_aside.paths).published
    names, quarantine = held(data)
    assert names == ["jiaxing.txt", "zibo.txt"]
    assert [(name, reason) for name, reason, _ in quarantine] == [
        ("changzhou.txt", "rule_failed"), ("kunshan.txt", "check_failed"), ("wuxi.txt", "rule_failed"),
    ]  # fmt: skip


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
