"""Unifies the characters of a text layer, one for one, so that every offset stays true.

What belongs here: which character is written for which, and the few that depend on their neighbours. What does not:
page furniture (`furniture.py`), words of spun copies (`spun.py`), and anything that would add or remove a character.

The choices, and why:

- Full-width digits, letters and signs (１ Ａ ％ ＋ ／ ＝) become ASCII: the lexer then knows one form of each.
- Chinese punctuation ，。；：（）！？ stays: it separates clauses, and its half-width twin may stand within a number.
  Small and vertical forms of it (﹐ ︒ ﹙) become the ordinary ones.
- Dashes: a short one (－ ﹣ − ‒ –) becomes "-"; a long one (― ─ ⸺) becomes the em dash "—". Tildes become "~".
- Lines that draw a table: upright ones and crossings become "|", level ones "—".
- Middle dots (∙ ⋅ ‧ ・ •) become "·"; between two digits each is a decimal point: 2·63 is 2.63. "．" is always ".".
- A half-width full stop between Chinese characters, or at the end of a line behind one, becomes "。"; behind the
  ordinal of a heading (一.工作, 二．打算) it becomes "、", and a blank before that mark goes behind it (二 、打算).
- Quotation marks of all shapes become “ ”; straight ones only beside a Chinese character or mark, for they also part
  the cells of CSV files.
- Circles behind a Chinese digit become the zero "〇", and a year in Chinese digits (二〇二三年) is written as 2023年,
  also where letters are typed for its zeros (二OO九年).
- Whatever shows as blank or not at all (no-break and ideographic spaces, zero-width and bidirectional marks, soft
  hyphens, controls, lone surrogates) becomes a space, but tabs stay: they part the cells of tables.
- Form feed, vertical tab and the line separators of Unicode become "\\n"; "\\r" before "\\n" becomes a space, and any
  other "\\r" is a line end of its own, hence "\\n".
- Other shapes of ≥ and ≤ become these.
- Other glyphs of a character (髙 値) become the ordinary one.
- r&d and gdp become R&D and GDP.
- Radicals and compatibility ideographs (⼀ ⻓ 樂), which PDF fonts yield for 一 长 樂, become the ordinary ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from pipeline.numerals import DIGITS

MASK = "\ufffc"
"""Stands for a character of page furniture in the clean text."""

CELL_GAPS = ("|", "\t", "  ")
"""Each may part the cells of a row on its line."""

_KEPT_FULL_WIDTH = "！（），：；？"
_PAIRS = {
    "－﹣−‒–‐‑⁃˗➖": "-",
    "―─━═⸺﹘︱": "—",
    "│┃║┌┍┏╔┐┑┓╗└┕┗╚┘┙┛╝├┝┣╠┤┥┫╣┬┯┳╦┴┷┻╩┼┿╋╬": "|",
    "〜∼˜∽⁓": "~",
    "﹪٪℅": "%",
    "﹢➕": "+",
    "﹒․": ".",
    "∙⋅‧・･•·": "·",
    "〝‘「『": "“",
    "〞〟’」』": "”",
    "￥": "¥",
    "≧⩾": "≥",
    "≦⩽": "≤",
}
_FORMS = str.maketrans(
    "﹐﹑﹔﹕﹖﹗﹙﹚﹝﹞﹟﹠﹡﹤﹥﹦﹨﹩﹫︐︑︒︓︔︕︖︰︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈｡｢｣､",
    "，、；：？！（）〔〕#&*<>=\\$@，、。：；！？：（）〔〕【】《》〈〉“”“”[]。“”、",
)
_GLYPHS = str.maketrans("髙値戸査", "高值户查")
_RADICALS = str.maketrans(
    "⺁⺅⺆⺉⺊⺒⺓⺔⺕⺖⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺥⺦⺨⺩⺫⺬⺭⺯⺰⺲⺶⺹⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳",
    "厂亻冂刂卜巳幺彑彐忄扌攵旡月歺母民氵氺灬爫丬犭王罒示礻糹纟罒羊耂月臼艹艹虎衤覀西见角角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟",
)
_BLANKS = (
    *((code, code) for code in (0x7F, 0xA0, 0xAD, 0x61C, 0x1680, 0x180E, 0x3000, 0x3164, 0xFEFF, 0xFFA0, 0xFFFC)),
    (0x00, 0x08), (0x0E, 0x1F), (0x80, 0x84), (0x86, 0x9F), (0x115F, 0x1160), (0x2000, 0x200F), (0x202A, 0x202F),
    (0x205F, 0x206F), (0xD800, 0xDFFF), (0xFE00, 0xFE0F), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF),
)  # fmt: skip
_LINE_ENDS = "\r\v\f\x85\u2028\u2029"
_COMPATIBILITY = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1D), (0x1D7CE, 0x1D7FF))


@cache
def character_table() -> dict[int, str]:
    """What is written for which character, by code point; every value is one character that stands for itself."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_FULL_WIDTH}
    for first, last in _COMPATIBILITY:
        for code in range(first, last + 1):
            ordinary = unicodedata.normalize("NFKC", chr(code))
            if len(ordinary) == 1 and ordinary != chr(code):
                table[code] = ordinary
    table.update((code, chr(ordinary)) for code, ordinary in (_FORMS | _RADICALS | _GLYPHS).items())
    table.update((ord(variant), plain) for variants, plain in _PAIRS.items() for variant in variants)
    table.update((code, " ") for first, last in _BLANKS for code in range(first, last + 1))
    table.update((ord(end), "\n") for end in _LINE_ENDS)
    return {code: plain for code, plain in table.items() if chr(code) != plain}


