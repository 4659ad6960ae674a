"""Decodes bytes of unknown character set, in the order that was found to be right most often.

What belongs here: which character set. What does not: formats (pipeline/ingest/media_types.py) and markup (`html.py`).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
CUT_REMARK = "The file ends within a character; the cut character was left out."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE_BYTES = 16_384
"""Enough for a verdict on a character set; a longer sample changed none of them."""
_LEGIBLE_SHARE = 0.9
"""Chinese text in the right UTF-16 order is legible throughout; GB18030 or Big5 read as UTF-16 stays below a half."""
_DAMAGED_SHARE, _DAMAGED_SHARE_OF_GB18030 = 0.2, 0.05
"""Damage up to which a text is still of that character set. Other sets read as UTF-8 are damaged nearly throughout;
GB18030 takes most pairs of bytes, whatever they were."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text, the character set that decoded it, and remarks for the user."""

    text: str
    charset: str
    warnings: tuple[str, ...] = ()


def decode_bytes(data: bytes) -> DecodedText | None:
    """Decodes `data`, or returns None where it is text in no known character set.

    Order: byte order mark, strict UTF-8 (its last character may be cut), UTF-16 without mark, UTF-8 with a little
    damage, Big5 where it is valid and charset-normalizer says so, strict GB18030, GB18030 with a little damage.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], charset) or _decode_damaged(data[len(mark) :], charset)
    if (whole := _decode_strictly(data, "utf-8")) is not None:
        return whole
    return _decode_wide(data) or _decode_damaged(data, "utf-8") or _decode_chinese(data)


def decode_as(data: bytes, charset: str) -> DecodedText | None:
    """Decodes `data` in the character set that the document declares, or returns None where that does not hold."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return None
    if name in {"gb2312", "gbk", "hz"}:
        # Both fail on rare characters of personal names; GB18030 contains them.
        name = "gb18030"
    return _decode_strictly(data, name)


def _decode_strictly(data: bytes, charset: str) -> DecodedText | None:
    """All of `data`, but for a character that is cut at its end."""
    decoder = codecs.getincrementaldecoder(charset)("strict")
    try:
        text = decoder.decode(data, final=False)
    except UnicodeError:
        return None
    is_cut = bool(decoder.getstate()[0])
    return DecodedText(text, charset, (CUT_REMARK,) if is_cut else ())


def _decode_wide(data: bytes) -> DecodedText | None:
    """UTF-16 without a byte order mark: the byte order that makes legible Chinese."""
    sample = data[: _SAMPLE_BYTES & ~1]
    for charset in ("utf-16-le", "utf-16-be"):
        if _legible_share(sample.decode(charset, "replace")) >= _LEGIBLE_SHARE:
            decoded = _decode_strictly(data, charset)
            if decoded is not None:
                return decoded
    return None


def _legible_share(sample: str) -> float:
    legible = sum(
        1
        for character in sample
        if "\u4e00" <= character <= "\u9fa5"
        or " " <= character <= "~"
        or character in "\r\n\t，。、；：（）“”《》—％\u3000"
    )
    return legible / len(sample) if sample else 0.0


def _decode_damaged(data: bytes, charset: str) -> DecodedText | None:
    """Text with a few bytes that do not fit, each shown as U+FFFD."""
    text = data.decode(charset, "replace")
    damaged = text.count(REPLACEMENT)
    several_bytes = sum(1 for character in text[:_SAMPLE_BYTES] if character > "\x7f")
    in_sample = text.count(REPLACEMENT, 0, _SAMPLE_BYTES)
    share = _DAMAGED_SHARE_OF_GB18030 if charset == "gb18030" else _DAMAGED_SHARE
    if damaged > len(text) * share or in_sample > several_bytes * share:
        return None
    return DecodedText(text, charset, (_damage_remark(charset, damaged),))


def _decode_chinese(data: bytes) -> DecodedText | None:
    if (traditional := _decode_strictly(data, "cp950")) is not None and _is_traditional(data):
        return traditional
    return _decode_strictly(data, "gb18030") or _decode_damaged(data, "gb18030")


def _is_traditional(data: bytes) -> bool:
    """Whether charset-normalizer, too, takes the bytes for Big5. It costs an import, so it is asked last."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE_BYTES]).best()
    return best is not None and best.encoding in {"big5", "big5hkscs", "cp950"}


def _damage_remark(charset: str, damaged: int) -> str:
    return f"{damaged} characters did not fit {charset} and are shown as U+FFFD."
