"""Binds the numbers of a sentence: each becomes observations of indicators, or stays a plain quantity.

What belongs here: the order in which numbers are read and which way of finding a subject comes first. What does not:
the single decisions, which have modules of their own (subjects, elisions, respectively, completion, measures,
figure_periods, places, statuses).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.asides import is_aside, is_of_completion, is_of_each, is_share
from pipeline.extraction.bases import bind_basis, bind_headline
from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.compared import bind_compared, is_of_mean, is_of_standard
from pipeline.extraction.completion import complete
from pipeline.extraction.continuations import take_up_counted
from pipeline.extraction.developments import year_begun, year_led_to
from pipeline.extraction.elisions import bind_elided, bind_outcome
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.headed_places import leaves_home, profile_opened, zone_opened, zone_told_first
from pipeline.extraction.late_statistics import LateStatistics
from pipeline.extraction.levels import bind_level, is_level_of_whole
from pipeline.extraction.measures import could_state
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.outcomes import bind_granted
from pipeline.extraction.pairs import Pair
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place
from pipeline.extraction.places import Places
from pipeline.extraction.readings import indicators_meant, read_beside, reading_of
from pipeline.extraction.respectively import find_pairs
from pipeline.extraction.sentences import Mention, Occurrence, Sentence, is_bare_heading
from pipeline.extraction.silent_clauses import (
    begins_reign,
    end_reign_of_years,
    go_on_below_heading,
    goes_on_behind_semicolon,
    has_label_below,
    has_ordinal,
    is_behind_theme,
    is_lead_line,
    months_told_now,
    note_counted_places,
    note_silent_clauses,
    opens_with_last_year,
    opens_with_months,
    opens_with_period,
    period_that_opens,
    ruling_period,
)
from pipeline.extraction.subject import Subject
from pipeline.extraction.subjects import subject_after, subject_by_reading, subjects_before
from pipeline.extraction.told_parts import is_amount_of_part, is_of_part_told, is_part_of_last, is_part_of_some
from pipeline.extraction.turns import bind_pair
from pipeline.extraction.unbound import (
    end_at_ranking,
    note_alone,
    note_subject,
    note_unbound,
)
from pipeline.reference.indicators import Catalogue, Indicator
from pipeline.reference.lexicon import Lexicon, NameKind
from pipeline.vocabulary import Origin, Unit


class Binder:
    """Binds the numbers of one report, sentence by sentence. Its only state is what a sentence hands on to the next."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon, grammar: Grammar, places: Places) -> None:
        self._lookups = Lookups(catalogue, grammar, places, lexicon, grammar.patterns)
        self._before, self._late = Carried(), LateStatistics()
        self._is_in_lead = False  # whether the paragraph opened with years and has no figures so far
        self._named: list[Mention] = []  # the places that the paragraph has named so far

    def bind(
        self, sentence: Sentence, numbers: Sequence[NumberToken], is_new_paragraph: bool
    ) -> dict[int, list[Binding]]:
        """The observations of a sentence by the offset of their number. `numbers` are those that may be quantities."""
        carried = self._carried_into(sentence, is_new_paragraph=is_new_paragraph)
        result: dict[int, list[Binding]] = {}
        pairs = find_pairs(sentence, numbers, self._lookups)
        seen = sentence.start
        for token in numbers:
            at, pair = Occurrence(token, sentence, sentence.clause_start(token.lead)), pairs.get(token.start)
            if not sentence.subjects and carried.is_blank() and _is_of_nothing(at, pair, self._lookups):
                note_alone(at, carried, self._lookups)
                continue
            note_silent_clauses(sentence, seen, at.clause_start, carried, self._lookups)
            seen = token.tail
            bindings = _bindings_of(at, carried, pair, self._lookups)
            if bindings:
                is_base = at.begins_development(self._lookups.patterns)
                result[token.start] = bindings if is_base else self._late.dated(bindings)
        if not result:
            note_counted_places(sentence, carried, self._lookups.patterns)
        begun = year_begun(sentence)
        carried.note_development(begun, year_led_to(sentence))
        carried.place = zone_told_first(sentence.mentions) or carried.place
        leads = (bound[0] for bound in result.values() if not self._is_dated_alone(bound[0], sentence.text))
        self._note_led_period(sentence, [lead.period for lead in leads if lead.period != begun], carried)
        if is_new_paragraph and has_label_below(sentence.text, sentence.end, self._lookups.patterns):
            carried.headed = carried.subject
        if carried.home is not None and leaves_home(
            sentence, carried.home, self._lookups.places, self._lookups.patterns
        ):
            carried.home = None
        self._before = carried
        return result

    def _is_dated_alone(self, told: Binding, text: str) -> bool:
        """获2022年度省科学技术奖11项。分县区看，…: the year within a name, or of a base, leads nothing behind it."""
        end = told.period_end
        is_of_name = end is not None and self._lookups.patterns.periods.of_a_name.match(text, end - 1) is not None
        return is_of_name or told.is_of_base_untold

    def _note_led_period(self, sentence: Sentence, told: Sequence[str], carried: Carried) -> None:
        """The period with which a sentence leads those behind it that view its figures by kind, or go on about them.

        One that does so itself hands on what led it, unless it names one period of its own: 从数据看，前三季度….
        """
        lists, opening = self._lookups.patterns.lists, (sentence.text, sentence.start)
        is_other_time = len(set(told)) != 1 or lists.of_which.match(*opening) is not None  # 其中，一季度增长5%
        if lists.by_kind.match(*opening) and (is_other_time or not sentence.periods):
            return
        led = carried.led_period if goes_on_behind_semicolon(sentence, self._lookups.patterns) else None
        carried.led_period = next(iter(told), None) or period_that_opens(sentence) or led

    def _carried_into(self, sentence: Sentence, *, is_new_paragraph: bool) -> Carried:
        """What the sentences before hand on to one with figures, and what ends where it begins."""
        places = self._lookups.places
        sentence.named_before = self._note_named(sentence.places, is_new_paragraph=is_new_paragraph)
        if is_new_paragraph:
            self._end_lead(sentence.text, sentence.start, sentence.periods)
        elif self._is_in_lead:  # “十三五”时期，是不平凡的五年。地区生产总值增长8%: a paragraph with figures leads none
            self._before.lead, self._is_in_lead = None, False
        goes_on = goes_on_behind_semicolon(sentence, self._lookups.patterns)
        carried = self._before.for_next(
            sentence.text, sentence.start, is_new_paragraph=is_new_paragraph, goes_on=goes_on
        )
        is_of_which = self._lookups.patterns.lists.of_which.match(sentence.text, sentence.start) is not None
        if not (is_of_which or self._lookups.patterns.lists.some_again.match(sentence.text, sentence.start)):
            carried.of_some = None  # 民营经济增加值290亿元。民营经济拉动增长1.8个百分点。其中，第一产业…: that lasts
        elif is_of_which and not is_new_paragraph:
            carried.place = self._before.place  # 昆山市进出口…。其中，出口…
        carried.place = carried.place or places.topic(sentence)
        below = self._lookups.patterns.statuses.expected_below.search(sentence.text, sentence.start, sentence.end)
        carried.expected_from = below.end() if below is not None else carried.expected_from
        if carried.headed is not None:
            go_on_below_heading(sentence, carried, self._lookups.patterns)
        if self._lookups.patterns.lists.by_place.match(sentence.text, sentence.start) and not sentence.subjects:
            take_up_counted(carried, sentence.numbers, self._lookups.catalogue)
        patterns = self._lookups.patterns
        first = sentence.periods[0] if sentence.periods else None
        is_dated = first is not None and (
            opens_with_months(first, sentence) or opens_with_last_year(first, sentence, patterns)
        )
        opens = is_new_paragraph or is_behind_theme(sentence.text, sentence.start)
        if opens or is_dated or carried.opening is not None:
            is_late = any(each.lag_years for name in sentence.subjects for each in self._indicators_of(name))
            ruling = carried.opening
            carried.opening = ruling_period(sentence, ruling, patterns, is_new_paragraph=opens, is_late=is_late)
            end_reign_of_years(sentence, carried, patterns)
        if is_new_paragraph:
            carried.home = self._home(sentence.text, sentence.start, sentence.places, sentence.periods)
        else:
            is_past = carried.home is not None and places.tells_of_others(sentence, carried.home)
            home = None if is_past else carried.home
            carried.home = home or zone_opened(sentence.text, sentence.start, patterns)
        return carried

    def _indicators_of(self, name: Mention) -> Sequence[Indicator]:
        """The indicators that a name may mean."""
        return self._lookups.catalogue.indicators_among(name.name.ids)

    def _note_named(self, named: Sequence[Mention], *, is_new_paragraph: bool) -> Sequence[Mention]:
        """The places named in the paragraph before a sentence, to which its own are added: 该区 may be one of them."""
        before = [] if is_new_paragraph else self._named
        self._named = [*before, *named] if named else before
        return before

    def _home(
        self, text: str, start: int, mentions: Sequence[Mention], periods: Sequence[PeriodMention]
    ) -> Place | None:
        """What a paragraph that begins at `start` is about: the firm or the place with which it opens."""
        firm = profile_opened(text, start, self._lookups.patterns)
        return firm or self._lookups.places.opening(text, start, mentions, periods)

    def _end_lead(self, text: str, start: int, periods: Sequence[PeriodMention]) -> None:
        """What a lead line rules ends with a line with an ordinal, a period of its own or an address (各位代表！)."""
        lead, patterns = self._before.lead, self._lookups.patterns
        self._is_in_lead = False
        if lead is not None and (
            patterns.headings.address.match(text, start)
            or has_ordinal(text, start, patterns)
            or opens_with_period(periods, text, start, patterns)
        ):
            self._before.lead = None

    def note_silent(
        self,
        text: str,
        span: tuple[int, int],
        mentions: Sequence[Mention],
        periods: Sequence[PeriodMention],
        *,
        is_new_paragraph: bool,
    ) -> None:
        """A sentence without numbers that names one subject sets it for the next one of its paragraph."""
        start, end = span
        self._note_named(
            [each for each in mentions if each.name.kind is not NameKind.SUBJECT], is_new_paragraph=is_new_paragraph
        )
        if is_new_paragraph:
            self._end_lead(text, start, periods)
        opening = self._before.opening_for(text, start, is_new_paragraph=is_new_paragraph)
        is_last_year = bool(periods) and periods[0].year_offset == -1
        opens = is_new_paragraph or (is_last_year and is_behind_theme(text, start))
        months = months_told_now(periods, start) if is_new_paragraph else None
        if months is not None:
            opening = months
        elif periods and begins_reign(periods[0], text, start, self._lookups.patterns, is_new_paragraph=opens):
            opening = periods[0]
            if is_new_paragraph and is_lead_line(periods[0], text, start):
                self._before.lead, self._is_in_lead = opening, True
        named = {mention.name.ids: mention for mention in mentions if mention.name.kind is NameKind.SUBJECT}
        zone = zone_told_first(mentions)
        if not named and not is_new_paragraph:
            self._before.opening, self._before.place = opening, zone or self._before.place
            return
        home = self._home(text, start, mentions, periods) if is_new_paragraph else self._before.home
        headed = self._before.headed
        if headed is not None and (named or has_ordinal(text, start, self._lookups.patterns)):
            headed = None
        self._before = self._before.behind_silence(opening, zone, home)
        self._before.headed = headed
        if len(named) == 1:
            ((ids, mention),) = named.items()
            origin = Origin.EARLIER_SENTENCE
            self._before.subject = Subject(ids, mention.start, mention.end, mention.end, origin, "carried")
            self._before.is_headed = is_bare_heading(text, start, end, mention, self._lookups.patterns)
            if self._before.is_headed:
                self._before.headed = self._before.subject


