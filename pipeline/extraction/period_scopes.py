"""How far the words for a period reach: which of the periods that a sentence names a number takes.

What belongs here: choosing among mentions by where they stand. What does not: what is made of the one that was chosen
(`figure_periods.py`), nor the form of such words (`periods.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import SEMICOLON
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Occurrence, Sentence
from pipeline.extraction.subject import Subject
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Unit

_LONGEST_ITEM = 4
"""Characters of the ordinal with which the clause of an item begins: （二）, 二是."""
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_BRACKET = re.compile(r"[《》（）()]")


def mention_for(at: Occurrence, subject: Subject, patterns: Patterns) -> tuple[PeriodMention | None, Origin]:
    """The mention whose period a number takes: the last one before it that reaches it.

    For a noun behind its number, also one between them: 新增8家2022年度省级新型研发机构.
    """
    token, sentence = at.token, at.sentence
    if not sentence.periods:
        return None, Origin.PART
    if subject.how == "after":
        for mention in sentence.periods:
            if token.tail <= mention.start and mention.end <= subject.end and mention.role == "of":
                return mention, Origin.CLAUSE
    behind = _in_brackets_behind(at) or _alone_in_brackets_behind(at, patterns)
    if behind is not None:
        return behind, Origin.CLAUSE
    best: PeriodMention | None = None
    first_end = _first_clause_end(sentence, patterns)
    for mention in sentence.periods:
        if mention.start >= token.start:
            break
        is_of_year = mention.start < at.clause_start and (
            mention.is_now or patterns.periods.year_of_task.match(at.text, mention.start) is not None
        )
        if is_of_year and patterns.periods.of_a_task.match(at.text, mention.end):
            continue  # 完成全年任务的61.8%，技术合同成交额13亿元; 完成年度目标4.6万人的62.2%；…
        is_now = mention.is_now and best is not None and mention.start < at.clause_start
        # 2022年R&D占比2.1%；全年实现…: 全年 behind a semicolon begins with the year reported on again.
        is_anew = is_now and (
            patterns.periods.whole_year_anew.match(at.text, mention.start)
            or _is_at_present(mention, best, at, patterns)
        )
        if is_anew or (is_now and (_is_of_figure_before(mention, at) or _is_first_told(mention, best, sentence))):
            is_now = False
        if best is not None and mention.is_now and _says_which_things(best, sentence, patterns):
            best = mention
            continue
        if best is not None and _is_still_of(best, mention, sentence, patterns):
            continue
        if best is not None and _is_within_clause(mention, best, at, patterns):
            continue
        if not is_now and _reaches(mention, at, subject, first_end, patterns):
            best = mention
    if best is None:
        best = _announced_behind(at, patterns)
        return best, Origin.PART if best is None else Origin.SENTENCE
    return best, Origin.CLAUSE if best.start >= at.clause_start else Origin.SENTENCE


def _is_at_present(now: PeriodMention, named: PeriodMention | None, at: Occurrence, patterns: Patterns) -> bool:
    """2022年突破3万亿元，目前总量仅次于美国，居世界第二: what stands so now is not of the year before 目前."""
    if named is None or at.sentence.clause_start(now.start) != now.start:
        return False
    is_told = bool(at.sentence.numbers_between(named.end, now.start))
    is_next = not at.sentence.numbers_between(now.end, at.token.start)
    return is_told and is_next and patterns.periods.at_present.match(at.text, now.start) is not None


def _announced_behind(at: Occurrence, patterns: Patterns) -> PeriodMention | None:
    """高企净增36家……记者从科技局获悉，上半年…: the months that the news behind figures tells of."""
    dots = at.text.find("…", at.token.tail, at.sentence.end)
    if dots < 0:
        return None
    told = next((mention for mention in at.sentence.periods if mention.start > dots), None)
    is_of_months = told is not None and told.last_month > 0 and told.role == "of"
    end = at.sentence.clause_start(told.start) - 1 if told is not None and is_of_months else dots
    return told if patterns.periods.reporting.search(at.text, dots, end) else None


def _in_brackets_behind(at: Occurrence) -> PeriodMention | None:
    """3.88%（2021年度，居全市第4）: a year that opens brackets behind a number, unless it has its own (为2.7%)."""
    if at.text[at.token.tail] not in "（(，,":
        return None
    for mention in at.sentence.periods:
        if mention.start == at.token.tail + 1 and mention.first is not None and mention.first == mention.last:
            if at.text[at.token.tail] in "，,":
                return mention if at.text[mention.end] in "）)" else None  # 与全省（3.42%，2022年）相比
            closing = _BRACKET.search(at.text, mention.end, at.sentence.end)
            numbers = at.sentence.numbers_between(mention.end, closing.start()) if closing is not None else ()
            is_own = closing is not None and all(number.unit is Unit.RANK for number in numbers)
            return mention if is_own and mention.last_month == 0 else None
    return None


def _alone_in_brackets_behind(at: Occurrence, patterns: Patterns) -> PeriodMention | None:
    """32.1亿元（1—10月）, 32.1亿元（截至2022年底）: a period that is all that brackets behind a number hold."""
    if at.text[at.token.tail] not in "（(":
        return None
    opened = patterns.periods.in_brackets.match(at.text, at.token.tail)
    mention = next((each for each in at.sentence.periods if each.start >= at.token.tail), None)
    if opened is None or mention is None or mention.start > opened.end() or mention.role != "of":
        return None
    return mention if patterns.periods.closes_brackets.match(at.text, mention.end) is not None else None


def _first_clause_end(sentence: Sentence, patterns: Patterns) -> int:
    """The end of the first clause that tells something: behind 近日，记者从市科技局获悉，."""
    start, end = sentence.start, sentence.clause_end(sentence.start)
    first_end, first_number = end, sentence.numbers[0].lead if sentence.numbers else sentence.end
    while end < first_number:
        if patterns.periods.reporting.search(sentence.text, start, end):
            first_end = sentence.clause_end(end + 1)
        start, end = end + 1, sentence.clause_end(end + 1)
    return first_end


def _is_within_clause(mention: PeriodMention, best: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """一季度，…入围2018年第一批名单；技术合同登记6项: the year within an earlier clause begins no new period.

    Nor does what something goes on since: 2020年…，延续了“十三五”以来态势，…; 承接一季度的回升趋势，….
    """
    if mention.start >= at.clause_start:
        return False
    clause_start = at.sentence.clause_start(mention.start)
    if patterns.periods.goes_on_since.search(at.text, clause_start, mention.start) is not None:
        return True
    if mention.first is None or mention.last_month or mention.first != mention.last:
        return False
    is_alike = mention.resolve(at.sentence.part.year) == (best.resolve(at.sentence.part.year) or "")[:4]
    head_start = at.sentence.head_start(clause_start, mention.start)
    return bool(best.last_month) and is_alike and _WORDS.search(at.text, head_start, mention.start) is not None


def _is_still_of(named: PeriodMention, now: PeriodMention, sentence: Sentence, patterns: Patterns) -> bool:
    """展望2024年，将力争全年新增…: the year that the sentence names before any figure is the one that 全年 is of.

    The next year is so behind a semicolon as well, where what follows is aimed at: 2023年，…；力争实现全年新增….
    目前 never is of a year to come: 到2025年达到1500家，目前已达870家. News of January on the year before that speak of
    今年 go on about it: 今年，…新增600家，到年底总量达到5000家.
    """
    if not now.is_now or patterns.periods.at_present.match(sentence.text, now.start):
        return False
    if named.first is None:
        is_this_year = named.last is None and named.year_offset == 0 and not (named.is_now or named.last_month)
        return is_this_year and sentence.part.told_in is not None
    year = sentence.part.year
    is_ahead = year is not None and named.last is not None and named.last > year
    stop = SEMICOLON.search(sentence.text, named.end, now.start)
    if stop is not None:
        is_next = year is not None and named.first == named.last == year + 1
        return is_next and _is_aimed_at(sentence, stop.end(), now.start, patterns)
    return is_ahead or not sentence.numbers_between(named.end, now.start)


def _says_which_things(named: PeriodMention, sentence: Sentence, patterns: Patterns) -> bool:
    """落实2020年度科技政策，全年专利授权520件 in a report of 2021: the year before is that of the policy alone."""
    year = sentence.part.year
    is_past = year is not None and named.first == named.last == year - 1 and not named.last_month
    return is_past and patterns.periods.year_of_things.match(sentence.text, named.end - 1) is not None


def _is_of_figure_before(mention: PeriodMention, at: Occurrence) -> bool:
    """1-11月完成96亿元，预计全年可达105亿元，增长26%: the growth is of the year, as the figure right before it."""
    clause_end = at.sentence.clause_end(mention.start)
    is_next = clause_end + 1 == at.clause_start and at.text[clause_end] in ",，"
    return is_next and bool(at.sentence.numbers_between(mention.end, clause_end)) and not at.subjects_before()


def _is_first_told(now: PeriodMention, named: PeriodMention | None, sentence: Sentence) -> bool:
    """针对三季度增速回落的情况，…，全年GDP增长4.9%，公共预算收入增长2.5%: no figure was told of the quarter."""
    if named is None or not named.last_month or sentence.numbers_between(named.end, now.start):
        return False
    return bool(sentence.numbers_between(now.end, sentence.clause_end(now.end)))


def _reaches(mention: PeriodMention, at: Occurrence, subject: Subject, first_end: int, patterns: Patterns) -> bool:
    """Whether a period mentioned before a number may be its own."""
    token, sentence = at.token, at.sentence
    is_of_later_clause = first_end <= mention.start < at.clause_start
    if _is_compared_with_before(mention, at):
        return True
    if is_of_later_clause and _is_set_against(mention, at, patterns):
        return False
    is_of_basis = _is_of_basis(mention, sentence, token.start, patterns)
    if is_of_basis and mention.start >= at.clause_start:
        return False  # 在2019年基础上增长20%
    if (is_of_later_clause or is_of_basis) and not _goes_beyond(mention, sentence, at.clause_start, patterns):
        return False
    if mention.role == "base" or _is_of_a_name(mention, at, patterns):
        return False
    if is_of_later_clause and patterns.lists.of_which.match(at.text, sentence.clause_start(mention.start)):
        return SEMICOLON.search(at.text, mention.end, at.clause_start) is None  # 其中2023年39亿元；…: of all the years
    if mention.role == "from" and subject.how != "base" and sentence.numbers_between(mention.end, token.start):
        return False
    return _is_of_name_before(mention, at, subject) or not _is_in_brackets(at.text, mention.start, token.start)


def _is_set_against(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """高企120家，2022年100家，净增20家，增长20%: a change behind the figure of the year before is of the year reviewed.

    Not 2021年100家，2022年120家，增长20%, nor that of what the later clause names: …；2022年研发投入23亿元，增长12%.
    Nor where each year has its growth: 2023年520亿元，增长6.1%；2022年490亿元，增长5.1%.
    """
    sentence, year = at.sentence, at.sentence.part.year
    if year is None or mention.last_month or not mention.first == mention.last == year - 1 or mention.role != "of":
        return False
    start, is_rate = sentence.clause_start(mention.start), at.token.unit in (Unit.PERCENT, Unit.PP)
    is_change = is_rate or patterns.measures.was_added.search(at.text, at.clause_start, at.token.lead) is not None
    told, then = sentence.numbers_between(sentence.start, start), sentence.numbers_between(mention.end, at.clause_start)
    if not (is_change and told and then) or sentence.subjects_between(start, at.token.lead):
        return False
    before = [each for each in sentence.periods if each.role == "of" and each.end <= mention.start]
    is_now = not before or before[-1].resolve(year) == str(year)
    is_alike = told[-1].surface == then[0].surface
    return is_now and is_alike and SEMICOLON.search(at.text, told[-1].tail, at.token.lead) is None


def _is_compared_with_before(mention: PeriodMention, at: Occurrence) -> bool:
    """…全年目标；研发投入强度去年达到1.86%，比前年提高0.21个百分点: what is compared with 前年 is of 去年."""
    return mention.year_offset == -1 and any(
        base.role == "base" and base.year_offset == mention.year_offset - 1
        for base in at.sentence.periods
        if max(mention.end, at.clause_start) <= base.start < at.token.start
    )


def _is_of_name_before(mention: PeriodMention, at: Occurrence, subject: Subject) -> bool:
    """研发经费投入（2019年）2.86亿元，占GDP比重1.02%: a year alone in brackets behind a name is of what it names."""
    text, start = at.text, mention.start - 1
    if text[start] not in "（(" or text[mention.end] not in "）)":
        return False
    is_of_it = start >= at.clause_start or (subject.how == "carried" and subject.end <= start)
    return is_of_it and all(number.tail != start for number in at.sentence.numbers)


def _is_of_basis(mention: PeriodMention, sentence: Sentence, end: int, patterns: Patterns) -> bool:
    """在2022年的基础上翻番: the period right before those words is the one that others are built on.

    Not the one before 在: 2024年在116家的基础上突破140家.
    """
    basis = patterns.periods.basis.search(sentence.text, mention.end, end)
    if basis is None or sentence.text.find("在", mention.end, basis.start()) >= 0:
        return False
    return not any(mention.end <= other.start < basis.start() for other in sentence.periods)


def _is_of_a_name(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """申报2024年度省“尖兵”项目, 争取到2018年省重大专项: the year within an earlier clause is part of what it names.

    So is that of a meeting: 从2025年全市科技工作会议获悉，…; 从2022年专项行动启动会上获悉，….
    """
    if mention.start < at.clause_start and at.text[mention.start - 1] == "从" and not mention.last_month:
        clause_end = at.sentence.clause_end(mention.start)
        if patterns.periods.reporting.search(at.text, mention.end, clause_end):
            return True
    if mention.start >= at.clause_start or mention.last_month:  # 二季度计划申报8家
        return False
    if not patterns.periods.of_a_name.match(at.text, mention.end - 1):
        return False
    is_within = _WORDS.search(at.text, at.sentence.clause_start(mention.start), mention.start) is not None
    return is_within or at.text[mention.end - 1] == "度"


def _ends_with_its_item(mention: PeriodMention, sentence: Sentence, clause_start: int) -> bool:
    """一是投入不足，2019年研发强度为1.2%；二是平台偏少，…: what an item names is not of the next one."""
    items, end = sentence.items, clause_start + _LONGEST_ITEM
    if not items or items[0].end() > mention.start:
        return False
    return any(each["next"] for each in items if mention.end <= each.start() and each.end() <= end)


def _goes_beyond(mention: PeriodMention, sentence: Sentence, clause_start: int, patterns: Patterns) -> bool:
    """Whether a period that a later clause names holds beyond it.

    A span of years or a year to come ends at the semicolon (“十三五”以来年均…；科技型中小企业…), unless what follows is
    aimed at as well (2023年，…；力争…); the year before ends with its figure (去年同期为331家，增长…).
    """
    is_before = mention.year_offset == -1 and sentence.part.told_in is None  # else 去年 is the year reported on
    is_of_then = is_before or patterns.periods.same_time.search(sentence.text, mention.start, mention.end)
    if _ends_with_its_item(mention, sentence, clause_start):
        return False
    if is_of_then and not _opens_item(mention, sentence, clause_start):
        return False
    if _is_of_basis(mention, sentence, clause_start, patterns):
        return False
    year = sentence.part.year
    if mention.last_month:
        opens = not sentence.numbers_between(sentence.start, mention.start)  # 产业稳中有进，1-5月，全市…；…
        return opens or SEMICOLON.search(sentence.text, mention.end, clause_start) is None
    is_this_year = mention.first is None and mention.last is None and mention.year_offset == 0
    if is_this_year and sentence.part.is_part_of_year and SEMICOLON.search(sentence.text, mention.end, clause_start):
        return False  # 截至6月底，高企76家，今年新增8家；授权专利892件
    if patterns.statuses.goals_announced.search(sentence.text, mention.end, sentence.clause_end(mention.end)):
        return True
    is_span = mention.first != mention.last or mention.year_offset < -1
    is_ahead = year is not None and mention.last is not None and mention.last > year
    if not (is_span or is_ahead):
        return True
    stop = SEMICOLON.search(sentence.text, mention.end, clause_start)
    clause_end = sentence.clause_end(clause_start)
    return stop is None or (is_ahead and _is_aimed_at(sentence, stop.end(), clause_end, patterns))


def _opens_item(mention: PeriodMention, sentence: Sentence, clause_start: int) -> bool:
    """…；去年，全市研发经费支出101.3亿元，增长9.8%: behind a semicolon the year before holds of what is named next.

    Not of what was told before it as well: 成交额186亿元；去年成交额150亿元，增长24%.
    """
    text, start = sentence.text, mention.start
    if text[start - 1] not in "；;" or SEMICOLON.search(text, mention.end, clause_start):
        return False
    named = sentence.subjects_between(mention.end, sentence.end)
    told = {subject.name.ids for subject in sentence.subjects_between(sentence.start, start)}
    return bool(named) and named[0].name.ids not in told


def _is_aimed_at(sentence: Sentence, start: int, end: int, patterns: Patterns) -> bool:
    """Whether words behind the semicolon of a promise aim at something again."""
    return patterns.statuses.strives.search(sentence.text, start, end) is not None


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a bracket or quote that is open at `start` closes before `end`: a year in a name or an aside."""
    closing = _BRACKET.search(text[start:end])
    return closing is not None and closing.group() in "》）)"
