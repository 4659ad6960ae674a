"""Sets right what a person has corrected: rows of `corrections.csv` over the rows that the extractor made of a report.

What belongs here: what a correction changes, and when it no longer fits. What does not: reading the table and its guard
against the text (pipeline/reference/corrections.py).

A correction names a number by its span. `class` says anew what the number is:

- `none` or `quantity` take its observations away; a number that was none needs rows for `value` and `unit` as well;
- `fact` makes an observation of it, with a row for `indicator` and, where they are not what the report says by default
  (its own region, the period and status of the part, a level, the value and unit read), rows for those.

Any other field is set in all observations of the number; `value`, `value_high`, `unit` and `bound` also in the ledger.
What was corrected bears the confidence `corrected`, and no words are named for having decided a corrected field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.errors import CorrectionError
from pipeline.reference import Reference
from pipeline.reference.corrections import CorrectableField, Correction
from pipeline.reference.regions import UNKNOWN_CODE
from pipeline.vocabulary import DECIDED_FIELDS, Bound, Confidence, Measure, NumberClass, Origin

Row = dict[str, Any]
RULE = "corrected"
AMOUNTS = (CorrectableField.VALUE, CorrectableField.VALUE_HIGH, CorrectableField.UNIT, CorrectableField.BOUND)
"""Fields that the ledger holds as well."""


@dataclass(frozen=True, slots=True)
class _Corrected:
    """The corrections of one number, by field."""

    path: Path
    doc_id: str
    rows: Mapping[CorrectableField, Correction]

    def value(self, field: CorrectableField) -> str | None:
        return self.rows[field].value if field in self.rows else None

    def error(self, problem: str, remedy: str, field: CorrectableField | None = None) -> CorrectionError:
        row = self.rows[field] if field is not None else next(iter(self.rows.values()))
        return CorrectionError(self.path, row.line, self.doc_id, problem, remedy)


def apply_corrections(
    text: Mapping[str, Any],
    segments: Sequence[Mapping[str, Any]],
    numbers: Sequence[Row],
    observations: Sequence[Row],
    reference: Reference,
) -> tuple[list[Row], list[Row]]:
    """The rows of `numbers` and `observations` of one report, corrected; those given stay as they are.

    `text` and `segments` are its rows of `report_texts` and `report_segments`. Raises CorrectionError where a row no
    longer fits the report or cannot be carried out.
    """
    doc_id = str(text["doc_id"])
    corrections = reference.corrections.of_report(doc_id, text["text_layer"])
    if not corrections:
        return list(numbers), list(observations)
    by_span: dict[tuple[int, int], dict[CorrectableField, Correction]] = {}
    for correction in corrections:
        by_span.setdefault((correction.start, correction.end), {})[correction.field] = correction
    facts: dict[str, list[Row]] = {}
    for observation in observations:
        facts.setdefault(observation["number_id"], []).append(observation)
    defaults = {row["segment_id"]: row for row in segments}
    corrected_numbers: list[Row] = []
    corrected_observations: list[Row] = []
    for number in numbers:
        told = facts.get(number["number_id"], [])
        rows = by_span.pop((number["start"], number["end"]), None)
        if rows is not None:
            corrected = _Corrected(reference.corrections.path, doc_id, rows)
            number, told = _corrected(corrected, number, told, text, defaults[number["segment_id"]], reference)
        corrected_numbers.append(number)
        corrected_observations.extend(told)
    for span, rows in by_span.items():
        raise _Corrected(reference.corrections.path, doc_id, rows).error(
            f"the extractor finds no number with the span [{span[0]}, {span[1]})",
            "Write the span that `zhibiao extract --ledger` prints for it, or remove the row",
        )
    return corrected_numbers, corrected_observations


def _corrected(
    corrected: _Corrected,
    number: Row,
    told: Sequence[Row],
    text: Mapping[str, Any],
    segment: Mapping[str, Any],
    reference: Reference,
) -> tuple[Row, list[Row]]:
    """One number with its observations."""
    wanted = NumberClass(corrected.value(CorrectableField.CLASS) or number["class"])
    number = {**number, "class": wanted.value, "reason": RULE}
    if wanted is NumberClass.NONE:
        return {**number, "value": None, "value_high": None, "unit": None, "bound": None, "label": None}, []
    number |= _amounts(corrected)
    number["bound"] = number["bound"] or Bound.EXACT.value
    if number["value"] is None or number["unit"] is None:
        raise corrected.error(
            f"{number['number']!r} has no value and unit of its own", "Add rows for its value and its unit"
        )
    fields = [field for field in corrected.rows if field not in (*AMOUNTS, CorrectableField.CLASS)]
    if wanted is NumberClass.QUANTITY:
        if fields:
            raise corrected.error(
                f"{number['number']!r} is no fact, so it has no {fields[0]}",
                "Add a row with field class and value fact, or remove this one",
                fields[0],
            )
        if told and CorrectableField.VALUE not in corrected.rows:
            number["value"] = abs(number["value"])  # a decline has a sign, a plain quantity has none
        return number, []
    rows = list(told) or [_new_observation(corrected, number, text, segment)]
    if CorrectableField.INDICATOR in corrected.rows:
        rows = rows[:1]  # all would say the same of the same indicator
    return number, [_corrected_observation(corrected, row, reference) for row in rows]


def _amounts(corrected: _Corrected) -> Row:
    """The corrected amounts as values of their columns."""
    amounts: Row = {}
    for field in AMOUNTS:
        value = corrected.value(field)
        if value is not None:
            is_number = field in (CorrectableField.VALUE, CorrectableField.VALUE_HIGH)
            amounts[field.value] = Decimal(value) if is_number else value
    if amounts.get("bound", Bound.RANGE.value) != Bound.RANGE.value:
        amounts["value_high"] = None
    return amounts


def _new_observation(corrected: _Corrected, number: Row, text: Mapping[str, Any], segment: Mapping[str, Any]) -> Row:
    """An observation of a number that was none, as the report says by default."""
    if corrected.value(CorrectableField.INDICATOR) is None:
        raise corrected.error(f"{number['number']!r} is no fact yet", "Add a row that names its indicator")
    part_year = segment["part_year"]
    period = segment["part_period"] or (str(part_year) if part_year is not None else None)
    if period is None and corrected.value(CorrectableField.PERIOD) is None:
        raise corrected.error(
            f"the report does not tell the period of {number['number']!r}", "Add a row for its period"
        )
    copied = ("number_id", "doc_id", "fingerprint", "segment_id", "start", "end", "number")
    return {
        "observation_id": f"{number['number_id']}.0",
        **{column: number[column] for column in copied},
        "indicator": None,
        "region": text["region"],
        "region_name": text["region_name"],
        "period": period,
        "year": None,
        "measure": Measure.LEVEL.value,
        "status": segment["part_status"],
        **{field.value: number[field.value] for field in AMOUNTS},
        "confidence": Confidence.CORRECTED.value,
        "rules": "",
        **_undecided(DECIDED_FIELDS),
    }


def _corrected_observation(corrected: _Corrected, row: Row, reference: Reference) -> Row:
    """An observation with its corrected fields, and what follows from them."""
    changed = [field.value for field in corrected.rows if field.value in DECIDED_FIELDS]
    row = {**row, **{name: corrected.rows[CorrectableField(name)].value for name in changed}, **_amounts(corrected)}
    if "region" in changed:
        region = None if row["region"] == UNKNOWN_CODE else reference.regions.get(row["region"])
        row["region_name"] = region.name if region is not None else None
    row["year"] = int(row["period"].rsplit("/", 1)[-1][:4])
    row["confidence"] = Confidence.CORRECTED.value
    row["rules"] = f"{row['rules']} {RULE}".strip()
    return row | _undecided(changed)


def _undecided(fields: Sequence[str]) -> Row:
    """No words of the report decided these fields."""
    cells: Row = {}
    for name in fields:
        cells |= {f"{name}_start": None, f"{name}_end": None, f"{name}_origin": Origin.CORRECTED.value}
    return cells
