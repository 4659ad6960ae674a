"""What a report says of itself: title, issuer, document number, date, own region.

What belongs here: reading those from the lines and names of the report. What does not: the years of its parts
(`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from pipeline.cleaning import plain_edges
from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.reference.lexicon import NameKind
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import is_province_or_country
from pipeline.segmentation.lines import Line, LineKind
from pipeline.segmentation.named_regions import regions_in
from pipeline.segmentation.own_regions import own_region
from pipeline.segmentation.own_zones import own_zone
from pipeline.segmentation.parts import DATE_TOLD, MONTH_TOLD, YEAR, YEARS
from pipeline.segmentation.region_counts import UNKNOWN
from pipeline.segmentation.short_years import with_full_years
from pipeline.segmentation.wraps import with_dates_closed

TITLE_LINES = 14
"""Lines at the head among which the title is looked for."""
EDGE_LINES = 8
"""Lines at head and tail among which issuer and date stand."""
SHORTEST_TITLE, LONGEST_TITLE = 5, 70
MOST_COMMAS = 2
"""In a title; a line with more of them is a sentence."""

_HEADLINE_LINES = 3
"""Lines at the head that may be the headline, though they end with a figure."""

_YEAR_IN_BRACKETS = re.compile(r"[〔\[【(（]\s?(?:19|20)\d\d\s?[〕\]】)）]")
"""Without one a text has no document number: that is known ten times sooner."""
_COMMA = re.compile("[，,、]")
_FULL_STOP = re.compile(r"[。！？!?][”’』」）)】》]*$")
_LEFT_FREE = 3
"""Characters by which the lines of a wrapped paragraph differ: an indent, a mark that must not begin a line."""
_CLAUSE_END = re.compile("[，,]")
_LOOK_FOR_NUMBER = 3000
"""Characters at the head of a report in which its document number stands."""
_LONGEST_DATE_LINE = 20
_PLACES = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[ \t\u3000|｜·]+[\u4e00-\u9fff]{2,8}){2,}")
_BETWEEN_PLACES = re.compile(r"[ \t\u3000|｜·]+")
_LONGEST_HEADLINE = 40
_CALL = re.compile("(?<=[！!])[^！!]{6,}$")
"""What a headline tells behind its call: 连续三年上榜！港口区再获殊荣."""
_CLAUSE_MARK = re.compile("[，,。；;：:]")
_LONGEST_EDGE = 3000
"""Characters at the head and at the foot of a page in which its furniture stands."""
_EDGE = 600
"""Characters at head and tail of a page in which such a line is looked for."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_YEARS_ALONE = re.compile(rf"[（(]{YEARS.pattern}[）)]")
"""（2018—2020年） on the line below a title, which then is of these years."""


@dataclass(frozen=True, slots=True)
class ReportProfile:
    """What the report says of itself. `region` is a GB/T 2260 code or `unknown`.

    A name without a code is that of a zone, which is no division: its own figures are of no region.
    """

    title: str | None
    issuer: str | None
    document_number: str | None
    issued_on: date | None
    region: str
    region_name: str | None
    is_region_told: bool
    """Whether title, publisher or number tell the region, or the text again and again; else it is inferred."""

    @property
    def is_of_zone(self) -> bool:
        """Whether it is the report of a development zone."""
        return self.region == UNKNOWN and self.region_name is not None


def read_profile(
    text: str, text_layer: str, lines: Sequence[Line], wraps: Sequence[bool], reference: Reference
) -> ReportProfile:
    """Reads the profile of a report from its clean text, its text layer (dates in furniture) and its lines."""
    patterns = reference.patterns
    above = _links_to_places(lines, reference)
    if above:
        text, lines, wraps = text[lines[above].start :], lines[above:], wraps[above:]
    title, issuer = _title(lines, wraps, patterns), _issuer(lines, patterns)
    is_numbered = _YEAR_IN_BRACKETS.search(text, 0, _LOOK_FOR_NUMBER) is not None
    number = patterns.reports.document_number.search(text[:_LOOK_FOR_NUMBER]) if is_numbered else None
    prefix = number["prefix"] if number else None
    edges = with_dates_closed(plain_edges(text_layer, _LONGEST_EDGE, reference))
    issued_on = _issued_on(text_layer, edges, lines, patterns) or _month_of_delivery(title, lines, patterns)
    delivered = next((line.text for line in lines[:TITLE_LINES] if patterns.lines.delivery_line.match(line.text)), None)
    bare = _ASIDE.sub("", title or "")  # 黄埔区科技局（广州开发区科技局）
    named = bare if regions_in(bare, reference, None) else title
    head = patterns.reports.venue.sub("", " ".join(filter(None, (named, issuer, delivered, prefix))))
    if not regions_in(head, reference, None):
        head = f"{_place_of_headline(lines, text, reference)} {head}"
    region, is_told = own_region(text, edges, head, prefix, reference, issued_on.year if issued_on else None)
    known = reference.regions.by_code.get(region)
    name = known.name if known else None
    headlines = [] if bare else _headlines(lines)
    zone = own_zone(bare or _headline(lines), headlines, issuer or "", head, text, reference)
    if zone is not None:
        region, name, is_told = UNKNOWN, zone, True
    printed = number.group().strip() if number else None
    return ReportProfile(title, issuer, printed, issued_on, region, name, is_told)


