"""Turns the annotated sources of this folder into plain texts and label sheets.

The notation and its checks are those of `../economy/convert.py`; only the folder differs.

    python tests/golden/science/convert.py [NAME...] [--review]
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent


def load_converter() -> ModuleType:
    """The converter of the neighbouring folder, set to work on this one."""
    path = FOLDER.parent / "economy" / "convert.py"
    spec = importlib.util.spec_from_file_location("convert_annotated_texts", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.FOLDER = FOLDER  # type: ignore[attr-defined]
    return module


if __name__ == "__main__":
    sys.exit(load_converter().main())
