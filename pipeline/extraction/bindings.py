"""Binds the numbers of a sentence: each becomes observations of indicators, or stays a plain quantity.

What belongs here: the order in which numbers are read and which way of finding a subject comes first. What does not:
the single decisions, which have modules of their own (subjects, elisions, respectively, completion, measures,
periods, places, statuses).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.compared import bind_compared
from pipeline.extraction.completion import complete
from pipeline.extraction.developments import year_begun
from pipeline.extraction.elisions import bind_elided, bind_outcome
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.levels import bind_level
from pipeline.extraction.measures import could_state
from pipeline.extraction.numbers import NumberToken
from pipeline.extraction.outcomes import bind_granted
from pipeline.extraction.pairs import Pair
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.places import Places
from pipeline.extraction.respectively import find_pairs
from pipeline.extraction.sentences import Mention, Occurrence, Sentence, is_bare_heading
from pipeline.extraction.subjects import (
    Subject,
    is_of_other_body,
    is_trade_of_some,
    listed_with,
    read_subject,
    reading_of,
    subject_after,
    subject_by_reading,
    subjects_before,
)
from pipeline.extraction.turns import bind_pair
from pipeline.extraction.unbound import (
    RELATIVE,
    is_further_part,
    is_of_those_beyond,
    is_part_in_brackets,
    is_part_of_some,
    note_subject,
    note_unbound,
)
from pipeline.reference.indicators import Catalogue, Indicator, Reading
from pipeline.reference.lexicon import Lexicon, NameKind
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Unit

_ASIDE_BEFORE = 28
"""Characters before a number in which words may say that it is an aside."""
_OF_WHICH = 3
"""Characters of 其中， before a clause."""
_LONGEST_OPENING = 12
"""Characters before the period with which a sentence opens: 《行动计划》指出，到."""


class Binder:
    """Binds the numbers of one report, sentence by sentence. Its only state is what a sentence hands on to the next."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon, grammar: Grammar, places: Places) -> None:
        self._lookups = Lookups(catalogue, grammar, places, lexicon, grammar.patterns)
        self._before = Carried()

    def bind(
        self, sentence: Sentence, numbers: Sequence[NumberToken], is_new_paragraph: bool
    ) -> dict[int, list[Binding]]:
        """The observations of a sentence by the offset of their number. `numbers` are those that may be quantities."""
        carried = self._before.for_next(sentence.text, sentence.start, is_new_paragraph=is_new_paragraph)
        if not self._lookups.patterns.lists.of_which.match(sentence.text, sentence.start):
            carried.of_some = None
        if is_new_paragraph or carried.opening is not None:
            carried.opening = _ruling_period(sentence, carried.opening, is_new_paragraph=is_new_paragraph)
        places = self._lookups.places
        if is_new_paragraph:
            carried.home = places.opening(sentence.text, sentence.start, sentence.places, sentence.periods)
        elif carried.home is not None and places.is_of_others(sentence, carried.home):
            carried.home = None
        result: dict[int, list[Binding]] = {}
        pairs = find_pairs(sentence, numbers, self._lookups)
        seen = sentence.start
        ranked_next: int | None = None
        for token in numbers:
            at = Occurrence(token, sentence, sentence.clause_start(token.lead))
            _note_silent_clauses(sentence, seen, at.clause_start, carried, self._lookups)
            seen = token.tail
            is_aside = _is_aside(at, self._lookups.patterns)
            if at.clause_start == ranked_next and token.unit is Unit.RANK:
                is_aside = self._lookups.grammar.head.search(at.text, at.head_start, token.lead) is None
            if self._lookups.patterns.subjects.completion_rate.search(at.text, at.clause_start, token.lead):
                is_aside, ranked_next = True, sentence.clause_end(token.start) + 1
                if at.subjects_before():
                    carried.note_topic(at.subjects_before()[-1])
            bindings = [] if is_aside else _bind_number(at, carried, pairs.get(token.start), self._lookups)
            if bindings:
                result[token.start] = bindings
                carried.remember(bindings)
            elif not is_aside:
                note_unbound(at, carried, self._lookups)
            elif _is_share_of_target(at, self._lookups.patterns) or _is_share_of_whole(at, self._lookups.patterns):
                note_subject(at, carried, self._lookups)
        carried.begun = year_begun(sentence) or carried.begun
        if not self._lookups.patterns.lists.by_kind.match(sentence.text, sentence.start):
            carried.led_period = next((bound[0].period for bound in result.values()), None)
        self._before = carried
        return result

    def note_silent(
        self,
        text: str,
        span: tuple[int, int],
        mentions: Sequence[Mention],
        periods: Sequence[PeriodMention],
        *,
        is_new_paragraph: bool,
    ) -> None:
        """A sentence without numbers that names one subject sets it for the next one of its paragraph.

        A span of years, a part of a year or the year before with which it opens the paragraph rules the sentences
        behind it.
        """
        start, end = span
        opening = self._before.opening_for(text, start, is_new_paragraph=is_new_paragraph)
        is_ruling = is_new_paragraph and periods and _rules_paragraph(periods[0], text)
        if is_ruling and periods[0].start in (start, _opening_end(text, start, self._lookups.patterns)):
            opening = periods[0]
        elif periods and periods[0].start == start and _looks_back(periods[0]):
            opening = periods[0]  # 2025年目标完成，…。五年来，我们…。
        named = {mention.name.ids: mention for mention in mentions if mention.name.kind is NameKind.SUBJECT}
        if not named and not is_new_paragraph:
            self._before.opening = opening
            return
        home = self._lookups.places.opening(text, start, mentions, periods) if is_new_paragraph else self._before.home
        self._before = Carried(
            last_period=self._before.last_period, led_period=self._before.led_period, opening=opening, home=home
        )
        if len(named) == 1:
            ((ids, mention),) = named.items()
            origin = Origin.EARLIER_SENTENCE
            self._before.subject = Subject(ids, mention.start, mention.end, mention.end, origin, "carried")
            self._before.is_headed = is_bare_heading(text, start, end, mention, self._lookups.patterns)


