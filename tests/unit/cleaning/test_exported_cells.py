"""What programs write for blank cells, and the numbers that they count rows by, is masked; words stay."""

from __future__ import annotations

import pytest

from pipeline.cleaning.characters import MASK
from pipeline.cleaning.exported_cells import mask_exported


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("| 指标 | Unnamed: 1 |\n| nan | 增速 |", "| 指标 |            |\n|     | 增速 |"),
        ("指标,总量,\n投资,NaN,7.8\n收入,None,5.1", "指标,总量,\n投资,   ,7.8\n收入,    ,5.1"),
        (",县区,总量\n0,泸县,27\n1,合江县,62", ",县区,总量\n ,泸县,27\n ,合江县,62"),
        ("   县区  总量\n0  泸县  27\n1 合江县  62", "   县区  总量\n0  泸县  27\n1 合江县  62"),
        ("    县区  总量\n0   泸县  27\n1  合江县  NaN", "    县区\t 总量\n    泸县\t 27\n   合江县\t    "),
        ("|  | 县区 |\n| 0 | 泸县 |\n| 1 | 合江县 |", "|  | 县区 |\n|   | 泸县 |\n|   | 合江县 |"),
    ],
)
def test_marks_and_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_exported(text) == masked
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('县区\t"经费\n（亿元）"\t"强度\n（%）"', f"县区\t 经费{MASK}（亿元） \t 强度{MASK}（%） "),
        ('县区,"经费\n（亿元）",GDP\n泸县,"1,027.8",62', f'县区,"经费{MASK}（亿元）",GDP\n泸县,"1,027.8",62'),
    ],
)
def test_quoted_cells_are_whole(text: str, whole: str) -> None:
    assert mask_exported(text) == whole
    assert len(whole) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "湖南 Hunan 28 35\n云南 Yunnan 17 25",
        "None of these,nano,annan",
        "投资  NaN  7.8\n收入  5.1  <NA>",
        "| 序号 | 县区 |\n| 1 | 泸县 |\n| 2 | 合江县 |",
        "0 | 1 | 2\n0 | 泸县 | 3\n1 | 合江县 | 5",
        "得分\n0  泸县  3",
    ],
)
def test_others_stay(text: str) -> None:
    assert mask_exported(text) == text
