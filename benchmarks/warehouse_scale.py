"""How the warehouse answers with many observations: a synthetic one, made straight in the fact tables, and its marts.

    python -m benchmarks.warehouse_scale [--write] [--observations 1000000 10000000] [--folder FOLDER]

What belongs here: making it (`warehouse_scale.sql` says of what), timing, the memory that it took. `--write` writes the
section of docs/benchmarks.md; `--folder` keeps the warehouses there and takes up those that it finds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.pages import table, write_section
from pipeline.reference import load_reference
from pipeline.warehouse import dimension_tables
from pipeline.warehouse.loading import create_tables
from pipeline.warehouse.marts import MARTS, create_marts
from pipeline.warehouse.statements import macros

CITY = "370300"
MEMORY_LIMIT = "3GB"
"""Of DuckDB, for making and for asking: the process itself stays below 4 GB with it."""

REPETITIONS = 7
ASKED = (*MARTS, "panel_as_of(DATE '9999-12-31')")
"""The marts; and the panel as it is computed, since the mart is the table of its result."""

SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY_LIMIT}


def make_warehouse(path: Path, observations: int) -> dict[str, float]:
    """Write a warehouse with about so many observations; the seconds that its marts took."""
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
        begun = time.perf_counter()
        create_marts(connection)
        seconds = time.perf_counter() - begun
        connection.execute("CHECKPOINT")
    return {"marts": seconds}


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
            # Every column is looked at, or DuckDB would leave out the work that nobody asks for.
            found["whole"][mart] = _seconds(connection, f"SELECT count(COLUMNS(*)) FROM {mart}")
            found["rows"][mart] = connection.execute(f"SELECT count(*) FROM {mart}").fetchall()[0][0]
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["file_megabytes"] = path.stat().st_size / 1e6
    return found


def _seconds(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float]:
    begun = time.perf_counter(), time.process_time()
    connection.execute(query).fetchall()
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def _in_own_process(step: str, path: Path, observations: int) -> dict[str, Any]:
    """Run one step in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.warehouse_scale", "--step", step, str(path), str(observations)]
    finished = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def report(sizes: list[dict[str, Any]]) -> str:
    """The section of docs/benchmarks.md."""
    header = ["mart"]
    for size in sizes:
        millions = f"{size['observations'] / 1e6:.0f} million"
        header += [f"one city, {millions}", f"whole, {millions}", f"rows, {millions}"]
    rows = []
    for mart in ASKED:
        row = [f"`{mart}`"]
        for size in sizes:
            city, whole = size["city"][mart], size["whole"][mart]
            row += [f"{1000 * city[0]:.0f} ({1000 * city[1]:.0f}) ms", f"{whole[0]:.2f} ({whole[1]:.2f}) s"]
            row += [f"{size['rows'][mart]:,}"]
        rows.append(row)
    memory = "; ".join(
        f"{size['observations']:,} observations: {size['megabytes']:,.0f} MB of memory at most, a file of "
        f"{size['file_megabytes']:,.0f} MB, marts made in {size['marts']:.1f} s"
        for size in sizes
    )
    return (
        "## The warehouse with many observations\n\n"
        f"Python {sys.version.split()[0]}, DuckDB {duckdb.__version__}, {os.cpu_count()} cores, memory limit of DuckDB "
        f"{MEMORY_LIMIT}. Wall time, in brackets CPU time of all cores; one city: the median of {REPETITIONS} "
        "questions that read every column.\n\n"
        f"{table(header, rows)}\n\n{memory}.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step, path, observations = options.step[0], Path(options.step[1]), int(options.step[2])
        found = make_warehouse(path, observations) if step == "make" else measure(path)
        sys.stdout.write(json.dumps(found))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        sizes = []
        for observations in options.observations:
            path, made = folder / f"scale_{observations}.duckdb", folder / f"scale_{observations}.json"
            if not made.exists():
                path.unlink(missing_ok=True)
                made.write_text(json.dumps(_in_own_process("make", path, observations)))
            sizes.append({**json.loads(made.read_text()), **_in_own_process("measure", path, observations)})
    body = report(sizes)
    sys.stdout.write(body)
    if options.write:
        write_section("warehouse scale", body)


if __name__ == "__main__":
    main()
