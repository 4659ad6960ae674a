"""What holds of every text, sensible or not: the ledger is complete and in place, observations are of the catalogue.

What belongs here: invariants over texts that hypothesis puts together from pieces of reports, and over any Unicode.
What does not: whether the facts are the right ones (`test_cases.py`).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from pipeline.cleaning import MASK, CleanText, clean_text
from pipeline.errors import UnreadableReportError
from pipeline.extraction import Extractor, LedgerEntry
from pipeline.extraction.numbers import NumberLexer
from pipeline.extraction.periods import PeriodLexer
from pipeline.flow import number_and_observation_rows, segment_rows, text_row
from pipeline.segmentation import SegmentedReport, segment_report
from pipeline.vocabulary import Bound, Measure, NumberClass, Unit
from tests.read_once import reference

TITLE = "淄博市2023年科技工作总结\n\n"
MONEY = {Unit.CNY, Unit.USD, Unit.EUR, Unit.HKD, Unit.JPY}
PERIOD = re.compile(r"\d{4}(?:/\d{4})?|\d{4}-\d\d/\d{4}-\d\d")
BLANKS = re.compile(rf"[\s{MASK}]+")

NAMES = [
    "全市高新技术企业",
    "科技型中小企业",
    "技术合同成交额",
    "研发投入强度",
    "专利申请量、授权量",
    "院士工作站",
    "R&D人员",
]
VERBS = [
    "达到",
    "同比增长",
    "居全省第",
    "新增",
    "提高",
    "分别为",
    "均达到",
    "由",
    "增至",
    "力争突破",
    "预计",
    "占GDP比重",
]
FIGURES = [
    "1532家",
    "12.5%",
    "4位",
    "０.12个百分点",
    "268.4亿元",
    "2，318项",
    "3-5家",
    "两成多",
    "百分之三点五",
    "1 680",
    "三分之一",
]
PERIODS = ["2022年", "1—11月", "“十四五”期间", "到2025年", "去年", "上半年", "今明两年", "（2021—2023年）"]
PLACES = ["桓台县", "全省", "高新区", "而昆山", "山东大学", "××市"]
MARKS = [
    "，",
    "。",
    "；",
    "、",
    "：",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "-",
    "~",
    ".",
    ",",
    "\n",
    "\n\n",
    "\t",
    " ",
    "\u200b",
    "\u3000",
]
LINES = [
    "\n一、工作成效\n",
    "\n二、下一步打算\n",
    "\n（三）",
    "\n1.",
    "\n— 3 —\n",
    "\n淄科发〔2024〕6号\n",
    "\n浏览次数：28\n",
    "\n指标\t2022\t2023\n",
]
PIECES = st.lists(st.sampled_from([*NAMES, *VERBS, *FIGURES, *PERIODS, *PLACES, *MARKS, *LINES]), max_size=40).map(
    "".join
)
UNICODE = st.one_of(
    st.text(max_size=120),
    st.text(
        alphabet=st.sampled_from(
            "0123456789０９٣𝟐〇一两十百千万亿.,，、-—%％年月日第前位翻番成分之由至到家元 \n\t\u200b\ufffc"
        ),
        max_size=60,
    ),
)
TEXTS = st.one_of(PIECES, PIECES.map(lambda text: TITLE + text), UNICODE)
few = settings(max_examples=120, derandomize=True)


@cache
def extractor() -> Extractor:
    return Extractor(reference())


def segmented(text: str) -> tuple[CleanText, SegmentedReport]:
    clean = clean_text(text, reference())
    return clean, segment_report(clean, text, reference())


def extracted(text: str) -> list[LedgerEntry]:
    return extractor().extract(segmented(text)[1])


@few
@given(text=TEXTS)
@example(text="")
@example(text="\ufffc\n1\ufffc2\n")
def test_segments_tile_what_is_not_masked_or_blank(text: str) -> None:
    clean, report = segmented(text)
    assert len(clean.text) == len(text)
    spans = [(segment.start, segment.end) for segment in report.segments]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    held = {place for start, end in spans for place in range(start, end)}
    assert {m.start() for m in re.finditer(rf"[^\s{MASK}]", clean.text)} <= held


@few
@given(text=TEXTS)
@example(text="第第前首翻")
def test_the_ledger_is_in_order_in_place_and_complete(text: str) -> None:
    clean, report = segmented(text)
    entries = extractor().extract(report)
    spans = [(entry.start, entry.end) for entry in entries]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for entry in entries:
        segment = report.segments[entry.segment]
        assert segment.start <= entry.start < entry.end <= segment.end
        assert entry.number == BLANKS.sub("", clean.text[entry.start : entry.end])
    noted = {place for start, end in spans for place in range(start, end)}
    assert [m.start() for m in re.finditer("[0-9]", clean.text) if m.start() not in noted] == []


@few
@given(text=TEXTS)
def test_each_number_has_one_verdict(text: str) -> None:
    for entry in extracted(text):
        assert entry.verdict in set(NumberClass)
        assert entry.reason
        assert bool(entry.observations) == (entry.verdict is NumberClass.FACT)
        is_nothing = entry.verdict is NumberClass.NONE
        assert (entry.value is None) == (entry.unit is None) == (entry.bound is None) == is_nothing
        assert (entry.value_high is not None) == (entry.bound is Bound.RANGE)
        assert entry.value is None or entry.value.is_finite()


@few
@given(text=PIECES.map(lambda text: TITLE + text))
def test_observations_are_of_the_catalogue_and_fit_it(text: str) -> None:
    for entry in extracted(text):
        stated = Counter(
            (o.binding.indicator.id, o.binding.place.code, o.binding.period, o.binding.telling.measure)
            for o in entry.observations
        )
        assert not stated or max(stated.values()) == 1, f"{entry.number} states one thing twice"
        for observation in entry.observations:
            told = observation.binding
            assert reference().indicators[told.indicator.id] is told.indicator
            assert told.value.is_finite()
            assert told.value_high is None or told.value_high >= told.value
            assert told.place.code == "unknown" or told.place.code in reference().regions.by_code
            assert PERIOD.fullmatch(told.period)
            assert told.unit in _units_that_fit(told.telling.measure, told.indicator.unit)
            for span in (observation.indicator_span, observation.region_span, observation.period_span):
                assert span is None or 0 <= span[0] < span[1] <= len(text)


def _units_that_fit(measure: Measure, unit: Unit | None) -> set[Unit]:
    if measure in (Measure.RANK, Measure.GROWTH_RANK):
        return {Unit.RANK}
    if measure is Measure.CHANGE_PCT:
        return {Unit.PERCENT}
    if unit is None or unit in MONEY:
        return MONEY
    if unit is Unit.PERCENT:
        return {Unit.PP} if measure is Measure.CHANGE_ABS else {Unit.PERCENT}
    return {unit}


@settings(max_examples=40, derandomize=True)
@given(text=PIECES.map(lambda text: TITLE + text), other=TEXTS)
def test_extraction_is_repeatable_and_holds_no_state(text: str, other: str) -> None:
    before = _in_words(extracted(text))
    extracted(other)
    assert _in_words(extracted(text)) == before


def _in_words(entries: list[LedgerEntry]) -> list[str]:
    return [
        f"{e.start}-{e.end} {e.verdict} {e.reason} {e.value} {e.value_high} {e.unit} {e.bound} {e.label} "
        + " ".join(
            f"{o.binding.indicator.id} {o.binding.place.code} {o.binding.period} {o.binding.telling.measure}"
            f" {o.binding.standing.status} {o.binding.value} {o.binding.confidence} {o.period_span} {o.status_span}"
            for o in e.observations
        )
        for e in entries
    ]


@settings(max_examples=40, derandomize=True)
@given(text=TEXTS)
def test_rows_bear_the_very_characters_of_the_text_layer(text: str) -> None:
    data = f"{TITLE}全市{text}".encode(errors="replace")
    try:
        text_cells = text_row({"doc_id": "0" * 64, "file_name": "a.txt"}, data, reference(), "f")
    except UnreadableReportError:
        reject()
    segments = segment_rows(text_cells, reference())
    numbers, observations = number_and_observation_rows(text_cells, segments, reference())
    layer = text_cells["text_layer"]
    assert all(layer[row["start"] : row["end"]] == row["number"] for row in (*numbers, *observations))
    assert len({row["number_id"] for row in numbers}) == len(numbers)
    assert {row["number_id"] for row in observations} == {r["number_id"] for r in numbers if r["class"] == "fact"}


# -- numbers -----------------------------------------------------------------------------------------------------------

FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@st.composite
def printed_numbers(draw: st.DrawFn) -> tuple[Decimal, str]:
    """A number and one way to print it: grouping, width of the digits, blanks and breaks."""
    whole = draw(st.integers(1, 99_999_999))
    fraction = draw(st.sampled_from(["", "5", "07", "125"]))
    mark = draw(st.sampled_from(["", ",", "，"])) if not fraction else draw(st.sampled_from(["", ","]))
    printed = f"{whole:,}".replace(",", mark) + (f".{fraction}" if fraction else "")
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    if mark != "，" and draw(st.booleans()):
        printed = printed.translate(FULL_WIDTH)
    elif draw(st.booleans()):
        place = draw(st.integers(0, len(printed)))
        printed = printed[:place].translate(FULL_WIDTH) + printed[place:]
    if draw(st.booleans()):
        place = draw(st.integers(1, len(printed)))
        return value, printed[:place] + draw(st.sampled_from(["\n", "\r\n", "\n\n— 3 —\n\n"])) + printed[place:]
    return value, printed + draw(st.sampled_from(["", " ", "\u3000", "\u200b"]))


@settings(max_examples=150, derandomize=True)
@given(number=printed_numbers(), unit=st.sampled_from(["万元", "亿元", "家", "个百分点"]))
def test_a_number_has_one_value_however_it_is_printed(number: tuple[Decimal, str], unit: str) -> None:
    value, printed = number
    text = (
        f"{TITLE}今年以来，科技部门持续完善工作推进机制，努力克服各种不利因素影响，共计完成{printed}{unit}，成效明显。"
    )
    factor = {"万元": 10_000, "亿元": 100_000_000}.get(unit, 1)
    found = [entry.value for entry in extracted(text) if entry.verdict is not NumberClass.NONE]
    assert found == [value * factor]


@pytest.mark.parametrize(
    "text", ["", "。", "第", "百分之", "分之", "前", "翻番", "成", "-", "1/0", "〇", "零零", "亿", "万亿亿万"]
)
def test_the_lexer_takes_any_scrap(text: str) -> None:
    tokens = NumberLexer(reference()).find(text)
    assert all(0 <= token.lead <= token.start < token.end <= token.tail <= len(text) for token in tokens)


@few
@given(text=TEXTS)
def test_periods_are_in_order_and_within_the_text(text: str) -> None:
    found = PeriodLexer(reference().patterns).find(text)
    assert all(0 <= period.start < period.end <= len(text) for period in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for period in found:
        resolved = period.resolve(2023)
        assert resolved is None or PERIOD.fullmatch(resolved)


# -- work --------------------------------------------------------------------------------------------------------------

REPEATED = {
    "sentences": "全市高新技术企业达到1532家，同比增长12.5%。",
    "clauses of one sentence": "高新技术企业达到1532家，",
    "paragraphs": "桓台县技术合同成交额完成26.3亿元，居全省第4位。\n",
    "digits": "12345678",
    "list marks": "3、",
    "names without numbers": "高新技术企业和科技型中小企业",
    "opening brackets": "（《“",
    "numerals": "三百二十",
    "periods": "2022年1—11月",
    "distributive pairs": "专利申请量、授权量分别为50件、20件，",
    "headings": "一、工作成效\n",
    "table rows": "研发投入强度\t%\t2.79\t2.91\n",
    "cells": "2.79\n",
    "blanks": "1 \t",
}
REPEATS = 150


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_work_grows_with_the_length(piece: str) -> None:
    """Counted in calls, so that no busy machine can fail it: twice the text is at most twice the calls and a little."""
    once, twice = (_calls(lambda n=n: extracted(TITLE + piece * n)) for n in (REPEATS, 2 * REPEATS))
    assert twice <= 2.2 * once


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
