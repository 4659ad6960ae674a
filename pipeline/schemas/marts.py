"""The marts' keys and the meaning of their columns; a name means the same in every mart, so it is described once.

What does not belong here: what a mart says, and which columns it has in which order and type: that is its SQL
(`sql/marts/`). A test compares both in both directions.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schemas.declarations import Vocabulary
from pipeline.vocabulary import Bound, Confidence, Measure, Nature, PeriodKind, Status, Unit


@dataclass(frozen=True, slots=True)
class MartColumn:
    """What a column of marts means. `nullable`: it is empty where the case does not arise. `mart` is set where one mart
    means something of its own by the name."""

    name: str
    description: str
    vocabulary: Vocabulary | None = None
    references: str | None = None
    nullable: bool = False
    mart: str | None = None


MART_KEYS: dict[str, tuple[str, ...]] = {
    "panel": ("region", "year", "indicator"),
    "target_outcome": ("region", "year", "indicator"),
    "coverage": ("doc_id",),
}
"""Marts that people take away, and the columns that tell their rows apart. Other marts only serve these."""

_OBSERVATION = "fact_observation.observation_id"

MART_COLUMNS = (
    MartColumn(
        "region",
        "GB/T 2260 code under which the place goes on today; a place that its report hides is `unknown:` and the first "
        "12 digits of the report's id",
    ),
    MartColumn("region_name", "Full name of the region", nullable=True),
    MartColumn("stated_region", "Code of the region that the report means, also where the code has since changed"),
    MartColumn("year", "Year of the figure: the last of its period"),
    MartColumn("indicator", "Id in the indicator catalogue", references="dim_indicator.indicator"),
    MartColumn("indicator_name", "Chinese name of the indicator"),
    MartColumn("measure", "What is said of the indicator", vocabulary=Measure),
    MartColumn("period", "Period of the figure: `2023` or `2023-01/2023-11`"),
    MartColumn("period_kind", "Length of time that the period covers", vocabulary=PeriodKind),
    MartColumn("period_months", "Months of a part of a year (`01/11`); empty otherwise", nullable=True),
    MartColumn("status", "Happened or expected; what was promised is in target_outcome", vocabulary=Status),
    MartColumn("nature", "How the indicator behaves over time", vocabulary=Nature),
    MartColumn("value", "Value in base units, exact; of a range its lower end"),
    MartColumn("value_high", "Upper end of a range", nullable=True),
    MartColumn("unit", "Base unit", vocabulary=Unit),
    MartColumn("bound", "How the printed number stands to the true one", vocabulary=Bound),
    MartColumn("low", "Smallest true value that digits and bound allow; empty where open", nullable=True),
    MartColumn("high", "Largest true value that digits and bound allow; empty where open", nullable=True),
    MartColumn("confidence", "`certain`, or the name of the doubt", vocabulary=Confidence),
    MartColumn("vintage", "Date of the report that states the figure"),
    MartColumn(
        "rule",
        "How the value was found among those stated: only_statement, all_equal, latest_of_agreeing or "
        "latest_of_differing",
    ),
    MartColumn("statements", "Observations that state this figure: the same status, period and unit"),
    MartColumn("reports", "Reports that state this figure"),
    MartColumn("agree", "Whether the stated values are equal, or rounding and bounds explain the difference"),
    MartColumn("smallest", "Smallest value stated of this figure"),
    MartColumn("largest", "Largest value stated of this figure"),
    MartColumn("observation_id", "Observation that the value was taken from", references=_OBSERVATION),
    MartColumn("doc_id", "Report that states it: SHA-256 of its file", references="dim_report.doc_id"),
    MartColumn("segment_id", "Sentence or table row that states it", references="dim_segment.segment_id"),
    MartColumn("target", "What was promised, in base units"),
    MartColumn("target_bound", "How the promised number stands to what is meant (以上 is at_least)", vocabulary=Bound),
    MartColumn("target_observation_id", "Observation that states the promise", references=_OBSERVATION),
    MartColumn("outcome", "What happened, in base units: the panel's actual level of the year", nullable=True),
    MartColumn("outcome_bound", "How the printed outcome stands to the true one", vocabulary=Bound, nullable=True),
    MartColumn("outcome_observation_id", "Observation that states the outcome", references=_OBSERVATION, nullable=True),
    MartColumn("result", "met, missed, or pending while no report states the outcome"),
    MartColumn("margin", "Outcome less target, in base units", nullable=True),
    MartColumn("margin_percent", "Outcome less target, in percent of the target", nullable=True),
    MartColumn("file_name", "Name of the report's file"),
    MartColumn("title", "Title of the report", nullable=True),
    MartColumn("region", "GB/T 2260 code of the report's own region, or `unknown`", mart="coverage"),
    MartColumn("vintage", "Date of the report", mart="coverage"),
    MartColumn("doc_id", "SHA-256 of the report's file", references="dim_report.doc_id", mart="coverage"),
    MartColumn("numbers", "Numbers that the report holds"),
    MartColumn("facts", "Numbers that carry an observation of a catalogue indicator"),
    MartColumn("quantities", "Numbers that are quantities of something else"),
    MartColumn("not_quantities", "Numbers that are no quantities: dates, ordinals, names, document numbers"),
    MartColumn("observations", "Observations of the report; one number can carry several"),
    MartColumn("indicators", "Different indicators that the report speaks of"),
    MartColumn("doubtful", "Observations that are not certain"),
    MartColumn("fact_share", "Facts in percent of facts and other quantities", nullable=True),
)

_BY_PLACE = {(column.mart, column.name): column for column in MART_COLUMNS}


def mart_column(mart: str, name: str) -> MartColumn | None:
    """What a column of a mart means: the meaning in this mart where it has one of its own, else the common one."""
    return _BY_PLACE.get((mart, name)) or _BY_PLACE.get((None, name))
