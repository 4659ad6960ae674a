"""Reads the statistical tables of a report: the cells of each row as figures.

What belongs here: the order in which a table is read, and what rows hand on to the rows below. What does not: where
tables are (`runs.py`), the grid (`grids.py`, `streams.py`), titles (`titles.py`), columns (`roles.py`, `columns.py`),
single cells (`cells.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from pipeline.extraction.binding import Binding
from pipeline.extraction.compaction import Compact
from pipeline.extraction.exclusions import NotQuantity
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.place import own_place
from pipeline.extraction.tables.cells import CellBinder, verb_of
from pipeline.extraction.tables.columns import Column, Role, TableContext
from pipeline.extraction.tables.grids import sections_of_rows
from pipeline.extraction.tables.heading import GROWTHS, TOLD_OF_OTHERS, Heading
from pipeline.extraction.tables.headings import HeadingReader, HeadingRules
from pipeline.extraction.tables.labels import Above, LabelReader
from pipeline.extraction.tables.layouts import Cell, Row, Section, cells_in
from pipeline.extraction.tables.loose_rows import placed_by_columns
from pipeline.extraction.tables.measures import Spot
from pipeline.extraction.tables.numbers import part_numbers
from pipeline.extraction.tables.prose import ProseCell, is_task_with_outcome, told_in_words
from pipeline.extraction.tables.roles import read_columns
from pipeline.extraction.tables.runs import Run, find_runs
from pipeline.extraction.tables.sides import parts_side_by_side
from pipeline.extraction.tables.streams import sections_of_cells
from pipeline.extraction.tables.sums import columns_by_sums
from pipeline.extraction.tables.titles import TitleReader
from pipeline.extraction.written_periods import is_span_of_years, last_year
from pipeline.reference.tables import HeaderKind
from pipeline.segmentation import Part, SegmentedReport
from pipeline.segmentation.parts import part_words
from pipeline.vocabulary import SegmentKind, Status

_NEAR = 3
"""Segments that may part a table from its continuation on the next page."""
_WORDS = (Role.ORDINAL, Role.GROUP, Role.LABEL, Role.UNIT)


@dataclass(slots=True)
class RowFigures:
    """What the cells of one row came to, by the start of their numbers; numbers not in `reasons` may be quantities."""

    bindings: dict[int, list[Binding]] = field(default_factory=dict)
    reasons: dict[int, NotQuantity | None] = field(default_factory=dict)
    prose: list[ProseCell] = field(default_factory=list)
    """Cells that tell in words, which are to be read as sentences."""


def read_tables(
    report: SegmentedReport, compact: Compact, tokens: list[NumberToken], rules: HeadingRules
) -> dict[int, RowFigures]:
    """The figures of all tables of a report, by the index of the segment that holds them.

    Segments that are rows by their form but make no table are left out. Tokens in cells get unit, value and sign, and
    those that run over the end of a cell are parted, in place.
    """
    if not any(segment.kind is SegmentKind.TABLE_ROW for segment in report.segments):
        return {}
    return _TableReader(report, compact, tokens, rules).read()


class _TableReader:
    """Reads the tables of one report."""

    def __init__(
        self, report: SegmentedReport, compact: Compact, tokens: list[NumberToken], rules: HeadingRules
    ) -> None:
        self._report, self._compact, self._tokens = report, compact, tokens
        self._starts: list[int] = []
        self._segment_starts = [start for start, _ in compact.bounds]
        reference, grammar = rules.reference, rules.grammar
        self._headings = HeadingReader(rules, report.profile.region)
        self._titles = TitleReader(report, compact, self._headings, part_words(reference))
        own = own_place(report.profile)
        self._binder = CellBinder(compact.text, reference, grammar, own)
        self._labels = LabelReader(self._headings, reference, own, self._part_of)
        self._figures: dict[int, RowFigures] = {}
        self._last: tuple[int, list[Column], TableContext] | None = None

    def read(self) -> dict[int, RowFigures]:
        """All tables, in order."""
        runs = list(find_runs(self._report, self._compact, self._headings.patterns))
        part_numbers(self._tokens, (line for run in runs for line in _lines_with_widths(run)))
        self._starts = [token.start for token in self._tokens]
        for run in runs:
            self._read_run(run)
        return self._figures

    def _read_run(self, run: Run) -> None:
        """Reads the tables of a run, each by what stands above it."""
        rows, first = run.rows, run.rows[0][0]
        context = self._titles.with_note(self._titles.context(first), rows[-1][0])
        if run.are_cells:
            sections = sections_of_cells(cells_in(*(row for _, row in rows)), self._headings, context.year)
        else:
            sections = sections_of_rows([row for _, row in rows], self._headings, context.year)
        for section in sections:
            titled = self._titles.with_captions(section, context)
            for part in parts_side_by_side(section, self._headings, titled.year):
                self._read_section(part, first, rows[-1][0], titled)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _read_section(self, section: Section, first: int, last: int, context: TableContext) -> None:
        """Reads the columns of a section, then its rows."""
        self._note_words(self._titles.number_of(context))
        columns = read_columns(section, self._headings, context)
        if columns is None or not any(column.heading is not None for column in columns):
            words = self._titles.words_above(first, last)
            columns = columns_by_sums(section, words, self._headings, context) or columns
        if columns is None:
            return
        columns, context = self._continued(section, columns, first, context)
        context = self._as_plan(section, columns, first, context)
        if not any(column.heading is not None for column in columns) and not self._has_names(section, columns, context):
            return
        for index, cells in section.loose.items():
            section.rows[index] = placed_by_columns(cells, columns, self._headings) or section.rows[index]
        self._last = (last, columns, context)
        above = Above()
        self._note_words([cell for row in section.header for cell in row])
        for row in self._with_whole_labels(section, columns, context.year):
            if len(row) == 1:
                self._note_words(row)
                if row[0] is not None:
                    self._labels.note_group(row[0], above, context)
            elif len(row) == section.width:
                self._read_row(row, columns, context, above)

    def _with_whole_labels(self, section: Section, columns: Sequence[Column], year: int | None) -> Iterator[Row]:
        """The rows of a section; a label of two lines (研究与试验发展经费投 / 入强度) becomes one."""
        place = next(index for index, column in enumerate(columns) if column.role is Role.LABEL)
        rows = section.rows
        index = 0
        while index < len(rows):
            row, following = rows[index], rows[index + 1] if index + 1 < len(rows) else []
            if len(row) == 1 < len(following) == section.width:
                parts, full = (row[0], following[place]), following
            elif len(following) == 1 < len(row) == section.width:
                parts, full = (row[place], following[0]), row
            else:
                parts, full = (None, None), row
            whole = self._labels.joined_label(*parts, year)
            if whole is not None:
                full[place] = whole
                index += 1
            yield row if whole is None else full
            index += 1

    def _continued(
        self, section: Section, columns: list[Column], first: int, context: TableContext
    ) -> tuple[list[Column], TableContext]:
        """Rows right below a table of the same columns go on with it: the next page, without a header or with it."""
        if self._last is None or not 0 <= first - self._last[0] <= _NEAR:
            return columns, context
        before, told = self._last[1:]
        if not any(column.heading is not None for column in columns):
            is_same = [column.role for column in before] == [column.role for column in columns]
            return (before, told) if is_same else (columns, context)
        title = context.title.text if context.title is not None else ""
        goes_on = context.place is None and self._headings.patterns.tables.next_page.match(title) is not None
        if _header_words(before) != _header_words(columns) or not (goes_on or (told.units and not context.units)):
            return columns, context
        # 续表2 below 表2 …（单位：万元）: what stands above the first page holds for all.
        context = told if goes_on or not title else replace(context, units=told.units)
        return read_columns(section, self._headings, context) or columns, context

    def _as_plan(self, section: Section, columns: Sequence[Column], first: int, context: TableContext) -> TableContext:
        """Which years are promised: a column 预期性/约束性 tells that some are, or the title, or the part."""
        part = self._report.segments[first].part
        remarks = [index for index, column in enumerate(columns) if column.role is Role.REMARK]
        years = sorted({last_year(column.period) for column in columns if column.has_own_period and column.period})
        is_marked = any(
            (cell := row[index]) is not None and self._headings.patterns.tables.plan_remark.search(cell.text)
            for row in section.wide_rows
            for index in remarks
        )
        is_span = is_span_of_years(context.period)
        is_of_plan = is_span and part.status is Status.TARGET and part.period == context.period
        of_results = self._headings.patterns.tables.of_results
        is_review = context.title is not None and of_results.search(context.title.text) is not None
        if not (is_marked or is_of_plan or context.status is Status.TARGET) or not years or is_review:
            return context
        # 2020年 | 2022年 | 2025年 of a plan for 2021 to 2025: its own years are promised, those before it happened.
        start = int(context.period[:4]) if context.period and is_span else years[-1]
        promised = [year for year in years if year >= start]
        goals = [last_year(column.period) for column in columns if column.status is Status.TARGET and column.period]
        if goals:
            # 2025年目标 | 2021年 | 2022年: where goals are called so, other years happened.
            promised = [min(goals)]
        if len(years) == len(promised) == 2 or not promised:
            promised = years[-1:]
        return replace(context, status=Status.TARGET, year=promised[0])

    def _has_names(self, section: Section, columns: Sequence[Column], context: TableContext) -> bool:
        """Whether the labels of a table without a header name indicators or regions."""
        label = next(index for index, column in enumerate(columns) if column.role is Role.LABEL)
        found = [self._headings.read(cell.text, context.year) for cell in section.columns()[label]]
        return any(heading.is_known and (heading.ids or heading.place) for heading in found)

    def _read_row(self, row: Row, columns: Sequence[Column], context: TableContext, above: Above) -> None:
        """Reads the figures of a row by its label, its unit and its columns."""
        label: Cell | None = None
        unit: Cell | None = None
        for column, cell in zip(columns, row, strict=True):
            if cell is None:
                continue
            if column.role is Role.GROUP:
                self._labels.note_group(cell, above, context, is_beside=True)
            elif column.role is Role.LABEL:
                label = cell
            elif column.role is Role.UNIT:
                unit = cell
        roles = _WORDS if not is_task_with_outcome(columns) else (Role.ORDINAL, Role.GROUP, Role.UNIT)
        self._note_words([cell for cell, column in zip(row, columns, strict=True) if column.role in roles])
        label = label or _label_for_number(row, columns)
        if label is None:
            return
        told = self._labels.row_told(label, unit, context, above)
        kinds = self._headings.patterns.tables.kinds_of_rows
        told = replace(
            told,
            is_foreign=told.is_foreign or _is_total_of_others(told.heading, columns, context, kinds),
            has_growth_alone=_has_growth_alone(row, columns),
        )
        for column, cell in zip(columns, row, strict=True):
            if cell is not None and (prose := told_in_words(cell, told, column, columns, context)) is not None:
                self._figures_at(cell).prose.append(prose)
        values = [(column, cell) for column, cell in zip(columns, row, strict=True) if column.role is Role.VALUE]
        is_untold = len(values) > 1 and values[0][0].heading is None
        for index, (column, cell) in enumerate(values):
            if cell is None:
                continue
            if column.heading is None and self._tells_itself(cell, is_first=index == 0):
                at = Spot(told, column, context)
            elif column.heading is None and index > 0:
                # Without a header nothing tells what a second figure is, nor in which unit.
                at = Spot(replace(told, is_foreign=True, units=()), column, replace(context, units=()))
            else:
                row_told, named = self._labels.at_level(told, column, context.year)
                at = Spot(replace(row_told, is_foreign=True) if is_untold else row_told, named, context)
            self._read_cell(cell, at)

    def _tells_itself(self, cell: Cell, *, is_first: bool) -> bool:
        """Whether a figure below no header says what it is: 1936家, the first, and 同比增长22.5% behind it."""
        if not cell.is_figure or cell.text[-1].isdigit():
            return False
        return is_first or verb_of(cell, self._headings.grammar) is not None

    def _read_cell(self, cell: Cell, at: Spot) -> None:
        """Binds the figure of a cell, and says of the other numbers in it that they are no quantities."""
        tokens = self._tokens_of(cell)
        figure = self._binder.bind(cell, tokens, at)
        if figure is None:
            return
        self._starts[bisect_left(self._starts, cell.start)] = figure.token.start
        figures = self._figures_at(cell)
        figures.reasons[figure.token.start] = figure.reason
        if figure.bindings:
            figures.bindings[figure.token.start] = figure.bindings
        for token in tokens[1:]:
            if token.form == "range_end":
                figures.reasons[token.start] = NotQuantity.RANGE_END

    # -- numbers ------------------------------------------------------------------------------------------------------

    def _tokens_of(self, cell: Cell) -> Sequence[NumberToken]:
        first = bisect_left(self._starts, cell.start)
        return self._tokens[first : bisect_left(self._starts, cell.end, first)]

    def _note_words(self, row: Sequence[Cell | None]) -> None:
        """Numbers in headers, labels and remarks are no quantities."""
        for cell in row:
            if cell is None:
                continue
            for token in self._tokens_of(cell):
                reason = NotQuantity.ORDINAL if cell.is_figure and not cell.is_year else NotQuantity.NAME
                self._figures_at(cell).reasons[token.start] = reason

    def _segment_at(self, cell: Cell) -> int:
        return max(bisect_left(self._segment_starts, cell.start + 1) - 1, 0)

    def _part_of(self, cell: Cell) -> Part:
        return self._report.segments[self._segment_at(cell)].part

    def _figures_at(self, cell: Cell) -> RowFigures:
        return self._figures.setdefault(self._segment_at(cell), RowFigures())


def _lines_with_widths(run: Run) -> Iterator[tuple[list[Cell], bool]]:
    """The cells of each line of a run, and whether a header of it has as many, or one less above a blank corner."""
    lines = [cells_in(*(row for _, row in line)) for _, line in groupby(run.rows, key=itemgetter(0))]
    headers = [len(cells) for cells in lines if len(cells) > 1 and not any(cell.is_figure for cell in cells)]
    widths = {*headers, *(width + 1 for width in headers[1:])}
    for cells in lines:
        yield cells, not run.are_cells and len(cells) in widths


def _header_words(columns: Sequence[Column]) -> list[list[str]]:
    return [[cell.text for cell in column.cells] for column in columns]


def _label_for_number(row: Row, columns: Sequence[Column]) -> Cell | None:
    """全市合计 in the column that numbers the rows: its cell was merged with the one for labels."""
    cells = [cell for cell, column in zip(row, columns, strict=True) if column.role is Role.ORDINAL]
    return next((cell for cell in cells if cell is not None and not cell.is_figure), None)


def _is_total_of_others(
    heading: Heading, columns: Sequence[Column], context: TableContext, kinds: re.Pattern[str]
) -> bool:
    """合计 below 承担单位: the sum of what firms, projects or zones have.

    That of all 合同类别 is the region's own, and that of all 执行部门 below a title that says 按执行部门分.
    """
    names = next(column.heading for column in columns if column.role is Role.LABEL)
    if HeaderKind.TOTAL not in heading.kinds or heading.place is not None or names is None:
        return False
    is_of_zones = names.place is not None and names.place.code is None
    is_grouping = context.title is not None and f"按{names.text}" in context.title.text
    return is_of_zones or (names.is_foreign and not is_grouping and not kinds.match(names.text))


def _has_growth_alone(row: Row, columns: Sequence[Column]) -> bool:
    """规模以上工业增加值 | — | 3.2 | 15: whether no amount stands beside the growth."""
    held = [column for column, cell in zip(columns, row, strict=True) if cell is not None and cell.is_figure]
    is_growth = any(column.measure in GROWTHS for column in held)
    amounts = (column for column in held if column.role is Role.VALUE and column.measure not in TOLD_OF_OTHERS)
    return is_growth and all(column.is_in_points for column in amounts)
