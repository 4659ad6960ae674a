"""The page and the record of an audit: what they tell, and that text of reports stays text on them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.quality import (
    Audit,
    CheckResult,
    CheckSpec,
    Layer,
    Outcome,
    Severity,
    audit_of,
    check_stage_table,
    check_warehouse,
    last_audit,
    load_suites,
    write_audit,
    write_data_docs,
)
from pipeline.quality.audit_page import audit_html
from pipeline.warehouse import open_published
from tests.tiny_warehouse import Report, Told, make_warehouse, stage_tables

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCRIPT = "<script>alert('x')</script>"


def result_of(check_id: str, outcome: Outcome, severity: Severity = Severity.ERROR, *rows: dict) -> CheckResult:
    spec = CheckSpec(check_id, "numbers", Layer.STAGE, severity, f"about {check_id}", None)
    return CheckResult(spec, outcome, 12 if rows else 0, rows, f"detail of {check_id}", 900)


MIXED = audit_of(
    AT,
    "a build",
    [
        result_of("holds", Outcome.PASSED),
        result_of("doubtful", Outcome.FAILED, Severity.WARN, {"number": "7", "text": "达到7家。"}),
        result_of("broken", Outcome.ERRORED),
        result_of("wrong", Outcome.FAILED, Severity.ERROR, {"number": "3", "value": 0.30000000000000004}),
    ],
    [CheckSpec("later", "panel", Layer.WAREHOUSE, Severity.ERROR, "about later", None)],
)


class Page(HTMLParser):
    """What a browser would make of the page: its text, its elements, and where they would reach for more."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.elements, self.reaches = "", set(), []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.elements.add(tag)
        self.reaches += [(tag, name) for name, _ in attributes if name in {"src", "href"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_tells_outcomes_apart_and_what_forbids_the_publish_first() -> None:
    text = Page(audit_html(MIXED)).text
    assert text.index("about wrong") < text.index("about broken") < text.index("about doubtful")
    assert "2 checks of severity error did not pass" in text
    assert "could not run" in text
    assert "达到7家。" in text
    assert "the first 1 of 12 rows" in text
    assert "0.3" in text
    assert "0.30000000000000004" not in text
    assert "not reached" in text
    assert "1failed: the data are wrong" in text
    assert "1warnings: worth a look" in text


@pytest.mark.parametrize(
    ("audit", "verdict"),
    [
        (replace(MIXED, results=MIXED.results[:1], not_reached=()), "All checks passed"),
        (replace(MIXED, results=MIXED.results[:2], not_reached=()), "Nothing forbids the publish. 1 warning to look"),
        (replace(MIXED, results=MIXED.results[:1]), "The run ended before 1 checks"),
    ],
)
def test_the_page_tells_the_verdict(audit: Audit, verdict: str) -> None:
    assert verdict in Page(audit_html(audit)).text


def test_the_page_needs_no_other_file_and_runs_nothing() -> None:
    page = Page(audit_html(MIXED))
    assert page.reaches == []
    assert not page.elements & {"script", "link", "img", "iframe", "object", "base"}
    assert "http" not in audit_html(MIXED).replace("http-equiv", "")


def test_text_of_reports_stays_text_on_the_page() -> None:
    row = {"title": SCRIPT, "sentence": f"达到{SCRIPT}\u202e\x1b[31m7家。", SCRIPT: "'\" onload=x", "lost": "\ud800"}
    hostile = result_of("wrong", Outcome.FAILED, Severity.ERROR, row)
    audit = audit_of(AT, SCRIPT, [replace(hostile, detail=f"found: {SCRIPT}")])
    html = audit_html(audit)
    page = Page(html)
    assert "script" not in page.elements
    assert page.reaches == []
    assert page.text.count(SCRIPT) >= 5
    assert not set(html) & set("\u202e\x1b\ud800")


def test_a_report_with_a_script_in_its_title_and_sentence(tmp_path: Path) -> None:
    """From the report to the page, by way of the suites as they lie on disk."""
    figure = Told("hte_count", -5, words=SCRIPT)
    with open_published(make_warehouse(tmp_path / "warehouse.duckdb", Report(SCRIPT, (figure,)))) as connection:
        results = check_warehouse(connection)
    (found,) = (result for result in results if result.spec.check_id == "values_within_range")
    assert SCRIPT in found.examples[0]["text"]
    write_audit(tmp_path, audit_of(AT, "a build", results))
    page = Page((tmp_path / "audit.html").read_text(encoding="utf-8"))
    assert SCRIPT in page.text
    assert "script" not in page.elements


def test_an_example_brings_its_sentence(tmp_path: Path) -> None:
    """Also where a check looks at columns that hold no text: on the stage and in the warehouse."""
    report = Report("one", (Told("hte_count", 5), Told("hte_count", 7, "2022")))
    tables = stage_tables(report)
    numbers = tables["numbers"].to_pylist()
    spoilt = [{**row, "bound": "nonsense"} for row in numbers if row["number"] == "7"]
    tables["numbers"] = tables["numbers"].from_pylist(spoilt, schema=tables["numbers"].schema)
    (found,) = (
        result for result in check_stage_table("numbers", tables) if result.spec.check_id == "numbers_bound_known"
    )
    assert "7" in found.examples[0]["sentence"]
    assert "5" not in found.examples[0]["sentence"].replace("2025", "")


def test_how_the_last_audit_ended_is_read_back(tmp_path: Path) -> None:
    assert last_audit(tmp_path) is None
    written = write_audit(tmp_path, MIXED)
    assert last_audit(tmp_path) == written
    assert (written.passed, written.failed, written.warned, written.errored) == (1, 1, 1, 1)
    assert (written.forbidding, written.not_reached) == (2, 1)
    assert written.words == "1 passed, 1 failed, 1 warning, 1 could not run, 1 not reached"
    record = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert [check["outcome"] for check in record["checks"]] == ["passed", "failed", "errored", "failed"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.html", "audit.json"]


def test_a_damaged_record_is_no_audit(tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text('{"at": "2026')
    assert last_audit(tmp_path) is None


def test_data_docs_have_a_page_for_each_suite_and_escape_what_they_show(tmp_path: Path) -> None:
    specs = [spec for suite in load_suites() if suite.table in {"numbers", "panel"} for spec in suite.specs]
    results = [
        CheckResult(spec, Outcome.FAILED, 1, ({"bound": SCRIPT, "number": SCRIPT},), "1 rows do not hold", 10)
        if spec.check_id == "numbers_bound_known"
        else CheckResult(spec, Outcome.ERRORED, 0, (), f"cannot run {SCRIPT}")
        if spec.check_id == "panel_key"
        else CheckResult(spec, Outcome.PASSED, 0, (), "holds", 10)
        for spec in specs
    ]
    first = write_data_docs(audit_of(AT, "a build", results), tmp_path / "docs")
    assert first.is_file()
    pages = {path.parts[-4]: path for path in (tmp_path / "docs" / "validations").rglob("*.html")}
    assert pages.keys() == {"numbers", "panel"}
    for page in pages.values():
        text = page.read_text(encoding="utf-8")
        assert "alert" in text
        assert SCRIPT not in text
