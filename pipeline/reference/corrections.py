"""Corrections (`corrections.csv`): fields of single figures that a person set right, each with its reason.

What belongs here: the rows and the check that a row still fits its report. What does not: changing an extraction
(pipeline/extraction does that, and marks what it changed).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import CorrectionError
from pipeline.reference.loading import Layout, Row, SeedFolder
from pipeline.reference.regions import UNKNOWN_CODE
from pipeline.vocabulary import Bound, Measure, NumberClass, Status, Unit

COLUMNS = ("doc_id", "start", "end", "number", "field", "value", "reason", "who")
LAYOUT = Layout("corrections.csv", COLUMNS, COLUMNS, ("doc_id", "start", "field"))


class CorrectableField(StrEnum):
    """Fields of a number that a correction may set; `class` decides whether it is a fact at all."""

    CLASS = "class"
    INDICATOR = "indicator"
    REGION = "region"
    PERIOD = "period"
    MEASURE = "measure"
    STATUS = "status"
    VALUE = "value"
    VALUE_HIGH = "value_high"
    UNIT = "unit"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Correction:
    """The right value of one field of the number at `[start, end)`; it holds for all facts that the number carries."""

    line: int
    """Line in corrections.csv, to be named in errors."""
    doc_id: str
    start: int
    end: int
    number: str
    """The number as the text layer prints it: the guard."""
    field: CorrectableField
    value: str
    """As the column of that name holds it: a word of its vocabulary, a code, an id, a period, a value in base units."""
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections by report."""

    path: Path
    by_report: Mapping[str, tuple[Correction, ...]]

    def of_report(self, doc_id: str, text_layer: str) -> tuple[Correction, ...]:
        """The corrections of one report, in the order of their places.

        Raises CorrectionError where the text layer does not print the guarded number in that place (blanks and line
        ends within it aside): the row was written for another reading of the file.
        """
        corrections = self.by_report.get(doc_id, ())
        for correction in corrections:
            found = text_layer[correction.start : correction.end]
            if "".join(found.split()) != "".join(correction.number.split()):
                raise CorrectionError(
                    self.path,
                    correction.line,
                    doc_id,
                    f"the report reads {found!r} at {correction.start}, not {correction.number!r}",
                    "Look the number up again, and correct its place or remove the row",
                )
        return corrections


def load_corrections(seeds: SeedFolder, regions: Container[str], indicators: Container[str]) -> Corrections:
    """The rows of `corrections.csv`, which may name the given codes of regions and ids of indicators.

    Raises ReferenceDataError with file and line for the first bad row.
    """
    by_report: dict[str, tuple[Correction, ...]] = {}
    rows = (_correction(row, regions, indicators) for row in seeds.rows(LAYOUT))
    for correction in sorted(rows, key=lambda row: (row.start, row.line)):
        by_report[correction.doc_id] = (*by_report.get(correction.doc_id, ()), correction)
    return Corrections(seeds.path / LAYOUT.file_name, by_report)


_VOCABULARIES: Mapping[CorrectableField, type[StrEnum]] = {
    CorrectableField.CLASS: NumberClass,
    CorrectableField.MEASURE: Measure,
    CorrectableField.STATUS: Status,
    CorrectableField.UNIT: Unit,
    CorrectableField.BOUND: Bound,
}
_DOC_ID = re.compile(r"[0-9a-f]{64}")
_MOMENT = r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?"
_PERIOD = re.compile(f"{_MOMENT}(/{_MOMENT})?", re.ASCII)


def _correction(row: Row, regions: Container[str], indicators: Container[str]) -> Correction:
    if _DOC_ID.fullmatch(row.text("doc_id")) is None:
        raise row.error("doc_id", "is no SHA-256", "Write the report's 64 hexadecimal digits in small letters")
    start, end = row.integer("start"), row.integer("end")
    if not 0 <= start < end:
        raise row.error(
            "end", f"[{start}, {end}) is no span", "Write offsets of the text layer, the end after the start"
        )
    field = row.word("field", CorrectableField)
    _check_value(row, field, regions, indicators)
    return Correction(
        line=row.line,
        doc_id=row.text("doc_id"),
        start=start,
        end=end,
        number=row.text("number"),
        field=field,
        value=row.text("value"),
        reason=row.text("reason"),
        who=row.text("who"),
    )


def _check_value(row: Row, field: CorrectableField, regions: Container[str], indicators: Container[str]) -> None:
    value = row.text("value")
    if field in _VOCABULARIES:
        row.word("value", _VOCABULARIES[field])
    elif field in (CorrectableField.VALUE, CorrectableField.VALUE_HIGH):
        row.storable("value")
    elif field is CorrectableField.INDICATOR and value not in indicators:
        raise row.error("value", f"{value!r} is no indicator", "Write an id of indicators.csv")
    elif field is CorrectableField.REGION and value != UNKNOWN_CODE and value not in regions:
        raise row.error("value", f"{value!r} is no region", "Write a code of regions.csv, or unknown")
    elif field is CorrectableField.PERIOD and _PERIOD.fullmatch(value) is None:
        raise row.error("value", f"{value!r} is no period", "Write 2023, 2021/2025 or 2023-01/2023-11")
