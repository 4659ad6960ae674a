"""A reader in a process of its own: whatever becomes of that process is told as a reason."""

import resource
import signal
import subprocess
import sys
import time

import pytest

from pipeline.errors import UnreadableReportError
from pipeline.readers import ReadLimits, isolation
from pipeline.readers.isolation import read_in_isolation
from pipeline.vocabulary import QuarantineReason
from tests.unit.readers.report_files import PARAGRAPH, make_docx, make_pdf

PDF = make_pdf([PARAGRAPH])
LIMITS = ReadLimits()


def run_instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Makes the reader's process run `program` in place of a reader."""
    run = subprocess.run
    monkeypatch.setattr(
        isolation.subprocess, "run", lambda _, **options: run([sys.executable, "-c", program], **options)
    )


def error_of(limits: ReadLimits = LIMITS) -> UnreadableReportError:
    with pytest.raises(UnreadableReportError) as caught:
        read_in_isolation("PDF", PDF, "报告\udcff.pdf", limits)
    return caught.value


def test_report_comes_back_whole() -> None:
    report = read_in_isolation("PDF", PDF, "报告\udcff.pdf", LIMITS)
    assert "".join(report.text_layer.split()).endswith(PARAGRAPH)
    assert (report.media_type, report.reader, report.charset) == ("application/pdf", "pdf", None)


def test_pdf_and_docx_cost_less_than_half_a_second() -> None:
    """Of processor time, 0.15 s where this was written: a busy machine makes no difference."""
    docx = make_docx(lambda document: document.add_paragraph(PARAGRAPH))  # type: ignore[attr-defined]
    for reader, data in (("PDF", PDF), ("DOCX", docx)):
        before = _children_seconds()
        for _ in range(3):
            read_in_isolation(reader, data, "report", LIMITS)
        assert (_children_seconds() - before) / 3 < 0.5


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_endless_reader_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "import time; time.sleep(60)")
    started = time.monotonic()
    error = error_of(ReadLimits(max_seconds=0.5))
    assert error.reason is QuarantineReason.TOO_SLOW
    assert "0.5 seconds" in error.detail
    assert time.monotonic() - started < 5


def test_crash_is_told_by_its_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})")
    error = error_of()
    assert error.reason is QuarantineReason.UNREADABLE
    assert "SIGSEGV" in error.detail


@pytest.mark.parametrize("program", ["print('no answer')", "raise SystemExit('broken')", "pass", "print('[1]')"])
def test_process_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    run_instead(monkeypatch, program)
    assert error_of().reason is QuarantineReason.UNREADABLE


def test_memory_is_bounded() -> None:
    """A limit that the interpreter starts in, and in which a large PDF has no room."""
    large = make_pdf([PARAGRAPH]) + b"%" + bytes(200 * 1024 * 1024) + b"\n%%EOF"
    with pytest.raises(UnreadableReportError) as caught:
        read_in_isolation("PDF", large, "large.pdf", ReadLimits(max_memory_bytes=192 * 1024 * 1024))
    assert caught.value.reason is QuarantineReason.TOO_LARGE
    assert "192 MiB of memory" in caught.value.detail
