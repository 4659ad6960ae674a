"""What a number of a list belongs to, and places that each have a figure: 广东（4802.6亿元）、江苏（4212.3亿元）.

What belongs here: pairs, and those that lists of places make. What does not: lists of subjects, periods and figures
told before (`respectively.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extraction.binding import Lookups
from pipeline.extraction.grammar import JOINT, Grammar, last_match
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.extraction.subject import Subject, subject_of
from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns

_LONGEST_PART, _LEAST_COUNTED = 6, 2
_JOINT_OF_PLACES = re.compile(rf"[）)]?(?:{JOINT.pattern}|[，,])")


@dataclass(frozen=True, slots=True)
class Pair:
    """What a number of a list belongs to: a subject, place or period, or (none of them) the figure whose turn it is."""

    subject: Subject | None = None
    place: Place | None = None
    period: PeriodMention | None = None
    still_to_come: int = 0
    """How many numbers of the list are left, with this one; 0 where the list goes on about no figures told before."""
    about: int | None = None
    """Where the number stands that this one goes on about, if the list goes on about as many numbers right before."""

    @property
    def is_of_last(self) -> bool:
        """Whether the list names nothing that its numbers go through: without figures before, each stands alone."""
        return self.subject is None and self.place is None and self.period is None and self.about is None


def places_with_figures(
    sentence: Sentence, numbers: Sequence[NumberToken]
) -> Iterator[list[tuple[Mention, NumberToken]]]:
    """Lists of two or more places, each with a number right behind it or in brackets: 广东（4802.6亿元）、…."""
    by_lead = {number.lead: number for number in numbers}
    listed: list[tuple[Mention, NumberToken]] = []
    for place in sentence.places:
        number = by_lead.get(place.end + (sentence.text[place.end] in "（("))
        goes_on = listed and _JOINT_OF_PLACES.fullmatch(sentence.text, listed[-1][1].tail, place.start)
        if number is None or not goes_on:
            if len(listed) > 1:
                yield listed
            listed = []
        if number is not None:
            listed.append((place, number))
    if len(listed) > 1:
        yield listed


def of_announced_places(
    sentence: Sentence, listed: Sequence[tuple[Mention, NumberToken]], grammar: Grammar
) -> Iterator[tuple[int, Pair]]:
    """研发经费投入超过千亿元的有广东（4802.6亿元）、江苏（4212.3亿元）: figures of the last subject before the list.

    Not 高企130家，增长18%，其中：张店区52家、桓台县48家: parts of a figure that was told.
    """
    first = listed[0][0].start
    subject = next(reversed(sentence.subjects_between(sentence.start, first)), None)
    if subject is None or not grammar.patterns.lists.places_announced.search(sentence.text, subject.end, first):
        return
    of_which = last_match(grammar.patterns.lists.of_which, sentence.text, subject.end, first)
    if of_which is not None and of_which.end() >= first - 1:
        return
    start = sentence.clause_start(subject.start)
    if grammar.patterns.subjects.part_words.search(
        sentence.text, max(start, subject.start - _LONGEST_PART), subject.start
    ):
        return  # 吸纳技术合同成交额前五位是：合肥（142.5亿元）、…
    for _, number in listed:
        yield number.start, Pair(subject_of(subject, subject.end, "announced"))


def of_places_ahead(
    sentence: Sentence, listed: Sequence[tuple[Mention, NumberToken]], lookups: Lookups
) -> Iterator[tuple[int, Pair]]:
    """张店区（126家）、临淄区（86家）高新技术企业数量居前两位: what the brackets hold is of the subject behind them."""
    end = listed[-1][1].tail + 1
    if sentence.text[end - 1] not in "）)":
        return
    subject = sentence.subject_at(end + sentence.text.startswith("的", end))
    if subject is None:
        return
    for place, number in listed:
        named = subject_of(subject, place.end, "respectively")
        yield number.start, Pair(named, lookups.places.named.place(place, sentence))


def places_in_clause_before(
    sentence: Sentence, end: int, cue_start: int, listed: Sequence[NumberToken], lookups: Lookups
) -> dict[int, Pair]:
    """张店区、临淄区高企数量居前两位，分别为120家、98家: a place each, of the last subject before.

    Nor does their number tell a figure: 高于全省平均水平的有张店区和临淄区2个，分别为….
    """
    start = sentence.clause_start(end - 1) if end > sentence.start else end
    places = lookups.places.listed_before(sentence, start, end)
    if not places or len(places) != len(listed):
        return {}
    told = sentence.numbers_between(start, end)
    counts = [number.start for number in told if number.lead == places[-1].end and number.value == len(places)]
    if not tells_no_figure(sentence, start, min(counts, default=end), lookups.patterns):
        return {}
    named = sentence.subjects_between(sentence.start, listed[0].lead)  # …三市，分别完成进出口额831亿元、144亿元
    subject = subject_of(named[-1], cue_start, "respectively") if named else None
    return {token.start: Pair(subject, place) for place, token in zip(places, listed, strict=True)}


def places_counted_before(sentence: Sentence, end: int, count: int, lookups: Lookups) -> list[Place]:
    """青岛、烟台、潍坊三市占比近半，分别为4588亿元、2800亿元、1320亿元: as many as a clause before counts."""
    while count >= _LEAST_COUNTED and end > sentence.start:
        start = sentence.clause_start(end - 1)
        places = lookups.places.listed_before(sentence, start, end)
        if places:
            last = max(mention.end for mention in sentence.places if mention.end <= end)
            told = lookups.patterns.places.so_many_listed.match(sentence.text, last)
            is_counted = told is not None and len(places) == count == printed_number(told.group(1))
            return places if is_counted else []
        end = start
    return []


def tells_no_figure(sentence: Sentence, start: int, end: int, patterns: Patterns) -> bool:
    """Whether what numbers there are in a clause rank what it lists, or count its items (A、B、C三项指标全面增长)."""
    return all(
        number.form in ("rank", "top") or patterns.lists.several_told.match(sentence.text, number.lead)
        for number in sentence.numbers_between(start, end)
    )


def figures_in_turn(listed: Sequence[NumberToken], earlier: Sequence[NumberToken] = ()) -> dict[int, Pair]:
    """Pairs a list of numbers with the figures told of before, which `bind_pair` looks up when it comes to each."""
    starts = [number.start for number in earlier] if len(earlier) == len(listed) else [None] * len(listed)
    return {
        token.start: Pair(still_to_come=len(listed) - position, about=starts[position])
        for position, token in enumerate(listed)
    }
