"""What README says is tried: every SQL block runs on the warehouse of the samples and brings rows, and every output
that it shows is what the command prints."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands.building import print_panel

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = runpy.run_path(str(ROOT / "docs" / "generate.py"))["shown_commands"](README)
STATEMENTS = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
COMMANDS = set(re.findall(r"^zhibiao (\w+)", README, re.MULTILINE))


def test_readme_has_examples_and_outputs():
    assert len(STATEMENTS) >= 3
    assert {name for name, _, _ in SHOWN} >= {"explain", "target_outcome", "contradictions"}


@pytest.mark.parametrize(("name", "command", "output"), SHOWN, ids=[name for name, _, _ in SHOWN])
def test_an_output_in_readme_is_what_the_command_prints(built, name, command, output):
    result = CliRunner().invoke(app, [*shlex.split(command)[1:], "--data", str(built.data)])
    assert result.exit_code == 0, result.exception
    printed = "\n".join(line.rstrip() for line in result.stdout.rstrip().splitlines())
    assert printed == output, "run `make docs`"


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_of_readme_brings_rows(built, statement):
    result = CliRunner().invoke(app, ["sql", statement, "--format", "csv", "--data", str(built.data)])
    assert result.exit_code == 0, result.exception
    assert len(result.stdout.splitlines()) > 1, "a header and no row"


def test_the_panel_in_readme_is_what_a_build_prints(built, capsys):
    shown = README.partition("<!-- output: build -->")[2].partition("```\n<!-- end -->")[0].splitlines()
    first, cut = shown.index("panel"), shown.index("…")
    print_panel(built.warehouse)
    printed = [line.rstrip() for line in capsys.readouterr().out.rstrip().splitlines()]
    start = printed.index("panel")
    assert shown[first:cut] == printed[start : start + cut - first], "run `make docs`"
    assert shown[cut + 1 :] == printed[-1:]


def test_the_commands_of_readme_exist():
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert COMMANDS
    assert known >= COMMANDS
