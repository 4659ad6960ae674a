"""Binds the numbers of a sentence: each becomes observations of indicators, or stays a plain quantity.

What belongs here: the order in which numbers are read and which way of finding a subject comes first. What does not:
the single decisions, which have modules of their own (subjects, elisions, respectively, completion, measures,
periods, places, statuses).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import complete, is_against_last_month
from pipeline.extraction.elisions import bind_compared, bind_elided, bind_outcome
from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import could_state
from pipeline.extraction.numbers import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.places import Places
from pipeline.extraction.respectively import Pair, find_pairs
from pipeline.extraction.sentences import Mention, Occurrence, Sentence, is_bare_heading
from pipeline.extraction.subjects import (
    Subject,
    is_elided,
    is_of_other_body,
    is_read_as_other,
    is_trade_of_some,
    listed_with,
    read_subject,
    reading_of,
    subject_after,
    subject_by_reading,
    subjects_before,
)
from pipeline.extraction.turns import bind_pair
from pipeline.reference.indicators import Catalogue, Indicator
from pipeline.reference.lexicon import NameKind
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Unit

_ASIDE_BEFORE = 28
"""Characters before a number in which words may say that it is an aside."""
_LONGEST_OPENING = 12
"""Characters before the period with which a sentence opens: 《行动计划》指出，到."""
_JUST_PAST = re.compile("(?:各位代表[，,：:！!]?)?(?:刚刚过去的|即将过去的|过去的|回顾|在)?")
"""Before the year with which a paragraph opens: 刚刚过去的2025年，…。"""
_RELATIVE = (Unit.PERCENT, Unit.PP, Unit.RANK)
"""Units of what is told of an amount: its growth, share or rank."""
_OF_WHOLE = re.compile("占[^，,。；;]{2,12}的?(?:比重|比例)[^，,。；;]{0,4}$")
_CLOSING, _SHORTEST_KIND = re.compile(r"[）)]"), len("（国家级")


class Binder:
    """Binds the numbers of one report, sentence by sentence. Its only state is what a sentence hands on to the next."""

    def __init__(self, catalogue: Catalogue, grammar: Grammar, places: Places) -> None:
        self._lookups = Lookups(catalogue, grammar, places, grammar.patterns)
        self._before = Carried()

    def bind(
        self, sentence: Sentence, numbers: Sequence[NumberToken], is_new_paragraph: bool
    ) -> dict[int, list[Binding]]:
        """The observations of a sentence by the offset of their number. `numbers` are those that may be quantities."""
        carried = self._before.for_next(sentence.text, sentence.start, is_new_paragraph=is_new_paragraph)
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
            if self._lookups.patterns.completion_rate.search(at.text, at.clause_start, token.lead):
                is_aside, ranked_next = True, sentence.clause_end(token.start) + 1
                if at.subjects_before():
                    carried.note_topic(at.subjects_before()[-1])
            bindings = [] if is_aside else _bind_number(at, carried, pairs.get(token.start), self._lookups)
            if bindings:
                result[token.start] = bindings
                carried.remember(bindings)
            elif not is_aside:
                _note_unbound(at, carried, self._lookups)
            elif _is_share_of_target(at, self._lookups.patterns):
                _note_subject(at, carried, self._lookups)
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
        first = _JUST_PAST.match(text, start).end()  # type: ignore[union-attr]
        if is_new_paragraph and periods and periods[0].start in (start, first) and _rules_paragraph(periods[0], text):
            opening = periods[0]
        named = {mention.name.ids: mention for mention in mentions if mention.name.kind is NameKind.SUBJECT}
        if not named and not is_new_paragraph:
            return
        home = self._lookups.places.opening(text, start, mentions, periods) if is_new_paragraph else self._before.home
        self._before = Carried(last_period=self._before.last_period, opening=opening, home=home)
        if len(named) == 1:
            ((ids, mention),) = named.items()
            origin = Origin.EARLIER_SENTENCE
            self._before.subject = Subject(ids, mention.start, mention.end, mention.end, origin, "carried")
            self._before.is_headed = is_bare_heading(text, start, end, mention)


def _ruling_period(sentence: Sentence, ruling: PeriodMention | None, *, is_new_paragraph: bool) -> PeriodMention | None:
    """What rules the sentences behind: 去年，… in a plan; in news 《计划》指出，到2025年，…, up to another opening."""
    told = [period for period in sentence.periods if period.role == "of"]
    if not told:
        return ruling
    if sentence.part.is_target:
        is_opening = is_new_paragraph and told[0].start == sentence.start and told[0].year_offset == -1
        return told[0] if is_opening else ruling
    if told[0].start > sentence.start + _LONGEST_OPENING:
        return ruling
    ahead = [period for period in told if _is_ahead(period, sentence)]
    if ahead and ahead[0] is told[0]:
        return ahead[-1]
    return None if ruling is not None and _is_ahead(ruling, sentence) else ruling


def _is_ahead(period: PeriodMention, sentence: Sentence) -> bool:
    year = sentence.part.year
    return year is not None and period.last is not None and period.last > year


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
        measured = patterns.by_measure.search(sentence.text, start, end)
        named = [mention for mention in named if measured is None or mention.start < measured.start()]
        clause_start = sentence.clause_start(named[-1].start) if named else start
        if named and (
            is_of_other_body(sentence.text, clause_start, named[-1].start, patterns)
            or is_trade_of_some(sentence, clause_start, named[-1], grammar)
        ):
            carried.forget()  # 山东大学研发投入稳步增长，达到12亿元; 其中，加工贸易进出口，目标17亿美元
            carried.topic = None
        elif named and not patterns.aspect_opened.fullmatch(sentence.text, start, end):
            carried.note_topic(named[-1], listed_with(named, sentence.text))
            place = lookups.places.of_clause(sentence, clause_start, named[-1].start)
            if place is not None and (
                place.code is not None or place.start == sentence.head_start(clause_start, start)
            ):
                carried.place = place  # a zone in 成功获批省级高新区、科技服务业集聚区 is not what is told of
    elif start < end and (
        patterns.hidden_number.search(sentence.text, start, end)
        or patterns.assessment.search(sentence.text, start, end)
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


def _note_unbound(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """What a number that states nothing hands on: it ends the subject carried, unless its clause goes on about it.

    A subject of its own (规上工业企业研发费用34.7亿元) is still what the sentence is about.
    """
    if at.token.unit is Unit.PP:
        return  # a gap to others, whose subject is not what the sentence is about
    if at.token.unit is Unit.PERCENT and at.text.startswith("占", at.head_start):
        return  # 财政科技支出3.2亿元，占一般公共预算支出的3.5%，增长12%
    if lookups.patterns.field_of_rank.match(at.text, at.token.end):
        return  # 在全省18个省辖市中排名第1
    if at.text[at.token.lead - 1] in "（(" and at.text[at.token.tail : at.token.tail + 1] in ("）", ")"):
        return  # 张店区（256家）、某新区（218家）、…
    if at.token.form == "top" and lookups.patterns.places_named_behind.match(at.text, at.token.tail):
        return  # 总量前三位的是张店区（256家）、…
    if lookups.patterns.aside_opened.search(at.text, at.clause_start, at.token.lead):
        return  # 人均GDP达到121794元（折合18108美元），增长1.2%
    if _is_part_in_brackets(at, carried.last(), lookups.grammar):
        return  # 孵化器26家（国家级8家），增长12%
    of_which = lookups.patterns.of_which.search(at.text, max(at.sentence.start, at.clause_start - 3), at.token.lead)
    place = lookups.places.of_clause(at.sentence, at.clause_start, at.token.lead)
    if place is not None and place.code is None and place.start == at.head_start:
        carried.place = place  # 高新区内企业研发经费20亿元，高新技术企业600家
    is_part = of_which is not None or _is_further_part(at, lookups.grammar)
    if (carried.subject or carried.bound) and (is_part or not is_elided(at, lookups.grammar)):
        carried.forget()
    elif carried.bound:
        has_head = lookups.grammar.head.search(at.text, at.head_start, at.token.lead)
        if has_head and at.token.unit not in _RELATIVE and not is_against_last_month(at, lookups.patterns):
            carried.stray = at.token  # 科小2318家；成交额268.4亿元（同比+18.6%）
        return
    if is_part:
        return  # 发明专利授权42万件，其中国内授权32.7万件，同比增长8.2%: the growth is that of the part
    if (
        carried.topic is not None
        and at.token.unit is Unit.COUNT
        and not lookups.patterns.clause_end.match(at.text, at.token.tail)
    ):
        carried.forget()  # 评价结果公布，53家获评优秀，增长141%: of those, not of what was assessed
        carried.topic = None
    if (
        at.token.unit is Unit.PERCENT
        and at.subjects_before()
        and _OF_WHOLE.search(at.text, at.clause_start, at.token.lead)
    ):
        carried.forget()  # 技术合同成交额占GDP的比重11.3%，居全省第1位: the rank is that of the share
        return
    is_told = _note_subject(at, carried, lookups)
    if at.subjects_before() and not is_told:
        carried.topic = None  # “大孵化器”战略扩面，新增国家级孵化载体9家，数量居全省第一
    if is_told and at.token.unit not in _RELATIVE and not is_against_last_month(at, lookups.patterns):
        carried.stray = at.token


def _note_subject(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """The subject of a number that is no figure of it: 专利申请完成任务的118%，增长12%."""
    named = subjects_before(at, lookups.grammar, lookups.catalogue)
    if not named or is_read_as_other(named[-1], at, lookups.catalogue):
        return False
    last = named[-1]
    carried.subject = Subject(last.ids, last.start, last.end, last.end, Origin.SENTENCE, "carried")
    return True


def _is_share_of_target(at: Occurrence, patterns: Patterns) -> bool:
    """完成年度任务的118%."""
    return (
        at.token.unit is Unit.PERCENT
        and patterns.share_of_target.search(at.text, at.clause_start, at.token.lead) is not None
    )


def _is_threshold(at: Occurrence) -> bool:
    """5000万元以下固定资产投资: a bound right before a name says of which, and is no figure of it."""
    is_bound = at.text[at.token.tail - 2 : at.token.tail] in ("以上", "以下")
    return is_bound and at.token.unit is not Unit.PERCENT and at.sentence.subject_at(at.token.tail) is not None


def _is_aside(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a number says something beside the subject: a reward per firm, a share of a target or other whole.

    Nor is a threshold a figure of its subject (研发投入超1亿元的企业).
    """
    start, end = max(at.clause_start, at.token.lead - _ASIDE_BEFORE), at.token.lead
    if patterns.not_own.search(at.text, start, end) or patterns.part_in_brackets.search(at.text, start, end):
        return True
    if patterns.threshold_after.match(at.text, at.token.tail):
        return True
    if _is_threshold(at) or (at.token.form == "top" and patterns.top_of_list.match(at.text, at.token.tail)):
        return True
    return at.token.unit is Unit.PERCENT and bool(
        patterns.share_of_target.search(at.text, start, end) or patterns.share_of_whole.search(at.text, start, end)
    )


