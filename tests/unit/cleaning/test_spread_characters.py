"""Blanks between all characters of a text, beside those of ordinary ones."""

from __future__ import annotations

import pytest

from pipeline.cleaning import MASK
from pipeline.cleaning.spread_characters import mask_blanks_around_numbers, mask_spread

SPREAD = "全 市 高 新 技 术 企 业 达 到 600 家 ， 同 比 增 长 12% 。\n二 、 下 一 步 打 算\n"


def test_words_whose_characters_stand_apart_are_closed() -> None:
    masked = mask_spread(SPREAD)
    assert len(masked) == len(SPREAD)
    assert masked.replace(MASK, "") == "全市高新技术企业达到 600 家，同比增长 12% 。\n二、下一步打算\n"


def test_blanks_between_cells_and_words_stay() -> None:
    table = "指标      2021年   2022年\n高新技术企业      600      720\n"
    spaced = "全市高新技术企业 达到 600 家"
    assert mask_spread(table) == table
    assert mask_spread(spaced) == spaced
    assert mask_spread("") == ""


def test_digits_that_stand_apart_are_closed_where_years_do_so() -> None:
    spread = "1 9 9 6 年产量4 9 2 5 万吨，1 9 9 7 年3 月5 日增长1 0 .3 %，2 0 0 0 年为7 家"
    assert mask_spread(spread).replace(MASK, "") == "1996 年产量4925 万吨，1997 年3 月5 日增长10.3 %，2000 年为7 家"
    assert mask_spread("1 9 9 6 年为4 9 2 5 家") == "1 9 9 6 年为4 9 2 5 家"
    assert mask_spread("指标 1 2 3\n2021 年 5 6") == "指标 1 2 3\n2021 年 5 6"


SPACED = "2023 年，全市高企达到 1532 家，增长 24%，总量居全省第 6 位。\n新增平台 4 家，净增 2 家。"


def test_blanks_around_numbers_of_sentences_are_masked() -> None:
    masked = mask_blanks_around_numbers(SPACED)
    assert len(masked) == len(SPACED)
    assert masked.replace(MASK, "") == SPACED.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "高企 1532 家\n平台 4 家\n园区 12 家\n高校 3 所\n",  # rows
        "全市高企达到 1532家，增长24%，居第6位，新增平台4家。",  # one blank among many numbers
        "| 高企 | 12 家，增长 5% | 4 家，增长 3% | 9 家，净增 2 家，总量 8 家 |",
    ],
)
def test_other_blanks_around_numbers_stay(text: str) -> None:
    assert mask_blanks_around_numbers(text) == text
