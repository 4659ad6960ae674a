"""DOCX bodies in order, with what Word hides in tags, controls, changes and numbering."""

import io
import zipfile
from typing import Any

import pytest

from pipeline.readers import ReadLimits
from pipeline.readers.docx import read_docx
from tests.unit.readers.report_files import SENTENCE, make_docx

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text_of(data: bytes) -> str:
    return read_docx(data, "report.docx", ReadLimits()).text_layer


def add_xml(document: Any, xml: str) -> None:
    """Appends an element to the body; the prefix `w:` needs no declaration."""
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:body {WORD}>{xml}</w:body>")[0])


def test_paragraphs_and_tables_come_in_order() -> None:
    def fill(document: Any) -> None:
        document.add_heading("工作总结", 1)
        document.add_paragraph(SENTENCE)
        table = document.add_table(3, 3)
        for row, cells in zip(
            table.rows, (("指标", "2022年", ""), ("研发经费", "120.14", "亿元"), ("", "", "")), strict=True
        ):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        table.rows[0].cells[1].merge(table.rows[0].cells[2])
        document.add_paragraph("表后。")

    assert text_of(make_docx(fill)) == f"工作总结\n{SENTENCE}\n指标\t2022年\n研发经费\t120.14\t亿元\n表后。"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:r><w:t>增长</w:t></w:r><w:smartTag><w:r><w:t>12</w:t></w:r></w:smartTag></w:p>", "增长12"),
        (
            "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            "新增",
        ),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件内"),
        (
            "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r></w:p>",
            "甲\t乙\n丙-",
        ),
        ("<w:p><w:r><w:t>页</w:t><w:br w:type='page'/><w:t>末</w:t></w:r></w:p>", "页\f末"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>域</w:t></w:r></w:p>", "域"),
        (
            "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>",
            "正文\n框内",
        ),
        (
            "<w:p><w:r><w:t>1234</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
            "<w:r><w:t>件</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>[2]</w:t></w:r></w:p>",
            "1234¹件[2]",
        ),
        (
            "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>80</w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr>"
            "<w:t>87</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>家</w:t></w:r></w:p>",
            "87家",
        ),
    ],
)
def test_text_is_found_wherever_word_puts_it(xml: str, text: str) -> None:
    assert text_of(make_docx(lambda document: add_xml(document, xml))) == text


def test_entities_of_a_document_are_not_resolved() -> None:
    original = make_docx(lambda document: document.add_paragraph("XX"))  # type: ignore[attr-defined]
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                doctype = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
                data = data.replace(b"?>", b"?>" + doctype, 1).replace(b">XX<", "> 前&secret;后<".encode())
            target.writestr(name, data)
    assert text_of(buffer.getvalue()).strip() == "前后"
