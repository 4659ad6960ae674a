"""Puts the rows of a table into a grid: header rows on top, rows of equal width below.

What belongs here: which rows belong to a header, and how many columns a table has. What does not: the cells
of a line (`lines.py`), where those of a row go that lacks some (`placing.py`), tables of which each cell became a line
(`streams.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import or_

from pipeline.extraction.tables.bars import with_header_in_rows
from pipeline.extraction.tables.breaks import drop_units_apart, goes_on_in_print, with_labels_whole
from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.heading import Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import (
    Cell,
    Parting,
    Piece,
    Row,
    Section,
    cells_in,
    has_figures,
    piece_of,
)
from pipeline.extraction.tables.placing import columns_of, with_all_columns
from pipeline.extraction.tables.row_ends import cut_barred_ends, without_blank_end
from pipeline.reference.patterns import Patterns
from pipeline.reference.tables import HeaderKind
from pipeline.segmentation.cells import is_english, is_rule

_HEADER_KINDS = frozenset(HeaderKind) - {
    HeaderKind.EVENT,
    HeaderKind.GLUE,
    HeaderKind.TITLE,
    HeaderKind.MARK,
    HeaderKind.TOTAL,
    HeaderKind.MEAN,
}
_OF_WORDS = frozenset({HeaderKind.LABEL, HeaderKind.UNIT})
_UNIT_WITHOUT_WORDS = re.compile(r"[（(][^（()）\u4e00-\u9fff]{1,30}[)）]$")
"""(%) between units in English."""
_IN_BRACKETS = re.compile(r"[（(][^（()）]{1,12}[)）]")
_TOLD = re.compile(r"\d[万亿]?(?:[%％元家个项件人名户吨位次]|余|多)")
"""A figure with its unit, in a cell of words."""
_MOST_OF_TITLE = 3
"""Cells of a line with a title: its number, its words, the unit."""
_MOST_GROUPS = 3
"""Columns of groups whose cells were merged with those below: 绩效指标 | 产出指标 | 数量指标."""
_COMMON = 5
"""A width is a table's own where one in so many of its rows has it."""


def sections_of_rows(rows: Sequence[Row], headings: HeadingReader, year: int | None) -> list[Section]:
    """Cuts rows into sections where a new header begins; all rows of a section get its width."""
    sections, holds_figures = [Section()], False
    rows = list(map(_without_its_english, with_header_in_rows(rows)))
    for row in _with_captions_apart(_with_whole_header(rows), headings.patterns):
        if not holds_figures and sections[-1].header and not has_figures(row):
            row = _without_english(row, sections[-1].header[-1])
        found = cells_in(row)
        section = sections[-1]
        is_foreign = _is_foreign(row) or (not holds_figures and section.header and all(map(_is_in_english, found)))
        if _numbers_columns(row, headings.patterns) or is_foreign:
            section.is_ruled = section.is_ruled or bool(section.header and all(is_rule(cell.text) for cell in found))
            continue
        if has_figures(row) or (section.header and _tells_in_words(row, section.header[-1], headings, year)):
            section.rows.append(row)
            holds_figures = True
        elif not section.rows and section.header and _goes_on(section.header[-1], found, headings, year):
            section.header[-1] = _with_last_joined(section.header[-1], found[0])
        elif (
            not section.rows
            and section.header
            and (whole := goes_on_in_print(section.header[-1], found, headings, year))
        ):
            section.header[-1] = whole
        elif not holds_figures and (len(found) != 1 or _is_on_top(section, row, headings.patterns)):
            section.header.append(row)
        elif len(found) > 1 and any(_is_of_header(headings.read(cell.text, year)) for cell in found):
            # 2、第三产业增加值构成 above a header is the title of what follows, and no group of the rows before.
            title = [section.rows.pop()] if len(section.rows) > 1 and len(section.rows[-1]) == 1 else []
            sections.append(Section(header=[*title, row]))
            holds_figures = False
        else:
            section.rows.append([found[0]] if found else row)
    for section in sections:
        _drop_english(section)
        section.rows = with_labels_whole(section, headings, year)
        _settle(section, headings, year)
        drop_units_apart(section, headings, year)
    return [section for section in sections if section.rows]


