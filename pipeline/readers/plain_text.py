"""Reads plain text files.

What belongs here: when bytes count as text at all. What does not: character sets (`charsets.py`).
"""

from __future__ import annotations

from pipeline.errors import UnreadableReportError
from pipeline.ingest.media_types import CONTROLS
from pipeline.readers.charsets import decode_bytes
from pipeline.readers.limits import ReadLimits, ReadReport
from pipeline.vocabulary import QuarantineReason

_CONTROL_SHARE = 0.05
"""Text holds no control characters; up to one in twenty is taken for damage, more for a program's own format."""


def read_plain_text(data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    """The text exactly as stored, but for the byte order mark. Raises UnreadableReportError."""
    decoded = decode_bytes(data)
    if decoded is None:
        raise binary_error(file_name, "the bytes are text in no character set that Chinese reports are written in")
    controls = count_controls(decoded.text)
    if controls > len(decoded.text) * _CONTROL_SHARE:
        raise binary_error(file_name, f"{controls} of {len(decoded.text)} characters are control characters")
    if len(decoded.text) > limits.max_characters:
        raise too_many_characters(file_name, len(decoded.text), limits)
    if not decoded.text.strip():
        raise UnreadableReportError(
            file_name, QuarantineReason.EMPTY, "the file holds blanks only", "Fetch the report again"
        )
    warnings = decoded.warnings
    if controls:
        warnings = (*warnings, f"{controls} control characters stand in the text; they are read as spaces.")
    return ReadReport(decoded.text, "text/plain", "text", decoded.charset, warnings)


def count_controls(text: str) -> int:
    """How many control characters other than white space stand in the text."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, CONTROLS))


def binary_error(file_name: str, detail: str) -> UnreadableReportError:
    """The error about a file that is no document of any kind."""
    return UnreadableReportError(
        file_name, QuarantineReason.BINARY, detail, "Give the report as text, HTML, PDF or DOCX"
    )


def too_many_characters(file_name: str, characters: int, limits: ReadLimits) -> UnreadableReportError:
    """The error about a text layer above `limits.max_characters`."""
    return UnreadableReportError(
        file_name,
        QuarantineReason.TOO_LARGE,
        f"its text has {characters:,} characters, more than the {limits.max_characters:,} allowed",
        "Split the file, or raise the limit (--limit max_characters=N)",
    )
