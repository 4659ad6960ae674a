"""Requests against a real server: conditions, redirects, retries, limits, robots.txt."""

from __future__ import annotations

import time

import pytest

from pipeline.errors import FetchError
from pipeline.ingest.web import REDIRECTS, Manners, Web
from tests.web_server import conditional, dripping, failing_first, redirect, truncated, web_server


@pytest.fixture
def server():
    with web_server() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """How long the client would have slept."""
    return []


@pytest.fixture
def visitor(waits):
    def make(**manners) -> Web:
        usual = {"delay": 0.1, "allow_private": True, "max_seconds": 1.0, "read_seconds": 0.5}
        return Web(Manners(**{**usual, **manners}), sleep=waits.append)

    return make


def test_a_page_comes_with_what_makes_the_next_request_conditional(server, visitor):
    server.pages["/a"] = conditional(b"text", '"v1"', "Tue, 01 Feb 2022 10:00:00 GMT")
    with visitor() as web:
        first = web.get(server.url("/a"))
        again = web.get(server.url("/a"), first.etag, first.last_modified)
    assert (first.data, first.etag, first.last_modified) == (b"text", '"v1"', "Tue, 01 Feb 2022 10:00:00 GMT")
    assert again.is_unchanged
    assert again.data == b""
    assert server.requests[-1][1]["If-None-Match"] == '"v1"'


def test_the_server_sees_the_name_and_who_asks(server, waits):
    server.pages["/a"] = b"text"
    resolve = lambda *_: ["127.0.0.1"]  # noqa: E731
    with Web(Manners(allow_private=True), waits.append, resolve) as web:
        web.get(server.url("/a", host="reports.example"))
    headers = server.requests[-1][1]
    assert headers["Host"] == f"reports.example:{server.server_port}"
    assert headers["User-Agent"].startswith("zhibiao/")


def test_a_missing_page_is_told_at_once(server, visitor):
    with visitor() as web, pytest.raises(FetchError, match="answers 404"):
        web.get(server.url("/gone"))
    assert server.asked("/gone") == 1


def test_a_failing_page_is_asked_again_after_growing_waits(server, visitor, waits):
    server.pages["/a"] = failing_first(2, 500, b"text")
    with visitor(delay=0.0) as web:
        assert web.get(server.url("/a")).data == b"text"
    assert server.asked("/a") == 3
    backoff = [wait for wait in waits if wait >= 1]
    assert len(backoff) == 2
    assert backoff[1] > backoff[0]


def test_a_page_that_goes_on_failing_is_given_up(server, visitor):
    server.pages["/a"] = failing_first(99, 503, b"")
    with visitor() as web, pytest.raises(FetchError, match=r"answers 503 \(4 attempts\)"):
        web.get(server.url("/a"))
    assert server.asked("/a") == 4


def test_the_server_says_how_long_to_wait_up_to_a_limit(server, visitor, waits):
    server.pages["/a"] = failing_first(1, 429, b"text", Retry_After="7")
    server.pages["/b"] = failing_first(1, 429, b"text", Retry_After="86400")
    with visitor(delay=0.0) as web:
        web.get(server.url("/a"))
        web.get(server.url("/b"))
    assert 7.0 in waits
    assert max(waits) == Manners().longest_wait


def test_a_slow_drip_is_cut_off(server, visitor):
    server.pages["/a"] = dripping(200, 0.05)
    began = time.monotonic()
    with visitor() as web, pytest.raises(FetchError, match="takes longer than 1 s"):
        web.get(server.url("/a"))
    assert time.monotonic() - began < 3


def test_a_server_that_does_not_answer_is_given_up(server, visitor):
    server.pages["/a"] = lambda _: time.sleep(1)
    with visitor(attempts=2, read_seconds=0.2) as web, pytest.raises(FetchError, match="does not answer in time"):
        web.get(server.url("/a"))


def test_a_truncated_body_is_never_taken_for_the_whole(server, visitor):
    server.pages["/a"] = truncated(b"half", 100)
    with visitor() as web, pytest.raises(FetchError, match="the connection failed"):
        web.get(server.url("/a"))
    assert server.asked("/a") == 4


def test_a_page_that_is_too_large_is_not_read(server, visitor):
    server.pages["/a"] = b"x" * 1000
    with visitor(max_bytes=999) as web, pytest.raises(FetchError, match="more than the 999 bytes"):
        web.get(server.url("/a"))


