"""Finds the words that name a period: 2023年, 去年, 上半年, 1—11月, 2018—2022年, “十四五”期间, 截至9月末.

What belongs here: the form and meaning of such words. What does not: which of them a number takes
(`figure_periods.py`), nor what a title says of a whole part (pipeline/segmentation/openings.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from pipeline.extraction.grammar import JOINT
from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.segmentation.parts import five_years
from pipeline.segmentation.short_years import full_year

_FULL_YEAR = r"(?:19|20)\d\d"
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_PART_OF_YEAR = (
    r"(?:(?P<{0}from>\d{{1,2}})(?:月(?:份)?)?(?:[-—~至到－–]+{1}|、(?=\d{{1,2}}月[^。；;\n]{{0,40}}分别))(?P<{0}to>\d{{1,2}})月(?:份)?"
    r"|(?<!\d)[元一](?:月(?:份)?)?[-—~至到－–]+(?P<{0}numeral>十[一二]|[二三四五六七八九十]|1[0-2]|[2-9])月(?:份)?"
    r"|(?P<{0}half>[上下]半年|[前头][两二2]个?季度)|(?P<{0}first>[前头][三3]个?季度|前三季)"
    r"|(?P<{0}quarter>(?P<{0}quarters>[1一](?:季度)?[-—~至到－–]+)?第?[一二三四1234]季度)"
    r"|(?P<{0}end>\d{{1,2}})月(?:份)?(?:底|末)"
    r"|(?<![提之以此])(?:前(?=\d|.{{1,2}}个)|头(?=.{{1,2}}个))(?P<{0}months>\d{{1,2}}|十[一二]?|[两二三四五六七八九])个?月(?:份)?)"
)
_BEFORE = 6
"""Characters before a mention in which words may say what it is for."""
_FIGURE_FROM = re.compile(r"的?\d[\d.,]*[^，,。；;\d]{1,3}[、和]")
"""A figure between two years from which one counts."""
_LONGEST_UNTIL = 5
"""Characters of 截止到今年 before a part of it."""
_WHOLE_YEAR = (1, 12)
_DAYS_OF_MONTH = 28
_YEAR_OF_CENSUS = 1950
"""Ten years before the first census that is held every ten years: the seventh is of 2020."""

PeriodRole = Literal["of", "base", "from"]
"""The figure is of this period (2022年), compared with it (比2020年), or develops from it (由2022年的914家)."""


def _compiled(patterns: Patterns) -> re.Pattern[str]:
    """The pattern of all mentions: years, months and quarters by their form, the rest by words."""
    part_of_it = _PART_OF_YEAR.format("y", "(?:(?P=year)年)?")  # 2024年1月-2024年9月
    short, listed = patterns.years.short_year.pattern, patterns.years.short_year_listed.pattern
    set_for_year = f"(?:{patterns.periods.set_for_year.pattern})"
    return re.compile(
        rf"(?={patterns.periods.mention_opens.pattern})(?:"
        rf"(?P<span_from>{_FULL_YEAR}|{short}|{listed})年?(?:度)?[-—~至到－–]+(?P<span_to>{_FULL_YEAR}|[012]\d)年(?:度)?(?:期间|间)?"
        rf"|(?P<year>{_FULL_YEAR}|{short}|(?<=\d\d[、和])[012]\d)(?:年|(?=全年|[两三四]年[，,全我]))(?:度)?(?:的)?"
        rf"(?:{part_of_it}|(?P<year_end>底|末|年底|年末|初(?!{set_for_year}))|初(?={set_for_year})"
        rf"|(?P<year_month>\d{{1,2}})(?:{patterns.periods.month_alone.pattern})|(?P<date>\d{{1,2}}月(?:\d{{1,2}}日?)?)"
        rf"|全年|(?P<since>{patterns.periods.since_behind.pattern}))?"
        rf"|(?P<listed>{_FULL_YEAR}|{listed})(?=[、和](?:{_FULL_YEAR}[、和])?(?:{_FULL_YEAR}|[012]\d)[两三四]?年)"
        rf"|{_PART_OF_YEAR.format('b', '')}|{patterns.periods.told_in_words.pattern})"
    )


class PeriodMention(NamedTuple):
    """One mention, half-open in the compact text.

    `year_offset` is set instead of `first`/`last` where the mention is relative (去年: -1); `first` alone is the first
    of the years up to that of the part (2019年以来); months are 0 in years.
    """

    start: int
    end: int
    role: PeriodRole
    first: int | None
    last: int | None
    year_offset: int = 0
    first_month: int = 0
    last_month: int = 0
    is_count_of_years: bool = False
    """近五年, 五年来: so many years, the last of which is that of the part."""
    is_open: bool = False
    """Up to the year of the part, if that is earlier: “十四五”以来."""
    is_now: bool = False
    is_single: bool = False
    """One year to come (明年) or past (五年前), not all up to it (今后三年) or since (五年来)."""
    is_same: bool = False
    """同年: the year told of before."""

    def resolve(self, year: int | None) -> str | None:
        """The period as written in observations, with `year` the one that the part speaks of."""
        last = self.last if self.last is not None else (year + self.year_offset if year is not None else None)
        if last is None:
            return None
        if self.is_open and year is not None:
            last = min(last, year)
        if self.last_month:
            return f"{last}-{self.first_month:02d}/{last}-{self.last_month:02d}"
        first = self.first if self.first is not None else last
        if self.year_offset > 0 and not self.is_single and year is not None:
            return f"{year}/{last}"
        if self.year_offset < 0 and self.first is None and self.is_count_of_years:
            first, last = last, year or last
        return str(max(first, last)) if first >= last else f"{first}/{last}"


class PeriodLexer:
    """Finds the periods of a compact text by one compiled pattern."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._pattern = _compiled(patterns)

    def find(self, text: str) -> list[PeriodMention]:
        """All mentions of a text, in order. Dates to the day are none: they say when, not of what period."""
        mentions: list[PeriodMention] = []
        for match in self._pattern.finditer(text):
            mention = _mention(match, text, self._patterns)
            if mention is None:
                continue
            last = mentions[-1] if mentions else None
            if match["same"] and last is not None and last.end == mention.start and last.last is not None:
                mentions[-1] = last._replace(end=mention.end)  # 2020年同期
                continue
            if last is not None and _is_year_of(last, mention):
                mentions.pop()  # 去年 of 去年上半年
                mention = mention._replace(start=last.start, role=last.role, year_offset=last.year_offset)
                last = mentions[-1] if mentions else None
            elif last is not None and _opens_part(last, mention, text):
                mentions.pop()  # 2024年，上半年
                mention = mention._replace(start=last.start, role=last.role, first=last.first, last=last.last)
                last = mentions[-1] if mentions else None
            if last is not None and last.role == "base" and JOINT.fullmatch(text, last.end, mention.start):
                mention = mention._replace(role="base")  # 较1—9月份和上年同期
            elif last is not None and last.role == "from" and _FIGURE_FROM.fullmatch(text, last.end, mention.start):
                mention = mention._replace(role="from")  # 从2022年的104家、2023年的123家增长至139家
            mentions.append(mention)
        return mentions


