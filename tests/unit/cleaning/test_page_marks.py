"""Ordinals of the pages of a preview, beside those of lists."""

from __future__ import annotations

import pytest

from pipeline.cleaning import MASK
from pipeline.cleaning.page_marks import SHORTEST_PAGE, find_page_ordinals, mask_page_marks
from pipeline.flow import extract_text
from pipeline.reference import load_reference

FILLING = "各项工作按照年初的部署有序开展，" * (SHORTEST_PAGE // 16 + 1)


def test_ordinals_that_cut_sentences_are_of_pages() -> None:
    text = f"1、全市工作总结{FILLING}技术合同成交额达到\n2、12.5亿元。{FILLING}高新技术企业达到\n3、600家。"
    assert [text[span.start : span.end] for span in find_page_ordinals(text)] == ["1、", "2、", "3、"]


def test_the_items_of_a_list_keep_their_ordinals() -> None:
    assert not find_page_ordinals(f"1、{FILLING}高企600家。\n2、{FILLING}孵化器9家；\n3、{FILLING}专利2000件。")
    assert not find_page_ordinals("1、加强领导\n2、完善制度\n3、加大投入\n4、营造氛围")


def test_one_cut_is_no_preview() -> None:
    assert not find_page_ordinals(f"1、{FILLING}技术合同成交额达到\n2、12.5亿元。")


def test_one_cut_is_enough_where_the_site_tells_of_its_pages() -> None:
    text = f"全市工作总结.doc_第1页\n全市工作总结.doc_第2页\n1、{FILLING}技术合同成交额达到\n2、12.5亿元。"
    masked = mask_page_marks(text)
    assert len(masked) == len(text)
    assert masked.replace(MASK, "") == f"全市工作总结\n\n{FILLING}技术合同成交额达到12.5亿元。"


@pytest.mark.parametrize(
    ("text", "masked_word"),
    [
        (f"1、总结_第1页\n2、总结_第2页\n\n1、{FILLING}\n2、{FILLING}\n3、{FILLING}", "第2页"),
        (f"1、{FILLING}\n2.docx\n3、{FILLING}\n4、{FILLING}", "docx"),
    ],
    ids=["title of a page", "name of a file"],
)
def test_what_is_an_ordinal_as_well_is_masked_once(text: str, masked_word: str) -> None:
    masked = mask_page_marks(text)
    assert len(masked) == len(text)
    assert masked.count(FILLING) == 3
    assert masked_word not in masked


def test_pages_of_several_lines_stay_apart() -> None:
    text = f"1、全市工作总结\n{FILLING}技术合同成交额达到\n2、12.5亿元。{FILLING}高新技术企业达到\n\n3、600家。"
    assert mask_page_marks(text).replace(MASK, "") == (
        f"全市工作总结\n{FILLING}技术合同成交额达到\n12.5亿元。{FILLING}高新技术企业达到600家。"
    )


def test_the_format_of_a_file_is_no_word_of_its_name() -> None:
    assert mask_page_marks("2022年工作总结.docx\n见附件.pdf。").replace(MASK, "") == "2022年工作总结\n见附件.pdf。"


def test_a_figure_behind_the_ordinal_of_its_page_is_read() -> None:
    text = (
        f"淄博市科技局2022年工作总结\n1、2022年，全市科技工作成效明显。{FILLING}技术合同成交额达到\n"
        f"2、12.5亿元，同比增长8%。{FILLING}全市高新技术企业达到\n3、600家，居全省第3位。"
    )
    _, _, entries = extract_text(text.encode(), "preview.txt", load_reference())
    told = [(entry.number, entry.observations[0].binding.indicator.id) for entry in entries if entry.observations]
    assert told == [
        ("12.5", "tech_contract_value"),
        ("8", "tech_contract_value"),
        ("600", "hte_count"),
        ("3", "hte_count"),
    ]