def _ruling_period(sentence: Sentence, ruling: PeriodMention | None, *, is_new_paragraph: bool) -> PeriodMention | None:
    """What rules the sentences behind: 去年，… in a plan; in news 《计划》指出，到2025年，…, up to another opening."""
    told = [period for period in sentence.periods if period.role == "of"]
    if not told:
        return ruling
    if is_new_paragraph and told[0].start == sentence.start and sentence.text[told[0].end] in "：:":
        return told[0]  # 2022年：…。…。
    if sentence.part.is_target:
        is_opening = is_new_paragraph and told[0].start == sentence.start and told[0].year_offset == -1
        return told[0] if is_opening else ruling
    if told[0].start > sentence.start + _LONGEST_OPENING:
        return ruling
    ahead = [period for period in told if _is_ahead(period, sentence)]
    if ahead and ahead[0] is told[0]:
        return ahead[-1]
    return None if ruling is not None and _is_ahead(ruling, sentence) else ruling


def _opening_end(text: str, start: int, patterns: Patterns) -> int:
    """Where what a sentence tells begins: behind 各位代表，刚刚过去的 and 据市商务局介绍，."""
    opening = patterns.headings.just_past.match(text, start)
    return opening.end() if opening is not None else start


def _is_ahead(period: PeriodMention, sentence: Sentence) -> bool:
    year = sentence.part.year
    return year is not None and period.last is not None and period.last > year


def _looks_back(period: PeriodMention) -> bool:
    """五年来，…。 / “十四五”期间，…。"""
    return period.year_offset < -1 or (period.first != period.last and period.role == "of")


def _rules_paragraph(period: PeriodMention, text: str) -> bool:
    """“十三五”期间，…。 / 2022年一季度，…。 / 去年，…。 / 2022年，…。"""
    is_year_apart = period.role == "of" and period.first is not None and text[period.end] in "，,"
    return period.first != period.last or period.last_month > 0 or period.year_offset == -1 or is_year_apart


