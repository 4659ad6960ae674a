"""Whether a figure happened, is expected or is promised.

What belongs here: the words of a clause, the year of the figure and the part's default. What does not: what a heading says of
its part (pipeline/segmentation/parts.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.grammar import Grammar
from pipeline.extraction.sentences import Occurrence
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Status


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
    target = _last(grammar.target, text, clause_start, number_start) or _intended(
        text, clause_start, number_start, grammar.patterns
    )
    if target is not None and grammar.patterns.fulfils_target.search(text, clause_start, number_start):
        target = None
    if forecast is not None and grammar.patterns.object_mark.match(text, forecast.start()):
        forecast = None
    if part.status is Status.ACTUAL and forecast is None and target is None:
        forecast = _carried_forecast(text, sentence_start, clause_start, number_start, grammar.patterns)
    if forecast is None:
        forecast = grammar.patterns.expected_after.match(text, tail)
    achieved = grammar.patterns.achieved.search(text, clause_start, number_start)
    if part.year is not None and year < part.year and grammar.patterns.basis_after.match(text, tail):
        return Standing(Status.ACTUAL, None, None, Origin.CLAUSE)
    if part.status is Status.TARGET:
        if (
            forecast is not None
            and target is None
            and grammar.patterns.expected.search(text, clause_start, number_start)
        ):
            return Standing(Status.FORECAST, forecast.start(), forecast.end(), Origin.CLAUSE)
        if (
            part.year is not None
            and year < part.year
            and target is None
            and not grammar.patterns.urged.search(text, clause_start, number_start)
        ):
            return Standing(Status.ACTUAL, None, None, Origin.PART)
        if achieved is not None and target is None:
            return Standing(Status.ACTUAL, achieved.start(), achieved.end(), Origin.CLAUSE)
        found = (target.start(), target.end(), Origin.CLAUSE) if target else (None, None, Origin.PART)
        return Standing(Status.TARGET, *found)
    after = grammar.patterns.target_after.match(text, tail)
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


def _intended(text: str, start: int, end: int, patterns: Patterns) -> re.Match[str] | None:
    """计划 and 争取 before a verb, 指标 and 任务 right before the number: elsewhere they are nouns."""
    return (
        patterns.intent.search(text, start, end)
        or patterns.set_before.search(text, start, end)
        or patterns.target_before.search(text, start, end)
    )


def _carried_forecast(
    text: str, sentence_start: int, clause_start: int, number_start: int, patterns: Patterns
) -> re.Match[str] | None:
    """预计 rules the clauses behind it, up to a semicolon or a word that says what has happened."""
    found = None
    for found in patterns.expected.finditer(text, sentence_start, clause_start):
        pass
    if found is None or found.group() == "初步" or re.search(r"[；;。]|已|完成", text[found.end() : number_start]):
        return None
    return found


def is_target_behind(text: str, tail: int, patterns: Patterns) -> bool:
    """Whether the words behind a number make it a target: 3%左右的调控目标."""
    return patterns.target_after.match(text, tail) is not None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):
        pass
    return found
