"""What a report says of itself: title, issuer, document number, date, own region.

What belongs here: these together, and what is told in one line (issuer, number). What does not: how title
(`titles.py`), date (`issue_dates.py`) and region (`own_regions.py`, `own_zones.py`) are found, nor the years of parts
(`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from pipeline.cleaning import plain_edges
from pipeline.reference import Reference
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.issue_dates import EDGE_LINES, issued_on, month_of_delivery
from pipeline.segmentation.lines import Line, LineKind
from pipeline.segmentation.named_regions import regions_in
from pipeline.segmentation.own_regions import own_region
from pipeline.segmentation.own_zones import own_zone
from pipeline.segmentation.region_counts import UNKNOWN
from pipeline.segmentation.titles import TITLE_LINES, headline_of, headlines_of, place_of_headline, title_of
from pipeline.segmentation.wraps import with_dates_closed

_YEAR_IN_BRACKETS = re.compile(r"[〔\[【(（]\s?(?:19|20)\d\d\s?[〕\]】)）]")
"""Without one a text has no document number: that is known ten times sooner."""
_LOOK_FOR_NUMBER = 3000
"""Characters at the head of a report in which its document number stands."""
_PLACES = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[ \t\u3000|｜·]+[\u4e00-\u9fff]{2,8}){2,}")
_BETWEEN_PLACES = re.compile(r"[ \t\u3000|｜·]+")
_LONGEST_EDGE = 3000
"""Characters at the head and at the foot of a page in which its furniture stands."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")


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
    text: str,
    text_layer: str,
    lines: Sequence[Line],
    wraps: Sequence[bool],
    as_printed: tuple[Sequence[Line], Sequence[bool]],
    reference: Reference,
) -> ReportProfile:
    """Reads the profile of a report from its clean text, its text layer (dates in furniture) and its lines.

    `as_printed` are its lines before they are unwrapped, and which of them go on: a title is among the first of these.
    """
    patterns = reference.patterns
    above = _links_to_places(lines, reference)
    if above:
        text, lines, wraps = text[lines[above].start :], lines[above:], wraps[above:]
    title, issuer = title_of(as_printed[0][above:], as_printed[1][above:], patterns), _issuer(lines, patterns)
    is_numbered = _YEAR_IN_BRACKETS.search(text, 0, _LOOK_FOR_NUMBER) is not None
    number = _own_number(text[:_LOOK_FOR_NUMBER], patterns) if is_numbered else None
    prefix = number["prefix"] if number else None
    edges = with_dates_closed(plain_edges(text_layer, _LONGEST_EDGE, reference))
    issued = issued_on(text_layer, edges, lines, patterns) or month_of_delivery(title, lines, patterns)
    delivered = next((line.text for line in lines[:TITLE_LINES] if patterns.lines.delivery_line.match(line.text)), None)
    bare = _ASIDE.sub("", title or "")  # 黄埔区科技局（广州开发区科技局）
    named = bare if regions_in(bare, reference, None) else title
    head = patterns.reports.venue.sub("", " ".join(filter(None, (named, issuer, delivered, prefix))))
    if not regions_in(head, reference, None):
        head = f"{place_of_headline(lines, text, reference)} {head}"
    region, is_told = own_region(text, edges, head, prefix, reference, issued.year if issued else None)
    known = reference.regions.by_code.get(region)
    name = known.name if known else None
    headlines = [] if bare else headlines_of(lines)
    zone = own_zone(bare or headline_of(lines), headlines, issuer or "", head, text, reference)
    if zone is not None:
        region, name, is_told = UNKNOWN, zone, True
    printed = number.group().strip() if number else None
    return ReportProfile(title, issuer, printed, issued, region, name, is_told)


def _own_number(text: str, patterns: Patterns) -> re.Match[str] | None:
    """The number of the document: not one behind a title that it quotes, 《关于扶持…的函》（浙科函〔2013〕8号）."""
    numbers = patterns.reports.document_number.finditer(text)
    return next((each for each in numbers if not text[: each.start()].rstrip("（( ").endswith("》")), None)


def _links_to_places(lines: Sequence[Line], reference: Reference) -> int:
    """How many lines at the head of a page hold nothing but places: 杭州 宁波 温州 lead to their pages."""
    listed = takewhile(lambda line: _PLACES.fullmatch(line.text) is not None, lines[:EDGE_LINES])
    named = (all(word in reference.regions.names for word in _BETWEEN_PLACES.split(line.text)) for line in listed)
    count = sum(takewhile(bool, named))
    return count if count < len(lines) else 0


def _issuer(lines: Sequence[Line], patterns: Patterns) -> str | None:
    """The body that signs a report, above or below it, on a line without a day."""
    for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:]):
        if line.kind is LineKind.META and not patterns.reports.day.search(line.text):
            return line.text
    return None
