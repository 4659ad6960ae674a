"""What was not mapped: quantities grouped by their noun, so that a user sees which indicator to add.

What belongs here: the noun of a plain quantity, and groups of them. What does not: why a number is no fact of an
indicator (the ledger says it), nor printing (pipeline/commands).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.cleaning import MASK
from pipeline.extraction.grammar import PLAIN
from pipeline.reference import Reference
from pipeline.reference.actions import load_actions
from pipeline.reference.cues import CueKind, alternation
from pipeline.reference.lexicon import NameKind
from pipeline.reference.loading import SeedFolder
from pipeline.vocabulary import NumberClass, SegmentKind

SHORTEST_NOUN = 2
LONGEST_LABEL = 14
"""Characters; the longest names of indicators in the catalogue have some twenty, the common ones below ten."""
SHORTEST_SHARED = 3
"""Characters of a label that takes in those that end with it: 公共停车泊位 is 停车泊位, 工业企业 is not 企业."""
CONTEXT = 24
"""Characters on either side of a number that an example shows."""
NO_LABEL = "–"
CELL_GAP = "，"
"""Stands between the cells of a table, whose words are no one noun."""

_WORDS = "[\u4e00-\u9fffA-Za-z&·“”]"
_BEFORE = re.compile(rf"(?:{_WORDS}|(?<![\d.])\d{{1,2}}(?=[A-Z]))+$")
"""A digit before a letter belongs to the name: 5G基站, 3A级景区."""
_AFTER = re.compile(rf"{_WORDS}{{2,{LONGEST_LABEL}}}")
_BLANK = re.compile(rf"[\s{MASK}]+")
_QUOTES = "“”·"
_ASIDE = re.compile(r"[（(][^（()）]{1,12}[)）]，?$|，$")
_TRAILING = (*PLAIN, CueKind.EVENT, CueKind.GAP)
"""Words between a noun and its number that are no part of the noun."""
_HEADS = (CueKind.HEAD_AMOUNT, CueKind.HEAD_COUNT, CueKind.HEAD_SHARE)
_LEADING = (CueKind.NET, CueKind.EVENT, CueKind.TARGET, CueKind.FORECAST, CueKind.ACHIEVED)


def _balanced(words: str) -> str:
    """The words without a quotation mark whose other half was cut off."""
    return words if words.count("“") == words.count("”") else words.strip(_QUOTES)


@dataclass(frozen=True, slots=True)
class Residue:
    """One quantity that is no fact. Offsets are in the text layer; `context` marks the number with 【】."""

    document: str
    start: int
    end: int
    number: str
    label: str
    unit: str
    context: str


@dataclass(slots=True)
class ResidueGroup:
    """Quantities of one noun and unit. `near` is the indicator whose alias the noun contains, if one does."""

    label: str
    unit: str
    near: str | None
    found: list[Residue] = field(default_factory=list)

    @property
    def documents(self) -> int:
        return len({residue.document for residue in self.found})


class Labeller:
    """Finds the noun of a number in a clean text. Compiled once for a set of reference data."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        cues = reference.cues
        heads = {word for kind in _HEADS for word in cues[kind]}
        words = {word for kind in _TRAILING for word in cues[kind]} - heads
        ends, particles = frozenset(cues[CueKind.NOUN_END]), frozenset(cues[CueKind.PARTICLE])
        # In 失业率为 the noun takes the first character of 率为.
        self._trailing = frozenset(
            word for word in words if (len(word) > 1 and word[0] not in ends) or word in particles
        )
        self._ends_noun = reference.patterns.subjects.ends_noun
        self._longest = max(map(len, self._trailing))
        leading = {word for kind in _LEADING for word in cues[kind] if len(word) > 1}
        self._leading = re.compile(alternation([*leading, *load_actions(SeedFolder.read(reference.folder))]))
        self._phrase_end = re.compile(alternation(cues[CueKind.PHRASE_END]))
        self._unit = re.compile(
            rf"(?:[-~—～至到]\d[\d.]*)?[余多来几]?(?:[十百千万亿]{{1,2}})?[余多]?(?:{alternation(reference.units)})?"
        )

    def label(self, sentence: str, start: int, end: int) -> str:
        """The noun of the number at `[start, end)` of a sentence without blanks; empty where its clause names none.

        Example: 办理人大代表建议236件 is of 人大代表建议, 举办11场培训会 of 培训会.
        """
        noun = self._before(sentence, start)
        unit = self._unit.match(sentence, end)
        position = unit.end() if unit else end
        position += sentence.startswith("的", position)
        after = self._after(sentence, position)
        # A classifier right before a noun counts it, unless a longer noun stands before the number.
        if after and len(noun) < len(after) + 2:
            return after
        return noun or self._after(sentence, position, is_any=True)

    def _before(self, sentence: str, start: int) -> str:
        """The noun right before a number, without the words of place and time before it: 全市新建充电桩."""
        aside = _ASIDE.search(sentence, 0, start)  # 全员劳动生产率（万元/人）12.4
        start = aside.start() if aside else start
        run = _BEFORE.search(sentence, 0, start)
        if run is None:
            return ""
        first = run.start()
        if sentence.endswith(CELL_GAP, 0, first) and self._unit.fullmatch(run.group()):
            return self._before(sentence, first)  # 参保人数，万人，37.10
        if first and sentence[first - 1].isdigit():
            unit = self._unit.match(sentence, first)  # of the number before
            first = unit.end() if unit else first
        words = self._without_tail(sentence[first:start])
        if self._ends_noun.search(words, len(words) - 1):
            return ""  # 16位日本专家与110余家企业: what stands before 与 is of another number
        for cut in self._ends_noun.finditer(words):
            if cut.end() < len(words):
                words = words[cut.end() :]
                break
        words = _balanced(self._without_head(words)[-LONGEST_LABEL:])
        return "" if len(words) < SHORTEST_NOUN or self._reference.patterns.subjects.relation.match(words) else words

    def _without_tail(self, words: str) -> str:
        """The words without verbs and bounds at their end: 充电桩达到."""
        while words:
            length = next((n for n in range(min(self._longest, len(words)), 0, -1) if words[-n:] in self._trailing), 0)
            if not length:
                break
            words = words[:-length]
        return words

    def _without_head(self, words: str) -> str:
        """The words without what only says where and when: 全市, 去年, 淄博市."""
        while words:
            match = self._reference.patterns.subjects.frame.match(words) or self._leading.match(words)
            if match is None or not match.end() or 0 < len(words) - match.end() < SHORTEST_NOUN:
                break
            words = words[match.end() :]
        found = self._reference.lexicon.find(words)
        if found and found[0][0] == 0 and found[0][2].kind is NameKind.REGION:
            return self._without_head(words[found[0][1] :])
        return words

    def _after(self, sentence: str, position: int, *, is_any: bool = False) -> str:
        """The noun behind a classifier; with `is_any` also words that tell what happened (入选“万人计划”)."""
        match = _AFTER.match(sentence, position)
        if match is None or (self._phrase_end.match(sentence, position) and not is_any):
            return ""
        words = match.group()
        cut = self._ends_noun.search(words)
        words = words[: cut.start()] if cut else words
        end = next((i for i in range(2, len(words)) if self._phrase_end.match(words, i)), len(words))
        words = _balanced(words if is_any else words[:end])
        return words if len(words) > 1 and words not in self._trailing else ""

    def near(self, label: str) -> str | None:
        """The indicator of the catalogue whose alias a label contains."""
        for _, _, name in self._reference.lexicon.find(label):
            if name.kind is NameKind.SUBJECT:
                return next((id for id in name.ids if id in self._reference.indicators), None)
        return None


