"""Page furniture (`furniture.csv`): what a web page or a file puts around a report without belonging to it.

What belongs here: the patterns and where in a text they match. What does not: masking what they match
(pipeline/cleaning/furniture.py).

How it decides, line by line (characters unified before, see pipeline/cleaning/characters.py):

- A line is furniture when patterns of scope `line` tile it, apart from blanks, bars and brackets: 发布日期:2020-02-18
  浏览次数: 字体:[ ] is three pieces. One word that no pattern knows keeps the whole line.
- `head`, `tail` and `edge` patterns join in before the first and after the last line of running text (`edge`: both).
- Below the last line of running text a `links` piece (相关文章, 上一篇) opens the links of the page: each line further
  down that is no other furniture is one of them, the title of another report.
- `sequence` patterns (a bare 12) count only when such lines count up by one with a page's worth of text between:
  the cells of a table do not.
- `linked` patterns (2018年衢州市科技工作总结) count only when several lines below the last of running text match.
- `anywhere` patterns match within a line as well; what they match opens with 【 or [, the number of a page or 下载后.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import ReferenceDataError
from pipeline.reference.first_characters import gated
from pipeline.reference.loading import Layout, Row, SeedFolder

LAYOUT = Layout(
    "furniture.csv", ("pattern", "kind", "scope", "examples"), ("pattern", "kind", "scope", "examples"), ("pattern",)
)

LONGEST_LINE = 400
"""Longer lines are never tiled: no navigation bar of the pages that were looked at is longer, and paragraphs are."""

_FULL_STOP = "。"
_FEWEST_TITLES = 2
"""Titles of other reports below a report; a single one may be its own."""

LEAST_PAGE = 200
"""Characters between two page numbers: less is no page. The cells of a table stand closer."""

RUNNING_TEXT = re.compile(r"[^。；\n]{20,}[。；]")
"""What makes a line part of the report's body: a sentence of some length, with its full stop."""
_WRAPPED_TEXT = re.compile(r"[^。；\n]{18,}(?<=[\u4e00-\u9fff\d，,、%])\n[^。；\n]+[。；]")
"""The same of a page that was wrapped: a full line, and the end of its sentence on the next one."""

