"""What came of applications: 申报省级重点实验室6家，获批2家 states 2, though the name stands with the 6.

What belongs here: that the number is one of the name in the clause before. What does not: things of which the
applications are figures themselves (申报高新技术企业580家，通过认定486家: readings and `elisions.py`).
"""

from __future__ import annotations

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import complete
from pipeline.extraction.measures import could_state
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subject import subject_of
from pipeline.vocabulary import Origin, Unit


def bind_granted(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding]:
    """Of things applied for, how many were granted: 获批2家, or 其中109家获得认定 behind the firms that applied.

    Behind several (国家级9人、省级14人，入选2人) nobody knows of which.
    """
    sentence, text, patterns = at.sentence, at.text, lookups.patterns
    if at.token.unit is not Unit.COUNT or carried.bound[carried.inherited :] or at.clause_start == sentence.start:
        return []
    before = sentence.clause_start(at.clause_start - 1)
    named = sentence.subjects_between(before, at.clause_start)
    is_one = len(named) == 1 and len(sentence.numbers_between(before, at.clause_start)) == 1
    if not is_one or not patterns.subjects.applied_for.search(text, before, named[0].start):
        return []
    is_granted = patterns.subjects.granted_before.fullmatch(text, at.clause_start, at.token.lead) or (
        patterns.subjects.of_which_only.fullmatch(text, at.clause_start, at.token.lead)
        and patterns.measures.event_after.match(text, at.token.tail)
    )
    if not is_granted:
        return []
    if patterns.subjects.of_lower_level.search(text, before, named[0].start):
        return []  # 申报市级工程技术研究中心6家，获批2家
    subject = subject_of(named[0], at.clause_start, "after")._replace(origin=Origin.SENTENCE)
    indicators = lookups.catalogue.indicators_among(subject.ids)
    candidates = [Candidate(subject, each, None) for each in indicators if could_state(at.token, each, None)]
    carried.stray = None  # the number of applications, of which this one is no change
    return complete(candidates[:1], at, carried, lookups)
