"""Writes one XLSX workbook: what it is, the panel wide and long, the other marts, sentences, and the dictionary.

What belongs here: sheets, formats and the limits of Excel. What does not: which rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ExportError
from pipeline.exports.cells import harmless
from pipeline.exports.delimited import BATCH_ROWS, Count
from pipeline.exports.dictionary import NOTES, dictionary_rows
from pipeline.exports.relations import Field, FieldKind, Relation, parts, row_count
from pipeline.exports.stamps import Stamp

if TYPE_CHECKING:
    import duckdb

SHEET_ROWS = 1_048_576
"""Rows of a worksheet, its header included: a limit of Excel."""

CELL_CHARACTERS = 32_767
"""Characters of a cell: a limit of Excel."""

MOST_SHEETS = 5
"""Sheets that one table may fill. A workbook of more takes minutes to open, where it opens at all."""

_WIDTHS = {
    FieldKind.TEXT: 18,
    FieldKind.INTEGER: 10,
    FieldKind.DECIMAL: 20,
    FieldKind.FLOAT: 12,
    FieldKind.BOOLEAN: 8,
    FieldKind.DATE: 12,
    FieldKind.TIMESTAMP: 20,
}
_LONG_TEXT = {
    "sentence": 80,
    "heading": 30,
    "title": 40,
    "description": 40,
    "definition": 40,
    "text": 80,
    "meaning": 80,
}
_DICTIONARY = ("table", "column", "type", "meaning", "values")


class Workbook:
    """An XLSX file that is written row by row, so that memory stays small."""

    def __init__(self, path: Path, stamp: Stamp) -> None:
        import xlsxwriter

        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
            "use_zip64": True,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        # The time of the warehouse, not of the export: the same warehouse gives the same bytes.
        self._book.set_properties(
            {"title": "Zhibiao", "comments": stamp.version, "created": stamp.loaded_at.astimezone(UTC)}
        )
        self._formats = {
            "head": self._book.add_format({"bold": True, "bottom": 1}),
            "title": self._book.add_format({"bold": True, "font_size": 14}),
            "plain": self._book.add_format({}),
            FieldKind.DECIMAL: self._book.add_format({"num_format": "#,##0.######"}),
            FieldKind.DATE: self._book.add_format({"num_format": "yyyy-mm-dd"}),
            FieldKind.TIMESTAMP: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }

    def close(self) -> None:
        """Finish the file. Raises OSError where it cannot be written."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error

    def add_about(self, stamp: Stamp, sheets: Iterable[tuple[str, int, str]]) -> None:
        """The first sheet: which warehouse this is, what the sheets hold, and what Excel cannot keep."""
        sheet = self._book.add_worksheet("about")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 2, 110)
        lines: list[tuple[object, ...]] = [
            ("Figures of Chinese city reports",),
            ("version", stamp.version),
            ("warehouse of", f"{stamp.loaded_at:%Y-%m-%d %H:%M:%S} UTC"),
            ("reports", stamp.reports),
            ("observations", stamp.observations),
            (),
            ("sheet", "rows", "what it holds"),
            *((name, rows, description.partition("\n")[0]) for name, rows, description in sheets),
            (),
            *((title, "", text) for title, text in NOTES),
        ]
        for row, line in enumerate(lines):
            for place, value in enumerate(line):
                chosen = "title" if row == 0 else "head" if line[0] == "sheet" else "plain"
                _write(sheet, row, place, value, self._formats[chosen])

    def add_relation(self, connection: duckdb.DuckDBPyConnection, relation: Relation, count: Count) -> int:
        """A relation on a sheet of its name, or on as many as it needs; the number of rows."""
        rows = (row for part in parts(connection, relation) for row in _rows(connection, part))
        return self._add_rows(relation.name, relation.fields, rows, count)

    def add_dictionary(self, described: Iterable[Relation]) -> None:
        """The last sheet: what each column of each sheet means."""
        fields = [Field(name, FieldKind.TEXT, "") for name in _DICTIONARY]
        self._add_rows("dictionary", fields, iter(dictionary_rows(described)), lambda _: None)

    def _add_rows(self, name: str, fields: Sequence[Field], rows: Iterator[tuple[Any, ...]], count: Count) -> int:
        sheet, line, total, part = None, SHEET_ROWS, 0, 0
        for row in rows:
            if line == SHEET_ROWS:
                part += 1
                sheet, line = self._begin_sheet(name, part, fields), 1
            for place, (field, value) in enumerate(zip(fields, row, strict=True)):
                _write(sheet, line, place, value, self._formats.get(field.kind))
            line += 1
            total += 1
            if total % BATCH_ROWS == 0:
                count(total)
        if sheet is None:
            self._begin_sheet(name, 1, fields)
        count(total)
        return total

    def _begin_sheet(self, name: str, part: int, fields: Sequence[Field]) -> Any:
        sheet = self._book.add_worksheet(sheet_name(name, part))
        sheet.freeze_panes(1, 0)
        for place, field in enumerate(fields):
            width = _LONG_TEXT.get(field.name, _WIDTHS[field.kind])
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, field.name, self._formats["head"])
        return sheet


def write_workbook(
    connection: duckdb.DuckDBPyConnection, chosen: Sequence[Relation], path: Path, count: Count, stamp: Stamp
) -> int:
    """Write the relations, each on its sheet, between `about` and `dictionary`; the number of rows.

    Raises ExportError where a relation has more rows than MOST_SHEETS sheets hold.
    """
    counts = {relation.name: row_count(connection, relation) for relation in chosen}
    for name, rows in counts.items():
        if rows > MOST_SHEETS * (SHEET_ROWS - 1):
            raise ExportError(
                f"{name}: {rows:,} rows are too many for Excel, which holds {SHEET_ROWS - 1:,} a sheet. "
                "Export it as parquet or csv, or name smaller tables with --table"
            )
    book = Workbook(path, stamp)
    book.add_about(stamp, [(relation.name, counts[relation.name], relation.description) for relation in chosen])
    done = 0
    for relation in chosen:
        done += book.add_relation(connection, relation, partial(_count_on, count, done))
    book.add_dictionary(chosen)
    book.close()
    return done


def _rows(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Iterator[tuple[Any, ...]]:
    reader: Any = connection.sql(relation.query()).to_arrow_reader(BATCH_ROWS)
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _count_on(count: Count, before: int, rows: int) -> None:
    count(before + rows)


def sheet_name(name: str, part: int) -> str:
    """The name of a sheet: at most 31 characters, the further sheets of a table with a number."""
    ending = f" {part}" if part > 1 else ""
    return name[: 31 - len(ending)] + ending


def _write(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        text = harmless(value)
        cut = text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"
        sheet.write_string(row, column, cut, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), style)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row, column, datetime.combine(value, time()), style)  # type: ignore[arg-type]
    else:
        sheet.write_number(row, column, float(value), style)  # type: ignore[arg-type]
