"""The compiled patterns over cue words that say what a clause tells of a figure.

What belongs here: turning the vocabulary of `cues.csv` into patterns, once per reference data. What does not: the
decisions that are made with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.reference.cues import CueKind, Cues, alternation
from pipeline.reference.first_characters import compiled
from pipeline.reference.patterns import Patterns

JOINTS = "、和与及"
COMPARES = "比较"
"""Either opens what a figure is compared with: 比2020年, 较上年."""
JOINT = re.compile(f"[{JOINTS}]|以及")
"""A mark that joins the items of a list."""
BETWEEN_NAMES = re.compile(rf"{JOINT.pattern}|及其|暨|[”\"][{JOINTS}]?[“\"]?|[,，]")
"""A mark between two names of one list."""
SEMICOLON = re.compile(r"[；;]")
CLAUSE_MARK = re.compile(r"[，,。；;：:]")
"""A mark that ends a clause, or what opens one."""
PLAIN = (
    CueKind.GLUE,
    CueKind.GROWTH,
    CueKind.DECLINE,
    CueKind.NET,
    CueKind.LEVEL_VERB,
    CueKind.GROWTH_NOUN,
    CueKind.BOUND_LOW_BEFORE,
    CueKind.BOUND_HIGH_BEFORE,
    CueKind.BOUND_ABOUT_BEFORE,
    CueKind.TARGET,
    CueKind.FORECAST,
    CueKind.ACHIEVED,
)
"""Kinds of words between a noun and its number that leave the noun as it is."""

_BRACKET = re.compile(r"[（()）]")
_SOFT = r"[①-⑳：:—“”\"'（）()〔〕\[\]【】的‘’]|——"


class Run:
    """Runs of words. `greedy` is possessive, so that a miss costs no second try; `patient` tries every division."""

    def __init__(self, word: str) -> None:
        self.greedy = re.compile(f"{word}*+")
        self._word = word

    @cached_property
    def patient(self) -> re.Pattern[str]:
        """Compiled when a greedy reading first fails: no clause of a short report may, and compiling takes long."""
        return re.compile(f"{self._word}*")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns over cue words; `link` and `elided` match runs of words that leave the subject as it is."""

    link: Run
    """Words between a subject and its number, events among them (院士工作站获批11家)."""
    elided: Run
    """Words of a clause that names no subject of its own (总量达到…, 同比增长…)."""
    modifier: re.Pattern[str]
    """Words between a number and the noun it counts (2家省级…)."""
    phrase_end: re.Pattern[str]
    change: re.Pattern[str]
    """Group `decline` tells a decline from a growth."""
    growth_noun: re.Pattern[str]
    gap: re.Pattern[str]
    net: re.Pattern[str]
    event: re.Pattern[str]
    level: re.Pattern[str]
    bound: re.Pattern[str]
    target: re.Pattern[str]
    forecast: re.Pattern[str]
    head: re.Pattern[str]
    """Heads that stand for a subject named before; groups `amount`, `count`, `total` (either), `share`, `growth`."""
    body_suffix: re.Pattern[str]
    patterns: Patterns
    """Turns of phrase, as the reference data has them."""


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of a pattern in a stretch."""
    last = pattern.search(text, start, end)
    if last is not None:  # mostly there is none, and a search costs half of an iterator
        for match in pattern.finditer(text, last.end(), end):
            last = match
    return last


def closes_bracket(text: str, start: int, end: int) -> bool:
    """Whether the first bracket of a stretch closes, so that what stands before it is in brackets: 600家（含12家）."""
    bracket = _BRACKET.search(text, start, end)
    return bracket is not None and bracket.group() in "）)"


def build_grammar(cues: Cues, patterns: Patterns) -> Grammar:
    """Compiles the patterns."""

    def words(*kinds: CueKind) -> list[str]:
        return [word for kind in kinds for word in cues[kind]]

    def pattern(*kinds: CueKind) -> re.Pattern[str]:
        return re.compile(alternation(words(*kinds)) or r"(?!)")

    plain = words(*PLAIN)
    heads = words(CueKind.HEAD_AMOUNT, CueKind.HEAD_COUNT, CueKind.HEAD_SHARE, CueKind.HEAD_GROWTH)
    return Grammar(
        link=_run([*plain, *heads, *cues[CueKind.EVENT], "、"], patterns.subjects.stranger.pattern, patterns),
        elided=_run([*plain, *heads], f"(?:{alternation(heads)})、(?={alternation(heads)})", patterns),
        modifier=re.compile(rf"(?:{alternation(cues[CueKind.MODIFIER])}|[“\"、])*+"),
        phrase_end=re.compile(rf"(?:{alternation(cues[CueKind.PHRASE_END])})|$|\n|\t"),
        change=compiled(
            f"(?P<decline>(?<!至(?=少)){alternation(cues[CueKind.DECLINE])})"
            f"|(?P<growth>{alternation(cues[CueKind.GROWTH])})(?!{patterns.measures.no_growth.pattern})"
        ),
        growth_noun=pattern(CueKind.GROWTH_NOUN),
        gap=pattern(CueKind.GAP),
        net=pattern(CueKind.NET),
        event=compiled(
            rf"(?<!{patterns.measures.no_event_behind.pattern})(?:{alternation(cues[CueKind.EVENT])})"
            rf"(?!{patterns.measures.no_event.pattern})"
        ),
        level=pattern(CueKind.LEVEL_VERB),
        bound=_bound(cues, patterns),
        target=pattern(CueKind.TARGET),
        forecast=pattern(CueKind.FORECAST),
        head=_heads(cues),
        body_suffix=pattern(CueKind.BODY_SUFFIX),
        patterns=patterns,
    )


def _run(words: Iterable[str], more: str, patterns: Patterns) -> Run:
    """Runs of words with what else may stand between a noun and its number: wholes of shares, brackets, marks."""
    before = (
        patterns.subjects.share_of.pattern,
        patterns.subjects.surpassed.pattern,
        patterns.subjects.set_by_plan.pattern,
        patterns.subjects.less_effects.pattern,
        patterns.subjects.from_old_times.pattern,
        more,
    )
    behind = (
        patterns.subjects.so_long.pattern,
        patterns.numbers.among_so_many.pattern,
        patterns.subjects.hidden_region.pattern,
        patterns.subjects.in_batches.pattern,
    )
    parenthesis = rf"[（(](?:[^（）()。；;\d]|(?:19|20)\d\d年|{patterns.numbers.batches.pattern}){{1,20}}[）)]中?"
    word = f"(?:{'|'.join((*before, alternation(words), parenthesis, *behind, _SOFT))})"
    return Run(word)


def _bound(cues: Cues, patterns: Patterns) -> re.Pattern[str]:
    """Bound words right before a number: 超过, 不超过, 约."""
    return compiled(
        f"(?<!{patterns.numbers.no_bound_before.pattern})(?:(?P<high>{alternation(cues[CueKind.BOUND_HIGH_BEFORE])})"
        f"|(?P<low>{alternation(cues[CueKind.BOUND_LOW_BEFORE])})"
        f"|(?P<about>{alternation(cues[CueKind.BOUND_ABOUT_BEFORE])}))(?:{patterns.numbers.behind_bound.pattern})?$"
    )


def _heads(cues: Cues) -> re.Pattern[str]:
    counts, amounts = cues[CueKind.HEAD_COUNT], cues[CueKind.HEAD_AMOUNT]
    return compiled(
        f"(?P<total>{alternation(word for word in counts if word in amounts)})"
        f"|(?P<growth>{alternation(cues[CueKind.HEAD_GROWTH])})|(?P<share>{alternation(cues[CueKind.HEAD_SHARE])})"
        f"|(?P<count>{alternation(cues[CueKind.HEAD_COUNT])})|(?P<amount>{alternation(cues[CueKind.HEAD_AMOUNT])})"
    )
