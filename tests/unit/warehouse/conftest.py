"""Warehouses of these tests do without the comments of the data dictionary, which cost half the time of a build."""

import pytest


@pytest.fixture(autouse=True)
def _without_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.warehouse.marts.write_comments", lambda _: None)
