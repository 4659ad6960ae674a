"""Cue words: the closed-class vocabulary by which a clause says what it tells of a figure (`cues.csv`).

What belongs here: the table and a compact pattern over many words. What does not: names of indicators, regions and
units, which have tables of their own, nor any rule about what a cue means (pipeline/extraction).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pipeline.reference.loading import Layout, SeedFolder

LAYOUT = Layout("cues.csv", ("kind", "word"), ("kind", "word"), ("kind", "word"))


class CueKind(StrEnum):
    """What a cue word does in a clause; `seeds/reference/README.md` describes each kind."""

    GROWTH = "growth"
    DECLINE = "decline"
    NET = "net"
    EVENT = "event"
    LEVEL_VERB = "level_verb"
    GROWTH_NOUN = "growth_noun"
    GAP = "gap"
    BOUND_LOW_BEFORE = "bound_low_before"
    BOUND_HIGH_BEFORE = "bound_high_before"
    BOUND_ABOUT_BEFORE = "bound_about_before"
    BOUND_LOW_AFTER = "bound_low_after"
    BOUND_HIGH_AFTER = "bound_high_after"
    BOUND_ABOUT_AFTER = "bound_about_after"
    TARGET = "target"
    FORECAST = "forecast"
    ACHIEVED = "achieved"
    AFTER_NUMERAL = "after_numeral"
    VALUE_ADDED = "value_added"
    HEAD_AMOUNT = "head_amount"
    HEAD_COUNT = "head_count"
    HEAD_SHARE = "head_share"
    HEAD_GROWTH = "head_growth"
    GLUE = "glue"
    MODIFIER = "modifier"
    PHRASE_END = "phrase_end"
    ZONE = "zone"
    ELSEWHERE = "elsewhere"
    NO_NAME = "no_name"
    JOINT = "joint"
    PARTICLE = "particle"
    NOUN_END = "noun_end"
    BODY_SUFFIX = "body_suffix"
    FIRM = "firm"
    FIRM_SUFFIX = "firm_suffix"
    ATTENDED = "attended"
    PROVINCIAL = "provincial"
    TITLE_NOUN = "title_noun"
    TABLE_WORD = "table_word"
    PART_ACTUAL = "part_actual"
    PART_TARGET = "part_target"
    PART_MAY_PROMISE = "part_may_promise"


Cues = Mapping[CueKind, tuple[str, ...]]


def load_cues(seeds: SeedFolder) -> Cues:
    """The words of each kind, in the order of the table. Every kind is there, if only empty."""
    words: dict[CueKind, list[str]] = {kind: [] for kind in CueKind}
    for row in seeds.rows(LAYOUT):
        words[row.word("kind", CueKind)].append(row.text("word"))
    return {kind: tuple(listed) for kind, listed in words.items()}


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first, factored by common beginnings.

    A plain `a|b|c` of 400 words tries every branch at every character; factored, it costs a few comparisons.
    Example: `alternation(["增长", "增长率", "增"])` is `增(?:长率?)?` in effect.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(node: dict) -> str:  # type: ignore[type-arg]
    branches = [re.escape(character) + _pattern(child) for character, child in node.items() if character]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in node:
        return joined
    return f"(?:{joined})?"