def residues_of(
    text: Mapping[str, Any],
    segments: Sequence[Mapping[str, Any]],
    numbers: Iterable[Mapping[str, Any]],
    labeller: Labeller,
) -> list[Residue]:
    """The quantities of one report that are no facts, from its rows of the stage tables, in order.

    A number whose clause names nothing (同比增长5%) bears the label of the one before it in its sentence.
    """
    by_id = {row["segment_id"]: row for row in segments}
    residues: list[Residue] = []
    last_segment, last_label = None, ""
    for number in numbers:
        if number["class"] != NumberClass.QUANTITY:
            continue
        segment = by_id[number["segment_id"]]
        gap = CELL_GAP if segment["kind"] == SegmentKind.TABLE_ROW else ""
        before = _BLANK.sub(gap, text["clean_text"][segment["start"] : number["start"]])
        digits = _BLANK.sub("", text["clean_text"][number["start"] : number["end"]])
        sentence = before + digits + _BLANK.sub(gap, text["clean_text"][number["end"] : segment["end"]])
        label = labeller.label(sentence, len(before), len(before) + len(digits))
        if not label and number["segment_id"] == last_segment:
            label = last_label
        last_segment, last_label = number["segment_id"], label
        residues.append(
            Residue(
                document=text["file_name"],
                start=number["start"],
                end=number["end"],
                number=number["number"],
                label=label or NO_LABEL,
                unit=number["unit"],
                context=_context(sentence, len(before), len(before) + len(digits)),
            )
        )
    return residues


def _context(sentence: str, start: int, end: int) -> str:
    before, after = sentence[max(0, start - CONTEXT) : start], sentence[end : end + CONTEXT]
    return f"{before}【{sentence[start:end]}】{after}"


def group_residues(residues: Iterable[Residue], labeller: Labeller) -> list[ResidueGroup]:
    """Groups by noun and unit, the most frequent first and those without a noun last.

    Longer nouns join the shared one that they end with.
    """
    found = list(residues)
    alone = {(residue.unit, residue.label) for residue in found}
    groups: dict[tuple[str, str], ResidueGroup] = {}
    for residue in found:
        label = _shared(residue.label, residue.unit, alone)
        group = groups.get((label, residue.unit))
        if group is None:
            group = groups[label, residue.unit] = ResidueGroup(label, residue.unit, labeller.near(label))
        group.found.append(residue)
    return sorted(
        groups.values(), key=lambda group: (group.label == NO_LABEL, -len(group.found), group.label, group.unit)
    )


def _shared(label: str, unit: str, alone: Container[tuple[str, str]]) -> str:
    """The shortest noun that a label ends with and that stands alone elsewhere; the label itself where none does."""
    endings = (label[-length:] for length in range(SHORTEST_SHARED, len(label)))
    return next((ending for ending in endings if (unit, ending) in alone), label)
