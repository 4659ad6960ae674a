"""What a command costs before it works: CPU seconds of fresh processes, each the least of several.

    python -m benchmarks.start_up [--write]

What belongs here: starts of commands on next to nothing, and what a start is made of. What does not: rates on long
texts (`extraction_speed.py`), and any bound on seconds: other work on a machine would break it.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pages import machine, table, write_section

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
REPETITIONS = 9
REPORT = "淄博市2023年科技工作总结\n\n2023年，全市高新技术企业达到1680家，同比增长22.5%。\n"
_IMPORTS = "from pipeline.flow import extractor_of; from pipeline.reference import load_reference"
STEPS = {
    "Python alone": "pass",
    "the stages imported": _IMPORTS,
    "and the reference data loaded": f"{_IMPORTS}; load_reference()",
    "and the rules compiled": f"{_IMPORTS}; extractor_of(load_reference())",
}
"""What a start is made of: each step does what those above it do."""

COMMANDS = (("--version",), ("--help",), ("extract", "REPORT"), ("residue", "REPORT"))


def cpu_seconds(arguments: list[str]) -> float:
    """The least CPU seconds of a fresh Python with these arguments."""
    return min(_once(arguments) for _ in range(REPETITIONS))


def _once(arguments: list[str]) -> float:
    before = os.times()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def section() -> str:
    """The section of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(REPORT, encoding="utf-8")
        named = [[str(report) if word == "REPORT" else word for word in command] for command in COMMANDS]
        commands = [
            [f"`zhibiao {' '.join(command)}`", f"{cpu_seconds(['-m', 'pipeline.cli', *words]):.2f}"]
            for command, words in zip(COMMANDS, named, strict=True)
        ]
    steps = [[name, f"{cpu_seconds(['-c', code]):.2f}"] for name, code in STEPS.items()]
    return (
        f"## Start\n\nCPU seconds of a fresh process (`python -m benchmarks.start_up`), the least of {REPETITIONS}, "
        "on a report of one sentence; bytecode is compiled before, as `make run` does. "
        f"{machine()}\n\n{table(('command', 'CPU s'), commands)}\n\n"
        f"What a start is made of, step upon step:\n\n{table(('step', 'CPU s'), steps)}\n\n"
        "About half of it goes into compiling some 650 regular expressions, which Python cannot keep between runs; "
        "a build or an extraction of many files pays it once.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    compileall.compile_dir(PACKAGE, quiet=1)
    body = section()
    sys.stdout.write(body)
    if parser.parse_args().write:
        write_section("start", body)


if __name__ == "__main__":
    main()
