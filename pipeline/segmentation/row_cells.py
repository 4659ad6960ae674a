"""Where the cells of a line of a table are, parted by tabs, bars or blanks.

What belongs here: the spans of cells in one line. What does not: which lines are rows (`rows.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import is_english, is_figure, is_year, start_of_english

Span = tuple[int, int]

_WIDE = re.compile(r" {2,}")
_SPACED = re.compile(r"(?<![^ #])[\u4e00-\u9fff] {2,}(?=[\u4e00-\u9fff](?:[ （(]|$))")
"""指    标: a word whose characters stand apart."""
_SPACE = re.compile(r" +")
_PIPE = re.compile(r" *\| *")
_TAB = re.compile(r" *\t *")
_WORD = re.compile(r" [A-Za-z][a-z]{2}")
_DIGIT = re.compile(r"\d(?![^()（）]*[)）])")
"""A digit that is in no bracket: (10000 yuan) is a unit."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNIT = re.compile(r"[（(](?:[\u4e00-\u9fff/]{1,6}|[%％‰])[)）]")
_YEAR_END = re.compile(r"(?:19|20)\d\d$")
_LATIN_END = re.compile(r"[（(]?(?<![A-Za-z])[A-Z]&[A-Z][)）]?$")
LEAST_FULL = 4
"""Characters of names that stand side by side; shorter words may be parts of one name."""
LEAST_NAME = 3
"""Characters of a name behind letters; what is shorter may be a unit (R&D 亿元)."""


def cells_of(line: str, patterns: Patterns) -> list[Span]:
    """Spans of the cells of a row, without the blanks around them; an empty cell between two tabs is an empty span."""
    if "\t" in line:
        return _split(line, _TAB)
    if "|" in line:
        spans = _split(line, _PIPE)
        # A bar before the first cell has one behind the last; without that it stands behind a blank cell.
        is_ended = line.rstrip().endswith("|")
        return spans[is_ended and line.lstrip().startswith("|") : len(spans) - is_ended]
    bare = line.strip()
    if "  " in bare and "  " in _SPACED.sub("", bare):
        wide = [span for span in _split(line, _WIDE) if span[1] > span[0]]
        are_figures = len(wide) > 2 and all(is_figure(line[slice(*span)], patterns) for span in wide[1:])
        pieces = [
            piece
            for span in wide
            for piece in _numbers_apart(line, *span, patterns, least=1 if are_figures and span is wide[0] else 2)
        ]
        if not any(is_figure(line[slice(*piece)], patterns) for piece in pieces):
            pieces = _with_names_apart(line, pieces)
        return _with_wide_english_whole(line, pieces, patterns)
    spans = _with_scripts_joined(line, _with_english_whole(line, [s for s in _split(line, _SPACE) if s[1] > s[0]]))
    return _with_figure_apart(line, _with_units_joined(line, spans, patterns), patterns)


def _joined(spans: Sequence[Span], goes_on: Callable[[Span, Span], bool]) -> list[Span]:
    """The spans of cells, where one that goes on with the cell before it is a part of that."""
    joined: list[Span] = []
    for span in spans:
        if joined and goes_on(joined[-1], span):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _with_units_joined(line: str, spans: Sequence[Span], patterns: Patterns) -> list[Span]:
    """A unit in brackets goes on with the name from which a single blank parts it: 专利申请量 (件) 248 274."""

    def is_unit(last: Span, span: Span) -> bool:
        before = line[slice(*last)]
        is_name = _HAN.search(before) is not None and before[-1] not in "）)" and not is_figure(before, patterns)
        return is_name and _UNIT.fullmatch(line, *span) is not None

    return _joined(spans, is_unit)


def _with_figure_apart(line: str, spans: list[Span], patterns: Patterns) -> list[Span]:
    """A figure without a blank behind its label, before others with blanks, is a cell: 社会消费品零售总额88.31 6.3."""
    glued = patterns.lines.glued_figure.match(line, *spans[0]) if len(spans) > 1 else None
    if glued is None or not is_figure(line[slice(*spans[1])], patterns):
        return spans
    return [(spans[0][0], glued.start("figure")), glued.span("figure"), *spans[1:]]


def _with_scripts_joined(line: str, spans: Sequence[Span]) -> list[Span]:
    """Blanks between scripts, which some programs print, part no cells: 全社会 R&D 经费支出, 2022 年比 2021 年增长."""
    return _joined(spans, lambda last, span: _is_of_name(line[slice(*last)], line[slice(*span)]))


