"""What a check is and what came of it, as plain values.

What does not belong here: how checks are declared (`suites.py`) and run (`checks.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """What a check that does not pass means: `error` forbids the publish, `warn` is shown."""

    ERROR = "error"
    WARN = "warn"


class Outcome(StrEnum):
    """What came of a check. `errored`: it could not run, so nothing is known of the data."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"


class Layer(StrEnum):
    """When a suite runs: on the rows of a stage, or on the staging copy of the warehouse."""

    STAGE = "stage"
    WAREHOUSE = "warehouse"


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """One check as its suite declares it. `query` names a file of `sql/checks/` whose rows are the offending ones."""

    check_id: str
    table: str
    layer: Layer
    severity: Severity
    description: str
    query: str | None

    @property
    def is_blocking(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of one check.

    `failing_rows` counts offending rows (0 where it passed or errored); `examples` are the first ten of them, a
    dictionary each; `detail` says in a sentence what was found, or why the check could not run. `doc_ids` are the
    reports whose rows offend, as far as rows name them; `set_aside` of these went to quarantine for it, and the rest
    passes.
    """

    spec: CheckSpec
    outcome: Outcome
    failing_rows: int
    examples: tuple[dict[str, Any], ...]
    detail: str
    rows_examined: int | None = None
    doc_ids: tuple[str, ...] = ()
    set_aside: int = 0

    @property
    def forbids_publish(self) -> bool:
        """An `error` check that did not pass, also one that could not run: unknown is not good enough. Where the
        reports that offend were set aside, nothing of theirs is published, and the others need not wait."""
        return self.spec.is_blocking and self.outcome is not Outcome.PASSED and not self.set_aside

    @property
    def warns(self) -> bool:
        """A check that found something to look at, and no reason to keep the rest of the data back."""
        return self.outcome is Outcome.FAILED and not self.forbids_publish
