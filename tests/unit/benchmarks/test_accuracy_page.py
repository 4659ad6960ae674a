"""The page on accuracy: what people wrote on it stays when it is measured anew."""

from __future__ import annotations

from benchmarks.accuracy import FIRST_BEGIN, FIRST_END, SHARED_BEGIN, SHARED_END, page

WRITTEN = f"{FIRST_BEGIN}\n## On texts seen for the first time\n\n0.98\n{FIRST_END}"
SHARED = f"{SHARED_BEGIN}\n## The shared texts\n{SHARED_END}"


def test_what_people_wrote_and_absent_texts_are_kept() -> None:
    made = page([], f"# Accuracy\n\nold words\n\n{WRITTEN}\n\n{SHARED}\n")
    assert WRITTEN in made
    assert SHARED in made
    assert "old words" not in made
    assert page([], made) == made


def test_a_first_page_has_neither() -> None:
    made = page([], "")
    assert FIRST_BEGIN not in made
    assert SHARED_BEGIN not in made
