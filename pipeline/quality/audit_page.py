"""The page of an audit: one HTML file that needs no other, readable offline and without scripts.

What belongs here: the audit as a person sees it. What does not: writing files (`audits.py`). All that comes from
reports is escaped, without control characters, and its reading direction ends with its cell.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.printable import printable
from pipeline.quality.audits import Audit
from pipeline.quality.outcomes import CheckResult, Outcome
from pipeline.quality.sentences import SENTENCE_COLUMNS

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).with_name("templates")
_SENTENCES = (*SENTENCE_COLUMNS, "second_sentence")


@dataclass(frozen=True, slots=True)
class Row:
    """An offending row: its cells, and the sentences behind it."""

    cells: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]


def audit_html(audit: Audit) -> str:
    """The page as HTML."""
    return _template().render(audit=audit, outcomes=Outcome, rows=_rows, tables=list(_tables(audit)))


@functools.cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    return environment.get_template("audit.html")


def _rows(result: CheckResult) -> Iterator[Row]:
    for example in result.examples:
        cells = tuple(
            (name, shown(value)) for name, value in example.items() if name not in _SENTENCES and not _is_empty(value)
        )
        yield Row(cells, tuple(shown(example[name]) for name in _SENTENCES if not _is_empty(example.get(name))))


def _tables(audit: Audit) -> Iterator[Audit]:
    """What the audit found of each table."""
    names = dict.fromkeys(
        [*(result.spec.table for result in audit.results), *(spec.table for spec in audit.not_reached)]
    )
    for name in names:
        yield replace(
            audit,
            subject=name,
            results=tuple(result for result in audit.results if result.spec.table == name),
            not_reached=tuple(spec for spec in audit.not_reached if spec.table == name),
        )


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value != value  # NaN stands for NULL in a data frame


def shown(value: object) -> str:
    """A value as text, without characters that steer a terminal or the direction of reading."""
    if isinstance(value, float):  # exact decimals were made floats to be judged: twelve digits are theirs
        value = f"{value:.12g}"
    return printable(str(value))
