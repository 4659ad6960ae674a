"""The clean text: offsets of the text layer hold, furniture is masked, spun words are restored."""

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleaning import MASK, clean_text
from pipeline.reference import Reference, load_reference

PAGE = (
    "首页>规划计划\n"
    "2022年全市科技工作总结\n"
    "发布日期:2023-02-18 09:01:39 作者: 浏览次数:１２ 字体:[大 中 小]\n"
    "２０２２年，全市高新技术企业达到１３７１家，同比增长33．5％；技术合同成交额完成226.69亿元。\n"
    "【打印本页】 【关闭窗口】"
)
SPUN = "经济社会开展离不开科技效劳。要夯实根底，到达120家，为可持续开展作出新的奉献。"


@cache
def cached_reference() -> Reference:
    return load_reference()


@pytest.fixture
def reference() -> Reference:
    return cached_reference()


def test_offsets_of_the_text_layer_hold_in_the_clean_text(reference: Reference) -> None:
    clean = clean_text(PAGE, reference)
    assert len(clean.text) == len(PAGE)
    start = PAGE.index("１３７１")
    assert clean.text[start : start + 4] == "1371"
    start = PAGE.index("33．5％")
    assert clean.text[start : start + 5] == "33.5%"


def test_furniture_is_masked_and_its_line_ends_stay(reference: Reference) -> None:
    lines = clean_text(PAGE, reference).text.split("\n")
    assert [set(line) <= {MASK, " "} for line in lines] == [True, False, True, False, True]
    assert lines[1] == "2022年全市科技工作总结"


def test_mask_in_the_source_is_no_mask(reference: Reference) -> None:
    assert MASK not in clean_text("全市\ufffc高新技术企业达到1371家，比上年增加344家。", reference).text


def test_spun_copy_is_told_and_its_words_are_restored(reference: Reference) -> None:
    clean = clean_text(SPUN, reference)
    assert clean.is_spun
    assert clean.text == "经济社会发展离不开科技服务。要夯实基础，达到120家，为可持续发展作出新的贡献。"


def test_genuine_report_keeps_its_words(reference: Reference) -> None:
    genuine = "全市开展科技活动周，缺乏数据的到达现场核对，120家企业作出贡献。"
    clean = clean_text(genuine, reference)
    assert (clean.text, clean.is_spun) == (genuine, False)


@given(st.text(alphabet="首页发布日期:字体大中小。，12３４\n\r\t 效劳开展根底到达？?〔〕\ufffc页第", max_size=120))
@settings(max_examples=150)
def test_length_and_line_ends_are_kept_whatever_the_text(text: str) -> None:
    clean = clean_text(text, cached_reference())
    assert len(clean.text) == len(text)
    for before, after in zip(text, clean.text, strict=True):
        assert (before == "\n") <= (after == "\n")
        assert not before.isdigit() or after.isdigit() or after in (MASK, "（", "）")


def test_four_times_the_text_is_cleaned_in_nowhere_near_sixteen_times_the_time(reference: Reference) -> None:
    text = "2022年，全市高新技术企业达到1371家，同比增长33.5%，占比达到48.42%，开展培训会１１场。" * 3 + "\n"

    def seconds(lines: int) -> float:
        started = time.process_time()
        clean_text(text * lines, reference)
        return time.process_time() - started

    assert min(seconds(2400), seconds(2400)) < 9 * min(seconds(600), seconds(600))
