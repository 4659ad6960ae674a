"""Turns the annotated sources of this folder into plain texts and label sheets.

The notation and its checks are those of `../economy/convert.py`; only the folder differs, and `⏎` inside braces stands
for a line break inside a number (printed so in the sheet as well, whose rows are lines).

    python tests/golden/releases/convert.py [NAME...] [--review]
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).parent
BREAK = "⏎"


def load_converter() -> ModuleType:
    """The converter of the neighbouring folder, set to work on this one."""
    path = FOLDER.parent / "economy" / "convert.py"
    spec = importlib.util.spec_from_file_location("convert_annotated_texts_of_releases", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.FOLDER = FOLDER  # type: ignore[attr-defined]
    allow_line_breaks_inside_numbers(module)
    return module


def allow_line_breaks_inside_numbers(module: Any) -> None:
    """One character stands for one, so offsets hold; rows are made and checked on the text with its real breaks."""
    read_source, rows_of, check = module.read_source, module.rows_of, module.check

    def read_broken_source(path: Path) -> Any:
        source = read_source(path)
        source.text = source.text.replace(BREAK, "\n")
        return source

    def rows_on_one_line(source: Any, units: dict[str, str]) -> list[dict[str, str]]:
        rows = rows_of(source, units)
        return [row | {"number": row["number"].replace("\n", BREAK)} for row in rows]

    def check_broken(name: str, source: Any, rows: list[dict[str, str]]) -> list[str]:
        return check(name, source, [row | {"number": row["number"].replace(BREAK, "\n")} for row in rows])  # type: ignore[no-any-return]

    module.read_source, module.rows_of, module.check = read_broken_source, rows_on_one_line, check_broken


if __name__ == "__main__":
    sys.exit(load_converter().main())
