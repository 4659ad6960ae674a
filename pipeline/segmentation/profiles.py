"""What a report says of itself: title, issuer, document number, date, own region.

What belongs here: reading those from the lines and names of the report. What does not: the years of its parts
(`parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.numerals import printed_number
from pipeline.reference import Reference
from pipeline.reference.lexicon import NameKind
from pipeline.segmentation.lines import DAY, DELIVERY_LINE, Line, LineKind
from pipeline.segmentation.own_regions import UNKNOWN, own_region, regions_in, zone_that_speaks
from pipeline.segmentation.parts import DATE_TOLD
from pipeline.short_years import with_full_years

TITLE_LINES = 14
"""Lines at the head among which the title is looked for."""
EDGE_LINES = 8
"""Lines at head and tail among which issuer and date stand."""

_DOCUMENT_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,10}+)\s?[〔\[【(（]\s?((?:19|20)\d\d)\s?[〕\]】)）]\s?(?:第)?\d{1,4}\s?号"
)
_TITLE_WORD = re.compile(
    r"总结|要点|报告|公报|规划|计划|方案|通知|意见|通报|情况|纲要|简报|快报|月报|年报|年鉴|(?:数据|指标)(?=$|[（(])|回顾|决定|运行|召开|会|分析|统计|解读|述评|概况|综述|汇报|讲话|专报|亮点|成绩单"
)
_NEWS = re.compile(r"讯[（(]|[日报网社]讯|获悉|记者从")
"""News begin so, which may be cut short and end without a stop like a title."""
_CREDIT = re.compile("(?:图文|图片|文字|文章|稿件|信息|资料)?来源[：:]")
_CITED = re.compile(r"《[^《》]*》$")
"""A line of its own below the headline may name the report that news tell of."""
_DATE = re.compile(rf"((?:19|20)\d\d)\s*年\s*({DAY})\s*月(?:\s*({DAY})\s*日)?")
_DELIVERED = re.compile(r"^[（(].{0,40}(?:会议|大会|会)上?[）)]?$|会议上")
_STAMP = re.compile(
    r"(?:发布|公布|成文|印发|更新|生成|发文|日期|(?<!上传)时间)(?:日期|时间)?\s*[:：]?\s*((?:19|20)\d\d)[-年./](\d{1,2})[-月./](\d{1,2})"
)
_VENUE = re.compile(r"在[^在，。]{2,7}?(?:召开|举行|举办|开幕|闭幕)")
_DATE_ALONE = re.compile(
    r"^[ \t]*(?:[\u4e00-\u9fff]{2,12}[ \t]+)?((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?=\s|$)"
    r"(?![^\u4e00-\u9fff]{0,40}\d\s?[KM]B\b)",
    re.MULTILINE,
)
"""A line that begins with a date, or with a newspaper and a date, at the edge of a page. Before a size of a file it is
an upload."""
_DATE_BEHIND = re.compile(
    r"(?:来源|作者|编辑)[^\n\d]{0,30}\s((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?=\s|$)"
    r"|((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[电讯]"
)
"""来源：大小新闻 2022-09-29, 本报北京2012年7月13日电: behind a source, or the dateline of news."""
_OF_PAGE = re.compile(r"\d{1,2}[:：]\d{2}|来源|作者|编辑|浏览|点击|阅读|字号")
_LONGEST_HEADLINE = 40
_EDGE = 600
"""Characters at head and tail of a page in which such a line is looked for."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_OWNS_REPORT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,10}?(?:管理委员会|管委会|党工委|局|委|办公室|中心))?(?:关于)?(?=(?:19|20)\d\d|“?十[一二三四五六]五|工作|国民经济|科技(?!创新局|局)|统计(?!局)|经济|上半年|前三季度)"
    r"|[\u4e00-\u9fff]{0,8}?(?:局|管委会|管理委员会)(?:喜?获|荣|召开|开展|举办|多措|积极|扎实|全力|持续|着力|大力)"
)
"""Behind a name in a title: what follows is its own report, or news of its offices."""


@dataclass(frozen=True, slots=True)
class ReportProfile:
    """What the report says of itself. `region` is a GB/T 2260 code or `unknown`.

    A name without a code is that of a zone, which is no division: its own figures are of no region.
    """

    title: str | None
    issuer: str | None
    document_number: str | None
    issued_on: date | None
    region: str
    region_name: str | None

    @property
    def is_of_zone(self) -> bool:
        """Whether it is the report of a development zone."""
        return self.region == UNKNOWN and self.region_name is not None


