"""Parts of a report: the stretch that tells of 2019 and the one that promises 2020.

What belongs here: what titles and headings say of the period and the status of the figures below them. What does not:
periods that a sentence states itself (pipeline/extraction/periods.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind, alternation
from pipeline.short_years import with_full_years
from pipeline.vocabulary import Status

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?=年|—|-|－|至|~)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)年?[-—~至－]+(20\d\d)年")
"""方案（2023-2027年）, 2018—2022年工作回顾"""
_BARE_YEAR = re.compile(r"(?<![\d.,])(20\d\d)(?![.,]?\d|\s?[家件个项人名户亩吨元万亿余多%％])")
"""A year of a table or name (2018科技工作会议); 2000件 is none."""
DATE_TOLD = re.compile(r"(?:19|20)\d\d(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-/.]\d{1,2}[-/.]\d{1,2})")
"""A day: 2024年1月8日, 2021-07-27. Its year is not what a title speaks of."""
_YEAR_OF_DAY = re.compile(r"((?:19|20)\d\d)\s*年\s*\d{1,2}\s*月")
"""The year of a day that prose tells, not of a stamp (2024-01-17)."""
_GOAL_YEAR = re.compile(
    r"(?:^|[，,。；;：:\s])到(?:19|20)\d\d年|(?:19|20)\d\d年(?=[，,]?[^，,。；;\n]{0,14}(?:将|力争|计划|确保))"
)
"""到2025年，…; 2023年，全省将…: a year for which something is promised."""
_WORK_REPORT = re.compile(r"政府工作报告")
"""Delivered at the beginning of the year in its title, on the year before; its goals are those of that year."""
_YEAR_REVIEWED_FIRST = re.compile(
    r"(?:^|[。\n]|[一二]、)\s*((?:19|20)\d\d)\s*年(?:度)?(?:(?:政府)?(?:主要)?工作(?:回顾|情况|总结|完成)|以来|[，,])"
)
"""2019年工作回顾, 2019年，…: the year with which a heading or sentence of a work report begins first is reviewed."""
_YEAR_OF_PLAN = re.compile(
    r"(?:总结|汇报|情况|回顾)[^\d，,。；;]{0,4}(?:[及和暨与、]|以及)[^\d，,。；;]{0,8}(?:(?:19|20)\d\d)年[^，,。；;]{0,6}(?:计划|打算|思路|安排|要点|谋划)"
)
"""工作总结及2025年工作计划: the only year in the title is that of the plan; the review is of the year before."""
_SETS_OUT = re.compile(
    r"(?:特?(?:制定|制订|编制|拟定)(?:本|如下|以下)|(?<!制)(?<!编)提出(?:如下|以下))[^，,。；;]{0,8}(?:规划|方案|计划|意见|措施)[。:：]"
)
"""特制定本行动计划。: a plan, whatever its title says."""
_YEARBOOK = re.compile(r"年鉴[^\d，。]{0,4}((?:19|20)\d\d)(?!年)")
"""统计年鉴-2018 is named after the year in which it came out, and tells of the year before."""
_SPEECH = re.compile("(?:讲话|发言|致辞)(?:稿|材料)?$")
"""部署会上的讲话: whatever it is held for, it reviews first."""
_VISION = re.compile(r"(?<=规划)[和及暨与](?:19|20)\d\d年?远景目标")
"""第十四个五年规划和2035年远景目标纲要 is the plan of the five years."""
_MEETING_HELD = re.compile(r"会议?(?:(?:在[^，,。]{2,8})?(?:隆重)?(?:召开|举行)|上的?(?:讲话|发言|致辞|工作?报告))")
_DAY_TOLD = re.compile(r"(?<![\d年])(1[0-2]|[1-9])月\d{1,2}日")
"""1月7日，2023年…会议召开: the day of news that bears no date."""
_BEGINNING = 4
"""The last month of the beginning of a year, when meetings are held on the year before."""
_END = 11
"""The first month of the end of a year, when some governments report on that year itself."""
_PAST_YEAR = re.compile("过去一年|(?:^|[。“”\n])去年", re.MULTILINE)
_YEAR_AHEAD = re.compile("今年[，,]?[^，,。；;\n]{0,10}(?:将|力争|要|计划|确保)")
_TOLD_LAST_YEAR = re.compile("(?:获悉|介绍|了解到|据悉)[，,]?去年")
"""News that speak of the year before, which the text also names by its number."""
_YEAR_BEFORE = re.compile(r"去年|过去的?一年")
_TOLD_FROM_NOW = re.compile("去年|今年")
_SUMMARY = re.compile(r"总结|(?:汇报|情况|回顾)(?:[及和暨与、]|以及)[^，,。；;]{0,12}(?:计划|打算|思路|安排|要点|谋划)")
"""A report on a year, whose 今年 and 去年 count from that year, whenever it was put on the web."""
_QUOTED = re.compile(r"《[^《》]*》")
_LEADING_YEAR = re.compile(r"(?:^|[。\n])\s*((?:19|20)\d\d)\s*年(?:度|(?P<since>以来))?[\s，,]")
_BASE_YEAR = re.compile(r"(?:较|比|自|从|由|与|同)(?:19|20)\d\d年|(?:19|20)\d\d年以来")
"""The year with which figures are compared, or since which they count, is not the one that they are of."""
_YEAR_TOLD = re.compile(
    r"(?:(?<![到至—-])|(?<=[截增长高升降]至)|(?<=[增长高升降]到))(20\d\d)年(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?![^，,。；;\n]{0,16}(?:会议|大会|目标|计划|规划|将|力争|要点))"
)
"""A year of which figures are told, and not of a day, a meeting or what is planned."""
_REVIEWED_YEAR = re.compile(
    r"(?:总结|回顾)了?(?:过去的?)?((?:19|20)\d\d)\s*年(?:度)?[^，,。；;\d]{0,14}(?:工作|成绩|情况)"
)
"""A speech: 刚才某局长总结了2021年全市科技工作."""
_HALF = re.compile(r"上半年|1\s*[-—~至]\s*6月")
_QUARTERS = re.compile(r"前三季度|1\s*[-—~至]\s*9月")
_FIRST_QUARTER = re.compile(r"(?:第?一季度|1\s*[-—~至]\s*3月)")
_LEADING_PART = re.compile(
    r"今年(?:以来)?(?:上半年|前三季度|1\s*[-—~至]\s*\d{1,2}\s*月|一季度)"
    r"|(?:^|[。\n]\s{0,4}(?:20\d\d年)?)(?:上半年|前三季度)"
    r"|(?:显示|获悉|介绍|核算|统计)[，,：:]\s*20\d\d年(?:上半年|前三季度|1\s*[-—~至]\s*\d{1,2}\s*月|第?一季度)"
)
"""With what a report begins: 今年上半年, 上半年，…, 数据显示，2021年一季度…."""
_QUARTER_TOLD = re.compile(r"(?<!年第)(?<![明来]年)(?<!去年)(?<!年)(?:第?一季度|1\s*[-—~至]\s*[23]\s*月)(?!末)")
"""一季度 in a report of April: it is on the year of its date."""
_MONTHS = re.compile(r"(?<!\d)1\s*[-—~至]\s*(1[0-2]|[2-9])\s*月|前(1[01]|[2-9]|十一|[二三四五六七八九十])个月")
_FIVE_YEARS = re.compile(r"[“\"]?十([一二三四五六])五[”\"]?(?:时期|期间)?|第十([一二三四五六])个五年")
_SAME_YEAR = re.compile(r"下半年|今年|本年|全年|年内|后[一二三四五六]个?月|四季度|下季度|下一季度|后三季度")
_THIS_YEAR = ("今年", "本年")
"""Behind a review of a whole year they mean the next one: 过去一年工作成效, then 今年目标任务."""
_NEXT_YEAR = re.compile(r"明年|来年|下一?年|下年度")
LOOK_FOR_NAME = 200
"""Characters at the head of a report in which its kind stands."""
LOOK_FOR_YEAR = 1500
"""Characters at the head of a report in which a sentence may begin with the year that the report tells of."""
LOOK_AHEAD = 400
"""Characters below a heading in which a sentence may begin with the year that the part tells of."""


@dataclass(frozen=True, slots=True)
class Part:
    """What figures of a part mean where their sentence is silent.

    `period` is `2019`, `2016/2020` or `2023-01/2023-06`. `is_year_told` says that title, heading or first words name
    the year; else it was inferred from a date, from the years that the text names, or from the part before.
    """

    ordinal: int
    year: int | None
    period: str | None
    status: Status
    is_year_told: bool = True
    is_before_date: bool = False
    """Whether the year was inferred as the one before that of the date."""
    told_in: int | None = None
    """The year in which the report speaks where that is not `year`: its 去年 is `year`, its 今年 the one after.

    It follows from the text (`with_year_of_telling`) and is not stored."""

    @property
    def is_target(self) -> bool:
        return self.status is Status.TARGET

    @property
    def is_part_of_year(self) -> bool:
        return self.period is not None and "-" in self.period

    @property
    def is_of_years(self) -> bool:
        """Whether it tells of several years: 2021/2025."""
        return self.period is not None and "/" in self.period and not self.is_part_of_year


@lru_cache(maxsize=4)
def _part_words(actual: tuple[str, ...], target: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?P<actual>{alternation(actual)})|(?P<target>{alternation(target)})")


def part_words(reference: Reference) -> re.Pattern[str]:
    """The words of headings that say whether figures below happened or are promised."""
    return _part_words(reference.cues[CueKind.PART_ACTUAL], reference.cues[CueKind.PART_TARGET])


def status_of_heading(heading: str, words: re.Pattern[str]) -> Status | None:
    """The status that the words of a heading give; the last word is the head (目标完成情况 is a review)."""
    last = None
    for match in words.finditer(heading):
        last = match
    if last is None:
        return None
    return Status.ACTUAL if last.lastgroup == "actual" else Status.TARGET


def five_years(ordinal: str) -> tuple[int, int]:
    """First and last year of a five-year plan by the last numeral of its name: 四 is the fourteenth, 2021 to 2025.

    七 to 十 are those before 2006, which have no other numeral.
    """
    first = 1986 + 5 * "七八九十一二三四五六".index(ordinal)
    return first, first + 4


def period_of(text: str, year: int | None) -> str | None:
    """The period that a title or heading names, with `year` where it names only a part of the year."""
    plan = _FIVE_YEARS.search(text)
    if plan and not YEAR.search(text):
        first, last = five_years(plan.group(1) or plan.group(2))
        return f"{first}/{last}"
    if year is None:
        return None
    span = _SPAN.search(text)
    if span and span.group(1) < span.group(2):
        return f"{span.group(1)}/{span.group(2)}"
    months = _MONTHS.search(text)
    if months and months.group(1) != "12":
        return f"{year}-01/{year}-{printed_number(months.group(1) or months.group(2)):02d}"
    if _HALF.search(text):
        return f"{year}-01/{year}-06"
    if _QUARTERS.search(text):
        return f"{year}-01/{year}-09"
    if _FIRST_QUARTER.search(text):
        return f"{year}-01/{year}-03"
    return str(year)


def is_work_report(title: str) -> bool:
    """Whether a title is that of a government's work report, which reviews the year before its own."""
    return _WORK_REPORT.search(title) is not None


