"""Extracts the figures of a segmented report: the ledger of its numbers, and observations of catalogue indicators.

What belongs here: rules of the language, each a small module of pure functions. What does not: reading files, tables
of a warehouse, the clock.
"""

from pipeline.extraction.entries import LedgerEntry, Observation
from pipeline.extraction.ledger import Extractor

__all__ = ["Extractor", "LedgerEntry", "Observation"]
