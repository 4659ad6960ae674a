"""What clauses and sentences without numbers hand on: the subject and place that they name, and the period that rules.

What belongs here: what they set for the figures behind them, and what they end. What does not: that state itself
(`carried.py`), nor numbers (`bindings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.binding import Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import SEMICOLON, Grammar
from pipeline.extraction.named_parts import has_words_of_part, is_of_other_body, is_trade_of_some
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.sentences import Mention, Occurrence, Sentence
from pipeline.extraction.subject import Subject
from pipeline.extraction.subjects import listed_with, without_definition
from pipeline.extraction.written_periods import is_span_of_years, last_year
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Origin

_BULLETS = frozenset("·•●○■□◆◇▪▲▶►★☆※-")
_LONGEST_OPENING = 12
"""Characters before the period with which a sentence opens: 《行动计划》指出，到."""
_LONGEST_THEME = 32
"""Characters of the sentence that heads an item or paragraph: （五）创新成果加速涌现。"""
_FIGURE = re.compile(r"\d")
_LONGEST_GAP = 4
"""Characters before a name in which it is said that others are compared with it: 不低于."""
_LONGEST_LEAD_LINE = 80
"""Characters of the sentence without figures with which a line opens that leads those below it."""
_LONGEST_LEAD = 2
"""Characters before a year that a sentence tells of: 预计2023年."""


def ruling_period(
    sentence: Sentence, ruling: PeriodMention | None, patterns: Patterns, *, is_new_paragraph: bool, is_late: bool
) -> PeriodMention | None:
    """What rules the sentences behind: 去年，… in a plan; in news 《计划》指出，到2025年，…, up to another opening.

    The year before of a sentence that `is_late`, on statistics that come so, rules no others.
    """
    named = patterns.years.work_report  # 海淀区2022年政府工作报告显示，2021年，…
    told = [each for each in sentence.periods if each.role == "of" and not named.match(sentence.text, each.end)]
    if sentence.part.is_target and patterns.statuses.strives.match(sentence.text, sentence.start):
        return None  # 2023年，高企达到300家。力争净增50家。
    if not told:
        return ruling
    is_first = is_new_paragraph and told[0].start == _behind_bullet(sentence.text, sentence.start)
    if is_first and sentence.text[told[0].end] in "：:":
        return told[0]  # 2022年：…。…。
    if opens_with_last_year(told[0], sentence, patterns):
        return told[0]
    is_of_months = ruling is not None and ruling.last_month > 0
    if (ruling is None or is_of_months) and opens_with_months(told[0], sentence):
        return told[0]
    if is_of_months:
        return None  # 1-8月，…。全年…。…
    is_past = told[0].year_offset == -1 and (
        sentence.part.is_target or not _is_of_end(told[0], sentence.text, patterns)
    )
    is_past = is_past or _is_year_before_plan(told[0], sentence, patterns)
    is_past = is_past or (ruling is None and not is_late and _is_year_before_date(told[0], sentence, patterns))
    if is_first and is_past:
        is_up_to_now = any(each.year_offset == 0 and each.first is None for each in told)
        return ruling if is_up_to_now else told[0]  # 去年，…。…。 / 两年来，…。…。, not 去年为2.4%，今年达到2.6%。…。
    if sentence.part.is_target:
        is_anew = told[0].start <= sentence.start + _LONGEST_LEAD and _is_of_plan(told[0], sentence)
        return None if is_anew else ruling
    if ruling is not None and (ruling.year_offset == -1 or _is_year_before_date(ruling, sentence, patterns)):
        return None  # 今年，…。
    if told[0].start > sentence.start + _LONGEST_OPENING:
        return ruling
    ahead = [period for period in told if _is_ahead(period, sentence)]
    if ahead and ahead[0] is told[0]:
        return ahead[-1]
    return None if ruling is not None and _is_ahead(ruling, sentence) else ruling


def _is_year_before_plan(period: PeriodMention, sentence: Sentence, patterns: Patterns) -> bool:
    """2023年，全市高企达到300家。技术合同成交额12亿元。 in a plan for 2024: its paragraph looks back."""
    year = sentence.part.year
    is_before = year is not None and period.first == period.last == year - 1 and not period.last_month
    return is_before and sentence.part.is_target and not _is_of_end(period, sentence.text, patterns)


def _is_year_before_date(period: PeriodMention, sentence: Sentence, patterns: Patterns) -> bool:
    """2021年，财政科技支出22亿元。兑现补助2360万元。 in a letter of 2022, of which only its date says that year."""
    part = sentence.part
    if part.is_year_told or part.is_target or period.last_month:
        return False
    is_before = part.year is not None and period.first == period.last == part.year - 1
    return is_before and not _is_of_end(period, sentence.text, patterns)


def _is_of_plan(period: PeriodMention, sentence: Sentence) -> bool:
    """2024年，… and 今年，… in a plan for 2024."""
    return period.resolve(sentence.part.year) == sentence.part.period


def _is_of_end(period: PeriodMention, text: str, patterns: Patterns) -> bool:
    """去年底，…: how things stood then, and nothing of the sentences behind."""
    return patterns.periods.at_its_end.search(text, period.end - 1, period.end + 1) is not None


def opens_with_last_year(first: PeriodMention, sentence: Sentence, patterns: Patterns) -> bool:
    """“十二五”科技工作成就 / （初步核算，）2015年，专利申请6120件。成交额39亿元: a paragraph on the last year."""
    span, is_year = sentence.part.period, sentence.text[first.start].isdecimal()  # not 截至目前, 截至2015年底
    if not is_year or span is None or not is_span_of_years(span) or not _is_led_in(first, sentence, patterns):
        return False
    return not sentence.part.is_target and first.resolve(sentence.part.year) == str(last_year(span))


def _is_led_in(first: PeriodMention, sentence: Sentence, patterns: Patterns) -> bool:
    """Whether hardly anything, or 初步核算， alone, stands before the year of which a sentence tells."""
    is_near = first.start <= sentence.start + _LONGEST_LEAD
    return is_near or patterns.periods.reckoned.fullmatch(sentence.text, sentence.start, first.start) is not None


def opens_with_months(first: PeriodMention, sentence: Sentence) -> bool:
    """1—11月，规上工业增加值增长8%。固定资产投资增长6%: months that open a sentence in a review of a whole year."""
    is_so_far = first.last_month > first.first_month == 1 and first.start <= sentence.start + _LONGEST_LEAD
    return is_so_far and not (sentence.part.is_part_of_year or sentence.part.is_target)


def is_behind_theme(text: str, start: int) -> bool:
    """Whether only the theme of a paragraph stands before what begins at `start`: （五）创新成果涌现。去年，…."""
    before = start - (text[start - 1] == "\n")
    line = text.rfind("\n", max(0, before - _LONGEST_THEME), before) + 1
    is_one = line > 0 and text.find("。", line, before) == before - 1
    return is_one and not _FIGURE.search(text, line, before)


def rules_figure(opening: PeriodMention, at: Occurrence, patterns: Patterns) -> bool:
    """Whether a period that opened the paragraph rules a figure: months only one of a growth since the year before.

    固定资产投资同比增长6% behind 1—11月，…; but not 全县技术合同成交额12亿元, which begins anew.
    """
    if opening.end > at.sentence.start:
        return False
    if opening.last_month == 0 or at.sentence.part.is_part_of_year:
        return True
    if not _FIGURE.search(at.text, opening.end, max(at.text.find("。", opening.end), opening.end)):
        return True  # 1-8月，经济稳中有进。…
    end = SEMICOLON.search(at.text, at.token.tail, at.sentence.end)
    stretch = at.text, at.passage_start, end.start() if end is not None else at.sentence.end
    is_anew = patterns.places.scope.match(at.text, at.sentence.start) is not None
    return not is_anew and patterns.periods.told_growth.search(*stretch) is not None


def period_that_opens(sentence: Sentence) -> str | None:
    """前11个月，进出口占全国的9.2%。其中，…: the period of which a sentence tells that states nothing itself."""
    first = sentence.periods[0] if sentence.periods else None
    is_opening = (
        first is not None
        and first.role == "of"
        and first.start == sentence.clause_start(first.start)  # 据统计局公布，前三季度，…
        and not sentence.subjects_between(sentence.start, first.start)
        and not sentence.numbers_between(sentence.start, first.start)
    )
    return first.resolve(sentence.part.year) if first is not None and is_opening else None


def end_reign_of_years(sentence: Sentence, carried: Carried, patterns: Patterns) -> None:
    """过去五年，…。2023年生产总值2060亿元。…: what follows the naming of the last year is of it, averages of all."""
    year, first = sentence.part.year, next((period for period in sentence.periods if period.role == "of"), None)
    span = carried.opening.resolve(year) if carried.opening is not None else None
    if first is None or span is None or not is_span_of_years(span) or not _is_led_in(first, sentence, patterns):
        return
    if first.resolve(year) == str(last_year(span)):
        carried.begun = carried.begun or str(int(span[:4]) - 1)
        carried.suspended, carried.opening = carried.opening, first


def begins_reign(period: PeriodMention, text: str, start: int, patterns: Patterns, *, is_new_paragraph: bool) -> bool:
    """Whether the first period of a sentence without numbers rules the sentences behind it.

    So does a span of years that opens it, and at the head of a paragraph a part of a year or the year before.
    """
    is_first = period.start in (start, _opening_end(text, start, patterns))
    is_ruling = _looks_back(period) or is_past_year(period, text, patterns)  # also 2025年目标完成，…。五年来，我们…。
    return is_first and (is_ruling or (is_new_paragraph and _rules_paragraph(period, text, patterns)))


def months_told_now(periods: Sequence[PeriodMention], start: int) -> PeriodMention | None:
    """今年以来，…，1—2月，经济运行平稳。投资增长8%；…: the months in which a paragraph tells what follows."""
    first = periods[0] if periods else None
    if first is None or first.start != start or first.first is not None or first.year_offset or first.last_month:
        return None
    return next((each for each in periods[1:] if each.first_month == 1 < each.last_month), None)


def opens_with_period(periods: Sequence[PeriodMention], text: str, start: int, patterns: Patterns) -> bool:
    """2025年，…; 各位代表！过去一年，…: whether a line opens with the words for a period."""
    return bool(periods) and periods[0].start in (start, _opening_end(text, start, patterns))


def is_lead_line(period: PeriodMention, text: str, start: int) -> bool:
    """五年来，我们…，迈出新步伐。: a line that opens with years and no figures, and is a heading in effect."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else None]
    return _looks_back(period) and len(line) <= _LONGEST_LEAD_LINE and not any(mark.isdigit() for mark in line)