def first_part(
    title: str | None, body: str, issued_year: int | None, issued_month: int | None, words: re.Pattern[str]
) -> Part:
    """The part that a report opens with, from its title; failing that from its date and the years it names."""
    title = with_full_years(_VISION.sub("", title or ""))
    years = [int(year) for year in YEAR.findall(DATE_TOLD.sub("", title))]
    told = None if _SPEECH.search(title) else status_of_heading(title, words)
    status = told or (Status.TARGET if _SETS_OUT.search(body[:LOOK_FOR_YEAR]) else Status.ACTUAL)
    has_several = len(years) > 1 and not _SPAN.search(title)
    is_review = is_work_report(title) and status is Status.ACTUAL
    if has_several or any(match.lastgroup == "actual" for match in words.finditer(_WORK_REPORT.sub("", title))):
        status = Status.ACTUAL
    if len(years) == 1 and is_review and not _is_of_year_in_title(years[0], body, issued_year):
        years = [years[0] - 1]
    if len(years) == 1 and _YEAR_OF_PLAN.search(title):
        years = [years[0] - 1]
    yearbook = _YEARBOOK.search(title)
    if yearbook is not None:
        years = [int(yearbook.group(1)) - 1]
    if not years and issued_year is not None and is_review:
        years = [issued_year if (issued_month or 1) >= _END else issued_year - 1]
    opening = with_full_years(body[:LOOK_FOR_YEAR])
    if len(years) == 1 and _is_news_of_meeting(title, years[0], opening, issued_year, issued_month):
        years = [years[0] - 1]
    leading = None if years else _leading_year(opening, issued_year, issued_month)
    if leading is not None and _is_ahead_of_review(leading, opening, issued_year, issued_month):
        leading = None
    if not years and leading is None and status is Status.ACTUAL:
        leading = _REVIEWED_YEAR.search(opening)
    if years:
        year: int | None = min(years)
    elif leading:
        year = int(leading.group(1))
    else:
        year = _inferred_year(body, issued_year, issued_month, status)
    period = period_of(title if years or not year else title + _leading_part_of_year(body), year)
    if period is not None and "/" in period and "-" not in period:
        year = int(period[-4:])
    is_told = bool(years or leading) or _FIVE_YEARS.search(title) is not None
    is_before_date = not is_told and issued_year is not None and year == issued_year - 1
    return Part(0, year, period, status, is_told, is_before_date)


