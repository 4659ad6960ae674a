"""Where a project keeps what several commands need: landed reports, the published warehouse, and the samples.

What belongs here: these places, once. What does not: what lies below them (`pipeline.ingest`, `pipeline.warehouse`).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

MARKS = frozenset({"build.lock", "fetch.lock", "warehouse.duckdb"})
"""What lies beside the landing zone in a data folder; one of them from the first build or fetch on."""

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "reports"
"""Reports to try Zhibiao with."""


def landing_path(data: Path) -> Path:
    """The landing zone of a data folder."""
    return data / "landing"


def is_data_folder(names: Collection[str]) -> bool:
    """Whether a folder that holds these names is the data folder of a project: all in it is its work, no new report."""
    return "landing" in names and not MARKS.isdisjoint(names)


def warehouse_path(data: Path) -> Path:
    """The published warehouse of a data folder."""
    return data / "warehouse.duckdb"
