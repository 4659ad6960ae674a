"""What names of places and words like 全市 mean in one report, and whether a name is meant as a place where it stands.

What belongs here: names. What does not: which of the places that are meant a figure has (`places.py`), nor which region
is the report's own (pipeline/segmentation/own_regions.py).
"""

from __future__ import annotations

import re

from pipeline.extraction.grammar import JOINT, Grammar
from pipeline.extraction.place import Place, no_division, own_place
from pipeline.extraction.scopes import code_of_scope, region_of_zone
from pipeline.extraction.sentences import Mention, Sentence
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind
from pipeline.reference.lexicon import NameKind
from pipeline.reference.regions import Level
from pipeline.segmentation import COUNTRY, UNKNOWN, ReportProfile
from pipeline.vocabulary import Origin, Unit

PLACE_JOINT = re.compile(rf"{JOINT.pattern}|[（(]\d+(?:\.\d+)?(?:%|家|亿元|个)?[)）]")
"""What stands between two places of a list."""
_YEAR = r"(?:19|20)\d\d年度?"
_OF_ITS_OWN = re.compile(rf"[（(](?:{_YEAR})?[^（）()，,。；;\d]{{0,16}}|{_YEAR}[的为]{{0,2}}")
"""What parts a place from a figure that is its own: a bracket that is open up to it, or its year."""
_LIST_WITH_FIGURES = re.compile(rf"(?:[（(]?\d[\d.,]*[^，,。；;、：:\d（）()]{{0,3}}[）)]?)?(?:{JOINT.pattern})")
"""昆山3.6%、江阴3.2%, 昆山（3.6%）、江阴（3.2%）."""
_BELOW_PROVINCE = "市州盟区县旗"
"""What a report that hides its own place may call it where that lies in a province."""
_LONGEST_EXTREME = 4
"""Characters before a place in which it is said to stand out: 最低的."""
_LONGEST_FIELD = 20
"""Characters before a place in which another field and its rank may stand: 全省82个县（市、区）第9位、."""
_LONGEST_REMARK = 8
"""Characters of what a clause without numbers says of a place before its figure: 最低, 表现突出."""


