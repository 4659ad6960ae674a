"""Alias cells: names written once with their variants (`[全社会/]<rd>[投入/支出]`), expanded when a table is loaded.

What belongs here: the grammar of alias cells, and the parts that rows share (`alias_parts.csv`). What does not: what
the aliases name (`indicators.py`), nor in which ways brackets and quotes of an alias are printed (`lexicon.py`).

The grammar, in full: `|` separates aliases. Within one, `[a/b]` is a choice and `[a/]` an optional part; `<name>`
stands for each alternative of that part, also as an option of a choice. Choices stand in a row, never within each
other. Whatever follows from it is an alias like any other: none may be empty or come about twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from pipeline.reference.loading import LIST_SEPARATOR, Layout, Row, SeedFolder

PARTS = Layout("alias_parts.csv", ("part", "alternatives", "meaning"), ("part", "alternatives", "meaning"), ("part",))
MOST_ALIASES = 2000
"""Of one cell. The richest one has some 300: more is a slip, and would cost every start its time."""

_MARKS = frozenset("[]<>")
_PIECE = re.compile(r"\[(?P<choice>[^\[\]]*)\]|<(?P<part>[^\[\]<>]*)>|(?P<text>[^\[\]<>]+)|(?P<stray>.)", re.DOTALL)


class AliasGrammarError(ValueError):
    """An alias cell that breaks the grammar. `read_aliases`, which knows its row, names that as well."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}. {remedy}")
        self.problem, self.remedy = problem, remedy


def load_parts(seeds: SeedFolder) -> dict[str, tuple[str, ...]]:
    """The alternatives of each part; a part may use those of the rows above it."""
    parts: dict[str, tuple[str, ...]] = {}
    for row in seeds.rows(PARTS):
        parts[row.text("part")] = read_aliases(row, "alternatives", parts)
    return parts


def read_aliases(row: Row, column: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The aliases of one cell. Raises ReferenceDataError with file and line where the cell breaks the grammar."""
    if _MARKS.isdisjoint(row.text(column)):
        return row.items(column)
    try:
        return expand_aliases(row.text(column), parts)
    except AliasGrammarError as error:
        raise row.error(column, error.problem, error.remedy) from error


def expand_aliases(cell: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All aliases that a cell stands for, in the order in which it is read; raises AliasGrammarError.

    `[省/省级]科技奖[励/]|科技奖` stands for 省科技奖励, 省科技奖, 省级科技奖励, 省级科技奖 and 科技奖.
    """
    aliases: list[str] = []
    for written in cell.split(LIST_SEPARATOR):
        aliases += _expanded(written, parts, MOST_ALIASES - len(aliases))
    for alias in aliases:
        if not alias or alias != alias.strip():
            raise AliasGrammarError(
                f"{cell!r} holds an empty alias or one with spaces around it", "Write a|[b/]c without spaces"
            )
    if len(set(aliases)) < len(aliases):
        twice, _ = Counter(aliases).most_common(1)[0]
        raise AliasGrammarError(f"{twice!r} comes about twice", "Write each alias in one way only")
    return tuple(aliases)


def _expanded(written: str, parts: Mapping[str, tuple[str, ...]], most: int = MOST_ALIASES) -> list[str]:
    """All that one alias, or one option of a choice, stands for."""
    if _MARKS.isdisjoint(written):
        return [written]
    pieces = list(_pieces(written, parts))
    if prod(map(len, pieces)) > most:
        raise AliasGrammarError(
            f"with {written!r} it stands for more than {MOST_ALIASES} aliases", "Use fewer choices in a row"
        )
    return ["".join(chosen) for chosen in product(*pieces)]


def _pieces(alias: str, parts: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The alternatives of each piece of an alias: one for plain text, several for a choice or a part."""
    for found in _PIECE.finditer(alias):
        if found["text"]:
            yield (found["text"],)
        elif found["choice"] is not None:
            options = found["choice"].split("/")
            if len(options) == 1:
                raise AliasGrammarError(f"{found[0]!r} leaves no choice", "Write [a/b], or [a/] for an optional part")
            yield tuple([alternative for option in options for alternative in _expanded(option, parts)])
        elif found["part"] is not None:
            yield _alternatives(found["part"], parts)
        else:
            raise AliasGrammarError(
                f"{alias!r} has an unbalanced {found['stray']!r}", "Close each [ and <; no choice within a choice"
            )


def _alternatives(part: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if part not in parts:
        known = ", ".join(parts) or "none so far"
        raise AliasGrammarError(f"there is no part {part!r}", f"Add it to {PARTS.file_name}, which has: {known}")
    return parts[part]
