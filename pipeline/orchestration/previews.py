"""What an asset or a check shows of itself in Dagster: counts, and the first rows as a table.

What belongs here: metadata for people. What does not: any work on the rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import pyarrow

from pipeline.quality import CheckResult, Outcome
from pipeline.schemas import Table

PREVIEW_ROWS = 8
CELL_CHARACTERS = 60
SENTENCE_CHARACTERS = 250
"""In a cell of an offending row: its sentence is what a person judges by."""


def markdown_table(
    names: Sequence[str], rows: Sequence[Sequence[object]], longest: int = CELL_CHARACTERS
) -> dg.MarkdownMetadataValue:
    """Rows as a Markdown table; long text is cut, and no text can break out of its cell."""
    lines = [_line(names, longest), _line(["---"] * len(names), longest), *(_line(row, longest) for row in rows)]
    return dg.MetadataValue.md("\n".join(lines) if rows else "(no rows)")


def preview(table: pyarrow.Table) -> dg.MarkdownMetadataValue:
    """The first rows of an Arrow table."""
    rows = table.slice(0, PREVIEW_ROWS).to_pylist()
    return markdown_table(table.column_names, [list(row.values()) for row in rows])


def column_schema(table: Table) -> dg.TableSchema:
    """The declared columns of a table, for the asset's page."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                column.name,
                column.type.value,
                column.description,
                dg.TableColumnConstraints(nullable=column.nullable),
            )
            for column in table.columns
        ]
    )


def check_result(result: CheckResult, asset: str) -> dg.AssetCheckResult:
    """One outcome as Dagster shows it. A check that could not run fails, and says that it could not run."""
    metadata: dict[str, Any] = {"outcome": result.outcome.value, "failing rows": result.failing_rows}
    if result.examples:
        names = list(dict.fromkeys(name for row in result.examples for name in row))
        rows = [[row.get(name) for name in names] for row in result.examples]
        metadata["examples"] = markdown_table(names, rows, SENTENCE_CHARACTERS)
    if result.rows_examined is not None:
        metadata["rows examined"] = result.rows_examined
    is_error = result.spec.is_blocking and not result.set_aside
    could_not_run = "could not run: " if result.outcome is Outcome.ERRORED else ""
    return dg.AssetCheckResult(
        passed=result.outcome is Outcome.PASSED,
        asset_key=asset,
        check_name=result.spec.check_id,
        severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
        description=could_not_run + result.detail,
        metadata=metadata,
    )


def counts(**numbers: int | float) -> Mapping[str, Any]:
    """Numbers as metadata, seconds rounded to what one can perceive."""
    return {name: round(number, 2) if isinstance(number, float) else number for name, number in numbers.items()}


def _line(cells: Sequence[object], longest: int) -> str:
    return "| " + " | ".join(_cell(cell, longest) for cell in cells) + " |"


def _cell(value: object, longest: int) -> str:
    text = "" if value is None else " ".join(str(value).split())
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("`", "\\`")
