"""Writes Stata files (format 118, UTF-8) with labels of variables and of coded values.

What belongs here: codes, labels and Stata's limits. What does not: which rows there are. Stata files are made in
memory: pandas cannot stream them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ExportError
from pipeline.exports.relations import Field, FieldKind, Relation, row_count
from pipeline.exports.stamps import Stamp

if TYPE_CHECKING:
    import duckdb
    import pandas

MOST_ROWS = 5_000_000
"""Rows of one file: at some 400 bytes a row in memory, 2 GB."""

FIRST_HIDDEN_REGION = 900_001
"""Codes of places that their reports hide: above every code of GB/T 2260 (the last begins with 82)."""

MOST_LONG = 2_147_483_620
"""Largest integer of Stata; what is larger becomes a double."""

NAME_CHARACTERS, LABEL_CHARACTERS, TEXT_BYTES = 32, 80, 2045
"""Limits of Stata: a variable's name, its label, and a text that is no strL."""

_REGION_COLUMNS = ("region", "stated_region", "series_region", "parent", "province", "successor", "current_region")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RESERVED = """
    NULL _N _all _b _coef _cons _n _pi _pred _rc _se _skip aggregate array boolean break byte case catch class colvector
    complex const continue default delegate delete do double else eltypedef end enum explicit export external float for
    friend function global goto if in inline int local long pragma protected quad rowvector short str strL typedef
    typename using virtual with
"""
"""Words that Stata keeps for itself, or for Mata: a variable of such a name cannot be used everywhere."""


def write_stata(connection: duckdb.DuckDBPyConnection, relation: Relation, path: Path, stamp: Stamp) -> int:
    """Write a relation; the number of rows. Raises ExportError where it has more than MOST_ROWS.

    Regions, indicators and closed vocabularies become numbers with value labels, so that `xtset region year` works;
    decimals become doubles, booleans 0 and 1, dates and times Stata's own.
    """
    rows = row_count(connection, relation)
    if rows > MOST_ROWS:
        raise ExportError(
            f"{relation.name}: {rows:,} rows are too many for a Stata file, which is made in memory (at most "
            f"{MOST_ROWS:,}). Export it as parquet or csv, or name smaller tables with --table"
        )
    frame: pandas.DataFrame = connection.execute(relation.query()).df()
    names = variable_names(field.name for field in relation.fields)
    frame.columns = list(names.values())
    labels: dict[str, dict[int, str]] = {}
    for field in relation.fields:
        name = names[field.name]
        words = _words(connection, field, frame[name])
        frame[name] = _converted(frame[name], field, words)
        if words:
            labels[name] = dict(words.values())
    dates: dict[FieldKind, Any] = {FieldKind.DATE: "td", FieldKind.TIMESTAMP: "tc"}
    frame.to_stata(
        path,
        version=118,
        write_index=False,
        time_stamp=stamp.loaded_at.replace(tzinfo=None),
        data_label=_cut(f"{relation.name} {stamp.version}"),
        variable_labels={names[field.name]: _cut(field.description) for field in relation.fields},
        value_labels=labels,  # type: ignore[arg-type]
        convert_dates={names[field.name]: dates[field.kind] for field in relation.fields if field.kind in dates},
        convert_strl=[names[field.name] for field in relation.fields if _is_long(frame[names[field.name]])],
    )
    return rows


def variable_names(names: Iterable[str]) -> dict[str, str]:
    """The Stata name of each column: letters, digits and underscores, at most 32, none twice, none reserved."""
    given: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"\W", "_", name, flags=re.ASCII)
        if plain in _RESERVED.split() or not plain or plain[0].isdigit():
            plain = "_" + plain
        chosen, count = plain[:NAME_CHARACTERS], 1
        while chosen in given.values():
            count += 1
            ending = f"_{count}"
            chosen = plain[: NAME_CHARACTERS - len(ending)] + ending
        given[name] = chosen
    return given


def distinct_labels(labels: Mapping[int, str]) -> dict[int, str]:
    """Labels of which none stands twice (鼓楼区 is the name of several districts): repeated ones bear their codes."""
    counts = Counter(labels.values())
    return {code: f"{label} ({code})" if counts[label] > 1 else label for code, label in labels.items()}


def _words(
    connection: duckdb.DuckDBPyConnection, field: Field, values: pandas.Series[Any]
) -> dict[str, tuple[int, str]]:
    """(code, label) of each text of a column that is coded; empty for other columns."""
    if field.kind is not FieldKind.TEXT:
        return {}
    used = sorted(values.dropna().unique())
    if field.name in _REGION_COLUMNS:
        return _region_words(connection, used)
    words: Iterable[str] = field.values
    if field.references == ("dim_indicator", "indicator"):
        known = connection.execute("SELECT indicator FROM dim_indicator ORDER BY indicator").fetchall()
        words = [name for (name,) in known]
    coded = {word: (place, word) for place, word in enumerate(words, start=1)}
    # A text without a code would be lost: the column then stays text.
    return coded if all(text in coded for text in used) else {}


def _region_words(connection: duckdb.DuckDBPyConnection, used: Iterable[str]) -> dict[str, tuple[int, str]]:
    names = dict(connection.execute("SELECT region, name FROM dim_region").fetchall())
    codes, labels, hidden = {}, {}, FIRST_HIDDEN_REGION
    for region in used:
        if region.isascii() and region.isdigit():
            codes[region] = int(region)
        else:
            codes[region], hidden = hidden, hidden + 1
        labels[codes[region]] = names.get(region, region)
    told_apart = distinct_labels(labels)
    return {region: (code, told_apart[code]) for region, code in codes.items()}


def _converted(values: pandas.Series[Any], field: Field, words: Mapping[str, tuple[int, str]]) -> pandas.Series[Any]:
    if words:
        return _whole(values.map({text: code for text, (code, _) in words.items()}))
    if field.kind is FieldKind.TEXT:
        return values.astype("object").where(values.notna(), "").map(lambda text: _CONTROLS.sub("", text))
    if field.kind is FieldKind.TIMESTAMP:
        naive: pandas.Series[Any] = values.dt.tz_convert("UTC").dt.tz_localize(None)
        return naive
    if field.kind is FieldKind.DATE:
        return values.astype("datetime64[us]")
    if field.kind in (FieldKind.INTEGER, FieldKind.BOOLEAN):
        return _whole(values)
    return values.astype("float64")


def _whole(values: pandas.Series[Any]) -> pandas.Series[Any]:
    """Whole numbers as Stata's integers where they fit, with its missing value where there is none."""
    most = values.astype("float64").abs().max()
    return values.astype("Int32" if not most > MOST_LONG else "float64")


def _is_long(values: pandas.Series[Any]) -> bool:
    """Whether a column holds a text that only a strL can hold."""
    return values.dtype == object and any(len(text.encode()) > TEXT_BYTES for text in values)


def _cut(text: str) -> str:
    """A label that fits: what stands before the first semicolon, where the whole is too long."""
    if len(text) > LABEL_CHARACTERS:
        text = text.partition(";")[0]
    return text if len(text) <= LABEL_CHARACTERS else text[: LABEL_CHARACTERS - 1] + "…"
