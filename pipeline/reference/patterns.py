"""Turns of phrase that cue words alone cannot tell (`patterns.csv`): around numbers, in titles and headings, on pages.

What belongs here: the table, checked against its own examples. What does not: the names of patterns, which stand by
topic in `page_patterns.py` (for cleaning and segmentation), `figure_patterns.py` and `context_patterns.py` (for
extraction), what a match means (the stages), nor patterns of mere form (numerals, ordinals, digits of a date), which
stay with the lexers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import get_type_hints

from pipeline.errors import ReferenceDataError
from pipeline.reference.context_patterns import PeriodPatterns, PlacePatterns, StatusPatterns, TablePatterns
from pipeline.reference.cues import CueKind, Cues, alternation
from pipeline.reference.figure_patterns import ListPatterns, MeasurePatterns, NumberPatterns, SubjectPatterns
from pipeline.reference.first_characters import compiled
from pipeline.reference.loading import Layout, Row, SeedFolder
from pipeline.reference.page_patterns import HeadingPatterns, LinePatterns, ReportPatterns, YearPatterns

COLUMNS = ("topic", "name", "pattern", "example", "meaning")
LAYOUT = Layout("patterns.csv", COLUMNS, ("topic", "name", "pattern", "example"), ("topic", "name", "pattern"))


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """One field a topic of `patterns.csv`; in each topic, one field a name."""

    lines: LinePatterns
    reports: ReportPatterns
    years: YearPatterns
    headings: HeadingPatterns
    numbers: NumberPatterns
    subjects: SubjectPatterns
    lists: ListPatterns
    places: PlacePatterns
    measures: MeasurePatterns
    statuses: StatusPatterns
    periods: PeriodPatterns
    tables: TablePatterns


TOPICS = get_type_hints(Patterns)
"""The class of each topic."""

_REFERENCE = re.compile(r"\{([a-z_]+)\}")
"""{firm} stands for any of the cue words of that kind, {short_year} for the pattern of that name above in its topic."""


def load_patterns(seeds: SeedFolder, cues: Cues) -> Patterns:
    """Loads and compiles the patterns, with the cue words that they speak of.

    Rows of one name are ways of saying one thing: the pattern is any of them.

    Raises ReferenceDataError for a name that no rule uses, one that is missing or stands in two places, an unreadable
    pattern, one without a meaning, or an example in which a pattern finds nothing.
    """
    names = {topic: {field.name for field in fields(kind)} for topic, kind in TOPICS.items()}
    found: dict[str, dict[str, re.Pattern[str]]] = {topic: {} for topic in TOPICS}
    read: dict[str, dict[str, str]] = {topic: {} for topic in TOPICS}
    for (topic, name), group in groupby(seeds.rows(LAYOUT), lambda row: (row.text("topic"), row.text("name"))):
        first, *others = group
        if topic not in TOPICS:
            raise first.error("topic", f"{topic!r} is no topic", f"Write one of {', '.join(TOPICS)}")
        if name not in names[topic]:
            raise first.error("name", f"no rule uses '{topic}.{name}'", "Remove the row, or correct topic and name")
        if name in found[topic]:
            raise first.error("name", f"'{topic}.{name}' stands further up as well", "Put its rows together")
        if not first.text("meaning"):
            raise first.error("meaning", "is empty", "Say what a match means; only further rows of a name may leave it")
        expressions = [expression(row, cues, read[topic]) for row in (first, *others)]
        read[topic][name] = "|".join(expressions)
        found[topic][name] = _compiled([first, *others], expressions)
    missing = sorted(f"{topic}.{name}" for topic in TOPICS for name in names[topic] - found[topic].keys())
    if missing:
        problem = f"lacks {', '.join(missing)}"
        raise ReferenceDataError(seeds.path / LAYOUT.file_name, None, problem, "Restore the rows from the repository")
    return Patterns(**{topic: kind(**found[topic]) for topic, kind in TOPICS.items()})


def _compiled(rows: Sequence[Row], expressions: Sequence[str]) -> re.Pattern[str]:
    """The one pattern of the rows of a name. A test tries each row alone: compiling all twice would slow starts."""
    try:
        pattern = compiled("|".join(expressions))
    except re.error as error:
        culprit = next((row for row, each in zip(rows, expressions, strict=True) if not _is_readable(each)), rows[-1])
        raise culprit.error("pattern", f"is no regular expression ({error})", "Mend the pattern") from error
    for row in rows:
        if not any(match.group() for match in pattern.finditer(row.text("example"))):
            raise row.error("example", "the pattern finds nothing in it", "Mend the pattern, or write an example of it")
    return pattern


def expression(row: Row, cues: Cues, above: Mapping[str, str]) -> str:
    """The expression of a row, with words of cues and patterns above it in its topic in the places of their names."""

    def meant(named: re.Match[str]) -> str:
        if named[1] in above:
            return f"(?:{above[named[1]]})"
        if named[1] not in {*CueKind}:
            problem = f"{named[1]!r} is no kind of cue and no pattern above it in its topic"
            raise row.error("pattern", problem, "Write a kind of cues.csv, or the name of a row above")
        return f"(?:{alternation(cues[CueKind(named[1])]) or '(?!)'})"

    return _REFERENCE.sub(meant, row.text("pattern"))


def _is_readable(expression: str) -> bool:
    try:
        re.compile(expression)
    except re.error:
        return False
    return True
