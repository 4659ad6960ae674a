"""Cells on several lines, in tables without rules."""

from pipeline.readers.pdf_lines import Fragment, Line
from pipeline.readers.pdf_wraps import with_wrapped_cells

EM, LEADING = 10.0, 12.0


def line(height: float, *cells: tuple[str, float]) -> Line:
    """A line so many points above the bottom of the page; each cell begins at its place in points."""
    fragments = tuple(Fragment(text, left, left + len(text) * EM) for text, left in cells)
    text = " ".join(text for text, _ in cells)
    return Line(text, fragments[0].left, fragments[-1].right, height, EM, fragments, len(cells) > 1)


def texts(*lines: Line) -> list[str]:
    return [line.text for line in with_wrapped_cells(lines)]


def test_two_lines_around_the_middle_are_one_cell() -> None:
    above, below = line(500 + LEADING / 2, ("规模以上工业企业", 100)), line(500 - LEADING / 2, ("研发经费", 100))
    row = line(500, ("亿元", 250), ("12.5", 300), ("13.1", 400))
    assert texts(above, below, row) == ["规模以上工业企业研发经费 亿元 12.5 13.1"]


def test_three_lines_of_which_one_stands_in_the_row() -> None:
    row = line(500, ("工业企业", 100), ("亿元", 250), ("12.5", 300))
    assert texts(
        line(500 + LEADING, ("规模以上", 100)), line(500 - LEADING, ("研发经费", 100)), row
    ) == ["规模以上工业企业研发经费 亿元 12.5"]  # fmt: skip


def test_a_cell_that_is_drawn_before_its_row_is_taken_in() -> None:
    assert texts(line(500, ("1", 60)), line(500, ("专利", 100), ("12", 300))) == ["1 专利 12"]


def test_the_name_of_a_group_is_a_line_of_its_own() -> None:
    group = line(520, ("一、创新主体", 100))
    first, second = line(500, ("企业", 100), ("12", 300)), line(480, ("机构", 100), ("15", 300))
    assert texts(group, first, second) == ["一、创新主体", "企业 12", "机构 15"]


def test_a_cell_that_begins_in_its_row_is_left_to_the_words() -> None:
    row, below = line(500, ("规模以上工业", 100), ("12", 300)), line(500 - LEADING, ("企业研发经费", 100))
    assert texts(row, below) == ["规模以上工业 12", "企业研发经费"]


def test_running_text_beside_a_line_with_a_blank_stays() -> None:
    prose = [line(500 + LEADING, ("一" * 30, 100)), line(500 - LEADING, ("三" * 30, 100))]
    assert texts(prose[0], line(500, ("二" * 8, 100), ("二" * 10, 250)), prose[1]) == [
        "一" * 30, "二" * 8 + " " + "二" * 10, "三" * 30,
    ]  # fmt: skip


def test_lines_below_a_row_are_of_its_cell_where_rows_are_further_apart() -> None:
    rows = [line(height, ("企业", 100), ("12", 300)) for height in (500, 470, 452)]
    below = [line(500 - LEADING, ("研发", 100)), line(470 + LEADING, ("规上", 100))]
    assert texts(rows[0], below[0], below[1], *rows[1:]) == ["企业研发 12", "规上企业 12", "企业 12"]


def test_what_stands_as_far_from_its_row_as_rows_from_each_other_is_no_part_of_it() -> None:
    rows = [line(height, ("企业", 100), ("12", 300)) for height in (500, 488)]
    assert texts(*rows, line(476, ("注：快报数", 100))) == ["企业 12", "企业 12", "注：快报数"]


def test_pieces_of_one_height_are_one_row() -> None:
    assert texts(line(500, ("1", 60), ("企业", 100)), line(499, ("家", 250), ("12", 300))) == ["1 企业 家 12"]
