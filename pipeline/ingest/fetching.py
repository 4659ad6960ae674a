"""Visits sources: asks what is due, lands what is new, and remembers what was seen.

What belongs here: which addresses of a source to ask, and whether an answer is a new report, a new version of a known
one, or nothing new. What does not: requests (`web.py`), and what a page says, which is asked of a `Reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from pipeline.errors import FetchError, LandingZoneError, ZhibiaoError
from pipeline.ingest.landing import document_id, land_bytes, land_files, read_landed
from pipeline.ingest.links import Link, find_links
from pipeline.ingest.sources import Source, SourceKind
from pipeline.ingest.visits import PageVisit, SourceVisits, read_visits, write_visits
from pipeline.ingest.web import Answer, Manners, Web


class Reading(Protocol):
    """What a visitor must know of content, which this package does not read."""

    def markup(self, data: bytes) -> str:
        """The bytes of a page as text, markup included; empty where they are no text."""

    def words(self, data: bytes, file_name: str) -> str | None:
        """The text of a report without page furniture, or None where it cannot be read."""


class Found(StrEnum):
    """What became of one address."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    SAME_TEXT = "same text"
    FAILED = "failed"
    WOULD_ASK = "would ask"


@dataclass(frozen=True, slots=True)
class PageResult:
    """One address (or file) and what became of it; `detail` says why it failed."""

    url: str
    found: Found
    doc_id: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SourceResult:
    """One visit to one source. `error` is set where the source itself (its list, its folder) could not be asked."""

    source: Source
    pages: tuple[PageResult, ...]
    error: str | None = None

    def count(self, *kinds: Found) -> int:
        return sum(page.found in kinds for page in self.pages)


