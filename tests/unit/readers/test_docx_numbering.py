"""Numbers that Word counts by itself stand before their paragraphs in the text layer."""

from typing import Any

import pytest

from pipeline.readers import ReadLimits
from pipeline.readers.docx import read_docx
from pipeline.readers.docx_numbering import chinese_numeral
from tests.unit.readers.report_files import make_docx

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DEFINITION = (
    f'<w:abstractNum {WORD} w:abstractNumId="90">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl>'
    "</w:abstractNum>"
)
LISTS = (
    f'<w:num {WORD} w:numId="91"><w:abstractNumId w:val="90"/></w:num>',
    f'<w:num {WORD} w:numId="92"><w:abstractNumId w:val="90"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
)


def add_numbered(document: Any, text: str, level: int, number: int = 91) -> None:
    from docx.oxml import parse_xml

    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {WORD}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def define_lists(document: Any) -> None:
    from docx.oxml import parse_xml

    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(DEFINITION))
    for definition in LISTS:
        numbering.append(parse_xml(definition))


def test_headings_are_counted_as_word_shows_them() -> None:
    def fill(document: Any) -> None:
        define_lists(document)
        for text, level in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 2), ("己", 0), ("庚", 1), ("辛", 3)):
            add_numbered(document, text, level)
        document.add_paragraph("无号")
        add_numbered(document, "壬", 0, number=92)
        add_numbered(document, "癸", 0)

    assert read_docx(make_docx(fill), "a.docx", ReadLimits()).text_layer.split("\n") == [
        "一、甲", "（一）乙", "（二）丙", "二.1.丁", "二.2.戊", "二、己", "（一）庚", "辛", "无号", "五、壬", "三、癸",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (99, "九十九"), (105, "一〇五")],
)
def test_numbers_become_chinese_numerals(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral
