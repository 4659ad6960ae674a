"""Options that several commands share, and the places that follow from them.

What belongs here: declarations of options. What does not: what commands do with them.
"""

from pathlib import Path
from typing import Annotated

import typer

DataFolder = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="ZHIBIAO_DATA",
        show_envvar=True,
        help="Folder of landing zone, stages and warehouse.",
        file_okay=False,
    ),
]
DEFAULT_DATA = Path("data")
WAREHOUSE_NAME = "warehouse.duckdb"


def warehouse_path(data: Path) -> Path:
    """The published warehouse of a data folder."""
    return data / WAREHOUSE_NAME
