"""The SQL files: each is headed by its question, and an unknown one is named with those there are."""

from importlib import import_module
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse import read_statement, statements
from pipeline.warehouse.marts import CREATION_ORDER, FOUNDATIONS, MARTS
from pipeline.warehouse.statements import run_sql_file


@pytest.mark.parametrize("kind", ["marts", "checks", "load", "examples"])
def test_every_file_begins_with_its_question(kind: str) -> None:
    assert statements(kind)
    for statement in statements(kind):
        assert len(statement.head) > 15, statement.name


def test_an_unknown_statement_names_the_known_ones() -> None:
    with pytest.raises(WarehouseError, match=r"no such statement\. Known in marts: contradictions, coverage"):
        read_statement("marts", "nonsense")


def test_every_mart_file_is_created_once() -> None:
    assert sorted(CREATION_ORDER) == [statement.name for statement in statements("marts")]
    assert sorted((*MARTS, *FOUNDATIONS)) == sorted(CREATION_ORDER)


def test_a_statement_that_does_not_run_is_named_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "broken.sql").write_text("SELEC 1", encoding="utf-8")
    monkeypatch.setattr(import_module("pipeline.warehouse.statements"), "SQL_FOLDER", tmp_path)
    with duckdb.connect() as connection, pytest.raises(WarehouseError, match=r"marts/broken\.sql: does not run"):
        run_sql_file(connection, "marts", "broken")
