"""The cells of a table of which each became a line, before its rows are found: units, English, codes, headers again.

What belongs here: taking together and leaving out cells. What does not: where rows begin (`streams.py`), nor names that
a line break cut (`breaks.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.tables.breaks import with_cells_whole
from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.heading import GROWTHS
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.of_which import with_listed_parts_in_place
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation.cells import is_english

LEAST_CODES = 3
LEAST_AGAIN, MOST_IN_HEADER = 2, 40
"""Cells of a header that stand once more on the next page."""


def prepared(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> list[Cell]:
    """The cells of a stream as its rows have them."""
    cells = with_listed_parts_in_place(_without_english(cells, headings, year), headings)
    cells = with_cells_whole(cells, headings, year)
    return _without_headers_again(_without_codes(_with_brackets(cells, headings, year)), headings)


def _with_brackets(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> list[Cell]:
    """Units in brackets below names go on with them: 科技活动人员 / （万人）, or several below as many names."""
    joined: list[Cell] = []
    units: list[Cell] = []
    for cell in cells:
        is_unit = cell.text[0] in "（(" and cell.text[-1] in "）)" and bool(headings.units.read_list(cell.text[1:-1]))
        if is_unit:
            units.append(cell)
            continue
        _take_units(joined, units, headings, year)
        joined.append(cell)
        units.clear()
    _take_units(joined, units, headings, year)
    return joined


def _without_english(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> list[Cell]:
    """The cells without those that say in English what others say; GDP and CPI are names all the same."""
    return [cell for cell in cells if not is_english(cell.text) or headings.read(cell.text, year).is_known]


def _without_codes(cells: Sequence[Cell]) -> list[Cell]:
    """The cells without those that number the rows behind their labels: 年末常住人口 / 01 / 万人 / 45.17."""
    codes: list[int] = []
    for index in range(1, len(cells)):
        if cells[index].text == f"{len(codes) + 1:02d}" and not cells[index - 1].is_figure:
            codes.append(index)
    if len(codes) < LEAST_CODES:
        return list(cells)
    return [cell for index, cell in enumerate(cells) if index not in set(codes)]


def _take_units(cells: list[Cell], units: Sequence[Cell], headings: HeadingReader, year: int | None) -> None:
    """Adds units to the last cells, or behind them where those are no names for them: 增长 is in no 亿元.

    What heads labels has none: 地区 R&D经费 投入强度 地区 R&D经费 投入强度 / （亿元） （%） （亿元） （%）.
    """
    places: list[int] = []
    for place in reversed(range(len(cells))):
        if len(places) == len(units):
            break
        if len(units) < 2 or not headings.read(cells[place].text, year).kinds & BEFORE_FIGURES:
            places.insert(0, place)
    named = [cells[place] for place in places]
    are_values = any(cell.holds_value for cell in named)
    is_shifted = len(units) > 1 and any(
        headings.read(name.text, year).measure in GROWTHS
        and headings.units.read_list(unit.text[1:-1])[0].kind is not UnitKind.SHARE
        for name, unit in zip(named, units, strict=False)
    )
    if len(named) < len(units) or are_values or is_shifted:
        cells.extend(units)
    elif units:
        ends = [units[-1].end] if len(units) == 1 else [cell.end for cell in named]
        for place, unit, end in zip(places, units, ends, strict=True):
            cells[place] = Cell(cells[place].start, end, cells[place].text + unit.text)


def _without_headers_again(cells: Sequence[Cell], headings: HeadingReader) -> list[Cell]:
    """The cells without the header that the next page of a table has once more, perhaps below 续表."""
    first = next((index for index, cell in enumerate(cells) if cell.is_figure and not cell.is_year), 0)
    texts, words = [cell.text for cell in cells], headings.reference.table_headers[HeaderKind.TITLE]
    kept, index = list(cells[:first]), first
    while index < len(cells):
        again, most = 0, min(first, MOST_IN_HEADER, len(cells) - index)
        while again < most and texts[index + again] == texts[again]:
            again += 1
        # Rows that are numbered from 1 again belong to another table.
        is_new = texts[index + again : index + again + 1] == texts[first : first + 1] == ["1"]
        if again < LEAST_AGAIN or is_new:
            kept.append(cells[index])
        elif kept[-1].text in words:
            kept.pop()
        index += again if again >= LEAST_AGAIN and not is_new else 1
    return kept
