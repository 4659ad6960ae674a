"""A gated pattern finds what the plain one does, and is gated where the engine would try at every character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reference.first_characters import compiled, gated

_LETTERS = "增长下降不到"


@pytest.mark.parametrize(
    ("expression", "members"),
    [
        ("(?<!不)(?:增长|下降)", "下增"),
        ("(?P<up>增长)|(?P<down>下降)", "下增"),
        (r"\s*(?:增|降)", r"\s降增"),
        ("(?:不)?增长|下(?=降)", "不下增"),
        ("[到-]增|(?!不)[^长]?下降|长", None),
        (r"(?:[到至]|\d)年|截至", r"\d到至截"),
        (r"(?<=年)(?:-|\^|])增", r"\-\]\^"),
        ("(?:[：:]|[—–-]{1,2})", r"：:—–\-"),  # no range from – to ：
    ],
)
def test_looks_for_the_characters_that_a_match_can_begin_with(expression: str, members: str | None) -> None:
    gate = re.match(r"\(\?=\[(.*?(?<!\\)(?:\\\\)*)\]\)", gated(expression))
    assert (gate and {*re.findall(r"\\.|.", gate[1])}) == (members and {*re.findall(r"\\.|.", members)})


@pytest.mark.parametrize(
    "expression",
    [
        "增长|下降",  # the engine looks for the two itself
        "[增下](?:长|降)",
        "(?:增|下)(?:长|降)",
        "[^增]长",
        ".(?:增长)",
        r"[\u4e00-\u9fff]{2}增长|下降",  # any character can open it
        "(?:增长)?|下降",  # nothing at all can
        "(?m)^增长|^下降",  # flags stand first
        r"(增)?(?(1)长|降)|\1下",  # no rule asks so
        "(?P<up>增)?(?P=up)长|(?<!不)下降",
        "(?<!不)增长)|(?:下降",  # no expression, but one within a group
    ],
)
def test_leaves_what_gains_nothing(expression: str) -> None:
    assert gated(expression) == expression


def test_tells_of_an_error_as_the_expression_has_it() -> None:
    assert compiled("(?<!不)(?:增长|下降)").search("不增长，下降").start() == 4
    for wrong in ("(?<!不)增长)|(?:下降", "(?<!不)(?:增长|下降"):
        with pytest.raises(re.error) as told:
            compiled(wrong)
        assert told.value.pattern == wrong


def _grouped(parts: list[str]) -> str:
    return f"(?:{'|'.join(parts)})"


_ATOMS = st.sampled_from(
    [
        *_LETTERS,
        "[增下]",
        "[^不]",
        "[增-]",
        r"\d",
        r"\s",
        ".",
        "(?<!不)",
        "(?<=到)",
        "(?=增)",
        "(?!降长)",
        "$",
        r"\-",
        r"\u589e",
    ]
)
_QUANTIFIED = st.tuples(
    _ATOMS.filter(lambda atom: not atom.startswith("(?") and atom != "$"),
    st.sampled_from(["", "", "?", "*", "+", "{0,2}", "{2}", "{,1}", "*?", "++"]),
).map("".join)
_EXPRESSIONS = st.recursive(
    st.lists(_ATOMS | _QUANTIFIED, min_size=1, max_size=4).map("".join),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(_grouped)
        | st.tuples(inner, inner).map("".join)
        | inner.map(lambda each: f"(?:{each})?")
        | inner.map(lambda each: f"(?P<told>{each})" if "told" not in each else each)
    ),
    max_leaves=6,
).filter(lambda expression: expression.count("(?P<") < 2)


@settings(max_examples=1000)
@given(_EXPRESSIONS, st.text(alphabet=f"{_LETTERS}1- ^]", max_size=12))
def test_finds_what_the_plain_pattern_finds(expression: str, text: str) -> None:
    plain, guarded = re.compile(expression), re.compile(gated(expression))
    assert [match.regs for match in guarded.finditer(text)] == [match.regs for match in plain.finditer(text)]
    assert guarded.groupindex == plain.groupindex