def _note_silent_clauses(sentence: Sentence, start: int, end: int, carried: Carried, lookups: Lookups) -> None:
    """Subjects of clauses without numbers are carried too: 全社会研发经费投入稳步增长，占GDP比重达到3%.

    A number that the report hides (产业投资XX亿元) ends the subject before it as any number of something else does, and
    so do an assessment (综合评价位次前移，居全省第三位) and, behind a semicolon, a clause about something else (；财政
    收入再上台阶，达到1.1亿元); how a figure is reckoned (按常住人口计算) is no subject.
    """
    grammar, patterns = lookups.grammar, lookups.patterns
    start = sentence.clause_end(start) if start > sentence.start else start
    named = sentence.subjects_between(start, end) if start < end else []
    if named and not sentence.numbers_between(start, end):
        measured = patterns.subjects.by_measure.search(sentence.text, start, end)
        named = [mention for mention in named if measured is None or mention.start < measured.start()]
        clause_start = sentence.clause_start(named[-1].start) if named else start
        if named and (
            patterns.subjects.extreme_of_kind.search(sentence.text, clause_start, end)
            or is_of_other_body(sentence.text, clause_start, named[-1].start, patterns)
            or is_trade_of_some(sentence, clause_start, named[-1], grammar)
        ):
            carried.forget()  # 强度最高的行业是…; 山东大学研发投入…; 其中，加工贸易进出口，目标17亿美元
            carried.topic = None
        elif named and not patterns.subjects.aspect_opened.fullmatch(sentence.text, start, end):
            carried.note_topic(named[-1], listed_with(named, sentence.text, patterns))
            place = lookups.places.of_clause(sentence, clause_start, named[-1].start)
            if place is not None and (
                place.code is not None or place.start == sentence.head_start(clause_start, start)
            ):
                carried.place = place  # a zone in 成功获批省级高新区、科技服务业集聚区 is not what is told of
    elif start < end and (
        patterns.numbers.hidden_number.search(sentence.text, start, end)
        or patterns.subjects.assessment.search(sentence.text, start, end)
        or _is_news_behind_semicolon(sentence, start, end, lookups)
    ):
        carried.forget()
        carried.topic = None


def _is_news_behind_semicolon(sentence: Sentence, start: int, end: int, lookups: Lookups) -> bool:
    """Whether a clause without numbers that opens behind a semicolon holds words of its own.

    ；截至目前， has none, and ；张店区最高， only says whose figure follows.
    """
    if start >= sentence.end or sentence.text[start] not in "；;":
        return False
    first_end = min(sentence.clause_end(start + 1), end)
    if first_end >= end or sentence.is_run_of_words(lookups.grammar.elided, start + 1, first_end):
        return False
    return lookups.places.of_remark(sentence, start + 1, first_end) is None


def _is_share_of_target(at: Occurrence, patterns: Patterns) -> bool:
    """完成年度任务的118%."""
    return (
        at.token.unit is Unit.PERCENT
        and patterns.subjects.share_of_target.search(at.text, at.clause_start, at.token.lead) is not None
    )


def _is_share_of_whole(at: Occurrence, patterns: Patterns) -> bool:
    """高新技术企业数量仅占全省的2.9%，…，列全省第11位."""
    stretch = at.text, max(at.clause_start, at.token.lead - _ASIDE_BEFORE), at.token.lead
    return at.token.unit is Unit.PERCENT and patterns.subjects.share_of_whole.search(*stretch) is not None


def _is_threshold(at: Occurrence, patterns: Patterns) -> bool:
    """5000万元以下固定资产投资: a bound right before a name says of which, and is no figure of it."""
    is_bound = patterns.numbers.threshold.fullmatch(at.text, at.token.tail - 2, at.token.tail) is not None
    return is_bound and at.token.unit is not Unit.PERCENT and at.sentence.subject_at(at.token.tail) is not None


