"""Names with the level that recognised them: 国家级重点实验室1家、省级12家; 国家级、省级重点实验室分别达到1家、12家.

What belongs here: whose figure stands behind a bare 省级, and what bare levels listed before a name name. What does
not: names that stand as such (`subjects.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extraction.binding import Binding, Candidate, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.completion import complete, complete_first
from pipeline.extraction.grammar import JOINT, JOINTS, SEMICOLON
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.readings import is_read_as_other
from pipeline.extraction.sentences import Mention, Occurrence
from pipeline.extraction.subject import subject_of
from pipeline.reference import Reference
from pipeline.reference.indicators import Catalogue
from pipeline.reference.lexicon import Lexicon, Name, NameKind
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Measure, Unit

_LEVEL, _OF_ALL = "级", "全我本各"
_ASIDE = re.compile(r"[（(][^（()）\d]{1,30}[）)]")
_FARTHEST = 60
"""Characters between a name and the last of the levels that go on about it."""
_LONGEST_LEVEL = 7
"""Characters, of 自治区级及以上."""


def bind_level(at: Occurrence, carried: Carried, lookups: Lookups) -> list[Binding] | None:
    """What a number behind a bare level states: none where the catalogue does not know that level of the things.

    Nor is it a figure where all of the things were counted before (众创空间36家，省级12家). None where no such words
    stand there, or where they make no other name than the one before (国家级孵化器1家、省级5家).
    """
    if at.token.unit is not Unit.COUNT or at.text.find(_LEVEL, at.head_start, at.token.lead) < 0:
        return None
    before = at.sentence.numbers_between(at.head_start, at.token.start)
    start = before[-1].tail if before else at.head_start
    aside = _ASIDE.match(at.text, start, at.token.lead)  # 工程技术研究中心1家（天工装备）、市级6家
    start = aside.end() if aside is not None else start
    start += before != [] and (JOINT.match(at.text, start) is not None or at.text[start] in "（(")
    level = lookups.patterns.subjects.bare_level.fullmatch(at.text, start, at.token.lead)
    if level is None or lookups.patterns.subjects.clause_end.match(at.text, at.token.tail) is None:
        return None
    if before and _is_of_level_alone(carried, before[-1], at.text, lookups.patterns):
        carried.forget()
        carried.forgotten = []
        return []  # 立项19项，其中省级以上7项、市级12项；落实经费460万元
    named = next((s for s in reversed(at.sentence.subjects) if s.end <= start and _are_counted(s, lookups)), None)
    if named is None or named.is_whole or start - named.end > _FARTHEST:
        return None
    ids = _ids_of_level(level["level"], named, at, lookups)
    if ids is None:
        told_of = any(told.subject.start == named.start for told in carried.bound)
        if (
            lookups.patterns.subjects.high_level.match(level["level"])
            and at.text.find(_LEVEL, named.end, before[0].lead if before else 0) > 0
        ):
            return None  # 众创空间国家级2家、省级4家: the first number is none of all
        return [] if told_of and not _is_levelled(named, at, lookups) else None
    if not ids and SEMICOLON.match(at.text, at.clause_start - 1):
        carried.forget()  # 省级以上项目114项；市级立项55项，安排资金1150万元: what follows is of that level too
    if ids:
        carried.stray = None  # 新增重点实验室5家，其中省级2家: what was added at that level is no change of those 5
    subject = subject_of(named, before[-1].tail if before else at.clause_start, "before")._replace(ids=ids)
    if named.start < at.clause_start:
        subject = subject.carried_into(at.sentence)._replace(cue_start=at.clause_start)
    if ids == named.name.ids:  # what the words before the name say of the whole is not said of these
        known = lookups.catalogue.indicators_among(ids)
        return complete([Candidate(subject, each, None) for each in known[:1]], at, carried, lookups)
    return complete_first(subject, at, carried, lookups)


def _is_of_level_alone(carried: Carried, number: NumberToken, text: str, patterns: Patterns) -> bool:
    """Whether nothing but its level was said of the number before, so that another level is no more of it."""
    last = carried.last()
    if last is None or last.token is not number:
        return False
    return patterns.subjects.bare_level.fullmatch(text, last.subject.start, last.subject.end) is not None


def _are_counted(named: Mention, lookups: Lookups) -> bool:
    """Whether a name may be of things that are counted: 市级立项 behind 上级资金1.14亿元 is none of money."""
    units = {indicator.unit for indicator in lookups.catalogue.indicators_among(named.name.ids)}
    return not units or Unit.COUNT in units


def _ids_of_level(level: str, named: Mention, at: Occurrence, lookups: Lookups) -> tuple[str, ...] | None:
    """What the words of a name mean at another level; () where nothing: 省级 of 国家级重点实验室.

    None where they mean the same as before, so that the level only says which of them.
    """
    own = lookups.patterns.subjects.level_of_name.match(named.name.text)
    base = named.name.text[own.end() :] if own is not None else named.name.text
    ids = _named(level, base, lookups.lexicon, lookups.catalogue)
    if ids == named.name.ids and _is_of_lower_and_above(named, at, lookups):
        return ids
    if ids == named.name.ids or (not ids and not _is_levelled(named, at, lookups)):
        return None
    return ids


def _is_of_lower_and_above(named: Mention, at: Occurrence, lookups: Lookups) -> bool:
    """市级以上工程技术研究中心17家，其中省级4家: of what the catalogue knows at that level alone; not 申报市级以上…

    So 全市重点实验室38家，其中市级25家, where 市重点实验室 is no name.
    """
    start, subjects = at.sentence.clause_start(named.start), lookups.patterns.subjects
    is_of_all = at.text[named.start - 1] in _OF_ALL
    if not is_of_all and subjects.of_lower_level.search(at.text, start, named.start) is None:
        return False
    told = at.sentence.numbers_between(named.end, at.token.start)
    if not told or subjects.applied_for.search(at.text, start, named.start):
        return False
    whole = subject_of(named, named.end, "before")
    return is_read_as_other(whole, Occurrence(told[0], at.sentence, start), lookups.catalogue)


def _is_levelled(named: Mention, at: Occurrence, lookups: Lookups) -> bool:
    """Whether a name says of which level its things are: 国家级孵化器."""
    return _has_level(at.text, named.start, named.end, lookups.patterns)


def is_level_of_whole(binding: Binding, at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """众创空间36家，国家级众创空间5家: those of one level are a part of all that were counted right before."""
    if binding.telling.measure is not Measure.LEVEL or binding.indicator.theme != "platforms":
        return False
    told = carried.bound or carried.forgotten
    whole = next((each for each in reversed(told) if each.indicator is binding.indicator), None)
    return (
        whole is not None
        and whole.token.start >= at.sentence.start
        and whole.telling.measure is Measure.LEVEL
        and whole.value > binding.value
        and _has_level(at.text, binding.subject.start, binding.subject.end, lookups.patterns)
        and not _has_level(at.text, whole.subject.start, whole.subject.end, lookups.patterns)
    )


def _has_level(text: str, start: int, end: int, patterns: Patterns) -> bool:
    """Whether a name begins with the level of its things."""
    return patterns.subjects.level_of_name.match(text, start, end) is not None


def with_listed_levels(mentions: Sequence[Mention], text: str, reference: Reference) -> list[Mention]:
    """The mentions of a text, and those that a bare level before one makes: 国家级 of 国家级、省级重点实验室."""
    result: list[Mention] = []
    for mention in mentions:
        is_subject = mention.start > 0 and mention.name.kind is NameKind.SUBJECT
        if is_subject and text[mention.start - 1] in JOINTS:
            last_end = result[-1].end if result else 0
            result += reversed(list(_levels_before(mention, last_end, text, reference)))
        result.append(mention)
    return result


def _levels_before(named: Mention, last_end: int, text: str, reference: Reference) -> Iterator[Mention]:
    """What the levels listed right before a name of another level name, the last of them first."""
    own = reference.patterns.subjects.level_of_name.match(named.name.text)
    start = named.start
    while own is not None:
        level = reference.patterns.subjects.listed_level.search(text, max(last_end, start - _LONGEST_LEVEL), start)
        if level is None:
            return
        base = named.name.text[own.end() :]
        ids = _named(level["level"], base, reference.lexicon, reference.catalogue)
        if ids == named.name.ids:
            return
        start = level.start("level")
        yield Mention(start, level.end("level"), Name(level["level"] + base, NameKind.SUBJECT, ids))


def _named(level: str, base: str, lexicon: Lexicon, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the name that a level and the words behind it make; none where a reading says it means another thing.

    The name takes in all that stands behind the level: 国家级孵化器和众创空间 is not 众创空间.
    """
    words = level + base
    found = lexicon.find(words)
    if not found or found[-1][1] != len(words) or found[-1][2].kind is not NameKind.SUBJECT:
        return ()
    if found[-1][0] > len(level):
        return ()
    ids = found[-1][2].ids
    others = (
        reading
        for identifier in ids
        for reading in catalogue.readings.get(identifier, ())
        if reading.indicator is None
        and reading.before is not None
        and reading.after is None
        and reading.context is None
    )
    return () if any(reading.before.search(words) for reading in others if reading.before is not None) else ids
