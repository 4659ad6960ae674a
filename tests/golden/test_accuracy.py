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
    "shared": (0.95, 0.99),
    "economy": (0.78, 0.92),
    "science": (0.89, 0.99),
}
LEAST_OF_TEXT = {
    # text: fact F1
    "shared/district_rectification_plan": 0.95,
    "shared/qingyang_2022_meeting": 1.0,
    "shared/zibo_2019_summary_2020_plan": 0.90,
    "shared/zibo_2023_summary_2024_plan": 0.98,
    "economy/changxing_2021_bulletin": 0.63,
    "economy/fujian_2022_h1_news": 0.55,
    "economy/hunan_2024_work_report": 0.97,
    "economy/luoyang_2022_budget_report": 0.97,
    "economy/mianyang_14th_plan_outline": 0.57,
    "economy/nanhai_2023_q3_bulletin": 0.54,
    "economy/nantong_2023_hr_summary_2024_plan": 0.95,
    "economy/national_communique_2022": 0.96,
    "economy/suzhou_ip_2021_summary_2022_plan": 0.88,
    "economy/xiangyang_2022_work_report": 0.68,
    "science/anonymised_county_2022_spun": 0.94,
    "science/deyang_2025_plan": 0.93,
    "science/foshan_2023_november": 0.97,
    "science/gansu_department_2023": 0.85,
    "science/haidian_2023_summary": 0.97,
    "science/jiaxing_13th_five_year_review": 0.94,
    "science/ordos_2024_summary": 0.74,
    "science/tianchang_2014_summary": 0.65,
    "science/yichang_2022_summary": 0.85,
    "science/zhangjiagang_2024_half_year": 0.97,
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
