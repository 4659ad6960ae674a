"""The data dictionary: every table, mart and export with its columns, as rows and as Markdown.

What does not belong here: the descriptions (`pipeline.schemas`, head comments in `sql/`), and the comments inside
DuckDB, which the warehouse writes itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from pipeline import vocabulary
from pipeline.exports.relations import Field, Origin, Relation, declared, relations
from pipeline.schemas import STAGE_TABLES

DICTIONARY_PATH = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"

_HEAD = """\
# Data dictionary

Generated from `pipeline/schemas/` and `sql/` by `make docs`: edit those, not this page. The same descriptions stand in
the warehouse itself as comments (`SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'panel'`).

Stated values are exact decimals in base units (yuan, never 万元 or 亿元), with six places; derived ones are rounded to
six places. Offsets count characters of a report's text layer from 0, half-open. Times are in UTC. A column is never
empty unless it says so.
"""


NOTES = (
    (
        "Exact numbers",
        "Parquet and CSV hold every value as an exact decimal. XLSX and Stata know only doubles: up to 15 significant "
        "digits are kept, which covers every printed figure, but sums may differ in the last digits.",
    ),
    (
        "Formulas",
        "In CSV and XLSX a text that begins with = + - @, a tab or a line end, or the full-width form of one of these "
        "has an apostrophe in front, so that no spreadsheet runs it. Control characters are left out.",
    ),
    (
        "Empty cells",
        'In CSV an empty cell is a missing value and `""` an empty text.',
    ),
    (
        "Large tables",
        "A worksheet holds 1,048,576 rows: what has more goes on in further sheets of the same name and a number. "
        "A cell holds 32,767 characters: longer text is cut and ends in …",
    ),
    (
        "Regions in Stata",
        "The code of GB/T 2260 is a number with the name as its label; a place that its report hides has a number from "
        "900001 on.",
    ),
)
"""What a format cannot keep as the warehouse has it, told in the page and in the sheet `about` of the workbook."""


def dictionary_rows(chosen: Iterable[Relation]) -> Iterator[tuple[str, str, str, str, str]]:
    """(table, column, type, meaning, allowed values or reference) of each column of each relation."""
    for relation in chosen:
        for field in relation.fields:
            yield relation.name, field.name, _type_words(field), field.description, _limits(field)


def dictionary_markdown() -> str:
    """The whole page, made from the declarations and from an empty warehouse in memory."""
    import duckdb

    from pipeline.warehouse.files import LOADING_SETTINGS
    from pipeline.warehouse.loading import create_tables
    from pipeline.warehouse.marts import create_marts
    from pipeline.warehouse.statements import macros

    with duckdb.connect(":memory:", config=LOADING_SETTINGS) as connection:
        connection.execute(macros())
        create_tables(connection)
        create_marts(connection)
        known = relations(connection)
        functions = connection.execute(
            "SELECT function_name, parameters, comment FROM duckdb_functions() WHERE function_type = 'table_macro' "
            "AND NOT internal AND database_name = current_database() ORDER BY ALL"
        ).fetchall()
    lines = [_HEAD]
    for origin, title in _SECTIONS:
        lines += [f"## {title}", ""]
        for relation in known.values():
            if relation.origin is origin:
                lines += _relation_lines(relation)
    for name, parameters, comment in functions:
        lines += [f"### {name}({', '.join(parameters)})", "", *_description(comment or ""), ""]
    lines += ["## Stage tables", "", "What the stages hand on, as Parquet files; users read the warehouse.", ""]
    for table in STAGE_TABLES:
        lines += _relation_lines(declared(table))
    lines += [*_vocabulary_lines(), *_note_lines()]
    return "\n".join(lines).rstrip() + "\n"


_SECTIONS = (
    (Origin.MART, "Marts"),
    (Origin.TABLE, "Tables of the warehouse"),
    (Origin.EXPORT, "Made for exports"),
    (Origin.SUPPORT, "Views and functions that serve the marts"),
)


def _relation_lines(relation: Relation) -> list[str]:
    lines = [f"### {relation.name}", "", *_description(relation.description), ""]
    if relation.key:
        lines += ["Key: " + ", ".join(f"`{name}`" for name in relation.key), ""]
    lines += ["| column | type | meaning | values |", "| --- | --- | --- | --- |"]
    for _, name, kind, meaning, limits in dictionary_rows([relation]):
        lines.append(f"| `{name}` | {kind} | {_escaped(meaning)} | {_escaped(limits)} |")
    return [*lines, ""]


def _description(text: str) -> list[str]:
    """The question of a mart as a sentence; what its comment says beyond that keeps its lines."""
    first, _, rest = text.partition("\n")
    return [first, "", "```text", *rest.splitlines(), "```"] if rest else [first]


def _vocabulary_lines() -> list[str]:
    lines = ["## Closed vocabularies", "", "| vocabulary | words | about |", "| --- | --- | --- |"]
    for name, kind in vars(vocabulary).items():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            words = ", ".join(f"`{word.value}`" for word in kind)
            lines.append(f"| {name} | {words} | {_escaped(' '.join((kind.__doc__ or '').split()))} |")
    lines += ["", "What each confidence says, the gravest doubt first:", ""]
    return [*lines, *(f"- `{word.value}`: {said}" for word, said in vocabulary.CONFIDENCE_WORDS.items()), ""]


def _note_lines() -> list[str]:
    return ["## What exports change", "", *(f"- **{title}.** {text}" for title, text in NOTES), ""]


def _type_words(field: Field) -> str:
    return field.kind.value + (", may be empty" if field.is_nullable else "")


def _limits(field: Field) -> str:
    if field.references:
        return "→ " + ".".join(field.references)
    return ", ".join(field.values)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the page where `make docs` wants it."""
    DICTIONARY_PATH.write_text(dictionary_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
