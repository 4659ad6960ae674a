"""Which period a number takes: the one that its words name, the one of the figure before, or that of its part.

What belongs here: choosing among the periods of a sentence; averages, totals of years, and figures of the year
before. What does not: the form of such words (`periods.py`).
"""

from __future__ import annotations

import re

from pipeline.extraction.binding import Binding, FigurePeriod
from pipeline.extraction.carried import Carried
from pipeline.extraction.developments import BEGUN, year_of_base
from pipeline.extraction.grammar import SEMICOLON
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Occurrence, Sentence
from pipeline.extraction.subjects import Subject
from pipeline.extraction.written_periods import is_second_half, is_span_of_years, last_year, year_before, years_up_to
from pipeline.numerals import printed_number
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin, Unit

_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_BRACKET = re.compile(r"[《》（）()]")
_LONGEST_AVERAGE = 9
"""Characters before a number in which words may say that it is an average: 两年平均实际增长约."""


def read_periods(
    at: Occurrence,
    subject: Subject,
    carried: Carried,
    patterns: Patterns,
    in_turn: PeriodMention | None = None,
    *,
    is_of_moment: bool,
) -> list[FigurePeriod]:
    """The periods of a number (two for 今明两年), each with its words; none where no year is known.

    `in_turn` is the period whose turn it is in a list; `is_of_moment` says that the number tells how things stand, not
    what came together over the years.
    """
    mention, origin = (in_turn, Origin.SENTENCE) if in_turn is not None else _mention_for(at, subject, patterns)
    start, end = (mention.start, mention.end) if mention is not None else (None, None)
    year = at.sentence.part.year
    if mention is not None and year is not None and patterns.periods.two_years.match(at.text, mention.start):
        return [FigurePeriod(str(each), start, end, origin) for each in (year, year + 1)]
    found = _told_period(mention, at, subject, carried, patterns)
    if found is None:
        return []
    if mention is None and found != _default_period(at):
        origin = Origin.EARLIER_SENTENCE
    if "-" in found and _is_average(at, patterns):
        return []  # 一季度增长38.9%，两年平均增长9.1%: of two first quarters, which no period writes
    several = _total_of_years(at, found, patterns) or _averaged_years(at, found, carried, patterns)
    is_of_all = mention is None or mention.start < at.clause_start
    if is_of_all and not is_of_moment and at.sentence.years_reviewed and _is_sum(at, found, patterns):
        several = years_up_to(found, at.sentence.years_reviewed)
    if several is not None:
        return [FigurePeriod(several, start, end, origin)]
    earlier = (
        _year_compared_with(at)
        or _year_of_prior(at, mention, found, patterns)
        or year_of_base(at, mention, found, carried, patterns)
    )
    if earlier is not None:
        return [FigurePeriod(earlier, start, end, Origin.CLAUSE)]
    if is_span_of_years(found) and (is_of_moment or _is_against_base(at) or _is_of_last_year(at, patterns)):
        found = str(last_year(found))
    if is_second_half(found) and _reaches_end(at, patterns):
        found = found[:4]  # 下半年，力争技术合同成交额达到50亿元: what a year reaches by its end
    return [FigurePeriod(found, start, end, origin)]


def _is_against_base(at: Occurrence) -> bool:
    """比“十二五”期末增长1.2倍: the growth up to the end of the years told of (not 较“十二五”: of all of them)."""
    return at.token.unit in (Unit.PERCENT, Unit.TIMES) and any(
        mention.role == "base" and mention.first == mention.last and at.clause_start <= mention.start < at.token.start
        for mention in at.sentence.periods
    )


