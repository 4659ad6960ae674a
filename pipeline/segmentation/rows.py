"""Rows of statistical tables among lines of text, told by their form: 地区生产总值<tab>亿元<tab>2657.32<tab>4.3.

What belongs here: which lines are rows. What does not: where the cells of a row are (`row_cells.py`), lines that hold
one cell each (`cell_columns.py`), nor what cells mean (pipeline/extraction/tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from enum import IntEnum
from itertools import groupby

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import (
    LONGEST_CELL,
    is_english,
    is_figure,
    is_nothing,
    is_number,
    is_rule,
    is_slashed,
    is_whole_thousands,
    is_year,
    start_of_english,
)
from pipeline.segmentation.row_cells import cells_of

LONGEST_LABEL = 46
"""Names with their definition in brackets; a line of this length counts as a cell only right before figures."""
_LONGEST_ORDINAL = 2
"""Digits of the number of a row."""
LEAST_WITH_PROSE = 4
"""Cells of a row of which one may tell in sentences (指标 | 目标 | 完成情况：…。 | 责任单位)."""
LONGEST_ROW = 240
"""Characters of a row whose cells are parted by blanks alone; longer lines are running text."""
HEADER_ROWS = 3
SHORT_REMARK = 4
"""Characters of what may stand behind the figures of a row (预期性), or before the label of the next."""
MOST_REMARKS = 3
"""Cells of words behind the figures of a row (who answers for a goal)."""
MOST_HEADER_LINES = 24
LEAST_BARS = 4
"""Bars of a line between bars that is a row whatever its cells tell."""
LEAST_ROWS = 3
"""Of labels with a figure each, which make no table by themselves."""

_PROSE = re.compile(r"[。！？；;!?]|[，,](?=[^\d])")
_ORDINAL = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳·])+$")
_SPACE = re.compile(r" +")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = ("）", ")")
_IN_BRACKETS = re.compile(r"\([^()]{1,30}\)")
"""(10 000 persons): figures of a unit in English."""
_BRACKETED = re.compile(r"[（(][^（()）\d]{1,8}[)）]$")
"""（%）: the unit of a label on the line before."""
_DRAWN = "----"
"""What a line below cells of a header is drawn with."""


class Shape(IntEnum):
    """How much a line looks like a row whose cells are parted by blanks.

    A corner belongs to a header where others do: one cell with its bar (地区 |), or the header in English; so does a
    line that is drawn below it.
    """

    NONE = 0
    RULE = 1
    CORNER = 2
    HEADER = 3
    PAIR = 4
    WEAK = 5
    SINGLE = 6
    STRONG = 7


def is_tabbed_row(line: str, patterns: Patterns) -> bool:
    """Whether a line with tabs is a row, and not a sentence or an ordinal with its heading (一、<tab>总体情况)."""
    cells = _texts(line, patterns)
    if len(cells) < LEAST_WITH_PROSE and any("。" in cell and len(cell) > LONGEST_CELL for cell in cells):
        return False
    return len(cells) > 2 or (len(cells) == 2 and not _ORDINAL.match(cells[0]))


def find_rows(lines: Sequence[str], patterns: Patterns) -> list[int]:
    """Indices of the lines that are rows with blanks or bars between their cells.

    A row of several figures is one by itself; one of a label and a figure needs two more of its kind beside it, and a
    header must stand on top of rows. Of a header with bars each cell may have become a line.
    """
    shapes = [_shape(line, patterns) for line in lines]
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
        if shape is Shape.SINGLE and ({index - 1, index + 1} & rows or _is_among(index, rows, lines, patterns))
    )
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
        above = _texts(lines[first - 1], patterns)
        # 类别 | 指标 | 单位 above groups whose names are lines of their own has one cell more.
        width = len(_texts(lines[first], patterns))
        is_below = width == len(above) or (singles > 0 and width == len(above) - 1)
        if len(run) >= LEAST_ROWS or (is_below and (len(above) > LEAST_ROWS or sum(map(is_year, above)) > 1)):
            return True
    return singles > 0 and goes_on


def _header_of(
    row: int, rows: Set[int], lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns
) -> Iterator[int]:
    """The lines right above a row that belong to its header; the name of the first group may lie between."""
    above, headers = row - 1, 0
    is_below_header = above > 0 and shapes[above] is Shape.NONE and shapes[above - 1] is Shape.HEADER
    if is_below_header and _is_group(lines[above], patterns):
        above -= 1
    while above >= 0 and above not in rows:
        if not (
            _is_above(shapes[above], headers, row - above) or _is_lone_cell(above, headers, lines, shapes, patterns)
        ):
            return
        yield above
        headers += shapes[above] is Shape.HEADER
        above -= 1


def _is_lone_cell(index: int, below: int, lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> bool:
    """县区 between two lines of a header, over both of which it stands, or 2023年 above two, beside the upper one."""
    if shapes[index] is not Shape.NONE:
        return False
    is_between = index > 0 and shapes[index - 1] is Shape.HEADER and 0 < below < HEADER_ROWS
    is_corner = is_between and patterns.lines.heads_labels.fullmatch(lines[index]) is not None
    return is_corner or (below == HEADER_ROWS - 1 and is_year(lines[index]))


def ends_in_units(line: str, patterns: Patterns) -> bool:
    """（亿元） 投入强度（%）: the second line of a header, too few cells to tell by themselves."""
    cells = _texts(line, patterns)
    return len(cells) > 1 and not _DIGIT.search(line) and any(map(_BRACKETED.search, cells[1:]))


def _below_labels(lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> Iterator[int]:
    """Labels with their figures on the next line, again and again: 鹿城区 / 28.3 15.2 2.18."""

    def is_pair(index: int) -> bool:
        are_lines = index + 1 < len(lines) and shapes[index] is Shape.NONE and shapes[index + 1] is Shape.WEAK
        return (
            are_lines
            and _is_label(lines[index], patterns)
            and all(is_figure(cell, patterns) for cell in _texts(lines[index + 1], patterns))
        )

    first = 0
    while first < len(lines):
        last = first
        while is_pair(last):
            last += 2
        if last - first >= 2 * LEAST_ROWS:
            yield from range(first, last)
        first = max(last, first + 1)


def _is_among(index: int, rows: Set[int], lines: Sequence[str], patterns: Patterns) -> bool:
    """Whether a line stands among rows, with the first and the last line of its own label around it."""
    around = (index - 1, index + 1)
    return {index - 2, index + 2} <= rows and all(_is_group(lines[line], patterns) for line in around)


def _begins_label(index: int, lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> bool:
    """Whether a line holds the number of a row and the beginning of its label: 1  全社会研发 / 经费（亿元）  24  30."""
    if shapes[index] is not Shape.WEAK or not lines[index][:1].isdigit() or lines[index + 1][:1].isdigit():
        return False
    cells = _texts(lines[index], patterns)
    return len(cells) == 2 and cells[0].isdigit() and _HAN.match(cells[1]) is not None


def _around_rules(lines: Sequence[str], shapes: Sequence[Shape]) -> Iterator[int]:
    """Lines between bars around one that is drawn (|---|---|), or one below the other, whatever their cells tell."""
    for first, last in _runs([_is_barred(line) and line.count("|") >= LEAST_BARS for line in lines]):
        if last - first >= LEAST_ROWS:
            yield from range(first, last)
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


def _is_barred(line: str) -> bool:
    return line.startswith("|") and line.endswith("|") and len(line) > 1


def _header_in_lines(first: int, lines: Sequence[str], shapes: Sequence[Shape], patterns: Patterns) -> Iterator[int]:
    """The lines above the first row that hold a cell of the header each, from the one that heads the labels on.

    English says them once more, and one more may stand over all columns of figures: 地区 / 2021年 / 发明 / 合计.
    """
    if shapes[first] < Shape.PAIR:
        return
    width = sum(not is_english(cell) for cell in _texts(lines[first], patterns))
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
        index
        for index, line in enumerate(lines)
        if line[:1].isdigit() and 0 < index < len(lines) - 1 and _is_of_figures(line, patterns)
    }
    for index in figures:
        is_apart = not {index - 2, index + 2} & figures and not {index - 1, index + 1} & rows
        is_closed = _is_label(lines[index + 1], patterns) or lines[index + 1] in _BRACKETS
        if is_apart and is_closed and _is_label(lines[index - 1], patterns):
            yield from range(index - 1, index + 2)


def _is_of_figures(line: str, patterns: Patterns) -> bool:
    """Whether a line holds figures alone, and a short remark behind them at most."""
    if " " not in line[:LONGEST_CELL] or "|" in line or "\t" in line or len(line) > LONGEST_ROW or _PROSE.search(line):
        return False
    cells = _texts(line, patterns)
    if not is_figure(cells[-1], patterns) and len(cells[-1]) <= SHORT_REMARK:
        cells = cells[:-1]
    return len(cells) > 1 and all(is_figure(cell, patterns) for cell in cells)


def _is_label(line: str, patterns: Patterns) -> bool:
    return _is_group(line, patterns) and _HAN.search(line) is not None and " " not in line


def _texts(line: str, patterns: Patterns) -> list[str]:
    return [line[start:end] for start, end in cells_of(line, patterns)]


def opens_header(line: str, patterns: Patterns) -> bool:
    """Whether a line begins with a word that heads labels, parted by a blank: 指标 比上年增长（%）."""
    return patterns.lines.header_opening.match(line) is not None


def _is_group(line: str, patterns: Patterns) -> bool:
    """Whether a line may name the first group of rows, below the header: 一、经济发展; also with its English behind."""
    printed = _SPACE.sub(" ", line)
    words = printed[: start_of_english(printed)]
    return len(words) <= LONGEST_CELL and not _PROSE.search(line) and not patterns.lines.title_of_table.match(line)


def _is_above(shape: Shape, headers: int, distance: int) -> bool:
    """Whether a line of that shape belongs to the header of a row so many lines below, with header rows between."""
    if shape in (Shape.CORNER, Shape.RULE):
        return distance <= MOST_HEADER_LINES
    return shape is Shape.HEADER and headers < HEADER_ROWS


def _runs(are_alike: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Half-open runs of lines that are alike."""
    first = 0
    for is_alike, run in groupby(are_alike):
        last = first + sum(1 for _ in run)
        if is_alike:
            yield first, last
        first = last


