"""The title of a report, or the headlines above news that have none, and the place with which those begin.

What belongs here: which lines at the head these are. What does not: what they say of year and status (`openings.py`) or
whose the report is (`own_regions.py`, `own_zones.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.reference import Reference
from pipeline.reference.lexicon import Name, NameKind
from pipeline.reference.patterns import Patterns
from pipeline.reference.regions import is_province_or_country
from pipeline.segmentation.lines import Line, LineKind
from pipeline.segmentation.named_regions import own_word, region_mentions, regions_in
from pipeline.segmentation.parts import DATE_TOLD, YEAR, YEARS
from pipeline.segmentation.region_counts import COUNTRY, whose_name
from pipeline.segmentation.short_years import with_full_years

TITLE_LINES = 14
"""Lines at the head among which the title is looked for."""
SHORTEST_TITLE, LONGEST_TITLE = 5, 70
MOST_COMMAS = 2
"""In a title; a line with more of them is a sentence."""
_HEADLINE_LINES = 3
"""Lines at the head that may be the headline, though they end with a figure."""
_COMMA = re.compile("[，,、]")
_FULL_STOP = re.compile(r"[。！？!?][”’』」）)】》]*$")
_OF_SENTENCE = re.compile(r"[；;]|[，,、]$")
_LEFT_FREE = 3
"""Characters by which the lines of a wrapped paragraph differ: an indent, a mark that must not begin a line."""
_CLAUSE_END = re.compile("[，,]")
_LONGEST_HEADLINE = 40
_CALL = re.compile("(?<=[！!])[^！!]{6,}$")
"""What a headline tells behind its call: 连续三年上榜！港口区再获殊荣."""
_TOLD_OF = 3
"""How often a text that calls nothing its own names the province that it is about."""
_CLAUSE_MARK = re.compile("[，,。；;：:]")
_YEARS_ALONE = re.compile(rf"[（(]{YEARS.pattern}[）)]")
"""（2018—2020年） on the line below a title, which then is of these years."""


def title_of(lines: Sequence[Line], wraps: Sequence[bool], patterns: Patterns) -> str | None:
    """The first line of the head that may be a title and names a period, or the headline that names a year.

    Else the first such line without a day, or the first. A site may have left out whose it is: 2022年工作总结 above
    大冶市科技局2022年工作总结.
    """
    head = lines[: min(TITLE_LINES, _end_of_body(lines))]
    candidates = [
        _with_period_below(number, lines, patterns)
        for number, line in enumerate(head)
        if _may_be_title(line, number, patterns) and not _is_of_sentence(number, lines, wraps)
    ]
    headline = headline_of(lines)
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


def _with_period_below(number: int, lines: Sequence[Line], patterns: Patterns) -> str:
    """A line with the years or months that stand alone on the next one: （2018—2020年）, 2022年1-9月."""
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    is_period = _YEARS_ALONE.fullmatch(below) or patterns.years.months_below.fullmatch(below)
    return lines[number].text + (below if is_period else "")


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
    run = lines[number : last + 1]
    return run[-1].text[-1] in "；;" or any("。" in line.text or _FULL_STOP.search(line.text) for line in run)


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
    if not (SHORTEST_TITLE <= len(text) <= LONGEST_TITLE and is_titled) or _OF_SENTENCE.search(text):
        return False
    if (
        patterns.lines.delivery_line.match(text)
        or patterns.lines.statement.search(text)
        or len(_COMMA.findall(text)) > MOST_COMMAS
    ):
        return False
    is_below = number >= _HEADLINE_LINES and patterns.lines.ends_with_figure.search(text) is not None
    return not (is_below or patterns.reports.news_opening.search(text))


def headline_of(lines: Sequence[Line]) -> str:
    """The first line of news whose headline no word shows to be a title, or what stands there before a colon."""
    first = lines[0].text.replace(":", "：").partition("：")[0] if lines else ""
    return first if len(first) <= _LONGEST_HEADLINE and not _CLAUSE_MARK.search(first) else ""


def headlines_of(lines: Sequence[Line]) -> list[str]:
    """The lines above the first sentence that may be the headline of news."""
    head = list(takewhile(lambda line: not _FULL_STOP.search(line.text), lines[:TITLE_LINES]))
    return [line.text for line in head if len(line.text) <= _LONGEST_HEADLINE and not _COMMA.search(line.text)]


def place_of_headline(lines: Sequence[Line], text: str, reference: Reference) -> str:
    """The place that opens a headline: 大庆：科技创新激发产业活力, 长兴县高质量推进科创工作, 连续上榜！港口区…."""
    headed = _doubtful_headed(lines, text, reference)
    for line in lines[:TITLE_LINES]:
        place, colon, _ = line.text.replace(":", "：").partition("：")
        named = reference.lexicon.find(place) if colon and len(line.text) <= _LONGEST_HEADLINE else []
        is_whole = bool(named) and sum(last - first for first, last, _ in named) == len(place)
        if is_whole and all(name.kind is NameKind.REGION for _, _, name in named):
            whole = _innermost([name.text for _, _, name in named], reference)
            return whole or ("" if regions_in(place, reference, None) else headed) or place
    called_out = next(filter(None, (_CALL.search(line) for line in headlines_of(lines))), None)
    headline = called_out.group() if called_out is not None else headline_of(lines)
    if reference.patterns.reports.byline.match(headline):
        return ""  # 自贡网记者 周姝
    first = next(iter(reference.lexicon.find(headline)), None)
    is_opened = first is not None and first[0] == 0 and first[2].kind is NameKind.REGION
    named_in = regions_in(headline, reference, None, with_bodies=False) if is_opened else []
    if not named_in:
        whole = _whole_name(first[2].text, text, reference) if first is not None and is_opened else ""
        return whole or headed
    if is_province_or_country(named_in[0]):
        is_of_province = first is not None and _is_of_province(first, headline, text, reference)
        return first[2].text if first is not None and is_of_province and named_in[0] != COUNTRY else headed
    overtaken = reference.patterns.reports.overtaken.search(headline)  # 广州经济总量或赶上香港
    return headline[: overtaken.start()] if overtaken is not None else headline


def _doubtful_headed(lines: Sequence[Line], text: str, reference: Reference) -> str:
    """遵化科技创新成果丰硕 above a text that says 全市: the place of a name that may be part of words as well."""
    patterns, word = reference.patterns, own_word(text, reference.patterns)
    for headline in headlines_of(lines) if word is not None else ():
        for start, end, name in region_mentions(reference.lexicon, headline):
            before = headline[:start]
            opens = patterns.reports.word_begins.search(before) or patterns.reports.furthers.search(before)
            region = whose_name(name.text, word, reference) if opens is not None else None
            if region is not None and patterns.reports.goes_on_about.match(headline, end):
                return region.name
    return ""


def _is_of_province(first: tuple[int, int, Name], headline: str, text: str, reference: Reference) -> bool:
    """江西区域创新排名提升 above a text that names that province again and again, and calls nothing but 全国 its own.

    Not 安徽 > 地方产业, nor 广东、江苏领跑.
    """
    name, follows = first[2].text, headline[first[1] : first[1] + 1]
    is_alone = sum(each.kind is NameKind.REGION for _, _, each in reference.lexicon.find(headline)) == 1
    is_told_of = "\u4e00" <= follows <= "\u9fff" and text.count(name) >= _TOLD_OF
    return is_alone and is_told_of and own_word(text, reference.patterns) in (None, "国")


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
