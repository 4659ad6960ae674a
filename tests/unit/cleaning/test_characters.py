"""Characters are unified one for one: same length, digits kept, twice the same as once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleaning.characters import character_table, unify_characters

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]), max_size=200)
TRICKY_TEXT = st.text(
    alphabet="二○〇◯12３４．·•∙。，\r\n\f\t \u3000\u200b\ufeff％﹪－–—～年家\ufffc\ud800⼀ﬀ①", max_size=60
)


@pytest.mark.parametrize(
    ("source", "unified"),
    [
        ("２０２３年增长１２．５％", "2023年增长12.5%"),
        ("Ｒ＆Ｄ经费", "R&D经费"),
        ("６%～６．５％，２－３家，12–15%，1—11月", "6%~6.5%，2-3家，12-15%，1—11月"),
        ("降幅为−2.1%、﹣3%", "降幅为-2.1%、-3%"),
        ("2·63%，2∙63%，2•63%，2・63%", "2.63%，2.63%，2.63%，2.63%"),
        ("“科创·淄博”•蓝色", "“科创·淄博”·蓝色"),
        ("１．科技企业", "1.科技企业"),
        ("a\u3000b\u00a0c\u200bd\ufeffe\u202ef\u2060g\u00adh", "a b c d e f g h"),
        ("一行\r\n二行\r三行\f四行\u2028五行\v六行\x85七行", "一行 \n二行\n三行\n四行\n五行\n六行\n七行"),
        ("指标\t单位\x00\x07\ud83d", "指标\t单位   "),
        ("〝三农〞工作", "“三农”工作"),
        ('专精特新"小巨人"企业、「瞪羚」企业', "专精特新“小巨人”企业、“瞪羚”企业"),
        ('"地区","生产总值"', '"地区","生产总值"'),
        ("⼀是加⻓⻩⾦期，樂凉", "一是加长黄金期，樂凉"),
        ("，。；：（）！？、《》【】〔2024〕", "，。；：（）！？、《》【】〔2024〕"),
        ("﹐﹔﹕︰﹙1﹚｡､", "，；：：（1）。、"),
        ("能力提升.2019年，投入增长2.5%.二、打算", "能力提升。2019年，投入增长2.5%。二、打算"),
        ("一.工作\n　　二．2023年打算\n三. “十四五”目标", "一、工作\n  二、2023年打算\n三、 “十四五”目标"),
        ("其中一.工作，比例为十.五", "其中一.工作，比例为十.五"),
        ("已有\ufffc占位", "已有 占位"),
        ("①②㎡℃½Ⅲ²", "①②㎡℃½Ⅲ²"),
        ("𝟐𝟎家", "20家"),
        ("￥100", "¥100"),
        ("二O一O年，二oo九年，二０一０年，一九九O年", "2010年，2009年，2010年，1990年"),
        ("二○二三年，二○○九年，一九九◯年，○一是", "2023年，2009年，1990年，○一是"),
    ],
)
def test_characters_are_unified(source: str, unified: str) -> None:
    assert unify_characters(source) == unified


def test_table_maps_one_character_to_one_that_stays() -> None:
    table = character_table()
    assert len(table) > 1000
    for code, plain in table.items():
        assert len(plain) == 1
        assert ord(plain) != code
        assert ord(plain) not in table, f"U+{code:04X} becomes {plain!r}, which would change again"


@given(st.one_of(ANY_TEXT, TRICKY_TEXT))
@settings(max_examples=300)
def test_length_and_digits_are_kept_and_twice_is_once(text: str) -> None:
    unified = unify_characters(text)
    assert len(unified) == len(text)
    assert unify_characters(unified) == unified
    for before, after in zip(text, unified, strict=True):
        if before in "0123456789":
            assert after == before
        if "０" <= before <= "９":
            assert after == chr(ord(before) - 0xFEE0)
        assert after not in "\r\f\u3000\u200b\u00a0\ufffc"


@given(TRICKY_TEXT, TRICKY_TEXT)
def test_a_line_is_unified_alike_wherever_it_stands(first: str, second: str) -> None:
    """Lines do not touch each other, so a text may be cleaned in pieces or whole."""
    whole = unify_characters(f"{first}\n{second}")
    assert whole[len(first) + 1 :] == unify_characters(second)
