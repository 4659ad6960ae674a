"""Colons of records, each thing on a line of its own, become tabs; those of other lines stay."""

from __future__ import annotations

import pytest

from pipeline.cleaning.records import part_records
from pipeline.reference import load_reference

PATTERNS = load_reference().patterns


@pytest.mark.parametrize(
    "text",
    [
        "指标名称：高新技术企业数（家）\n2021年：84\n2022年：97\n2022年同比增长：15.5%",
        "指标：技术合同成交额\n单位：亿元\n目标值：6\n完成值：6.4\n\n指标：众创空间数\n单位：家\n完成值：9",
        "考核指标：研发投入强度（%）\n\n2022年:1.42\n\n2023年:--",
    ],
)
def test_things_told_of_a_name_are_parted_in_place(text: str) -> None:
    assert part_records(text, PATTERNS) == text.replace("：", "\t").replace(":", "\t")


@pytest.mark.parametrize(
    "text",
    [
        "指标名称：高新技术企业数\n2022年，全市新增97家。\n完成值：9",
        "指标名称：高新技术企业数\n责任单位：科技局\n配合单位：税务局",
        "约束性指标：3项；预期性指标：12项\n2021年：84\n2022年：97",
        "主要目标：生产总值增长6%\n2021年：84\n2022年：97",
        "主要指标：技术合同\n技术合同成交额：12.6亿元\n高新技术企业：126家",
    ],
)
def test_other_colons_stay(text: str) -> None:
    assert part_records(text, PATTERNS) == text
