"""How sentences make a report: title, parts, headings, paragraphs; and what printing and copying does to a text.

What belongs here: the frame around sentences, line breaks, spun words. What does not: the sentences themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from benchmarks.synthetic.numerals import STYLES
from benchmarks.synthetic.tables import table
from benchmarks.synthetic.templates import Filling, Part, Passage, Planted, Template, templates
from benchmarks.synthetic.vocabulary import Place, fillers, places, spun_words

FIRST_YEAR, LAST_YEAR = 2018, 2023
SHARE_OF_SUMMARY = 0.6
"""Of a report with two parts, the share of its characters that looks back."""
_DIGITS = re.compile(r"[0-9０-９]+")
_NO_LINE_START = "，。；：、）”》%"
_HIDDEN = Place("unknown", "x区", "x", "district", ("unknown", "x省"), (("unknown", "x市"),) * 3, ())
_NAMES_A_PLACE = re.compile(r"\{[PQDE]\}|r=")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What reports are made of. `phenomena`: those of templates.yaml to draw from (empty: all)."""

    name: str
    is_simple: bool = False
    phenomena: frozenset[str] = frozenset()
    styles: tuple[str, ...] = ()
    has_tables: bool = False
    is_wrapped: bool = False
    is_spun: bool = False
    fillers: float = 0.3
    """How likely a sentence without figures stands before the next one with figures, and another before that."""

    def templates(self) -> list[Template]:
        return [
            template
            for template in templates()
            if (template.is_simple or not self.is_simple)
            and (not self.phenomena or template.phenomenon in self.phenomena)
            and not (self.is_spun and _NAMES_A_PLACE.search(template.text))
        ]


SIMPLE = Recipe("simple", is_simple=True)
RECIPES = {
    recipe.name: recipe
    for recipe in (
        SIMPLE,
        Recipe("prose"),
        Recipe("wordy", fillers=0.72),
        Recipe("numbers", styles=("plain", *STYLES)),
        Recipe("tables", phenomena=frozenset({"trap", "quantity"}), has_tables=True),
        Recipe("wrapped", is_wrapped=True),
        Recipe("spun", is_simple=True, is_spun=True),
    )
}
"""Kinds of reports, by name."""


def passages(recipe: Recipe, random: Random, characters: int) -> Iterator[Passage]:
    """The report in passages, of about so many characters in all; none is kept, so any size will do."""
    place = _HIDDEN if recipe.is_spun else random.choice(places())
    year = random.randint(FIRST_YEAR, LAST_YEAR)
    has_plan = random.random() < 0.6
    change = _changes(recipe, random)
    yield _without_figures(_title(place, year, has_plan, random))
    summary, plan = Part(year, "summary"), Part(year + 1, "plan")
    yield _without_figures(f"一、{year}年工作完成情况\n")
    share = SHARE_OF_SUMMARY if has_plan else 1.0
    yield from map(change, _part(recipe, place, summary, random, int(characters * share)))
    if has_plan:
        yield _without_figures(f"二、{year + 1}年工作要点\n")
        yield from map(change, _part(recipe, place, plan, random, int(characters * (1 - share))))
    yield _without_figures(f"{place.name}科学技术局\n{year + 1}年1月{random.randint(5, 28)}日\n")


def _title(place: Place, year: int, has_plan: bool, random: Random) -> str:
    issuer = random.choice(("科学技术局", "科技局"))
    if has_plan:
        return f"{place.name}{issuer}{year}年工作总结和{year + 1}年工作要点\n\n"
    return random.choice(
        (
            f"{place.name}{issuer}{year}年工作总结\n\n",
            f"{place.name}{year}年国民经济和社会发展统计公报\n\n",
            f"{place.name}{issuer}关于{year}年工作情况的报告\n\n",
        )
    )


def _part(recipe: Recipe, place: Place, part: Part, random: Random, characters: int) -> Iterator[Passage]:
    chosen = [template for template in recipe.templates() if template.fits(place, part)]
    written = 0
    while written < characters:
        if recipe.has_tables and part.kind == "summary" and random.random() < 0.5:
            passage = _with_other_digits(table(place, part, random))
        else:
            passage = _paragraph(recipe, chosen, place, part, random)
        written += len(passage.text)
        yield passage


def _paragraph(recipe: Recipe, chosen: Sequence[Template], place: Place, part: Part, random: Random) -> Passage:
    sentences: list[Passage] = []
    for _ in range(random.randint(1, 5)):
        while random.random() < recipe.fillers:
            sentences.append(Passage(random.choice(fillers()), ()))
        template = random.choice(chosen)
        sentences.append(Filling(template, place, part, recipe.styles, random).passage())
        if template.closes:
            break
    return joined([*sentences, Passage("\n", ())])


def joined(parts: Iterable[Passage]) -> Passage:
    """Passages one behind the other."""
    texts: list[str] = []
    numbers: list[Planted] = []
    length = 0
    for part in parts:
        texts.append(part.text)
        numbers.extend(number.moved(length) for number in part.numbers)
        length += len(part.text)
    return _with_other_digits(Passage("".join(texts), tuple(numbers)))


def _without_figures(text: str) -> Passage:
    return _with_other_digits(Passage(text, ()))


def _with_other_digits(passage: Passage) -> Passage:
    """Digits that nobody planted are no quantities: years in headings, months in dates."""
    covered = [(number.start, number.end) for number in passage.numbers]
    free = [
        Planted(match.start(), match.end(), "none", "frame", {})
        for match in _DIGITS.finditer(passage.text)
        if not any(start < match.end() and match.start() < end for start, end in covered)
    ]
    return Passage(passage.text, tuple(sorted((*passage.numbers, *free), key=lambda number: number.start)))


def _changes(recipe: Recipe, random: Random) -> Callable[[Passage], Passage]:
    width = random.randint(30, 42)

    def change(passage: Passage) -> Passage:
        if recipe.is_spun:
            passage = spun(passage)
        return wrapped(passage, width) if recipe.is_wrapped else passage

    return change


def spun(passage: Passage) -> Passage:
    """The passage as a spun copy has it: words replaced by others of equal length."""
    text = passage.text
    for original, replacement in spun_words():
        text = text.replace(original, replacement)
    return Passage(text, passage.numbers)


def wrapped(passage: Passage, width: int) -> Passage:
    """The passage with a line break every `width` characters, also within sentences and numbers."""
    text = passage.text
    breaks: list[int] = []
    position = width
    while position < len(text) - 1:
        while position < len(text) and text[position] in _NO_LINE_START:
            position += 1
        if position < len(text) - 1:
            breaks.append(position)
        position += width
    edges = [0, *breaks, len(text)]
    lines = [text[start:end] for start, end in pairwise(edges)]
    return Passage("\n".join(lines), tuple(_moved_by(number, breaks) for number in passage.numbers))


def _moved_by(number: Planted, breaks: Sequence[int]) -> Planted:
    before = sum(place <= number.start for place in breaks)
    within = sum(number.start < place < number.end for place in breaks)
    return replace(number, start=number.start + before, end=number.end + before + within)
