"""Every table once: columns, types, keys, vocabularies, descriptions.

From these declarations come the Arrow schemas, the DDL, the structural checks and the data dictionary. What does not
belong here: SQL of marts (`sql/marts/`) and rules about values (`expectations/`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.vocabulary import (
    Bound,
    Confidence,
    Measure,
    Nature,
    NumberClass,
    Origin,
    QuarantineReason,
    SegmentKind,
    Status,
    Unit,
)

if TYPE_CHECKING:
    import pyarrow

DECIMAL_PRECISION, DECIMAL_SCALE = 28, 6
"""Values up to 10^22 in base units (the country's GDP in yuan is 10^14), exact to a millionth."""


class ColumnType(StrEnum):
    TEXT = "VARCHAR"
    INTEGER = "BIGINT"
    DECIMAL = f"DECIMAL({DECIMAL_PRECISION},{DECIMAL_SCALE})"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP WITH TIME ZONE"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `vocabulary` closes what it may hold; `references` is `table.column`."""

    name: str
    type: ColumnType
    description: str
    nullable: bool = False
    vocabulary: type[StrEnum] | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` identifies a row; `layer` says who writes it (stage, warehouse)."""

    name: str
    layer: str
    key: tuple[str, ...]
    description: str
    columns: tuple[Column, ...]

    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _text(name: str, description: str, **options: object) -> Column:
    return Column(name, ColumnType.TEXT, description, **options)  # type: ignore[arg-type]


def _integer(name: str, description: str, **options: object) -> Column:
    return Column(name, ColumnType.INTEGER, description, **options)  # type: ignore[arg-type]


def _decimal(name: str, description: str, **options: object) -> Column:
    return Column(name, ColumnType.DECIMAL, description, **options)  # type: ignore[arg-type]


DOC_ID = _text("doc_id", "SHA-256 of the bytes of the raw file, in hexadecimal")
FINGERPRINT = _text("fingerprint", "Hash of code version and reference data that produced the row")
START = _integer("start", "Offset of the first character in the text layer, counted in characters")
END = _integer("end", "Offset after the last character in the text layer (half-open)")


def _deciding(field: str) -> tuple[Column, ...]:
    return (
        _integer(f"{field}_start", f"Start of the words that decided the {field}", nullable=True),
        _integer(f"{field}_end", f"End of the words that decided the {field}", nullable=True),
        _text(f"{field}_origin", f"Where those words stand", vocabulary=Origin),
    )


RAW_REPORTS = Table(
    "raw_reports",
    "stage",
    ("doc_id",),
    "Files in the landing zone, one row a distinct content",
    (
        DOC_ID,
        _text("file_name", "Name of the file as it was given, without folders"),
        _text("source", "Where it came from: a path relative to the given folder, or a URL"),
        _text("media_type", "Media type found from the content, not from the name"),
        _integer("size_bytes", "Size of the raw file in bytes"),
        Column("landed_at", ColumnType.TIMESTAMP, "When these bytes were first landed"),
        Column(
            "published_on", ColumnType.DATE, "Date of publication that the source states, if any", nullable=True
        ),
    ),
)

REPORT_TEXTS = Table(
    "report_texts",
    "stage",
    ("doc_id",),
    "The decoded text layer and the clean text of equal length, with what the report says of itself",
    (
        DOC_ID,
        FINGERPRINT,
        _text("file_name", "Name of the file"),
        _text("text_layer", "Decoded text as stored; every offset of the system counts its characters"),
        _text("clean_text", "Same length: characters unified, furniture masked"),
        _text("charset", "Character set that decoded the file", nullable=True),
        _text("reader", "Reader that produced the text layer"),
        Column("is_spun", ColumnType.BOOLEAN, "Whether the text is a spun copy (words replaced by synonyms)"),
        _text("title", "Title of the report", nullable=True),
        _text("issuer", "Body that issued it", nullable=True),
        _text("document_number", "Document number, such as 淄科发〔2024〕4号", nullable=True),
        Column("issued_on", ColumnType.DATE, "Date of issue that the text states", nullable=True),
        _text("region", "GB/T 2260 code of the report's own region, or `unknown`"),
        _text("region_name", "Name of that region", nullable=True),
        _text("years", "Years of the report's parts, comma-separated", nullable=True),
        _text("warnings", "Remarks of the reader, one a line", nullable=True),
    ),
)

REPORT_SEGMENTS = Table(
    "report_segments",
    "stage",
    ("segment_id",),
    "Titles, headings, sentences and table rows; they tile all that is not masked",
    (
        _text("segment_id", "Id of the segment: report and offset"),
        DOC_ID,
        FINGERPRINT,
        _integer("ordinal", "Position within the report, from 0"),
        _text("kind", "What the segment is", vocabulary=SegmentKind),
        START,
        END,
        _integer("part", "Ordinal of the part (2019 summary, 2020 plan) from 0"),
        _integer("part_year", "Year that the part speaks of", nullable=True),
        _text("part_status", "Status that the part gives its figures by default", vocabulary=Status),
        _text("heading", "Nearest heading above", nullable=True),
    ),
)

NUMBERS = Table(
    "numbers",
    "stage",
    ("number_id",),
    "The ledger: every number of a report with exactly one verdict",
    (
        _text("number_id", "Id of the number: report and offset"),
        DOC_ID,
        FINGERPRINT,
        _text("segment_id", "Segment that holds it", nullable=True, references="report_segments.segment_id"),
        START,
        END,
        _text("number", "The digits as printed"),
        _text("class", "Verdict", vocabulary=NumberClass),
        _text("reason", "Rule that gave the verdict"),
        _decimal("value", "Value in base units; empty where the number is no quantity", nullable=True),
        _decimal("value_high", "Upper end of a range", nullable=True),
        _text("unit", "Base unit", nullable=True, vocabulary=Unit),
        _text("bound", "How the number stands to the true one", nullable=True, vocabulary=Bound),
        _text("label", "Words nearest to a number that no indicator took, for finding indicators to add", nullable=True),
    ),
)

OBSERVATIONS = Table(
    "observations",
    "stage",
    ("observation_id",),
    "Statements about one indicator of one region in one period",
    (
        _text("observation_id", "Id of the observation: report, offset, ordinal at that number"),
        _text("number_id", "Number that carries it", references="numbers.number_id"),
        DOC_ID,
        FINGERPRINT,
        _text("segment_id", "Segment that holds it", references="report_segments.segment_id"),
        START,
        END,
        _text("number", "The digits as printed"),
        _text("indicator", "Id in the indicator catalogue", references="dim_indicator.indicator"),
        _text("region", "GB/T 2260 code, or `unknown`"),
        _text("region_name", "Name of the region", nullable=True),
        _text("period", "`2023`, `2021/2025` or `2023-01/2023-11`"),
        _integer("year", "Last year of the period"),
        _text("measure", "What is said of the indicator", vocabulary=Measure),
        _text("status", "Happened, expected or promised", vocabulary=Status),
        _decimal("value", "Value in base units"),
        _decimal("value_high", "Upper end of a range", nullable=True),
        _text("unit", "Base unit", vocabulary=Unit),
        _text("bound", "How the number stands to the true one", vocabulary=Bound),
        _text("confidence", "`certain`, or the name of the doubt", vocabulary=Confidence),
        _text("rules", "Names of the rules that decided, separated by spaces"),
        *_deciding("indicator"),
        *_deciding("region"),
        *_deciding("period"),
        *_deciding("measure"),
        *_deciding("status"),
    ),
)

QUARANTINE = Table(
    "quarantine",
    "stage",
    ("doc_id",),
    "Files that could not be read, with the reason and the remedy",
    (
        DOC_ID,
        FINGERPRINT,
        _text("file_name", "Name of the file"),
        _text("source", "Where it came from"),
        _text("reason", "Kind of the problem", vocabulary=QuarantineReason),
        _text("detail", "What was found"),
        _text("remedy", "What to do about it"),
    ),
)

STAGE_TABLES = (RAW_REPORTS, REPORT_TEXTS, REPORT_SEGMENTS, NUMBERS, OBSERVATIONS, QUARANTINE)


def arrow_schema(table: Table) -> pyarrow.Schema:
    """The Arrow schema of a table."""
    import pyarrow

    types = {
        ColumnType.TEXT: pyarrow.string(),
        ColumnType.INTEGER: pyarrow.int64(),
        ColumnType.DECIMAL: pyarrow.decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
        ColumnType.BOOLEAN: pyarrow.bool_(),
        ColumnType.DATE: pyarrow.date32(),
        ColumnType.TIMESTAMP: pyarrow.timestamp("us", tz="UTC"),
    }
    return pyarrow.schema(
        [pyarrow.field(column.name, types[column.type], nullable=column.nullable) for column in table.columns]
    )


def create_statement(table: Table) -> str:
    """The `CREATE TABLE` statement. Keys are checked by SQL, not declared (an index costs 2.7 times the file)."""
    columns = ",\n".join(
        f'    "{column.name}" {column.type.value}{"" if column.nullable else " NOT NULL"}' for column in table.columns
    )
    return f"CREATE TABLE {table.name} (\n{columns}\n);"


def tables_by_name(tables: Iterable[Table]) -> dict[str, Table]:
    return {table.name: table for table in tables}
