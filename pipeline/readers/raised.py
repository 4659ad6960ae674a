"""Digits that a page prints above the line, as the characters that Unicode has for them: m², and the mark of a note.

What belongs here: the characters. What does not: which text is raised (`docx.py`, `html_lines.py`), and which of it is
a mark of a note (pipeline/cleaning).

A text layer knows no size of print: the 1 of a note behind 1234 would make 12341 of it, a wrong figure.
"""

from __future__ import annotations

import re

_RAISABLE = re.compile(r"\s*[(（]?\d{1,3}[)）]?\s*", re.ASCII)
_RAISED = str.maketrans("0123456789()（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾")


def raise_digits(text: str) -> str:
    """`text` in raised digits where it is a number, in brackets or not (2, (2)); any other text as it is (TM, [2])."""
    return text.strip().translate(_RAISED) if _RAISABLE.fullmatch(text) else text
