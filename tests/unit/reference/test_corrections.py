"""Corrections: rows by report, values checked field by field, and a guard that stops the build."""

from pathlib import Path

import pytest

from pipeline.errors import ReferenceDataError
from pipeline.reference.corrections import LAYOUT, CorrectableField, Corrections, load_corrections
from pipeline.reference.loading import SeedFolder

DOC = "a" * 64
OTHER = "b" * 64
TEXT = "2020年全市研发投入102.64亿元，占比2.79%。"


def load_rows(folder: Path, *rows: str) -> Corrections:
    (folder / LAYOUT.file_name).write_text("\n".join((",".join(LAYOUT.columns), *rows, "")), encoding="utf-8")
    return load_corrections(SeedFolder.read(folder), regions={"370300"}, indicators={"rd_expenditure"})


def test_gives_the_corrections_of_a_report_in_the_order_of_the_text(tmp_path: Path) -> None:
    corrections = load_rows(
        tmp_path,
        f"{DOC},22,26,2.79,status,forecast,the sentence says 预计,A. Reader",
        f"{OTHER},0,4,2020,class,none,a year,A. Reader",
        f"{DOC},11,17,102.64,period,2019,the bureau's erratum,A. Reader",
    )
    found = corrections.of_report(DOC, TEXT)
    assert [(row.line, row.field, row.value) for row in found] == [
        (4, CorrectableField.PERIOD, "2019"),
        (2, CorrectableField.STATUS, "forecast"),
    ]
    assert corrections.of_report("c" * 64, TEXT) == ()


def test_a_guard_that_no_longer_fits_stops_the_build(tmp_path: Path) -> None:
    corrections = load_rows(tmp_path, f"{DOC},11,17,102.65,period,2019,erratum,A. Reader")
    with pytest.raises(
        ReferenceDataError, match=r"corrections\.csv:2: the report reads '102\.64' at 11, not '102\.65'"
    ):
        corrections.of_report(DOC, TEXT)


def test_a_span_beyond_the_text_does_not_fit(tmp_path: Path) -> None:
    corrections = load_rows(tmp_path, f"{DOC},900,906,102.64,period,2019,erratum,A. Reader")
    with pytest.raises(ReferenceDataError, match="reads '' at 900"):
        corrections.of_report(DOC, TEXT)


def test_the_guard_overlooks_blanks_and_line_ends(tmp_path: Path) -> None:
    corrections = load_rows(tmp_path, f"{DOC},2,9,102.64,period,2019,erratum,A. Reader")
    assert len(corrections.of_report(DOC, "投入102.\n64亿元")) == 1


GOOD_VALUES = [
    ("class", "quantity"), ("indicator", "rd_expenditure"), ("region", "370300"), ("region", "unknown"),
    ("period", "2021/2025"), ("period", "2023-01/2023-11"), ("measure", "change_pct"), ("status", "target"),
    ("value", "10264000000"), ("value", "-0.12"), ("value_high", "3"), ("unit", "CNY"), ("bound", "at_least"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), GOOD_VALUES)
def test_accepts_values_of_each_field(tmp_path: Path, field: str, value: str) -> None:
    corrections = load_rows(tmp_path, f"{DOC},11,17,102.64,{field},{value},erratum,A. Reader")
    assert [row.value for row in corrections.by_report[DOC]] == [value]


def test_every_field_has_a_good_value_here() -> None:
    assert {field for field, _ in GOOD_VALUES} == set(CorrectableField)


BAD_ROWS = {
    "hash too short": ("abc,11,17,102.64,period,2019,erratum,A", "doc_id: is no SHA-256"),
    "hash in capitals": (f"{'A' * 64},11,17,102.64,period,2019,erratum,A", "doc_id: is no SHA-256"),
    "offset that is none": (f"{DOC},x,17,102.64,period,2019,erratum,A", "start: 'x' is no whole number"),
    "empty span": (f"{DOC},17,17,102.64,period,2019,erratum,A", "is no span"),
    "negative span": (f"{DOC},-1,17,102.64,period,2019,erratum,A", "is no span"),
    "no guard": (f"{DOC},11,17,,period,2019,erratum,A", "number: is empty"),
    "no reason": (f"{DOC},11,17,102.64,period,2019,,A", "reason: is empty"),
    "nobody": (f"{DOC},11,17,102.64,period,2019,erratum,", "who: is empty"),
    "unknown field": (f"{DOC},11,17,102.64,colour,red,erratum,A", "field: 'colour' is unknown"),
    "unknown class": (f"{DOC},11,17,102.64,class,maybe,erratum,A", "value: 'maybe' is unknown"),
    "unknown indicator": (f"{DOC},11,17,102.64,indicator,rd,erratum,A", "'rd' is no indicator"),
    "unknown region": (f"{DOC},11,17,102.64,region,370399,erratum,A", "'370399' is no region"),
    "unknown measure": (f"{DOC},11,17,102.64,measure,total,erratum,A", "value: 'total' is unknown"),
    "period that is none": (f"{DOC},11,17,102.64,period,2019年,erratum,A", "is no period"),
    "value beyond all": (f"{DOC},11,17,102.64,value,1e40,erratum,A", "no value that the warehouse can hold"),
    "value too fine": (f"{DOC},11,17,102.64,value,0.1234567,erratum,A", "no value that the warehouse can hold"),
    "month that is none": (f"{DOC},11,17,102.64,period,2023-13,erratum,A", "is no period"),
    "value that is none": (f"{DOC},11,17,102.64,value,1亿,erratum,A", "is no number"),
    "a field twice": (f"{DOC},0,4,2020,class,none,a year,B", "stands in line 2 already"),
}


@pytest.mark.parametrize(("row", "problem"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_refuses_a_bad_row(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"corrections\.csv:3") as caught:
        load_rows(tmp_path, f"{DOC},0,4,2020,class,quantity,a year,A", row)
    assert problem in str(caught.value)
