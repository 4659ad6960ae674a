"""What marks before and between numbers say: a sign (-3.6%), a range (2-3家), a list with one unit (5、6家), a ratio.

What belongs here: numbers beside each other. What does not: the form of one number (`numbers.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.extraction.grammar import JOINT
from pipeline.extraction.number_token import NumberToken
from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Bound, Unit

_RANGE = re.compile(r"[-~—–－]{1,2}|至|到")
_BARE_LIST = re.compile(rf"(?:{JOINT.pattern})[+-]?")
_DIGIT_FORMS, _RANK_UNITS = ("arabic", "signed"), ("位", "名")
_RATES = (Unit.PERCENT, Unit.PP)
"""Units that end no list of amounts: 602.4亿、+5.8%."""
_TORN = re.compile(r"\d[\d.,]*[,.'’]\d[\d.,]*|\d{1,3}\t\d{1,3}(?:\.\d+)?")
"""A number printed wrong, as two; a list of numbers has 、 or ， between them, and a year (2022 130) four digits."""
_RATIO_MARKS = "∶:："
_BEFORE_RANGE, _BEFORE_RATIO = 14, 40
"""Characters before a number in which 由 says that it is no range (由5家到6家), and words that it is of a ratio."""
_RANKS_IN_WORDS = re.compile(
    rf"(?:{JOINT.pattern})([一二三四五六七八九十]{{1,2}})(?=[位名]|(?:{JOINT.pattern})[一二三四五六七八九十])"
)
"""One of the numerals listed behind an ordinal, of which the last has 位: 第五、四、六和三位."""
_LONG_DASH = "—"
SIGNS = "+-" + _LONG_DASH
_LONGEST_BEFORE_SIGN = 10
"""Characters before a signed number in which words say that it is a change: 年初分别."""


def set_sign(token: NumberToken, text: str, patterns: Patterns) -> None:
    """增长-3.6%, （+18.6%）: a sign where a word of change, a bracket or a place stands before it, a dash elsewhere.

    So is a long dash right behind a word of change (同比—3.6%).
    """
    before, end = max(0, token.start - _LONGEST_BEFORE_SIGN), token.start - 1
    is_long = text[end] == _LONG_DASH
    is_signed = (patterns.numbers.signed_by_dash if is_long else patterns.numbers.signed).search(text, before, end)
    of_count = is_signed is not None and not is_long and is_signed["of_count"]
    if is_signed and (of_count or token.kind in (UnitKind.SHARE, UnitKind.MONEY, UnitKind.POINTS)):
        token.lead = end
        token.form = "signed"
        if text[end] != "+":
            token.value = -token.value


def with_shared_units(text: str, tokens: list[NumberToken], patterns: Patterns) -> list[NumberToken]:
    """Ranges and lists, from the right, so that one unit at the end serves all the numbers before it."""
    for index in range(len(tokens) - 2, -1, -1):
        token, following = tokens[index], tokens[index + 1]
        if token.form == "rank" and not token.surface:
            _read_ranks_behind(tokens, index, text)
            _read_ranks_in_words(tokens, index, text)
        if text[token.end : token.end + 1] in _RATIO_MARKS and token.end + 1 == following.start:
            _join_ratio(token, following, text, patterns)
            continue
        joint = JOINT.match(text, token.tail) if _begins_unit(token, following) else None
        if joint is not None and patterns.numbers.compared_next.fullmatch(text, joint.end(), following.start):
            _take_unit(token, following, text, patterns)
            continue
        if token.form not in _DIGIT_FORMS or following.form not in _DIGIT_FORMS or following.start - token.tail > 2:
            if (
                following.form == "rank"
                and token.form in ("rank", "top")
                and _RANGE.fullmatch(text, token.tail, following.lead)
            ):
                token.value_high, token.bound = following.value, Bound.RANGE
                following.form = "range_end"
            continue
        if following.unit is None and following.surface == "":
            continue
        if _RANGE.fullmatch(text, token.tail, following.start):
            is_span = text[token.tail] not in "至到" or not re.search(
                "[由从]", text[max(0, token.start - _BEFORE_RANGE) : token.start]
            )
            _join_range(token, following, text, patterns, is_dash=is_span)
        elif (
            token.unit is None
            or (token.has_scale_alone and following.unit not in _RATES and not _is_sum_before_count(token, following))
            or _begins_unit(token, following)
        ) and _BARE_LIST.fullmatch(text, token.tail, following.start):
            _take_unit(token, following, text, patterns)
    return tokens


def without_torn_units(text: str, tokens: list[NumberToken]) -> list[NumberToken]:
    """1,2345家, 1'234家, 12 3家: what stands behind the comma or blank is the rest of a number, and no number of 家."""
    for before, token in pairwise(tokens):
        is_torn = before.unit is None and _TORN.fullmatch(text, before.start, token.end) is not None
        if is_torn and token.form == before.form == "arabic":
            token.unit, token.kind, token.surface, token.tail = None, None, "", token.end
    return tokens