def _is_year_of(year: PeriodMention, part: PeriodMention) -> bool:
    """Whether 今年 or 去年 stands right before a part of a year."""
    is_bare = year.first is None and year.last is None and not (year.last_month or year.is_count_of_years)
    is_next = year.end == part.start and part.last_month > 0 and part.last is None
    return is_bare and is_next and year.year_offset in (0, -1)


def _opens_part(year: PeriodMention, part: PeriodMention, text: str) -> bool:
    """Whether a clause that names but a year stands before a part of it: 进入2024年，上半年."""
    is_year = year.first is not None and year.first == year.last and not year.last_month and year.role == "of"
    is_bare = part.last is None and part.last_month > 0 and part.role == "of" and not part.year_offset
    return is_year and is_bare and text[year.end : part.start] in ("，", ",")


def _role(text: str, start: int, end: int, patterns: Patterns) -> PeriodRole:
    """What a mention is for: 由2022年的914家 and 继2022年… count from it, 比2022年 and 2022年以来最好 compare with it.

    从2022年指标来看 does neither.
    """
    before = max(0, start - _BEFORE)
    if patterns.periods.counted_from.search(text, before, start):
        return "of" if patterns.periods.viewed_behind.match(text, end) else "from"
    if patterns.periods.short_of_goal.match(text, end):
        return "of"  # 与“十三五”末达到2%的目标还有差距
    is_base = patterns.periods.base_before.search(text, before, start) or patterns.periods.base_behind.match(text, end)
    return "base" if is_base else "of"


