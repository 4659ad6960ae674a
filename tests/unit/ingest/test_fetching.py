"""Visits to sources: what is new lands, what changed becomes a version, what did not is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.ingest import landed_ids, landed_reports, read_landed
from pipeline.ingest.fetching import Found, Visitor
from pipeline.ingest.sources import Source, SourceKind
from pipeline.ingest.visits import read_visits
from tests.web_server import conditional, failing_first, web_server

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class PlainReading:
    """Pages as UTF-8; what stands after a # is furniture."""

    def markup(self, data: bytes) -> str:
        return data.decode("gb18030" if data.startswith(b"<gb>") else "utf-8")

    def words(self, data: bytes, file_name: str) -> str | None:
        return data.decode().partition("#")[0]


@pytest.fixture
def server():
    with web_server() as running:
        yield running


@pytest.fixture
def visit(tmp_path, server):
    """Visits a source some days after the first time."""

    def make(source: Source, days: int = 0, dry_run: bool = False):
        options = {"sleep": lambda _: None}
        moment = NOW + timedelta(days=days)
        visitor = Visitor(
            tmp_path / "landing", tmp_path / "sources", tmp_path, PlainReading(), moment, dry_run, options
        )
        return visitor.visit(source)

    return make


@pytest.fixture
def page(server) -> Source:
    return Source("one", SourceKind.PAGE, server.url("/report"), "370300", "市局", allow_private=True)


@pytest.fixture
def listing(server) -> Source:
    return Source(
        "list",
        SourceKind.LIST,
        server.url("/list"),
        "370300",
        "市局",
        link_text="总结",
        link_url=r"/r\d",
        next_text="下一页",
        allow_private=True,
        recheck=timedelta(days=10),
    )


def found(result) -> list[Found]:
    return [page.found for page in result.pages]


def test_a_new_page_lands_with_its_address(visit, page, server, tmp_path):
    server.pages["/report"] = b"text"
    result = visit(page)
    assert found(result) == [Found.NEW]
    (report,) = landed_reports(tmp_path / "landing")
    assert (report.source, report.file_name, report.supersedes) == (server.url("/report"), "report.html", None)
    assert read_landed(tmp_path / "landing", report.doc_id) == b"text"


def test_a_page_that_did_not_change_is_not_sent_again(visit, page, server):
    server.pages["/report"] = conditional(b"text", '"v1"')
    visit(page)
    assert found(visit(page, days=2)) == [Found.UNCHANGED]
    assert server.requests[-1][1]["If-None-Match"] == '"v1"'


def test_bytes_that_changed_around_the_same_text_are_no_new_version(visit, page, server, tmp_path):
    server.pages["/report"] = b"text #viewed 1 time"
    visit(page)
    server.pages["/report"] = b"text #viewed 2 times"
    assert found(visit(page, days=2)) == [Found.SAME_TEXT]
    assert len(landed_ids(tmp_path / "landing")) == 1


def test_a_changed_text_is_a_new_version_that_supersedes_the_old(visit, page, server, tmp_path):
    server.pages["/report"] = b"first"
    (first,) = visit(page).pages
    server.pages["/report"] = b"second"
    (second,) = visit(page, days=2).pages
    assert second.found is Found.REVISED
    (report,) = landed_reports(tmp_path / "landing", [second.doc_id])
    assert report.supersedes == first.doc_id
    assert read_landed(tmp_path / "landing", first.doc_id) == b"first"


def test_a_list_leads_to_its_reports_over_several_pages(visit, listing, server):
    server.pages["/list"] = (
        '<a href="/r1">2023年总结</a> <a href="/r2">招聘</a> <a href="/x">工作总结</a><a href="/list2">下一页</a>'
    ).encode()
    server.pages["/list2"] = '<a href="r3" title="2022年工作总结">2022年工…</a><a href="/list">下一页</a>'.encode()
    server.pages["/r1"] = server.pages["/r3"] = b"text"
    result = visit(listing)
    assert [(page.url, page.found) for page in result.pages] == [
        (server.url("/r1"), Found.NEW),
        (server.url("/r3"), Found.UNCHANGED),  # the same bytes are one report
    ]
    assert server.asked("/r2") == server.asked("/x") == 0


