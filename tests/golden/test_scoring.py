"""The scorer does what the labelling guide says, case by small case, and agrees with the shared scorer where that is
there.

What does not belong here: scores of the extractor (`test_accuracy.py`).
"""

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.golden.scoring import Labelled, Score, Tally, compare, extracted_row, labelled_row, pair, read_sheet

SHARED = Path(__file__).parents[3] / "shared" / "evaluation"
FACT = {
    "indicator": "gdp",
    "region": "370300",
    "period": "2023",
    "measure": "level",
    "status": "actual",
    "unit": "CNY",
    "bound": "exact",
}


def label(kind: str = "fact", start: int = 10, end: int = 13, value: str | None = "100", **fields: str) -> Labelled:
    chosen = {**FACT, **fields} if kind == "fact" else {"unit": "CNY", "bound": "exact", **fields}
    return Labelled(start, end, "1" * (end - start), kind, Decimal(value) if value else None, chosen)


def test_a_right_fact_is_a_right_quantity_too() -> None:
    score = compare([label()], [label()]).score
    assert score.fact == score.quantity == Tally(1, 1, 1)
    assert score.fact.f1 == score.field_accuracy("indicator") == 1.0


@pytest.mark.parametrize("name", ["indicator", "region", "period", "measure", "status"])
def test_one_wrong_field_makes_a_fact_wrong_and_leaves_the_quantity_right(name: str) -> None:
    score = compare([label()], [label(**{name: "other"})]).score
    assert score.fact == Tally(0, 1, 1)
    assert score.quantity == Tally(1, 1, 1)
    assert score.field_accuracy(name) == 0.0
    assert score.field_accuracy("unit") == 1.0
    assert (score.missed.wrong, score.missed.abstained, score.missed.dropped) == (1, 0, 0)


def test_a_wrong_bound_is_told_but_does_not_make_a_fact_wrong() -> None:
    score = compare([label()], [label(bound="at_least")]).score
    assert score.fact == Tally(1, 1, 1)
    assert score.field_accuracy("bound") == 0.0


def test_a_wrong_value_or_unit_is_a_wrong_quantity() -> None:
    assert compare([label()], [label(value="101")]).score.quantity == Tally(0, 1, 1)
    assert compare([label()], [label(unit="USD")]).score.quantity == Tally(0, 1, 1)
    assert compare([label("quantity", unit="other")], [label("quantity", unit="tonne")]).score.quantity == Tally(
        1, 1, 1
    )


def test_values_agree_to_a_millionth() -> None:
    assert label(value="100").has_value_of(label(value="100.00001"))
    assert not label(value="100").has_value_of(label(value="100.001"))
    assert not label(value=None).has_value_of(label())


def test_a_fact_labelled_and_given_as_quantity_is_an_abstention() -> None:
    score = compare([label()], [label("quantity")]).score
    assert score.fact == Tally(0, 1, 0)
    assert score.fact.precision == 0.0
    assert score.missed.abstained == 1


def test_a_fact_whose_number_is_none_or_missing_was_dropped() -> None:
    assert compare([label()], [label("none", value=None)]).score.missed.dropped == 1
    assert compare([label()], []).score.missed.dropped == 1


def test_numbers_that_are_no_quantity_are_not_offered() -> None:
    score = compare([label("none", value=None)], [label("none", value=None)]).score
    assert score.quantity == Tally(0, 0, 0)
    assert score.quantity.f1 == 1.0


def test_a_number_with_two_facts_is_one_quantity() -> None:
    both = [label(), label(indicator="exports")]
    score = compare(both, both).score
    assert score.fact == Tally(2, 2, 2)
    assert score.quantity == Tally(1, 1, 1)
    assert compare(both, both[:1]).score.fact == Tally(1, 2, 1)


def test_a_doubtful_label_neither_rewards_nor_punishes_a_fact_but_wants_the_quantity() -> None:
    score = compare([label("doubtful")], [label()]).score
    assert score.fact == Tally(0, 0, 0)
    assert score.quantity == Tally(1, 1, 1)
    assert compare([label("doubtful")], []).score.quantity == Tally(0, 1, 0)


def test_spans_must_overlap() -> None:
    assert compare([label()], [label(start=13, end=16)]).score.fact == Tally(0, 1, 1)
    assert compare([label()], [label(start=12, end=16)]).score.fact == Tally(1, 1, 1)


def test_a_row_pairs_once() -> None:
    pairs, missed, free = pair([label(), label()], [label()], Labelled.is_same_fact)
    assert (len(pairs), len(missed), len(free)) == (1, 1, 0)


def test_confidence_parts_the_facts_given() -> None:
    sure = label()
    unsure = Labelled(20, 23, "111", "fact", Decimal(1), FACT, "inherited_subject")
    score = compare([sure], [sure, unsure]).score
    assert (score.certain.right, score.certain.given) == (1, 1)
    assert (score.doubtful.right, score.doubtful.given) == (0, 1)


def test_an_indicator_unknown_to_the_sheets_makes_a_quantity() -> None:
    row = {"start": 1, "end": 2, "number": "5", "class": "fact", "value": Decimal(5), **FACT}
    assert extracted_row(row, {"gdp"}).kind == "fact"
    assert extracted_row(row, {"exports"}).kind == "quantity"


def test_scores_add_up() -> None:
    total = compare([label()], [label()]).score + compare([label()], [label("quantity")]).score
    assert total.fact == Tally(1, 2, 1)
    assert total.located == 1
    assert total.missed.abstained == 1
    assert (total + Score()).fact == total.fact


def test_a_sheet_row_is_read_as_written() -> None:
    cells = {"start": "1", "end": "2", "number": "5", "class": "fact", "value": "5", **FACT}
    row = labelled_row(cells)
    assert (row.start, row.kind, row.value, row.fields) == (1, "fact", Decimal(5), FACT)


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the shared scorer is not beside this repository")
def test_the_shared_scorer_counts_the_same(tmp_path: Path) -> None:
    """Labels taken for predictions, spoilt in turn: both scorers must count the same right, wanted and given."""
    lines, total = [], Score()
    for path in sorted((SHARED / "gold").glob("*.tsv")):
        labels = read_sheet(path)
        given = [row for place, row in enumerate(labels) if row.kind in ("fact", "quantity") and place % 7]
        given = [_spoilt(row, place) for place, row in enumerate(given)]
        total += compare(labels, given).score
        lines += [_line(path.stem, row) for row in given]
    (tmp_path / "given.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED / "gold"), str(tmp_path / "given.jsonl")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counted = re.findall(r"^ALL +(\w+) .*\((\d+) right, (\d+) gold, (\d+) given\)", printed, re.MULTILINE)
    ours = {"quantity": total.quantity, "fact": total.fact}
    assert {kind: Tally(int(right), int(wanted), int(given)) for kind, right, wanted, given in counted} == ours
    assert total.fact.right < total.fact.wanted


def _spoilt(row: Labelled, place: int) -> Labelled:
    if place % 5 or row.kind != "fact":
        return row
    return Labelled(row.start, row.end, row.number, row.kind, row.value, {**row.fields, "measure": "rank"})


def _line(document: str, row: Labelled) -> str:
    value = float(row.value) if row.value is not None else None
    cells = {"start": row.start, "end": row.end, "number": row.number, "class": row.kind, "value": value}
    return json.dumps({"document": f"{document}.txt", **cells, **row.fields}, ensure_ascii=False)
