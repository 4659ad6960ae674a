"""Page furniture: what is found, what is left alone (any line with a statistic), and that the time is linear."""

import csv
import itertools
import re
import time
from pathlib import Path

import pytest

from pipeline.cleaning.characters import unify_characters
from pipeline.errors import ReferenceDataError
from pipeline.reference.furniture import (
    LAYOUT,
    Furniture,
    FurnitureKind,
    FurniturePattern,
    FurnitureScope,
    load_furniture,
)
from pipeline.reference.loading import SeedFolder

ROOT = Path(__file__).resolve().parents[3]
EVALUATION = ROOT.parent / "shared" / "evaluation"
BODY = re.compile("[\u4e00-\u9fff]+局")
FURNITURE = load_furniture(SeedFolder.read(ROOT / "seeds" / "reference"))
SENTENCE = "全市科技系统深入实施创新驱动发展战略，高新技术企业总量达到1027家，同比增长46.09%。"


def found_in(text: str) -> list[tuple[str, FurnitureKind]]:
    return [(text[span.start : span.end], span.kind) for span in FURNITURE.find(text)]


@pytest.mark.parametrize("pattern", FURNITURE.patterns, ids=lambda pattern: pattern.examples[0])
def test_each_pattern_matches_its_own_examples(pattern: FurniturePattern) -> None:
    for example in pattern.examples:
        assert re.fullmatch(pattern.pattern, unify_characters(example)), example


@pytest.mark.parametrize("pattern", FURNITURE.patterns, ids=lambda pattern: pattern.examples[0])
def test_each_example_is_found_where_its_scope_says(pattern: FurniturePattern) -> None:
    for example in map(unify_characters, pattern.examples):
        text = {
            FurnitureScope.LINE: f"{SENTENCE}\n{example}\n{SENTENCE}",
            FurnitureScope.HEAD: f"{example}\n{SENTENCE}",
            FurnitureScope.EDGE: f"{example}\n{SENTENCE}",
            FurnitureScope.TAIL: f"{SENTENCE}\n{example}",
            FurnitureScope.ANYWHERE: f"{SENTENCE}{example}{SENTENCE}",
            FurnitureScope.LINKED: f"{SENTENCE}\n{example}\n{example}",
            FurnitureScope.SEQUENCE: f"7\n{SENTENCE * 8}\n8\n{SENTENCE * 8}\n9",
        }[pattern.scope]
        kinds = {kind for _, kind in found_in(text)}
        assert kinds == {pattern.kind} or (kinds and len(kinds) == 1), (example, kinds)


LEFT_ALONE = """
全市高新技术企业总量达到1027家
高新技术企业数量：1027家
专利申请量 3601件
研发投入:133.68亿元
来源：财政拨款12.6亿元，企业自筹30亿元
下载量位居全省第3位，服务企业1200家
发布时间：2023年全年新增高新技术企业130家
时间：2021年1月至12月新增120家
浏览次数居全省第2位
访问量增长35%
本站共服务企业1200家，下载文档3.2万份
阅读推广活动覆盖3.2万人
建设单位：新建院士工作站14家
主办：创新创业大赛12场
制定出台文件，查处侵犯专利权案件1200件
为用户提供本站检测服务的企业达320家，仅供参考
第3产业增加值1200亿元
第12名
共10家
- 12家
— 3 家
-3-5%
2020
1027
12
3/4
2023年12月31日
133.68
50.76%
图1 研发投入
1. 科技创新政策保障体系不断完善
地址变更企业12家
电话回访1200人次
作者署名论文1200篇
打印设备12台
收藏品1200件
返回人才36名
微信平台推送信息1200条
登录用户12万人
注册企业1.2万家
注册商标1200件
会员企业120家
积分兑换1200万元
相关产业产值达到50亿元
更多优质项目落地，签约20个
联系电话：完成率98%
技术支持：服务企业120家
位置：全省第4位
首页推荐企业12家
分享经验12次
扫码入库科技型中小企业2309家
""".strip().splitlines()


@pytest.mark.parametrize("line", LEFT_ALONE)
@pytest.mark.parametrize(
    "frame", ["{0}", "{0}\n{1}", "{1}\n{0}\n{1}", "{1}\n{0}"], ids=["alone", "head", "body", "tail"]
)
def test_leaves_lines_of_the_report_alone(line: str, frame: str) -> None:
    assert found_in(frame.format(unify_characters(line), SENTENCE)) == []


