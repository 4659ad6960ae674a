"""The labelled texts in other layouts: what a site, a printer or a copy made of their lines must not change facts.

What belongs here: changes of lines, blanks, marks and widths of characters, and links of a page. What does not: a
single small report in many layouts (`tests/unit/extraction/test_layouts.py`), nor changes of wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.segmentation.pages import Page, page_of
from tests.golden.retelling import TEXTS, as_printed, read, read_report

WIDTH, LINES_A_PAGE, PAGE_OF_PREVIEW = 38, 25, 520
OFFICIAL_WIDTH = 28
"""Characters of a line of an official document (GB/T 9704)."""
FULL_WIDTH = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
HALF_MARKS = str.maketrans("，；：（）", ",;:()")
LEAST_OFFICIAL, LEAST_WRAPPED, LEAST_PRESSED = 0.995, 0.985, 0.96
"""Of the facts of all texts: rows of tables are lost where lines are cut or lost."""


def _blanks_around_numbers(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text)


def _wrapped(text: str) -> str:
    lines = [f"　　{line.strip()}" for line in text.splitlines() if line.strip()]
    return "\n".join(line[at : at + WIDTH] for line in lines for at in range(0, len(line), WIDTH))


def _official(text: str, narrow: float = 1) -> str:
    """Sentences in lines of 28 characters without indents; figures are not cut, and no mark begins a line.

    Digits and Latin letters are as wide as `narrow` says.
    """
    if page_of(text) is not None:
        return text  # of a page that was wrapped already
    lines: list[str] = []
    page = Page(OFFICIAL_WIDTH, narrow)
    for line in filter(None, map(str.strip, text.splitlines())):
        while page.length(line) > page.width and ("。" in line or "，" in line) and not re.search(r"[\t|]| {2}", line):
            at = OFFICIAL_WIDTH
            while at < len(line) - 1 and page.length(line[: at + 1]) <= page.width:
                at += 1
            while at > OFFICIAL_WIDTH // 2 and re.match(r"[\d.,A-Za-z&][\d.,%A-Za-z&]", line[at - 1 : at + 1]):
                at -= 1
            at += line[at] in "，。；：、）”》"
            lines.append(line[:at])
            line = line[at:]
        lines.append(line)
    return "\n".join(filter(None, lines))


def _with_points(text: str) -> str:
    return re.sub(r"^(\s*[一二三四五六七八九十])、", r"\1．", text, flags=re.MULTILINE)


def _in_arabic_numerals(text: str) -> str:
    """Chapters as 1、2023年工作回顾, but of no text that numbers others so."""
    if re.search(r"^\s*\d{1,2}[、.．]", text, re.MULTILINE):
        return text
    return re.sub(
        r"^(\s*)([一二三四五六七八九])、",
        lambda ordinal: f"{ordinal[1]}{'一二三四五六七八九'.index(ordinal[2]) + 1}、",
        text,
        flags=re.MULTILINE,
    )


def _paged(text: str) -> str:
    lines = _wrapped(text).split("\n")
    pages = ["\n".join(lines[at : at + LINES_A_PAGE]) for at in range(0, len(lines), LINES_A_PAGE)]
    return "\n".join(f"{page}\n- {number} -" for number, page in enumerate(pages, 1))


def _thousands(text: str) -> str:
    return re.sub(r"(?<![\d.])\d{5,}(?![\d.%年])", lambda number: f"{int(number[0]):,}", text)


def _bold(text: str) -> str:
    return "\n".join(line if "。" in line or not line.strip() else f"**{line.strip()}**" for line in text.splitlines())


def _in_markdown(text: str) -> str:
    """Title, chapters and their sections as headings of Markdown, as converters of documents print them."""
    title, _, body = text.lstrip("\n").partition("\n")
    body = re.sub(r"^\s*([一二三四五六七八九十]{1,3}、[^。\n]{1,36})$", r"\n## \1\n", body, flags=re.MULTILINE)
    return f"# {title}\n" + re.sub(
        r"^\s*([（(][一二三四五六七八九十]{1,3}[）)][^。\n]{1,36})$", r"\n### \1\n", body, flags=re.MULTILINE
    )


def _with_links(text: str) -> str:
    lines = text.splitlines()
    lines.insert(len(lines) // 2, "【延伸阅读】2018年金华市科技局工作总结")
    return "\n".join(
        [*lines, "相关链接：", "[2020-03-12] 金华市2019年统计公报", "[2021-02-18] 宁波市2021年政府工作报告"]
    )


def _on_a_site(text: str) -> str:
    above = [
        "网站首页 | 政务公开 | 互动交流",
        "长者模式 无障碍 登录个人中心",
        "2026年11月20日 星期五",
        "您所在的位置：首页 > 政务公开 > 正文",
    ]
    below = [
        "上一篇：2019年金华市统计公报",
        "相关文章",
        "· 2018年衢州市科技工作总结 2019-01-20",
        "温州市2017年经济运行情况 2018-02-03",
        "友情链接：国家统计局 浙江省人民政府 杭州市",
        "主办：市人民政府办公室 网站标识码：3307000045",
        "版权所有 Copyright © 2008-2026 All Rights Reserved",
    ]
    return "\n".join([*above, text.strip("\n"), *below])


def _preview(text: str) -> str:
    """A preview of a document site: the title again for each page, and pages that cut sentences in two."""
    report, pressed = read_report(text), re.sub(r"\s*\n\s*", " ", text.strip())
    title = report.profile.title or text.split("\n", 1)[0]
    pages = [pressed[at : at + PAGE_OF_PREVIEW] for at in range(0, len(pressed), PAGE_OF_PREVIEW)]
    heads = [f"{title}.docx_第{number}页\n第{number}页 / 共{len(pages)}页" for number in range(1, len(pages) + 1)]
    notices = "上传人:g****t 文档编号:890905 格式:DOCX 页数:10 大小:22.44KB\n下载 相关 举报"
    bodies = [f"{number}、{page}" for number, page in enumerate(pages, 1)]
    return "\n\n".join(["收藏 分享(赏)", f"{title}.docx", notices, "\n".join(heads), "资源描述", *bodies])


def _pages_marked_within(text: str) -> str:
    """Pages of a document site that was copied with its marks: they stand within sentences, and within words."""
    marked, page = "", 0
    while len(text) > PAGE_OF_PREVIEW:
        cut = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff][^\n|\t]*。)").search(text, PAGE_OF_PREVIEW)
        if cut is None:
            break
        page += 1
        marked += f"{text[: cut.start()]}第 {page} 页 共 9 页下载后可任意编辑"
        text = text[cut.start() :]
    return marked + text


def _in_an_archive(text: str) -> str:
    above = ["杭州 宁波 温州 嘉兴", "2026年 2025年 2024年", "热搜：公积金 社保", "您现在的位置：首页 > 统计数据"]
    below = ["打印时间：2026-11-20 10:12:33", "2018年衢州市科技工作总结", "温州市2017年经济运行情况 [2018-02-03]"]
    return "\n".join([*above, text.strip("\n"), *below, "今天是：2026年11月20日 星期五"])


LAYOUTS: dict[str, tuple[Callable[[str], str], float]] = {
    "empty lines": (lambda text: text.replace("\n", "\n\n"), 1.0),
    "line ends of Windows": (lambda text: text.replace("\n", "\r\n"), 1.0),
    "no-break spaces": (lambda text: "\n".join(f"\u00a0\u00a0{line}" for line in text.splitlines()), 1.0),
    "full-width digits": (lambda text: text.translate(FULL_WIDTH), 1.0),
    "half-width marks": (lambda text: text.translate(HALF_MARKS), 1.0),
    "thousand separators": (_thousands, 1.0),
    "blanks around numbers": (_blanks_around_numbers, 0.998),
    "headings with points": (_with_points, 1.0),
    "headings in Arabic numerals": (_in_arabic_numerals, 0.998),
    "wrapped": (_wrapped, LEAST_WRAPPED),
    "wrapped, with blanks around numbers": (lambda text: _wrapped(_blanks_around_numbers(text)), LEAST_WRAPPED),
    "in lines of an official document": (_official, LEAST_OFFICIAL),
    "in such lines, with narrow digits": (lambda text: _official(text, narrow=0.5), LEAST_OFFICIAL),
    "pages": (_paged, LEAST_WRAPPED),
    "characters that stand apart": (
        lambda text: re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", text),
        LEAST_WRAPPED,
    ),
    "in Markdown": (_in_markdown, 0.999),
    "bold lines": (_bold, LEAST_WRAPPED),
    "straight quotes": (lambda text: text.replace("“", '"').replace("”", '"'), 1.0),
    "entities": (lambda text: text.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("—", "&mdash;"), 0.998),
    "paragraphs in tags": (lambda text: "\n".join(f"<p>{line}</p>" for line in text.splitlines()), 0.998),
    "links to other reports": (_with_links, 1.0),
    "in an archive, between places and titles": (_in_an_archive, 0.999),
    "on a site, between its clock and its links": (_on_a_site, 0.999),
    "pressed into one line": (lambda text: re.sub(r"\s*\n\s*", " ", text), LEAST_PRESSED),
    "preview of a document site": (_preview, LEAST_PRESSED),
    "pages marked within sentences": (_pages_marked_within, 1.0),
    "pressed without gaps": (lambda text: re.sub(r"\s*\n\s*", "", text), LEAST_PRESSED),
}


@pytest.mark.parametrize(("lay_out", "least"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_facts_do_not_hang_on_the_layout(lay_out: Callable[[str], str], least: float) -> None:
    kept = wanted = given = 0
    for path in TEXTS:
        (_, printed), (_, relaid) = as_printed(path), read(lay_out(path.read_text(encoding="utf-8")))
        kept, wanted, given = kept + (printed & relaid).total(), wanted + printed.total(), given + relaid.total()
    assert wanted > 1000
    assert 2 * kept / (wanted + given) >= least
