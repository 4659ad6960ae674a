"""Marks of bold print, tags and marks that do not show are masked; stars that hide a name or figure are not."""

from __future__ import annotations

import pytest

from pipeline.cleaning import MASK
from pipeline.cleaning.markup import find_unseen, mask_markup
from pipeline.reference import load_reference

PATTERNS = load_reference().patterns


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("达到**548**家，增长__12.5%__。", "达到548家，增长12.5%。"),
        ("<b>548</b>家，<span style='color:red'>12</span>项", "548家，12项"),
        ("- **高新技术企业**：`548`家", "- 高新技术企业：548家"),
        ("高企548¹家，专利1234<sup>2</sup>件，项目30①项", "高企548家，专利1234件，项目30项"),
        (r"高企 $312$ 家，增长 $12.5\%$，强度 ${ 1 . 6 4 } \%$ 左右", "高企 312 家，增长 12.5%，强度 1.64% 左右"),
        ("**一、创新主体：**高企**1200家**", "一、创新主体：高企1200家"),
        (
            "  **区科技局2021年工作总结，以及2022年工作计划（讨论稿）**\n高企",
            "  区科技局2021年工作总结，以及2022年工作计划（讨论稿）\n高企",
        ),
    ],
)
def test_marks_are_masked_in_place(text: str, without: str) -> None:
    masked = mask_markup(text, PATTERNS)
    assert len(masked) == len(text)
    assert masked.replace(MASK, "") == without


@pytest.mark.parametrize(
    "text",
    [
        "**市高企120家，**区30家",
        "产值**亿元、税收**万元",
        "增速<5%且>3%",
        "2*3",
        "A__B",
        "3万m²，①5家",
        "1.2×10⁸吨",
        "$300、$500",
        "投资$300万，出口$500万",
    ],
)
def test_what_marks_nothing_stays(text: str) -> None:
    assert mask_markup(text, PATTERNS) == text


def test_marks_that_do_not_show_are_found_within_numbers_alone() -> None:
    text = "高企\u200b15\u200b\ufeff32家，增长1\u00ad2.\u200b5%\u200b。"
    assert [text[:start][-1] for start, _ in find_unseen(text)] == ["5", "1", "."]
    assert list(find_unseen("15\u200b家")) == []
