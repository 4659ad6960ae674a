"""Statistics that come late and are told twice: 2022年投入强度1.03%，…。 and among the problems 投入强度仅为1.03%.

What belongs here: that a figure told again, or of another place, is of the year first told. What does not: the lag
itself (`completion.py`), and the figure with which a development begins, whose year is that of no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.extraction.binding import Binding
from pipeline.vocabulary import Confidence, Measure, Origin, Status

Figure = tuple[str, str | None, Measure, Decimal]
"""Indicator, region, measure and value."""


class LateStatistics:
    """The figures of one report whose statistics come late, each with the period that its sentence named."""

    def __init__(self) -> None:
        self._told: dict[Figure, str] = {}
        self._newest: dict[tuple[str, str | None], str] = {}
        """The last period told of an indicator of a region."""
        self._newest_of_all: dict[str, str] = {}
        """The last year told of an indicator, whatever the region."""

    def dated(self, bindings: Sequence[Binding]) -> list[Binding]:
        """What a number states; a figure that names no period and was told before with one is of that."""
        return [self._dated(each) if each.indicator.lag_years else each for each in bindings]

    def _dated(self, told: Binding) -> Binding:
        """The figure with the period of the one that it repeats, or whose rank it is; notes one that it names."""
        if told.standing.status is not Status.ACTUAL:
            return told
        figure = told.indicator.id, told.place.code, told.telling.measure, told.value
        if told.period_start is not None:
            self._told[figure] = told.period
            self._newest[figure[:2]] = max(told.period, self._newest.get(figure[:2], ""))
            if told.period.isdecimal():
                self._newest_of_all[figure[0]] = max(told.period, self._newest_of_all.get(figure[0], ""))
        period = self._told.get(figure, told.period)
        if told.period_start is None and figure not in self._told and figure[:2] not in self._newest:
            # 界首市投入强度达3.9%: of the year of the others
            period = min(self._newest_of_all.get(figure[0], period), period)
        if told.period_start is None and told.telling.measure is Measure.RANK:
            period = self._newest.get(figure[:2], period)  # 投入强度排名全省第三: of the last year that was told of
        if period == told.period:
            return told
        return told._replace(
            period=period, period_origin=Origin.EARLIER_SENTENCE, confidence=Confidence.INHERITED_PERIOD
        )
