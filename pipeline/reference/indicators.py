"""The indicator catalogue (`indicators.csv`), families of words (`concepts.csv`), contexts (`readings.csv`).

What belongs here: the three tables. What does not: how a number finds its indicator (pipeline/extraction/bindings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.reference.aliases import load_parts, read_aliases
from pipeline.reference.first_characters import compiled
from pipeline.reference.loading import Layout, Row, SeedFolder
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Measure, Nature, Unit

CURRENCY = "currency"
"""In the catalogue: any currency, as printed."""

LONGEST_LAG = 5
"""Years; statistics that take longer (a census) are told with their year."""

INDICATORS = Layout(
    "indicators.csv",
    (
        "indicator",
        "name_zh",
        "name_en",
        "theme",
        "nature",
        "unit",
        "definition",
        "counted",
        "minimum",
        "maximum",
        "lag_years",
        "aspects",
        "aliases",
    ),
    ("indicator", "name_zh", "name_en", "theme", "nature", "unit", "definition", "aliases"),
    ("indicator",),
)
CONCEPTS = Layout(
    "concepts.csv", ("concept", "meaning", "members", "aliases"), ("concept", "meaning", "aliases"), ("concept",)
)
READINGS = Layout(
    "readings.csv",
    ("reading", "subject", "indicator", "kinds", "before", "after", "context", "measure", "example"),
    ("reading", "example"),
    ("reading",),
)
NO_INDICATOR = "none"
"""In `readings.csv`: the words look like the indicator and are not (高新技术企业培训会)."""

COUNTED = (UnitKind.ORGANISATION, UnitKind.ITEM, UnitKind.DOCUMENT, UnitKind.PERSON, UnitKind.PLACE, UnitKind.HOUSEHOLD)
"""What a count may count where the catalogue does not say: anything but events."""


class NumberKind(StrEnum):
    """What a reading may ask of a number: the kind of its unit, or that it is a place in a ranking."""

    MONEY = "money"
    SHARE = "share"
    POINTS = "points"
    RANK = "rank"
    ORGANISATION = "organisation"
    ITEM = "item"
    DOCUMENT = "document"
    PERSON = "person"
    EVENT = "event"
    PLACE = "place"
    LABOUR = "labour"
    MASS = "mass"
    NONE = "none"


class Aspect(StrEnum):
    """What a flow may tell that hardly anybody adds up over years: it is told of the last of them."""

    ECONOMY = "economy"
    """The size of the economy."""
    PER_HEAD = "per_head"
    """What each inhabitant has."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalogue. `unit` is None where any currency will do."""

    id: str
    name_zh: str
    name_en: str
    theme: str
    nature: Nature
    unit: Unit | None
    definition: str
    counted: tuple[UnitKind, ...]
    """Kinds of classifiers that count it; empty where it is no count."""
    minimum: Decimal | None
    maximum: Decimal | None
    lag_years: int
    """By how many years its statistics lag: a figure without a year of its own may be that much older."""
    aspects: frozenset[Aspect]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which words around a number make it a figure of an indicator.

    `subjects` are the indicators or concepts that the words name (none: any number whose surroundings match). `before`
    is searched in the clause up to the number, `after` matched right behind its unit, `context` searched in the
    sentence.
    """

    name: str
    subjects: tuple[str, ...]
    indicator: str | None
    """None: the number is no figure of any indicator."""
    kinds: frozenset[NumberKind]
    """Kinds of numbers that it reads; empty: any."""
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    context: re.Pattern[str] | None
    measure: Measure | None
    example: str

    @property
    def is_of_unit_alone(self) -> bool:
        """Whether nothing but the kind of a number makes it what the reading says: money of a subsidy is its amount."""
        return self.before is None and self.after is None and self.context is None


class Surroundings(NamedTuple):
    """What words around a number fulfil one of several readings at least; few numbers have any, which two looks tell.

    None where no words are asked for there.
    """

    before: re.Pattern[str] | None
    """Searched up to the number: what readings ask for that ask for nothing behind it."""
    after: re.Pattern[str] | None

    def may_be_read(self, text: str, clause_start: int, lead: int, tail: int) -> bool:
        """Whether a number from `lead` to `tail` stands beside such words."""
        if self.after is not None and self.after.match(text, tail):
            return True
        return self.before is not None and self.before.search(text, clause_start, lead) is not None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators by id, concepts with their aliases, and readings by subject (None: those of no subject)."""

    indicators: Mapping[str, Indicator]
    concepts: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]
    """Of concepts that name several indicators or concepts at once, those, in the order of the words."""
    readings: Mapping[str | None, tuple[Reading, ...]]
    by_kind: Mapping[NumberKind, Mapping[str | None, tuple[Reading, ...]]]
    """The readings of each subject that read a kind of number."""
    beside_words: Mapping[NumberKind, Surroundings]
    """What must stand beside a number of a kind for a reading of no subject; none is of a kind that is no key."""

    def indicators_among(self, ids: Iterable[str]) -> list[Indicator]:
        """The indicators among ids of which others may be those of concepts, in their order."""
        return [self.indicators[identifier] for identifier in ids if identifier in self.indicators]


