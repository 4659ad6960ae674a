"""The automaton over all names: leftmost and longest, also where a text ends inside a longer name."""

from __future__ import annotations

import pytest

from pipeline.reference import load_reference


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("粮食产量", ["粮食产量"]),
        ("全年粮食", ["粮食"]),
        ("全年粮食，", ["粮食"]),
        ("内蒙古", ["内蒙古"]),
        ("河南和安徽", ["河南", "安徽"]),
        ("记者从江苏省科技厅获悉", ["江苏省"]),
        ("和顺县同江西省", ["和顺县", "江西省"]),
        ("每万人口高价值发明专\n", ["发明"]),  # a longer name broken off must not hide the shorter one within it
        ("\ud800粮食", ["粮食"]),
        ("😀粮食", ["粮食"]),
        ("", []),
    ],
)
def test_names_are_found_up_to_the_end_of_a_text(text: str, names: list[str]) -> None:
    found = load_reference().lexicon.find(text)
    assert [name.text for _, _, name in found] == names
    assert all(text[start:end] == name.text for start, end, name in found)


def test_every_place_is_found_by_its_full_name() -> None:
    """来安县 is not 安县 behind 来, and no cue word hides a name; 全国 alone is a word for the country."""
    reference = load_reference()
    names = {region.name for region in reference.regions.by_code.values()}
    found = {name: [each.text for _, _, each in reference.lexicon.find(name)] for name in names}
    assert sorted(name for name, told in found.items() if told != [name]) == ["全国"]