class NamedPlaces:
    """Resolves the names of places in one report."""

    __slots__ = ("_grammar", "_own_word", "_patterns", "_profile", "_reference", "home", "own")

    def __init__(
        self, profile: ReportProfile, reference: Reference, grammar: Grammar, own_word: str | None = None
    ) -> None:
        self._profile, self._reference, self._grammar = profile, reference, grammar
        self._patterns, self._own_word = reference.patterns, own_word
        self.own = own_place(profile)
        self.home = region_of_zone(profile.region_name or "", reference) if profile.is_of_zone else profile.region
        """The code of the report's own region; of a zone, that of where it lies."""

    def place(self, mention: Mention, sentence: Sentence) -> Place:
        """The division that a name means, in the report at hand; without a code where it is none or may be several."""
        if mention.name.kind is NameKind.ZONE:
            known = self._reference.regions.get(self.home)
            if known is not None and known.name.endswith(mention.name.text):  # 新区 in a report of 浦东新区
                return Place(known.code, known.name, mention.start, mention.end, Origin.CLAUSE)
            return no_division(mention.name.text, mention.start, mention.end, Origin.CLAUSE)
        named, own, year = mention.name.text, self._profile.region, sentence.part.year
        region = self._reference.regions.resolve(named, within=own, year=year)
        if region is None:
            bearers = [r for r in self._reference.regions.names.get(named, ()) if r.level is Level.PREFECTURE]
            if len(bearers) != 1:
                return no_division(named, mention.start, mention.end, Origin.CLAUSE)
            region = bearers[0]
        return Place(region.code, region.name, mention.start, mention.end, Origin.CLAUSE)

    def scope(self, scope: re.Match[str]) -> Place:
        """The region that 全市 means in this report."""
        regions, own = self._reference.regions, self.home
        (start, end), word = scope.span("scope"), scope["scope"]
        if word[0] == "县":
            return self._counties(start, end)
        if self._profile.is_of_zone and word[1] != "国" and (regions.get(own) is None or word[1] not in "省市"):
            return self.own._replace(start=start, end=end, origin=Origin.CLAUSE)
        code = code_of_scope(word, own, regions)
        found = regions.get(code)
        if found is not None and found.level is Level.PROVINCE and word[1] in "市县" and found.name[-1] != word[1]:
            return no_division(None, start, end, Origin.CLAUSE)  # 全市 in a report of a province: a city
        is_inferred = self.own.is_inferred and code != COUNTRY
        return Place(code, found.name if found else None, start, end, Origin.CLAUSE, is_inferred)

    def _counties(self, start: int, end: int) -> Place:
        """县域 is a county itself in its own report, in those of others all their counties, which are no division."""
        own = self._reference.regions.get(self.home)
        is_county = own is not None and own.level is Level.COUNTY
        return self.own._replace(start=start, end=end) if is_county else no_division(None, start, end, Origin.CLAUSE)

    def is_around(self, place: Place) -> bool:
        """仅为全国（2.23%）的38.6%，在全国排第26位: in a wider region the report's own is ranked."""
        return self.is_beyond(place) and self._reference.regions.is_within(self._profile.region, place.code or "")

    def is_beyond(self, place: Place) -> bool:
        """全国, 昆山 and 长三角 in a report of 淄博; not 张店区, which lies in it, nor zones."""
        own, code = self._profile.region, place.code
        if code is None:
            return place.name in self._reference.cues[CueKind.ELSEWHERE]
        return own != UNKNOWN and not self._reference.regions.is_within(code, own)

    def is_elsewhere(self, mention: Mention) -> bool:
        """Whether a name is that of no division: 长三角, 东部地区, 美国."""
        return mention.name.kind is NameKind.REGION and mention.name.text not in self._reference.regions.names

    def is_meant(self, sentence: Sentence, mention: Mention, clause_start: int, anchor: int) -> bool:
        """Whether a name says of where a figure is: 张店区高企达… does, 山东大学… and 高于昆山… do not."""
        text = sentence.text
        named = text[max(0, mention.start - 6) : mention.end + 1]
        if mention.name.kind is NameKind.ZONE and self._patterns.places.zones_of_a_level.search(named):
            return False  # 省级以上农业科技园区、…; 省级农业科技园区1个
        if mention.name.kind is NameKind.ZONE and self._patterns.places.zone_counted.match(text, mention.end, anchor):
            return False  # 新增大学科技园1家、科技企业孵化器3家
        if mention.end == anchor and text[anchor].isdigit():  # 与昆山3.6%相比; 居黄冈3位 is a rank, 前进3个名次 a step
            patterns, start = self._patterns.numbers, max(clause_start, mention.start - 2)
            others = (patterns.ranked_without_ordinal, patterns.step)
            return not any(pattern.search(text, start, anchor) for pattern in others)
        if self._patterns.places.mean_told.fullmatch(text, mention.end, anchor):
            return True  # 低于泰州平均水平（46.1%）
        if _OF_ITS_OWN.fullmatch(text, mention.end, anchor):
            return True  # 与长沙县（研发投入强度3.6%）相比, 比江西2022年的1.74%高
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
            or self.opens_item_at_home(sentence, mention, clause_start)
            or self._lies_in_one_before(sentence, mention)
        ):
            return False
        if self._is_attribute(sentence, mention) or self._is_field_of_rank(text, mention):
            return False
        counted = self.is_elsewhere(mention) and self._patterns.places.cities_counted.match(text, mention.end)
        end = counted.end() if counted else mention.end  # 粤东西北12市
        is_run = sentence.is_run_of_words(self._grammar.link, end, anchor, over_subjects=True)
        has_reached = is_run or self._patterns.numbers.reached_itself.match(text, end) is not None
        return has_reached or PLACE_JOINT.match(text, mention.end) is not None

    def _sets_task(self, mention: Mention, sentence: Sentence) -> bool:
        """扬州市下达我市…目标 in a report of 高邮市: what a region above sets is the goal of the one below."""
        is_set = self._patterns.places.sets_task.match(sentence.text, mention.end) is not None
        return is_set and self.is_around(self.place(mention, sentence))

    def _is_field_of_rank(self, text: str, mention: Mention) -> bool:
        """增速居全区第9、吴忠市第2, 全省第6，温州地区第2: another field of the same rank, told without its verb."""
        before = max(0, mention.start - _LONGEST_FIELD)
        return (
            text.startswith(("第", "地区第"), mention.end)
            and self._patterns.places.field_before.search(text, before, mention.start) is not None
        )

    def _lies_in_one_before(self, sentence: Sentence, mention: Mention) -> bool:
        """兰州市城关区: a name that is a word as well, right behind that of what it lies in."""
        named = [mention, *(each for each in sentence.places if each.end == mention.start)]
        codes = [place.code for place in (self.place(each, sentence) for each in named) if place.code]
        return len(codes) > 1 and self._reference.regions.is_within(codes[0], codes[1])

    def standing_out(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """研发投入强度赫山区最高，达2.8%: the place of which the clause before says nothing but that it stands out."""
        mention = next((place for place in reversed(sentence.places) if start < place.start < end), None)
        if mention is None or sentence.numbers_between(start, end) or not self.is_meant(sentence, mention, start, end):
            return None
        stands_out = self._patterns.places.stands_out.match(sentence.text, mention.end, end)
        named = any(subject.end == mention.start for subject in sentence.subjects_between(start, end))
        return self.place(mention, sentence)._replace(origin=Origin.SENTENCE) if stands_out and named else None

    def at_end(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """投入强度最低的是夏津县，为0.98%: the place that a clause ends by naming."""
        last = next((place for place in sentence.places if place.end == end), None)
        if last is None or not self._patterns.places.extreme_before.search(sentence.text, start, last.start):
            return None
        return self.place(last, sentence)._replace(origin=Origin.SENTENCE)

    def alone(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """一是夏津县，高新技术企业52家: the division of the report's own that is all of a clause."""
        last = next((place for place in sentence.places if place.end == end), None)
        if last is None or last.start != sentence.head_start(start, end):
            return None
        place = self.place(last, sentence)
        is_within = place.code is not None and not self.is_beyond(place)
        return place._replace(origin=Origin.SENTENCE) if is_within else None

    def of_remark(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """夏津县最低，为0.98%: the place with which a short clause without numbers begins."""
        head = sentence.head_start(start, end)
        head = next((period.end for period in sentence.periods if period.start == head), head)
        mention = next((place for place in sentence.places if place.start == head), None)
        if mention is None or not 0 <= end - mention.end <= _LONGEST_REMARK or sentence.numbers_between(start, end):
            return None
        is_doubtful = self._reference.regions.needs_context(mention.name.text)
        if is_doubtful and not self.opens_item_at_home(sentence, mention, start):
            return None
        return self.place(mention, sentence)._replace(origin=Origin.SENTENCE)

    def opens_item_at_home(self, sentence: Sentence, mention: Mention, clause_start: int) -> bool:
        """Whether a doubtful name opens a clause or an item of a list and lies in the report's own region.

        长沙 in a report of Hunan; 罗庄区168家、河东区147家 in one of Linyi. Cities of one province stand beside each
        other: 我市为4.3%，新乡为3.5% in one of Luoyang.
        """
        is_item = JOINT.fullmatch(sentence.text, mention.start - 1, mention.start) is not None
        before = max(clause_start, mention.start - _LONGEST_EXTREME), mention.start
        is_item = is_item or self._patterns.places.extreme_attribute.search(sentence.text, *before) is not None
        if not is_item and mention.start != sentence.head_start(clause_start, mention.end):
            return False
        place, own, regions = self.place(mention, sentence), self._profile.region, self._reference.regions
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
        """山东省科技特派员 in a report of a city of Shandong: the province's name is part of the title.

        So it is in one of 我市 that hides which city that is.
        """
        subject = next((s for s in sentence.subjects if s.start == mention.end), None)
        if subject is None or mention.name.kind is NameKind.ZONE:
            return False
        place = self.place(mention, sentence)
        own = self._profile.region
        if place.code is None or place.code == own:
            return False
        is_around = self._reference.regions.is_within(own, place.code)
        if own == UNKNOWN:
            named = self._reference.regions.get(place.code)
            is_province = named is not None and named.level is Level.PROVINCE
            is_around = is_province and self._own_word is not None and self._own_word in _BELOW_PROVINCE
        return is_around and any(self._may_count(identifier) for identifier in subject.name.ids)

    def _may_count(self, identifier: str) -> bool:
        """Whether an indicator, or one that a reading makes of a word (重点实验室), counts things."""
        indicators, readings = self._reference.indicators, self._reference.catalogue.readings
        read = [identifier, *(r.indicator for r in readings.get(identifier, ()) if identifier not in indicators)]
        return any(i in indicators and indicators[i].unit is Unit.COUNT for i in read if i is not None)