def test_a_line_may_be_tiled_by_several_pieces() -> None:
    assert found_in(f"发布日期:2020-02-18 09:01:39 浏览次数: 字体:[ ]\n{SENTENCE}") == [
        ("发布日期:2020-02-18 09:01:39 ", FurnitureKind.RELEASE),
        ("浏览次数: ", FurnitureKind.COUNTER),
        ("字体:[ ]", FurnitureKind.FONT_SIZE),
    ]
    assert found_in("【打印本页】 【关闭窗口】") == [
        ("【打印本页】 【", FurnitureKind.BUTTON),
        ("关闭窗口】", FurnitureKind.BUTTON),
    ]


def test_one_unknown_word_keeps_the_whole_line() -> None:
    assert found_in("发布日期:2020-02-18 淄博市科学技术局 浏览次数:12") == []


def test_spans_are_ordered_and_stay_within_lines() -> None:
    text = f"首页>规划计划\n\n  发布日期:2020-02-18  \n{SENTENCE}【字体：大 中 小】{SENTENCE}\n— 3 —\n【打印本页】\n"
    spans = FURNITURE.find(text)
    assert len(spans) == 5
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    assert all("\n" not in text[span.start : span.end] for span in spans)


def test_navigation_counts_only_around_the_body() -> None:
    assert found_in(f"政务公开\n{SENTENCE}\n政务公开\n{SENTENCE}\n政务公开") == [
        ("政务公开", FurnitureKind.NAVIGATION),
        ("政务公开", FurnitureKind.NAVIGATION),
    ]


def test_titles_below_the_links_of_a_page_are_no_part_of_its_report() -> None:
    links = ["友情链接：国家统计局 浙江省人民政府", "· 温州市2017年经济运行情况 2018-02-03"]
    owner = "主办：绍兴市科学技术局"
    assert found_in("\n".join([f"{SENTENCE}", "附表", links[0], owner, links[1]])) == [
        (links[0], FurnitureKind.LINKS),
        (owner, FurnitureKind.FOOTER),
        (links[1], FurnitureKind.LINKS),
    ]
    assert found_in("\n".join([SENTENCE, "相关链接", "绍兴市", SENTENCE])) == [("相关链接", FurnitureKind.LINKS)]
    assert FURNITURE.links(f"{SENTENCE}\n上一篇：温州市", BODY) == [(len(SENTENCE) + 1, len(SENTENCE) + 8)]
    assert FURNITURE.links(SENTENCE, BODY) == []
    assert FURNITURE.links(f"{SENTENCE}\n上一篇：温州市\n绍兴市统计局", BODY) == [
        (len(SENTENCE) + 1, len(SENTENCE) + 8)
    ]


def test_headings_of_a_wrapped_page_are_no_titles_of_others() -> None:
    text = (
        "全县上下真抓实干，攻坚克难，各项工作取得明显成效。现就完成情况和明年\n工作作如下汇报。\n"
        "一、2021年1-11月工业经济指标完成情况\n全县工业增加值增长13%，增幅全市排名第二，企业营收达到三十亿\n元，同比增长。\n"
        "二、2022年工作计划\n坚持工业强县，力争全年新增规上企业二十户，工业投资再上一个新的\n台阶，早日完成。\n"
    )
    assert FURNITURE.find(text) == ()


def test_the_first_line_of_a_wrapped_page_shows_no_date_of_a_site() -> None:
    text = (
        "今天(26日)上午,人力资源和社会保障部发布了全年\n就业数据。数据显示,全年就业形势总体稳定好于预期。\n"
        "全年城镇新增就业1186万人,超额完成年度目标任务。\n"
    )
    assert FURNITURE.find(text) == ()
    assert FURNITURE.find("今天是2026年11月20日 星期五\n" + text) != ()


def test_titles_of_other_reports_below_the_text() -> None:
    titles = ["2018年衢州市科技工作总结", "· 温州市2017年经济运行情况 2018-02-03"]
    assert found_in("\n".join([SENTENCE, *titles])) == [(title, FurnitureKind.LINKS) for title in titles]
    assert found_in("\n".join([SENTENCE, titles[0]])) == []
    assert found_in("\n".join([*titles, SENTENCE])) == []
    assert len(FURNITURE.links("\n".join([SENTENCE, *titles]), BODY)) == len(titles)


