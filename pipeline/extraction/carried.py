"""What the clauses of a report hand on: the subject, place and figures that a later clause may go on about.

What belongs here: that state and how it changes. What does not: what a clause makes of it (`elisions.py`,
`respectively.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extraction.binding import Binding
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place
from pipeline.extraction.sentences import Mention, Occurrence
from pipeline.extraction.subject import Subject
from pipeline.extraction.written_periods import last_year
from pipeline.vocabulary import Measure, Origin, Status, Unit

LONGEST_MEMORY = 6
"""Figures of a sentence that the next one of its paragraph may go on about; a list of more is a list, not a topic."""


@dataclass(slots=True)
class Carried:
    """What earlier clauses hand on. One for each sentence; `for_next` makes that of the next one.

    Fields stand by how long they last.
    """

    # of the sentence: what its clauses go on about

    subject: Subject | None = None
    """What the last figure was of, or a clause without numbers names."""
    topic: Subject | None = None
    """The last subject of a clause without numbers: what the sentence is about, also past figures of other things."""
    pair: tuple[Mention, ...] = ()
    """The two subjects of a clause without numbers that 前者 and 后者 may point at."""
    place: Place | None = None
    """The place that the sentence speaks of; 其中 at the head of the next one names parts of what is there."""
    bound: list[Binding] = field(default_factory=list)
    """The figures bound so far, the last one last."""
    inherited: int = 0
    """How many of the figures bound so far are of the sentence before; the first of its own replaces them."""
    group: list[Binding] = field(default_factory=list)
    """Figures that a list of numbers goes on about in turn (A、B分别达到…，分别增长…)."""
    forgotten: list[Binding] = field(default_factory=list)
    """Figures before one of something else: taken up again by a head such as 总数."""
    ended: list[Binding] = field(default_factory=list)
    """Figures of the sentence before a clause without numbers on something else: 两项指标 counts those too."""
    stray: NumberToken | None = None
    """An amount that stated nothing of the subject named with it: growth and rank behind it are of that amount."""
    late_told: list[str] = field(default_factory=list)
    """The periods that the sentence has named for such statistics."""
    late_untold: list[str] = field(default_factory=list)
    """The periods of those for which it has named none (由上年的28亿元增加到32亿元: the year of the report)."""

    # of the paragraph: what rules its later sentences

    opening: PeriodMention | None = None
    """The span of years with which a sentence without numbers opened the paragraph (“十三五”期间，…。)."""
    suspended: PeriodMention | None = None
    """The span that the naming of its last year has suspended, up to the next dash (…。2023年生产总值2060亿元。…)."""
    begun: str | None = None
    """The year from which the developments of the paragraph count (由2018年的A增加到2023年的B。C由…增加到…)."""
    led_to: str | None = None
    """The year up to which they lead, where their own sentence told it: 2023."""
    late_period: str | None = None
    """The year that the paragraph names for statistics that come late (2022年，研发经费46亿元。规上…占比2.4%)."""
    expected_from: int | None = None
    """From where on all that the paragraph tells is expected: 预计（下同）."""
    home: Place | None = None
    """The place with which the paragraph opened (包头市加快建设…。): its later sentences are about it too."""

    # of what stands below a heading, and of the report

    is_headed: bool = False
    """Whether the subject is what a heading names: the paragraph below it opens with it."""
    headed: Subject | None = None
    """What the heading above names, which each line with a label goes on about (目标任务：…, 完成情况：…)."""
    lead: PeriodMention | None = None
    """The span of years with which a short line without figures opened: it rules the lines below it as well."""
    last_period: str | None = None
    """The period of the last figure, in whatever sentence of the report."""
    led_period: str | None = None
    """The period of the first figure of the last sentence, for one that goes on by kinds (分产业看，…)."""
    counted: Binding | None = None
    """The last level of things that are counted (科技型中小企业4858家), which a list of places goes on about."""
    of_some: int | None = None
    """Where the value added of a part of the economy ends (民营经济增加值): 其中 behind it names parts."""

    def last(self) -> Binding | None:
        """The last figure bound."""
        return self.bound[-1] if self.bound else None

    def is_blank(self) -> bool:
        """Whether there is nothing that a clause without a subject of its own could go on about."""
        return self.subject is None and self.topic is None and not (self.bound or self.forgotten)

    def is_last_of_named_year(self, at: Occurrence) -> bool:
        """获2020年度省科学技术奖12项，居全省首位: the rank right behind a figure is of the year within its name."""
        last = self.last()
        if last is None or last.period_start is None or last.token.start < at.sentence.start:
            return False
        is_within = last.period_start >= at.sentence.clause_start(last.token.start)
        return is_within and at.follows_clause_of(last.token)

    def opening_for(self, text: str, start: int, *, is_new_paragraph: bool) -> PeriodMention | None:
        """The span of years that still rules at the start of a sentence: in its paragraph and the dashes behind it.

        That of a lead line does in the lines below: 五年来，…迈出新步伐。 / 技术合同成交额累计达26亿元.
        """
        if not is_new_paragraph:
            return self.opening
        return (self.suspended or self.opening) if text.startswith("—", start) else self.lead

    def for_next(self, text: str, start: int, *, is_new_paragraph: bool, goes_on: bool = False) -> Carried:
        """What the next sentence begins with: in a paragraph the last subject and figures, else what lasts longer.

        A line that `goes_on` behind a semicolon takes over the years of its developments.
        """
        following = Carried(
            subject=self.subject if self.is_headed else None,
            is_headed=self.is_headed,
            headed=self.headed,
            last_period=self.last_period,
            led_period=self.led_period,
            opening=self.opening_for(text, start, is_new_paragraph=is_new_paragraph),
            lead=self.lead,
            counted=self.counted,
            of_some=self.of_some,
        )
        if goes_on or not is_new_paragraph:
            following.begun, following.led_to = self.begun, self.led_to
        if is_new_paragraph:
            return following
        following.late_period, following.expected_from = self._late_period(), self.expected_from
        following.suspended = self.suspended
        following.home = self.home
        if self.subject or self.bound[self.inherited :]:
            following.subject, following.bound = self.subject, self.bound[-LONGEST_MEMORY:]
            following.inherited = len(following.bound)
        return following

    def behind_silence(self, opening: PeriodMention | None, place: Place | None, home: Place | None) -> Carried:
        """What goes on behind a sentence without numbers that names something or begins a paragraph."""
        return Carried(
            last_period=self.last_period,
            led_period=self.led_period,
            place=place,
            opening=opening,
            counted=self.counted,
            home=home,
            lead=self.lead,
        )

    def note_development(self, begun: str | None, led_to: str | None) -> None:
        """The years of a development that a sentence tells of, for those behind it that name none."""
        if begun is not None:
            self.begun, self.led_to = begun, led_to

    def _late_period(self) -> str | None:
        """The last year that the sentence, else those before, names for statistics that come late.

        None where it names a part of a year for them (1—11月，规上工业研发费用占比2.9%): those do not come late.
        """
        told = self.late_told + self.late_untold if self.late_told else []
        years = (period for period in told if period.isdecimal())
        return max(years, default=None if self.late_told else self.late_period)

    def take_up_heading(self) -> None:
        """Goes on about what the heading above names, whatever was told since."""
        self.subject, self.is_headed, self.inherited = self.headed, True, 0
        self.bound.clear()

    def remember(self, bindings: list[Binding], text: str) -> None:
        """Takes up the figures that one number of a text states."""
        last = bindings[-1]
        if last.is_comparison:
            return
        if not (self._quotes_a_task(last) or last.is_of_base_untold):
            self.last_period = last.period
        for each in bindings:
            if each.indicator.lag_years and (each.is_dated_behind or _is_dated_in_brackets(each, text)):
                self.late_period = each.period  # 研发经费98亿元（2022年数），研发强度3.9%
        if last.standing.status is not Status.TARGET:
            late = [b for b in bindings if b.indicator.lag_years]
            self.late_told += [b.period for b in late if b.period_start is not None]
            self.late_untold += [b.period for b in late if b.period_start is None]
        if last.unit is Unit.COUNT and last.telling.measure is Measure.LEVEL:
            self.counted = last
        self.is_headed = False
        del self.bound[: self.inherited]
        self.inherited = 0
        self.stray = None
        self.bound.extend(bindings)
        self.subject = last.subject
        if last.place.start is not None:
            self.place = last.place
        else:
            self.place = None  # the figure is the report's own: what was said of another place is past
        if last.subject.how == "respectively":
            self.group.extend(bindings)
        elif last.subject.origin is Origin.CLAUSE:
            self.group, self.pair = [], ()

    def _quotes_a_task(self, last: Binding) -> bool:
        """Whether a target stands behind what of it was reached (92家，完成年度任务（110家）的83.6%。其中…)."""
        if last.standing.status is not Status.TARGET:
            return False
        year = last_year(last.period)
        own = self.bound[self.inherited :]
        return any(each.standing.status is Status.ACTUAL and last_year(each.period) == year for each in own)

    def forget(self) -> None:
        """A number of something else ends the subject that was carried (培训会11场，同比增长5%)."""
        if self.bound:
            self.forgotten = list(self.bound)
        self.subject, self.is_headed = None, False
        self.bound.clear()
        self.group = []

    def note_topic(self, mention: Mention, listed: Sequence[Mention] = ()) -> None:
        """The subject of a clause without numbers: 全社会研发经费投入稳步增长，占GDP比重达到3%."""
        self.subject = self.topic = Subject(
            mention.name.ids, mention.start, mention.end, mention.end, Origin.SENTENCE, "carried"
        )
        self.pair = tuple(listed) if len(listed) == 2 else ()
        self.ended += self.bound[self.inherited :]
        self.bound.clear()


def _is_dated_in_brackets(told: Binding, text: str) -> bool:
    """Whether the year of a figure stands in brackets behind its name: 研发经费（2022年）98亿元."""
    return told.period_start == told.subject.end + 1 and text[told.subject.end] in "（("
