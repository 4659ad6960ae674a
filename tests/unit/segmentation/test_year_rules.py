"""By which rule the year of a part was found, which `zhibiao extract --explain` tells."""

from __future__ import annotations

import pytest

from pipeline.cleaning import clean_text
from pipeline.segmentation import Part, segment_report
from pipeline.segmentation.parts import YearRule
from tests.read_once import reference

BODY = "全市高新技术企业达到412家。"


def _last_part(text: str) -> Part:
    return segment_report(clean_text(text, reference()), text, reference()).segments[-1].part


@pytest.mark.parametrize(
    ("text", "year", "rule"),
    [
        (f"烟台市科技局2022年工作总结\n{BODY}\n", 2022, YearRule.TITLE),
        (f"烟台市科技局2020年工作总结\n2018年以来，全市坚持创新驱动。到2020年底，{BODY}\n", 2020, YearRule.TITLE),
        (f"烟台市2023年政府工作报告\n过去一年，{BODY}\n", 2022, YearRule.TITLE_OF_ANOTHER),
        (f"烟台市科技工作情况\n2021年，{BODY}\n", 2021, YearRule.FIRST_WORDS),
        (f"烟台市科技创新工作总结\n发布日期：2022-12-20\n{BODY}\n", 2022, YearRule.DATE),
        (f"烟台市科技创新工作总结\n发布日期：2023-01-20\n{BODY}\n", 2022, YearRule.DATE_AFTER),
        (f"烟台市科技创新再结硕果\n全市研发经费在2020年突破90亿元。{BODY}\n", 2020, YearRule.MOST_NAMED),
        (f"烟台市科技创新再结硕果\n去年，{BODY}2024年，全市将新增60家。\n", 2023, YearRule.BEFORE_PROMISED),
        (f"烟台市科技局2022年工作总结\n一、2022年工作\n{BODY}\n二、2023年工作计划\n{BODY}\n", 2023, YearRule.HEADING),
        (f"烟台市科技局2022年工作总结\n{BODY}\n下一步，新增高新技术企业60家。\n", 2023, YearRule.PART_BEFORE),
    ],
)
def test_the_year_of_the_last_part_and_its_rule(text: str, year: int, rule: YearRule) -> None:
    part = _last_part(text)
    assert (part.year, part.year_rule) == (year, rule)
