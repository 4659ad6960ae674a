"""Character sets are found from bytes alone."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.charsets import CUT_REMARK, decode_as, decode_bytes

REPORT = (
    "关于印发《2022年全市科技工作总结》的通知\r\n2022年，全市研发经费投入120.14亿元，同比增长17.05%。"
    "新增国家级专精特新“小巨人”企业11家，总数达到43家。\n"
)
TRADITIONAL = "本市二零二二年研究發展經費達一百二十億元，較上年增加百分之十七，高新技術企業達一千三百七十一家。" * 3
LINES = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=30, max_size=80)


@pytest.mark.parametrize(
    ("encoding", "mark", "charset"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "utf-32-be"),
        ("gb18030", b"", "gb18030"),
        ("gb18030", b"\x84\x31\x95\x33", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("gb2312", b"", "gb18030"),
    ],
)
def test_text_is_decoded_without_its_mark(encoding: str, mark: bytes, charset: str) -> None:
    decoded = decode_bytes(mark + REPORT.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.charset, decoded.warnings) == (REPORT, charset, ())


def test_rare_characters_of_names_survive_in_gb18030() -> None:
    text = REPORT + "局长：㛃𠀀、镕、喆、堃"
    decoded = decode_bytes(text.encode("gb18030"))
    assert decoded is not None
    assert decoded.text == text


def test_big5_is_told_from_gb18030() -> None:
    decoded = decode_bytes(TRADITIONAL.encode("cp950"))
    assert decoded is not None
    assert (decoded.text, decoded.charset) == (TRADITIONAL, "cp950")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_cut_last_character_is_left_out_with_a_remark(encoding: str) -> None:
    whole = REPORT.rstrip() + "元"
    decoded = decode_bytes(whole.encode(encoding)[:-1])
    assert decoded is not None
    assert (decoded.text, decoded.warnings) == (whole[:-1], (CUT_REMARK,))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damaged_bytes_are_shown_and_remarked_on(encoding: str) -> None:
    data = bytearray((REPORT * 5).encode(encoding))
    data[1] = 0xFF
    decoded = decode_bytes(bytes(data))
    assert decoded is not None
    assert decoded.charset == encoding
    assert decoded.text.endswith(REPORT)
    assert "\ufffd" in decoded.text
    assert "U+FFFD" in decoded.warnings[0]


def test_noise_is_text_in_no_character_set() -> None:
    noise = bytes((n * n * 31 + n * 7 + (n >> 3)) % 251 + 3 for n in range(4000))
    assert decode_bytes(noise) is None
    assert decode_bytes(codecs.BOM_UTF8 + noise) is None


@pytest.mark.parametrize(
    ("charset", "text"),
    [("gb2312", "朱镕基、喆"), ("GBK", "𠀀"), ("utf8", REPORT), ("big5", "經費")],
)
def test_declared_character_set_is_used_where_it_holds(charset: str, text: str) -> None:
    encoding = "gb18030" if charset.lower().startswith("gb") else charset
    decoded = decode_as(text.encode(encoding), charset)
    assert decoded is not None
    assert decoded.text == text


def test_declared_character_set_that_does_not_hold_is_refused() -> None:
    assert decode_as(REPORT.encode("gb18030"), "utf-8") is None
    assert decode_as(REPORT.encode(), "no-such-charset") is None


@given(LINES)
def test_any_chinese_text_of_some_length_comes_back_in_each_set(text: str) -> None:
    text = f"2022年，{text}，增长12.5%。"
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        decoded = decode_bytes(text.encode(encoding))
        assert decoded is not None
        assert decoded.text == text