def _shape(line: str, patterns: Patterns) -> Shape:
    """How much a line looks like a row: 地区生产总值 亿元 2657.32 4.3 does, 增长4.5%，…。 does not."""
    if len(line) > LONGEST_ROW or not (" " in line or "|" in line) or "\t" in line or _PROSE.search(line):
        return Shape.NONE
    if is_whole_thousands(line):
        return Shape.NONE  # a cell by itself
    cells = _texts(line, patterns)
    is_wide = "  " in line or line.count("|") > 1
    if len(cells) > 1 and all(map(is_rule, cells)):
        return Shape.RULE
    if _DRAWN in line:
        # 县区  ------------  投入强度: the line below cells over several columns, beside cells over one.
        cells = [cell[:1] if is_rule(cell) else cell for cell in cells]
    if (
        len(cells) < 2
        and line.endswith("|")
        and len(line) <= LONGEST_CELL
        and not patterns.lines.title_of_table.match(line)
    ):
        return Shape.CORNER
    if is_english(line) and not _DIGIT.search(_IN_BRACKETS.sub("", line)):
        return Shape.CORNER
    if len(cells) < 2 or any(len(cell) > LONGEST_LABEL and not _is_name(cell) for cell in cells):
        return Shape.NONE
    if len(cells) == 2 and is_english(cells[1]) and not is_english(cells[0]) and "|" not in line:
        return Shape.NONE  # 企业基本情况    Statistics on Enterprises: the name of a group
    numbers = sum(_is_value(cell, patterns) and not is_year(cell) for cell in cells)
    figures = numbers + sum(is_nothing(cell, patterns) for cell in cells)
    if not numbers:
        return Shape.HEADER if _is_header(line, cells, patterns, is_wide=is_wide) else Shape.NONE
    if not is_wide:
        return _shape_of_single_blanks(cells, patterns)
    if not _HAN.search(line):
        # A year between bars is the label of its row.
        return Shape.STRONG if "|" in line and is_year(next(filter(None, cells))) and figures > 1 else Shape.WEAK
    return Shape.STRONG if len(cells) > 2 and figures > 1 else Shape.WEAK


