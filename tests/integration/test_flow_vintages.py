"""A report on the web over its life: fetched, changed, fetched again, retracted, brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import LandingZoneError
from pipeline.warehouse import open_published
from tests.web_server import WebServer, web_server

PAGE = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<p>发布日期：2024-01-15 浏览次数：{views}</p>
<p>2023年，全市技术合同成交额{value}亿元，同比增长10.5%。全市高新技术企业总量达到1371家，科技型中小企业入库1822家。</p>
<p>全社会研发经费投入占地区生产总值比重为2.94%，比上年提高0.08个百分点。</p></body></html>"""
TITLE = "淄博市科学技术局2023年工作总结"


class Project:
    """A data folder with one source, and the command line over it."""

    def __init__(self, folder: Path, server: WebServer) -> None:
        self.data, self.server = folder / "data", server
        self.sources = folder / "sources.yaml"
        self.sources.write_text(
            "sources:\n  - id: bureau\n    kind: page\n    region: '370300'\n    issuer: 市科技局\n    delay: 0.1\n"
            f"    allow_private: true\n    url: {server.url('/report.html')}\n",
            encoding="utf-8",
        )

    def publish_page(self, value: str, views: int = 1) -> None:
        self.server.pages["/report.html"] = PAGE.format(title=TITLE, value=value, views=views).encode()

    def run(self, *arguments: str) -> str:
        runner = CliRunner(env={"ZHIBIAO_SOURCES": str(self.sources), "ZHIBIAO_DATA": str(self.data)})
        result = runner.invoke(app, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def rows(self, statement: str) -> list[tuple]:
        with open_published(self.data / "warehouse.duckdb") as connection:
            return connection.execute(statement).fetchall()

    def contract_value(self, table: str = "panel", condition: str = "TRUE") -> list[float]:
        wanted = f"indicator = 'tech_contract_value' AND year = 2023 AND {condition}"
        found = self.rows(f"SELECT value FROM {table} WHERE {wanted}")
        return [float(value) for (value,) in found]


@pytest.fixture
def project(tmp_path):
    with web_server() as server:
        yield Project(tmp_path, server)


def test_the_life_of_a_report(project):
    project.publish_page("281.76")
    assert "bureau: 1 new" in project.run("fetch")
    project.run("build", "--landed")
    assert project.contract_value() == [28_176_000_000]

    # Only the view counter moved: no new version.
    project.publish_page("281.76", views=99)
    assert "0 new, 0 changed, 1 as known" in project.run("fetch", "bureau")
    assert "Nothing is new" in project.run("build", "--landed")

    # The figure was corrected under the same date: a new vintage from today on, and the old one stays.
    project.publish_page("318.00")
    assert "1 changed" in project.run("fetch", "bureau")
    project.run("build", "--landed")
    today = datetime.now(UTC).date()
    reports = project.rows("SELECT vintage_origin, vintage, doc_id FROM dim_report ORDER BY vintage")
    assert [report[0] for report in reports] == ["issued", "revised"]
    assert reports[1][1] == today
    assert project.contract_value() == [31_800_000_000]
    assert sorted(project.contract_value("fact_observation", "measure = 'level'")) == [28_176_000_000, 31_800_000_000]
    assert project.contract_value("panel_as_of(DATE '2024-06-01')") == [28_176_000_000]
    assert project.rows("SELECT count(*) FROM restatements WHERE indicator = 'tech_contract_value'") == [(1,)]

    # Taken back for a reason: gone from the warehouse, not from the landing zone, and no build brings it back.
    revised = reports[1][2]
    assert "is out of the warehouse" in project.run("retract", revised, "--why", "the bureau withdrew it")
    assert project.contract_value() == [28_176_000_000]
    assert project.rows("SELECT doc_id, note FROM etl_run WHERE kind = 'retract'") == [
        (revised, "the bureau withdrew it")
    ]
    assert list((project.data / "landing").rglob(f"{revised}.bin"))
    assert "Nothing is new" in project.run("build", "--landed")
    with pytest.raises(LandingZoneError, match="is retracted already"):
        project.run("retract", revised, "--why", "again")

    project.run("retract", revised, "--why", "it was right after all", "--undo")
    project.run("build", "--landed")
    assert project.contract_value() == [31_800_000_000]


def test_a_retraction_needs_a_reason_and_one_report(project):
    with pytest.raises(LandingZoneError, match="no such report"):
        project.run("retract", "nothing.txt", "--why", "wrong")
    with pytest.raises(LandingZoneError, match="reason is empty"):
        project.run("retract", "nothing.txt", "--why", " ")


def test_an_overdue_source_shows_in_the_status(project, monkeypatch):
    from datetime import timedelta

    from pipeline.commands.fetching import sources_table
    from pipeline.commands.rendering import OUT
    from pipeline.engines.visits import source_states
    from pipeline.ingest.sources import load_sources

    project.publish_page("281.76")
    project.run("fetch")
    sources = load_sources(project.sources)

    def shown(days: int) -> str:
        moment = datetime.now(UTC) + timedelta(days=days)
        with OUT.capture() as captured:
            OUT.print(sources_table(source_states(project.data, sources, moment)))
        return captured.get()

    assert "in order" in shown(0)
    assert "due" in shown(2)
    assert "overdue: nothing new since" in shown(500)


def test_two_visits_at_once_are_kept_apart(project):
    from filelock import FileLock

    from pipeline.errors import FetchError

    project.publish_page("281.76")
    project.data.mkdir()
    with FileLock(project.data / "fetch.lock"), pytest.raises(FetchError, match="another visit is under way"):
        project.run("fetch")


def test_a_source_of_a_region_that_does_not_exist_is_not_asked(project):
    project.publish_page("281.76")
    project.sources.write_text(project.sources.read_text("utf-8").replace("370300", "379900"), encoding="utf-8")
    with pytest.raises(AssertionError, match="there is no region 379900"):
        project.run("fetch")
    assert project.server.requests == []
