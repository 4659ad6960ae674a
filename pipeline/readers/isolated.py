"""The process that reads one hostile file: bytes come in by standard input, a JSON answer goes out by standard output.

What belongs here: its limits and its protocol. What does not: starting it (`isolation.py`), the readers themselves.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableReportError
from pipeline.readers.limits import MEBIBYTE, ReadLimits, ReadReport
from pipeline.vocabulary import QuarantineReason

_NEARLY_ALL = 0.8
Reader = Callable[[bytes, str, ReadLimits], ReadReport]


def _pdf_reader() -> Reader:
    from pipeline.readers.pdf import read_pdf

    return read_pdf


def _docx_reader() -> Reader:
    from pipeline.readers.docx import read_docx

    return read_docx


def _html_reader() -> Reader:
    from pipeline.readers.html import read_html

    return read_html


READERS: dict[str, Callable[[], Reader]] = {"PDF": _pdf_reader, "DOCX": _docx_reader, "HTML": _html_reader}


def main(request_text: str) -> None:
    """Answers one request: `{"report": …}` or `{"error": {"reason", "detail", "remedy"}}`."""
    request = json.loads(request_text)
    limits = ReadLimits(**request["limits"])
    read = READERS[request["reader"]]()
    _limit_resources(limits)

    def read_input() -> ReadReport:
        return read(sys.stdin.buffer.read(), request["file_name"], limits)

    # Whatever a library prints goes to the error output: the answer has the standard output for itself.
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        output.write(json.dumps(answer_for(request["reader"], read_input, limits)).encode())


def answer_for(reader: str, read_input: Callable[[], ReadReport], limits: ReadLimits) -> dict[str, Any]:
    """The report, or the error that whatever `read_input` raises stands for."""
    try:
        return {"report": asdict(read_input())}
    except UnreadableReportError as error:
        return {"error": {"reason": error.reason, "detail": error.detail, "remedy": error.remedy}}
    except MemoryError:
        return {"error": _out_of_memory(limits)}
    except RecursionError:
        reason = QuarantineReason.UNREADABLE
        detail = "its parts contain each other without end"
        remedy = "Save the file again in the same format, and give the new file"
    except Exception as error:  # whatever a library raises over a broken file, that file alone is put aside
        if _is_memory_used_up(limits):
            return {"error": _out_of_memory(limits)}
        reason = QuarantineReason.UNREADABLE
        detail = f"the {reader} library could not read it ({type(error).__name__}: {str(error)[:200]})"
        remedy = "Open the file, save it again in the same format, and give the new file"
    return {"error": {"reason": reason, "detail": detail, "remedy": remedy}}


def _out_of_memory(limits: ReadLimits) -> dict[str, str]:
    return {
        "reason": QuarantineReason.TOO_LARGE,
        "detail": f"reading it needs more than {limits.max_memory_bytes // MEBIBYTE:,} MiB of memory",
        "remedy": "Split the file, or raise the limit (--limit max_memory_bytes=N)",
    }


def _is_memory_used_up(limits: ReadLimits) -> bool:
    """Whether the process came near its limit of memory: libxml2 then reports some other error.

    Asked of /proc, where there is one: the peak that `getrusage` tells begins with that of the parent process.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return False
    peak = re.search(r"VmPeak:\s*(\d+) kB", status)
    return peak is not None and int(peak[1]) * 1024 > _NEARLY_ALL * limits.max_memory_bytes


def _limit_resources(limits: ReadLimits) -> None:
    """Bounds memory and processor time and forbids writing files, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    seconds = max(1, math.ceil(limits.max_seconds))
    for kind, bound in (
        (resource.RLIMIT_AS, limits.max_memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hardest = resource.getrlimit(kind)[1]
        bound = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
        resource.setrlimit(kind, (bound, hardest))


if __name__ == "__main__":
    main(sys.argv[1])