def _is_of_nothing(at: Occurrence, pair: Pair | None, lookups: Lookups) -> bool:
    """Whether a number that follows no subject has none: only a reading of no subject gives it one."""
    return pair is None and reading_of(None, at, lookups.catalogue) is None


def _bindings_of(at: Occurrence, carried: Carried, pair: Pair | None, lookups: Lookups) -> list[Binding]:
    """What one number states; what it leaves behind for the numbers after it is noted in `carried`."""
    patterns = lookups.patterns
    is_completion = is_of_completion(at, patterns)
    if is_completion and at.subjects_before():
        carried.note_topic(at.subjects_before()[-1])
    if is_completion or is_aside(at, lookups.grammar):
        end_at_ranking(at, carried)
        if is_of_each(at, patterns):
            carried.stray = at.token  # 成交额126亿元，户均成交额580万元，增长21.6%
        elif is_share(at, patterns) and note_subject(at, carried, lookups):
            carried.bound = []  # 强度为2.1%；高企数量占全省的4.4%，居全省第8位
        return []
    bindings = _bind_number(at, carried, pair, lookups)
    if (
        not bindings
        or is_amount_of_part(bindings[0], at, carried, lookups)
        or is_level_of_whole(bindings[0], at, carried, lookups)
    ):
        note_unbound(at, carried, lookups)
        return []
    if not is_of_standard(bindings[-1], at, patterns):
        carried.remember(bindings, at.text)
        if is_of_mean(bindings[-1], at, patterns):
            carried.place = None
    return bindings


