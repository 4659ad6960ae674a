"""Tables in HTML within a text: rows, cells and the blanks of merged ones, at the same offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.characters import MASK
from pipeline.cleaning.html_tables import part_html_tables


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<table><tr><th>区县</th><th>高企</th></tr><tr><td>张店</td><td>86</td></tr></table>", "区县\t高企\n张店\t86"),
        (
            '<table><tr><td>区县</td><td rowspan="3">备注</td></tr><tr><td>张店</td></tr><tr><td>临淄</td></tr>'
            "<tr><td>桓台</td><td>86</td></tr></table>",
            "区县\t备注\n张店\n临淄\n桓台\t86",
        ),
        ("<table>\n<tr>\n<td>区县</td>\n<td>高企</td>\n</tr>\n</table>", "区县\t高企"),
        ('<table border="1"><tr><td>区县</td><td></td><td>86</td></tr></table>', "区县\t\t86"),
        (
            '<table><tr><td rowspan="2">区县</td><td colspan="2">高企</td><td>专利</td></tr>'
            "<tr><td>2022年</td><td>2023年</td><td>授权</td></tr></table>",
            "区县\t高企\t\t专利\n\t2022年\t2023年\t授权",
        ),
        (
            "<TABLE><thead><tr><td>区县</td></tr></thead><tbody><tr><td>张店区</td></tr></tbody></TABLE>",
            "区县\n张店区",
        ),
    ],
)  # fmt: skip
def test_tags_become_tabs_and_line_ends(table: str, rows: str) -> None:
    parted = part_html_tables(f"表1\n{table}\n注：略")
    assert parted.replace(MASK, "").replace("\n\n", "\n").replace("\n\n", "\n") == f"表1\n{rows}\n注：略"


def test_what_is_no_whole_table_stays() -> None:
    for text in ("</t", "<table><tr><td>86", "高企<td>86</td>家", "占比<5%</t>"):
        assert part_html_tables(text) == text


TAGS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        '<td colspan="3">',
        "<td rowspan=2>",
        "\n",
        "86",
        "高企",
        "<",
    ]
)


@given(st.lists(TAGS, max_size=40).map("".join))
def test_no_character_moves(text: str) -> None:
    parted = part_html_tables(text)
    assert len(parted) == len(text)
    assert all(new == old or old in "<>/" or new in "\t\n" + MASK for new, old in zip(parted, text, strict=True))
