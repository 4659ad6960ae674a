"""Forms of what stands in the headings of tables besides words: numbers of rows, marks, notes, years and months.

What belongs here: patterns of digits and marks. What does not: words, which are data (`table_headers.csv`).
"""

from __future__ import annotations

import re

ORDINAL = re.compile(
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、]"
    r"|\d{1,2}[.．](?!\d)|[①-⑳ⅠⅡⅢⅣⅤ▲△★☆●◆■]|\d{1,2}(?=[\u4e00-\u9fff])(?![年月日季岁个至]))[、.．]?"
)
NOTE = re.compile(r"(?:[①-⑳*※▲△★☆]|\[\d\]|[（(]?注\d?[)）]?)+$")
MARK = re.compile(r"[①-⑳*＊▲△★☆]+(?=[（(])")
BRACKET = re.compile(r"[（(\[〔【]([^（()）\[\]〔〕【】]{0,24})[)）\]〕】]")
PUNCTUATION = frozenset("“”‘’\"'《》·.．-—~：:，,、。 ()（）|_①②③④⑤⑥⑦⑧⑨⑩※")
MONTH = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:份)?(?![底末\d日])(?:当月)?")
DOTTED = re.compile(
    r"(?:(?<![\d.])(?=.{5}\d{1,2}(?:[-—~至]\d{1,2})?月)|(?<![^（(])(?=.{5}\d{1,2}[）)]?$))"
    r"((?:19|20)\d\d)[.．](?=(?:1[0-2]|0?[1-9])(?!\d))"
)
"""2023.6, 2023.1-6月: the dot stands for 年."""
BARE_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])(?=$|[）)])")
BARE_YEAR = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:[-—–~](?P<last>(?:19|20)\d\d))?(?![\d.])")
"""2023, 2001-2005."""
