"""The limits that a report may not exceed, and what a reader hands back.

What belongs here: the values that all readers share. What does not: any reading.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from pipeline.errors import ZhibiaoError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much one report may cost before it is put into quarantine (`too_large` or `too_slow`).

    The defaults lie some ten times above the largest reports that are known (a statistical yearbook chapter has 300
    pages and a million characters) and far below what would harm a machine with 4 GB.
    """

    max_bytes: int = 64 * MEBIBYTE
    """Size of the raw file, in bytes."""
    max_unpacked_bytes: int = 256 * MEBIBYTE
    """Size of what a DOCX unpacks to, in bytes."""
    max_pages: int = 5_000
    """Pages of a PDF."""
    max_characters: int = 20_000_000
    """Characters of the text layer."""
    max_numbers: int = 500_000
    """Numbers in the text layer, written in digits or characters: each takes some 3 kB of memory while a report is
    worked on."""
    max_seconds: float = 60.0
    """Time that a reader in a process of its own may take, in seconds of the clock."""
    max_memory_bytes: int = 1024 * MEBIBYTE
    """Address space of a reader in a process of its own, in bytes."""
    max_depth: int = 5_000
    """Nesting of HTML elements: parsing takes time in the square of it, 0.1 s at 10,000 and 10 s at 100,000."""

    def replaced(self, values: Mapping[str, float]) -> ReadLimits:
        """These limits with others in place of some, each in its own type.

        Raises ZhibiaoError for an unknown name, and for a value that is no positive number.
        """
        usual = asdict(self)
        for name, value in values.items():
            if name not in usual:
                raise ZhibiaoError(f"limits: there is no limit {name!r}. There are {', '.join(LIMIT_NAMES)}")
            if not 0 < value < math.inf:
                raise ZhibiaoError(f"limits: {name} is {value:g}. Give a number above 0")
            usual[name] = type(usual[name])(value)
        return ReadLimits(**usual)


LIMIT_NAMES = tuple(field.name for field in fields(ReadLimits))


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as text. Every offset in the system counts the characters of `text_layer`."""

    text_layer: str
    media_type: str
    """Found from the content: text/plain, text/html, application/pdf or that of DOCX."""
    reader: str
    """What read it, and how: `text`, `html:selectors`, `html:densest`, `html:page`, `pdf`, `docx`."""
    charset: str | None
    """Character set of text and HTML; None for formats that carry their own."""
    warnings: tuple[str, ...] = ()
    """Remarks for the user, each a sentence."""
