"""Turns raw files (text, HTML, PDF, DOCX) into text layers.

What belongs here: formats, character sets and the limits on hostile files. What does not: cleaning the text, and where
files come from. Plain text imports no library; every other library is imported by the reader that needs it.
"""

from pipeline.readers.limits import LIMIT_NAMES, ReadLimits, ReadReport
from pipeline.readers.reading import read_report

__all__ = ["LIMIT_NAMES", "ReadLimits", "ReadReport", "read_report"]
