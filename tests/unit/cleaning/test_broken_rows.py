"""Labels that a line break cut become one line; other lines above figures stay."""

from __future__ import annotations

import pytest

from pipeline.cleaning.broken_rows import join_broken_rows
from pipeline.cleaning.characters import MASK
from pipeline.reference import load_reference

PATTERNS = load_reference().patterns


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
    joined = join_broken_rows(text.replace("|", "\n"), PATTERNS)
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
    assert join_broken_rows(text, PATTERNS) == text


def test_units_of_a_header_go_on_with_the_line_above() -> None:
    lines = ["县区\t经费", "（亿元）\t强度", "（%）\t高新技术企业", "（家）", "泸县\t27.8\t1.7\t30"]
    assert join_broken_rows("\n".join(lines), PATTERNS) == MASK.join(lines[:4]) + "\n" + lines[4]
    bars = ["| 县区 | 经费", "（亿元） | 强度", "（%） |", "| 泸县 | 27.8 | 1.7 |"]
    assert join_broken_rows("\n".join(bars), PATTERNS) == MASK.join(bars[:3]) + "\n" + bars[3]


def test_a_row_of_units_stays_below_its_names() -> None:
    text = "县区\t经费\t强度\n（亿元）\t（%）\n泸县\t27.8\t1.7"
    assert join_broken_rows(text, PATTERNS) == text


def test_cells_with_lines_of_their_own_go_on_up_to_their_bar() -> None:
    lines = [
        "县区 |",
        "高新技术企业",
        "保有量（家） |",
        "技术合同",
        "成交额",
        "（亿元） |",
        "宜州区 |",
        "41 |",
        "9.5 |",
    ]
    text = "\n".join(lines)
    assert join_broken_rows(text, PATTERNS) == text.replace("企业\n", f"企业{MASK}").replace(
        "同\n", f"同{MASK}"
    ).replace("额\n", f"额{MASK}")


@pytest.mark.parametrize(
    "text",
    [
        "河池市主要指标\n县区 |\n宜州区 |\n41 |",
        "宜州区 |\n41 |\n各县专利情况\n县区 |\n专利授权量 |",
        "县区 |\n41 |\n全市科技大会召开。\n县区 |",
        "粮食 | 11.3 | 5.4 |\n一、分季节\n夏粮 | 2.7 | 5.0 |",
        "县区 |\n企业\n12\n41 |\n9 |",
        "县区 |\n总量 |\n一、地区生产总值\n宜州区 |\n41 |\n（二）固定资产投资\n宜州区 |\n26 |",
    ],
)
def test_lines_beside_cells_with_bars_stay(text: str) -> None:
    assert join_broken_rows(text, PATTERNS) == text
