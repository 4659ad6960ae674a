"""What can be exported, and that declarations and warehouse agree in both directions."""

from __future__ import annotations

import pytest

from pipeline.errors import ExportError
from pipeline.exports import relations as module
from pipeline.exports.relations import FieldKind, Origin, choose, parts, people_tables, usual_tables
from pipeline.exports.sdmx import sdmx_relation
from pipeline.schemas import WAREHOUSE_TABLES
from pipeline.schemas.marts import MART_COLUMNS, MART_KEYS
from pipeline.warehouse.marts import MARTS


def fetch(connection, relation):
    return [row for part in parts(connection, relation) for row in connection.execute(part.query()).fetchall()]


def test_every_mart_has_a_key_and_every_key_a_mart():
    assert set(MART_KEYS) == set(MARTS)


def test_every_table_and_mart_can_be_exported(known):
    assert {table.name for table in WAREHOUSE_TABLES} | set(MARTS) <= set(known)
    assert people_tables(known) == tuple(MART_KEYS)
    assert not {"report_text", "warehouse_info", "level_before"} & set(usual_tables(known))


def test_every_column_is_described(known):
    missing = [
        (name, field.name) for name, relation in known.items() for field in relation.fields if not field.description
    ]
    assert missing == []


def test_no_description_outlives_its_column(known):
    marts = {name: relation for name, relation in known.items() if relation.origin in (Origin.MART, Origin.SUPPORT)}
    names = {field.name for relation in marts.values() for field in relation.fields}
    for column in MART_COLUMNS:
        assert column.name in (names if column.mart is None else {field.name for field in marts[column.mart].fields})


def test_no_column_is_described_twice_for_the_same_mart():
    places = [(column.mart, column.name) for column in MART_COLUMNS]
    assert len(places) == len(set(places))


def test_references_lead_to_columns_that_exist(known):
    for relation in known.values():
        for field in relation.fields:
            if field.references:
                table, column = field.references
                assert column in {target.name for target in known[table].fields}


def test_keys_tell_rows_apart(connection, known):
    for relation in known.values():
        if relation.key:
            keys = ", ".join(f'"{name}"' for name in relation.key)
            query = f"SELECT {keys} FROM {relation.source} GROUP BY ALL HAVING count(*) > 1"
            assert connection.execute(query).fetchall() == [], relation.name


def test_columns_that_are_never_empty_are_never_empty(connection, known):
    for relation in known.values():
        for field in relation.fields:
            if not field.is_nullable:
                query = f'SELECT count(*) FROM {relation.source} WHERE "{field.name}" IS NULL'
                assert connection.execute(query).fetchall() == [(0,)], (relation.name, field.name)


def test_kinds_follow_the_types_of_the_warehouse(known):
    kinds = {field.name: field.kind for field in known["target_outcome"].fields}
    assert kinds["target"] is kinds["outcome"] is kinds["margin"] is FieldKind.DECIMAL
    assert kinds["margin_percent"] is FieldKind.FLOAT
    assert kinds["is_revised"] is FieldKind.BOOLEAN
    assert kinds["target_vintage"] is FieldKind.DATE
    assert kinds["reports"] is FieldKind.INTEGER
    assert kinds["history"] is FieldKind.TEXT
    assert known["etl_run"].field("started_at").kind is FieldKind.TIMESTAMP


def test_rows_come_in_the_order_of_the_key(connection, known):
    panel = known["panel"]
    keys = [row[:1] + row[2:4] for row in fetch(connection, panel)]
    assert [field.name for field in panel.fields][:4] == ["region", "region_name", "year", "indicator"]
    assert keys == sorted(keys)
    assert len(keys) == 9


def test_slices_of_a_large_relation_are_the_whole_in_its_order(connection, known, monkeypatch):
    for relation in (known["sentences"], sdmx_relation()):
        whole = fetch(connection, relation)
        monkeypatch.setattr(module, "SORTED_ROWS", 1)
        assert len(parts(connection, relation)) > 1
        assert fetch(connection, relation) == whole
        monkeypatch.undo()


def test_a_large_table_comes_as_it_is_stored(connection, known, monkeypatch):
    table = known["fact_observation"]
    monkeypatch.setattr(module, "SORTED_ROWS", 1)
    assert fetch(connection, table) == connection.execute("SELECT * FROM fact_observation").fetchall()


def test_an_unknown_table_is_told_with_those_that_there_are(known):
    with pytest.raises(ExportError, match=r"--table panels.*There are panel, "):
        choose(known, ["panels"], ())


def test_named_tables_come_once_in_the_order_of_naming(known):
    assert [relation.name for relation in choose(known, ["coverage", "panel", "coverage"], ())] == ["coverage", "panel"]
