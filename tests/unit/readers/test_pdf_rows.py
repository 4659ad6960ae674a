"""Rows of tables without rules: columns by the places of cells, cells over several rows or columns."""

from pipeline.readers.pdf_lines import Fragment, Line
from pipeline.readers.pdf_rows import with_rows

EM, PITCH, COLUMN = 10.0, 20.0, 60.0


def row(number: float, *cells: tuple[str, float], is_set_left: bool = False) -> Line:
    """A line at `number` rows below the top; each cell stands amid a column, or between two (1.5), or at its left."""
    fragments = []
    for text, column in cells:
        left = COLUMN * column - (0 if is_set_left else len(text) * EM / 2)
        fragments.append(Fragment(text, left, left + len(text) * EM))
    text = " ".join(text for text, _ in cells)
    edges = fragments[0].left, fragments[-1].right
    return Line(text, *edges, 700 - number * PITCH, EM, tuple(fragments), len(cells) > 1)


FIGURES = [
    row(1, ("总数", 1), ("增长", 2), ("目标", 3), ("完成", 4), ("占比", 5)),
    row(2, ("甲县", 0), ("12", 1), ("1.5", 2), ("30", 3), ("32", 4), ("9.8", 5)),
    row(3, ("乙县", 0), ("15", 1), ("2.5", 2), ("40", 3), ("45", 4), ("8.7", 5)),
]
BELOW = ["\t总数\t增长\t目标\t完成\t占比", "甲县\t12\t1.5\t30\t32\t9.8", "乙县\t15\t2.5\t40\t45\t8.7"]


def texts(*lines: Line) -> list[str]:
    return [line.text for line in with_rows(lines)]


def test_cells_of_a_header_stand_at_the_first_of_the_columns_that_they_span() -> None:
    header = row(0, ("县区", 0), ("企业", 1.5), ("入库", 4))
    assert texts(header, *FIGURES) == ["县区\t企业\t\t入库\t\t", *BELOW]


def test_cells_of_a_header_that_is_set_from_the_left_stand_at_the_columns_where_they_begin() -> None:
    header = row(0, ("县区", 0), ("二〇二三年", 1), ("二〇二四年", 3), is_set_left=True)
    figures = [row(number, *map(_cell, FIGURES[number - 1].fragments), is_set_left=True) for number in (1, 2, 3)]
    assert texts(header, *figures) == ["县区\t二〇二三年\t\t二〇二四年\t\t", *BELOW]


def _cell(fragment: Fragment) -> tuple[str, float]:
    return fragment.text, (fragment.left + fragment.right) / 2 / COLUMN


def test_a_cell_over_two_rows_belongs_to_the_upper_one() -> None:
    header = row(0, ("企业", 1.5), ("入库", 4))
    assert texts(row(0.5, ("县区", 0)), header, *FIGURES) == ["县区\t企业\t\t入库\t\t", *BELOW]


def test_lines_a_row_apart_stay_apart() -> None:
    group = row(-1, ("各县", 0))
    header = row(0, ("县区", 0), ("企业", 1.5), ("入库", 4))
    assert texts(group, header, *FIGURES)[:2] == ["各县", "县区\t企业\t\t入库\t\t"]


def test_below_the_first_full_row_cells_stand_in_the_column_that_they_share() -> None:
    assert texts(*FIGURES, row(4, ("丙县", 0), ("7", 4)))[-1] == "丙县\t\t\t\t7\t"
