"""How text and values reach a terminal or a file: consoles, harmless text, exact numbers.

What belongs here: presentation shared by commands. What does not: deciding what to show.
"""

import json
import math
import os
import sys
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import TextIO, cast

from rich.console import Console
from rich.text import Text

from pipeline.exports.cells import FORMULA_STARTS
from pipeline.printable import printable

PIPED_WIDTH = 140
"""Characters a line where the output is no terminal, whose width would tell: a panel of seven years fits."""


class _Console(Console):
    """A console that leaves it to `main` what a closed pipe (`| head`) means: rich would end with exit code 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(is_error: bool) -> Console:
    stream = sys.stderr if is_error else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return _Console(stderr=is_error, highlight=False, width=width)


OUT = _console(is_error=False)
"""Results go to standard output."""

ERR = _console(is_error=True)
"""Messages and progress go to standard error, so that results can be piped."""


def plain(text: str, style: str = "") -> Text:
    """Text from a report for a rich table: never read as markup."""
    return Text(printable(text), style=style)


def say(text: str, style: str = "") -> None:
    """A message for a person, on standard error, in one line however long: a log must stay searchable."""
    ERR.print(plain(text, style), soft_wrap=True)


def results() -> TextIO:
    """Where rows are written, line by line: standard output, and on a terminal without what could steer it."""
    return cast(TextIO, _HarmlessOutput()) if sys.stdout.isatty() else sys.stdout


class _HarmlessOutput:
    """Standard output, for a terminal. A file gets the text as it is: whoever reads it wants the exact characters."""

    def write(self, text: str) -> int:
        return sys.stdout.write(printable(text))


def cell(text: str) -> str:
    """Text for a CSV cell: a spreadsheet must not take it for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def exact(value: Decimal | int | float) -> str:
    """A number with all its digits and no trailing zeros, never in scientific notation."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def json_text(value: object) -> str:
    """Any value of a cell as JSON on one line: what JSON has no word for is null (no number) or a text (a date)."""
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(str(name))}: {json_text(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(json_text, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    if value is None or isinstance(value, str | int | float):
        return _json(value)
    return _json(value.isoformat() if isinstance(value, date | time) else str(value))


def _json(value: str | int | float | None) -> str:
    return json.dumps(value, ensure_ascii=False)


_CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
_SUFFIXES = {"percent": "%", "pp": " pp", "count": "", "rank": "位", "index": "", "times": "倍"}
_SIZES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it must be."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def readable(value: Decimal | int | float, unit: str | None) -> str:
    """A number as a reader wants it: 13368000000 CNY becomes 133.68亿元, 2.63 percent becomes 2.63%."""
    number = Decimal(str(value))
    if unit in _CURRENCIES:
        for size, word in _SIZES:
            if abs(number) >= size:
                return exact(number / size) + word + _CURRENCIES[unit]
        return exact(number) + _CURRENCIES[unit]
    sign = "-" if number < 0 else ""
    whole, point, fraction = exact(abs(number)).partition(".")
    return f"{sign}{int(whole):,}{point}{fraction}" + _SUFFIXES.get(unit or "", f" {unit}")


_BOUND_MARKS = {"at_least": "≥ ", "at_most": "≤ ", "approx": "≈ "}


def bounded(value: Decimal, value_high: Decimal | None, unit: str | None, bound: str | None) -> str:
    """A readable number with its bound: ≥ 1,800, or 2 – 3 where it is a range."""
    upper = " – " + readable(value_high, unit) if value_high is not None else ""
    return _BOUND_MARKS.get(bound or "", "") + readable(value, unit) + upper


def use_utf8() -> None:
    """Makes both streams UTF-8: results hold Chinese text also where the locale is C."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
