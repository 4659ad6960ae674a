"""The characters with which a match of a pattern can begin, so that a search passes over all others at once.

The engine finds them itself where a pattern begins with a word, a class or words to choose from; behind a lookbehind,
an optional word or a nested choice it tries every way at every character, which costs three times as much.

What belongs here: reading so much of an expression as tells its beginning. What does not: what patterns mean.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

_WIDEST_RANGE = 64
"""A class with a longer range (any Chinese character) says nothing: looking for it costs and passes over little."""
_TOKEN = re.compile(
    r"\(\?(?:P<\w+>|<?[=!]|[:>])|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\[\^?\]?(?:\\.|[^\\\]])*\]|\\.|.", re.DOTALL
)
_REST = re.compile(r"(?:[^()|\[\\]|\[\^?\]?(?:\\.|[^\\\]])*\]|\\.)+|[()|]", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:[*?+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_CHARACTER = r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|."
_MEMBER = re.compile(rf"(?P<first>{_CHARACTER})(?:-(?P<last>{_CHARACTER}))?", re.DOTALL)
_SPECIAL = frozenset("[]^-&~|")
"""What has a meaning of its own within a class."""
_UNREAD = re.compile(r"(?<!\\)\(\?(?!P<|<?[=!]|[:>])")
"""Flags, conditions and back references by name, of which no rule makes use."""
_ZERO_WIDTH = frozenset({"^", "$", r"\b", r"\B", r"\A", r"\Z"})
_PLAIN_GROUP = "(?:"
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")


class _Found(IntEnum):
    """What the engine finds without help."""

    NOTHING = 0
    SET = 1
    LITERAL = 2


class _Beginning(NamedTuple):
    """Members of a class that hold every first character, or None if they are too many; whether nothing may match."""

    members: frozenset[str] | None
    is_optional: bool
    found: _Found = _Found.NOTHING


_ANYTHING = _Beginning(None, is_optional=False)
_ZERO = _Beginning(frozenset(), is_optional=True)


def compiled(expression: str) -> re.Pattern[str]:
    """The pattern of an expression, gated. Raises re.error, which tells of the expression as it is written."""
    try:
        return re.compile(gated(expression))
    except re.error:
        return re.compile(expression)


def gated(expression: str) -> str:
    """The expression, behind a lookahead for its first characters where the engine would not find them itself.

    It matches what it did, and groups keep their names and numbers. Example: `(?<!不)(?:增长|下降)` becomes
    `(?=[下增])(?:(?<!不)(?:增长|下降))`.
    """
    if _UNREAD.search(expression):
        return expression
    reader = _Reader(expression)
    beginning = reader.choice()
    is_unbalanced = not reader.is_at_end  # within a group of its own a)|(?:b would be an expression
    if is_unbalanced or not beginning.members or beginning.is_optional or beginning.found:
        return expression
    return f"(?=[{''.join(sorted(beginning.members))}])(?:{expression})"


class _Reader:
    """Reads an expression token by token."""

    def __init__(self, expression: str) -> None:
        self._expression, self._at = expression, 0

    @property
    def is_at_end(self) -> bool:
        return self._at == len(self._expression)

    def choice(self) -> _Beginning:
        """Branches up to the end of the group or of the expression."""
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        found = _Found.SET if all(each.found is _Found.LITERAL for each in branches) else _Found.NOTHING
        is_optional = any(each.is_optional for each in branches)
        return _Beginning(_union([each.members for each in branches]), is_optional, found)

    def _sequence(self) -> _Beginning:
        """Items one behind the other: the first that must stand there ends what a match can begin with."""
        begun = _ZERO
        found: _Found | None = None
        while self._at < len(self._expression) and self._expression[self._at] not in "|)":
            item = self._item()
            found = item.found if found is None else found
            begun = _Beginning(_union([begun.members, item.members]), item.is_optional)
            if not begun.is_optional:
                self._pass_over()
        return _Beginning(begun.members, begun.is_optional, found or _Found.NOTHING)

    def _pass_over(self) -> None:
        """The rest of a sequence, which tells nothing of its beginning."""
        depth = 0
        while (rest := _REST.match(self._expression, self._at)) is not None:
            depth += (rest[0] == "(") - (rest[0] == ")")
            if depth < 0 or (depth == 0 and rest[0] == "|"):
                return
            self._at = rest.end()

    def _item(self) -> _Beginning:
        """One item with its quantifier."""
        item = self._atom()
        quantifier = _QUANTIFIER.match(self._expression, self._at)
        if quantifier is None:
            return item
        self._at = quantifier.end()
        is_needed = quantifier[0][0] == "+" or int(quantifier["least"] or 0) > 0
        is_optional = item.is_optional or not is_needed
        return _Beginning(item.members, is_optional, _Found.NOTHING if is_optional else item.found)

    def _atom(self) -> _Beginning:
        token = _TOKEN.match(self._expression, self._at)
        if token is None:
            return _ANYTHING
        self._at = token.end()
        if token[0][0] == "(":
            inner = self.choice()
            self._take(")")
            if token[0] in _LOOKS:
                return _ZERO
            return inner if token[0] == _PLAIN_GROUP else inner._replace(found=min(inner.found, _Found.SET))
        if token[0] in _ZERO_WIDTH:
            return _ZERO
        return _one(token[0])

    def _take(self, character: str) -> bool:
        is_there = self._expression.startswith(character, self._at)
        self._at += is_there
        return is_there


@cache
def _one(token: str) -> _Beginning:
    """The beginning with one character: a literal, an escape or a class."""
    if token[0] == "[":
        members = [*_MEMBER.finditer(token[1:-1])]
        if token[1] == "^" or any(_is_wide(member) for member in members):
            return _ANYTHING
        return _Beginning(frozenset(map(_escaped, members)), is_optional=False, found=_Found.SET)
    if token == "." or re.fullmatch(r"\\[\dSDWw]", token):
        return _ANYTHING
    found = _Found.SET if token in (r"\d", r"\s") else _Found.LITERAL
    return _Beginning(frozenset({f"\\{token}" if token in _SPECIAL else token}), is_optional=False, found=found)


def _is_wide(member: re.Match[str]) -> bool:
    """Whether a member of a class stands for very many characters."""
    first, last = member.group("first", "last")
    return first in (r"\S", r"\D", r"\W", r"\w") or (last is not None and _code(last) - _code(first) > _WIDEST_RANGE)


def _code(character: str) -> int:
    return int(character[2:], 16) if character[:2] in (r"\u", r"\x") else ord(character[-1])


def _escaped(member: re.Match[str]) -> str:
    """A member that may stand anywhere in another class."""
    first, last = (f"\\{each}" if each in _SPECIAL else each for each in member.group("first", "last"))
    return first if last is None else f"{first}-{last}"


def _union(members: list[frozenset[str] | None]) -> frozenset[str] | None:
    known = [each for each in members if each is not None]
    return frozenset().union(*known) if len(known) == len(members) else None
