"""Turns an element of an HTML page into lines of text.

What belongs here: which elements begin a line, what white space counts for, rows of tables. What does not: which
element holds the article (`html.py`).

An empty line stands between blocks; a lone line end is a `<br>` or parts two rows of a table. White space of the source
says nothing in HTML, so it is flattened before the page is parsed: all line ends that are left are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers.raised import raise_digits
from pipeline.readers.tables import Cell, compose_rows

_BLOCKS = (
    "address, article, aside, blockquote, caption, center, dd, div, dl, dt, fieldset, figcaption, figure, footer, form,"
    " h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, section, ul"
)
_RAISED = "sup, [style*='vertical-align:super'], [style*='vertical-align: super']"
_TABLES = frozenset({"table", "tbody", "thead"})
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uff65"
_PRESERVED = re.compile(r"<(/?)pre\b", re.IGNORECASE)
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])[ \t]*[\r\n]\s*(?=[{_CHINESE}])")
_SOURCE_BLANKS = re.compile(r"[\t\r\n\f\v]+")
_SPACES = re.compile(r" {2,}")
_LINE_END = re.compile(r" *\n *")
_BLOCK_END = re.compile(r"\n{3,}")


def flatten_source(source: str) -> str:
    """The source of a page without line ends and tabs, but for those of preformatted text, which become `<br>`."""
    # A browser shows a line end as a space; between Chinese characters none was meant.
    return _SOURCE_BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", _with_preserved_breaks(source)))


def _with_preserved_breaks(source: str) -> str:
    pieces: list[str] = []
    place = 0
    is_inside = False
    for tag in _PRESERVED.finditer(source):
        piece = source[place : tag.start()]
        pieces.append("<br>".join(piece.splitlines()) if is_inside else piece)
        place = tag.start()
        is_inside = not tag[1]
    return "".join((*pieces, source[place:]))


def render_lines(element: Any) -> str:
    """The text of a selectolax element, line by line. The element is changed: tables become text."""
    for line_break in element.css("br"):
        line_break.replace_with("\n")
    for raised in element.css(_RAISED):
        raised.replace_with(raise_digits(raised.text(deep=True)))
    for block in element.css(_BLOCKS):
        if block.mem_id != element.mem_id:
            block.insert_before("\n\n")
            block.insert_after("\n\n")
    # Inner tables stand later in the page than those around them, and must be text before their cells are asked for.
    for table in reversed(element.css("table")):
        if table.mem_id != element.mem_id:
            table.replace_with("\n\n" + "\n".join(compose_rows(_rows(table))) + "\n\n")
    text = "\n".join(compose_rows(_rows(element))) if element.tag in _TABLES else element.text(deep=True)
    text = _LINE_END.sub("\n", _SPACES.sub(" ", text))
    return _BLOCK_END.sub("\n\n", text).strip("\n ")


def _rows(table: Any) -> Iterator[list[Cell]]:
    for caption in table.css("caption"):
        yield [Cell(caption.text(deep=True))]
    for row in table.css("tr"):
        yield [
            Cell(cell.text(deep=True).strip(), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in row.iter()
            if cell.tag in ("td", "th")
        ]


def _span(cell: Any, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 4 else 1
