"""Real worker processes: the same rows as in one process, and a death that costs one report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.engines import LocalEngine, Stage, StageSettings, StageStore, production_fingerprint
from pipeline.engines.store import Row
from pipeline.errors import ReferenceDataError
from pipeline.ingest import land_bytes
from pipeline.readers import ReadLimits
from pipeline.reference import load_reference
from tests.deadly_bucket import process_or_die

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEXT = "淄博市科学技术局2023年工作总结\n2023年，全市技术合同成交额{0}亿元，同比增长10.5%。\n"


@pytest.fixture
def engine(tmp_path) -> LocalEngine:
    fingerprint = production_fingerprint(load_reference(), ReadLimits())
    settings = StageSettings(tmp_path / "landing", None, ReadLimits(), fingerprint)
    return LocalEngine(StageStore(tmp_path / "stages", "pool", 4), settings, workers=2, pool_bytes=0)


def land(landing: Path, *names: str) -> list[Row]:
    texts = {name: TEXT.format(number).encode() for number, name in enumerate(names, 200)}
    return [land_bytes(text, name, name, landing, NOW)[0].as_row() for name, text in texts.items()]


def test_workers_write_what_one_process_writes(engine, tmp_path):
    rows = land(engine.settings.landing, *(f"{number}.txt" for number in range(12)))
    alone = replace(engine, store=StageStore(tmp_path / "stages", "alone", 4), workers=1)
    for stage in Stage:
        assert engine.run(stage, rows).new == alone.run(stage, rows).new == 12
    for table in ("report_texts", "report_segments", "numbers", "observations"):
        key = "doc_id" if table == "report_texts" else None
        in_pool, in_process = (
            sorted(store.read(table).to_pylist(), key=lambda row: str(row[key] if key else row))
            for store in (engine.store, alone.store)
        )
        assert in_pool == in_process
        assert in_pool, table


def test_a_worker_that_dies_costs_only_the_report_it_died_of(engine):
    rows = land(engine.settings.landing, "deadly.txt", *(f"{number}.txt" for number in range(7)))
    outcome = replace(engine, process=process_or_die).run(Stage.READ, rows)
    assert (outcome.new, outcome.failed) == (8, 1)
    (lost,) = engine.store.read("quarantine").to_pylist()
    assert lost["file_name"] == "deadly.txt"
    assert "died" in lost["detail"]
    assert engine.store.read("report_texts").num_rows == 7


def test_reference_data_that_changes_during_a_build_stops_it(engine):
    """Workers load the reference data themselves: rows of two catalogues must not mix."""
    rows = land(engine.settings.landing, *(f"{number}.txt" for number in range(4)))
    edited = replace(engine, settings=replace(engine.settings, fingerprint="of another catalogue"))
    with pytest.raises(ReferenceDataError, match="changed while the build was running"):
        edited.run(Stage.READ, rows)
    assert engine.store.done("read") == set()