def test_site_notices_above_the_body_are_not_its_first_lines() -> None:
    notice = "2. 本文档由用户上传,版权归属用户。如果您对本文档版权有争议请及时联系客服。"
    assert found_in(f"{notice}\n网站客服:1234567890\n新闻中心\n{SENTENCE}") == [
        (notice, FurnitureKind.SITE_NOTICE),
        ("网站客服:1234567890", FurnitureKind.SITE_NOTICE),
        ("新闻中心", FurnitureKind.NAVIGATION),
    ]


def test_bare_numbers_are_page_numbers_only_when_pages_lie_between() -> None:
    page = SENTENCE * 8
    assert [text for text, _ in found_in(f"{page}\n1\n{page}\n2\n{page}\n3\n")] == ["1", "2", "3"]
    assert found_in(f"{page}\n4\n{page}\n7\n{page}") == []
    assert found_in("指标\n数量\n1\n科技型中小企业\n2\n高新技术企业\n3\n瞪羚企业\n") == []


@pytest.mark.parametrize("text", ["", "\n", "   \n\t\n", SENTENCE])
def test_texts_without_furniture(text: str) -> None:
    assert FURNITURE.find(text) == ()


def labelled_reports() -> list[tuple[Path, Path]]:
    """Texts with their label sheets: the project's own and, where present, the shared ones."""
    own = [(sheet.with_suffix(".txt"), sheet) for sheet in (ROOT / "tests" / "golden").rglob("*.tsv")]
    shared = [(EVALUATION / "documents" / f"{sheet.stem}.txt", sheet) for sheet in EVALUATION.glob("gold/*.tsv")]
    return [(text, sheet) for text, sheet in (*own, *shared) if text.exists()]


@pytest.mark.skipif(not labelled_reports(), reason="no labelled reports at hand")
def test_no_labelled_statistic_is_furniture() -> None:
    statistics = 0
    for report, sheet in labelled_reports():
        text = report.read_bytes().decode("utf-8-sig")
        spans = FURNITURE.find(unify_characters(text))
        with sheet.open(encoding="utf-8", newline="") as file:
            labels = [row for row in csv.DictReader(file, delimiter="\t") if row["class"] != "none"]
        for label in labels:
            start = int(label["start"])
            covering = [span for span in spans if span.start <= start < span.end]
            assert not covering, (report.name, label["number"], text[covering[0].start : covering[0].end])
        statistics += len(labels)
    assert statistics > 0


HOSTILE = {
    "one line": "来源：" + "全" * 1_000_000,
    "blanks": " " * 1_000_000,
    "open brackets": "【" * 1_000_000,
    "font boxes": "【字体：" * 250_000,
    "breadcrumbs": "首页>" * 333_000,
    "digits": "1" * 1_000_000,
    "pages": "1\n" * 100_000,
    "tiled lines": ("打印 " * 130 + "\n") * 250,
    "notice words": ("文档下载" * 95 + "\n") * 250,
    "digits in lines": ("1" * 390 + "\n") * 250,
    "places": ("位置：" * 130 + "\n") * 250,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_takes_no_more_than_linear_time(text: str) -> None:
    begun = time.process_time()
    FURNITURE.find(text)
    # Measured: 0.02 s for lines that are too long to be tiled, 0.2 s for the others. A square would take minutes.
    assert time.process_time() - begun < 3


HEADER = ",".join(LAYOUT.columns)
BAD_ROWS = {
    "no expression": ("打印(,button,line,打印", "is no regular expression"),
    "matches nothing": ("打印?|,button,line,打印", "matches nothing at all"),
    "unknown kind": ("打印,toy,line,打印", "kind: 'toy' is unknown"),
    "unknown scope": ("打印,button,page,打印", "scope: 'page' is unknown"),
    "no example": ("打印,button,line,", "examples: is empty"),
    "anywhere without brackets": ("打印,button,anywhere,打印", "examples: do not open with 【, [, 第1页 or 下载后"),
}


def load_rows(folder: Path, *rows: str) -> Furniture:
    (folder / LAYOUT.file_name).write_text("\n".join((HEADER, *rows, "")), encoding="utf-8")
    return load_furniture(SeedFolder.read(folder))


@pytest.mark.parametrize(("row", "problem"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_refuses_a_bad_row(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"furniture\.csv:3") as caught:
        load_rows(tmp_path, "首页,navigation,line,首页", row)
    assert problem in str(caught.value)


def test_refuses_groups_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="clash"):
        load_rows(tmp_path, "(?P<a>甲),button,line,甲", "(?P<a>乙),button,line,乙")


def test_a_table_without_rows_finds_nothing(tmp_path: Path) -> None:
    assert load_rows(tmp_path).find("首页>规划计划\n12\n") == ()
