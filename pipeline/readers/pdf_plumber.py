"""Pages of a PDF read by pdfplumber, slowly and within a time limit, where pdfium does not tell enough.

What belongs here: opening the file, the limit, and pages that it cannot read. What does not: what is read of a page
(`pdf_lone.py`, `pdf_tables.py`).
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

_Read = TypeVar("_Read")


def read_each(
    data: bytes, indices: Iterable[int], max_seconds: float, read: Callable[[Any], _Read]
) -> Iterator[tuple[int, _Read]]:
    """What `read` makes of some pages; 30 to 50 ms for each.

    A page that pdfplumber cannot read is left out, and so are all after `max_seconds`: what pdfium read of them stands.
    """
    import pdfplumber

    end = time.monotonic() + max_seconds
    with pdfplumber.open(io.BytesIO(data)) as document:
        for index in indices:
            if time.monotonic() > end:
                break
            page = document.pages[index]
            try:
                found = read(page)
            except MemoryError:
                raise
            except Exception:  # whatever it finds wrong with a page
                continue
            finally:
                page.close()
            yield index, found