def is_past_year(period: PeriodMention, text: str, patterns: Patterns) -> bool:
    """过去一年，… is the year before in a plan, and says nothing in a review."""
    return period.year_offset == -1 and patterns.periods.past_year.search(text, period.start, period.end) is not None


def _behind_bullet(text: str, start: int) -> int:
    """●两年来，…: where the words of a line begin."""
    return start + (text[start : start + 1] in _BULLETS)


def _opening_end(text: str, start: int, patterns: Patterns) -> int:
    """Where what a sentence tells begins: behind 各位代表，刚刚过去的 and 据市商务局介绍，."""
    start = _behind_bullet(text, start)
    opening = patterns.headings.just_past.match(text, start)
    return opening.end() if opening is not None else start


def _is_ahead(period: PeriodMention, sentence: Sentence) -> bool:
    year = sentence.part.year
    return year is not None and period.last is not None and period.last > year


def _looks_back(period: PeriodMention) -> bool:
    """五年来，…。 / “十四五”期间，…。"""
    return (period.year_offset < -1 and not period.is_single) or (period.first != period.last and period.role == "of")


def _rules_paragraph(period: PeriodMention, text: str, patterns: Patterns) -> bool:
    """“十三五”期间，…。 / 2022年一季度，…。 / 去年，…。, not 去年初，…。 / 2022年，…。 / 2022年是…开局之年，…。"""
    is_year_apart = period.role == "of" and period.first is not None and text[period.end] in "，,是"
    is_last_year = period.year_offset == -1 and not _is_of_end(period, text, patterns)
    return period.first != period.last or period.last_month > 0 or is_last_year or is_year_apart


