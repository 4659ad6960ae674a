"""Expectation suites as asset checks: one step a stage table, and one for the staged warehouse with its marts.

What belongs here: which check stands at which asset and what it stops. What does not: the checks (`expectations/`) and
how they run (`pipeline.quality`). A blocking check that does not pass stops everything after its asset.
"""

from collections.abc import Iterable, Iterator, Sequence

import dagster as dg

from pipeline.engines import Progress
from pipeline.orchestration import steps
from pipeline.orchestration.previews import check_result
from pipeline.orchestration.resources import Workspace
from pipeline.quality import CheckSpec, Layer, declared_checks
from pipeline.schemas import STAGE_TABLES
from pipeline.warehouse.marts import MARTS

Results = Iterator[dg.AssetCheckResult]
STRICTNESS = "no_file_in_quarantine"


def build_checks() -> list[dg.AssetChecksDefinition]:
    """All checks of the suites as they lie on disk, and the one on strictness."""
    declared = declared_checks()
    stage_checks = [
        _stage_check(table.name, specs)
        for table in STAGE_TABLES
        if (specs := [spec for spec in declared if spec.layer is Layer.STAGE and spec.table == table.name])
    ]
    warehouse_specs = [spec for spec in declared if spec.layer is Layer.WAREHOUSE]
    return [*stage_checks, *([_warehouse_check(warehouse_specs)] if warehouse_specs else []), quarantine_is_empty]


def _stage_check(table: str, specs: Sequence[CheckSpec]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name=f"check_{table}", specs=[_spec(spec, table) for spec in specs])
    def check(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
        for result in steps.check_pending(workspace, table, progress):
            yield check_result(result, table)

    return check


def _warehouse_check(specs: Iterable[CheckSpec]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name="check_warehouse", specs=[_spec(spec, _asset_of(spec)) for spec in specs])
    def check(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> Results:
        for result in steps.check_staged(workspace, progress):
            yield check_result(result, _asset_of(result.spec))

    return check


@dg.asset_check(asset="quarantine", name=STRICTNESS, description="Every file could be read")
def quarantine_is_empty(workspace: Workspace) -> dg.AssetCheckResult:
    rows = steps.pending_tables(workspace, ["quarantine"])["quarantine"].num_rows
    severity = dg.AssetCheckSeverity.ERROR if workspace.strict else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(passed=rows == 0, severity=severity, description=f"{rows} files in quarantine")


def _asset_of(spec: CheckSpec) -> str:
    return spec.table if spec.table in MARTS else "staged_warehouse"


def _spec(spec: CheckSpec, asset: str) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        spec.check_id,
        asset=asset,
        description=spec.description,
        blocking=spec.is_blocking,
        metadata={"table": spec.table, "query": spec.query or ""},
    )