def _read_ranks_behind(tokens: Sequence[NumberToken], first: int, text: str) -> None:
    """居全省第3、2、4位: numbers listed behind an ordinal are ranks where the last has 位, by now shared out."""
    for index in range(first + 1, len(tokens)):
        token = tokens[index]
        if token.surface not in _RANK_UNITS or not JOINT.fullmatch(text, tokens[index - 1].end, token.lead):
            return
        token.form, token.unit, token.kind = "rank", Unit.RANK, None


def _read_ranks_in_words(tokens: list[NumberToken], first: int, text: str) -> None:
    """居全省第三、二、四位: so are numerals, of which none but the last was read as a number (四位)."""
    ranks, end = [], tokens[first].tail
    while listed := _RANKS_IN_WORDS.match(text, end):
        end = listed.end()
        rank = NumberToken("rank", *listed.span(1), listed.start(1), end, Decimal(printed_number(listed[1])))
        rank.unit = Unit.RANK
        ranks.append(rank)
    if ranks and text[end] in _RANK_UNITS:
        ranks[-1].tail = end + 1
        for rank in ranks:
            rank.surface = text[end]
        behind = first + 1
        while behind < len(tokens) and tokens[behind].start < end:
            behind += 1
        tokens[first + 1 : behind] = ranks


def _is_sum_before_count(token: NumberToken, following: NumberToken) -> bool:
    """823.57亿、23003项: a sum of money and how many there are."""
    return token.is_sum_of_money and following.scale == 1 and following.kind is not UnitKind.MONEY


def _begins_unit(token: NumberToken, following: NumberToken) -> bool:
    """3个、4个百分点: the first unit is but the beginning of the second."""
    is_count = token.unit is Unit.COUNT and following.unit is Unit.PP
    return is_count and following.surface.startswith(token.surface)


def _join_ratio(token: NumberToken, following: NumberToken, text: str, patterns: Patterns) -> None:
    """三次产业结构为4.9∶50.8∶44.3: shares of a ratio; not the time 8:30, nor a heading of a list before its figure."""
    if token.unit is not None or (following.unit is not None and following.form != "ratio"):
        return
    is_told = (
        following.form == "ratio"
        or text[token.end] == "∶"
        or "." in text[token.start : token.end]
        or patterns.numbers.ratio_told.search(text, max(0, token.start - _BEFORE_RATIO), token.start)
    )
    if is_told:
        for member in (token, following):
            member.form, member.unit, member.kind = "ratio", Unit.OTHER, UnitKind.OTHER


def _join_range(token: NumberToken, following: NumberToken, text: str, patterns: Patterns, *, is_dash: bool) -> None:
    """2-3家: the first number takes the second as its upper end, if it can be one."""
    if is_dash and token.value > following.value:
        return  # 3970 -12.30%: two cells of a row
    if token.unit is None or token.has_scale_alone:
        _take_unit(token, following, text, patterns)
    elif not is_dash or token.unit is not following.unit:
        return
    if following.form == "range_end" or token.value > following.value:
        return
    token.value_high, token.bound, token.tail = following.value, Bound.RANGE, following.tail
    following.form = "range_end"


def _take_unit(token: NumberToken, following: NumberToken, text: str, patterns: Patterns) -> None:
    """300、200家: both are 家. 3.2、4.5亿元: the scale is shared too; 5万-10万元: it is not."""
    if following.unit is None and token.scale != 1:
        return
    shared = following.factor if token.scale != 1 else following.factor * following.scale
    token.value, token.factor = token.value * shared, following.factor
    token.unit, token.kind, token.surface = following.unit, following.kind, following.surface
    token.scale = following.scale if token.scale == 1 else token.scale
    if text[token.start - 1 : token.start] in ("+", "-"):
        set_sign(token, text, patterns)
