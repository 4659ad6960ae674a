"""Tables in HTML within a text, as converters of documents write them: their tags become tabs and line ends.

What belongs here: what the tags of a table say of its cells, merged ones among them. What does not: pages that are
HTML (pipeline/readers), other tags (`markup.py`).
"""

from __future__ import annotations

import re

from pipeline.cleaning.characters import MASK

_TABLE = re.compile(r"<table\b[^<>]{0,200}>(?:(?!<table\b).)*?</table\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-z]{1,10})\b(?P<attributes>[^<>]{0,300})>", re.IGNORECASE)
_SPAN = re.compile(r"\b(?P<of>col|row)span\s*=\s*[\"']?(?P<count>\d{1,2})", re.IGNORECASE)
_CELLS = ("td", "th")
_MOST_COLUMNS = 120
"""Columns of a table; what merged cells take behind them is not noted."""


def part_html_tables(text: str) -> str:
    """The text with tabs between the cells of such tables and a line a row; of equal length.

    A merged cell stands in the first of its places, the others are blank, as in the tables of other programs.
    """
    if "</t" not in text.lower():
        return text
    return _TABLE.sub(lambda table: _parted(table.group()), text)


def _parted(table: str) -> str:
    """One table as rows of cells; tags too short for the blanks that merged cells leave hold fewer of them."""
    parts: list[str] = []
    position = column = written = 0
    merged: dict[int, int] = {}
    above: frozenset[int] = frozenset()
    for tag in _TAG.finditer(table):
        name, is_opening = tag["name"].lower(), not tag["closes"]
        between = table[position : tag.start()]
        parts.append(between.replace("\n", MASK) if between.strip() else MASK * len(between))
        position, mark = tag.end(), ""
        if name == "table":
            mark = "\n"
        elif name == "tr" and is_opening:
            mark, column, written = "\n", 0, 0
            above = _reaching_down(merged)
        elif name in _CELLS and is_opening:
            while column in above:
                column += 1
            mark, written = "\t" * (column - written), column
            column += _note_spans(merged, column, tag["attributes"])
        parts.append(mark[: len(tag.group())].ljust(len(tag.group()), MASK))
    parts.append(table[position:])
    return "".join(parts)


def _reaching_down(merged: dict[int, int]) -> frozenset[int]:
    """The columns of a row that cells above it take, each of which then reaches one row less."""
    above = frozenset(column for column, rows in merged.items() if rows > 0)
    for column in above:
        merged[column] -= 1
    return above


def _note_spans(merged: dict[int, int], column: int, attributes: str) -> int:
    """Notes the rows that a cell takes below its own, and says how many columns it takes."""
    spans = {span["of"].lower(): int(span["count"]) for span in _SPAN.finditer(attributes)}
    width = max(spans.get("col", 1), 1)
    for place in range(column, min(column + width, _MOST_COLUMNS)):
        merged[place] = max(spans.get("row", 1) - 1, 0)
    return width
