"""Chinese numerals: what their characters are worth, and the value of a numeral.

What belongs here: reading a numeral that was found. What does not: finding one in a text (pipeline/extraction).
"""

from __future__ import annotations

from decimal import Decimal

SCALES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "十亿": Decimal(1_000_000_000),
    "百亿": Decimal(10_000_000_000),
    "千亿": Decimal(100_000_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def printed_number(printed: str) -> int:
    """The number that digits or a numeral print: 12 and 十二 are 12."""
    return int(printed) if printed.isdecimal() else numeral_value(printed)


def numeral_value(numeral: str) -> int:
    """The value of a Chinese numeral: 一万五千亿 is 1,500,000,000,000; 二〇二三 is 2023."""
    if not any(character in "十百千万亿" for character in numeral):
        return int("".join(str(DIGITS[character]) for character in numeral) or 0)
    total = section = digit = 0
    for character in numeral:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in "十百千":
            section += (digit or 1) * int(SCALES[character])
            digit = 0
        else:
            unit = int(SCALES[character])
            if character == "亿":
                total = (total + section + digit or 1) * unit
            else:
                total += ((section + digit) or 1) * unit
            section = digit = 0
    return total + section + digit
