"""Reads HTML pages by selectolax: the article of the page as lines of text.

What belongs here: the page, its character set, where its article is. What does not: how elements become lines
(`html_lines.py`).

The article is what the publishing systems of Chinese governments mark as such (`SYSTEM_SELECTORS`); on other pages it
is the innermost element that holds nearly all sentences. Title and date line stand outside the marked element
on most pages: the smallest element that holds title and article is taken, unless it holds much else.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.errors import UnreadableReportError
from pipeline.ingest.media_types import HTML
from pipeline.readers.charsets import DecodedText, decode_as, decode_bytes
from pipeline.readers.html_lines import flatten_source, render_lines
from pipeline.readers.limits import ReadLimits, ReadReport
from pipeline.readers.plain_text import binary_error, too_many_characters
from pipeline.vocabulary import QuarantineReason

# Ids and classes that publishing systems write around an article, then names that many sites use; best first.
SYSTEM_SELECTORS = (
    "#UCAP-CONTENT", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".Custom_UnionStyle", "#zoom", "#Zoom",
    "#zoomcon", "#ivs_content", "#js_content", ".v_news_content", ".wp_articlecontent", "#vsb_content",
    ".pages_content", "#info_content", "#contentText", "#content-fontsize", "#fontzoom", "#artibody", "#printArea",
    "#printContent", ".zfxxgk_zw_content", ".bt_content", ".xxgk_content",
)  # fmt: skip
COMMON_SELECTORS = (
    ".article-content", ".article_content", ".articleContent", ".Article_content", ".article-body", ".art_con",
    ".art_content", ".news_content", ".news-content", ".newsContent", ".detail-content", ".detail_content",
    ".detailContent", ".text_content", ".con_text", ".xl_content", ".content_body", ".view", ".article", "#article",
    "article", "#content", ".content", "main",
)  # fmt: skip
_RANKS = {selector: rank for rank, selector in enumerate((*SYSTEM_SELECTORS, *COMMON_SELECTORS))}
_ALL_SELECTORS = ", ".join(_RANKS)
_NEVER_SHOWN = "script, style, noscript, template, iframe, object, select, textarea, button, svg, canvas"
_STRUCK_OUT = "del, s, strike"
_TITLE_METAS = 'meta[name="ArticleTitle"], meta[name="articletitle"], meta[property="og:title"]'
_TITLE_PARTS = re.compile(r"[_|]|\s[-—–]+\s|-{2,}|—{2,}")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none")
_BLANKS = re.compile(r"\s+")
_ARTICLE_CHARACTERS = 50
"""A marked element with fewer is an empty shell or a caption."""
_SYSTEM_SHARE, _COMMON_SHARE = 0.2, 0.5
"""The share that a marked element must have of the text outside links; less is asked of the surer names."""
_SENTENCE_SHARE, _TABLE_SHARE = 0.9, 0.6
"""The share of all sentence marks that an unmarked article has; and, on pages without sentences, of the text."""
_MARKS, _FEW_MARKS = re.compile("[，。；,;]"), 5
_LINE_ELEMENTS, _ARTICLE_LINES = "p, br, div, li, tr", 2
_FRAME_CHARACTERS = 600
"""Title, date line, source, index table and share buttons around an article have some 300 characters."""
_FRAME_LEVELS = 8
_LONGEST_TITLE = 150
_DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_-]{3,20})|<\?xml[^>]{0,100}?encoding=["']([a-z0-9_-]{3,20})"""
)
_TRUSTED_CHARSETS = ("utf", "gb", "big5", "cp950", "cp936", "hz")
"""Others (iso-8859-1) are what a server declares that was never set up."""
_HEAD_BYTES = 8192


def read_html(data: bytes, file_name: str, limits: ReadLimits) -> ReadReport:
    """The article of a page: title, date line and body. Raises UnreadableReportError where the page shows no text."""
    decoded = _decode_page(data)
    if decoded is None:
        raise binary_error(file_name, "the page is text in no character set that Chinese reports are written in")
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(flatten_source(decoded.text))
    title = _find_title(tree)
    _remove_unseen(tree)
    how, article = _find_article(tree)
    text = _compose(article, title)
    if not text.strip():
        raise UnreadableReportError(
            file_name,
            QuarantineReason.NO_TEXT,
            "the page holds no text of its own (scripts fetch it when a browser shows it, or it is a frame)",
            "Open the page in a browser, and save it again as a whole page or as text",
        )
    if len(text) > limits.max_characters:
        raise too_many_characters(file_name, len(text), limits)
    return ReadReport(text, HTML, f"html:{how}", decoded.charset, decoded.warnings)


