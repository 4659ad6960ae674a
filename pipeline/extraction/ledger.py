"""The ledger of a report: every number with its verdict, and the observations among them.

What belongs here: running the lexers once over a report and asking the rules about each of its numbers. What does not:
the rules, nor the entry that their answers make (`entries.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.cleaning import MASK
from pipeline.extraction.binding import Binding
from pipeline.extraction.bindings import Binder
from pipeline.extraction.compaction import compact_segments
from pipeline.extraction.entries import LedgerEntry, entry_of_fact, entry_of_no_quantity, entry_of_unmapped
from pipeline.extraction.exclusions import Exclusions, NotQuantity, reason_against
from pipeline.extraction.grammar import Grammar, build_grammar
from pipeline.extraction.headed_places import headed_places
from pipeline.extraction.headlines import with_headlines_told
from pipeline.extraction.levels import with_listed_levels
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.numbers import NumberLexer
from pipeline.extraction.periods import PeriodLexer, PeriodMention
from pipeline.extraction.places import Places
from pipeline.extraction.scopes import is_of_municipality
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.extraction.silent_clauses import is_past_year
from pipeline.extraction.stretches import covers, cut, windows, within
from pipeline.extraction.tables import RowFigures, read_tables
from pipeline.extraction.tables.headings import HeadingRules
from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.reference.lexicon import NameKind
from pipeline.reference.patterns import Patterns
from pipeline.segmentation import Part, Segment, SegmentedReport
from pipeline.segmentation.openings import LOOK_FOR_YEAR
from pipeline.segmentation.parts import dated, years_of_named
from pipeline.segmentation.told_years import with_year_of_telling
from pipeline.segmentation.wraps import with_dates_closed
from pipeline.vocabulary import Bound, Confidence, Origin, SegmentKind, Unit

HEAD = 300
"""Characters at the head of a text in which its title stands, also one that is no report's."""
PROVINCIAL = "省"
"""How the level of a municipality (市级) is read, which is that of a province."""
_UP_TO = "到"
"""Right before a year in which something is to be reached."""
_READ_AS_SENTENCES = frozenset({SegmentKind.TITLE, SegmentKind.HEADING, SegmentKind.SENTENCE, SegmentKind.TABLE_ROW})


class _Rules(NamedTuple):
    """What is compiled once for a set of reference data."""

    reference: Reference
    grammar: Grammar
    numbers: NumberLexer
    periods: PeriodLexer
    headings: HeadingRules


class Extractor:
    """The compiled rules of one set of reference data. Making one costs some 100 ms; it holds no state of a report."""

    def __init__(self, reference: Reference) -> None:
        grammar, periods = build_grammar(reference.cues, reference.patterns), PeriodLexer(reference.patterns)
        headings = HeadingRules(reference, grammar, periods)
        self._rules = _Rules(reference, grammar, NumberLexer(reference), periods, headings)

    def extract(self, report: SegmentedReport) -> list[LedgerEntry]:
        """Every number of a report, in order, each with one verdict."""
        return with_headlines_told(list(_ReportReading(report, self._rules).entries()), report)