def _is_of_year_in_title(year: int, body: str, issued_year: int | None) -> bool:
    """2019年某县政府工作报告, delivered in January 2020: some bear the year that they review."""
    first = _YEAR_REVIEWED_FIRST.search(body[:LOOK_FOR_YEAR])
    return issued_year != year and first is not None and int(first.group(1)) == year


def _leading_year(opening: str, issued_year: int | None, issued_month: int | None) -> re.Match[str] | None:
    """The year with which a sentence begins, unless the text is of years later and goes on through the ones between.

    Nor where it looks back from a later year that it tells of first: 截至2012年10月底，…。2011年，….
    """
    found = list(_LEADING_YEAR.finditer(opening))
    if not found:
        return None
    first = int(found[0].group(1))
    since = found[0]["since"] is not None  # 2021年以来，…增长至2023年的4.04件
    before = _QUOTED.sub("", opening if since else opening[: found[0].start()])
    told_first = [int(year) for year in _YEAR_TOLD.findall(before) if first < int(year) <= (issued_year or int(year))]
    is_past_beginning = issued_month is None or issued_month > _BEGINNING or issued_year != first + 1
    if (told_first and is_past_beginning) or (since and first < (issued_year or first)):
        return None
    is_old = issued_year is not None and issued_year - first > 1
    return None if is_old and any(first < int(later.group(1)) <= (issued_year or 0) for later in found) else found[0]


