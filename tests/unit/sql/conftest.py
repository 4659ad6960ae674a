"""A tiny warehouse of given reports, and its rows as dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.warehouse import open_published
from tests.tiny_warehouse import Report, make_warehouse

Ask = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ask]:
    """`tiny(report, …)` makes a published warehouse and returns a function that asks it.

    Without the comments of the data dictionary, which cost half the time and answer no query.
    """
    monkeypatch.setattr("pipeline.warehouse.marts.write_comments", lambda _: None)

    def make(*reports: Report) -> Ask:
        path = make_warehouse(tmp_path / "warehouse.duckdb", *reports)

        def ask(query: str) -> list[dict[str, Any]]:
            with open_published(path) as connection:
                cursor = connection.execute(query)
                names = [column[0] for column in cursor.description]
                return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]

        return ask

    return make
