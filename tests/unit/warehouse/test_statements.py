"""The SQL files: each is headed by its question, and an unknown one is named with those there are."""

import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse import read_statement, statements
from pipeline.warehouse.marts import CREATION_ORDER, FOUNDATIONS, MARTS


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
