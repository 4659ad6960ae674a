"""Coverage-guided fuzzing of readers and extractor with atheris, which is no dependency: `pip install atheris` first.

    python -m benchmarks.fuzzing TARGET [--corpus FOLDER] [-max_total_time=60 …]

Targets: `text`, `html`, `docx` (bytes to a text layer, in this process) and `figures` (text to its ledger). Options
after the target go to libFuzzer. What it finds is written to `crash-…`: give it a place among the cases of
`tests/security/test_fuzzed_reports.py`, then mend. What does not belong here: the properties that every run of the
tests tries with hypothesis (there). Modules of ours are imported in functions: atheris watches what it sees imported.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "reports"
MOST_CHARACTERS = 100_000
Target = Callable[[bytes], None]


def text_target() -> Target:
    from pipeline.readers.plain_text import read_plain_text

    return _reading(read_plain_text)


def html_target() -> Target:
    from pipeline.readers.html import read_html

    return _reading(read_html)


def docx_target() -> Target:
    """Whatever the library raises must come back as an answer, as in the process that reads one hostile file."""
    from pipeline.readers import ReadLimits
    from pipeline.readers.docx import read_docx
    from pipeline.readers.isolated import answer_for

    limits = ReadLimits(max_characters=MOST_CHARACTERS, max_unpacked_bytes=1_000_000)

    def target(data: bytes) -> None:
        answer = answer_for("DOCX", lambda: read_docx(data, "fuzzed.docx", limits), limits)
        assert answer.keys() in ({"report"}, {"error"})

    return target


def figures_target() -> Target:
    """Any text goes through the whole extractor, and its numbers stand in order within it."""
    from pipeline import flow
    from pipeline.reference import load_reference

    reference = load_reference()

    def read(data: bytes, name: str, limits: object) -> None:
        text = data.decode("utf-8", "ignore").encode()
        report, _, ledger = flow.extract_text(text, name, reference, limits)  # type: ignore[arg-type]
        spans = [place for entry in ledger for place in (entry.start, entry.end)]
        assert spans == sorted(spans)
        assert not spans or spans[-1] <= len(report.text_layer)

    return _reading(read)


def _reading(read: Callable[..., object]) -> Target:
    """A target that may refuse its input, but raise nothing else."""
    from pipeline.errors import UnreadableReportError
    from pipeline.readers import ReadLimits

    limits = ReadLimits(max_characters=MOST_CHARACTERS)

    def target(data: bytes) -> None:
        try:
            read(data, "fuzzed", limits)
        except UnreadableReportError:
            return

    return target


TARGETS: dict[str, tuple[Callable[[], Target], str]] = {
    "text": (text_target, "*.txt"),
    "html": (html_target, "*.html"),
    "docx": (docx_target, "*.docx"),
    "figures": (figures_target, "*.txt"),
}
"""What makes each target, and which samples its corpus begins with."""


def main() -> None:
    import atheris

    parser = argparse.ArgumentParser(description="Fuzzes a reader or the extractor")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--corpus", type=Path, default=Path("fuzzing-corpus"))
    options, rest = parser.parse_known_args()
    make, samples = TARGETS[options.target]
    corpus = options.corpus / options.target
    corpus.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES.glob(samples):
        (corpus / sample.name).write_bytes(sample.read_bytes())
    with atheris.instrument_imports(include=["pipeline"]):
        target = make()
    atheris.Setup([sys.argv[0], *rest, str(corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
