"""Finds numbers with their units: 133.68亿元, 1800余家, 2-3家, 第4位, 前三位, 百分之三点五, 翻一番.

What belongs here: the form and value of a number. What does not: whether it is a date or a name (`exclusions.py`),
nor whose number it is (`bindings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pipeline.extraction.number_marks import SIGNS, set_sign, with_shared_units, without_torn_units
from pipeline.extraction.number_token import NumberToken
from pipeline.numerals import DIGITS, SCALES, numeral_value, printed_number
from pipeline.reference import Reference
from pipeline.reference.cues import CueKind, alternation
from pipeline.reference.patterns import Patterns
from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Bound, Unit

_WITHOUT_SOME = str.maketrans("", "", "余多来")
_NUMERAL = "[〇零一二两三四五六七八九十百千万亿]"
_NUMERALS = f"{_NUMERAL}{{1,24}}+"
"""At most so many, none given back: each start in a run of a million numerals looks at a few of them, not at all."""
_SMALL = "[一二三四五六七八九十]{1,3}"
_GROUPED = r"\d{1,3}(?:,\d{3}){1,9}(?:\.\d+)?(?!\d|,\d)"
_GROUPED_WIDE = r"\d{1,3}(?:，\d{3}){1,9}(?:\.\d+)?(?=[万亿元家人%个件项吨户])"
_ARABIC = rf"{_GROUPED}|{_GROUPED_WIDE}|\d+(?:\.\d+)?"
_MORE = ("个多", "个以上")
"""How a unit begins that holds a bound itself: 2个多百分点."""
_SCALE = "[十百千][余多]?亿|[十百千][余多]?万|万[余多]?亿|[万亿]|千(?![瓦克米伏卡])|百(?!分)"
_SCALES_BELOW_YI, _SHARED_SCALES = ("万", "千", "百"), ("千万", "百万")
"""Behind the former, the latter are a part and a scale of the whole number; behind 亿 they are its rest (1亿2千万)."""
_BEHIND_UNIT, _LONGEST_UNIT = "）)：:为达到是", 14
"""What may stand between a unit in brackets and its number, and the characters of all that."""
_YEAR_TOLD, _YEARS_GO_ON, _LONGEST_ROW = r"(?:19|20)\d\d年", "，,。；;、\n", 80
"""Of figures of several years behind one unit: a year, what ends each, and the characters of all before the last."""
_CLAUSE_ENDS = "，,。；;、）)（(\n"
_LONGEST_FIELD = 10
"""Characters before a rank in which its field stands: 居全市各区县."""
_LONGEST_NAME = 20
"""Characters of a name before a number that counts what it names: 省级以上科技企业孵化器：."""
_PERSON_YEAR = "人年"
_TIED = "并列"
"""Before an ordinal that several share, as a part of it: 居全省第4、并列第2位."""


def _compiled(unit: str, counted: str, after: str, patterns: Patterns) -> re.Pattern[str]:
    """The pattern of all numbers: `unit` of any unit, `counted` of those behind numerals, `after` of bounds behind."""
    return re.compile(
        "(?=[第前首百千万翻〇零一二两三四五六七八九十\\d])(?:"
        rf"(?P<share>百分之(?P<share_value>{_NUMERALS}(?:点{_NUMERALS})?|\d+(?:\.\d+)?)(?:(?:[至到]|至百分之)(?P<share_high>{_SMALL}(?:点{_NUMERALS})?)(?![位名个家]))?)"
        rf"|(?P<rank>第(?P<rank_value>\d{{1,3}}|{_SMALL})(?P<rank_unit>[位名])?(?!\d))"
        rf"|(?P<top>{patterns.numbers.top_begins.pattern}(?P<top_value>\d{{1,3}}|两|{_SMALL})(?P<top_unit>[位名强])?)(?!\d|\.\d|{patterns.numbers.no_top_after.pattern})"
        rf"|(?P<first>首位(?!{patterns.numbers.no_first.pattern})|{patterns.numbers.top_of_all.pattern})"
        r"|(?P<doubling>翻了?(?P<doubling_bound>[近约超逾])?(?P<doubling_value>[一两二三123])番)"
        rf"|(?P<fraction>(?<!的)一半|{_SMALL}分之{_SMALL}|(?<![\d/])(?!0)\d{{1,2}}/\d{{1,2}}(?![\d/年月]))"
        rf"|(?P<tenths>(?P<tenths_value>[一二两三四五六七八九]|(?<![\d.])[1-9](?=成[\d半]))成(?P<tenths_rest>[五半\d](?![\d十百千]))?(?P<tenths_more>多|以上|左右)?)(?!{patterns.numbers.no_tenths.pattern}|\d)"
        rf"|(?P<digits>{_ARABIC})(?P<some>[余多来几]|[+＋](?=[万亿]?(?:{unit})))?(?:个(?=[多余]?亿(?![元级])))?(?:(?P<scale>{_SCALE})(?:(?:零(?=\d+[千百万]))?(?P<rest>\d+)(?!\d|\.\d|%)(?P<rest_scale>[千百]?万|[千百])?(?P<over>亿)?)?)?"
        rf"(?P<some_more>余|多|[+＋](?={unit}))?(?:(?!{patterns.numbers.no_unit.pattern})(?P<unit>{unit}))?(?:(?<=元)(?P<jiao>\d)角(?:(?P<fen>\d)分)?)?{after}"
        rf"|(?P<round>{patterns.numbers.round_sum_reached.pattern})(?={patterns.numbers.round_sum_end.pattern})"
        rf"|(?P<numeral>(?P<numeral_value>{_NUMERALS}(?:点{_NUMERALS}|[余多来][百千万亿]{{1,3}})?)(?:[至到](?P<numeral_high>{_SMALL}))?"
        rf"(?P<numeral_some>[余多来])?(?P<numeral_unit>{counted}))"
        rf"|(?P<numerals>(?P<numerals_value>[二三四五六七八九]?十[一二三四五六七八九]?)(?P<numerals_some>[余多来])?(?P<numerals_unit>{patterns.numbers.counted_by_tens.pattern}))"
        ")"
    )


class NumberLexer:
    """Finds the numbers of a compact text by one compiled pattern."""

    def __init__(self, reference: Reference) -> None:
        self._units, self._patterns = reference.units, reference.patterns
        cues, unit = reference.cues, alternation(reference.units)
        counted = alternation(surface for surface in self._units if surface in cues[CueKind.AFTER_NUMERAL])
        low, high, about = (
            alternation(cues[kind])
            for kind in (CueKind.BOUND_LOW_AFTER, CueKind.BOUND_HIGH_AFTER, CueKind.BOUND_ABOUT_AFTER)
        )
        after = f"(?:(?P<low>{low})|(?P<high>{high})|(?P<about>{about}))?"
        self._after = re.compile(after)
        in_brackets = rf"[（(](?:单位[：:])?(?P<scale>{_SCALE})?(?P<unit>{unit})[）)]"
        self._unit_before = re.compile(rf"(?<=[\u4e00-\u9fffA-Za-z]){in_brackets}(?:[：:]|为|达到?|是)?$")
        years = rf"(?:{_YEAR_TOLD}-?\d[\d.]*[，、；,;])*{_YEAR_TOLD}$"
        self._unit_of_years = re.compile(rf"(?<=[\u4e00-\u9fffA-Za-z]){in_brackets}[：:]?{years}")
        self._unit_behind = re.compile(in_brackets)
        self._pattern = _compiled(unit, counted, after, reference.patterns)
        self._makers: dict[str, Callable[[re.Match[str]], NumberToken]] = {
            "share": self._share,
            "rank": self._rank,
            "top": self._top,
            "first": self._first,
            "doubling": self._doubling,
            "fraction": self._fraction,
            "tenths": self._tenths,
            "numeral": self._numeral,
            "numerals": self._numeral,
            "round": self._round,
        }

    def find(self, text: str) -> list[NumberToken]:
        """All numbers of a text in order; ranges joined, and shared units handed to the numbers before (300、200家)."""
        makers, arabic = self._makers, self._arabic
        tokens = [makers.get(match.lastgroup or "", arabic)(match) for match in self._pattern.finditer(text)]
        return without_torn_units(text, with_shared_units(text, tokens, self._patterns))

    def _arabic(self, match: re.Match[str]) -> NumberToken:
        """1800余家, 133.68亿元, 3万5千人: digits with scale, unit and bound."""
        digits, surface = match.group("digits", "unit")
        start, end = match.span("digits")
        token = NumberToken(
            "arabic", start, end, start, match.end(), Decimal(digits.replace(",", "").replace("，", ""))
        )
        scale = match.group("scale")
        whole = scale.translate(_WITHOUT_SOME) if scale else None
        if whole:
            _put_scale(token, match, whole)
        token.bound = _bound_told(match, is_some=scale != whole) or token.bound
        if surface:
            self._take_unit(token, match)
        elif whole:
            token.surface, token.unit = whole, Unit.OTHER
            if self._patterns.numbers.money_told.search(match.string, max(0, start - _LONGEST_FIELD), start):
                token.unit, token.kind = Unit.CNY, UnitKind.MONEY
        elif token.tail == token.end:
            self._take_unit_in_brackets(token, match.string)
            if token.unit is None and match.string[token.tail : token.tail + 1] in _CLAUSE_ENDS and "." not in digits:
                before = max(0, token.start - _LONGEST_NAME)
                token.is_counted = (
                    self._patterns.numbers.counted_without_unit.search(match.string, before, start) is not None
                )
        if token.start and match.string[token.start - 1] in SIGNS:
            set_sign(token, match.string, self._patterns)
        if surface == "位":
            self._read_places(token, match.string)
        elif surface and self._patterns.numbers.places_moved.match(match.string, token.end):
            token.kind = UnitKind.OTHER  # 位次前进3个名次: nothing of which there are three
        return token

    def _take_unit(self, token: NumberToken, match: re.Match[str]) -> None:
        """亿元, 人年 but for 4600人年计划, 元 with the 角 and 分 behind it."""
        surface, jiao = match.group("unit", "jiao")
        behind = match.end("unit") - 1
        if surface == _PERSON_YEAR and self._patterns.numbers.task_of_year.match(match.string, behind):
            surface, token.tail = surface[:-1], behind  # 完成4600人年计划的62%
        self._set_unit(token, surface)
        if jiao:
            token.value += Decimal(f"0.{jiao}{match.group('fen') or 0}")

    def _read_places(self, token: NumberToken, text: str) -> None:
        """上升2位 are places of a ranking, 居全省4位 is a rank; 专家4位 are persons."""
        before = max(0, token.start - _LONGEST_FIELD)
        if self._patterns.numbers.step.search(text, max(0, token.start - 4), token.start):
            token.unit, token.kind = Unit.OTHER, UnitKind.OTHER
        elif token.scale == 1 and self._patterns.numbers.ranked_without_ordinal.search(text, before, token.start):
            token.form, token.unit, token.kind = "rank", Unit.RANK, None

    def _take_unit_in_brackets(self, token: NumberToken, text: str) -> None:
        """技术合同成交额（万元）：3450, 高企数：120（家）, 高企（家）：2020年126，2021年158."""
        apart = None
        before = text[token.start - 1]
        if before in _BEHIND_UNIT:
            apart = self._unit_before.search(text, max(0, token.start - _LONGEST_UNIT), token.start)
        elif before == "年" and text[token.end] in _YEARS_GO_ON:
            apart = self._unit_of_years.search(text, max(0, token.start - _LONGEST_ROW), token.start)
        if apart is None and text.startswith(("（", "("), token.end):
            apart = self._unit_behind.match(text, token.end)
        if apart is None:
            return
        self._set_unit(token, apart["unit"])
        token.tail = max(token.tail, apart.end())
        if apart["scale"]:
            token.scale = SCALES[apart["scale"].translate(_WITHOUT_SOME)]
            token.value *= token.scale

    def _set_unit(self, token: NumberToken, surface: str) -> None:
        unit = self._units[surface]
        token.unit, token.kind, token.surface, token.factor = unit.unit, unit.kind, surface, unit.factor
        if unit.factor != 1:
            token.value = token.value * unit.factor

    def _share(self, match: re.Match[str]) -> NumberToken:
        """百分之三点五, 百分之三至百分之五."""
        printed = match.group("share_value")
        value = Decimal(printed) if printed[0].isdigit() else _decimal_of(printed)
        start, end = match.span("share_value")
        token = NumberToken("share", start, end, match.start(), match.end(), value)
        high = match.group("share_high")
        if high:
            token.value_high, token.bound = _decimal_of(high), Bound.RANGE
        token.unit, token.kind = Unit.PERCENT, UnitKind.SHARE
        return self._with_bound_after(match, token)

    def _with_bound_after(self, match: re.Match[str], token: NumberToken) -> NumberToken:
        """Takes up what stands behind a number of how near it is: 以上, 左右."""
        after = self._after.match(match.string, match.end())
        if after and after.lastgroup:
            if token.bound is not Bound.RANGE:
                token.bound = {"low": Bound.AT_LEAST, "high": Bound.AT_MOST, "about": Bound.APPROX}[after.lastgroup]
            token.tail = after.end()
        return token

    def _rank(self, match: re.Match[str]) -> NumberToken:
        """第4位, 第三, 并列第2."""
        printed = match.group("rank_value")
        value = Decimal(printed_number(printed))
        start, end = match.span("rank_value")
        is_numeral = not printed[0].isdigit()
        token = NumberToken("rank", match.start() if is_numeral else start, end, match.start(), match.end(), value)
        if match.string.endswith(_TIED, 0, token.lead):
            token.lead -= len(_TIED)
        token.unit, token.surface = Unit.RANK, match.group("rank_unit") or ""
        return token

    def _top(self, match: re.Match[str]) -> NumberToken:
        """前3名, 前十位: a rank of at most so much."""
        printed = match.group("top_value")
        value = Decimal(printed_number(printed))
        start, end = match.span("top_value")
        token = NumberToken("top", start, end, match.start(), match.end(), value)
        token.unit, token.bound, token.surface = Unit.RANK, Bound.AT_MOST, match.group("top_unit") or ""
        return token

    def _first(self, match: re.Match[str]) -> NumberToken:
        """首位, 首名: the first place without a numeral."""
        start = match.start()
        end = start + 1
        token = NumberToken("rank", start, end, start, match.end(), Decimal(1))
        token.unit, token.surface = Unit.RANK, "位"
        return token

    def _doubling(self, match: re.Match[str]) -> NumberToken:
        """翻一番, 近翻两番: a growth by 100 %, by 300 %."""
        printed = match.group("doubling_value")
        times = printed_number(printed)
        start, end = match.span("doubling_value")
        token = NumberToken("doubling", start, end, match.start(), match.end(), Decimal(100 * (2**times - 1)))
        token.unit, token.kind = Unit.PERCENT, UnitKind.SHARE
        bound = match.group("doubling_bound")
        if bound:
            token.bound = Bound.APPROX if bound in "近约" else Bound.AT_LEAST
        return self._with_bound_after(match, token)

    def _fraction(self, match: re.Match[str]) -> NumberToken:
        """三分之一, 1/3, 一半: a share; one of more than all (5/3) is no figure with a unit."""
        printed = match.group("fraction")
        if printed == "一半":
            above, below = 1, 2
        elif "/" in printed:
            above, below = (int(part) for part in printed.split("/"))
        else:
            below, above = (numeral_value(part) for part in printed.split("分之"))
        share = (Decimal(100 * above) / Decimal(below)).quantize(Decimal("0.01")) if below else Decimal(0)
        token = NumberToken("fraction", *match.span("fraction"), match.start(), match.end(), share)
        if below and above < below:
            token.unit, token.kind = Unit.PERCENT, UnitKind.SHARE
        return self._with_bound_after(match, token)

    def _tenths(self, match: re.Match[str]) -> NumberToken:
        """三成, 一成五, 两成半以上."""
        printed, rest = match.group("tenths_value", "tenths_rest")
        value = 10 * printed_number(printed) + (5 if rest == "半" else printed_number(rest or "0"))
        start, end = match.start(), match.end("tenths_rest" if rest else "tenths_value")
        token = NumberToken("tenths", start, end, start, match.end(), Decimal(value))
        token.unit, token.kind = Unit.PERCENT, UnitKind.SHARE
        more = match.group("tenths_more")
        if more:
            token.bound = Bound.APPROX if more == "左右" else Bound.AT_LEAST
        return token

    def _numeral(self, match: re.Match[str]) -> NumberToken:
        """三家, 二十余项, 两至三个: a number in Chinese numerals with its unit."""
        form = match.lastgroup or "numeral"
        start, end = match.span(f"{form}_value")
        printed = match.group(f"{form}_value")
        plain = printed.translate(_WITHOUT_SOME)
        token = NumberToken("numeral", start, end, start, match.end(), _decimal_of(plain))
        if match.group(f"{form}_some") or plain != printed:
            token.bound = Bound.AT_LEAST
        self._set_unit(token, match.group(f"{form}_unit"))
        high = match.group("numeral_high")
        if high:
            token.value_high, token.bound = numeral_value(high) * token.factor, Bound.RANGE
        return self._with_bound_after(match, token)

    def _round(self, match: re.Match[str]) -> NumberToken:
        """经济总量突破千亿大关: a sum whose unit is left to what is told of."""
        start, end = match.span("round")
        token = NumberToken("numeral", start, end, start, end, Decimal(numeral_value(match.group("round"))))
        token.surface, token.unit, token.scale = "亿", Unit.OTHER, token.value
        return token


def _put_scale(token: NumberToken, match: re.Match[str], scale: str) -> None:
    """1800万, 3万5千, 1万2千万: the value and the multiple of a number with a `scale`, and where it ends."""
    multiple = SCALES[scale]
    token.value *= multiple
    rest, rest_scale, over = match.group("rest", "rest_scale", "over")
    if rest:
        token.end = max(match.end("rest"), match.end("rest_scale"), match.end("over"))
        if scale in _SCALES_BELOW_YI and rest_scale in _SHARED_SCALES:
            rest_scale, over = rest_scale[0], rest_scale[1]  # 1万2千万: 12,000 times 万
        token.value += _rest_of(rest, rest_scale, scale)
        if over:
            multiple *= SCALES[over]
            token.value *= SCALES[over]
    token.scale = multiple


def _bound_told(match: re.Match[str], *, is_some: bool) -> Bound | None:
    """1800余家, 600+家, 60家以上, 5%以内, 30%左右, 2个多百分点. `is_some`: its scale says so, 3万余."""
    some, some_more, low, high, about = match.group("some", "some_more", "low", "high", "about")
    if is_some or some or some_more or low or (match.group("unit") or "").startswith(_MORE):
        return Bound.AT_LEAST
    if high:
        return Bound.AT_MOST
    return Bound.APPROX if about else None


def _rest_of(rest: str, rest_scale: str | None, scale: str) -> Decimal:
    """What follows the scale: 1万6千 has 6000 more, 3万4000 has 4000, 5亿3000万 thirty million."""
    value = Decimal(rest)
    if rest_scale:
        return value * SCALES[rest_scale]
    if len(rest) == 1:
        return value * SCALES[scale] / 10
    return value


def _decimal_of(numeral: str) -> Decimal:
    """三点五 is 3.5, 一点二亿 120,000,000."""
    whole, _, printed = numeral.partition("点")
    fraction = printed.rstrip("万亿")
    digits = "".join(str(DIGITS.get(character, 0)) for character in fraction)
    value = Decimal(f"{numeral_value(whole)}.{digits}") if digits else Decimal(numeral_value(whole))
    return value * SCALES.get(printed[len(fraction) :], Decimal(1))
