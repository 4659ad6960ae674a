"""A web server on this machine that answers as a test tells it to: pages, conditions, failures, slowness.

Real sockets and real HTTP; nothing of the client is replaced.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answering = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Looks the path up in the server's pages; a page is bytes, or a function that writes the answer itself."""

    protocol_version = "HTTP/1.1"
    server: WebServer

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path)
        if page is None:
            self.answer(404, b"nothing here")
        elif callable(page):
            page(self)
        else:
            self.answer(200, page)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the tests say what they saw."""


class WebServer(ThreadingHTTPServer):
    """`pages` maps a path to its answer; `requests` holds paths and headers of all requests, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, bytes | Answering] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.requests)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def web_server() -> Iterator[WebServer]:
    """A server that runs until the block ends."""
    server = WebServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def conditional(body: bytes, etag: str, last_modified: str | None = None) -> Answering:
    """A page that answers 304 to whoever has it."""

    def respond(handler: Handler) -> None:
        headers = {"ETag": etag} | ({"Last_Modified": last_modified} if last_modified else {})
        has_it = handler.headers.get("If-None-Match") == etag or (
            last_modified is not None and handler.headers.get("If-Modified-Since") == last_modified
        )
        handler.answer(304 if has_it else 200, b"" if has_it else body, **headers)

    return respond


def failing_first(times: int, status: int, body: bytes, **headers: str) -> Answering:
    """A page that fails some times before it answers."""
    left = [times]

    def respond(handler: Handler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.answer(status, b"not now", **headers)
        else:
            handler.answer(200, body)

    return respond


def dripping(blocks: int, seconds: float) -> Answering:
    """A page that sends a byte at a time."""

    def respond(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(blocks))
        handler.end_headers()
        for _ in range(blocks):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(seconds)

    return respond


def truncated(body: bytes, announced: int) -> Answering:
    """A page that hangs up before its end."""

    def respond(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(announced))
        handler.end_headers()
        handler.wfile.write(body)
        handler.wfile.flush()
        handler.close_connection = True
        handler.connection.shutdown(2)

    return respond


def redirect(location: str, status: int = 302) -> Answering:
    """A page that leads elsewhere."""

    def respond(handler: Handler) -> None:
        handler.answer(status, b"", Location=location)

    return respond
