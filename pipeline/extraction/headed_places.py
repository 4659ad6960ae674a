"""Places that stand above or first and rule what follows: 一、张店区 above its figures, 南沙区：… in a paragraph.

What belongs here: which headings, labels and openings name such a place, and how far it rules. What does not: the place
of a single figure (`figure_places.py`), nor the report's own (pipeline/segmentation/own_regions.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.extraction.compaction import Compact
from pipeline.extraction.place import Place, no_division
from pipeline.extraction.places import Places
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.reference.lexicon import NameKind
from pipeline.reference.patterns import Patterns
from pipeline.segmentation import SegmentedReport
from pipeline.vocabulary import Origin, SegmentKind

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"({_NUMERAL}[、.．]|第{_NUMERAL}[章节部分篇]{{1,2}})|([（(]{_NUMERAL}[)）][、.．]?)|(\d{{1,2}}[、.．](?!\d))"
    r"|([（(]\d{1,2}[)）][、.．]?)|([①-⑳])|[-—–·•●○■□◆◇▪▲△▶►★☆※*>【（(]{1,2}|(?:TOP|NO\.?)\d{1,2}[：:.]?"
)
"""What stands before a heading or item. Its group is its level; dashes and dots have none, like a bare line."""
_BARE = _MARK.groups + 1
_LONGEST_MARK = 6
_LONGEST_SLOGAN = 30
"""Characters of a heading behind the name of its place: 南沙区：创新发展势头迅猛."""
_BUDGET = "算"
_STATES = re.compile(r"[。；;\d]")
_READ = frozenset({SegmentKind.HEADING, SegmentKind.SENTENCE})


class _Line(NamedTuple):
    """A line that names a place: at which level, where, and whether it is a heading rather than a label."""

    level: int
    place: Place
    is_heading: bool


def headed_places(
    report: SegmentedReport,
    compact: Compact,
    mentions: Sequence[Sequence[Mention]],
    places: Places,
    patterns: Patterns,
) -> list[Place | None]:
    """The place that a heading or label gives each segment; None where none does.

    A heading rules what stands below it up to the next one of its level or above, a label (南沙区：…) its paragraph.
    Lines without a numeral are headings only where they name several places; the levels before the first stand above.
    """
    lines = _lines(report, compact, mentions, places, patterns)
    ruled: list[Place | None] = []
    heading: _Line | None = None
    label: Place | None = None
    levels: set[int] = set()
    levels_above_bare: set[int] | None = None
    for index, (start, _) in enumerate(compact.bounds if lines else ()):
        if report.opens_paragraph(index):
            line, level = lines.get(index), _level(compact.text, start)
            label = line.place if line is not None and not line.is_heading else None
            if line is not None and line.is_heading:
                heading = line
                if level == _BARE and levels_above_bare is None:
                    levels_above_bare = set(levels)
            elif heading is not None and level < _BARE:
                is_above = level in (levels_above_bare or ()) if heading.level == _BARE else level <= heading.level
                heading = None if is_above and line is None else heading
            levels.add(level)
        ruled.append(label or (heading.place if heading is not None else None))
        if label is not None and _labels_others(compact.text, mentions[index]):
            label = None
    return ruled or [None] * len(compact.bounds)


def _labels_others(text: str, named: Sequence[Mention]) -> bool:
    """张店区：高企52家；桓台县：高企48家。: a sentence that goes through labels, none of which rules the next one."""
    return any(text[each.start - 1] in "；;" and text[each.end] in "：:" for each in named)


def leaves_home(sentence: Sentence, home: Place, places: Places, patterns: Patterns) -> bool:
    """高新区进出口52亿元；全市进出口520亿元: whether a sentence goes back to its region from a zone or firm."""
    if home.code is not None:
        return False
    scopes = patterns.places.scope.finditer(sentence.text, max(home.end or 0, sentence.start + 1), sentence.end)
    return any(
        sentence.text[scope.start() - 1] in "；;，,。" and places.named.scope(scope).code == places.own.code
        for scope in scopes
    )


def _level(text: str, start: int) -> int:
    mark = _MARK.match(text, start)
    return mark.lastindex or _BARE if mark is not None else _BARE


def _lines(
    report: SegmentedReport,
    compact: Compact,
    mentions: Sequence[Sequence[Mention]],
    places: Places,
    patterns: Patterns,
) -> Mapping[int, _Line]:
    """The headings and labels that name places, by segment; none of a list of names, one below the other."""
    lines: dict[int, _Line] = {}
    for index, named in enumerate(mentions):
        start, end = compact.bounds[index]
        level = _level_headed(compact.text, start, end, patterns)
        if level is not None and report.opens_paragraph(index):
            lines[index] = _Line(_level(compact.text, start), level, True)
            continue
        if not named or named[0].name.kind is NameKind.SUBJECT or named[0].start - start > _LONGEST_MARK:
            continue
        if report.segments[index].kind in _READ and report.opens_paragraph(index):
            line = _read(report, compact, index, named, places, patterns)
            if line is not None:
                lines[index] = line
    listed = {index for index, line in lines.items() if line.is_heading and index + 1 in lines}
    lines = {index: line for index, line in lines.items() if index not in listed}
    bare = {line.place.name for line in lines.values() if line.is_heading and line.level == _BARE}
    if len(bare) > 1:
        return lines
    return {index: line for index, line in lines.items() if not line.is_heading or line.level < _BARE}


def _level_headed(text: str, start: int, end: int, patterns: Patterns) -> Place | None:
    """（二）市级一般公共预算执行情况: a level whose budget is told below, and not that of all of its region."""
    if text.find(_BUDGET, start, end) < 0:
        return None
    mark = _MARK.match(text, start)
    headed = patterns.places.headed_level.fullmatch(text, mark.end() if mark is not None else start, end)
    return no_division(headed["level"], headed.start("level"), headed.end("level"), Origin.HEADING) if headed else None


def _read(
    report: SegmentedReport,
    compact: Compact,
    index: int,
    named: Sequence[Mention],
    places: Places,
    patterns: Patterns,
) -> _Line | None:
    """A line that begins with a place and says no more of it than a heading does."""
    (start, end), text = compact.bounds[index], compact.text
    mark = _MARK.match(text, start)
    place = places.of_heading(named) if named[0].start == (mark.end() if mark is not None else start) else None
    tail = patterns.places.headed_place.match(text, place.end or start, end) if place is not None else None
    if place is None or tail is None:
        return None
    is_alone = index + 1 == len(compact.bounds) or report.opens_paragraph(index + 1)
    is_short = end - tail.end() <= _LONGEST_SLOGAN and not _STATES.search(text, tail.end(), end)
    return _Line(_level(text, start), place, is_alone and is_short)


def profile_opened(text: str, start: int, patterns: Patterns) -> Place | None:
    """某公司成立于2010年。拥有发明专利56件: a paragraph that opens as the profile of a firm is of no region."""
    return _opened(patterns.subjects.profile_of_firm, text, start) or zone_opened(text, start, patterns)


def zone_opened(text: str, start: int, patterns: Patterns) -> Place | None:
    """2022年，国家级经开区实际使用外资432亿美元。实现进出口总额…: what follows in the paragraph is of zones too."""
    return _opened(patterns.subjects.profile_of_zone, text, start)


def zone_told_first(mentions: Sequence[Mention]) -> Place | None:
    """9个高新区稳步发展。其中高企535家: a zone named before any other place or subject is what a sentence is about."""
    first = mentions[0] if mentions else None
    if first is None or first.name.kind is not NameKind.ZONE:
        return None
    return no_division(first.name.text, first.start, first.end, Origin.SENTENCE)


def _opened(profile: re.Pattern[str], text: str, start: int) -> Place | None:
    opened = profile.match(text, start)
    return no_division(opened.group(), *opened.span(), Origin.SENTENCE) if opened is not None else None
