"""Binds the numbers of a sentence: each becomes observations of indicators, or stays a plain quantity.

What belongs here: the order in which clauses are read and what they hand on (subject, period, region). What does not: the single
decisions, which have modules of their own (subjects, measures, periods, places, statuses).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.extraction.grammar import Grammar
from pipeline.extraction.measures import Telling, fits, read_bound, read_measure
from pipeline.extraction.numbers import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.places import Place, Places
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.extraction.statuses import Standing, read_status
from pipeline.extraction.subjects import (
    Subject,
    is_elided,
    read_subject,
    reading_of,
    subject_after,
    subjects_before,
)
from pipeline.reference.indicators import Catalogue, Indicator, Reading
from pipeline.reference.lexicon import NameKind
from pipeline.vocabulary import Bound, Confidence, Measure, Nature, Origin, Unit

_PRIOR = re.compile(r"(?:上年度?|上一年度?|去年|上年同期|去年同期|同期)(?:的|为|是|仅为|只有)?[（(]?$")
_FROM = re.compile(r"(?:由|从)(?:[^，,。；;、]{0,14}?的)?$")
_FROM_PERIOD = re.compile(r"(?:由|从)(?:[“\"]?十[一二三四五]五[”\"]?(?:期)?末|(?:19|20)\d\d年(?:底|末|度)?|去年|上年|年初)?(?:的)?(?:全[省国市区])?(?:第)?$")
_TO_AFTER = re.compile(r"[^，,。；;]{0,6}?(?:增加到|增加至|增至|提高到|提高至|提升到|提升至|上升到|上升至|增长到|增长至|发展到|扩大到|降至|下降到|降到|升至|升到|跃升至|跃升到|跃居|跃升|攀升至|减少到|减至|前进至|前进到|上升为|晋升|跃至|进到|突破到)")
_RESPECTIVELY = re.compile(r"分别|依次|分列|分居|分获")
_OF_WHICH = re.compile(r"其中")
_BOTH_HEADS = re.compile(r"均|都|双双")
_PERCENT_OF_TARGET = re.compile(r"(?:完成|为|占|达|达到)(?:年度|全年|年初)?(?:目标|任务|计划|预算)[^，,。；]{0,6}$|(?:目标|任务|计划|预算)(?:任务)?的$")
_SHARE_OF_WHOLE = re.compile(r"占(?:全[市省国区县州]|总[量数额]|其中|全部|同期)(?!.*(?:比重|GDP|生产总值|强度))[^，,。；]{0,10}$")
_NOT_OWN = re.compile(r"(?:户均|最多的|每家|每户|每人|每个|每项|单个|单项|一次性|给予|不超过总投资|奖励|补助每)[^，,。；]{0,12}$")
_CLAUSE_END = re.compile(r"(?:企业|项目|左右|(?:的)?[^，,。；;、]{0,5}(?:目标|任务)的?|增加|增至|提高|提升|上升|增长|下降|降|减|扩大)?(?:[,，。；;、）)：:”\n\t（(]|$|增加|增至|提高|提升|上升|增长|扩大|发展到|和|或|以上|\d)")
_LEVEL_WORD = re.compile(r"累计|总数|总量|达到|共有|现有|拥有")
_BARE_LIST = re.compile(r"[、和与及]|以及")
_COMPARED_RULE = "compared_with"
_FORMER_OR_LATTER = re.compile(r"前者|后者")
_BREAK = re.compile(r"[；;]")
_TOTAL_OF_YEARS = re.compile(r"(?<!十)([两三四五]|\d)年(?:来|间)?(?:累计|共|合计|总计)")
_AVERAGE = re.compile(r"年均|年平均|年递增|两年平均|三年平均")
_YEARS_LONG = re.compile(r"(\d{1,2}|[两三四五六七八九十])年(?:来|间)?(?:年均|平均|年平均)")
_TWO_YEARS = re.compile(r"今明两年|今、明两年")


_NUMERALS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, slots=True)
class Binding:
    """One observation as it was bound, with spans in the compact text."""

    token: NumberToken
    indicator: Indicator
    subject: Subject
    place: Place
    period: str
    period_start: int | None
    period_end: int | None
    period_origin: Origin
    telling: Telling
    standing: Standing
    bound: Bound
    value: Decimal
    value_high: Decimal | None
    unit: Unit
    confidence: Confidence
    rules: tuple[str, ...]


@dataclass(slots=True)
class Carried:
    """What earlier clauses hand on: the last subject, the figures bound so far, the place and period spoken of."""

    subject: Subject | None = None
    topic: Subject | None = None
    """The last subject of a clause without numbers: what the sentence is about, also past figures of other things."""
    place: Place | None = None
    period: PeriodMention | None = None
    bound: list[Binding] = field(default_factory=list)
    group: list[Binding] = field(default_factory=list)
    inherited: int = 0
    """How many of the figures bound so far are of the sentence before; the first of its own replaces them."""
    forgotten: list[Binding] = field(default_factory=list)
    """Figures before one of something else: taken up again by a head such as 总数."""

    def last(self) -> Binding | None:
        return self.bound[-1] if self.bound else None


class Binder:
    """Binds the numbers of one report, sentence by sentence."""

    def __init__(self, catalogue: Catalogue, grammar: Grammar, places: Places) -> None:
        self._catalogue, self._grammar, self._places = catalogue, grammar, places
        self._before: Carried = Carried()
        self._pair_sizes: dict[int, int] = {}
        self._last_period: str | None = None

    def bind(self, sentence: Sentence, numbers: Sequence[NumberToken], is_new_paragraph: bool) -> dict[int, list[Binding]]:
        """The observations of a sentence by the offset of their number. `numbers` are those that may be quantities."""
        carried = Carried()
        if not is_new_paragraph:
            carried.subject, carried.place = self._before.subject, None
            carried.bound = self._before.bound[-6:]
            carried.period = None
        carried.inherited = len(carried.bound)
        result: dict[int, list[Binding]] = {}
        respectively = self._respectively(sentence, numbers)
        seen = sentence.start
        for token in numbers:
            clause_start = sentence.clause_start(token.lead)
            self._note_silent_clauses(sentence, seen, clause_start, carried)
            seen = token.tail
            bindings = self._bind_number(token, sentence, clause_start, carried, respectively.get(token.start))
            if bindings:
                result[token.start] = bindings
                self._remember(bindings, carried)
            elif self._is_aside(token, sentence, clause_start):
                continue
            elif (carried.subject or carried.bound) and not is_elided(token, sentence, clause_start, self._grammar):
                self._forget(token, carried)
                self._note_unstated(token, sentence, clause_start, carried)
            elif not carried.bound:
                self._note_unstated(token, sentence, clause_start, carried)
        self._before = carried if carried.bound[carried.inherited :] or carried.subject else Carried()
        return result

    def note_silent(self, mentions: Sequence[Mention], *, is_new_paragraph: bool) -> None:
        """A sentence without numbers that names one subject sets it for the next one of its paragraph."""
        named = {mention.name.ids: mention for mention in mentions if mention.name.kind is NameKind.SUBJECT}
        if len(named) == 1:
            ((ids, mention),) = named.items()
            subject = Subject(ids, mention.start, mention.end, mention.end, Origin.EARLIER_SENTENCE, "carried")
            self._before = Carried(subject=subject, topic=subject)
        elif is_new_paragraph or named:
            self._before = Carried()

    def _remember(self, bindings: list[Binding], carried: Carried) -> None:
        if bindings[-1].rules[0] == _COMPARED_RULE:
            return
        self._last_period = bindings[-1].period
        del carried.bound[: carried.inherited]
        carried.inherited = 0
        carried.bound.extend(bindings)
        carried.subject = bindings[-1].subject
        carried.place = bindings[-1].place if bindings[-1].place.start is not None else carried.place
        if bindings[-1].subject.how in ("respectively",):
            carried.group.extend(bindings)
        elif bindings[-1].subject.origin is Origin.CLAUSE:
            carried.group = []

    def _note_unstated(self, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried) -> None:
        """A subject whose number states nothing of it (规上工业企业研发费用34.7亿元) is still what the sentence is about."""
        named = subjects_before(token, sentence, clause_start, self._grammar, self._catalogue)
        if named:
            last = named[-1]
            carried.subject = Subject(last.ids, last.start, last.end, last.end, Origin.SENTENCE, "carried")

    def _forget(self, token: NumberToken, carried: Carried) -> None:
        """A number of something else ends the subject that was carried (培训会11场，同比增长5%)."""
        if token.unit is Unit.PP:
            return
        if carried.bound:
            carried.forgotten = list(carried.bound)
        carried.subject = None
        carried.bound.clear()
        carried.group = []

    def _note_silent_clauses(self, sentence: Sentence, start: int, end: int, carried: Carried) -> None:
        """Subjects of clauses without numbers are carried too: 全社会研发经费投入稳步增长，占GDP比重达到3%."""
        start = sentence.clause_end(start) if start > sentence.start else start
        named = sentence.subjects_between(start, end) if start < end else []
        if named and not sentence.numbers_between(start, end):
            last = named[-1]
            carried.subject = Subject(last.name.ids, last.start, last.end, last.end, Origin.SENTENCE, "carried")
            carried.topic = carried.subject
            carried.bound.clear()

    # -- one number -----------------------------------------------------------------------------------------------

    def _bind_number(
        self,
        token: NumberToken,
        sentence: Sentence,
        clause_start: int,
        carried: Carried,
        respectively: tuple[Subject | None, Place | None] | None,
    ) -> list[Binding]:
        text = sentence.text
        if self._is_aside(token, sentence, clause_start):
            return []
        if respectively is not None:
            return self._paired(token, sentence, clause_start, carried, respectively)
        free = reading_of(None, token, sentence, clause_start, self._catalogue)
        if free is not None and free.indicator is not None:
            subject = Subject((free.indicator,), token.tail, sentence.clause_end(token.start), clause_start, Origin.CLAUSE, "after")
            return self._bound([(subject, self._catalogue.indicators[free.indicator], free)], token, sentence, clause_start, carried)
        ways = [
            subjects_before(token, sentence, clause_start, self._grammar, self._catalogue),
            _some(subject_after(token, sentence, clause_start, self._grammar, self._catalogue)),
            self._after_by_reading(token, sentence, clause_start),
        ]
        if sentence.subject_at(token.tail) is not None and token.unit is Unit.COUNT:
            ways = [*ways[1:], ways[0]]  # 发放83笔贷款: the noun that a number counts is nearer than any before it
        for candidates in ways:
            bound = self._try(candidates, token, sentence, clause_start, carried)
            if bound is not None:
                return bound
        if _OF_WHICH.search(text, clause_start, token.lead) and not self._names_place(sentence, clause_start, token):
            return []
        return self._carried(token, sentence, clause_start, carried)

    def _is_aside(self, token: NumberToken, sentence: Sentence, clause_start: int) -> bool:
        """Whether a number says something beside the subject: a reward per firm, a share of a target or of another whole."""
        text, start = sentence.text, max(clause_start, token.lead - 28)
        if _NOT_OWN.search(text, start, token.lead):
            return True
        return token.unit is Unit.PERCENT and bool(
            _PERCENT_OF_TARGET.search(text, start, token.lead) or _SHARE_OF_WHOLE.search(text, start, token.lead)
        )

    def _try(
        self, candidates: Sequence[Subject], token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried
    ) -> list[Binding] | None:
        """Bindings of candidate subjects; None where there is no candidate at all (so that the next way is tried)."""
        chosen: list[tuple[Subject, Indicator, Reading | None]] = []
        for subject in candidates:
            for indicator, reading in read_subject(subject, token, sentence, clause_start, self._catalogue):
                if self._could_state(token, indicator, reading):
                    if self._is_part_of_last(indicator, token, sentence, clause_start, carried):
                        return []
                    chosen.append((subject, indicator, reading))
                    break
        if not chosen:
            return None
        return self._bound(chosen, token, sentence, clause_start, carried) or None

    def _is_part_of_last(
        self, indicator: Indicator, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried
    ) -> bool:
        """合同成交额93亿元，其中技术交易额41亿元: a part under another name is no figure of the whole."""
        last = carried.last()
        if last is None or last.indicator is not indicator or token.unit in (Unit.PERCENT, Unit.PP, Unit.RANK):
            return False
        of_which = _OF_WHICH.search(sentence.text, clause_start, token.lead)
        return of_which is not None and last.token.start < of_which.start()

    def _could_state(self, token: NumberToken, indicator: Indicator, reading: Reading | None) -> bool:
        if reading is not None and reading.measure is not None:
            return True
        if token.unit is Unit.PERCENT or token.unit is Unit.TIMES or token.unit is Unit.RANK:
            return True
        return fits(token, indicator, Measure.LEVEL)

    def _after_by_reading(self, token: NumberToken, sentence: Sentence, clause_start: int) -> list[Subject]:
        """A noun behind the number that a reading links to it: 4人入选国家重点人才工程."""
        clause_end = sentence.clause_end(token.start)
        for mention in sentence.subjects:
            if mention.start < token.tail or mention.is_whole:
                continue
            if mention.end > clause_end or mention.start - token.tail > 12:
                break
            for identifier in mention.name.ids:
                reading = reading_of(identifier, token, sentence, clause_start, self._catalogue)
                if reading is not None and reading.after is not None and reading.indicator is not None:
                    return [Subject((identifier,), mention.start, mention.end, clause_start, Origin.CLAUSE, "after")]
        return []

    # -- subjects from elsewhere ----------------------------------------------------------------------------------

    def _carried(self, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried) -> list[Binding]:
        """A clause without a subject of its own goes on about the last one."""
        text = sentence.text
        if token.form == "fraction":
            return []
        if not carried.bound and carried.forgotten:
            is_plain = is_elided(token, sentence, clause_start, self._grammar)
            words = self._grammar.head.finditer(text, sentence.head_start(clause_start, token.lead), token.lead)
            if is_plain and {m.lastgroup for m in words} & {"total", "count", "amount", "share"}:
                carried.bound = list(carried.forgotten)
        if carried.subject is None and carried.topic is None and not carried.bound:
            return []
        compared = self._places.compared_with(sentence, clause_start, token.lead, token.tail)
        last = carried.last()
        if compared is not None and last is not None:
            is_of_level = "水平" in text[compared.end or 0 : token.lead]
            alike = [b for b in reversed(carried.bound) if b.token.unit is token.unit]
            level = next((b for b in alike if b.telling.measure is Measure.LEVEL), None) if is_of_level else None
            if alike:
                return self._compared(token, sentence, compared, level or alike[0])
        head_start = sentence.head_start(clause_start, token.lead)
        heads = [m.lastgroup for m in self._grammar.head.finditer(text, head_start, token.lead)]
        elided = is_elided(token, sentence, clause_start, self._grammar) and self._ends_clause(token, sentence, head_start)
        if carried.bound and carried.bound[-1].token.start < sentence.start and not self._continues(token, sentence, clause_start):
            return []
        if not elided and not self._is_read_as_carried(token, sentence, clause_start, carried):
            return []
        if token.unit is Unit.RANK and _BOTH_HEADS.search(text, head_start, token.lead) and len(carried.bound) > 1:
            both = self._by_heads(heads, carried)
            if len(both) > 1:
                return self._bound(both, token, sentence, clause_start, carried)
        last = self._last_for(token, heads, carried)
        ordinal = _FORMER_OR_LATTER.search(text, clause_start, token.lead)
        if ordinal is not None and len(carried.bound) > 1:
            last = self._former_or_latter(ordinal.group(), carried)
        chosen: list[tuple[Subject, Indicator, Reading | None]] = []
        if last is not None:
            chosen = [(_as_carried(last.subject, sentence), last.indicator, None)]
        refined = [] if ordinal is not None else self._refined(token, sentence, clause_start, carried, last)
        chosen = refined or chosen
        chosen = [item for item in chosen if self._could_state(token, item[1], item[2])]
        return self._bound(chosen[:1], token, sentence, clause_start, carried) if chosen else []

    def _compared(self, token: NumberToken, sentence: Sentence, place: Place, last: Binding) -> list[Binding]:
        """The figure of the province or country in brackets tells what the last figure told."""
        sign = -1 if last.telling.is_decline else 1
        return [
            replace(
                last,
                token=token,
                subject=_as_carried(last.subject, sentence),
                place=place,
                bound=read_bound(token, sentence.text, token.lead, self._grammar),
                value=_value(token) * sign,
                value_high=token.value_high,
                rules=(_COMPARED_RULE, *last.rules[1:]),
            )
        ]

    def _ends_clause(self, token: NumberToken, sentence: Sentence, head_start: int) -> bool:
        """Whether no noun follows that the number would count: 6名科技特派员 is not the farmers told of before."""
        if token.unit is not Unit.COUNT and token.form not in ("tenths", "fraction"):
            return True
        return _CLAUSE_END.match(sentence.text, token.tail) is not None

    def _continues(self, token: NumberToken, sentence: Sentence, clause_start: int) -> bool:
        """Whether a sentence may go on about the last one: it opens with a growth, a change of a share, or a rank."""
        return (
            clause_start == sentence.start
            and token.form not in ("fraction", "tenths")
            and token.unit in (Unit.PERCENT, Unit.PP, Unit.RANK)
            and sentence.head_start(clause_start, token.lead) < token.lead
        ) or self._names_place(sentence, clause_start, token)

    def _names_place(self, sentence: Sentence, clause_start: int, token: NumberToken) -> bool:
        place = self._places.of_clause(sentence, clause_start, token.lead)
        return place is not None and place.code is not None and place.origin is Origin.CLAUSE

    def _former_or_latter(self, word: str, carried: Carried) -> Binding:
        """前者 is the last figure but one of another subject, 后者 the last."""
        if not carried.group:
            distinct: dict[str, Binding] = {}
            for binding in carried.bound:
                if binding.telling.measure in (Measure.LEVEL, Measure.CHANGE_ABS):
                    distinct[binding.indicator.id] = binding
            carried.group = list(distinct.values())[-2:] or carried.bound[-2:]
        return carried.group[0] if word == "前者" else carried.group[-1]

    def _is_read_as_carried(self, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried) -> bool:
        """Whether a reading of the carried subject takes the clause though it holds words of its own (立项99项)."""
        if sentence.subjects_between(clause_start, token.lead):
            return False
        topic = carried.topic.ids if carried.topic is not None else ()
        for identifier in (*(carried.subject.ids if carried.subject else ()), *topic, *(b.indicator.id for b in carried.bound[-1:])):
            reading = reading_of(identifier, token, sentence, clause_start, self._catalogue)
            if reading is not None and reading.after is not None and reading.indicator is not None:
                return True
            if reading is not None and reading.before is not None and reading.indicator is not None:
                found = reading.before.search(sentence.text, clause_start, token.start)
                if found and self._rest_is_plain(sentence, clause_start, found, token):
                    return True
        return False

    def _rest_is_plain(self, sentence: Sentence, clause_start: int, found: re.Match[str], token: NumberToken) -> bool:
        start = sentence.head_start(clause_start, token.lead)
        grammar = self._grammar
        return sentence.is_run_of_words(grammar.link, start, max(start, found.start())) and sentence.is_run_of_words(
            grammar.link, found.end(), token.lead
        )

    def _refined(
        self, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried, last: Binding | None
    ) -> list[tuple[Subject, Indicator, Reading | None]]:
        """What readings make of the carried subject in this clause (占比 of R&D spending is its intensity)."""
        subjects: list[Subject] = []
        if last is not None:
            subjects.append(Subject((last.indicator.id,), last.subject.start, last.subject.end, clause_start, last.subject.origin, "carried"))
        for other in (carried.subject, carried.topic):
            if other is not None:
                subjects.append(other)
        for binding in reversed(carried.bound[:-1]):
            subjects.append(Subject((binding.indicator.id, *binding.subject.ids), binding.subject.start, binding.subject.end, clause_start, binding.subject.origin, "carried"))
        last_fits = last is not None and self._could_state(token, last.indicator, None)
        for subject in subjects:
            found = read_subject(subject, token, sentence, clause_start, self._catalogue)
            fitting = [
                (_as_carried(subject, sentence), indicator, reading)
                for indicator, reading in found
                if self._could_state(token, indicator, reading) and (reading is not None or not last_fits or (last is not None and last.indicator is indicator))
            ]
            if fitting:
                return fitting[:1]
        return []

    def _last_for(self, token: NumberToken, heads: Sequence[str | None], carried: Carried) -> Binding | None:
        """The figure bound before that a head word stands for: 金额 one in money, 数量 one that counts, 占比 a share."""
        for binding in reversed(carried.bound):
            unit = binding.indicator.unit
            if token.unit is Unit.RANK or token.unit is Unit.PERCENT:
                if "share" in heads and unit is not Unit.PERCENT:
                    continue
                if {"count", "amount", "total"} & set(heads) and "share" not in heads and unit is Unit.PERCENT:
                    continue
                if "count" in heads and "amount" not in heads and unit is Unit.CNY:
                    continue
                if "amount" in heads and "count" not in heads and unit is Unit.COUNT:
                    continue
            return binding
        return None

    def _by_heads(self, heads: Sequence[str | None], carried: Carried) -> list[tuple[Subject, Indicator, Reading | None]]:
        """数量及金额均居第3位: one figure for each head."""
        wanted = {"count": Unit.COUNT, "amount": Unit.CNY, "share": Unit.PERCENT}
        found: dict[str, tuple[Subject, Indicator, Reading | None]] = {}
        for head in heads:
            unit = wanted.get(head or "")
            for binding in reversed(carried.bound):
                if unit is not None and binding.indicator.unit is unit and binding.telling.measure is Measure.LEVEL:
                    found.setdefault(binding.indicator.id, (_as_carried(binding.subject, None), binding.indicator, None))
                    break
        return list(found.values())

    # -- pairs ----------------------------------------------------------------------------------------------------

    def _respectively(
        self, sentence: Sentence, numbers: Sequence[NumberToken]
    ) -> dict[int, tuple[Subject | None, Place | None]]:
        """The n-th number behind 分别 belongs to the n-th subject or region before it."""
        pairs: dict[int, tuple[Subject | None, Place | None]] = {}
        for match in _RESPECTIVELY.finditer(sentence.text, sentence.start, sentence.end):
            clause_start = sentence.clause_start(match.start())
            behind = [n for n in numbers if n.start >= match.end()]
            self._pair_bases(sentence, clause_start, match, numbers, pairs)
            named = sentence.subjects_between(clause_start, match.start())
            places = self._places.listed_before(sentence, clause_start, match.start())
            behind = self._same_list(sentence, behind, may_differ=not named)
            if len(places) > 1 and len(behind) >= len(places):
                for place, token in zip(places, behind, strict=False):
                    subject = _subject_of(named[-1], match.end(), "respectively") if named else None
                    pairs[token.start] = (subject, place)
            elif len(named) > 1 and len(behind) >= len(named):
                place_before = places[-1] if places else None
                for mention, token in zip(named, behind, strict=False):
                    pairs[token.start] = (_subject_of(mention, match.end(), "respectively"), place_before)
            elif len(named) == 1 and self._members(named[0]) and len(behind) >= 2:
                place_before = places[-1] if places else None
                for member, token in zip(self._members(named[0]), behind, strict=False):
                    subject = Subject((member,), named[0].start, named[0].end, match.end(), Origin.CLAUSE, "respectively")
                    pairs[token.start] = (subject, place_before)
            elif not named and len(behind) > 1 and not _OF_WHICH.search(sentence.text, clause_start, match.start()):
                self._pair_with_figures(behind, pairs)
            self._share_bounds(sentence, behind)
            self._pair_following(sentence, behind, numbers, pairs)
        return pairs

    def _pair_with_figures(
        self, listed: Sequence[NumberToken], pairs: dict[int, tuple[Subject | None, Place | None]]
    ) -> None:
        for position, token in enumerate(listed):
            pairs[token.start] = (None, None)
            self._pair_sizes[token.start] = len(listed) - position

    def _pair_following(
        self,
        sentence: Sentence,
        listed: Sequence[NumberToken],
        numbers: Sequence[NumberToken],
        pairs: dict[int, tuple[Subject | None, Place | None]],
    ) -> None:
        """分别净增488家、640家，增长29.0%和23.8%: a list of as many numbers goes on about the same figures."""
        if len(listed) < 2 or listed[0].start not in pairs:
            return
        following = self._same_list(sentence, [n for n in numbers if n.start > listed[-1].start])
        if len(following) != len(listed) or following[0].start in pairs:
            return
        start = sentence.clause_start(following[0].lead)
        if start > listed[-1].tail + 1 or not is_elided(following[0], sentence, start, self._grammar):
            return
        self._pair_with_figures(following, pairs)

    def _pair_bases(
        self,
        sentence: Sentence,
        clause_start: int,
        match: re.Match[str],
        numbers: Sequence[NumberToken],
        pairs: dict[int, tuple[Subject | None, Place | None]],
    ) -> None:
        """众创空间、孵化器由2020年的318家、112家分别增至…: numbers before 分别 pair with the subjects as well."""
        named = sentence.subjects_between(clause_start, match.start())
        if len(named) < 2:
            return
        bases = [n for n in numbers if named[-1].end <= n.start < match.start()]
        if len(bases) == len(named) and len(self._same_list(sentence, bases)) == len(bases):
            for mention, token in zip(named, bases, strict=True):
                pairs[token.start] = (_subject_of(mention, named[-1].end, "base"), None)

    def _members(self, mention: Mention) -> tuple[str, ...]:
        return next((self._catalogue.members[i] for i in mention.name.ids if i in self._catalogue.members), ())

    def _share_bounds(self, sentence: Sentence, listed: Sequence[NumberToken]) -> None:
        """分别不少于25家、15家和8家: the word before the first bounds them all."""
        if len(listed) < 2:
            return
        first = read_bound(listed[0], sentence.text, sentence.clause_start(listed[0].lead), self._grammar)
        if listed[0].bound is None and first is not Bound.EXACT:
            for token in listed[1:]:
                token.bound = token.bound or first

    def _same_list(
        self, sentence: Sentence, numbers: Sequence[NumberToken], *, may_differ: bool = False
    ) -> list[NumberToken]:
        """Numbers of one kind with nothing but list marks and plain words between them."""
        chosen: list[NumberToken] = []
        for token in numbers:
            if chosen:
                between_start = chosen[-1].tail
                gap = sentence.text[between_start : token.lead]
                is_other = token.unit is not chosen[-1].unit
                if (is_other and not (may_differ and _BARE_LIST.fullmatch(gap))) or len(gap) > 6 or not re.fullmatch(r"[、和与及,，以]{1,2}(?:增长|达到?|下降)?", gap):
                    break
            chosen.append(token)
        return chosen

    def _paired(
        self,
        token: NumberToken,
        sentence: Sentence,
        clause_start: int,
        carried: Carried,
        pair: tuple[Subject | None, Place | None],
    ) -> list[Binding]:
        subject, place = pair
        if subject is None:
            source = self._source_of_pair(carried, self._pair_sizes.get(token.start, 0))
            if source is None:
                return [] if place is None else self._with_place(token, sentence, clause_start, carried, place)
            subject = Subject((source.indicator.id,), source.subject.start, source.subject.end, clause_start, Origin.SENTENCE, "respectively")
            place = place or source.place
            return self._bound([(subject, source.indicator, None)], token, sentence, subject.cue_start, carried, place)
        found = [
            (subject, indicator, reading)
            for indicator, reading in read_subject(subject, token, sentence, clause_start, self._catalogue)
            if self._could_state(token, indicator, reading)
        ]
        return self._bound(found[:1], token, sentence, clause_start, carried, place) if found else []

    def _with_place(
        self, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried, place: Place
    ) -> list[Binding]:
        last = carried.last()
        if last is None:
            return []
        subject = _as_carried(last.subject, sentence)
        return self._bound([(subject, last.indicator, None)], token, sentence, clause_start, carried, place)

    def _source_of_pair(self, carried: Carried, size: int) -> Binding | None:
        """Of figures told of before (A、B分别达到…，分别增长…): the one that has its turn; `size` are still to come."""
        if not carried.group:
            levels = [binding for binding in carried.bound if binding.telling.measure in (Measure.LEVEL, Measure.CHANGE_ABS)]
            if size == 0 or len(levels) < size:
                return None
            carried.group = levels[-size:]
        return carried.group.pop(0)

    # -- finishing ------------------------------------------------------------------------------------------------

    def _bound(
        self,
        chosen: Sequence[tuple[Subject, Indicator, Reading | None]],
        token: NumberToken,
        sentence: Sentence,
        clause_start: int,
        carried: Carried,
        place: Place | None = None,
    ) -> list[Binding]:
        bindings = []
        if place is None and chosen and chosen[0][0].how == "before":
            several = self._places_of_each(sentence, clause_start, chosen[0][0], token)
            if several:
                subject, indicator, reading = chosen[0]
                for each in several:
                    found = self._finished(subject, indicator, reading, token, sentence, clause_start, carried, each)
                    bindings.extend(found or [])
                return bindings
        for subject, indicator, reading in chosen:
            binding = self._finished(subject, indicator, reading, token, sentence, clause_start, carried, place)
            if binding is not None:
                bindings.extend(binding)
        return bindings

    def _places_of_each(
        self, sentence: Sentence, clause_start: int, subject: Subject, token: NumberToken
    ) -> list[Place]:
        """福州、泉州地区生产总值双双突破5000亿元: one figure of each place."""
        if not _BOTH_HEADS.search(sentence.text, subject.end, token.lead):
            return []
        places = self._places.listed_before(sentence, clause_start, subject.start)
        return places if len(places) > 1 else []

    def _finished(
        self,
        subject: Subject,
        indicator: Indicator,
        reading: Reading | None,
        token: NumberToken,
        sentence: Sentence,
        clause_start: int,
        carried: Carried,
        place: Place | None,
    ) -> list[Binding] | None:
        grammar, text = self._grammar, sentence.text
        cue_start = clause_start if subject.how in ("after", "becomes") else max(clause_start, subject.cue_start)
        telling = read_measure(
            token, indicator, text, cue_start, clause_start, grammar, is_counted_noun=subject.how in ("after", "becomes")
        )
        if reading is not None and reading.measure is not None:
            is_decline = telling.is_decline if telling is not None else False
            telling = Telling(reading.measure, is_decline, cue_start, token.start, reading.name)
        if telling is None:
            return None
        telling = self._as_part_of_event(telling, indicator, token, sentence, clause_start, carried)
        if telling.measure is Measure.RANK and subject.how == "carried":
            telling = self._as_rank_of_growth(telling, token, sentence, clause_start, carried)
        if reading is None or reading.measure is None:
            if not fits(token, indicator, telling.measure):
                return None
        place = place or self._place(sentence, clause_start, subject, token, carried)
        if subject.how in ("before", "each") and self._places.is_other_body(sentence, clause_start, subject.start):
            return None
        if place.code is None:
            return None
        periods = self._periods(sentence, clause_start, subject, token, carried)
        rules = tuple(filter(None, (subject.how, reading.name if reading else None, telling.rule)))
        bound = read_bound(token, text, clause_start, grammar)
        sign = -1 if telling.is_decline and token.value > 0 else 1
        bindings = []
        for period, start, end, origin in periods:
            standing = read_status(
                text, sentence.start, clause_start, token.start, token.tail, sentence.part, int(period[:4]) if "/" not in period else int(period.split("/")[1][:4]), grammar
            )
            bindings.append(
                Binding(
                    token=token,
                    indicator=indicator,
                    subject=subject,
                    place=place,
                    period=period,
                    period_start=start,
                    period_end=end,
                    period_origin=origin,
                    telling=telling,
                    standing=standing,
                    bound=bound,
                    value=_value(token) * sign,
                    value_high=token.value_high,
                    unit=_unit_of(token, indicator, telling.measure),
                    confidence=_confidence(subject, place),
                    rules=rules,
                )
            )
        return bindings

    def _as_part_of_event(
        self,
        telling: Telling,
        indicator: Indicator,
        token: NumberToken,
        sentence: Sentence,
        clause_start: int,
        carried: Carried,
    ) -> Telling:
        """新增省级以上创新平台45家，其中省重点实验室2家: what is added has parts that are added."""
        last = carried.last()
        if telling.rule != "level" or indicator.nature is not Nature.STOCK or last is None:
            return telling
        of_which = _OF_WHICH.search(sentence.text, sentence.start, token.lead)
        if of_which is None or last.telling.measure is not Measure.CHANGE_ABS or last.telling.end > token.start:
            return telling
        if self._names_place(sentence, clause_start, token):
            return telling
        if last.token.start < sentence.start or _LEVEL_WORD.search(sentence.text, clause_start, token.lead):
            return telling
        return Telling(Measure.CHANGE_ABS, False, of_which.start(), of_which.end(), "part_of_what_was_added")

    def _as_rank_of_growth(
        self, telling: Telling, token: NumberToken, sentence: Sentence, clause_start: int, carried: Carried
    ) -> Telling:
        """增速达62.4%，居全省第一位: the rank of what the clause before spoke of."""
        last = carried.last()
        if last is None or last.telling.measure is not Measure.CHANGE_PCT or last.token.start < sentence.start:
            return telling
        if self._grammar.head.search(sentence.text, sentence.head_start(clause_start, token.lead), token.lead):
            return telling
        start = sentence.clause_start(last.token.lead)
        if sentence.next_clause_start(last.token.tail) < clause_start:
            return telling
        noun = self._grammar.growth_noun.search(sentence.text, start, last.token.start)
        if noun is None:
            return telling
        return Telling(Measure.GROWTH_RANK, False, noun.start(), noun.end(), "rank_of_growth")

    def _place(
        self, sentence: Sentence, clause_start: int, subject: Subject, token: NumberToken, carried: Carried
    ) -> Place:
        compared = self._places.compared_with(sentence, clause_start, token.lead, token.tail)
        if compared is not None and token.unit not in (Unit.PP, Unit.RANK):
            return compared
        named = self._places.of_clause(
            sentence, clause_start, token.lead, is_value=token.unit not in (Unit.PP, Unit.RANK)
        )
        if named is not None:
            return named
        own_subject = subject.origin is Origin.CLAUSE and _BREAK.search(sentence.text, carried.place.end, token.lead) if carried.place is not None and carried.place.end is not None else None
        if carried.place is not None and not own_subject:
            place = carried.place
            return Place(place.code, place.name, place.start, place.end, Origin.SENTENCE)
        return self._places.own

    def _periods(
        self, sentence: Sentence, clause_start: int, subject: Subject, token: NumberToken, carried: Carried
    ) -> list[tuple[str, int | None, int | None, Origin]]:
        """The periods of a number (two for 今明两年), each with its words."""
        text, year = sentence.text, sentence.part.year
        default = sentence.part.period or (str(year) if year is not None else None)
        mention, origin = self._period_mention(sentence, clause_start, subject, token)
        if mention is not None and _TWO_YEARS.match(text, mention.start) and year is not None:
            return [(str(y), mention.start, mention.end, origin) for y in (year, year + 1)]
        found = default if mention is None else self._resolved(mention, sentence, default)
        if mention is None and self._is_from_earlier(subject, sentence, carried):
            found = self._last_period or default
        if mention is not None and mention.is_same:
            last = self._last_period
            found = last or default
        average = self._average_period(sentence, clause_start, token, found)
        if average is not None:
            return [(average, mention.start if mention else None, mention.end if mention else None, origin)]
        start, end = (mention.start, mention.end) if mention is not None else (None, None)
        if found is None:
            return []
        is_relative = mention is not None and mention.year_offset == -1 and mention.start >= clause_start
        if not is_relative and _PRIOR.search(text, clause_start, token.start) and token.unit is not Unit.RANK:
            return [(str(int(found[:4]) - 1) if "/" not in found or "-" not in found else _year_before(found), start, end, Origin.CLAUSE)]
        is_from = _TO_AFTER.match(text, token.tail) and _FROM_PERIOD.search(text, clause_start, token.lead)
        if is_from and not (mention is not None and mention.role == "from" and clause_start <= mention.start):
            if mention is None or mention.role != "from":
                return [(self._base_of(sentence, token) or _year_before(found), start, end, Origin.CLAUSE)]
        return [(found, start, end, origin)]

    def _goes_beyond(self, mention: PeriodMention, sentence: Sentence, clause_start: int) -> bool:
        """Whether a period that a later clause names holds beyond it.

        A span of years or a year to come ends at the semicolon (“十三五”以来年均…；科技型中小企业…), the year before with its
        figure (去年同期为331家，增长…).
        """
        if mention.year_offset == -1 or "基础上" in sentence.text[mention.end : clause_start]:
            return False
        part = sentence.part
        is_span = mention.first != mention.last
        is_ahead = part.year is not None and mention.last is not None and mention.last > part.year
        if not (is_span or is_ahead):
            return True
        return _BREAK.search(sentence.text, mention.end, clause_start) is None

    def _is_from_earlier(self, subject: Subject, sentence: Sentence, carried: Carried) -> bool:
        """Whether the subject was named in an earlier sentence, of which the period goes on as well."""
        return subject.how in ("carried", "respectively") and subject.start < sentence.start and bool(carried.bound)

    def _base_of(self, sentence: Sentence, token: NumberToken) -> str | None:
        """The year from which an earlier clause of the sentence counts (由2022年的914家增至…，其中…由584家)."""
        for period in reversed(sentence.periods):
            if period.role == "from" and period.end <= token.start:
                return period.resolve(sentence.part.year)
        return None

    def _average_period(self, sentence: Sentence, clause_start: int, token: NumberToken, found: str | None) -> str | None:
        """年均增长 is of all the years it averages: 由2015年…增加到2020年…，年均增长 is 2016/2020."""
        total = _TOTAL_OF_YEARS.search(sentence.text, clause_start, token.lead)
        if total is not None and found is not None and "/" not in found:
            count = _NUMERALS.get(total.group(1)) or int(total.group(1))
            return f"{int(found) - count + 1}/{found}"
        if token.unit is not Unit.PERCENT or not _AVERAGE.search(sentence.text, clause_start, token.lead):
            return None
        if found is None or "/" in found:
            return None
        for earlier in reversed(sentence.periods):
            if earlier.start < token.start and "/" in (span := earlier.resolve(sentence.part.year) or "") and "-" not in span:
                return span
        years_long = _YEARS_LONG.search(sentence.text, clause_start, token.lead)
        if years_long:
            count = _NUMERALS.get(years_long.group(1)) or int(years_long.group(1))
            return f"{int(found) - count + 1}/{found}"
        if "五年" in (sentence.heading or "") and not sentence.part.is_target:
            return f"{int(found) - 4}/{found}"
        first = next((p for p in sentence.periods if p.role == "from" and p.end < token.start and p.last), None)
        if first is not None and first.last is not None and first.last < int(found):
            return f"{first.last + 1}/{found}"
        period = sentence.part.period
        return period if period is not None and "/" in period and "-" not in period else None

    def _resolved(self, mention: PeriodMention, sentence: Sentence, default: str | None) -> str | None:
        if mention.year_offset == -1 and sentence.text[mention.start : mention.end].endswith("同期") and default:
            return _year_before(self._last_period or default)
        if mention.is_now and default is not None:
            return str(sentence.part.year) if sentence.part.year is not None else default
        return mention.resolve(sentence.part.year)

    def _period_mention(
        self, sentence: Sentence, clause_start: int, subject: Subject, token: NumberToken
    ) -> tuple[PeriodMention | None, Origin]:
        text = sentence.text
        if subject.how == "after":
            for mention in sentence.periods:
                if token.tail <= mention.start and mention.end <= subject.end and mention.role == "of":
                    return mention, Origin.CLAUSE
        best: PeriodMention | None = None
        first_end = sentence.clause_end(sentence.start)
        for mention in sentence.periods:
            if mention.start >= token.start:
                break
            if (first_end <= mention.start < clause_start or "基础上" in text[mention.end : token.start]) and not self._goes_beyond(mention, sentence, clause_start):
                continue
            if mention.role == "base":
                continue
            if mention.role == "from" and subject.how != "base" and sentence.numbers_between(mention.end, token.start):
                continue
            if mention.is_now and best is not None and mention.start < clause_start:
                continue
            if _is_in_brackets(text, mention.start, token.start):
                continue
            best = mention
        if best is None:
            return None, Origin.PART
        return best, Origin.CLAUSE if best.start >= clause_start else Origin.SENTENCE


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a bracket or quote that is open at `start` closes before `end`: a year in a name or an aside."""
    closing = re.search(r"[《》（）()]", text[start:end])
    return closing is not None and closing.group() in "》）)"


