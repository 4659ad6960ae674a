"""Reads the tables of `seeds/reference/` strictly: exact header, complete cells, converted values, unique keys.

What belongs here: reading, checking and converting cells of any table. What does not: what a table means (each kind of
reference data has a module of its own that declares its `Layout` and converts its rows).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline.errors import ReferenceDataError

LIST_SEPARATOR = "|"
LARGEST_STORED = 10**22
"""The first whole number beyond DECIMAL(28, 6), in which the warehouse holds values."""
REMARK = "#"
DATA_SUFFIXES = frozenset({".csv", ".json", ".yaml", ".yml"})

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Layout:
    """What one table must look like.

    `columns` is the exact header; `required` are the columns that no row may leave empty; `key` are the columns that
    together tell one row from every other.
    """

    file_name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]


class Row(NamedTuple):
    """One row of a table with its place, and the conversions of its cells.

    `line` is the line in the file; the header is line 1. A tuple, since every start makes thousands of them.
    """

    path: Path
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell as it stands; empty where the row leaves it empty."""
        return self.cells[column]

    def optional_text(self, column: str) -> str | None:
        """The cell, or None where it is empty."""
        return self.cells[column] or None

    def items(self, column: str) -> tuple[str, ...]:
        """The items of a list cell (`淄博|淄博市`); an empty cell has none."""
        cell = self.cells[column]
        if not cell:
            return ()
        items = tuple(cell.split(LIST_SEPARATOR)) if LIST_SEPARATOR in cell else (cell,)
        for item in items:
            if not item or item != item.strip():
                raise self.error(
                    column, f"{cell!r} holds an empty item or one with spaces around it", "Write a|b without spaces"
                )
        if len(items) > 1 and len(set(items)) < len(items):
            raise self.error(column, f"{cell!r} holds an item twice", "Remove the repetition")
        return items

    def integer(self, column: str) -> int:
        """The cell as a whole number."""
        value = self.optional_integer(column)
        if value is None:
            raise self.error(column, "is empty", "Write a whole number")
        return value

    def optional_integer(self, column: str) -> int | None:
        """The cell as a whole number, or None where it is empty."""
        cell = self.cells[column]
        if not cell:
            return None
        digits = cell[1:] if cell[0] == "-" else cell
        if not (digits.isascii() and digits.isdigit()):
            raise self.error(column, f"{cell!r} is no whole number", "Write ASCII digits only")
        return int(cell)

    def storable(self, column: str) -> Decimal | None:
        """The cell as a number that the warehouse can hold, DECIMAL(28, 6); None where it is empty."""
        value = self.optional_decimal(column)
        if value is not None and (abs(value) >= LARGEST_STORED or value != round(value, 6)):
            problem = f"{self.cells[column]!r} is no value that the warehouse can hold"
            raise self.error(column, problem, "Write at most 22 digits before the point and 6 behind it")
        return value

    def decimal(self, column: str) -> Decimal:
        """The cell as an exact decimal number."""
        value = self.optional_decimal(column)
        if value is None:
            raise self.error(column, "is empty", "Write a number such as 10000 or 0.5")
        return value

    def optional_decimal(self, column: str) -> Decimal | None:
        """The cell as an exact decimal number, or None where it is empty."""
        cell = self.cells[column]
        if not cell:
            return None
        try:
            value = Decimal(cell)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not cell.isascii():
            raise self.error(column, f"{cell!r} is no number", "Write a number such as 10000 or 0.5")
        return value

    def word(self, column: str, vocabulary: type[Word]) -> Word:
        """The cell as a word of a closed vocabulary."""
        cell = self.cells[column]
        try:
            return vocabulary(cell)
        except ValueError:
            known = ", ".join(vocabulary)
            raise self.error(column, f"{cell!r} is unknown", f"Write one of: {known}") from None

    def words(self, column: str, vocabulary: type[Word]) -> tuple[Word, ...]:
        """The items of a list cell as words of a closed vocabulary."""
        known = {str(word): word for word in vocabulary}
        items = self.items(column)
        for item in items:
            if item not in known:
                raise self.error(column, f"{item!r} is unknown", f"Write some of: {', '.join(known)}")
        return tuple(known[item] for item in items)

    def error(self, column: str, problem: str, remedy: str) -> ReferenceDataError:
        """The error to raise about one cell of this row."""
        return ReferenceDataError(self.path, self.line, f"{column}: {problem}", remedy)


