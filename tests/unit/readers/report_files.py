"""Report files of every format, made while the tests run. Fonts come from reportlab's own character collections."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

SENTENCE = "2022年，全市实现地区生产总值4402.6亿元，按可比价格计算，比上年增长4.7%。"
PARAGRAPH = SENTENCE + "其中，第一产业增加值197.64亿元，增长4.7%；第二产业增加值2173.4亿元，增长5.1%。"
HEADER = "某市人民政府公报 2023年第5期"


def make_pdf(
    paragraphs: Sequence[str],
    *,
    title: str = "某市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告",
    table: Sequence[Sequence[str]] = (),
    indent: float = 32,
    header: str = "",
    page_numbers: bool = False,
) -> bytes:
    """A PDF in the usual layout of reports: 16 point, first lines indented by two characters, centred title."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    body = ParagraphStyle("body", fontName=font, fontSize=16, leading=28, firstLineIndent=indent, wordWrap="CJK")
    heading = ParagraphStyle("title", fontName=font, fontSize=22, leading=34, alignment=1, wordWrap="CJK")

    def decorate(canvas: object, document: object) -> None:
        canvas.setFont(font, 10.5)  # type: ignore[attr-defined]
        if page_numbers:
            canvas.drawCentredString(297, 30, f"— {document.page} —")  # type: ignore[attr-defined]
        if header:
            canvas.drawCentredString(297, 810, header)  # type: ignore[attr-defined]

    story = [Paragraph(title, heading)] if title else []
    story += [Paragraph(text, body) for text in paragraphs]
    if table:
        story.append(Table([list(row) for row in table], style=[("FONT", (0, 0), (-1, -1), font, 12)]))
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, leftMargin=80, rightMargin=80)
    document.build(story, onFirstPage=decorate, onLaterPages=decorate)
    return buffer.getvalue()


def make_scan() -> bytes:
    """A PDF of one page with a picture and no text."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 50, 50, 400, 600)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lock_pdf(data: bytes, user_password: str) -> bytes:
    """The PDF encrypted; with an empty user password anyone may open it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=user_password, owner_password="owner")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def make_docx(fill: Callable[[object], None]) -> bytes:
    """A DOCX whose python-docx document `fill` writes to."""
    import docx

    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
