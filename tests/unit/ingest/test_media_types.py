"""Media types come from bytes, whatever the file is called."""

import io
import zipfile

import pytest

from pipeline.ingest.media_types import (
    BINARY,
    DOCX,
    EMPTY,
    ENCRYPTED_OFFICE,
    HTML,
    LEGACY_OFFICE,
    LEGACY_WORD,
    LEGACY_WORKBOOK,
    PDF,
    PLAIN_TEXT,
    ZIP,
    find_media_type,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def archive_with(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", EMPTY),
        (b"%PDF-1.7\n...", PDF),
        (b"\r\nserver says:\n%PDF-1.4\n...", PDF),
        ("如何打开 %PDF- 文件".encode(), PLAIN_TEXT),
        (archive_with("[Content_Types].xml", "word/document.xml"), DOCX),
        (archive_with("a.txt"), ZIP),
        (
            archive_with("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (archive_with("OFD.xml"), "application/ofd"),
        (OLE + "WordDocument".encode("utf-16-le"), LEGACY_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED_OFFICE),
        (OLE + "Workbook".encode("utf-16-le"), LEGACY_WORKBOOK),
        (OLE + "PowerPoint".encode("utf-16-le"), LEGACY_OFFICE),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"<!DOCTYPE html><html></html>", HTML),
        (b"  <div class='a'>x</div>", HTML),
        (b"<!-- made by a system --><p>x", HTML),
        (b"\xef\xbb\xbf<HTML><head>", HTML),
        ("<html><body>研发</body></html>".encode("utf-16"), HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', HTML),
        (b'<?xml version="1.0"?><report/>', "application/xml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "multipart/related"),
        ("研发经费投入增长12%，a<b".encode(), PLAIN_TEXT),
        ("研发经费投入增长12%".encode("gb18030"), PLAIN_TEXT),
        ("2022年增长12.5%，列第3位".encode("utf-16-le"), PLAIN_TEXT),
        (bytes(range(32)) * 20, BINARY),
        (b"\x00" * 100, BINARY),
    ],
)
def test_media_type_is_found_from_content(content: bytes, media_type: str) -> None:
    assert find_media_type(content) == media_type
