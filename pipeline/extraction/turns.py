"""What a number states where a list goes through things in turn: of a subject, a place, a period, or a figure before.

What belongs here: looking up what a pair points at, once the figures before are known. What does not: which number
pairs with what (`respectively.py`).
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import candidate_of, complete, complete_first
from pipeline.extraction.grammar import JOINT, Grammar
from pipeline.extraction.measures import could_state
from pipeline.extraction.pairs import Pair
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place
from pipeline.extraction.readings import indicators_meant, members_named
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subjects import is_elided
from pipeline.extraction.tellings import GROWTH_IN_TURN
from pipeline.vocabulary import Measure, Origin, Unit

Heads = frozenset[str | None]
"""Which heads a clause holds that stand for a subject named before; the groups of `Grammar.head`."""

FIGURES = (Measure.LEVEL, Measure.CHANGE_ABS)
"""What a list of growths or ranks goes on about."""


def bind_pair(pair: Pair, at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """What a number of a list states of the subject, place or figure that it belongs to."""
    if pair.subject is None:
        return _bind_in_turn(pair, at, carried, lookups)
    named = at.subjects_before()
    beside = {i for mention in named for i in members_named(mention, lookups.catalogue) or mention.name.ids}
    candidate = candidate_of(pair.subject, at, lookups.catalogue, beside)
    found = complete([candidate], at, carried, lookups, pair.place, pair.period) if candidate is not None else []
    if found or pair.place is None or pair.subject.end > at.clause_start:
        return found
    # 投入62亿元，强度5%；A、B分别为9亿元、4亿元: what the figures before told, not what stands behind the places.
    return _bind_in_turn(replace(pair, subject=None), at, carried, lookups)


def _bind_in_turn(pair: Pair, at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """分别增长2%、3%: of the figure whose turn it is; 三区分别为5家、6家、7家: of the last subject, in each place."""
    if pair.about is not None:
        source = next((b for b in (*carried.bound, *carried.forgotten) if b.token.start == pair.about), None)
    else:
        source = _figure_in_turn(pair.still_to_come, at, carried, lookups.grammar)
    if source is not None:
        subject = source.subject._replace(
            ids=(source.indicator.id,),
            cue_start=at.clause_start,
            origin=Origin.SENTENCE,
            how=GROWTH_IN_TURN if source.telling.measure is Measure.CHANGE_PCT else "respectively",
        )
        candidate = Candidate(subject, source.indicator, None)
        if at.token.unit is not Unit.RANK:  # whose heads stand for figures: 总量和强度分别居第4、第3位
            candidate = _read_anew(candidate, at, lookups)
        period = pair.period or _period_of(source, at)
        if "-" in source.period and lookups.patterns.periods.average_of_years.search(
            at.text, at.clause_start, at.token.lead
        ):
            return []  # 一季度、上半年增速分别为…，两年平均分别为…: averages of parts of years
        return complete(
            [candidate], at, carried, lookups, pair.place or _place_opened(at, lookups) or source.place, period
        )
    if pair.place is None and pair.period is None:
        return []
    told = reversed(carried.bound)
    last = next((each for each in told if could_state(at.token, each.indicator, None)), carried.last())
    if last is None:
        return _of_subject(pair, at, carried, lookups)
    candidate = Candidate(last.subject.carried_into(at.sentence), last.indicator, None)
    return complete([candidate], at, carried, lookups, pair.place, pair.period)


def _place_opened(at: Occurrence, lookups: Lookups) -> Place | None:
    """张店区高企、瞪羚企业分别达到52家、8家，临淄区分别为48家、7家: the place with which a clause goes on."""
    if not at.sentence.places or at.token.unit in (Unit.PP, Unit.RANK):
        return None
    first = next(iter(at.sentence.numbers_between(at.clause_start, at.token.start)), at.token)
    place = lookups.places.of_clause(at.sentence, at.clause_start, first.lead, is_value=True)
    return place if place is not None and place.start == at.head_start else None


def _period_of(source: Binding, at: Occurrence) -> PeriodMention | None:
    """2021年、2022年分别为…，分别增长…: the period of the figure told of, unless another follows."""
    periods = at.sentence.periods
    if any(source.token.start < period.start < at.token.start for period in periods):
        return None
    return next((period for period in periods if period.start == source.period_start), None)


def _of_subject(pair: Pair, at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """高新区高企186家，张店区、临淄区分别达到92家、38家: of the subject of a figure that stated nothing.

    For years, also of that of the sentence before: 科技型中小企业入库数。2021年、2022年分别为192家和286家。 So for
    places, where nothing else is named: （一）高新技术产业增加值。张店区、临淄区分别增长12%、9%。
    """
    if carried.subject is None:
        return []
    is_before = carried.subject.start < at.sentence.start
    if is_before and pair.period is None and (at.sentence.subjects or not is_elided(at, lookups.grammar)):
        return []
    subject = carried.subject.carried_into(at.sentence)
    return complete_first(subject, at, carried, lookups, pair.place, pair.period)


def _read_anew(candidate: Candidate, at: Occurrence, lookups: Lookups) -> Candidate:
    """新认定高新技术企业12家、…，总数分别达到96家、…: a head of the clause may make it another indicator."""
    for indicator, reading in indicators_meant(candidate.subject.ids, at, lookups.catalogue):
        if reading is not None and could_state(at.token, indicator, reading):
            return candidate._replace(indicator=indicator, reading=reading)
    return candidate


def _figure_in_turn(still_to_come: int, at: Occurrence, carried: Carried, grammar: Grammar) -> Binding | None:
    """Of figures told of before (A、B分别达到…，分别增长…), the one that has its turn; it is taken from their group.

    Ranks also go through the level and the growth of one indicator: 268亿元，增长18%，分居全省第4、第3位.
    """
    if not carried.group:
        before = at.numbers_before()
        if before and JOINT.fullmatch(at.text, before[-1].tail, at.token.lead):
            return None  # 新材料、新能源居前，产值分别为182亿元、133亿元: the first of the list was of nothing told
        figures = [binding for binding in carried.bound if binding.telling.measure in FIGURES]
        if grammar.patterns.lists.several_told.match(at.text, at.clause_start):
            figures = each_told(carried)
        elif at.token.unit is Unit.RANK:
            of_one = _level_and_growth(at, carried, grammar)
            heads = grammar.patterns.lists.level_and_growth.search(at.text, at.head_start, at.token.lead)
            if heads is not None and not of_one:
                return None  # 高企52家；零售总额520亿元，总量和增速分别居第4位和第2位: both are of the last
            figures = (
                of_one
                or _by_heads(still_to_come, at, carried, grammar)
                or _growths_alone(still_to_come, carried)
                or figures
            )
        if still_to_come == 0 or len(figures) < still_to_come:
            return None
        carried.group = figures[-still_to_come:]
    return carried.group.pop(0)


def each_told(carried: Carried) -> list[Binding]:
    """What was told first of each indicator: of the sentence, or of the one before where it has told of none yet."""
    first: dict[str, Binding] = {}
    for binding in (*carried.ended, *carried.bound):
        first.setdefault(binding.indicator.id, binding)
    return list(first.values())


def _level_and_growth(at: Occurrence, carried: Carried, grammar: Grammar) -> list[Binding]:
    """The level and growth of one indicator, where nothing else is told in the sentence since its last semicolon.

    Heads say so too: 登记684项，成交额52亿元，增长18%，总量、增速分别居第2、第3位.
    """
    told = [binding for binding in carried.bound[carried.inherited :] if binding.token.start >= at.passage_start]
    heads = [head.lastgroup for head in grammar.head.finditer(at.text, at.head_start, at.token.lead)]
    if len(heads) == 2 and heads[1] == "growth":
        told = told[-2:]
    is_one = len({binding.indicator.id for binding in told}) == 1
    return told if is_one and [b.telling.measure for b in told] == [Measure.LEVEL, Measure.CHANGE_PCT] else []


def _growths_alone(still_to_come: int, carried: Carried) -> list[Binding]:
    """工业增长7.5%，投资增长8%，分别居第2、第3位: the last growths, where the sentence tells no amount of them."""
    told = carried.bound[carried.inherited :]
    last = told[-still_to_come:] if still_to_come else []
    named = {binding.indicator.id for binding in last}
    is_alone = all((b.telling.measure is Measure.CHANGE_PCT) == (b.indicator.id in named) for b in told)
    return last if len(named) == still_to_come and is_alone else []


def _by_heads(still_to_come: int, at: Occurrence, carried: Carried, grammar: Grammar) -> list[Binding]:
    """研发投入128亿元，占GDP比重2.9%，总量和强度分别居第4、第3位: the level that each head stands for."""
    heads = [head.lastgroup for head in grammar.head.finditer(at.text, at.head_start, at.token.lead)]
    if len(heads) != still_to_come or "growth" in heads:
        return []
    levels = [binding for binding in reversed(carried.bound) if binding.telling.measure is Measure.LEVEL]
    found = [next((b for b in levels if may_stand_for(frozenset({head}), b.indicator.unit)), None) for head in heads]
    chosen = [binding for binding in found if binding is not None]
    return chosen if len({binding.indicator.id for binding in chosen}) == still_to_come else []


def may_stand_for(heads: Heads, unit: Unit | None) -> bool:
    """Whether the heads of a clause may stand for a figure in a unit."""
    if "share" in heads:
        may = unit is Unit.PERCENT
    else:
        may = not (heads & {"count", "amount", "total"} and unit is Unit.PERCENT)
    if "count" in heads and "amount" not in heads and unit is Unit.CNY:
        return False
    if "amount" in heads and "count" not in heads and unit is Unit.COUNT:
        return False
    return may
