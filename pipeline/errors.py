"""The errors that Zhibiao raises on purpose, under one base class.

Each message names the file, the place in it and the remedy. What does not belong here: errors of libraries, which are
turned into one of these where they are met.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.vocabulary import QuarantineReason


class ZhibiaoError(Exception):
    """Base of every error that a user can do something about."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors come back from worker processes: Python would call the class with the message alone.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[ZhibiaoError], args: tuple[Any, ...], attributes: dict[str, Any]) -> ZhibiaoError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class ReferenceDataError(ZhibiaoError):
    """A row of `seeds/reference/` is wrong. The build stops: a wrong catalogue makes wrong numbers."""

    def __init__(self, path: Path, line: int | None, problem: str, remedy: str) -> None:
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: {problem}. {remedy}")
        self.path, self.line, self.problem, self.remedy = path, line, problem, remedy


class CorrectionError(ReferenceDataError):
    """A row of `corrections.csv` no longer fits its report. The build stops: the row may now spoil another figure."""

    def __init__(self, path: Path, line: int, doc_id: str, problem: str, remedy: str) -> None:
        super().__init__(path, line, f"{problem} (document {doc_id[:16]})", remedy)
        self.doc_id = doc_id


class UnreadableReportError(ZhibiaoError):
    """One file cannot be turned into text. It goes to `quarantine`; the run goes on."""

    def __init__(self, file_name: str, reason: QuarantineReason, detail: str, remedy: str) -> None:
        super().__init__(f"{file_name}: {detail}. {remedy}")
        self.file_name, self.reason, self.detail, self.remedy = file_name, reason, detail, remedy


class LandingZoneError(ZhibiaoError):
    """A path to land does not exist, or a landed file is gone or was changed."""


class FetchError(ZhibiaoError):
    """Something on the web cannot be fetched, or may not be. The other addresses are still asked."""

    def __init__(self, url: str, detail: str, remedy: str) -> None:
        super().__init__(f"{url}: {detail}. {remedy}")
        self.url, self.detail, self.remedy = url, detail, remedy


class WarehouseError(ZhibiaoError):
    """The warehouse file is missing, locked, of another version, or did not pass its checks."""


class SuiteError(ZhibiaoError):
    """A suite of expectations is not what it must be. Like wrong reference data, it stops the build."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy


class ExportError(ZhibiaoError):
    """A table cannot be exported: it does not exist, does not fit the format, or the folder cannot be written."""


class QuarantinedReportsError(ZhibiaoError):
    """Raised at the end of a `--strict` run in which files were quarantined."""
