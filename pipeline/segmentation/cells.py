"""What a cell of a table is by its form: a number, a mark for none, words in English.

What belongs here: single cells. What does not: where the cells of a line are (`rows.py`), nor what their words say
(pipeline/extraction/table_headings.py).
"""

from __future__ import annotations

import re

LONGEST_CELL = 24
"""Characters; the longest name of an indicator in statistical tables (with its unit) has some twenty."""
LONGEST_BOUNDED = 40
"""Characters of a target with words behind its bound (＞7、力争高于“十三五”时期)."""

_VERB = (
    r"(?:同比|比上年|较上年)?"
    r"(?:增长|提高|上升|下降|降低|减少|增加|净增|新增|达到|突破|超过|控制在|保持在|稳定在|力争|确保)?"
)
_BOUND = r"(?:[约近超≥≤><]|大于|小于|不低于|不超过|不少于)?"
_AMOUNT = r"[-+±]?(?:第)?\d[\d,]*(?:\.\d+)?(?:[-—~至]\d[\d,]*(?:\.\d+)?)?"
_UNIT = r"\s?(?:%|‰|[^\d\s年月日季号，。：:；、（(]{0,6})?"
_FIGURE = re.compile(rf"{_VERB}{_BOUND}[\[〔【(（]?{_AMOUNT}{_UNIT}(?:[（(].{{0,6}}[)）])?[\]〕】)）]?[①-⑳*]?$")
_BOUNDED = re.compile(r"[≥≤><]\d[\d,]*(?:\.\d+)?%?[、，；（(]")
_NOTHING = re.compile(r"[—\-/…·]{1,4}$|\.{2,6}$|无$|持平$|\*{1,3}$")
_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_TITLE_NUMBER = re.compile(
    r"(?:附?表|专栏|附件|续表|图表|附录)(?:\d{1,2}(?=(?:19|20)\d\d年)|\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})?"
    r"(?:[-—.]\d{1,2}(?!\d)|[-—.]\d{1,2}(?=(?:19|20)\d\d))*[:：]?|\d{1,2}(?:[-—]\d{1,3})+(?!\d*年)"
    r"|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:、|[.．](?!\d))"
)
_RULE = re.compile(r":?[-—]{2,}:?$")
_ENGLISH = r"(?:[A-Za-z ,.&\-/%':|)]|\([^()\u4e00-\u9fff]*\)?)+"
_IS_ENGLISH = re.compile(rf"(?=.*[A-Za-z]{{2}}){_ENGLISH}$")
_ENGLISH_TAIL = re.compile(rf"(?<=[\u4e00-\u9fff）)])(?=[A-Z][a-z]{{2}}){_ENGLISH}$")


def is_number(cell: str) -> bool:
    """Whether a cell holds one figure, with a unit or bound at most (5000以上, 8.3%, [25])."""
    if len(cell) <= LONGEST_CELL and _FIGURE.match(cell):
        return True
    return len(cell) <= LONGEST_BOUNDED and _BOUNDED.match(cell) is not None


def is_nothing(cell: str) -> bool:
    """Whether a cell stands for a missing figure (—)."""
    return _NOTHING.match(cell) is not None


def is_year(cell: str) -> bool:
    """Whether a cell is a year, which heads a column or a row."""
    return _YEAR.match(cell) is not None


def is_rule(cell: str) -> bool:
    """Whether a cell is a part of a line that is drawn between rows."""
    return _RULE.match(cell) is not None


def is_english(cell: str) -> bool:
    """Whether a cell says in English what another says in Chinese: Gross Domestic Product (100 million yuan)."""
    return _IS_ENGLISH.match(cell) is not None


def start_of_english(cell: str) -> int:
    """Where a cell goes on in English: 年份Year; its length where it does not."""
    found = _ENGLISH_TAIL.search(cell)
    return found.start() if found is not None else len(cell)


def start_of_title(text: str) -> int:
    """Where the words of a title begin, behind 表1 or 1-3."""
    number = _TITLE_NUMBER.match(text)
    return number.end() if number is not None else 0
