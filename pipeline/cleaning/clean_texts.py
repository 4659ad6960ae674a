"""The text layer as the later stages read it: characters unified, furniture masked, spun words restored; same length.

What belongs here: the order of the steps. What does not: the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.cleaning.broken_rows import join_broken_rows
from pipeline.cleaning.characters import MASK, unify_characters
from pipeline.cleaning.comma_cells import part_comma_cells
from pipeline.cleaning.drawn_tables import part_drawn_tables
from pipeline.cleaning.exported_cells import mask_exported
from pipeline.cleaning.furniture import mask_spans
from pipeline.cleaning.html_tables import part_html_tables
from pipeline.cleaning.markup import find_unseen, mask_markup
from pipeline.cleaning.page_marks import mask_page_marks
from pipeline.cleaning.records import part_records
from pipeline.cleaning.spread_characters import mask_blanks_around_numbers, mask_spread
from pipeline.cleaning.spun import write_replacements
from pipeline.cleaning.traditional import write_simplified
from pipeline.reference import Reference


@dataclass(frozen=True, slots=True)
class CleanText:
    """A clean text; `text[i]` stands for character `i` of the text layer."""

    text: str
    is_spun: bool
    """Whether the report is a spun copy: words replaced by synonyms to hide where it comes from."""


def plain_edges(text_layer: str, length: int, reference: Reference) -> str:
    """The head and the foot of a text layer in unified characters, without the marks of a notation.

    Furniture stays, but for the links to other pages.
    """
    plain = _with_plain_characters(text_layer)
    edges = plain[:length] + plain[max(length, len(plain) - length) :]
    links = reference.furniture.links(edges, reference.patterns.lines.issuer_line)
    return mask_markup(mask_spans(edges, links), reference.patterns).replace(MASK, "")


def clean_text(text_layer: str, reference: Reference) -> CleanText:
    """Cleans one text layer without changing its length.

    Characters come first, since the patterns and pairs are written in unified ones, then the marks between them;
    furniture comes before spun words, lest the notices of a document site count as evidence.
    """
    unified = _with_plain_characters(text_layer)
    text = part_html_tables(mask_spans(unified, find_unseen(text_layer)))
    text = mask_markup(text, reference.patterns)
    text = part_drawn_tables(mask_exported(text))
    text = part_records(part_comma_cells(text, reference.patterns), reference.patterns)
    text = join_broken_rows(text, reference.patterns)
    text = mask_spans(text, [(span.start, span.end) for span in reference.furniture.find(text)])
    text = mask_blanks_around_numbers(mask_spread(mask_page_marks(text)))
    is_spun = reference.synonyms.is_spun(text)
    if is_spun:
        text = write_replacements(text, reference.synonyms.replacements(text))
    return CleanText(text, is_spun)


@lru_cache(maxsize=1)
def _with_plain_characters(text_layer: str) -> str:
    """The text layer in unified, simplified characters; kept, for the edges of a page are asked for right behind it."""
    return write_simplified(unify_characters(text_layer))
