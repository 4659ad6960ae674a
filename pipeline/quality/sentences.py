"""The sentence behind an offending row: a person judges a finding by its text, not by its id.

What belongs here: finding the sentence from the ids that a row bears. What does not: judging rows (`checks.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.quality.outcomes import CheckResult, Layer

if TYPE_CHECKING:
    import duckdb

SENTENCE_COLUMNS = ("text", "first_sentence", "sentence")
"""Columns of a finding that hold its sentence already."""

LONGEST_SENTENCE = 200
"""Characters of a sentence that are kept: what looks like one can be a table of a hundred rows."""

_SEGMENT_OF = {
    (Layer.STAGE, "observation_id"): "SELECT segment_id FROM observations WHERE observation_id = $id LIMIT 1",
    (Layer.STAGE, "number_id"): "SELECT segment_id FROM numbers WHERE number_id = $id LIMIT 1",
    (Layer.STAGE, "segment_id"): "SELECT $id",
    (Layer.WAREHOUSE, "observation_id"): "SELECT segment_id FROM fact_observation WHERE observation_id = $id LIMIT 1",
    (Layer.WAREHOUSE, "number_id"): "SELECT segment_id FROM fact_number WHERE number_id = $id LIMIT 1",
    (Layer.WAREHOUSE, "segment_id"): "SELECT $id",
}
"""The segment that a row stands in, by the end of the name of its id."""

_TEXT_OF = {
    Layer.STAGE: """
        SELECT texts.text_layer, segments.start, segments."end"
        FROM report_segments AS segments JOIN report_texts AS texts USING (doc_id)
        WHERE segments.segment_id = $id LIMIT 1
    """,
    Layer.WAREHOUSE: "SELECT text, 0, length(text) FROM dim_segment WHERE segment_id = $id LIMIT 1",
}


def with_sentences(connection: duckdb.DuckDBPyConnection, result: CheckResult) -> CheckResult:
    """The result with a `sentence` in each example that has none and whose ids lead to one."""
    layer = result.spec.layer
    return replace(result, examples=tuple(_with_sentence(connection, layer, row) for row in result.examples))


def _with_sentence(connection: duckdb.DuckDBPyConnection, layer: Layer, row: Mapping[str, Any]) -> dict[str, Any]:
    if not any(row.get(column) for column in SENTENCE_COLUMNS):
        for name, value in row.items():
            for (of_layer, ending), query in _SEGMENT_OF.items():
                if layer is of_layer and name.endswith(ending) and isinstance(value, str):
                    sentence = _sentence(connection, layer, query, value)
                    if sentence:
                        return {**row, "sentence": sentence}
    return dict(row)


def _sentence(connection: duckdb.DuckDBPyConnection, layer: Layer, query: str, row_id: str) -> str | None:
    """The sentence, or None where the row stands in none: a lost segment may be the very defect."""
    import duckdb

    try:
        segments = connection.execute(query, {"id": row_id}).fetchall()
        texts = connection.execute(_TEXT_OF[layer], {"id": segments[0][0]}).fetchall() if segments else []
    except duckdb.Error:  # a table that this audit does not look at
        return None
    if not texts or None in texts[0]:
        return None
    text, start, end = texts[0]
    sentence = str(text)[start:end]
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[:LONGEST_SENTENCE] + "…"
