"""`zhibiao explain`: why an observation is what it is, with its sentence and the words that decided marked in it.

What belongs here: marking and printing. What does not: finding the words (`pipeline.warehouse`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.options import DEFAULT_DATA, DataFolder
from pipeline.commands.rendering import OUT, bounded, plain, readable
from pipeline.data_folders import landing_path, warehouse_path
from pipeline.printable import printable
from pipeline.vocabulary import CONFIDENCE_WORDS, Confidence

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.reference.corrections import Correction
    from pipeline.warehouse import Explanation

NUMBER_STYLE = "bold black on bright_yellow"
FIELD_STYLES = {
    "indicator": "bold green",
    "region": "bold magenta",
    "period": "bold cyan",
    "measure": "bold blue",
    "status": "bold red",
}
ORIGINS = {
    "clause": "in the same clause",
    "sentence": "in the same sentence",
    "earlier_sentence": "in an earlier sentence",
    "heading": "in the heading above",
    "part": "by the part of the report",
    "document": "the report's own",
    "corrected": "by hand (corrections.csv)",
}


def explain(
    observation_id: Annotated[str, typer.Argument(help="Id of an observation, or a beginning that fits only one.")],
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Show the sentence of an observation with the deciding words marked, and why each field was decided so."""
    from rich.table import Table

    from pipeline.ingest import landed_path
    from pipeline.warehouse import explain_observation, open_published

    with open_published(warehouse_path(data)) as connection:
        found = explain_observation(connection, observation_id)
    row = found.row
    OUT.print(headline(found))
    OUT.print()
    OUT.print(marked_sentence(found))
    OUT.print()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("field", "value", "decided by", "where"):
        table.add_column(name, overflow="fold")
    table.add_row("value", plain(readable(row["value"], row["unit"])), plain(row["number"], NUMBER_STYLE), "the number")
    for mark in found.marks:
        words = plain("".join((mark.text or "–").split()), FIELD_STYLES[mark.field])
        table.add_row(mark.field, plain(mark.value), words, ORIGINS.get(mark.origin, mark.origin))
    table.add_row("bound", row["bound"], "", "")
    OUT.print(table)
    OUT.print()
    OUT.print(plain(f"rules       {row['rules']}"))
    confidence = Confidence(row["confidence"])
    why = "" if confidence is Confidence.CERTAIN else f": {CONFIDENCE_WORDS[confidence]}"
    OUT.print(plain(f"confidence  {confidence}{why}"))
    for correction in corrections_of(row) if confidence is Confidence.CORRECTED else ():
        told = f"{correction.field} {correction.value}, by {correction.who}: {correction.reason}"
        OUT.print(plain(f"            {told}"))
    OUT.print(plain(f"report      {found.file_name}  {found.title or ''}"))
    if found.source != found.file_name:
        OUT.print(plain(f"came from   {found.source}"))
    raw_file = landed_path(landing_path(data), row["doc_id"])
    if raw_file.exists():
        OUT.print(plain(f"raw file    {raw_file.relative_to(data)} (in the data folder)"))
    OUT.print(plain(f"characters  {row['start']} to {row['end']} of the text layer"))
    OUT.print(plain(f"id          {row['observation_id']}"))


def corrections_of(row: Mapping[str, Any]) -> Iterator[Correction]:
    """The corrections of the number that an observation states, as they stand today."""
    from pipeline.reference import load_reference

    for correction in load_reference().corrections.by_report.get(row["doc_id"], ()):
        if correction.start < row["end"] and row["start"] < correction.end:
            yield correction


def headline(found: Explanation) -> Text:
    """One line: place, indicator, period, measure, status, value."""
    row = found.row
    value = bounded(row["value"], row["value_high"], row["unit"], row["bound"])
    where = row["region_name"] or row["region"]
    what = found.indicator_name or row["indicator"]
    return plain(f"{where} · {what} · {row['period']} · {row['measure']} · {row['status']}: {value}", "bold")


def marked_sentence(found: Explanation) -> Text:
    """The sentence with the number and the deciding words in colours; without colours the number stands in 【】."""
    from rich.text import Text

    sentence, first = found.sentence, found.sentence_start
    styles: list[str] = [""] * len(sentence)
    for mark in found.marks:
        if mark.is_in_sentence and mark.start is not None and mark.end is not None:
            for index in range(mark.start - first, mark.end - first):
                styles[index] = FIELD_STYLES[mark.field]
    number = range(found.row["start"] - first, found.row["end"] - first)
    has_colours = OUT.color_system is not None
    text = Text()
    for index, character in enumerate(sentence):
        if not has_colours and index == number.start:
            text.append("【")
        if character not in "\r\n":
            text.append(printable(character), NUMBER_STYLE if index in number else styles[index])
        if not has_colours and index == number.stop - 1:
            text.append("】")
    return text
