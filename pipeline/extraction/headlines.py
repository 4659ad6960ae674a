"""What a headline leaves out is what the text below says of the same figure: of which period it is, and whether it was
done.

What belongs here: figures of the lines above a text that its sentences tell again. What does not: how a figure is bound
in the first place (`bindings.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extraction.binding import Binding
from pipeline.extraction.entries import LedgerEntry
from pipeline.segmentation import Segment, SegmentedReport
from pipeline.vocabulary import Bound, Measure, Origin, Status

_HEADLINES = 4
"""Segments at the head of a report among which its headlines are."""
_LONGEST = 46
"""Characters of a headline."""
_BELOW, _NEXT = 6, 2
"""Numbers and segments behind a heading in which the figure that it is about is told."""
_ENDS_SENTENCE = ("。", "；", ";", "：", ":")


def with_headlines_told(entries: list[LedgerEntry], report: SegmentedReport) -> list[LedgerEntry]:
    """我国发明专利有效量达456万件 / 截至今年6月底，…达456万件: the headline is of June too.

    生产总值增长5.6%以上，历城区描绘蓝图 / 预期目标是：生产总值增长5.6%以上: it is promised, as below.
    """
    entries = _with_chapters_told(entries)
    headed = _headlines(report)
    count = next((index for index, entry in enumerate(entries) if entry.segment not in headed), 0)
    if not any(entry.observations for entry in entries[:count]):
        return entries
    below = [each.binding for entry in entries[count:] for each in entry.observations]
    return [_told_as_below(entry, below) for entry in entries[:count]] + entries[count:]


def _with_chapters_told(entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """二、研发投入强度突破3%。2021年…强度达3.21%: a mark that a late statistic passed is of the year told behind it."""
    told = [*entries]
    for index, entry in enumerate(entries):
        if not any(each.binding.indicator.lag_years for each in entry.observations):
            continue
        behind = (each for each in entries[index + 1 : index + _BELOW] if 0 < each.segment - entry.segment <= _NEXT)
        below = [each.binding for other in behind for each in other.observations]
        kept = tuple(each._replace(binding=_passed_below(each.binding, below)) for each in entry.observations)
        told[index] = entry._replace(observations=kept)
    return told


def _passed_below(headed: Binding, below: Sequence[Binding]) -> Binding:
    """A mark that was passed (突破3%), with the year that is told of the figure right behind it, which is no lower."""
    is_mark = headed.bound is Bound.AT_LEAST and headed.telling.measure is Measure.LEVEL
    is_open = headed.period_start is None and headed.standing.status is Status.ACTUAL and headed.indicator.lag_years > 0
    same = (
        each
        for each in below
        if each.indicator is headed.indicator
        and each.telling.measure is Measure.LEVEL
        and each.place.code == headed.place.code
        and each.unit is headed.unit
    )
    first = next(same, None) if is_mark and is_open else None
    if first is None or first.period_start is None or first.standing.status is not Status.ACTUAL:
        return headed
    years = (first.period, headed.period) if first.period.isdecimal() and headed.period.isdecimal() else ("0", "0")
    is_late = int(years[1]) - int(years[0]) == headed.indicator.lag_years
    if not is_late or headed.value > first.value:
        return headed
    return headed._replace(period=first.period, period_origin=Origin.EARLIER_SENTENCE)


def _headlines(report: SegmentedReport) -> set[int]:
    """The first lines that end as no sentence does, above one that does."""
    found: set[int] = set()
    for index, segment in enumerate(report.segments[:_HEADLINES]):
        if _is_sentence(segment, report.text):
            return found
        found.add(index)
    return set()


def _is_sentence(segment: Segment, text: str) -> bool:
    is_long = segment.end - segment.start > _LONGEST
    return is_long or text[segment.start : segment.end].rstrip().endswith(_ENDS_SENTENCE)


def _told_as_below(entry: LedgerEntry, below: Sequence[Binding]) -> LedgerEntry:
    told = tuple(
        each._replace(binding=_as(each.binding, next(_same(each.binding, below), None))) for each in entry.observations
    )
    return entry._replace(observations=told) if told else entry


def _same(headed: Binding, below: Sequence[Binding]) -> Iterator[Binding]:
    """The figures below that state the same of the same place."""
    return (
        each
        for each in below
        if each.indicator is headed.indicator
        and each.value == headed.value
        and each.unit is headed.unit
        and each.telling.measure is headed.telling.measure
        and each.place.code == headed.place.code
    )


def _as(headed: Binding, told: Binding | None) -> Binding:
    """A figure of a headline with the period and the status that it does not tell itself."""
    if told is None:
        return headed
    if headed.period_start is None:
        headed = headed._replace(period=told.period, period_origin=Origin.EARLIER_SENTENCE)
    if headed.standing.start is None and told.period == headed.period:
        standing = headed.standing._replace(status=told.standing.status, origin=Origin.EARLIER_SENTENCE)
        headed = headed._replace(standing=standing)
    return headed
