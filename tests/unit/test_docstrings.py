"""Docstrings of modules send the reader on to modules that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PIPELINE = Path(__file__).resolve().parents[2] / "pipeline"
MODULES = sorted(PIPELINE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PIPELINE).as_posix())
def test_modules_that_a_docstring_names_exist(module: Path) -> None:
    told = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    named = re.findall(r"[\w/]+\.py\b", told)
    folders = (module.parent, PIPELINE, PIPELINE.parent)
    assert [name for name in named if not any((folder / name).is_file() for folder in folders)] == []
