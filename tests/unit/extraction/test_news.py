"""What news tells in its title, and which year it means by 今年."""

from __future__ import annotations

import pytest

from pipeline.flow import extract_text
from pipeline.reference import load_reference


def told(text: str) -> list[tuple[str, str, str, str, str]]:
    """Number, indicator, measure, period and status of each fact."""
    _, _, entries = extract_text(text.encode(), "news.txt", load_reference())
    return [
        (entry.number, b.indicator.id, b.telling.measure, b.period, b.standing.status)
        for entry in entries
        for b in (observation.binding for observation in entry.observations)
    ]


def test_the_title_states_its_figure() -> None:
    assert told("淄博市2023年全市工作情况：新增高新技术企业147家\n\n目前，全市高新技术企业达到1532家。\n") == [
        ("147", "hte_count", "change_abs", "2023", "actual"),
        ("1532", "hte_count", "level", "2023", "actual"),
    ]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (  # 今年一季度 is over in April, and behind the year before
            "2022年淄博技术合同成交额86亿元\n2023年04月18日 09:12 来源：某某日报\n2022年，全市登记技术合同2310项。"
            "今年一季度，全市登记技术合同520项。\n",
            ["2022", "2022", "2023-01/2023-03"],
        ),
        (  # in January no quarter of the year is over
            "2022年淄博技术合同成交额86亿元\n2023年01月18日 09:12 来源：某某日报\n2022年，全市登记技术合同2310项。"
            "今年一季度，全市登记技术合同520项。\n",
            ["2022", "2022", "2022-01/2022-03"],
        ),
        (  # a month that goes on about 今年
            "去年淄博技术合同成交额达86亿元\n2023-03-18 09:12来源：某某日报\n获悉，去年，全市登记技术合同2310项。"
            "今年，全市继续抓好落实。截至2月底，全市登记技术合同180项。\n",
            ["2022", "2022", "2023-01/2023-02"],
        ),
    ],
)
def test_a_part_of_the_year_in_which_news_are_told(text: str, periods: list[str]) -> None:
    assert [period for _, _, _, period, _ in told(text)] == periods


def test_news_of_a_province_say_so_more_often_than_the_names_of_its_cities() -> None:
    text = (
        "山东一季度外贸进出口3862亿元\n2019-04-16 某某信报\n据青岛海关统计，今年一季度，山东省外贸进出口3862亿元。"
        "3月当月进出口1380亿元。\n山东省外贸主要特点：青岛、烟台、潍坊三市进出口占比过半。\n"
    )
    _, _, entries = extract_text(text.encode(), "news.txt", load_reference())
    facts = [observation.binding for entry in entries for observation in entry.observations]
    assert [(str(fact.value), fact.place.code) for fact in facts] == [
        ("386200000000", "370000"),
        ("386200000000", "370000"),
        ("138000000000", "370000"),
    ]


def test_a_zone_beside_the_office_of_its_city_tells_of_the_city() -> None:
    news = "记者19日从{}获悉，2022年，北京市登记技术合同8.6万项。\n"
    assert told(news.format("北京市科委、中关村管委会")) == [("8.6", "tech_contract_count", "level", "2022", "actual")]


def test_a_headline_ends_above_the_time_of_its_day() -> None:
    head = "全市技术合同成交额达86亿元 总量升至全省第5\n\n2023-01-18 09:30:12 某某日报\n\n"
    assert [number for number, *_ in told(head + "2022年，全市高新技术企业达到720家。\n")] == ["86", "5", "720"]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param("2023-01-29", "2023", id="told after the year"),
        pytest.param("2022-12-29", "2022", id="told at its end"),
    ],
)
def test_this_year_is_that_of_the_date(day: str, year: str) -> None:
    text = (
        f"聊城市交出高分答卷\n发布时间：{day}\n2022年，高新技术企业达到1250家。今年，将力争高新技术企业达到1450家。\n"
    )
    assert told(text) == [
        ("1250", "hte_count", "level", "2022", "actual"),
        ("1450", "hte_count", "level", year, "target"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("来源：聊城日报2023-01-29 11:00", id="date right behind the paper"),
        pytest.param("聊城新闻2023-01-29 11:00", id="date right behind the channel"),
        pytest.param("聊城新闻", id="no date"),
    ],
)
def test_what_is_planned_behind_the_review_is_no_year_of_it(head: str) -> None:
    text = (
        f"{head}\n记者1月20日从全市科技工作会议上获悉，2022年，全市研发投入达37亿元。\n"
        "在创新主体方面，高新技术企业总数达1250家。\n2023年，聊城市将抓好企业培育工程。\n"
    )
    assert told(text) == [
        ("37", "rd_expenditure", "level", "2022", "actual"),
        ("1250", "hte_count", "level", "2022", "actual"),
    ]


def test_the_year_since_which_news_tell_is_not_that_of_their_figures() -> None:
    text = (
        "聊城市科技创新取得新进展\n2021年以来，全市实施培育工程。\n"
        "每万人口发明专利拥有量由2021年的2.59件增长至2023年的4.04件。高新技术企业发展到816家。\n"
    )
    assert told(text)[1:] == [
        ("4.04", "invention_patents_per_10k", "level", "2023", "actual"),
        ("816", "hte_count", "level", "2023", "actual"),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "2月20日，2025年聊城市科技工作会议召开。",
        "近日，聊城市召开2025年全市科技工作会议。",
        "记者从2025年聊城市科技工作会议上获悉，",
        "记者日前从2025年聊城市科技工作会议上获悉，去年，",
    ],
)
def test_a_meeting_at_the_beginning_of_a_year_hears_of_the_one_before(opening: str) -> None:
    text = f"{opening}全市高新技术企业达到1250家，科技型中小企业达到2100家。\n"
    assert [fact[:1] + fact[3:] for fact in told(text)] == [("1250", "2024", "actual"), ("2100", "2024", "actual")]


def test_news_of_what_was_done_for_a_plan_are_no_plan() -> None:
    text = (
        "市科技局积极推动《聊城市科技创新“十四五”规划》重点任务落实\n发布时间：2023-03-06\n"
        "2022年以来，全市科技创新取得新成效。科技型中小企业达到1541家。\n"
    )
    assert told(text) == [("1541", "tech_sme_count", "level", "2022", "actual")]


def test_news_without_a_date_is_told_after_the_year_that_it_names() -> None:
    text = (
        "记者5月23日从惠州市科技工作会议上获悉，2018年，全市高新技术企业达1106家。\n"
        "今年，惠州市将力争高企存量达1350家。\n到2020年，高企总数突破1500家。\n"
    )
    assert told(text) == [
        ("1106", "hte_count", "level", "2018", "actual"),
        ("1350", "hte_count", "level", "2019", "target"),
        ("1500", "hte_count", "level", "2020", "target"),
    ]
