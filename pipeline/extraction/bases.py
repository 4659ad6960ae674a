"""Figures told before what they are of: 在2022年12.6亿元的基础上，技术合同成交额突破20亿元; 126家：高新技术企业总数.

What belongs here: that such a figure is one of what the next words name. What does not: its year
(`figure_periods.py`), and nouns that a number counts (`subjects.py`).
"""

from __future__ import annotations

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import complete, complete_first
from pipeline.extraction.grammar import JOINTS
from pipeline.extraction.measures import RELATIVE, could_state
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subject import subject_of
from pipeline.vocabulary import Origin

_WITHIN = "在"


def bind_basis(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """What a number built on states of the one name of the next clause, where its own clause names nothing.

    Which of several names it is of nobody knows, nor is it one of another name told of before:
    高企118家。在118家的基础上，科技型中小企业….
    """
    sentence, text, token = at.sentence, at.text, at.token
    if token.unit in RELATIVE or text.find(_WITHIN, at.clause_start, token.lead) < 0:
        return []
    basis = lookups.patterns.periods.built_on.match(text, token.tail)
    if basis is None or sentence.subjects_between(at.clause_start, token.lead):
        return []
    end = sentence.clause_end(basis.end())
    named = sentence.subjects_between(basis.end(), end)
    if len(named) != 1 or any(mark in text[basis.end() : named[0].start] for mark in JOINTS):
        return []
    if any(told.value == token.value for told in carried.bound):
        return []
    subject = subject_of(named[0], at.clause_start, "base")._replace(origin=Origin.SENTENCE)
    indicators = lookups.catalogue.indicators_among(subject.ids)
    candidates = [Candidate(subject, each, None) for each in indicators if could_state(token, each, None)]
    return complete(candidates[:1], at, carried, lookups)


def bind_headline(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """126家：高新技术企业总数, 3.36亿元——全社会R&D经费: what the figure that opens a line states of the next name."""
    sentence, text, token = at.sentence, at.text, at.token
    mark = lookups.patterns.subjects.named_behind.match(text, token.tail)
    opened = lookups.patterns.subjects.clause_opened
    if mark is None or not (token.lead == sentence.start or opened.fullmatch(text, sentence.start, token.lead)):
        return []
    named = sentence.subjects_between(mark.end(), sentence.clause_end(mark.end()))
    if not named or sentence.numbers_between(mark.end(), named[0].start):
        return []
    return complete_first(subject_of(named[0], token.tail, "after"), at, carried, lookups)
