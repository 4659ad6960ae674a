"""Lines of PDF pages as values: their characters, where they stand, and the wide blanks within them.

What belongs here: the values. What does not: making them (`pdf.py`), and what they mean together (`pdf_layout.py`,
`pdf_rows.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points; the origin is the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a line without wide blanks."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed. `em` is the size of its characters in points, 0 where places are unknown."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    em: float = 0.0
    fragments: tuple[Fragment, ...] = ()
    has_wide_gap: bool = False
    is_row: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, in the order in which the file draws them."""

    lines: tuple[Line, ...]
