"""Numbers that say something beside the subject of their clause: rewards, thresholds, shares of a target or whole.

What belongs here: which numbers are asides. What does not: what a number hands on that states nothing (`unbound.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import BETWEEN_NAMES, Grammar, last_match
from pipeline.extraction.number_token import PART_FORMS
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.statuses import is_target_behind
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Unit

_POLICY = "对"
"""Without it a sentence holds no rule of a policy: most are told so before the pattern is tried."""
_SO_FEW = 10
"""Below how many a count with 及以上 may be a condition."""
_ASIDE_BEFORE = 28
"""Characters before a number in which words may say that it is an aside."""
_SHARE_BEHIND = re.compile(r"的\d[\d.]*[%％]")
"""The share of an amount right behind it."""
_LONGEST_LESS = 18
"""Characters before a clause in which one says what its figures leave out."""


def is_of_completion(at: Occurrence, patterns: Patterns) -> bool:
    """年度任务完成率118%: how much of a task was done, and no figure of what it is about."""
    return patterns.subjects.completion_rate.search(at.text, at.clause_start, at.token.lead) is not None


def is_aside(at: Occurrence, grammar: Grammar) -> bool:
    """Whether a number says something beside the subject: a reward per firm, a share of a target or other whole.

    Nor is a threshold a figure of its subject (研发投入超1亿元的企业).
    """
    token, text, before, patterns = at.token, at.text, _words_before(at), grammar.patterns
    if token.unit is Unit.RANK and not at.subjects_before() and _is_behind_completion(at, patterns):
        return grammar.head.search(text, at.head_start, token.lead) is None
    start = at.clause_start
    less = max(at.sentence.start, start - _LONGEST_LESS)
    if text[start - 1] in "，," and patterns.numbers.less_part.search(text, less, start):
        return True  # 扣除房地产开发投资，全国固定资产投资增长7.2%
    if patterns.numbers.not_own.search(*before) or _is_part_in_brackets(at, patterns):
        return True
    old = None if at.is_at_mark else last_match(patterns.subjects.from_old_times, text, start, token.lead)
    if old is not None and old.end() == token.lead:
        return True  # 由建国初期的17.9%提高到57.5%
    if not at.is_at_mark and (
        (token.form not in PART_FORMS and _is_of_those_above(at, patterns))
        or patterns.numbers.field_of_rank.match(text, token.end)
        or _is_threshold(at, patterns)
    ):
        return True
    if token.unit is Unit.COUNT and (is_of_those_beyond(at, patterns) or _is_condition(at, patterns)):
        return True
    if token.unit in (Unit.COUNT, Unit.CNY) and patterns.subjects.beyond_budget.search(*before):
        return not is_target_behind(text, token.tail, patterns)
    if (
        token.unit is Unit.CNY
        and _SHARE_BEHIND.match(text, token.tail)
        and patterns.subjects.whole_before_share.search(*before)
    ):
        return True  # 占工业增加值61.8亿元的45.3%
    if token.form == "top" and (patterns.numbers.top_of_list.match(text, token.tail) or _is_of_those_named(at)):
        return True
    return is_share(at, patterns) or _is_of_policy(at, patterns)


def _is_part_in_brackets(at: Occurrence, patterns: Patterns) -> bool:
    """（其中规上12家; but （其中国家级1家 may be a figure of what is told at that level."""
    part = patterns.subjects.part_in_brackets.search(*_words_before(at))
    if part is None:
        return False
    is_level = (
        patterns.subjects.bare_level.fullmatch(at.text, part.start() + 1, at.token.lead) is not None
        and patterns.subjects.clause_end.match(at.text, at.token.tail) is not None  # not （省级2家在建）
    )
    named = at.subjects_before()
    # 众创空间3家、星创天地5家（国家级2家）: of the latter, which no name of an indicator tells.
    is_of_named = bool(named) and not BETWEEN_NAMES.search(at.text, named[-1].end, part.start())
    return not (is_level and is_of_named)


def _is_condition(at: Occurrence, patterns: Patterns) -> bool:
    """拥有发明专利1件及以上, 5件（含）以上: so few, or more, are asked for; of what there is, 以上 alone is said."""
    token, text = at.token, at.text
    is_few = token.value < _SO_FEW and patterns.numbers.and_above.search(text, token.end, token.tail)
    if not (is_few or patterns.numbers.or_above.search(text, token.end, token.tail)):
        return False
    return patterns.numbers.demanded_before.search(text, at.clause_start, token.lead) is not None


def _is_of_policy(at: Occurrence, patterns: Patterns) -> bool:
    """对研发投入500万元以上的企业，按10%补助，最高300万元; few sentences hold the word that such rules begin with."""
    if at.text.find(_POLICY, at.sentence.start, at.token.lead) < 0:
        return False
    if patterns.places.scope.match(at.text, at.head_start):
        return False  # 对首次认定的给予奖励，全市高企达到320家
    return patterns.numbers.policy.match(at.text, at.passage_start) is not None


def is_of_each(at: Occurrence, patterns: Patterns) -> bool:
    """Whether an amount is one of each of several (户均580万元), of which a growth behind it is told."""
    is_amount = at.token.unit in (Unit.CNY, Unit.COUNT) and at.text[at.token.tail] in "，,"
    return is_amount and patterns.numbers.not_own.search(*_words_before(at)) is not None


def _is_behind_completion(at: Occurrence, patterns: Patterns) -> bool:
    """完成率118%，居全市第2; 完成年度目标的118%，居全市第2: the rank is that of the completion."""
    start = at.sentence.clause_start(at.clause_start - 1) if at.clause_start > at.sentence.start else at.clause_start
    told = at.sentence.numbers_between(start, at.clause_start)
    if not told:
        return False
    is_of_goal = told[-1].unit is Unit.PERCENT and (
        patterns.subjects.share_of_target.search(at.text, start, told[-1].lead) is not None
    )
    return is_of_goal or any(patterns.subjects.completion_rate.search(at.text, start, each.lead) for each in told)


def _words_before(at: Occurrence) -> tuple[str, int, int]:
    return at.text, max(at.clause_start, at.token.lead - _ASIDE_BEFORE), at.token.lead


def _is_of_those_named(at: Occurrence) -> bool:
    """每万人口发明专利拥有量前三的北京、上海、天津分别达到…: how many places are told of next."""
    start = at.token.tail + at.text.startswith("的", at.token.tail)
    named = [place.start for place in at.sentence.places if start <= place.start < at.sentence.clause_end(start)]
    return len(named) > 1 and named[0] == start


def is_share(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a percentage is a share of a target (完成年度任务的118%) or of another whole (仅占全省的2.9%)."""
    if at.token.unit is not Unit.PERCENT:
        return False
    before = _words_before(at)
    is_of_target = patterns.subjects.share_of_target.search(*before) is not None
    return is_of_target or patterns.subjects.share_of_whole.search(*before) is not None


