"""Tables of which each cell became a line: finds the rows again in the stream of cells.

What belongs here: where a row begins and how many figures it has, by the alternation of labels, units and numbers. What
does not: tables whose lines are rows (`grids.py`), nor what headers say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.extraction.tables.flat_headers import start_of_header, start_of_total, without_words_for_kinds
from pipeline.extraction.tables.heading import Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import CHAPTER, Cell, Piece, Row, Section, piece_of
from pipeline.extraction.tables.stream_cells import prepared
from pipeline.reference.tables import HeaderKind

LEAST_YEARS = 3
"""Rows that bear a year each."""
MOST_REMARKS = 3
LABEL_AND_REMARK = 2
"""Cells of words between figures, where a remark stands behind each label."""
_MOST_GROUPS = 2
"""Names of groups between header and first row (一、综合); more are cells of a header that nobody understands."""


@dataclass(slots=True)
class _StreamRow:
    """One row as found: `groups` are cells above its label that belong to no row of their own."""

    groups: list[Cell] = field(default_factory=list)
    ordinal: Cell | None = None
    label: Cell | None = None
    remark: Cell | None = None
    """What stands behind the label, before the figures: who answers for it."""
    unit: Cell | None = None
    unit_at: int = 0
    """How many figures stand before the unit: 数值 | 单位 | 增长."""
    values: list[Cell] = field(default_factory=list)
    remarks: list[Cell] = field(default_factory=list)


def sections_of_cells(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> list[Section]:
    """The tables in a stream of cells."""
    sections = []
    cells = prepared(cells, headings, year)
    for first, last in _tables(cells, headings, year):
        section = _Stream(cells[first:last], headings, year).section()
        if section is not None:
            sections.append(section)
    return sections


def _tables(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> Iterator[tuple[int, int]]:
    """Where tables begin: at a header that comes after figures (指标, 序号)."""
    first, has_figures = 0, False
    for index, cell in enumerate(cells):
        has_figures = has_figures or (cell.is_figure and not cell.is_year)
        if has_figures and _opens_header(cells[index : index + 3], headings, year):
            yield first, index
            first, has_figures = index, False
    yield first, len(cells)


def _opens_header(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> bool:
    """指标 with more of a header behind it; 按产业分 with a row behind it is a group."""
    heading, *behind = (headings.read(cell.text, year) for cell in cells)
    is_row = len(cells) > 2 and cells[2].is_figure and not cells[1].is_figure and not (cells[2].is_year)
    is_header = (
        heading.is_known
        and not (heading.ids or heading.is_marked)
        and heading.kinds & {HeaderKind.LABEL, HeaderKind.ORDINAL}
    )
    if len(cells) > 1 and cells[1].is_figure and not cells[1].is_year:
        return False  # 各镇（街道） before the number of the next row: who answers for a goal
    return bool(is_header) and not (is_row and not _says_of_columns(behind[0]))


def _says_of_columns(heading: Heading) -> bool:
    """2022年, 总量, 亿元: words of a header rather than the label of a row."""
    return heading.is_known and not heading.ids and heading.place is None


def _years_of_rows(cells: Sequence[Cell], pieces: Sequence[Piece]) -> list[int]:
    """Bare years at equal distances, up to the end, with as many figures behind each: they are the labels of rows."""
    first = next((index for index, cell in enumerate(cells) if cell.is_year), len(cells))
    rest = cells[first:]
    if len(rest) < LEAST_YEARS * 2 or any(piece is not Piece.FIGURE for piece in pieces[first:]):
        return []
    widths = (width for width in range(2, len(rest) // LEAST_YEARS + 1) if len(rest) % width == 0)
    for width in widths:
        labels = rest[::width]
        if all(cell.is_year for cell in labels):
            years = [int(cell.text) for cell in labels]
            if years in (sorted(set(years)), sorted(set(years), reverse=True)):
                return list(range(first, len(cells), width))
    return []


class _Stream:
    """One pass over the cells of one table."""

    def __init__(self, cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> None:
        self._cells, self._headings, self._year = cells, headings, year
        self._pieces = [piece_of(cell, headings, year) for cell in cells]
        for index in _years_of_rows(cells, self._pieces) or self._years_of_header():
            self._pieces[index] = Piece.WORDS
        self._is_numbered = self._has_ordinals()
        self._has_remark = self._has_remark_behind_labels()
        self._ends_in_remark = self._has_remark_behind_figures()

    def section(self) -> Section | None:
        """The table, or None where the stream holds none."""
        start = self._start_of_rows()
        if start is None:
            return None
        rows = list(self._rows(start))
        lengths = Counter(len(row.values) for row in rows if row.values)
        if not lengths:
            return None
        values = max(lengths, key=lambda length: (lengths[length], length))
        has_unit = sum(row.unit is not None for row in rows) * 2 > len(rows)
        unit_at = Counter(row.unit_at for row in rows if row.unit is not None).most_common(1)[0][0] if has_unit else 0
        remarks = Counter(len(row.remarks) for row in rows if row.values).most_common(1)[0][0]
        width = self._is_numbered + 1 + self._has_remark + has_unit + values + remarks
        section = Section(is_flat=True, values=values, width=width)
        cells = self._header_cells(start, width, has_remarks=remarks > 0)
        groups = self._groups_behind(cells, rows, values, width)
        section.header = [[*cells[: len(cells) - groups]]] if len(cells) > groups else []
        section.rows = [[cell] for cell in cells[len(cells) - groups :]]
        for row in rows:
            section.rows.extend([[cell] for cell in row.groups])
            if row.label is None:
                continue
            if has_unit and row.unit is None and len(row.values) == values + 1 and row.values[0].is_nothing:
                # 工业增加值 | — | — | 6.1: a growth alone has no unit.
                row.unit = row.values.pop(0)
            figures = self._at_gaps(row, values)
            if 0 < len(row.values) < values and not any(figures):
                units = [row.unit] if row.unit is not None else []
                section.loose[len(section.rows)] = [row.label, *units, *row.values]
            ordinal = [row.ordinal] if self._is_numbered else []
            section.rows.append(
                [
                    *ordinal,
                    row.label,
                    *([row.remark] if self._has_remark else []),
                    *figures[:unit_at],
                    *([row.unit] if has_unit else []),
                    *figures[unit_at:],
                    *row.remarks[:remarks],
                    *[None] * (remarks - len(row.remarks)),
                ]
            )
            # 二、创新产出 behind the last remark of a row is the name of the next group.
            section.rows.extend([[cell] for cell in row.remarks[remarks:]])
        return section

    def _header_cells(self, start: int, width: int, *, has_remarks: bool) -> list[Cell]:
        """The cells before the rows, without words for kinds of rows and a 备注 that few rows have."""
        cells = without_words_for_kinds(self._without_repeats(self._cells[:start]), width, self._headings)
        is_remark = len(cells) > width and piece_of(cells[-1], self._headings, self._year) is Piece.REMARK
        if not has_remarks and is_remark and all(cell.text != cells[-1].text for cell in cells[:-1]):
            cells.pop()  # but 得分 below each goal stands over figures
        return cells

    def _groups_behind(self, cells: Sequence[Cell], rows: Sequence[_StreamRow], values: int, width: int) -> int:
        """How many of the cells before the rows name groups of them, and are not of the header."""
        has_places = any(self._is_place(cell) for row in rows for cell in row.groups)
        figures_of_rows = [[row.label, *row.values] for row in rows if len(row.values) == values]
        if start_of_total(cells, figures_of_rows, values + 1, self._headings, self._year) is not None:
            return 0
        return self._groups_below_header(width, cells, has_places=has_places)

    def _at_gaps(self, row: _StreamRow, values: int) -> Row:
        """The figures of a row, with blank cells where more line breaks stand than between others; else all blank."""
        lacking = values - len(row.values)
        if lacking <= 0:
            return list(row.values) if lacking == 0 else [None] * values
        usual = Counter(cell.breaks for cell in self._cells).most_common(1)[0][0]
        wide = [cell for cell in row.values if cell.breaks > usual]
        if len(wide) != lacking:
            return [None] * values
        return [place for cell in row.values for place in ((None, cell) if cell in wide else (cell,))]

    def _without_repeats(self, cells: Sequence[Cell]) -> list[Cell]:
        """The header of tables that stand side by side, which each has once: 地区 R&D经费 地区 R&D经费."""
        texts = [cell.text for cell in cells]
        for count in range(len(texts) // 2, 1, -1):
            is_again = texts[-count:] == texts[-2 * count : -count]
            if is_again and HeaderKind.LABEL in self._headings.read(texts[-count], self._year).kinds:
                return self._without_repeats(cells[:-count])
        return list(cells)

    def _is_place(self, cell: Cell) -> bool:
        return self._headings.read(cell.text, self._year).is_place

    def _groups_below_header(self, width: int, cells: Sequence[Cell], *, has_places: bool) -> int:
        """How many cells between header and first row name a group of rows (经济发展): those that are too many.

        A place is one of the header, unless others stand between the rows, and so is what stands there more than once.
        """
        start, times = len(cells), Counter(cell.text for cell in cells)
        spare = start - start_of_header(cells, self._headings, self._year, width) - width
        known = [
            times[cell.text] > 1 or (self._is_of_header(cell) and not (has_places and self._is_place(cell)))
            for cell in cells
        ]
        groups = 0
        while groups < spare and not known[start - 1 - groups]:
            groups += 1
        if groups == 0 and spare == 1 and self._is_below_years(cells, width):
            groups = 1
        return groups if groups <= _MOST_GROUPS else 0

    def _is_of_header(self, cell: Cell) -> bool:
        """Whether a cell is understood, and does not name a group by its form: （一）研发投入, 数量指标."""
        names_group = CHAPTER.match(cell.text) or self._headings.patterns.tables.kind_of_goals.fullmatch(cell.text)
        return self._headings.read(cell.text, self._year).is_known and not names_group

    def _is_below_years(self, cells: Sequence[Cell], width: int) -> bool:
        """指标 | 2021年 | 2022年 / 技术合同成交额（亿元）: the last cell names what the first rows are of."""
        last, *above = (self._headings.read(cell.text, self._year) for cell in reversed(cells[-width:]))
        names = last.is_known and self._headings.is_indicator(last.ids) and last.measure is None
        return names and len(above) > 1 and all(heading.is_bare_period for heading in above)

    def _years_of_header(self) -> Iterator[int]:
        """Bare years before the first other figure are words of the header."""
        for index, cell in enumerate(self._cells):
            if self._pieces[index] is Piece.FIGURE:
                if not cell.is_year:
                    return
                yield index

    def _has_ordinals(self) -> bool:
        """Whether the rows are numbered: 1, 2, 3 … right before words, from the first row on or almost all."""
        expected, labels, first = 1, 0, False
        header = self._header_kinds()
        is_headed = any(HeaderKind.ORDINAL in kinds for kinds in header)
        for index in range(1, len(self._cells)):
            if self._pieces[index] is Piece.WORDS and self._pieces[index - 1] is not Piece.WORDS:
                is_next = self._is_ordinal(index - 1, expected)
                expected += is_next
                labels += is_next or not (is_headed and self._is_before_ordinal(index, expected))
                first = first or (is_next and Piece.FIGURE not in self._pieces[: index - 1])
        if not first and len(header) > 1 and not is_headed:
            return False  # ranks behind the figures, of rows in their order
        least = labels if first else labels * 3 / 2
        return expected > 2 and (expected - 1) * 2 >= least

    def _is_before_ordinal(self, index: int, expected: int) -> bool:
        """Whether words end a row, before the number of the next or at the end: 市统计局 / 创新产出 / 3."""
        while index < len(self._cells) and self._pieces[index] in (Piece.WORDS, Piece.REMARK):
            index += 1
        return index == len(self._cells) or self._is_ordinal(index, expected)

    def _header_kinds(self) -> list[frozenset[HeaderKind]]:
        """What the words above the first figure say."""
        first = next((index for index, piece in enumerate(self._pieces) if piece is Piece.FIGURE), 0)
        return [self._headings.read(cell.text, self._year).kinds for cell in self._cells[:first]]

    def _has_remark_behind_labels(self) -> bool:
        """指标 | 责任单位 | 目标值: whether the words before the figures of a row are label and remark."""
        second = self._cells[1 + self._is_numbered : 2 + self._is_numbered]
        if [self._headings.read(cell.text, self._year).kinds for cell in second] != [{HeaderKind.REMARK}]:
            return False
        runs = [len(list(run)) for piece, run in groupby(self._pieces) if piece is Piece.WORDS][1:]
        return sum(length == LABEL_AND_REMARK for length in runs) * 2 > len(runs) > 0

    def _has_remark_behind_figures(self) -> bool:
        """指标 | 目标值 | 完成值 | 责任单位: whether the words between the figures of two rows are remark and label."""
        first = next((index for index, piece in enumerate(self._pieces) if piece is Piece.FIGURE), 0)
        if {HeaderKind.REMARK} not in self._header_kinds()[2:]:
            return False
        between = groupby(self._pieces[first:], key=lambda piece: piece in (Piece.WORDS, Piece.REMARK))
        runs = [len(list(run)) for are_words, run in between if are_words]
        is_alike = all(length >= LABEL_AND_REMARK for length in runs[:-1])  # the last has a remark or none
        return len(runs) > 1 and is_alike and runs.count(LABEL_AND_REMARK) * 2 >= len(runs) - 1

    def _is_ordinal(self, index: int, expected: int) -> bool:
        has_label = index + 1 < len(self._cells) and self._pieces[index + 1] is Piece.WORDS
        return has_label and self._cells[index].text.rstrip(".、．") == str(expected)

    def _start_of_rows(self) -> int | None:
        """The label of the first row: the words right before the first figure, or before its unit."""
        first = next((index for index, piece in enumerate(self._pieces) if piece is Piece.FIGURE), None)
        if first is None or (self._is_numbered and self._is_ordinal(first, 1)):
            return first
        label = first - 1
        if label >= 0 and self._pieces[label] is Piece.UNIT:
            label -= 1
        label -= self._has_remark
        if label < 0 or self._pieces[label] is not Piece.WORDS:
            return None
        return label - 1 if self._is_cut(label) else label

    def _is_cut(self, index: int) -> bool:
        """Whether a label is the second line of a longer one: 高新技术产业增加值占 / 生产总值比重, R&D经费 / 强度."""
        if index < 1 or self._pieces[index - 1] is not Piece.WORDS:
            return False
        parts = [self._headings.read(cell.text, self._year) for cell in self._cells[index - 1 : index + 1]]
        whole = self._headings.read("".join(part.text for part in parts), self._year)
        is_other = bool(parts[0].ids) and not parts[1].ids and parts[0].ids != whole.ids
        return bool(whole.ids) and whole.is_known and (is_other or not all(part.is_known for part in parts))

    def _rows(self, start: int) -> Iterator[_StreamRow]:
        """Rows found again in the stream: ordinal, label, unit, figures, remark."""
        index, expected = start, 1
        while index < len(self._cells):
            row = _StreamRow()
            if self._is_numbered and self._is_ordinal(index, expected):
                row.ordinal = self._cells[index]
                index, expected = index + 1, expected + 1
            elif self._is_numbered and expected > 1 and self._lacks_number(index, expected):
                index += 1
            before = index
            index = self._take_label(index, row)
            if index < len(self._cells) and self._pieces[index] is Piece.UNIT:
                row.unit = self._cells[index]
                index += 1
            index = self._take_values(index, row, expected)
            if row.unit is None and row.values and self._pieces[index : index + 1] == [Piece.UNIT]:
                row.unit, row.unit_at = self._cells[index], len(row.values)
                index = self._take_values(index + 1, row, expected)
            if row.values and self._pieces[index : index + 2] == [Piece.WORDS, Piece.REMARK]:
                # A target in words (保持在合理区间) before the remark of its row.
                row.values.append(self._cells[index])
                index += 1
            behind = self._end_of_remarks(index, row, expected)
            row.remarks = list(self._cells[index:behind])
            yield row
            index = max(behind, before + 1)

    def _take_values(self, index: int, row: _StreamRow, expected: int) -> int:
        """Takes figures up to the number of the next row."""
        while index < len(self._cells) and self._pieces[index] is Piece.FIGURE:
            if self._is_numbered and (self._is_ordinal(index, expected) or self._lacks_number(index, expected)):
                break
            row.values.append(self._cells[index])
            index += 1
        return index

    def _lacks_number(self, index: int, expected: int) -> bool:
        """— before 全省: the last of numbered rows bears no number."""
        behind = self._pieces[index + 1 : index + 3]
        is_row = behind in ([Piece.WORDS, Piece.FIGURE], [Piece.WORDS, Piece.UNIT])
        return self._cells[index].is_nothing and is_row and not self._is_ordinal(index + 2, expected)

    def _end_of_remarks(self, index: int, row: _StreamRow, expected: int) -> int:
        """Where the words end that stand behind the figures of a row: a remark, or all before the next number."""
        if index < len(self._cells) and self._pieces[index] is Piece.REMARK and not self._is_numbered:
            return index + 1
        if self._ends_in_remark and row.values and not self._is_numbered:
            return index + (self._pieces[index : index + 1] == [Piece.WORDS])
        end = index
        while end < len(self._cells) and self._pieces[end] in (Piece.REMARK, Piece.WORDS):
            end += 1
        is_last = end == len(self._cells) or self._is_ordinal(end, expected)
        if self._is_numbered and row.values and is_last and end - index <= MOST_REMARKS:
            return end
        return index + (index < len(self._cells) and self._pieces[index] is Piece.REMARK)

    def _take_label(self, index: int, row: _StreamRow) -> int:
        """Takes the words of a label, the last of several, joined where a line break cut it."""
        words = index
        while index < len(self._cells) and self._pieces[index] is Piece.WORDS:
            index += 1
        if index == words:
            return index
        if self._has_remark and index - words > 1:
            row.label, row.remark = self._cells[index - 2 : index]
            row.groups = list(self._cells[words : index - 2])
            return index
        last = self._cells[index - 1]
        row.label, row.groups = last, list(self._cells[words : index - 1])
        if index - words > 1 and self._is_cut(index - 1):
            cut = row.groups.pop()
            row.label = Cell(cut.start, last.end, cut.text + last.text)
        return index