def _bind_number(at: Occurrence, carried: Carried, pair: Pair | None, lookups: Lookups) -> list[Binding]:
    """What one number states, by the first way that finds it a subject."""
    if is_part_of_some(at, carried, lookups):
        return []
    paired = bind_pair(pair, at, carried, lookups) if pair is not None else []
    if paired or (pair is not None and not pair.is_of_last):
        return paired
    by_reading = _candidate_by_reading(at, lookups.catalogue)
    if by_reading is not None:
        is_part = is_part_of_last(by_reading.indicator, at, carried, lookups)  # 科技项目91项，其中4个项目列入…计划
        return [] if is_part else complete([by_reading], at, carried, lookups)
    compared = bind_compared(at, carried, lookups)
    if compared:
        return compared
    of_level = bind_level(at, carried, lookups)
    if of_level is not None:
        return of_level
    ways = _ways(at, lookups)
    for position, subjects in enumerate(ways):
        bindings = _bind_subjects(subjects, ways[position + 1 :], at, carried, lookups)
        if bindings is not None:
            return bindings
    based = bind_headline(at, carried, lookups) or bind_basis(at, carried, lookups)
    if based:
        return based
    go_on = bind_outcome if is_of_part_told(at, carried, lookups) else bind_elided
    return go_on(at, carried, lookups) or bind_granted(at, carried, lookups)