def _year_before(period: str) -> str:
    return re.sub(r"\d{4}", lambda match: str(int(match.group()) - 1), period)


def _subject_of(mention: Mention, cue_start: int, how: str) -> Subject:
    return Subject(mention.name.ids, mention.start, mention.end, cue_start, Origin.CLAUSE, how)


def _as_carried(subject: Subject, sentence: Sentence | None) -> Subject:
    origin = Origin.SENTENCE
    if sentence is not None and subject.start < sentence.start:
        origin = Origin.EARLIER_SENTENCE
    return Subject(subject.ids, subject.start, subject.end, subject.cue_start, origin, "carried")


def _some(subject: Subject | None) -> list[Subject]:
    return [] if subject is None else [subject]


def _value(token: NumberToken) -> Decimal:
    return token.value * 100 if token.unit is Unit.TIMES else token.value


def _unit_of(token: NumberToken, indicator: Indicator, measure: Measure) -> Unit:
    if measure in (Measure.RANK, Measure.GROWTH_RANK):
        return Unit.RANK
    if measure is Measure.CHANGE_PCT:
        return Unit.PERCENT
    if indicator.unit in (Unit.PERSON_YEAR, Unit.INDEX):
        return indicator.unit
    if token.unit is Unit.OTHER and token.kind is None and indicator.unit is not None:
        return indicator.unit
    return token.unit or Unit.OTHER


def _confidence(subject: Subject, place: Place) -> Confidence:
    if subject.origin is Origin.EARLIER_SENTENCE:
        return Confidence.INHERITED_SUBJECT
    if place.origin is Origin.SENTENCE:
        return Confidence.INHERITED_REGION
    return Confidence.CERTAIN
