"""Whether a figure happened, is expected or is promised.

What belongs here: the words of a clause, the year of the figure and the part's default. What does not: what a heading says of
its part (pipeline/segmentation/parts.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.grammar import Grammar
from pipeline.extraction.sentences import Occurrence
from pipeline.vocabulary import Origin, Status

_ACHIEVED = re.compile(
    r"已(?:经)?(?:达|完成|建|有|实现|突破|超|累计|认定|培育)|现有|现已|目前|截至|累计已|实际完成|去年|上年"
)
_TARGET_AFTER = re.compile(
    r"(?:以上|左右|以内)?(?:的(?!.{0,3}完成)[^，,。；;、\d]{0,8}|(?:增长|预期|年度|考核|调控){0,2})(?:目标|任务|指标)(?!任务完成)"
)
_TARGET_QUOTED = re.compile(
    r"(?:(?:目标|任务|指标|预算|预期)(?:数|值|为|是|任务|的|[：:（(“])*|计划(?:数|值|为|目标|[：:])+)$"
)
_OBJECT_MARK = re.compile(r"将(?:其|[^，,。]{0,6}(?:作为|列入|纳入|转化|分配))")
_INTENT = re.compile(
    r"(?:计划|争取|努力|规划|(?<![主重必纪概摘提需])要)(?:在|于|全年|年内|今年|到|今后)?[^，,。；;]{0,4}?(?:完成|新增|引进|实施|培育|建设|申报|达到|实现|突破|建成|认定|组织|培训|创建|投入|到)"
)
_EXPECTED_AFTER = re.compile(r"(?:规上|科技)?(?:企业|项目|人|平台)?(?P<word>拟)(?:通过|认定|入选|获)")
_EXPECTED = re.compile(r"预计|预估|有望|初步")
_URGED = re.compile(r"推动|推进|促使|力促|引导")
_BASIS = re.compile(r"[^。；;]{0,40}?(?:的)?基础上")
_SET = re.compile(r"(?:年初|预先|市委市政府|会议)(?:确定|预定|预期|制定|提出)的?|既定的?|预定的?")
_FULFILS = re.compile(
    r"(?:完成|实现|超额完成|超过|达到|占|为)(?:了)?(?:年度|全年|年初|预期|预定|既定|市定|省定|省下达|市下达|下达|目标|任务|计划|预算|考核|的){0,5}(?:目标|任务|计划|预算)(?:的)?$"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a figure with the words that said so (None: the default of the part)."""

    status: Status
    start: int | None
    end: int | None
    origin: Origin


def read_status(at: Occurrence, year: int, grammar: Grammar) -> Standing:
    """The status of a number whose period ends in `year`.

    In a plan a figure is a target unless its words or its year say that it happened; in a review the other way round.
    """
    text, part, tail = at.text, at.sentence.part, at.token.tail
    sentence_start, clause_start, number_start = at.sentence.start, at.clause_start, at.token.start
    forecast = _last(grammar.forecast, text, clause_start, number_start)
    target = _last(grammar.target, text, clause_start, number_start) or _intended(text, clause_start, number_start)
    if target is not None and _FULFILS.search(text, clause_start, number_start):
        target = None
    if forecast is not None and _OBJECT_MARK.match(text, forecast.start()):
        forecast = None
    if part.status is Status.ACTUAL and forecast is None and target is None:
        forecast = _carried_forecast(text, sentence_start, clause_start, number_start)
    if forecast is None:
        forecast = _EXPECTED_AFTER.match(text, tail)
    achieved = _ACHIEVED.search(text, clause_start, number_start)
    if part.year is not None and year < part.year and _BASIS.match(text, tail):
        return Standing(Status.ACTUAL, None, None, Origin.CLAUSE)
    if part.status is Status.TARGET:
        if forecast is not None and target is None and _EXPECTED.search(text, clause_start, number_start):
            return Standing(Status.FORECAST, forecast.start(), forecast.end(), Origin.CLAUSE)
        if (
            part.year is not None
            and year < part.year
            and target is None
            and not _URGED.search(text, clause_start, number_start)
        ):
            return Standing(Status.ACTUAL, None, None, Origin.PART)
        if achieved is not None and target is None:
            return Standing(Status.ACTUAL, achieved.start(), achieved.end(), Origin.CLAUSE)
        found = (target.start(), target.end(), Origin.CLAUSE) if target else (None, None, Origin.PART)
        return Standing(Status.TARGET, *found)
    after = _TARGET_AFTER.match(text, tail)
    if after:
        return Standing(Status.TARGET, after.start(), after.end(), Origin.CLAUSE)
    if target is not None and (forecast is None or target.start() > forecast.start() or forecast.group() == "将"):
        return Standing(Status.TARGET, target.start(), target.end(), Origin.CLAUSE)
    if forecast is not None:
        return Standing(Status.FORECAST, forecast.start(), forecast.end(), Origin.CLAUSE)
    if part.year is not None and year > part.year:
        return Standing(Status.TARGET, None, None, Origin.CLAUSE)
    earlier = _last(grammar.target, text, sentence_start, clause_start)
    if earlier is not None and earlier.group() in ("力争", "确保", "争取") and achieved is None:
        return Standing(Status.TARGET, earlier.start(), earlier.end(), Origin.SENTENCE)
    return Standing(Status.ACTUAL, None, None, Origin.PART)


def _intended(text: str, start: int, end: int) -> re.Match[str] | None:
    """计划 and 争取 before a verb, 指标 and 任务 right before the number: elsewhere they are nouns."""
    return _INTENT.search(text, start, end) or _SET.search(text, start, end) or _TARGET_QUOTED.search(text, start, end)


def _carried_forecast(text: str, sentence_start: int, clause_start: int, number_start: int) -> re.Match[str] | None:
    """预计 rules the clauses behind it, up to a semicolon or a word that says what has happened."""
    found = None
    for found in _EXPECTED.finditer(text, sentence_start, clause_start):
        pass
    if found is None or found.group() == "初步" or re.search(r"[；;。]|已|完成", text[found.end() : number_start]):
        return None
    return found


def is_target_behind(text: str, tail: int) -> bool:
    """Whether the words behind a number make it a target: 3%左右的调控目标."""
    return _TARGET_AFTER.match(text, tail) is not None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):
        pass
    return found
