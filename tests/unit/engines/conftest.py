"""A landing zone and an extractor small enough to see through: the engines are what is tested here."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.engines import processing
from pipeline.engines.processing import StageSettings
from pipeline.engines.store import StageStore
from pipeline.errors import UnreadableReportError
from pipeline.ingest import land_bytes
from pipeline.readers import ReadLimits
from pipeline.vocabulary import QuarantineReason

FINGERPRINT = "f" * 64
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def text_row(raw_row, data, reference, fingerprint, limits):
    if not data:
        raise UnreadableReportError(raw_row["file_name"], QuarantineReason.EMPTY, "no bytes", "Fetch it again")
    text = data.decode()
    return {
        "doc_id": raw_row["doc_id"],
        "fingerprint": fingerprint,
        "file_name": raw_row["file_name"],
        "text_layer": text,
        "clean_text": text,
        "reader": "text",
        "is_spun": False,
        "region": "unknown",
        "is_region_told": True,
    }


def segment_rows(row, reference):
    if "unsegmentable" in row["text_layer"]:
        raise RecursionError("too deep")
    return [
        {
            "segment_id": row["doc_id"][:12] + ":0",
            "doc_id": row["doc_id"],
            "fingerprint": row["fingerprint"],
            "ordinal": 0,
            "kind": "sentence",
            "start": 0,
            "end": len(row["text_layer"]),
            "part": 0,
            "part_status": "actual",
            "is_part_year_told": True,
        }
    ]


def number_and_observation_rows(row, segments, reference):
    if "unlucky" in row["text_layer"]:
        raise ZeroDivisionError("a rule divides by zero")
    (segment,) = segments
    digits = row["text_layer"].split()[0]
    number = {
        "number_id": row["doc_id"][:12] + ":n",
        "doc_id": row["doc_id"],
        "fingerprint": row["fingerprint"],
        "segment_id": segment["segment_id"],
        "start": 0,
        "end": len(digits),
        "number": digits,
        "class": "quantity",
        "reason": "test",
        "value": Decimal(1),
        "unit": "count",
        "bound": "exact",
    }
    return [number], []


@pytest.fixture(autouse=True)
def tiny_extractor(monkeypatch):
    """The engines with an extractor of three lines and no reference data."""
    monkeypatch.setattr(processing.flow, "text_row", text_row)
    monkeypatch.setattr(processing.flow, "segment_rows", segment_rows)
    monkeypatch.setattr(processing.flow, "number_and_observation_rows", number_and_observation_rows)
    monkeypatch.setattr(processing, "_reference", lambda *_: None)


@pytest.fixture
def store(tmp_path: Path) -> StageStore:
    return StageStore(tmp_path / "stages", "key", 4)


@pytest.fixture
def settings(tmp_path: Path) -> StageSettings:
    return StageSettings(tmp_path / "landing", None, ReadLimits(), FINGERPRINT)


@pytest.fixture
def land(settings: StageSettings):
    """Lands texts and returns their rows of `raw_reports`."""

    def land_texts(*texts: str) -> list[dict]:
        landed = [
            land_bytes(text.encode(), f"{number}.txt", f"{number}.txt", settings.landing, NOW)[0]
            for number, text in enumerate(texts)
        ]
        return [report.as_row() for report in landed]

    return land_texts
