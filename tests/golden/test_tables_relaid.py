"""The same tables in the layouts that programs make of them give the same facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.flow import extract_text
from pipeline.reference import Reference, load_reference
from tests.case_files import read_yaml

TITLE = "淮安市2023年各县区科技创新指标完成情况"
_FILE = Path(__file__).with_name("tables_relaid.yaml")
TABLES: list[dict[str, Any]] = read_yaml(_FILE)

Grid = list[list[str]]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def grid_of(table: dict[str, Any]) -> Grid:
    return [line.split(" | ") for line in table["grid"].strip().split("\n")]


def bare(grid: Grid) -> Grid:
    """The grid with blank cells for those that go on from another."""
    return [["" if cell in "^<_" else cell for cell in row] for row in grid]


def printed(text: str) -> int:
    return sum(2 if ord(character) > 0xFF else 1 for character in text)


def with_tabs(grid: Grid) -> str:
    return "\n".join("\t".join(row) for row in bare(grid))


def with_bars(grid: Grid) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in bare(grid))


def as_markdown(grid: Grid) -> str:
    head, *rows = with_bars(grid).split("\n")
    return "\n".join([head, "|" + "---|" * len(grid[0]), *rows])


def a_cell_a_line(grid: Grid) -> str:
    return "\n".join(cell for row in bare(grid) for cell in row if cell)


def a_cell_a_paragraph(grid: Grid) -> str:
    return "\n\n".join(cell for row in bare(grid) for cell in row if cell)


def with_single_blanks(grid: Grid) -> str:
    return "\n".join(" ".join(filter(None, row)) for row in bare(grid))


def in_columns(grid: Grid) -> str:
    widths = [max(map(printed, column)) for column in zip(*bare(grid), strict=True)]
    lines = (
        "  ".join(cell + " " * (width - printed(cell)) for cell, width in zip(row, widths, strict=True))
        for row in bare(grid)
    )
    return "\n".join(line.rstrip() for line in lines)


def with_commas(grid: Grid) -> str:
    return "\n".join(",".join(row) for row in bare(grid))


def corner_between(grid: Grid) -> str:
    """As PDF programs print it: cells over two rows stand on a line between them, single blanks part cells."""
    both = [column for column, cell in enumerate(grid[1]) if cell == "^"]
    if not both:
        return with_single_blanks(grid)
    above, *rows = bare(grid)
    first = " ".join(cell for column, cell in enumerate(above) if cell and column not in both)
    middle = " ".join(above[column] for column in both)
    return "\n".join([first, middle, *(" ".join(filter(None, row)) for row in rows)])


def a_row_a_paragraph(grid: Grid) -> str:
    return "\n\n".join("\n".join(filter(None, row)) for row in bare(grid))


def between_hard_blanks(grid: Grid) -> str:
    return "\n".join(f"\xa0{cell}\xa0" for row in bare(grid) for cell in row if cell)


def with_wide_bars(grid: Grid) -> str:
    return "\n".join("｜".join(row) for row in bare(grid))


def with_wide_blanks(grid: Grid) -> str:
    return "\n".join("　　".join(filter(None, row)) for row in bare(grid))


def in_tags(grid: Grid) -> str:
    """As converters of documents write tables into a text: all on one line, merged cells with what they span."""

    def cell(row: int, column: int) -> str:
        wide = next((at for at in range(column + 1, len(grid[row])) if grid[row][at] != "<"), len(grid[row])) - column
        high = next((at for at in range(row + 1, len(grid)) if grid[at][column] != "^"), len(grid)) - row
        spans = "".join(f' {name}="{count}"' for name, count in (("colspan", wide), ("rowspan", high)) if count > 1)
        return f"<td{spans}>{bare(grid)[row][column]}</td>"

    rows = (
        "".join(cell(row, at) for at, told in enumerate(cells) if told not in "^<") for row, cells in enumerate(grid)
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


LAYOUTS = (
    with_tabs, as_markdown, a_cell_a_line, a_cell_a_paragraph, a_row_a_paragraph, between_hard_blanks,
    with_single_blanks, with_wide_blanks, with_wide_bars, in_columns, with_commas, corner_between,
    in_tags,
)  # fmt: skip


def facts_of(text: str, reference: Reference) -> set[tuple[str, ...]]:
    entries = extract_text(f"{TITLE}\n{text}\n".encode(), "table.txt", reference)[2]
    return {
        (
            entry.number,
            made.binding.indicator.id,
            made.binding.place.code,
            made.binding.period,
            str(made.binding.telling.measure),
            str(made.binding.standing.status),
            str(made.binding.value),
        )
        for entry in entries
        for made in entry.observations
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_a_layout_changes_no_fact(table: dict[str, Any], layout: Callable[[Grid], str], reference: Reference) -> None:
    grid = grid_of(table)
    expected = facts_of(with_bars(grid), reference)
    assert len(expected) == table["facts"]
    assert facts_of(layout(grid), reference) == expected


def with_page_number(head: str, above: str, below: str) -> str:
    return "\n".join([head, above, "- 2 -", below])


def with_header_again(head: str, above: str, below: str) -> str:
    return "\n".join([head, above, "", "续表", head, below])


@pytest.mark.parametrize("broken", [with_page_number, with_header_again], ids=lambda broken: broken.__name__)
@pytest.mark.parametrize("layout", [with_tabs, a_cell_a_line, with_single_blanks], ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_a_page_break_changes_no_fact(
    table: dict[str, Any], layout: Callable[[Grid], str], broken: Callable[[str, str, str], str], reference: Reference
) -> None:
    grid = grid_of(table)
    heads = 2 if "^" in grid[1] or table["name"] == "units_below_names" else 1
    middle = (heads + len(grid)) // 2
    parts = (layout(grid[:heads]), layout(grid[heads:middle]), layout(grid[middle:]))
    assert facts_of(broken(*parts), reference) == facts_of(with_bars(grid), reference)
