"""Hostile report files, made while the tests run: small on disk, large or endless when read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx_of(document: bytes | Iterable[bytes], *, extra_members: int = 0) -> bytes:
    """A DOCX with the given `word/document.xml`, in pieces if it is large."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for piece in [document] if isinstance(document, bytes) else document:
                member.write(piece)
        for number in range(extra_members):
            archive.writestr(f"word/media/{number}", b"")
    return buffer.getvalue()


def body_of(content: str, doctype: str = "") -> bytes:
    """`word/document.xml` with the given content of its body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{content}</w:body>'
        "</w:document>"
    ).encode()


def zeros(mebibytes: int) -> Iterable[bytes]:
    """A document part of blanks that packs a thousandfold."""
    yield body_of("").removesuffix(b"</w:document>")
    for _ in range(mebibytes):
        yield b" " * 1024 * 1024
    yield b"</w:document>"


def with_false_sizes(docx: bytes) -> bytes:
    """The archive with its directory saying that each member unpacks to 100 bytes."""
    data = bytearray(docx)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", data, place + 24, 100)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def pdf_of(objects: Iterable[bytes]) -> bytes:
    """A PDF of the given numbered objects; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start)
    return bytes(out)


def pdf_of_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)]
        + [page] * count
    )


def pdf_of_its_own_child() -> bytes:
    """The page tree contains itself."""
    return pdf_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"]
    )


def pdf_with_content(content: bytes, *, forms: bytes = b"") -> bytes:
    """One page that draws `content`, packed; `/F0` is a form that draws `forms`, and may draw itself."""

    def stream(data: bytes, entries: bytes = b"") -> bytes:
        packed = zlib.compress(data, 1)
        return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)

    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /F0 6 0 R >> >>"
    return pdf_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % resources,
        stream(content),
        font,
        stream(forms, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources),
    ])  # fmt: skip
