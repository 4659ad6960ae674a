"""One report from bytes to text: finds the format from the content and hands it to that format's reader.

What belongs here: the choice of the reader, and the limits that hold for all. What does not: any format.
"""

from __future__ import annotations

from pipeline.errors import UnreadableReportError
from pipeline.readers.limits import ReadLimits, ReadReport
from pipeline.readers.plain_text import read_plain_text
from pipeline.vocabulary import QuarantineReason

DEFAULT_LIMITS = ReadLimits()


def read_report(data: bytes, file_name: str, limits: ReadLimits = DEFAULT_LIMITS) -> ReadReport:
    """Turns the bytes of one file into its text layer.

    The format is found from the content first; `file_name` is used for messages and where the content leaves it open.
    Raises UnreadableReportError with reason and remedy for whatever cannot be read within `limits`.
    """
    if not data:
        raise UnreadableReportError(file_name, QuarantineReason.EMPTY, "the file has 0 bytes", "Fetch the report again")
    if len(data) > limits.max_bytes:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.TOO_LARGE,
            f"the file has {len(data):,} bytes, more than the {limits.max_bytes:,} allowed",
            "Split the file, or raise max_bytes in the read limits",
        )
    return read_plain_text(data, file_name, limits)
