"""Tells the media type of a file from its bytes; its name decides nothing.

What belongs here: signatures. What does not: whether a file can be read (`pipeline.readers`), and character sets.
"""

from __future__ import annotations

import re
from mmap import mmap

PLAIN_TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LEGACY_WORD = "application/msword"
LEGACY_WORKBOOK = "application/vnd.ms-excel"
LEGACY_OFFICE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-ole-encrypted-package"
ZIP = "application/zip"
BINARY = "application/octet-stream"
EMPTY = "inode/x-empty"

_HEAD_BYTES = 4096
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh9", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\x00", "application/x-executable"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"ID3", "audio/mpeg"),
    (b"RIFF", "application/x-riff"),
)
# What a zip archive holds is told by names that stand uncompressed in it.
_ZIP_MEMBERS = (
    (re.compile(rb"word/document"), DOCX),
    (re.compile(rb"xl/workbook"), WORKBOOK),
    (re.compile(rb"ppt/presentation"), PRESENTATION),
    (re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.text"), "application/vnd.oasis.opendocument.text"),
    (re.compile(rb"OFD\.xml"), "application/ofd"),
)
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    (re.compile(re.escape("EncryptedPackage".encode("utf-16-le"))), ENCRYPTED_OFFICE),
    (re.compile(re.escape("WordDocument".encode("utf-16-le"))), LEGACY_WORD),
    (re.compile(re.escape("Workbook".encode("utf-16-le"))), LEGACY_WORKBOOK),
)
_PDF_AFTER_JUNK = re.compile(rb"(?:^|[\r\n])%PDF-[12]\.")
_MHTML = re.compile(rb"(?i)\A\s*(?:from:[^\n]*\n|subject:[^\n]*\n|date:[^\n]*\n)*mime-version:")
_HTML = re.compile(
    rb"(?i)<!doctype\s+html|<(?:html|head|body)[\s>]"
    rb"|\A\s*(?:<!--.{0,1000}?-->\s*)?<(?:meta|title|link|script|style|div|p|table|center|span|font|h[1-6]|br)[\s/>]",
    re.DOTALL,
)
_XML = re.compile(rb"\A\s*<\?xml\s")
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
"""Control characters that no text holds: white space may stand in one, and the end mark and escapes of old programs."""
_CONTROL_SHARE = 0.3
"""Above the share in any text, UTF-16 with many ASCII characters aside (whose zero bytes are not counted)."""


def find_media_type(content: bytes | mmap) -> str:
    """The media type of a whole file. Text without markup is `text/plain`, in whatever character set."""
    head = content[:_HEAD_BYTES]
    if not head:
        return EMPTY
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return _first_match(_ZIP_MEMBERS, content, ZIP)
    if head.startswith(_OLE_SIGNATURE):
        return _first_match(_OLE_STREAMS, content, LEGACY_OFFICE)
    return _markup_or_text(head)


def _markup_or_text(head: bytes) -> str:
    if _PDF_AFTER_JUNK.search(head, 0, 1024):
        return PDF
    # Without zero bytes and byte order mark, the tags of a UTF-16 page read like those of any other.
    visible = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _MHTML.search(visible):
        return "multipart/related"
    if _HTML.search(visible):
        return HTML
    if _XML.search(visible):
        return "application/xml"
    controls = len(visible) - len(visible.translate(None, CONTROLS))
    return BINARY if not visible or controls > len(visible) * _CONTROL_SHARE else PLAIN_TEXT


def _first_match(patterns: tuple[tuple[re.Pattern[bytes], str], ...], content: bytes | mmap, otherwise: str) -> str:
    return next((media_type for pattern, media_type in patterns if pattern.search(content)), otherwise)
