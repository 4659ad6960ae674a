"""Blanks between all characters of a text, beside those of ordinary ones."""

from __future__ import annotations

from pipeline.cleaning import MASK
from pipeline.cleaning.spread_characters import mask_spread

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
