"""The formats in which a warehouse is exported, by the names that people use.

What belongs here: the names, light to import for the help of the command. What does not: the writers (`exporting.py`).
"""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """The formats of `zhibiao export`; each has a folder of its name."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    STATA = "stata"
    SDMX = "sdmx"
    PACKAGE = "package"
