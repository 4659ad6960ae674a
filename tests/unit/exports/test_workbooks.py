"""The workbook opens again, runs nothing, and keeps to Excel's limits."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from pipeline.errors import ExportError
from pipeline.exports import workbooks
from pipeline.exports.wide import panel_by_year
from pipeline.exports.workbooks import sheet_name, write_workbook

from .conftest import silent


@pytest.fixture
def exported(connection, stamp, tmp_path):
    def export(*relations):
        path = tmp_path / "book.xlsx"
        rows = write_workbook(connection, relations, path, silent, stamp)
        return openpyxl.load_workbook(path), rows

    return export


def rows_of(sheet) -> list[dict]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets_stand_between_about_and_dictionary(connection, known, exported, stamp):
    wide = panel_by_year(connection, known["panel"])
    book, rows = exported(wide, known["panel"], known["sentences"])
    assert book.sheetnames == ["about", "panel_by_year", "panel", "sentences", "dictionary"]
    assert rows == 6 + 9 + 15
    assert stamp.version in {cell.value for row in book["about"] for cell in row}
    described = {(row["table"], row["column"]): row["meaning"] for row in rows_of(book["dictionary"])}
    for relation in (wide, known["panel"], known["sentences"]):
        for field in relation.fields:
            assert described[relation.name, field.name]


def test_numbers_are_numbers_and_dates_dates(exported, known):
    book, _ = exported(known["panel"])
    rows = {(row["region"], row["year"], row["indicator"]): row for row in rows_of(book["panel"])}
    gdp = rows["370300", 2022, "gdp"]
    assert gdp["value"] == 133680000000
    assert gdp["vintage"].date() == date(2024, 1, 15)
    assert gdp["agree"] is True
    assert gdp["value_high"] is None
    assert rows["370300", 2023, "patent_applications"]["value"] == 0


def test_the_wide_panel_has_a_column_a_year(connection, exported, known):
    book, _ = exported(panel_by_year(connection, known["panel"]))
    found = {(row["region"], row["indicator"]): row for row in rows_of(book["panel_by_year"])}
    hte = found["370300", "hte_count"]
    assert (hte["2022"], hte["2023"], hte["unit"]) == (2, 1001, "count")
    assert found["370300", "gdp"]["2022"] == 133680000000
    assert found["370200", "hte_count"]["2022"] is None
    assert ("370300", "patent_applications") not in found, "what eleven months brought stands in no year's column"


def test_no_cell_is_a_formula_or_a_link(exported, known):
    book, _ = exported(known["sentences"], known["dim_report"])
    texts = []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                texts += [cell.value] if isinstance(cell.value, str) else []
    assert "'=1+1" in texts
    assert any(text.startswith("'=HYPERLINK(") for text in texts)
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "＋")) for text in texts)
    assert not any("\x1b" in text for text in texts)


def test_a_table_goes_on_in_further_sheets(exported, known, monkeypatch):
    whole = rows_of(exported(known["sentences"])[0]["sentences"])
    monkeypatch.setattr(workbooks, "SHEET_ROWS", 5)
    book, rows = exported(known["sentences"])
    names = ["sentences", "sentences 2", "sentences 3", "sentences 4"]
    assert [name for name in book.sheetnames if name.startswith("sentences")] == names
    assert [row for name in names for row in rows_of(book[name])] == whole
    assert rows == 15


def test_too_many_rows_are_refused_with_the_remedy(exported, known, monkeypatch):
    monkeypatch.setattr(workbooks, "SHEET_ROWS", 3)
    with pytest.raises(ExportError, match=r"sentences: 15 rows are too many for Excel.*parquet or csv"):
        exported(known["sentences"])


def test_long_text_is_cut_and_says_so(exported, known, monkeypatch):
    monkeypatch.setattr(workbooks, "CELL_CHARACTERS", 100)
    texts = [row["sentence"] for row in rows_of(exported(known["sentences"])[0]["sentences"])]
    assert "长" * 99 + "…" in texts
    assert max(map(len, texts)) == 100


def test_an_empty_table_has_its_header(exported, known):
    book, rows = exported(known["quarantine"])
    assert rows == 0
    assert [cell.value for cell in book["quarantine"][1]] == [field.name for field in known["quarantine"].fields]


def test_names_of_sheets_fit():
    assert sheet_name("panel", 1) == "panel"
    assert sheet_name("x" * 40, 12) == "x" * 28 + " 12"
