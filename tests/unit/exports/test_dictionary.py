"""The data dictionary is complete and its page is up to date."""

from __future__ import annotations

import pytest

from pipeline.exports.dictionary import DICTIONARY_PATH, NOTES, dictionary_markdown, dictionary_rows
from pipeline.schemas import STAGE_TABLES, WAREHOUSE_TABLES
from pipeline.vocabulary import CONFIDENCE_WORDS, Measure
from pipeline.warehouse.marts import CREATION_ORDER


@pytest.fixture(scope="module")
def page() -> str:
    return dictionary_markdown()


def test_the_committed_page_is_not_stale(page):
    assert DICTIONARY_PATH.read_text(encoding="utf-8") == page, "run `make docs`"


def test_the_page_has_every_table_mart_and_column(page):
    sections = {part.partition("\n")[0]: part for part in page.split("\n### ")[1:]}
    for table in WAREHOUSE_TABLES:
        if table.name != "quarantine":  # a stage table bears the same name
            assert all(f"| `{column.name}` | " in sections[table.name] for column in table.columns)
            assert table.description in sections[table.name]
    for table in STAGE_TABLES:
        assert table.name in sections
    for mart in CREATION_ORDER:
        assert mart in sections or f"{mart}(day)" in sections


def test_cells_of_the_page_stay_in_their_columns(page):
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert all(line.replace("\\|", "").count("|") == 5 for line in rows)


def test_the_page_tells_vocabularies_and_what_exports_change(page):
    assert f"| Measure | {', '.join(f'`{word}`' for word in Measure)} |" in page
    assert all(text in page for _, text in NOTES)
    assert all(f"- `{word}`: {said}\n" in page for word, said in CONFIDENCE_WORDS.items())


def test_rows_say_type_meaning_and_what_is_allowed(known):
    rows = {(row[0], row[1]): row[2:] for row in dictionary_rows([known["panel"], known["etl_run"]])}
    assert rows["panel", "bound"] == (
        "text", "How the printed number stands to the true one", "exact, at_least, at_most, approx, range",
    )  # fmt: skip
    assert rows["panel", "doc_id"][2] == "→ dim_report.doc_id"
    assert rows["panel", "value_high"][0] == "decimal, may be empty"
    assert rows["etl_run", "started_at"][0] == "timestamp"
