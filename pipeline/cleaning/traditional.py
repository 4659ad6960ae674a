"""Copies in traditional characters, as some sites show reports of the mainland: each is read as its simplified one.

What belongs here: telling such a copy and writing one character for one. What does not: the words of Taiwan and
Hong Kong, in which no bureau of the mainland writes.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.cleaning.characters import MASK

LEAST_SHARE = 0.01
"""In a traditional text three to six characters of a hundred are found in no other; elsewhere only names hold any."""
LONGEST_SAMPLE = 20_000
"""Characters at the head of a text that tell how it is written."""
_TELLTALE = re.compile("[發業國經億萬術區與產長開實進學務關設創應]")
_SOUND = re.compile(
    "[(（][a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}[)）]"
    r"|(?<=[\u4e00-\u9fff])(?:[(（](?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouü]{1,3}(?:ng?|r)?[)）])+(?: (?=[\u4e00-\u9fff]))?"
)
"""技術(shù), 億(yi) 元, 市(shi)(shi): how a character is spoken, which some sites add, without its tone too."""
_PLANNED = re.compile("(?<=[计规筹谋策])画")
"""計畫, as Taiwan writes 計劃."""
_IDEOGRAPHS = range(0x4E00, 0xA000)


def write_simplified(text: str) -> str:
    """The text with simplified characters and sounds masked where it is written in traditional ones; same length."""
    sample = text[:LONGEST_SAMPLE]
    if len(_TELLTALE.findall(sample)) < LEAST_SHARE * len(sample):
        return text
    plain = _PLANNED.sub("划", text.translate(simplified_characters()))
    return _SOUND.sub(lambda sound: MASK * len(sound[0]), plain)


@cache
def simplified_characters() -> dict[int, str]:
    """The simplified character for each traditional one, by code point (some 3,500, from the tables of OpenCC)."""
    from opencc import OpenCC  # some 30 ms, and few reports need it

    traditional = [chr(code) for code in _IDEOGRAPHS]
    simplified = OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    pairs = zip(traditional, simplified, strict=True)
    found = {ord(character): plain for character, plain in pairs if character != plain and len(plain) == 1}
    return found | {ord("陜"): "陕"}  # as many sites write 陝西
