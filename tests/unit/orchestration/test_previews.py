"""What reports bring into Dagster's pages is shown, never obeyed."""

from __future__ import annotations

import dagster as dg

from pipeline.orchestration.previews import CELL_CHARACTERS, check_result, markdown_table
from pipeline.quality import CheckResult, CheckSpec, Layer, Outcome, Severity


def test_text_cannot_break_out_of_its_cell_or_become_html():
    table = markdown_table(["title"], [["<script>alert(1)</script> | a\nb `c`"]]).value
    assert "<script" not in table
    assert table.count("\n") == 2
    assert "\\|" in table


def test_long_text_is_cut():
    line = markdown_table(["text"], [["字" * 500]]).value.splitlines()[-1]
    assert len(line) <= CELL_CHARACTERS + 4
    assert line.endswith("… |")


def test_no_rows_are_said_to_be_none():
    assert markdown_table(["a"], []).value == "(no rows)"


def result(outcome: Outcome, severity: Severity) -> dg.AssetCheckResult:
    spec = CheckSpec("some_check", "numbers", Layer.STAGE, severity, "about", None)
    return check_result(CheckResult(spec, outcome, 3, ({"number": "5"},), "3 rows do not hold", 10), "numbers")


def test_outcomes_keep_their_severity():
    assert result(Outcome.PASSED, Severity.ERROR).passed
    failed = result(Outcome.FAILED, Severity.WARN)
    assert not failed.passed
    assert failed.severity is dg.AssetCheckSeverity.WARN
    assert failed.metadata["failing rows"].value == 3
    assert "| 5 |" in failed.metadata["examples"].value


def test_each_offending_row_shows_its_sentence():
    """Also where the first row has none, and where the sentence is longer than other cells may be."""
    spec = CheckSpec("some_check", "numbers", Layer.STAGE, Severity.ERROR, "about", None)
    rows = ({"number": "5"}, {"number": "7", "sentence": "全市" * 100 + "达到7家。"})
    shown = check_result(CheckResult(spec, Outcome.FAILED, 2, rows, "2 rows do not hold", 10), "numbers")
    assert "达到7家。" in shown.metadata["examples"].value


def test_a_check_that_could_not_run_says_so():
    errored = result(Outcome.ERRORED, Severity.ERROR)
    assert not errored.passed
    assert errored.description.startswith("could not run: ")
    assert errored.metadata["outcome"].value == "errored"
