"""What a number says of its indicator: level, change, growth, rank.

What belongs here: measure and sign from the words around a number. What does not: whose number it is, nor on which
side of the true value it stands (`bounds.py`), nor events that add to a stock (`events.py`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extraction.events import event_before, is_registered_behind
from pipeline.extraction.grammar import JOINTS, Grammar, closes_bracket, last_match
from pipeline.extraction.number_token import NumberToken
from pipeline.reference.indicators import Indicator, Reading
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Measure, Nature, Unit

_AT_EDGE = 4
"""Characters between a word of change and its number that hold no other thing: 增加了近."""
_FARTHEST_GAP = 16
"""Characters before a number in which 高于 makes it a gap."""
RELATIVE = (Unit.PERCENT, Unit.PP, Unit.RANK)
"""Units of what is told of an amount: its growth, share or rank."""
_IN_POINTS = (Unit.PERCENT, Unit.INDEX)
"""Units of what rises by points: shares, and indices, which reports print as per cent too."""
_COUNTED_ITEM = re.compile(r"\d[家个项件名人]、")
"""The end of an item that counts, behind which an amount is the next one's."""
_LISTED = re.compile(rf"(?:\d[\d.,]*[^，,。；;、\d]{{1,4}}[{JOINTS}])+")
"""The numbers of a list between a word of change and the last of them: 分别增加147家、260家."""


class Telling(NamedTuple):
    """How a number tells of its indicator. `start`/`end` are the words that said so (empty: none did)."""

    measure: Measure
    is_decline: bool
    start: int
    end: int
    rule: str


def read_measure(
    token: NumberToken,
    indicator: Indicator,
    text: str,
    cue_start: int,
    clause_start: int,
    grammar: Grammar,
    *,
    is_counted_noun: bool = False,
) -> Telling | None:
    """The measure of a number that is bound to an indicator, or None where it is no fact of it (a gap to others).

    `cue_start` is where the words between subject and number begin, `clause_start` where their clause does.
    """
    patterns = grammar.patterns
    if token.unit is Unit.RANK:
        return _rank(text, clause_start, token, grammar)
    if patterns.measures.gap_after.match(text, token.tail):
        return None
    change = last_match(grammar.change, text, cue_start, token.start)
    if is_counted_noun and indicator.nature is Nature.STOCK and token.unit is Unit.COUNT:
        granted = patterns.measures.event_after.match(text, token.tail)
        event = granted or patterns.measures.becomes_after.match(text, token.tail)
        if event is not None:
            return Telling(Measure.CHANGE_ABS, False, event.start(), event.end(), "event_behind_adds_to_stock")
    if token.unit is Unit.PP:
        return _points(token, indicator, text, cue_start, change, grammar)
    if token.unit is Unit.PERCENT:
        return _percent(token, indicator, text, cue_start, change, grammar) or _growth_reached(
            indicator, text, clause_start, change, grammar
        )
    if token.unit is Unit.TIMES:
        is_multiple = text.startswith("的", token.lead - 1)  # 是2016年增幅的2.5倍
        is_growth = (
            change is not None and not is_multiple and not grammar.patterns.measures.to.match(text, change.end())
        )
        return (
            Telling(Measure.CHANGE_PCT, False, change.start(), change.end(), "grown_by_times")
            if is_growth and change
            else None
        )
    return _amount(token, indicator, text, cue_start, clause_start, change, grammar)


def is_gap(text: str, start: int, token: NumberToken, grammar: Grammar) -> bool:
    """高于全省0.3个百分点, 比全国快2个百分点; 低于昆山（3.6%） names the figure of Kunshan."""
    if token.unit is not Unit.PP and text[token.lead - 1] in "（(":
        return False
    if token.unit is Unit.PERCENT and grammar.patterns.places.of_level_after.match(text, token.tail):
        return False  # 低于全国2.4%的平均水平 names the level itself
    last = last_match(grammar.gap, text, start, token.start)
    if last is None or token.start - last.end() > _FARTHEST_GAP:
        return grammar.patterns.measures.compared.search(text, start, token.start) is not None
    if grammar.patterns.measures.reaches_itself.search(text, last.end(), token.start):
        return False
    return not grammar.patterns.measures.with_itself.match(text, last.end())


def _rank(text: str, start: int, token: NumberToken, grammar: Grammar) -> Telling:
    """居全省第4位; 增速居第4位 is the rank of the growth."""
    noun = last_match(grammar.growth_noun, text, start, token.lead)
    if noun is not None and not _is_of_head_behind(text, noun.end(), token, grammar):
        return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth")
    return Telling(Measure.RANK, False, token.lead, token.tail, "rank")


def _is_of_head_behind(text: str, start: int, token: NumberToken, grammar: Grammar) -> bool:
    """增速全省第2、总量全省第5, 增速达6.4%、总量全省第5: the rank is of the head behind the first of both."""
    head = last_match(grammar.head, text, start, token.lead)
    if head is None or head.lastgroup == "growth":
        return False
    between = text[start : head.start()]
    return "第" in between or "%" in between