class _ReportReading:
    """One report with all that the lexers found in it, by segment."""

    def __init__(self, report: SegmentedReport, rules: _Rules) -> None:
        reference, grammar = rules.reference, rules.grammar
        self._report, self._patterns, self._grammar = report, reference.patterns, grammar
        self._opening = with_dates_closed(report.opening(LOOK_FOR_YEAR).replace(MASK, ""))
        self._is_own_budget = reference.patterns.reports.department_budget.search(report.text, 0, HEAD) is not None
        self._sets_rules = reference.patterns.reports.sets_rules.search(report.profile.title or "") is not None
        self._parts: dict[int, Part] = {}
        printed = compact_segments(report.text, report.segments)
        if is_of_municipality(report.profile.region, reference.regions):
            printed = printed.read_as(reference.patterns.reports.level_of_municipality, PROVINCIAL)
        read = printed.read_as(reference.patterns.subjects.comma_behind_marker, "其中：")
        read = read.read_as(reference.patterns.subjects.growth_joined_with_rank, r"\g<growth>与")
        read = read.read_as(reference.patterns.subjects.joint_of_predicates, "，")
        self._compact = compact = read.without(reference.patterns.numbers.aside)
        tokens, ends = rules.numbers.find(compact.text), [end for _, end in compact.bounds]
        self._tables = read_tables(report, printed, tokens, rules.headings)  # parts numbers that were read as one
        self._tokens = cut(tokens, ends)
        self._mentions = cut(_mentions(reference, compact.text), ends)
        self._periods = cut(rules.periods.find(compact.text), ends)
        self._reviewed = list(_years_reviewed(report, reference.patterns))
        self._exclusions = Exclusions(compact.text, reference.patterns)
        places = Places(report.profile, report.text, reference, grammar)
        self._headed = headed_places(report, compact, self._mentions, places, reference.patterns)
        self._binder = Binder(reference.catalogue, reference.lexicon, grammar, places)

    def entries(self) -> Iterator[LedgerEntry]:
        """The numbers of all segments, in order."""
        for index, tokens in enumerate(self._tokens):
            if tokens:
                yield from self._entries_of(index, tokens)
            else:
                self._note_silent(index)

    def _entries_of(self, index: int, tokens: Sequence[NumberToken]) -> Iterator[LedgerEntry]:
        """The numbers of one segment, bound by the table that it is a row of or by its sentence."""
        reasons = self._reasons(index, tokens)
        figures = self._tables.get(index)
        bound: Mapping[int, Sequence[Binding]] = {}
        if figures is not None:
            reasons.update(figures.reasons)
            numbers = [token for token in tokens if reasons[token.start] is None]
            bound = self._headed_figures(index, figures) | self._bind_prose(index, numbers, figures)
        elif self._report.segments[index].kind in _READ_AS_SENTENCES:
            numbers = [token for token in tokens if reasons[token.start] is None]
            if numbers:
                bound = self._bind(index, numbers)
            else:
                self._note_silent(index)
        if self._is_own_budget:
            # 科技局2022年部门预算: its money is that of the office, but for what its goals turn over.
            bound = {
                start: [
                    binding
                    for binding in bindings
                    if binding.indicator.unit is not Unit.CNY or binding.indicator.theme == "outcomes"
                ]
                for start, bindings in bound.items()
            }
        if self._sets_rules:  # 在孵企业不少于20家 in 管理办法
            bound = {start: [each for each in told if self._is_told(each, index)] for start, told in bound.items()}
        for token in tokens:
            yield self._entry(index, token, reasons[token.start], bound.get(token.start, ()))

    def _headed_figures(self, index: int, figures: RowFigures) -> dict[int, list[Binding]]:
        """The figures of a row of a table; one that names no place is below a heading that does: 一、张店区."""
        place = self._headed[index]
        if place is None:
            return figures.bindings
        headed = place._replace(start=None, end=None, origin=Origin.HEADING)
        return {
            start: [
                each._replace(place=headed, confidence=Confidence.INHERITED_REGION)
                if each.place.origin is Origin.DOCUMENT
                else each
                for each in bindings
                if place.code is not None or each.place.origin is not Origin.DOCUMENT
            ]
            for start, bindings in figures.bindings.items()
        }

    def _is_told(self, binding: Binding, index: int) -> bool:
        """Whether what sets rules tells of a region: the words name a year, as 到2025年 does and 上年度 does not.

        What there must be at least is asked of who applies (2023年专利5件以上), but for goals (到2025年达到5%以上,
        2024年力争认定400家以上) and what is told of all (2023年全市技术合同成交额突破120亿元).
        """
        start, text = binding.period_start, self._compact.text
        if start is None or not text[start].isdigit() or start >= binding.token.start:
            return False
        if binding.bound is not Bound.AT_LEAST or text[start - 1] == _UP_TO:
            return True
        end, opened = binding.token.lead, max(0, self._compact.bounds[index][0] - 1)
        return (
            self._patterns.statuses.strives.search(text, start, end) is not None
            or self._patterns.reports.told_of_all.search(text, opened, end) is not None
        )

    def _reasons(self, index: int, tokens: Sequence[NumberToken]) -> dict[int, NotQuantity | None]:
        """Why numbers of a segment are no quantities, by their offset; None where they may be some."""
        start = self._compact.bounds[index][0]
        spans = [(period.start, period.end) for period in self._periods[index]]
        names = self._names_of_places(index) if any(token.form == "numeral" for token in tokens) else []
        return {
            token.start: NotQuantity.NAME
            if token.form == "numeral" and covers(names, token.start)
            else reason_against(token, self._compact.text, start, self._exclusions, spans, self._patterns)
            for token in tokens
        }

    def _names_of_places(self, index: int) -> list[tuple[int, int]]:
        """Spans of the names of regions in a segment, in order: the numeral of 三台县 or 七台河市 is none."""
        return [(name.start, name.end) for name in self._mentions[index] if name.name.kind is NameKind.REGION]

    def _periods_meant(self, index: int) -> Sequence[PeriodMention]:
        """The periods of a segment without those inside names (“2020年全国先进集体”), and 过去一年 but in a plan."""
        text, exclusions = self._compact.text, self._exclusions
        is_target = self._report.segments[index].part.is_target
        return [
            period
            for period in self._periods[index]
            if (text[period.start] in '“"十' or exclusions.covering(period.start) is not NotQuantity.NAME)
            and (is_target or not is_past_year(period, text, self._patterns))
        ]

    def _bind(self, index: int, numbers: Sequence[NumberToken]) -> dict[int, list[Binding]]:
        """The observations of a segment, by the offset of their number, sentence by sentence."""
        part = self._part_of(self._report.segments[index])
        is_new_paragraph, periods = self._opens_subject(index), self._periods_meant(index)
        bound: dict[int, list[Binding]] = {}
        for span in windows(self._compact.text, self._compact.bounds[index]):
            sentence = self._sentence(index, span, part, numbers, periods)
            bound.update(self._binder.bind(sentence, sentence.numbers, is_new_paragraph))
            is_new_paragraph = False
        return bound

    def _bind_prose(self, index: int, numbers: Sequence[NumberToken], figures: RowFigures) -> dict[int, list[Binding]]:
        """The observations of cells that tell in words, each read as a sentence behind the label of its row."""
        part = self._part_of(self._report.segments[index])
        numbers = [token for token in numbers if token.start not in figures.bindings]
        periods = self._periods_meant(index) if figures.prose else ()
        bound: dict[int, list[Binding]] = {}
        for cell in figures.prose:
            sentence = self._sentence(index, (cell.start, cell.end), cell.part_of(part), numbers, periods)
            if sentence.numbers:
                named = within(self._mentions[index], *cell.label)
                self._binder.note_silent(self._compact.text, cell.label, named, (), is_new_paragraph=True)
                told = self._binder.bind(sentence, sentence.numbers, is_new_paragraph=False)
                bound.update({start: cell.as_headed(bindings) for start, bindings in told.items()})
        return bound

    def _sentence(
        self,
        index: int,
        span: tuple[int, int],
        part: Part,
        numbers: Sequence[NumberToken],
        periods: Sequence[PeriodMention],
    ) -> Sentence:
        """A stretch of a segment with what was found in it."""
        first, last = span
        return Sentence(
            self._compact.text,
            first,
            last,
            part,
            within(numbers, first, last),
            within(self._mentions[index], first, last),
            within(periods, first, last),
            self._patterns,
            self._reviewed[index],
            self._headed[index],
        )

    def _opens_subject(self, index: int) -> bool:
        """Whether a segment begins a paragraph of its own.

        其中, a growth alone or the places and sides of a figure (从总量看，…) go on with the one before.
        """
        if not self._report.opens_paragraph(index):
            return False
        text, (start, end) = self._compact.text, self._compact.bounds[index]
        is_growth = self._patterns.lists.growth_alone.fullmatch(text, start, end) is not None
        goes_on = self._patterns.lists.of_which.match(text, start) or self._patterns.lists.by_aspect.match(text, start)
        return not is_growth and goes_on is None

    def _part_of(self, segment: Segment) -> Part:
        """The part of a segment, with the year in which it speaks where that is not its own."""
        ordinal = segment.part.ordinal
        if ordinal not in self._parts:
            first, part = [
                with_year_of_telling(each, self._report.profile, self._opening, self._patterns)
                for each in (self._report.segments[0].part, segment.part)
            ]
            part = part if ordinal else dated(part, self._report.profile.issued_on)
            if part.told_in is None and not part.is_target and part.year == first.year:
                # 一、“十一五”回顾 in a work report of 2011
                part = replace(part, told_in=first.told_in, is_told_late=first.is_told_late)
            self._parts[ordinal] = part
        return self._parts[ordinal]

    def _note_silent(self, index: int) -> None:
        """A segment without quantities may name what the next one speaks of."""
        is_new_paragraph = self._opens_subject(index)
        span, periods = self._compact.bounds[index], self._periods_meant(index)
        self._binder.note_silent(
            self._compact.text, span, self._mentions[index], periods, is_new_paragraph=is_new_paragraph
        )

    def _entry(
        self, index: int, token: NumberToken, reason: NotQuantity | None, bindings: Sequence[Binding]
    ) -> LedgerEntry:
        """A number with its verdict: a fact with its observations, a quantity of no indicator, or none of both."""
        if bindings:
            return entry_of_fact(token, bindings, index, self._compact)
        if reason is not None or token.unit is None:
            return entry_of_no_quantity(token, reason or NotQuantity.NO_UNIT, index, self._compact)
        return entry_of_unmapped(token, index, self._report.segments[index].part, self._compact, self._grammar)


