"""One automaton over all names that a report may mention: aliases of indicators and concepts, regions, zones.

What belongs here: finding names in a text in one pass. What does not: whether a name is meant as such where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.reference.cues import CueKind, Cues
from pipeline.reference.indicators import Catalogue
from pipeline.reference.regions import Regions

_SURROGATE = re.compile("[\ud800-\udfff]")


class NameKind(StrEnum):
    """What a name names."""

    SUBJECT = "subject"
    REGION = "region"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the lexicon. `ids` are indicators or concepts of a subject; regions are resolved where they stand."""

    text: str
    kind: NameKind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Finds names, leftmost and longest first, without overlaps.

    `names` are those that the automaton numbers; None is a word that only looks as if it held a name.
    """

    automaton: AhoCorasick
    names: Sequence[Name | None]
    words: frozenset[str]

    def find(self, text: str) -> list[tuple[int, int, Name]]:
        """Start, end and name of every mention, in order."""
        names = self.names
        return [
            (end - len(name.text), end, name)
            for index, _, end in self._matches(text)
            if (name := names[index]) is not None
        ]

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        try:
            return self.automaton.find_matches_as_indexes(text)
        except UnicodeEncodeError:  # halves of surrogate pairs are in no name
            return self.automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text))

    def holds(self, text: str) -> bool:
        """Whether a text as a whole is a name."""
        return text in self.words


def build_lexicon(catalogue: Catalogue, regions: Regions, cues: Cues) -> Lexicon:
    """Builds the automaton. A word that is both an alias and a region is an alias."""
    names: dict[str, Name] = {}
    words = {word for kind, listed in cues.items() for word in listed if kind is not CueKind.ELSEWHERE}
    for text in regions.names:
        if text in words:
            continue  # 新建区 is a district, and 新建 a verb of every report
        names[text] = Name(text, NameKind.REGION, ())
    for text in cues[CueKind.ELSEWHERE]:
        names[text] = Name(text, NameKind.REGION, ())  # no division bears it, so that its figures are of none
    for text in cues[CueKind.ZONE]:
        names[text] = Name(text, NameKind.ZONE, ())
    for text, ids in _subjects(catalogue, cues[CueKind.PROVINCIAL]).items():
        names[text] = Name(text, NameKind.SUBJECT, ids)
    entered: dict[str, Name | None] = {
        **dict(_behind_joints(names, frozenset(cues[CueKind.JOINT]))),
        **names,
        **dict.fromkeys(cues[CueKind.NO_NAME]),
    }
    automaton = AhoCorasick(list(entered), matchkind=MatchKind.LeftmostLongest)
    return Lexicon(automaton, list(entered.values()), frozenset(entered))


def _behind_joints(names: Mapping[str, Name], joints: frozenset[str]) -> Iterator[tuple[str, Name]]:
    """和安徽 is Anhui behind 和, though 和安 is a county: such names are entered with the joint before them too."""
    regions = [name for name in names.values() if name.kind is NameKind.REGION]
    by_beginning: dict[str, list[Name]] = {}
    for name in regions:
        by_beginning.setdefault(name.text[:1], []).append(name)
    for county in regions:
        joint, rest = county.text[:1], county.text[1:]
        for name in by_beginning.get(rest[:1], ()) if joint in joints else ():
            if len(name.text) > len(rest) and name.text.startswith(rest):
                yield joint + name.text, name


def _subjects(catalogue: Catalogue, provincial: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    subjects: dict[str, list[str]] = {}
    listed: Iterable[tuple[str, tuple[str, ...]]] = [
        *((indicator.id, indicator.aliases) for indicator in catalogue.indicators.values()),
        *catalogue.concepts.items(),
    ]
    for identifier, aliases in listed:
        for alias in aliases:
            for printed in _spellings(alias, provincial):
                ids = subjects.setdefault(printed, [])
                if identifier not in ids:
                    ids.append(identifier)
    return {alias: tuple(ids) for alias, ids in subjects.items()}


def _spellings(alias: str, provincial: Iterable[str]) -> set[str]:
    """An alias as reports print it: brackets of either width, quotes or none; `provincial` words for 省级."""
    narrow = alias.replace("（", "(").replace("）", ")")
    wide = alias.replace("(", "（").replace(")", "）")
    spellings = {alias, narrow, wide, alias.replace("“", "").replace("”", "")}
    if "省级" in alias:
        for place in provincial:
            spellings |= {alias.replace("省级", place + "级"), alias.replace("省级", place)}
    elif alias.startswith("省"):
        spellings.update(place + alias[1:] for place in provincial)
    return spellings
