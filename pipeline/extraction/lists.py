"""What stands in one list: numbers, periods, and names with what the catalogue does not know between them.

What belongs here: where a list begins and ends, and what fills its items. What does not: which number belongs to which
item (`respectively.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.binding import Lookups
from pipeline.extraction.bounds import read_bound
from pipeline.extraction.grammar import JOINT, JOINTS, Grammar, last_match
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.readings import members_named
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.extraction.subject import Subject, subject_of
from pipeline.reference.indicators import Catalogue
from pipeline.reference.lexicon import NameKind
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Bound, Unit

_JOINT_OF_ITEMS = re.compile(rf"{JOINT.pattern}|”(?=“)")
"""“雏鹰”“瞪羚”企业: names in quotes may stand in a list without a mark."""
_LONGEST_JOINT = 6
"""Characters between two numbers of one list."""
_QUARTERS = dict.fromkeys("三3", (3,)) | dict.fromkeys("四4", (4,)) | {"各": (3, 4)}
"""How many numbers go through quarters, by the character that tells how many there are."""


def subjects_in_turn(named: Sequence[Mention], cue_start: int, catalogue: Catalogue, count: int = 0) -> list[Subject]:
    """The subjects that a list of `count` numbers goes through: those named, or all that one word names (进出口).

    So do words among others, where they name as many as there are numbers: 专利申请量、授权量、有效发明专利分别为….
    """
    subjects = [subject_of(mention, cue_start, "respectively") for mention in named]
    if len(named) > 1 and len(named) >= count:
        return subjects
    told = []
    for mention, subject in zip(named, subjects, strict=True):
        members = members_named(mention, catalogue) or (subject.ids if len(named) > 1 else ())
        told += [subject._replace(ids=(member,)) for member in members]
    return told if len(named) == 1 or len(told) == count else subjects


def is_word_only(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a name alone says nothing (增加值 behind 装备制造业): then it must begin its item of a list."""
    return not catalogue.indicators_among(mention.name.ids)


def among_strangers(
    sentence: Sentence, end: int, named: Sequence[Mention], count: int, lookups: Lookups
) -> list[Mention | None] | None:
    """The name in each item of a list of `count`, None where it is none's.

    A name fills its item, but for plain words around it (新增…, …总数; not 利用外资的项目数) and any before the first
    and behind the last. Where the items cannot be told, a name behind another item is not what all the numbers are of.
    """
    if count < 2:
        return None
    text, start = sentence.text, sentence.clause_start(end)
    counted = lookups.patterns.lists.counted_head.search(text, start, end)
    closed = counted.start() if counted is not None else end  # 教育、科学技术两项支出
    joints = _joints(text, start, closed, named, count)
    if joints is None:
        return [None] * count if len(named) == 1 and text[named[0].start - 1] in JOINTS else None
    link, found = lookups.grammar.link, list[Mention | None]()
    for first, last in zip([start, *(joint + 1 for joint in joints)], [*joints, closed], strict=True):
        name = next((mention for mention in named if first <= mention.start and mention.end <= last), None)
        is_own = lookups.patterns.lists.noun_of_its_own.fullmatch(text, first, last) is not None  # 利用外资、投资分别…
        if name is None and not is_own and sentence.is_run_of_words(link, first, last):
            return None  # 成交额总量、增速分别居…: heads of one subject
        fills = (
            name is not None
            and (first == start or sentence.is_run_of_words(link, first, name.start))
            and (last == closed or (text[name.end] != "的" and sentence.is_run_of_words(link, name.end, last)))
        )
        found.append(name if fills else _with_head_of_list(text, first, last, end, lookups))
    return found if any(found) else None


def _joints(text: str, start: int, end: int, named: Sequence[Mention], count: int) -> list[int] | None:
    """The marks between `count` items; 和 within one (社会保障和就业) only joins where it stands behind all others."""
    marks = [
        (joint.start(), joint.group())
        for joint in _JOINT_OF_ITEMS.finditer(text, start, end)
        if not any(mention.start < joint.start() < mention.end for mention in named)
    ]
    last = max((position for position, mark in marks if mark == "、"), default=start)
    for joints in (
        [position for position, _ in marks],
        [position for position, mark in marks if mark == "、" or position > last],
        [position for position, mark in marks if mark == "、"],
    ):
        if len(joints) + 1 == count:
            return joints
    return None


