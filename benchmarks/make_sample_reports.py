"""Makes the sample reports of `seeds/reports/` that are not plain UTF-8: HTML, PDF, DOCX and other character sets.

What belongs here: the formats, with the flaws of real files (furniture, cut lines). The words of each report stand in
`benchmarks/sample_reports/*.txt`. Run `python benchmarks/make_sample_reports.py` after a change of either.
"""

from __future__ import annotations

import datetime
import html
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

SOURCES = Path(__file__).parent / "sample_reports"
REPORTS = Path(__file__).parents[1] / "seeds" / "reports"

FIXED_TIME = datetime.datetime(2024, 2, 5, 9, 0, 0, tzinfo=datetime.UTC)
"""Stands for every time stamp inside a made file, so that the same text gives the same bytes."""

PDF_FONT, PDF_FONT_SIZE, PDF_LEADING, PDF_MARGIN = "STSong-Light", 12, 18.5, 80.0
PDF_LINES_A_PAGE = 36
"""Chosen so that the first page ends inside a number."""

HANGING = "，。、；：）”》%"
"""Marks that may stand past the margin but never begin a line, as Chinese typesetting asks."""


def source_text(name: str) -> str:
    """The words of one report, lines ended by a line feed."""
    return (SOURCES / f"{name}.txt").read_text(encoding="utf-8")


def html_page(text: str) -> bytes:
    """A page of a content management system that says GB2312 and is GB18030, as such pages are."""
    title, *lines = text.splitlines()
    paragraphs = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)
    template = (SOURCES / "page_template.html").read_text(encoding="utf-8")
    return template.replace("[[title]]", html.escape(title)).replace("[[body]]", paragraphs).encode("gb18030")


def wrapped_lines(text: str, width: float) -> Iterator[str]:
    """Lines cut where the paper ends, inside sentences and inside numbers, as PDF writers leave them."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for paragraph in text.splitlines():
        line = "　　" if paragraph else ""
        for character in paragraph:
            if character not in HANGING and stringWidth(line + character, PDF_FONT, PDF_FONT_SIZE) > width:
                yield line
                line = ""
            line += character
        yield line


def pdf_file(text: str) -> bytes:
    """A printed report: fixed lines, page numbers at the foot, no structure but the place of the glyphs."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont(PDF_FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("2023年全市科技工作情况和2024年全市科技工作打算")
    canvas.setAuthor("淄博市科学技术局")
    width, height = A4
    lines = [line for line in wrapped_lines(text, width - 2 * PDF_MARGIN) if line.strip()]
    for first in range(0, len(lines), PDF_LINES_A_PAGE):
        canvas.setFont(PDF_FONT, PDF_FONT_SIZE)
        for row, line in enumerate(lines[first : first + PDF_LINES_A_PAGE]):
            canvas.drawString(PDF_MARGIN, height - PDF_MARGIN - row * PDF_LEADING, line)
        canvas.drawCentredString(width / 2, PDF_MARGIN / 2, f"— {first // PDF_LINES_A_PAGE + 1} —")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def docx_file(text: str) -> bytes:
    """A Word document with headings and one table. `#` opens a heading, `@table` … `@end` a table, `@meta` a byline."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.author, properties.title = "合肥市科技局", "2023年工作总结和2024年工作计划"
    properties.created = properties.modified = FIXED_TIME
    lines = iter(text.splitlines())
    for line in lines:
        mark, _, rest = line.partition(" ")
        if mark == "@table":
            document.add_paragraph(rest)
            rows = [row.split("|") for row in iter(lines.__next__, "@end")]
            table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for row in rows:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words
        elif mark in {"#", "##", "###"}:
            document.add_heading(rest, level=len(mark) - 1)
        else:
            document.add_paragraph(rest if mark == "@meta" else line)
    target = io.BytesIO()
    document.save(target)
    return with_fixed_times(target.getvalue())


def with_fixed_times(archive: bytes) -> bytes:
    """The same zip archive, every member stamped with the fixed time."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            stamped = zipfile.ZipInfo(member.filename, FIXED_TIME.timetuple()[:6])
            stamped.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(stamped, old.read(member))
    return target.getvalue()


def windows_text(text: str) -> bytes:
    """UTF-8 with a byte order mark and CRLF, as a Windows editor saves it."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def utf16_text(text: str) -> bytes:
    """UTF-16 with a byte order mark, the `Unicode` of old Windows editors."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def gb18030_text(text: str) -> bytes:
    """GB18030 without any mark: nothing but the bytes says which character set it is."""
    return text.encode("gb18030")


MADE_REPORTS: dict[str, Callable[[str], bytes]] = {
    "zibo_2022_summary_2023_plan.html": html_page,
    "zibo_2023_summary_2024_plan.pdf": pdf_file,
    "hefei_2023_summary_2024_plan.docx": docx_file,
    "kunshan_2022_summary_2023_plan.txt": windows_text,
    "shenzhen_2022_summary_2023_plan.txt": utf16_text,
    "mianyang_2022_summary_2023_plan.txt": gb18030_text,
}


def make_report(file_name: str) -> bytes:
    """The bytes of one sample report. Needs the extra `dev` (reportlab) for the PDF."""
    return MADE_REPORTS[file_name](source_text(Path(file_name).stem))


def main() -> None:
    for file_name in MADE_REPORTS:
        data = make_report(file_name)
        (REPORTS / file_name).write_bytes(data)
        sys.stdout.write(f"{file_name}: {len(data)} bytes\n")


if __name__ == "__main__":
    main()
