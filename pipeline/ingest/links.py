"""The links of a list page.

What belongs here: from HTML to absolute addresses with their texts. What does not: choosing among them (`fetching.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, and its text (or its title, where that says more)."""

    url: str
    text: str


def find_links(html: str, base: str) -> list[Link]:
    """The links of a page to web addresses, each address once, in the order of the page."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(html)
    first_base = page.css_first("base[href]")
    if first_base is not None:
        base = urljoin(base, first_base.attributes.get("href") or "")
    found: dict[str, Link] = {}
    for node in page.css("a[href]"):
        try:
            url = urldefrag(urljoin(base, (node.attributes.get("href") or "").strip())).url
            scheme = urlsplit(url).scheme
        except ValueError:
            continue
        text = " ".join(node.text().split())
        title = " ".join((node.attributes.get("title") or "").split())
        if scheme in {"http", "https"} and url not in found:
            found[url] = Link(url, max(text, title, key=len))
    return list(found.values())
