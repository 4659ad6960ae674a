"""Rows that lack figures, placed below the columns that their words and those of the header tell.

What belongs here: which of its figures a row lacks, once the columns are read. What does not: rows whose cells tell
their place by themselves (`placing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.tables.columns import Column, Role
from pipeline.extraction.tables.heading import GROWTHS, PLAIN
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind


def placed_by_columns(cells: Sequence[Cell], columns: Sequence[Column], headings: HeadingReader) -> Row | None:
    """A row that lacks figures, where the columns tell which ones it has; None where they do not.

    全市 has no rank; what is stated in percent (规模以上工业增加值 | % | 7.7) has its growth alone, but a share
    (常住人口城镇化率 | % | 72.7) its amount.
    """
    numbers = list(cells[:1]) if columns[0].role is Role.ORDINAL and cells[0].is_figure else []
    figures = [cell for cell in cells[len(numbers) :] if cell.holds_value]
    words = [cell for cell in cells if not cell.holds_value]
    names = [index for index, column in enumerate(columns) if column.role in (Role.LABEL, Role.UNIT, Role.REMARK)]
    if not 0 < len(words) <= len(names) or list(cells) != [*numbers, *words, *figures]:
        return None
    places = _places(words, len(figures), columns, headings)
    if not any(column.heading is not None for column in columns):
        # 固定资产投资 增长6.8% among rows below no header: what figures are, they say themselves.
        are_told = all(not cell.text[-1].isdigit() for cell in figures)
        places = [index for index, column in enumerate(columns) if column.role is Role.VALUE][: len(figures) * are_told]
    if len(figures) != len(places):
        return None
    row: Row = [*numbers, *[None] * (len(columns) - len(numbers))]
    for index, cell in [*zip(names, words, strict=False), *zip(places, figures, strict=True)]:
        row[index] = cell
    return row


def _places(words: Sequence[Cell], count: int, columns: Sequence[Column], headings: HeadingReader) -> Sequence[int]:
    """Below which columns so many figures stand behind these words."""
    told = [index for index, column in enumerate(columns) if column.role is Role.VALUE and column.heading is not None]
    ranked = [index for index in told if columns[index].measure is not HeaderKind.RANK]
    growths = [index for index in told if columns[index].measure in GROWTHS]
    amounts = [index for index in told if columns[index].measure in PLAIN]
    read = [headings.read(cell.text, None) for cell in words]
    if len(amounts) == count < len(ranked) and any(headings.most_of(heading.ids) is not None for heading in read):
        return amounts
    is_share = any(unit.kind is UnitKind.SHARE for cell in words for unit in headings.units.read_list(cell.text))
    if not is_share or not growths or len(growths) == len(ranked):
        return ranked
    # Amounts of several years, where the column of growth lacks a figure: 占规上工业产值比重 | % | 21.6 | 23.1.
    others = [index for index in ranked if index not in growths]
    return others if count == len(others) > len(growths) else growths
