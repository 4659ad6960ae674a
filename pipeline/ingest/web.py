"""Asks the web: one address at a time, politely, with limits on size and time, and never where it may not.

What belongs here: requests, redirects, retries, robots.txt, waiting between requests. What does not: what to ask for
and what to keep (`fetching.py`), and which addresses may be asked (`addresses.py`).
"""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

from pipeline import __version__
from pipeline.errors import FetchError
from pipeline.ingest.addresses import Resolve, Target, judge_url, resolve_name

if TYPE_CHECKING:
    import httpx
    from protego import Protego
    from tenacity import RetryCallState

AGENT = "zhibiao"
USER_AGENT = f"{AGENT}/{__version__} (statistics from published reports)"
REDIRECTS = 5
ROBOTS_BYTES = 500_000
"""What a robots.txt must be read up to, by RFC 9309; the rest of a longer one is of no account here either."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How one source may be asked. `max_seconds` bounds a whole answer, however slowly it drips."""

    delay: float = 2.0
    max_bytes: int = 20_000_000
    allow_private: bool = False
    max_seconds: float = 120.0
    read_seconds: float = 20.0
    attempts: int = 4
    longest_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `data` is empty where the server says that nothing changed (304)."""

    url: str
    status: int
    data: bytes
    etag: str | None
    last_modified: str | None

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304


class _TransientError(Exception):
    """Worth another attempt. `wait` is what the server asks for, in seconds."""

    def __init__(self, detail: str, wait: float | None = None) -> None:
        super().__init__(detail)
        self.wait = wait


@dataclass(slots=True)
class Web:
    """A visitor of the web with the manners of one source. Use as a context manager: it holds connections.

    `sleep` and `resolve` are handed in by tests.
    """

    manners: Manners = field(default_factory=Manners)
    sleep: Callable[[float], None] = time.sleep
    resolve: Resolve = resolve_name
    _clients: dict[tuple[str, str, int], httpx.Client] = field(default_factory=dict)
    _robots: dict[tuple[str, str, int], Protego] = field(default_factory=dict)
    _asked_at: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Fetches one address, on the condition that it changed where `etag` or `last_modified` are known.

        Raises FetchError: forbidden by robots.txt or by its address, missing, too large, too slow, or failing after
        all attempts.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return self._follow(url, {name: value for name, value in headers.items() if value}, obey_robots=True)

    def _follow(self, url: str, headers: dict[str, str], obey_robots: bool, max_bytes: int | None = None) -> Answer:
        """The answer at the end of all redirects, each of which is judged like the first address."""
        current, seen = url, set[str]()
        for _ in range(REDIRECTS + 1):
            target = judge_url(current, allow_private=self.manners.allow_private, resolve=self.resolve)
            if current in seen:
                raise FetchError(
                    url, f"redirects in a circle, over {current}", "Tell the site, or take another address"
                )
            seen.add(current)
            if obey_robots:
                self._ask_robots(target)
            answer, location = self._attempt(target, headers, max_bytes or self.manners.max_bytes)
            if location is None:
                return answer
            current = urljoin(current, location)
        raise FetchError(url, f"redirects more than {REDIRECTS} times", "Take the address where it ends")

    def _attempt(self, target: Target, headers: dict[str, str], max_bytes: int) -> tuple[Answer, str | None]:
        """One address with retries: the answer, and where it redirects to, if it does."""
        import tenacity

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.manners.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_TransientError),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return retrying(self._request, target, headers, max_bytes)
        except _TransientError as error:
            raise FetchError(
                target.url, f"{error} ({self.manners.attempts} attempts)", "It is asked again at the next visit"
            ) from error

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next attempt: what the server asks for, else 1, 2, 4 … with a random part."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, _TransientError) else None
        seconds: float = asked if asked is not None else 2.0 ** (state.attempt_number - 1) * (1 + random.random() / 4)
        return min(seconds, self.manners.longest_wait)

    def _request(self, target: Target, headers: dict[str, str], max_bytes: int) -> tuple[Answer, str | None]:
        import httpx

        self._pause(target)
        try:
            with self._client(target).stream(
                "GET",
                target.pinned_url,
                headers={**headers, "Host": target.host_header},
                extensions={"sni_hostname": target.host},
            ) as response:
                return self._answer(target, response, max_bytes)
        except httpx.TimeoutException as error:
            raise _TransientError("does not answer in time") from error
        except httpx.TransportError as error:
            raise _TransientError(f"the connection failed ({error or type(error).__name__})") from error
        except httpx.HTTPError as error:
            raise FetchError(target.url, f"its answer cannot be read ({error})", "Tell the site") from error

    def _answer(self, target: Target, response: httpx.Response, max_bytes: int) -> tuple[Answer, str | None]:
        status = response.status_code
        etag, last_modified = response.headers.get("etag"), response.headers.get("last-modified")
        if status == 304:
            return Answer(target.url, status, b"", etag, last_modified), None
        if response.is_redirect:
            location = response.headers.get("location", "")
            return Answer(target.url, status, b"", None, None), location
        if status == 429 or status >= 500:
            raise _TransientError(f"answers {status}", _retry_after(response.headers.get("retry-after")))
        if status != 200:
            raise FetchError(target.url, f"answers {status}", "Check whether the page has moved")
        return Answer(target.url, status, self._body(target, response, max_bytes), etag, last_modified), None

    def _body(self, target: Target, response: httpx.Response, max_bytes: int) -> bytes:
        """The body, given up on as soon as it is too large or too slow."""
        too_large = FetchError(
            target.url, f"has more than the {max_bytes:,} bytes allowed", "Raise max_bytes in its source"
        )
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > max_bytes:
            raise too_large
        deadline = time.monotonic() + self.manners.max_seconds
        body = bytearray()
        for block in response.iter_bytes():
            body += block
            if len(body) > max_bytes:
                raise too_large
            if time.monotonic() > deadline:
                raise FetchError(
                    target.url, f"takes longer than {self.manners.max_seconds:g} s", "It is asked again next time"
                )
        return bytes(body)

    def _client(self, target: Target) -> httpx.Client:
        """A client of its own for each host: connections are made to addresses, and two hosts may share one, but a
        connection that was opened as one host must not carry requests to the other."""
        import httpx

        if target.origin not in self._clients:
            self._clients[target.origin] = httpx.Client(
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
                timeout=httpx.Timeout(self.manners.read_seconds),
                follow_redirects=False,
                trust_env=False,
            )
        return self._clients[target.origin]

    def _pause(self, target: Target) -> None:
        """Waits until the host may be asked again."""
        delay = self.manners.delay
        robots = self._robots.get(target.origin)
        if robots is not None:
            delay = max(delay, min(float(robots.crawl_delay(AGENT) or 0), self.manners.longest_wait))
        last = self._asked_at.get(target.host)
        if last is not None and (rest := last + delay - time.monotonic()) > 0:
            self.sleep(rest)
        self._asked_at[target.host] = time.monotonic()

    def _ask_robots(self, target: Target) -> None:
        """Raises FetchError where robots.txt forbids the address. Where it is missing, all is allowed; where it
        cannot be had, nothing is (RFC 9309)."""
        if target.origin not in self._robots:
            self._robots[target.origin] = self._read_robots(target)
        if not self._robots[target.origin].can_fetch(target.url, AGENT):
            raise FetchError(target.url, "is forbidden by the site's robots.txt", "Ask the site, or bring the file")

    def _read_robots(self, target: Target) -> Any:
        from protego import Protego

        address = urlsplit(target.url)._replace(path="/robots.txt", query="", fragment="").geturl()
        try:
            answer = self._follow(address, {}, obey_robots=False, max_bytes=ROBOTS_BYTES)
        except FetchError as error:
            if error.detail.startswith("answers 4"):
                return Protego.parse("")
            raise FetchError(
                target.url, f"its robots.txt cannot be had ({error.detail})", "It is asked again at the next visit"
            ) from error
        return Protego.parse(answer.data.decode("utf-8", "replace"))


def _retry_after(value: str | None) -> float | None:
    """Seconds that a server asks to wait for, told as a number or as a date."""
    if not value:
        return None
    if value.isdigit():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
