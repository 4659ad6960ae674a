"""Copies in traditional characters."""

from __future__ import annotations

from pipeline.cleaning.traditional import simplified_characters, write_simplified
from pipeline.flow import extract_text
from pipeline.reference import load_reference


def test_a_copy_in_traditional_characters_is_read_as_the_simplified_text() -> None:
    text = "2022年，全國共投入研究與試驗發展經費30782.9億元，比上年增長10.1%"
    assert write_simplified(text) == "2022年，全国共投入研究与试验发展经费30782.9亿元，比上年增长10.1%"


def test_a_name_in_traditional_characters_changes_nothing() -> None:
    text = "全市高新技术企业达到600家，其中" + "新认定的企业主要分布在电子信息、生物医药等领域，" * 5 + "包括鴻海精密。"
    assert write_simplified(text) == text


def test_no_word_of_the_vocabulary_is_changed() -> None:
    reference = load_reference()
    words = [alias for indicator in reference.indicators.values() for alias in indicator.aliases]
    words += [word for listed in reference.cues.values() for word in listed]
    assert len(simplified_characters()) > 3000
    assert not set(map(ord, "".join(words))) & set(simplified_characters())


def test_figures_are_read_and_traced_through_sounds_in_brackets() -> None:
    text = (
        "淄博市2022年科技工作總結(jié)\n2022年,全市高新技術(shù)企業(yè)達到1027家,同比增長12%;"
        "技術(shù)合同成交額93億元,居全省第4位。"
    )
    _, _, entries = extract_text(text.encode(), "copy.txt", load_reference())
    told = [
        (entry.number, o.binding.indicator.id, o.binding.place.code) for entry in entries for o in entry.observations
    ]
    assert told == [
        ("1027", "hte_count", "370300"),
        ("12", "hte_count", "370300"),
        ("93", "tech_contract_value", "370300"),
        ("4", "tech_contract_value", "370300"),
    ]
    assert all(text[entry.start : entry.end] == entry.number for entry in entries)


def test_sounds_without_their_tone_and_the_blank_behind_them_are_no_words() -> None:
    text = (
        "2021年淄博市經(jing) 濟發展情況\n2021年,全市地區生產(chan) 總值達4200.6億(yi) 元,"
        "比上年增長(zhang)(zhang)8.7%。"
        "農(nong) 村居民人均可支配收入達22231元,技術(shu)合同成交額93億(yi)元(GDP占比提高)。"
    )
    _, _, entries = extract_text(text.encode(), "copy.txt", load_reference())
    told = [(entry.number, o.binding.indicator.id) for entry in entries for o in entry.observations]
    assert told == [
        ("4200.6", "gdp"),
        ("8.7", "gdp"),
        ("22231", "rural_disposable_income"),
        ("93", "tech_contract_value"),
    ]
    assert write_simplified("經濟發展開發區(a)企業實際產值(shi)增長").count("\ufffc") == len("(a)(shi)")


def test_a_plan_is_written_as_on_the_mainland() -> None:
    assert write_simplified("關於經濟發展規畫和計畫的實施") == "关于经济发展规划和计划的实施"