def _is_value(cell: str, patterns: Patterns) -> bool:
    return is_number(cell, patterns) or is_slashed(cell, patterns)


def _is_name(cell: str) -> bool:
    """Whether a long cell is a name that its English follows, or that alone."""
    return is_english(cell) or start_of_english(cell) <= LONGEST_LABEL


def _is_header(line: str, cells: Sequence[str], patterns: Patterns, *, is_wide: bool) -> bool:
    """Whether a line without figures is a header of several columns, and not the title of the table."""
    is_opened = is_wide or opens_header(line, patterns)
    # Of a header with bars the first cell may be the title of the table.
    are_short = all(len(cell) <= LONGEST_CELL for cell in cells["|" in line :])
    has_colon = "：" in line and "：" in patterns.tables.mark_of_part.sub("", line)  # 其中：发明
    # 2022年 2023年; 高新技术企业（家） 科技型中小企业（家）
    are_columns = all(map(is_year, cells)) or all(map(_BRACKETED.search, cells))
    if has_colon or not are_short or len(cells) < (2 if is_opened or are_columns else 3):
        return False
    has_columns = (is_opened and sum(map(bool, cells)) > 2) or sum(map(is_year, cells)) > 1
    are_words = is_wide and all(len(cell) <= SHORT_REMARK for cell in cells)  # 基数  目标
    return has_columns or are_words or not patterns.lines.title_of_table.match(line)