def _mention(match: re.Match[str], text: str, patterns: Patterns) -> PeriodMention | None:
    """The period that a match of the words for one names, or None where its months are none."""
    role = _role(text, *match.span(), patterns)
    if match["since"] and text[match.start() - 1] in "自从":
        role = "of"

    def mention(first: int | None, last: int | None, **more: int | bool) -> PeriodMention:
        return PeriodMention(*match.span(), role, first, last, **more)  # type: ignore[arg-type]

    if match["year"] and patterns.periods.only_named_behind.match(text, match.end()):
        return None  # 综合考虑实现2035年远景目标，…
    if match["listed"]:
        return mention(full_year(match["listed"]), full_year(match["listed"]))
    if census := match["census"] or match["census_short"] or match["census_told"]:
        year = _YEAR_OF_CENSUS + 10 * printed_number(census)
        return mention(year, year)
    if match["span_from"] or match["year"] or match["plan"] or match["old_plan"]:
        return _of_named_years(match, mention, patterns)
    months = _months(match, "b", patterns)
    if months and match["bquarter"] and _is_until(match, patterns):  # 截至三季度
        months = 1, months[1]
    if months == _WHOLE_YEAR:
        return mention(None, None)
    if months:
        return mention(None, None, first_month=months[0], last_month=months[1])
    if match["same"]:
        if _opens_clause(match, text):
            return mention(None, None, is_same=True)
        return PeriodMention(*match.span(), "base", None, None, -1)
    return _of_relative_years(match, mention, patterns)


def _is_until(match: re.Match[str], patterns: Patterns) -> bool:
    """截至2018年4月, 截止到今年三季度: figures count up to the end of the period."""
    start = match.start()
    return patterns.periods.counted_until.search(match.string, max(0, start - _LONGEST_UNTIL), start) is not None


def _of_named_years(
    match: re.Match[str], mention: Callable[..., PeriodMention], patterns: Patterns
) -> PeriodMention | None:
    """2023年, 2018—2022年, “十四五”期间; none for the name of a plan, and for dates to the day.

    Up to one of them (截至2018年4月10日) figures count.
    """
    if match["span_from"]:
        return mention(full_year(match["span_from"]), full_year(match["span_to"]))
    if match["old_plan"]:
        first, last = five_years(match["old_plan"])
        return mention(last, last) if match["old_end"] else mention(first, last)
    if match["plan"]:
        if match["plan_name"] and not match["plan_part"]:
            return None
        first, last = five_years("十" + match["plan"])
        if match["plan_years"]:
            return mention(first, first + printed_number(match["plan_years"][-2]) - 1)  # “十四五”前三年
        if match["plan_open"]:
            return mention(first, last, is_open=True)
        return mention(last, last) if match["plan_end"] else mention(first, last)
    year = full_year(match["year"])
    if match["since"]:
        return mention(year, None)
    if match["year_month"]:
        month = int(match["year_month"])
        return mention(year, year, first_month=month, last_month=month) if 1 <= month <= 12 else None
    if match["date"]:
        of_month, _, day = match["date"].rstrip("日").partition("月")
        month = int(of_month)
        is_until = _is_until(match, patterns)
        if is_until and not day and 1 <= month < 12:
            return mention(year, year, first_month=1, last_month=month)
        if is_until and day:
            return _up_to_day(year, month, int(day), mention)
        return mention(year, year) if not day else None
    months = _months(match, "y", patterns)
    if months and match["yquarter"] and _is_until(match, patterns):
        months = 1, months[1]
    if months and months != _WHOLE_YEAR:
        return mention(year, year, first_month=months[0], last_month=months[1])
    return mention(year - 1, year - 1) if match["year_end"] == "初" else mention(year, year)