def go_on_below_heading(sentence: Sentence, carried: Carried, patterns: Patterns) -> None:
    """完成情况：已入库136家 and 总数：312家 go on about what the heading names; another heading ends that."""
    labels = patterns.headings.label_of_task, patterns.headings.label_of_figure
    if any(label.match(sentence.text, sentence.start) for label in labels):
        carried.take_up_heading()
    elif has_ordinal(sentence.text, sentence.start, patterns):
        carried.headed = None


def has_label_below(text: str, end: int, patterns: Patterns) -> bool:
    """Whether the next line begins with a label, so that the sentence is its heading."""
    return patterns.headings.label_of_task.match(text, end) is not None


def has_ordinal(text: str, start: int, patterns: Patterns) -> bool:
    """Whether a line is numbered as headings are: （一）, 2."""
    opened = patterns.headings.opened.match(text, start)
    return opened is not None and opened["mark"] is not None


def goes_on_behind_semicolon(sentence: Sentence, patterns: Patterns) -> bool:
    """Whether the line above a sentence ends with a semicolon, and it goes on with no count of its own."""
    before = sentence.text[max(0, sentence.start - 2) : sentence.start].rstrip("\n")
    return before.endswith((";", "；")) and not has_ordinal(sentence.text, sentence.start, patterns)