def _links_to_places(lines: Sequence[Line], reference: Reference) -> int:
    """How many lines at the head of a page hold nothing but places: 杭州 宁波 温州 lead to their pages."""
    listed = takewhile(lambda line: _PLACES.fullmatch(line.text) is not None, lines[:EDGE_LINES])
    named = (all(word in reference.regions.names for word in _BETWEEN_PLACES.split(line.text)) for line in listed)
    count = sum(takewhile(bool, named))
    return count if count < len(lines) else 0


def _headline(lines: Sequence[Line]) -> str:
    """The first line of news whose headline no word shows to be a title, or what stands there before a colon."""
    first = lines[0].text.replace(":", "：").partition("：")[0] if lines else ""
    return first if len(first) <= _LONGEST_HEADLINE and not _CLAUSE_MARK.search(first) else ""


def _headlines(lines: Sequence[Line]) -> list[str]:
    """The lines above the first sentence that may be the headline of news."""
    head = list(takewhile(lambda line: not _FULL_STOP.search(line.text), lines[:TITLE_LINES]))
    return [line.text for line in head if len(line.text) <= _LONGEST_HEADLINE and not _COMMA.search(line.text)]


def _place_of_headline(lines: Sequence[Line], text: str, reference: Reference) -> str:
    """The place that opens a headline: 大庆：科技创新激发产业活力, 长兴县高质量推进科创工作, 连续上榜！港口区…."""
    for line in lines[:TITLE_LINES]:
        place, colon, _ = line.text.replace(":", "：").partition("：")
        named = reference.lexicon.find(place) if colon and len(line.text) <= _LONGEST_HEADLINE else []
        is_whole = bool(named) and sum(last - first for first, last, _ in named) == len(place)
        if is_whole and all(name.kind is NameKind.REGION for _, _, name in named):
            return _innermost([name.text for _, _, name in named], reference) or place
    called_out = next(filter(None, (_CALL.search(line) for line in _headlines(lines))), None)
    headline = called_out.group() if called_out is not None else _headline(lines)
    if reference.patterns.reports.byline.match(headline):
        return ""  # 自贡网记者 周姝
    first = next(iter(reference.lexicon.find(headline)), None)
    is_opened = first is not None and first[0] == 0 and first[2].kind is NameKind.REGION
    named_in = regions_in(headline, reference, None, with_bodies=False) if is_opened else []
    if first is not None and is_opened and not named_in:
        return _whole_name(first[2].text, text, reference)
    if not named_in or is_province_or_country(named_in[0]):
        return ""  # not 安徽 > 地方产业
    overtaken = reference.patterns.reports.overtaken.search(headline)  # 广州经济总量或赶上香港
    return headline[: overtaken.start()] if overtaken is not None else headline


def _innermost(names: Sequence[str], reference: Reference) -> str | None:
    """永新县 for 吉安永新: the full name of the place that lies in those named before it."""
    within: str | None = None
    for name in names:
        region = reference.regions.resolve(name, within=within)
        if region is None or not (within is None or reference.regions.is_within(region.code, within)):
            return None
        within = region.code
    return reference.regions.by_code[within].name if within is not None and len(names) > 1 else None


def _whole_name(name: str, text: str, reference: Reference) -> str:
    """防城港市港口区 for 港口区, which is a word as well, where a text calls one place of that name so."""
    above = (reference.regions.by_code.get(region.parent or "") for region in reference.regions.names.get(name, ()))
    whole = {f"{city.name}{name}" for city in above if city is not None and f"{city.name}{name}" in text}
    return whole.pop() if len(whole) == 1 else ""


