"""What README says is tried: every SQL block runs on the warehouse of the samples and brings rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
STATEMENTS = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
COMMANDS = set(re.findall(r"^zhibiao (\w+)", README, re.MULTILINE))


def test_readme_has_five_examples():
    assert len(STATEMENTS) >= 5


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_of_readme_brings_rows(built, statement):
    result = CliRunner().invoke(app, ["sql", statement, "--format", "csv", "--data", str(built.data)])
    assert result.exit_code == 0, result.exception
    assert len(result.stdout.splitlines()) > 1, "a header and no row"


def test_the_commands_of_readme_exist():
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert COMMANDS
    assert known >= COMMANDS
