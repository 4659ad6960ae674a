"""Sentences with slots (`templates.yaml`), and how a slot becomes text with a planted number.

What belongs here: the slots. What does not: how numbers look (`numerals.py`) and how sentences make a report
(`layouts.py`).

Slots: `{a|b}` one of the words; `{A}` a subject by any of its names, `{A0}` by the first; `{own}` 全市, `{scope}` 全省,
`{short}` 淄博, `{P}` `{Q}` other places, `{D}` `{E}` places within the own one; `{Y}` `{Y-1}` the year of the part and
others, `{M}` a month; `{none 331}` a number that is no quantity; `{q 场}` a quantity of something else; `{A.level}` a
figure: `level`, `change`, `growth`, `doubled`, `rank`, `top`, `growth_rank`, `growth_head`, or `amount` (a quantity
that is no fact); `{A+B.level}` one for two subjects.
Options of figures: `p=` period (`Y-1`, `Y-4/Y`, `Y:M`, `Y:6`, `2020`), `r=` region (P, Q, D, E, CN, PROV), `s=` status,
`b=` bound, `sign=-`, `style=`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from random import Random

import yaml

from benchmarks.synthetic import numerals
from benchmarks.synthetic.numerals import Printed
from benchmarks.synthetic.vocabulary import COUNTRY, FOLDER, OWN_WORDS, SCOPES, Place, Subject, subjects

SLOT = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"([A-C](?:\+[A-C])*)\.(\w+)")
_YEAR = re.compile(r"Y([+-]\d)?")
MEASURES = {
    "level": "level",
    "change": "change_abs",
    "growth": "change_pct",
    "doubled": "change_pct",
    "rank": "rank",
    "top": "rank",
    "growth_rank": "growth_rank",
    "growth_head": "growth_rank",
}


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence (or two) with slots. See the head of templates.yaml."""

    name: str
    phenomenon: str
    text: str
    part: str
    is_simple: bool
    closes: bool
    place: str | None
    since: int
    needs: Mapping[str, str]

    def fits(self, place: Place, part: Part) -> bool:
        """Whether the sentence can stand in such a part of a report of such a place."""
        if self.part not in ("any", part.kind) or self.place not in (None, place.level) or part.year < self.since:
            return False
        return bool(place.children) or not re.search(r"\{[DE]\}", self.text)


@dataclass(frozen=True, slots=True)
class Part:
    """Whose figures a stretch of the report tells: year, `summary` or `plan`."""

    year: int
    kind: str

    @property
    def status(self) -> str:
        return "actual" if self.kind == "summary" else "target"


