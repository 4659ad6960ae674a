"""Years of two digits (22年工作总结, 较21年增长, 21—22年) beside durations (20年来, 15年以上, 10—15年).

What belongs here: writing them in full. What does not: the words around them that tell the one from the other, which
are patterns of `years`, nor other words that name a period (pipeline/extraction/periods.py).
"""

from __future__ import annotations

import re

from pipeline.reference.patterns import Patterns


def full_year(printed: str) -> int:
    """The year that two or four digits print."""
    return int(printed) if len(printed) > 2 else 2000 + int(printed)


def with_full_years(text: str, patterns: Patterns) -> str:
    """A text with four digits for each such year. It is longer than the one given."""
    return patterns.years.short_years.sub(_in_full, text) if "年" in text else text


def _in_full(match: re.Match[str]) -> str:
    if match["first"]:
        return f"20{match['first']}{'年' if match['mark'] in '、和' else ''}{match['mark']}20{match['second']}"
    return f"20{match.group()}"