def _is_ahead_of_review(
    leading: re.Match[str], opening: str, issued_year: int | None, issued_month: int | None
) -> bool:
    """过去一年，…。2020年，…预期目标是…: at the beginning of a year news first review the one before."""
    year = int(leading.group(1))
    is_early = issued_month is not None and issued_month <= _BEGINNING and year == issued_year
    if not is_early and (issued_year is not None or not _GOAL_YEAR.match(opening, leading.start(1))):
        return False
    return f"{year - 1}年" in opening[: leading.start()] or _PAST_YEAR.search(opening, 0, leading.start()) is not None


def _is_news_of_meeting(title: str, year: int, opening: str, issued_year: int | None, issued_month: int | None) -> bool:
    """2022年全省科技工作会议召开: at the beginning of a year a meeting hears what the year before has brought."""
    if issued_year is None:
        day = _DAY_TOLD.search(opening[:LOOK_AHEAD])
        issued_year, issued_month = year, int(day.group(1)) if day else None
    is_early = issued_year == year and issued_month is not None and issued_month <= _BEGINNING
    tells_of_before = f"{year - 1}年" in opening or _YEAR_BEFORE.search(opening) is not None
    return is_early and tells_of_before and _MEETING_HELD.search(title) is not None


def with_year_of_telling(part: Part, opening: str, issued_year: int | None) -> Part:
    """News of January on the year before, which they call 去年: told after it, as their date or a meeting says."""
    if part.year is None or part.status is not Status.ACTUAL or part.ordinal or not _TOLD_FROM_NOW.search(opening):
        return part
    after = part.year + 1
    if _WORK_REPORT.search(opening[:LOOK_FOR_NAME]):
        is_told_after = issued_year != part.year
    elif not part.is_year_told and issued_year is not None:
        is_told_after = issued_year == after and ("去年" in opening or _YEAR_AHEAD.search(opening) is not None)
    elif not part.is_year_told:
        tells_of_it = _PAST_YEAR.search(opening) is not None or f"{part.year}年" in opening
        is_ahead = re.search(rf"{part.year}年[^，,。；;\n]{{0,40}}将", opening) is not None  # 2018年我省将再新增1000家
        looks_ahead = _YEAR_AHEAD.search(opening) is not None or _TOLD_LAST_YEAR.search(opening) is not None
        is_told_after = tells_of_it and not is_ahead and looks_ahead
    else:
        is_summary = _SUMMARY.search(opening, 0, LOOK_FOR_NAME) is not None or "今年以来" in opening
        tells_of_it = "去年" in opening or _YEAR_AHEAD.search(opening) is not None
        is_news = issued_year == after and tells_of_it and not is_summary
        is_told_after = is_news or re.search(rf"{after}年[^，,。；;\n]{{0,16}}(?:会议|大会)", opening) is not None
    return replace(part, told_in=after) if is_told_after else part


def _leading_part_of_year(body: str) -> str:
    """今年上半年 or 数据显示，2021年一季度 in the first lines of a report whose title names no period."""
    found = _LEADING_PART.search(body[:LOOK_AHEAD])
    return found.group() if found else ""