def _title(lines: Sequence[Line], wraps: Sequence[bool], patterns: Patterns) -> str | None:
    """The first line of the head that may be a title and names a period, or the headline that names a year.

    Else the first such line without a day, or the first. A site may have left out whose it is: 2022年工作总结 above
    大冶市科技局2022年工作总结.
    """
    head = lines[: min(TITLE_LINES, _end_of_body(lines))]
    candidates = [
        _with_years_below(number, lines)
        for number, line in enumerate(head)
        if _may_be_title(line, number, patterns) and not _is_of_sentence(number, lines, wraps)
    ]
    headline = _headline(lines)
    dated = [headline] if YEAR.match(headline) and not DATE_TOLD.match(headline) else []  # 2023年国民经济回升向好
    if not (candidates or dated):
        return None
    if candidates and patterns.years.work_report.search(candidates[0]):
        candidates = [line for line in candidates if patterns.years.work_report.search(line)]  # no 2022年工作安排 below
    candidates[1:] = [line for line in candidates[1:] if not patterns.years.bare_heading.fullmatch(line)]
    undated = [line for line in candidates if not DATE_TOLD.search(line)]
    with_period = [
        line
        for line in candidates
        if line[0] not in "（("
        and patterns.years.title_period.search(with_full_years(DATE_TOLD.sub("", line), patterns))
    ]
    title = "".join((with_period or dated or undated or candidates)[0].split())
    others = ("".join(line.split()) for line in candidates)
    return max((other for other in others if other.endswith(title)), key=len, default=title)


def _with_years_below(number: int, lines: Sequence[Line]) -> str:
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    return lines[number].text + (below if _YEARS_ALONE.fullmatch(below) else "")


def _end_of_body(lines: Sequence[Line]) -> int:
    """The index behind the last line with a full stop: below it a page lists the titles of others."""
    return next((index for index in range(len(lines), 0, -1) if _FULL_STOP.search(lines[index - 1].text)), len(lines))


def _is_of_sentence(number: int, lines: Sequence[Line], wraps: Sequence[bool]) -> bool:
    """Whether a line is a stretch of a sentence that was wrapped: one that goes on from another, or opens a paragraph.

    The first line of a paragraph has clauses, or is as long as the second of several.
    """
    is_further = number > 0 and wraps[number - 1]
    if not (is_further or (wraps[number] and _opens_wrapped(lines[number], lines[number + 1], wraps[number + 1]))):
        return False
    last = next(index for index in range(number, len(wraps)) if not wraps[index])
    return _FULL_STOP.search(lines[last].text) is not None


def _opens_wrapped(line: Line, following: Line, goes_on: bool) -> bool:
    if following.is_after_gap:
        return False
    is_full = goes_on and abs(len(line.text) - len(following.text)) <= _LEFT_FREE
    return is_full or _CLAUSE_END.search(line.text) is not None


def _may_be_title(line: Line, number: int, patterns: Patterns) -> bool:
    """Whether a line, the `number`th of its report, may be the title: neither a statement nor a line of news."""
    text = line.text
    if line.kind not in (LineKind.LABEL, LineKind.TEXT, LineKind.META):
        return False
    is_dated = number == 0 and patterns.lines.dated_headline.match(text) is not None  # 海南省2021年上半年财政
    is_titled = is_dated or patterns.reports.title_word.search(text) is not None
    if not (SHORTEST_TITLE <= len(text) <= LONGEST_TITLE and is_titled):
        return False
    if (
        patterns.lines.delivery_line.match(text)
        or patterns.lines.statement.search(text)
        or len(_COMMA.findall(text)) > MOST_COMMAS
    ):
        return False
    is_below = number >= _HEADLINE_LINES and patterns.lines.ends_with_figure.search(text) is not None
    return not (is_below or patterns.reports.news_opening.search(text))


def _issuer(lines: Sequence[Line], patterns: Patterns) -> str | None:
    for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:]):
        if line.kind is LineKind.META and not patterns.reports.day.search(line.text):
            return line.text
    return None


def _issued_on(text_layer: str, edges: str, lines: Sequence[Line], patterns: Patterns) -> date | None:
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


def _month_of_delivery(title: str | None, lines: Sequence[Line], patterns: Patterns) -> date | None:
    """（2023年1月） below a title, or in that of a work report, where it bears no day, is when it was delivered."""
    head = [line.text for line in lines[:TITLE_LINES]]
    told = [
        MONTH_TOLD.fullmatch(line) or patterns.reports.month_of_body.fullmatch(line) for line in head
    ]  # 述职报告 / （2022年1月）
    if title is not None and patterns.years.work_report.search(title) is not None:
        below = (line.text for line in lines[:TITLE_LINES] if line.kind is LineKind.META)
        told = [*told, *(MONTH_TOLD.search(words) for words in (title, *below))]
    return next((_date(month) for month in told if month is not None), None)


def _date(found: re.Match[str]) -> date | None:
    return _dated(*[part for part in found.groups() if part is not None][:3])


def _dated(year: str, *day: str) -> date | None:
    """The date of a year, month and day as printed, or of the first of a month; None where the calendar has none."""
    try:
        return date(int(year), *(printed_number(part) for part in (*day, "1")[:2]))
    except ValueError:
        return None