def _may_be_figure(cell: str, patterns: Patterns) -> bool:
    return is_figure(cell, patterns) or is_slashed(cell, patterns)


def _behind_ordinal(cells: Sequence[str]) -> int:
    """Where the label of a row stands: behind its number, and the group before that (创新产出 5 专利拥有量 18.2)."""
    if cells[0].isdigit() and len(cells) > 1:
        return 1
    has_group = len(cells) > 3 and cells[1].isdigit() and len(cells[1]) <= _LONGEST_ORDINAL
    return 2 if has_group and _HAN.search(cells[0]) and _HAN.match(cells[2]) else 0


def _shape_of_single_blanks(cells: Sequence[str], patterns: Patterns) -> Shape:
    """Label (or year), perhaps unit, then figures to the end of the line: 地区生产总值 亿元 2657.32 4.3."""
    if len(cells) > 2 and all(_may_be_figure(cell, patterns) for cell in cells):
        return Shape.SINGLE if is_year(cells[0]) else Shape.WEAK
    has_no_number = len(cells) > HEADER_ROWS and is_nothing(
        cells[0], patterns
    )  # — 全省 135673.16 4.8 below numbered rows
    body = cells[1 if has_no_number else _behind_ordinal(cells) :]
    first = next((index for index, cell in enumerate(body) if _may_be_figure(cell, patterns)), len(body))
    last = next((index for index in range(len(body), first, -1) if _may_be_figure(body[index - 1], patterns)), first)
    figures, behind = body[first:last], body[last:]
    remarks = [cell for cell in figures if not _may_be_figure(cell, patterns)]  # 40 41.9 已完成 10
    are_words = len(behind) <= MOST_REMARKS and not any(_DIGIT.search(cell) for cell in (*behind, *remarks))
    are_remarks = len(remarks) * 2 < len(figures) and all(len(cell) <= SHORT_REMARK for cell in remarks)
    if not figures or not are_words or not are_remarks:
        return Shape.NONE
    is_label = _HAN.search(body[0]) or _BRACKETED.match(body[0])
    if not is_label or not 1 <= first <= HEADER_ROWS:
        return Shape.NONE
    if any(len(cell) > SHORT_REMARK for cell in behind[:1]) or len(behind) > 1 or remarks:
        return Shape.WEAK  # 1 高新技术企业（家） 48 县科技局 各镇（街道）
    return Shape.SINGLE if len(figures) > 1 else Shape.PAIR
