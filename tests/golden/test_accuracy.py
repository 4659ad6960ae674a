"""The extractor reads the labelled texts as well as it did: least scores for each text and each collection.

What belongs here: the least scores. What does not: how scores are counted (`scoring.py`) and shown (docs/accuracy.md).
Raise a number when the extractor has become better; lower one only with a reason in the commit message.
"""

from functools import cache

import pytest

from benchmarks.accuracy import COLLECTIONS, Collection, Measured, measure
from tests.golden.scoring import Score

LEAST_OF_COLLECTION = {
    # collection: fact F1, quantity F1
    "shared": (0.99, 0.99),
    "economy": (0.97, 0.98),
    "releases": (0.94, 0.99),
    "science": (0.97, 0.99),
}
LEAST_OF_TEXT = {
    # text: fact F1
    "shared/district_rectification_plan": 0.98,
    "shared/qingyang_2022_meeting": 1.0,
    "shared/zibo_2019_summary_2020_plan": 0.98,
    "shared/zibo_2023_summary_2024_plan": 0.98,
    "economy/changxing_2021_bulletin": 0.96,
    "economy/fujian_2022_h1_news": 0.98,
    "economy/hunan_2024_work_report": 0.98,
    "economy/luoyang_2022_budget_report": 0.98,
    "economy/mianyang_14th_plan_outline": 0.91,
    "economy/nanhai_2023_q3_bulletin": 0.95,
    "economy/nantong_2023_hr_summary_2024_plan": 0.98,
    "economy/national_communique_2022": 0.96,
    "economy/suzhou_ip_2021_summary_2022_plan": 0.98,
    "economy/xiangyang_2022_work_report": 0.98,
    "releases/baoshan_2021_summary_2022_plan": 0.98,
    "releases/changde_2022_summary": 0.94,
    "releases/changzhi_2023_bulletin": 0.97,
    "releases/daye_2025_half_year": 0.93,
    "releases/meitan_2024_work_report": 0.91,
    "releases/qinghe_2023_summary_2024_ideas": 0.88,
    "releases/shaanxi_department_2021_review": 0.97,
    "releases/wuhu_2020_wrapped_letter": 0.95,
    "releases/xuchang_industry_2023_report": 0.87,
    "releases/yuxi_2024_main_points": 0.87,
    "science/anonymised_county_2022_spun": 0.96,
    "science/deyang_2025_plan": 0.98,
    "science/foshan_2023_november": 0.98,
    "science/gansu_department_2023": 0.91,
    "science/haidian_2023_summary": 0.98,
    "science/jiaxing_13th_five_year_review": 0.98,
    "science/ordos_2024_summary": 0.95,
    "science/tianchang_2014_summary": 0.96,
    "science/yichang_2022_summary": 0.98,
    "science/zhangjiagang_2024_half_year": 0.96,
}
LEAST_OF_FIELD = 0.98
"""Accuracy of each field where a fact was found, over a collection; for the shared texts alone."""


@cache
def measured(collection: Collection) -> tuple[Measured, ...]:
    if not collection.is_there():
        pytest.skip(f"{collection.sheets} is not there: it lies beside this repository, not in it")
    return tuple(measure([collection]))


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
def test_each_collection_is_read_well(collection: Collection) -> None:
    total = sum((text.score for text in measured(collection)), Score())
    least_fact, least_quantity = LEAST_OF_COLLECTION[collection.name]
    assert total.fact.f1 >= least_fact
    assert total.quantity.f1 >= least_quantity


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
def test_no_text_falls_behind(collection: Collection) -> None:
    texts = {f"{collection.name}/{text.name}": text.score.fact.f1 for text in measured(collection)}
    fallen = {name: (f1, LEAST_OF_TEXT[name]) for name, f1 in texts.items() if f1 < LEAST_OF_TEXT[name]}
    assert fallen == {}


def test_fields_of_the_shared_texts_are_right() -> None:
    total = sum((text.score for text in measured(COLLECTIONS[0])), Score())
    weak = {name: total.field_accuracy(name) for name in total.agreeing if total.field_accuracy(name) < LEAST_OF_FIELD}
    assert weak == {}


@pytest.mark.parametrize("collection", COLLECTIONS[1:], ids=lambda collection: collection.name)
def test_every_text_has_a_least_score(collection: Collection) -> None:
    listed = {name for name in LEAST_OF_TEXT if name.startswith(f"{collection.name}/")}
    assert listed == {f"{collection.name}/{name}" for name in collection.names()}