def load_catalogue(seeds: SeedFolder) -> Catalogue:
    """Loads the three tables. Raises ReferenceDataError for a bad row, an unknown id or an unreadable pattern."""
    parts = load_parts(seeds)
    indicators = _indicators(seeds, parts)
    concepts: dict[str, tuple[str, ...]] = {}
    members: dict[str, tuple[str, ...]] = {}
    for row in seeds.rows(CONCEPTS):
        concepts[row.text("concept")] = read_aliases(row, "aliases", parts)
        if row.text("members"):
            members[row.text("concept")] = _members(row, {*indicators, *concepts})
    readings: dict[str | None, list[Reading]] = {}
    for row in seeds.rows(READINGS):
        for reading in _readings(row, indicators, concepts):
            for subject in reading.subjects or (None,):
                readings.setdefault(subject, []).append(reading)
    by_kind = {kind: _that_read(kind, readings) for kind in NumberKind}
    every = {subject: tuple(listed) for subject, listed in readings.items()}
    beside_words = {kind: _surroundings(listed[None]) for kind, listed in by_kind.items() if None in listed}
    return Catalogue(indicators, concepts, members, every, by_kind, beside_words)


def _that_read(
    kind: NumberKind, readings: Mapping[str | None, Sequence[Reading]]
) -> Mapping[str | None, tuple[Reading, ...]]:
    """The readings that read a kind of number, by subject; subjects that have none are left out."""
    fitting = {
        subject: tuple(reading for reading in listed if not reading.kinds or kind in reading.kinds)
        for subject, listed in readings.items()
    }
    return {subject: listed for subject, listed in fitting.items() if listed}


def _surroundings(readings: Sequence[Reading]) -> Surroundings:
    """What any of the readings, each of which asks for words before or behind the number, is fulfilled by."""
    after = [reading.after.pattern for reading in readings if reading.after is not None]
    before = [reading.before.pattern for reading in readings if reading.before is not None and reading.after is None]
    return Surroundings(_any_of(tuple(before)), _any_of(tuple(after)))


@lru_cache(maxsize=32)
def _any_of(expressions: tuple[str, ...]) -> re.Pattern[str] | None:
    return compiled("|".join(f"(?:{each})" for each in expressions)) if expressions else None


