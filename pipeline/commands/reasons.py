"""Why each number of a report is what it is: verdict, rules, deciding words and where they stand (`extract --explain`).

What belongs here: putting the reasons of the rows into words. What does not: finding them (pipeline/extraction).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipeline.commands.explaining import ORIGINS
from pipeline.commands.rendering import OUT, bounded, plain
from pipeline.vocabulary import DECIDED_FIELDS, Origin

NO_YEAR = "no_year"
NO_QUANTITY = {
    "date": "a date or a time of day",
    "period": "says of what period",
    "document_number": "number of a document",
    "name": "part of a name",
    "heading": "number of a heading",
    "ordinal": "an ordinal",
    "duration": "how long something lasts",
    "range_end": "end of the range that the number before it carries",
    "no_unit": "no unit tells what it counts",
    "code": "a code: too many digits for a figure",
    "corrected": "a person said so (corrections.csv)",
}
"""In words, the reasons for which a number is no quantity."""
NO_FACT = {
    "unmapped": "figure of no indicator of the catalogue",
    NO_YEAR: "figure of no year that the report tells",
    "corrected": NO_QUANTITY["corrected"],
}
"""In words, the reasons for which a quantity is no fact."""

NOTHING_ELSE = "nothing says otherwise"

Row = Mapping[str, Any]
DecidingWords = dict[str, dict[str, Any]]


def deciding_words(observation: Row, text_layer: str, year_rule: str) -> DecidingWords:
    """By field of an observation: the words that decided it (None: none did), their place, and where they stand.

    A period that the part of the report tells has the rule, too, by which the year of the part was found.
    """
    decided: DecidingWords = {}
    for name in DECIDED_FIELDS:
        start, end = observation[f"{name}_start"], observation[f"{name}_end"]
        words = text_layer[start:end] if start is not None else None
        decided[name] = {"words": words, "start": start, "end": end, "origin": observation[f"{name}_origin"]}
    if decided["period"]["origin"] == Origin.PART:
        decided["period"]["year_rule"] = year_rule
    return decided


def in_words(row: Row) -> list[str]:
    """The reasons of one row of `extract`, a line each."""
    if row["class"] == "none":
        return [NO_QUANTITY.get(row["reason"], str(row["reason"]))]
    if row["class"] == "quantity":
        return [NO_FACT.get(row["reason"], str(row["reason"]))]
    lines = [f"rules {row['rules']}" + ("" if row["confidence"] == "certain" else f"; doubt {row['confidence']}")]
    for name, decided in row["because"].items():
        lines.append(f"{name} {row[name]}: {_decided_by(decided)}")
    return lines


def in_a_line(row: Row) -> list[str]:
    """What one row of `extract` says, or why it says nothing, in one line."""
    if row["class"] != "fact":
        return in_words(row)
    place = row["region_name"] or row["region"]
    return [f"{row['indicator']} of {place}, {row['period']}, {row['measure']}, {row['status']}"]


def _decided_by(decided: Mapping[str, Any]) -> str:
    where = ORIGINS.get(decided["origin"], str(decided["origin"]))
    if "year_rule" in decided:
        where = f"{where}, as {decided['year_rule']}"
    if decided["words"]:
        return f"{''.join(decided['words'].split())}, {where}"
    return NOTHING_ELSE if decided["origin"] in ("clause", "sentence") else where


def as_text(because: Mapping[str, Mapping[str, Any]]) -> str:
    """Deciding words in one cell of a CSV file."""
    return "; ".join(f"{name}={decided['words'] or ''} ({decided['origin']})" for name, decided in because.items())


def print_reasons(document: str, rows: Iterable[Row], reasons_of: Callable[[Row], list[str]] = in_words) -> None:
    """Every number of a document with its verdict and what `reasons_of` says of it."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("at", "number", "verdict", "value", "because"):
        table.add_column(name, justify="right" if name in {"at", "value"} else "left", overflow="fold")
    for row in rows:
        value = "" if row["value"] is None else bounded(row["value"], row["value_high"], row["unit"], row["bound"])
        because = plain("\n".join(reasons_of(row)), "" if row["class"] == "fact" else "dim")
        number = plain("".join(row["number"].split()), "bold" if row["class"] == "fact" else "")
        table.add_row(str(row["start"]), number, row["class"], plain(value), because)
    OUT.print(plain(document, "bold cyan"))
    OUT.print(table)
    OUT.print()