def _years_reviewed(report: SegmentedReport, patterns: Patterns) -> Iterator[int]:
    """How many years each segment looks back on: five below 一、过去五年工作回顾, up to another such heading."""
    heading: str | None = None
    years = of_title = _years_of_mid_term(report, patterns)
    for segment in report.segments:
        if segment.heading != heading:
            heading = segment.heading
            told = patterns.years.years_reviewed.search(heading or "")
            if told is not None:
                years = printed_number(told[told.lastindex or 0])
            elif patterns.headings.of_report.match(heading or ""):
                years = of_title
        yield years


def _years_of_mid_term(report: SegmentedReport, patterns: Patterns) -> int:
    """“十四五”规划中期评估报告 on 2022: the two years of the plan that are over; 0 of any other report."""
    title, year = report.profile.title or "", report.segments[0].part.year if report.segments else None
    plan = patterns.years.five_year_plan.search(title) if patterns.years.mid_term.search(title) else None
    return year - years_of_named(plan)[0] + 1 if plan is not None and year is not None else 0


def _mentions(reference: Reference, text: str) -> list[Mention]:
    """The names in a text; the whole of a share (占全市生产总值) is marked, since no figure is of it."""
    patterns = reference.patterns
    mentions = [Mention(start, end, name) for start, end, name in reference.lexicon.find(text)]
    for mention in mentions:
        if mention.name.kind is not NameKind.SUBJECT:
            continue
        if patterns.subjects.whole_of_share.search(text, max(0, mention.start - 6), mention.start):
            is_with = text[mention.start - 1] == "与"
            mention.is_whole = not is_with or patterns.subjects.with_whole.match(text, mention.end) is not None
    return with_listed_levels(mentions, text, reference)
