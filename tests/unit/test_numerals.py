"""Chinese numerals and digits, as printed."""

from __future__ import annotations

import pytest

from pipeline.numerals import numeral_value, printed_number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十八", 28),
        ("两百零三", 203),
        ("一万五千亿", 1_500_000_000_000),
        ("二〇二三", 2023),
    ],
)
def test_a_numeral_is_read(numeral: str, value: int) -> None:
    assert numeral_value(numeral) == value


def test_digits_and_numerals_print_the_same_number() -> None:
    assert printed_number("12") == printed_number("十二") == 12
