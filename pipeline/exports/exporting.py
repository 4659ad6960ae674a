"""Exports a published warehouse: which files a format makes, all of them or none.

What belongs here: putting relations, writers and files together. What does not: how a format writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ExportError
from pipeline.exports import packages, sdmx
from pipeline.exports.delimited import write_csv
from pipeline.exports.formats import Format
from pipeline.exports.outputs import Outbox, Written, outbox
from pipeline.exports.parquet import write_parquet
from pipeline.exports.relations import SENTENCES, Relation, choose, people_tables, relations, usual_tables
from pipeline.exports.stamps import Stamp, read_stamp
from pipeline.exports.stata import write_stata
from pipeline.exports.wide import BY_INDICATOR, BY_YEAR, panel_by_indicator, panel_by_year
from pipeline.exports.workbooks import write_workbook
from pipeline.warehouse import open_published
from pipeline.warehouse.files import first_line

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, int], None]
"""Told the file that is being written, and how many rows of it are."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an export is asked for. No `tables`: those that suit the format. `bom` is for CSV that Excel opens."""

    tables: tuple[str, ...] = ()
    bom: bool = False
    licence: str = packages.DEFAULT_LICENCE


@dataclass(frozen=True, slots=True)
class _Source:
    """An open warehouse with what is in it."""

    connection: duckdb.DuckDBPyConnection
    known: dict[str, Relation]
    stamp: Stamp
    options: Options
    progress: Progress


def export(
    warehouse: Path,
    folder: Path,
    formats: Iterable[Format] = tuple(Format),
    options: Options | None = None,
    progress: Progress = lambda _name, _rows: None,
) -> tuple[Written, ...]:
    """Write the published warehouse to `folder/FORMAT/` in each format; what was written.

    Each format's files appear together when they are whole. The same warehouse gives the same bytes. Raises
    WarehouseError where the warehouse cannot be opened, ExportError where a table, format or folder is at fault.
    """
    import duckdb

    options = options or Options()
    found: list[Written] = []
    with open_published(warehouse) as connection:
        source = _Source(connection, _known(connection), read_stamp(connection), options, progress)
        choose(source.known, options.tables, ())
        if options.tables and Format.SDMX in formats:
            raise ExportError("sdmx takes no --table: it is one data set of all figures. Leave one of the two out")
        packages.licence_entry(options.licence)
        for kind in dict.fromkeys(formats):
            try:
                with outbox(folder / kind.value) as box:
                    found += _WRITERS[kind](source, box)
            except duckdb.Error as error:
                reason = first_line(error)
                raise ExportError(
                    f"{warehouse}: {kind.value}: {reason}. Build it anew, or name other tables with --table"
                ) from error
    return tuple(found)


def _known(connection: duckdb.DuckDBPyConnection) -> dict[str, Relation]:
    known = relations(connection)
    wide = (panel_by_year(connection, known["panel"]), panel_by_indicator(connection, known["panel"]))
    return known | {relation.name: relation for relation in wide}


def _write_parquet(source: _Source, box: Outbox) -> list[Written]:
    found = []
    for relation in _chosen(source, usual_tables(source.known)):
        place = box.place(f"{relation.name}.parquet")
        count = _count(source, place)
        rows = write_parquet(source.connection, relation, place, count, source.stamp)
        found.append(box.written(place, Format.PARQUET, (relation.name,), rows))
    return found


def _write_csv(source: _Source, box: Outbox) -> list[Written]:
    found = []
    for relation in _chosen(source, usual_tables(source.known)):
        place = box.place(f"{relation.name}.csv")
        rows = write_csv(source.connection, relation, place, _count(source, place), bom=source.options.bom)
        found.append(box.written(place, Format.CSV, (relation.name,), rows))
    return found


def _write_xlsx(source: _Source, box: Outbox) -> list[Written]:
    chosen = _chosen(source, (BY_YEAR, *people_tables(source.known), SENTENCES))
    place = box.place("zhibiao.xlsx")
    rows = write_workbook(source.connection, chosen, place, _count(source, place), source.stamp)
    return [box.written(place, Format.XLSX, tuple(relation.name for relation in chosen), rows)]


def _write_stata(source: _Source, box: Outbox) -> list[Written]:
    found = []
    for relation in _chosen(source, (BY_INDICATOR, *people_tables(source.known))):
        place = box.place(f"{relation.name}.dta")
        source.progress(place.name, 0)
        rows = write_stata(source.connection, relation, place, source.stamp)
        found.append(box.written(place, Format.STATA, (relation.name,), rows))
    return found


def _write_sdmx(source: _Source, box: Outbox) -> list[Written]:
    structure, data = box.place(sdmx.STRUCTURE_FILE), box.place(sdmx.DATA_FILE)
    codes = sdmx.write_structure(source.connection, structure, source.stamp)
    rows = sdmx.write_figures(source.connection, data, _count(source, data), source.options.bom)
    return [
        box.written(structure, Format.SDMX, ("code lists",), codes),
        box.written(data, Format.SDMX, ("figures",), rows),
    ]


def _write_package(source: _Source, box: Outbox) -> list[Written]:
    found, resources = [], []
    for relation in _chosen(source, usual_tables(source.known)):
        name = f"data/{relation.name}.csv"
        place = box.place(name)
        rows = write_csv(source.connection, relation, place, _count(source, place), bom=source.options.bom)
        found.append(box.written(place, Format.PACKAGE, (relation.name,), rows))
        resources.append((relation, place, name, rows))
    # The descriptor is delivered last: where it lies, the files that it describes lie too.
    place = box.place(packages.DESCRIPTOR)
    options = source.options
    packages.write_descriptor(source.connection, resources, place, source.stamp, options.licence, options.bom)
    return [*found, box.written(place, Format.PACKAGE, (), len(resources))]


def _chosen(source: _Source, usual: Sequence[str]) -> tuple[Relation, ...]:
    return choose(source.known, source.options.tables, usual)


def _count(source: _Source, place: Path) -> Callable[[int], None]:
    return partial(source.progress, place.name.split(".")[1])


_WRITERS: dict[Format, Callable[[_Source, Outbox], list[Written]]] = {
    Format.PARQUET: _write_parquet,
    Format.CSV: _write_csv,
    Format.XLSX: _write_xlsx,
    Format.STATA: _write_stata,
    Format.SDMX: _write_sdmx,
    Format.PACKAGE: _write_package,
}
