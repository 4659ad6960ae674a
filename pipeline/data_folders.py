"""Where a project keeps what several commands need: landed reports, the published warehouse, and the samples.

What belongs here: these places, once. What does not: what lies below them (`pipeline.ingest`, `pipeline.warehouse`).
"""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "reports"
"""Reports to try Zhibiao with."""


def landing_path(data: Path) -> Path:
    """The landing zone of a data folder."""
    return data / "landing"


def warehouse_path(data: Path) -> Path:
    """The published warehouse of a data folder."""
    return data / "warehouse.duckdb"
