"""Format by content, and what cannot be read goes to quarantine with a reason and a remedy."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UnreadableReportError
from pipeline.readers import LIMIT_NAMES, ReadLimits, read_report
from pipeline.vocabulary import QuarantineReason
from tests.unit.readers.report_files import PARAGRAPH, lock_pdf, make_docx, make_pdf, make_scan

SAMPLES = Path(__file__).resolve().parents[3] / "seeds" / "reports"
PDF = make_pdf([PARAGRAPH])
DOCX = make_docx(lambda document: document.add_paragraph(PARAGRAPH))  # type: ignore[attr-defined]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def misread(charset: str, taken_for: str) -> bytes:
    """A paragraph as a program saves it that took it for another character set."""
    return (PARAGRAPH * 3).encode(charset).decode(taken_for, "ignore").encode("utf-8")


GARBLED = make_pdf(["Tis is jst Latin txt without any Chinese chractr in it."], title="")


@pytest.mark.parametrize(
    ("data", "file_name", "reason"),
    [
        pytest.param(b"", "nothing.txt", QuarantineReason.EMPTY, id="empty file"),
        pytest.param(b"", "nothing.html", QuarantineReason.EMPTY, id="0-byte HTML"),
        pytest.param(b" \r\n\t\n", "blank.txt", QuarantineReason.EMPTY, id="blanks only"),
        pytest.param(bytes(range(256)) * 40, "data.bin", QuarantineReason.BINARY, id="binary file"),
        pytest.param(b"\x7fELF" + bytes(200), "report.txt", QuarantineReason.UNSUPPORTED, id="program named txt"),
        pytest.param(PDF[: len(PDF) // 2], "cut.pdf", QuarantineReason.UNREADABLE, id="truncated PDF"),
        pytest.param(PDF[: len(PDF) - 30], "cut.pdf", QuarantineReason.UNREADABLE, id="PDF cut near its end"),
        pytest.param(b"%PDF-1.7\n%%EOF", "hollow.pdf", QuarantineReason.UNREADABLE, id="PDF of nothing"),
        pytest.param(lock_pdf(PDF, "secret"), "locked.pdf", QuarantineReason.PASSWORD, id="password-protected PDF"),
        pytest.param(make_scan(), "scan.pdf", QuarantineReason.NO_TEXT, id="scanned PDF"),
        pytest.param(GARBLED, "garbled.pdf", QuarantineReason.NO_TEXT, id="PDF without Chinese"),
        pytest.param(b"not a zip at all", "a.docx", QuarantineReason.UNREADABLE, id="DOCX that is not a zip"),
        pytest.param(DOCX[: len(DOCX) // 2], "cut.docx", QuarantineReason.UNREADABLE, id="truncated DOCX"),
        pytest.param(make_docx(lambda _: None), "void.docx", QuarantineReason.NO_TEXT, id="DOCX without text"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "old.doc", QuarantineReason.UNSUPPORTED, id="old .doc"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", QuarantineReason.PASSWORD, id="locked DOCX"
        ),
        pytest.param(b"<html><body></body></html>", "a.html", QuarantineReason.NO_TEXT, id="page without text"),
        pytest.param(b"<html><script>var a='x'</script></html>", "a.html", QuarantineReason.NO_TEXT, id="script only"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a.png", QuarantineReason.UNSUPPORTED, id="picture"),
        pytest.param(b"PK\x03\x04 a.txt", "a.docx", QuarantineReason.UNREADABLE, id="DOCX that was cut"),
        pytest.param(b"PK\x03\x04 a.txt", "a.zip", QuarantineReason.UNSUPPORTED, id="archive"),
        pytest.param(misread("utf-8", "latin-1"), "a.txt", QuarantineReason.UNREADABLE, id="UTF-8 saved as Latin"),
        pytest.param(misread("gbk", "latin-1"), "a.txt", QuarantineReason.UNREADABLE, id="GBK saved as Latin"),
        pytest.param(
            b"<html><body><p>" + misread("utf-8", "cp1252") + b"</p></body></html>",
            "a.html",
            QuarantineReason.UNREADABLE,
            id="page saved as Latin",
        ),
    ],
)
def test_unreadable_file_is_told_with_reason_and_remedy(data: bytes, file_name: str, reason: QuarantineReason) -> None:
    with pytest.raises(UnreadableReportError) as caught:
        read_report(data, file_name)
    error = caught.value
    assert (error.reason, error.file_name) == (reason, file_name)
    assert error.detail
    assert error.remedy[0].isupper()
    assert str(error) == f"{file_name}: {error.detail}. {error.remedy}"


def test_a_workbook_is_called_so_and_can_be_given_as_csv() -> None:
    with pytest.raises(UnreadableReportError, match=r"a\.xls: workbooks \(XLS\) are not read\. Save the sheet as CSV"):
        read_report(OLE + "Workbook".encode("utf-16-le"), "a.xls")


@pytest.mark.parametrize(
    ("data", "file_name", "reader"),
    [
        pytest.param(PARAGRAPH.encode(), "a.txt", "text", id="text"),
        pytest.param(PDF, "a.txt", "pdf", id="PDF named txt"),
        pytest.param(lock_pdf(PDF, ""), "a.pdf", "pdf", id="PDF that anyone may open"),
        pytest.param(DOCX, "a.pdf", "docx", id="DOCX named PDF"),
        pytest.param(f"<p>{PARAGRAPH}".encode(), "a.doc", "html:page", id="HTML named doc, as Word exports it"),
        pytest.param(b"\xff\xfe" + PARAGRAPH.encode("utf-16-le"), "a", "text", id="UTF-16 without ending"),
    ],
)
def test_content_decides_the_reader(data: bytes, file_name: str, reader: str) -> None:
    report = read_report(data, file_name)
    assert report.reader == reader
    assert "".join(report.text_layer.split()).endswith(PARAGRAPH)


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (ReadLimits(max_bytes=10), PARAGRAPH.encode()),
        (ReadLimits(max_characters=10), PARAGRAPH.encode()),
        (ReadLimits(max_characters=10), f"<p>{PARAGRAPH}".encode()),
        (ReadLimits(max_characters=10), PDF),
        (ReadLimits(max_characters=10), DOCX),
        (ReadLimits(max_pages=0), PDF),
        (ReadLimits(max_numbers=3), "投入1亿元，增长2%，居第三位，达到4家。".encode()),
        (ReadLimits(max_unpacked_bytes=1000), DOCX),
        (ReadLimits(max_depth=0), f"<div><div>{PARAGRAPH}".encode()),
    ],
)
def test_limits_bound_every_reader(limits: ReadLimits, data: bytes) -> None:
    with pytest.raises(UnreadableReportError) as caught:
        read_report(data, "large", limits)
    assert caught.value.reason is QuarantineReason.TOO_LARGE


def test_every_limit_stands_in_the_document_with_its_default() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "reliability.md").read_text(encoding="utf-8")
    for name in LIMIT_NAMES:
        assert f"| `{name}` | {int(getattr(ReadLimits(), name)):,} |" in page


def test_text_layer_of_a_text_file_is_the_text_as_stored() -> None:
    stored = "首行文字首行文字\r\n　　二行文字 \x07\u200b\n\n"
    report = read_report(b"\xef\xbb\xbf" + stored.encode(), "a.txt")
    assert report.text_layer == stored
    assert (report.media_type, report.charset) == ("text/plain", "utf-8")
    assert report.warnings == ("1 control characters stand in the text; they are read as spaces.",)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_samples_are_read(path: Path) -> None:
    if path.suffix == ".md":
        pytest.skip("describes the samples")
    report = read_report(path.read_bytes(), path.name)
    assert "科技" in report.text_layer
    assert len(report.text_layer) > 500


def test_reading_plain_text_imports_no_reader_library() -> None:
    program = (
        "import sys; from pipeline.readers import read_report; import pipeline.cleaning\n"
        f"read_report({PARAGRAPH.encode()!r}, 'a.txt')\n"
        "print([name for name in ('pypdfium2', 'docx', 'lxml', 'trafilatura', 'selectolax', 'charset_normalizer',"
        " 'subprocess') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
