"""Which region a figure is of: the one its clause names, the one its sentence speaks of, else the report's own.

What belongs here: which of the places of a sentence a figure has. What does not: what a name means (`named_places.py`),
nor the report's own region (pipeline/segmentation/own_regions.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from pipeline.extraction.grammar import Grammar
from pipeline.extraction.named_places import PLACE_JOINT, NamedPlaces
from pipeline.extraction.periods import PeriodMention
from pipeline.extraction.place import Place, no_division
from pipeline.extraction.scopes import is_among_parts
from pipeline.extraction.sentences import Mention, Occurrence, Sentence
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind
from pipeline.reference.lexicon import NameKind
from pipeline.reference.regions import Level
from pipeline.segmentation import UNKNOWN, ReportProfile
from pipeline.segmentation.named_regions import own_word
from pipeline.vocabulary import Origin, Unit

_ITEM_MARK = re.compile(
    r"[·•●○■□◆◇▪▲▶►★☆※－-]|[—–]{1,2}|[①-⑳]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[一二三四五六七八九十]是"
)
_LIST_BEFORE_ZONE = re.compile(rf"(?:{PLACE_JOINT.pattern})[\u4e00-\u9fff]{{0,4}}")
"""A zone may have a name of its own: 惠城区、仲恺高新区."""
_BRACKET_ENDS, _SCOPE_ENDS, _LONGEST_ASIDE = "（(为的长降", "国省市均平速幅为", 40
"""The last character of what stands between a region and its figure, in brackets of its own or in those of several;
characters back to the bracket about both."""
_AROUND = {"区": Level.PREFECTURE, "县": Level.PREFECTURE, "市": Level.PROVINCE}
"""Of which level a report is in which 全区 may be the district that a sentence names."""
_ABOVE = {"区": "市州盟", "县": "市州盟", "旗": "市盟"}
"""What a district or county that hides its name lies in."""
_WITHIN = "在"
"""What frames a sentence that is about a part of the report's place: 在石狮，科技特派员达386人次."""


