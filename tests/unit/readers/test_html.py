"""Articles of pages as lines: no navigation, title kept, cells and lines where a reader sees them."""

import pytest

from pipeline.readers import read_report

TITLE = "某市2022年全市科技工作总结"
FRAME = f'<h1>{TITLE}</h1><div class="info">发布日期：2023-03-01 来源：市科技局</div>'
PARAGRAPHS = (
    "2022年，全市研发经费投入120.14亿元，同比增长17.05%，占GDP比重为2.86%。",
    "高新技术企业由1027家增加到1371家，增长33.50%，净增344家，提前完成年度计划。",
    "技术合同成交额达到226.69亿元，登记科技成果60项，兑现创新券1200万元。",
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
NAVIGATION = "<div class='nav'>" + "".join(f"<a href='/{n}'>栏目{n}政务公开</a> " for n in range(40)) + "</div>"
FOOTER = "<div class='foot'>主办：某市科学技术局 地址：某路1号 邮编：255000</div>"


def page(content: str, *, head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<html><head><title>{TITLE}_工作总结_某市科技局</title>{head}</head><body>{content}</body></html>".encode(
        encoding
    )


def lines_of(data: bytes) -> list[str]:
    return [line for line in read_report(data, "page.html").text_layer.split("\n") if line]


@pytest.mark.parametrize(
    "marked",
    [
        '<div id="zoom">{}</div>',
        '<div class="TRS_Editor">{}</div>',
        '<div class="view TRS_UEDITOR trs_paper_default">{}</div>',
        '<td id="UCAP-CONTENT">{}</td>',
        '<div class="article-content">{}</div>',
        '<div class="whatever">{}</div>',
        "<table><tr><td width=200><ul><li><a>左栏</a></li></ul></td><td>{}</td></tr></table>",
    ],
)
def test_article_is_found_with_title_and_date_line(marked: str) -> None:
    lines = lines_of(page(f"{NAVIGATION}<div class='main'>{FRAME}{marked.format(BODY)}</div>{FOOTER}"))
    assert [line for line in lines if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert lines[0] == TITLE
    assert "发布日期：2023-03-01 来源：市科技局" in lines
    assert not any("栏目" in line for line in lines)


def test_title_of_the_page_is_added_where_the_article_has_none() -> None:
    crowd = "<p>" + "推荐阅读：" * 200 + "</p>"
    lines = lines_of(page(f"<h1>{TITLE}</h1>{crowd}<div id='zoom'>{BODY * 4}</div>"))
    assert lines[:2] == [TITLE, PARAGRAPHS[0]]
    assert not any("推荐阅读" in line for line in lines)


@pytest.mark.parametrize("quoting", [f"《{TITLE}》已经市政府同意，现印发给你们。", f"{TITLE}如下，请审阅。"])
def test_a_sentence_that_quotes_the_title_is_none(quoting: str) -> None:
    article = f"<h1>{TITLE}</h1><div id='zoom'><p>{quoting}</p>{BODY}</div>"
    lines = lines_of(page(f"{NAVIGATION}<div class='main'>{article}</div>{FOOTER}"))
    assert lines[:2] == [TITLE, quoting]


def test_a_title_on_two_lines_of_the_article_is_not_added_once_more() -> None:
    lines = lines_of(page(f"<div id='zoom'><p>{TITLE[:8]}<br>{TITLE[8:]}</p>{BODY}</div>"))
    assert lines[:3] == [TITLE[:8], TITLE[8:], PARAGRAPHS[0]]


def test_one_long_paragraph_is_not_taken_for_the_article() -> None:
    long = "<p>" + PARAGRAPHS[0] * 9 + "</p>"
    lines = lines_of(page(f"<div>{FRAME}<div>{long}<p>{PARAGRAPHS[1]}</p></div></div>"))
    assert PARAGRAPHS[1] in lines


def test_text_around_a_large_table_is_kept() -> None:
    table = "<table>" + "<tr><td>指标名称</td><td>120.14</td></tr>" * 80 + "</table>"
    lines = lines_of(
        page(f"{NAVIGATION}<div><div>{FRAME}<div>{BODY}{table}<p>表后，另有一段。</p></div></div></div>{FOOTER}")
    )
    assert [lines[0], lines[-1]] == [TITLE, "表后，另有一段。"]
    assert "指标名称\t120.14" in lines


def test_page_of_a_table_alone_is_read_without_its_menu() -> None:
    table = "<table>" + "<tr><td>指标名称</td><td>120.14</td></tr>" * 9 + "</table>"
    lines = lines_of(page(f"{NAVIGATION}<div class='w'><div>{table}</div></div>{FOOTER}"))
    assert lines == [TITLE, *["指标名称\t120.14"] * 9]


def test_table_that_is_itself_the_article_keeps_its_rows() -> None:
    rows = "".join(f"<tr><td>指标{n}</td><td>{n}.5</td></tr>" for n in range(9))
    text = read_report(page(f"<table class='content'><tr><td colspan=2>{BODY}</td></tr>{rows}</table>"), "a").text_layer
    assert f"{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n指标0\t0.5\n指标1\t1.5\n" in text


def test_empty_shell_of_a_known_name_is_passed_over() -> None:
    lines = lines_of(
        page(f'<div id="zoom"></div><div class="content"><a>菜单</a></div><div class="w">{BODY}{BODY}</div>')
    )
    assert lines.count(PARAGRAPHS[0]) == 2


def test_blocks_lines_and_inline_elements() -> None:
    content = (
        "<div id=zoom><p>研发经费<b>投入</b>1<span>20</span>.14\n亿\n元</p><div>第二段<br>第三行<br/>第四行</div>"
        f"<ul><li>第一项</li><li>第二项</li></ul>{BODY}</div>"
    )
    text = read_report(page(content), "page.html").text_layer
    assert "研发经费投入120.14 亿元\n\n第二段\n第三行\n第四行\n\n第一项\n\n第二项\n\n" in text


def test_line_end_of_the_source_between_chinese_characters_says_nothing() -> None:
    text = read_report(
        page(f"<div id=zoom><p>科技\n    创新，\n服务</p><pre>甲\n乙</pre>{BODY}</div>"), "page.html"
    ).text_layer
    assert "科技创新，服务\n\n甲\n乙\n\n" in text


def test_what_a_reader_does_not_see_is_left_out() -> None:
    content = (
        f"<div id=zoom>{BODY}<script>var n = 1;</script><style>p {{}}</style><!-- 注释 --><noscript>请启用</noscript>"
        "<div style='DISPLAY : none'>隐藏文字</div><select><option>选项</option></select></div>"
    )
    text = read_report(page(content), "page.html").text_layer
    for unseen in ("var n", "p {", "注释", "请启用", "隐藏文字", "选项"):
        assert unseen not in text


def test_hidden_element_that_holds_the_page_is_shown() -> None:
    assert PARAGRAPHS[0] in lines_of(page(f"<div style='display:none'><div id=zoom>{BODY}</div></div>"))


def test_what_is_raised_or_struck_out_is_no_part_of_a_number() -> None:
    content = (
        "<p>全市专利授权1234<sup>1</sup>件，新增<s>80</s><del>85</del>87家，"
        "绿地3万m<sup>2</sup>，产值5<sup>[2]</sup>亿元，"
        "税收8<span style='vertical-align:super;'>3</span>亿元。</p>"
    )
    lines = lines_of(page(f"<div id=zoom>{BODY}{content}</div>"))
    assert "全市专利授权1234¹件，新增87家，绿地3万m²，产值5[2]亿元，税收8³亿元。" in lines


def test_rows_of_a_table_are_lines_with_tabs() -> None:
    table = (
        "<table><caption>主要指标</caption>"
        "<tr><th rowspan=2>指标</th><th colspan=2>2022年</th></tr><tr><th>绝对量</th><th>增长（%）</th></tr>"
        "<tr><td><p>研发经费</p><p>（亿元）</p></td><td>120.14</td><td>17.05</td></tr>"
        "<tr><td>专利</td><td></td><td>-2.1</td></tr></table>"
    )
    text = read_report(page(f"<div id=zoom>{BODY}{table}<p>表后一段。</p></div>"), "page.html").text_layer
    assert (
        "\n\n主要指标\n指标\t2022年\n\t绝对量\t增长（%）\n研发经费 （亿元）\t120.14\t17.05\n专利\t\t-2.1\n\n表后一段。"
        in text
    )


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "iso-8859-1", "gb18030"),
        ("utf-8", "", "utf-8"),
        ("utf-16", "", "utf-16-le"),
        ("big5", "big5", "big5"),
    ],
)
def test_declared_character_set_is_verified(encoding: str, declared: str, charset: str) -> None:
    body = BODY if encoding != "big5" else "<p>本市研究發展經費達一百二十億元，較上年增加百分之十七。</p>" * 3
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{head}</head><body><div id=zoom>{body}</div></body></html>".encode(encoding)
    report = read_report(data, "page.html")
    assert report.charset == charset
    assert report.text_layer.replace("\n\n", "") == body.replace("<p>", "").replace("</p>", "")


def test_entities_and_broken_markup_are_read() -> None:
    content = f"<div id=zoom><p>R&amp;D&nbsp;投入&#65292;&#xD800;占比&lt;3%<p>未闭合<b>标签{BODY}"
    text = read_report(page(content), "page.html").text_layer
    assert "R&D\xa0投入，\ufffd占比<3%\n\n未闭合标签" in text