def _decode_page(data: bytes) -> DecodedText | None:
    """Bytes that are UTF-8 are UTF-8, whatever the page declares; else what it declares, if that holds."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    charset = (declared[1] or declared[2]).decode().lower() if declared else ""
    decoded = decode_as(data, "utf-8")
    if decoded is None and charset.startswith(_TRUSTED_CHARSETS):
        decoded = decode_as(data, charset)
    return decoded or decode_bytes(data)


def _remove_unseen(tree: Any) -> None:
    """Removes what a reader of the page never sees or sees struck out, but no element that holds most of the page."""
    for element in tree.css(_NEVER_SHOWN):
        element.decompose()
    hidden = [element for element in tree.css("[style]") if _HIDDEN.search(element.attributes["style"] or "")]
    hidden += tree.css(_STRUCK_OUT)
    if hidden:
        most = len(_squeeze(tree.root.text(deep=True))) / 2
        for element in hidden:
            if len(_squeeze(element.text(deep=True))) < most:
                element.decompose()


def _find_title(tree: Any) -> str:
    """The title without the names of column and site that pages append; empty where there is none."""
    for element in tree.css(_TITLE_METAS):
        if title := (element.attributes.get("content") or "").strip():
            return title[:_LONGEST_TITLE]
    for selector in ("h1", "title"):
        element = tree.css_first(selector)
        parts = _TITLE_PARTS.split(element.text(deep=True)) if element is not None else []
        if parts and (title := parts[0].strip()):
            return title[:_LONGEST_TITLE]
    return ""


def _find_article(tree: Any) -> tuple[str, Any]:
    """How the article was found (`selectors`, `densest`, `page`), and its element."""
    body = tree.body or tree.root
    total = _own_length(body)
    elements = tree.css(_ALL_SELECTORS)
    ranked = sorted((_rank(element), -len(element.text(deep=True)), place) for place, element in enumerate(elements))
    for rank, _, place in ranked:
        share = _SYSTEM_SHARE if rank < len(SYSTEM_SELECTORS) else _COMMON_SHARE
        if _own_length(elements[place]) >= max(_ARTICLE_CHARACTERS, total * share):
            return "selectors", elements[place]
    densest, weigh, share = body, _sentence_marks, _SENTENCE_SHARE
    if (total := weigh(body)) < _FEW_MARKS:
        weigh, share = _own_length, _TABLE_SHARE
        total = weigh(body)
    while child := next((child for child in densest.iter() if weigh(child) >= total * share > 0), None):
        if len(child.css(_LINE_ELEMENTS)) < _ARTICLE_LINES:
            break
        densest = child
    if densest.tag == "tr":
        densest = densest.parent
    return ("page" if densest is body else "densest"), densest


def _rank(element: Any) -> int:
    attributes = element.attributes
    names = [element.tag, f"#{attributes.get('id')}", *(f".{name}" for name in (attributes.get("class") or "").split())]
    return min(_RANKS.get(name, len(_RANKS)) for name in names)


def _compose(article: Any, title: str) -> str:
    """The text of the article with its title, and with the date line where both stand in one frame."""
    wanted = _squeeze(title)
    length = len(_squeeze(article.text(deep=True)))
    frame = article
    for _ in range(_FRAME_LEVELS):
        text = _squeeze(frame.text(deep=True))
        if len(text) > length + _FRAME_CHARACTERS:
            break
        if wanted and wanted in text and _has_as_title(rendered := render_lines(frame), wanted):
            return rendered
        if frame.parent is None or frame.parent.tag in ("html", "-undef"):
            break
        frame = frame.parent
    body = render_lines(article)
    return f"{title}\n\n{body}" if title and body else body


def _has_as_title(rendered: str, title: str) -> bool:
    """Whether a title, without its blanks, begins a line that is no sentence; it may go on in the next one.

    A letter above a plan quotes it (《…实施方案》已经…), and so does a report that says what it is (现将…工作总结…).
    """
    text, sentences = "", {}
    for line in map(_squeeze, rendered.split("\n")):
        sentences[len(text)] = "。" in line
        text += line
    places = (found.start() for found in re.finditer(re.escape(title), text))
    return any(sentences.get(place) is False for place in places)


def _own_length(element: Any) -> int:
    """Characters of an element that are no links."""
    linked = sum(len(_squeeze(link.text(deep=True))) for link in element.css("a"))
    return len(_squeeze(element.text(deep=True))) - linked


def _sentence_marks(element: Any) -> int:
    """Commas and full stops of an element: running text has many, menus and footers hardly any."""
    return len(_MARKS.findall(element.text(deep=True)))


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", text)
