"""Numbers that pair with subjects or places in turn: A、B分别达到5家、6家，分别增长2%、3%.

What belongs here: which number of a list belongs to what. What does not: the places that it goes through
(`places_in_turn.py`), lists without 分别 (`unannounced_lists.py`), numbers that stand alone (`bindings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extraction.binding import Lookups
from pipeline.extraction.grammar import JOINT, SEMICOLON, Grammar, closes_bracket, last_match
from pipeline.extraction.heads_in_turn import heads_listed
from pipeline.extraction.lists import (
    among_strangers,
    changes_listed,
    is_word_only,
    periods_listed,
    quarters_in_turn,
    same_list,
    share_bound,
    single_periods,
    subjects_in_turn,
)
from pipeline.extraction.named_parts import is_item_of_part, is_of_body, is_trade_of_some
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.pairs import (
    Pair,
    figures_in_turn,
    of_announced_places,
    of_places_ahead,
    places_in_clause_before,
    places_with_figures,
    tells_no_figure,
)
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.places_in_turn import counts_others, place_of_all, places_listed, subject_of_places
from pipeline.extraction.sentences import Mention, Occurrence, Sentence
from pipeline.extraction.subject import Subject, subject_of
from pipeline.extraction.subjects import is_elided, listed_with
from pipeline.extraction.unannounced_lists import pairs_without_word
from pipeline.reference.indicators import Catalogue
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Unit

_RATES = (None, Unit.PERCENT, Unit.PP, Unit.TIMES, Unit.RANK)


def find_pairs(sentence: Sentence, numbers: Sequence[NumberToken], lookups: Lookups) -> dict[int, Pair]:
    """What numbers around 分别 belong to, by their offsets: the n-th to the n-th subject or region before it."""
    pairs: dict[int, Pair] = {}
    for word in lookups.patterns.lists.respectively.finditer(sentence.text, sentence.start, sentence.end):
        clause_start = sentence.clause_start(word.start())
        named = sentence.subjects_between(clause_start, word.start()) or _named_before(
            sentence, clause_start, lookups.patterns
        )
        named = [name for name in named if not is_trade_of_some(sentence, clause_start, name, lookups.grammar)]
        pairs.update(_bases(sentence, named, word.start(), numbers, lookups.grammar))
        behind = [number for number in numbers if number.start >= word.end()]
        listed = same_list(sentence, behind, lookups.grammar, may_differ=True)
        if len(listed) == 1:
            listed = changes_listed(sentence, behind, lookups.grammar)
        if listed and (
            _is_gap_to_others(sentence, clause_start, listed[0], lookups.patterns)
            or (not named and _are_of_parts(sentence, clause_start, lookups))
            or (named and is_of_body(Occurrence(listed[0], sentence, clause_start), named[0].start, lookups.patterns))
        ):
            pairs.update(_strangers(listed))
            continue
        periods = single_periods(periods_listed(sentence, word.start()), sentence.text)
        if len(periods) != len(listed):
            periods = quarters_in_turn(sentence, word.start(), len(listed), lookups.patterns)
        if 1 < len(periods) == len(listed) and len(named) < 2 and not _are_places(sentence, word, lookups):
            named = named or sentence.subjects_between(word.end(), listed[0].start)  # 分别认定高新技术企业51家、68家
            pairs.update(_periods_in_turn(periods, named, _cue_start(sentence, named, word, lookups.grammar), listed))
        else:
            _pair_listed(sentence, word, named, listed, pairs, lookups)
        share_bound(sentence, listed, lookups.grammar)
        pairs.update(_following(sentence, listed, numbers, pairs, lookups.grammar))
    pairs.update(pairs_without_word(sentence, numbers, pairs, lookups))
    for group in places_with_figures(sentence, numbers) if len(numbers) > 1 and len(sentence.places) > 1 else ():
        pairs.update(of_announced_places(sentence, group, lookups.grammar))
        pairs.update(of_places_ahead(sentence, group, lookups))
    return pairs


def _are_places(sentence: Sentence, word: re.Match[str], lookups: Lookups) -> bool:
    """近两年，桓台县、沂源县高企分别达到30家、42家: the numbers go through the places, not the years."""
    return len(lookups.places.listed_before(sentence, sentence.start, word.start())) > 1


def _is_gap_to_others(sentence: Sentence, clause_start: int, first: NumberToken, patterns: Patterns) -> bool:
    """高企总量比烟台、淄博分别少620家、310家: none of them is a figure of anyone."""
    return patterns.measures.compared.search(sentence.text, clause_start, first.lead) is not None


def _are_of_parts(sentence: Sentence, clause_start: int, lookups: Lookups) -> bool:
    """其中新材料、新能源产值靠前，分别增长12%、9%: the numbers go through parts of what was told of before."""
    if sentence.text[clause_start - 1] not in "，,":
        return False
    start = sentence.clause_start(clause_start - 1)
    if lookups.patterns.lists.of_which.match(sentence.text, start) is None:
        return False
    if sentence.text.find("、", start, clause_start) < 0:
        return False
    is_told = sentence.subjects_between(start, clause_start) or sentence.numbers_between(start, clause_start)
    return not is_told and not lookups.places.listed_before(sentence, start, clause_start)


def _named_before(sentence: Sentence, clause_start: int, patterns: Patterns) -> Sequence[Mention]:
    """保持高企和科技型中小企业高速增长，分别新增…: a list of subjects in the clause before, if that holds no number."""
    if sentence.text[clause_start - 1] not in "，,":
        return ()
    start = sentence.clause_start(clause_start - 1)
    named = sentence.subjects_between(start, clause_start)
    is_list = len(named) > 1 and len(listed_with(named, sentence.text, patterns)) == len(named)
    return named if is_list and tells_no_figure(sentence, start, clause_start, patterns) else ()


def _cue_start(sentence: Sentence, named: Sequence[Mention], word: re.Match[str], grammar: Grammar) -> int:
    """Where the words that tell of the figures begin: behind 分别, or with the growth before it (A、B增速分别为)."""
    start = named[-1].end if named else word.end()
    change = last_match(grammar.change, sentence.text, start, word.start()) if start < word.start() else None
    is_next = change is not None and sentence.is_run_of_words(grammar.link, change.end(), word.start())
    return change.start() if change is not None and is_next else word.end()


def _pair_listed(
    sentence: Sentence,
    word: re.Match[str],
    named: Sequence[Mention],
    listed: Sequence[NumberToken],
    pairs: dict[int, Pair],
    lookups: Lookups,
) -> None:
    """Pairs the numbers behind 分别 with the places, else the subjects, else the figures before it."""
    clause_start = sentence.clause_start(word.start())
    cue_start = _cue_start(sentence, named, word, lookups.grammar)
    places = places_listed(sentence, word, named, len(listed), lookups)
    if len(places) > 1 and len(listed) >= len(places):
        subject = subject_of_places(sentence, word, named, listed, cue_start, lookups)
        for place, token in zip(places, listed, strict=False):
            pairs[token.start] = replace(pairs.get(token.start, Pair()), subject=subject, place=place)
        return
    subjects = subjects_in_turn(named, cue_start, lookups.catalogue, len(listed))
    is_all = len(subjects) >= len(listed) and not any(is_word_only(mention, lookups.catalogue) for mention in named)
    of_all = place_of_all(sentence, clause_start, named[0].start, places, lookups) if named else None
    are_heads = len(heads_listed(sentence, clause_start, word, lookups.grammar)) == len(listed)
    if len(named) == 1 and (are_heads or _are_levels(sentence, clause_start, named[0], len(listed), lookups)):
        pairs.update((token.start, Pair(subject_of(named[0], cue_start, "respectively"), of_all)) for token in listed)
        return
    sides = lookups.patterns.lists.sides_in_turn.search(sentence.text, clause_start, word.start())
    if len(named) == 1 and len(listed) == 2 and sides is not None:
        subject = subject_of(named[0], cue_start, "respectively")
        for token, is_out in zip(listed, (sides["out"] is not None, sides["out"] is None), strict=True):
            pairs[token.start] = Pair(subject if is_out else subject._replace(ids=()), of_all)
        return
    among = None if is_all else among_strangers(sentence, word.start(), named, len(listed), lookups)
    if among is not None:
        stranger = Subject((), clause_start, word.start(), cue_start, Origin.CLAUSE, "respectively")
        for mention, token in zip(among, listed, strict=True):
            is_part = mention is None or is_item_of_part(sentence.text, clause_start, mention.start, lookups.patterns)
            own = subject_of(mention, cue_start, "respectively") if mention is not None and not is_part else stranger
            pairs[token.start] = Pair(own)
    elif subjects and len(listed) >= max(2, len(named)):
        are_others = counts_others(sentence, word.end(), listed[0], lookups)
        for subject, token in zip(subjects, listed, strict=False):
            is_part = are_others or is_item_of_part(sentence.text, clause_start, subject.start, lookups.patterns)
            pairs[token.start] = Pair(subject._replace(ids=()) if is_part else subject, of_all)
    elif len(listed) > 1 and _are_of_one_name(sentence, named, word, listed, lookups.catalogue):
        ends_clause = any(place.end == clause_start - 1 for place in sentence.places)
        before = places_in_clause_before(sentence, clause_start, cue_start, listed, lookups) if ends_clause else {}
        pairs.update(before or _strangers(listed))
    elif not named and len(listed) > 1:
        pairs.update(_pairs_of_figures(sentence, clause_start, word, listed, pairs, lookups))


def _are_levels(sentence: Sentence, clause_start: int, named: Mention, count: int, lookups: Lookups) -> bool:
    """国家级、省级孵化器分别达到4家、9家: as many levels before one name, each of which has its number."""
    levels = lookups.patterns.lists.levels_in_turn.search(sentence.text, clause_start, named.end)
    return levels is not None and len(JOINT.findall(levels.group())) + 1 == count


def _are_of_one_name(
    sentence: Sentence,
    named: Sequence[Mention],
    word: re.Match[str],
    listed: Sequence[NumberToken],
    catalogue: Catalogue,
) -> bool:
    """三批科技特派员分别为32名、65名，共97名: nothing says whose turn it is; 总数、净增数 behind a name have theirs."""
    about = named or sentence.subjects_between(word.end(), listed[0].start)
    if len(about) != 1 or is_word_only(about[0], catalogue):
        return False
    if JOINT.search(sentence.text, about[0].end, max(word.start(), about[0].end)) is None:
        return len({number.unit for number in listed}) == 1
    if listed[0].unit is Unit.COUNT:
        return False
    # 航空航天、新材料高新技术产业增加值分别增长24%、18%: those of branches
    start = sentence.clause_start(about[0].start)
    return len(JOINT.findall(sentence.text, start, about[0].start)) + 1 >= len(listed)


def _pairs_of_figures(
    sentence: Sentence,
    clause_start: int,
    word: re.Match[str],
    listed: Sequence[NumberToken],
    pairs: Mapping[int, Pair],
    lookups: Lookups,
) -> Mapping[int, Pair]:
    """What the numbers behind 分别 belong to where their clause names nothing: what was named or told before it."""
    grammar, patterns = lookups.grammar, lookups.patterns
    several = patterns.lists.several_told.match(sentence.text, clause_start)
    if several is not None and sentence.is_run_of_words(grammar.elided, several.end(), word.start()):
        return figures_in_turn(listed)
    if patterns.subjects.bare_level.fullmatch(sentence.text, clause_start, listed[0].lead):
        return _strangers(listed)
    if patterns.lists.of_which.search(sentence.text, clause_start, word.start()):
        return {}
    if len(heads_listed(sentence, clause_start, word, grammar)) == len(listed):  # 268亿元，增量、增速分居第4、第3位
        return figures_in_turn(listed, [*sentence.numbers_between(sentence.start, clause_start)[-1:]] * len(listed))
    ranked = _ranked_right_before(sentence, clause_start, word, listed)
    if ranked:
        return figures_in_turn(listed, ranked)
    if not sentence.is_run_of_words(grammar.elided, clause_start, word.start()):
        return {}
    if _grow_as_strangers(sentence, clause_start, patterns):
        return _strangers(listed)
    noun = grammar.growth_noun.search(sentence.text, clause_start, word.start())  # 增速前三位的为A、B、C，增速分别为…
    cue_start = noun.start() if noun is not None else word.end()
    of_places = places_in_clause_before(sentence, clause_start, cue_start, listed, lookups)
    if of_places:
        return of_places
    before = _listed_in_clause_before(sentence, clause_start, word.end(), listed, lookups)
    if before:
        return {token.start: Pair(subject) for subject, token in zip(before, listed, strict=True)}
    earlier = [
        number
        for number in sentence.numbers
        if sentence.start <= number.start < word.start()
        and not Occurrence(number, sentence, sentence.clause_start(number.lead)).begins_development(patterns)
    ]
    # 41家（含复审12家）、…，累计分别达到…: the number in brackets is told by the way.
    outside = [number for number in earlier if not closes_bracket(sentence.text, number.tail, word.start())]
    earlier = outside if len(outside) >= len(listed) else earlier
    if _end_with_pairs(earlier, len(listed), pairs):
        return figures_in_turn(listed, earlier[-len(listed) :])
    return figures_in_turn(listed, _figures_before(sentence, clause_start, word, listed, earlier, grammar))


def _figures_before(
    sentence: Sentence,
    clause_start: int,
    word: re.Match[str],
    listed: Sequence[NumberToken],
    earlier: Sequence[NumberToken],
    grammar: Grammar,
) -> Sequence[NumberToken]:
    """Which of the numbers told earlier those behind 分别 are about: as many levels, for ranks, or the last told."""
    are_shares = grammar.patterns.subjects.share_of.search(sentence.text, clause_start, word.start()) is not None
    are_shares = are_shares or any(number.unit is Unit.PP for number in listed)
    passage = [number for number in earlier if SEMICOLON.search(sentence.text, number.tail, word.start()) is None]
    are_figures = len(passage) == len(listed) and all(number.unit is not Unit.PP for number in passage)
    are_ranks = all(number.unit is Unit.RANK for number in listed)
    is_of_levels = are_ranks and grammar.head.search(sentence.text, clause_start, word.start()) is None
    levels = _without_growths(passage, sentence, grammar) if is_of_levels and len(passage) > len(listed) else ()
    levels = levels or _before_parts(sentence, passage, len(listed), word.start(), grammar)
    if len(levels) == len(listed):
        return levels
    may_be_rates = are_shares or (are_figures and are_ranks)
    return _told_before(earlier, len(listed), may_be_rates=may_be_rates)


def _before_parts(
    sentence: Sentence, numbers: Sequence[NumberToken], count: int, end: int, grammar: Grammar
) -> Sequence[NumberToken]:
    """申请2300件、授权1400件，其中发明专利授权76件，分别增长18%和21%: both of those of which the parts are fewer."""
    opened = last_match(grammar.patterns.lists.of_which, sentence.text, sentence.start, end)
    if opened is None:
        return ()
    whole = [number for number in numbers if number.tail <= opened.start()]
    is_fewer = 0 < len(numbers) - len(whole) < count == len(whole)
    return whole if is_fewer and not any(number.unit in _RATES for number in numbers) else ()


def _without_growths(numbers: Sequence[NumberToken], sentence: Sentence, grammar: Grammar) -> Sequence[NumberToken]:
    """研发费用6.9亿元，增长31%，占营收2.3%，分别居第3位、第2位: the levels, each of which has a rank."""
    changes = (grammar.change.search(sentence.text, sentence.clause_start(each.lead), each.lead) for each in numbers)
    rates = (Unit.PERCENT, Unit.PP)
    return [each for each, change in zip(numbers, changes, strict=True) if each.unit not in rates or change is None]


def _ranked_right_before(
    sentence: Sentence, clause_start: int, word: re.Match[str], listed: Sequence[NumberToken]
) -> Sequence[NumberToken]:
    """临海市652亿元、路桥区599亿元分列第二、第三位: as many figures right before 分列 as there are ranks behind it."""
    here = sentence.numbers_between(clause_start, word.start())
    is_next = len(here) == len(listed) and here[-1].tail == word.start()
    return here if is_next and all(number.unit is Unit.RANK for number in listed) else ()


def _grow_as_strangers(sentence: Sentence, clause_start: int, patterns: Patterns) -> bool:
    """医药制造业、汽车制造业增长较快，分别增长11%、8%: the rates are those of what the clause before lists."""
    start = sentence.clause_start(clause_start - 1) if clause_start > sentence.start else clause_start
    is_told = patterns.lists.strangers_grow.fullmatch(sentence.text, start, max(clause_start - 1, start))
    return is_told is not None and not sentence.subjects_between(start, clause_start)


def _listed_in_clause_before(
    sentence: Sentence, end: int, cue_start: int, numbers: Sequence[NumberToken], lookups: Lookups
) -> list[Subject]:
    """高企和科技型企业实现“双倍增”，分别超过1.3万家和8.6万家: the list that it names, strangers without ids."""
    start, count = sentence.clause_start(end - 1) if end > sentence.start else end, len(numbers)
    named = sentence.subjects_between(start, end)
    if not tells_no_figure(sentence, start, end, lookups.patterns):
        return []
    if named and is_of_body(Occurrence(numbers[0], sentence, start), named[0].start, lookups.patterns):
        return [Subject((), start, end, cue_start, Origin.CLAUSE, "respectively")] * count
    if not named:  # 增速前三位为甲技术、乙技术和丙技术，分别增长8%、7%和6%
        is_listed = len(JOINT.findall(sentence.text, start, end)) + 1 == count
        return [Subject((), start, end, cue_start, Origin.CLAUSE, "respectively")] * count if is_listed else []
    members = subjects_in_turn(named, cue_start, lookups.catalogue) if len(named) == 1 else []
    if len(members) == count:
        return members
    listed: Sequence[Mention | None] | None = named
    if len(named) != count:
        listed = among_strangers(sentence, end - 1, named, count, lookups)
    stranger = subject_of(named[0], cue_start, "respectively")._replace(ids=())
    return [subject_of(mention, cue_start, "respectively") if mention else stranger for mention in listed or ()]


def _periods_in_turn(
    periods: Sequence[PeriodMention], named: Sequence[Mention], cue_start: int, listed: Sequence[NumberToken]
) -> Iterator[tuple[int, Pair]]:
    """2021年、2022年…分别为212亿元、245亿元: of one subject, named or carried, in each period."""
    subject = subject_of(named[-1], cue_start, "respectively") if named else None
    for period, token in zip(periods, listed, strict=True):
        yield token.start, Pair(subject, period=period)


def _end_with_pairs(earlier: Sequence[NumberToken], count: int, pairs: Mapping[int, Pair]) -> bool:
    """A、B、C分别增长2%、3%、4%，分别达到…: as many numbers as those that paired with subjects right before."""
    is_paired = [number.start in pairs and pairs[number.start].subject is not None for number in earlier]
    return len(is_paired) >= count and all(is_paired[-count:]) and not any(is_paired[-count - 1 : -count])


def _told_before(earlier: Sequence[NumberToken], count: int, *, may_be_rates: bool) -> Sequence[NumberToken]:
    """播种面积121万亩，总产量52万吨，分别增长14%和10%: the last numbers told; rates only before shares (占…比重).

    Behind as many rates (…，分别完成计划的104%和108%，分别增长14%和10%) it is the amounts before those.
    """
    last, before = earlier[-count:], earlier[-2 * count : -count]
    if may_be_rates or not any(number.unit in _RATES for number in last):
        return last
    are_rates = len(before) == count and all(number.unit in _RATES for number in last)
    return before if are_rates and not any(number.unit in _RATES for number in before) else ()


def _bases(
    sentence: Sentence, named: Sequence[Mention], end: int, numbers: Sequence[NumberToken], grammar: Grammar
) -> Iterator[tuple[int, Pair]]:
    """众创空间、孵化器由2020年的318家、112家分别增至…: numbers before 分别 pair with the subjects as well."""
    if len(named) < 2:
        return
    bases = [number for number in numbers if named[-1].end <= number.start < end]
    if len(bases) == len(named) and len(same_list(sentence, bases, grammar)) == len(bases):
        for mention, token in zip(named, bases, strict=True):
            yield token.start, Pair(subject_of(mention, named[-1].end, "base"))


def _following(
    sentence: Sentence,
    listed: Sequence[NumberToken],
    numbers: Sequence[NumberToken],
    pairs: Mapping[int, Pair],
    grammar: Grammar,
) -> dict[int, Pair]:
    """分别净增488家、640家，增长29.0%和23.8%: a list of as many numbers goes on about the same figures."""
    if len(listed) < 2 or listed[0].start not in pairs:
        return {}
    following = same_list(sentence, [number for number in numbers if number.start > listed[-1].start], grammar)
    if len(following) != len(listed) or following[0].start in pairs:
        return {}
    start = sentence.clause_start(following[0].lead)
    if start > listed[-1].tail + 1 or not is_elided(Occurrence(following[0], sentence, start), grammar):
        return {}
    if any(start <= place.start < following[0].lead for place in sentence.places):
        return {}  # 甲区、乙区分别为6.8%、6.1%，丙县、丁县为2.3%、1.9%
    if grammar.patterns.subjects.bare_level.fullmatch(sentence.text, start, following[0].lead):
        return _strangers(following)
    return figures_in_turn(following, listed)


def _strangers(listed: Sequence[NumberToken]) -> dict[int, Pair]:
    """孵化器、众创空间分别达到28家、46家，其中国家级分别为6家、12家: parts of each, which state nothing."""
    first, last = listed[0].lead, listed[-1].tail
    return {token.start: Pair(Subject((), first, last, first, Origin.CLAUSE, "respectively")) for token in listed}
