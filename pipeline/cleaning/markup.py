"""Marks of a notation that a copy kept, and marks that do not show within a number: neither is of the text.

What belongs here: masking the one, finding the other. What does not: headings of Markdown, which lines
tell by (pipeline/segmentation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pipeline.cleaning.characters import MASK, unify_characters
from pipeline.reference.patterns import Patterns

_UNSEEN = "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_UNSEEN_IN_NUMBER = re.compile(rf"{_UNSEEN}(?<=[\d.,].){_UNSEEN}*+(?=[\d.])")
_TAG = re.compile(r"</?(?:b|strong|em|i|u|s|span|font|mark|sup|sub|p|br|div|a)(?:\s[^<>\n]{0,200})?/?>", re.IGNORECASE)
_NOTE = re.compile(
    r"(?<=\d)(?<![×xX*]10)(?:[⁰¹²³⁴-⁹⁽⁾]{1,5}|<sup>[^<>\n]{1,8}</sup>|[①-⑳](?=[万亿家件项个人户名元%]))", re.IGNORECASE
)
"""The mark of a note between a number and its unit: 1234¹件. Behind 10 it may be a power: 1.2×10⁸."""
_RAISED = re.compile("[⁰¹²³⁴-⁹①-⑳]")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_FORMULA = re.compile(r"\$[ {]{0,3}[-+~]? ?\d[\d., ]{0,20}[ }]{0,3}(?:\\?%)?[ }]{0,2}\$(?!\d)")
"""A number that a converter took for a formula: $12.5\\%$, ${ 1 . 6 } \\%$."""
_NOT_OF_NUMBER = re.compile(r"[$\\{} ]")
_MARKS = ("**", "__", "`")


def mask_markup(text: str, patterns: Patterns) -> str:
    """The text with tags, entities, notes, marks of bold print and of formulas masked: **54**家, 54¹家, $54$家."""
    if "&" in text:
        text = _ENTITY.sub(_as_character, text)
    if "<" in text or _RAISED.search(text):
        text = _NOTE.sub(lambda note: MASK * len(note.group()), text)
    if "<" in text:
        text = _TAG.sub(lambda tag: MASK * len(tag.group()), text)
    if "$" in text:
        text = _FORMULA.sub(lambda formula: _NOT_OF_NUMBER.sub(MASK, formula.group()), text)
    return patterns.lines.marked.sub(_without_marks, text) if any(mark in text for mark in _MARKS) else text


def _as_character(entity: re.Match[str]) -> str:
    """The character that an entity stands for, and masks for the rest of it."""
    character = unescape(entity.group())
    if len(character) != 1:
        return entity.group()
    return unify_characters(character) + MASK * (len(entity.group()) - 1)


def _without_marks(marked: re.Match[str]) -> str:
    width = 1 if marked.group().startswith("`") else 2
    return MASK * width + marked.group()[width:-width] + MASK * width


def find_unseen(text_layer: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of marks that do not show within a number: it is one, whatever stands between its digits."""
    return (unseen.span() for unseen in _UNSEEN_IN_NUMBER.finditer(text_layer))