PLACEHOLDERS = {
    "<colon>": r"[ \t]*[:：][ \t]*",
    "<moment>": (
        r"\d{4}[ \t]*[-/.年][ \t]*\d{1,2}[ \t]*[-/.月][ \t]*\d{1,2}[ \t]*日?(?:[ \t]*(?:星期|周)[一二三四五六日天])?"
        r"(?:[ \tT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    ),
    "<value>": r"[^\s|\[\]【】。；]{1,40}",
    "<name>": r"[^\s|\[\]【】。；：:\d]{1,40}+(?![ \t]*[:：])",
    "<count>": r"\d[\d,]{0,12}(?:\.\d{1,2})?万?",
    "<no-figure>": r"(?![^\n]*\d[ \t]*(?:%|(?![年月日号时分页版条小天工])[一-鿿]))",
}
"""What a pattern may write in short. `<no-figure>` keeps a pattern that takes free text off lines with figures."""


class FurnitureKind(StrEnum):
    """What a piece of furniture is. `release` may still hold the date of issue, `footer` the issuer."""

    BREADCRUMB = "breadcrumb"
    RELEASE = "release"
    METADATA = "metadata"
    COUNTER = "counter"
    FONT_SIZE = "font_size"
    BUTTON = "button"
    PAGING = "paging"
    LINKS = "links"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    CONTACT = "contact"
    LOGIN = "login"
    SITE_NOTICE = "site_notice"
    PAGE_NUMBER = "page_number"
    FOOTNOTE = "footnote"


class FurnitureScope(StrEnum):
    """Where a pattern may match; see the module's description."""

    LINE = "line"
    HEAD = "head"
    TAIL = "tail"
    EDGE = "edge"
    SEQUENCE = "sequence"
    LINKED = "linked"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class FurniturePattern:
    """One row of the table. Each example is matched by the pattern (a test sees to it)."""

    pattern: str
    kind: FurnitureKind
    scope: FurnitureScope
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FurnitureSpan:
    """Characters `[start, end)` of a text that are furniture; never across a line end."""

    start: int
    end: int
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Furniture:
    """All patterns, compiled into one alternation for each scope."""

    patterns: tuple[FurniturePattern, ...]
    _compiled: Mapping[FurnitureScope, re.Pattern[str]]
    _links: re.Pattern[str]

    def find(self, text: str) -> tuple[FurnitureSpan, ...]:
        """The furniture of a text of unified characters, in order and without overlaps.

        Takes time linear in the length of the text.
        """
        lines = tuple(_lines(text))
        line, edge, head, tail, sequence, anywhere, linked = (self._compiled[scope] for scope in _SCOPES)
        body, above, below = (line,), (line, edge, head), (line, edge, tail)
        first, last = _body_lines(text, lines, above, below)
        spans: list[FurnitureSpan] = []
        numbers: list[tuple[int, int, int]] = []
        titles: list[FurnitureSpan] = []
        are_links = False
        for ordinal, (start, end) in enumerate(lines):
            are_links = are_links or (ordinal > last and self._links.match(text, start, end) is not None)
            if end - start > LONGEST_LINE and not are_links:
                continue
            pieces = above if ordinal < first else below if ordinal > last else body
            found = _tiling(pieces, text, start, end)
            spans += found or ([FurnitureSpan(start, end, FurnitureKind.LINKS)] if are_links else [])
            if are_links:
                continue
            is_title = ordinal > last and not found and linked.fullmatch(text, start, end) is not None
            if is_title and not _heads_sentence(text, lines, ordinal):
                titles.append(FurnitureSpan(start, end, FurnitureKind.LINKS))
            number = None if found else sequence.fullmatch(text, start, end)
            if number is not None:
                numbers.append((start, end, int(number["page"])))
        spans += (FurnitureSpan(start, end, FurnitureKind.PAGE_NUMBER) for start, end in _page_numbers(numbers))
        spans += titles if len(titles) >= _FEWEST_TITLES else []
        spans += _inline(anywhere, text, spans)
        return tuple(sorted(spans, key=lambda span: span.start))

    def links(self, text: str, body: re.Pattern[str]) -> list[tuple[int, int]]:
        """Where below a report the links of its page stand, with the places and dates of others.

        A `body` named alone below them all (相关稿件, then 苏州市统计局) is whose page it is.
        """
        linked, below = self._compiled[FurnitureScope.LINKED], text.rfind(_FULL_STOP)
        if not any(
            self._links.match(text, start, end) or (start > below and linked.fullmatch(text, start, end))
            for start, end in _lines(text)
        ):
            return []
        found = [(span.start, span.end) for span in self.find(text) if span.kind is FurnitureKind.LINKS]
        bodies = [body.fullmatch(text, start, end) is not None for start, end in found[-2:]]
        is_signed = bodies[-1:] == [True] and bodies != [True, True] and not text[found[-1][1] :].strip()
        return found[:-1] if is_signed else found


def load_furniture(seeds: SeedFolder) -> Furniture:
    """The patterns of `furniture.csv`; raises ReferenceDataError with file and line for the first bad row."""
    rows = tuple(seeds.rows(LAYOUT))
    patterns = tuple(
        FurniturePattern(
            _expanded(row), row.word("kind", FurnitureKind), row.word("scope", FurnitureScope), row.items("examples")
        )
        for row in rows
    )
    links = "|".join(
        pattern.pattern
        for pattern in patterns
        if pattern.kind is FurnitureKind.LINKS and pattern.scope is not FurnitureScope.LINKED
    )
    compiled = {scope: _joined(rows, patterns, scope) for scope in FurnitureScope}
    return Furniture(patterns, compiled, re.compile(f"(?:{links})(?:(?<=[:： ])|{_PIECE_END})") if links else _NEVER)


_SCOPES = (
    FurnitureScope.LINE,
    FurnitureScope.EDGE,
    FurnitureScope.HEAD,
    FurnitureScope.TAIL,
    FurnitureScope.SEQUENCE,
    FurnitureScope.ANYWHERE,
    FurnitureScope.LINKED,
)
_BETWEEN_PIECES = re.compile(r"[ \t|\[\]【】()（）·,，、;；]*")
_PIECE_END = r"(?=[ \t|\[\]【】()（）·,，、;；]|[一-鿿]{1,6}[ \t]*[:：]|$)"
"""A piece ends where the line does, at a mark, or before the next label: 下载 is no piece of 下载须知."""
_OPENING = re.compile(r"[【\[第下](?:(?<=[【\[])|(?<=第)(?=[ \t]*\d{1,4}[ \t]*页)|(?<=下)载后)")
"""What furniture within running text opens with: a search for it skips all other characters quickly."""
_TILING = frozenset({FurnitureScope.LINE, FurnitureScope.EDGE, FurnitureScope.HEAD, FurnitureScope.TAIL})
_NEVER = re.compile(r"(?!)")
_Pieces = tuple[re.Pattern[str], ...]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Starts and ends of the lines that hold anything, without the blanks around them."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            inner = start + len(line) - len(line.lstrip())
            yield inner, inner + len(stripped)
        start += len(line) + 1


def _body_lines(text: str, lines: tuple[tuple[int, int], ...], above: _Pieces, below: _Pieces) -> tuple[int, int]:
    """Ordinals of the first and the last line of running text; of all lines where there is none."""

    def is_body(ordinal: int, pieces: _Pieces) -> bool:
        start, end = lines[ordinal]
        is_told = RUNNING_TEXT.search(text, start, min(end, start + LONGEST_LINE)) is not None
        is_told = is_told or (ordinal > 0 and _WRAPPED_TEXT.match(text, lines[ordinal - 1][0], end) is not None)
        if not is_told:
            return False
        return end - start > LONGEST_LINE or not _tiling(pieces, text, start, end)

    first = next((i for i in range(len(lines)) if is_body(i, above)), None)
    if first is None:
        return 0, len(lines) - 1
    return first, next(i for i in reversed(range(first, len(lines))) if i == first or is_body(i, below))


def _heads_sentence(text: str, lines: Sequence[tuple[int, int]], ordinal: int) -> bool:
    """二、2023年工作计划 / 高企达到149家。: a title of another report has none of its sentences below it."""
    return ordinal + 1 < len(lines) and text[lines[ordinal + 1][1] - 1] in "。；"


def _inline(anywhere: re.Pattern[str], text: str, spans: Iterable[FurnitureSpan]) -> list[FurnitureSpan]:
    taken = sorted((span.start, span.end) for span in spans)
    found: list[FurnitureSpan] = []
    place = last_end = 0
    for opening in _OPENING.finditer(text):
        match = anywhere.match(text, opening.start()) if opening.start() >= last_end else None
        if match is None:
            continue
        last_end = match.end()
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if place == len(taken) or match.end() <= taken[place][0]:
            found.append(FurnitureSpan(match.start(), match.end(), _kind(match)))
    return found


def _tiling(pieces: _Pieces, text: str, start: int, end: int) -> list[FurnitureSpan]:
    """The pieces that tile `[start, end)`, or none if they do not: each character is looked at once for each piece."""
    found: list[FurnitureSpan] = []
    place = start
    while place < end:
        between = _BETWEEN_PIECES.match(text, place, end)
        begin = between.end() if between else place
        if begin == end and found:
            break
        piece = next((match for pattern in pieces if (match := pattern.match(text, begin, end))), None)
        if piece is None:
            return []
        # Brackets and blanks between pieces go with the piece before them.
        if found:
            found[-1] = FurnitureSpan(found[-1].start, begin, found[-1].kind)
        found.append(FurnitureSpan(place if not found else begin, piece.end(), _kind(piece)))
        place = piece.end()
    if found:
        found[-1] = FurnitureSpan(found[-1].start, end, found[-1].kind)
    return found


def _page_numbers(numbers: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of bare numbers that count up by one from page to page."""
    run: list[tuple[int, int, int]] = []
    for number in numbers:
        follows = bool(run) and number[2] == run[-1][2] + 1 and number[0] - run[-1][1] >= LEAST_PAGE
        if not follows:
            if len(run) > 1:
                yield from ((start, end) for start, end, _ in run)
            run = []
        run.append(number)
    if len(run) > 1:
        yield from ((start, end) for start, end, _ in run)


def _kind(match: re.Match[str]) -> FurnitureKind:
    assert match.lastgroup is not None  # every alternative is a group named for its kind
    return FurnitureKind(match.lastgroup)


def _expanded(row: Row) -> str:
    pattern = row.text("pattern")
    for placeholder, meaning in PLACEHOLDERS.items():
        pattern = pattern.replace(placeholder, meaning)
    return pattern


def _check_openings(rows: tuple[Row, ...], patterns: tuple[FurniturePattern, ...]) -> None:
    """Raises ReferenceDataError for the first `anywhere` row whose examples do not open as such pieces do."""
    for row, pattern in zip(rows, patterns, strict=True):
        is_bare = any(_OPENING.match(example) is None for example in pattern.examples)
        if pattern.scope is FurnitureScope.ANYWHERE and is_bare:
            raise row.error(
                "examples",
                "do not open with 【, [, 第1页 or 下载后",
                "Choose another scope: only those stand anywhere",
            )


def _joined(rows: tuple[Row, ...], patterns: tuple[FurniturePattern, ...], scope: FurnitureScope) -> re.Pattern[str]:
    """One alternation with a group for each kind. Only where it fails are the rows compiled one by one."""
    chosen = [pattern for pattern in patterns if pattern.scope is scope]
    if not chosen:
        return _NEVER
    if scope is FurnitureScope.ANYWHERE:
        _check_openings(rows, patterns)
    kinds = dict.fromkeys(pattern.kind for pattern in chosen)
    alternation = "|".join(
        f"(?P<{kind}>{'|'.join(gated(pattern.pattern) for pattern in chosen if pattern.kind is kind)})"
        for kind in kinds
    )
    try:
        joined = re.compile(f"(?:{alternation}){_PIECE_END if scope in _TILING else ''}")
    except re.error:
        joined = None
    if joined is not None and joined.match("") is None:
        return joined
    for row, pattern in zip(rows, patterns, strict=True):
        try:
            single = re.compile(pattern.pattern)
        except re.error as error:
            raise row.error("pattern", f"is no regular expression ({error})", "Correct it") from error
        if single.match("") is not None:
            raise row.error("pattern", "matches nothing at all", "Require at least one character")
    raise ReferenceDataError(rows[0].path, None, "patterns clash when joined", "Name no group but `page` of sequences")
