"""Reads PDF files by pypdfium2: whether they can be read at all, and the characters of each page with their places.

What belongs here: the file, its pages, its characters. What does not: how lines become paragraphs and rows
(`pdf_layout.py`, `pdf_tables.py`).
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.errors import UnreadableReportError
from pipeline.ingest.media_types import PDF
from pipeline.readers.limits import ReadLimits, ReadReport
from pipeline.readers.pdf_layout import compose_text, make_line
from pipeline.readers.pdf_lines import Line, Page
from pipeline.readers.pdf_lone import drops_characters, lines_of_page
from pipeline.readers.pdf_plumber import read_each
from pipeline.readers.pdf_tables import restore_tables
from pipeline.readers.plain_text import too_many_characters
from pipeline.vocabulary import QuarantineReason

_END_MARK = b"%%EOF"
_TAIL_BYTES = 4096
"""Some programs append a signature or line ends after the end mark, never more than this."""
_WRONG_PASSWORD = 4
_SHARE_FOR_TABLES = 0.4
"""Of the time that a file may take: enough for some 500 pages of tables."""
_SHARE_FOR_LONE = 0.3
"""Of that time, for pages that lack characters: some 350."""
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf]")
_LETTERS = re.compile(r"[^\s\d!-/:-@\[-`{-~，。、；：（）“”《》—％]")
_HAN_SHARE = 0.2
"""Share of Chinese among all letters: above a half in reports, near 0 where a font hides which characters it shows."""
_CHARACTERS_A_PAGE = 8
"""A scanned page shows no characters at all, or those of a stamp or a page number."""


def read_pdf(data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    """The text of a PDF: paragraphs parted by an empty line, lines within them by a line end, pages by a form feed.

    Raises UnreadableReportError: cut off, locked by a password, scanned, or set in fonts that hide their characters.
    """
    if data.rfind(_END_MARK, max(0, len(data) - _TAIL_BYTES)) < 0:
        raise _unreadable(file_name, "the PDF is cut off: its end mark is missing", "Fetch the whole file again")
    document = _open(data, file_name)
    try:
        count = len(document)
        if count > limits.max_pages:
            raise UnreadableReportError(
                file_name,
                QuarantineReason.TOO_LARGE,
                f"the PDF has {count:,} pages, more than the {limits.max_pages:,} allowed",
                "Split the file, or raise the limit (--limit max_pages=N)",
            )
        pages, lacking = _read_pages(document, file_name, limits)
    finally:
        document.close()
    if lacking:
        for index, lines in read_each(data, lacking, limits.max_seconds * _SHARE_FOR_LONE, lines_of_page):
            pages[index] = Page(lines)
    pages = restore_tables(data, pages, limits.max_seconds * _SHARE_FOR_TABLES)
    text, left_out = compose_text(pages)
    _check_characters(text, file_name)
    return ReadReport(text, PDF, "pdf", None, _remarks(pages, left_out))


def _open(data: bytes, file_name: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise UnreadableReportError(
                file_name,
                QuarantineReason.PASSWORD,
                "the PDF is locked by a password",
                "Save it without the password, and give the new file",
            ) from error
        raise _unreadable(
            file_name, "the PDF is damaged: its structure cannot be read", "Fetch the file again"
        ) from error


def _read_pages(document: Any, file_name: str, limits: ReadLimits) -> tuple[list[Page], list[int]]:
    """The pages, and which of them lack characters."""
    import pypdfium2

    pages: list[Page] = []
    lacking: list[int] = []
    characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise _unreadable(
                file_name, f"page {index + 1} of the PDF is damaged", "Fetch the file again, or save it anew"
            ) from error
        characters += text_page.count_chars()
        if characters > limits.max_characters:
            raise too_many_characters(file_name, characters, limits)
        pages.append(Page(tuple(_lines(text_page))))
        if drops_characters(page):
            lacking.append(index)
        text_page.close()
        page.close()
    return pages, lacking


def _lines(text_page: Any) -> list[Line]:
    text: str = text_page.get_text_range()
    # Characters beyond the basic plane are two in the page's own count; then places cannot be told.
    has_places = len(text) == text_page.count_chars()
    lines: list[Line] = []
    position = 0
    for line_text in re.split(r"\r\n|\r|\n", text):
        if line_text.strip():
            places = range(position, position + len(line_text))
            boxes = [text_page.get_charbox(place, loose=True) for place in places] if has_places else None
            lines.append(make_line(line_text, boxes))
        position += len(line_text) + 2
    return lines


def _check_characters(text: str, file_name: str) -> None:
    """Tells scans, and fonts that hide which characters they show, from reports."""
    if len(text.split()) == 0:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.NO_TEXT,
            "the PDF holds pictures of pages and no text (a scan)",
            "Recognise its text (OCR), and give the searchable PDF or the text",
        )
    letters = _LETTERS.findall(text)
    han = len(_HAN.findall(text))
    if han < len(letters) * _HAN_SHARE:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.NO_TEXT,
            f"only {han} of the {len(letters)} letters of the PDF are Chinese: its fonts hide which characters they"
            " show, or it is no Chinese report",
            "Print it to a new PDF or recognise its text (OCR), and give the new file",
        )


def _remarks(pages: list[Page], left_out: int) -> tuple[str, ...]:
    remarks: list[str] = []
    bare = [
        str(number)
        for number, page in enumerate(pages, 1)
        if sum(len(line.text.strip()) for line in page.lines) < _CHARACTERS_A_PAGE
    ]
    if bare:
        shown = ", ".join(bare[:20]) + (" …" if len(bare) > 20 else "")
        remarks.append(f"{len(bare)} of {len(pages)} pages hold no text (scanned or blank): {shown}.")
    if left_out:
        remarks.append(f"{left_out} page numbers and running headers were left out of the text.")
    return tuple(remarks)


def _unreadable(file_name: str, detail: str, remedy: str) -> UnreadableReportError:
    return UnreadableReportError(file_name, QuarantineReason.UNREADABLE, detail, remedy)
