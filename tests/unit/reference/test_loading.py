"""Every way in which a table can be wrong stops the load with file, line and remedy."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest

from pipeline.errors import ReferenceDataError
from pipeline.reference.loading import Layout, Row, SeedFolder

LAYOUT = Layout("colours.csv", ("name", "shade", "weight"), ("name",), ("name",))
HEADER = "name,shade,weight\n"


class Shade(StrEnum):
    LIGHT = "light"
    DARK = "dark"


def rows_of(folder: Path, content: bytes | str) -> list[Row]:
    data = content.encode() if isinstance(content, str) else content
    (folder / LAYOUT.file_name).write_bytes(data)
    return list(SeedFolder.read(folder).rows(LAYOUT))


def test_reads_rows_with_their_lines(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, HEADER + '# a remark, "quoted"\n\n红,light,1\n"蓝, 深",dark,\n')
    assert [(row.line, row.text("name")) for row in rows] == [(4, "红"), (5, "蓝, 深")]


def test_accepts_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, b"\xef\xbb\xbf" + (HEADER + "红,light,1\n").replace("\n", "\r\n").encode())
    assert [(row.line, row.text("weight")) for row in rows] == [(2, "1")]


BAD_TABLES: dict[str, tuple[bytes | str, int | None, str]] = {
    "empty file": ("", 1, "no header"),
    "missing column": ("name,shade\n红,light\n", 1, "lacks weight"),
    "unknown column": ("name,shade,weight,size\n", 1, "unknown columns: 'size'"),
    "columns in another order": ("shade,name,weight\n", 1, "another order"),
    "a column twice": ("name,shade,weight,weight\n", 1, "or twice"),
    "too few cells": (HEADER + "红,light,1\n蓝,dark\n", 3, "2 cells instead of 3"),
    "too many cells": (HEADER + "红,light,1,2\n", 2, "4 cells instead of 3"),
    "empty required cell": (HEADER + ",light,1\n", 2, "name: is empty"),
    "trailing space": (HEADER + "红,light ,1\n", 2, "shade: 'light ' has spaces around it"),
    "leading ideographic space": (HEADER + "\u3000红,light,1\n", 2, "has spaces around it"),
    "duplicate key": (HEADER + "红,light,1\n蓝,dark,2\n红,dark,3\n", 4, "stands in line 2 already"),
    "not UTF-8": (HEADER.encode() + "红,light,1\n".encode() + "蓝,dark,2\n".encode("gb18030"), 3, "is not UTF-8"),
    "unclosed quotes": (HEADER + '红,light,1\n"蓝,dark,2\n绿,light,3\n', 3, "CSV"),
    "text after closing quotes": (HEADER + '"红"x,light,1\n', 2, "CSV"),
    "cell over two lines": (HEADER + '"红\n色",light,1\n', 2, "runs over several lines"),
    "NUL byte": (HEADER + "红\0,light,1\n", 2, "NUL byte"),
    "UTF-16 without a mark": (HEADER.encode("utf-16-le"), 1, "NUL byte"),
}


@pytest.mark.parametrize(("content", "line", "problem"), BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_refuses_a_bad_table(tmp_path: Path, content: bytes | str, line: int | None, problem: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"colours\.csv") as caught:
        rows_of(tmp_path, content)
    assert caught.value.line == line
    assert problem in str(caught.value)
    assert caught.value.remedy


def test_refuses_a_missing_table_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match=r"colours\.csv: is missing"):
        SeedFolder.read(tmp_path).rows(LAYOUT)
    with pytest.raises(ReferenceDataError, match="ZHIBIAO_SEEDS"):
        SeedFolder.read(tmp_path / "nowhere")


CONVERSIONS: dict[str, tuple[Callable[[Row], object], object]] = {
    "42": (lambda row: row.integer("weight"), 42),
    "-7": (lambda row: row.optional_integer("weight"), -7),
    "0.50": (lambda row: row.decimal("weight"), Decimal("0.50")),
    "light": (lambda row: row.word("weight", Shade), Shade.LIGHT),
    "light|dark": (lambda row: row.words("weight", Shade), (Shade.LIGHT, Shade.DARK)),
    "a|b": (lambda row: row.items("weight"), ("a", "b")),
}


@pytest.mark.parametrize("cell", CONVERSIONS)
def test_converts_cells(tmp_path: Path, cell: str) -> None:
    convert, value = CONVERSIONS[cell]
    (row,) = rows_of(tmp_path, f"{HEADER}红,,{cell}\n")
    assert convert(row) == value


def test_empty_cells_have_no_value(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, HEADER + "红,,\n")
    assert row.items("shade") == ()
    assert row.optional_text("shade") is None
    assert row.optional_integer("weight") is None
    assert row.optional_decimal("weight") is None


BAD_CELLS: dict[str, tuple[str, Callable[[Row], object], str]] = {
    "no integer": ("4.5", lambda row: row.integer("weight"), "no whole number"),
    "full-width digits": ("４２", lambda row: row.integer("weight"), "no whole number"),
    "a lone minus": ("-", lambda row: row.integer("weight"), "no whole number"),
    "empty integer": ("", lambda row: row.integer("weight"), "is empty"),
    "no decimal": ("1,000", lambda row: row.decimal("weight"), "no number"),
    "infinite decimal": ("Infinity", lambda row: row.decimal("weight"), "no number"),
    "not a number": ("nan", lambda row: row.optional_decimal("weight"), "no number"),
    "empty decimal": ("", lambda row: row.decimal("weight"), "is empty"),
    "unknown word": ("grey", lambda row: row.word("weight", Shade), "Write one of: light, dark"),
    "unknown word in a list": ("light|grey", lambda row: row.words("weight", Shade), "'grey' is unknown"),
    "empty item": ("a||b", lambda row: row.items("weight"), "empty item"),
    "item with a space": ("a| b", lambda row: row.items("weight"), "spaces around it"),
    "item twice": ("a|b|a", lambda row: row.items("weight"), "an item twice"),
}


@pytest.mark.parametrize(("cell", "convert", "problem"), BAD_CELLS.values(), ids=BAD_CELLS.keys())
def test_refuses_a_bad_cell(tmp_path: Path, cell: str, convert: Callable[[Row], object], problem: str) -> None:
    (row,) = rows_of(tmp_path, f'{HEADER}红,,"{cell}"\n')
    with pytest.raises(ReferenceDataError) as caught:
        convert(row)
    assert caught.value.line == 2
    assert "weight: " in str(caught.value)
    assert problem in str(caught.value)


def test_fingerprint_changes_with_data_and_names_only(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\n红\n", encoding="utf-8")
    first = SeedFolder.read(tmp_path).fingerprint
    (tmp_path / "README.md").write_text("about a.csv", encoding="utf-8")
    (tmp_path / ".a.csv.swp").write_text("an editor's file", encoding="utf-8")
    assert SeedFolder.read(tmp_path).fingerprint == first
    (tmp_path / "a.csv").write_text("name\n蓝\n", encoding="utf-8")
    changed = SeedFolder.read(tmp_path).fingerprint
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    assert len({first, changed, SeedFolder.read(tmp_path).fingerprint}) == 3


def test_an_edit_after_reading_does_not_reach_the_rows(tmp_path: Path) -> None:
    (tmp_path / LAYOUT.file_name).write_text(HEADER + "红,,\n", encoding="utf-8")
    seeds = SeedFolder.read(tmp_path)
    (tmp_path / LAYOUT.file_name).write_text(HEADER + "蓝,,\n", encoding="utf-8")
    assert [row.text("name") for row in seeds.rows(LAYOUT)] == ["红"]
