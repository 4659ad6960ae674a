"""`zhibiao residue`: the quantities of the given files that are figures of no indicator, grouped by their noun.

What belongs here: files in, groups out. What does not: finding the noun of a number (pipeline/extraction/residue.py).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.extracting import rows_of_stages
from pipeline.commands.options import LimitOption, ends_badly, existing_paths, read_limits
from pipeline.commands.rendering import OUT, cell, counted, plain, results, say

if TYPE_CHECKING:
    from pipeline.extraction.residue import Labeller, Residue, ResidueGroup
    from pipeline.readers import ReadLimits
    from pipeline.reference import Reference

FIELDS = ("label", "unit", "numbers", "documents", "near", "contexts")
"""Columns of the CSV; contexts are separated by ` | `."""


class OutputFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"


def residue(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders that are searched for files.")],
    top: Annotated[int, typer.Option("--top", min=1, help="Groups to show, the most frequent first.")] = 30,
    contexts: Annotated[int, typer.Option("--contexts", min=0, help="Examples to show of each group.")] = 2,
    output_format: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print.")] = OutputFormat.TABLE,
    limit: LimitOption = None,
) -> None:
    """Show what was not mapped: quantities by the noun they belong to. An indicator to add is one row of a CSV."""
    from pipeline.errors import UnreadableReportError
    from pipeline.extraction.residue import Labeller, group_residues
    from pipeline.ingest import discover_files
    from pipeline.reference import load_reference

    limits = read_limits(limit)
    kept = existing_paths(paths)
    reference = load_reference()
    labeller = Labeller(reference)
    found: list[Residue] = []
    unreadable: set[Path] = set()
    facts = documents = 0
    for file in discover_files(kept):
        try:
            residues, facts_of_report = _of_report(file.path, reference, labeller, limits)
        except UnreadableReportError as error:
            say(f"not read: {error}", "yellow")
            unreadable.add(file.path)
            continue
        found += residues
        facts += facts_of_report
        documents += 1
    groups = group_residues(found, labeller)
    if output_format is OutputFormat.CSV:
        _write_csv(groups[:top], contexts)
    else:
        _print_groups(groups[:top], contexts)
        told = f"{len(found):,} quantities in {counted(len(groups), 'group')} and {counted(facts, 'fact')} "
        how = " To make a group an indicator, add a row to seeds/reference/indicators.csv (see CONTRIBUTING)."
        OUT.print(f"{told}in {counted(documents, 'report')}.{how if groups else ''}")
    if ends_badly(paths, kept, unreadable, strict=False):
        raise typer.Exit(1)


def _of_report(path: Path, reference: Reference, labeller: Labeller, limits: ReadLimits) -> tuple[list[Residue], int]:
    """The residue of one file and how many facts it holds. Raises UnreadableReportError."""
    from pipeline.extraction.residue import residues_of

    text, segments, numbers, observations = rows_of_stages(path, reference, limits)
    return residues_of(text, segments, numbers, labeller), len(observations)


def _print_groups(groups: Sequence[ResidueGroup], contexts: int) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("numbers", "reports"):
        table.add_column(name, justify="right")
    for name in ("label", "unit", "near"):
        table.add_column(name, no_wrap=True)
    table.add_column("for example", overflow="fold")
    for group in groups:
        table.add_row(
            f"{len(group.found):,}",
            f"{group.documents:,}",
            plain(group.label, "bold"),
            group.unit,
            group.near or "",
            plain("\n".join(_examples(group, contexts))),
        )
    OUT.print(table)


def _examples(group: ResidueGroup, most: int) -> list[str]:
    """Contexts of a group, each once: first one of each report, then the others."""
    first_of_report = {residue.document: residue.context for residue in reversed(group.found)}
    in_order = [*dict.fromkeys(reversed(first_of_report.values())), *(residue.context for residue in group.found)]
    return list(dict.fromkeys(in_order))[:most]


def _write_csv(groups: Sequence[ResidueGroup], contexts: int) -> None:
    writer = csv.writer(results(), lineterminator="\n")
    writer.writerow(FIELDS)
    for group in groups:
        examples = " | ".join(_examples(group, contexts))
        row = (group.label, group.unit, len(group.found), group.documents, group.near or "", examples)
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
