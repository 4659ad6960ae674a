"""Reads the suites of `expectations/`: which checks there are, of which table, how severe.

A suite is a Great Expectations suite as JSON, with additions in `meta`. Of the suite: `layer` (stage or warehouse) and
optionally `frame` (SQL that gives the rows to look at; by default the whole table). Of an expectation: `check_id`,
`severity` (error or warn), `about` (one sentence), and optionally `query` (a file of `sql/checks/` that returns the
offending rows; they are looked at instead, and none is expected).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SuiteError
from pipeline.quality.outcomes import CheckSpec, Layer, Severity
from pipeline.warehouse.statements import macros, statements

EXPECTATIONS_FOLDER = Path(__file__).resolve().parents[2] / "expectations"

WHOLE_TABLE_WORDS = frozenset(("unique", "distinct", "count", "mean", "median", "stdev", "sum", "quantile", "common"))
"""Words in the types of expectations that need all rows at once. Rows come in slices, so these need a `query`."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite. `expectations` are as Great Expectations takes them; `specs` say the same to us, in the same order."""

    table: str
    layer: Layer
    frame: str
    expectations: tuple[dict[str, Any], ...]
    specs: tuple[CheckSpec, ...]


def load_suites(folder: Path = EXPECTATIONS_FOLDER) -> tuple[Suite, ...]:
    """All suites of a folder, by table. Raises SuiteError with the file and the remedy for the first that is wrong."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise SuiteError(folder, "there are no suites here", "Restore the folder expectations/ from the repository")
    suites = tuple(_read_suite(path) for path in paths)
    counts = Counter(spec.check_id for suite in suites for spec in suite.specs)
    twice = sorted(check_id for check_id, count in counts.items() if count > 1)
    if twice:
        raise SuiteError(folder, f"check_id {twice[0]!r} is used twice", "Give each check an id of its own")
    return suites


def declared_checks(folder: Path = EXPECTATIONS_FOLDER) -> tuple[CheckSpec, ...]:
    """All checks of a folder of suites; imports nothing heavy."""
    return tuple(spec for suite in load_suites(folder) for spec in suite.specs)


def checks_fingerprint(folder: Path = EXPECTATIONS_FOLDER) -> str:
    """One hash of what the checks are: suites, queries and the macros of these."""
    whole = hashlib.sha256(macros().encode())
    for path in sorted(folder.glob("*.json")):
        whole.update(path.read_bytes())
    for statement in statements("checks"):
        whole.update(statement.text.encode())
    return whole.hexdigest()


def _read_suite(path: Path) -> Suite:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SuiteError(path, f"is no JSON ({error})", "Mend the file") from error
    try:
        table, meta = content["name"], content["meta"]
        layer = Layer(meta["layer"])
        expectations = tuple(content["expectations"])
        specs = tuple(_spec(table, layer, expectation) for expectation in expectations)
    except (KeyError, TypeError, ValueError) as error:
        raise SuiteError(
            path,
            f"lacks or misspells something: {error}",
            "A suite has name, meta.layer (stage or warehouse) and expectations; each of these type, kwargs, "
            "meta.check_id, meta.severity (error or warn) and meta.about",
        ) from error
    if path.stem != table:
        raise SuiteError(path, f"is the suite of {table!r}", f"Name the file {table}.json")
    for expectation, spec in zip(expectations, specs, strict=True):
        if spec.query is None and _needs_all_rows(expectation["type"]):
            raise SuiteError(
                path,
                f"{spec.check_id}: {expectation['type']} needs all rows at once, but rows come in slices",
                "Write the check as a query in sql/checks/ and name it in meta.query",
            )
    return Suite(table, layer, meta.get("frame", f'SELECT * FROM "{table}"'), expectations, specs)


def _spec(table: str, layer: Layer, expectation: dict[str, Any]) -> CheckSpec:
    meta = expectation["meta"]
    if not isinstance(expectation["type"], str) or not isinstance(expectation["kwargs"], dict):
        raise TypeError("type must be a text, kwargs an object")
    return CheckSpec(
        check_id=meta["check_id"],
        table=table,
        layer=layer,
        severity=Severity(meta["severity"]),
        description=meta["about"],
        query=meta.get("query"),
    )


def _needs_all_rows(expectation_type: str) -> bool:
    return not WHOLE_TABLE_WORDS.isdisjoint(expectation_type.split("_"))
