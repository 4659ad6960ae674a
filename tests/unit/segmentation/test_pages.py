"""The width of a page that was wrapped, and the breaks that a printer made."""

from __future__ import annotations

import pytest

from pipeline.segmentation.pages import Page, is_full, is_within_paragraph, page_of

PAGE = """\
上半年，全县上下坚持稳中求进工作总基调，聚焦产业
升级，经济运行总体平稳，部分指标有所回落。根据统
一核算结果，实现地区生产总值31.8亿元，按不变价格
计算，同比增长2.4%，其中第一产业增加值2.8亿元。
规上工业企业研发费用增长，占营业收入比重达到
2.46%，高于全市平均水平，连续三个季度提高，升至全
市第二位。
"""
PRINTED = Page(24.5, 0.5)
SENTENCE = (
    "2023年，全市高新技术企业达到1532家，技术合同成交额215.3亿元，同比增长12.5%，研发经费投入强度2.91%，"
    "科技型中小企业入库2106家，新认定省级重点实验室4家，全市上下凝心聚力、攻坚克难，各项主要指标居全省前列。"
)
COUNTED = "\n".join(SENTENCE[at : at + 20] for at in range(0, len(SENTENCE), 20))
"""Cut by counting: each line has 20 characters, of which digits are as many as any."""
PARAGRAPHS = """\
一、工作成效
全市高新技术企业达到1532家，技术合同成交额达到215亿元，研发经费投入强度达到2.91%，连续三年居全省前列。
（一）创新主体
全市科技型中小企业入库2106家，同比增长24.3%，新认定高新技术企业312家，净增高新技术企业186家，总量居全省第六位。
（二）创新平台
新增省级重点实验室4家
市级以上平台达到120家
"""


def test_the_width_is_that_of_full_lines() -> None:
    assert page_of(PAGE) == PRINTED


LIST = (
    PARAGRAPHS
    + PARAGRAPHS
    + "高新技术企业总数量达到1532家\n技术合同成交额突破215.3亿元\n研发经费投入强度达到2.91%\n" * 3
)


@pytest.mark.parametrize(
    "text", ["", PARAGRAPHS, LIST, LIST.replace("。", ""), "地区\t总量\n淄博市\t12\n", PAGE.replace("\n", "")]
)
def test_lines_of_paragraphs_labels_and_cells_are_no_page(text: str) -> None:
    assert page_of(text) is None


def test_who_cut_lines_by_counting_made_digits_no_narrower() -> None:
    assert page_of(COUNTED) == Page(20, 1)


def test_where_gaps_part_paragraphs_lines_before_them_are_not_cut() -> None:
    headings = "\n\n".join(f"（{ordinal}）工作成效明显" for ordinal in "一二三四五六七八")
    assert page_of(f"{headings}\n\n{PAGE}") == PRINTED._replace(parts_paragraphs=True)
    assert page_of(f"{headings}\n\n{PAGE}".replace("\n\n", "\n")) is None


def test_a_line_is_full_where_a_figure_did_not_fit() -> None:
    line = "规上工业企业研发费用增长，占营业收入比重达"
    assert is_full(line, "2.46%，高于全市", 0, Page(25, 0.5))
    assert not is_full(line, "高于全市", 0, Page(25, 0.5))
    assert not is_full(line, "2.46%，高于全市", 0, None)


def test_a_printer_breaks_behind_a_full_line_that_ends_a_sentence() -> None:
    end = PAGE.index("规上工业") - 1
    assert is_within_paragraph(PAGE, end, end + 1, PRINTED)
    assert not is_within_paragraph(PAGE, end, end + 1, None)


@pytest.mark.parametrize(("opening", "is_within"), [("2023年，全市", True), ("二是工业", True), ("（二）创新", False)])
def test_where_paragraphs_have_indents_items_and_years_at_the_margin_open_none(opening: str, is_within: bool) -> None:
    text = "  " + PAGE.replace("规上工业", opening).replace("升级", "  升级")
    end = text.index("2.8亿元。") + len("2.8亿元。")
    page = page_of(text)
    assert page is not None
    assert page.parts_paragraphs
    assert is_within_paragraph(text, end, end + 1, page) is is_within


@pytest.mark.parametrize("opening", ["（二）创新", "2023年，全市", "二是工业", "　　规上工业", "\n规上工业"])
def test_indents_gaps_ordinals_and_years_open_a_paragraph(opening: str) -> None:
    text = PAGE.replace("规上工业", opening)
    end = text.index("2.8亿元。") + len("2.8亿元。")
    assert not is_within_paragraph(text, end, text.index(opening.strip()), PRINTED)
