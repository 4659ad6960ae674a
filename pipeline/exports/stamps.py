"""The version stamp of an export: which warehouse it was made from.

What does not belong here: the time of the export. The same warehouse gives the same files, byte for byte.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.errors import ExportError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last run of a warehouse says of it. `loaded_at` is in UTC, to the second."""

    code_version: str
    format_version: int
    run_id: str
    loaded_at: datetime
    fingerprint: str
    reports: int
    observations: int

    @property
    def version(self) -> str:
        """A semantic version: that of the program, then the day and the fingerprint of rules and reference data."""
        return f"{self.code_version}+{self.loaded_at:%Y%m%d}.{self.fingerprint[:12]}"

    @property
    def loaded_at_text(self) -> str:
        """When it was loaded, as in 2026-01-31T08:00:00Z."""
        return self.loaded_at.isoformat().replace("+00:00", "Z")

    def as_json(self) -> str:
        """One line of JSON, for formats that carry key and value."""
        return json.dumps(
            {
                "version": self.version,
                "format_version": self.format_version,
                "run_id": self.run_id,
                "loaded_at": self.loaded_at.isoformat(),
                "fingerprint": self.fingerprint,
                "reports": self.reports,
                "observations": self.observations,
            }
        )


def read_stamp(connection: duckdb.DuckDBPyConnection) -> Stamp:
    """The stamp of an open warehouse. Raises ExportError where no run is noted in it."""
    rows = connection.execute(
        """
        SELECT runs.code_version, info.format_version, runs.run_id, runs.loaded_at, runs.fingerprint,
            (SELECT count(*) FROM dim_report), (SELECT count(*) FROM fact_observation)
        FROM warehouse_info AS info
        CROSS JOIN etl_run AS runs
        ORDER BY runs.started_at DESC, runs.run_id DESC
        LIMIT 1
        """
    ).fetchall()
    if not rows:
        raise ExportError("the warehouse names no run that made it. Run `zhibiao build`")
    code_version, format_version, run_id, loaded_at, fingerprint, reports, observations = rows[0]
    loaded = loaded_at.astimezone(UTC).replace(microsecond=0)
    return Stamp(code_version, format_version, run_id, loaded, fingerprint, reports, observations)
