"""Statistical tables: their cells as figures, told as those of sentences are.

What belongs here: everything that knows rows and columns. What does not: words and numbers themselves, for which tables
ask the modules of `pipeline/extraction`; of those, `pipeline/extraction/ledger.py` alone asks for tables.
"""

from pipeline.extraction.tables.reading import RowFigures, read_tables

__all__ = ["RowFigures", "read_tables"]
