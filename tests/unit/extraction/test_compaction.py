"""The compact text: which blanks are left out, and the way back to the clean text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.compaction import CELL_BREAK, SEGMENT_BREAK, compact_segments
from pipeline.segmentation import Part, Segment
from pipeline.vocabulary import SegmentKind, Status

PART = Part(ordinal=0, year=2023, period="2023", status=Status.ACTUAL)
BLANKS = " \n\t"
TEXTS = st.text("高企3.5,家" + BLANKS, min_size=1, max_size=12)
PIECES = st.lists(st.tuples(TEXTS, st.sampled_from(SegmentKind)), max_size=6)


def _segments(pieces: list[tuple[str, SegmentKind]]) -> tuple[str, list[Segment]]:
    """Segments that lie one behind the other, each parted from the next by an empty line."""
    text, segments = "", []
    for piece, kind in pieces:
        segments.append(Segment(kind, len(text), len(text) + len(piece), PART, None))
        text += piece + "\n\n"
    return text, segments


def _compact(text: str, kind: SegmentKind = SegmentKind.SENTENCE) -> str:
    return compact_segments(*_segments([(text, kind)])).text


def _without_blanks(text: str) -> str:
    return "".join(character for character in text if character not in BLANKS)


def test_blanks_and_breaks_between_characters_are_left_out() -> None:
    assert _compact("高 企\n达到 3\n5 家") == "高企达到35家" + SEGMENT_BREAK


def test_a_blank_between_two_numbers_parts_them_but_not_thousands() -> None:
    assert _compact("2022 2023年1 680家") == f"2022{CELL_BREAK}2023年1680家{SEGMENT_BREAK}"
    assert _compact("102.6 300亿元") == f"102.6{CELL_BREAK}300亿元{SEGMENT_BREAK}"
    assert _compact("12 680 300元") == f"12680300元{SEGMENT_BREAK}"


def test_the_cells_of_a_row_stay_parted() -> None:
    assert _compact("高企\t35\t家", SegmentKind.TABLE_ROW) == f"高企{CELL_BREAK}35{CELL_BREAK}家{SEGMENT_BREAK}"


@given(PIECES)
def test_every_character_leads_back_to_where_it_stands(pieces: list[tuple[str, SegmentKind]]) -> None:
    text, segments = _segments(pieces)
    compact = compact_segments(text, segments)
    for segment, span in zip(segments, compact.bounds, strict=True):
        for position in range(*span):
            start, end = compact.origin(position, position + 1)
            assert segment.start <= start < end <= segment.end
            assert compact.text[position] in (text[start:end], CELL_BREAK)
            assert compact.position(start, span) == position


@given(PIECES)
def test_a_span_leads_back_to_the_characters_it_is_made_of(pieces: list[tuple[str, SegmentKind]]) -> None:
    text, segments = _segments(pieces)
    compact = compact_segments(text, segments)
    for segment, (first, last) in zip(segments, compact.bounds, strict=True):
        if first == last:
            continue
        start, end = compact.origin(first, last)
        assert _without_blanks(compact.text[first:last]) == _without_blanks(text[start:end])
        assert compact.position(segment.end, (first, last)) == last
