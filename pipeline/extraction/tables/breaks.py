"""Cells that line breaks cut: 全社会研发经费投入 / 强度（%）.

What belongs here: which lines make up one cell. What does not: which cells make up a row (`streams.py`,
`grids.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, Section
from pipeline.reference.tables import HeaderKind
from pipeline.segmentation.cells import is_english

_OF_ROWS = frozenset({HeaderKind.LABEL, HeaderKind.UNIT, HeaderKind.ORDINAL})
_OPENING, _CLOSING = "（(", "）)"


def with_cells_whole(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> list[Cell]:
    """The cells, those of several lines taken together where it takes all of them to say something that is known."""
    whole: list[Cell] = []
    index = 0
    while index < len(cells):
        if whole and _is_open(whole[-1]) and not cells[index].is_figure:
            whole[-1] = _joined([whole[-1], cells[index]])
            index += 1
            continue
        count = next((count for count in (2, 3) if _is_one(cells, index, count, headings, year)), 1)
        whole.append(_joined(cells[index : index + count]))
        index += count
    return whole


def _joined(cells: Sequence[Cell]) -> Cell:
    if len(cells) == 1:
        return cells[0]
    return Cell(cells[0].start, cells[-1].end, "".join(cell.text for cell in cells))


def _is_open(cell: Cell) -> bool:
    """Whether a bracket of a cell is not closed in it: 累计比上年同期增长（."""
    opened = sum(map(cell.text.count, _OPENING)) - sum(map(cell.text.count, _CLOSING))
    return opened > 0 and not cell.is_figure


def _is_one(cells: Sequence[Cell], first: int, count: int, headings: HeadingReader, year: int | None) -> bool:
    """Whether so many lines are one cell: not all of them are known, but what they make up is.

    Behind one that is known by itself the others must not be what makes up a cell: 产量 / 比上年增 / 长（%）.
    """
    lines = cells[first : first + count]
    if len(lines) < count or any(cell.holds_value for cell in lines[1:]):
        return False
    if lines[0].is_nothing or (lines[0].is_figure and not lines[0].is_year):
        return False
    if lines[0].is_year and lines[1].text.startswith("年"):
        return count == 2
    found = [headings.read(cell.text, year) for cell in lines]
    text = "".join(cell.text for cell in lines)
    if all(len(cell.text) == 1 for cell in lines) and headings.read(text, year).kinds & _OF_ROWS:
        return True  # 序 / 号, 单 / 位: of a narrow column, each of which may be a word or a unit as well
    if all(heading.is_known for heading in found) or not _is_known(lines, headings, year):
        return False
    behind = cells[first + 1 : first + 3]
    are_words = len(behind) == 2 and not any(cell.holds_value for cell in behind)
    return not (found[0].is_known and are_words and _is_known(behind, headings, year))


def _is_known(lines: Sequence[Cell], headings: HeadingReader, year: int | None) -> bool:
    return headings.read("".join(cell.text for cell in lines), year).is_known


def with_labels_whole(section: Section, headings: HeadingReader, year: int | None) -> list[Row]:
    """The rows, labels that stand on the lines around their figures, or begin there, taken together with them."""
    joined: list[Row] = []
    rows, index = section.rows, 0
    while index < len(rows):
        row = rows[index]
        around = _around_figures(rows[index : index + 3], section, headings, year)
        if around is not None:
            joined.append(around)
            index += 3
            continue
        index += 1
        begun = _begun_label(joined[-1], row) if joined else None
        if begun is not None:
            joined[-1] = begun
            continue
        above = joined[-1] if joined else []
        label = above[0] if len(above) == 1 else None
        are_figures = len(row) > 1 and all(cell is not None and cell.holds_value for cell in row)
        is_label = label is not None and not (label.is_figure or is_english(label.text))
        if label is not None and is_label and are_figures and row[0] is not None and not row[0].is_year:
            joined[-1] = [label, *row]
        else:
            joined.append(row)
    return joined


def _begun_label(above: Row, row: Row) -> Row | None:
    """1 全社会研发经费支出与地区 / 生产总值之比（%） 0.87 1.5: one row, whose label began on the line before."""
    if len(above) != 2 or len(row) < 2:
        return None
    ordinal, first, second = above[0], above[1], row[0]
    if ordinal is None or first is None or second is None or not ordinal.text.isdigit():
        return None
    are_words = not (first.holds_value or second.holds_value)
    has_figures = any(cell is not None and cell.holds_value for cell in row[1:])
    if not (are_words and has_figures):
        return None
    return [ordinal, replace(first, end=second.end, text=first.text + second.text), *row[1:]]


def _around_figures(rows: Sequence[Row], section: Section, headings: HeadingReader, year: int | None) -> Row | None:
    """全社会研发经费投入强 / 1 0.38 1.2 / 度（%）: the figures of a label of two lines stand between them in print.

    So does their unit: 高新技术产业增加值占规 / % 56.7 - / 模以上工业增加值比重.
    """
    if len(rows) < 3 or len(rows[1]) < 2 or not len(rows[0]) == len(rows[2]) == 1:
        return None
    (first,), figures, (last,) = rows
    if first is None or last is None or first.holds_value or last.holds_value:
        return None
    before = _before_label(figures, section, headings, year)
    opening = figures[before] if before < len(figures) else None
    if opening is None or not (opening.is_figure or headings.units.read_list(opening.text)):
        return None
    whole, *parts = (headings.read(text, year) for text in (first.text + last.text, first.text, last.text))
    if not (whole.is_known and whole.ids) or all(part.is_known and headings.is_indicator(part.ids) for part in parts):
        return None
    label = replace(first, text=first.text + last.text)
    return [*figures[:before], label, *figures[before:]]


def _before_label(figures: Row, section: Section, headings: HeadingReader, year: int | None) -> int:
    """How many cells of a row stand before its label: its number below 序号, the name of a group before that."""
    heads = [headings.read(cell.text, year).kinds for line in section.header[-1:] for cell in line[:2] if cell]
    if heads and HeaderKind.ORDINAL in heads[0]:
        return 1
    if len(heads) < 2 or HeaderKind.ORDINAL not in heads[1]:
        return 0
    group, number = figures[:2]
    is_grouped = group is not None and not group.is_figure and number is not None and number.text.isdigit()
    return 1 + is_grouped


def goes_on_in_print(above: Row, found: Sequence[Cell], headings: HeadingReader, year: int | None) -> Row | None:
    """A header row with what cells below it add to those above which they are printed: 人均可支配收 / 入（元）.

    Where both are known by themselves, it takes both to name an indicator: 规模以上工业 / 增加值.
    """
    row = list(above)
    for cell in found:
        over = [i for i, upper in enumerate(row) if upper is not None and _is_over(upper, cell)]
        upper = row[over[0]] if len(over) == 1 else None
        if upper is None:
            return None
        parts = [headings.read(part.text, year) for part in (upper, cell)]
        whole = headings.read(upper.text + cell.text, year)
        names_more = headings.is_indicator(whole.ids) and not headings.is_indicator(parts[0].ids)
        if not whole.is_known or not (_is_open(upper) or names_more or not all(part.is_known for part in parts)):
            return None
        row[over[0]] = replace(upper, end=cell.end, text=upper.text + cell.text)
    return row


def _is_over(upper: Cell, cell: Cell) -> bool:
    return cell.right > 0 and min(upper.right, cell.right) > max(upper.left, cell.left)


def drop_units_apart(section: Section, headings: HeadingReader, year: int | None) -> None:
    """Takes 单位 out of the header, in place, where no blank parts the units of the rows from their labels: GDP亿元."""
    headers = [row for row in section.header if len(row) > 1]
    if len(headers) != 1 or None in headers[0] or len(headers[0]) != section.width + 1:
        return
    kinds = [headings.read(cell.text, year).kinds for cell in headers[0] if cell is not None]
    unit = next((index for index, found in enumerate(kinds) if index and HeaderKind.UNIT in found), None)
    labels = [row[unit - 1] for row in section.wide_rows] if unit is not None else []
    told = [cell is not None and bool(headings.read(cell.text, year).units) for cell in labels]
    if unit is not None and sum(told) * 2 > len(told):
        del headers[0][unit]
