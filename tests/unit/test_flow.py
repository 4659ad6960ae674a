"""The extractor's fingerprint: what must change it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pipeline import flow

PIPELINE = Path(flow.__file__).parent
DECIDE_NOTHING = {"__init__.py", "errors.py"}
"""Modules that reading imports although they decide nothing that is read."""


def _imported_by(module: Path) -> Iterator[Path]:
    """The modules of the pipeline that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in (name for name in names if name.partition(".")[0] == "pipeline"):
            path = PIPELINE.parent.joinpath(*name.split("."))
            yield from (file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file())


def _needed_by(module: Path) -> set[Path]:
    """A module and all that it imports, directly or not."""
    needed, left = set(), [module]
    while left:
        if (module := left.pop()) not in needed:
            needed.add(module)
            left.extend(_imported_by(module))
    return needed


def test_a_change_of_any_module_that_reads_reports_changes_the_fingerprint() -> None:
    needed = {module.relative_to(PIPELINE).as_posix() for module in _needed_by(PIPELINE / "flow.py")}
    covered = {name for name in needed for part in flow.FINGERPRINTED if name == part or name.startswith(f"{part}/")}
    assert needed - covered == DECIDE_NOTHING
