"""The marts' keys and the meaning of their columns; a name means the same in every mart, so it is described once.

What does not belong here: what a mart says, and which columns it has in which order and type: that is its SQL
(`sql/marts/`). A test compares both in both directions.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schemas.declarations import Column, Vocabulary
from pipeline.schemas.warehouse import DIM_REPORT, DIM_SEGMENT, FACT_OBSERVATION
from pipeline.vocabulary import Bound, Confidence, Measure, PeriodKind, Status, Unit


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
    "derived": ("region", "year", "indicator", "measure", "method", "first_observation_id", "second_observation_id"),
    "timeline": ("region", "indicator", "year"),
    "target_outcome": ("region", "period", "indicator", "measure", "unit"),
    "restatements": ("region", "period", "indicator", "measure", "unit", "later_observation_id"),
    "contradictions": ("region", "rule", "first_observation_id", "second_observation_id", "third_observation_id"),
    "rankings": ("region", "period", "indicator", "measure", "rank", "bound"),
    "league": ("region", "year", "indicator", "unit"),
    "coverage": ("doc_id",),
    "indicator_coverage": ("region", "indicator"),
}
"""Marts that people take away, and the columns that tell their rows apart. Other marts only serve these."""

_OBSERVATION = "fact_observation.observation_id"
_TAKEN_OVER = (FACT_OBSERVATION, DIM_SEGMENT, DIM_REPORT)
"""Tables whose columns marts may take over as they are."""

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
    MartColumn("target", "What the latest plan promises, in base units; of two steps the one that it guarantees"),
    MartColumn("target_high", "Upper end of a promised range", nullable=True),
    MartColumn("stretch_target", "The higher of two promised steps (确保1900, 冲刺2000)", nullable=True),
    MartColumn("target_vintage", "Date of the latest report that states the promise"),
    MartColumn("is_ceiling", "Whether the promise is kept by staying below it"),
    MartColumn("is_revised", "Whether plans promise different values for the period"),
    MartColumn("history", "Every statement of the promise: date, value and report, the earliest first"),
    MartColumn("target_bound", "How the promised number stands to what is meant (以上 is at_least)", vocabulary=Bound),
    MartColumn("target_observation_id", "Observation that states the promise", references=_OBSERVATION),
    MartColumn("outcome", "What happened, in base units, as the latest report tells it", nullable=True),
    MartColumn("outcome_source", "stated by a report, or derived from other figures", nullable=True),
    MartColumn("outcome_method", "How a derived outcome follows from other figures", nullable=True),
    MartColumn("outcome_vintage", "Date of the report that states the outcome", nullable=True),
    MartColumn("outcome_bound", "How the printed outcome stands to the true one", vocabulary=Bound, nullable=True),
    MartColumn("outcome_observation_id", "Observation that states the outcome", references=_OBSERVATION, nullable=True),
    MartColumn(
        "result",
        "met, missed, pending while no report of the region or of who promised it is later than the period, or "
        "unverifiable where later reports do not tell",
    ),
    MartColumn("margin", "Outcome less target, in base units", nullable=True),
    MartColumn("margin_percent", "Outcome less target, in percent of the target", nullable=True),
    MartColumn("file_name", "Name of the report's file"),
    MartColumn("title", "Title of the report", nullable=True),
    MartColumn("vintage", "Date of the report", mart="coverage"),
    MartColumn("doc_id", "SHA-256 of the report's file", references="dim_report.doc_id", mart="coverage"),
    MartColumn("numbers", "Numbers that the report holds"),
    MartColumn("facts", "Numbers that carry an observation of a catalogue indicator"),
    MartColumn("quantities", "Numbers that are quantities of something else"),
    MartColumn("not_quantities", "Numbers that are no quantities: dates, ordinals, names, document numbers"),
    MartColumn("observations", "Observations of the report; one number can carry several"),
    MartColumn("indicators", "Different indicators that the report speaks of"),
    MartColumn("doubtful", "Observations that are not certain"),
    MartColumn("method", "How the value follows from stated figures, by its name in the mart derived"),
    MartColumn(
        "first_observation_id", "Observation that the value or the complaint starts from", references=_OBSERVATION
    ),
    MartColumn("second_observation_id", "Second observation of the arithmetic", references=_OBSERVATION, nullable=True),
    MartColumn("third_observation_id", "Third observation of the arithmetic", references=_OBSERVATION, nullable=True),
    MartColumn("first_sentence", "Sentence of the first observation"),
    MartColumn("second_sentence", "Sentence of the second observation", nullable=True),
    MartColumn("third_sentence", "Sentence of the third observation", nullable=True),
    MartColumn("first_doc_id", "Report of the first observation", references="dim_report.doc_id"),
    MartColumn("second_doc_id", "Report of the second observation", references="dim_report.doc_id", nullable=True),
    MartColumn("first_vintage", "Date of the first observation's report"),
    MartColumn("second_vintage", "Date of the second observation's report", nullable=True),
    MartColumn("rule", "Rule of arithmetic that the figures break", mart="contradictions"),
    MartColumn("stated", "Value that the first observation states"),
    MartColumn("expected", "Value that the other figures lead to"),
    MartColumn("gap", "Distance between the two values"),
    MartColumn("tolerance", "Part of the gap that rounding and bounds explain"),
    MartColumn("earlier_value", "Value that the earlier report tells"),
    MartColumn("later_value", "Value that the later report tells"),
    MartColumn("earlier_vintage", "Date of the earlier report"),
    MartColumn("later_vintage", "Date of the later report"),
    MartColumn("earlier_sentence", "Sentence of the earlier report"),
    MartColumn("later_sentence", "Sentence of the later report"),
    MartColumn("earlier_doc_id", "The earlier report", references="dim_report.doc_id"),
    MartColumn("later_doc_id", "The later report", references="dim_report.doc_id"),
    MartColumn("earlier_observation_id", "Observation of the earlier report", references=_OBSERVATION),
    MartColumn("later_observation_id", "Observation of the later report", references=_OBSERVATION),
    MartColumn("origin", "stated by a report, or derived from other figures"),
    MartColumn("bound", "How the printed number stands to the true one", Bound, nullable=True, mart="timeline"),
    MartColumn("method", "Rule of the panel that chose the value, or how it follows from others", mart="timeline"),
    MartColumn(
        "observation_id", "Observation that states the value or leads to it", references=_OBSERVATION, mart="timeline"
    ),
    MartColumn("rank", "Place that the report states"),
    MartColumn("sentence", "Sentence that states it"),
    MartColumn("level", "Level of the region: province, prefecture or county"),
    MartColumn("league", "Code of the region within which places are given"),
    MartColumn("league_name", "Name of that region", nullable=True),
    MartColumn("place", "Place among the regions of the league that report the figure; equal values share one"),
    MartColumn("regions", "Regions of the league that report the figure"),
    MartColumn("distance_to_first", "Value less that of the first, in base units"),
    MartColumn("theme", "Group of indicators"),
    MartColumn("targets", "Observations that are promises"),
    MartColumn("first_year", "First year of which something is told that happened", nullable=True),
    MartColumn("last_year", "Last year of which something is told that happened", nullable=True),
    MartColumn("level_years", "Years with an actual level"),
    MartColumn("missing_years", "Years without an actual level between the first and the last with one"),
    MartColumn("last_vintage", "Date of the latest report that speaks of it"),
    MartColumn("reports", "Reports that speak of it", mart="indicator_coverage"),
    MartColumn("observations", "Observations of the indicator in the region", mart="indicator_coverage"),
    MartColumn("growth_fits_levels", "Whether stated growth must fit stated levels; not where prices are constant"),
    MartColumn("less_is_better", "Whether a target is a ceiling although it is written without one"),
    MartColumn("part", "Indicator that is a part of the whole", references="dim_indicator.indicator"),
    MartColumn("whole", "Indicator that it can never exceed", references="dim_indicator.indicator"),
    MartColumn("level_observation_id", "Observation of the level", references=_OBSERVATION),
    MartColumn("change_observation_id", "Observation of the change or the growth", references=_OBSERVATION),
    MartColumn("fact_share", "Facts in percent of facts and other quantities", nullable=True),
)

_BY_PLACE = {(column.mart, column.name): column for column in MART_COLUMNS}


def mart_column(mart: str, name: str) -> MartColumn | None:
    """What a column of a mart means: the meaning in this mart where it has one of its own, else the common one."""
    return _BY_PLACE.get((mart, name)) or _BY_PLACE.get((None, name))


def meaning(mart: str, name: str) -> MartColumn | Column | None:
    """What a column means: as a column of marts, else as that of the star schema which it takes over by its name."""
    found = (column for table in _TAKEN_OVER for column in table.columns if column.name == name)
    return mart_column(mart, name) or next(found, None)