def test_a_page_that_unpacks_to_too_much_is_cut_off(server, visitor):
    import gzip

    bomb = gzip.compress(b"0" * 5_000_000)
    server.pages["/a"] = lambda handler: handler.answer(200, bomb, Content_Encoding="gzip")
    with visitor(max_bytes=100_000) as web, pytest.raises(FetchError, match="more than the 100,000 bytes"):
        web.get(server.url("/a"))


def test_redirects_are_followed(server, visitor):
    server.pages["/a"] = redirect("/b", 301)
    server.pages["/b"] = b"text"
    with visitor() as web:
        answer = web.get(server.url("/a"))
    assert (answer.data, answer.url) == (b"text", server.url("/b"))


def test_redirects_in_a_circle_end(server, visitor):
    server.pages["/a"] = redirect("/b")
    server.pages["/b"] = redirect("/a")
    with visitor() as web, pytest.raises(FetchError, match="in a circle"):
        web.get(server.url("/a"))
    assert server.asked("/a") == 1


def test_too_many_redirects_end(server, visitor):
    for number in range(REDIRECTS + 2):
        server.pages[f"/{number}"] = redirect(f"/{number + 1}")
    with visitor() as web, pytest.raises(FetchError, match="more than 5 times"):
        web.get(server.url("/0"))


@pytest.mark.parametrize("elsewhere", ["file:///etc/passwd", "http://10.0.0.1/", "http://u:p@public.example/"])
def test_a_redirect_may_lead_nowhere_that_could_not_be_asked_itself(server, waits, elsewhere):
    """The first address counts as public; where it leads is judged anew."""
    server.pages["/a"] = redirect(elsewhere)
    hosts = {"public.example": "1.1.1.1"}
    web = Web(Manners(delay=0.1), waits.append, lambda host, _: [hosts.get(host, host)])
    from pipeline.ingest import web as module

    real = module.judge_url

    def judge(url, **options):
        allowed = {**options, "allow_private": True} if url.startswith(server.url("/")) else options
        return real(url, **allowed)

    with pytest.MonkeyPatch.context() as patch, web:
        patch.setattr(module, "judge_url", judge)
        with pytest.raises(FetchError) as caught:
            web.get(server.url("/a"))
    assert any(word in str(caught.value) for word in ("scheme", "no public address", "user name"))


def test_this_machine_is_refused_unless_the_source_allows_it(server, waits):
    server.pages["/a"] = b"secret"
    with Web(Manners(), waits.append) as web, pytest.raises(FetchError, match="no public address"):
        web.get(server.url("/a"))
    assert server.requests == []


def test_a_name_server_that_changes_its_mind_leads_nowhere_else(server, waits):
    """The address that was judged is the one that is asked: a second look-up is never made."""
    server.pages["/a"] = b"text"
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.9.9.9"]])
    with Web(Manners(allow_private=True), waits.append, lambda *_: next(answers)) as web:
        web.get(server.url("/a", host="reports.example"))
    assert next(answers) == ["10.9.9.9"]  # one look-up for robots.txt, one for the page


def test_robots_txt_is_obeyed_and_asked_once(server, visitor):
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private/\n"
    server.pages["/open/a"] = server.pages["/open/b"] = server.pages["/private/a"] = b"text"
    with visitor() as web:
        web.get(server.url("/open/a"))
        web.get(server.url("/open/b"))
        with pytest.raises(FetchError, match=r"forbidden by the site's robots\.txt"):
            web.get(server.url("/private/a"))
    assert server.asked("/private/a") == 0
    assert server.asked("/robots.txt") == 1


def test_a_robots_txt_that_cannot_be_had_forbids_for_now(server, visitor):
    server.pages["/robots.txt"] = failing_first(99, 500, b"")
    server.pages["/a"] = b"text"
    with visitor() as web, pytest.raises(FetchError, match=r"robots\.txt cannot be had"):
        web.get(server.url("/a"))
    assert server.asked("/a") == 0


def test_requests_to_one_host_are_spaced_as_asked(server, visitor, waits):
    server.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 9\n"
    server.pages["/a"] = b"text"
    with visitor(delay=3.0) as web:
        web.get(server.url("/a"))
        web.get(server.url("/a"))
    assert [round(wait) for wait in waits] == [9, 9]
