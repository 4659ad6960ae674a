"""总量、增量、增速分别为86家、9家、12%: which head of a list a number belongs to, and what it tells by that.

What belongs here: heads that stand side by side right before 分别. What does not: names side by side
(`respectively.py`), and heads of which all have one number (总量、增速均居第3位: `tellings.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import JOINT, Grammar, last_match
from pipeline.extraction.measures import Telling, is_gap
from pipeline.extraction.sentences import Occurrence, Sentence
from pipeline.vocabulary import Measure, Unit


def heads_listed(sentence: Sentence, start: int, word: re.Match[str], grammar: Grammar) -> list[re.Match[str]]:
    """The heads before 分别, of as many as numbers behind it; one of them tells a growth or what was added."""
    end, heads = word.start(), list[re.Match[str]]()
    for head in reversed(list(grammar.head.finditer(sentence.text, start, end))):
        is_next = JOINT.fullmatch(sentence.text, head.end(), end) is not None if heads else head.end() == end
        if not is_next:
            break
        heads.insert(0, head)
        end = head.start()
    numbers = sentence.numbers_between(word.end(), sentence.clause_end(word.end()))
    are_told_apart = any(head.lastgroup == "growth" or _is_added(head, grammar) for head in heads)
    return heads if are_told_apart and 1 < len(heads) == len(numbers) else []


def head_in_turn(at: Occurrence, grammar: Grammar) -> re.Match[str] | None:
    """The head whose turn it is."""
    word = last_match(grammar.patterns.lists.respectively, at.text, at.clause_start, at.token.lead)
    heads = heads_listed(at.sentence, at.clause_start, word, grammar) if word is not None else []
    return heads[len(at.sentence.numbers_between(heads[-1].end(), at.token.start))] if heads else None


def told_by_head(head: re.Match[str], at: Occurrence, grammar: Grammar) -> Telling | None:
    """What a head makes of its number; None for a gap and for the place of what was added."""
    if at.token.unit is not Unit.RANK and is_gap(at.text, head.end(), at.token, grammar):
        return None  # 收入及增幅分别超过全省500元和0.2个百分点
    if head.lastgroup == "growth":
        measure = Measure.GROWTH_RANK if at.token.unit is Unit.RANK else Measure.CHANGE_PCT
    elif _is_added(head, grammar):
        if at.token.unit is Unit.RANK:
            return None
        measure = Measure.CHANGE_ABS
    else:
        measure = Measure.RANK if at.token.unit is Unit.RANK else Measure.LEVEL
    return Telling(measure, False, *head.span(), "head_in_turn")


def _is_added(head: re.Match[str], grammar: Grammar) -> bool:
    """增量, 净增数, 新增数: a head that names what was added."""
    return grammar.patterns.measures.was_added.match(head.group()) is not None
