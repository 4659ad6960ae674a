"""Rows of tables as lines of text, for every format that tells where cells are.

What belongs here: how cells become a line. What does not: finding the cells (`html.py`, `docx.py`).

A row is a line with a tab between cells; a cell that is empty, or covered by one above it or before it, keeps its tab,
so that the n-th cell of every row stands in the n-th column. A row that holds prose (tables are also used to lay out
whole pages) is no row of figures: each of its cells is a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PROSE_CHARACTERS = 60
"""Longest cell seen in statistical tables: the name of an indicator with its definition in brackets has some fifty."""
_PROSE_LINES = 3
_COLUMNS_OF_A_LIST = 4
_LONGEST_BESIDE_OTHERS = 240
"""Longest cell of a list of tasks (序号 | 任务 | 年度目标 | 完成情况 | 责任处室), which no page is laid out like."""
_MOST_COLUMNS = 200
"""A bound on what hostile spans may ask for: beyond it, no cell covers others."""
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def compose_rows(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of a table, without empty rows."""
    covered: dict[int, int] = {}
    for cells in rows:
        texts = _place_cells(cells, covered)
        line = _compose_row(texts)
        if line:
            yield line


def _place_cells(cells: Iterable[Cell], covered: dict[int, int]) -> list[str]:
    """The texts of one row by column. `covered` tells for how many more rows a column is taken from above."""
    texts: list[str] = []
    for cell in cells:
        while covered.get(len(texts), 0) > 0:
            covered[len(texts)] -= 1
            texts.append("")
        for place in range(max(1, min(cell.columns, _MOST_COLUMNS - len(texts)))):
            covered[len(texts)] = cell.rows - 1 if len(texts) < _MOST_COLUMNS else 0
            texts.append(cell.text if place == 0 else "")
    while covered.get(len(texts), 0) > 0:
        covered[len(texts)] -= 1
        texts.append("")
    return texts


def _compose_row(texts: list[str]) -> str:
    longest = _LONGEST_BESIDE_OTHERS if sum(map(bool, texts)) >= _COLUMNS_OF_A_LIST else _PROSE_CHARACTERS
    if len(texts) == 1 or any(_is_prose(text, longest) for text in texts):
        return "\n".join(filter(None, (text.strip() for text in texts)))
    return "\t".join(_BLANKS.sub(" ", text).strip() for text in texts).rstrip("\t")


def _is_prose(text: str, longest: int) -> bool:
    lines = text.count("\n")
    return (len(text) > longest and "。" in text) or (len(text) > _PROSE_CHARACTERS and lines >= _PROSE_LINES)
