"""Turns of phrase that cue words alone cannot tell (`patterns.csv`): around numbers, in titles and headings, on pages.

What belongs here: the table, checked against its own examples. What does not: the names of patterns, which stand by
topic in `page_patterns.py` (cleaning, segmentation) and `figure_patterns.py` (extraction), what a match means (the
stages), nor patterns of mere form (numerals, ordinals, digits of a date), which stay with the lexers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import get_type_hints

from pipeline.errors import ReferenceDataError
from pipeline.reference.cues import CueKind, Cues, alternation
from pipeline.reference.figure_patterns import (
    ListPatterns,
    MeasurePatterns,
    NumberPatterns,
    PeriodPatterns,
    PlacePatterns,
    StatusPatterns,
    SubjectPatterns,
    TablePatterns,
)
from pipeline.reference.loading import Layout, Row, SeedFolder
from pipeline.reference.page_patterns import HeadingPatterns, LinePatterns, ReportPatterns, YearPatterns

COLUMNS = ("topic", "name", "pattern", "example", "meaning")
LAYOUT = Layout("patterns.csv", COLUMNS, COLUMNS, ("topic", "name"))


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """One field a topic of `patterns.csv`; in each topic, one field a row."""

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

    Raises ReferenceDataError for a name that no rule uses, one that is missing, an unreadable pattern, or an example in
    which a pattern finds nothing.
    """
    names = {topic: {field.name for field in fields(kind)} for topic, kind in TOPICS.items()}
    compiled: dict[str, dict[str, re.Pattern[str]]] = {topic: {} for topic in TOPICS}
    for row in seeds.rows(LAYOUT):
        topic, name = row.text("topic"), row.text("name")
        if topic not in TOPICS:
            raise row.error("topic", f"{topic!r} is no topic", f"Write one of {', '.join(TOPICS)}")
        if name not in names[topic]:
            raise row.error("name", f"no rule uses '{topic}.{name}'", "Remove the row, or correct topic and name")
        compiled[topic][name] = _compiled(row, cues, compiled[topic])
    missing = sorted(f"{topic}.{name}" for topic in TOPICS for name in names[topic] - compiled[topic].keys())
    if missing:
        problem = f"lacks {', '.join(missing)}"
        raise ReferenceDataError(seeds.path / LAYOUT.file_name, None, problem, "Restore the rows from the repository")
    return Patterns(**{topic: kind(**compiled[topic]) for topic, kind in TOPICS.items()})


def _compiled(row: Row, cues: Cues, above: Mapping[str, re.Pattern[str]]) -> re.Pattern[str]:
    def meant(named: re.Match[str]) -> str:
        if named[1] in above:
            return f"(?:{above[named[1]].pattern})"
        if named[1] not in {*CueKind}:
            problem = f"{named[1]!r} is no kind of cue and no pattern above it in its topic"
            raise row.error("pattern", problem, "Write a kind of cues.csv, or the name of a row above")
        return f"(?:{alternation(cues[CueKind(named[1])]) or '(?!)'})"

    try:
        pattern = re.compile(_REFERENCE.sub(meant, row.text("pattern")))
    except re.error as error:
        raise row.error("pattern", f"is no regular expression ({error})", "Mend the pattern") from error
    if not any(match.group() for match in pattern.finditer(row.text("example"))):
        raise row.error("example", "the pattern finds nothing in it", "Mend the pattern, or write an example of it")
    return pattern