def _points(
    token: NumberToken, indicator: Indicator, text: str, start: int, change: re.Match[str] | None, grammar: Grammar
) -> Telling | None:
    """提高0.3个百分点 is the change of a share, 高于全省0.3个百分点 a gap."""
    if token.form == "signed" and change is None and indicator.unit in _IN_POINTS:
        return Telling(Measure.CHANGE_ABS, False, token.lead, token.tail, "signed_change")
    if is_gap(text, start, token, grammar) or indicator.unit not in _IN_POINTS or change is None:
        return None
    noun = grammar.growth_noun.search(text, start, token.start)
    if noun is not None and not noun.start() <= change.start() < noun.end():
        return None  # 增速提高3个百分点; but 提高幅度为0.03个百分点
    is_decline = change.lastgroup == "decline"
    return Telling(Measure.CHANGE_ABS, is_decline, change.start(), change.end(), "change_in_points")


def _percent(
    token: NumberToken, indicator: Indicator, text: str, start: int, change: re.Match[str] | None, grammar: Grammar
) -> Telling | None:
    """增长5% is a rate of growth, 占比5% the level of a share; a gap to others is neither."""
    if token.form == "doubling":
        return Telling(Measure.CHANGE_PCT, False, token.lead, token.tail, "doubled")
    if token.form == "signed" and change is None:
        return Telling(Measure.CHANGE_PCT, False, token.lead, token.tail, "signed_growth_rate")
    is_ratio = indicator.unit in _IN_POINTS
    if change is not None and not grammar.patterns.measures.to.match(text, change.end()) and change.group() != "超":
        if is_gap(text, change.end(), token, grammar):
            return None
        is_decline = change.lastgroup == "decline"
        return Telling(Measure.CHANGE_PCT, is_decline, change.start(), change.end(), "growth_rate")
    if change is not None and grammar.growth_noun.fullmatch(change.group()):
        return Telling(Measure.CHANGE_PCT, change.lastgroup == "decline", change.start(), change.end(), "growth_rate")
    if is_ratio and not is_gap(text, start, token, grammar):
        return Telling(Measure.LEVEL, False, start, token.start, "share")
    after = grammar.patterns.measures.growth_after.match(text, token.tail)
    if after and not is_ratio:
        return Telling(Measure.CHANGE_PCT, False, after.start(), after.end(), "growth_rate_after")
    return None


def _growth_reached(
    indicator: Indicator,
    text: str,
    clause_start: int,
    change: re.Match[str] | None,
    grammar: Grammar,
) -> Telling | None:
    """增速由5.1%提高到7.1%: what an amount reaches in per cent is its growth, where the clause speaks of growth."""
    if change is None or indicator.unit is Unit.PERCENT or not grammar.patterns.measures.to.match(text, change.end()):
        return None
    noun = grammar.growth_noun.search(text, clause_start, change.start())
    if noun is None:
        return None
    word = grammar.change.fullmatch(noun.group())  # 降幅收窄至9.3% is a decline
    is_decline = word is not None and word.lastgroup == "decline"
    return Telling(Measure.CHANGE_PCT, is_decline, noun.start(), noun.end(), "growth_reached")


def _amount(
    token: NumberToken,
    indicator: Indicator,
    text: str,
    start: int,
    clause_start: int,
    change: re.Match[str] | None,
    grammar: Grammar,
) -> Telling | None:
    """增加5家 is a change, 新增5家 adds to a stock and is the level of a flow, 达到5家 is a level."""
    patterns = grammar.patterns
    if (
        change is not None
        and not patterns.measures.to.match(text, change.end())
        and not patterns.measures.grown_by_rate.fullmatch(change.group())
    ):
        if is_gap(text, change.end(), token, grammar):
            return None
        is_event = (
            indicator.nature is Nature.FLOW
            and patterns.measures.added_in_time.fullmatch(change.group())
            and not patterns.measures.compared_period.search(text, clause_start, change.start())  # 比上年新增3.6亿元
        )
        between = text[change.end() : token.start]
        is_near = (len(between) <= _AT_EDGE and "、" not in between) or _LISTED.fullmatch(between) is not None
        is_of_level = patterns.measures.level_word.search(between) is not None  # 巩固提升现有3家院士工作站
        if not (is_event or is_of_level) and is_near:
            return Telling(
                Measure.CHANGE_ABS, change.lastgroup == "decline", change.start(), change.end(), "absolute_change"
            )
    if patterns.measures.compared.search(text, start, token.start):
        return None  # 较广东少2.5万家
    more = patterns.measures.more_than_before.search(text, clause_start, token.start)
    if more is not None and patterns.measures.as_much_as_before.match(text, token.tail) is None:
        return Telling(Measure.CHANGE_ABS, more["fewer"] is not None, more.start(), more.end(), "more_than_before")
    if token.form == "signed" and change is None:
        return Telling(Measure.CHANGE_ABS, False, token.lead, token.tail, "signed_change")
    net = last_match(grammar.net, text, clause_start, token.start)
    if net is not None and closes_bracket(text, net.end(), token.start):
        net = None  # 重点实验室32家（净增4家）、新型研发机构20家（净增3家）
    if net is not None and token.unit is Unit.CNY and _COUNTED_ITEM.search(text, net.end(), token.start):
        net = None  # 高企净增16家、技术合同成交额10亿元
    is_other = net and (_is_total(net, text, token, patterns) or is_registered_behind(net, text, token, patterns))
    if net is not None and not is_other:
        return Telling(Measure.CHANGE_ABS, "减" in net.group(), net.start(), net.end(), "net_change")
    added = _added_to_stock(token, text, clause_start, grammar) if indicator.nature is Nature.STOCK else None
    return added or Telling(Measure.LEVEL, False, start, token.start, "level")


