"""The module map of ARCHITECTURE.md names each module of the stages that read, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("stage", ["segmentation", "extraction", "extraction/tables"])
def test_module_map_names_every_module(stage: str) -> None:
    chapters = re.split("^## |^`pipeline/(?=segm|extr)", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), flags=re.M)
    (chapter,) = (chapter for chapter in chapters if chapter.startswith(f"{stage}`"))
    named = set(re.findall(r"`([a-z_]+)(?:\.py)?`", chapter.removeprefix(f"{stage}`")))
    modules = {path.stem for path in (ROOT / "pipeline" / stage).glob("*.py")} - {"__init__"}
    assert named == modules
