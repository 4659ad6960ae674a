"""Years of two digits (22年工作总结, 较21年增长, 21—22年) beside durations (20年来, 15年以上, 10—15年).

What belongs here: telling the one from the other by the words around them. What does not: other words that name a
period (pipeline/extraction/periods.py).
"""

from __future__ import annotations

import re

_AGE = (
    "年(?:[来间前后内以多余如磨期龄限的一左代、。）)坚共不之]"
    "|发展|建设|奋斗|历程|经验|质保|努力|累计|年?平均|年均|均|翻|耕耘|连续|保持)"
)
"""So long, not when."""
_OPENS = r"(?<![\d\D]\d\d)|(?<=[\n\t。；;，,（(“]\d\d)|(?<=[一二三四五六七八九十]、\d\d)|(?<=[）)]\d\d)"
_RELATED = (
    r"(?<=截至\d\d)|(?<=截止\d\d)|(?<=截至到\d\d)|(?<=截止到\d\d)|(?<=[较比自]\d\d)|(?<=[\n，,。；;、（(争]到\d\d)"
    r"|(?<=[全我本][省市县区州旗局]\d\d)"
)
_WITH_PART = (
    r"(?<![\d.第满逾近约超达过]\d\d)(?=年(?:底|末|初|度(?!电)|全年|[上下]半年|第?[一二三四]季度|前三季度"
    r"|\d{1,2}(?:[-—~至]\d{1,2})?月))"
)
_OF_A_TITLE = (
    r"(?<=[\u4e00-\u9fff]\d\d)(?<![第满逾近约超达过历]\d\d)"
    r"(?=年[^来间前后行，,。\d]{0,12}?(?:总结|要点|计划|打算|思路|报告|公报|安排|任务|目标))"
)
_COUNTED_FROM = r"(?<=[由从到至]\d\d)(?=年(?:底|末|度|全年|的\d))"

SHORT_YEAR = rf"[12]\d(?=年)(?:(?:{_OPENS}|{_RELATED})(?!{_AGE})|{_WITH_PART}|{_OF_A_TITLE}|{_COUNTED_FROM})"
"""Two digits before 年 that mean a year."""
SHORT_YEAR_LISTED = rf"[12]\d(?=[-—~至、和][12]\d年)(?:{_OPENS}|{_RELATED})(?!.[12]\d{_AGE})"
"""The first of two such years with a mark between them."""
_SHORT = re.compile(rf"(?P<first>{SHORT_YEAR_LISTED})(?P<mark>.)(?P<second>\d\d)|{SHORT_YEAR}")


def full_year(printed: str) -> int:
    """The year that two or four digits print."""
    return int(printed) if len(printed) > 2 else 2000 + int(printed)


def with_full_years(text: str) -> str:
    """A text with four digits for each such year. It is longer than the one given."""
    return _SHORT.sub(_in_full, text) if "年" in text else text


def _in_full(match: re.Match[str]) -> str:
    if match["first"]:
        return f"20{match['first']}{'年' if match['mark'] in '、和' else ''}{match['mark']}20{match['second']}"
    return f"20{match.group()}"