def _candidate_by_reading(at: Occurrence, catalogue: Catalogue) -> Candidate | None:
    """A reading of no subject: the words around the number alone say what it is of."""
    reading = reading_of(None, at, catalogue)
    if reading is None or reading.indicator is None:
        return None
    named = reading.before.search(at.text, at.clause_start, at.token.start) if reading.before is not None else None
    if named is not None and reading.after is None:
        subject = Subject((reading.indicator,), named.start(), named.end(), named.end(), Origin.CLAUSE, "before")
    else:
        end = at.sentence.clause_end(at.token.start)
        subject = Subject((reading.indicator,), at.token.tail, end, at.clause_start, Origin.CLAUSE, "after")
    return Candidate(subject, catalogue.indicators[reading.indicator], reading)


def _ways(at: Occurrence, lookups: Lookups) -> list[list[Subject]]:
    """The subjects that each way of looking finds, the likeliest way first."""
    grammar, catalogue = lookups.grammar, lookups.catalogue
    before = subjects_before(at, grammar, catalogue)
    after = [[found] for found in (subject_after(at, grammar, catalogue), subject_by_reading(at, catalogue)) if found]
    if at.token.unit is Unit.COUNT and at.sentence.subject_at(at.token.tail) is not None:
        ways = [*after, before]  # 发放83笔贷款: the noun that a number counts is nearer than any before it
    else:
        ways = [before, *after]
    return [found for found in ways if found]


def _bind_subjects(
    subjects: Sequence[Subject], others: Sequence[Sequence[Subject]], at: Occurrence, carried: Carried, lookups: Lookups
) -> list[Binding] | None:
    """What a number states of subjects; None where it can state nothing of them, so that the next way is tried."""
    chosen: list[Candidate] = []
    shares = _shares_before_growth(at, carried, lookups.grammar)
    for subject in subjects:
        beside = {identifier for other in subjects if other is not subject for identifier in other.ids}
        for meant, reading in read_beside(subject, beside | shares, at, lookups.catalogue):
            indicator = _as_told_last(meant, subject, at, carried) if reading is None else meant
            if could_state(at.token, indicator, reading):
                if is_part_of_last(indicator, at, carried, lookups):
                    return []
                chosen.append(Candidate(subject, indicator, reading, _has_rival(indicator, others, at, lookups)))
                break
    return complete(chosen, at, carried, lookups) or None


def _as_told_last(meant: Indicator, subject: Subject, at: Occurrence, carried: Carried) -> Indicator:
    """创新券1285万元（同比-6.4%）: the growth behind a sum is of that sum, though the name alone means a count."""
    last = carried.last()
    is_growth = at.token.unit is Unit.PERCENT and last is not None and last.subject.start == subject.start
    return last.indicator if last is not None and is_growth and last.indicator.unit is not Unit.PERCENT else meant


def _shares_before_growth(at: Occurrence, carried: Carried, grammar: Grammar) -> set[str]:
    """研发经费46亿元、占GDP比重2.3%、增长12%: the share of what grew is named beside it."""
    last = carried.last()
    if at.token.unit is not Unit.PERCENT or last is None or last.indicator.unit is not Unit.PERCENT:
        return set()
    is_third = len(at.numbers_before()) > 1
    is_growth = is_third and grammar.change.search(at.text, last.token.tail, at.token.lead) is not None
    return {last.indicator.id} if is_growth else set()


def _has_rival(chosen: Indicator, others: Sequence[Sequence[Subject]], at: Occurrence, lookups: Lookups) -> bool:
    """Whether another way of looking finds an indicator that the number could state: 高企…12家科技型中小企业."""
    return any(
        indicator is not chosen and could_state(at.token, indicator, reading)
        for subjects in others
        for subject in subjects
        for indicator, reading in indicators_meant(subject.ids, at, lookups.catalogue)
    )
