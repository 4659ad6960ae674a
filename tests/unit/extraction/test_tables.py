"""Statistical tables in many layouts: every figure of `tables.yaml`, and nothing else."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.cleaning import clean_text
from pipeline.extraction import Extractor, LedgerEntry
from pipeline.reference import Reference, load_reference
from pipeline.segmentation import segment_report
from pipeline.vocabulary import NumberClass

TABLES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def extractor(reference: Reference) -> Extractor:
    return Extractor(reference)


def _extract(text: str, extractor: Extractor, reference: Reference) -> list[LedgerEntry]:
    return extractor.extract(segment_report(clean_text(text, reference), text, reference))


def _told(entry: LedgerEntry) -> list[str]:
    """One line a figure, as `tables.yaml` writes them."""
    if not entry.observations:
        return [f"{entry.number}: quantity {_plain(entry.value)} {entry.unit}"]
    lines = []
    for observation in entry.observations:
        bound = observation.binding
        high = f" {_plain(bound.value_high)}" if bound.value_high is not None else ""
        printed = "" if bound.bound == "exact" else f" {bound.bound}{high}"
        lines.append(
            f"{entry.number}: {bound.indicator.id} {bound.period} {bound.telling.measure} {bound.standing.status}"
            f" {_plain(bound.value)} {bound.unit}{printed} @{bound.place.code}"
        )
    return lines


def _plain(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else "-"


def _expected(table: dict[str, Any]) -> list[str]:
    lines = []
    for figure in table["figures"]:
        ((number, told),) = figure.items()
        is_fact = not told.startswith("quantity") and "@" not in told
        lines.append(f"{number}: {told}" + (f" @{table['region']}" if is_fact else ""))
    return lines


@pytest.mark.parametrize("table", TABLES, ids=[table["name"] for table in TABLES])
def test_every_figure_of_a_table_is_read(table: dict[str, Any], extractor: Extractor, reference: Reference) -> None:
    text = table["text"].replace("→", "\t")
    entries = _extract(text, extractor, reference)
    told = [line for entry in entries if entry.verdict is not NumberClass.NONE for line in _told(entry)]
    assert told == _expected(table)
    assert all(text[entry.start : entry.end] == entry.number for entry in entries)
