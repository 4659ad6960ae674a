"""One report from bytes to text: finds the format from the content and hands it to that format's reader.

What belongs here: the choice of the reader and of the process that it runs in. What does not: any format.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePath

from pipeline.errors import UnreadableReportError
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
    PRESENTATION,
    WORKBOOK,
    ZIP,
    find_media_type,
)
from pipeline.readers.limits import MEBIBYTE, ReadLimits, ReadReport
from pipeline.readers.plain_text import read_plain_text
from pipeline.vocabulary import QuarantineReason

DEFAULT_LIMITS = ReadLimits()
_ISOLATED = {PDF: "PDF", DOCX: "DOCX"}
_LARGEST_TRUSTED_PAGE = 2 * MEBIBYTE
"""Bytes up to which a page is parsed in this process, in some 10 ms for 100 kB."""
_MOST_TRUSTED_NODES = 1_000_000
"""Elements times nesting: a parser may open every unclosed element anew in each that follows. Real pages: 100,000."""
_CROWDED_TAG = 1_000
"""Signs between attributes from which a tag is suspicious; pictures written into their tags have as many."""
_TAG = re.compile(rb"<(/?)(?!(?:p|br|li|td|th|tr|dd|dt|img|hr|meta|link|input|option|col)\b)[a-zA-Z]", re.IGNORECASE)
_SAMPLE = 20_000
"""Characters at the head of a text that tell whether it is legible."""
_MISREAD, _CHINESE = re.compile("[À-ÖØ-öø-ÿ]"), re.compile("[\u4e00-\u9fff]")
_LEAST_MISREAD = 20
_NUMBER = re.compile("[0-9０-９〇零一二三四五六七八九十百千万亿]+")
# Names that promise a format which a file of plain text, unknown bytes or a bare archive does not hold.
_PROMISES = {".docx": "DOCX", ".pdf": "PDF", ".doc": "Word", ".wps": "WPS", ".xls": "Excel", ".xlsx": "Excel"}
_AS_CSV = "Save the sheet as CSV, with the title of its table on top, and give that file by name"
_CALLED = {
    WORKBOOK: "workbooks (XLSX)",
    PRESENTATION: "presentations (PPTX)",
    LEGACY_WORKBOOK: "workbooks (XLS)",
    LEGACY_WORD: "documents of old Word (DOC)",
    LEGACY_OFFICE: "files of old Office or WPS",
    ZIP: "archives (ZIP)",
}
"""Kinds of file whose media type tells nobody what they are."""
_REMEDIES = {
    WORKBOOK: _AS_CSV,
    LEGACY_WORKBOOK: _AS_CSV,
    PRESENTATION: "Save it as PDF, and give the new file",
    LEGACY_WORD: "Open the old .doc in Word or WPS, save it as DOCX, and give the new file",
    LEGACY_OFFICE: "Save it as DOCX or PDF, and give the new file",
    "application/rtf": "Open the RTF in Word or WPS, save it as DOCX, and give the new file",
    "application/ofd": "Save the OFD as PDF, and give the new file",
    "application/vnd.oasis.opendocument.text": "Save it as DOCX, and give the new file",
    ZIP: "Unpack the archive, and give the files in it",
    "application/x-7z-compressed": "Unpack the archive, and give the files in it",
    "application/vnd.rar": "Unpack the archive, and give the files in it",
    "application/gzip": "Unpack the archive, and give the files in it",
    "multipart/related": "Open the page in a browser, save it as HTML, and give the new file",
    "application/xml": "Open it in the program that wrote it, save it as DOCX or PDF, and give the new file",
}


def read_report(data: bytes, file_name: str, limits: ReadLimits = DEFAULT_LIMITS) -> ReadReport:
    """Turns the bytes of one file into its text layer.

    The format is found from the content; `file_name` serves for messages, and where it promises a format that the
    content does not hold. Raises UnreadableReportError with reason and remedy for whatever cannot be read in `limits`.
    """
    report = _read(data, file_name, limits)
    _check_characters(report.text_layer[:_SAMPLE], file_name)
    _check_numbers(report.text_layer, file_name, limits)
    return report


def _check_characters(sample: str, file_name: str) -> None:
    """Stops at text that some program saved as it had misread it, each Chinese character as some of Latin."""
    misread = len(_MISREAD.findall(sample))
    if misread > max(_LEAST_MISREAD, len(_CHINESE.findall(sample))):
        raise UnreadableReportError(
            file_name,
            QuarantineReason.UNREADABLE,
            "its Chinese was taken for another character set when it was saved (市 became å¸‚ or ÊÐ)",
            "Fetch the report again from where it shows well, and give that file",
        )


def _check_numbers(text: str, file_name: str, limits: ReadLimits) -> None:
    """Stops at the first number that is too many: what comes later works on all of them at once."""
    if len(text) < 2 * limits.max_numbers:  # each is followed by something else
        return
    if next(islice(_NUMBER.finditer(text), limits.max_numbers, None), None) is not None:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.TOO_LARGE,
            f"the text holds more than the {limits.max_numbers:,} numbers allowed",
            "Split the file, or raise the limit (--limit max_numbers=N)",
        )


def _read(data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    media_type = find_media_type(data)
    if media_type == EMPTY:
        raise UnreadableReportError(file_name, QuarantineReason.EMPTY, "the file has 0 bytes", "Fetch the file again")
    if len(data) > limits.max_bytes:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.TOO_LARGE,
            f"the file has {len(data):,} bytes, more than the {limits.max_bytes:,} allowed",
            "Split the file, or raise the limit (--limit max_bytes=N)",
        )
    if media_type in (PLAIN_TEXT, BINARY):
        _check_promise(file_name)
        return read_plain_text(data, file_name, limits)
    if media_type == HTML:
        return _read_page(data, file_name, limits)
    if media_type in _ISOLATED:
        from pipeline.readers.isolation import read_in_isolation

        return read_in_isolation(_ISOLATED[media_type], data, file_name, limits)
    if media_type == ZIP:
        _check_promise(file_name)
    raise _unsupported(file_name, media_type)


def _check_promise(file_name: str) -> None:
    promised = _PROMISES.get(PurePath(file_name).suffix.lower())
    if promised is not None:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.UNREADABLE,
            f"its name says {promised}, but its content is not that (damaged, cut off or misnamed)",
            "Fetch the file again; if it is plain text, name it .txt",
        )


def _read_page(data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    """Reads a page in this process, or in one of its own where its size or its tags could take long."""
    tags, depth = _count_tags(data)
    if depth > limits.max_depth:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.TOO_LARGE,
            f"the elements of the page are nested {depth:,} deep, more than the {limits.max_depth:,} allowed",
            "Open the page in a browser, and save it as text",
        )
    if len(data) > _LARGEST_TRUSTED_PAGE or tags * depth > _MOST_TRUSTED_NODES or _has_crowded_tag(data):
        from pipeline.readers.isolation import read_in_isolation

        return read_in_isolation("HTML", data, file_name, limits)
    from pipeline.readers.html import read_html

    return read_html(data, file_name, limits)


def _count_tags(data: bytes) -> tuple[int, int]:
    """How many elements a page opens, and an upper bound on how deep they are nested, from the tags alone."""
    depth = deepest = 0
    for closing in _TAG.findall(data):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return data.count(b"<"), deepest


def _has_crowded_tag(data: bytes) -> bool:
    """Whether a tag may hold very many attributes: the parser compares each with all before it."""
    for piece in data.split(b"<"):
        if len(piece) > _CROWDED_TAG:
            tag = piece.partition(b">")[0]
            if len(tag) - len(tag.translate(None, b"= \t\r\n\f/")) > _CROWDED_TAG:
                return True
    return False


def _unsupported(file_name: str, media_type: str) -> UnreadableReportError:
    if media_type == ENCRYPTED_OFFICE:
        return UnreadableReportError(
            file_name,
            QuarantineReason.PASSWORD,
            "the Office file is locked by a password",
            "Save it without the password, and give the new file",
        )
    remedy = "Give the report as text, HTML, PDF or DOCX"
    if media_type.startswith("image/"):
        remedy = "Recognise its text (OCR), and give the text"
    return UnreadableReportError(
        file_name,
        QuarantineReason.UNSUPPORTED,
        f"{_CALLED.get(media_type) or 'files of the type ' + media_type} are not read",
        _REMEDIES.get(media_type, remedy),
    )