def _is_of_last_year(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a clause tells where the years had led to (达到, 连续13年保持), and is no average of them."""
    is_average = patterns.periods.average_of_years.search(at.text, at.clause_start, at.token.lead)
    is_running = patterns.periods.years_running.search(at.text, at.clause_start, at.token.lead) is not None
    return not is_average and (is_running or _reaches_end(at, patterns))


def _reaches_end(at: Occurrence, patterns: Patterns) -> bool:
    return patterns.periods.reached.search(at.text, at.clause_start, at.token.lead) is not None


def _told_period(
    mention: PeriodMention | None, at: Occurrence, subject: Subject, carried: Carried, patterns: Patterns
) -> str | None:
    """The period that a mention says, or without one that of the part or of the sentence that named the subject."""
    part, default = at.sentence.part, _default_period(at)
    if mention is None:
        if carried.last_period and carried.bound and patterns.lists.of_which.match(at.text, at.sentence.start):
            is_of_one = _follows_average(carried, at.text, patterns) and not _is_average(at, patterns)
            if not is_of_one:
                return carried.last_period
            return next((told.period for told in reversed(carried.bound) if not is_span_of_years(told.period)), default)
        if carried.led_period and patterns.lists.by_kind.match(at.text, at.sentence.start):
            return carried.led_period
        if carried.opening is not None and carried.opening.end <= at.sentence.start:
            return carried.opening.resolve(_year_of_telling(carried.opening, at, patterns))
        if subject.how in ("carried", "respectively") and subject.start < at.sentence.start and carried.bound:
            return carried.last_period or default
        if subject.how == "carried" and any(_is_dated_behind(told, subject) for told in carried.bound):
            return carried.last_period
        return default
    if mention.is_same:
        return carried.last_period or default
    if mention.year_offset == -1 and patterns.periods.same_time.search(at.text, mention.start, mention.end) and default:
        return year_before(carried.last_period or default)
    is_told = mention.is_now and part.told_in is not None
    if is_told and patterns.statuses.intent.search(at.text, at.clause_start, at.token.lead):
        return str(part.told_in)  # news of January: 计划全年新培育300家
    if mention.is_now and default is not None:
        return str(part.year) if part.year is not None else default
    return mention.resolve(_year_of_telling(mention, at, patterns))


def _is_dated_behind(told: Binding, subject: Subject) -> bool:
    """3.78万人年（2019年），增长9.6%: the year that stands behind a figure is that of its growth and rank too."""
    is_of_it = told.subject.start == subject.start
    return is_of_it and told.period_start is not None and told.period_start >= told.token.tail


def _year_of_telling(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> int | None:
    """The year from which a mention counts: that of the part, or for 去年 and 今年 the one in which it is told.

    明年 in the plan that follows a review is the year of that plan, which is told before it begins. 今后五年 begin with
    the year that is promised, or behind the one reviewed.
    """
    part = at.sentence.part
    if mention.year_offset > 0 and not mention.is_single and part.year is not None:
        if part.is_target:
            return int(part.period[:4]) if part.period and part.is_of_years else part.year
        return part.year + 1
    if mention.is_single and part.is_target and part.ordinal and part.year is not None:
        told = (patterns.years.told_from_now.match(at.text, other.start) for other in at.sentence.periods)
        is_told_within = any(word is not None and word["this"] for word in told)
        return part.year if is_told_within else part.year - 1
    is_from_now = part.told_in is not None and patterns.years.told_from_now.match(at.text, mention.start)
    return part.told_in if is_from_now else part.year


def _default_period(at: Occurrence) -> str | None:
    """The period of the part that a number stands in."""
    part = at.sentence.part
    return part.period or (str(part.year) if part.year is not None else None)


def _mention_for(at: Occurrence, subject: Subject, patterns: Patterns) -> tuple[PeriodMention | None, Origin]:
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
    behind = _in_brackets_behind(at)
    if behind is not None:
        return behind, Origin.CLAUSE
    best: PeriodMention | None = None
    first_end = _first_clause_end(sentence, patterns)
    for mention in sentence.periods:
        if mention.start >= token.start:
            break
        is_of_year = mention.is_now or at.text.startswith("年度", mention.start)
        if is_of_year and mention.start < at.clause_start and patterns.periods.of_a_task.match(at.text, mention.end):
            continue  # 完成全年任务的61.8%，技术合同成交额13亿元; 完成年度目标4.6万人的62.2%；…
        is_now = mention.is_now and best is not None and mention.start < at.clause_start
        # 2022年R&D占比2.1%；全年实现…: 全年 behind a semicolon begins with the year reported on again.
        is_anew = is_now and patterns.periods.whole_year_anew.match(at.text, mention.start)
        if is_anew or (is_now and _is_of_figure_before(mention, at)):
            is_now = False
        if best is not None and _is_still_of(best, mention, sentence):
            continue
        if best is not None and _is_within_clause(mention, best, at, patterns):
            continue
        if not is_now and _reaches(mention, at, subject, first_end, patterns):
            best = mention
    if best is None:
        return None, Origin.PART
    return best, Origin.CLAUSE if best.start >= at.clause_start else Origin.SENTENCE


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

    Nor do years that something goes on since: 2020年…，延续了“十三五”以来态势，….
    """
    if mention.first is None or mention.last_month or mention.start >= at.clause_start:
        return False
    clause_start = at.sentence.clause_start(mention.start)
    if mention.first != mention.last:
        return patterns.periods.goes_on_since.search(at.text, clause_start, mention.start) is not None
    is_alike = mention.resolve(at.sentence.part.year) == (best.resolve(at.sentence.part.year) or "")[:4]
    head_start = at.sentence.head_start(clause_start, mention.start)
    return bool(best.last_month) and is_alike and _WORDS.search(at.text, head_start, mention.start) is not None


def _is_still_of(named: PeriodMention, now: PeriodMention, sentence: Sentence) -> bool:
    """展望2024年，将力争全年新增…: the year that the sentence names before any figure is the one that 全年 is of."""
    if not now.is_now:
        return False
    between = sentence.text[named.end : now.start]
    if named.first is None or SEMICOLON.search(between):
        return False
    year = sentence.part.year
    is_ahead = year is not None and named.last is not None and named.last > year
    return is_ahead or not sentence.numbers_between(named.end, now.start)


def _is_of_figure_before(mention: PeriodMention, at: Occurrence) -> bool:
    """1-11月完成96亿元，预计全年可达105亿元，增长26%: the growth is of the year, as the figure right before it."""
    clause_end = at.sentence.clause_end(mention.start)
    is_next = clause_end + 1 == at.clause_start and at.text[clause_end] in ",，"
    return is_next and bool(at.sentence.numbers_between(mention.end, clause_end)) and not at.subjects_before()


def _reaches(mention: PeriodMention, at: Occurrence, subject: Subject, first_end: int, patterns: Patterns) -> bool:
    """Whether a period mentioned before a number may be its own."""
    token, sentence = at.token, at.sentence
    is_of_later_clause = first_end <= mention.start < at.clause_start
    may_end = is_of_later_clause or _is_of_basis(mention, sentence, token.start, patterns)
    if may_end and not _goes_beyond(mention, sentence, at.clause_start, patterns):
        return False
    if mention.role == "base" or _is_of_a_name(mention, at, patterns):
        return False
    if mention.role == "from" and subject.how != "base" and sentence.numbers_between(mention.end, token.start):
        return False
    return _is_of_name_before(mention, at, subject) or not _is_in_brackets(at.text, mention.start, token.start)


def _is_of_name_before(mention: PeriodMention, at: Occurrence, subject: Subject) -> bool:
    """研发经费投入（2019年）2.86亿元，占GDP比重1.02%: a year alone in brackets behind a name is of what it names."""
    text, start = at.text, mention.start - 1
    if text[start] not in "（(" or text[mention.end] not in "）)":
        return False
    is_of_it = start >= at.clause_start or (subject.how == "carried" and subject.end <= start)
    return is_of_it and all(number.tail != start for number in at.sentence.numbers)


def _is_of_basis(mention: PeriodMention, sentence: Sentence, end: int, patterns: Patterns) -> bool:
    """在2022年的基础上翻番: the period right before those words is the one that others are built on."""
    basis = patterns.periods.basis.search(sentence.text, mention.end, end)
    return basis is not None and not any(mention.end <= other.start < basis.start() for other in sentence.periods)


def _is_of_a_name(mention: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """申报2024年度省“尖兵”项目, 争取到2018年省重大专项: the year within an earlier clause is part of what it names.

    So is that of a meeting: 从2025年全市科技工作会议获悉，….
    """
    if mention.start < at.clause_start and patterns.years.year_of_meeting.match(at.text, mention.start):
        return True
    if mention.start >= at.clause_start or not patterns.periods.of_a_name.match(at.text, mention.end - 1):
        return False
    is_within = _WORDS.search(at.text, at.sentence.clause_start(mention.start), mention.start) is not None
    return is_within or at.text[mention.end - 1] == "度"


def _goes_beyond(mention: PeriodMention, sentence: Sentence, clause_start: int, patterns: Patterns) -> bool:
    """Whether a period that a later clause names holds beyond it.

    A span of years or a year to come ends at the semicolon (“十三五”以来年均…；科技型中小企业…), the year before with
    its figure (去年同期为331家，增长…).
    """
    if mention.year_offset == -1 or _is_of_basis(mention, sentence, clause_start, patterns):
        return False
    year = sentence.part.year
    if mention.last_month:
        return SEMICOLON.search(sentence.text, mention.end, clause_start) is None
    if patterns.statuses.goals_announced.search(sentence.text, mention.end, sentence.clause_end(mention.end)):
        return True
    is_span = mention.first != mention.last or mention.year_offset < -1
    is_ahead = year is not None and mention.last is not None and mention.last > year
    if not (is_span or is_ahead):
        return True
    return SEMICOLON.search(sentence.text, mention.end, clause_start) is None


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a bracket or quote that is open at `start` closes before `end`: a year in a name or an aside."""
    closing = _BRACKET.search(text[start:end])
    return closing is not None and closing.group() in "》）)"


def _is_sum(at: Occurrence, found: str, patterns: Patterns) -> bool:
    """累计新增城镇就业9.6万人 is of all the years that the part reviews."""
    is_of_part = found == str(at.sentence.part.year)
    return is_of_part and patterns.periods.summed.search(at.text, at.clause_start, at.token.lead) is not None


def _total_of_years(at: Occurrence, found: str, patterns: Patterns) -> str | None:
    """五年累计投入35亿元 is of the five years up to the one told of."""
    total = patterns.periods.total_of_years.search(at.text, at.clause_start, at.token.lead)
    if total is None or "/" in found:
        return None
    return years_up_to(found, printed_number(total.group(1)))


def _is_average(at: Occurrence, patterns: Patterns) -> bool:
    """Whether a rate is an average of several years."""
    stretch = at.text, at.clause_start, at.token.lead
    return _is_rate(at) and patterns.periods.average_of_years.search(*stretch) is not None


def _is_rate(at: Occurrence) -> bool:
    return at.token.unit is Unit.PERCENT


def _follows_average(carried: Carried, text: str, patterns: Patterns) -> bool:
    """增长8.8%，两年平均增长6.8%。其中，…: the last figure was an average, which the next one is not."""
    last = carried.last()
    window = (max(0, last.token.lead - _LONGEST_AVERAGE), last.token.lead) if last is not None else (0, 0)
    return patterns.periods.average_of_years.search(text, *window) is not None


def _averaged_years(at: Occurrence, found: str, carried: Carried, patterns: Patterns) -> str | None:
    """年均增长 is of all the years it averages: 由2015年…增加到2020年…，年均增长 is 2016/2020."""
    token, sentence = at.token, at.sentence
    if "/" in found or not _is_average(at, patterns):
        return None
    for earlier in reversed(sentence.periods):
        is_before = earlier.start < token.start and earlier.role != "base"  # 是“十一五”的2.5倍
        if is_before and is_span_of_years(span := earlier.resolve(_year_of_telling(earlier, at, patterns))):
            return span
    years_long = patterns.periods.years_averaged.search(at.text, at.clause_start, token.lead)
    if years_long:
        return years_up_to(found, printed_number(years_long.group(1)))
    if at.sentence.years_reviewed:
        return years_up_to(found, at.sentence.years_reviewed)
    told = next((p.last for p in sentence.periods if p.role in BEGUN and p.end < token.start and p.last), None)
    first = str(told) if told is not None else carried.begun
    if first is not None and first < found:
        return f"{int(first) + 1}/{found}"
    return sentence.part.period if is_span_of_years(sentence.part.period) else None


def _year_compared_with(at: Occurrence) -> str | None:
    """较2022年的1822家增长: the number that a comparison names is of the year that it names."""
    is_relative = at.token.unit in (Unit.PERCENT, Unit.PP, Unit.RANK) or at.token.form == "signed"  # 较上年+147家
    if is_relative and not at.text.startswith("的", at.token.lead - 1):
        return None
    for period in at.sentence.periods:
        is_before = period.role == "base" and at.clause_start <= period.start and period.end <= at.token.start
        if is_before and at.text[period.end : at.token.lead] in ("", "的", "（", "("):
            return period.resolve(at.sentence.part.year)
    return None


def _year_of_prior(at: Occurrence, mention: PeriodMention | None, found: str, patterns: Patterns) -> str | None:
    """比上年的331家增长: the words right before the number say that it is the year before's."""
    is_relative = mention is not None and mention.year_offset == -1 and mention.start >= at.clause_start
    if (
        is_relative
        or at.token.unit is Unit.RANK
        or at.token.form == "signed"
        or not patterns.periods.prior_before.search(at.text, at.clause_start, at.token.start)
    ):
        return None
    return year_before(found) if "/" in found and "-" in found else str(int(found[:4]) - 1)
