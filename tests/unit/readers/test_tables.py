"""Cells become lines in which the n-th cell stands in the n-th column."""

from pipeline.readers.tables import Cell, compose_rows


def rows(*rows: list[Cell]) -> list[str]:
    return list(compose_rows(rows))


def test_empty_cells_keep_their_place_but_at_the_end() -> None:
    assert rows([Cell("a"), Cell(""), Cell(" b\n c ")], [Cell(""), Cell("d"), Cell("")], [Cell(""), Cell("")]) == [
        "a\t\tb c",
        "\td",
    ]


def test_spans_cover_the_places_after_and_below() -> None:
    assert rows(
        [Cell("a", rows=3), Cell("b", columns=2), Cell("c")], [Cell("d"), Cell("e"), Cell("f")], [Cell("g")]
    ) == ["a\tb\t\tc", "\td\te\tf", "\tg"]


def test_prose_in_cells_is_no_row() -> None:
    prose = "全面落实研发费用加计扣除政策，" * 5 + "确保应享尽享。"
    assert rows([Cell("重点任务"), Cell(prose), Cell("")]) == [f"重点任务\n{prose}"]
    assert rows([Cell("只有\n一格")]) == ["只有\n一格"]


def test_a_list_of_tasks_is_a_table_though_a_cell_tells_in_sentences() -> None:
    done = "新认定高新技术企业97家，总数达到512家。" * 3
    assert rows([Cell("1"), Cell("培育企业"), Cell("80家"), Cell(done)]) == [f"1\t培育企业\t80家\t{done}"]
    assert rows([Cell("1"), Cell("培育企业"), Cell("80家"), Cell(done * 4)]) == [f"1\n培育企业\n80家\n{done * 4}"]


def test_hostile_spans_are_bounded() -> None:
    (line,) = rows([Cell("a", columns=999), Cell("b", columns=999, rows=10**9), Cell("c")])
    assert len(line) < 500
