"""Reads the labelled texts for tests that change them: their facts without offsets, and whose report each is.

What belongs here: what such tests share. What does not: the changes (`test_relaid.py`, `test_retold.py`), nor labels.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from pipeline.cleaning import clean_text
from pipeline.extraction import Extractor
from pipeline.reference import Reference, load_reference
from pipeline.segmentation import SegmentedReport, segment_report

TEXTS = sorted(Path(__file__).parent.glob("*/*.txt"))
Fact = tuple[str, str, str, str, str, str]
"""Indicator, region, period, measure, status and value."""


@cache
def rules() -> tuple[Reference, Extractor]:
    """The reference data and the extractor, made once for all texts."""
    reference = load_reference()
    return reference, Extractor(reference)


def read_report(text: str) -> SegmentedReport:
    """The segments of a text."""
    reference, _ = rules()
    return segment_report(clean_text(text, reference), text, reference)


def read(text: str) -> tuple[str, Counter[Fact]]:
    """The code of a report's own region, and its facts."""
    _, extractor = rules()
    report = read_report(text)
    bindings = (each.binding for entry in extractor.extract(report) for each in entry.observations)
    facts = Counter(
        (
            b.indicator.id,
            str(b.place.code),
            b.period,
            str(b.telling.measure),
            str(b.standing.status),
            str(b.value.normalize()),
        )
        for b in bindings
    )
    return report.profile.region, facts


@cache
def as_printed(path: Path) -> tuple[str, Counter[Fact]]:
    """The same of a text as it stands in the repository."""
    return read(path.read_text(encoding="utf-8"))
