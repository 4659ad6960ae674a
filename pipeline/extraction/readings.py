"""Which indicator a name means beside a number: the one that it always names, or what a reading makes of it.

A reading (`readings.csv`) asks for words around the number: 科技型中小企业 behind 惠及 are those that loans reach.

What belongs here: asking the readings. What does not: which name is the subject of a number (`subjects.py`).
"""

from __future__ import annotations

from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.sentences import Mention, Occurrence
from pipeline.extraction.subject import Subject
from pipeline.reference.indicators import Catalogue, Indicator, NumberKind, Reading
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Unit

_CONTEXT_BEFORE = 80
"""Characters before a sentence in which a reading may find its context: the sentence before, mostly."""
_KINDS = {kind: NumberKind(kind.value) for kind in UnitKind if kind.value in set(NumberKind)}
"""What readings call most kinds of units; those for which they have no word are no key."""


def kind_of(token: NumberToken) -> NumberKind:
    """What readings may ask of a number."""
    if token.unit is Unit.RANK:
        return NumberKind.RANK
    if token.kind is None:
        return NumberKind.MONEY if token.is_sum_of_money else NumberKind.NONE
    if token.kind is UnitKind.HOUSEHOLD:
        return NumberKind.ORGANISATION
    return _KINDS.get(token.kind, NumberKind.NONE)


def reading_of(identifier: str | None, at: Occurrence, catalogue: Catalogue) -> Reading | None:
    """The first reading of a subject that the words around the number fulfil."""
    text, token, kind = at.text, at.token, kind_of(at.token)
    if identifier is None:
        beside = catalogue.beside_words.get(kind)
        if beside is None or not beside.may_be_read(text, at.clause_start, token.lead, token.tail):
            return None
    for reading in catalogue.by_kind[kind].get(identifier, ()):
        if reading.after is not None and not reading.after.match(text, token.tail):
            continue
        if reading.before is not None and not reading.before.search(text, at.clause_start, token.lead):
            continue
        if reading.context is not None and not reading.context.search(
            text, max(0, at.sentence.start - _CONTEXT_BEFORE), token.lead
        ):
            continue
        return reading
    return None


def indicators_meant(
    ids: tuple[str, ...], at: Occurrence, catalogue: Catalogue
) -> list[tuple[Indicator, Reading | None]]:
    """The indicators that the ids of a subject mean for a number, the likeliest first.

    Of each id that is what a reading makes of it, else the indicator of that id.
    """
    found: list[tuple[Indicator, Reading | None]] = []
    for identifier in ids:
        reading = reading_of(identifier, at, catalogue)
        if reading is not None:
            if reading.indicator is not None:
                found.append((catalogue.indicators[reading.indicator], reading))
        elif identifier in catalogue.indicators:
            found.append((catalogue.indicators[identifier], None))
    return found


def read_beside(
    subject: Subject, others: set[str], at: Occurrence, catalogue: Catalogue
) -> list[tuple[Indicator, Reading | None]]:
    """What a subject means: as its name says where a reading would make it one of those that are named beside it.

    研发经费投入总量和投入强度均居第2位: the first is no intensity, though that word follows.
    """
    found = indicators_meant(subject.ids, at, catalogue)
    if found and found[0][0].id in others - set(subject.ids):
        return [(indicator, None) for indicator in catalogue.indicators_among(subject.ids)]
    return found


def is_read_as_other(subject: Subject, at: Occurrence, catalogue: Catalogue) -> bool:
    """Whether a reading says that a name with the words before it means something else: 省级科技型中小企业."""
    for identifier in subject.ids:
        reading = reading_of(identifier, at, catalogue)
        if reading is None or reading.indicator is not None or reading.before is None:
            continue
        found = reading.before.search(at.text, at.clause_start, at.token.start)
        if found is not None and found.start() <= subject.start and subject.end <= found.end():
            return True
    return False


def members_named(mention: Mention, catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators that one word names at once (进出口 …), in the order of the words; none for most words."""
    return next((catalogue.members[i] for i in mention.name.ids if i in catalogue.members), ())
