"""What the command line asks of a warehouse: what is known, how it stands, why an observation is what it is.

Functions take an open connection (or a path, where the file may be missing) and return frozen values. What does not
belong here: printing them (`pipeline.cli`), and questions of analysts (`sql/examples/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipeline.errors import WarehouseError
from pipeline.vocabulary import DECIDED_FIELDS
from pipeline.warehouse.files import open_published
from pipeline.warehouse.statements import loading_version

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class WarehouseStatus:
    """Counts of the published warehouse; `silent` reports gave no observation.

    `last_run_at` is when the last run that changed it began, the years are those of figures that happened.
    """

    reports: int
    silent: int
    regions: int
    segments: int
    numbers: int
    observations: int
    panel_values: int
    quarantined: int
    first_year: int | None
    last_year: int | None
    last_run_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a report that decided one field. `start` and `end` count characters of the text layer, half-open."""

    field: str
    value: str
    origin: str
    start: int | None
    end: int | None
    text: str | None
    is_in_sentence: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """An observation with its sentence and what decided each of its fields; `row` is the whole row of the fact table.

    `sentence_start` is the offset of the sentence in the text layer: subtract it from a mark's to mark the sentence.
    """

    row: dict[str, Any]
    sentence: str
    sentence_start: int
    file_name: str
    title: str | None
    source: str
    indicator_name: str | None
    marks: tuple[Mark, ...]


def known_documents(path: Path) -> dict[str, str]:
    """Fingerprint of each file that the warehouse at `path` holds, by doc_id, files in quarantine included.

    Empty where there is no warehouse yet. A file whose fingerprint equals the current one has nothing new to give.
    Raises WarehouseError where the warehouse cannot be read.
    """
    import duckdb

    if not path.exists():
        return {}
    try:
        with open_published(path) as connection:
            return dict(
                connection.execute(
                    "SELECT doc_id, fingerprint FROM quarantine UNION ALL SELECT doc_id, fingerprint FROM dim_report"
                ).fetchall()
            )
    except duckdb.Error as error:  # a block can be damaged in a file that opens
        raise WarehouseError(
            f"{path}: cannot be read ({str(error).strip()}). Move the file away and run `zhibiao build`: everything in "
            "it is made anew from the landing zone."
        ) from error


def documents_as_today(path: Path) -> Mapping[str, str]:
    """`known_documents` of a warehouse that today's statements loaded; none of another, nor where there is none yet.

    Every step of a run asks, and opening a warehouse costs more than the answer: as long as the file stays the same,
    so does that.
    """
    if not path.exists():
        return {}
    found = path.stat()
    return _documents_as_today(path, loading_version(), (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=1)
def _documents_as_today(path: Path, version: str, state: tuple[int, int, int]) -> Mapping[str, str]:  # noqa: ARG001
    with open_published(path) as connection:
        loaded_by = connection.execute("SELECT code_version FROM warehouse_info").fetchall()
    return MappingProxyType(known_documents(path) if loaded_by == [(version,)] else {})


def warehouse_status(connection: duckdb.DuckDBPyConnection) -> WarehouseStatus:
    """The counts of a warehouse."""
    counts = connection.execute(
        """
        SELECT
            (SELECT count(*) FROM dim_report),
            (SELECT count(*) FROM dim_report ANTI JOIN fact_observation USING (doc_id)),
            (SELECT count(DISTINCT series_region) FROM fact_observation),
            (SELECT count(*) FROM dim_segment),
            (SELECT count(*) FROM fact_number),
            (SELECT count(*) FROM fact_observation),
            (SELECT count(*) FROM panel),
            (SELECT count(*) FROM quarantine),
            (SELECT min(year) FROM fact_observation WHERE status = 'actual'),
            (SELECT max(year) FROM fact_observation WHERE status = 'actual'),
            (SELECT max(started_at) FROM etl_run)
        """
    ).fetchall()[0]
    return WarehouseStatus(*counts)


def explain_observation(connection: duckdb.DuckDBPyConnection, observation_id: str) -> Explanation:
    """Everything needed to show why an observation is what it is.

    `observation_id` may be shortened to a beginning that fits one observation only. Raises WarehouseError otherwise.
    """
    row = _observation_row(connection, observation_id)
    contexts = connection.execute(
        """
        SELECT
            segment.text, segment.start, report.file_name, report.title, report.source, indicators.name_zh,
            layer.text_layer
        FROM dim_report AS report
        JOIN report_text AS layer USING (doc_id)
        JOIN dim_segment AS segment ON segment.segment_id = $segment_id
        LEFT JOIN dim_indicator AS indicators ON indicators.indicator = $indicator
        WHERE report.doc_id = $doc_id
        """,
        {name: row[name] for name in ("segment_id", "indicator", "doc_id")},
    ).fetchall()
    if len(contexts) != 1:
        raise WarehouseError(f"{row['observation_id']}: its report or sentence is missing. Run `zhibiao build` anew.")
    sentence, sentence_start, file_name, title, source, indicator_name, text_layer = contexts[0]
    sentence_end = sentence_start + len(sentence)
    marks = tuple(_mark(row, field, text_layer, sentence_start, sentence_end) for field in DECIDED_FIELDS)
    return Explanation(row, sentence, sentence_start, file_name, title, source, indicator_name, marks)


def _observation_row(connection: duckdb.DuckDBPyConnection, observation_id: str) -> dict[str, Any]:
    cursor = connection.execute(
        "SELECT * FROM fact_observation WHERE starts_with(observation_id, ?) "
        "ORDER BY length(observation_id), observation_id LIMIT 4",
        [observation_id],
    )
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    if not rows or not observation_id:
        raise WarehouseError(
            f"{observation_id!r}: no such observation. Take an observation_id of "
            '`zhibiao sql "SELECT observation_id, indicator, value FROM panel"`.'
        )
    if len(rows) > 1 and rows[0]["observation_id"] != observation_id:
        some = ", ".join(row["observation_id"] for row in rows)
        raise WarehouseError(f"{observation_id!r} is the beginning of several observations ({some}). Write more of it.")
    return rows[0]


def _mark(row: dict[str, Any], field: str, text_layer: str, sentence_start: int, sentence_end: int) -> Mark:
    start, end = row[f"{field}_start"], row[f"{field}_end"]
    has_span = start is not None and end is not None
    return Mark(
        field=field,
        value=str(row[field]),
        origin=row[f"{field}_origin"],
        start=start,
        end=end,
        text=text_layer[start:end] if has_span else None,
        is_in_sentence=has_span and sentence_start <= start and end <= sentence_end,
    )
