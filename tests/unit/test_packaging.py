"""What the code reads beside itself is installed with it, and nothing lies at the top that does not belong there."""

import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from pipeline.commands.interface import DEFINITIONS, WORKSPACE_FILE

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]

TOP_LEVEL = {".ci", ".gitattributes", ".gitignore", "LICENSE", "Makefile", "constraints.txt", "pyproject.toml"}
TOP_LEVEL |= {"ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "workspace.yaml"}
TOP_LEVEL |= {"benchmarks", "docs", "expectations", "pipeline", "seeds", "sql", "tests"}


def test_nothing_else_lies_at_the_top():
    """The output of a comparison over real reports was committed there once."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("this is no clone: git cannot say which files belong to it")
    assert {name.partition("/")[0] for name in listed.stdout.split("\0") if name} == TOP_LEVEL


def test_reference_data_sql_and_expectations_are_part_of_the_package():
    packages, patterns = SETTINGS["packages"]["find"]["include"], SETTINGS["package-data"]
    files = [path for name in ("expectations", "seeds", "sql") for path in (PROJECT / name).rglob("*.*")]
    files += (PROJECT / "pipeline").rglob("*.html")
    assert len(files) > 150
    for file in files:
        package = ".".join(file.relative_to(PROJECT).parent.parts)
        taken = [*patterns["*"], *patterns.get(package, ())]
        assert any(fnmatch(package, name) for name in packages), file
        assert file.suffix == ".md" or any(fnmatch(file.name, pattern) for pattern in taken), file


def test_the_workspace_of_the_clone_loads_what_is_loaded_without_it():
    assert WORKSPACE_FILE == PROJECT / "workspace.yaml"
    assert f"module_name: {DEFINITIONS}\n" in WORKSPACE_FILE.read_text(encoding="utf-8")
