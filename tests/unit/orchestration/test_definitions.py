"""What Dagster sees: the graph as designed, and a check for each expectation."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.orchestration.checks import STRICTNESS
from pipeline.orchestration.definitions import build_definitions
from pipeline.quality import Layer, declared_checks
from pipeline.schemas import STAGE_TABLES
from pipeline.warehouse.marts import MARTS


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return build_definitions()


def test_an_asset_a_table(definitions):
    keys = {key.to_user_string() for key in definitions.resolve_all_asset_keys()}
    tables = {table.name for table in STAGE_TABLES}
    assert keys == {*tables, *MARTS, "staged_warehouse", "published_warehouse"}


def test_each_table_is_made_from_those_before_it(definitions):
    graph = definitions.resolve_asset_graph()
    edges = {
        key.to_user_string(): {parent.to_user_string() for parent in graph.get(key).parent_keys}
        for key in definitions.resolve_all_asset_keys()
    }
    assert edges["raw_reports"] == set()
    assert edges["report_texts"] == {"raw_reports"}
    assert edges["report_segments"] == {"report_texts"}
    assert edges["numbers"] == edges["observations"] == {"report_texts", "report_segments"}
    assert edges["staged_warehouse"] == {table.name for table in STAGE_TABLES}
    assert edges["published_warehouse"] == {"staged_warehouse", *MARTS}


def test_each_expectation_is_an_asset_check_and_errors_block(definitions):
    graph = definitions.resolve_asset_graph()
    found = {key.name: graph.get_check_spec(key).blocking for key in graph.asset_check_keys}
    declared = {spec.check_id: spec.is_blocking for spec in declared_checks()}
    assert found.pop(STRICTNESS) is False
    assert found == declared


def test_checks_of_the_warehouse_stand_before_the_publish(definitions):
    graph = definitions.resolve_asset_graph()
    assets = {key.name: key.asset_key.to_user_string() for key in graph.asset_check_keys}
    for spec in declared_checks():
        expected = spec.table if spec.layer is Layer.STAGE or spec.table in MARTS else "staged_warehouse"
        assert assets[spec.check_id] == expected


def test_steps_run_in_the_process_of_the_run(definitions):
    assert definitions.resolve_job_def("build").executor_def.name == "in_process"


def test_a_run_waits_for_another_build(definitions):
    assert definitions.resources["workspace"].wait_seconds > 0
