"""Lists of numbers that go through as many things without saying 分别: 高企、科技型中小企业达600家、900家.

What belongs here: such lists of subjects, members of one word, places, and figures told before. What does not: lists
that 分别 announces (`respectively.py`). Each rule gets the numbers of a sentence from the one on that may open a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.extraction.binding import Lookups
from pipeline.extraction.grammar import JOINTS, Grammar
from pipeline.extraction.lists import among_strangers, same_list, subjects_in_turn
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.pairs import Pair, figures_in_turn
from pipeline.extraction.readings import members_named
from pipeline.extraction.sentences import Mention, Occurrence, Sentence
from pipeline.extraction.subject import Subject, subject_of
from pipeline.extraction.subjects import is_elided, listed_with
from pipeline.vocabulary import Origin, Unit

_PAIR = 2


def pairs_without_word(
    sentence: Sentence, numbers: Sequence[NumberToken], known: Mapping[int, Pair], lookups: Lookups
) -> dict[int, Pair]:
    """What numbers belong to that no pair in `known` tells of, by their offsets."""
    pairs = dict(known)
    for position, token in enumerate(numbers) if len(numbers) > 1 and sentence.subjects else ():
        if token.start not in pairs:
            pairs.update(_subjects_in_turn(sentence, numbers[position:], lookups))
    for position, token in enumerate(numbers) if len(numbers) > 1 and len(sentence.places) > 1 else ():
        if token.start not in pairs:
            pairs.update(_places_in_turn(sentence, numbers[position:], lookups))
    for position, token in enumerate(numbers) if len(numbers) > 3 else ():
        if token.start not in pairs and token.unit in (Unit.PERCENT, Unit.RANK, Unit.COUNT):
            pairs.update(_told_in_turn(sentence, numbers[position:], lookups.grammar))
    return pairs


def _subjects_in_turn(
    sentence: Sentence, numbers: Sequence[NumberToken], lookups: Lookups
) -> Iterator[tuple[int, Pair]]:
    """高企、科技型中小企业达600家、900家: a list of numbers right behind a list of as many subjects."""
    first = numbers[0]
    named = sentence.subjects_between(sentence.clause_start(first.lead), first.start)
    if not named or sentence.numbers_between(named[0].end, first.start):
        return
    if len(named) == 1:
        yield from _members_in_turn(sentence, named[0], numbers, lookups)
        return
    group = listed_with(named, sentence.text, lookups.patterns)
    if len(group) == 1:  # 规模以上工业总产值、增加值: 规模以上工业 is named as well
        yield from _among_strangers_in_turn(sentence, group[0], numbers, lookups)
        return
    if lookups.patterns.lists.each.search(sentence.text, group[-1].end, first.lead):
        return
    listed = same_list(sentence, numbers, lookups.grammar, may_differ=True)
    if len(listed) == len(group) and sentence.is_run_of_words(lookups.grammar.link, group[-1].end, first.lead):
        for mention, token in zip(group, listed, strict=True):
            yield token.start, Pair(subject_of(mention, group[-1].end, "respectively"))


def _members_in_turn(
    sentence: Sentence, named: Mention, numbers: Sequence[NumberToken], lookups: Lookups
) -> Iterator[tuple[int, Pair]]:
    """城乡居民收入年均增长5.3%、7.7%: a list of as many numbers as one word names indicators."""
    first = numbers[0]
    if len(members_named(named, lookups.catalogue)) < _PAIR:
        yield from _among_strangers_in_turn(sentence, named, numbers, lookups)
        return
    members = subjects_in_turn([named], named.end, lookups.catalogue)
    listed = same_list(sentence, numbers, lookups.grammar)
    if len(members) != len(listed):
        return
    if sentence.is_run_of_words(lookups.grammar.link, named.end, first.lead):
        for subject, token in zip(members, listed, strict=True):
            yield token.start, Pair(subject)


def _among_strangers_in_turn(
    sentence: Sentence, named: Mention, numbers: Sequence[NumberToken], lookups: Lookups
) -> Iterator[tuple[int, Pair]]:
    """电子信息业、高新技术产业增加值增长9.8%和7.5%: as many numbers as items of which only one is a subject."""
    first = numbers[0]
    listed = same_list(sentence, numbers, lookups.grammar)
    start = sentence.clause_start(named.end)
    if len(listed) < _PAIR or sentence.numbers_between(start, first.start):
        return
    if sentence.text[named.start - 1] not in JOINTS:  # 对东盟、欧盟进出口: what the head is of is no subject's
        return
    if lookups.patterns.lists.respectively.search(sentence.text, named.end, first.start):
        return
    if not sentence.is_run_of_words(lookups.grammar.link, named.end, first.lead):
        return
    among = among_strangers(sentence, named.end, [named], len(listed), lookups)
    if among is None or among[-1] is not named:
        return
    stranger = Subject((), start, named.end, named.end, Origin.CLAUSE, "respectively")
    for mention, token in zip(among, listed, strict=True):
        yield token.start, Pair(subject_of(mention, named.end, "respectively") if mention is named else stranger)


def _places_in_turn(sentence: Sentence, numbers: Sequence[NumberToken], lookups: Lookups) -> Iterator[tuple[int, Pair]]:
    """祁县、左权县仅为2.3%、1.9%: as many numbers as places that open the clause, of one subject named or carried."""
    first = numbers[0]
    start = sentence.clause_start(first.lead)
    if sentence.numbers_between(start, first.start) or lookups.patterns.lists.each.search(
        sentence.text, start, first.lead
    ):
        return
    places = lookups.places.listed_before(sentence, start, first.lead)
    listed = same_list(sentence, numbers, lookups.grammar)
    named = sentence.subjects_between(start, first.start)
    if len(places) < 2 or len(listed) != len(places) or len(named) > 1:
        return
    subject = subject_of(named[0], named[0].end, "respectively") if named else None
    for place, token in zip(places, listed, strict=True):
        yield token.start, Pair(subject, place)


def _told_in_turn(sentence: Sentence, numbers: Sequence[NumberToken], grammar: Grammar) -> dict[int, Pair]:
    """项目45项、资金1.2亿元，同比增长20%、35%: no figure has two rates, so that the list goes through the figures.

    Those right before it, where as many amounts stand there, be they of the catalogue or not. Nor has what was added
    two totals: 新增高企56家、孵化器2家，累计达到212家、8家.
    """
    first = numbers[0]
    listed = same_list(sentence, numbers, grammar)
    start = sentence.clause_start(first.lead)
    if len(listed) < 2 or sentence.numbers_between(start, first.start):
        return {}
    if not is_elided(Occurrence(first, sentence, start), grammar):
        return {}
    before = sentence.numbers_between(sentence.start, start)[-len(listed) :]
    if first.unit is Unit.COUNT:
        is_one_clause = sentence.clause_start(listed[-1].lead) == start  # not 总数达16家，2家企业获批孵化器
        are_added = len(before) == len(listed) and all(number.kind is first.kind for number in before) and is_one_clause
        total = grammar.patterns.measures.total.search(sentence.text, start, first.lead)
        return figures_in_turn(listed, before) if are_added and total is not None else {}
    is_told = first.unit is Unit.RANK or grammar.change.search(sentence.text, start, first.lead)
    are_amounts = not any(number.unit in (Unit.PERCENT, Unit.PP, Unit.RANK) for number in before)
    return figures_in_turn(listed, before if are_amounts else ()) if is_told else {}