def _added_to_stock(token: NumberToken, text: str, clause_start: int, grammar: Grammar) -> Telling | None:
    """新增5家, 5家获批, 5家，总数达到20家: what came to a stock, and not how large it is."""
    patterns = grammar.patterns
    event = event_before(text, clause_start, token, grammar)
    if event is not None:
        return Telling(Measure.CHANGE_ABS, False, event.start(), event.end(), "event_adds_to_stock")
    if token.unit is not Unit.COUNT:
        return None
    granted = patterns.measures.granted_after.match(text, token.tail)
    if granted is not None and grammar.level.search(text, clause_start, token.start) is None:
        return Telling(Measure.CHANGE_ABS, False, granted.start(), granted.end(), "event_behind_adds_to_stock")
    total = patterns.measures.total_follows.match(text, token.tail)
    if total is not None and not patterns.measures.total.search(text, clause_start, token.start):
        return Telling(Measure.CHANGE_ABS, False, total.start(), total.end(), "total_follows")
    return None


def _is_total(net: re.Match[str], text: str, token: NumberToken, patterns: Patterns) -> bool:
    """净增至、净增后达到 tell of a total; 增量达到 does not, since its noun is what was added."""
    if patterns.measures.noun_of_net.search(net.group()):
        return False
    return bool(
        patterns.measures.to.match(text, net.end()) or patterns.measures.total.search(text, net.end(), token.start)
    )


def fits(token: NumberToken, indicator: Indicator, measure: Measure) -> bool:
    """Whether the unit of a number can state this measure of the indicator."""
    if measure in (Measure.RANK, Measure.GROWTH_RANK):
        return True
    if measure is Measure.CHANGE_PCT:
        return token.unit in (Unit.PERCENT, Unit.TIMES)
    if token.unit is Unit.PP:
        return indicator.unit in _IN_POINTS
    if indicator.unit is None or indicator.unit is Unit.CNY:
        is_too_much = indicator.maximum is not None and token.value > indicator.maximum  # 76263110.6: two cells in one
        return (token.kind is UnitKind.MONEY or token.has_scale_alone) and not is_too_much
    if indicator.unit is Unit.COUNT:
        is_ratio = indicator.nature is Nature.RATIO and token.unit is None and token.form == "arabic"
        is_count = token.has_scale_alone and (not token.is_sum_of_money or UnitKind.PERSON in indicator.counted)
        return (
            is_count or is_ratio or token.is_counted or (token.unit is Unit.COUNT and token.kind in indicator.counted)
        )
    if indicator.unit is Unit.PERSON_YEAR:
        return token.unit is Unit.PERSON_YEAR or (indicator.nature is Nature.RATIO and token.kind is UnitKind.PERSON)
    if indicator.unit is Unit.INDEX:
        return token.unit in (Unit.INDEX, Unit.PERCENT, None) and token.form == "arabic"
    return token.unit is indicator.unit


def unit_of(token: NumberToken, indicator: Indicator, measure: Measure) -> Unit:
    """The unit in which a number tells a measure of an indicator."""
    if measure in (Measure.RANK, Measure.GROWTH_RANK):
        return Unit.RANK
    if measure is Measure.CHANGE_PCT:
        return Unit.PERCENT
    if token.unit is not Unit.PP and indicator.unit in (Unit.PERSON_YEAR, Unit.INDEX):
        return indicator.unit
    if token.unit is None and indicator.unit is not None:
        return indicator.unit  # 每万人口发明专利拥有量达16.1
    if token.unit is Unit.OTHER and token.kind is None and indicator.unit is not None:
        return indicator.unit
    return token.unit or Unit.OTHER


def could_state(token: NumberToken, indicator: Indicator, reading: Reading | None) -> bool:
    """Whether the unit of a number allows for any statement about the indicator."""
    if reading is not None and reading.measure is not None:
        return True
    if token.unit in (Unit.PERCENT, Unit.TIMES, Unit.RANK):
        return True
    return fits(token, indicator, Measure.LEVEL)