def _with_head_of_list(text: str, first: int, last: int, end: int, lookups: Lookups) -> Mention | None:
    """教育、科技、农林水支出: an item that is a name with the head that stands behind the last one."""
    head = lookups.patterns.lists.shared_head.search(text, last, end) if last < end else None
    if head is None:
        return None
    item = text[first:last]
    for position, stop, name in lookups.lexicon.find(item + head.group()):
        if name.kind is NameKind.SUBJECT and stop == len(item) + len(head.group()) and position < len(item):
            return Mention(first + position, last, name)
    return None


def periods_listed(sentence: Sentence, end: int) -> list[PeriodMention]:
    """The last periods before a word that nothing but marks of a list part: 2021年、2022年全市技术合同成交额分别为…."""
    listed: list[PeriodMention] = []
    for mention in reversed(sentence.periods):
        if mention.end > end or mention.role != "of":
            continue
        if listed and not JOINT.fullmatch(sentence.text, mention.end, listed[0].start):
            break
        listed.insert(0, mention)
    return listed


def quarters_in_turn(sentence: Sentence, end: int, count: int, patterns: Patterns) -> list[PeriodMention]:
    """四个季度GDP分别增长18.3%、7.9%、4.9%、4.0%: a quarter each, of the year named before; not of a list of names."""
    told = last_match(patterns.lists.quarters_in_turn, sentence.text, sentence.start, end)
    if told is None or count not in _QUARTERS.get(told[told.lastindex or 0], ()):
        return []
    if sentence.numbers_between(told.end(), end) or JOINT.search(sentence.text, told.end(), end):
        return []
    named = [mention for mention in sentence.periods if mention.start <= told.start() and mention.role == "of"]
    year = named[-1] if named else PeriodMention(told.start(), told.end(), "of", None, None)
    if year.first != year.last:
        return []
    first_months = range(1, 3 * count, 3)
    return [year._replace(first_month=month, last_month=month + 2, is_now=False) for month in first_months]


def single_periods(listed: list[PeriodMention], text: str) -> list[PeriodMention]:
    """The years of a span that stands alone (2021—2023年…, 近三年…分别为…), the months of a list (1、2月份…)."""
    if len(listed) != 1:
        return listed
    (mention,) = listed
    if mention.last_month and "、" in text[mention.start : mention.end]:
        months = range(mention.first_month, mention.last_month + 1)
        return [mention._replace(first_month=month, last_month=month) for month in months]
    if mention.is_count_of_years and mention.year_offset < 0:
        return [mention._replace(year_offset=ago, is_count_of_years=False) for ago in range(mention.year_offset, 1)]
    if mention.first is None or mention.last is None:
        return listed
    return [mention._replace(first=year, last=year) for year in range(mention.first, mention.last + 1)]


def share_bound(sentence: Sentence, listed: Sequence[NumberToken], grammar: Grammar) -> None:
    """分别不少于25家、15家和8家: the word before the first bounds them all. Sets the bound of their tokens."""
    if len(listed) < 2:
        return
    first = read_bound(listed[0], sentence.text, sentence.clause_start(listed[0].lead), grammar)
    if listed[0].bound is None and first is not Bound.EXACT:
        for token in listed[1:]:
            token.bound = token.bound or first


def same_list(
    sentence: Sentence, numbers: Sequence[NumberToken], grammar: Grammar, *, may_differ: bool = False
) -> list[NumberToken]:
    """Numbers with nothing but list marks and plain words between them, of one unit unless they may differ."""
    chosen: list[NumberToken] = []
    for token in numbers:
        if chosen:
            gap = sentence.text[chosen[-1].tail : token.lead]
            if len(gap) > _LONGEST_JOINT or not grammar.patterns.lists.joint_of_numbers.fullmatch(gap):
                break
            if token.unit is not chosen[-1].unit and not (may_differ and JOINT.fullmatch(gap)):
                break
        chosen.append(token)
    return chosen


def changes_listed(sentence: Sentence, numbers: Sequence[NumberToken], grammar: Grammar) -> list[NumberToken]:
    """研发投入71亿元，强度1.63%，分别增长14.2%、提高0.15个百分点: changes of unlike figures, each with its own verb."""
    chosen = list(numbers[:1])
    for token in numbers[1:]:
        joint = JOINT.match(sentence.text, chosen[-1].tail, token.lead)
        if joint is None or token.unit not in (Unit.PERCENT, Unit.PP):
            break
        if not sentence.is_run_of_words(grammar.elided, joint.end(), token.lead):
            break
        chosen.append(token)
    return chosen
