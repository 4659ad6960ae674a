"""Everything that Dagster sees, put together in one place that the CLI, the UI and the tests share.

What belongs here: the list. What does not: any of the things listed.
"""

import os
from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipeline.engines import no_progress
from pipeline.ingest.sources import choose_sources, load_sources
from pipeline.orchestration.arrivals import arrivals_sensor, fetch_schedule, nightly_schedule, source_asset
from pipeline.orchestration.assets import ASSETS
from pipeline.orchestration.checks import build_checks
from pipeline.orchestration.resources import Project, Workspace

BUILD = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.groups("stages", "warehouse"),
    description="From raw files to the published warehouse",
)
FETCH = dg.define_asset_job(
    "fetch", selection=dg.AssetSelection.groups("sources"), description="Asks sources for new and changed reports"
)

LONGEST_WAIT = 3_600
"""Seconds that a run waits for another build: one by hand must not fail the run of a sensor, which is not started again
before night."""


def build_definitions(overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """The definitions, with other resources (`workspace`, `project`, `progress`) where `overrides` names them.

    Steps run in the run's own process: a process for each would cost seconds a step, and the engine has its own.
    """
    data = os.environ.get("ZHIBIAO_DATA", "data")
    resources: dict[str, Any] = {
        "workspace": Workspace(data_folder=data, wait_seconds=LONGEST_WAIT),
        "project": Project(data_folder=data),
        "progress": no_progress,
        **(overrides or {}),
    }
    sources = choose_sources(load_sources(), ())
    visits = [asset] if (asset := source_asset(sources)) else []
    return dg.Definitions(
        assets=[*ASSETS, *visits],
        asset_checks=build_checks(),
        jobs=[BUILD, FETCH] if visits else [BUILD],
        schedules=[
            nightly_schedule(BUILD, resources["project"]),
            *([fetch_schedule(FETCH, sources, resources["project"])] if visits else []),
        ],
        sensors=[arrivals_sensor(BUILD, resources["project"])],
        resources=resources,
        executor=dg.in_process_executor,
    )


defs = build_definitions()
