"""Names that reports have for indicators, and what they say of them (`wordings.yaml`), each in its own sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extraction.binding import Binding
from pipeline.flow import extract_text
from tests.case_files import read_yaml
from tests.read_once import reference

WORDINGS = read_yaml(Path(__file__).with_name("wordings.yaml"))
COUNTED = ("高新技术企业", "院士工作站")


def stated(sentence: str) -> list[Binding]:
    """What a sentence of a report states, in order."""
    text = f"淄博市2023年工作总结\n\n2023年，全市{sentence}。\n"
    _, _, entries = extract_text(text.encode(), "wording.txt", reference())
    return [observation.binding for entry in entries for observation in entry.observations]


@pytest.mark.parametrize("indicator", WORDINGS["names"])
def test_every_wording_of_a_name_means_its_indicator(indicator: str) -> None:
    found = {wording: [b.indicator.id for b in stated(wording)] for wording in WORDINGS["names"][indicator]}
    assert {wording: ids for wording, ids in found.items() if ids != [indicator]} == {}


@pytest.mark.parametrize("subject", COUNTED)
def test_sayings_mean_the_same_of_whatever_is_counted(subject: str) -> None:
    wrong = {}
    for saying, expected in WORDINGS["sayings"].items():
        if subject not in ("高新技术企业",) and "新认定" in saying:
            continue  # only these are certified year by year
        said = ";".join(f"{b.telling.measure} {float(b.value):g}" for b in stated(subject + saying))
        if said != expected:
            wrong[saying] = said
    assert wrong == {}
