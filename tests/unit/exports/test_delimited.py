"""CSV opens again with every value as it was."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pipeline.exports.cells import harmless
from pipeline.exports.delimited import BOM, write_csv
from pipeline.exports.relations import FieldKind

from .conftest import EXACT, silent


@pytest.fixture
def exported(connection, tmp_path):
    def export(relation, **options):
        path = tmp_path / f"{relation.name}.csv"
        rows = write_csv(connection, relation, path, silent, **options)
        return path.read_bytes(), rows

    return export


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def expected_cell(field, value) -> str:
    if value is None:
        return ""
    if field.kind is FieldKind.DECIMAL:
        return format(value, "f").rstrip("0").rstrip(".")
    if field.kind is FieldKind.TIMESTAMP:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if field.kind is FieldKind.BOOLEAN:
        return str(value).lower()
    return harmless(value) if isinstance(value, str) else str(value)


def test_every_cell_of_every_relation_reads_back(connection, known, exported):
    for relation in known.values():
        content, rows = exported(relation)
        held = connection.execute(relation.query()).fetchall()
        found = read(content)
        assert rows == len(found) == len(held)
        for row, values in zip(found, held, strict=True):
            for field, value in zip(relation.fields, values, strict=True):
                assert row[field.name] == expected_cell(field, value), (relation.name, field.name)


def test_decimals_keep_every_digit(exported, known):
    content, _ = exported(known["panel"])
    values = {row["value"] for row in read(content)}
    assert EXACT in values
    assert "0" in values, "a level of 0 stays a 0"
    assert all("." not in value or not value.endswith("0") for value in values)


def test_negative_numbers_stay_numbers_and_texts_are_made_harmless(exported, known):
    rows = read(exported(known["sentences"])[0])
    assert Decimal("-0.12") in {Decimal(row["value"]) for row in rows}
    assert {row["sentence"][:2] for row in rows} >= {"'=", "'＋", "'-", "'@", "'\t", "'+"}
    assert {row["title"] for row in rows} >= {"'=1+1"}
    assert not any("\x1b" in cell for row in rows for cell in row.values())


def test_a_missing_value_differs_from_an_empty_text(connection, exported, known):
    relation = known["dim_region"]
    assert b'""' not in exported(relation)[0]
    empty = relation.__class__(
        "t", relation.origin, "", ("region",), relation.fields, "(SELECT * REPLACE ('' AS short_names) FROM dim_region)"
    )
    assert exported(empty)[0].count(b',"",') == 14


def test_the_mark_for_excel_comes_first_and_only_on_request(exported, known):
    plain, marked = exported(known["panel"])[0], exported(known["panel"], bom=True)[0]
    assert marked == BOM + plain
    assert not plain.startswith(BOM)
    assert marked.decode("utf-8-sig").startswith("region,region_name,year,")


def test_lines_end_as_asked(exported, known):
    content, rows = exported(known["coverage"], line_end="\r\n")
    assert content.count(b"\r\n") == rows + 1 == content.count(b"\n")


def test_times_are_iso_8601_in_utc(exported, known):
    (row,) = read(exported(known["etl_run"])[0])
    assert datetime.fromisoformat(row["started_at"]) == datetime(2024, 6, 1, 8, tzinfo=UTC)
    assert row["started_at"] == "2024-06-01T08:00:00.000000Z"
