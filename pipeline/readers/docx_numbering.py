"""The numbers that Word puts before headings by itself: 一、 （二） 3. stand in no paragraph, but readers see them.

What belongs here: numbering definitions of a DOCX and their counters. What does not: bullets, which say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_WORD}val"
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_LONGEST_STYLE_CHAIN = 20


def chinese_numeral(number: int) -> str:
    """A number as headings write it: 1 is 一, 10 is 十, 23 is 二十三; above 99 digit by digit."""
    if number > 99 or number < 1:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "ideographDigital": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The numbering of one document, with its counters as they stand after the paragraphs asked for so far."""

    levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    """Levels by numbering id."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """The list that a numbering id counts in: several ids may go on with one list."""
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Numbering id and level that a paragraph style brings."""
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_label(self, paragraph: Any) -> str:
        """The number that stands before this paragraph; empty where there is none. Call it once for each in order."""
        number, level = self._numbering_of(paragraph)
        levels = self.levels.get(number, {})
        if level not in levels or levels[level].format == "bullet":
            return ""
        counted = self.lists[number]
        start = levels[level].start
        self.counters[counted, level] = self.counters.get((counted, level), start - 1) + 1
        for deeper in [key for key in self.counters if key[0] == counted and key[1] > level]:
            del self.counters[deeper]

        def shown(place: re.Match[str]) -> str:
            asked = int(place[1]) - 1
            if asked not in levels:
                return ""
            value = self.counters.get((counted, asked), levels[asked].start)
            return _FORMATS.get(levels[asked].format, str)(value)

        return _PLACE.sub(shown, levels[level].text)

    def _numbering_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_WORD}pPr")
        if properties is None:
            return "", 0
        style = _value(properties.find(f"{_WORD}pStyle"))
        number, level = self.styles.get(style, ("", 0))
        own = properties.find(f"{_WORD}numPr")
        if own is not None:
            number = _value(own.find(f"{_WORD}numId")) or number
            level = _integer(own.find(f"{_WORD}ilvl"), level)
        return number, level


def read_numbering(document: Any) -> Numbering:
    """The numbering definitions of a python-docx document; without any where it has none."""
    part = _numbering_element(document)
    if part is None:
        return Numbering()
    abstract = {element.get(f"{_WORD}abstractNumId"): element for element in part.findall(f"{_WORD}abstractNum")}
    levels: dict[str, Mapping[int, _Level]] = {}
    lists: dict[str, str] = {}
    for element in part.findall(f"{_WORD}num"):
        number = element.get(f"{_WORD}numId") or ""
        list_id = _value(element.find(f"{_WORD}abstractNumId"))
        overrides = {
            _integer_text(override.get(f"{_WORD}ilvl"), 0): override
            for override in element.findall(f"{_WORD}lvlOverride")
        }
        starts = {level: _integer(override.find(f"{_WORD}startOverride"), 0) for level, override in overrides.items()}
        levels[number] = _levels(abstract.get(list_id), starts)
        lists[number] = f"{list_id}/{number}" if any(starts.values()) else list_id
    return Numbering(levels, lists, _numbered_styles(document.styles.element))


def _levels(definition: Any, starts: Mapping[int, int]) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in () if definition is None else definition.findall(f"{_WORD}lvl"):
        level = _integer_text(element.get(f"{_WORD}ilvl"), 0)
        start = starts.get(level) or _integer(element.find(f"{_WORD}start"), 1)
        kind = _value(element.find(f"{_WORD}numFmt"))
        levels[level] = _Level(kind, _value(element.find(f"{_WORD}lvlText")), start)
    return levels


def _numbered_styles(styles: Any) -> dict[str, tuple[str, int]]:
    elements = {element.get(f"{_WORD}styleId"): element for element in styles.findall(f"{_WORD}style")}
    numbered: dict[str, tuple[str, int]] = {}
    for name in elements:
        number, level = "", None
        current = elements[name]
        for _ in range(_LONGEST_STYLE_CHAIN):
            own = current.find(f"{_WORD}pPr/{_WORD}numPr")
            if own is not None:
                number = number or _value(own.find(f"{_WORD}numId"))
                if level is None and own.find(f"{_WORD}ilvl") is not None:
                    level = _integer(own.find(f"{_WORD}ilvl"), 0)
            current = elements.get(_value(current.find(f"{_WORD}basedOn")))
            if current is None:
                break
        if number:
            numbered[name] = number, level or 0
    return numbered


def _numbering_element(document: Any) -> Any:
    # The property of python-docx adds a part where there is none; only look.
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _value(element: Any) -> str:
    return "" if element is None else element.get(_VALUE) or ""


def _integer(element: Any, otherwise: int) -> int:
    return _integer_text(_value(element), otherwise)


def _integer_text(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
