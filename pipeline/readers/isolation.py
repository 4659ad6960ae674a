"""Runs a reader in a process of its own, with limits on time and memory, and brings back its result.

What belongs here: starting that process and telling what became of it. What does not: what runs in it (`isolated.py`).

One process a file: it costs some 0.05 s beside the import of the library, and nothing that a hostile file does to it
(a crash, an endless loop, all the memory there is) outlives it or reaches the next file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableReportError
from pipeline.readers.limits import MEBIBYTE, ReadLimits, ReadReport
from pipeline.vocabulary import QuarantineReason

_PROJECT = Path(__file__).resolve().parents[2]


def read_in_isolation(reader: str, data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    """Runs the named reader (see `isolated.READERS`) on `data`. Raises UnreadableReportError."""
    request = json.dumps({"reader": reader, "file_name": file_name, "limits": asdict(limits)})
    command = [sys.executable, "-m", "pipeline.readers.isolated", request]
    path = os.pathsep.join(filter(None, (str(_PROJECT), os.environ.get("PYTHONPATH"))))
    try:
        process = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.max_seconds,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(file_name, limits) from None
    if process.returncode == -signal.SIGXCPU:
        raise _too_slow(file_name, limits)
    if process.returncode == -signal.SIGABRT:
        # PDFium ends the process itself where it gets no more memory.
        raise UnreadableReportError(
            file_name,
            QuarantineReason.TOO_LARGE,
            f"the {reader} library gave up over it, most likely for want of memory beyond"
            f" {limits.max_memory_bytes // MEBIBYTE:,} MiB",
            "Split the file or save it anew, or raise the limit (--limit max_memory_bytes=N)",
        )
    answer = _parse_answer(process.stdout)
    if process.returncode != 0 or answer is None:
        raise UnreadableReportError(
            file_name,
            QuarantineReason.UNREADABLE,
            f"the {reader} library broke down over it ({_ending(process)})",
            "Open the file, save it again in the same format, and give the new file",
        )
    if (error := answer.get("error")) is not None:
        raise UnreadableReportError(
            file_name, QuarantineReason(error["reason"]), str(error["detail"]), str(error["remedy"])
        )
    return ReadReport(**{**answer["report"], "warnings": tuple(answer["report"]["warnings"])})


def _parse_answer(output: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(output)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _ending(process: subprocess.CompletedProcess[bytes]) -> str:
    """How the process ended: its signal, or the last line that it wrote to its error output."""
    if process.returncode < 0:
        return signal.Signals(-process.returncode).name
    lines = process.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"exit code {process.returncode}"


def _too_slow(file_name: str, limits: ReadLimits) -> UnreadableReportError:
    return UnreadableReportError(
        file_name,
        QuarantineReason.TOO_SLOW,
        f"reading it took longer than {limits.max_seconds:g} seconds",
        "Split the file, save it again in a plainer format, or raise the limit (--limit max_seconds=N)",
    )