def read_profile(text: str, text_layer: str, lines: Sequence[Line], reference: Reference) -> ReportProfile:
    """Reads the profile of a report from its clean text, its text layer (dates in furniture) and its lines."""
    title = _title(lines)
    number = _DOCUMENT_NUMBER.search(text[:3000])
    issuer = _issuer(lines)
    issued_on = _issued_on(text_layer, lines)
    delivered = next((line.text for line in lines[:TITLE_LINES] if DELIVERY_LINE.match(line.text)), None)
    bare = _ASIDE.sub("", title or "")  # 黄埔区科技局（广州开发区科技局）
    named = bare if regions_in(bare, reference, None, None) else title
    head = _VENUE.sub("", " ".join(filter(None, (named, issuer, delivered, number.group(1) if number else None))))
    region = own_region(
        text, text_layer, head, number.group(1) if number else None, reference, issued_on.year if issued_on else None
    )
    known = reference.regions.by_code.get(region)
    name = known.name if known else None
    zone = _own_zone(bare or _headline(lines), reference)
    if zone is None and not regions_in(head, reference, None, None):
        zone = zone_that_speaks(text, reference)
    if zone is not None:
        region, name = UNKNOWN, zone
    return ReportProfile(title, issuer, number.group().strip() if number else None, issued_on, region, name)


def _headline(lines: Sequence[Line]) -> str:
    """The first line of news whose headline no word shows to be a title."""
    first = lines[0].text if lines else ""
    return first if len(first) <= _LONGEST_HEADLINE and not re.search("[，,。；;：:]", first) else ""


def _own_zone(title: str, reference: Reference) -> str | None:
    """The zone whose report a title names (合肥高新区2022年工作总结); none in 关于支持合肥高新区发展的意见."""
    start = last_end = 0
    for first, last, name in reference.lexicon.find(title):
        if name.kind is NameKind.ZONE and first == last_end and _OWNS_REPORT.match(title, last):
            return title[start:last]
        if name.kind is NameKind.REGION and first != last_end:
            start = first
        last_end = last
    return None


def _title(lines: Sequence[Line]) -> str | None:
    candidates = [
        line.text
        for number, line in enumerate(lines[:TITLE_LINES])
        if 5 <= len(line.text) <= 70
        and line.kind in (LineKind.LABEL, LineKind.TEXT, LineKind.META)
        and not DELIVERY_LINE.match(line.text)
        and not re.search(r"[。；;！]$|[：:]$|[：:]\s?\d[\d.]*[%亿万家件项]", line.text)
        and not (_NEWS.search(line.text) or _CREDIT.match(line.text) or (number > 2 and _CITED.match(line.text)))
        and _TITLE_WORD.search(line.text)
        and len(re.findall(r"[，,、]", line.text)) <= 2
    ]
    if not candidates:
        return None
    undated = [line for line in candidates if not DATE_TOLD.search(line)]
    with_year = [
        line
        for line in candidates
        if re.search(r"(?:19|20)\d\d|十[一二三四五六]五|五年规划", with_full_years(DATE_TOLD.sub("", line)))
        and line[0] not in "（("
    ]
    return re.sub(r"\s+", "", (with_year or undated or candidates)[0])


def _issuer(lines: Sequence[Line]) -> str | None:
    for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:]):
        if line.kind is LineKind.META and not _DATE.search(line.text):
            return line.text
    return None


def _issued_on(text_layer: str, lines: Sequence[Line]) -> date | None:
    stamp = _STAMP.search(text_layer)
    if stamp:
        return _date(stamp)
    alone = _DATE_ALONE.search(text_layer[:_EDGE]) or _DATE_ALONE.search(text_layer[-_EDGE:])
    for line in (*lines[:EDGE_LINES], *reversed(lines[-EDGE_LINES:])):
        found = _DATE.search(line.text)
        if (
            found
            and found.group(3)
            and (line.kind is LineKind.META or len(line.text) <= 20 or _tells_date(line, found))
        ):
            return _date(found)
    alone = alone or _DATE_BEHIND.search(text_layer[:_EDGE])
    return _date(alone) if alone else None


def _tells_date(line: Line, found: re.Match[str]) -> bool:
    """Whether a longer line with a date is of a delivery or a page: 2024年01月22日14:07 | 来源：…."""
    is_of_page = found.start() == 0 and _OF_PAGE.search(line.text, found.end()) is not None
    return is_of_page or _DELIVERED.search(line.text) is not None


def _date(found: re.Match[str]) -> date | None:
    try:
        year, *day = [part for part in found.groups() if part is not None][:3]
        return date(int(year), *(printed_number(part) for part in (*day, "1")[:2]))
    except ValueError:
        return None
