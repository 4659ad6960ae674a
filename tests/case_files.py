"""Files of cases as tests read them.

What belongs here: reading them. What does not: what a case holds, which the test that reads it checks.
"""

from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C, where the library was built with it: the other takes seconds, in each worker, before any test runs."""


def read_yaml(path: Path) -> Any:
    """What a YAML file of cases holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
