"""Sections of docs/benchmarks.md, each written by the benchmark that measured it.

What belongs here: putting a section in its place, and tables. What does not: measuring.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
_HEAD = """\
# Benchmarks

Written by `make bench`; do not edit. Each section says on what machine it was measured. CPU seconds are firmer than
wall seconds, and ratios firmer than both.
"""


def write_section(name: str, body: str, page: Path = PAGE) -> None:
    """Writes or replaces one section. `name` marks its place in the page; `body` is Markdown from its heading on."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = page.read_text(encoding="utf-8") if page.exists() else _HEAD
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    section = f"{begin}\n{body.rstrip()}\n{end}"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"{before.rstrip()}\n\n{section}{after.rstrip()}\n", encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, the first column to the left, the others to the right."""
    lines = [header, ["---", *("--:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """What the figures were measured on."""
    return f"{processor()}, Python {platform.python_version()}, {sys.platform}, {os.cpu_count()} cores, one used."


def processor(told: Path = Path("/proc/cpuinfo")) -> str:
    """The name of the processor, where the system tells it."""
    named = re.search(r"^model name\s*:\s*(.+)$", told.read_text(), re.MULTILINE) if told.exists() else None
    return named.group(1) if named else platform.processor() or platform.machine()
