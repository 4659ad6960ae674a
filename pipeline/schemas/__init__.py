"""Every table once: columns, types, keys, vocabularies, descriptions.

From these declarations come the Arrow schemas, the DDL, the structural checks and the data dictionary. What does not
belong here: SQL of marts (`sql/marts/`) and rules about values (`expectations/`).
"""

from pipeline.schemas.declarations import (
    DECIMAL_PRECISION,
    DECIMAL_SCALE,
    Column,
    ColumnType,
    Table,
    arrow_schema,
    comment_statements,
    create_statement,
    quoted,
    tables_by_name,
)
from pipeline.schemas.stage import (
    NUMBERS,
    OBSERVATIONS,
    QUARANTINE,
    RAW_REPORTS,
    REPORT_SEGMENTS,
    REPORT_TEXTS,
    STAGE_TABLES,
)
from pipeline.schemas.warehouse import (
    DIM_INDICATOR,
    DIM_REGION,
    DIM_REPORT,
    DIM_SEGMENT,
    ETL_RUN,
    FACT_NUMBER,
    FACT_OBSERVATION,
    REPORT_TEXT,
    WAREHOUSE_INFO,
    WAREHOUSE_QUARANTINE,
    WAREHOUSE_TABLES,
)

__all__ = [
    "DECIMAL_PRECISION",
    "DECIMAL_SCALE",
    "DIM_INDICATOR",
    "DIM_REGION",
    "DIM_REPORT",
    "DIM_SEGMENT",
    "ETL_RUN",
    "FACT_NUMBER",
    "FACT_OBSERVATION",
    "NUMBERS",
    "OBSERVATIONS",
    "QUARANTINE",
    "RAW_REPORTS",
    "REPORT_SEGMENTS",
    "REPORT_TEXT",
    "REPORT_TEXTS",
    "STAGE_TABLES",
    "WAREHOUSE_INFO",
    "WAREHOUSE_QUARANTINE",
    "WAREHOUSE_TABLES",
    "Column",
    "ColumnType",
    "Table",
    "arrow_schema",
    "comment_statements",
    "create_statement",
    "quoted",
    "tables_by_name",
]