def _indicators(seeds: SeedFolder, parts: Mapping[str, tuple[str, ...]]) -> dict[str, Indicator]:
    """The catalogue by id. Two indicators share an alias only where the unit of a number tells which of them it is."""
    indicators: dict[str, Indicator] = {}
    bearers: dict[str, list[Indicator]] = {}
    for row in seeds.rows(INDICATORS):
        indicator = _indicator(row, parts)
        for alias in indicator.aliases:
            for other in bearers.setdefault(alias, []):
                is_one_kind = not other.counted or set(other.counted) & set(indicator.counted)
                if other.unit is indicator.unit and is_one_kind:
                    problem = f"{alias!r} is an alias of {other.id} too, of which no unit tells it"
                    raise row.error("aliases", problem, "Let one of the two have it")
            bearers[alias].append(indicator)
        indicators[indicator.id] = indicator
    return indicators


def _indicator(row: Row, parts: Mapping[str, tuple[str, ...]]) -> Indicator:
    unit = None if row.text("unit") == CURRENCY else row.word("unit", Unit)
    counted = row.words("counted", UnitKind)
    minimum, maximum = row.storable("minimum"), row.storable("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise row.error(
            "maximum", f"{maximum} is below the minimum, {minimum}", "Write the plausible range, low to high"
        )
    return Indicator(
        id=row.text("indicator"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        theme=row.text("theme"),
        nature=row.word("nature", Nature),
        unit=unit,
        definition=row.text("definition"),
        counted=counted or (COUNTED if unit is Unit.COUNT else ()),
        minimum=minimum,
        maximum=maximum,
        lag_years=_lag_years(row),
        aspects=frozenset(row.words("aspects", Aspect)),
        aliases=read_aliases(row, "aliases", parts),
    )


def _lag_years(row: Row) -> int:
    lag = row.optional_integer("lag_years") or 0
    if not 0 <= lag <= LONGEST_LAG:
        raise row.error("lag_years", f"{lag} years are no lag of a statistic", f"Write 1 to {LONGEST_LAG}, or nothing")
    return lag


def _members(row: Row, known: Set[str]) -> tuple[str, ...]:
    for member in row.items("members"):
        if member not in known:
            problem = f"{member!r} is neither in indicators.csv nor in a row above"
            raise row.error("members", problem, "Use ids of that table, or of concepts above")
    return row.items("members")


def _readings(
    row: Row, indicators: Mapping[str, Indicator], concepts: Mapping[str, tuple[str, ...]]
) -> Iterator[Reading]:
    """The readings of a row: one for all its subjects, or one each where it lists as many indicators."""
    subjects, named = row.items("subject"), row.items("indicator")
    for subject in subjects:
        if subject not in indicators and subject not in concepts:
            raise row.error("subject", f"{subject!r} is neither indicator nor concept", "Use an id of those tables")
    for indicator in named:
        if indicator != NO_INDICATOR and indicator not in indicators:
            raise row.error("indicator", f"{indicator!r} is not in indicators.csv", "Use an id of that table")
    if not subjects and not row.text("after") and not row.text("before"):
        raise row.error("after", "a reading of any subject needs words around the number", "Fill before or after")
    if len(named) < 2:
        yield _reading(row, subjects, next(iter(named), None))
    elif len(named) != len(subjects):
        raise row.error("indicator", f"{len(named)} indicators are none for each subject", "List one for each, or one")
    else:
        for subject, indicator in zip(subjects, named, strict=True):
            yield _reading(row, (subject,), indicator)


def _reading(row: Row, subjects: tuple[str, ...], indicator: str | None) -> Reading:
    return Reading(
        name=row.text("reading"),
        subjects=subjects,
        indicator=None if indicator == NO_INDICATOR else indicator,
        kinds=frozenset(row.words("kinds", NumberKind)),
        before=_pattern(row, "before"),
        after=_pattern(row, "after"),
        context=_pattern(row, "context"),
        measure=row.word("measure", Measure) if row.text("measure") else None,
        example=row.text("example"),
    )


def _pattern(row: Row, column: str) -> re.Pattern[str] | None:
    if not row.text(column):
        return None
    try:
        return compiled(row.text(column))
    except re.error as error:
        raise row.error(column, f"is no regular expression ({error})", "Mend the pattern") from error
