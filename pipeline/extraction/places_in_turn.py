"""The places that numbers behind 分别 go through, and what those numbers are of: 张店区、桓台县高企分别为30家、42家.

What belongs here: places before 分别, and the subject of figures of places. What does not: which number pairs with what
(`respectively.py`), places with a figure each right behind them (`pairs.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.binding import Lookups
from pipeline.extraction.named_parts import is_item_of_part
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.pairs import places_counted_before
from pipeline.extraction.place import Place
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.extraction.subject import Subject, subject_of
from pipeline.vocabulary import Unit


def places_listed(
    sentence: Sentence, word: re.Match[str], named: Sequence[Mention], count: int, lookups: Lookups
) -> Sequence[Place]:
    """The places that 分别 may go through: those before it, 全国、全省 among them, or of the clause before."""
    clause_start, places = sentence.clause_start(word.start()), lookups.places
    listed = places.listed_before(sentence, clause_start, word.start()) or places.scopes_listed(
        sentence, clause_start, word.start()
    )
    if len(named) == 1 and not listed and clause_start > sentence.start:  # 欧盟、美国为贸易伙伴，进出口额分别为…
        before = places.listed_before(sentence, sentence.clause_start(clause_start - 1), clause_start)
        listed = before if len(before) == count else listed
    return listed or ([] if named else places_counted_before(sentence, clause_start, count, lookups))


def place_of_all(
    sentence: Sentence, clause_start: int, first_named: int, places: Sequence[Place], lookups: Lookups
) -> Place | None:
    """The one place of all that is named; not the province in 高企、山东省瞪羚企业分别达…, which tells a level."""
    if not places:
        return None
    start, head_start = places[-1].start, sentence.head_start(clause_start, first_named)
    opens = start == head_start or any(period.end == start for period in sentence.periods)
    return places[-1] if opens or not lookups.places.named.is_around(places[-1]) else None


def subject_of_places(
    sentence: Sentence,
    word: re.Match[str],
    named: Sequence[Mention],
    listed: Sequence[NumberToken],
    cue_start: int,
    lookups: Lookups,
) -> Subject | None:
    """What the numbers of listed places are of, by its name before or behind 分别; no indicator where of a part."""
    behind = named or sentence.subjects_between(word.end(), listed[0].start)  # A、B分别新增院士工作站2家、3家
    if not behind:
        return None
    subject = subject_of(behind[-1], cue_start, "respectively")
    start, patterns = sentence.clause_start(word.start()), lookups.patterns
    is_part = named and is_item_of_part(sentence.text, start, named[-1].start, patterns)  # 西湖区、余姚市高新企业…
    if is_part or (named and counts_others(sentence, word.end(), listed[0], lookups)):
        return subject._replace(ids=())
    return subject


def counts_others(sentence: Sentence, start: int, first: NumberToken, lookups: Lookups) -> bool:
    """张店区、临淄区孵化器分别新增入驻企业9家、7家: a noun of its own behind 分别 is what the numbers count."""
    if first.unit is not Unit.COUNT or sentence.subjects_between(start, first.lead):
        return False
    return lookups.patterns.lists.others_counted.search(sentence.text, start, first.lead) is not None