def _up_to_day(year: int, month: int, day: int, mention: Callable[..., PeriodMention]) -> PeriodMention:
    """截至2018年4月10日: of that year; of its months where the last of them is over (截至2018年6月30日)."""
    if day >= _DAYS_OF_MONTH and 1 <= month < 12:
        return mention(year, year, first_month=1, last_month=month)
    return mention(year, year)


def _of_relative_years(
    match: re.Match[str], mention: Callable[..., PeriodMention], patterns: Patterns
) -> PeriodMention | None:
    """去年, 今年, 近五年, 今后三年, 3月当月: years counted from the one that the part speaks of."""
    if match["two"]:
        return mention(None, None, is_now=True)
    if match["this"]:
        return mention(None, None, is_now=patterns.periods.now.fullmatch(match["this"]) is not None)
    if match["last"]:
        return mention(None, None, year_offset=-1)
    if match["next"]:
        return mention(None, None, year_offset=1, is_single=True)
    if match["before_last"]:
        return mention(None, None, year_offset=-2)
    if match["ago"]:
        return mention(None, None, year_offset=-printed_number(match["ago"]), is_single=True)
    if match["until"]:
        month = int(match["until"])
        return mention(None, None, first_month=1, last_month=month) if 1 <= month < 12 else None
    if match["month"] or match["this_month"]:
        month = int(match["month"] or match["this_month"])
        first = 1 if _is_until(match, patterns) else month  # 截至今年10月
        return mention(None, None, first_month=first, last_month=month) if 1 <= month <= 12 else None
    if match["that"]:
        return mention(None, None, is_same=True)
    if match["ahead"]:
        return mention(None, None, year_offset=printed_number(match["ahead_years"] or "1") - 1)
    count = match["years"] or match["recent"]
    years = printed_number(count) if count else 0
    return mention(None, None, year_offset=-(years - 1), is_count_of_years=True) if years > 1 else None


def _opens_clause(match: re.Match[str], text: str) -> bool:
    """同期 that opens a clause or has a figure behind it is the period told of before, not a base."""
    start, end = match.span()
    before = text[start - 1 : start]
    if text.startswith(("为", "是", "仅"), end) and before not in "年比较同":
        return True
    return before in ("，", ",", "；", ";", "。", "而", "\n", "")


def _months(match: re.Match[str], prefix: str, patterns: Patterns) -> tuple[int, int] | None:
    """First and last month: 1—11月, 上半年, 前三季度, 二季度, 三季度末, 9月末, 前8个月."""
    first, last = match[prefix + "from"], match[prefix + "to"]
    if first and last:
        months = int(first), int(last)
        return months if 1 <= months[0] <= months[1] <= 12 else None
    if match[prefix + "numeral"]:
        return 1, printed_number(match[prefix + "numeral"])
    if match[prefix + "half"]:
        return (7, 12) if match[prefix + "half"] == "下半年" else (1, 6)
    if match[prefix + "first"]:
        return 1, 9
    quarter = match[prefix + "quarter"]
    if quarter:
        last_month = _QUARTERS[quarter[-3]]
        at_its_end = patterns.periods.at_its_end.match(match.string, match.end(prefix + "quarter"))
        return 1 if match[prefix + "quarters"] or at_its_end else last_month - 2, last_month
    end = match[prefix + "end"]
    if end:
        return (1, int(end)) if 1 <= int(end) <= 12 else None
    several = match[prefix + "months"]
    if several:
        count = printed_number(several)
        return (1, count) if 1 <= count <= 12 else None
    return None
