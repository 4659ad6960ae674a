"""Statistical tables in many layouts: every figure of `tables.yaml`, and nothing else."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.cleaning import clean_text
from pipeline.extraction import Extractor, LedgerEntry
from pipeline.extraction.compaction import compact_segments
from pipeline.extraction.grammar import build_grammar
from pipeline.extraction.numbers import NumberLexer
from pipeline.extraction.periods import PeriodLexer
from pipeline.extraction.tables import read_tables
from pipeline.extraction.tables.headings import HeadingReader, HeadingRules
from pipeline.extraction.tables.layouts import Cell
from pipeline.extraction.tables.repeats import MOST_CELLS, stacks_of_repeats
from pipeline.reference import Reference, load_reference
from pipeline.segmentation import segment_report
from pipeline.vocabulary import NumberClass
from tests.case_files import read_yaml

TABLES: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("tables.yaml"))


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def extractor(reference: Reference) -> Extractor:
    return Extractor(reference)


def _extract(text: str, extractor: Extractor, reference: Reference) -> list[LedgerEntry]:
    return extractor.extract(segment_report(clean_text(text, reference), text, reference))


def _told(entry: LedgerEntry) -> list[str]:
    """One line a figure, as `tables.yaml` writes them."""
    if not entry.observations:
        return [f"{entry.number}: quantity {_plain(entry.value)} {entry.unit}"]
    lines = []
    for observation in entry.observations:
        bound = observation.binding
        high = f" {_plain(bound.value_high)}" if bound.value_high is not None else ""
        printed = "" if bound.bound == "exact" else f" {bound.bound}{high}"
        lines.append(
            f"{entry.number}: {bound.indicator.id} {bound.period} {bound.telling.measure} {bound.standing.status}"
            f" {_plain(bound.value)} {bound.unit}{printed} @{bound.place.code}"
        )
    return lines


def _plain(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else "-"


def _expected(table: dict[str, Any]) -> list[str]:
    lines = []
    for figure in table["figures"]:
        ((number, told),) = figure.items()
        is_fact = not told.startswith("quantity") and "@" not in told
        lines.append(f"{number}: {told}" + (f" @{table['region']}" if is_fact else ""))
    return lines


@pytest.mark.parametrize("table", TABLES, ids=[table["name"] for table in TABLES])
def test_every_figure_of_a_table_is_read(table: dict[str, Any], extractor: Extractor, reference: Reference) -> None:
    text = table["text"].replace("→", "\t")
    entries = _extract(text, extractor, reference)
    told = [line for entry in entries if entry.verdict is not NumberClass.NONE for line in _told(entry)]
    assert told == _expected(table)
    clean = clean_text(text, reference).text
    assert all(clean[entry.start : entry.end].replace(" ", "") == entry.number for entry in entries)


def test_a_blank_before_a_point_loses_no_digit(extractor: Extractor, reference: Reference) -> None:
    places = ("全国 22143.6 2.23", "北京 2233.6 6.31", "天津 463.0 3.28", "河北 566.7 1.61", "山西 191.2 1.12")
    head = "2019年各地研发经费情况\n地 区\n研发经费\n（亿元）\n投入强度\n（%）\n"
    text = head + "\n".join("\n".join(place.split()) for place in places) + "\n辽宁\n508 .5\n2.04\n"
    numbers = "".join(entry.number for entry in _extract(text, extractor, reference))
    assert [character for character in numbers if character.isdigit()] == [c for c in text if c.isdigit()]


def test_a_row_of_bars_alone_stops_nothing(extractor: Extractor, reference: Reference) -> None:
    text = "号|标|位|年|年|]|性\n|\n|||件||3|1"
    assert "".join(entry.number for entry in _extract(text, extractor, reference)) == "31"


def test_a_report_without_rows_is_not_looked_at(extractor: Extractor, reference: Reference) -> None:
    report = segment_report(clean_text("2022年，全市地区生产总值100亿元。", reference), "", reference)
    compact = compact_segments(report.text, report.segments)
    assert read_tables(report, compact, [], _rules(reference)) == {}


def test_rows_of_blank_cells_alone_are_passed_over(extractor: Extractor, reference: Reference) -> None:
    entries = _extract(
        "指标 | 甲 | 乙 | 丙 |\n合计 | 1 | 2 | 3 |\n | | |\n张店区 | 4 | 5 | 6 |\n桓台县 | 7 | 8 | 9 |",
        extractor,
        reference,
    )
    assert [entry.number for entry in entries] == list("123456789")


def test_rows_that_leave_one_column_are_read(extractor: Extractor, reference: Reference) -> None:
    entries = _extract("甲\t乙2\nvz\t6甲99.6%0", extractor, reference)
    assert [entry.number for entry in entries] == ["2", "6", "99.6", "0"]


@pytest.mark.parametrize(("layout", "rows"), [("rows", 8000), ("cells", 3000), ("wide", 3000), ("one_row", 6000)])
def test_time_grows_in_proportion_to_the_length_of_a_table(layout: str, rows: int, reference: Reference) -> None:
    short = min(_seconds(_long_table(layout, rows // 10), reference) for _ in range(2))
    long = _seconds(_long_table(layout, rows), reference)
    # Ten times the rows: a hundred times the time would be quadratic; the machine is shared, hence the wide margin.
    assert long < 35 * short


@pytest.mark.parametrize("names", [4, 400])
def test_a_header_too_wide_to_compare_all_its_cells_says_nothing_of_repeats(names: int, reference: Reference) -> None:
    printed = ["县区", *(f"高企{number}" for number in range(names)), *("目标", "完成") * names]
    cells = [Cell(index, index + 1, text) for index, text in enumerate(printed)]
    stacks = stacks_of_repeats(cells, 1 + 2 * names, HeadingReader(_rules(reference), "370300"), 2023)
    assert (stacks is None) is (len(cells) > MOST_CELLS)


def _rules(reference: Reference) -> HeadingRules:
    return HeadingRules(reference, build_grammar(reference.cues, reference.patterns), PeriodLexer(reference.patterns))


def _seconds(text: str, reference: Reference) -> float:
    """What reading the tables of a text takes, without the rest of the extraction."""
    rules, lexer = _rules(reference), NumberLexer(reference)
    report = segment_report(clean_text(text, reference), text, reference)
    compact = compact_segments(report.text, report.segments)
    tokens = lexer.find(compact.text)
    started = time.process_time()
    figures = read_tables(report, compact, tokens, rules)
    spent = time.process_time() - started
    assert sum(len(row.bindings) for row in figures.values()) >= 500
    return spent


def _long_table(layout: str, rows: int) -> str:
    title = "桓台县2022年统计公报\n表1 2022年全县主要经济指标\n"
    header, row = ("指标", "单位", "2022年", "增长（%）"), ("地区生产总值", "亿元", "612.35", "4.1")
    if layout == "one_row":
        return (
            title
            + "\t".join(["指标", *["2022年"] * rows])
            + "\n"
            + "\t".join(["地区生产总值（亿元）", *["61.3"] * rows])
        )
    gap = {"rows": "\t", "cells": "\n", "wide": "    "}[layout]
    return title + "\n".join([gap.join(header), *[gap.join(row)] * rows]) + "\n"
