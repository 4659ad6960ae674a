"""Words of spun copies (`synonyms.csv`): what tools write for what, so that a copied report looks like another one.

What belongs here: the pairs, whether a text is spun, and where which word stands for which. What does not: the clean
text itself (pipeline/cleaning/spun.py).

How it is meant to be used, on text of unified characters:

1. `is_spun(text)`: does the text hold several distinct *strong* pairs, that is words that no report writes
   (经济社会开展, 效劳企业, 创造专利)? One alone may be a slip.
2. If so, `replacements(text)` says which characters to write where. Strong pairs are read everywhere, *weak* ones
   (ordinary words, such as 缺乏) only beside the words that their row lists: 科技开展 is 科技发展, 开展活动 stays.
   Also the marks: such copies print ?科技进步法? for 《科技进步法》 and 〔一〕 for （一）.

Each pair has two words of the same length, so no offset moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ahocorasick_rs import AhoCorasick

from pipeline.reference.loading import Layout, Row, SeedFolder

LAYOUT = Layout(
    "synonyms.csv",
    ("spun", "true", "evidence", "after", "before", "not_after", "not_before", "note"),
    ("spun", "true", "evidence"),
    ("spun", "evidence"),
)

LEAST_DISTINCT = 3
"""Distinct strong pairs that make a text a spun copy. Genuine reports at hand hold none, spun ones five and more."""

_FRAMES = (
    (re.compile(r"\?([^?？!！。；\n]{2,60})\?"), "《", "》"),
    (re.compile(r"〔((?!(?:19|20)\d\d〕)[^〔〕\n]{1,40})〕"), "（", "）"),
)
"""Marks that such copies exchange in pairs. 〔2024〕 of a document number is right as it stands."""


class Evidence(StrEnum):
    """What a pair proves."""

    STRONG = "strong"
    """The spun word does not occur in this register, or not in this context."""
    WEAK = "weak"
    """The spun word is an ordinary one; it is read as the true one only in a text known to be spun."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """One pair. With `after` or `before`, one of these words must stand right beside the spun one."""

    spun: str
    true: str
    evidence: Evidence
    after: tuple[str, ...]
    """Words of which one stands right before the spun word."""
    before: tuple[str, ...]
    """Words of which one stands right behind the spun word."""
    not_after: tuple[str, ...]
    """Words right before it that show the spun word to be meant (标新立异)."""
    not_before: tuple[str, ...]
    """Words right behind it that show the same (开展活动)."""

    def applies_at(self, text: str, start: int) -> bool:
        """Whether the spun word, which stands at `start`, is to be read as the true one."""
        end = start + len(self.spun)
        if self.not_before and text.startswith(self.not_before, end):
            return False
        if self.not_after and text.endswith(self.not_after, 0, start):
            return False
        if not self.after and not self.before:
            return True
        return bool(
            (self.after and text.endswith(self.after, 0, start)) or (self.before and text.startswith(self.before, end))
        )


@dataclass(frozen=True, slots=True)
class Replacement:
    """Write `true` at `start` of a text, in place of as many characters."""

    start: int
    true: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """All pairs, the words compiled into one alternation with the longest first."""

    pairs: tuple[Synonym, ...]
    _by_word: Mapping[str, tuple[Synonym, ...]]
    _words: re.Pattern[str]
    _strong: AhoCorasick
    """Finds the spun words of strong pairs: most texts hold none."""

    def evidence(self, text: str) -> tuple[Synonym, ...]:
        """The distinct strong pairs that a text holds, in the order of the table."""
        if not self._strong.find_matches_as_indexes(text):
            return ()
        return tuple(pair for pair in self.pairs if pair.evidence is Evidence.STRONG and _holds(text, pair))

    def is_spun(self, text: str) -> bool:
        """Whether the text is a spun copy. Takes some 50 ms for a million characters."""
        return len(self.evidence(text)) >= LEAST_DISTINCT

    def replacements(self, text: str) -> Iterator[Replacement]:
        """What to write where in a text that is known to be spun, in no particular order; none overlap."""
        for match in self._words.finditer(text):
            for pair in self._by_word[match[0]]:
                if pair.applies_at(text, match.start()):
                    yield Replacement(match.start(), pair.true)
                    break
        for frame, opening, closing in _FRAMES:
            for match in frame.finditer(text):
                yield Replacement(match.start(), opening)
                yield Replacement(match.end() - 1, closing)


def load_synonyms(seeds: SeedFolder) -> Synonyms:
    """The pairs of `synonyms.csv`; raises ReferenceDataError with file and line for the first bad row."""
    pairs = tuple(_synonym(row) for row in seeds.rows(LAYOUT))
    by_word: dict[str, tuple[Synonym, ...]] = {}
    for pair in sorted(pairs, key=lambda pair: pair.evidence is Evidence.WEAK):
        by_word[pair.spun] = (*by_word.get(pair.spun, ()), pair)
    words = sorted(by_word, key=len, reverse=True)
    strong = AhoCorasick([pair.spun for pair in pairs if pair.evidence is Evidence.STRONG])
    return Synonyms(pairs, by_word, re.compile("|".join(map(re.escape, words)) or r"(?!)"), strong)


def _holds(text: str, pair: Synonym) -> bool:
    start = text.find(pair.spun)
    while start >= 0:
        if pair.applies_at(text, start):
            return True
        start = text.find(pair.spun, start + 1)
    return False


def _synonym(row: Row) -> Synonym:
    spun, true = row.text("spun"), row.text("true")
    if len(spun) != len(true):
        raise row.error("true", f"{true!r} is not as long as {spun!r}", "Only words of equal length keep the offsets")
    if spun == true:
        raise row.error("true", "is the spun word itself", "Write the word that the tool replaced")
    return Synonym(
        spun=spun,
        true=true,
        evidence=row.word("evidence", Evidence),
        after=row.items("after"),
        before=row.items("before"),
        not_after=row.items("not_after"),
        not_before=row.items("not_before"),
    )