def unify_characters(text: str) -> str:
    """The text with its characters unified; same length, same offsets, and doing it twice changes nothing more."""
    table = character_table()
    unified = _changing_run().sub(lambda run: run[0].translate(table), text.replace("\r\n", " \n"))
    unified = _POINT_BETWEEN_DIGITS.sub(".", unified)
    unified = _FULL_STOP.sub("。", unified)
    unified = _POINT_OF_ORDINAL.sub(r"\1、", unified)
    if " 、" in unified:
        unified = _BLANK_IN_ORDINAL.sub(r"\1、 ", unified)
    unified = unified.replace("r&d", "R&D").replace("gdp", "GDP")
    unified = _UNLIKE_BRACKETS.sub(lambda aside: f"（{aside[0][1:-1]}）", unified)
    if '"' in unified:
        unified = _STRAIGHT_QUOTES.sub(lambda quoted: f"“{quoted[0][1:-1]}”", unified)
    if "○" in unified or "◯" in unified:
        unified = _CIRCLE_IN_NUMERAL.sub(lambda run: "〇" * len(run[0]), unified)
    if any(century in unified for century in _CENTURIES):
        unified = _YEAR_IN_NUMERALS.sub(lambda year: year[0].translate(_DIGITS), unified)
    return unified


_POINT_BETWEEN_DIGITS = re.compile(r"·(?<=[0-9].)(?=[0-9])")
_FULL_STOP = re.compile(
    r"\.(?<=[\u4e00-\u9fff%）)”].)(?<![一二三四五六七八九十].)(?=[\u4e00-\u9fff\s]|(?:19|20)\d\d年|\Z)"
)
_POINT_OF_ORDINAL = re.compile(
    r"^([ #*]*[一二三四五六七八九十]{1,3})\.(?= *[\u4e00-\u9fff“（]| *(?:19|20)\d\d年)", re.MULTILINE
)
_BLANK_IN_ORDINAL = re.compile(r"^([ #*]*[一二三四五六七八九十]{1,3})[ ]、(?=[\u4e00-\u9fff“（\d])", re.MULTILINE)
"""二 、工作打算: the blank goes behind the mark."""
_UNLIKE_BRACKETS = re.compile(r"（[^（）()\n]{1,40}\)|\([^（）()\n]{1,40}）")
"""研发(R&D）: a bracket of one width that one of the other closes."""
_STRAIGHT_QUOTES = re.compile(
    r'"(?![,\s])(?:[^"\n]{1,40}"(?=[\u4e00-\u9fff、，。；：])|(?<=[\u4e00-\u9fff、，。；：]")[^"\n]{1,40}")'
)
_ROUND = "0OoОоΟο"
"""Letters of three alphabets, and the digit, that are typed for 〇: 二OO九年, 二0一0年."""
_CENTURIES = ("一九", *(f"二{zero}" for zero in f"〇零{_ROUND}"))
_YEAR_IN_NUMERALS = re.compile(
    rf"(?<![一二三四五六七八九〇零])(?:二[〇零{_ROUND}]|一九)[〇零一二三四五六七八九{_ROUND}]{{2}}(?=\s?年)"
)
_DIGITS = str.maketrans({character: str(value) for character, value in DIGITS.items()} | dict.fromkeys(_ROUND, "0"))
_CIRCLE_IN_NUMERAL = re.compile(r"[○◯](?<=[一二三四五六七八九〇].)[○◯]*")


@cache
def _changing_run() -> re.Pattern[str]:
    """Runs of characters that the table changes: in ordinary text they are few, and a search skips the rest quickly."""
    return re.compile("[" + "".join(_class_ranges(sorted(character_table()))) + "]+")


def _class_ranges(codes: Iterable[int]) -> list[str]:
    ranges: list[tuple[int, int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return [f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges]