def _is_threshold(at: Occurrence, patterns: Patterns) -> bool:
    """5000万元以下固定资产投资: a bound right before a name says of which, and is no figure of it."""
    token = at.token
    if patterns.numbers.threshold.fullmatch(at.text, token.tail - 2, token.tail) is None or token.unit is Unit.PERCENT:
        return False
    subjects = at.sentence.subjects
    is_in_name = any(named.start <= token.start < named.end for named in subjects)  # 500万元以上固定资产投资
    return is_in_name or at.sentence.subject_at(token.tail) is not None


def _is_of_those_above(at: Occurrence, patterns: Patterns) -> bool:
    """研发投入超1亿元的企业, but not 我市成为全省首个地区生产总值超5000亿元的城市: it has reached that itself."""
    if patterns.numbers.threshold_after.match(at.text, at.token.tail) is None:
        return False
    reached = patterns.numbers.reached_itself.search(at.text, at.clause_start, at.sentence.clause_end(at.token.tail))
    return reached is None or not reached.start() < at.token.lead < reached.end()


def is_of_those_beyond(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a number tells of those beyond the one before it: 高新技术企业10家以上的区县有3个."""
    before = at.numbers_before()
    is_amount = bool(before) and before[-1].unit is not Unit.RANK  # 居前三位的区县是张店区62家
    return is_amount and patterns.numbers.threshold_after.match(at.text, before[-1].tail) is not None
