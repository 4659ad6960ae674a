"""Drawn lines tell where cells end: frames become bars, blanks below dashes tabs; all else stays as it is."""

from __future__ import annotations

import pytest

from pipeline.cleaning.drawn_tables import part_drawn_tables


def test_frames_become_lines_between_bars() -> None:
    text = "+------+-----+\n| 县区 | GDP |\n+:=====+=====+\n| 泸县 | 427 |\n+------+-----+"
    parted = "|------|-----|\n| 县区 | GDP |\n|-" + "-" * 5 + "|-----|\n| 泸县 | 427 |\n|------|-----|"
    assert part_drawn_tables(text) == parted


def test_corners_between_bars_become_bars() -> None:
    assert part_drawn_tables("| 县区 | GDP |\n|------+-----|\n| 泸县 | 427 |").split("\n")[1] == "|------|-----|"
    assert part_drawn_tables(" 县区 | GDP\n------+-----\n 泸县 | 427").split("\n")[1] == "------|-----"


def test_cells_below_dashes_are_parted_by_print() -> None:
    text = "  县区   总量 增速\n  ------ ---- ----\n  泸县   27.8 1.7\n  合江县      6.2\n  全 市  62.1\n\n注 初步数"
    parted = "  县区  \t总量\t增速\n                  \n  泸县  \t27.8\t1.7\n"
    parted += "  合江县\t    \t6.2\n  全 市 \t62.1\n\n注 初步数"
    assert part_drawn_tables(text) == parted
    assert len(parted) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "一句话很长 很长的话\n---- ----\n也是一句话",
        "县区  ------------  投入强度\n泸县  27.8  1.7",
        "------------\n泸县 27.8\n------------",
        "2022--2023年\n+1\n+--",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert part_drawn_tables(text) == text
