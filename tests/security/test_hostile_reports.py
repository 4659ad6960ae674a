"""Hostile report files are bounded in time and memory, and put aside with a reason; none harms the run."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.cleaning import clean_text
from pipeline.errors import UnreadableReportError
from pipeline.readers import ReadLimits, read_report
from pipeline.reference import Reference, load_reference
from pipeline.vocabulary import QuarantineReason
from tests.security.hostile_files import (
    body_of,
    docx_of,
    pdf_of_its_own_child,
    pdf_of_pages,
    pdf_with_content,
    with_false_sizes,
    zeros,
)

TEXT = "研发经费投入增长12%。"
TIGHT = ReadLimits(max_seconds=20, max_memory_bytes=512 * 1024 * 1024)
LONGEST_SECONDS = 15.0
"""For one hostile file, on a slow and busy machine; most take a tenth of it."""

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "哈哈哈哈哈哈哈哈">{ENTITIES}]>'
NESTED = "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000
PARAGRAPHS = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 10_000


def many_paragraphs() -> bytes:
    opening = body_of("").removesuffix(b"</w:body></w:document>")
    return docx_of([opening, *[PARAGRAPHS] * 400, b"</w:body></w:document>"])


@pytest.mark.parametrize(
    ("make", "name", "reasons"),
    [
        (lambda: docx_of(zeros(300)), "bomb.docx", {"too_large"}),
        (lambda: with_false_sizes(docx_of(zeros(50))), "false sizes.docx", {"unreadable"}),
        (lambda: docx_of(body_of(""), extra_members=20_000), "members.docx", {"too_large"}),
        (lambda: docx_of(body_of(NESTED)), "nested.docx", {"unreadable"}),
        (lambda: docx_of(body_of("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", LAUGHS)), "laughs.docx", {"unreadable"}),
        (many_paragraphs, "paragraphs.docx", {"too_large"}),
        (lambda: pdf_of_pages(100_000), "pages.pdf", {"too_large"}),
        (pdf_of_its_own_child, "its own child.pdf", {"unreadable", "no_text"}),
        (lambda: pdf_with_content(b"/F0 Do", forms=b"/F0 Do /F0 Do"), "form.pdf", {"too_large", "no_text", "too_slow"}),
        (lambda: pdf_with_content(b"BT /F1 9 Tf " + b"(abc) Tj " * 5_000_000), "long.pdf", {"too_large", "too_slow"}),
        (lambda: pdf_with_content(b" " * 600_000_000), "blanks.pdf", {"too_large", "no_text"}),
        (lambda: b"<div>" * 100_000 + TEXT.encode(), "nested.html", {"too_large"}),
        (lambda: b"<font size=1>" * 100_000 + TEXT.encode(), "unclosed.html", {"too_large"}),
        (lambda: b"<html><body>" + b"<!--" * 300_000, "comments.html", {"no_text"}),
        (lambda: b"\x00" * 5_000_000, "zeros.txt", {"binary"}),
        (lambda: b"a" * (64 * 1024 * 1024 + 1), "large.txt", {"too_large"}),
        (lambda: b"1" * 20_000_001, "long.txt", {"too_large"}),
        (lambda: "，".join(map(str, range(1_000_000))).encode(), "a million numbers.txt", {"too_large"}),
    ],
)
def test_hostile_file_is_put_aside_in_bounded_time(make: Callable[[], bytes], name: str, reasons: set[str]) -> None:
    data = make()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    started = time.monotonic()
    with pytest.raises(UnreadableReportError) as caught:
        read_report(data, name, TIGHT)
    assert time.monotonic() - started < LONGEST_SECONDS
    assert caught.value.reason in {QuarantineReason(reason) for reason in reasons}
    assert caught.value.remedy
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # where the count of a child begins
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak <= max(before, own, TIGHT.max_memory_bytes // 1024) + 64 * 1024


AWKWARD = {
    "nested": b"<div>" * 4_000,
    "unclosed": b"<body>" + b"".join(b"<font size=%d>" % n for n in range(390)) + b"<p>x" * 9_000,
    "attributes": b"<body><p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">",
    "spans": b"<body><table>" + b"<tr><td colspan=999 rowspan=999>x" * 9_000 + b"<tr><td>",
    "items": b"<body>" + b"<li>x" * 100_000,
    "preformatted": b"<body>" + b"<pre>\n" * 3_000,
    "brackets": b"<body>" + b"<" * 1_000_000,
    "entities": b"<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><body>&b;",
}
"""What stands on a page before the text that is to be read."""


@pytest.mark.parametrize("kind", AWKWARD)
def test_awkward_page_is_still_read_in_bounded_time(kind: str) -> None:
    started = time.monotonic()
    assert TEXT in read_report(AWKWARD[kind] + TEXT.encode(), "page.html", TIGHT).text_layer
    assert time.monotonic() - started < LONGEST_SECONDS


def test_reader_process_can_write_no_file_and_has_a_bounded_memory(tmp_path: Path) -> None:
    program = (
        "import resource\n"
        "from pipeline.readers import ReadLimits\n"
        "from pipeline.readers.isolated import _limit_resources\n"
        "_limit_resources(ReadLimits(max_memory_bytes=300 * 2**20))\n"
        "for name in ('AS', 'FSIZE', 'CORE'): print(resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0])\n"
        "try: bytes(400 * 2**20)\n"
        "except MemoryError: print('bounded')\n"
        "try:\n"
        f"    with open({str(tmp_path / 'written')!r}, 'w') as file: file.write('x')\n"
        "except OSError as error: print('no file', error.errno)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:5] == [str(300 * 2**20), "0", "0", "bounded", "no file 27"]


def test_spans_widen_a_table_only_so_far() -> None:
    text = read_report(AWKWARD["spans"] + TEXT.encode(), "page.html", TIGHT).text_layer
    assert max(map(len, text.splitlines())) < 500


STRANGE = {
    "NUL bytes": "\x00全市\x00技术合同成交额\x00281.76亿元".encode(),
    "lone surrogates": "全市技术合同成交额".encode() + b"\xed\xa0\x80" + "281.76亿元".encode() + b"\xed\xbf\xbf",
    "direction marks": "全市\u202e技术合同\u200f成交额\u2066281.76亿元\u2069".encode(),
    "escape sequences": "全市\x1b[2J\x1b]0;x\x07技术合同成交额\x9bm281.76亿元".encode(),
    "zero-width signs": "全市技术\u200b合同\ufeff成交额281.76亿元".encode(),
    "combining marks": ("全市技术合同成交额281.76亿元" + "\u0301" * 100_000).encode(),
}
"""A sentence about a figure, with characters in it that no text should have."""
BEFORE, AFTER = (
    "淄博市科学技术局2023年工作总结\n2023年，".encode(),
    "，同比增长10.5%。全年完成各项任务。\n".encode() * 5,
)


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_characters_neither_stop_a_report_nor_leave_it(kind: str, reference: Reference) -> None:
    read, report, ledger = flow.extract_text(BEFORE + STRANGE[kind] + AFTER, "strange.txt", reference, TIGHT)
    numbers = {entry.number: read.text_layer[entry.start : entry.end] for entry in ledger}
    assert {"281.76", "10.5"} <= numbers.keys()
    assert all(number == printed for number, printed in numbers.items())
    assert not set(report.text) & set("\x00\x1b\x07\x9b\u202e\u200f\u2066\u2069")
    assert read.text_layer.encode().decode() == read.text_layer


def test_nul_bytes_surrogates_and_direction_marks_are_read_as_blanks(reference: Reference) -> None:
    text = "全市\x00研发\u202e经费\u200f投入\u2066达到\u206912.5亿元，比上年增长3%，占比2.1%，居全省第3位，稳步提高。"
    data = text.encode() + b"\xed\xa0\x80"
    report = read_report(data, "marks.txt")
    assert report.text_layer.startswith(text)
    assert report.text_layer[len(text) :] == "\ufffd" * 3
    clean = clean_text(report.text_layer, reference).text
    assert clean.startswith("全市 研发 经费 投入 达到 12.5亿元")
    assert not set(clean) & set("\x00\u202e\u200f\u2066\u2069")
    assert report.text_layer.encode().decode() == report.text_layer


def test_markup_in_a_text_report_stays_text() -> None:
    text = "2023年工作总结\n<script>alert(1)</script>投入增长12%，" + "完成各项任务。" * 5
    report = read_report(text.encode(), "=cmd|'/c calc'!A1.txt")
    assert (report.reader, report.text_layer) == ("text", text)


STRESS = {
    "one line": "全市高新技术企业达到1371家，同比增长33.5%，" * 12_000,
    "short lines": "发布日期\n" * 60_000,
    "digits": "1" * 300_000,
    "points": "1·" * 150_000,
    "full-width digits apart": "１家" * 150_000,
    "blanks": " \u3000\t" * 100_000 + "x",
    "line ends": "\r\n" * 150_000,
    "breadcrumbs": "首页>" * 75_000,
    "release lines": "发布日期:2020-02-18 浏览次数: 字体:[ ] " * 8_000,
    "buttons": "【打印本页】 " * 30_000,
    "question marks": "?科技?" * 60_000,
    "brackets": "〔一" * 100_000,
    "spun words": "效劳根底开展" * 40_000,
    "page numbers": "".join(f"{n}\n" for n in range(40_000)),
    "values": "来源：" * 80_000,
}


@pytest.mark.parametrize("kind", STRESS)
def test_cleaning_takes_time_in_proportion(kind: str, reference: Reference) -> None:
    """Twice the text may take three times as long, not four: nothing grows with the square."""
    text = STRESS[kind]
    half, whole = (min(_seconds(part, reference) for _ in range(2)) for part in (text[: len(text) // 2], text))
    assert whole < 3 * half + 0.05
    assert whole < 3.0


@pytest.mark.parametrize("kind", STRESS)
def test_extraction_takes_time_in_proportion(kind: str, reference: Reference) -> None:
    """The same of the whole way from bytes to the ledger, on a twentieth of each text."""
    text = STRESS[kind][: len(STRESS[kind]) // 20] + TEXT

    def seconds(part: str) -> float:
        started = time.process_time()
        flow.extract_text(part.encode(), "stress.txt", reference, TIGHT)
        return time.process_time() - started

    half, whole = (min(seconds(part) for _ in range(2)) for part in (text[len(text) // 2 :], text))
    assert whole < 3 * half + 0.1


def _seconds(text: str, reference: Reference) -> float:
    started = time.process_time()
    assert len(clean_text(text, reference).text) == len(text)
    return time.process_time() - started


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()