def test_a_list_in_another_character_set_than_it_says_is_read(visit, listing, server):
    body = b"<gb>" + '<a href="/r1">年度总结</a>'.encode("gb18030")
    server.pages["/list"] = lambda handler: handler.answer(200, body, Content_Type="text/html; charset=iso-8859-1")
    server.pages["/r1"] = b"text"
    assert found(visit(listing)) == [Found.NEW]


def test_known_reports_are_left_alone_for_a_while(visit, listing, server):
    server.pages["/list"] = '<a href="/r1">总结</a>'.encode()
    server.pages["/r1"] = b"text"
    visit(listing)
    assert visit(listing, days=9).pages == ()
    assert found(visit(listing, days=10)) == [Found.UNCHANGED]
    assert server.asked("/r1") == 2


def test_a_visit_asks_for_no_more_than_it_may_and_new_ones_first(visit, listing, server):
    server.pages["/list"] = "".join(f'<a href="/r{number}">总结</a>' for number in range(5)).encode()
    server.pages |= {f"/r{number}": f"text {number}".encode() for number in range(5)}
    small = replace(listing, max_reports=3)
    assert len(visit(small).pages) == 3
    assert [page.url for page in visit(small, days=1).pages] == [server.url("/r3"), server.url("/r4")]


def test_one_page_that_fails_does_not_stop_the_others(visit, listing, server, tmp_path):
    server.pages["/list"] = '<a href="/r1">总结</a><a href="/r2">总结</a>'.encode()
    server.pages["/r2"] = b"text"
    result = visit(listing)
    assert found(result) == [Found.FAILED, Found.NEW]
    assert "404" in result.pages[0].detail
    assert result.error is None
    assert read_visits(tmp_path / "sources", "list").pages[server.url("/r1")].doc_id is None


def test_a_source_that_does_not_answer_is_remembered_as_failing(visit, page, server, tmp_path):
    server.pages["/report"] = failing_first(99, 500, b"")
    result = visit(page)
    assert "answers 500" in (result.error or "")
    visits = read_visits(tmp_path / "sources", "one")
    assert visits.error == result.error
    assert visits.succeeded_at is None
    server.pages["/report"] = b"text"
    visit(page, days=1)
    assert read_visits(tmp_path / "sources", "one").error is None


def test_a_failure_keeps_what_is_known_of_a_page(visit, page, server, tmp_path):
    server.pages["/report"] = conditional(b"text", '"v1"')
    visit(page)
    del server.pages["/report"]
    visit(page, days=1)
    (known,) = read_visits(tmp_path / "sources", "one").pages.values()
    assert known.doc_id is not None
    assert known.etag == '"v1"'


def test_a_dry_run_lands_and_remembers_nothing(visit, listing, server, tmp_path):
    server.pages["/list"] = '<a href="/r1">总结</a>'.encode()
    server.pages["/r1"] = b"text"
    assert found(visit(listing, dry_run=True)) == [Found.WOULD_ASK]
    assert server.asked("/r1") == 0
    assert not (tmp_path / "landing").exists()
    assert not (tmp_path / "sources").exists()


@pytest.mark.parametrize("path", ["/..%2f..%2fetc%2fpasswd", "/a%00b.html", "/" + "x" * 900])
def test_a_name_from_the_web_never_becomes_a_path(visit, page, server, tmp_path, path):
    server.pages[path] = b"text"
    visit(replace(page, place=server.url(path)))
    (report,) = landed_reports(tmp_path / "landing")
    assert "/" not in report.file_name
    assert "\x00" not in report.file_name
    assert len(report.file_name) <= 255
    assert {path.suffix for path in (tmp_path / "landing").rglob("*") if path.is_file()} == {".bin", ".json"}


def test_a_folder_is_a_source_too(visit, tmp_path):
    folder = Source("inbox", SourceKind.FOLDER, "inbox", "370300", "市局")
    assert "no such folder" in (visit(folder).error or "")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("text")
    assert found(visit(folder)) == [Found.NEW]
    assert found(visit(folder)) == [Found.UNCHANGED]
