"""Everything that Dagster sees, put together in one place that the CLI, the UI and the tests share.

What belongs here: the list. What does not: any of the things listed.
"""

import os
from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipeline.engines import no_progress
from pipeline.orchestration.assets import ASSETS
from pipeline.orchestration.checks import build_checks
from pipeline.orchestration.resources import Workspace

BUILD = dg.define_asset_job(
    "build", selection=dg.AssetSelection.all(), description="From raw files to the published warehouse"
)


def build_definitions(overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """The definitions, with other resources (`workspace`, `progress`) where `overrides` names them.

    Steps run in the run's own process: a process for each would cost seconds a step, and the engine has its own.
    """
    workspace = Workspace(data_folder=os.environ.get("ZHIBIAO_DATA", "data"))
    return dg.Definitions(
        assets=ASSETS,
        asset_checks=build_checks(),
        jobs=[BUILD],
        resources={"workspace": workspace, "progress": no_progress, **(overrides or {})},
        executor=dg.in_process_executor,
    )


defs = build_definitions()
