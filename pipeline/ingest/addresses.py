"""Which web addresses may be asked: public ones over HTTP, and no other unless the source says so.

What belongs here: the decision about one URL, after its name was resolved. What does not: asking (`web.py`), which
connects to the very address that was judged here, so that a second answer of the name server cannot lead elsewhere.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from pipeline.errors import FetchError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
"""From host name and port to the addresses that the name server gives."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last four bytes."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked, and the address to connect to. `host` is as the server must see it."""

    url: str
    scheme: str
    host: str
    port: int
    address: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        """The host with its port, where that is not the usual one; IPv6 addresses in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def pinned_url(self) -> str:
        """The URL with the address in place of the name."""
        parts = urlsplit(self.url)
        address = f"[{self.address}]" if ":" in self.address else self.address
        return parts._replace(netloc=f"{address}:{self.port}", fragment="").geturl()


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a host, each once, in the order in which the system gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def judge_url(url: str, *, allow_private: bool = False, resolve: Resolve = resolve_name) -> Target:
    """The target of a URL. Raises FetchError where it may not be asked, or where its name has no address."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchError(url, f"is no web address ({error})", "Mend the address") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise FetchError(url, f"the scheme {parts.scheme!r} is not fetched", "Only http and https are")
    if parts.username is not None or parts.password is not None:
        raise FetchError(_without_user(url), "holds a user name or password", "Take them out of the address")
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise FetchError(url, "names no host", "Mend the address")
    addresses = _addresses(url, host, port, resolve)
    if not allow_private:
        for address in addresses:
            if not is_public(ip_address(address)):
                raise FetchError(
                    url,
                    f"{host} lies at {address}, which is no public address",
                    "Set allow_private in its source if this is a server of your own",
                )
    return Target(url, parts.scheme, host, port, addresses[0])


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, also where it is wrapped into another."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _addresses(url: str, host: str, port: int, resolve: Resolve) -> list[str]:
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError(url, f"the name {host!r} has no address ({error})", "Check it and the network") from error
    if not found:
        raise FetchError(url, f"the name {host!r} has no address", "Check it and the network")
    return found


def _without_user(url: str) -> str:
    """The URL fit for a log."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
