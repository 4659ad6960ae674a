"""The macros of `sql/macros.sql`: what printed digits can tell, and cutting spans out of texts."""

import duckdb
import pytest

from pipeline.warehouse.statements import macros


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
        ("1890-01-01", None, "inherited_region", "approx", "f" * 64, 5),
        ("2023-12-31", 2024, "certain", "exact", "f" * 64, 0),
        ("2024-01-01", None, "certain", "exact", "f" * 64, 0),
        ("2024-01-01", 2023, "certain", "exact", "f" * 64, 0),
        ("2024-01-01", 2024, "inherited_region", "exact", "f" * 64, 0),
        ("2024-01-01", 2024, "certain", "at_least", "f" * 64, 0),
        ("2024-01-01", 2024, "certain", "exact", "0" * 64, 999999999),
        ("2024-01-01", 2024, "certain", "exact", "0" * 64, 8),
        ("2024-01-01", 2024, "certain", "exact", "0" * 64, 7),
        ("2024-01-01", 2024, "certain", "exact", "1" * 64, 9),
        ("2200-01-01", 2024, "certain", "exact", "1" * 64, 9),
    ]
    query = "SELECT precedence(CAST(? AS DATE), ?, ?, ?, ?, CAST(? AS BIGINT))"
    ranks = [connection.execute(query, row).fetchall()[0][0] for row in rows]
    assert ranks == sorted(set(ranks))


TEXT = "".join("a𠀀e\u0301👨‍👩‍👧\u200b\r\n中x\t"[index % 13] for index in range(1700))


@pytest.mark.parametrize("start", [0, 1, 498, 499, 500, 501, 999, 1000, 1490, 1690])
@pytest.mark.parametrize("length", [1, 2, 7, 499, 500, 501, 1200])
def test_a_span_is_the_slice_that_python_cuts(connection, start, length):
    end = min(start + length, len(TEXT))
    connection.execute("CREATE OR REPLACE TEMP TABLE texts AS SELECT 'd' AS doc_id, ? AS text_layer", [TEXT])
    found = connection.execute(
        "SELECT span_of(blocks.characters, texts.text_layer, $start, $end) FROM texts "
        "JOIN text_blocks('texts') AS blocks ON blocks.block = $start // 500",
        {"start": start, "end": end},
    ).fetchall()
    assert found == [(TEXT[start:end],)]
