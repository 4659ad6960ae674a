"""How text and values reach a terminal or a file: consoles, harmless text, exact numbers.

What belongs here: presentation shared by commands. What does not: deciding what to show.
"""

import json
import re
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.text import Text

OUT = Console(highlight=False)
"""Results go to standard output."""

ERR = Console(stderr=True, highlight=False)
"""Messages and progress go to standard error, so that results can be piped."""

# Control characters, and marks that reverse the reading direction: a report must not steer the reader's terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffc]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """The text without characters that could steer a terminal."""
    return _UNSAFE.sub("", text)


def plain(text: str, style: str = "") -> Text:
    """Text from a report for a rich table: never read as markup."""
    return Text(printable(text), style=style)


def cell(text: str) -> str:
    """Text for a CSV cell: a spreadsheet must not take it for a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def exact(value: Decimal | int | float) -> str:
    """A number with all its digits and no trailing zeros, never in scientific notation."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def json_line(record: Mapping[str, Any]) -> str:
    """One JSON object. Decimals are written with all their digits: a float would round them."""
    parts = (
        f"{json.dumps(name)}: {exact(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)}"
        for name, value in record.items()
    )
    return "{" + ", ".join(parts) + "}"


def readable(value: Decimal | int | float, unit: str | None) -> str:
    """A number as a reader wants it: 13368000000 CNY becomes 133.68亿元."""
    number = Decimal(str(value))
    for size, word in ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if unit in {"CNY", "USD"} and abs(number) >= size:
            return exact(number / size) + word + {"CNY": "元", "USD": "美元"}[unit]
    suffix = {"percent": "%", "pp": "个百分点", "CNY": "元", "USD": "美元", "count": "", "rank": "位"}
    return (
        f"{number:,f}".rstrip("0").rstrip(".") + suffix.get(unit or "", f" {unit}")
        if "." in exact(number)
        else (f"{int(number):,}" + suffix.get(unit or "", f" {unit}"))
    )


def use_utf8() -> None:
    """Makes both streams UTF-8: results hold Chinese text also where the locale is C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