def _inferred_year(body: str, issued_year: int | None, issued_month: int | None, status: Status) -> int | None:
    """The year of a report that names none in its title or first words: by its date, or the one it names most."""
    if issued_year is not None:
        is_early = issued_month is not None and issued_month <= 4 and not _QUARTER_TOLD.search(body)
        return issued_year - 1 if status is Status.ACTUAL and is_early else issued_year
    body = with_full_years(_QUOTED.sub("", body))
    undated = DATE_TOLD.sub("", body)
    told = YEAR.findall(_BASE_YEAR.sub("", _GOAL_YEAR.sub("", undated))) if status is Status.ACTUAL else []
    named = Counter(told or YEAR.findall(undated) or _YEAR_OF_DAY.findall(body) or _BARE_YEAR.findall(undated))
    most = max(named.values(), default=0)
    return max((int(year) for year, count in named.items() if count == most), default=None)


def part_of_heading(heading: str, current: Part, opening: Part, below: str, words: re.Pattern[str]) -> Part | None:
    """The part that begins at a heading, or None where the heading goes on with the current one.

    `opening` is the part that the report opened with; `below` is the text that follows, of which the first sentences
    may name the year.
    """
    bare = with_full_years(_QUOTED.sub("", heading))
    status = status_of_heading(bare, words)
    years = [int(year) for year in YEAR.findall(bare)]
    if status is None and not years:
        return None
    if status is None:
        status = current.status
    if len(years) > 1 and "总结" in bare and status is Status.TARGET:
        return None
    year, is_told = (years[-1], True) if years else _year_below(bare, current, status, below)
    if not years and opening.is_target and opening.is_of_years and status is not current.status:
        return opening if status is Status.TARGET else _years_before(opening)
    period = period_of(bare, year)
    is_span = current.is_part_of_year or current.is_of_years
    if not years and is_span and status is current.status and period == str(year):
        period = current.period
    if not years and _FIVE_YEARS.search(bare) and period is not None:
        year = int(period[-4:])
    part = Part(current.ordinal + 1, year, period, status, is_told)
    is_same = (part.year, part.period, part.status) == (current.year, current.period, current.status)
    return None if is_same else part


def is_of_next_year(years: Sequence[int], opening: Part) -> bool:
    """Whether a heading or paragraph names only the year behind the one that its report reviews, as the title says."""
    is_review = not opening.is_target and opening.is_year_told
    return is_review and opening.year is not None and [*years] == [opening.year + 1]


def _years_before(plan: Part) -> Part:
    """What a plan of several years reviews: as many years before it (the fourteenth five-year plan the thirteenth)."""
    first, last = (int(year) for year in (plan.period or "").split("/"))
    length = last - first + 1
    return Part(plan.ordinal + 1, first - 1, f"{first - length}/{first - 1}", Status.ACTUAL, False)


def part_ahead(current: Part, year: int | None = None) -> Part | None:
    """The part of a paragraph of a review that says what comes next (下一步，…); None where all is a plan anyway.

    `year` is given where the paragraph announces the goals of that year.
    """
    if current.is_target:
        return None
    if year is None:
        year = current.year if current.is_part_of_year or current.year is None else current.year + 1
    return Part(current.ordinal + 1, year, str(year) if year is not None else None, Status.TARGET, False)


def _year_below(heading: str, current: Part, status: Status, below: str) -> tuple[int | None, bool]:
    """The year below a heading that names none, and whether the text tells it or it is inferred."""
    if status is current.status or current.year is None:
        return current.year, current.is_year_told
    same = _SAME_YEAR.search(heading)
    is_told_at_new_year = status is Status.TARGET and not current.is_part_of_year
    if same and not (is_told_at_new_year and same.group() in _THIS_YEAR):
        return current.year, current.is_year_told
    if _NEXT_YEAR.search(heading):
        return current.year + 1, current.is_year_told
    leading = _LEADING_YEAR.search(with_full_years(below[:LOOK_AHEAD]))
    if leading:
        return int(leading.group(1)), True
    if status is Status.TARGET and re.search(
        "今年|本年|下一?步|打算|下一?阶段|思路|计划|安排|要点|今后|未来|奋斗目标|预期目标|建议", heading
    ):
        return current.year if current.is_part_of_year else current.year + 1, False
    if status is Status.TARGET and current.is_before_date and not current.is_part_of_year and "目标" in heading:
        return current.year + 1, False  # 主要目标 below news of a year that only its date tells
    return current.year, False
