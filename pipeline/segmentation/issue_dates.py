"""On which day a report was issued: as its delivery, the stamps of its page and the lines at its edges tell.

What belongs here: finding the date. What does not: which year the report tells of then (`inferred_years.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.lines import Line, LineKind
from pipeline.segmentation.parts import MONTH_TOLD, YEAR
from pipeline.segmentation.titles import TITLE_LINES

EDGE_LINES = 8
"""Lines at head and tail among which issuer and date stand."""
_LONGEST_DATE_LINE = 20
"""Characters of a line that is hardly more than a date."""
_SIGNATURE_LINES = 3
"""Lines at the tail in which who signs and the month stand."""
_MONTH_ALONE = re.compile(r"\s*((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*")
_EDGE = 600
"""Characters at head and tail of a page in which a date without a line of its own is looked for."""


def issued_on(text_layer: str, edges: str, lines: Sequence[Line], patterns: Patterns) -> date | None:
    """The day of its delivery, or of a stamp in the furniture, a line at an edge of the text, or a mere date there."""
    for line in lines[:TITLE_LINES]:
        told = patterns.reports.day.search(line.text) if patterns.lines.delivery_line.match(line.text) else None
        if told is not None and told.group(3) is not None:
            return _date(told)  # a site may have published it years later
    stamp = patterns.reports.release_stamp.search(edges)
    if stamp:
        return _date(stamp)
    for line in (*lines[:EDGE_LINES], *reversed(lines[-EDGE_LINES:])):
        found = patterns.reports.day.search(line.text)
        if found is None or found.group(3) is None:
            continue
        if patterns.reports.day_with_weekday.match(line.text, found.start()):
            continue
        is_bare = line.kind is LineKind.META or len(line.text) <= _LONGEST_DATE_LINE
        if is_bare or patterns.reports.delivered.search(line.text) is not None:
            return _date(found)
    head, tail = edges[:_EDGE], edges[-_EDGE:]
    alone = (
        _date_at(head, patterns)
        or patterns.reports.day_of_author.search(head)
        or patterns.reports.day_of_author.search(text_layer[:_EDGE].partition("。")[0])
        or _date_at(tail, patterns)
    )
    found = alone or patterns.reports.source_and_date.search(head) or patterns.reports.day_of_page.search(head)
    if found is None:
        day_first, short = patterns.reports.day_first.search(head), patterns.reports.day_of_short_year.search(head)
        if short is not None:
            return _dated(f"20{short.group(1)}", short.group(2), short.group(3))
        if day_first is not None:
            return _dated(*reversed(day_first.groups()))
        clock = patterns.reports.day_with_weekday.search(edges)
        of_paper = clock if clock is not None and _may_be_of_paper(clock, lines) else None
        found = of_paper or next(
            filter(None, (patterns.reports.day_of_news.match(line.text) for line in lines[:TITLE_LINES])), None
        )
    return _date(found) if found is not None else None


def _may_be_of_paper(clock: re.Match[str], lines: Sequence[Line]) -> bool:
    """Whether a date with its weekday may be when a text came out, and not years behind all that it tells of."""
    day = clock.group()
    years = [int(year) for line in lines if day not in line.text for year in YEAR.findall(line.text)]
    return not years or int(clock.group(1)) - max(years) <= 1


def _date_at(edge: str, patterns: Patterns) -> re.Match[str] | None:
    """The date on a line of its own at an edge of a page; several below its text are those of pages it links to."""
    dates = list(patterns.reports.day_alone.finditer(edge))
    return dates[0] if len(dates) == 1 or (dates and "。" not in edge[: dates[0].start()]) else None


def month_of_delivery(title: str | None, lines: Sequence[Line], patterns: Patterns) -> date | None:
    """（2023年1月） below a title, or in that of a work report, where it bears no day, is when it was delivered.

    So is 2023年1月 as a line below 工作总结, or below who signs at the end.
    """
    head = [line.text for line in lines[:TITLE_LINES]]
    # 述职报告 / （2022年1月）
    told = [MONTH_TOLD.fullmatch(line) or patterns.reports.month_of_body.fullmatch(line) for line in head]
    if title is not None and patterns.years.work_report.search(title) is not None:
        below = (line.text for line in lines[:TITLE_LINES] if line.kind is LineKind.META)
        told = [*told, *(MONTH_TOLD.search(words) for words in (title, *below))]
    if title is not None and patterns.years.summary.search(title) is not None:
        told += [_MONTH_ALONE.fullmatch(line) for line in head[1:]]
    signed = zip(lines[-_SIGNATURE_LINES - 1 :], lines[-_SIGNATURE_LINES:], strict=False)
    told += [_MONTH_ALONE.fullmatch(month.text) for who, month in signed if patterns.lines.issuer_line.match(who.text)]
    return next((_date(month) for month in told if month is not None), None)


def _date(found: re.Match[str]) -> date | None:
    return _dated(*[part for part in found.groups() if part is not None][:3])


def _dated(year: str, *day: str) -> date | None:
    """The date of a year, month and day as printed, or of the first of a month; None where the calendar has none."""
    try:
        return date(int(year), *(printed_number(part) for part in (*day, "1")[:2]))
    except ValueError:
        return None
