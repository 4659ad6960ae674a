"""What the lines above a table say of all its figures: 表1 2021年全县主要经济指标（单位：亿元）.

What belongs here: period, unit, status, indicator and place of titles and captions. What does not: headers of columns
(`columns.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extraction.compaction import CELL_BREAK, Compact
from pipeline.extraction.place import Place
from pipeline.extraction.tables.columns import TableContext, own_period, up_to_quarter
from pipeline.extraction.tables.flat_headers import start_of_header
from pipeline.extraction.tables.heading import Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import CHAPTER, SENTENCE_END, Cell, Section, cells_in
from pipeline.extraction.written_periods import last_year, whole_year
from pipeline.reference.lexicon import NameKind
from pipeline.segmentation import Segment, SegmentedReport
from pipeline.segmentation.cells import is_english, is_number, start_of_title
from pipeline.segmentation.parts import status_of_heading
from pipeline.vocabulary import Origin, SegmentKind, Status

LONGEST_TITLE = 70
TITLE_LINES = 4
"""Lines above a table among which its title and caption are looked for."""
HEADER_LINES = 12
"""Lines above a table that may hold what is left of its header."""
NOTE_LINES = 4
"""Lines below a table among which its notes are looked for."""

_FIGURE = re.compile(r"\d[\d,.]*(?![\d年月])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TRANSLATED = re.compile(r"(?<=[\u4e00-\u9fff)）])\s*[A-Za-z][A-Za-z&,.'()/ -]{16,}$")
"""主要经济指标 Main Economic Indicators: the title in English behind it."""


def _says_less(heading: Heading | None, above: Heading | None) -> bool:
    """Whether a heading has neither a period nor a name, and the one above has a period."""
    is_bare = heading is not None and not (heading.has_period or heading.ids)
    return is_bare and above is not None and above.has_period


class TitleReader:
    """Reads what stands above the tables of one report."""

    def __init__(
        self, report: SegmentedReport, compact: Compact, headings: HeadingReader, words: re.Pattern[str]
    ) -> None:
        self._report, self._compact, self._headings, self._words = report, compact, headings, words
        self._patterns = headings.patterns
        self._words_above: dict[int, list[str]] = {}

    def context(self, first: int) -> TableContext:
        """What the lines above a table say: its title, its unit."""
        part = self._report.segments[first].part
        context = TableContext(part.year, part.period or (str(part.year) if part.year else None))
        if context.period == str(context.year):
            context = replace(context, period=self._period_of_report(context))
        dated: TableContext | None = None
        lines = self._lines_above(first)
        for text, start in lines:
            if context.place is None and context.title is None:
                context = replace(context, place=self._place_of_heading(text, start, context.year))
            context = self._with_line(context, text, start)
            title = context.title
            if title is not None and dated is None and not title.is_bare_period:
                return self._with_months_above(context, lines)
            if title is not None and dated is not None and title.ids:
                return replace(context, year=dated.year, period=dated.period)
            if title is not None:
                # （2005年） below a title says no more than the period.
                dated, context = dated or context, replace(context, title=None)
        return replace(dated, units=dated.units or context.units) if dated is not None else context

    def _with_months_above(self, context: TableContext, lines: Iterator[tuple[str, int]]) -> TableContext:
        """统计月报 / 2022年11月 / 主要经济指标: the months above a title, where neither it nor the report names any."""
        own = self._headings.read(self._report.profile.title or "", context.year, is_title=True)
        text, start = next(lines, ("", 0))
        if own.has_period or (context.title is not None and context.title.has_period) or not text:
            return context
        dated = self._with_line(replace(context, title=None), text, start)
        is_month = dated.title is not None and dated.title.is_bare_period and "-" in (dated.period or "")
        is_same = is_month and dated.year == context.year
        return replace(context, period=dated.period) if is_same else context

    def _place_of_heading(self, text: str, start: int, year: int | None) -> Place | None:
        """一、张店区, 二、高新区: the place that a line names which says nothing else."""
        named = self._headings.read(text, year)
        if not named.names_place or named.place is None:
            return None
        place = named.place
        return Place(place.code, place.name, start + place.start, start + place.end, Origin.HEADING)

    def _lines_above(self, first: int) -> Iterator[tuple[str, int]]:
        """The lines that may say something of a whole table, from the lowest, with the places where they begin."""
        for index in range(first - 1, max(first - 1 - TITLE_LINES, -1), -1):
            segment = self._report.segments[index]
            start, end = self._compact.bounds[index]
            if segment.kind is not SegmentKind.TABLE_ROW and not _HAN.search(self._compact.text, start, end):
                continue
            if segment.kind is SegmentKind.TABLE_ROW:
                return
            for first_of_line, last in self._lines_apart(segment, start, end):
                text = self._compact.text[first_of_line:last].replace(CELL_BREAK, " ").strip("| ")
                text = _TRANSLATED.sub("", text)
                if len(text) > LONGEST_TITLE or SENTENCE_END.search(text):
                    return
                yield text, first_of_line

    def _lines_apart(self, segment: Segment, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Where the lines of a title stand between which it is said in English, from the lowest; else all of them."""
        lines = self._report.text[segment.start : segment.end].split("\n")
        if len(lines) == 1 or not any(is_english(line.strip()) for line in lines):
            return [(start, end)]
        found, position = [], segment.start
        for line in lines:
            ends = (self._compact.position(at, (start, end)) for at in (position, position + len(line)))
            found.append(tuple(ends))
            position += len(line) + 1
        return [(a, b) for a, b in reversed(found) if _HAN.search(self._compact.text, a, b)]

    def words_above(self, first: int, last: int) -> list[str]:
        """The words above the first figures of a table, from the last sentence on: what is left of its header."""
        segments, text = self._report.segments, self._report.text
        if first in self._words_above:
            return self._words_above[first]
        words: list[str] = []
        self._words_above[first] = words
        for segment in segments[max(first - HEADER_LINES, 0) : last + 1]:
            line = text[segment.start : segment.end]
            if segment.start >= segments[first].start and len(_FIGURE.findall(line)) > 1:
                break
            if SENTENCE_END.search(line):
                words.clear()
                continue
            caption = self._patterns.tables.caption.search(line)
            words.extend([*line.replace("|", " ").split(), *([caption.group(1)] if caption else [])])
        return words

    def _period_of_report(self, context: TableContext) -> str | None:
        """统计月报（2022年6月）: the months that the title of a report names, for its tables that name none."""
        titled = self._with_line(context, self._report.profile.title or "", 0)
        return titled.period if titled.year == context.year else context.period

    def number_of(self, context: TableContext) -> list[Cell]:
        """The number of a table before its title (1-3 国民经济主要指标), as a cell of words."""
        if context.title is None:
            return []
        start = context.title_start
        number = context.title.text[: start_of_title(context.title.text, self._patterns)]
        is_figure = is_number(number, self._patterns)
        return [Cell(start, start + len(number), number, is_figure=is_figure)] if number else []

    def with_note(self, context: TableContext, last: int) -> TableContext:
        """What the lines below a table say of some figures: 注：带*的为2019年数据; R&D经费为2022年数据."""
        starred: dict[str, str] = {}
        noted: dict[str, str] = {}
        for start, end in self._compact.bounds[last + 1 : last + 1 + NOTE_LINES]:
            for note in self._patterns.tables.starred.finditer(self._compact.text, start, end):
                period = own_period(self._headings.read(note["period"], context.year), context)
                if period is not None:
                    starred[note["mark"].replace("＊", "*")] = period
            for note in self._patterns.tables.noted.finditer(self._compact.text, start, end):
                period = own_period(self._headings.read(note["period"], context.year), context)
                if period is not None:
                    noted.update(dict.fromkeys(self._headings.indicators_noted(note["what"]), period))
        return replace(context, starred=starred, noted=noted) if starred or noted else context

    def with_captions(self, section: Section, context: TableContext) -> TableContext:
        """What single cells above the header say, as lines above the table do."""
        is_on_top = True
        for row in section.header:
            found = cells_in(row)
            is_list = section.is_flat or len(found) > section.width
            # 地区生产总值（亿元） | | | : a title in a cell over all columns.
            is_on_top = is_on_top and len(found) == 1 and row[0] is not None
            least = section.values or section.width - 1
            above = start_of_header(found, self._headings, context.year, least) if is_list else len(found)
            for cell in found[:above] if is_list or len(found) == 1 else ():
                if self._patterns.tables.next_page.match(cell.text):
                    continue  # 续表 between two pages of one table
                named = self._headings.read(cell.text, context.year)
                if named.names_place and not is_list:
                    # 二、涪城区 between two tables: what the title above the first one names is over.
                    place = self._place_of_heading(cell.text, cell.start, context.year)
                    context = replace(context, title=named, title_start=cell.start, place=place)
                    continue
                if (
                    CHAPTER.match(cell.text)
                    or self._patterns.tables.caption.match(cell.text)
                    or is_list
                    or is_on_top
                    or not self._headings.read(cell.text, None).is_known
                ):
                    nearer = self._with_line(replace(context, title=None), cell.text, cell.start)
                    is_date = nearer.title is not None and nearer.title.is_bare_period and context.title is not None
                    is_title = nearer.title is not None and not (is_on_top and is_date)
                    if is_list and _says_less(nearer.title, context.title):
                        continue  # 绩效指标 below 绩效目标表（2021年度）
                    context = nearer if is_title else replace(nearer, title=context.title)
        return context

    def _with_line(self, context: TableContext, text: str, start: int) -> TableContext:
        """The context with what one line above the table says: its caption, or the title with its period."""
        text = self._patterns.tables.form_entry.sub("", text).strip()
        caption = self._patterns.tables.caption.search(text)
        units = self._headings.units.read_list(caption.group(1)) if caption else ()
        if units:
            context = replace(context, units=units)
            text = text[: caption.start()].rstrip("（(") if caption else text
        if not _HAN.search(text) or context.title is not None or self._patterns.tables.among_kinds.fullmatch(text):
            return context
        if self._patterns.years.yearbook.search(text):
            return context  # what year its tables are of, the part knows
        title = self._headings.read(text, context.year, is_title=True)
        if not (title.has_period or title.ids or self._patterns.tables.word_of_title.search(text)):
            return context
        year, period = context.year, context.period
        if title.month is not None:
            year = title.month[0] or year
            period = f"{year}-01/{year}-{title.month[1]:02d}" if year else period
        elif title.mention is not None:
            period = up_to_quarter(title.mention).resolve(year) or period
            year = last_year(period) if period else year
        period = whole_year(period) if period else None
        bare = text
        for begin, end, name in reversed(self._headings.find_names(text)):
            bare = bare if name.kind is NameKind.ZONE else bare[:begin] + bare[end:]
        bodies = self._patterns.tables.of_bodies.search(bare) if not (title.ids and title.is_known) else None
        is_of_business = self._patterns.tables.of_their_business.search(text) is not None
        is_of_districts = self._patterns.tables.of_districts.search(text) is not None
        is_target = status_of_heading(text, self._words) is Status.TARGET
        is_of_results = self._patterns.tables.of_results.search(text) is not None
        return replace(
            context,
            year=year,
            period=period,
            title=title,
            title_start=start,
            units=title.units or context.units,
            status=Status.TARGET if is_target and not is_of_results else None,
            is_of_bodies=bodies is not None or is_of_districts or is_of_business,
            is_of_zones=is_of_districts or (bodies is not None and bodies["zone"] is not None),
        )
