"""Tables that stand side by side in one section: 指标 数量 指标 数量.

What belongs here: where one ends and the next begins. What does not: the grid itself (`grids.py`), headers
(`headers.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, Section, cells_in
from pipeline.reference.tables import HeaderKind


def _holds_figures(cells: Sequence[Cell], kinds: frozenset[HeaderKind]) -> bool:
    """城市 may head a column of figures as well as one of labels."""
    return HeaderKind.ORDINAL not in kinds and sum(cell.is_figure for cell in cells) * 2 > len(cells)


def _with_ranks_before(cuts: Sequence[int], texts: Sequence[str]) -> list[int]:
    """位次 县区 数量 位次 县区 金额: what stands before the first labels stands before those of the others too."""
    lead = cuts[1] if len(cuts) > 2 else 0
    is_again = lead > 0 and all(texts[cut - lead : cut] == texts[:lead] for cut in cuts[2:])
    return [0, *(cut - lead for cut in cuts[2:])] if is_again else list(cuts)


def _over_all(section: Section, first: int, last: int) -> list[Cell]:
    """The cell of each header row that stands alone over one of the tables: 高新技术企业 | | over 位次 县区 数量."""
    rows = [cells_in(row[first:last]) for row in section.header if None in row]
    return [cells[0] for cells in rows if len(cells) == 1 < last - first]


def parts_side_by_side(section: Section, headings: HeadingReader, year: int | None) -> list[Section]:
    """指标 数量 指标 数量: the tables that stand beside each other in one section, each with its own labels."""
    header = next((row for row in section.header if len(row) == section.width), None)
    if header is None or section.is_flat:
        return [section]
    cuts, has_values, columns = [0], False, section.columns()
    opens_with_labels = False
    for index, cell in enumerate(header):
        kinds = headings.read(cell.text, year).kinds if cell is not None else frozenset()
        is_label = bool(kinds & {HeaderKind.LABEL, HeaderKind.ORDINAL}) and not _holds_figures(columns[index], kinds)
        opens_with_labels = opens_with_labels or (is_label and index == 0)
        if is_label and has_values and any(_holds_figures(column, frozenset()) for column in columns[index + 1 :]):
            cuts.append(index)
            has_values = False
        has_values = has_values or not kinds & BEFORE_FIGURES
    if not opens_with_labels:
        cuts = _with_ranks_before(cuts, [cell.text if cell is not None else "" for cell in header])
    if len(cuts) == 1:
        return [section]
    return [
        Section(
            [_part_of(row, place, len(cuts), section.width) or row[first:last] for row in section.header],
            [row[first:last] if len(row) == section.width else row for row in section.rows],
            last - first,
            over=_over_all(section, first, last),
        )
        for place, (first, last) in enumerate(pairwise([*cuts, section.width]))
    ]


def _part_of(row: Row, place: int, parts: int, width: int) -> Row:
    """The cells over one table of a row with equally many, but not all, over each: （亿元） （%） （亿元） （%）."""
    share, spare = divmod(len(row), parts)
    is_lacking = len(row) < width and None not in row and not spare
    return row[place * share : (place + 1) * share] if is_lacking else []
