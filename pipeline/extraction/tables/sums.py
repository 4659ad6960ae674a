"""What sums tell of columns: 生产总值 where the header is lost, and of which period parts are that add up to a whole.

What belongs here: finding columns that add up. What does not: headers that stand above their columns
(`headers.py`, `folding.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from pipeline.extraction.tables.columns import Column, Role, TableContext, with_periods
from pipeline.extraction.tables.figures import number_of
from pipeline.extraction.tables.heading import PLAIN, Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, Section
from pipeline.extraction.tables.row_ends import with_blank_end
from pipeline.extraction.tables.sectors import is_sector, is_whole_of_sectors
from pipeline.reference.indicators import Aspect
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Unit

LEAST_ROWS = 3
"""Rows in which the sum must hold; in fewer it may by chance."""
MOST_COLUMNS = 30
SECTORS = 3
LEAST_WHOLES = 2
"""Rows in which parts must add up to the whole beside them, which the header names."""
MOST_PARTS = 5
LEAST_PEOPLE, MOST_PEOPLE, MOST_GROWN = 1000, 1_500_000_000, 50
"""People of a town, of the country, and by how many times there may be more in one row than in another: of years, or of
provinces."""
_PER_HEAD = frozenset({Aspect.ECONOMY, Aspect.PER_HEAD})
"""Aspects of the product per head."""
_ROUNDED = 2
"""Units of the last digit by which the sum of three rounded figures may miss the rounded sum."""


def columns_by_sums(
    section: Section, words: Sequence[str], headings: HeadingReader, context: TableContext
) -> list[Column] | None:
    """The columns of a table of the gross product by years or places, whose sectors add up; None of any other.

    `words` are those above the rows, in order: they must name the product and its three sectors.
    """
    rows = section.full_rows
    if len(rows) < LEAST_ROWS or not 1 + SECTORS < section.width <= MOST_COLUMNS:
        return None
    named = _names(words, headings, context.year)
    found = _columns_that_add_up(rows, section.width) if named is not None else None
    if named is None or found is None:
        return None
    columns = [Column(Role.LABEL), *(Column(Role.VALUE, heading=Heading("", is_foreign=True)) for _ in rows[0][1:])]
    for index, heading in zip(found, named, strict=True):
        columns[index] = Column(Role.VALUE, heading=heading)
    per_head = _per_head(words, headings, context.year)
    # 人均生产总值（元） 人均生产总值（美元）: the last column but one is in yuan.
    last = section.width - 1 - _has_dollars(words, headings, context.year)
    if per_head is not None and found[-1] < last and _is_per_head(section, (found[0], last), named[0]):
        columns[last] = Column(Role.VALUE, heading=per_head)
    _place_short_rows(section, found)
    return with_periods(columns, context)


def _place_short_rows(section: Section, found: Sequence[int]) -> None:
    """Places, in place, rows that lack the last cells, where their sectors add up as those of the others do."""
    for index, cells in section.loose.items():
        numbers = [number_of(cells[column].text) for column in found] if len(cells) > found[-1] else []
        complete = [number for number in numbers if number is not None]
        if len(complete) == len(found) and _is_sum(complete):
            section.rows[index] = with_blank_end([*cells[: found[-1] + 1]], section.width)


def _per_head(words: Sequence[str], headings: HeadingReader, year: int | None) -> Heading | None:
    """人均 … (元) among the words above: the product per head, in yuan."""
    units = [headings.units.read(word.strip("（()）")) for word in words if word[0] in "（("]
    yuan = next((unit for unit in units if unit is not None and unit.kind is UnitKind.MONEY and unit.factor == 1), None)
    is_named = any(headings.patterns.tables.per_head.match(word) for word in words)
    if not is_named or yuan is None:
        return None
    name = next((each.name_zh for each in headings.reference.indicators.values() if each.aspects == _PER_HEAD), None)
    return replace(headings.read(name, year), units=(yuan,)) if name is not None else None


def _has_dollars(words: Sequence[str], headings: HeadingReader, year: int | None) -> bool:
    return any(unit.unit is Unit.USD for word in words for unit in headings.read(word, year).units)


def _is_per_head(section: Section, columns: tuple[int, int], heading: Heading) -> bool:
    """Whether a column is what the product is per head: the people that follow are as many in all rows."""
    factor = heading.units[0].factor if heading.units else None
    whole, share = columns
    pairs = [(number_of(row[whole].text), number_of(row[share].text)) for row in section.full_rows]
    if factor is None or any(not a or not b for a, b in pairs):
        return False
    people = [a * factor / b for a, b in pairs if a and b]
    fewest, most = min(people), max(people)
    return fewest >= LEAST_PEOPLE and most <= MOST_PEOPLE and most <= fewest * MOST_GROWN


def with_periods_of_wholes(columns: Sequence[Column], section: Section, headings: HeadingReader) -> list[Column]:
    """当年授权量 | 当月授权量 | 发明 | 实用新型 | 外观设计: parts are of the period of the whole that they add up to.

    Where they add up to none, nothing tells of which period they are.
    """
    result = list(columns)
    wholes: list[int] = []
    for index, column in enumerate(columns):
        is_amount = column.heading is not None and column.measure in PLAIN
        if is_amount and column.has_own_period:
            wholes.append(index)
            continue
        if column.heading is None or not is_amount or not _is_part(column.heading, headings):
            wholes.clear()
            continue
        if len({columns[whole].period for whole in wholes}) > 1:
            found = [whole for whole in wholes if _add_up(whole, index, section)]
            if len(found) == 1:
                result[index] = replace(column, period=columns[found[0]].period)
            else:
                result[index] = replace(column, heading=replace(column.heading, is_foreign=True))
        wholes.clear()
    return result


def place_of_whole(
    above: Sequence[Cell], below: Sequence[Cell], section: Section, headings: HeadingReader, year: int | None
) -> int | None:
    """Which cell of the upper row of a header has the lower row behind it, as its parts; None where sums do not tell.

    地区生产总值 人均生产总值 / 第一产业 第二产业 #工业 第三产业: in the columns behind the first are parts of it. Cells
    that are too many stand above columns at the right in which no row holds anything.
    """
    if len(above) + len(below) > MOST_COLUMNS:
        return None
    marked = [headings.read(cell.text, year).is_marked for cell in below]
    parts = [index for index, is_marked in enumerate(marked, start=1) if not is_marked or all(marked)]
    rows = [with_blank_end(row, len(above) + len(below)) for row in section.wide_rows]
    found = [
        place for place in range(len(above)) if len(parts) > 1 and hold_sum(rows, [place, *(place + i for i in parts)])
    ]
    return found[0] if len(found) == 1 else None


def hold_sum(rows: Sequence[Row], columns: Sequence[int]) -> bool:
    """Whether the first of the columns is the sum of the others in all rows that are complete, which are several."""
    told = [[number_of(cell.text) if (cell := row[index]) is not None else None for index in columns] for row in rows]
    complete = [[number for number in row if number is not None] for row in told if None not in row]
    return len(complete) >= LEAST_ROWS and all(map(_is_sum, complete)) and any(row[0] for row in complete)


def _is_part(heading: Heading, headings: HeadingReader) -> bool:
    """Whether words need those of another column beside them to name an indicator: 发明."""
    return bool(heading.ids) and not headings.is_indicator(heading.ids)


def _add_up(whole: int, first: int, section: Section) -> bool:
    """Whether the columns from `first` on, as many as it takes, are the parts of the whole in every row."""
    rows = [[number_of(cell.text) if cell is not None else None for cell in row] for row in section.wide_rows]
    for last in range(first + 2, min(first + MOST_PARTS, section.width) + 1):
        told = [[row[whole], *row[first:last]] for row in rows]
        complete = [[number for number in row if number is not None] for row in told if None not in row]
        if len(complete) >= LEAST_WHOLES and all(_is_sum(numbers) for numbers in complete):
            return True
    return False


def _names(words: Sequence[str], headings: HeadingReader, year: int | None) -> list[Heading] | None:
    """The product and its sectors as the words name them, each with the unit in which the product is."""
    read = [headings.read(word, year) for word in words]
    units = next((heading.units for heading in read if heading.units and heading.units[0].kind is UnitKind.MONEY), ())
    whole = next((heading for heading in read if is_whole_of_sectors(heading)), None)
    named = [heading for heading in read if heading.is_known and is_sector(heading, headings.reference)]
    sectors = {heading.ids: heading for heading in reversed(named)}
    is_of_districts = any(headings.patterns.tables.of_districts.search(word) for word in words)
    if whole is None or len(sectors) != SECTORS or is_of_districts:
        return None
    whole = Heading(whole.text[slice(*whole.subject)], ids=whole.ids, units=whole.units or units)
    parts = [replace(part, text=whole.text + part.text, units=whole.units) for part in reversed(sectors.values())]
    return [whole, *parts]


def _columns_that_add_up(rows: Sequence[Sequence[Cell]], width: int) -> tuple[int, ...] | None:
    """The columns of a sum and of its parts, which stand right of it; None where none or several add up."""
    numbers = [[number_of(cell.text) for cell in row] for row in rows]
    complete = [[number for number in row[1:] if number is not None] for row in numbers]
    if any(len(row) < width - 1 for row in complete):
        return None
    found = list(_sums(complete, width - 1))
    return tuple(index + 1 for index in found[0]) if len(found) == 1 else None


def _sums(rows: Sequence[Sequence[Decimal]], width: int) -> Iterator[tuple[int, ...]]:
    """Choices of columns of which the first is the sum of the three sectors behind it, in all rows."""
    # Of some 25,000 choices of columns the first row leaves few, which floats are quick to tell.
    first = [float(number) for number in rows[0]]
    nearly = max(_tolerance(rows[0]), Decimal(1))
    for columns in combinations(range(width), 1 + SECTORS):
        whole, a, b, c = columns
        if abs(first[whole] - first[a] - first[b] - first[c]) <= nearly and all(
            _is_sum([row[column] for column in columns]) for row in rows
        ):
            yield columns


def _is_sum(numbers: Sequence[Decimal]) -> bool:
    """Whether the first number is the sum of the others, as far as their last digits tell."""
    whole, *parts = numbers
    return abs(whole - sum(parts)) <= _tolerance(numbers)


def _tolerance(numbers: Sequence[Decimal]) -> Decimal:
    return _ROUNDED * Decimal(10) ** max(int(number.as_tuple().exponent) for number in numbers)
