"""What the code reads beside itself is installed with it, also where nobody installs the clone as it lies."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

from pipeline.commands.interface import DEFINITIONS, WORKSPACE_FILE

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


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
