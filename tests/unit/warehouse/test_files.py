"""Opening, setting aside and publishing the warehouse file."""

import multiprocessing
import os
import subprocess
import sys
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse import discard_staged, open_published, open_staged, prepare, publish, stage_batch, staging_path
from pipeline.warehouse.files import LOADING_SETTINGS, MEMORY_LIMIT
from tests.tiny_warehouse import Report, Told, dimensions, make_warehouse, run, stage_tables

REPORT = Report("a", (Told("hte_count", 1680),))
PUBLISHED = 8
"""Loads that are published while another process reads."""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return make_warehouse(tmp_path / "warehouse.duckdb", REPORT)


def count(path: Path) -> int:
    with open_published(path) as connection:
        return connection.execute("SELECT count(*) FROM fact_observation").fetchall()[0][0]


def test_a_missing_warehouse_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"nothing\.duckdb: there is no warehouse. Run `zhibiao build`"):
        open_published(tmp_path / "nothing.duckdb")


def test_the_connection_reads_only_this_file(published: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_published(published) as connection:
        for statement in (
            "DELETE FROM fact_observation",
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"COPY panel TO '{tmp_path}/out.parquet'",
            f"ATTACH '{tmp_path}/other.duckdb'",
            "SET enable_external_access = true",
            "SET memory_limit = '1MB'",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv", "warehouse.duckdb"]


def test_other_files_are_in_reach_only_where_a_person_asks_for_it(published: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a\n7\n")
    with open_published(published, unsafe=True) as connection:
        assert connection.execute(f"FROM read_csv('{tmp_path}/mine.csv')").fetchall() == [(7,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("DELETE FROM fact_observation")


def test_several_connections_of_one_process_share_the_file(published: Path) -> None:
    with open_published(published) as first, open_published(published) as second:
        zone = "SELECT current_setting('TimeZone')"
        assert first.execute(zone).fetchall() == second.execute(zone).fetchall() == [("UTC",)]


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    duckdb.connect(path).execute("CREATE TABLE mine AS SELECT 1 AS a").close()
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match="no warehouse of ours"):
        prepare(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "word"), [(0, "older"), (99, "newer")])
def test_another_format_is_refused_with_the_remedy(published: Path, version: int, word: str) -> None:
    with duckdb.connect(published) as connection:
        connection.execute("UPDATE warehouse_info SET format_version = ?", [version])
    with pytest.raises(WarehouseError, match=f"written by an? {word} Zhibiao"):
        prepare(published)
    assert published.exists()


@pytest.mark.parametrize("damage", ["garbage", "empty", "truncated"])
def test_a_damaged_warehouse_is_set_aside_never_overwritten(published: Path, damage: str) -> None:
    content = {"garbage": b"no database" * 1000, "empty": b"", "truncated": published.read_bytes()[:5000]}[damage]
    published.write_bytes(content)
    with pytest.raises(WarehouseError, match="cannot be opened"):
        open_published(published)
    (note,) = prepare(published)
    (aside,) = published.parent.glob("warehouse.duckdb.damaged-*")
    assert aside.name in note
    assert aside.read_bytes() == content
    assert not published.exists()


def test_a_file_without_the_free_blocks_at_its_end_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB cuts them off, and goes on to count them: every second build leaves such a file."""
    monkeypatch.undo()  # with the comments of the data dictionary, which are what is freed
    published = make_warehouse(tmp_path / "warehouse.duckdb", Report("first", (Told("hte_count", 1),)))
    seen = set()
    for number in range(4):
        report = Report(str(number), (Told("hte_count", number),))
        stage_batch(published, stage_tables(report), dimensions(), run(f"run-{number}"))
        publish(published)
        with duckdb.connect(published, read_only=True) as connection:
            counted = connection.execute("SELECT total_blocks * block_size FROM pragma_database_size()").fetchall()
        seen.add(counted[0][0] > published.stat().st_size)
        assert prepare(published) == ()
    assert seen == {True, False}, "both kinds of file were tried"


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_anywhere_is_damaged(published: Path, part: float) -> None:
    content = published.read_bytes()
    published.write_bytes(content[: int(len(content) * part)])
    assert "damaged" in prepare(published)[0]


def test_two_damaged_files_of_one_second_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        prepare(path)
    assert sorted(aside.read_bytes() for aside in tmp_path.glob("*.damaged-*")) == [b"one", b"three", b"two"]


def test_what_a_killed_build_left_is_removed(published: Path) -> None:
    staging_path(published).write_bytes(b"half")
    staging_path(published).with_name(staging_path(published).name + ".wal").write_bytes(b"half")
    assert prepare(published) == ("Removed the staging copy of a build that did not end.",)
    assert sorted(path.name for path in published.parent.iterdir()) == ["warehouse.duckdb"]
    assert prepare(published) == ()


def test_a_foreign_log_beside_the_warehouse_is_set_aside(published: Path) -> None:
    published.with_name("warehouse.duckdb.wal").write_bytes(b"stale")
    (note,) = prepare(published)
    assert "write-ahead log" in note
    assert count(published) == 1


def test_a_warehouse_that_another_process_writes_is_not_taken_for_damaged(published: Path) -> None:
    script = f"import duckdb; c = duckdb.connect({str(published)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(WarehouseError, match="Close the program that has it open for writing"):
            prepare(published)
        other.communicate(b"\n")
    assert prepare(published) == ()
    assert count(published) == 1


def test_nothing_is_published_before_publish(published: Path) -> None:
    before = published.read_bytes()
    stage_batch(
        published, stage_tables(Report("b", (Told("hte_count", 1), Told("hte_count", 2)))), dimensions(), run("2")
    )
    assert published.read_bytes() == before
    with open_staged(published) as connection:
        assert connection.execute("SELECT count(*) FROM fact_observation").fetchall() == [(3,)]
    publish(published)
    assert count(published) == 3
    assert sorted(path.name for path in published.parent.iterdir()) == ["warehouse.duckdb"]


def test_memory_is_limited_below_what_duckdb_would_take(published: Path) -> None:
    limit = "SELECT current_setting('memory_limit')"
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as wanted, duckdb.connect() as usual:
        expected = wanted.execute(limit).fetchall()
        assert expected != usual.execute(limit).fetchall()
    with open_published(published) as connection:
        assert connection.execute(limit).fetchall() == expected


@pytest.mark.parametrize(("memory", "told"), [("512MB", "488.2 MiB"), ("lots", "Set ZHIBIAO_MEMORY to")])
def test_memory_is_set_by_the_environment(published: Path, memory: str, told: str) -> None:
    code = (
        "import sys, pathlib; from pipeline.warehouse import open_published; "
        "connection = open_published(pathlib.Path(sys.argv[1])); "
        "print(connection.execute(\"SELECT current_setting('memory_limit')\").fetchall())"
    )
    command = [sys.executable, "-c", code, str(published)]
    done = subprocess.run(command, env={**os.environ, "ZHIBIAO_MEMORY": memory}, capture_output=True, text=True)
    assert told in done.stdout + done.stderr


def test_a_limit_that_is_no_amount_stops_a_build_at_once(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LOADING_SETTINGS, "memory_limit", "lots")
    with pytest.raises(WarehouseError, match=r"ZHIBIAO_MEMORY=.*Set it to an amount such as 4GB"):
        prepare(published)


def test_a_discarded_staging_copy_changes_nothing(published: Path) -> None:
    before = published.read_bytes()
    stage_batch(published, stage_tables(Report("b", (Told("hte_count", 1),))), dimensions(), run("2"))
    spilled = published.with_name("warehouse.duckdb.staging.tmp")
    spilled.mkdir()
    assert discard_staged(published)
    assert not discard_staged(published)
    assert not spilled.exists()
    assert published.read_bytes() == before
    with pytest.raises(WarehouseError, match="nothing is staged"):
        publish(published)
    with pytest.raises(WarehouseError, match="nothing is staged"):
        open_staged(published)


def test_a_log_beside_the_staging_copy_stops_the_publish(published: Path) -> None:
    stage_batch(published, stage_tables(REPORT), dimensions(), run("2"))
    staging_path(published).with_name(staging_path(published).name + ".wal").write_bytes(b"open")
    before = published.read_bytes()
    with pytest.raises(WarehouseError, match="still open or was not checkpointed"):
        publish(published)
    assert published.read_bytes() == before


def _read_again_and_again(path: Path, begun: Event, stop: Event, failures: "Queue[str]") -> None:
    while not stop.is_set():
        try:
            if count(path) % 3:
                failures.put("half a load")
        except Exception as error:
            failures.put(repr(error))
        begun.set()


def test_a_reader_sees_whole_loads_only_while_others_are_published(tmp_path: Path) -> None:
    def three(name: str) -> Report:
        return Report(name, tuple(Told("hte_count", value) for value in (1, 2, 3)))

    path = make_warehouse(tmp_path / "warehouse.duckdb", three("first"))
    context = multiprocessing.get_context("spawn")
    begun, stop, failures = context.Event(), context.Event(), context.Queue()
    reader = context.Process(target=_read_again_and_again, args=(path, begun, stop, failures))
    reader.start()
    assert begun.wait(timeout=60)
    for number in range(PUBLISHED):
        stage_batch(path, stage_tables(three(str(number))), dimensions(), run(f"run-{number}"))
        publish(path)
    stop.set()
    reader.join(timeout=30)
    assert reader.exitcode == 0
    assert failures.empty()
    assert count(path) == 3 * (PUBLISHED + 1)