@dataclass(slots=True)
class Visitor:
    """Visits sources of one project. `records` is the folder of what is remembered; `base` that of relative folders."""

    landing: Path
    records: Path
    base: Path
    reading: Reading
    now: datetime
    dry_run: bool = False
    web_options: dict[str, object] = field(default_factory=dict)

    def visit(self, source: Source) -> SourceResult:
        """Asks one source, lands what is new, remembers. Failures are in the result, none is raised."""
        visits = read_visits(self.records, source.id)
        results: list[PageResult] = []
        error = None
        try:
            if source.kind is SourceKind.FOLDER:
                results.extend(self._visit_folder(source))
            else:
                visits = self._visit_web(source, visits, results)
        except ZhibiaoError as failure:
            error = str(failure)
        result = SourceResult(source, tuple(results), error or _common_failure(results))
        if not self.dry_run:
            write_visits(self.records, source.id, self._remembered(visits, result))
        return result

    def _remembered(self, visits: SourceVisits, result: SourceResult) -> SourceVisits:
        has_new = result.count(Found.NEW, Found.REVISED) > 0
        return replace(
            visits,
            began_at=visits.began_at or self.now,
            checked_at=self.now,
            succeeded_at=visits.succeeded_at if result.error else self.now,
            new_at=self.now if has_new else visits.new_at,
            error=result.error,
        )

    def _visit_folder(self, source: Source) -> Iterator[PageResult]:
        folder = self.base / source.place
        if not folder.is_dir():
            raise LandingZoneError(f"{folder}: there is no such folder. Make it, or take the source out")
        if self.dry_run:
            yield PageResult(str(source.place), Found.WOULD_ASK)
            return
        landed = land_files([folder], self.landing, self.now)
        yield from (PageResult(report.source, Found.NEW, report.doc_id) for report in landed.new)
        yield from (PageResult(report.source, Found.UNCHANGED, report.doc_id) for report in landed.known)
        yield from (PageResult(file.source, Found.FAILED, None, file.detail) for file in landed.failed)

    def _visit_web(self, source: Source, visits: SourceVisits, results: list[PageResult]) -> SourceVisits:
        """Fills `results` as it goes, so that a failure half way loses nothing; returns what is to be remembered."""
        manners = Manners(source.delay, source.max_bytes, source.allow_private)
        with Web(manners, **self.web_options) as web:  # type: ignore[arg-type]
            for url in self._addresses(source, visits, web):
                if self.dry_run:
                    results.append(PageResult(url, Found.WOULD_ASK, _known_id(visits, url)))
                    continue
                result, visit = self._visit_page(url, visits.pages.get(url), web)
                results.append(result)
                visits = visits.with_page(url, visit)
                write_visits(self.records, source.id, visits)
        return visits

    def _addresses(self, source: Source, visits: SourceVisits, web: Web) -> list[str]:
        """The addresses to ask now: new ones first, then known ones that have been left alone long enough."""
        if source.kind is SourceKind.PAGE:
            return [source.place]
        links = [link.url for link in self._report_links(source, web)]
        new = [url for url in links if _known_id(visits, url) is None]
        known = [url for url in links if url not in set(new)]
        due = [url for url in known if not self._rests(visits.pages[url], source)]
        return (new + due)[: source.max_reports]

    def _rests(self, visit: PageVisit, source: Source) -> bool:
        return visit.checked_at <= self.now < visit.checked_at + source.recheck

    def _report_links(self, source: Source, web: Web) -> list[Link]:
        """The links of the list and of its following pages that lead to reports."""
        found: dict[str, Link] = {}
        address: str | None = source.place
        asked: set[str] = set()
        while address is not None and address not in asked and len(asked) < source.max_pages:
            asked.add(address)
            answer = web.get(address)
            links = find_links(self.reading.markup(answer.data), answer.url)
            found.update({link.url: link for link in links if _leads_to_report(link, source) and link.url not in found})
            address = _next_page(links, source)
        return list(found.values())

    def _visit_page(self, url: str, before: PageVisit | None, web: Web) -> tuple[PageResult, PageVisit]:
        known = before or PageVisit(None, self.now)
        try:
            answer = web.get(url, known.etag, known.last_modified)
        except FetchError as error:
            failed = replace(known, checked_at=self.now, error=f"{error.detail}. {error.remedy}")
            return PageResult(url, Found.FAILED, known.doc_id, failed.error or ""), failed
        if answer.is_unchanged:
            return PageResult(url, Found.UNCHANGED, known.doc_id), replace(known, checked_at=self.now, error=None)
        found, doc_id = self._land(url, answer, known.doc_id)
        seen = PageVisit(doc_id, self.now, answer.etag, answer.last_modified)
        return PageResult(url, found, doc_id), seen

    def _land(self, url: str, answer: Answer, before: str | None) -> tuple[Found, str]:
        """Lands an answer unless it says what is known; every version that says something else is kept."""
        name = _file_name(answer.url)
        if before is not None:
            if document_id(answer.data) == before:
                return Found.UNCHANGED, before
            words = self.reading.words(answer.data, name)
            if words is not None and words == self.reading.words(read_landed(self.landing, before), name):
                return Found.SAME_TEXT, before
        report, is_new = land_bytes(answer.data, name, url, self.landing, self.now, supersedes=before)
        if before is not None:
            return Found.REVISED, report.doc_id
        return (Found.NEW if is_new else Found.UNCHANGED), report.doc_id


def _common_failure(results: Iterable[PageResult]) -> str | None:
    """The failure of a source all of whose pages failed."""
    pages = list(results)
    if pages and all(page.found is Found.FAILED for page in pages):
        return f"{pages[0].url}: {pages[0].detail}"
    return None


def _known_id(visits: SourceVisits, url: str) -> str | None:
    visit = visits.pages.get(url)
    return visit.doc_id if visit else None


def _leads_to_report(link: Link, source: Source) -> bool:
    by_text = source.link_text is None or re.search(source.link_text, link.text) is not None
    by_url = source.link_url is None or re.search(source.link_url, link.url) is not None
    return by_text and by_url


def _next_page(links: Iterable[Link], source: Source) -> str | None:
    if source.next_text is None:
        return None
    return next((link.url for link in links if re.search(source.next_text, link.text)), None)


def _file_name(url: str) -> str:
    """A name for people, from the last part of the address; it never becomes a path."""
    parts = urlsplit(url)
    name = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1] or parts.hostname or "page"
    return name if "." in name else f"{name}.html"
