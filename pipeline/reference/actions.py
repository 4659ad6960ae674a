"""Verbs and adverbs before a noun (`actions.csv`): what was done with it, not what it is (举办培训会, 深入走访企业).

What belongs here: the table. What does not: cue words that decide what a number tells (`cues.py`).
"""

from __future__ import annotations

from pipeline.reference.loading import Layout, SeedFolder

LAYOUT = Layout("actions.csv", ("verb",), ("verb",), ("verb",))


def load_actions(seeds: SeedFolder) -> tuple[str, ...]:
    """The words in the order of the table; none where it is missing, as it only helps to name what was not mapped."""
    if LAYOUT.file_name not in seeds.contents:
        return ()
    return tuple(row.text("verb") for row in seeds.rows(LAYOUT))