@dataclass(frozen=True, slots=True)
class Planted:
    """One number where it stands in its text, with what is true of it. `kind` is `fact`, `quantity` or `none`."""

    start: int
    end: int
    kind: str
    template: str
    fields: Mapping[str, str]

    def moved(self, offset: int) -> Planted:
        return replace(self, start=self.start + offset, end=self.end + offset)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with the numbers planted in it."""

    text: str
    numbers: tuple[Planted, ...]


@cache
def templates() -> tuple[Template, ...]:
    """All templates, in the order of the file."""
    rows = yaml.safe_load((FOLDER / "templates.yaml").read_text(encoding="utf-8"))
    return tuple(
        Template(
            row["name"],
            row["phenomenon"],
            row["text"],
            row["part"],
            bool(row.get("simple")),
            bool(row.get("closes")),
            row.get("place"),
            row.get("since", 0),
            row.get("needs", {}),
        )
        for row in rows
    )


class Filling:
    """One filling of a template: which subjects, places and styles were drawn."""

    def __init__(self, template: Template, place: Place, part: Part, styles: Sequence[str], random: Random) -> None:
        self._template, self._place, self._part = template, place, part
        self._styles, self._random = styles, random
        self._subjects = _chosen_subjects(template.needs, random)
        self._month = random.randint(2, 11)
        peers = random.sample(place.peers, 2)
        children = random.sample(place.children, 2) if place.children else peers
        self._places = {"P": peers[0], "Q": peers[1], "D": children[0], "E": children[1]}
        self._places |= {"CN": COUNTRY, "PROV": place.province}

    def passage(self) -> Passage:
        """The filled text with its numbers."""
        pieces: list[str] = []
        planted: list[Planted] = []
        length = position = 0
        for slot in SLOT.finditer(self._template.text):
            literal = self._template.text[position : slot.start()]
            position = slot.end()
            text, numbers = self._filled(slot.group(1))
            length += len(literal)
            planted.extend(number.moved(length) for number in numbers)
            length += len(text)
            pieces += [literal, text]
        pieces.append(self._template.text[position:])
        return Passage("".join(pieces), tuple(planted))

    def _filled(self, slot: str) -> tuple[str, list[Planted]]:
        if "|" in slot:
            return self._random.choice(slot.split("|")), []
        word, *options = slot.split(" ")
        chosen = dict(option.split("=", 1) for option in options if "=" in option)
        figure = _FIGURE.fullmatch(word)
        if figure is not None:
            return self._figure(figure.group(1).split("+"), figure.group(2), chosen)
        if word == "q":
            return self._quantity(options[0], chosen)
        if word == "none":
            return options[0], [Planted(0, len(options[0]), "none", self._template.name, {})]
        if word == "M" or _YEAR.fullmatch(word):
            text = str(self._month) if word == "M" else str(self._year(word))
            return text, [Planted(0, len(text), "none", self._template.name, {})]
        return self._word(word), []

    def _word(self, word: str) -> str:
        if word in self._subjects:
            return self._random.choice(self._subjects[word].names)
        if word[0] in self._subjects:
            return self._subjects[word[0]].names[0]
        if word in self._places:
            return self._places[word][1]
        if word == "own":
            return self._random.choice(OWN_WORDS[self._place.level])
        return {"scope": SCOPES[self._place.level], "short": self._place.short}[word]

    def _quantity(self, unit: str, options: Mapping[str, str]) -> tuple[str, list[Planted]]:
        printed = numerals.other(unit, self._random, options.get("style", "plain"))
        return self._planted(printed, "quantity", [_quantity_fields(printed)])

    def _figure(self, letters: Sequence[str], what: str, options: Mapping[str, str]) -> tuple[str, list[Planted]]:
        printed = self._printed(self._subjects[letters[0]], what, options)
        if what == "amount":
            return self._planted(printed, "quantity", [_quantity_fields(printed)])
        if options.get("sign") == "-":
            printed = replace(printed, value=-printed.value)
        shared = {
            **_quantity_fields(printed),
            "region": self._places[options["r"]][0] if "r" in options else self._place.code,
            "period": self._period(options.get("p", "Y")),
            "measure": MEASURES[what],
            "status": options.get("s", self._part.status),
        }
        facts = [{"indicator": self._subjects[letter].indicator, **shared} for letter in letters]
        return self._planted(printed, "fact", facts)

    def _printed(self, subject: Subject, what: str, options: Mapping[str, str]) -> Printed:
        random, bound = self._random, options.get("b")
        style = options.get("style") or (random.choice(self._styles) if self._styles else "plain")
        if what in ("level", "amount"):
            return numerals.amount(subject, random, style, bound)
        if what == "change":
            return numerals.change(subject, random, style, bound)
        if what == "growth":
            return numerals.growth(random, style, bound)
        if what in ("rank", "growth_rank"):
            return numerals.rank(random, style)
        return {"top": lambda: numerals.top(random), "growth_head": numerals.head, "doubled": numerals.doubled}[what]()

    def _planted(self, printed: Printed, kind: str, facts: Sequence[Mapping[str, str]]) -> tuple[str, list[Planted]]:
        start = len(printed.before)
        end = start + len(printed.digits)
        planted = [Planted(start, end, kind, self._template.name, fields) for fields in facts]
        if printed.second is not None:
            offset, digits = printed.second
            second = end + offset
            planted.append(Planted(second, second + len(digits), "none", self._template.name, {}))
        return printed.before + printed.digits + printed.after, planted

    def _year(self, word: str) -> int:
        match = _YEAR.fullmatch(word)
        assert match is not None, word
        return self._part.year + int(match.group(1) or 0)

    def _period(self, option: str) -> str:
        if ":" in option:
            year, last = option.split(":")
            month = self._month if last == "M" else int(last)
            return f"{self._year(year)}-01/{self._year(year)}-{month:02d}"
        if option[0] != "Y":
            return option
        return "/".join(str(self._year(year)) for year in option.split("/"))


def _quantity_fields(printed: Printed) -> dict[str, str]:
    fields = {"value": exact(printed.value), "unit": printed.unit, "bound": printed.bound}
    if printed.value_high is not None:
        fields["value_high"] = exact(printed.value_high)
    return fields


def exact(value: Decimal) -> str:
    """All digits, no exponent, no zeros behind the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chosen_subjects(needs: Mapping[str, str], random: Random) -> dict[str, Subject]:
    chosen: dict[str, Subject] = {}
    for letter, need in needs.items():
        followers = sum(other == f"like {letter}" for other in needs.values())
        candidates = [
            subject
            for subject in _candidates(need, chosen)
            if subject not in chosen.values() and len(_alike(subject)) > followers
        ]
        chosen[letter] = random.choice(candidates)
    return chosen


def _candidates(need: str, chosen: Mapping[str, Subject]) -> Sequence[Subject]:
    if need.startswith("="):
        return [subject for subject in subjects() if subject.indicator == need[1:]]
    if need.startswith("like "):
        return _alike(chosen[need[5:]])
    return [subject for subject in subjects() if subject.fits(need)]


@cache
def _alike(subject: Subject) -> tuple[Subject, ...]:
    """Subjects that can share a number or a verb with one: the same traits, the same classifier."""
    return tuple(s for s in subjects() if s.traits == subject.traits and s.classifier == subject.classifier)
