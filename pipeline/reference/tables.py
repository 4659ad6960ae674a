"""Words of table headers (`table_headers.csv`): 指标, 单位, 绝对量, 比上年增长, 目标值, 位次.

What belongs here: the vocabulary by what a word makes of its column or row. What does not: how tables are laid out and
read (pipeline/extraction/tables).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pipeline.reference.loading import Layout, SeedFolder

LAYOUT = Layout("table_headers.csv", ("kind", "word"), ("kind", "word"), ("kind", "word"))


class HeaderKind(StrEnum):
    """What a word of a header says of the cells below it or beside it."""

    ORDINAL = "ordinal"
    """They number the rows (序号)."""
    LABEL = "label"
    """They name what their row is about (指标, 县区, 年份)."""
    TASK = "task"
    """Above labels of a list of tasks (工作任务), which tells what the report's own place has to do and has done."""
    UNIT = "unit"
    """They hold the unit of their row (计量单位)."""
    REMARK = "remark"
    """They hold no figures (属性, 责任单位), or figures that say nothing of an indicator (位次变化)."""
    AMOUNT = "amount"
    GROWTH = "growth"
    DIFFERENCE = "difference"
    """Growth, points or an amount, as their unit says (比上年增减)."""
    AVERAGE_GROWTH = "average_growth"
    CHANGE = "change"
    RANK = "rank"
    SHARE = "share"
    PROGRESS = "progress"
    """How much of a target is reached (完成率): no figure of the indicator itself."""
    TARGET = "target"
    ACTUAL = "actual"
    BASE = "base"
    """What there was where a plan began (基期值): an actual figure, of the year before it where no year is named."""
    FORECAST = "forecast"
    PERIOD_NOW = "period_now"
    """The period that the table or report is about (本年, 年末)."""
    PERIOD_CUMULATED = "period_cumulated"
    """The same, summed up from January on (累计): beside a row of March the first three months."""
    PERIOD_CURRENT = "period_current"
    """The same; beside what is cumulated its last month (本期 | 累计)."""
    PERIOD_YEAR = "period_year"
    """The whole year of that period (全年)."""
    PERIOD_MONTH = "period_month"
    """The last month of that period (本月)."""
    PERIOD_QUARTER = "period_quarter"
    """The last quarter of that period (当季值)."""
    PERIOD_PRIOR = "period_prior"
    """The same period a year before (上年同期)."""
    TOTAL = "total"
    """A row for all regions together (合计)."""
    MEAN = "mean"
    """The mean of several regions (全省平均): of a share that of all of them, of an amount no figure of theirs."""
    MARK = "mark"
    """What follows is a part of the row above (其中)."""
    EVENT = "event"
    """What happened to what another heading names (新认定 beside or below 高新技术企业)."""
    GLUE = "glue"
    TITLE = "title"
    """Words that may stand in the title of a table besides its indicator (各县区…情况一览表)."""


TableHeaders = Mapping[HeaderKind, tuple[str, ...]]


def load_table_headers(seeds: SeedFolder) -> TableHeaders:
    """The words of each kind, in the order of the table. Every kind is there, if only empty."""
    words: dict[HeaderKind, list[str]] = {kind: [] for kind in HeaderKind}
    for row in seeds.rows(LAYOUT):
        words[row.word("kind", HeaderKind)].append(row.text("word"))
    return {kind: tuple(listed) for kind, listed in words.items()}
