"""The closed vocabularies of the labelling guide, as enums that equal its words.

What belongs here: every word that a column may hold and that code branches on. What does not: open vocabulary
(indicators, regions, surfaces of units), which is data in `seeds/reference/`.
"""

from collections.abc import Mapping
from enum import StrEnum

DECIDED_FIELDS = ("indicator", "region", "period", "measure", "status")
"""Fields of an observation that words of the report decide; each has columns for the place of those words."""


class NumberClass(StrEnum):
    """The verdict on one number of a report."""

    FACT = "fact"
    QUANTITY = "quantity"
    NONE = "none"


class Measure(StrEnum):
    """What an observation says about its indicator; changes are against a year before, so 环比 is none."""

    LEVEL = "level"
    CHANGE_ABS = "change_abs"
    CHANGE_PCT = "change_pct"
    RANK = "rank"
    GROWTH_RANK = "growth_rank"


class Status(StrEnum):
    """Whether a figure happened, is expected, or is promised."""

    ACTUAL = "actual"
    FORECAST = "forecast"
    TARGET = "target"


class Bound(StrEnum):
    """How the printed number stands to the true one (余, 以上, 左右, 2-3)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    APPROX = "approx"
    RANGE = "range"


class Unit(StrEnum):
    """Base units. A value is always in one of these, never in 万 or 亿."""

    CNY = "CNY"
    USD = "USD"
    EUR = "EUR"
    HKD = "HKD"
    JPY = "JPY"
    COUNT = "count"
    PERCENT = "percent"
    PP = "pp"
    PERSON_YEAR = "person_year"
    TONNE = "tonne"
    RANK = "rank"
    INDEX = "index"
    TIMES = "times"
    SQUARE_METRE = "square_metre"
    SQUARE_KILOMETRE = "square_kilometre"
    HECTARE = "hectare"
    MU = "mu"
    CUBIC_METRE = "cubic_metre"
    LITRE = "litre"
    METRE = "metre"
    KILOMETRE = "kilometre"
    KILOWATT = "kilowatt"
    MEGAWATT = "megawatt"
    KILOWATT_HOUR = "kilowatt_hour"
    CELSIUS = "celsius"
    OTHER = "other"


class Nature(StrEnum):
    """How an indicator behaves over time (a flow stated for its year is a level, not a change)."""

    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"


class PeriodKind(StrEnum):
    """What length of time a period covers."""

    YEAR = "year"
    YEARS = "years"
    PART_YEAR = "part_year"


class VintageOrigin(StrEnum):
    """Which date of a report stands for its vintage, the surest first."""

    ISSUED = "issued"
    PUBLISHED = "published"
    YEARS = "years"
    LANDED = "landed"
    REVISED = "revised"


class SegmentKind(StrEnum):
    """What a stretch of text is within its report."""

    TITLE = "title"
    META = "meta"
    HEADING = "heading"
    SENTENCE = "sentence"
    TABLE_ROW = "table_row"


class Origin(StrEnum):
    """Where the words that decided a field stand, nearest first; last, that a person decided it."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    EARLIER_SENTENCE = "earlier_sentence"
    HEADING = "heading"
    PART = "part"
    DOCUMENT = "document"
    CORRECTED = "corrected"


class Confidence(StrEnum):
    """`certain`, or the name of the doubt."""

    CERTAIN = "certain"
    INHERITED_SUBJECT = "inherited_subject"
    INHERITED_REGION = "inherited_region"
    INHERITED_PERIOD = "inherited_period"
    COMPETING_INDICATORS = "competing_indicators"
    CORRECTED = "corrected"


CONFIDENCE_WORDS: Mapping[Confidence, str] = {
    Confidence.CERTAIN: "no doubt is known",
    Confidence.INHERITED_SUBJECT: "of what it is a figure is told in an earlier sentence",
    Confidence.COMPETING_INDICATORS: "the words fit another indicator as well",
    Confidence.INHERITED_REGION: "the place is told further up, or it is that which the text only mentions in passing",
    Confidence.INHERITED_PERIOD: "the year is told further up, or inferred; or such a statistic comes late",
    Confidence.CORRECTED: "a field is as a person set it (seeds/reference/corrections.csv)",
}
"""What each says, the gravest doubt first: of several the first is told."""


class QuarantineReason(StrEnum):
    """Why a file could not be turned into text, its text not into figures (`rule_failed`), or what was made of it did
    not pass its checks (`check_failed`)."""

    EMPTY = "empty"
    BINARY = "binary"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    PASSWORD = "password"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    RULE_FAILED = "rule_failed"
    CHECK_FAILED = "check_failed"
