"""How the warehouse answers with many observations: a synthetic one, made straight in the fact tables, and its marts.

    python -m benchmarks.warehouse_scale [--write] [--observations 1000000 10000000] [--folder FOLDER]

What belongs here: making it (`warehouse_scale.sql` says of what), timing, the memory that it took. `--write` writes the
section of docs/benchmarks.md; `--folder` keeps the fact tables there and takes up those that it finds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.pages import table, write_section
from pipeline.reference import load_reference
from pipeline.warehouse import dimension_tables
from pipeline.warehouse.comments import write_comments
from pipeline.warehouse.loading import create_tables
from pipeline.warehouse.marts import CREATION_ORDER, MARTS
from pipeline.warehouse.statements import macros, read_statement

CITY = "370300"
MEMORY_LIMIT = "3GB"
"""Of DuckDB, for making and for asking: the process itself stays below 4 GB with it."""

REPETITIONS = 7
ASKED = (*MARTS, "panel_as_of(DATE '9999-12-31')", "level_before")
"""The marts; the panel as computed for any day, as the mart is the table of its result; what other marts stand on."""

SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY_LIMIT}


def make_facts(path: Path, observations: int) -> dict[str, Any]:
    """Write a warehouse with about so many observations and no marts."""
    with duckdb.connect(path, config=SETTINGS) as connection:
        connection.execute(macros())
        create_tables(connection)
        for name, rows in dimension_tables(load_reference()).items():
            connection.register("dimension_rows", rows)
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM dimension_rows")
            connection.unregister("dimension_rows")
        connection.execute(f"SET VARIABLE observations = {observations}")
        connection.execute(f"SET VARIABLE city = '{CITY}'")
        connection.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    return {}


def make_marts(path: Path) -> dict[str, Any]:
    """Make the marts as a build does; seconds (wall, CPU) of each that is a table, and peak memory."""
    with duckdb.connect(path, config=SETTINGS) as connection:
        times = {name: _seconds(connection, read_statement("marts", name).text) for name in CREATION_ORDER}
        write_comments(connection)
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return {"made": {name: times[name] for name in times if name in tables}, "making_megabytes": _peak_megabytes()}


def measure(path: Path) -> dict[str, Any]:
    """Seconds (wall, CPU) of each mart for one city and as a whole; rows; peak memory of this process in megabytes."""
    found: dict[str, Any] = {"city": {}, "whole": {}, "rows": {}}
    with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
        found["observations"] = connection.execute("SELECT count(*) FROM fact_observation").fetchall()[0][0]
        for mart in ASKED:
            question = f"SELECT * FROM {mart} WHERE region = '{CITY}'"
            times = [_seconds(connection, question) for _ in range(REPETITIONS)]
            found["city"][mart] = [statistics.median(column) for column in zip(*times, strict=True)]
        for mart in ASKED:
            # Every value is looked at, or DuckDB would leave out the work that nobody asks for.
            found["whole"][mart] = _seconds(connection, f"SELECT bit_xor(hash(COLUMNS(*))) FROM {mart}")
            found["rows"][mart] = connection.execute(f"SELECT count(*) FROM {mart}").fetchall()[0][0]
    found["asking_megabytes"] = _peak_megabytes()
    found["file_megabytes"] = path.stat().st_size / 1e6
    return found


def _seconds(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float]:
    begun = time.perf_counter(), time.process_time()
    connection.execute(query).fetchall()
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_own_process(step: str, path: Path, *arguments: int) -> dict[str, Any]:
    """Run one step in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.warehouse_scale", "--step", step, str(path), *map(str, arguments)]
    finished = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def _measured(folder: Path, observations: int) -> dict[str, Any]:
    """All that is measured of a warehouse of that size; its fact tables are made unless the folder holds them."""
    facts, path = folder / f"facts_{observations}.duckdb", folder / f"marts_{observations}.duckdb"
    if not facts.exists():
        unfinished = facts.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _in_own_process("facts", unfinished, observations)
        unfinished.rename(facts)
    shutil.copyfile(facts, path)
    found = {**_in_own_process("marts", path), **_in_own_process("measure", path)}
    path.unlink()
    return found


def report(sizes: list[dict[str, Any]]) -> str:
    """The section of docs/benchmarks.md."""
    header = ["mart"]
    for size in sizes:
        millions = f"{size['observations'] / 1e6:.0f} million"
        header += [f"rows, {millions}", f"made, {millions}", f"one city, {millions}", f"whole, {millions}"]
    rows = [[f"`{mart}`", *(cell for size in sizes for cell in _cells(mart, size))] for mart in ASKED]
    memory = "; ".join(
        f"{size['observations']:,} observations: {size['making_megabytes']:,.0f} MB of memory at most while the marts "
        f"are made, {size['asking_megabytes']:,.0f} MB while they are asked, a file of {size['file_megabytes']:,.0f} MB"
        for size in sizes
    )
    return (
        "## The warehouse with many observations\n\n"
        f"Python {sys.version.split()[0]}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores, memory limit of DuckDB "
        f"{MEMORY_LIMIT}. Wall time, in brackets CPU time of all cores. Made: what a build takes for a mart that is a "
        f"table; the others are views. One city: the median of {REPETITIONS} questions that read every column.\n\n"
        f"{table(header, rows)}\n\n{memory}.\n"
    )


def _cells(mart: str, size: dict[str, Any]) -> list[str]:
    """What one size has to say of a mart: rows, made, one city, whole."""
    made, city, whole = size["made"].get(mart), size["city"][mart], size["whole"][mart]
    return [
        f"{size['rows'][mart]:,}",
        f"{made[0]:.1f} ({made[1]:.1f}) s" if made else "–",
        f"{1000 * city[0]:.0f} ({1000 * city[1]:.0f}) ms",
        f"{whole[0]:.2f} ({whole[1]:.2f}) s",
    ]


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"facts": make_facts, "marts": make_marts, "measure": measure}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step, path, *arguments = options.step
        sys.stdout.write(json.dumps(STEPS[step](Path(path), *map(int, arguments))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        sizes = [_measured(folder, observations) for observations in options.observations]
    body = report(sizes)
    sys.stdout.write(body)
    if options.write:
        write_section("warehouse scale", body)


if __name__ == "__main__":
    main()
