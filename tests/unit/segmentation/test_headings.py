"""Headings of a review and headings that promise, in the wordings and forms that reports have for them."""

from __future__ import annotations

import pytest

from pipeline.cleaning import clean_text
from pipeline.segmentation import segment_report
from tests.read_once import reference

REVIEWING = [
    "强化规划引领，完善政策体系",
    "科技计划项目实施情况",
    "科技创新规划编制",
    "高企倍增行动",
    "实施科技型企业梯度培育计划",
    "聚焦重点任务，推动工作落实",
    "推进“揭榜挂帅”方案落地",
    "科技人才计划",
    "重点工作推进情况",
    "主要目标任务完成情况",
    "主要措施及成效",
    "工作措施",
    "制定出台三年行动方案",
    "加强统筹谋划，创新思路举措",
    "坚持规划先行",
    "十四五规划实施开局良好",
    "省重点研发计划",
    "明确思路，扎实推进",
    "安全生产工作安排部署到位",
    "下达计划，加强管理",
    "项目申报计划",
]
PROMISING = [
    "下一步工作打算",
    "下一步工作计划",
    "2023年工作计划",
    "2023年重点工作",
    "明年工作思路",
    "明年重点工作",
    "今后工作打算",
    "下一阶段工作重点",
    "下步工作措施",
    "工作计划",
    "下一步努力方向",
    "来年工作目标",
    "2023年总体思路和目标",
    "2023年度工作重点",
    "下阶段工作",
    "2023年工作要点",
    "2023年主要任务及措施",
    "今后一个时期的重点工作",
    "下一步重点工作举措",
]


def status_of(text: str, words: str) -> str:
    """The period and status of the segment that holds some words."""
    report = segment_report(clean_text(text, reference()), text, reference())
    part = next(segment.part for segment in report.segments if words in report.text[segment.start : segment.end])
    return f"{part.period} {part.status}"


@pytest.mark.parametrize("form", ["（一）{}\n", "1.{}\n", "（一）{}。", "一、{}\n", "一、{}。"])
@pytest.mark.parametrize("heading", REVIEWING)
def test_headings_of_what_was_done_review(heading: str, form: str) -> None:
    text = (
        f"聊城市科技局2022年工作总结\n{form.format(heading)}高新技术企业达到100家。\n二、下一步工作打算\n达到120家。\n"
    )
    assert status_of(text, "100家") == "2022 actual"
    assert status_of(text, "120家") == "2023 target"


@pytest.mark.parametrize("form", ["二、{}\n", "二、{}。", "（二）{}\n", "{}\n", "三、{}：\n"])
@pytest.mark.parametrize("heading", PROMISING)
def test_headings_of_what_is_planned_promise(heading: str, form: str) -> None:
    text = f"聊城市科技局2022年工作总结\n一、主要工作情况\n高新技术企业达到100家。\n{form.format(heading)}达到120家。\n"
    assert status_of(text, "100家") == "2022 actual"
    assert status_of(text, "120家") == "2023 target"


REVIEW, PLAN = "高新技术企业达到100家。", "高新技术企业达到120家。"
OUTLINES = {
    "both years in the title": "聊城市科技局2022年工作总结与2023年工作谋划\n一、2022年工作\n{}\n二、2023年工作谋划\n{}",
    "a paragraph of the next year": "聊城市科技局2022年工作总结\n{}\n2023年，我局将重点做好以下工作：\n{}",
    "the next year goes on": "聊城市科技局2022年工作总结\n{}\n2023年我们将继续努力。一是做好培育。{}",
    "main work of the next year": "聊城市科技局2022年工作总结\n{}\n三、2023年主要工作\n{}",
    "work of the next year": "聊城市科技局2022年工作总结\n{}\n三、2023年工作\n{}",
    "a run-in heading": "聊城市科技局2022年工作总结\n{}\n三、2023年重点抓好以下几项工作：{}",
    "what year the next is": "聊城市科技局2022年工作总结\n{}\n2023年是开局之年，我局将：\n（一）抓培育。{}",
    "goals of the next year": "聊城市科技局2022年工作总结\n{}\n2023年是开局之年。主要目标是：{}",
    "last year and this": "聊城市科技局工作汇报\n2023年1月10日\n一、去年工作情况\n{}\n二、今年工作打算\n{}",
    "this year and the next": "聊城市科技局工作汇报\n2022年12月20日\n一、今年工作情况\n{}\n二、明年工作打算\n{}",
    "parts": "聊城市科技局2022年工作总结\n第一部分 2022年工作回顾\n{}\n第二部分 2023年工作安排\n{}",
}


@pytest.mark.parametrize("name", OUTLINES)
def test_each_outline_reviews_and_then_promises(name: str) -> None:
    text = OUTLINES[name].format(REVIEW, PLAN) + "\n"
    assert status_of(text, REVIEW) == "2022 actual"
    assert status_of(text, PLAN) == "2023 target"


def test_a_quarter_of_the_next_year_is_reviewed() -> None:
    text = f"聊城市科技局2022年工作总结\n{REVIEW}\n三、2023年一季度完成情况\n{PLAN}\n"
    assert status_of(text, PLAN) == "2023-01/2023-03 actual"
