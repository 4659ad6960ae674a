"""Whether a figure happened, is expected or is promised.

What belongs here: the words of a clause, the year of the figure and the part's default. What does not: what a heading
says of its part (pipeline/segmentation/parts.py).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extraction.grammar import JOINTS, SEMICOLON, Grammar, closes_bracket, last_match
from pipeline.extraction.measures import RELATIVE
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.written_periods import is_so_far, last_year
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.segmentation import Part
from pipeline.vocabulary import Origin, Status

_OF_WHICH_SHARE = re.compile(r"(?:、\d[\d.]*[\u4e00-\u9fff]{0,3}){0,4}[）)]?的\d[\d.]*%")
"""完成任务20亿元的106.5%, 占任务120件、65件的130%: the amounts are the tasks, not what was done."""
_SCOPE = len("全市")
_LONGEST_BEFORE_YEAR = 1
"""Characters between a forecast and the year that it is for: 初步预计，2017年."""
_INTENDS = ("将", "拟")
"""Words of a plan, which leave a goal before them one (目标拟设为5%)."""
_BRACKETS = ("（", "(")
_OUTCOME_FOLLOWS = ("，", ",", "（", "(")
"""Before what came of a figure so far, which leaves it expected where it is: 预计突破12亿元，目前已完成11.3亿元."""
_MONTHS = 12
_LEAST_NAME = 5
"""Characters of a name by which the line below tells of the same thing: 科技型中小企业入库, 科技型中小企业评价入库."""

_COUNTED_NOW = (UnitKind.ORGANISATION, UnitKind.HOUSEHOLD, UnitKind.ITEM)
"""Kinds of what a report of December knows of its year, whatever it still expects of amounts."""


class Standing(NamedTuple):
    """The status of a figure with the words that said so (None: the default of the part)."""

    status: Status
    start: int | None
    end: int | None
    origin: Origin


class _Told(NamedTuple):
    """What the words around a number say of its status, each where they say it."""

    forecast: re.Match[str] | None
    target: re.Match[str] | None
    achieved: re.Match[str] | None


def read_status(at: Occurrence, period: str, grammar: Grammar) -> Standing:
    """The status of a number of a period.

    In a plan a figure is a target unless its words or its year say that it happened; in a review the other way round.
    """
    part, year = at.sentence.part, last_year(period)
    is_before = part.year is not None and year < _first_year(part)
    if is_before and (
        grammar.patterns.statuses.basis_after.match(at.text, at.token.tail)
        or at.begins_development(grammar.patterns)
        or at.base_before(grammar.patterns) is not None  # 力争比2019年的0.68%提高0.2个百分点
    ):
        return Standing(Status.ACTUAL, None, None, Origin.CLAUSE)
    is_reviewed = part.status is not Status.TARGET and part.year is not None and year <= part.year
    if is_reviewed and grammar.patterns.periods.built_on.match(at.text, at.token.tail):
        return Standing(Status.ACTUAL, None, None, Origin.CLAUSE)  # 力争2024年在116家的基础上突破140家
    told = _told(at, grammar, is_before=is_before)
    if part.status is Status.TARGET:
        return _in_plan(told, at, is_before, grammar.patterns)
    last = part.told_in if part.is_told_late else part.year
    is_later = last is not None and year > last and not is_so_far(period) and not at.sentence.compares_with_its_year()
    is_ahead = is_later or _is_later_in_year(period, part)
    return _in_review(told, at, grammar, is_ahead=is_ahead, is_before=is_before)


def _is_later_in_year(period: str, part: Part) -> bool:
    """Whether a period begins behind that of a part which tells of months: the second quarter behind the first."""
    return part.is_part_of_year and "-" in period and period[:7] > (part.period or "")[-7:]


def _first_year(part: Part) -> int:
    """The first year that a part speaks of: a plan for 2023 to 2027 promises 2025 too."""
    return int((part.period or "")[:4]) if part.is_of_years else part.year or 0


def _told(at: Occurrence, grammar: Grammar, *, is_before: bool) -> _Told:
    """What the words of a clause say of the status of its number, and those that rule it from before."""
    text, start, end, patterns = at.text, at.clause_start, at.token.start, grammar.patterns
    forecast = last_match(grammar.forecast, text, _start_of_list(at, patterns), end)
    kept = patterns.statuses.never_below.search(text, start, end)  # but 确保强度始终不低于2.5%
    target = last_match(grammar.target, text, start, kept.start() if kept else end) or _intended(
        text, start, end, patterns
    )
    is_fulfilled = patterns.statuses.fulfils_target.search(text, start, end) and not _OF_WHICH_SHARE.match(
        text, at.token.tail
    )
    is_outside = target is not None and is_before and _opens_brackets(text, target.end(), end)
    is_measured = target is not None and patterns.statuses.held_to_goal.match(text, target.end(), end)
    if target is not None and (is_fulfilled or is_outside or is_measured or closes_bracket(text, target.end(), end)):
        target = None  # 高企（目标1500家）达到1532家
    if forecast is not None and patterns.statuses.object_mark.match(text, forecast.start()):
        forecast = None
    if forecast is not None and is_before and _is_known(at, forecast, patterns):
        forecast = None
    if at.sentence.part.status is Status.ACTUAL and forecast is None and target is None:
        forecast = _carried_forecast(at, patterns)
        if forecast is not None and is_before and not _dates_all(at, forecast, patterns):
            forecast = None
    if forecast is None:
        forecast = patterns.statuses.expected_after.match(text, at.token.tail)
    return _Told(forecast, target, patterns.statuses.achieved.search(text, start, end))


def _opens_brackets(text: str, start: int, end: int) -> bool:
    """Whether brackets open before a number, in which words do not stand: 目标：达到36家（2023年30家）."""
    return any(text.rfind(opening, start, end) > text.rfind(closing, start, end) for opening, closing in ("（）", "()"))


def _is_known(at: Occurrence, forecast: re.Match[str], patterns: Patterns) -> bool:
    """预计2.4%左右（2022年为2.31%）: the figure of the year before has happened."""
    told = at.sentence.numbers_between(forecast.end(), at.token.start)
    return bool(told) and patterns.statuses.growth_beside.fullmatch(at.text, told[-1].tail, at.token.lead) is None


def _start_of_list(at: Occurrence, patterns: Patterns) -> int:
    """将保持高企和科技型中小企业快速增长，分别新增1000家、10000家: the clause before rules the list."""
    sentence, start = at.sentence, at.clause_start
    if start == sentence.start or not patterns.lists.respectively.match(at.text, start):
        return start
    before = sentence.clause_start(start - 1)
    return start if sentence.numbers_between(before, start) else before


def _in_plan(told: _Told, at: Occurrence, is_before: bool, patterns: Patterns) -> Standing:
    """力争达到600家 is a target, 2023年达到500家 in a plan for 2024 has happened."""
    text, start, end = at.text, at.clause_start, at.token.start
    if told.target is not None:
        return Standing(Status.TARGET, told.target.start(), told.target.end(), Origin.CLAUSE)
    if told.forecast is not None and patterns.statuses.expected.search(text, start, end):
        return Standing(Status.FORECAST, told.forecast.start(), told.forecast.end(), Origin.CLAUSE)
    expected = _carried_forecast(at, patterns) if told.forecast is None else None
    if expected is not None and is_before and not _rules_all(at, expected, patterns):
        expected = None
    if expected is not None and patterns.statuses.strives.search(text, expected.end(), end) is None:
        return Standing(Status.FORECAST, expected.start(), expected.end(), Origin.SENTENCE)  # 预计全年…，…增长6.5%
    if is_before and not patterns.statuses.target_after.match(text, at.token.tail):  # 超额完成规划确定的1.0%的目标
        return Standing(Status.ACTUAL, None, None, Origin.PART)
    achieved = told.achieved or _opened_at_present(at, patterns) or _labelled_outcome(at, patterns)
    if achieved is not None:
        return Standing(Status.ACTUAL, achieved.start(), achieved.end(), Origin.CLAUSE)
    return Standing(Status.TARGET, None, None, Origin.PART)


def _labelled_outcome(at: Occurrence, patterns: Patterns) -> re.Match[str] | None:
    """目标任务：专利申请100件；完成情况：126件: the last label before a number, where it tells what came of a task."""
    label = last_match(patterns.headings.label_of_task, at.text, at.sentence.start, at.token.lead)
    return label if label is not None and label["done"] is not None else None


def _opened_at_present(at: Occurrence, patterns: Patterns) -> re.Match[str] | None:
    """目前，全市有高企126家、平台213家: what a sentence that opens so tells, up to another year or an event."""
    opened = patterns.periods.at_present.match(at.text, at.sentence.start)
    if opened is None or any(opened.end() < period.start < at.token.start for period in at.sentence.periods):
        return None
    return None if patterns.statuses.to_be_done.search(at.text, at.clause_start, at.token.start) else opened


def _in_review(told: _Told, at: Occurrence, grammar: Grammar, *, is_ahead: bool, is_before: bool) -> Standing:
    """达到500家 has happened, 预计达到500家 is expected, 增长5%的目标 and a figure of a year to come are targets.

    So is one before its name and such a word: 完成市定12亿元技术合同成交额目标.
    """
    forecast, target, achieved = told
    if target is not None and achieved is not None and achieved.start() >= target.end():
        target = None  # 1500家目标已完成1532家
    if forecast is not None and achieved is not None and at.sentence.numbers_between(forecast.end(), achieved.start()):
        forecast = None  # 预计新增20家（目前已新增18家）
    named, pattern = at.sentence.subject_at(at.token.tail), grammar.patterns.statuses.target_after
    after = pattern.match(at.text, _end_of_list(at)) or (pattern.match(at.text, named.end) if named else None)
    if after and not (forecast is not None and after.group().startswith(_OUTCOME_FOLLOWS)):
        return Standing(Status.TARGET, after.start(), after.end(), Origin.CLAUSE)
    if target is not None and (forecast is None or target.start() > forecast.start() or forecast.group() in _INTENDS):
        return Standing(Status.TARGET, target.start(), target.end(), Origin.CLAUSE)
    if forecast is not None and grammar.patterns.statuses.goals_announced.match(
        at.text, forecast.start(), at.token.lead
    ):
        return Standing(Status.TARGET, forecast.start(), forecast.end(), Origin.CLAUSE)  # 将做好以下工作：净增…
    if forecast is not None:
        return Standing(Status.FORECAST, forecast.start(), forecast.end(), Origin.CLAUSE)
    if is_ahead and not grammar.patterns.statuses.so_far.search(at.text, at.sentence.start, at.token.lead):
        return Standing(Status.TARGET, None, None, Origin.CLAUSE)
    if achieved is None and _is_task_above_outcome(at, grammar.patterns):
        return Standing(Status.TARGET, None, None, Origin.SENTENCE)
    earlier = last_match(grammar.target, at.text, at.sentence.start, at.clause_start)
    if earlier is not None and grammar.patterns.statuses.strives.fullmatch(earlier.group()) and achieved is None:
        return Standing(Status.TARGET, earlier.start(), earlier.end(), Origin.SENTENCE)
    planned = _planned_before(at, grammar.patterns) if achieved is None else None
    if planned is not None:
        return Standing(Status.TARGET, planned.start(), planned.end(), Origin.SENTENCE)
    announced = grammar.patterns.statuses.goals_announced
    goals = announced.match(at.text, at.clause_start, at.token.start)  # 年度任务：完成20亿元
    if goals is None and achieved is None and _may_announce(at, grammar.patterns):
        goals = last_match(announced, at.text, at.sentence.start, at.token.lead)
        if goals is not None and (
            grammar.patterns.statuses.achieved.search(at.text, goals.end(), at.token.lead)
            or _labelled_outcome(at, grammar.patterns)
        ):
            goals = None  # 规划提出，到2025年达到500家；截至2023年底，达到382家
    if goals is not None and not (is_before and _is_dated_anew(at, goals.end())):
        return Standing(Status.TARGET, goals.start(), goals.end(), Origin.SENTENCE)
    called = grammar.patterns.statuses.called_for.search(at.text, at.sentence.start, at.clause_start)
    if called is not None and achieved is None:
        return Standing(Status.TARGET, called.start(), called.end(), Origin.SENTENCE)
    return Standing(Status.ACTUAL, None, None, Origin.PART)


def _planned_before(at: Occurrence, patterns: Patterns) -> re.Match[str] | None:
    """今年计划播种面积121万亩，总产量52万吨，实际完成…: what was planned, up to what came of it.

    In brackets it is the plan of one figure: 高企1100家（计划1000家），科技型中小企业1800家.
    """
    planned = last_match(patterns.statuses.planned, at.text, at.sentence.start, at.clause_start)
    if planned is None or patterns.statuses.in_truth.search(at.text, planned.end(), at.token.lead):
        return None
    if closes_bracket(at.text, planned.end(), at.token.lead):
        return None
    return None if SEMICOLON.search(at.text, planned.end(), at.clause_start) else planned


def _is_dated_anew(at: Occurrence, start: int) -> bool:
    """年度目标任务为专利申请150件；2017年专利申请126件: the year before has happened, whatever this one is to bring."""
    return any(period.role == "of" and start <= period.start < at.token.start for period in at.sentence.periods)


def _end_of_list(at: Occurrence) -> int:
    """高企突破900家、技术合同成交额130亿元的目标: what stands behind the last number of a clause is said of all."""
    tail = at.token.tail
    if at.text[tail] not in JOINTS:
        return tail
    listed = at.sentence.numbers_between(tail, at.sentence.clause_end(tail))
    return listed[-1].tail if listed else tail


def _may_announce(at: Occurrence, patterns: Patterns) -> bool:
    """Whether the clauses before a number speak of goals at all, which few do: a tenth of the cost of asking how."""
    return patterns.statuses.goal_word.search(at.text, at.sentence.start, at.clause_start) is not None


def _is_task_above_outcome(at: Occurrence, patterns: Patterns) -> bool:
    """1.技术合同成交额达到300亿元。 above 完成情况：…: a numbered line tells the task, the next what came of it.

    That one may bear no label: 已完成312亿元, or （1）…，完成目标任务的131%, or the same name measured by the goal; the
    task may stand in brackets: 1.技术合同成交额（300亿元）。完成312亿元.
    """
    text, end = at.text, at.sentence.end
    opened = patterns.headings.opened.match(text, at.sentence.start)
    if opened is None or opened["mark"] is None:
        return False
    if patterns.headings.outcome_of_label.match(text, at.token.end) is not None:
        return True
    below = patterns.headings.label_of_task.match(text, end)
    if below is not None:
        return below["done"] is not None
    outcome = patterns.headings.outcome_below.match(text, end)
    if outcome is None:
        return False
    if outcome["at_once"] or outcome["item"]:
        return outcome["item"] is None or opened["mark"][0] not in _BRACKETS  # （2） stands beside （1）, not below it
    names = [each.name.text for each in at.sentence.subjects[:1]]
    parts = [part for name in names for part in (name[:_LEAST_NAME], name[-_LEAST_NAME:])]  # 新认定高新技术企业
    return any(text.find(part, end, outcome.end()) >= 0 for part in parts)


def _intended(text: str, start: int, end: int, patterns: Patterns) -> re.Match[str] | None:
    """计划 and 争取 before a verb, 指标 and 任务 right before the number: elsewhere they are nouns."""
    return (
        patterns.statuses.intent.search(text, start, end)
        or patterns.statuses.set_before.search(text, start, end)
        or patterns.statuses.target_before.search(text, start, end)
    )


def _carried_forecast(at: Occurrence, patterns: Patterns) -> re.Match[str] | None:
    """预计 rules the clauses behind it, up to a semicolon, a word that says what has happened, or another year.

    Behind a subject (研发投入强度预计达3.2%，净增高企800家) it rules what is said of that one.
    Where it opens the sentence, it rules beyond semicolons (预计全年…增长8%；固定资产投资增长16.5%；…), but what is
    expected because its statistics come late (预计研发投入达28.6亿元；新认定高企142家) is that alone.
    """
    text, sentence = at.text, at.sentence
    found = last_match(patterns.statuses.expected, text, sentence.start, at.clause_start)
    if found is None or found["at_first"]:
        return None
    is_of_all = _rules_all(at, found, patterns)
    first = patterns.statuses.expected.search(text, sentence.start, found.start()) if not is_of_all else None
    if first is not None and not first["at_first"] and _rules_all(at, first, patterns):
        found, is_of_all = first, True  # 预计全年…增长6.5%、有望突破3500亿元；…
    ended = patterns.statuses.achieved if is_of_all else patterns.statuses.has_happened
    if ended.search(text, found.end(), at.token.start):
        return None
    if is_of_all and _is_counted_now(at, found.end(), patterns):
        return None
    is_behind_subject = sentence.subjects_between(sentence.clause_start(found.start()), found.start())
    if is_behind_subject and sentence.subjects_between(found.end(), at.token.lead):
        return None
    ruled_end = sentence.clause_end(found.end())
    if ruled_end == found.end():
        ruled_end = sentence.clause_end(ruled_end + 1)  # 预计，2023年粮食总产431.9万吨
    named = sentence.subjects_between(sentence.clause_start(found.start()), ruled_end)
    if not (named or is_of_all) and sentence.subjects_between(ruled_end, at.token.lead):
        return None  # 申报26家，预计年底可达到54家，科技型中小企业达到76家
    is_anew = any(
        period.role == "of"
        and (period.last is not None or 0 < period.last_month < _MONTHS)  # 预计全年…；前11个月，…
        and ruled_end < period.start < at.token.start
        for period in sentence.periods
    )
    return None if is_anew else found


def _is_counted_now(at: Occurrence, start: int, patterns: Patterns) -> bool:
    """预计全年技术合同成交额达25亿元；高新技术企业新增6家: a count behind an expected amount is known by now.

    Where the forecast begins with a count (预计全年高新技术企业达到520家；…), those behind it are expected as well.
    """
    counted = at.token if at.token.unit not in RELATIVE else _amount_before(at)  # 新增6家，增长20%，居第3位
    ended = SEMICOLON.search(at.text, start, at.clause_start) if counted.kind in _COUNTED_NOW else None
    if ended is None:
        return False
    if patterns.statuses.fulfils_target.search(at.text, start, ended.start()):
        return True  # 预计高企达到520家，超额完成年度任务；建成工作站3家
    return all(token.kind not in _COUNTED_NOW for token in at.sentence.numbers_between(start, ended.start()))


def _amount_before(at: Occurrence) -> NumberToken:
    """The last amount or count behind a semicolon, of which growths and ranks behind it are."""
    told = at.sentence.numbers_between(at.passage_start, at.token.start)
    return next((each for each in reversed(told) if each.unit not in RELATIVE), at.token)


def _is_scope_alone(at: Occurrence, head: int, end: int, patterns: Patterns) -> bool:
    """全市预计完成21亿元；… and 2019年，全区预计…: nothing but a year and the place stand before `end`."""
    start = end - _SCOPE
    if patterns.places.scope.fullmatch(at.text, head, end) is not None:
        return True
    if head >= start or patterns.places.scope.fullmatch(at.text, start, end) is None:
        return False
    return any(each.start == head and at.text[each.end : start] in ("", "，", ",") for each in at.sentence.periods)


def _rules_all(at: Occurrence, expected: re.Match[str], patterns: Patterns) -> bool:
    """Whether a forecast opens its sentence, so that it rules all of it, but for statistics that come late."""
    sentence = at.sentence
    head = sentence.head_start(sentence.start, expected.start())
    opens = (
        head == expected.start()
        or _is_scope_alone(at, head, expected.start(), patterns)
        or _opens_list(at, expected, patterns)
    )
    return opens and not patterns.statuses.late_statistic.match(at.text, expected.end())


def _dates_all(at: Occurrence, expected: re.Match[str], patterns: Patterns) -> bool:
    """初步预计，2017年全年…；… in news of the year after: the year behind the forecast is the only one told of."""
    told = [period for period in at.sentence.periods if period.start < at.token.start]
    is_dated = len(told) == 1 and 0 <= told[0].start - expected.end() <= _LONGEST_BEFORE_YEAR
    return is_dated and _rules_all(at, expected, patterns)


def _opens_list(at: Occurrence, expected: re.Match[str], patterns: Patterns) -> bool:
    """经济运行稳中向好，预计全年…增长6%；… or 全年预计…: whether such a clause tells the first figure.

    A heading may run into it: 稳增长促发展取得新成效预计全年…. The place may stand before it: 面对下行压力，全市预计….
    """
    sentence, start = at.sentence, expected.start()
    begun = sentence.clause_start(start)
    if patterns.places.scope.fullmatch(at.text, begun, start) is not None:
        begun = start
    is_dated = any(
        period.start == expected.end() or (period.start == begun and period.end == start) for period in sentence.periods
    )
    is_told = is_dated or (start == begun and sentence.subjects_between(start, sentence.clause_end(start)))
    if not is_told:
        return False
    return not (sentence.numbers_between(sentence.start, start) or sentence.subjects_between(sentence.start, start))


def is_target_behind(text: str, tail: int, patterns: Patterns) -> bool:
    """Whether the words behind a number make it a target: 3%左右的调控目标."""
    return patterns.statuses.target_after.match(text, tail) is not None
