"""One real build through Dagster into a real DuckDB file, shared by all tests that only look at it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "seeds" / "reports"


@dataclass(frozen=True)
class Built:
    """A data folder after a build, the report of that build, and the folder of files that cannot be read."""

    data: Path
    unreadable: Path
    report: object

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"


def build(data: Path, *paths: Path, **options):
    """Runs the whole flow; imports Dagster only here, so that collecting tests stays quick."""
    from pipeline.engines import no_progress
    from pipeline.orchestration.resources import Workspace
    from pipeline.orchestration.running import run_build

    return run_build(paths, Workspace(data_folder=str(data), workers=1, **options), no_progress)


def _pdf(password: str | None = None) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(100, 700, "Annual report 2023")
    canvas.save()
    if password is None:
        return buffer.getvalue()
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(buffer))
    writer.encrypt(password)
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


UNREADABLE = {
    "empty.txt": "empty",
    "empty.html": "empty",
    "binary.txt": "binary",
    "truncated.pdf": "unreadable",
    "locked.pdf": "password",
    "no_zip.docx": "unreadable",
}
"""Files that cannot be read, with the reason that quarantine must give."""


def write_unreadable(folder: Path) -> Path:
    folder.mkdir()
    contents = {
        "empty.txt": b"",
        "empty.html": b"",
        "binary.txt": bytes(range(256)) * 40,
        "truncated.pdf": _pdf()[:300],
        "locked.pdf": _pdf("secret"),
        "no_zip.docx": b"PK\x03\x04 word/document.xml, but nothing of an archive follows",
    }
    # The same bytes are one report: the two empty files must differ in nothing but their names.
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Built:
    """The samples and a folder of unreadable files, built once."""
    place = tmp_path_factory.mktemp("built")
    unreadable = write_unreadable(place / "unreadable")
    report = build(place / "data", SAMPLES, unreadable)
    assert report.succeeded, report.failures
    return Built(place / "data", unreadable, report)