def note_silent_clauses(sentence: Sentence, start: int, end: int, carried: Carried, lookups: Lookups) -> None:
    """Subjects of clauses without numbers are carried too: 全社会研发经费投入稳步增长，占GDP比重达到3%.

    A number that the report hides (产业投资XX亿元) ends the subject before it as any number of something else does, and
    so do an assessment (综合评价位次前移，居全省第三位) and, behind a semicolon, a clause about something else (；财政
    收入再上台阶，达到1.1亿元); how a figure is reckoned (按常住人口计算, 根据…统一核算方法) is no subject.
    """
    grammar, patterns = lookups.grammar, lookups.patterns
    start = sentence.clause_end(start) if start > sentence.start else start
    named = sentence.subjects_between(start, end) if start < end else []
    if named and not sentence.numbers_between(start, end):
        measured = patterns.subjects.by_measure.search(sentence.text, start, end)
        measure = measured.span() if measured is not None else (end, end)
        named = [mention for mention in named if not measure[0] <= mention.start < measure[1]]
        named = _without_standards(without_definition(named, sentence.text), sentence.text, grammar)
        clause_start = sentence.clause_start(named[-1].start) if named else start
        if named and (
            patterns.subjects.extreme_of_kind.search(sentence.text, clause_start, end)
            or patterns.subjects.among_those.fullmatch(sentence.text, named[-1].end, end)
            or is_of_other_body(sentence.text, clause_start, named[-1].start, patterns)
            or is_trade_of_some(sentence, clause_start, named[-1], grammar)
            or has_words_of_part(sentence.text, clause_start, named[-1], patterns)
        ):
            carried.forget()  # 强度最高的行业是…; 技术合同中，…; 山东大学研发投入…; 先进制造领域成交额最高，为…
            carried.topic = None
        elif named and not (
            patterns.subjects.aspect_opened.fullmatch(sentence.text, start, end)
            or patterns.subjects.standard_opened.match(sentence.text, sentence.head_start(clause_start, end))
        ):
            carried.note_topic(named[-1], listed_with(named, sentence.text, patterns))
            place = lookups.places.of_clause(sentence, clause_start, named[-1].start)
            if place is not None and (
                place.code is not None or place.start == sentence.head_start(clause_start, start)
            ):
                carried.place = place  # a zone in 成功获批省级高新区、科技服务业集聚区 is not what is told of
    elif start < end and (
        patterns.numbers.hidden_number.search(sentence.text, start, end)
        or patterns.subjects.assessment.search(sentence.text, start, end)
        or _is_news_behind_semicolon(sentence, start, end, lookups)
    ):
        carried.forget()
        carried.topic = None


def _without_standards(named: list[Mention], text: str, grammar: Grammar) -> list[Mention]:
    """研发投入增速高于GDP增速，达到8%: what goes on is what was compared, not what it was compared with."""

    def is_compared(mention: Mention) -> bool:
        gap = grammar.gap.search(text, mention.start - _LONGEST_GAP, mention.start)
        return gap is None or gap.end() < mention.start

    return named[:1] + [mention for mention in named[1:] if is_compared(mention)]


def note_counted_places(sentence: Sentence, carried: Carried, patterns: Patterns) -> None:
    """6个县区GDP全部正增长。桓台县增长8.7%: what is told of so many places, the next sentence tells of each."""
    named, counted = {mention.name.ids: mention for mention in sentence.subjects}, patterns.lists.places_counted
    if len(named) == 1 and all(counted.match(sentence.text, each.start) for each in sentence.numbers):
        ((ids, last),) = named.items()
        carried.subject = Subject(ids, last.start, last.end, last.end, Origin.EARLIER_SENTENCE, "carried")


def _is_news_behind_semicolon(sentence: Sentence, start: int, end: int, lookups: Lookups) -> bool:
    """Whether a clause without numbers that opens behind a semicolon holds words of its own.

    ；截至目前， has none, and ；张店区最高， or ；张店区、临淄区次之， only says whose figure follows.
    """
    if start >= sentence.end or sentence.text[start] not in "；;":
        return False
    first_end = min(sentence.clause_end(start + 1), end)
    if first_end >= end or sentence.is_run_of_words(lookups.grammar.elided, start + 1, first_end):
        return False
    several = lookups.places.listed_before(sentence, start + 1, first_end)
    if len(several) > 1 and lookups.patterns.places.stands_out.search(
        sentence.text, several[-1].end or start, first_end
    ):
        return False
    said = lookups.places.named.at_end(sentence, start + 1, first_end)
    return said is None and lookups.places.named.of_remark(sentence, start + 1, first_end) is None
