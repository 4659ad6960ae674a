"""Judgements from places alone, without PDF files."""

from pipeline.readers.pdf_layout import compose_text, make_line
from pipeline.readers.pdf_lines import Line, Page

EM = 10.0
LEFT, RIGHT = 100.0, 400.0


def line(text: str, *, row: float, indent: float = 0.0, short: float = 0.0, em: float = EM) -> Line:
    """A line of running text at `row` lines below the top; `indent` and `short` in ems."""
    return Line(text, LEFT + indent * EM, RIGHT - short * EM, 800 - row * 16, em)


def text_of(*lines: Line) -> str:
    return compose_text([Page(lines)])[0]


def test_lines_of_unknown_places_are_only_wrapped() -> None:
    assert compose_text([Page((Line("a"), Line("b"))), Page((Line("c"),))]) == ("a\nb\fc", 0)


def test_full_lines_are_one_paragraph_and_an_indent_begins_another() -> None:
    assert text_of(
        line("甲", row=0, indent=2), line("乙", row=1), line("丙", row=2, short=1), line("丁", row=3, indent=2),
        line("戊", row=4),
    ) == "甲\n乙\n丙\n\n丁\n戊"  # fmt: skip


def test_line_that_misses_the_margin_for_a_long_number_goes_on() -> None:
    assert text_of(line("甲", row=0), line("乙", row=1, short=5), line("丙", row=2)) == "甲\n乙\n丙"


def test_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    assert text_of(line("甲", row=0), line("乙。", row=1, short=5), line("丙", row=2)) == "甲\n乙。\n\n丙"


def test_other_size_of_characters_begins_a_paragraph() -> None:
    assert text_of(line("甲", row=0, em=16), line("乙", row=1), line("丙", row=2)) == "甲\n\n乙\n丙"


def test_blank_as_high_as_a_line_begins_a_paragraph() -> None:
    assert text_of(line("甲", row=0), line("乙", row=1), line("丙", row=3), line("丁", row=4)) == "甲\n乙\n\n丙\n丁"


def test_second_column_has_margins_of_its_own() -> None:
    left = [line(f"左{n}", row=n) for n in range(8)]
    right = [Line(f"右{n}", 500, 800, 800 - n * 16, EM) for n in range(8)]
    assert text_of(*left, *right) == "\n".join([*(f"左{n}" for n in range(8)), *(f"右{n}" for n in range(8))])


def test_wide_gaps_part_a_line_into_fragments() -> None:
    boxes = [(x, 0.0, x + 10, 10.0) for x in (0, 10, 60, 70, 77)]
    assert [(part.text, part.left, part.right) for part in make_line("甲乙丙丁戊", boxes).fragments] == [
        ("甲乙", 0, 20), ("丙丁戊", 60, 87),
    ]  # fmt: skip


def test_page_numbers_must_count_with_the_pages() -> None:
    def page(number: str) -> Page:
        body = (line(f"正文{row}", row=row) for row in range(6))
        return Page((*body, line(number, row=40, indent=14, short=14)))

    text, left_out = compose_text([page("— 7 —"), page("— 8 —"), page("— 9 —")])
    assert (left_out, "8" in text) == (3, False)
    text, left_out = compose_text([page("12"), page("12"), page("40")])
    assert (left_out, text.count("12")) == (0, 2)
