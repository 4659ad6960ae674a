"""The stage tables: what each stage writes and the next one reads.

What does not belong here: the star schema that is loaded from them (`warehouse.py`).
"""

from __future__ import annotations

from pipeline.schemas.declarations import Column, ColumnType, Table, decimal_column, integer_column, text_column
from pipeline.vocabulary import (
    DECIDED_FIELDS,
    Bound,
    Confidence,
    Measure,
    NumberClass,
    Origin,
    QuarantineReason,
    SegmentKind,
    Status,
    Unit,
)

DOC_ID = text_column("doc_id", "SHA-256 of the bytes of the raw file, in hexadecimal")
FINGERPRINT = text_column("fingerprint", "Hash of code version and reference data that produced the row")
START = integer_column("start", "Offset of the first character in the text layer, counted in characters")
END = integer_column("end", "Offset after the last character in the text layer (half-open)")


def _deciding(field: str) -> tuple[Column, ...]:
    return (
        integer_column(f"{field}_start", f"Start of the words that decided the {field}", nullable=True),
        integer_column(f"{field}_end", f"End of the words that decided the {field}", nullable=True),
        text_column(f"{field}_origin", "Where those words stand", vocabulary=Origin),
    )


RAW_REPORTS = Table(
    "raw_reports",
    "stage",
    ("doc_id",),
    "Files in the landing zone, one row a distinct content",
    (
        DOC_ID,
        text_column("file_name", "Name of the file as it was given, without folders"),
        text_column("source", "Where it came from: a path relative to the given folder, or a URL"),
        text_column("media_type", "Media type found from the content, not from the name"),
        integer_column("size_bytes", "Size of the raw file in bytes"),
        Column("landed_at", ColumnType.TIMESTAMP, "When these bytes were first landed"),
        Column("published_on", ColumnType.DATE, "Date of publication that the source states, if any", nullable=True),
        text_column("supersedes", "doc_id of the version that this one replaced at its address, if any", nullable=True),
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
        text_column("file_name", "Name of the file"),
        text_column("text_layer", "Decoded text as stored; every offset of the system counts its characters"),
        text_column("clean_text", "Same length: characters unified, furniture masked"),
        text_column("charset", "Character set that decoded the file", nullable=True),
        text_column("reader", "Reader that produced the text layer"),
        Column("is_spun", ColumnType.BOOLEAN, "Whether the text is a spun copy (words replaced by synonyms)"),
        text_column("title", "Title of the report", nullable=True),
        text_column("issuer", "Body that issued it", nullable=True),
        text_column("document_number", "Document number, such as 淄科发〔2024〕4号", nullable=True),
        Column("issued_on", ColumnType.DATE, "Date of issue that the text states", nullable=True),
        text_column("region", "GB/T 2260 code of the report's own region, or `unknown`"),
        text_column("region_name", "Name of that region; beside `unknown` that of a zone", nullable=True),
        Column(
            "is_region_told",
            ColumnType.BOOLEAN,
            "Whether title, publisher or number tell the region, or the text again and again; else it is inferred",
        ),
        text_column("years", "Years of the report's parts, comma-separated", nullable=True),
        text_column("warnings", "Remarks of the reader, one a line", nullable=True),
    ),
)

REPORT_SEGMENTS = Table(
    "report_segments",
    "stage",
    ("segment_id",),
    "Titles, headings, sentences and table rows; they tile all that is not masked",
    (
        text_column("segment_id", "Id of the segment: report and offset"),
        DOC_ID,
        FINGERPRINT,
        integer_column("ordinal", "Position within the report, from 0"),
        text_column("kind", "What the segment is", vocabulary=SegmentKind),
        START,
        END,
        integer_column("part", "Ordinal of the part (2019 summary, 2020 plan) from 0"),
        integer_column("part_year", "Year that the part speaks of", nullable=True),
        text_column("part_period", "Period that the part gives its figures by default", nullable=True),
        text_column("part_status", "Status that the part gives its figures by default", vocabulary=Status),
        Column(
            "is_part_year_told", ColumnType.BOOLEAN, "Whether the text names the year of the part; else it is inferred"
        ),
        text_column("heading", "Nearest heading above", nullable=True),
    ),
)

NUMBERS = Table(
    "numbers",
    "stage",
    ("number_id",),
    "The ledger: every number of a report with exactly one verdict",
    (
        text_column("number_id", "Id of the number: report and offset"),
        DOC_ID,
        FINGERPRINT,
        text_column("segment_id", "Segment that holds it", nullable=True, references="report_segments.segment_id"),
        START,
        END,
        text_column("number", "The digits as printed"),
        text_column("class", "Verdict", vocabulary=NumberClass),
        text_column("reason", "Rule that gave the verdict"),
        decimal_column("value", "Value in base units; empty where the number is no quantity", nullable=True),
        decimal_column("value_high", "Upper end of a range", nullable=True),
        text_column("unit", "Base unit", nullable=True, vocabulary=Unit),
        text_column("bound", "How the number stands to the true one", nullable=True, vocabulary=Bound),
        text_column(
            "label", "Words nearest to a number that no indicator took, for finding indicators to add", nullable=True
        ),
    ),
)

OBSERVATIONS = Table(
    "observations",
    "stage",
    ("observation_id",),
    "Statements about one indicator of one region in one period",
    (
        text_column("observation_id", "Id of the observation: report, offset, ordinal at that number"),
        text_column("number_id", "Number that carries it", references="numbers.number_id"),
        DOC_ID,
        FINGERPRINT,
        text_column("segment_id", "Segment that holds it", references="report_segments.segment_id"),
        START,
        END,
        text_column("number", "The digits as printed"),
        text_column("indicator", "Id in the indicator catalogue", references="dim_indicator.indicator"),
        text_column("region", "GB/T 2260 code, or `unknown`"),
        text_column("region_name", "Name of the region", nullable=True),
        text_column("period", "`2023`, `2021/2025` or `2023-01/2023-11`"),
        integer_column("year", "Last year of the period"),
        text_column("measure", "What is said of the indicator", vocabulary=Measure),
        text_column("status", "Happened, expected or promised", vocabulary=Status),
        decimal_column("value", "Value in base units"),
        decimal_column("value_high", "Upper end of a range", nullable=True),
        text_column("unit", "Base unit", vocabulary=Unit),
        text_column("bound", "How the number stands to the true one", vocabulary=Bound),
        text_column("confidence", "`certain`, or the name of the doubt", vocabulary=Confidence),
        text_column("rules", "Names of the rules that decided, separated by spaces"),
        *(column for field in DECIDED_FIELDS for column in _deciding(field)),
    ),
)

QUARANTINE = Table(
    "quarantine",
    "stage",
    ("doc_id",),
    "Files that could not be read or did not pass their checks, with the reason and the remedy",
    (
        DOC_ID,
        FINGERPRINT,
        text_column("file_name", "Name of the file"),
        text_column("source", "Where it came from"),
        text_column("reason", "Kind of the problem", vocabulary=QuarantineReason),
        text_column("detail", "What was found"),
        text_column("remedy", "What to do about it"),
    ),
)

STAGE_TABLES = (RAW_REPORTS, REPORT_TEXTS, REPORT_SEGMENTS, NUMBERS, OBSERVATIONS, QUARANTINE)
