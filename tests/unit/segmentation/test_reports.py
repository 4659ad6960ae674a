"""How small reports are cut: parts with their years and status, segments, what a report says of itself.

The reports and what is expected of them stand in `reports.yaml`, which explains its fields on top.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.cleaning import MASK, clean_text
from pipeline.segmentation import Segment, SegmentedReport, segment_report
from pipeline.vocabulary import SegmentKind
from tests.case_files import read_yaml
from tests.read_once import reference

CASES: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("reports.yaml"))
FIELDS = {"name", "text", "parts", "kinds", "together", "apart", "absent", "headings", "profile", "spun", "gap"}
PARAMS = [
    pytest.param(
        case, id=case["name"], marks=[pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else []
    )
    for case in CASES
]


def segmented(text: str) -> SegmentedReport:
    return segment_report(clean_text(text, reference()), text, reference())


def holding(report: SegmentedReport, text: str, words: str) -> Segment | None:
    """The segment that holds the first occurrence of some words of the text (`\\n` is written out)."""
    words = words.replace("\\n", "\n")
    start = text.index(words)
    end = start + len(words.rstrip("\n")) if words.endswith("\n") else start + len(words.split("\n")[0])
    return next((segment for segment in report.segments if segment.start <= start and end <= segment.end), None)


def held(report: SegmentedReport, text: str, words: str) -> Segment:
    """Like `holding`, where the words must lie in a segment."""
    segment = holding(report, text, words)
    assert segment is not None, f"no segment holds {words}"
    return segment


def test_cases_are_well_formed() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
    assert [case["name"] for case in CASES if set(case) - FIELDS or not set(case) - {"name", "text", "gap"}] == []


@pytest.mark.parametrize("case", PARAMS)
def test_segments_are_what_the_case_says(case: dict[str, Any]) -> None:
    text = case["text"]
    report = segmented(text)
    for words, expected in case.get("parts", {}).items():
        part = held(report, text, str(words)).part
        told = f"{part.year or '-'} {part.period or '-'} {part.status}"
        assert fnmatchcase(told, expected), f"{words}: {told}, not {expected}"
    for words, kind in case.get("kinds", {}).items():
        assert held(report, text, str(words)).kind is SegmentKind(kind), words
    for words, heading in case.get("headings", {}).items():
        assert held(report, text, str(words)).heading == heading, words
    for field, expected in case.get("profile", {}).items():
        assert getattr(report.profile, field) == expected, field
    if "spun" in case:
        assert clean_text(text, reference()).is_spun is case["spun"]
    _check_neighbours(case, report, text)


def _check_neighbours(case: dict[str, Any], report: SegmentedReport, text: str) -> None:
    if "together" in case:
        assert len({held(report, text, words).start for words in case["together"].split("|")}) == 1
    if "apart" in case:
        words = case["apart"].split("|")
        assert len({held(report, text, word).start for word in words}) == len(words)
    for word in case["absent"].split("|") if "absent" in case else ():
        assert holding(report, text, word) is None, word


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_segments_tile_the_report(case: dict[str, Any]) -> None:
    report = segmented(case["text"])
    assert all(first.end <= second.start for first, second in pairwise(report.segments))
    held_places = {place for segment in report.segments for place in range(segment.start, segment.end)}
    visible = {place for place, sign in enumerate(report.text) if not sign.isspace() and sign != MASK}
    assert visible == {place for place in held_places if place in visible}
    assert all(not report.text[segment.start].isspace() for segment in report.segments)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_parts_count_up_and_years_are_those_of_the_parts(case: dict[str, Any]) -> None:
    report = segmented(case["text"])
    ordinals = [segment.part.ordinal for segment in report.segments]
    assert ordinals == sorted(ordinals)
    assert set(report.years) == {segment.part.year for segment in report.segments} - {None}
    assert list(report.years) == sorted(set(report.years))


def test_an_empty_report_has_no_segments() -> None:
    report = segmented("")
    assert report.segments == ()
    assert report.years == ()
    assert report.profile.title is None


def test_a_report_of_furniture_alone_has_no_segments() -> None:
    assert segmented("首页>规划计划\n【打印本页】 【关闭窗口】\n").segments == ()
