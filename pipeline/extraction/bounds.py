"""Which side of the true value a number stands on: 超过1680家, 1680余家, 2—3家.

What belongs here: bounds from the words around a number. What does not: the number itself (`numbers.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import Grammar
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.statuses import is_target_behind
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Bound

_LONGEST_BOUND, _LONGEST_BOUNDED = 8, 24
"""Characters of a word that bounds a number, and of the list before it that the word bounds as well."""
_LONGEST_COMPARISON = 12
"""Characters before a number in which 高于 says that a goal was passed."""
_LISTED_BEFORE = re.compile(r"(?<![\d.,])(?:\d[\d.,]*[^，,。；;、\d]{1,4}、)+$")


def read_bound(token: NumberToken, text: str, clause_start: int, grammar: Grammar) -> Bound:
    """The bound of a number: by its range, the word right before it, or the one right behind it."""
    if token.bound is Bound.RANGE:
        return Bound.RANGE
    start = _list_start(token, text, clause_start) if text[token.lead - 1] == "、" else token.lead
    before = grammar.bound.search(text, max(clause_start, start - _LONGEST_BOUND), start)
    if before is None or _is_compared_with_goal(token, text, clause_start, grammar.patterns):
        return token.bound or Bound.EXACT
    if before.lastgroup == "high":
        is_kept_at = token.bound is not None and grammar.patterns.measures.kept_at.match(before.group())
        return token.bound or Bound.AT_MOST if is_kept_at else Bound.AT_MOST
    if token.bound in (Bound.AT_LEAST, Bound.AT_MOST):
        return token.bound
    return Bound.AT_LEAST if before.lastgroup == "low" else Bound.APPROX


def _list_start(token: NumberToken, text: str, clause_start: int) -> int:
    """Where the list of numbers begins that a number ends: 突破1400家、1500家; not 超50家、100个基地 of two things."""
    if not text.endswith(token.surface, 0, token.lead - 1):
        return token.lead
    listed = _LISTED_BEFORE.search(text, max(clause_start, token.lead - _LONGEST_BOUNDED), token.lead)
    return listed.start() if listed is not None else token.lead


def _is_compared_with_goal(token: NumberToken, text: str, clause_start: int, patterns: Patterns) -> bool:
    """5.1%，低于5.5%的目标 is no goal below 5.5%; 实现低于5.5%的目标 is."""
    if not is_target_behind(text, token.tail, patterns):
        return False
    start = max(clause_start - 1, token.lead - _LONGEST_COMPARISON)
    return patterns.measures.compared_with_goal.search(text, start, token.lead) is not None
