"""The panel as `build` prints it: what must not pass for the figure of a place and a year."""

import duckdb
from rich.console import Console

from pipeline.commands.panels import panel_table

COLUMNS = (
    "region VARCHAR, region_name VARCHAR, indicator VARCHAR, indicator_name VARCHAR, year INTEGER, "
    "value DECIMAL(18, 2), value_high DECIMAL(18, 2), unit VARCHAR, bound VARCHAR, status VARCHAR, period VARCHAR"
)


def printed(*rows: tuple[str, str, int, int, str, str]) -> tuple[list[list[str]], bool]:
    """The words of each line of the panel that holds these rows (region, name, year, value, status, period), and if
    one bears a mark."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE panel ({COLUMNS})")
    for region, name, year, value, status, period in rows:
        told = (region, name, "hte_count", "高企数", year, value, None, "count", "exact", status, period)
        connection.execute(f"INSERT INTO panel VALUES ({', '.join('?' * len(told))})", told)
    console = Console(width=120, no_color=True)
    table, _, _, is_marked = panel_table(connection, 30)
    with console.capture() as captured:
        console.print(table)
    return [line.split() for line in captured.get().splitlines()], is_marked


def test_what_is_expected_or_of_a_part_of_a_year_bears_a_mark() -> None:
    first, second, third = (
        ("370300", "淄博市", 2022, 7, "actual", "2022"), ("370300", "淄博市", 2023, 8, "actual", "2023-01/2023-03"),
        ("370300", "淄博市", 2024, 9, "forecast", "2024"),
    )  # fmt: skip
    lines, is_marked = printed(first, second, third)
    assert (lines[2], is_marked) == (["淄博市", "高企数", "7", "8*", "9*"], True)
    lines, is_marked = printed(first)
    assert (lines[2], is_marked) == (["淄博市", "高企数", "7"], False)


def test_places_of_one_name_are_told_apart_by_their_codes() -> None:
    lines, _ = printed(
        ("110105", "朝阳区", 2022, 7, "actual", "2022"), ("220104", "朝阳区", 2022, 8, "actual", "2022"),
        ("370300", "淄博市", 2022, 9, "actual", "2022"),
    )  # fmt: skip
    assert lines[2:] == [
        ["朝阳区", "110105", "高企数", "7"],
        ["朝阳区", "220104", "高企数", "8"],
        ["淄博市", "高企数", "9"],
    ]
