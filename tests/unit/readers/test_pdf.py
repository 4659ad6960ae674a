"""PDF pages as paragraphs, wraps, rows; what belongs to the page is left out."""

import io

from pipeline.readers import ReadLimits
from pipeline.readers.pdf import read_pdf
from tests.unit.readers.report_files import HEADER, PARAGRAPH, SENTENCE, make_pdf

LIMITS = ReadLimits()


def text_of(data: bytes) -> str:
    return read_pdf(data, "report.pdf", LIMITS).text_layer


def paragraphs_of(data: bytes) -> list[str]:
    return ["".join(part.split()) for part in text_of(data).replace("\f", "\n").split("\n\n")]


def test_paragraphs_are_parted_by_empty_lines_and_lines_within_by_line_ends() -> None:
    paragraphs = ["一、总体情况", PARAGRAPH, "（一）工业", SENTENCE, PARAGRAPH]
    data = make_pdf(paragraphs)
    assert paragraphs_of(data)[1:] == paragraphs
    assert "\n" in text_of(data).split("\n\n")[2]


def test_centred_title_of_several_lines_is_one_paragraph() -> None:
    title = "某市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告"
    assert paragraphs_of(make_pdf([PARAGRAPH], title=title))[0] == title


def test_paragraphs_without_indent_are_told_by_their_short_last_lines() -> None:
    paragraphs = ["一、总体情况", PARAGRAPH, SENTENCE * 2 + "完成。", PARAGRAPH]
    assert paragraphs_of(make_pdf(paragraphs, title="", indent=0)) == paragraphs


def test_page_break_within_a_sentence_is_a_form_feed_and_nothing_else() -> None:
    data = make_pdf([SENTENCE * 45], header=HEADER, page_numbers=True)
    report = read_pdf(data, "report.pdf", LIMITS)
    text = report.text_layer
    assert text.count("\f") == 2
    assert "".join(text.split()).endswith(SENTENCE * 45)
    assert text.count(HEADER) == 1, "shown once, on the first page"
    assert "— 2 —" not in text
    assert "page numbers and running headers were left out" in report.warnings[0]


def test_page_break_between_paragraphs_parts_them() -> None:
    paragraphs = [SENTENCE] * 40
    data = make_pdf(paragraphs, page_numbers=True)
    assert "\f" in text_of(data)
    assert paragraphs_of(data)[1:] == paragraphs


def test_rows_of_tables_have_tabs_and_keep_empty_cells() -> None:
    table = (
        ("指标名称", "单位", "2022年", "比上年增长（%）"),
        ("地区生产总值", "亿元", "4402.60", "4.7"),
        ("固定资产投资", "亿元", "", "10.2"),
        ("社会消费品零售总额", "亿元", "1216.3", "-2.1"),
    )
    assert "\n".join("\t".join(row) for row in table) in text_of(make_pdf([PARAGRAPH], table=table))


def test_what_is_printed_small_above_the_line_is_no_part_of_a_number() -> None:
    data = make_pdf(
        [
            "专利授权1234<super>1</super>件，成交185<super>[2]</super>亿元，绿地12万m<super>2</super>，CO<sub>2</sub>减排。"
        ]
    )
    assert paragraphs_of(data)[1] == "专利授权1234¹件，成交185[2]亿元，绿地12万m²，CO2减排。"


def test_single_page_number_is_kept_for_want_of_proof() -> None:
    assert "— 1 —" in text_of(make_pdf([SENTENCE], page_numbers=True))


def test_pages_without_text_are_remarked_on() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([PARAGRAPH]))))
    writer.add_blank_page()
    buffer = io.BytesIO()
    writer.write(buffer)
    report = read_pdf(buffer.getvalue(), "report.pdf", LIMITS)
    assert report.warnings == ("1 of 2 pages hold no text (scanned or blank): 2.",)
