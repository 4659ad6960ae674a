"""Whether a clause without a subject of its own goes on about what earlier ones told of.

What belongs here: what ends a subject, and what takes it up again. What does not: about which of the figures before a
clause goes on (`elisions.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extraction.binding import Binding, Lookups
from pipeline.extraction.carried import Carried
from pipeline.extraction.grammar import CLAUSE_MARK, JOINT, SEMICOLON, Grammar, closes_bracket, last_match
from pipeline.extraction.measures import RELATIVE
from pipeline.extraction.number_token import PART_FORMS, NumberToken
from pipeline.extraction.readings import reading_of
from pipeline.extraction.sentences import Occurrence
from pipeline.extraction.subjects import is_elided
from pipeline.reference.indicators import Catalogue
from pipeline.reference.patterns import Patterns
from pipeline.vocabulary import Measure, Nature, Status, Unit

_MAGNITUDES = ("万", "亿")
_LONGEST_END = 4
"""Characters between the figure of a headline and the sentence behind it: 大关。"""


def leave_part(at: Occurrence, carried: Carried, patterns: Patterns) -> None:
    """专利申请389件（其中发明147件），授权201件: behind a bracket or semicolon the whole is meant again.

    So is it where there are more of a thing than of the part: 专利申请960件，其中发明47件，授权618件; and in a total,
    which may be more than the whole that was added: 新增省级以上重点实验室5家，其中国家级1家，总数达40家.
    """
    told, mark = carried.bound or carried.forgotten, at.text[at.clause_start - 1]
    if len(told) < 2 or told[-1].token.start < at.sentence.start:
        return
    last, is_closed = told[-1], at.text[at.clause_start - 2] in "）)"
    is_more = at.token.surface == last.token.surface and last.token.value < at.token.value
    is_past = is_closed or SEMICOLON.match(mark) is not None
    if not (is_past or is_more):
        return
    start = max(at.text.rfind(bracket, at.sentence.start, last.token.lead) for bracket in "（(") if is_closed else -1
    of_which = last_match(patterns.lists.of_which, at.text, max(start, at.sentence.start), last.token.lead)
    opening = of_which.start() if of_which is not None else start  # 专利申请389件（发明147件），授权201件
    if opening < at.sentence.start or (is_closed and opening > start + 1):
        return
    clause_start = at.sentence.clause_start(last.token.lead)
    if opening < clause_start and (
        (last.telling.measure is Measure.CHANGE_ABS and clause_start <= last.telling.start)
        or (last.standing.status is Status.TARGET and clause_start <= last.subject.start)
    ):
        return  # 院士工作站达47家，其中高新区14家，新增瞪羚企业5家，总数达到31家
    if of_which is None and closes_bracket(at.text, opening + 1, last.token.lead):
        return  # 高企120（家），技术合同成交额268（亿元），增长12（%）
    whole = [each for each in told if at.sentence.start <= each.token.start < opening]
    is_total = patterns.measures.total_follows.match(at.text, at.clause_start - 1) is not None
    if not is_past and not is_total and whole and whole[-1].token.value < at.token.value:
        return
    if not whole or whole[-1].indicator is last.indicator or SEMICOLON.search(at.text, opening, last.token.lead):
        return
    if carried.bound:
        parts = [each for each in told if each.token.start > whole[-1].token.start] if is_more else []
        carried.bound, carried.subject = parts + whole, whole[-1].subject  # the parts for 同比分别增长2%、3%和4%
    else:
        carried.forgotten = whole


def take_up_counted(carried: Carried, numbers: Sequence[NumberToken], catalogue: Catalogue) -> None:
    """高企44家，实现产值…。分县区看，桓台县21家: the places go on about what was counted last, not named since."""
    last, named = carried.counted, carried.subject or carried.topic
    if last is None or all(number.kind is not last.token.kind for number in numbers):
        return
    if named is not None and named.start > last.token.start:
        known = catalogue.indicators_among(named.ids)
        if not known or any(last.token.kind in indicator.counted for indicator in known):
            return
    carried.subject, carried.bound, carried.inherited = last.subject, [last], 1


def _whole_of_goal(at: Occurrence, carried: Carried, patterns: Patterns) -> Binding | None:
    """成交额8.2亿元，其中输出3.4亿元、吸纳4.8亿元，完成市定目标7亿元的117%: that is the goal of the whole."""
    opened = patterns.lists.of_which.search(at.text, at.sentence.start, at.clause_start)
    if opened is None or patterns.statuses.fulfils_target.search(at.text, at.clause_start, at.token.lead) is None:
        return None
    if not at.text.startswith("的", at.token.tail):
        return None
    wholes = (each for each in reversed(carried.forgotten) if each.token.tail <= opened.start())
    last = next(wholes, None)
    is_alike = last is not None and last.token.unit is at.token.unit and last.telling.measure is Measure.LEVEL
    return last if is_alike else None


def take_up_forgotten(at: Occurrence, carried: Carried, lookups: Lookups) -> None:
    """高企600家，培训120场，总数居全省前列: a head takes up the figures that a number of something else had ended.

    So does a reading of the last of them: 高企58家，其中规上46家；申报22家，通过18家.
    """
    if carried.bound or not carried.forgotten:
        return
    last = carried.forgotten[-1]
    whole = _whole_of_goal(at, carried, lookups.patterns)
    if whole is not None:
        carried.bound, carried.subject = [whole], None
        return
    if _serves_each(at, last, lookups):
        carried.bound, carried.stray = list(carried.forgotten), None
        return
    if _is_next_of_places(at, last, lookups):
        carried.bound = list(carried.forgotten)
        return
    if carried.subject is not None:
        return
    if _is_read_as_forgotten(at, carried, lookups):
        carried.bound = list(carried.forgotten)
        return
    if not is_elided(at, lookups.grammar):
        return
    if _is_sum_of_added(at, last, lookups.patterns) or _is_growth_of_month(at, last):
        carried.bound = list(carried.forgotten)
        return
    before = at.sentence.numbers_between(at.head_start, at.token.start)  # 税收占比76%、居全省第4 is of the share
    if before and at.token.unit in (Unit.CNY, Unit.COUNT):
        is_run = at.sentence.is_run_of_words
        if not is_run(lookups.grammar.elided, at.head_start, before[0].lead):
            return  # 贷款18.6亿元，设立产业基金12支、总规模360亿元
    found = lookups.grammar.head.finditer(at.text, before[-1].tail if before else at.head_start, at.token.lead)
    heads = {head.lastgroup for head in found}
    semicolon = SEMICOLON.search(at.text, last.token.tail, at.token.lead)
    if semicolon is not None:  # 高企58家，其中规上46家；总数居全省第3位
        of_which = lookups.patterns.lists.of_which.search(at.text, last.token.tail, semicolon.start())
        heads &= {"total", "count"} if of_which and semicolon.end() == at.clause_start else set()
    if heads & {"total", "count", "amount", "share"}:
        carried.bound = list(carried.forgotten)


def _is_next_of_places(at: Occurrence, last: Binding, lookups: Lookups) -> bool:
    """其中武穴市12家、龙感湖管理区2家、浠水县5家: a list of places goes on behind one that is no division."""
    if last.token.start < at.sentence.start or last.token.surface != at.token.surface:
        return False
    between = at.sentence.numbers_between(last.token.tail, at.token.start)
    if not between or any(number.surface != at.token.surface for number in between):
        return False
    if last.place.start is None or SEMICOLON.search(at.text, last.token.tail, at.token.lead):
        return False
    is_area = lookups.patterns.lists.area_before.search(at.text, last.token.tail, between[-1].lead) is not None
    return is_area and lookups.places.names_one(at)


def _serves_each(at: Occurrence, last: Binding, lookups: Lookups) -> bool:
    """科技型中小企业860家、服务型企业12家，均居全省第2位: of what the catalogue knows among the things listed.

    Not behind others in turn: 城镇化率64.8%，绿化覆盖率、绿地率分别达46.8%、43.5%，均居全国第2.
    """
    if last.token.start < at.sentence.start or SEMICOLON.search(at.text, last.token.tail, at.token.lead):
        return False
    before = at.sentence.clause_start(at.clause_start - 1)
    if last.token.start < before and lookups.patterns.lists.respectively.search(at.text, before, at.clause_start):
        return False
    each = lookups.patterns.lists.each.search(at.text, at.clause_start, at.token.lead)
    return each is not None and is_elided(at, lookups.grammar)


def _is_growth_of_month(at: Occurrence, last: Binding) -> bool:
    """1—6月增长6.4%，其中能源工业增长5.8%；6月当月增长2.3%: a month alone is one of the whole, not of its part."""
    is_alike = last.telling.measure is Measure.CHANGE_PCT and last.token.start >= at.sentence.start
    if not is_alike or at.token.unit is not Unit.PERCENT or not SEMICOLON.match(at.text, at.clause_start - 1):
        return False
    return any(
        period.first_month == period.last_month > 0
        for period in at.sentence.periods
        if at.clause_start <= period.start < at.token.start
    )


def _is_sum_of_added(at: Occurrence, last: Binding, patterns: Patterns) -> bool:
    """新增高企52家，其中规上12家，累计达143家: behind what was added, of which a part is told, their number by now."""
    is_added = last.telling.measure is Measure.CHANGE_ABS and last.token.start >= at.sentence.start
    is_alike = at.token.surface == last.token.surface
    if SEMICOLON.search(at.text, last.token.tail, at.clause_start):
        return False  # 新型研发机构新增1家；企业研究院新增2家，总数7家
    return is_added and is_alike and patterns.measures.total_follows.match(at.text, at.clause_start - 1) is not None


def _is_read_as_forgotten(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """Whether a number of the same things is read as another indicator by what its clause does to them (申报22家)."""
    last = carried.forgotten[-1]
    # 项目46项，其中省级35项，争取经费3280万元
    is_alike = at.token.surface == last.token.surface or at.token.unit is Unit.CNY
    if not is_alike or last.token.start < at.sentence.start or at.subjects_before():
        return False
    semicolon = SEMICOLON.search(at.text, last.token.tail, at.clause_start)
    if semicolon is not None and at.sentence.numbers_between(semicolon.end(), at.clause_start):
        return False  # 省级以上项目114项；市级立项55项，安排资金1150万元: of what stands behind the semicolon
    reading = reading_of(last.indicator.id, at, lookups.catalogue)
    if reading is None or reading.before is None or reading.indicator in (None, last.indicator.id):
        return False
    found = reading.before.search(at.text, at.clause_start, at.token.start)
    return found is not None and _is_rest_plain(at, found, lookups.grammar)


def goes_on(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """Whether a clause goes on about what earlier ones told of."""
    if _told_before(at, carried) and not (
        _follows_topic_sentence(at, carried)
        or _continues_sentence_before(at, lookups)
        or _says_what_comes(at, carried, lookups.grammar)
        or _says_what_was_added(at, carried, lookups)
        or _follows_headline(at, carried, lookups.patterns)
    ):
        return False
    if _is_of_words_before_stranger(at, carried, lookups.grammar):
        return False
    is_new = lookups.patterns.lists.newly_of_which.search(at.text, at.sentence.start, at.token.lead) is not None
    is_plain = is_new or is_elided(at, lookups.grammar) or _is_bare_event(at, carried, lookups)
    if is_plain and _ends_clause(at, lookups.patterns):
        return True
    return is_read_as_carried(at, carried, lookups)


def _follows_topic_sentence(at: Occurrence, carried: Carried) -> bool:
    """科技型中小企业培育工作扎实推进。截至目前，已入库1320家: the first figure behind a sentence that only names it."""
    return not carried.bound and not at.sentence.numbers_between(at.sentence.start, at.clause_start)


def _is_bare_event(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """众创空间达到32家，今年新获批8家: an event that names nothing adds to the stock told of right before."""
    grammar = lookups.grammar
    if at.token.unit is not Unit.COUNT or grammar.event.search(at.text, at.head_start, at.token.lead) is None:
        return False
    topic = carried.subject if not carried.bound else None  # 入库139家，增长46%；瞪羚企业实现零突破，新增1家
    told = at.sentence.numbers_between(max(at.sentence.start, topic.end if topic else 0), at.token.start)
    last = carried.last()
    if told and all(binding.token is not told[-1] for binding in carried.bound):
        return False
    told_of = [last.indicator] if last is not None else lookups.catalogue.indicators_among(_carried_ids(carried))
    if any(indicator.nature is not Nature.STOCK for indicator in told_of):
        return False
    return at.sentence.is_run_of_words(grammar.link, at.head_start, at.token.lead)


def _is_of_words_before_stranger(at: Occurrence, carried: Carried, grammar: Grammar) -> bool:
    """引进投资超1000万美元项目数增长52%: what grew is named before a number of its clause that states nothing."""
    first = next(iter(at.sentence.numbers_between(at.head_start, at.token.start)), None)
    if first is None or at.token.unit not in (Unit.PERCENT, Unit.TIMES, Unit.RANK):
        return False
    if any(binding.token is first for binding in carried.bound) or carried.stray is first:
        return False
    return not at.sentence.is_run_of_words(grammar.elided, at.head_start, first.lead)


def _told_before(at: Occurrence, carried: Carried) -> bool:
    """Whether what is carried comes from the sentence before."""
    if carried.is_headed:
        return False  # （一）科技型中小企业 / 目标任务300家
    last, subject = carried.last(), carried.subject or carried.topic
    start = last.token.start if last is not None else subject.start if subject is not None else at.sentence.start
    return start < at.sentence.start


def _continues_sentence_before(at: Occurrence, lookups: Lookups) -> bool:
    """Whether a sentence may go on about the last one: it opens with a growth, a change of a share, or a rank."""
    first = next(iter(at.sentence.periods), None)
    if first is not None and first.role == "from" and first.start == at.sentence.start + 1:
        return True  # 成交额达到528亿元。继2020年突破300亿元后，今年突破500亿元
    opening = lookups.patterns.lists.by_period.fullmatch(at.text, at.sentence.start, at.clause_start)
    if at.clause_start == at.sentence.start and lookups.grammar.head.match(at.text, at.head_start, at.token.lead):
        return True  # 外贸进出口再创新高。总量突破40亿美元
    if at.token.unit is Unit.RANK and at.sentence.numbers_between(at.sentence.start, at.clause_start):
        return False  # 第一批12个示范城市绩效评价，杭州位列第一: of what its own sentence told
    return (
        (at.clause_start == at.sentence.start or opening is not None)
        and at.token.form not in ("fraction", "tenths")
        and at.token.unit in RELATIVE
        and at.head_start < at.token.lead
    ) or lookups.places.names_one(at)


def _follows_headline(at: Occurrence, carried: Carried, patterns: Patterns) -> bool:
    """1．高新技术企业突破百家。全年新认定37家: the sentence before, of one clause and one figure, heads an item."""
    is_first = not at.sentence.numbers_between(at.sentence.start, at.clause_start)
    if not is_first or len(carried.bound) != 1 or carried.inherited != 1:
        return False
    text, last = at.text, carried.bound[0].token
    start = text.rfind("\n", 0, last.start) + 1
    opened = patterns.headings.opened.match(text, start)
    is_headline = (
        opened is not None and opened["mark"] is not None and not CLAUSE_MARK.search(text, opened.end(), last.start)
    )
    return is_headline and 0 <= at.sentence.start - last.tail <= _LONGEST_END


def _says_what_comes(at: Occurrence, carried: Carried, grammar: Grammar) -> bool:
    """高新技术企业达到24家。力争2025年达到35家: a sentence that only aims higher, where one thing was told before."""
    stretch = at.text, at.sentence.start, at.token.lead
    if not _is_first_of_one_thing(at, carried):
        return False
    aims = grammar.forecast.search(*stretch) or grammar.target.search(*stretch)
    return aims is not None and is_elided(at, grammar)


def _says_what_was_added(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """高新技术企业达到862家。全年净增187家: what was added to the one thing that was told before.

    So it is behind what was added in another year: 2022年新增高企162家。2023年，新增187家.
    """
    if not _is_first_of_one_thing(at, carried):
        return False
    net = lookups.grammar.net.search(at.text, at.sentence.start, at.token.lead)
    if net is not None:
        return is_elided(at, lookups.grammar)
    last = carried.last()
    dated = next(iter(at.sentence.periods), None)
    is_dated = dated is not None and dated.start == at.sentence.start and dated.end >= at.clause_start - 1
    is_of_stock = last is not None and (
        last.token.value > at.token.value if last.telling.measure is Measure.LEVEL else is_dated
    )
    is_opening = at.clause_start == at.sentence.start or is_dated
    is_opening = is_opening or lookups.patterns.lists.of_which.match(at.text, at.sentence.start) is not None
    return is_of_stock and is_opening and _is_bare_event(at, carried, lookups)


def _is_first_of_one_thing(at: Occurrence, carried: Carried) -> bool:
    """Whether a number is the first of its sentence, and one thing alone was told of in such units before."""
    told = {each.indicator.id for each in carried.bound if each.token.surface == at.token.surface}
    return len(told) == 1 and not at.sentence.numbers_between(at.sentence.start, at.token.lead)


def _ends_clause(at: Occurrence, patterns: Patterns) -> bool:
    """Whether no noun follows that the number would count: 6名科技特派员 is not the farmers told of before.

    Nor are 2万下岗人员, where the number has no word for what it counts, and the first of 8项、40项科技成果.
    """
    is_count = at.token.unit is Unit.COUNT or at.token.surface in _MAGNITUDES
    if not is_count and at.token.form not in PART_FORMS:
        return True
    last = at.token
    for number in at.sentence.numbers_between(last.tail, at.sentence.end):
        if number.surface != last.surface or not JOINT.fullmatch(at.text, last.tail, number.lead):
            break
        last = number
    return patterns.subjects.clause_end.match(at.text, last.tail) is not None


def is_read_as_carried(at: Occurrence, carried: Carried, lookups: Lookups) -> bool:
    """Whether a reading of the carried subject takes the clause though it holds words of its own (立项99项)."""
    if at.subjects_before():
        return False
    for identifier in _carried_ids(carried):
        reading = reading_of(identifier, at, lookups.catalogue)
        if reading is None or reading.indicator is None:
            continue
        if reading.after is not None:
            return True
        found = reading.before.search(at.text, at.clause_start, at.token.start) if reading.before is not None else None
        if found and _is_rest_plain(at, found, lookups.grammar) and _ends_clause(at, lookups.patterns):
            return True
    return False


def _carried_ids(carried: Carried) -> Iterator[str]:
    """What the subject, the topic and the last figure that are carried may mean."""
    for subject in (carried.subject, carried.topic):
        if subject is not None:
            yield from subject.ids
    last = carried.last()
    if last is not None:
        yield last.indicator.id


def _is_rest_plain(at: Occurrence, found: re.Match[str], grammar: Grammar) -> bool:
    """Whether the words around those of a reading leave the subject as it is."""
    start = at.head_start
    is_run = at.sentence.is_run_of_words
    return is_run(grammar.link, start, max(start, found.start())) and is_run(grammar.link, found.end(), at.token.lead)