class Places:
    """Resolves the places of the figures of one report. `named` tells what a name means in it."""

    __slots__ = ("_grammar", "_is_of_wide_region", "_own_word", "_patterns", "_profile", "_reference", "named", "own")

    def __init__(self, profile: ReportProfile, text: str, reference: Reference, grammar: Grammar) -> None:
        self._profile, self._reference, self._grammar = profile, reference, grammar
        self._patterns = reference.patterns
        self._own_word = own_word(text, self._patterns) if profile.region == UNKNOWN else None
        self.named = NamedPlaces(profile, reference, grammar, self._own_word)
        self.own = self.named.own
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
            if not is_value and self.named.is_elsewhere(mention):
                continue  # 居苏北第一: the field of a rank
            if mention.start >= clause_start and self.named.is_meant(sentence, mention, clause_start, anchor):
                nearest = self.named.place(mention, sentence)
                if is_among_parts(sentence.text, clause_start, mention, anchor):
                    nearest = nearest._replace(code=None)
        for scope in self._patterns.places.scope.finditer(sentence.text, clause_start, anchor):
            is_later = nearest is None or nearest.start is None or scope.start() > nearest.start
            is_own_value = (
                is_value and self._patterns.places.own_value.fullmatch(sentence.text, scope.end(), anchor) is not None
            )
            if is_later and (is_own_value or self._is_scope(sentence, clause_start, scope)):
                nearest = self._named_as(scope, sentence) or self.named.scope(scope)
        return nearest

    def _named_as(self, scope: re.Match[str], sentence: Sentence) -> Place | None:
        """张店区科技局局长介绍，全区高企达到320家: in a city's report 全区 is the district that the sentence named.

        In one of a province 全市 is the city: 百色工业增速明显，全市规上工业增加值增长9.1%. 该区 may be one of the
        sentences before: 某高新区是创新的样板。今年，该区产值增长17%.
        """
        beside = next((place for place in sentence.places if place.end == scope.start("scope")), None)
        if beside is not None:  # 无锡全市
            return self.named.place(beside, sentence)
        known, headed = self._reference.regions.get(self.named.home), sentence.headed
        word, is_that = scope["scope"][1], scope["scope"].startswith("该")
        if headed is not None and headed.name is not None and headed.name.endswith(word):
            return headed._replace(start=scope.start("scope"), end=scope.end("scope"), origin=Origin.CLAUSE)
        if not (is_that or self._may_be_within(word)):
            return None
        earlier = sentence.named_before if is_that or word in "区县" else ()
        earlier = [place for place in earlier if is_that or place.name.kind is NameKind.REGION]
        before = [*earlier, *(place for place in sentence.places if place.end <= scope.start())]
        called = (place for place in map(partial(self.named.place, sentence=sentence), reversed(before)))
        may_be = (place for place in called if is_that or (known is not None and place.code != known.code))
        place = next((place for place in may_be if (place.name or "").endswith(word)), None)
        is_unnamed = place is None and is_that and word in _AROUND
        if is_unnamed and known is not None and not known.name.endswith(word):
            place = Place(None, None, None, None, Origin.CLAUSE)  # 该区 of which nothing was named
        return place._replace(start=scope.start("scope"), end=scope.end("scope")) if place is not None else None

    def _may_be_within(self, word: str) -> bool:
        """Whether 全区, 全县 or 全市 may be a part of the report's own place that it named before; not 全区 of 广西."""
        regions = self._reference.regions
        known, province = regions.get(self.named.home), regions.province_of(self.named.home)
        if known is None or province is None:
            return False
        is_of_region = word == "区" and province.name.endswith("自治区")
        levels = _AROUND.get(word), Level.PROVINCE if word in "区县" else None
        return known.level in levels and not is_of_region

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
            acts = (
                self._patterns.places.office,
                self._patterns.places.sets_task,
                self._patterns.places.helps_firms,
                self._patterns.places.gives_news,
                self._patterns.numbers.reached_itself,
            )
            if any(pattern.match(sentence.text, mention.end) for pattern in acts):
                continue
            if mention.end > subject_start:
                break
            if mention.start == sentence.head_start(clause_start, subject_start):
                rest = sentence.is_run_of_words(self._grammar.link, mention.end, subject_start, over_subjects=True)
                return not rest and not PLACE_JOINT.match(sentence.text, mention.end)
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
        return self.named.scope(found) if found is not None else None

    def opening(
        self, text: str, start: int, mentions: Sequence[Mention], periods: Sequence[PeriodMention]
    ) -> Place | None:
        """The place with which a paragraph of a report on no one city opens, behind its date: it is about that place.

        In a city's own report the place of a sentence ends with it (桓台县高企达到168家。新增院士工作站6家).
        """
        return self._opened(text, start, mentions, periods) if self._is_of_wide_region else None

    def topic(self, sentence: Sentence) -> Place | None:
        """桓台县深化合作，…，技术合同成交额6.5亿元; 在桓台县，…: the place with which a sentence opens, to its end.

        Not what lies around the report's own (山东省公布名单，…), the first of several, nor an honour of its own's.
        """
        text = sentence.text
        first = next((mention for mention in sentence.places if mention.start == sentence.start), None)
        if first is not None and first.name.kind is NameKind.ZONE:
            named = self.named.place(first, sentence)  # 高新区聚力创新，高企达212家; but 新区 in a report of 浦东新区
            acts = self._patterns.reports.opens_deeds.match(text, first.end) is not None
            return named._replace(origin=Origin.SENTENCE) if acts and named.code is None else None
        place = self._opened(text, sentence.start, sentence.places, sentence.periods)
        if place is None:
            return self._group_of_cities_opened(sentence)
        if place.end is None or self.named.is_around(place) or PLACE_JOINT.match(text, place.end):
            return None
        zone = next((m for m in sentence.places if m.start == place.end and m.name.kind is NameKind.ZONE), None)
        if zone is not None:  # 海口经济圈规划完成编制，经济总量年均增长5.8%
            return no_division(zone.name.text, place.start, zone.end, Origin.SENTENCE)
        is_framed = text.endswith(_WITHIN, sentence.start, place.start)
        clause = text, place.end, sentence.clause_end(place.end + is_framed)
        is_of_own = self._patterns.places.honoured.match(*clause) is not None or any(
            self._is_scope(sentence, place.end, scope) for scope in self._patterns.places.scope.finditer(*clause)
        )
        goes_on = is_framed or text[place.end] not in "的（(：:，,"
        return place if goes_on and not is_of_own else None  # 昆山市…来我市考察，…

    def _group_of_cities_opened(self, sentence: Sentence) -> Place | None:
        """成都都市圈建设提速，经济总量突破3万亿元: cities that have a name together, with which a sentence opens.

        In reports of provinces; behind the name of the group in which it lies a city or county tells of itself.
        """
        mention = next((each for each in sentence.places if each.start == sentence.start), None)
        own = self._reference.regions.get(self._profile.region)
        is_of_province = own is not None and own.level is Level.PROVINCE
        if mention is None or not is_of_province or not self.named.is_elsewhere(mention):
            return None
        is_group = mention.name.text.endswith(self._reference.cues[CueKind.ZONE])
        return no_division(None, mention.start, mention.end, Origin.SENTENCE) if is_group else None

    def _opened(
        self, text: str, start: int, mentions: Sequence[Mention], periods: Sequence[PeriodMention]
    ) -> Place | None:
        """The region with which a sentence opens, behind an ordinal, a period and 从总量看; not the own one."""
        if item := _ITEM_MARK.match(text, start):  # ●2022年，绵阳…
            start = item.end()
        if led := self._patterns.places.led_in.match(text, start):  # 据了解，绵阳…
            start = led.end()
        if periods and periods[0].start == start:
            start = periods[0].end
            start += text.startswith(("，", ","), start)
        if aspect := self._patterns.lists.by_kind.match(text, start):  # 从总量看，绵阳…
            start = aspect.end()
        start += text.startswith(("据", _WITHIN), start)
        mention = next((m for m in mentions if m.start == start and m.name.kind is NameKind.REGION), None)
        if mention is None:
            return None
        own, regions = self._profile.region, self._reference.regions
        region = regions.resolve(mention.name.text, within=own)
        is_framed = text.startswith(_WITHIN, start - 1)
        if region is None or region.code == own or (regions.needs_context(mention.name.text) and not is_framed):
            return None
        if is_framed and not (text.startswith(("，", ","), mention.end) and regions.is_within(region.code, own)):
            return None  # 在张店区召开现场会; 在深圳，我市举办推介会
        behind = next((each.end for each in periods if each.start == mention.end), mention.end)
        is_report = self._patterns.years.work_report.match(text, behind)  # 南京市（2022年）政府工作报告显示，…
        is_source = self._patterns.places.told_by_office.match(text, mention.end) is not None
        is_source = is_source and regions.is_within(region.code, own)  # 广东省科技厅介绍，…, not 山东省统计局反馈，…
        if self._grammar.body_suffix.match(text, mention.end) and not (is_report or is_source):
            return None
        return Place(region.code, region.name, mention.start, mention.end, Origin.SENTENCE)

    def of_heading(self, named: Sequence[Mention]) -> Place | None:
        """The place that a heading begins with: a zone, or one within the report's own (张店区, 淄博高新区)."""
        first, own = named[0], self._profile.region
        if first.name.kind is NameKind.ZONE:
            return no_division(first.name.text, first.start, first.end, Origin.HEADING)
        region = self._reference.regions.resolve(first.name.text, within=own if own != UNKNOWN else None)
        if len(named) > 1 and named[1].name.kind is NameKind.ZONE and named[1].start == first.end:
            return no_division(named[1].name.text, first.start, named[1].end, Origin.HEADING)
        if region is None or (own != UNKNOWN and not self._reference.regions.is_within(region.code, own)):
            return None
        return Place(region.code, region.name, first.start, first.end, Origin.HEADING)

    def tells_of_others(self, sentence: Sentence, home: Place) -> bool:
        """Whether a sentence tells of 全市 or names a place other than that with which its paragraph opened.

        Names that ordinary words hold (创新平台) are none.
        """
        needs_context = self._reference.regions.needs_context
        names = [mention.name.text for mention in sentence.places if not needs_context(mention.name.text)]
        return any(name not in (home.name or "") for name in names) or any(
            self._is_scope(sentence, sentence.clause_start(scope.start()), scope)
            for scope in self._patterns.places.scope.finditer(sentence.text, sentence.start, sentence.end)
            if not self._means(scope["scope"], home)
        )

    def _means(self, scope: str, home: Place) -> bool:
        """Whether 该区 or, in a report of a province, 全区 is the district with which its paragraph opened."""
        return (home.name or "").endswith(scope[1]) and (scope.startswith("该") or self._may_be_within(scope[1]))

    def is_part_of(self, place: Place, at: Occurrence, subject: str) -> bool:
        """Whether words behind a number make it a part of what a place has: 科技型中小企业156家，占全市30.8%.

        So does the same name in the whole: 专利授权量4335件，占全区专利授权量的39.5%; not 出口…，占全市进出口的60%.
        """
        share = self._patterns.places.share_of_own_after.match(at.text, at.token.tail)
        return share is not None and share["name"] in (None, subject) and self._is_all_of(place, share, at)

    def is_share_of_own(self, text: str, tail: int) -> bool:
        """305家，占全市的55.5%: whether behind a number it says how much of the whole region that is."""
        share = self._patterns.places.share_of_own_after.match(text, tail)
        scope = self._patterns.places.scope.match(text, share.start("scope")) if share is not None else None
        return scope is not None and self.named.scope(scope).code == self.own.code

    def is_set_against(self, place: Place, at: Occurrence) -> bool:
        """投入强度3.9%，高于全市1.5个百分点: what is compared with all that a place has is of a part of it."""
        standard = self._patterns.places.above_own_after.match(at.text, at.token.tail)
        return standard is not None and self._is_all_of(place, standard, at)

    def _is_all_of(self, place: Place, whole: re.Match[str], at: Occurrence) -> bool:
        """Whether 全市 behind a number is the place that the number is bound to."""
        if place.code == UNKNOWN and place.end is not None:  # 全县…，占全市…: hidden are both, but they are two
            return at.text[place.end - 1] == whole["scope"][1]
        if place.code == UNKNOWN and whole["scope"][1] in ("省", *_ABOVE.get(self._own_word or "", "")):
            return False  # 投入强度…，高于全省0.3个百分点: a report that hides its place is mostly of one below
        own = self._reference.regions.get(self._profile.region)
        is_county_level = own is not None and own.level is Level.COUNTY and own.name.endswith("市")
        if place.start is None and is_county_level and whole["scope"][1] == "市":
            return False  # 高企379家，占全市的18% in a report of 枝江市: of the city in which it lies
        scope = self._patterns.places.scope.match(at.text, whole.start("scope"))
        return scope is not None and self.named.scope(scope).code == place.code

    def ranked_ahead(self, at: Occurrence) -> Place | None:
        """第三位是内蒙古，增幅达14.2%: the place that a rank names behind itself, if it names but one."""
        if at.token.unit is not Unit.RANK:
            return None
        said = self._patterns.places.whose_rank.match(at.text, at.token.tail)
        mention = next((place for place in at.sentence.places if said and place.start == said.end()), None)
        if said and mention is None:
            return self.described_by(at, at.sentence.clause_end(at.token.tail))
        if mention is None or PLACE_JOINT.match(at.text, mention.end) is not None:
            return None
        return self.named.place(mention, at.sentence)

    def described_by(self, at: Occurrence, end: int) -> Place | None:
        """第二位的是研发经费达3835亿元的江苏省，…: the place at the end of a clause, which is described before."""
        mention = next((place for place in at.sentence.places if place.end == end), None)
        is_described = mention is not None and at.token.tail < mention.start and at.text[mention.start - 1] == "的"
        return self.named.place(mention, at.sentence) if mention is not None and is_described else None

    def told_anew(self, sentence: Sentence, start: int, end: int, told: Place | None) -> Place | None:
        """昌吉1324亿元，阿克苏也稳中向好、亮点纷呈，GDP为1222亿元: another place beside the one told of so far.

        It opens the clause before, which has no numbers.
        """
        head = sentence.head_start(start, end)
        mention = next((place for place in sentence.places if place.start == head), None)
        if told is None or told.start is None or mention is None or not sentence.start <= told.start < start:
            return None
        if sentence.numbers_between(start, end) or self._grammar.body_suffix.match(sentence.text, mention.end):
            return None
        place, regions = self.named.place(mention, sentence), self._reference.regions
        one, other = regions.get(place.code or ""), regions.get(told.code or "")
        are_peers = one is not None and other is not None and one.parent == other.parent and one is not other
        return place._replace(origin=Origin.SENTENCE) if are_peers else None

    def viewed_from(self, at: Occurrence) -> Place | None:
        """从全国看，投入强度为2.4%: the wider region from which the clause before looks."""
        end = at.clause_start - 1
        if end <= at.sentence.start or at.text[end] not in "，," or at.text[end - 1] != "看":
            return None
        viewed = self._patterns.places.viewed_from.fullmatch(at.text, at.sentence.clause_start(end), end)
        return self.named.scope(viewed)._replace(origin=Origin.SENTENCE) if viewed is not None else None

    def listed_before(self, sentence: Sentence, start: int, end: int) -> list[Place]:
        """Places named one beside the other: 张店区、临淄区和桓台县."""
        places: list[Place] = []
        last_end: int | None = None
        for mention in sentence.places:
            if not (start <= mention.start and mention.end <= end):
                continue
            place = self.named.place(mention, sentence)
            joint = _LIST_BEFORE_ZONE if mention.name.kind is NameKind.ZONE else PLACE_JOINT
            if last_end is not None and not joint.fullmatch(sentence.text, last_end, mention.start):
                places.clear()
            places.append(place)
            last_end = mention.end
        return places

    def scopes_listed(self, sentence: Sentence, start: int, end: int) -> list[Place]:
        """全国、全省和我市…分别为: wider regions and the report's own, side by side at the head of a clause."""
        places: list[Place] = []
        position = sentence.head_start(start, end)
        while (scope := self._patterns.places.scope.match(sentence.text, position, end)) is not None:
            places.append(self.named.scope(scope))
            joint = PLACE_JOINT.match(sentence.text, scope.end("scope"), end)
            if joint is None:
                return places if len(places) > 1 else []
            position = joint.end()
        return []

    def _is_scope(self, sentence: Sentence, clause_start: int, scope: re.Match[str]) -> bool:
        """Whether 全市 says of where a figure is; not in 居全市第3, 高于全市 and 全市首家."""
        text = sentence.text
        if any(subject.start <= scope.start() < subject.end for subject in sentence.subjects):
            return False
        before = text[max(clause_start, scope.start() - 3) : scope.start()]
        if self._patterns.places.standard_before.search(before):
            return False
        mean = self._patterns.places.mean_of.match(text, scope.end())
        if mean is not None and any(subject.start == mean.end() for subject in sentence.subjects):
            return True  # 全国平均城镇化率为66.2%
        return self._patterns.places.body_after.match(text, scope.end()) is None
