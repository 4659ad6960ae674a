"""Which region a figure is of: the one its clause names, the one its sentence speaks of, else the report's own.

What belongs here: names and words like 全省 in a sentence, and whether they are meant as places. What does not: the
report's own region (pipeline/segmentation/own_regions.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.grammar import JOINT, Grammar
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place, own_place
from pipeline.extraction.scopes import code_of_scope, is_among_parts, region_of_zone
from pipeline.extraction.sentences import Mention, Occurrence, Sentence
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind
from pipeline.reference.lexicon import NameKind
from pipeline.reference.regions import Level
from pipeline.segmentation import COUNTRY, UNKNOWN, ReportProfile
from pipeline.vocabulary import Origin, Unit

_WITHIN = re.compile(r"[（(][^（）()，,。；;\d]{2,16}")
"""A bracket behind a place that is open up to a number: what stands in it is of that place."""
_LIST = re.compile(rf"{JOINT.pattern}|[（(]\d+(?:\.\d+)?(?:%|家|亿元|个)?[)）]")
_LIST_BEFORE_ZONE = re.compile(rf"(?:{_LIST.pattern})[\u4e00-\u9fff]{{0,4}}")
"""A zone may have a name of its own: 惠城区、仲恺高新区."""
_LIST_WITH_FIGURES = re.compile(rf"(?:[（(]?\d[\d.,]*[^，,。；;、：:\d（）()]{{0,3}}[）)]?)?(?:{JOINT.pattern})")
"""昆山3.6%、江阴3.2%, 昆山（3.6%）、江阴（3.2%）."""
_BRACKET_ENDS, _SCOPE_ENDS, _LONGEST_ASIDE = "（(为的", "国省市均平速幅为", 40
"""The last character of what stands between a region and its figure, in brackets of its own or in those of several;
characters back to the bracket about both."""
_AROUND = {"区": Level.PREFECTURE, "县": Level.PREFECTURE, "市": Level.PROVINCE}
"""Of which level a report is in which 全区 may be the district that a sentence names."""
_LONGEST_FIELD = 20
"""Characters before a place in which another field and its rank may stand: 全省82个县（市、区）第9位、."""
_LONGEST_REMARK = 8
"""Characters of what a clause without numbers says of a place before its figure: 最低, 表现突出."""


class Places:
    """Resolves the places of one report."""

    __slots__ = ("_grammar", "_home", "_is_of_wide_region", "_patterns", "_profile", "_reference", "own")

    def __init__(self, profile: ReportProfile, reference: Reference, grammar: Grammar) -> None:
        self._profile, self._reference, self._grammar = profile, reference, grammar
        self._patterns = reference.patterns
        self.own = own_place(profile)
        self._home = region_of_zone(profile.region_name or "", reference) if profile.is_of_zone else profile.region
        own = reference.regions.get(profile.region)
        is_wide = own is None or own.level in (Level.COUNTRY, Level.PROVINCE)
        self._is_of_wide_region = is_wide and not profile.is_of_zone

    def of_clause(self, sentence: Sentence, clause_start: int, anchor: int, *, is_value: bool = False) -> Place | None:
        """The place named between the start of a clause and its anchor (its subject or number), the nearest one.

        Example: 昆山专利申请数 is of Kunshan; 居全省第4位 and 山东大学 name no place of the figure.
        """
        nearest: Place | None = None
        for mention in sentence.places:
            if mention.start >= anchor:
                break
            if not is_value and self._is_elsewhere(mention):
                continue  # 居苏北第一: the field of a rank
            if mention.start >= clause_start and self._is_meant(sentence, mention, clause_start, anchor):
                nearest = self._place(mention, sentence)
                if is_among_parts(sentence.text, clause_start, mention, anchor):
                    nearest = nearest._replace(code=None)
        for scope in self._patterns.places.scope.finditer(sentence.text, clause_start, anchor):
            is_later = nearest is None or nearest.start is None or scope.start() > nearest.start
            is_own_value = (
                is_value and self._patterns.places.own_value.fullmatch(sentence.text, scope.end(), anchor) is not None
            )
            if is_later and (is_own_value or self._is_scope(sentence, clause_start, scope)):
                nearest = self._named_as(scope, sentence) or self._scope(scope)
        return nearest

    def _named_as(self, scope: re.Match[str], sentence: Sentence) -> Place | None:
        """张店区科技局局长介绍，全区高企达到320家: in a city's report 全区 is the district that the sentence named.

        In one of a province 全市 is the city: 百色工业增速明显，全市规上工业增加值增长9.1%.
        """
        beside = next((place for place in sentence.places if place.end == scope.start("scope")), None)
        if beside is not None:  # 无锡全市
            return self._place(beside, sentence)
        known, headed = self._reference.regions.get(self._home), sentence.headed
        word = scope["scope"][1]
        if headed is not None and headed.name is not None and headed.name.endswith(word):
            return headed._replace(start=scope.start("scope"), end=scope.end("scope"), origin=Origin.CLAUSE)
        if known is None or (known.level is not _AROUND.get(word) and not scope["scope"].startswith("该")):
            return None
        named = [self._place(place, sentence) for place in sentence.places if place.end <= scope.start()]
        may_be = (place for place in reversed(named) if place.code != known.code)
        place = next((place for place in may_be if (place.name or "").endswith(word)), None)
        return place._replace(start=scope.start("scope"), end=scope.end("scope")) if place is not None else None

    def _is_elsewhere(self, mention: Mention) -> bool:
        """Whether a name is that of no division: 长三角, 东部地区, 美国."""
        return mention.name.kind is NameKind.REGION and mention.name.text not in self._reference.regions.names

    def names_one(self, at: Occurrence) -> bool:
        """Whether the clause of a number names a place of its own that is a division."""
        place = self.of_clause(at.sentence, at.clause_start, at.token.lead)
        return place is not None and place.code is not None

    def is_other_body(self, sentence: Sentence, clause_start: int, subject_start: int) -> bool:
        """Whether a clause, or its last item, opens with a body that bears a place's name (宁德时代上半年研发投入)."""
        before = sentence.numbers_between(clause_start, subject_start)
        if before:
            clause_start = before[-1].tail + 1  # 张店区高企120家、淄川区高企80家
        for mention in sentence.places:
            if mention.start < clause_start or mention.name.kind is NameKind.ZONE:
                continue
            if self._reference.regions.needs_context(mention.name.text):
                continue
            office, task = self._patterns.places.office, self._patterns.places.sets_task
            if office.match(sentence.text, mention.end) or task.match(sentence.text, mention.end):
                continue
            if mention.end > subject_start:
                break
            if mention.start == sentence.head_start(clause_start, subject_start):
                rest = sentence.is_run_of_words(self._grammar.link, mention.end, subject_start, over_subjects=True)
                return not rest and not _LIST.match(sentence.text, mention.end)
        return False

    def compared_with(self, at: Occurrence) -> Place | None:
        """高于全省（12.9%）, 低于全市4.17%的水平, 增长11%（全国10%、全省9%）: whose own figure is told beside."""
        before, found = at.text[at.token.lead - 1], None
        if before in _BRACKET_ENDS:
            found = self._patterns.places.scope_in_brackets.search(at.text, at.clause_start, at.token.lead)
        if found is None and before in _SCOPE_ENDS:
            start = max(at.sentence.start, at.token.lead - _LONGEST_ASIDE)
            found = self._patterns.places.scope_beside.search(at.text, start, at.token.lead)
        if found is None and not at.is_at_mark and self._patterns.places.of_level_after.match(at.text, at.token.tail):
            found = self._patterns.places.scope_before_number.search(at.text, at.clause_start, at.token.lead)
        return self._scope(found) if found is not None else None

    def opening(
        self, text: str, start: int, mentions: Sequence[Mention], periods: Sequence[PeriodMention]
    ) -> Place | None:
        """The place with which a paragraph of a report on no one city opens, behind its date: it is about that place.

        In a city's own report the place of a sentence ends with it (桓台县高企达到168家。新增院士工作站6家).
        """
        return self._opened(text, start, mentions, periods) if self._is_of_wide_region else None

    def topic(self, sentence: Sentence) -> Place | None:
        """桓台县深化合作，开展对接20场，技术合同成交额6.5亿元: the place with which a sentence opens, to its end.

        Not what lies around the report's own (山东省公布名单，…), the first of several, nor an honour of its own's.
        """
        text = sentence.text
        place = self._opened(text, sentence.start, sentence.places, sentence.periods)
        if place is None or place.end is None or self.is_around(place) or _LIST.match(text, place.end):
            return None
        clause = text, place.end, sentence.clause_end(place.end)
        is_of_own = self._patterns.places.honoured.match(*clause) or self._patterns.places.scope.search(*clause)
        return place if text[place.end] not in "的（(：:，," and is_of_own is None else None  # 昆山市…来我市考察，…

    def _opened(
        self, text: str, start: int, mentions: Sequence[Mention], periods: Sequence[PeriodMention]
    ) -> Place | None:
        if periods and periods[0].start == start:
            start = periods[0].end
            start += text.startswith(("，", ","), start)
        if aspect := self._patterns.lists.by_kind.match(text, start):  # 从总量看，绵阳…
            start = aspect.end()
        mention = next((m for m in mentions if m.start == start and m.name.kind is NameKind.REGION), None)
        if mention is None:
            return None
        is_report = self._patterns.years.work_report.match(text, mention.end)  # 南京市政府工作报告显示，…
        if self._grammar.body_suffix.match(text, mention.end) and not is_report:
            return None
        own, regions = self._profile.region, self._reference.regions
        region = regions.resolve(mention.name.text, within=own)
        if region is None or region.code == own or regions.needs_context(mention.name.text):
            return None
        return Place(region.code, region.name, mention.start, mention.end, Origin.SENTENCE)

    def of_heading(self, named: Sequence[Mention]) -> Place | None:
        """The place that a heading begins with: a zone, or one within the report's own (张店区, 淄博高新区)."""
        first, own = named[0], self._profile.region
        if first.name.kind is NameKind.ZONE:
            return Place(None, first.name.text, first.start, first.end, Origin.HEADING)
        region = self._reference.regions.resolve(first.name.text, within=own if own != UNKNOWN else None)
        if len(named) > 1 and named[1].name.kind is NameKind.ZONE and named[1].start == first.end:
            return Place(None, named[1].name.text, first.start, named[1].end, Origin.HEADING)
        if region is None or (own != UNKNOWN and not self._reference.regions.is_within(region.code, own)):
            return None
        return Place(region.code, region.name, first.start, first.end, Origin.HEADING)

    def is_of_others(self, sentence: Sentence, home: Place) -> bool:
        """Whether a sentence tells of 全市 or names a place other than that with which its paragraph opened."""
        names = [mention.name.text for mention in sentence.places]
        return any(name not in (home.name or "") for name in names) or any(
            self._is_scope(sentence, sentence.clause_start(scope.start()), scope)
            for scope in self._patterns.places.scope.finditer(sentence.text, sentence.start, sentence.end)
        )

    def is_part_of(self, place: Place, at: Occurrence, subject: str) -> bool:
        """Whether words behind a number make it a part of what a place has: 科技型中小企业156家，占全市30.8%.

        So does the same name in the whole: 专利授权量4335件，占全区专利授权量的39.5%; not 出口…，占全市进出口的60%.
        """
        share = self._patterns.places.share_of_own_after.match(at.text, at.token.tail)
        if share is None or share["name"] not in (None, subject):
            return False
        if place.code == UNKNOWN and place.end is not None:  # 全县…，占全市…: hidden are both, but they are two
            return at.text[place.end - 1] == share["scope"][1]
        scope = self._patterns.places.scope.match(at.text, share.start("scope"))
        return scope is not None and self._scope(scope).code == place.code

    def of_remark(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """夏津县最低，为0.98%: the place with which a short clause without numbers begins.

        Or the one that a clause ends by naming: 投入强度最低的是夏津县，为0.98%.
        """
        last = next((place for place in sentence.places if place.end == end), None)
        if last is not None and self._patterns.places.extreme_before.search(sentence.text, start, last.start):
            return self._place(last, sentence)._replace(origin=Origin.SENTENCE)
        head = sentence.head_start(start, end)
        head = next((period.end for period in sentence.periods if period.start == head), head)
        mention = next((place for place in sentence.places if place.start == head), None)
        if mention is None or not 0 <= end - mention.end <= _LONGEST_REMARK or sentence.numbers_between(start, end):
            return None
        is_doubtful = self._reference.regions.needs_context(mention.name.text)
        if is_doubtful and not self._opens_item_at_home(sentence, mention, start):
            return None
        return self._place(mention, sentence)._replace(origin=Origin.SENTENCE)

    def listed_before(self, sentence: Sentence, start: int, end: int) -> list[Place]:
        """Places named one beside the other: 张店区、临淄区和桓台县."""
        places: list[Place] = []
        last_end: int | None = None
        for mention in sentence.places:
            if not (start <= mention.start and mention.end <= end):
                continue
            place = self._place(mention, sentence)
            joint = _LIST_BEFORE_ZONE if mention.name.kind is NameKind.ZONE else _LIST
            if last_end is not None and not joint.fullmatch(sentence.text, last_end, mention.start):
                places.clear()
            places.append(place)
            last_end = mention.end
        return places

    def _is_meant(self, sentence: Sentence, mention: Mention, clause_start: int, anchor: int) -> bool:
        """Whether a name says of where a figure is: 张店区高企达… does, 山东大学… and 高于昆山… do not."""
        text = sentence.text
        named = text[max(0, mention.start - 6) : mention.end + 1]
        if mention.name.kind is NameKind.ZONE and self._patterns.places.zones_of_a_level.search(named):
            return False  # 省级以上农业科技园区、…; 省级农业科技园区1个
        if mention.end == anchor and text[anchor].isdigit():  # 与昆山3.6%相比; 居黄冈3位 is a rank
            return not self._patterns.numbers.ranked_without_ordinal.search(
                text, max(clause_start, mention.start - 2), anchor
            )
        if mention.end + 1 == anchor and text[mention.end] in "（(":
            return True  # 广东（4802.6亿元）
        if text[mention.end] in "（(" and _WITHIN.fullmatch(text, mention.end, anchor):
            return True  # 与长沙县（研发投入强度3.6%）相比
        if mention.name.kind is NameKind.ZONE:
            return not text.startswith(("”", "》"), mention.end)
        is_body = self._grammar.body_suffix.match(text, mention.end) is not None
        is_body = is_body and all(subject.start != mention.end for subject in sentence.subjects)
        if is_body or self._sets_task(mention, sentence):
            return False
        if self._patterns.places.standard_before.search(
            text[max(0, mention.start - 3) : mention.start]
        ) and not text.startswith("而", mention.start - 1):
            return False
        if self._reference.regions.needs_context(mention.name.text) and not (
            self._is_listed(sentence, mention)
            or self._patterns.places.neighbour_before.search(text[max(0, mention.start - 4) : mention.start])
            or self._opens_item_at_home(sentence, mention, clause_start)
            or self._lies_in_one_before(sentence, mention)
        ):
            return False
        if self._is_attribute(sentence, mention) or self._is_field_of_rank(text, mention):
            return False
        counted = self._is_elsewhere(mention) and self._patterns.places.cities_counted.match(text, mention.end)
        end = counted.end() if counted else mention.end  # 粤东西北12市
        is_run = sentence.is_run_of_words(self._grammar.link, end, anchor, over_subjects=True)
        return is_run or _LIST.match(text, mention.end) is not None

    def _sets_task(self, mention: Mention, sentence: Sentence) -> bool:
        """扬州市下达我市…目标 in a report of 高邮市: what a region above sets is the goal of the one below."""
        is_set = self._patterns.places.sets_task.match(sentence.text, mention.end) is not None
        return is_set and self.is_around(self._place(mention, sentence))

    def _is_field_of_rank(self, text: str, mention: Mention) -> bool:
        """增速居全区第9、吴忠市第2: another field of the same rank, told without its verb."""
        before = max(0, mention.start - _LONGEST_FIELD)
        return (
            text.startswith("第", mention.end)
            and self._patterns.places.field_before.search(text, before, mention.start) is not None
        )

    def _lies_in_one_before(self, sentence: Sentence, mention: Mention) -> bool:
        """兰州市城关区: a name that is a word as well, right behind that of what it lies in."""
        named = [mention, *(each for each in sentence.places if each.end == mention.start)]
        codes = [place.code for place in (self._place(each, sentence) for each in named) if place.code]
        return len(codes) > 1 and self._reference.regions.is_within(codes[0], codes[1])

    def _opens_item_at_home(self, sentence: Sentence, mention: Mention, clause_start: int) -> bool:
        """Whether a doubtful name opens a clause or an item of a list and lies in the report's own region.

        长沙 in a report of Hunan; 罗庄区168家、河东区147家 in one of Linyi. Cities of one province stand beside each
        other: 我市为4.3%，新乡为3.5% in one of Luoyang.
        """
        is_item = JOINT.fullmatch(sentence.text, mention.start - 1, mention.start) is not None
        if not is_item and mention.start != sentence.head_start(clause_start, mention.end):
            return False
        place, own, regions = self._place(mention, sentence), self._profile.region, self._reference.regions
        if place.code is None or own == UNKNOWN:
            return False
        around = regions.by_code[own].parent or own  # 公安县 in a report of 石首市
        is_peer = regions.by_code[place.code].level is regions.by_code[own].level is Level.PREFECTURE
        return regions.is_within(place.code, around if is_peer or mention.name.text == place.name else own)

    def _is_listed(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether another place stands beside a name that ordinary text may hold by chance."""
        return any(
            other is not mention
            and (
                (other.end <= mention.start and _LIST_WITH_FIGURES.fullmatch(sentence.text, other.end, mention.start))
                or (
                    mention.end <= other.start and _LIST_WITH_FIGURES.fullmatch(sentence.text, mention.end, other.start)
                )
            )
            for other in sentence.places
        )

    def _is_attribute(self, sentence: Sentence, mention: Mention) -> bool:
        """山东省科技特派员 in a report of a city of Shandong: the province's name is part of the title."""
        subject = next((s for s in sentence.subjects if s.start == mention.end), None)
        if subject is None or mention.name.kind is NameKind.ZONE:
            return False
        place = self._place(mention, sentence)
        own = self._profile.region
        if place.code is None or place.code == own or own == UNKNOWN:
            return False
        counts = any(self._may_count(identifier) for identifier in subject.name.ids)
        return counts and self._reference.regions.is_within(own, place.code)

    def is_around(self, place: Place) -> bool:
        """仅为全国（2.23%）的38.6%，在全国排第26位: in a wider region the report's own is ranked."""
        return self.is_beyond(place) and self._reference.regions.is_within(self._profile.region, place.code or "")

    def is_beyond(self, place: Place) -> bool:
        """全国, 昆山 and 长三角 in a report of 淄博; not 张店区, which lies in it, nor zones."""
        own, code = self._profile.region, place.code
        if code is None:
            return place.name in self._reference.cues[CueKind.ELSEWHERE]
        return own != UNKNOWN and not self._reference.regions.is_within(code, own)

    def _may_count(self, identifier: str) -> bool:
        """Whether an indicator, or one that a reading makes of a word (重点实验室), counts things."""
        indicators, readings = self._reference.indicators, self._reference.catalogue.readings
        read = [identifier, *(r.indicator for r in readings.get(identifier, ()) if identifier not in indicators)]
        return any(i in indicators and indicators[i].unit is Unit.COUNT for i in read if i is not None)

    def _place(self, mention: Mention, sentence: Sentence) -> Place:
        """The division that a name means, in the report at hand; without a code where it is none or may be several."""
        if mention.name.kind is NameKind.ZONE:
            return Place(None, mention.name.text, mention.start, mention.end, Origin.CLAUSE)
        named, own, year = mention.name.text, self._profile.region, sentence.part.year
        region = self._reference.regions.resolve(named, within=own, year=year)
        if region is None:
            bearers = [r for r in self._reference.regions.names.get(named, ()) if r.level is Level.PREFECTURE]
            if len(bearers) != 1:
                return Place(None, named, mention.start, mention.end, Origin.CLAUSE)
            region = bearers[0]
        return Place(region.code, region.name, mention.start, mention.end, Origin.CLAUSE)

    def _is_scope(self, sentence: Sentence, clause_start: int, scope: re.Match[str]) -> bool:
        """Whether 全市 says of where a figure is; not in 居全市第3, 高于全市 and 全市首家."""
        text = sentence.text
        if any(subject.start <= scope.start() < subject.end for subject in sentence.subjects):
            return False
        before = text[max(clause_start, scope.start() - 3) : scope.start()]
        return not self._patterns.places.standard_before.search(before) and not self._patterns.places.body_after.match(
            text, scope.end()
        )

    def _scope(self, scope: re.Match[str]) -> Place:
        """The region that 全市 means in this report."""
        regions, own = self._reference.regions, self._home
        (start, end), word = scope.span("scope"), scope["scope"]
        if word[0] == "县":
            return self._counties(start, end)
        if self._profile.is_of_zone and word[1] != "国" and (regions.get(own) is None or word[1] not in "省市"):
            return self.own._replace(start=start, end=end, origin=Origin.CLAUSE)
        code = code_of_scope(word, own, regions)
        found = regions.get(code)
        is_inferred = self.own.is_inferred and code != COUNTRY
        return Place(code, found.name if found else None, start, end, Origin.CLAUSE, is_inferred)

    def _counties(self, start: int, end: int) -> Place:
        """县域 is a county itself in its own report, in those of others all their counties, which are no division."""
        own = self._reference.regions.get(self._home)
        is_county = own is not None and own.level is Level.COUNTY
        return self.own._replace(start=start, end=end) if is_county else Place(None, None, start, end, Origin.CLAUSE)