def _is_aside(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a number says something beside the subject: a reward per firm, a share of a target or other whole.

    Nor is a threshold a figure of its subject (研发投入超1亿元的企业).
    """
    start, end = max(at.clause_start, at.token.lead - _ASIDE_BEFORE), at.token.lead
    if patterns.numbers.not_own.search(at.text, start, end) or patterns.subjects.part_in_brackets.search(
        at.text, start, end
    ):
        return True
    if patterns.numbers.threshold_after.match(at.text, at.token.tail) or patterns.numbers.field_of_rank.match(
        at.text, at.token.end
    ):
        return True
    if at.token.unit is Unit.COUNT and is_of_those_beyond(at, patterns):
        return True
    if at.token.unit is Unit.CNY and patterns.subjects.beyond_budget.search(at.text, start, end):
        return True
    if _is_threshold(at, patterns) or (
        at.token.form == "top" and patterns.numbers.top_of_list.match(at.text, at.token.tail)
    ):
        return True
    return at.token.unit is Unit.PERCENT and bool(
        patterns.subjects.share_of_target.search(at.text, start, end)
        or patterns.subjects.share_of_whole.search(at.text, start, end)
    )


def _bind_number(at: Occurrence, carried: Carried, pair: Pair | None, lookups: Lookups) -> list[Binding]:
    """What one number states, by the first way that finds it a subject."""
    if is_part_of_some(at, carried, lookups):
        return []
    paired = bind_pair(pair, at, carried, lookups) if pair is not None else []
    if paired or (pair is not None and not pair.is_of_last):
        return paired
    by_reading = _candidate_by_reading(at, lookups.catalogue)
    if by_reading is not None:
        return complete([by_reading], at, carried, lookups)
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
    stretch = at.text, at.clause_start, at.token.lead
    is_part = lookups.patterns.lists.of_which.search(*stretch) and not lookups.patterns.lists.newly_of_which.search(
        *stretch
    )
    if (is_part or is_further_part(at, lookups.grammar)) and not lookups.places.names_one(at):
        return bind_outcome(at, carried, lookups) or bind_granted(at, carried, lookups)
    return bind_elided(at, carried, lookups) or bind_granted(at, carried, lookups)


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
        return [*after, before]  # 发放83笔贷款: the noun that a number counts is nearer than any before it
    return [before, *after]


def _bind_subjects(
    subjects: Sequence[Subject], others: Sequence[Sequence[Subject]], at: Occurrence, carried: Carried, lookups: Lookups
) -> list[Binding] | None:
    """What a number states of subjects; None where it can state nothing of them, so that the next way is tried."""
    chosen: list[Candidate] = []
    for subject in subjects:
        for indicator, reading in _read_beside(subject, subjects, at, lookups.catalogue):
            if could_state(at.token, indicator, reading):
                if _is_part_of_last(indicator, at, carried, lookups):
                    return []
                chosen.append(Candidate(subject, indicator, reading, _has_rival(indicator, others, at, lookups)))
                break
    return complete(chosen, at, carried, lookups) or None


def _read_beside(
    subject: Subject, group: Sequence[Subject], at: Occurrence, catalogue: Catalogue
) -> list[tuple[Indicator, Reading | None]]:
    """What a subject means: as its name says where a reading would make it another of its list.

    研发经费投入总量和投入强度均居第2位: the first is no intensity, though that word follows.
    """
    found = read_subject(subject, at, catalogue)
    others = {identifier for other in group if other is not subject for identifier in other.ids}
    if found and found[0][0].id in others - set(subject.ids):
        return [(catalogue.indicators[i], None) for i in subject.ids if i in catalogue.indicators]
    return found


def _has_rival(chosen: Indicator, others: Sequence[Sequence[Subject]], at: Occurrence, lookups: Lookups) -> bool:
    """Whether another way of looking finds an indicator that the number could state: 高企…12家科技型中小企业."""
    return any(
        indicator is not chosen and could_state(at.token, indicator, reading)
        for subjects in others
        for subject in subjects
        for indicator, reading in read_subject(subject, at, lookups.catalogue)
    )


def _is_part_of_last(indicator: Indicator, at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """合同成交额93亿元，其中技术交易额41亿元: a part under another name is no figure of the whole."""
    told = carried.bound or carried.forgotten
    last = next((binding for binding in reversed(told) if binding.indicator is indicator), None)
    if last is None or at.token.unit in RELATIVE:
        return False
    if lookups.patterns.lists.newly_of_which.search(at.text, at.clause_start, at.token.lead):
        return False
    if is_part_in_brackets(at, last, lookups.grammar):
        return True
    goes_on = at.text[at.clause_start - 1] in "；;" and not lookups.places.names_one(at)
    start = at.sentence.start if goes_on else max(at.sentence.start, at.clause_start - _OF_WHICH)
    of_which = lookups.patterns.lists.of_which.search(at.text, start, at.token.lead)
    return of_which is not None and last.token.start < of_which.start()


__all__ = ["Binder", "Binding"]
