"""Rows of statistical tables among lines of text, told by their form: 地区生产总值<tab>亿元<tab>2657.32<tab>4.3.

What belongs here: which lines are rows, by their shapes and those of the lines around them. What does not: the shape of
a line by itself (`row_shapes.py`), where the cells of a row are (`row_cells.py`), lines that hold one cell each
(`cell_columns.py`), nor what cells mean (pipeline/extraction/tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import LONGEST_CELL, is_english, is_figure, is_year, start_of_english
from pipeline.segmentation.row_shapes import HEADER_ROWS, LONGEST_ROW, PROSE, SHORT_REMARK, Shape, shape_of, texts_of

LEAST_WITH_PROSE = 4
"""Cells of a row of which one may tell in sentences (指标 | 目标 | 完成情况：…。 | 责任单位)."""
MOST_HEADER_LINES = 24
"""Lines above the first row that may each hold a cell of the header."""
MOST_HEADERS = 4
"""Lines of a header with several cells each: names printed on two lines, what is told of them, and its units."""
MOST_GROUPS = 2
"""Names of groups between a header and its first row: 宏观经济 / 国民经济核算."""
LEAST_BARS = 4
"""Bars of a line between bars that is a row whatever its cells tell."""
_LONGEST_END = 8
"""Characters of the end of a name in a header, or of what heads the labels."""
_LONGEST_UNIT = 3
"""Characters of the unit that stands before the figures of a row (亿元, 万人)."""
LEAST_ROWS = 3
"""Of labels with a figure each, which make no table by themselves."""

_ORDINAL = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳·])+$")
_SPACE = re.compile(r" +")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNIT_AT_END = re.compile(r"^[^（()）：:]{1,12}[（(](?:[\u4e00-\u9fff]{1,4}|[%％])[)）]$")
_BRACKETS = ("）", ")")


def is_tabbed_row(line: str, patterns: Patterns) -> bool:
    """Whether a line with tabs is a row, and not a sentence or an ordinal with its heading (一、<tab>总体情况)."""
    cells = texts_of(line, patterns)
    if len(cells) < LEAST_WITH_PROSE and any("。" in cell and len(cell) > LONGEST_CELL for cell in cells):
        return False
    return len(cells) > 2 or (len(cells) == 2 and not _ORDINAL.match(cells[0]))


def find_rows(lines: Sequence[str], patterns: Patterns) -> list[int]:
    """Indices of the lines that are rows with blanks or bars between their cells.

    A row of several figures is one by itself; one of a label and a figure needs two more of its kind beside it, and a
    header must stand on top of rows. Of a header with bars each cell may have become a line.
    """
    shapes = [shape_of(line, patterns) for line in lines]
    rows = {index for index, shape in enumerate(shapes) if shape is Shape.STRONG}
    for first, last in _runs([shape >= Shape.PAIR for shape in shapes]):
        goes_on = first - 2 in rows and _is_group(lines[first - 1], patterns)
        if _are_rows(lines, shapes, first, last, patterns, goes_on=goes_on):
            rows.update(range(first, last))
    rows.update(_around_rules(lines, shapes))
    rows.update(_below_labels(lines, shapes, patterns))
    rows.update(_around_figures(lines, rows, patterns))
    rows.update(
        index
        for index, shape in enumerate(shapes)
        if shape is Shape.SINGLE and ({index - 1, index + 1} & rows or _is_among(index, rows, lines, shapes, patterns))
    )
    rows.update([index + 1 for index in rows if _ends_label(index + 1, rows, lines, shapes, patterns)])
    rows.update([index - 1 for index in rows if index and _begins_label(index - 1, lines, shapes, patterns)])
    for index in sorted(rows):
        rows.update(_header_of(index, rows, lines, shapes, patterns))
    for first in [index for index in sorted(rows) if index - 1 not in rows]:
        rows.update(_header_in_lines(first, lines, shapes, patterns))
    rows.update(index for index, shape in enumerate(shapes) if shape is Shape.RULE and {index - 1, index + 1} & rows)
    return sorted(rows)


def _are_rows(
    lines: Sequence[str], shapes: Sequence[Shape], first: int, last: int, patterns: Patterns, *, goes_on: bool
) -> bool:
    """Whether a run of lines of labels with figures are rows, by their number or by what they stand below."""
    run = shapes[first:last]
    singles, pairs = run.count(Shape.SINGLE), run.count(Shape.PAIR)
    if singles > 1 or len(run) - pairs > 2:
        return True
    if first > 0 and shapes[first - 1] is Shape.HEADER:
        above = texts_of(lines[first - 1], patterns)
        # 类别 | 指标 | 单位 above groups whose names are lines of their own has one cell more.
        width = len(texts_of(lines[first], patterns))
        is_below = width == len(above) or (singles > 0 and width == len(above) - 1)
        if len(run) >= LEAST_ROWS or (is_below and (len(above) > LEAST_ROWS or sum(map(is_year, above)) > 1)):
            return True
    return singles > 0 and goes_on


def _header_of(
    row: int, rows: Set[int], lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns
) -> Iterator[int]:
    """The lines right above a row that belong to its header; the names of the first groups may lie between."""
    above, headers = row - 1, 0
    groups = 0
    while groups < MOST_GROUPS and above > groups and shapes[above - groups] is Shape.NONE:
        if not _is_group(lines[above - groups], patterns):
            break
        groups += 1
    if groups and shapes[above - groups] is Shape.HEADER:
        above -= groups
    while above >= 0 and above not in rows:
        if not (
            _is_above(shapes[above], headers, row - above) or _is_lone_cell(above, headers, lines, shapes, patterns)
        ):
            return
        yield above
        headers += shapes[above] is Shape.HEADER
        above -= 1


def _is_lone_cell(index: int, below: int, lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> bool:
    """县区 between two lines of a header, over both of which it stands, or 2023年 above two, beside the upper one.

    So does the end of a name of the upper one that did not fit on it: 增加值 below 规模以上工业.
    """
    if shapes[index] is not Shape.NONE:
        return False
    is_between = index > 0 and shapes[index - 1] is Shape.HEADER and 0 < below < HEADER_ROWS
    is_short = len(lines[index]) <= _LONGEST_END and _is_label(lines[index], patterns)
    return (is_between and is_short) or (below == HEADER_ROWS - 1 and is_year(lines[index]))


def _below_labels(lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> Iterator[int]:
    """Labels with their figures on the next line, again and again: 鹿城区 / 28.3 15.2 2.18."""

    def is_pair(index: int) -> bool:
        are_lines = index + 1 < len(lines) and shapes[index] is Shape.NONE and shapes[index + 1] is Shape.WEAK
        return (
            are_lines
            and _is_label(lines[index], patterns)
            and all(is_figure(cell, patterns) for cell in texts_of(lines[index + 1], patterns))
        )

    first = 0
    while first < len(lines):
        last = first
        while is_pair(last):
            last += 2
        if last - first >= 2 * LEAST_ROWS:
            yield from range(first, last)
        first = max(last, first + 1)


def _is_among(index: int, rows: Set[int], lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> bool:
    """Whether a line stands among rows, or between them and a header, with lines of labels right around it.

    What has the same form with a line of a label between is a row like it; so is 合计 between a header and 按种类分.
    """
    if not all(0 <= line < len(lines) and _is_group(lines[line], patterns) for line in (index - 1, index + 1)):
        return False
    above, below = (
        line in rows or (0 <= line < len(lines) and shapes[line] is Shape.SINGLE) for line in (index - 2, index + 2)
    )
    is_headed = index > 1 and Shape.HEADER in shapes[index - 2 : index]
    return below and (above or is_headed)


def _begins_label(index: int, lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> bool:
    """Whether a line holds the number of a row and the beginning of its label: 1  全社会研发 / 经费（亿元）  24  30."""
    if shapes[index] is not Shape.WEAK or not lines[index][:1].isdigit() or lines[index + 1][:1].isdigit():
        return False
    cells = texts_of(lines[index], patterns)
    return len(cells) == 2 and cells[0].isdigit() and _HAN.match(cells[1]) is not None


def _ends_label(index: int, rows: Set[int], lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> bool:
    """Whether the line below the last row ends its label: 城镇新增就业人 11.8 7.8 / 数（万人）."""
    if index >= len(lines) or index in rows or shapes[index] is not Shape.NONE or shapes[index - 1] < Shape.PAIR:
        return False
    line, label = lines[index], next(filter(_HAN.search, texts_of(lines[index - 1], patterns)), "")
    is_end = _UNIT_AT_END.search(line) is not None and not _ORDINAL.match(line[:2]) and line[0] not in "（("
    return is_end and _is_label(line, patterns) and bool(label) and label[-1] not in _BRACKETS


def _around_rules(lines: Sequence[str], shapes: Sequence[Shape]) -> Iterator[int]:
    """Lines between bars around one that is drawn (|---|---|), or one below the other, whatever their cells tell."""
    for first, last in _runs([_is_barred(line) and line.count("|") >= LEAST_BARS for line in lines]):
        if last - first >= LEAST_ROWS:
            yield from range(first, last)
    yield from _barred_alike(lines)
    last = 0
    for index, shape in enumerate(shapes):
        if shape is not Shape.RULE or index < last or not _is_barred(lines[index]):
            continue
        first, last = index, index + 1
        while first and _is_barred(lines[first - 1]):
            first -= 1
        while last < len(lines) and _is_barred(lines[last]):
            last += 1
        yield from range(first, last)


def _barred_alike(lines: Sequence[str]) -> Iterator[int]:
    """Lines one below the other with as many bars each in them: 2 | 高新技术企业 | 120家 | 已达126家，完成率105%."""
    first = 0
    for bars, run in groupby(line.count("|") if " | " in line else 0 for line in lines):
        last = first + sum(1 for _ in run)
        if bars >= LEAST_WITH_PROSE - 1 and last - first >= LEAST_ROWS:
            yield from range(first, last)
        first = last


def _is_barred(line: str) -> bool:
    return line.startswith("|") and line.endswith("|") and len(line) > 1


def _header_in_lines(first: int, lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> Iterator[int]:
    """The lines above the first row that hold a cell of the header each, from the one that heads the labels on.

    English says them once more, and one more may stand over all columns of figures: 地区 / 2021年 / 发明 / 合计.
    """
    if shapes[first] < Shape.PAIR:
        return
    width = sum(not is_english(cell) for cell in texts_of(lines[first], patterns))
    found = 0
    for start in range(first - 1, max(first - 1 - MOST_HEADER_LINES, -1), -1):
        line = lines[start]
        found += not is_english(line)
        words = line[: start_of_english(line)].rstrip()
        if patterns.lines.heads_labels.fullmatch(words) and found > LEAST_ROWS and found in (width, width + 1):
            yield from range(start, first)
        if not (is_english(line) or is_year(line) or _is_label(words, patterns)) or found > width:
            return


def _around_figures(lines: Sequence[str], rows: Set[int], patterns: Patterns) -> Iterator[int]:
    """Figures between the two lines of their label: 全社会研发经费投入强 / 1 0.38 1.2 预期性 / 度（%）."""
    figures = {
        index for index, line in enumerate(lines) if 0 < index < len(lines) - 1 and _is_of_figures(line, patterns)
    }
    for index in figures:
        is_apart = not {index - 2, index + 2} & figures and not {index - 1, index + 1} & rows
        is_closed = _is_label(lines[index + 1], patterns) or lines[index + 1] in _BRACKETS
        if is_apart and is_closed and _is_label(lines[index - 1], patterns):
            yield from range(index - 1, index + 2)


def _is_of_figures(line: str, patterns: Patterns) -> bool:
    """Whether a line holds figures alone, the number of its row and a unit before them and a short remark behind."""
    if " " not in line[:LONGEST_CELL] or "|" in line or "\t" in line or len(line) > LONGEST_ROW or PROSE.search(line):
        return False
    cells = texts_of(line, patterns)
    if not is_figure(cells[-1], patterns) and len(cells[-1]) <= SHORT_REMARK:
        cells = cells[:-1]
    first = next((index for index, cell in enumerate(cells) if not cell.isdigit()), len(cells))
    if 0 <= first < min(2, len(cells)) and len(cells[first]) <= _LONGEST_UNIT and not is_figure(cells[first], patterns):
        cells = [*cells[:first], *cells[first + 1 :]]
    return len(cells) > 1 and all(is_figure(cell, patterns) for cell in cells)


def _is_label(line: str, patterns: Patterns) -> bool:
    return _is_group(line, patterns) and _HAN.search(line) is not None and " " not in line


def _is_group(line: str, patterns: Patterns) -> bool:
    """Whether a line may name the first group of rows, below the header: 一、经济发展; also with its English behind."""
    printed = _SPACE.sub(" ", line)
    words = printed[: start_of_english(printed)]
    return len(words) <= LONGEST_CELL and not PROSE.search(line) and not patterns.lines.title_of_table.match(line)


def _is_above(shape: Shape, headers: int, distance: int) -> bool:
    """Whether a line of that shape belongs to the header of a row so many lines below, with header rows between."""
    if shape in (Shape.CORNER, Shape.RULE):
        return distance <= MOST_HEADER_LINES
    return shape is Shape.HEADER and headers < MOST_HEADERS


def _runs(are_alike: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Half-open runs of lines that are alike."""
    first = 0
    for is_alike, run in groupby(are_alike):
        last = first + sum(1 for _ in run)
        if is_alike:
            yield first, last
        first = last
