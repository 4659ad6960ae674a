"""The words of cues and of table headers: none that others make up already."""

from __future__ import annotations

from collections.abc import Set

from pipeline.extraction.grammar import PLAIN
from pipeline.reference import load_reference
from pipeline.reference.cues import CueKind
from pipeline.reference.tables import HeaderKind

HEADS = (CueKind.HEAD_AMOUNT, CueKind.HEAD_COUNT, CueKind.HEAD_SHARE, CueKind.HEAD_GROWTH)


def is_made_up(word: str, words: Set[str]) -> bool:
    """Whether a word is a run of other words: 已达到 of 已 and 达到."""
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in words for start in reached if end - start < len(word)):
            reached.add(end)
    return len(word) in reached


def test_no_glue_word_is_a_run_of_others() -> None:
    """Runs of such words are looked for, so that 已达到 needs no row beside 已 and 达到: remove the rows."""
    cues = load_reference().cues
    words = {word for kind in (*PLAIN, *HEADS) for word in cues[kind]}
    others = {word for kind in (*PLAIN, *HEADS) if kind is not CueKind.GLUE for word in cues[kind]}
    assert [word for word in cues[CueKind.GLUE] if word in others or is_made_up(word, words)] == []


def test_no_word_of_titles_is_one_of_headers() -> None:
    """Titles hold all words of headers: remove the rows of the kind `title`."""
    headers = load_reference().table_headers
    others = {word for kind in HeaderKind if kind is not HeaderKind.TITLE for word in headers[kind]}
    assert [word for word in headers[HeaderKind.TITLE] if word in others] == []
