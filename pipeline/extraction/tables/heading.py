"""What the words of one heading of a table say: the value that reading it makes.

What belongs here: the value, and what follows from its parts alone. What does not: how it is read
(`headings.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.tables.units import TableUnit
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind

_MEASURES = (
    HeaderKind.PROGRESS,
    HeaderKind.RANK,
    HeaderKind.SHARE,
    HeaderKind.AVERAGE_GROWTH,
    HeaderKind.GROWTH,
    HeaderKind.DIFFERENCE,
    HeaderKind.CHANGE,
    HeaderKind.AMOUNT,
)
_PERIODS = frozenset(kind for kind in HeaderKind if kind.startswith("period_"))
PLAIN = (None, HeaderKind.AMOUNT)
"""The measures of headings above amounts: they name none, or say that it is one."""
GROWTHS = frozenset({HeaderKind.GROWTH, HeaderKind.DIFFERENCE, HeaderKind.AVERAGE_GROWTH})
TOLD_OF_OTHERS = GROWTHS | {HeaderKind.CHANGE, HeaderKind.RANK, HeaderKind.SHARE, HeaderKind.PROGRESS}
"""Measures that are told of the amount in a column before, whose period they share."""
NOT_OF_A_LABEL = frozenset({HeaderKind.LABEL, HeaderKind.UNIT, HeaderKind.ORDINAL, HeaderKind.REMARK, HeaderKind.TITLE})


@dataclass(frozen=True, slots=True)
class HeadingPlace:
    """A region that a heading names; `code` is None for a zone that is no division."""

    code: str | None
    name: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What the words of one heading say. Offsets are relative to its text.

    `is_foreign`: words are left that no rule knows, so that it may be about a part of what it names, or something else.
    """

    text: str
    kinds: frozenset[HeaderKind] = frozenset()
    ids: tuple[str, ...] = ()
    subject: tuple[int, int] = (0, 0)
    mention: PeriodMention | None = None
    month: tuple[int | None, int] | None = None
    """Year (None: the one spoken of) and number of a single month."""
    units: tuple[TableUnit, ...] = ()
    place: HeadingPlace | None = None
    status: HeaderKind | None = None
    is_index: bool = False
    is_marked: bool = False
    is_foreign: bool = False
    base_year: int | None = None
    """The year that it compares with (比2020年增长)."""
    measure: HeaderKind | None = field(init=False)
    """The measure that its words name, the one that overrides the others first."""
    has_period: bool = field(init=False)
    """Whether it names a period of its own."""
    is_known: bool = field(init=False)
    """Whether it says anything, and all of it is understood."""

    def __post_init__(self) -> None:
        # Asked for at every cell, so worked out once.
        period = self.mention is not None or self.month is not None or bool(self.kinds & _PERIODS)
        says = period or bool(self.kinds or self.ids or self.units or self.place)
        object.__setattr__(self, "measure", next((kind for kind in _MEASURES if kind in self.kinds), None))
        object.__setattr__(self, "has_period", period)
        object.__setattr__(self, "is_known", says and not self.is_foreign)

    @property
    def is_bare_period(self) -> bool:
        """2022年, 1—6月: a period and nothing else."""
        return self.is_known and self.has_period and not self.ids and self.measure is None

    @property
    def is_place(self) -> bool:
        """二、涪城区: a division and nothing else."""
        return self.names_place and self.place is not None and self.place.code is not None

    @property
    def names_place(self) -> bool:
        """三、高新区: a division or a zone and nothing else."""
        is_named = self.is_known and self.place is not None
        return is_named and not (self.ids or self.kinds or self.units or self.has_period)

    @property
    def is_in_points(self) -> bool:
        """高于全省（百分点）: a difference, and no amount."""
        return any(unit.kind is UnitKind.POINTS for unit in self.units)

    @property
    def is_growth_rank(self) -> bool:
        """增速位次: the place of a growth."""
        return HeaderKind.RANK in self.kinds and bool(self.kinds & GROWTHS)
