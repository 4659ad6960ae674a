"""Numbers that are no quantities, each with its reason: dates, names, document numbers, ordinals, durations …

What belongs here: reasons that the form and the nearest characters give. What does not: whose number it is
(`bindings.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.stretches import covers
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Unit


class NotQuantity(StrEnum):
    """Why a number is no quantity."""

    DATE = "date"
    PERIOD = "period"
    DOCUMENT_NUMBER = "document_number"
    NAME = "name"
    HEADING = "heading"
    ORDINAL = "ordinal"
    DURATION = "duration"
    RANGE_END = "range_end"
    NO_UNIT = "no_unit"
    CODE = "code"


_HEADING = re.compile(r"(?:[（(]?\d{1,2}[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[、)）])")
_LATIN = re.compile(r"[A-Za-z]")
SHORTEST_CODE = 7
"""Characters of a number without unit and point: a telephone number, a code."""
SHORTEST_TELEPHONE = 9
"""Digits of a count without 万 or 亿: nothing but people is counted one by one by the hundred million."""
_LONGEST_ABBREVIATION, _BEFORE_ORDINAL, _BEFORE_FIRST = 4, 9, 14
"""Characters before a number that are letters (GDP), and that say that 第三 (居全省) or 首位 (位居) is a rank."""
_BASE, _BEFORE_BASE = 100, 10
"""What an index begins with, and characters before that which say so (以2005年为)."""
_SUMS = (Unit.CNY, Unit.USD, Unit.TONNE)
"""Units of a round sum in words: 百亿元, 百亿斤."""
LONGEST_FIGURE = 16
"""Digits; more can be no statistic (the country's product in fen has sixteen)."""
_LONGEST_FRACTION = 2
"""Digits behind the point of an amount in text."""
_LONGEST_ORDINAL = 2
"""Digits of the ordinal of an item."""


class Exclusions:
    """The stretches of one compact text in which numbers are no quantities."""

    __slots__ = ("_reasons", "_spans", "_starts", "_text")

    def __init__(self, text: str, patterns: Patterns) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []
        self._reasons: list[NotQuantity] = []
        for match in patterns.numbers.fixed.finditer(text):
            if match.lastgroup == "name" and patterns.numbers.quoted_quantity.match(text, match.start()):
                continue
            self._spans.append(match.span())
            self._reasons.append(NotQuantity(match.lastgroup or "name"))
        self._starts = [start for start, _ in self._spans]

    def covering(self, start: int) -> NotQuantity | None:
        """The reason of the stretch that covers an offset, if one does."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and start < self._spans[index][1]:
            return self._reasons[index]
        return None


def reason_against(
    token: NumberToken,
    text: str,
    segment_start: int,
    exclusions: Exclusions,
    periods: Sequence[tuple[int, int]],
    patterns: Patterns,
) -> NotQuantity | None:
    """Why a number is no quantity, or None where it may be one. `periods` are spans of period mentions, in order."""
    if token.form == "range_end":
        return NotQuantity.RANGE_END
    if token.form == "ratio":
        return None
    reason = exclusions.covering(token.start)
    if reason is not None:
        return reason
    if covers(periods, token.start):
        return NotQuantity.PERIOD
    if token.form in ("rank", "top"):
        return None if _is_rank(token, text, patterns) else NotQuantity.ORDINAL
    if token.kind is UnitKind.DURATION:
        return NotQuantity.DURATION
    if token.kind is UnitKind.ORDINAL:
        return NotQuantity.ORDINAL
    if token.form == "arabic" and token.lead <= segment_start + 1 and _is_heading(token, text, segment_start):
        return NotQuantity.HEADING
    if token.form == "signed":
        return None
    return _reason_against_figure(token, text, patterns)


def _is_heading(token: NumberToken, text: str, segment_start: int) -> bool:
    """1.高企, （2）平台; not the amount or share with which a line begins (3.36亿元：…, 62.3%：…).

    An ordinal may stand before a figure of its line: 1.5000万元, 2.120家.
    """
    found = _HEADING.match(text, segment_start)
    if found is None:
        return False
    is_amount = token.unit in (Unit.CNY, Unit.USD, Unit.PERCENT) and 0 < token.end - found.end() <= _LONGEST_FRACTION
    return not is_amount


def _reason_against_figure(token: NumberToken, text: str, patterns: Patterns) -> NotQuantity | None:
    """What the characters around plain digits or numerals say against them: 5G, 第3批, 每10万人, 13812345678."""
    if token.end - token.start > LONGEST_FIGURE and _digits(text, token) > LONGEST_FIGURE:
        return NotQuantity.CODE
    is_of_people = token.kind in (UnitKind.PERSON, UnitKind.HOUSEHOLD)
    if (
        token.unit is Unit.COUNT
        and not is_of_people
        and token.scale == 1
        and _is_telephone(text[token.start : token.end])
    ):
        return NotQuantity.CODE
    before = text[token.lead - 1] if token.lead else "\n"
    after = text[token.end : token.end + 1]
    if before in "第届" or (before == "前" and after == "批"):
        return NotQuantity.ORDINAL  # 前4批次
    if before in "、和至" and patterns.numbers.ordinal_listed.search(text, max(0, token.lead - 7), token.lead):
        return NotQuantity.ORDINAL  # 第15期、16期
    if token.unit is None and _is_item_ordinal(token, text, patterns):
        return NotQuantity.ORDINAL
    if token.unit is None and token.value == _BASE and _is_base_of_index(token, text, patterns):
        return NotQuantity.NO_UNIT
    if before in "*×" and text[token.lead - 2 : token.lead - 1].isdigit():
        return NotQuantity.NAME  # 1366*768
    if before in "+-/" or (token.unit is None and (after == "+" or _LATIN.match(after))):
        return NotQuantity.NAME
    if token.end - token.start == 4 and patterns.numbers.year_of_name.match(text, token.start):
        return NotQuantity.NAME
    if _LATIN.match(before) and not patterns.numbers.abbreviation.search(
        text, max(0, token.lead - _LONGEST_ABBREVIATION), token.lead
    ):
        return NotQuantity.NAME
    if before == "每" and token.form == "arabic":
        return NotQuantity.NAME
    if _is_of_steps(token, text, patterns):
        return NotQuantity.NAME
    if token.form == "numeral":
        return _reason_against_numeral(token, text, patterns)
    is_bare = token.unit is None and token.form == "arabic" and "." not in text[token.start : token.end]
    return NotQuantity.CODE if is_bare and token.end - token.start >= SHORTEST_CODE else None


def _is_of_steps(token: NumberToken, text: str, patterns: Patterns) -> bool:
    """连跨5个百亿元台阶, 跨越三个10亿元台阶: how many steps a figure has taken, and how much each is."""
    if token.form == "arabic" and text[token.tail - 1] == "个":
        return patterns.numbers.steps.match(text, token.tail) is not None
    is_counted = token.unit in _SUMS and text[token.start - 1] == "个"
    return is_counted and patterns.numbers.steps.match(text, token.start) is not None


def _is_item_ordinal(token: NumberToken, text: str, patterns: Patterns) -> bool:
    """问题：（2）高企偏少, ；2.平台不多: what counts the items of a line is no figure between a name and its own."""
    if token.end - token.start > _LONGEST_ORDINAL or text[token.end : token.end + 1] not in "）)、.．":
        return False
    first = max(0, token.start - 2)
    return any(patterns.numbers.item_ordinal.match(text, start) for start in range(first, token.start))


def _is_base_of_index(token: NumberToken, text: str, patterns: Patterns) -> bool:
    """创新指数达到228.3（以2005年为100）: what an index was in the year from which it counts is no figure of it."""
    return patterns.tables.index_base.search(text, max(0, token.start - _BEFORE_BASE), token.end) is not None


def _is_telephone(figure: str) -> bool:
    return len(figure) >= SHORTEST_TELEPHONE and figure.isdigit()


def _digits(text: str, token: NumberToken) -> int:
    return sum(map(str.isdigit, text[token.start : token.end]))


def _is_rank(token: NumberToken, text: str, patterns: Patterns) -> bool:
    """居全省第3, 第3位, 居全国百强; not 第一、二、三产业, 第3批, 首位度, 与第一名相差."""
    if patterns.numbers.rank_of_another.match(text, token.lead - 1):
        return False
    if token.surface in ("位", "名"):
        before = text[max(0, token.lead - _BEFORE_FIRST) : token.lead]
        return text[token.start] != "首" or patterns.numbers.ranked_first.search(before) is not None
    if patterns.numbers.sectors.match(text, token.tail):
        return False
    if token.form == "top" and token.surface == "强":
        return True
    before = text[max(0, token.lead - _BEFORE_ORDINAL) : token.lead]
    is_told = patterns.numbers.ranked_before.search(before) and patterns.numbers.rank_end.match(text, token.tail)
    return bool(is_told) and (token.form == "top" or not patterns.numbers.ordinal_after.match(text, token.tail))


def _reason_against_numeral(token: NumberToken, text: str, patterns: Patterns) -> NotQuantity | None:
    """Numerals in words are mostly part of a name: 一定, 三台县, 百强; not 三家, 百亿元."""
    if token.surface == "亿":
        return None
    if (token.value == 1 and token.unit is not Unit.TIMES) or text.startswith("数", token.tail):
        return NotQuantity.NAME
    if text[token.start] in "百千万亿零〇" and not _is_round_number(token, text, patterns):
        return NotQuantity.NAME
    if token.unit is not Unit.CNY and patterns.numbers.no_number_before.match(text, token.start - 1):
        return NotQuantity.ORDINAL
    if patterns.numbers.congress.match(text, token.end):
        return NotQuantity.ORDINAL
    if token.unit is Unit.COUNT and patterns.numbers.slogan.match(text, token.tail):
        return NotQuantity.NAME
    return None


def _is_round_number(token: NumberToken, text: str, patterns: Patterns) -> bool:
    """百亿元 at the end of a clause, 百余名, 近百家: a sum or count; 千名专家 is but many, 两个万亿元 a step."""
    if token.unit in _SUMS and text[token.start - 1] != "个":
        return token.end - token.start > 1 and patterns.numbers.round_sum_end.match(text, token.tail) is not None
    return text[token.end] in "余多" or bool(patterns.numbers.bounded_before.match(text, token.start - 1))
