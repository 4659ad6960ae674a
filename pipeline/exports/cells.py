"""How a text cell of a spreadsheet or CSV file is made harmless, in Python and as SQL.

Numbers are never touched. What does not belong here: the layout of files.
"""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins so may be run as a formula by a spreadsheet; the full-width ones by those set to Chinese."""

# Characters that XML 1.0 forbids and that a terminal may obey. Tab, line feed and carriage return stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text without control characters, with an apostrophe in front where it would begin a formula."""
    text = _CONTROLS.sub("", text)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def cleaned_sql(expression: str) -> str:
    """SQL of a VARCHAR expression without control characters."""
    controls = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F\\x{FFFE}\\x{FFFF}]"
    return f"regexp_replace({expression}, '{controls}', '', 'g')"


def harmless_sql(cleaned: str) -> str:
    """SQL that does to a cleaned expression what `harmless` does: an apostrophe where it would begin a formula."""
    starts = ", ".join(f"chr({ord(start)})" for start in FORMULA_STARTS)
    return f"CASE WHEN left({cleaned}, 1) IN ({starts}) THEN chr(39) || {cleaned} ELSE {cleaned} END"
