"""Turns of phrase: the table and the code name the same patterns, and a bad row is told with its place."""

from __future__ import annotations

import ast
import re
import shutil
from dataclasses import fields
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest

from pipeline.errors import ReferenceDataError
from pipeline.reference import DEFAULT_FOLDER
from pipeline.reference.cues import CueKind, load_cues
from pipeline.reference.loading import Row, SeedFolder
from pipeline.reference.patterns import LAYOUT, TOPICS, expression, load_patterns

PIPELINE = Path(__file__).resolve().parents[3] / "pipeline"
READERS = [
    *PIPELINE.glob("*.py"),
    *(m for stage in ("cleaning", "segmentation", "extraction") for m in (PIPELINE / stage).rglob("*.py")),
]
"""The modules that read reports."""
SEEDS = SeedFolder.read(DEFAULT_FOLDER)
ROWS, CUES = list(SEEDS.rows(LAYOUT)), load_cues(SEEDS)
PATTERNS = load_patterns(SEEDS, CUES)
CASES = Path(__file__).resolve().parents[1] / "extraction" / "cases"
TOLD = "\n".join([*(row.text("example") for row in ROWS), (CASES / "periods.csv").read_text(encoding="utf-8")])


def _text(table: Path) -> str:
    return table.read_text(encoding="utf-8")


def _names_used() -> set[str]:
    """Topic and name of what is asked of anything called `patterns`, by rules or by patterns below."""
    used = {f"{row.text('topic')}.{name}" for row in ROWS for name in re.findall(r"\{([a-z_]+)\}", row.text("pattern"))}
    used -= {name for name in used if name.partition(".")[2] in {*CueKind}}
    for module in READERS:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                whose, topic = ast.unparse(node.value.value), node.value.attr
                if whose.endswith("patterns"):
                    used.add(f"{topic}.{node.attr}")
    return used


def _name(row: Row) -> str:
    return f"{row.text('topic')}.{row.text('name')}"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A copy of the table that a test may spoil."""
    return Path(shutil.copy(DEFAULT_FOLDER / LAYOUT.file_name, tmp_path))


def test_every_pattern_is_used_and_every_name_used_is_in_the_table() -> None:
    fields_of_topics = {f"{topic}.{field.name}" for topic, kind in TOPICS.items() for field in fields(kind)}
    assert _names_used() == {_name(row) for row in ROWS} == fields_of_topics


def _rows_of(topic: str) -> list[Row]:
    return [row for row in ROWS if row.text("topic") == topic]


@pytest.mark.parametrize("topic", TOPICS)
def test_loaded_patterns_hold_those_of_the_rows(topic: str) -> None:
    def is_held(row: Row) -> bool:
        pieces = re.split(r"\{[a-z_]+\}", row.text("pattern"))
        loaded = attrgetter(_name(row))(PATTERNS).pattern
        return re.search(".*".join(map(re.escape, pieces)), loaded) is not None

    assert [row.line for row in _rows_of(topic) if not is_held(row)] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_each_row_finds_its_example(topic: str) -> None:
    patterns = getattr(PATTERNS, topic)
    above = {field.name: getattr(patterns, field.name).pattern for field in fields(patterns)}

    def finds(row: Row) -> bool:
        own = re.compile(expression(row, CUES, above))
        return any(match.group() for match in own.finditer(row.text("example")))

    assert [row.line for row in _rows_of(topic) if not finds(row)] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_pattern_finds_what_its_rows_do_without_the_lookahead_put_before_them(topic: str) -> None:
    """Of the examples of all, and of the sentences of cases."""
    patterns = getattr(PATTERNS, topic)
    read: dict[str, str] = {}
    for name, rows in groupby(_rows_of(topic), lambda row: row.text("name")):
        read[name] = "|".join([expression(row, CUES, read) for row in rows])
        loaded = getattr(patterns, name)
        if loaded.pattern != read[name]:
            plain = re.compile(read[name])
            assert [found.regs for found in loaded.finditer(TOLD)] == [found.regs for found in plain.finditer(TOLD)]


def test_kinds_of_cues_stand_for_their_words(table: Path) -> None:
    spoilt = re.sub("^lists,of_which,.*$", "lists,of_which,^{of_two}$,其中,x", _text(table), flags=re.MULTILINE)
    table.write_text(spoilt, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="'of_two' is no kind of cue"):
        load_patterns(SeedFolder.read(table.parent), CUES)
    table.write_text(_text(table).replace("{of_two}", "{firm}").replace("$,其中", "$,某厂"), encoding="utf-8")
    loaded = load_patterns(
        SeedFolder.read(table.parent), {**CUES, CueKind.FIRM: (*CUES[CueKind.FIRM], "某厂", "某行")}
    ).lists.of_which
    assert [bool(loaded.match(word)) for word in ("某厂", "某行", "某店")] == [True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("lists,of_which,其中,其中,", "lists,of_which,其中,此外,", "finds nothing"),
        ("lists,of_which,其中,其中,", "lists,of_which,(其中,其中,", "no regular expression"),
        ("lists,of_which,其中,其中,", "lists,of_witch,其中,其中,", "no rule uses 'lists.of_witch'"),
        ("lists,of_which,其中,其中,", "parts,of_which,其中,其中,", "'parts' is no topic"),
        ("lists,of_which,其中,其中,", "lists,of_which,其中,其中,\n#", "meaning: is empty"),
        ("lists,of_which,其中,其中,", "lists,of_which,其中,其中|", "cells"),
    ],
)
def test_bad_row_is_told_with_file_and_line(table: Path, old: str, new: str, problem: str) -> None:
    text = _text(table)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith(old))
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=problem) as raised:
        load_patterns(SeedFolder.read(table.parent), CUES)
    assert f"{table.name}:{line}" in str(raised.value) or f"line {line}" in str(raised.value)


def test_missing_pattern_is_named(table: Path) -> None:
    text = re.sub("^lists,of_which,.*\n", "", _text(table), flags=re.MULTILINE)
    table.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"lacks lists\.of_which"):
        load_patterns(SeedFolder.read(table.parent), CUES)


def test_rows_of_one_name_are_ways_of_saying_one_thing(table: Path) -> None:
    further = "lists,of_which,这当中,这当中,"
    text = re.sub("^(lists,of_which,.*)$", rf"\1\n{further}", _text(table), flags=re.MULTILINE)
    table.write_text(text, encoding="utf-8")
    loaded = load_patterns(SeedFolder.read(table.parent), CUES).lists.of_which
    assert [bool(loaded.match(word)) for word in ("其中", "这当中", "此外")] == [True, True, False]
    table.write_text(text.replace(further, "lists,of_which,(这当中,这当中,"), encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="no regular expression") as raised:
        load_patterns(SeedFolder.read(table.parent), CUES)
    assert raised.value.line == 1 + text.splitlines().index(further)
    table.write_text(text.replace(further + "\n", "") + further + "\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"'lists\.of_which' stands further up as well"):
        load_patterns(SeedFolder.read(table.parent), CUES)
