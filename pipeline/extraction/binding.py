"""What binding makes of a number: the values that its rules hand to one another.

What belongs here: the values, and the lookups that the rules read. What does not: any rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import Telling
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.place import Place
from pipeline.extraction.places import Places
from pipeline.extraction.statuses import Standing
from pipeline.extraction.subject import Subject
from pipeline.reference.indicators import Catalogue, Indicator, Reading
from pipeline.reference.lexicon import Lexicon
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Bound, Confidence, Origin, Unit

COMPARED_RULE = "compared_with"
"""The first rule of a figure of another place that stands beside the region's own: 高于全省（12.9%）."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the rules look up: the catalogue, the cue words, and the places of the report at hand."""

    catalogue: Catalogue
    grammar: Grammar
    places: Places
    lexicon: Lexicon
    patterns: Patterns
    """The turns of phrase of the reference data; those of `grammar`, a step nearer to where they are asked for most."""


class Candidate(NamedTuple):
    """A subject that a number may have, the indicator that it names here, and the reading that says so, if any.

    `has_rival` says that the words fit another indicator as well.
    """

    subject: Subject
    indicator: Indicator
    reading: Reading | None
    has_rival: bool = False


class FigurePeriod(NamedTuple):
    """A period as written in observations, with the words that named it (None: none did)."""

    period: str
    start: int | None
    end: int | None
    origin: Origin


class Binding(NamedTuple):
    """One observation as it was bound, with spans in the compact text."""

    token: NumberToken
    indicator: Indicator
    subject: Subject
    place: Place
    period: str
    period_start: int | None
    period_end: int | None
    period_origin: Origin
    telling: Telling
    standing: Standing
    bound: Bound
    value: Decimal
    value_high: Decimal | None
    unit: Unit
    confidence: Confidence
    rules: tuple[str, ...]

    @property
    def is_comparison(self) -> bool:
        """Whether it is a figure of another place that a comparison names; nothing goes on about it."""
        return self.rules[0] == COMPARED_RULE

    @property
    def is_of_base_untold(self) -> bool:
        """Whether only the change tells its year, the one before (由第7位上升至第3位): what follows is not of then."""
        return self.period_start is None and self.period_origin is Origin.CLAUSE

    @property
    def is_dated_behind(self) -> bool:
        """Whether its year stands behind it: 3.78万人年（2019年）."""
        return self.period_start is not None and self.period_start >= self.token.tail
