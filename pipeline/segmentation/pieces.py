"""Collections of reports in one file, as sites of model texts offer them: 工作总结（精选3篇） with 篇1, 篇2, 篇3.

What belongs here: which lines open such a piece, and what its figures mean by default. What does not: the parts within
a piece (`parts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.segmentation.lines import Line, is_title
from pipeline.segmentation.openings import first_part
from pipeline.segmentation.parts import YEAR, Part

_LONGEST_TITLE = 60
_MARK = "篇"
_FEWEST = 2


class Pieces:
    """The pieces of one report; most reports have none."""

    def __init__(self, text: str, lines: Sequence[Line], reference: Reference) -> None:
        self._text, self._lines, self._reference = text, lines, reference
        heads: list[int] = []
        for index, line in enumerate(lines) if _MARK in text else ():
            if len(line.text) < _LONGEST_TITLE and _number_of(line.text, reference) == len(heads) + 1:
                heads.append(index)
        self._heads = heads if len(heads) >= _FEWEST else []

    def __contains__(self, index: int) -> bool:
        """Whether a line opens a piece."""
        return index in self._heads

    def opening(self, index: int, issued: date | None) -> Part:
        """The part with which the piece that a line opens begins: by its title, or the one with a year below it."""
        line, following = self._lines[index], next((head for head in self._heads if head > index), None)
        end = self._lines[following].start if following is not None else len(self._text)
        below = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        has_own = YEAR.search(line.text) is None and YEAR.search(below) and is_title(below, self._reference.patterns)
        return first_part(below if has_own else line.text, self._text[line.end : end], issued, self._reference)


def _number_of(line: str, reference: Reference) -> int | None:
    """The number that the title of a piece bears."""
    title = reference.patterns.lines.piece_title.fullmatch(line)
    return printed_number(next(filter(None, title.groups()))) if title is not None else None
