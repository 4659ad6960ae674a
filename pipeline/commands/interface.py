"""`zhibiao ui`: Dagster's own interface over this project's data folder.

What belongs here: starting it with the right home. What does not: anything it shows.
"""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.errors import ZhibiaoError

WORKSPACE_FILE = Path(__file__).resolve().parents[2] / "workspace.yaml"
DEFINITIONS = "pipeline.orchestration.definitions"
"""What the workspace of the clone loads, for where the package was installed without it."""


def ui(
    data: DataFolder = DEFAULT_DATA,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of the page on this machine.")] = 3000,
) -> None:
    """Open Dagster's interface: the graph of tables, runs, checks and schedules. Stop it with Ctrl+C."""
    if importlib.util.find_spec("dagster_webserver") is None:
        raise ZhibiaoError(
            "dagster-webserver is not installed. Install it with: pip install -c constraints.txt -e '.[ui]'"
        )
    from pipeline.orchestration.running import dagster_home

    environment = os.environ | {
        "DAGSTER_HOME": str(dagster_home(data)),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "ZHIBIAO_DATA": str(data.resolve()),
    }
    code = ["-w", str(WORKSPACE_FILE)] if WORKSPACE_FILE.exists() else ["-m", DEFINITIONS, "-a", "defs"]
    program = [sys.executable, "-m", "dagster", "dev", *code, "-p", str(port)]
    os.execve(sys.executable, program, environment)
