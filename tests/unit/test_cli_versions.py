"""A file that was changed in its folder: the build tells that the older contents count too."""

from datetime import UTC, datetime

import duckdb

from pipeline.commands.building import earlier_versions

BEFORE, SINCE, NOW = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3))


def test_the_older_contents_of_a_changed_file_are_named():
    connection = duckdb.connect()
    connection.execute("CREATE TABLE dim_report (doc_id TEXT, source TEXT, landed_at TIMESTAMPTZ, supersedes TEXT)")
    for row in (
        ("a" * 64, "changed.txt", BEFORE, None), ("b" * 64, "changed.txt", NOW, None),
        ("c" * 64, "new.txt", NOW, None),
        ("d" * 64, "long_ago.txt", BEFORE, None), ("e" * 64, "long_ago.txt", BEFORE.replace(hour=5), None),
        ("f" * 64, "https://page", BEFORE, None), ("0" * 64, "https://page", NOW, "f" * 64),
    ):  # fmt: skip
        connection.execute("INSERT INTO dim_report VALUES (?, ?, ?, ?)", row)
    assert earlier_versions(connection, SINCE) == [("changed.txt", "a" * 16)]