def _is_on_top(section: Section, row: Row, patterns: Patterns) -> bool:
    """Whether a row of one cell stands above the table: its title, its unit, 2023年8月 | | | below the title."""
    is_blank_behind = len(row) > 1 and row[0] is not None and all(len(cells_in(above)) < 2 for above in section.header)
    return not section.header or is_blank_behind or _is_caption(cells_in(row)[0], patterns)


def _tells_in_words(row: Row, header: Row, headings: HeadingReader, year: int | None) -> bool:
    """Whether a row below a header tells its figures in words: 高新技术企业 | 新增100家，总数1500家以上."""
    if len(row) != len(header) or not any(cell is not None and _TOLD.search(cell.text) for cell in row[1:]):
        return False
    kinds = {kind for cell in cells_in(header) for kind in headings.read(cell.text, year).kinds}
    read = [headings.read(cell.text, year) for cell in cells_in(row)]
    is_named = HeaderKind.TASK in kinds or (HeaderKind.LABEL in kinds and any(heading.ids for heading in read))
    return is_named and not all(heading.is_known for heading in read)


def _goes_on(above: Row, found: Sequence[Cell], headings: HeadingReader, year: int | None) -> bool:
    """Whether a lone cell below a header row says how the last column is measured: 9月 | 1—9月 | 累计 / 增长%."""
    cells = cells_in(above)
    if len(found) != 1 or len(cells) < 2:
        return False
    last, below = (headings.read(cell.text, year) for cell in (cells[-1], found[0]))
    says = below.measure is not None or bool(below.units)
    whole = headings.read(cells[-1].text + found[0].text, year)
    is_new = not last.units and (last.measure is None or below.measure is None)
    return says and is_new and below.is_known and not below.ids and whole.is_known


def _with_last_joined(above: Row, below: Cell) -> Row:
    row = cells_in(above)
    last = row[-1]
    return [*row[:-1], replace(last, end=below.end, text=last.text + below.text)]