def _is_of_name(before: str, piece: str) -> bool:
    """Whether a piece goes on with the name before it, from which another script parts it; a unit never does."""
    if piece[0] == "年":
        return _YEAR_END.search(before) is not None  # not 5 年末常住人口, a row and its number
    if _LATIN_END.search(before):
        return len(piece) >= LEAST_NAME and _HAN.match(piece) is not None and piece[-1] != "元"
    is_compared = before[-1] in "比较" and is_year(piece)
    return is_compared or (_LATIN_END.match(piece) is not None and _HAN.match(before[-1]) is not None)


def _with_english_whole(line: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Single blanks part no words in English, nor a name and its unit: 人口 (万人) Population (10 000 persons) 541."""
    if _WORD.search(line) is None:
        return spans

    def goes_on(last: Span, span: Span) -> bool:
        start, end = span
        is_unit = line[start] in "（(" and line[end - 1] in "）)" and _HAN.search(line, start, end) is not None
        return is_unit or is_english(line[last[0] : end])

    return _joined(spans, goes_on)


def _with_wide_english_whole(line: str, spans: list[Span], patterns: Patterns) -> list[Span]:
    """The English beside a name is one cell, whatever blanks are in it: 研发经费(万元)  Expenditure on  R&D  380530."""
    if _WORD.search(line) is None or not is_figure(line[slice(*spans[-1])], patterns):
        return spans
    whole: list[Span] = []
    for start, end in spans:
        before = whole[-1] if whole else (start, start)
        border = before[0] + start_of_english(line[slice(*before)])
        if border < end and border < before[1] and is_english(line[border:end].strip()):
            # 相当于国内 Proportion of  GDP: behind the name, which one blank parts from it.
            whole[-1:] = [_trimmed(line, before[0], border), _trimmed(line, border, end)]
        elif whole and is_english(line[slice(*before)]) and is_english(line[start:end]):
            whole[-1] = (before[0], end)
        else:
            whole.append((start, end))
    return whole


def _split(line: str, gap: re.Pattern[str]) -> list[Span]:
    """Spans of the cells between gaps, without the blanks around them."""
    spans, position = [], 0
    for found in gap.finditer(line):
        spans.append((position, found.start()))
        position = found.end()
    spans.append((position, len(line)))
    return [_trimmed(line, start, end) for start, end in spans]


def _with_names_apart(line: str, spans: list[Span]) -> list[Span]:
    """Names in a header that one blank parts, for their columns are narrow: 规模以上工业增加值 固定资产投资.

    They are full ones or years, or words that come again beside others (目标 完成  目标 完成). Where a blank parts
    anything else in the line, nothing tells which blanks part cells.
    """
    parted = [[(start + a, start + b) for a, b in _split(line[start:end], _SPACE)] for start, end in spans]
    names = [name for found in parted if len(found) > 1 for name in found]
    times = Counter(line[slice(*name)] for found in parted for name in found)
    are_full = all(
        is_year(line[start:end]) or (end - start >= LEAST_FULL and _HAN.match(line, start)) for start, end in names
    )
    come_again = all(end - start > 1 and times[line[start:end]] > 1 for start, end in names)
    return [name for found in parted for name in found] if are_full or come_again else spans


def _trimmed(line: str, start: int, end: int) -> Span:
    """A span without the blanks around it."""
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _numbers_apart(line: str, start: int, end: int, patterns: Patterns, *, least: int) -> list[Span]:
    """Figures at the end of a wide cell are cells of their own: 2657.32 4.3; also behind a name: 西 9287 9899.

    A single one is where figures alone follow in the line, for one blank is room enough behind a long name:
    社会消费品零售总额 52.3    3.6    498.7.
    """
    if " " not in line[start:end]:
        return [(start, end)]
    pieces = [(start + a, start + b) for a, b in _split(line[start:end], _SPACE)]
    first = len(pieces)
    while first and is_figure(line[slice(*pieces[first - 1])], patterns):
        first -= 1
    found = len(pieces) - first
    is_label = found == 1 and is_year(line[slice(*pieces[-1])])
    if found < least or is_label:
        return [(start, end)]
    if _DIGIT.search(line, start, pieces[first][0]) and not is_english(line[start : pieces[first][0]]):
        return [(start, end)]
    return [*([(start, pieces[first - 1][1])] if first else []), *pieces[first:]]
