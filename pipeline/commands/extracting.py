"""`zhibiao extract`: every number of the given files with its verdict, on standard output, without a warehouse.

What belongs here: files in, lines out. What does not: the extractor. Nothing heavy may be imported on this way: one
report takes less than a second of CPU from start to end.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.options import LimitOption, ends_badly, existing_paths, read_limits
from pipeline.commands.reasons import NO_YEAR, as_text, deciding_words, in_a_line, in_words, print_reasons
from pipeline.commands.rendering import ERR, OUT, bounded, cell, counted, exact, json_text, plain, results, say

if TYPE_CHECKING:
    from pipeline.errors import UnreadableReportError
    from pipeline.readers import ReadLimits
    from pipeline.reference import Reference

FIELDS = (
    "document",
    "start",
    "end",
    "number",
    "class",
    "value",
    "value_high",
    "unit",
    "bound",
    "indicator",
    "region",
    "region_name",
    "period",
    "year",
    "measure",
    "status",
    "sentence",
)
"""Fields of one line, in order. Those after `bound` are for facts alone; `reason` is added on request."""

EXPLAINED = ("reason", "confidence", "rules", "because")
"""Fields that `--explain` adds; all but the reason are for facts alone."""

_FACT_FIELDS = FIELDS[FIELDS.index("indicator") :]
_ADD_TITLE = "put a title such as 淄博市2023年科技工作总结 above it"
NO_QUANTITY = "none"
PROGRESS_BYTES = 1_000_000
"""Raw bytes from which a progress bar is shown: less takes under a second."""


class OutputFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders that are searched for files.")],
    output_format: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print.")] = OutputFormat.TABLE,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Say why: the rules, the doubts, the deciding words and where they stand. A table tells every number.",
        ),
    ] = False,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Print numbers that are no quantities as well (dates, names, ordinals).")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Exit with 1 if a file of a folder could not be read (one that is named: always)."
        ),
    ] = False,
    limit: LimitOption = None,
) -> None:
    """Print the facts of the files, as JSON and CSV other quantities too; with --ledger all numbers. No warehouse."""
    from pipeline.ingest import discover_files

    unreadable: dict[Path, UnreadableReportError] = {}
    kept = existing_paths(paths)
    files = [found.path for found in discover_files(kept)]
    if not files:
        say("no report was found. Name a folder or files that hold reports (txt, HTML, PDF, DOCX)", "yellow")
    rows = _rows(files, unreadable, read_limits(limit))
    fields = (*FIELDS, *EXPLAINED) if explain else FIELDS
    if output_format is OutputFormat.TABLE:
        _write_table(rows, explain=explain, ledger=ledger)
    else:
        kept_rows = (row for row in rows if ledger or row["class"] != NO_QUANTITY)
        _WRITERS[output_format](kept_rows, fields)
    for error in unreadable.values():
        say(f"not read: {error}", "yellow")
    if ends_badly(paths, kept, unreadable, strict):
        raise typer.Exit(1)


def _rows(
    files: Sequence[Path], unreadable: "dict[Path, UnreadableReportError]", limits: "ReadLimits"
) -> Iterator[dict[str, Any]]:
    """Rows of all files in order; files that cannot be read are put into `unreadable`."""
    from pipeline.errors import UnreadableReportError
    from pipeline.reference import load_reference

    reference = load_reference()
    for path in _with_progress(files):
        try:
            yield from _rows_of_report(path, reference, limits)
        except UnreadableReportError as error:
            unreadable[path] = error


def _rows_of_report(path: Path, reference: "Reference", limits: "ReadLimits") -> Iterator[dict[str, Any]]:
    text_row, segment_rows, numbers, observations = rows_of_stages(path, reference, limits)
    sentences = {row["segment_id"]: sentence_text(text_row, row) for row in segment_rows}
    year_rules = {row["segment_id"]: row["year_rule"] for row in segment_rows}
    facts: dict[str, list[Mapping[str, Any]]] = {}
    for observation in observations:
        facts.setdefault(observation["number_id"], []).append(observation)
    for number in numbers:
        for row in facts.get(number["number_id"], [number]):
            line = {"document": path.name, **number, **row}
            if row is not number:
                line["sentence"] = sentences[row["segment_id"]]
                line["because"] = deciding_words(row, text_row["text_layer"], year_rules[row["segment_id"]])
            yield line


def rows_of_stages(
    path: Path, reference: "Reference", limits: "ReadLimits"
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """The text, segments, numbers and observations of one file. Raises UnreadableReportError.

    Each segment also has the rule by which the year of its part was found, which no table holds.
    """
    from pipeline import flow
    from pipeline.errors import UnreadableReportError
    from pipeline.ingest import document_id, problem_and_remedy, read_bounded
    from pipeline.vocabulary import QuarantineReason

    try:
        data = read_bounded(path, limits.max_bytes)
    except OSError as error:
        raise UnreadableReportError(path.name, QuarantineReason.UNREADABLE, *problem_and_remedy(error)) from error
    raw = {"doc_id": document_id(data), "file_name": path.name}
    text = flow.text_row(raw, data, reference, flow.extractor_fingerprint(reference), limits)
    report = flow.segmented(text, reference)
    rules = ({"year_rule": segment.part.year_rule.value} for segment in report.segments)
    segments = [row | rule for row, rule in zip(flow.rows_of_segments(text, report), rules, strict=True)]
    return text, segments, *flow.number_and_observation_rows(text, segments, reference)


def sentence_text(text_row: Mapping[str, Any], segment_row: Mapping[str, Any]) -> str:
    """The sentence as printed, without masked furniture and without the line breaks of the page."""
    from pipeline.cleaning import MASK

    start, end = segment_row["start"], segment_row["end"]
    printed, clean = text_row["text_layer"][start:end], text_row["clean_text"][start:end]
    kept = "".join(own for own, seen in zip(printed, clean, strict=True) if seen != MASK and own not in "\r\n\f")
    return kept.strip()


def _with_progress(files: Sequence[Path]) -> Iterable[Path]:
    if len(files) < 2 or not ERR.is_terminal or sum(path.stat().st_size for path in files) < PROGRESS_BYTES:
        return files
    from rich.progress import track

    return track(files, description="extract", console=ERR, transient=True)


def _write_jsonl(rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> None:
    for row in rows:
        results().write(json_text({field: row.get(field) for field in fields if _applies(field, row)}) + "\n")


def _applies(field: str, row: Mapping[str, Any]) -> bool:
    return row["class"] == "fact" or field not in (*_FACT_FIELDS, *EXPLAINED[1:])


def _write_csv(rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> None:
    writer = csv.writer(results(), lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_csv_value(row.get(field)) for field in fields])


def _csv_value(value: object) -> object:
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, dict):
        value = as_text(value)
    return cell(value) if isinstance(value, str) else value


def _write_table(rows: Iterable[Mapping[str, Any]], *, explain: bool, ledger: bool) -> None:
    """The facts of each document as a table for people; with `ledger` every number, with `explain` its reasons too."""
    for document, of_document in groupby(rows, key=lambda row: str(row["document"])):
        if explain or ledger:
            print_reasons(document, of_document, in_words if explain else in_a_line)
        else:
            _print_document(document, list(of_document))


def _print_document(document: str, rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.table import Table

    from pipeline.reference.regions import UNKNOWN_CODE

    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("at", "indicator", "region", "period", "measure", "status", "value"):
        table.add_column(column, justify="right" if column in {"at", "value"} else "left", overflow="fold")
    facts = [row for row in rows if row["class"] == "fact"]
    for row in facts:
        table.add_row(*(plain(text) for text in _table_cells(row)))
    OUT.print(plain(document, "bold cyan"))
    if facts:
        OUT.print(table)
    counts = Counter(row["class"] for row in rows)
    OUT.print(
        f"{counted(len(rows), 'number')}: {counted(counts['fact'], 'fact')}, {counts['quantity']:,} other quantities, "
        f"{counts['none']:,} no quantities"
    )
    if any(row["reason"] == NO_YEAR for row in rows):
        OUT.print(f"no year is told in title, date or text: {_ADD_TITLE}")
    elif facts and all(row["region"] == UNKNOWN_CODE for row in facts):
        OUT.print(f"whose report it is is not told, or hidden: {_ADD_TITLE}")
    OUT.print()


def _table_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    value = bounded(row["value"], row["value_high"], row["unit"], row["bound"])
    region = row["region_name"] or row["region"]
    return (str(row["start"]), row["indicator"], region, row["period"], row["measure"], row["status"], value)


_WRITERS = {OutputFormat.JSONL: _write_jsonl, OutputFormat.CSV: _write_csv}
