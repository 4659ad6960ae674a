"""Ruled tables: cells that wrap are whole again, and nothing is written where its place is in doubt."""

import io
import time
from typing import Any

import pytest

from pipeline.readers import ReadLimits
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf_lines import Line, Page
from pipeline.readers.pdf_tables import RuledTable, place_tables, restore_tables
from tests.unit.readers.report_files import PARAGRAPH

FRAMED = "框中一段说明，不是表格。"
ROWS = (("指标", "2022年"), ("高新技术企业", "1371"))
COVERED = (
    Line("指标 2022年", 100, 300, 480, 10),
    Line("高新技术 1371", 100, 300, 464, 10),
    Line("企业", 100, 120, 450, 10),
)


def make_ruled_pdf() -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=12, leading=15, wordWrap="CJK")
    texts = (
        ("指标名称", "单位", "2021年", "2022年"),
        ("科技型中小企业评价入库数量", "家", "1379", "1822"),
        ("技术合同成交额", "亿元", "", "226.69"),
    )
    cells = [[Paragraph(text, style) for text in row] for row in texts]
    table = Table(cells, colWidths=[70, 50, 60, 60], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    buffer = io.BytesIO()
    frame = Table([[Paragraph(FRAMED, style)]], style=[("BOX", (0, 0), (-1, -1), 0.5, colors.black)])
    SimpleDocTemplate(buffer).build([Paragraph(PARAGRAPH, style), table, Paragraph("表后一段。", style), frame])
    return buffer.getvalue()


def test_wrapped_cells_are_whole_again() -> None:
    text = read_pdf(make_ruled_pdf(), "report.pdf", ReadLimits()).text_layer
    assert (
        "\n\n指标名称\t单位\t2021年\t2022年\n科技型中小企业评价入库数量\t家\t1379\t1822\n技术合同成交额\t亿元\t\t226.69\n\n表后一段。"
    ) in text
    assert text.endswith(FRAMED), "a frame around text is no table"
    assert "".join(text.split()).startswith(PARAGRAPH)


def test_table_stands_in_the_place_of_its_lines() -> None:
    before, after = Line("前文", 100, 300, 600, 10), Line("后文", 100, 300, 400, 10)
    page = place_tables(Page((before, *COVERED, after)), [RuledTable(ROWS, 90, 440, 310, 500)])
    assert [(line.text, line.is_row) for line in page.lines] == [
        ("前文", False), ("指标\t2022年", True), ("高新技术企业\t1371", True), ("后文", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        RuledTable(ROWS, 90, 40, 310, 100),
        RuledTable((*ROWS, ("别的页面上的文字", "99")), 90, 440, 310, 500),
    ],
)
def test_table_of_doubtful_place_is_left_alone(table: RuledTable) -> None:
    assert place_tables(Page(COVERED), [table]) == Page(COVERED)


def test_pages_without_gaps_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    monkeypatch.setattr(pdfplumber, "open", lambda _: pytest.fail("pdfplumber was asked"))
    assert restore_tables(b"", [Page((Line("正文"),))], 1.0) == [Page((Line("正文"),))]


@pytest.mark.parametrize("failure", ["time", "error"])
def test_lines_stand_where_tables_cannot_be_found(failure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber.page

    def fail(_: Any) -> None:
        raise ValueError("broken page")

    if failure == "error":
        monkeypatch.setattr(pdfplumber.page.Page, "find_tables", fail)
    else:
        clock = iter(range(0, 1000, 100))
        monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    text = read_pdf(make_ruled_pdf(), "report.pdf", ReadLimits()).text_layer
    assert "226.69" in text
    assert "评价入库数量" not in text.split("\n"), "the cell is still in pieces"
