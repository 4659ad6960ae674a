"""Commas between the cells of a table become tabs; those of sentences and of thousands stay."""

from __future__ import annotations

import pytest

from pipeline.cleaning.comma_cells import part_comma_cells
from pipeline.reference import load_reference

PATTERNS = load_reference().patterns

TABLE = "2021年各县主要指标\n地区,生产总值(亿元),增速(%)\n全市,2406.1,8.5\n泸县,427.8,-1.7\n合江县,262.2,—\n注：初步数"


def test_cells_are_parted_in_place() -> None:
    parted = part_comma_cells(TABLE, PATTERNS)
    assert parted == TABLE.replace(",", "\t")
    assert len(parted) == len(TABLE)


def test_rows_with_empty_lines_between_them() -> None:
    text = "地区,收入,支出\n\n泸县,12,62\n\n合江县,9,58"
    assert part_comma_cells(text, PATTERNS) == text.replace(",", "\t")


def test_headers_of_two_rows_parts_and_blank_cells() -> None:
    text = "县（市、区）,收入,,支出,\n,总量,增速,总量,增速\n泸县,27.8,1.7,62.1,-\n其中：镇区,3.1,2.0,,"
    assert part_comma_cells(text, PATTERNS) == text.replace(",", "\t")


def test_figures_with_verbs_and_marks_for_none() -> None:
    text = "指标,单位,2023年,同比\n投资,%,/,增长5.1%\n收入,亿元,20.3,下降6.8%\n进出口,亿元,9.4,↑38.2%\n强度,%,1.42,/"
    assert part_comma_cells(text, PATTERNS) == text.replace(",", "\t")


def test_statements_below_a_word_that_heads_labels() -> None:
    text = "指标,2025年目标,备注\n投资增速,7%以上,\n收入增速,不低于4%,同口径\n企业数,净增8家,"
    assert part_comma_cells(text, PATTERNS) == text.replace(",", "\t")


def test_quoted_cells_keep_the_commas_of_their_thousands() -> None:
    text = '"地区","收入","支出"\n泸县,"1,027.8",62\n合江县,"990.1",58\n叙永县,"1,120.4",71'
    parted = " 地区 \t 收入 \t 支出 \n泸县\t 1,027.8 \t62\n合江县\t 990.1 \t58\n叙永县\t 1,120.4 \t71"
    assert part_comma_cells(text, PATTERNS) == parted
    assert len(parted) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021年,全区上下攻坚克难,经济稳中有进\n一季度,全区工业增长,投资回升\n全年,消费,增长",
        "地区,甲,乙\n全市,2,406\n泸县,1,427,262\n合江县,3",
        "高企,12,15\n平台,3,4\n园区,1,2",
        "项目,单位,负责人\n甲,乙,丙\n丁,戊,己",
        "攻坚克难,实行周例会,月调\n度制度,市县联动,推动高\n质量指标完成,其中合同22亿元,",
        "攻坚克难,实行周例会,月调\n度制度,市县联动,推动高\n质量指标完成,其中合同22亿元,增长5%",
    ],
)
def test_other_commas_stay(text: str) -> None:
    assert part_comma_cells(text, PATTERNS) == text
