"""Ranks that are none of an indicator: of a share, of what was added.

What belongs here: what is ranked, where that is no figure of the catalogue. What does not: ranks of levels and of
growth (`measures.py`, `tellings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import JOINTS, Grammar
from pipeline.extraction.sentences import Occurrence
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
    heads = {head.lastgroup for head in told}
    return "share" in heads and heads.isdisjoint(("total", "amount", "count"))


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
    is_in_turn = grammar.patterns.lists.respectively.search(at.text, told[-1].end(), at.token.lead) is not None
    turn = len(at.sentence.numbers_between(told[-1].end(), at.token.start)) if is_in_turn else len(told)
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
    is_next = at.sentence.clause_end(last.token.tail) + 1 == at.clause_start
    return is_next and not any(
        told.indicator is indicator and told.telling.measure is Measure.LEVEL
        for told in carried.bound[carried.inherited :]
    )
