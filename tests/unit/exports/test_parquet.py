"""Parquet opens again with types, values and meanings."""

from __future__ import annotations

import json
from decimal import Decimal

import pyarrow
import pyarrow.parquet
import pytest

from pipeline.exports import relations as module
from pipeline.exports.parquet import write_parquet

from .conftest import EXACT, silent


@pytest.fixture
def exported(connection, stamp, tmp_path):
    def export(relation):
        path = tmp_path / f"{relation.name}.parquet"
        rows = write_parquet(connection, relation, path, silent, stamp)
        return pyarrow.parquet.read_table(path), rows

    return export


def test_every_relation_reads_back_as_it_was(connection, known, exported):
    for relation in known.values():
        table, rows = exported(relation)
        held = connection.execute(relation.query()).fetchall()
        assert rows == len(held)
        assert table.to_pylist() == [dict(zip(table.column_names, row, strict=True)) for row in held], relation.name


def test_values_are_decimals(known, exported):
    table, _ = exported(known["panel"])
    assert table.schema.field("value").type == pyarrow.decimal128(28, 6)
    assert Decimal(EXACT) in table.column("value").to_pylist()


def test_meanings_and_stamp_are_in_the_metadata(known, exported, stamp):
    table, _ = exported(known["panel"])
    assert table.schema.field("value").metadata[b"description"].decode() == known["panel"].field("value").description
    assert json.loads(table.schema.metadata[b"zhibiao"])["version"] == stamp.version
    assert table.schema.metadata[b"description"].decode() == known["panel"].description


def test_a_relation_in_slices_is_one_file(known, exported, monkeypatch):
    whole, _ = exported(known["sentences"])
    monkeypatch.setattr(module, "SORTED_ROWS", 1)
    assert exported(known["sentences"])[0].equals(whole)