def _bind_number(at: Occurrence, carried: Carried, pair: Pair | None, lookups: Lookups) -> list[Binding]:
    """What one number states, by the first way that finds it a subject."""
    paired = bind_pair(pair, at, carried, lookups) if pair is not None else []
    if paired or (pair is not None and not pair.is_of_last):
        return paired
    by_reading = _candidate_by_reading(at, lookups.catalogue)
    if by_reading is not None:
        return complete([by_reading], at, carried, lookups)
    compared = bind_compared(at, carried, lookups)
    if compared:
        return compared
    ways = _ways(at, lookups)
    for position, subjects in enumerate(ways):
        bindings = _bind_subjects(subjects, ways[position + 1 :], at, carried, lookups)
        if bindings is not None:
            return bindings
    stretch = at.text, at.clause_start, at.token.lead
    is_part = lookups.patterns.of_which.search(*stretch) and not lookups.patterns.newly_of_which.search(*stretch)
    if (is_part or _is_further_part(at, lookups.grammar)) and not lookups.places.names_one(at):
        return bind_outcome(at, carried, lookups)
    return bind_elided(at, carried, lookups)


def _is_further_part(at: Occurrence, grammar: Grammar) -> bool:
    """其中，中央3216亿元；地方7551亿元: an amount behind a semicolon is a part too, but no total is."""
    text, start, patterns = at.text, at.sentence.start, grammar.patterns
    if at.token.unit in _RELATIVE or at.head_start == at.token.lead or text[at.clause_start - 1] not in "；;":
        return False
    return patterns.of_which.search(text, start, at.clause_start) is not None and not (
        at.subjects_before()
        or patterns.level_word.search(text, at.clause_start, at.token.lead)
        or grammar.event.search(text, at.clause_start, at.token.lead)
        or grammar.net.search(text, at.clause_start, at.token.lead)
        or grammar.change.search(text, at.clause_start, at.token.lead)
    )


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
        for indicator, reading in read_subject(subject, at, lookups.catalogue):
            if could_state(at.token, indicator, reading):
                if _is_part_of_last(indicator, at, carried, lookups):
                    return []
                chosen.append(Candidate(subject, indicator, reading, _has_rival(indicator, others, at, lookups)))
                break
    return complete(chosen, at, carried, lookups) or None


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
    if last is None or at.token.unit in _RELATIVE:
        return False
    if lookups.patterns.newly_of_which.search(at.text, at.clause_start, at.token.lead):
        return False
    if _is_part_in_brackets(at, last, lookups.grammar):
        return True
    goes_on = at.text[at.clause_start - 1] in "；;" and not lookups.places.names_one(at)
    start = at.sentence.start if goes_on else max(at.sentence.start, at.clause_start - len("其中，"))
    of_which = lookups.patterns.of_which.search(at.text, start, at.token.lead)
    return of_which is not None and last.token.start < of_which.start()


def _is_part_in_brackets(at: Occurrence, last: Binding | None, grammar: Grammar) -> bool:
    """孵化器26家（国家级8家）: a kind of what is counted before the bracket; not what was added, nor another year's."""
    if last is None or not at.sentence.start <= last.token.start < at.token.start or at.token.unit in _RELATIVE:
        return False
    start, end, text = last.token.tail, at.token.lead, at.text
    if text[start] not in "（(" or end - start < _SHORTEST_KIND or _CLOSING.search(text, start, end):
        return False
    told = (grammar.event, grammar.net, grammar.change, grammar.level, grammar.target, grammar.patterns.target_before)
    named = [mention.start for mention in at.sentence.places] + [period.start for period in at.sentence.periods]
    is_told = any(pattern.search(text, start, end) for pattern in told)
    return not is_told and not any(start < position < end for position in named)


__all__ = ["Binder", "Binding"]
