"""What changes under a build: the catalogue, the clock, the files that it once took in.

What belongs here: making the change, building, and judging what came of it. What does not: bad conditions of the
machine and of the file (`conditions.py`), kills (`killing.py`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.faults.conditions import Tried
from benchmarks.faults.forks import Build, content, in_fork, two_reports_taken_in, write_report

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"
NEW_INDICATOR = "bike_share_count,共享单车数,Shared bicycles,transport,stock,count,Shared bicycles,,0,,,,共享单车数\n"
STEPS = ("land", "read", "segment", "extract", "load", "check warehouse", "publish")
"""Steps at whose beginning the catalogue is edited, each in a build of its own."""


def edited_catalogue(folder: Path, steps: tuple[str, ...] = STEPS) -> Tried:
    """An indicator is added while a build runs: no warehouse mixes the two catalogues, and the next build has read
    every report under the new one."""
    problems: list[str] = []
    stopped = 0
    for number, step in enumerate(steps):
        place = folder / str(number)
        reports, reference = place / "reports", place / "reference"
        reports.mkdir(parents=True)
        shutil.copytree(REFERENCE, reference)
        write_report(reports, 0)
        build = Build.start(place / "data", reports, reference_folder=str(reference))
        began = build.wait_for(step)
        with (reference / "indicators.csv").open("a", encoding="utf-8") as catalogue:
            catalogue.write(NEW_INDICATOR)
        answer = build.finish()
        stopped += not answer["succeeded"]
        if not began:
            problems.append(f"{step}: the build had no such step")
        if not answer["succeeded"] and "changed while the build was running" not in " ".join(answer["failures"]):
            problems.append(f"{step}: it was told {answer['failures']}")
        if not Build.start(place / "data", reports, reference_folder=str(reference)).finish()["succeeded"]:
            problems.append(f"{step}: the next build failed")
        Build.start(place / "afresh", reports, reference_folder=str(reference)).finish()
        if content(place / "data" / "warehouse.duckdb") != content(place / "afresh" / "warehouse.duckdb"):
            problems.append(f"{step}: the next build differs from one under the new catalogue alone")
    ended = len(steps) - stopped
    seen = f"{stopped} builds stopped, {ended} ended under the old catalogue; the next has all under the new"
    return Tried("catalogue edited during a build", len(steps), seen, tuple(problems))


def clock_set_back(folder: Path, days: tuple[float, ...] = (0.01, 1, 4000)) -> Tried:
    """Builds whose clock shows an earlier time than that of the build before."""
    data, reports = two_reports_taken_in(folder, folder.parent / "first")
    problems = []
    for number, back in enumerate(days, 2):
        write_report(reports, number)
        answer = Build.start(data, reports, set_back=back).finish()
        if not answer["succeeded"] or len(content(data / "warehouse.duckdb").reports) != number + 1:
            problems.append(f"{back} days back: {answer}")
    runs = in_fork(lambda: _reports_of_runs(data / "warehouse.duckdb"))
    if runs != [2] + [1] * len(days):
        problems.append(f"runs in the order of their times hold {runs} reports")
    seen = "runs stay in order; each has its report, and is audited"
    return Tried("clock set back between builds", len(days), seen, tuple(problems))


def _reports_of_runs(warehouse: Path) -> list[int]:
    from pipeline.warehouse import open_published

    query = """
        SELECT count(report.doc_id) FROM etl_run AS run
        LEFT JOIN dim_report AS report ON report.ingested_at = run.started_at
        GROUP BY run.started_at ORDER BY run.started_at
    """
    with open_published(warehouse) as connection:
        return [count for (count,) in connection.execute(query).fetchall()]


def deleted_report(folder: Path) -> Tried:
    """A report is deleted from its folder after it was taken in, and another changed there."""
    data, reports = two_reports_taken_in(folder, folder.parent / "first")
    first, second = sorted(reports.iterdir())
    before = content(data / "warehouse.duckdb")
    first.unlink()
    write_report(reports, 2)
    second.write_text(second.read_text(encoding="utf-8").replace("同比", "比上年"), encoding="utf-8")
    answer = Build.start(data, reports).finish()
    after = content(data / "warehouse.duckdb")
    problems = []
    if not answer["succeeded"] or not before.reports < after.reports or len(after.reports) != 4:
        problems.append(f"of {len(before.reports)} reports {len(before.reports & after.reports)} are left: {answer}")
    return Tried("report deleted or changed in its folder", 2, "both versions stay in the warehouse", tuple(problems))
