"""Labels that a line break cut become one line; other lines above figures stay."""

from __future__ import annotations

import pytest

from pipeline.cleaning.broken_rows import join_broken_rows
from pipeline.cleaning.characters import MASK


@pytest.mark.parametrize(
    "text",
    [
        "技术合同成交额（亿元|） 5.05 20 预期性",
        "固定资产投资增速（|%） 10.1 11.2 9.8",
        "科技型中小企业入库数|（家） 73 200",
        "1 全社会研发经费投入强|度（%） 0.38 1.2 预期性\n2 高新技术企业数（家） 66 150 预期性",
        "2 高新技术企业数（家） 66 150\n3 每万人口发明专利拥有|量（件） 2.62 ≥4",
    ],
)
def test_cut_labels_are_joined_in_place(text: str) -> None:
    joined = join_broken_rows(text.replace("|", "\n"))
    assert joined == text.replace("|", MASK)


@pytest.mark.parametrize(
    "text",
    [
        "全市\n江山市 388.3 6.3\n开化县 171.5 3.4",
        "1 创新投入\n研发经费 12.3 14.1\n2 创新产出\n专利授权量 97 120",
        "（一）工业\n规模以上工业增加值 12.3 14.1",
        "指标（单位\n2020 2021\n亿元） 见下表",
        "2022年，全市新增高企（含复审\n12家） 。",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert join_broken_rows(text) == text


def test_units_of_a_header_go_on_with_the_line_above() -> None:
    lines = ["县区\t经费", "（亿元）\t强度", "（%）\t高新技术企业", "（家）", "泸县\t27.8\t1.7\t30"]
    assert join_broken_rows("\n".join(lines)) == MASK.join(lines[:4]) + "\n" + lines[4]
    bars = ["| 县区 | 经费", "（亿元） | 强度", "（%） |", "| 泸县 | 27.8 | 1.7 |"]
    assert join_broken_rows("\n".join(bars)) == MASK.join(bars[:3]) + "\n" + bars[3]


def test_a_row_of_units_stays_below_its_names() -> None:
    text = "县区\t经费\t强度\n（亿元）\t（%）\n泸县\t27.8\t1.7"
    assert join_broken_rows(text) == text
