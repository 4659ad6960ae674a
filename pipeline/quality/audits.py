"""An audit: what all checks of one run came to, kept beside the warehouse as a page and as JSON.

What belongs here: the audit as a value, writing both files, reading back how it ended. What does not: how the page
looks (`audit_page.py`) and running checks (`audit.py`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.quality.outcomes import CheckResult, CheckSpec, Outcome
from pipeline.whole_files import replace_text

PAGE_NAME, RECORD_NAME = "audit.html", "audit.json"


@dataclass(frozen=True, slots=True)
class Audit:
    """The results of one audit. `subject` says what was looked at; `not_reached` are checks that the run did not come
    to, since it ended before them."""

    at: datetime
    subject: str
    results: tuple[CheckResult, ...]
    not_reached: tuple[CheckSpec, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many checks came to this."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def warned(self) -> int:
        """Checks that found something to look at."""
        return sum(result.warns for result in self.results)

    @property
    def failed(self) -> int:
        """Checks of severity error that found something wrong."""
        return self.count(Outcome.FAILED) - self.warned

    @property
    def forbidding(self) -> int:
        """Checks that forbid the publish."""
        return sum(result.forbids_publish for result in self.results)

    @property
    def findings(self) -> list[CheckResult]:
        """What did not pass: what forbids the publish first, and of that what could not run last."""
        found = [result for result in self.results if result.outcome is not Outcome.PASSED]
        return sorted(found, key=lambda result: (not result.forbids_publish, result.outcome is Outcome.ERRORED))


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """How the last audit of a data folder ended, and where its page lies."""

    at: datetime
    subject: str
    passed: int
    failed: int
    warned: int
    errored: int
    forbidding: int
    not_reached: int
    page: Path

    @property
    def words(self) -> str:
        """The counts in words: what is zero and not asked for is left out."""
        parts = [f"{self.passed:,} passed", f"{self.failed:,} failed"]
        parts += [f"{self.warned:,} warning{'' if self.warned == 1 else 's'}"] if self.warned else []
        parts += [f"{self.errored:,} could not run"] if self.errored else []
        parts += [f"{self.not_reached:,} not reached"] if self.not_reached else []
        return ", ".join(parts)


def audit_of(at: datetime, subject: str, results: Sequence[CheckResult], declared: Sequence[CheckSpec] = ()) -> Audit:
    """An audit of these results; the declared checks that are not among them were not reached."""
    reached = Counter(result.spec.check_id for result in results)
    return Audit(at, subject, tuple(results), tuple(spec for spec in declared if spec.check_id not in reached))


def write_audit(data: Path, audit: Audit) -> AuditSummary:
    """Writes page and record of an audit into the data folder, each in place of the last by one rename."""
    from pipeline.quality.audit_page import audit_html

    data.mkdir(parents=True, exist_ok=True)
    replace_text(data / PAGE_NAME, audit_html(audit), errors="replace")
    replace_text(
        data / RECORD_NAME,
        json.dumps(_record(audit), ensure_ascii=False, indent=1, default=str) + "\n",
        errors="replace",
    )
    return _summary(data, _record(audit))


def last_audit(data: Path) -> AuditSummary | None:
    """How the last audit ended; None where there was none, or its record is damaged."""
    try:
        return _summary(data, json.loads((data / RECORD_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _record(audit: Audit) -> dict[str, Any]:
    return {
        "at": audit.at.isoformat(timespec="seconds"),
        "subject": audit.subject,
        "passed": audit.count(Outcome.PASSED),
        "failed": audit.failed,
        "warned": audit.warned,
        "errored": audit.count(Outcome.ERRORED),
        "forbidding": audit.forbidding,
        "not_reached": [spec.check_id for spec in audit.not_reached],
        "checks": [asdict(result) for result in audit.results],
    }


def _summary(data: Path, record: dict[str, Any]) -> AuditSummary:
    return AuditSummary(
        datetime.fromisoformat(record["at"]),
        str(record["subject"]),
        passed=int(record["passed"]),
        failed=int(record["failed"]),
        warned=int(record["warned"]),
        errored=int(record["errored"]),
        forbidding=int(record["forbidding"]),
        not_reached=len(record["not_reached"]),
        page=data / PAGE_NAME,
    )
