"""Each doubt is told where it is due, and nowhere else."""

from __future__ import annotations

import pytest

from pipeline.flow import extract_text
from pipeline.reference import Reference, load_reference
from pipeline.vocabulary import Confidence


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("淄博市2023年科技工作总结\n\n全市高企达到600家，同比增长12%。", ["certain"] * 2, id="own place"),
        pytest.param(
            "淄博市2023年科技工作总结\n\n桓台县高企达到60家，同比增长12%。",
            ["certain", "inherited_region"],
            id="place of the clause before",
        ),
        pytest.param(
            "2023年，我市高企达到600家，增长12%，居全省第8位。淄博举办活动。全国高企40万家，潍坊高企900家。",
            ["inherited_region"] * 3 + ["certain"] * 2,
            id="a region that the text names but once",
        ),
        pytest.param(
            "2023年，我市高企达到600家。淄博举办活动。淄博高企增长12%。淄博聚焦创新。",
            ["certain"] * 2,
            id="a region that the text names again and again",
        ),
        pytest.param(
            "全市主要指标\n指标\t单位\t完成数\n高新技术企业数\t家\t600\n2023年，淄博举办活动。",
            ["inherited_region"],
            id="table in a text that names its region but once",
        ),
        pytest.param(
            "淄博市主要指标\n指标\t单位\t完成数\n高新技术企业数\t家\t600\n淄博市科技局\n2024年9月3日",
            ["inherited_period"],
            id="table without a year in a report that names none",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n高企600家、科技型中小企业1000家，增长12%。",
            ["certain", "certain", "competing_indicators"],
            id="either figure of a list",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n高企600家，科技型中小企业1000家，增长12%。",
            ["certain"] * 3,
            id="clauses of their own",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n高企总量达到600家。同比增长12%。",
            ["certain", "inherited_subject"],
            id="subject of the sentence before",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n一、工作成效\n高企达到600家。\n二、下一步工作打算\n高企达到700家。",
            ["certain", "inherited_period"],
            id="year inferred over a heading",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n一、工作成效\n高企达到600家。\n二、2024年工作打算\n高企达到700家。",
            ["certain"] * 2,
            id="year named by a heading",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n全年全社会研发投入128亿元，占GDP比重2.9%。高企达到600家。",
            ["inherited_period", "inherited_period", "certain"],
            id="statistics that lag, without a year",
        ),
        pytest.param(
            "淄博市2023年科技工作总结\n\n2022年全社会研发投入128亿元，占GDP比重2.9%；力争研发投入强度达到3.1%。",
            ["certain"] * 3,
            id="statistics that lag, with their year; a promise lags behind nothing",
        ),
        pytest.param(
            "宝鸡市2022年主要指标\n一、渭滨区\n指标\t单位\t完成数\n高新技术企业\t家\t126\n二、金台区\n指标\t单位\t完成数\n"
            "高新技术企业\t家\t98",
            ["inherited_region"] * 2,
            id="place of a heading above a table",
        ),
        pytest.param(
            "淄博市科技工作总结\n\n高企达到600家。截至2022年底，科技型中小企业达到900家。",
            ["inherited_period", "certain"],
            id="no year but the one that a sentence names",
        ),
    ],
)
def test_doubts_are_told(text: str, expected: list[str], reference: Reference) -> None:
    _, _, entries = extract_text(text.encode(), "report.txt", reference)
    told = [observation.binding.confidence for entry in entries for observation in entry.observations]
    assert told == [Confidence(word) for word in expected]