@dataclass(frozen=True, slots=True)
class SeedFolder:
    """The files of one folder of reference data, read once, so that what is hashed is what is parsed.

    A catalogue that is edited while a build runs thus changes the next build, never half of this one.
    """

    path: Path
    contents: Mapping[str, bytes] = field(repr=False, compare=False)
    fingerprint: str
    """SHA-256 over names and bytes of all files of data (documentation and hidden files left out), in hexadecimal."""

    @classmethod
    def read(cls, path: Path) -> SeedFolder:
        """Reads every file of data in `path` (not in folders below it).

        Raises ReferenceDataError where the folder is missing or a file cannot be read.
        """
        if not path.is_dir():
            raise ReferenceDataError(
                path,
                None,
                "there is no such folder of reference data",
                "Set ZHIBIAO_SEEDS to the folder seeds/reference",
            )
        contents: dict[str, bytes] = {}
        digest = hashlib.sha256()
        for file in sorted(path.iterdir()):
            if file.name.startswith(".") or file.suffix not in DATA_SUFFIXES or not file.is_file():
                continue
            try:
                data = file.read_bytes()
            except OSError as error:
                raise ReferenceDataError(file, None, f"cannot be read ({error})", "Check its permissions") from error
            contents[file.name] = data
            digest.update(f"{file.name}\0{len(data)}\0".encode())
            digest.update(data)
        return cls(path, contents, digest.hexdigest())

    def rows(self, layout: Layout) -> Iterator[Row]:
        """The rows of one table, checked against its layout; lines that begin with `#` are remarks.

        Raises ReferenceDataError with file and line for the first thing that is wrong.
        """
        path = self.path / layout.file_name
        if layout.file_name not in self.contents:
            raise ReferenceDataError(path, None, "is missing", "Restore it from the repository")
        records = _records(path, _decoded(path, self.contents[layout.file_name]))
        _check_header(path, layout, next(records, None))
        return _checked_rows(path, layout, records)


def _decoded(path: Path, data: bytes) -> str:
    remedy = "Save the file as UTF-8 (in Excel: CSV UTF-8)"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReferenceDataError(path, line, "is not UTF-8", remedy) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReferenceDataError(path, line, "holds a NUL byte, so it is no UTF-8 text", remedy)
    return text


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their cells, without empty lines and remarks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReferenceDataError(
                path, line, f"is no well-formed CSV ({error})", 'Close every quoted cell, and write " inside one as ""'
            ) from error
        if reader.line_num > line:
            raise ReferenceDataError(
                path, line, "has a cell that runs over several lines", "Close the quotes on the same line"
            )
        if cells and not cells[0].startswith(REMARK):
            yield line, cells


def _check_header(path: Path, layout: Layout, header: tuple[int, list[str]] | None) -> None:
    remedy = f"The header must be: {','.join(layout.columns)}"
    if header is None:
        raise ReferenceDataError(path, 1, "has no header", remedy)
    line, names = header
    if tuple(names) == layout.columns:
        return
    missing = [name for name in layout.columns if name not in names]
    unknown = [name for name in names if name not in layout.columns]
    if missing:
        problem = f"the header lacks {', '.join(missing)}"
    elif unknown:
        problem = f"the header has unknown columns: {', '.join(unknown)!r}"
    else:
        problem = "the columns stand in another order, or twice"
    raise ReferenceDataError(path, line, problem, remedy)


def _checked_rows(path: Path, layout: Layout, records: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    columns = layout.columns
    width = len(columns)
    required_places = tuple(columns.index(name) for name in layout.required)
    key_places = tuple(columns.index(name) for name in layout.key)
    seen: dict[tuple[str, ...], int] = {}
    # This loop runs once a row of every table at every start, hence places instead of names.
    for line, cells in records:
        if len(cells) != width:
            raise ReferenceDataError(
                path, line, f"has {len(cells)} cells instead of {width}", "Quote a cell that holds a comma"
            )
        if cells != [cell.strip() for cell in cells]:
            name, cell = next(pair for pair in zip(columns, cells, strict=True) if pair[1] != pair[1].strip())
            raise ReferenceDataError(path, line, f"{name}: {cell!r} has spaces around it", "Remove them")
        row = Row(path, line, dict(zip(columns, cells)))  # noqa: B905  (the width was checked above)
        for place in required_places:
            if not cells[place]:
                raise row.error(columns[place], "is empty", "Fill the cell, or remove the row")
        key = tuple([cells[place] for place in key_places])
        first = seen.setdefault(key, line)
        if first != line:
            named = ", ".join(layout.key)
            raise row.error(named, f"{', '.join(key)!r} stands in line {first} already", "Remove one of the two rows")
        yield row
