"""Texts that a spreadsheet would run, and the same rule in SQL."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.cells import FORMULA_STARTS, cleaned_sql, harmless, harmless_sql


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_begins_a_formula_gets_an_apostrophe(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "1+1", "'=1", "数=1", " =1", "1-2", "a@b"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_control_characters_go_even_where_they_hide_a_formula():
    assert harmless("\x00\x1b=1\x07") == "'=1"
    assert harmless("a\tb\r\nc") == "a\tb\r\nc"


# DuckDB's texts are valid Unicode without NUL from Python's side; the class of tricky characters is drawn often.
_TEXTS = st.text(
    st.one_of(st.sampled_from("=+-@＝＋－＠'\"\t\r\n\x01\x1b\x7f\ufffe\uffff\ufffc数1,"), st.characters(codec="utf-8")),
    max_size=12,
)


@given(st.lists(_TEXTS, max_size=20))
def test_sql_cleans_texts_as_python_does(texts):
    with duckdb.connect() as connection:
        cleaned = f"SELECT {cleaned_sql('text')} AS cleaned FROM (SELECT unnest($1) AS text)"
        query = f"SELECT {harmless_sql('cleaned')} FROM ({cleaned})"
        found = [text for (text,) in connection.execute(query, [texts]).fetchall()] if texts else []
    assert found == [harmless(text) for text in texts]
