"""One automaton over all names that a report may mention: aliases of indicators and concepts, regions, zones.

What belongs here: finding names in a text in one pass. What does not: whether a name is meant as such where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from pipeline.reference.cues import CueKind, Cues
from pipeline.reference.indicators import Catalogue
from pipeline.reference.regions import Regions

_JOINTS = "和与及同"
"""Characters that join names in a list and begin names of counties too."""


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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Finds names, leftmost and longest first, without overlaps.

    The automaton reads bytes of UTF-8, each written as one character. It looks through the children of a node one by
    one: among the thousand characters that names begin with this would take five times as long as among their bytes.
    """

    automaton: ahocorasick.Automaton

    def find(self, text: str) -> list[tuple[int, int, Name]]:
        """Start, end and name of every mention, in order."""
        # At the end of a text iter_long drops a name that ends a longer one's beginning (粮食 in 全年粮食): a line end
        # behind it makes the automaton look back.
        octets = _octets(text + "\n")
        mentions: list[tuple[int, int, Name]] = []
        end = read = 0
        for last, name in self.automaton.iter_long(octets.decode("latin-1")):
            end += len(octets[read : last + 1].decode("utf-8", "surrogatepass"))
            read = last + 1
            if name is not None:
                mentions.append((end - len(name.text), end, name))
        return mentions

    def holds(self, text: str) -> bool:
        """Whether a text as a whole is a name."""
        return _octets(text).decode("latin-1") in self.automaton


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


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
    for text, ids in _subjects(catalogue).items():
        names[text] = Name(text, NameKind.SUBJECT, ids)
    automaton = ahocorasick.Automaton()
    for text, name in (*names.items(), *_behind_joints(names), *((word, None) for word in cues[CueKind.NO_NAME])):
        automaton.add_word(_octets(text).decode("latin-1"), name)
    automaton.make_automaton()
    return Lexicon(automaton)


def _behind_joints(names: Mapping[str, Name]) -> Iterator[tuple[str, Name]]:
    """和安徽 is Anhui behind 和, though 和安 is a county: such names are entered with the joint before them too."""
    regions = [name for name in names.values() if name.kind is NameKind.REGION]
    by_beginning: dict[str, list[Name]] = {}
    for name in regions:
        by_beginning.setdefault(name.text[:1], []).append(name)
    for county in regions:
        joint, rest = county.text[:1], county.text[1:]
        for name in by_beginning.get(rest[:1], ()) if joint in _JOINTS else ():
            if len(name.text) > len(rest) and name.text.startswith(rest):
                yield joint + name.text, name


def _subjects(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    subjects: dict[str, list[str]] = {}
    listed: Iterable[tuple[str, tuple[str, ...]]] = [
        *((indicator.id, indicator.aliases) for indicator in catalogue.indicators.values()),
        *catalogue.concepts.items(),
    ]
    for identifier, aliases in listed:
        for alias in aliases:
            for printed in _spellings(alias):
                ids = subjects.setdefault(printed, [])
                if identifier not in ids:
                    ids.append(identifier)
    return {alias: tuple(ids) for alias, ids in subjects.items()}


def _spellings(alias: str) -> set[str]:
    """An alias as catalogues write it and as reports print it: brackets of either width, quotes or none; 自治区."""
    narrow = alias.replace("（", "(").replace("）", ")")
    wide = alias.replace("(", "（").replace(")", "）")
    spellings = {alias, narrow, wide, alias.replace("“", "").replace("”", "")}
    if "省级" in alias:
        spellings |= {alias.replace("省级", "自治区级"), alias.replace("省级", "自治区")}
    elif alias.startswith("省"):
        spellings.add("自治区" + alias[1:])
    return spellings
