"""Every error survives the way back from a worker process, with its message and its parts."""

import pickle
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.vocabulary import QuarantineReason

EXAMPLES = [
    errors.ReferenceDataError(Path("units.csv"), 3, "unit: is unknown", "Mend it"),
    errors.CorrectionError(Path("corrections.csv"), 4, "a" * 64, "the report reads '1'", "Look again"),
    errors.UnreadableReportError("a.pdf", QuarantineReason.PASSWORD, "is locked", "Unlock it"),
    errors.SuiteError(Path("x.json"), "is no JSON", "Mend it"),
    errors.FetchError("https://example.org", "404", "Look at the address"),
    errors.WarehouseError("missing"),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_whole(error: errors.ZhibiaoError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert vars(back) == vars(error)


def test_a_correction_error_names_file_row_document_and_remedy() -> None:
    error = errors.CorrectionError(Path("corrections.csv"), 4, "ab" * 32, "the report reads '1'", "Look again")
    assert str(error) == "corrections.csv:4: the report reads '1' (document abababababababab). Look again"
