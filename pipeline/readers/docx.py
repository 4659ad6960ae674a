"""Reads DOCX files by python-docx: the package and its limits, and the paragraphs and tables of the body in order.

What belongs here: the archive and the order of blocks. What does not: the numbers that Word puts before headings
(`docx_numbering.py`), and the old binary .doc (`reading.py` says what to do with it).

python-docx opens the archive and parses its XML without resolving entities. The body is walked here, because its own
paragraphs leave out what stands in smart tags (Word marks dates and amounts with them), content controls, insertions of
tracked changes and text boxes: figures would be lost without a word.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.errors import UnreadableReportError
from pipeline.ingest.media_types import DOCX
from pipeline.readers.docx_numbering import Numbering, read_numbering
from pipeline.readers.limits import ReadLimits, ReadReport
from pipeline.readers.plain_text import too_many_characters
from pipeline.readers.raised import raise_digits
from pipeline.readers.tables import Cell, compose_rows
from pipeline.vocabulary import QuarantineReason

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_WORD}p", f"{_WORD}tbl", f"{_WORD}tr", f"{_WORD}tc"
_RUN = f"{_WORD}r"
_TEXT_BOX = f"{_WORD}txbxContent"
# Deleted and moved-away text of tracked changes, and the second copy of a drawing for old programs.
_LEFT_OUT = frozenset({f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}instrText", f"{_COMPATIBILITY}Fallback"})
_NOT_READ = tuple(f"{_WORD}rPr/{_WORD}{name}" for name in ("vanish", "strike", "dstrike"))
"""Properties of a run that Word does not show, or shows struck out."""
_SWITCHED_OFF = ("0", "false", "off")
_SHOWN = {f"{_WORD}tab": "\t", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_MOST_MEMBERS = 10_000
_LOCKED = 0x1


def read_docx(data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    """The text of a DOCX: a line a paragraph; a row of a table is a line with tabs between its cells.

    Raises UnreadableReportError: no archive, damaged, locked, unpacking to more than `limits.max_unpacked_bytes`.
    """
    _check_archive(data, file_name, limits)
    import docx

    document = docx.Document(io.BytesIO(data))
    numbering = read_numbering(document)
    lines: list[str] = []
    characters = 0
    for line in _block_lines(document.element.body, numbering):
        characters += len(line) + 1
        if characters > limits.max_characters:
            raise too_many_characters(file_name, characters, limits)
        lines.append(line)
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableReportError(
            file_name,
            QuarantineReason.NO_TEXT,
            "the DOCX holds no text (pictures only, or nothing)",
            "Recognise the text of its pictures (OCR), and give the text",
        )
    return ReadReport(text, DOCX, "docx", None)


def _check_archive(data: bytes, file_name: str, limits: ReadLimits) -> None:
    """Opens the archive, and bounds what it says that it unpacks to (zipfile never unpacks a member beyond that)."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.UNREADABLE,
            "the DOCX is damaged or cut off: it is no whole ZIP archive",
            "Fetch the whole file again, or save it again as DOCX",
        ) from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked_bytes or len(members) > _MOST_MEMBERS:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.TOO_LARGE,
            f"the DOCX unpacks to {unpacked:,} bytes in {len(members):,} parts, more than the"
            f" {limits.max_unpacked_bytes:,} bytes and {_MOST_MEMBERS:,} parts allowed",
            "Remove its pictures or split it, or raise the limit (--limit max_unpacked_bytes=N)",
        )
    if any(member.flag_bits & _LOCKED for member in members):
        raise UnreadableReportError(
            file_name,
            QuarantineReason.PASSWORD,
            "the DOCX is locked by a password",
            "Save it without the password, and give the new file",
        )


def _block_lines(container: Any, numbering: Numbering) -> Iterator[str]:
    """The lines of paragraphs and tables in `container`, in their order, also from within content controls."""
    for element in container.iterchildren():
        if element.tag == _PARAGRAPH:
            yield from _paragraph_lines(element, numbering)
        elif element.tag == _TABLE:
            yield from compose_rows(_cells(row, numbering) for row in element.iter(_ROW) if _is_own_row(row, element))
        elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
            yield from _block_lines(element, numbering)


def _is_own_row(row: Any, table: Any) -> bool:
    return next(row.iterancestors(_TABLE)) is table


def _cells(row: Any, numbering: Numbering) -> Iterator[Cell]:
    for cell in row.iter(_CELL):
        if next(cell.iterancestors(_ROW)) is row:
            width = cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")
            columns = (width.get(f"{_WORD}val") or "1") if width is not None else "1"
            text = "\n".join(_block_lines(cell, numbering))
            yield Cell(text, int(columns) if columns.isdigit() and len(columns) < 4 else 1)


def _paragraph_lines(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    """A paragraph with its number, then the paragraphs of text boxes that are anchored in it."""
    pieces: list[str] = [numbering.next_label(paragraph)]
    boxes: list[Any] = []
    _collect_text(paragraph, pieces.append, boxes)
    yield "".join(pieces)
    for box in boxes:
        yield from _block_lines(box, numbering)


def _collect_text(element: Any, write: Callable[[str], None], boxes: list[Any]) -> None:
    for child in element.iterchildren():
        tag = child.tag
        if tag == f"{_WORD}t":
            # An entity that was not resolved is a child, and the text behind it its tail.
            write((child.text or "") + "".join(part.tail or "" for part in child))
        elif tag in _SHOWN:
            write(_SHOWN[tag])
        elif tag == f"{_WORD}br":
            write("\f" if child.get(f"{_WORD}type") == "page" else "\n")
        elif tag == _TEXT_BOX:
            boxes.append(child)
        elif tag == _RUN:
            _collect_run(child, write, boxes)
        elif isinstance(tag, str) and tag not in _LEFT_OUT and tag != f"{_WORD}pPr":
            _collect_text(child, write, boxes)


def _collect_run(run: Any, write: Callable[[str], None], boxes: list[Any]) -> None:
    """The text of a run; digits above the line as such, and nothing that is hidden or struck out."""
    if any(_is_on(run.find(path)) for path in _NOT_READ):
        return
    align = run.find(f"{_WORD}rPr/{_WORD}vertAlign")
    if align is None or align.get(f"{_WORD}val") != "superscript":
        _collect_text(run, write, boxes)
    else:
        pieces: list[str] = []
        _collect_text(run, pieces.append, boxes)
        write(raise_digits("".join(pieces)))


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_WORD}val") not in _SWITCHED_OFF
