"""Reads the words of a header cell, a row label or the title of a table: 比上年增长（%）, 其中：出口总额（亿元）.

What belongs here: what such words say, each for itself, and whether they are understood to the last character. What
does not: where the cells are (`lines.py`), nor what they say together (`reading.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pipeline.extraction.grammar import COMPARES, JOINT, Grammar
from pipeline.extraction.periods import PeriodLexer, PeriodMention, PeriodRole
from pipeline.extraction.scopes import code_of_scope
from pipeline.extraction.tables.heading import NOT_OF_A_LABEL, Heading, HeadingPlace
from pipeline.extraction.tables.heading_forms import (
    BARE_MONTH,
    BARE_YEAR,
    BRACKET,
    DOTTED,
    MARK,
    MONTH,
    NOTE,
    ORDINAL,
    PUNCTUATION,
)
from pipeline.extraction.tables.units import TableUnit, UnitReader
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind, alternation
from pipeline.reference.lexicon import Name, NameKind
from pipeline.reference.regions import Region
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation import UNKNOWN
from pipeline.segmentation.cells import start_of_english, start_of_title
from pipeline.vocabulary import Unit

Piece = tuple[int, Callable[[], None]]
"""Where a piece of a heading ends, and what to note where it is taken."""
Names = dict[int, tuple[int, int, Name]]
Mentions = dict[int, PeriodMention]
"""By where they begin."""

LONGEST_HEADING = 80
"""Characters; longer cells are prose, and are not looked at."""

LONGEST_WITH_BARE_YEAR = 16
"""Characters; in longer headings four digits without 年 may be anything."""

_RANK_WORD = 2
"""Characters of the word for a rank with which a name may end."""
_STATUSES = (HeaderKind.TARGET, HeaderKind.ACTUAL, HeaderKind.FORECAST)


class HeadingRules:
    """What headings are read by, compiled once for a set of reference data."""

    def __init__(self, reference: Reference, grammar: Grammar, periods: PeriodLexer) -> None:
        self.reference, self.grammar, self.periods = reference, grammar, periods
        headers = reference.table_headers
        self._kinds = {word: kind for kind in HeaderKind for word in headers[kind] if kind is not HeaderKind.TITLE}
        self.words = re.compile(alternation(self._kinds))
        self.words_of_titles = re.compile(alternation({*self._kinds, *headers[HeaderKind.TITLE]}))

    def kind_of(self, word: str) -> HeaderKind:
        """What a word of a header says; a word that only titles have says nothing."""
        return self._kinds.get(word, HeaderKind.TITLE)


class HeadingReader:
    """Reads headings of one report; the same words are read once."""

    def __init__(self, rules: HeadingRules, own_region: str) -> None:
        self.rules, self._own = rules, own_region
        reference = rules.reference
        self.reference, self.grammar = reference, rules.grammar
        self.find_periods, self.find_names = rules.periods.find, reference.lexicon.find
        self.patterns = reference.patterns
        self._catalogue = reference.catalogue
        self.units = UnitReader(reference.units)
        self._read: dict[tuple[str, int | None, bool], Heading] = {}

    def indicators_noted(self, words: str) -> set[str]:
        """The indicators that a note names (R&D经费、…为2022年数据); statistics that come late come together."""
        ids = [name_id for name in JOINT.split(words) for name_id in self.read(name, None).ids]
        named = self._catalogue.indicators_among(ids)
        late = self._catalogue.indicators.values() if any(each.lag_years for each in named) else ()
        return {each.id for each in named} | {each.id for each in late if each.lag_years}

    def read(self, text: str, year: int | None, *, is_title: bool = False) -> Heading:
        """What a heading says; `year` is the one spoken of, for regions whose codes changed."""
        key = (text, year, is_title)
        heading = self._read.get(key)
        if heading is None:
            heading = self._read[key] = _Pass(self, text, year, is_title).heading()
        return heading

    def is_indicator(self, ids: tuple[str, ...]) -> bool:
        """Whether ids name an indicator, and not a word that takes others to mean one (发明)."""
        return bool(self._catalogue.indicators_among(ids))

    def most_of(self, ids: tuple[str, ...]) -> Decimal | None:
        """The most that the figures of a share can be; None of what is no share."""
        found = self._catalogue.indicators_among(ids)
        is_share = bool(found) and all(indicator.unit is Unit.PERCENT and indicator.minimum == 0 for indicator in found)
        return found[0].maximum if is_share else None

    def region(self, name: str, year: int | None) -> Region | None:
        """The division that a name in a heading means."""
        own = self._own if self._own != UNKNOWN else None
        return self.reference.regions.resolve(name, within=own, year=year)

    def scope(self, word: str) -> tuple[str | None, str | None]:
        """Code and name of 全国, 全省, 全市 as this report uses them; no code for 全市 in that of a province."""
        regions = self.reference.regions
        code = code_of_scope(word, self._own, regions)
        found = regions.get(code)
        name = found.name if found else None
        is_of_part = name is not None and name.endswith("省") and word[1] not in "省国"
        return None if is_of_part else code, name


class _Pass:
    """One pass over the text of one heading, from left to right, the longest known words first."""

    def __init__(self, reader: HeadingReader, text: str, year: int | None, is_title: bool) -> None:
        self.reader, self.year, self.is_title = reader, year, is_title
        self.text = DOTTED.sub(r"\1年", text)
        self.kinds: set[HeaderKind] = set()
        self.subjects: list[tuple[int, int, tuple[str, ...]]] = []
        self.periods: list[PeriodMention] = []
        self.months: list[tuple[int | None, int]] = []
        self.units: list[TableUnit] = []
        self.places: list[HeadingPlace] = []
        self.status: HeaderKind | None = None
        self.is_index = self.is_marked = False
        self.difference_end = self.unknown_end = -1
        """Where the last word for a difference ended, and the last character that no rule knows."""

    def heading(self) -> Heading:
        """What the heading says, up to the notes and the English behind it."""
        text = self.text
        end = len(text)
        if not 0 < end <= LONGEST_HEADING:
            return Heading(text, is_foreign=bool(text))
        note = NOTE.search(text)
        end = min([end, start_of_english(text), *([note.start()] if note is not None and note.start() else [])])
        position = self._prefix()
        names = {name[0]: name for name in self.reader.find_names(text)}
        mentions = self._mentions()
        while position < end:
            position = self._step(position, end, names, mentions)
        return self._result()

    def _mentions(self) -> Mentions:
        """The periods that are named, by where they begin."""
        mentions = {mention.start: mention for mention in self.reader.find_periods(self.text)}
        for plan in self.reader.patterns.tables.named_plan.finditer(self.text):
            # “十四五”规划目标: before a word for a plan the name is none of a period in sentences.
            for named in self.reader.find_periods(plan.group()):
                mentions[plan.start()] = named._replace(start=plan.start(), end=plan.end())
        return mentions

    def _compares(self, position: int, mentions: Mentions) -> bool:
        """比 before a year says that the figure is a growth since then."""
        has_year = position + 1 in mentions or BARE_YEAR.match(self.text, position + 1) is not None
        return self.text[position] in COMPARES and has_year

    def _prefix(self) -> int:
        """Where the words begin, behind ordinals and marks of parts: 1. 其中：."""
        if self.is_title:
            return start_of_title(self.text, self.reader.patterns)
        position = 0
        while True:
            mark = self.reader.patterns.tables.mark_of_part.match(self.text, position)
            prefix = mark or ORDINAL.match(self.text, position)
            if prefix is None:
                return position
            self.is_marked = self.is_marked or mark is not None
            position = prefix.end()

    def _step(self, position: int, end: int, names: Names, mentions: Mentions) -> int:
        """Takes the longest piece that is understood at a position, and returns where it ends."""
        grouped = self.reader.patterns.tables.grouped_by.match(self.text, position) if self.is_title else None
        if grouped is not None:
            return grouped.end()
        piece_end, take = max(
            self._name(position, names),
            self._word(position),
            self._period(position, mentions),
            self._rest_as_unit(position, end),
            key=lambda piece: piece[0],
        )
        if piece_end > position:
            take()
            return piece_end
        mark = MARK.match(self.text, position)
        if mark is not None:
            return mark.end()  # 高新技术企业*（家）
        bracket = BRACKET.match(self.text, position)
        if bracket is not None and self._in_brackets(bracket.group(1)):
            return bracket.end()
        character = self.text[position]
        if character == "均" and self.text[position - 1] == "年" and (self.periods or self.months):
            self.kinds.add(HeaderKind.AVERAGE_GROWTH)
        elif character not in PUNCTUATION and not self._compares(position, mentions):
            self.unknown_end = position + 1
        return position + 1

    def _name(self, position: int, names: Names) -> Piece:
        """An indicator, place or 全市 at a position, or the whole of a share (占全市生产总值)."""
        share = self.reader.patterns.subjects.share_of.match(self.text, position)
        if share is not None:
            return share.end(), lambda: self.kinds.add(HeaderKind.SHARE)
        scope = self.reader.patterns.tables.scope_of_heading.match(self.text, position)
        found = names.get(position)
        if found is None or (scope is not None and scope.end() >= found[1]):
            return (scope.end(), lambda: self._take_scope(scope)) if scope is not None else (position, _nothing)
        start, end, name = found
        if name.kind is NameKind.SUBJECT:
            end -= self.text[end - 1 : end + 1] == "数据"  # 专利授权数据表
            return end, lambda: self.subjects.append((start, end, name.ids))
        if name.kind is NameKind.ZONE:
            return end, lambda: self.places.append(HeadingPlace(None, name.text, start, end))
        region = self.reader.region(name.text, self.year)
        if region is None and name.text not in self.reader.reference.cues[CueKind.ELSEWHERE]:
            return position, _nothing
        if region is None:
            return end, lambda: self.places.append(HeadingPlace(None, name.text, start, end))
        return end, lambda: self.places.append(HeadingPlace(region.code, region.name, start, end))

    def _take_scope(self, scope: re.Match[str]) -> None:
        code, name = self.reader.scope(scope.group())
        self.places.append(HeadingPlace(code, name, scope.start(), scope.end()))

    def _period(self, position: int, mentions: Mentions) -> Piece:
        """A month, a period, or a bare year at a position."""
        month = MONTH.match(self.text, position) or BARE_MONTH.match(self.text, position)
        mention = mentions.get(position)
        if month is not None and (mention is None or month.end() >= mention.end):
            year = int(month.group("year")) if month.group("year") else None
            return month.end(), lambda: self.months.append((year, int(month.group("month"))))
        if mention is not None:
            return mention.end, lambda: self.periods.append(mention)
        bare = BARE_YEAR.match(self.text, position) if len(self.text) <= LONGEST_WITH_BARE_YEAR else None
        if bare is not None:
            first, last = int(bare["first"]), int(bare["last"] or bare["first"])
            role: PeriodRole = "base" if position and self.text[position - 1] in COMPARES else "of"
            return bare.end(), lambda: self.periods.append(PeriodMention(*bare.span(), role, first, last))
        return position, _nothing

    def _word(self, position: int) -> Piece:
        """A word of headers at a position."""
        rules = self.reader.rules
        words = rules.words_of_titles if self.is_title else rules.words
        word = words.match(self.text, position)
        if word is None:
            return position, _nothing
        kind = rules.kind_of(word.group())
        return word.end(), lambda: self._take_word(kind, word.start(), word.end())

    def _take_word(self, kind: HeaderKind, start: int, end: int) -> None:
        """Notes what a word of a header says."""
        if kind is HeaderKind.AMOUNT and self.difference_end == start:
            # 增减额 is an amount, 增减 may be a rate.
            self.kinds.discard(HeaderKind.DIFFERENCE)
            kind = HeaderKind.CHANGE
        is_base = start in (self.difference_end, *(base.end for base in self.periods if base.role == "base"))
        if kind is HeaderKind.BASE:
            self.kinds.add(kind)
            kind = HeaderKind.ACTUAL
        if kind in _STATUSES and is_base:
            return  # 比上年执行数增长: what was done then says nothing of the figure
        if kind is HeaderKind.DIFFERENCE:
            self.difference_end = end
        self.kinds.add(kind)
        if kind is HeaderKind.PERIOD_CUMULATED:
            self.kinds.add(HeaderKind.PERIOD_NOW)
        if kind in _STATUSES:
            self.status = kind

    def _rest_as_unit(self, position: int, end: int) -> Piece:
        """A unit at the end (增长%), or one that can be nothing else."""
        if self.is_title or position == self.unknown_end:
            return position, _nothing
        rest = self.text[position:end]
        one = rest[0] if rest[0] in "%‰" else rest
        unit = self.reader.units.read(one)
        if unit is None or (unit.kind is UnitKind.PLACE and position > 0):
            return position, _nothing
        return position + len(one), lambda: self.units.append(unit)

    def _in_brackets(self, content: str) -> bool:
        """Whether the content of a bracket is understood; what it says is taken in."""
        patterns = self.reader.patterns
        if patterns.tables.takes_in.fullmatch(content):
            return True
        if patterns.tables.points.fullmatch(content):
            self.unknown_end = len(self.text)
            return True
        if patterns.tables.index_base.fullmatch(content):
            self.is_index = True
            return True
        if patterns.tables.index_of_years.fullmatch(content):
            self.kinds.add(HeaderKind.PROGRESS)  # like a rate of completion told of the amounts, and no figure itself
            return True
        units = self.reader.units.read_list(patterns.tables.beside_unit.sub("", content))
        first, _, rest = content.partition("，")
        if rest and not units and self.reader.read(rest, self.year).kinds == {HeaderKind.GLUE}:
            units = self.reader.units.read_list(first)  # （亿元，现价）
        if units:
            # 各市（区）情况 counts no districts.
            self.units.extend(unit for unit in units if not (self.is_title and unit.kind is UnitKind.PLACE))
            return True
        inner = self.reader.read(content, self.year) if content else None
        if inner is None or not inner.is_known or inner.ids or inner.place:
            return False
        self.kinds.update(inner.kinds)
        self.units.extend(inner.units)
        self.status = inner.status or self.status
        self.periods.extend([inner.mention] if inner.mention else [])
        self.months.extend([inner.month] if inner.month else [])
        return True

    def _result(self) -> Heading:
        """What all pieces say together, and whether anything is left that no rule knows."""
        of = [mention for mention in self.periods if mention.role == "of"]
        base = next((mention.last for mention in self.periods if mention.role == "base" and mention.first), None)
        subjects = {ids: (start, end) for start, end, ids in self.subjects}
        ids, span = next(iter(subjects.items()), ((), (0, 0)))
        mention = _joined(of)
        if self.reader.grammar.growth_noun.search(self.text, *span):
            self.kinds.add(HeaderKind.GROWTH)
        last = self.reader.rules.words.search(self.text, max(span[1] - _RANK_WORD, 0), span[1]) if ids else None
        if last is not None and self.reader.rules.kind_of(last.group()) is HeaderKind.RANK:
            # 区域创新能力排名: the name ends with what is measured.
            self.kinds.add(HeaderKind.RANK)
        if self.kinds & {HeaderKind.CHANGE, HeaderKind.EVENT}:
            self.kinds.discard(HeaderKind.LABEL)  # 年度净增目标: what was added in the year
        if HeaderKind.DIFFERENCE in self.kinds and any(unit.kind is UnitKind.POINTS for unit in self.units):
            self.kinds.discard(HeaderKind.SHARE)  # 比重提升（百分点）: by how much the share beside it changed
        if self.kinds & {HeaderKind.RANK, HeaderKind.SHARE}:
            # 全省位次, 占全市比重: the place is what the figure is measured by.
            self.places.clear()
        if self.is_title and len({place.code for place in self.places}) > 1:
            self.places.clear()  # 山东与全国R&D经费投入强度: rows or columns tell them apart
        is_foreign = bool(
            self.unknown_end >= 0
            or len(subjects) > 1
            or len({place.code for place in self.places}) > 1
            or (len(of) > 1 and mention is None)
            or len(self.months) > 1
            or (ids and not self.is_title and self.kinds & NOT_OF_A_LABEL)
            or {HeaderKind.AVERAGE_GROWTH, HeaderKind.CHANGE} <= self.kinds
            or (HeaderKind.SHARE in self.kinds and self.kinds & {HeaderKind.DIFFERENCE, HeaderKind.GROWTH})
        )
        return Heading(
            self.text,
            kinds=frozenset(self.kinds),
            ids=ids,
            subject=span,
            mention=mention,
            month=self.months[0] if self.months else None,
            units=tuple(self.units),
            place=self.places[-1] if self.places else None,
            status=self.status,
            is_index=self.is_index,
            is_marked=self.is_marked or HeaderKind.MARK in self.kinds,
            is_foreign=is_foreign,
            base_year=base,
        )


def _nothing() -> None:
    """Takes nothing."""


def _joined(mentions: list[PeriodMention]) -> PeriodMention | None:
    """2023年 above 1—9月 is one period, “十四五”目标 above 2025年 the year; two other years are none.

    So is what is told twice: “十三五”末（2020年）.
    """
    if len({(each.first, each.last, each.first_month, each.last_month) for each in mentions}) < 2:
        return mentions[0] if mentions else None
    spans = [(last - first, first, last, each) for each in mentions if (first := each.first) and (last := each.last)]
    if len(spans) == len(mentions) == 2 and not any(mention.last_month for mention in mentions):
        (length, first, _, narrow), (_, begin, end, _) = sorted(spans)
        return narrow if length == 0 and begin <= first <= end and begin < end else None
    years = [mention for mention in mentions if not mention.last_month and mention.last]
    months = [mention for mention in mentions if mention.last_month and not mention.last]
    if len(mentions) != 2 or len(years) != 1 or len(months) != 1:
        return None
    return months[0]._replace(first=years[0].last, last=years[0].last)
