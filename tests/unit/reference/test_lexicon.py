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
