"""Damaged and random files: a reader gives text that can be stored, or puts the file aside; nothing else happens."""

import base64
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableReportError
from pipeline.ingest import find_media_type
from pipeline.readers import ReadLimits, read_report
from pipeline.readers.docx import read_docx
from pipeline.readers.isolated import answer_for

SAMPLES = Path(__file__).resolve().parents[2] / "seeds" / "reports"
LIMITS = ReadLimits(max_characters=100_000)
PAGE = (SAMPLES / "zibo_2022_summary_2023_plan.html").read_bytes()
TEXTS = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
DOCX = (SAMPLES / "hefei_2023_summary_2024_plan.docx").read_bytes()
PDF = (SAMPLES / "zibo_2023_summary_2024_plan.pdf").read_bytes()
MARKUP = (
    b"<table>", b"<td colspan=3>", b"</div>", b"<pre>", b"\x00", b"&#x110000;", b"<!--", b"</table>", b"<script>",
    b"<svg>", b"<template>", b"<frameset>", b"<plaintext>", b"<tr>", b"</html>", b"<title>", b"\xed\xa0\x80",
    b"\xff\xfe", b"%%EOF",
)  # fmt: skip
MANY = settings(max_examples=150, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=12, suppress_health_check=list(HealthCheck))
# What broke a reader or slipped through at some time, and what lies near it.
FOUND = [
    base64.b64decode(
        "77u/gYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6Chog=="
    ),  # noise behind a UTF-8 mark passed as text
    b"<html><body><p>" + b"x" * 10 + b"<tr><td>" * 3,  # rows without a table
    b"<table class=content><tr><td>" + "投入，增长12%。".encode() * 9,  # a table that is the article lost its rows
    b"<html>\x1c",  # a page that shows a control character and nothing else
    b"%PDF-1.4\n%%EOF",
    b"PK\x03\x04word/document",
]


@st.composite
def damaged(draw: st.DrawFn, *originals: bytes) -> bytes:
    """A valid file with some of its bytes cut out, doubled, overwritten or spliced with markup."""
    data = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 200))
        piece = draw(st.one_of(st.binary(max_size=20), st.sampled_from(MARKUP), st.just(data[place : place + length])))
        data = data[:place] + piece + data[place + draw(st.sampled_from((0, 1, length))) :]
    return data


def check(data: bytes, file_name: str) -> None:
    find_media_type(data)
    try:
        report = read_report(data, file_name, LIMITS)
    except UnreadableReportError:
        return
    assert report.text_layer.strip()
    assert len(report.text_layer) <= LIMITS.max_characters
    assert report.text_layer.encode().decode() == report.text_layer, "the text can be stored"


@pytest.mark.parametrize("data", FOUND)
def test_what_was_found_stays_mended(data: bytes) -> None:
    check(data, "found")


@given(damaged(PAGE, PAGE.decode("gb18030").encode()))
@MANY
def test_damaged_pages_are_read_or_refused(data: bytes) -> None:
    check(data, "page.html")


@given(damaged(*TEXTS))
@MANY
def test_damaged_texts_are_read_or_refused(data: bytes) -> None:
    check(data, "report.txt")


@given(
    st.binary(max_size=300),
    st.sampled_from((b"", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe\xff", b"%PDF", b"PK\x03")),
)
@MANY
def test_random_bytes_are_read_or_refused(data: bytes, mark: bytes) -> None:
    check(mark + data, "random")


@given(damaged(DOCX))
@MANY
def test_damaged_docx_is_read_or_refused(data: bytes) -> None:
    """In this process, for speed: whatever the library raises must come back as an answer."""
    answer = answer_for("DOCX", lambda: read_docx(data, "report.docx", LIMITS), LIMITS)
    assert answer.keys() in ({"report"}, {"error"})


@given(damaged(PDF))
@FEW
def test_damaged_pdf_is_read_or_refused(data: bytes) -> None:
    check(data, "report.pdf")
