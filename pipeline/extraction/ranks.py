"""What a rank is of: of the growth that was told before, or of a share or what was added, which are no indicators.

What belongs here: what is ranked, as what stands before the rank says. What does not: what the words beside it say by
themselves (`measures.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extraction.binding import Binding, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import JOINTS, Grammar, last_match
from pipeline.extraction.measures import Telling, is_gap
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subject import Subject
from pipeline.reference.indicators import Indicator
from pipeline.vocabulary import Measure, Unit


def is_rank_of_share(at: Occurrence, start: int, grammar: Grammar) -> bool:
    """服务业增加值414亿元，占GDP比重居全省第二: the rank is that of the share, which is another figure.

    Not where it is the share in a wider region, which ranks as what is shared: 成交额86亿元，占全省15%、居第二.
    The place of what was added (增量居全省第一, but not 总量和增量均居第一) is none of a level or growth either.
    """
    if at.token.unit is not Unit.RANK:
        return False
    told = list(grammar.head.finditer(at.text, start, at.token.lead))
    if _tells_added(told or grammar.head.finditer(at.text, _told_from(at), start), at, grammar):
        return True
    if grammar.patterns.measures.share_of_region.search(at.text, start, at.token.lead):
        return False
    own = [head for head in told[1:] if at.text[head.start() - 1] in JOINTS]  # 占比、总量, not 占比、科研机构数量
    heads = {head.lastgroup for head in (told[:1] + own if told and told[0].lastgroup == "share" else told)}
    return "share" in heads and heads.isdisjoint(("total", "amount", "count", "growth"))


def _told_from(at: Occurrence) -> int:
    """Where what a rank without a head goes on about is told: 增量占全国18%，居第一; behind a name of its clause."""
    named = at.subjects_before()
    if named or at.clause_start == at.sentence.start:
        return named[-1].end if named else at.clause_start
    return at.sentence.clause_start(at.clause_start - 1)


def _tells_added(heads: Iterable[re.Match[str]], at: Occurrence, grammar: Grammar) -> bool:
    """Whether the last head but that of a share is what was added; not in 总量和增量, where it is one of two.

    Of 总量、增量分居第6、第5位 the second rank is.
    """
    told = [head for head in heads if head.lastgroup != "share"]
    if not told:
        return False
    word = last_match(grammar.patterns.lists.respectively, at.text, told[-1].end(), at.token.lead)
    is_in_turn = word is not None  # the last one: 总量和增量分别达到86家和9家，分别居第6、第5位
    turn = len(at.sentence.numbers_between(word.end(), at.token.start)) if word is not None else len(told)
    head = told[min(turn, len(told) - 1)]
    is_added = grammar.patterns.measures.was_added.match(head.group()) is not None
    return is_added and (is_in_turn or at.text[head.start() - 1] not in JOINTS)


def is_rank_of_added(indicator: Indicator, at: Occurrence, carried: Carried, grammar: Grammar) -> bool:
    """净增86家，居全省第一: what is ranked is what was added, unless a head or a level told before is.

    比上年增加3亿元，居第四 ranks what there is, which the sentence told before; 净增9家、居第二 ranks the nine.
    """
    last = carried.last()
    if last is None or last.telling.measure is not Measure.CHANGE_ABS or last.token.start < at.sentence.start:
        return False
    if last.indicator is not indicator:
        return False  # 孵化器净增3家，众创空间居全省第二
    if last.token.unit is Unit.PP or grammar.head.search(at.text, last.token.tail, at.token.lead):
        return False
    if last.token.start >= at.clause_start:
        return True
    is_next = at.follows_clause_of(last.token)
    return is_next and not any(
        told.indicator is indicator and told.telling.measure is Measure.LEVEL
        for told in carried.bound[carried.inherited :]
    )


def as_rank_of_growth(
    telling: Telling, subject: Subject, at: Occurrence, carried: Carried, lookups: Lookups
) -> Telling:
    """增速达62.4%，居全省第一位: of what the clause before spoke of, which is the growth too where no level is told."""
    last, sentence, grammar = carried.last(), at.sentence, lookups.grammar
    if last is None or last.token.start < sentence.start:
        return _as_rank_of_growth_compared(telling, subject, at, grammar)
    head_start = max(at.head_start, last.token.tail)  # 出口总额增长12.4%（全省第2）
    is_of_country = lookups.patterns.places.ranked_in_world.search(at.text, at.clause_start, at.token.lead)
    if is_of_country or grammar.head.search(at.text, head_start, at.token.lead):
        return telling  # 年均增长12%，从世界第三位提升到第二位: among countries levels are ranked
    measures = {told.telling.measure for told in carried.bound if told.indicator is last.indicator}
    if last.telling.measure is Measure.CHANGE_PCT and Measure.RANK in measures:  # 居全省第6；增长4.5%，居全省第5
        return telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth_beside_rank")
    if last.telling.measure is Measure.CHANGE_PCT and Measure.GROWTH_RANK in measures:
        # 张店区5亿元，增长9%，增速居第1位；桓台县4亿元，增长8%，居第2位
        return telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth_again")
    between = sentence.numbers_between(last.token.tail, at.token.start)
    is_compared = (  # 增长5.6%，高于全市1.3个百分点，居全市第3, or the two the other way round
        any(number.unit is Unit.PP for number in between)
        or lookups.patterns.measures.growth_compared_after.match(at.text, at.token.tail) is not None
    )
    if last.telling.measure is Measure.CHANGE_PCT and not is_compared and at.begins_development(lookups.patterns):
        return telling  # 高企增长1.7倍、从全国第10位升至第8位: a level climbs, else 增速 would be said
    is_compared = is_compared or _is_compared_next(at, grammar) or _stands_beside_growth_alone(last, at, carried)
    if last.telling.measure is Measure.CHANGE_PCT and (is_compared or Measure.LEVEL not in measures):
        return telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth_alone")
    is_climb = at.begins_development(lookups.patterns)  # 增幅居全省第一，排名由第5位升至第3位: the level climbs
    if last.telling.measure is Measure.GROWTH_RANK and _is_other_rank(last, at, lookups):
        return telling
    if last.telling.measure is Measure.GROWTH_RANK and not is_climb:  # 增长8%，居全国第5位、中部第2位
        return telling._replace(measure=Measure.GROWTH_RANK, rule="rank_of_growth_beside_rank")
    clause_before = sentence.clause_start(at.clause_start - 1)
    if last.token.start < clause_before and not sentence.subjects_between(clause_before, at.clause_start):
        start = sentence.clause_end(last.token.tail)  # 增幅比上月提高0.3个百分点，比全国高1个百分点，居全省第2
        noun = grammar.growth_noun.search(at.text, start, at.clause_start)
        return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth") if noun else telling
    if last.telling.measure not in (Measure.CHANGE_PCT, Measure.CHANGE_ABS):
        return telling
    noun = grammar.growth_noun.search(at.text, sentence.clause_start(last.token.lead), last.token.start)
    if noun is not None:
        return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth")
    return telling


def _stands_beside_growth_alone(last: Binding, at: Occurrence, carried: Carried) -> bool:
    """5亿元，增长4.1%、居全市第2位: the clause of a rank tells the growth; not 5亿元、增长4.1%、居全市第2位."""
    told = [each for each in carried.bound if each.token.start >= at.clause_start]
    return last in told and all(each.telling.measure is Measure.CHANGE_PCT for each in told)


def _is_other_rank(last: Binding, at: Occurrence, lookups: Lookups) -> bool:
    """增幅居全国第1位，排名全国第27位: two places in one region are of two things, the second of the level."""
    scope, start = lookups.patterns.places.scope, at.sentence.clause_start(last.token.lead)
    before = last_match(scope, at.text, start, last.token.lead)
    own = last_match(scope, at.text, max(at.clause_start, last.token.tail), at.token.lead)
    is_same = before is not None and own is not None and before["scope"] == own["scope"]
    return is_same and at.token.value != last.token.value


def _is_compared_next(at: Occurrence, grammar: Grammar) -> bool:
    """增长8.5%，居全省第5位，高于全省3.1个百分点: what is compared right behind a rank is what has it."""
    end = at.sentence.clause_end(at.token.tail)
    gap = next(iter(at.sentence.numbers_between(end, at.sentence.clause_end(end + 1))), None)
    if gap is None or gap.unit is not Unit.PP or at.text[end] not in "，,":
        return False
    is_named = grammar.head.search(at.text, end, gap.lead) or at.sentence.subjects_between(end, gap.lead)
    return is_gap(at.text, end + 1, gap, grammar) and not is_named


def _as_rank_of_growth_compared(telling: Telling, subject: Subject, at: Occurrence, grammar: Grammar) -> Telling:
    """增速低于全省2个百分点，居全省第9位: a growth that was only compared has a rank as well."""
    if subject.start < at.sentence.start or grammar.head.search(at.text, at.head_start, at.token.lead):
        return telling
    noun = grammar.growth_noun.search(at.text, subject.end, at.sentence.clause_end(subject.end))
    if noun is None:
        return telling
    return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth")
