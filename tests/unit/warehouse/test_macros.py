"""The macros of `sql/macros.sql`: what printed digits can tell, and cutting spans out of texts."""

import duckdb
import pyarrow
import pytest

from pipeline.warehouse.statements import macros, read_statement


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        opened.execute(macros())
        yield opened


@pytest.mark.parametrize(
    ("number", "value", "unit", "half"),
    [
        ("133.68", "13368000000", "CNY", 500000),  # 亿元, two decimals
        ("20750", "207500000", "CNY", 5000),  # 万元
        ("2.63", "2.63", "percent", 0.005),
        ("2.630", "2.63", "percent", 0.0005),
        ("50", "50", "percent", 0.5),
        ("1680", "1680", "count", 0),  # counted one by one
        ("1.5", "15000", "count", 500),  # 1.5万家
        ("１，０２７", "1027", "count", 0),
        ("1,1 00", "1100", "count", 0),
        ("3．5", "3.5", "percent", 0.05),
        ("0.12", "-0.12", "pp", 0.005),
        ("0", "0", "count", 0),
        ("0.0", "0", "percent", 0.05),
        ("三万", "30000", "count", 5000),
        ("七成", "70", "percent", 5),
        ("百分之三点五", "3.5", "percent", 0.05),
        ("四", "4", "rank", 0),
        ("一番", "100", "percent", 50),
        ("1万6千", "16000", "CNY", 500),
        ("零", "0", "percent", 0.5),
    ],
)
def test_rounding_is_half_of_the_last_printed_digit(connection, number, value, unit, half):
    query = "SELECT rounding(?, CAST(? AS DECIMAL(28, 6)), ?)"
    assert connection.execute(query, [number, value, unit]).fetchall()[0][0] == pytest.approx(half, rel=1e-12)


def test_precedence_orders_by_vintage_year_certainty_bound_and_place(connection):
    rows = [  # from the lowest to the highest
        ("1890-01-01", None, "inherited_region", "approx", 0, "f" * 64, 5),
        ("2023-12-31", 2024, "certain", "exact", 0, "f" * 64, 0),
        ("2024-01-01", None, "certain", "exact", 0, "f" * 64, 0),
        ("2024-01-01", 2023, "certain", "exact", 0, "f" * 64, 0),
        ("2024-01-01", 2024, "inherited_region", "exact", 0, "f" * 64, 0),
        ("2024-01-01", 2024, "certain", "at_least", 0, "f" * 64, 0),
        ("2024-01-01", 2024, "certain", "exact", 0, "0" * 64, 999999999),
        ("2024-01-01", 2024, "certain", "exact", 0, "0" * 64, 8),
        ("2024-01-01", 2024, "certain", "exact", 0, "0" * 64, 7),
        ("2024-01-01", 2024, "certain", "exact", 0, "1" * 64, 9),
        ("2024-01-01", 2024, "certain", "exact", 1, "0" * 64, 9),
        ("2200-01-01", 2024, "certain", "exact", 0, "1" * 64, 9),
    ]
    query = "SELECT precedence(CAST(? AS DATE), ?, ?, ?, ?, ?, CAST(? AS BIGINT))"
    ranks = [connection.execute(query, row).fetchall()[0][0] for row in rows]
    assert ranks == sorted(set(ranks))


TEXT = "".join("a𠀀e\u0301👨‍👩‍👧\u200b\r\n中x\t"[index % 13] for index in range(1700))


@pytest.mark.parametrize("start", [0, 1, 498, 499, 500, 501, 999, 1000, 1490, 1690])
@pytest.mark.parametrize("length", [1, 2, 7, 499, 500, 501, 1200])
def test_a_span_is_the_slice_that_python_cuts(connection, start, length):
    end = min(start + length, len(TEXT))
    connection.execute("CREATE OR REPLACE TEMP TABLE texts AS SELECT 'd' AS doc_id, ? AS text_layer", [TEXT])
    found = connection.execute(
        "WITH spans AS (SELECT 'd' AS doc_id, $start::BIGINT AS start, $end::BIGINT AS \"end\") "
        "SELECT span_of(blocks.characters, longs.characters, $start, $end) FROM text_blocks('texts') AS blocks "
        "LEFT JOIN long_spans('texts', 'spans') AS longs USING (doc_id) WHERE blocks.block = $start // 500",
        {"start": start, "end": end},
    ).fetchall()
    assert found == [(TEXT[start:end],)]


@pytest.mark.parametrize("query", ["segments_tile_text", "numbers_match_text", "observations_match_text"])
def test_spans_of_a_very_long_text_are_checked_in_little_memory(query):
    texts = {str(index): "1" * (3_000_000 if index == 7 else 30) for index in range(13)}
    written = list(texts.values())
    texts_table = pyarrow.table(
        {"doc_id": list(texts), "file_name": list(texts), "text_layer": written, "clean_text": written}
    )
    rows = [(doc_id, start, len(text)) for doc_id, text in texts.items() for start in (0, 10, 20, 29)]
    doc_ids, starts, ends = zip(*rows, strict=True)
    numbers = [texts[doc_id][start:end] for doc_id, start, end in rows]
    spans = {"doc_id": doc_ids, "start": starts, "end": ends, "number": numbers}
    with duckdb.connect(config={"memory_limit": "600MB", "threads": 2, "temp_directory": ""}) as connection:
        connection.execute(macros())
        connection.register("report_texts", texts_table)
        connection.execute(
            "CREATE TEMP VIEW report_clean_texts AS SELECT doc_id, clean_text AS text_layer FROM report_texts"
        )
        for table, key in (
            ("report_segments", "segment_id"),
            ("numbers", "number_id"),
            ("observations", "observation_id"),
        ):
            connection.register(table, pyarrow.table({key: doc_ids, **spans}))
        assert connection.execute(read_statement("checks", query).text).fetchall() == []
