"""The ledger of a report: every number with its verdict, and the observations among them.

What belongs here: running the lexers once over a report and giving each number exactly one verdict. What does not:
the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from pipeline.extraction.bindings import Binder, Binding
from pipeline.extraction.compaction import Compact, compact_segments
from pipeline.extraction.exclusions import Exclusions, NotQuantity, reason_against
from pipeline.extraction.grammar import Grammar, build_grammar
from pipeline.extraction.measures import read_bound
from pipeline.extraction.numbers import NumberLexer, NumberToken
from pipeline.extraction.periods import PeriodMention, find_periods
from pipeline.extraction.places import Places
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.extraction.tables import RowFigures, read_tables
from pipeline.reference import Reference
from pipeline.segmentation import Segment, SegmentedReport
from pipeline.vocabulary import Bound, NumberClass, SegmentKind, Unit

LONGEST_WINDOW = 900
"""Characters of a sentence that are looked at together; the longest sentences of real reports have some 500."""
Found = TypeVar("Found", NumberToken, Mention, PeriodMention)
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z&“”]{2,12}$")


class LedgerEntry(NamedTuple):
    """One number with its verdict. Offsets are half-open in the text layer; `segment` is an index into the segments."""

    start: int
    end: int
    number: str
    verdict: NumberClass
    reason: str
    segment: int
    value: Decimal | None
    value_high: Decimal | None
    unit: Unit | None
    bound: Bound | None
    label: str | None
    observations: tuple[Observation, ...]


class Observation(NamedTuple):
    """One statement about an indicator. Spans of deciding words are in the text layer."""

    binding: Binding
    indicator_span: tuple[int, int] | None
    region_span: tuple[int, int] | None
    period_span: tuple[int, int] | None
    measure_span: tuple[int, int] | None
    status_span: tuple[int, int] | None


def _begins_paragraph(text: str, last_end: int, start: int) -> bool:
    """Whether a segment begins a paragraph."""
    return start - last_end > 1 or text[last_end:start] == "\n"


class Extractor:
    """The compiled rules of one set of reference data. Making one costs some 50 ms; it holds no state of a report."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._lexer = NumberLexer(reference.units, reference.cues)
        self._grammar: Grammar = build_grammar(reference.cues, reference.patterns)

    def extract(self, report: SegmentedReport) -> list[LedgerEntry]:
        """Every number of a report, in order, each with one verdict."""
        compact = compact_segments(report.text, report.segments)
        text = compact.text
        tokens = self._lexer.find(text)
        mentions = _mentions(self._reference, text)
        periods = find_periods(text)
        exclusions = Exclusions(text)
        binder = Binder(
            self._reference.catalogue, self._grammar, Places(report.profile, self._reference, self._grammar)
        )
        tables = read_tables(report, compact, tokens, self._reference, self._grammar)
        entries: list[LedgerEntry] = []
        ends = [end for _, end in compact.bounds]
        numbers, named, told = _cut(tokens, ends), _cut(mentions, ends), _cut(periods, ends)
        last_end = -2
        for index, segment in enumerate(report.segments):
            is_new_paragraph = _begins_paragraph(report.text, last_end, segment.start)
            last_end = segment.end
            if not numbers[index]:
                start = compact.bounds[index][0]
                binder.note_silent(start, named[index], told[index], is_new_paragraph=is_new_paragraph)
                continue
            entries.extend(
                self._segment_entries(
                    compact,
                    index,
                    segment,
                    compact.bounds[index],
                    numbers[index],
                    named[index],
                    told[index],
                    exclusions,
                    binder,
                    tables.get(index),
                    is_new_paragraph=is_new_paragraph,
                )
            )
        return entries

    def _segment_entries(
        self,
        compact: Compact,
        index: int,
        segment: Segment,
        span: tuple[int, int],
        tokens: Sequence[NumberToken],
        mentions: Sequence[Mention],
        periods: Sequence[PeriodMention],
        exclusions: Exclusions,
        binder: Binder,
        cells: RowFigures | None,
        *,
        is_new_paragraph: bool,
    ) -> Iterable[LedgerEntry]:
        text = compact.text
        period_spans = [(period.start, period.end) for period in periods]
        reasons: dict[int, NotQuantity | None] = {
            token.start: reason_against(token, text, span[0], exclusions, period_spans, self._reference.patterns)
            for token in tokens
        }
        periods = [
            p for p in periods if text[p.start] in '“"十' or exclusions.covering(p.start) is not NotQuantity.NAME
        ]
        numbers = [token for token in tokens if reasons[token.start] is None]
        bound: dict[int, list[Binding]] = {} if cells is None else cells.bindings
        if cells is not None:
            reasons.update(cells.reasons)
        elif numbers and segment.kind in (SegmentKind.SENTENCE, SegmentKind.TABLE_ROW, SegmentKind.HEADING):
            for first, last in _windows(text, span):
                sentence = Sentence(
                    text,
                    first,
                    last,
                    segment.part,
                    _within(numbers, first, last),
                    _within(mentions, first, last),
                    _within(periods, first, last),
                    segment.heading,
                )
                bound.update(binder.bind(sentence, sentence.numbers, is_new_paragraph))
                is_new_paragraph = False
        elif segment.kind is SegmentKind.SENTENCE:
            binder.note_silent(span[0], mentions, periods, is_new_paragraph=is_new_paragraph)
        for token in tokens:
            yield self._entry(compact, index, span, token, reasons[token.start], bound.get(token.start, []))

    def _entry(
        self,
        compact: Compact,
        index: int,
        span: tuple[int, int],
        token: NumberToken,
        reason: NotQuantity | None,
        bindings: Sequence[Binding],
    ) -> LedgerEntry:
        start, end = compact.origin(token.start, token.end)
        number = compact.text[token.start : token.end]
        if bindings:
            verdict, because = NumberClass.FACT, " ".join(bindings[0].rules)
        elif reason is None and token.unit is None:
            verdict, because = NumberClass.NONE, NotQuantity.NO_UNIT.value
        elif reason is not None:
            verdict, because = NumberClass.NONE, reason.value
        else:
            verdict, because = NumberClass.QUANTITY, "unmapped"
        is_quantity = verdict is not NumberClass.NONE
        clause_start = max(span[0], token.lead - 12)
        label = _LABEL.search(compact.text, clause_start, token.lead) if verdict is NumberClass.QUANTITY else None
        return LedgerEntry(
            start=start,
            end=end,
            number=number,
            verdict=verdict,
            reason=because,
            segment=index,
            value=(bindings[0].value if bindings else token.value) if is_quantity else None,
            value_high=token.value_high if is_quantity else None,
            unit=(bindings[0].unit if bindings else token.unit) if is_quantity else None,
            bound=(bindings[0].bound if bindings else read_bound(token, compact.text, span[0], self._grammar))
            if is_quantity
            else None,
            label=label.group() if label else None,
            observations=tuple(_observation(compact, binding) for binding in bindings),
        )


