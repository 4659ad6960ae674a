"""How much a single line looks like a row of a table: 地区生产总值 亿元 2657.32 4.3 does, 增长4.5%，…。 does not.

What belongs here: the form of one line by itself. What does not: which lines are rows, which those around it decide
(`rows.py`), where the cells of a line are (`row_cells.py`), nor what a single cell is (`cells.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from pipeline.reference.patterns import Patterns
from pipeline.segmentation.cells import (
    LONGEST_CELL,
    is_english,
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
LONGEST_ROW = 240
"""Characters of a row whose cells are parted by blanks alone; longer lines are running text."""
HEADER_ROWS = 3
"""Rows that a header may have; cells before the first figure of a row: its label, a unit, and a word more."""
SHORT_REMARK = 4
"""Characters of what may stand behind the figures of a row (预期性), or before the label of the next."""
MOST_REMARKS = 3
"""Cells of words behind the figures of a row (who answers for a goal)."""
PROSE = re.compile(r"[。！？；;!?]|[，,](?=[^\d])")
"""What no row holds whose cells are parted by blanks or bars."""
_LONGEST_ORDINAL = 2
"""Digits of the number of a row."""
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_IN_BRACKETS = re.compile(r"\([^()]{1,60}\)")
"""(10 000 persons): figures of a unit in English."""
_LABEL = re.compile(r".*[\u4e00-\u9fff]")
_BRACKETED = re.compile(r"[（(][^（()）\d]{1,8}[)）]$")
"""（%）: the unit of a label on the line before."""
_LATIN_NAME = re.compile(r"(?:[（(]?\d{1,2}[)）.、．])?[A-Z]{3}$")
"""GDP, CPI, 1.GDP: the label of a row in letters alone, perhaps with its number."""
_IN_PERCENT = re.compile(r"[\u4e00-\u9fff]{2,8}[%％]$")
"""比上年增长%: what stands above figures in percent."""
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,9}[局委办科处部厅股室]$")
"""市场监管局: who answers for a goal."""
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


def shape_of(line: str, patterns: Patterns) -> Shape:
    """How much a line looks like a row: 地区生产总值 亿元 2657.32 4.3 does, 增长4.5%，…。 does not."""
    if len(line) > LONGEST_ROW or not (" " in line or "|" in line) or "\t" in line or PROSE.search(line):
        return Shape.NONE
    if is_whole_thousands(line):
        return Shape.NONE  # a cell by itself
    cells = texts_of(line, patterns)
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


def _shape_of_single_blanks(cells: Sequence[str], patterns: Patterns) -> Shape:
    """Label (or year), perhaps unit, then figures to the end of the line: 地区生产总值 亿元 2657.32 4.3."""
    if len(cells) > 2 and all(_may_be_figure(cell, patterns) for cell in cells):
        return Shape.SINGLE if is_year(cells[0]) else Shape.WEAK
    # — 全省 135673.16 4.8 below numbered rows
    has_no_number = len(cells) > HEADER_ROWS and is_nothing(cells[0], patterns)
    body = cells[1 if has_no_number else _behind_ordinal(cells, patterns) :]
    first = next((index for index, cell in enumerate(body) if _may_be_figure(cell, patterns)), len(body))
    last = next((index for index in range(len(body), first, -1) if _may_be_figure(body[index - 1], patterns)), first)
    figures, behind = body[first:last], body[last:]
    remarks = [cell for cell in figures if not _may_be_figure(cell, patterns)]  # 40 41.9 已完成 10
    are_words = len(behind) <= MOST_REMARKS and not any(_DIGIT.search(cell) for cell in (*behind, *remarks))
    are_remarks = len(remarks) * 2 < len(figures) and all(len(cell) <= SHORT_REMARK for cell in remarks)
    if not figures or not are_words or not are_remarks:
        return Shape.NONE
    is_label = any(form.match(body[0]) for form in (_LABEL, _LATIN_NAME, _BRACKETED))
    if not is_label or not 1 <= first <= HEADER_ROWS:
        return Shape.NONE
    is_long = any(len(cell) > SHORT_REMARK and not _OFFICE.match(cell) for cell in behind[:1])
    if is_long or len(behind) > 1 or remarks:
        return Shape.WEAK  # 1 高新技术企业（家） 48 县科技局 各镇（街道）
    return Shape.SINGLE if len(figures) > 1 else Shape.PAIR


def _behind_ordinal(cells: Sequence[str], patterns: Patterns) -> int:
    """Where the label of a row stands: behind its number, and the group before that (创新产出 5 专利拥有量 18.2)."""
    if cells[0].isdigit() and len(cells) > 1:
        return 1
    has_group = len(cells) > 3 and cells[1].isdigit() and len(cells[1]) <= _LONGEST_ORDINAL
    is_label = has_group and _HAN.match(cells[2]) and not _may_be_figure(cells[2], patterns)  # 52 增长15.5%
    return 2 if is_label and _HAN.search(cells[0]) else 0


def _is_header(line: str, cells: Sequence[str], patterns: Patterns, *, is_wide: bool) -> bool:
    """Whether a line without figures is a header of several columns, and not the title of the table."""
    is_opened = is_wide or opens_header(line, patterns)
    # Of a header with bars the first cell may be the title of the table.
    are_short = all(len(cell) <= LONGEST_CELL for cell in cells["|" in line :])
    has_colon = "：" in line and "：" in patterns.tables.mark_of_part.sub("", line)  # 其中：发明
    # 2022年 2023年; 高新技术企业（家） 科技型中小企业（家）; 1994年 比上年增长%
    are_columns = all(is_year(cell) or _BRACKETED.search(cell) or _IN_PERCENT.match(cell) for cell in cells)
    if has_colon or not are_short or len(cells) < (2 if is_opened or are_columns else 3):
        return False
    has_columns = (is_opened and sum(map(bool, cells)) > 2) or sum(map(is_year, cells)) > 1
    are_words = is_wide and all(len(cell) <= SHORT_REMARK for cell in cells)  # 基数  目标
    return has_columns or are_words or not patterns.lines.title_of_table.match(line)


def opens_header(line: str, patterns: Patterns) -> bool:
    """Whether a line begins with a word that heads labels, parted by a blank: 指标 比上年增长（%）."""
    return patterns.lines.header_opening.match(line) is not None


def ends_in_units(line: str, patterns: Patterns) -> bool:
    """（亿元） 投入强度（%）: the second line of a header, too few cells to tell by themselves."""
    cells = texts_of(line, patterns)
    return len(cells) > 1 and not _DIGIT.search(line) and any(map(_BRACKETED.search, cells[1:]))


def _is_name(cell: str) -> bool:
    """Whether a long cell is a name that its English follows, or that alone."""
    return is_english(cell) or start_of_english(cell) <= LONGEST_LABEL


def _is_value(cell: str, patterns: Patterns) -> bool:
    return is_number(cell, patterns) or is_slashed(cell, patterns)


def _may_be_figure(cell: str, patterns: Patterns) -> bool:
    return _is_value(cell, patterns) or is_nothing(cell, patterns)


def texts_of(line: str, patterns: Patterns) -> list[str]:
    """What the cells of a line hold."""
    return [line[start:end] for start, end in cells_of(line, patterns)]
