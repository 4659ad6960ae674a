"""`zhibiao residue`: groups, examples, formats, and files that cannot be read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands.residues import FIELDS

RUNNER = CliRunner()
TEXT = (
    "淄博市交通运输局2023年工作总结\n"
    "新建停车泊位3000个。改造停车泊位{}个。新建充电桩20个。全市地区生产总值4561.8亿元。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, number in (("a.txt", 1200), ("b.txt", 900)):
        (tmp_path / name).write_text(TEXT.format(number), encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> str:
    result = RUNNER.invoke(app, ["residue", *map(str, arguments)], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.stderr
    return result.stdout


def rows(*arguments: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv"))))


def test_groups_are_shown_with_counts_and_examples(folder: Path) -> None:
    printed = run(folder)
    assert "停车泊位" in printed
    assert "新建停车泊位【3000】个。" in printed
    assert "6 quantities in 2 groups and 2 facts in 2 reports" in printed
    assert "4561.8" not in printed
    assert "add a row to seeds" in printed


def test_where_nothing_is_left_nothing_is_advised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("淄博市科技局2023年工作总结\n全市地区生产总值4561.8亿元。\n", encoding="utf-8")
    printed = run(tmp_path)
    assert "0 quantities in 0 groups and 1 fact in 1 report." in printed
    assert "add a row to seeds" not in printed


def test_csv_holds_the_same(folder: Path) -> None:
    first, second = rows(folder)
    assert tuple(first) == FIELDS
    assert (first["label"], first["unit"], first["numbers"], first["documents"]) == ("停车泊位", "count", "4", "2")
    assert (second["label"], second["numbers"]) == ("充电桩", "2")


def test_top_and_contexts_limit_what_is_shown(folder: Path) -> None:
    (row,) = rows(folder, "--top", 1, "--contexts", 1)
    assert " | " not in row["contexts"]
    (row,) = rows(folder, "--top", 1, "--contexts", 3)
    assert len(set(row["contexts"].split(" | "))) == 3
    (row,) = rows(folder, "--top", 1, "--contexts", 0)
    assert row["contexts"] == ""


def test_an_unreadable_file_is_named_and_the_others_are_read(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    result = RUNNER.invoke(app, ["residue", str(folder)])
    assert result.exit_code == 0
    assert "not read: empty.txt" in result.stderr
    assert "in 2 reports" in " ".join(result.stdout.split())


def test_text_of_reports_is_never_markup_nor_a_formula(folder: Path) -> None:
    (folder / "a.txt").write_text("淄博市交通局2023年工作总结\n[bold]新建路灯[/bold]30个。\n", encoding="utf-8")
    assert "[/bold]" in run(folder)
    assert all(not row["contexts"].startswith(("=", "+", "-", "@")) for row in rows(folder))
