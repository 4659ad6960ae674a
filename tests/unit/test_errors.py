"""Errors survive the way back from a worker process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.errors import FetchError, ReferenceDataError, UnreadableReportError, WarehouseError
from pipeline.vocabulary import QuarantineReason


@pytest.mark.parametrize(
    "error",
    [
        ReferenceDataError(Path("units.csv"), 3, "is wrong", "Mend it"),
        UnreadableReportError("a.pdf", QuarantineReason.PASSWORD, "is locked", "Unlock it"),
        FetchError("https://a.example", "answers 404", "Look again"),
        WarehouseError("locked"),
    ],
)
def test_an_error_comes_back_whole(error):
    restored = pickle.loads(pickle.dumps(error))
    assert type(restored) is type(error)
    assert str(restored) == str(error)
    assert vars(restored) == vars(error)
