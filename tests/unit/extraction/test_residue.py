"""What was not mapped is grouped by the noun it belongs to; the nouns stand in residue_cases.csv.

What does not belong here: the command that prints groups (tests/unit/test_cli_residue.py).
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.extraction.residue import NO_LABEL, Labeller, Residue, ResidueGroup, group_residues, residues_of
from pipeline.ingest import document_id
from tests.read_once import reference

with (Path(__file__).parent / "residue_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
TEXT = """淄博市交通运输局2023年工作总结

一、2023年工作完成情况
新建公共停车泊位3000个，改造老旧停车泊位1200个。全市共享单车达到12000辆，同比增长8.5%。
全市地区生产总值4561.8亿元。新增停车泊位800个。2023年5月8日，培训驾驶员15
00人次。
"""


@cache
def labeller() -> Labeller:
    return Labeller(reference())


def residues(text: str, name: str = "report.txt") -> list[Residue]:
    data = text.encode()
    row = flow.text_row({"doc_id": document_id(data), "file_name": name}, data, reference(), "f")
    segments = flow.segment_rows(row, reference())
    numbers, _ = flow.number_and_observation_rows(row, segments, reference())
    return residues_of(row, segments, numbers, labeller())


def residue(label: str, document: str = "a.txt", unit: str = "count") -> Residue:
    return Residue(document, 0, 1, "1", label, unit, f"{label}【1】个")


def labels(groups: list[ResidueGroup]) -> list[tuple[str, int, int]]:
    return [(group.label, len(group.found), group.documents) for group in groups]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_noun_of_a_number(case: dict[str, str]) -> None:
    start = case["sentence"].index(case["number"])
    assert labeller().label(case["sentence"], start, start + len(case["number"])) == case["label"]


def test_only_quantities_that_are_no_facts_are_left_each_in_place() -> None:
    found = residues(TEXT)
    assert [item.number for item in found] == ["3000", "1200", "12000", "8.5", "800", "15\n00"]
    assert all(TEXT[item.start : item.end] == item.number for item in found)
    assert {item.document for item in found} == {"report.txt"}


def test_a_growth_bears_the_noun_of_the_figure_before_it() -> None:
    by_number = {item.number: item for item in residues(TEXT)}
    assert (by_number["8.5"].label, by_number["8.5"].unit) == ("共享单车", "percent")
    assert by_number["12000"].label == "共享单车"


def test_the_noun_is_not_carried_into_the_next_sentence() -> None:
    by_number = {item.number: item for item in residues(TEXT.replace("，同比增长8.5%", "。同比增长8.5%"))}
    assert by_number["8.5"].label == NO_LABEL


def test_a_context_marks_the_number_also_where_a_line_break_cuts_it() -> None:
    assert "培训驾驶员【1500】人次" in residues(TEXT)[-1].context


def test_longer_nouns_join_the_one_that_stands_alone() -> None:
    groups = group_residues(residues(TEXT), labeller())
    assert labels(groups)[0] == ("停车泊位", 3, 1)
    assert {group.unit for group in groups if group.label == "共享单车"} == {"count", "percent"}


def test_groups_are_ordered_by_frequency_and_nameless_ones_come_last() -> None:
    found = [residue(NO_LABEL)] * 5 + [residue("路灯")] * 2 + [residue("公交站亭", name) for name in ("a.txt", "b.txt")]
    found += [residue("充电桩")] * 3
    assert labels(group_residues(found, labeller())) == [
        ("充电桩", 3, 1),
        ("公交站亭", 2, 2),
        ("路灯", 2, 1),
        (NO_LABEL, 5, 1),
    ]


def test_a_short_noun_takes_in_nothing() -> None:
    groups = group_residues([residue("企业"), residue("工业企业")], labeller())
    assert {group.label for group in groups} == {"企业", "工业企业"}


def test_units_are_kept_apart() -> None:
    groups = group_residues([residue("停车泊位"), residue("新建停车泊位", unit="CNY")], labeller())
    assert {(group.label, group.unit) for group in groups} == {("停车泊位", "count"), ("新建停车泊位", "CNY")}


def test_a_group_names_the_indicator_that_it_is_near_to() -> None:
    assert labeller().near("开发区瞪羚企业") == "gazelle_firms"
    assert labeller().near("停车泊位") is None
