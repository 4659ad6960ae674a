"""Characters that stand alone, in a font that the file does not hold."""

import io

from pipeline.readers import ReadLimits
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf_lone import lines_of_page
from pipeline.readers.pdf_plumber import read_each
from tests.unit.readers.report_files import PARAGRAPH, make_pdf

TABLE = (("指标", "单位", "2022年"), ("高新技术企业", "家", "652"), ("发明专利授权量", "件", "1895"))


def test_a_unit_of_one_character_is_kept() -> None:
    report = read_pdf(make_pdf([PARAGRAPH], table=TABLE), "report.pdf", ReadLimits())
    assert "高新技术企业\t家\t652" in report.text_layer
    assert "发明专利授权量\t件\t1895" in report.text_layer
    assert PARAGRAPH in "".join(report.text_layer.split())


def test_a_file_that_places_each_character_by_itself_is_read() -> None:
    sentences = ["全市高新技术企业达到652家，增长12.5%。", "发明专利授权量1895件。"]
    text = read_pdf(_character_by_character(sentences), "report.pdf", ReadLimits()).text_layer
    assert [part for part in text.split("\n") if part] == sentences


def test_pages_stand_as_they_are_where_time_is_up() -> None:
    data = make_pdf([PARAGRAPH], table=TABLE)
    assert [index for index, _ in read_each(data, [0], 60, lines_of_page)] == [0]
    assert list(read_each(data, [0], -1, lines_of_page)) == []


def _character_by_character(lines: list[str]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("STSong-Light", 16)
    for row, line in enumerate(lines):
        left = 80.0
        for character in line:
            canvas.drawString(left, 700 - row * 28, character)
            left += pdfmetrics.stringWidth(character, "STSong-Light", 16)
    canvas.save()
    return buffer.getvalue()