def _with_whole_header(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of a header of which each cell became a line taken together: 指标 | 2023年 | / 增长（%） |.

    Lines of several cells are taken too where all of them make up one header as wide as the rows below.
    """
    first = next((index for index, row in enumerate(rows) if sum(cell is not None for cell in row) > 1), len(rows))
    header = [cell for cell in cells_in(*rows[:first]) if not is_english(cell.text)]
    if len(header) < 2:
        first = next((index for index, row in enumerate(rows) if has_figures(row)), len(rows))
        header = cells_in(*rows[:first])
        is_broken = first > 1 and all(cell.parting is Parting.BARS for cell in header)
        if not is_broken or first == len(rows) or len(header) != len(rows[first]):
            return list(rows)
        if any(len(row) >= len(header) and row[-1] is None for row in rows[:first]):
            # A row with bars for all columns is whole: cells of the next stand below some of its own.
            return list(rows)
    if first == len(rows) or not has_figures(rows[first]):
        return list(rows)
    return [[*header], *rows[first:]]


def _numbers_columns(row: Row, patterns: Patterns) -> bool:
    """甲 乙 1 2 3: the row that numbers the columns."""
    found = [cell.text for cell in cells_in(row)]
    numbers = [text for text in found if text.isdigit()]
    counted = [str(index) for index in range(1, len(numbers) + 1)]
    return len(numbers) > 1 and numbers == counted and all(patterns.tables.column_number.match(text) for text in found)


def _with_captions_apart(rows: Sequence[Row], patterns: Patterns) -> Iterator[Row]:
    """The rows; title and caption on one line (各县生产总值 | 单位：亿元) are a row each; so are entries of a form."""
    for row in rows:
        found = cells_in(row)
        is_title = 1 < len(found) <= _MOST_OF_TITLE and any(_is_caption(cell, patterns) for cell in found)
        is_title = is_title or any(patterns.tables.form_entry.match(cell.text) for cell in found)
        if not is_title:
            yield row
            continue
        for cell in found:
            yield [cell]


def _is_caption(cell: Cell, patterns: Patterns) -> bool:
    return patterns.tables.caption.match(cell.text) is not None


def _without_its_english(row: Row) -> Row:
    """企业基本情况 | Statistics on Enterprises: the name of a group, once more in English."""
    found = cells_in(row)
    is_twice = len(found) == 2 and is_english(found[1].text) and not (is_english(found[0].text) or found[0].is_figure)
    return [found[0]] if is_twice else row


def _is_foreign(row: Row) -> bool:
    """Whether a row is the header in English, or the line below a header."""
    texts = [cell.text for cell in cells_in(row)]
    are_units = [_UNIT_WITHOUT_WORDS.match(text) is not None for text in texts]
    are_english = list(map(is_english, texts))
    is_in_english = any(are_english) and all(map(or_, are_english, are_units))
    return len(texts) > 1 and (is_in_english or all(map(is_rule, texts)))


def _is_in_english(cell: Cell) -> bool:
    return is_english(cell.text)


def _without_english(row: Row, above: Row) -> Row:
    """Year | Gross Domestic | （元） below 年份 | 生产总值 | 人均: English goes, a unit stays.

    So does it in a row of few such cells: （万人） | Percentage of below R&D人员 | 研发强度（%）.
    """
    are_english = [cell is None or is_english(cell.text) for cell in row]
    if len(row) != len(above) or all(are_english):
        return row
    are_most = sum(are_english) * 2 >= len(row)
    is_said = [are_most or (cell is not None and not is_english(cell.text)) for cell in above]
    return [
        None if is_one and is_known else cell for cell, is_one, is_known in zip(row, are_english, is_said, strict=True)
    ]


def _drop_english(section: Section) -> None:
    """Takes out, in place, what says in English what the label before it says: 福州 | Fuzhou | 1128.

    A unit in brackets between the two, where other rows have none, goes on with the label: 人口 | (万人) | Population.
    """
    rows = [row for row in section.rows if len(row) > 2]
    places = [_place_of_english(row) for row in rows]
    if sum(place > 0 for place in places) * 2 <= len(places):
        return
    widths = {len(row) for row in rows}
    header = [row for row in section.header if len(row) in widths]
    for row, place in zip([*rows, *header], [*places, *map(_place_of_english, header)], strict=True):
        if place > 0 or row[1] is None:
            del row[max(place, 1)]
        label, unit = row[:2]
        is_apart = len(widths) > 1 and unit is not None and _IN_BRACKETS.fullmatch(unit.text) is not None
        if label is not None and unit is not None and is_apart:
            row[:2] = [replace(label, end=unit.end, text=label.text + unit.text, right=unit.right)]


def _place_of_english(row: Row) -> int:
    """Which of the second and third cells is in English, behind one that is not; 0 where neither is."""
    return next((index for index in (1, 2) if (cell := row[index]) is not None and is_english(cell.text)), 0)


def _is_of_header(heading: Heading) -> bool:
    return heading.is_known and bool(heading.kinds & _HEADER_KINDS or heading.has_period) and not heading.ids


def _settle(section: Section, headings: HeadingReader, year: int | None) -> None:
    """Gives all rows the width of the table; cells that blanks alone part go where they are printed."""
    is_in_place = section.is_ruled or any(None in without_blank_end(row) for row in section.rows)
    cut_barred_ends(section)
    _over_rows(section, headings, year)
    section.width = _width_of(section, headings, year)
    columns = columns_of(section, headings, year, is_in_place=is_in_place)
    rows: list[Row] = []
    for row in section.rows:
        row[:] = without_blank_end(row, section.width)
        found = cells_in(row)
        if 1 < len(row) < section.width and found and all(cell.is_nothing for cell in found[1:]):
            # 全体居民 | — |: a group.
            row = [found[0]]
        elif 1 < len(row) < section.width:
            row = with_all_columns(row, columns, headings, year)
            if len(cells_in(row)) < len(found):
                section.loose[len(rows)] = found
        elif len(row) > section.width and _opens_groups(row, len(row) - section.width, headings, year):
            # 经济发展 | 地区生产总值: the first row of a group whose name has no column of its own.
            groups = len(row) - section.width
            rows.extend([cell] for cell in row[:groups])
            row = row[groups:]
        rows.append(row)
    section.rows = rows
    _without_blank_columns(section)


def _width_of(section: Section, headings: HeadingReader, year: int | None) -> int:
    """How many columns a table has, as its header tells or its widest common rows."""
    widths = Counter(len(row) for row in section.rows if len(row) > 1)
    common = [width for width, count in widths.items() if count * _COMMON >= widths.total()]
    told = _told_width(section, common) or _tabbed_width(section, widths)
    told = told or _remarked_width(section, max(widths, default=0), headings, year)
    width = told or max(common, default=1)
    return max([width, *(len(row) for row in section.header if None in row)])


def _without_blank_columns(section: Section) -> None:
    """Takes out, in place, columns of which no cell of header or rows holds anything."""
    wide = section.wide_rows
    is_in_place = any(None in row for row in section.header)
    for index in reversed(range(section.width)) if is_in_place else ():
        column = [row[index] for row in (*wide, *section.header) if index < len(row)]
        if not any(column):
            for row in (*wide, *section.header):
                del row[index : index + 1]
            section.width -= 1


def _opens_groups(row: Row, groups: int, headings: HeadingReader, year: int | None) -> bool:
    """Whether a row that is too long by so many begins with names of groups, and the words of its own behind them."""
    opening = row[: groups + 1]
    if groups > _MOST_GROUPS or None in opening:
        return False
    return all(piece_of(cell, headings, year) is Piece.WORDS for cell in cells_in(opening))


def _told_width(section: Section, common: Sequence[int]) -> int | None:
    """The width of the only header row, where single blanks part the cells: 5 288.2 may be one figure or two."""
    rows = [row for row in section.header if len(row) > 1]
    if len(rows) != 1 or not all(cell is not None and cell.parting is Parting.SINGLE_BLANK for cell in rows[0]):
        return None
    has_corner = all(cell is not None and cell.is_year for cell in rows[0])
    width = len(rows[0]) + has_corner
    return width if width in common else None


def _tabbed_width(section: Section, widths: Mapping[int, int]) -> int | None:
    """The width of the only header row, where tabs part the cells and most rows, or all, lack the remark at the end."""
    rows = [row for row in section.header if len(row) > 1]
    if len(rows) != 1 or len(rows[0]) < max(widths, default=0):
        return None
    cells = cells_in(*rows, *section.rows)
    # A group may be a line of its own.
    is_tabbed = all(cell.parting in (Parting.BREAKS, Parting.BLANKS) and cell.left == 0 for cell in cells)
    return len(rows[0]) if is_tabbed else None


def _remarked_width(section: Section, most: int, headings: HeadingReader, year: int | None) -> int | None:
    """The width of the only header row, if its last cell is for remarks, which few rows have: 指标 | 目标 | 备注."""
    rows = [row for row in section.header if len(row) == most]
    return most if len(rows) == 1 and rows[0][-1] and _is_bare(rows[0][-1], headings, year) else None


def _over_rows(section: Section, headings: HeadingReader, year: int | None) -> None:
    """Cuts, in place, the only header row to the cells that stand over its rows, where those have fewer.

    They may lack the last, which are for remarks, and the first, which were merged with a cell above all of them.
    """
    headers = [row for row in section.header if len(row) > 1]
    most = max((len(without_blank_end(row)) for row in section.rows), default=0)
    if len(headers) != 1 or not 1 < most < len(headers[0]):
        return
    header, widest = headers[0], [row for row in section.rows if len(without_blank_end(row)) == most]
    starts = [
        start
        for start in range(len(header) - most + 1)
        if all(_is_bare(cell, headings, year) for cell in header[start + most :])
    ]
    fitting = [start for start in starts if _stands_over(header[start : start + most], widest, headings, year)]
    if len(fitting) == 1 or 0 in starts:
        start = fitting[0] if len(fitting) == 1 else 0
        header[:] = header[start : start + most]
        for row in section.rows:
            del row[most:]


def _is_bare(cell: Cell | None, headings: HeadingReader, year: int | None) -> bool:
    return cell is None or piece_of(cell, headings, year) is Piece.REMARK


def _stands_over(header: Row, rows: Sequence[Row], headings: HeadingReader, year: int | None) -> bool:
    """Whether names for words stand over the words of all rows, and no others do: 三级指标 | 年度指标值 | 分值."""
    for column, cell in enumerate(header):
        kinds = headings.read(cell.text, year).kinds if cell is not None else frozenset()
        are_figures = {held.holds_value for row in rows if (held := row[column]) is not None}
        if True in are_figures and kinds & _OF_WORDS:
            return False
        if False in are_figures and not kinds & BEFORE_FIGURES:
            return False
    return True
