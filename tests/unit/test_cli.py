"""The command line as its users meet it: fields, formats, exit codes, and what must not be imported."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
import pipeline.ingest
from pipeline.cli import app, main
from pipeline.commands.extracting import FIELDS
from pipeline.data_folders import landing_path, warehouse_path
from pipeline.errors import ZhibiaoError
from pipeline.ingest import land_files, usual_paths
from pipeline.orchestration.running import STOPPED, BuildReport

RUNNER = CliRunner()
TEXT = "淄博市科学技术局2023年工作总结\n2023年，全市技术合同成交额281.76亿元，同比增长10.5%。召开培训会11场。\n"
HEAVY = ("dagster", "great_expectations", "pandas", "pyarrow", "duckdb")


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def lines(*arguments: object) -> list[dict]:
    result = RUNNER.invoke(app, ["extract", *map(str, arguments), "--format", "jsonl"])
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def program(*arguments: object, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)


def test_version_is_that_of_the_package():
    result = RUNNER.invoke(app, ["--version"])
    assert result.stdout == f"zhibiao {pipeline.__version__}\n"


def test_help_names_every_command():
    result = RUNNER.invoke(app, ["--help"])
    for name in ("build", "extract", "sql", "explain", "status", "ui"):
        assert name in result.stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build", "or else the samples"),
        ("sql", "One SELECT"),
        ("explain", "or a beginning"),
        ("diff", "The earlier"),
        ("export", "Default: `exports` in"),
    ],
)
def test_help_says_what_an_argument_is(command, words):
    shown = RUNNER.invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
    assert words in shown, "typer 0.20 loses it with click 8.5"


def test_a_build_of_nothing_named_takes_the_samples_once_only(report, tmp_path):
    assert [path.name for path in usual_paths(tmp_path)] == ["reports"]
    warehouse_path(tmp_path).touch()
    assert usual_paths(tmp_path) == [], "invented figures must not come among real ones"
    warehouse_path(tmp_path).unlink()
    land_files([report], landing_path(tmp_path), datetime.now(UTC))
    assert usual_paths(tmp_path) == []


@pytest.mark.parametrize(("failure", "code"), [(STOPPED, 130), ("the disk is full", 1)])
def test_a_build_that_was_stopped_ends_as_shells_expect(report, tmp_path, monkeypatch, failure, code):
    """Dagster catches Ctrl-C itself, and tells it as a failure."""
    ended = BuildReport(
        run_id="", succeeded=False, published=False, reports=1, new=1, known=0, pending=1, not_landed=(), notes=(),
        quarantined=0, observations=0, changes=(), checks=(), failures=(failure,),
    )  # fmt: skip
    monkeypatch.setattr("pipeline.orchestration.running.run_build", lambda *_: ended)
    result = RUNNER.invoke(app, ["build", str(report), "--data", str(tmp_path / "data")])
    assert (result.exit_code, failure in result.stderr) == (code, True)


def test_extract_prints_each_number_with_its_offsets(report):
    for line in lines(report):
        assert line["document"] == "report.txt"
        assert TEXT[line["start"] : line["end"]] == line["number"]


def test_a_fact_has_all_fields_and_its_sentence(report):
    fact = next(line for line in lines(report) if line["number"] == "281.76")
    assert tuple(fact) == FIELDS
    assert (fact["class"], fact["indicator"], fact["region"]) == ("fact", "tech_contract_value", "370300")
    assert fact["value"] == 28_176_000_000
    assert fact["sentence"] == TEXT.splitlines()[1].split("。")[0] + "。"


def test_a_quantity_has_no_fields_of_a_fact(report):
    quantity = next(line for line in lines(report) if line["number"] == "11")
    assert quantity["class"] == "quantity"
    assert tuple(quantity) == FIELDS[: FIELDS.index("bound") + 1]


def test_numbers_that_are_no_quantities_are_printed_on_request(report):
    assert {line["class"] for line in lines(report)} == {"fact", "quantity"}
    result = RUNNER.invoke(app, ["extract", str(report), "--format", "jsonl", "--ledger"])
    verdicts = [json.loads(line)["class"] for line in result.stdout.splitlines()]
    assert "none" in verdicts
    assert len(verdicts) > len(lines(report))


def test_explain_adds_rules_and_doubts(report):
    result = RUNNER.invoke(app, ["extract", str(report), "--format", "jsonl", "--explain"])
    fact = next(line for line in map(json.loads, result.stdout.splitlines()) if line["class"] == "fact")
    assert fact["reason"]
    assert fact["rules"]
    assert fact["confidence"]


def test_csv_has_a_header_and_no_formulas(tmp_path):
    path = tmp_path / "=cmd.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = RUNNER.invoke(app, ["extract", str(path), "--format", "csv"])
    header, *rows = csv.reader(io.StringIO(result.stdout))
    assert tuple(header) == FIELDS
    assert {row[0] for row in rows} == {"'=cmd.txt"}


def test_table_shows_facts_and_counts_the_rest(report):
    result = RUNNER.invoke(app, ["extract", str(report)])
    assert "281.76亿元" in result.stdout
    assert "2 facts" in result.stdout


def test_an_unreadable_file_is_told_and_the_others_go_on(report, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = RUNNER.invoke(app, ["extract", str(tmp_path), "--format", "jsonl"])
    assert result.exit_code == 0
    assert "281.76" in result.stdout
    assert "empty.txt" in result.stderr
    assert RUNNER.invoke(app, ["extract", str(tmp_path), "--strict"]).exit_code == 1


@pytest.mark.parametrize("command", ["extract", "residue"])
def test_an_unreadable_file_that_is_named_is_an_error(report, tmp_path, command):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = RUNNER.invoke(app, [command, str(empty), str(report)])
    assert (result.exit_code, result.stderr.count("not read: empty.txt")) == (1, 1)
    assert len(result.stdout.splitlines()) > 1
    assert RUNNER.invoke(app, [command, str(tmp_path)]).exit_code == 0


@pytest.mark.parametrize("command", ["extract", "residue"])
def test_a_file_that_may_not_be_read_is_told_and_the_others_go_on(report, tmp_path, monkeypatch, command):
    def read(path, *arguments):
        if path.name == "secret.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return read_bounded(path, *arguments)

    read_bounded = pipeline.ingest.read_bounded
    monkeypatch.setattr(pipeline.ingest, "read_bounded", read)
    (tmp_path / "secret.txt").write_text("高企5家。", encoding="utf-8")
    result = RUNNER.invoke(app, [command, str(tmp_path)])
    assert result.exit_code == 0, result.exception
    assert "not read: secret.txt: Permission denied. Give yourself the right to read it" in result.stderr
    assert len(result.stdout.splitlines()) > 1


def test_a_missing_path_is_told_and_the_others_go_on(report, tmp_path):
    for command in (["extract"], ["residue"], ["build", "--data", str(tmp_path / "data")]):
        result = RUNNER.invoke(app, [*command, str(tmp_path / "nowhere.txt"), str(report)])
        assert result.exit_code == 1, command
        assert "nowhere.txt: there is no such file or folder. Check the spelling" in result.stderr, command
        assert len(result.stdout.splitlines()) > 1, command
        alone = RUNNER.invoke(app, [*command, str(tmp_path / "nowhere.txt")])
        assert (alone.exit_code, alone.stdout) == (1, ""), command


def test_an_address_of_the_web_is_told_from_a_path(tmp_path):
    result = RUNNER.invoke(app, ["build", "--data", str(tmp_path / "data"), "https://www.example.org/a.html"])
    assert result.exit_code == 1
    assert "https://www.example.org/a.html: an address of the web is no path" in result.stderr
    assert "zhibiao fetch" in result.stderr


@pytest.mark.parametrize("arguments", [["build", "--workers", "-3"], ["ui", "--port", "99999"]])
def test_a_number_out_of_range_is_told_with_the_range(tmp_path, arguments):
    result = RUNNER.invoke(app, [*arguments, "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert f"{arguments[2]} is not in the range" in " ".join(result.stderr.split())


def test_a_folder_without_reports_is_told(tmp_path):
    result = RUNNER.invoke(app, ["extract", str(tmp_path)])
    assert result.exit_code == 0
    assert "no report was found" in result.stderr


def test_extract_imports_nothing_heavy(report):
    code = (
        "import sys; from pipeline.cli import main; sys.argv = ['zhibiao', 'extract', sys.argv[1]]\n"
        "try: main()\nexcept SystemExit as end: assert not end.code, end\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code, str(report)], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"


def test_a_warehouse_that_turns_out_damaged_is_told_with_the_remedy(monkeypatch, capsys):
    import duckdb

    def read_a_damaged_block():
        raise duckdb.IOException('Could not read enough bytes from file "data/warehouse.duckdb"\nhints')

    monkeypatch.setattr("pipeline.cli.app", read_a_damaged_block)
    with pytest.raises(SystemExit) as end:
        main()
    told = " ".join(capsys.readouterr().err.split())
    assert 'Could not read enough bytes from file "data/warehouse.duckdb"). Move the file away' in told
    assert end.value.code == 1


def test_a_limit_may_be_given_for_one_run(report):
    result = RUNNER.invoke(app, ["extract", str(report), "--limit", "max_bytes=50", "--strict"])
    assert result.exit_code == 1
    assert "more than the 50 allowed" in result.stderr
    for wrong, told in (
        ("max_bytes", "not a name and a number"),
        ("nonsense=1", "no limit"),
        ("max_bytes=0", "above 0"),
    ):
        with pytest.raises(ZhibiaoError, match=told):
            RUNNER.invoke(app, ["extract", str(report), "--limit", wrong], catch_exceptions=False)


def test_a_file_that_is_too_large_is_never_read(tmp_path):
    """500 MB that take no place on disk; twice the memory of an ordinary run would not hold them."""
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(500_000_000)
    bounded = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({400_000_000},) * 2)"
    code = f"{bounded}; from pipeline.cli import main; import sys; sys.argv = ['zhibiao', *sys.argv[1:]]; main()"
    for command in ("extract", "residue"):
        arguments = [sys.executable, "-c", code, command, str(tmp_path / "large.txt")]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
        assert "500,000,000 bytes, more than the 67,108,864 allowed" in done.stderr
        assert done.returncode == 1


@pytest.mark.parametrize("output_format", ["jsonl", "csv", "table"])
def test_text_of_a_report_cannot_steer_the_terminal(tmp_path, output_format):
    """On a terminal rows come without control characters; a file gets them as they are."""
    import pty

    path = tmp_path / "report.txt"
    text = "淄博市2023年工作总结\n2023年，全市\x9b31m技术\u202e合同成交额281.76亿元，研讨会\x9b31m\x9f召开11场。\n"
    path.write_text(text, encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(path), "--format", output_format]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        shown = b""
        while block := _read(ours):
            shown += block
    assert process.returncode == 0
    told = shown.decode()
    assert "281.76" in told
    assert not set(told) & set("\x9b\x9f\u202e")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side has hung up
        return b""


def test_errors_are_one_line_with_a_remedy_and_no_traceback(tmp_path):
    result = program("status", "--data", tmp_path)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "zhibiao build" in result.stderr


def test_chinese_text_is_printed_where_the_locale_is_c(report):
    result = program("extract", report, "--format", "jsonl", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert "技术合同成交额" in result.stdout


def test_a_closed_pipe_is_no_error(report):
    report.write_text(TEXT * 300, encoding="utf-8")  # more than a pipe holds
    command = f"{sys.executable} -m pipeline.cli extract {report} --format jsonl | head -1"
    result = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert json.loads(result.stdout)["document"] == "report.txt"
    table = [sys.executable, "-m", "pipeline.cli", "extract", str(report), "--ledger"]
    with subprocess.Popen(table, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("repeated", [1, 300])
@pytest.mark.parametrize("output_format", ["jsonl", "table"])
def test_output_on_a_full_disk_is_told(report, repeated, output_format):
    report.write_text(TEXT * repeated, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(report), "--format", output_format]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    told = "the output: cannot be read or written (No space left on device). Free some space"
    assert " ".join(result.stderr.split()).startswith(told)
    assert "Traceback" not in result.stderr
    assert result.returncode == 1


def test_examples_are_listed_with_their_questions_and_an_unknown_one_is_told():
    result = RUNNER.invoke(app, ["examples"])
    assert "city_profile" in result.stdout
    assert "?" in result.stdout
    with pytest.raises(ZhibiaoError, match="zhibiao examples"):
        RUNNER.invoke(app, ["sql", "--example", "nope"], catch_exceptions=False)