def _windows(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A sentence cut into stretches that bound the work on each number: a line of 1 MB costs 1,000 times one of 1 KB.

    It is cut behind a separator where there is one; real sentences are shorter than one window.
    """
    start, end = span
    while end - start > LONGEST_WINDOW:
        cut = max(text.rfind(mark, start, start + LONGEST_WINDOW) for mark in "；;，,、\t") + 1
        if cut <= start:
            cut = start + LONGEST_WINDOW
        yield start, cut
        start = cut
    yield start, end


def _within(items: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """The items that begin in a stretch; they are in order, and mostly all within."""
    if not items or (start <= items[0].start and items[-1].start < end):
        return items
    first = bisect_left(items, start, key=lambda item: item.start)
    return items[first : bisect_left(items, end, first, key=lambda item: item.start)]


def _cut(items: Sequence[Found], ends: Sequence[int]) -> list[Sequence[Found]]:
    """The items that begin in each of the stretches with these ends. Both are in order, and the stretches tile."""
    starts = [item.start for item in items]
    cuts: list[Sequence[Found]] = []
    first = 0
    for end in ends:
        if first == len(starts) or starts[first] >= end:
            cuts.append(())
            continue
        last = bisect_left(starts, end, first + 1)
        cuts.append(items[first:last])
        first = last
    return cuts


def _mentions(reference: Reference, text: str) -> list[Mention]:
    mentions = [Mention(start, end, name) for start, end, name in reference.lexicon.find(text)]
    for mention in mentions:
        if reference.patterns.whole_of_share.search(text, max(0, mention.start - 6), mention.start):
            mention.is_whole = text[mention.start - 1] != "与" or text.startswith(("之比", "的比"), mention.end)
    return mentions


def _observation(compact: Compact, binding: Binding) -> Observation:
    def span(start: int | None, end: int | None) -> tuple[int, int] | None:
        return compact.origin(start, end) if start is not None and end is not None and end > start else None

    return Observation(
        binding,
        indicator_span=span(binding.subject.start, binding.subject.end),
        region_span=span(binding.place.start, binding.place.end),
        period_span=span(binding.period_start, binding.period_end),
        measure_span=span(binding.telling.start, binding.telling.end),
        status_span=span(binding.standing.start, binding.standing.end),
    )


__all__ = ["Extractor", "LedgerEntry", "Observation"]
