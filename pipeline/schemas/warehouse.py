"""The warehouse tables: a star schema, loaded from the stage tables.

What does not belong here: the marts over them, which are SQL (`sql/marts/`).
"""

from __future__ import annotations

from pipeline.schemas.declarations import Column, ColumnType, Table, decimal_column, integer_column, text_column
from pipeline.schemas.stage import (
    DOC_ID,
    FINGERPRINT,
    NUMBERS,
    OBSERVATIONS,
    QUARANTINE,
    RAW_REPORTS,
    REPORT_SEGMENTS,
    REPORT_TEXTS,
)
from pipeline.vocabulary import Nature, PeriodKind, VintageOrigin

INGESTED_AT = Column("ingested_at", ColumnType.TIMESTAMP, "When the run that loaded the row began")
VINTAGE = Column(
    "vintage",
    ColumnType.DATE,
    "Date of the report: of issue, else of publication, else the end of the last year it speaks of (or of the March of "
    "a year for which it only promises), else of landing",
)
REPORT_YEAR = integer_column(
    "report_year", "Last year that the report speaks of; orders reports of one vintage", nullable=True
)

DIM_REGION = Table(
    "dim_region",
    "warehouse",
    ("region",),
    "Regions of GB/T 2260 at province, prefecture and county level, past codes included",
    (
        text_column("region", "GB/T 2260 code"),
        text_column("name", "Full name, such as 淄博市"),
        text_column("short_names", "Shorter and former names, separated by |", nullable=True),
        text_column("level", "country, province, prefecture or county", nullable=True),
        text_column("parent", "Code of the region that contains it", nullable=True, references="dim_region.region"),
        text_column("province", "Code of its province", nullable=True, references="dim_region.region"),
        integer_column("valid_from", "First year of the code, where known", nullable=True),
        integer_column("valid_to", "Last year of the code; empty while it is in force", nullable=True),
        text_column("successor", "Code that followed this one", nullable=True, references="dim_region.region"),
        text_column(
            "succession", "same (the place goes on under the successor's code), merged or divided", nullable=True
        ),
        text_column(
            "current_region",
            "Code under which the place's series runs: the last in its line of successors as the same place",
            references="dim_region.region",
        ),
    ),
)

DIM_INDICATOR = Table(
    "dim_indicator",
    "warehouse",
    ("indicator",),
    "The indicator catalogue",
    (
        text_column("indicator", "Id of the indicator"),
        text_column("name_zh", "Chinese name"),
        text_column("name_en", "English name"),
        text_column("theme", "Group of indicators"),
        text_column("nature", "How it behaves over time", vocabulary=Nature),
        text_column("unit", "Base unit of its level; `currency` where several currencies are usual"),
        text_column("definition", "What it counts"),
        decimal_column("minimum", "Smallest plausible level in base units", nullable=True),
        decimal_column("maximum", "Largest plausible level in base units", nullable=True),
        integer_column(
            "lag_years", "By how many years its statistics come late; empty where they do not", nullable=True
        ),
    ),
)

DIM_REPORT = Table(
    "dim_report",
    "warehouse",
    ("doc_id",),
    "Reports that were read: what they say of themselves and where they came from",
    (
        *(column for column in REPORT_TEXTS.columns if column.name not in ("text_layer", "clean_text")),
        *(column for column in RAW_REPORTS.columns if column.name not in ("doc_id", "file_name")),
        REPORT_YEAR,
        VINTAGE,
        text_column("vintage_origin", "Which date the vintage is", vocabulary=VintageOrigin),
        INGESTED_AT,
    ),
)

REPORT_TEXT = Table(
    "report_text",
    "warehouse",
    ("doc_id",),
    "The text of each report, apart from dim_report so that listing reports does not drag their texts along",
    (
        DOC_ID,
        text_column("text_layer", "Decoded text as stored; every offset counts its characters"),
        text_column("clean_text", "Same length: characters unified, furniture masked"),
    ),
)

DIM_SEGMENT = Table(
    "dim_segment",
    "warehouse",
    REPORT_SEGMENTS.key,
    REPORT_SEGMENTS.description,
    (*REPORT_SEGMENTS.columns, text_column("text", "The characters of the text layer from start to end")),
)

FACT_NUMBER = Table("fact_number", "warehouse", NUMBERS.key, NUMBERS.description, NUMBERS.columns)

FACT_OBSERVATION = Table(
    "fact_observation",
    "warehouse",
    OBSERVATIONS.key,
    OBSERVATIONS.description,
    (
        *OBSERVATIONS.columns,
        VINTAGE,
        INGESTED_AT,
        REPORT_YEAR,
        text_column(
            "series_region",
            "Region whose series the figure belongs to: the current code of the place; for a report that hides its "
            "place `unknown:` and the first 12 digits of its id, so that two hidden places never mix",
        ),
        text_column("period_kind", "Length of time that the period covers", vocabulary=PeriodKind),
        text_column("period_months", "Months of a part of a year (`01/11`); empty otherwise", nullable=True),
        integer_column(
            "precedence",
            "Orders the statements of one figure, the best highest: vintage, report year, certain over doubtful, exact "
            "over bounded, the later version of a file, then by id and place so that no two are equal",
        ),
        integer_column(
            "repetition",
            "0 for the statement of highest precedence that its report makes of the figure (series region, indicator, "
            "measure, status, period, unit); 1, 2, … for the others",
        ),
        decimal_column("low", "Smallest true value that digits and bound allow; empty where open", nullable=True),
        decimal_column("high", "Largest true value that digits and bound allow; empty where open", nullable=True),
    ),
)

ETL_RUN = Table(
    "etl_run",
    "warehouse",
    ("run_id",),
    "Runs that changed the warehouse",
    (
        text_column("run_id", "Id of the run"),
        text_column("kind", "build or retract"),
        Column("started_at", ColumnType.TIMESTAMP, "When the run began"),
        Column("loaded_at", ColumnType.TIMESTAMP, "When its rows were in the staging copy"),
        text_column("code_version", "Version of Zhibiao"),
        FINGERPRINT,
        integer_column("reports", "Reports loaded or replaced"),
        integer_column("segments", "Segments loaded"),
        integer_column("numbers", "Numbers loaded"),
        integer_column("observations", "Observations loaded"),
        integer_column("quarantined", "Files put into quarantine"),
        text_column("doc_id", "Report that a person took out", nullable=True),
        text_column("note", "Why, where a person said so", nullable=True),
    ),
)

WAREHOUSE_QUARANTINE = Table(
    "quarantine", "warehouse", QUARANTINE.key, QUARANTINE.description, (*QUARANTINE.columns, INGESTED_AT)
)

WAREHOUSE_INFO = Table(
    "warehouse_info",
    "warehouse",
    ("format_version",),
    "One row: which version of the warehouse format this file has",
    (
        integer_column("format_version", "Version of the warehouse format"),
        text_column("code_version", "Version of Zhibiao that loaded the file, with a hash of its SQL"),
    ),
)

WAREHOUSE_TABLES = (
    DIM_REGION,
    DIM_INDICATOR,
    DIM_REPORT,
    REPORT_TEXT,
    DIM_SEGMENT,
    FACT_NUMBER,
    FACT_OBSERVATION,
    ETL_RUN,
    WAREHOUSE_QUARANTINE,
    WAREHOUSE_INFO,
)
