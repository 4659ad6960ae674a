"""An asset a table, each body: load, call, store, report.

What belongs here: the graph and what each node reports. What does not: work on reports (`steps.py` and below). Where
nothing is pending, all assets are skipped, and with them their checks and the publish: the warehouse stays as it is.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import dagster as dg
import duckdb
from pydantic import Field

from pipeline.engines import Progress, Stage
from pipeline.ingest import usual_paths
from pipeline.orchestration import steps
from pipeline.orchestration.previews import PREVIEW_ROWS, column_schema, counts, markdown_table, preview
from pipeline.orchestration.resources import Workspace
from pipeline.schemas import STAGE_TABLES, tables_by_name
from pipeline.warehouse import open_published, open_staged, publish, warehouse_status
from pipeline.warehouse.marts import MARTS
from pipeline.warehouse.statements import read_statement

_TABLES = tables_by_name(STAGE_TABLES)
Results = Iterator[dg.MaterializeResult[None] | dg.AssetObservation]


class Sources(dg.Config):
    """What a run takes in."""

    paths: list[str] | None = Field(
        default=None,
        description="Files, or folders that are searched for reports; default: what has landed, or else the samples",
    )


def _stage_spec(table: str, *upstream: str) -> dg.AssetSpec:
    declared = _TABLES[table]
    return dg.AssetSpec(
        table,
        deps=upstream,
        description=declared.description,
        metadata={"dagster/column_schema": column_schema(declared)},
        skippable=True,
        group_name="stages",
        kinds={"parquet"},
    )


def _warehouse_spec(name: str, description: str, *upstream: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        name, deps=upstream, description=description, skippable=True, group_name="warehouse", kinds={"duckdb"}
    )


@dg.multi_asset(name="ingest", specs=[_stage_spec("raw_reports")])
def raw_reports(config: Sources, workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
    paths = usual_paths(workspace.data) if config.paths is None else [Path(path) for path in config.paths]
    landed = steps.land(workspace, paths, progress)
    pending = len(steps.pending_rows(workspace))
    metadata = {
        **counts(rows=landed.reports, new=landed.new, known=landed.known, pending=pending),
        "not landed": [[file.source, file.detail, file.remedy] for file in landed.failed],
        "notes": list(workspace.notes),
        "preview": preview(workspace.raw_store.read("raw_reports")),
    }
    yield dg.AssetObservation(asset_key="raw_reports", metadata=metadata)
    if pending:
        yield dg.MaterializeResult(asset_key="raw_reports", metadata=metadata)


@dg.multi_asset(name="read", specs=[_stage_spec("report_texts", "raw_reports")])
def report_texts(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
    yield from _run_stage(workspace, Stage.READ, progress, ("report_texts",))


@dg.multi_asset(name="segment", specs=[_stage_spec("report_segments", "report_texts")])
def report_segments(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
    yield from _run_stage(workspace, Stage.SEGMENT, progress, ("report_segments",))


@dg.multi_asset(
    name="extract",
    specs=[_stage_spec(name, "report_texts", "report_segments") for name in ("numbers", "observations")],
)
def numbers_and_observations(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
    yield from _run_stage(workspace, Stage.EXTRACT, progress, ("numbers", "observations"))


@dg.multi_asset(
    name="set_aside", specs=[_stage_spec("quarantine", "report_texts", "report_segments", "numbers", "observations")]
)
def quarantine(workspace: Workspace) -> Results:
    if steps.pending_rows(workspace):
        rows = steps.pending_tables(workspace, ["quarantine"])["quarantine"]
        yield dg.MaterializeResult(
            asset_key="quarantine", metadata={**counts(rows=rows.num_rows), "preview": preview(rows)}
        )


@dg.multi_asset(
    name="load",
    specs=[
        _warehouse_spec("staged_warehouse", "The copy of the warehouse that a run loads and checks", *_TABLES),
        *(_warehouse_spec(name, read_statement("marts", name).head, "numbers", "observations") for name in MARTS),
    ],
)
def staged_warehouse(
    context: dg.AssetExecutionContext, workspace: Workspace, progress: dg.ResourceParam[Progress]
) -> Results:
    summary = steps.stage_pending(workspace, context.run_id, progress)
    if summary is None:
        return
    yield dg.MaterializeResult(
        asset_key="staged_warehouse",
        metadata=counts(
            reports=summary.reports,
            replaced=summary.replaced,
            segments=summary.segments,
            numbers=summary.numbers,
            observations=summary.observations,
            quarantined=summary.quarantined,
        ),
    )
    with open_staged(workspace.warehouse) as connection:
        for name in MARTS:
            yield _mart_result(connection, name)


@dg.multi_asset(
    name="publish",
    specs=[_warehouse_spec("published_warehouse", "The file that people read", "staged_warehouse", *MARTS)],
)
def published_warehouse(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
    progress("publish", 0, 1)
    changes = steps.staged_changes(workspace)
    publish(workspace.warehouse)
    with open_published(workspace.warehouse) as connection:
        held = warehouse_status(connection)
    yield dg.MaterializeResult(
        asset_key="published_warehouse",
        metadata={
            **counts(reports=held.reports, observations=held.observations, panel_values=held.panel_values),
            "path": dg.MetadataValue.path(workspace.warehouse.resolve()),
            "bytes": workspace.warehouse.stat().st_size,
            "changes": [asdict(table) for table in changes],
        },
    )


def _run_stage(workspace: Workspace, stage: Stage, progress: Progress, names: tuple[str, ...]) -> Results:
    outcome = steps.run_stage(workspace, stage, progress)
    if outcome is None:
        return
    tables = steps.pending_tables(workspace, names)
    for name in names:
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={
                **counts(rows=tables[name].num_rows, reports=outcome.new, known=outcome.known),
                **counts(quarantined=outcome.failed, seconds=outcome.seconds),
                "preview": preview(tables[name]),
            },
        )


def _mart_result(connection: duckdb.DuckDBPyConnection, name: str) -> dg.MaterializeResult[None]:
    (rows,) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0]
    cursor = connection.execute(f"SELECT * FROM {name} LIMIT {PREVIEW_ROWS}")
    columns = [column[0] for column in cursor.description]
    return dg.MaterializeResult(
        asset_key=name, metadata={"rows": rows, "preview": markdown_table(columns, cursor.fetchall())}
    )


ASSETS = (
    raw_reports,
    report_texts,
    report_segments,
    numbers_and_observations,
    quarantine,
    staged_warehouse,
    published_warehouse,
)
