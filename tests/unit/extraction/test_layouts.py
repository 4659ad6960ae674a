"""One report in many layouts: whatever a site or a program made of its lines, its figures stay the same.

What belongs here: headers, wrapped and lost lines, markup. What does not: what the sentences say (`cases/`).
"""

from __future__ import annotations

import pytest

from pipeline.flow import extract_text
from pipeline.reference import load_reference

TITLE = "丽水市科技局2022年工作总结和2023年工作打算"
BODY = """一、主要工作成效
（一）创新主体持续壮大。全市高新技术企业达到548家，同比增长21.2%；科技型中小企业入库1290家，净增210家。
（二）研发投入稳步增长。全社会研发经费投入45.6亿元，占GDP比重2.5%，较上年提高0.2个百分点，居全省第9位。
二、下一步工作打算
力争高新技术企业达到600家，技术合同成交额突破60亿元。
"""
REPORT = f"{TITLE}\n{BODY}"
NOTICE = """丽水市科学技术局文件

丽科〔2023〕5号

丽水市科学技术局关于印发《2022年全市科技工作总结和2023年工作打算》的通知

各县（市、区）科技局，局属各单位：

现将《2022年全市科技工作总结和2023年工作打算》印发给你们，请结合实际贯彻落实。

丽水市科学技术局
2023年2月3日

2022年全市科技工作总结和2023年工作打算
"""
PARTS = f"2022 年全市科技工作总结\n2022 年，全市科技工作成效明显。\n{BODY}".replace(
    "二、下一步工作打算\n", "2023年全市科技工作要点\n2023年是关键一年。"
)
OPENING = """2022年，全市科技系统在市委、市政府的坚强领导下，学习龙泉经验，真抓实干，奋勇争先，为丽
水市高质量发展提供了有力的支撑，科技创新工作得到了社会各方面的充分肯定。"""
MENU = "\n".join(
    ["首页", "机构概况", "新闻中心", "政务公开", "政策法规", "办事指南", "通知公告", "工作动态", "计划总结"]
)
STAMP = "发布日期：2023-02-03 10:20 来源：丽水市科技局 浏览次数：325 字体：[大 中 小]"
FACTS = [
    ("hte_count", "548", "2022", "actual"),
    ("hte_count", "21.2", "2022", "actual"),
    ("tech_sme_count", "1290", "2022", "actual"),
    ("tech_sme_count", "210", "2022", "actual"),
    ("rd_expenditure", "45.6", "2022", "actual"),
    ("rd_intensity", "2.5", "2022", "actual"),
    ("rd_intensity", "0.2", "2022", "actual"),
    ("rd_intensity", "9", "2022", "actual"),
    ("hte_count", "600", "2023", "target"),
    ("tech_contract_value", "60", "2023", "target"),
]


def _wrapped(text: str, width: int, joint: str) -> str:
    return "\n".join(
        joint.join(line[first : first + width] for first in range(0, max(len(line), 1), width))
        for line in text.split("\n")
    )


LAYOUTS = {
    "plain": REPORT,
    "title on two lines": f"    丽水市科技局2022年工作总结\n      和2023年工作打算\n\n{BODY}",
    "year on a line of its own": f"2022年\n丽水市科技工作总结和2023年工作打算\n\n{BODY}",
    "annex": f"附件\n\n{TITLE}\n\n{BODY}",
    "notice": f"{NOTICE}\n{BODY}",
    "page": f"当前位置：首页 > 计划总结\n{TITLE}\n{STAMP}\n{BODY}【打印本页】【关闭窗口】\n版权所有",
    "menu above": f"{MENU}\n{TITLE}\n{BODY}",
    "speech": f"{TITLE}\n（2023年1月10日）\n丽水市科学技术局局长 张三\n\n各位代表：\n{BODY}",
    "draft": f"{TITLE}（送审稿）\n{BODY}",
    "year in the first sentence": f"丽水市科技局年度工作总结\n2022年以来，全市科技工作成效明显。\n{BODY}",
    "year in the signature": f"丽水市科技局年度工作总结\n今年以来，成效明显。\n{BODY}\n丽水市科技局\n2022年12月20日",
    "report of a party group": f"中共丽水市科技局党组\n关于2022年度工作总结和2023年工作打算的报告\n市委：\n{BODY}",
    "title three times": f"{TITLE}\n{TITLE}\n{REPORT}",
    "labels": f"标题：{TITLE}\n作者：丽水市科技局\n时间：2023-01-10\n正文：\n{BODY}",
    "title in book marks": f"《{TITLE}》\n{BODY}",
    "wrapped short": _wrapped(REPORT, 20, "\n"),
    "wrapped with empty lines": _wrapped(REPORT, 32, "\n\n"),
    "without line breaks": REPORT.replace("\n", " "),
    "without any gap": REPORT.replace("\n", ""),
    "bullets": REPORT.replace("（一）", "● ").replace("（二）", "● "),
    "numbers": REPORT.replace("（一）", "1.").replace("（二）", "2．"),
    "markdown": f"# {TITLE}\n\n## {BODY}".replace("\n二、", "\n## 二、").replace("（一）", "### （一）"),
    "notice without line breaks": f"{NOTICE}\n{PARTS}".replace("\n\n", "\n").replace("\n", " "),
    "notice without any gap": f"{NOTICE}\n{PARTS}".replace("\n", ""),
    "page without line breaks": f"丽水市政府 >> 科技局 >> 计划总结 {TITLE} 来源：科技局 字号：大 中 {BODY}".replace(
        "\n", " "
    ),
    "bold lines": "\n".join(f"**{line}**" if "。" not in line else line for line in REPORT.splitlines()),
    "a name cut by a wrap": f"科技局年度工作总结\n（2022年）\n\n{OPENING}\n{BODY}",
    "blanks around numbers": REPORT.replace("548家", " 548 家").replace("45.6亿元", "45.6 亿元"),
    "line ends of Windows": REPORT.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_figures_are_the_same_in_every_layout(text: str) -> None:
    _, report, entries = extract_text(text.encode(), "report.txt", load_reference())
    told = [
        (o.binding.indicator.id, entry.number, o.binding.period, o.binding.standing.status)
        for entry in entries
        for o in entry.observations
    ]
    assert told == FACTS
    assert report.profile.region == "331100"
