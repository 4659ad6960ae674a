"""Numbers as reports print them, with their value in base units: 133.68亿元, 1800余家, 第四, 2-3家, １２．５％.

What belongs here: drawing a number and printing it in one of many styles. What does not: what it says of whom.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from benchmarks.synthetic.vocabulary import Subject

STYLES = ("thousands", "wide", "wide_thousands", "dot", "spaced", "ten_thousands", "split")
"""Ways to print a number beside the plain one."""

_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_CHINESE = "零一二三四五六七八九"

BEFORE = (
    ("超过", "at_least"),
    ("突破", "at_least"),
    ("达到", "exact"),
    ("约", "approx"),
    ("近", "approx"),
    ("超", "at_least"),
    ("逾", "at_least"),
)
INSIDE = (("余", "at_least"), ("多", "at_least"))
BEHIND = (("以上", "at_least"), ("左右", "approx"))
BOUNDS: dict[str, tuple[tuple[str, str], ...]] = {
    "before": BEFORE,
    "behind": BEHIND,
    "behind_low": BEHIND[:1],
    "behind_about": BEHIND[1:],
    "behind_any": (*BEHIND, ("", "exact")),
    "inside": INSIDE,
    "within": (("以内", "at_most"),),
    "not_below": (("不低于", "at_least"), ("不少于", "at_least")),
    "break": (("突破", "at_least"), ("超过", "at_least")),
}
"""Words of bounds by the option `b=` of a slot, with the bound that they mean."""
_IN_FRONT = frozenset({"before", "not_below", "break"})


@dataclass(frozen=True, slots=True)
class Printed:
    """`digits` stand between `before` and `after`; `second` is the offset of a range's second number within `after`."""

    before: str
    digits: str
    after: str
    value: Decimal
    unit: str
    bound: str = "exact"
    value_high: Decimal | None = None
    second: tuple[int, str] | None = None


def amount(subject: Subject, random: Random, style: str, bound: str | None) -> Printed:
    """An amount, count or share of a subject."""
    if style == "hundreds":
        return _hundreds(random, subject.classifier, subject.unit)
    if bound == "range":
        return _range(random, subject.classifier, subject.unit, small=True)
    mantissa = _drawn(random, subject.low, subject.high, subject.decimals)
    printed = Printed(
        "", _plain(mantissa, subject.decimals), subject.classifier, mantissa * subject.factor, subject.unit
    )
    return bounded(styled(printed, subject, style), bound, random)


def change(subject: Subject, random: Random, style: str, bound: str | None) -> Printed:
    """How much a subject rose or fell: smaller than its level, in percentage points for a share."""
    if subject.unit == "percent":
        points = _drawn(random, Decimal("0.02"), Decimal("3.9"), 2)
        return bounded(Printed("", _plain(points, 2), "个百分点", points, "pp"), bound, random)
    if bound == "range":
        return _range(random, subject.classifier, subject.unit, small=True)
    most = max(subject.low * 3, Decimal(9))
    return amount(replace(subject, low=Decimal(2), high=most), random, style, bound)


def growth(random: Random, style: str, bound: str | None) -> Printed:
    """A rate of growth, without sign."""
    if style == "words":
        tenths = random.randint(11, 199)
        whole, rest = divmod(tenths, 10)
        words = chinese(whole) + (f"点{_CHINESE[rest]}" if rest else "")
        return Printed("百分之", words, "", Decimal(tenths) / 10, "percent")
    if bound == "range":
        return _range(random, "%", "percent", small=False)
    decimals = random.choice((0, 1, 1, 2))
    rate = _drawn(random, Decimal(1), Decimal(34), decimals)
    printed = Printed("", _plain(rate, decimals), "%", rate, "percent")
    if style in ("wide", "dot"):
        printed = _in_style(printed, style)
    return bounded(printed, bound, random)


def rank(random: Random, style: str) -> Printed:
    """A place in a ranking: 第4, or in words 第四 (whose span holds 第)."""
    place = random.randint(2, 16)
    if style == "words":
        return Printed("", f"第{chinese(place)}", "", Decimal(place), "rank")
    return Printed("第", str(place), "", Decimal(place), "rank")


def top(random: Random) -> Printed:
    """One of the first: 前三, 前10."""
    place = random.choice((3, 5, 10))
    digits = random.choice((str(place), chinese(place)))
    return Printed("前", digits, "", Decimal(place), "rank", "at_most")


def head() -> Printed:
    """The first place."""
    return Printed("", "首", "位", Decimal(1), "rank")


def doubled() -> Printed:
    """翻一番 is growth by 100 percent."""
    return Printed("翻", "一", "番", Decimal(100), "percent")


_OTHER_UNITS = {"亿元": ("CNY", 10**8), "万元": ("CNY", 10**4), "%": ("percent", 1), "个百分点": ("pp", 1)}
_UNITS_OUTSIDE_THE_GUIDE = frozenset({"公里", "位"})


def other(unit: str, random: Random, style: str) -> Printed:
    """A number of anything else: 11场, 20公里, 0.3个百分点."""
    if style == "hundreds":
        return _hundreds(random, unit, "count")
    if style == "words":
        number = random.randint(3, 9)
        return Printed("", _CHINESE[number], unit, Decimal(number), "count")
    base, factor = _OTHER_UNITS.get(unit, ("other" if unit in _UNITS_OUTSIDE_THE_GUIDE else "count", 1))
    decimals = {"pp": 1, "CNY": 1 if unit == "亿元" else 0, "percent": 1}.get(base, 0)
    high = {"pp": Decimal(4), "percent": Decimal(99)}.get(base, Decimal(900))
    number_drawn = _drawn(random, Decimal("0.3") if base == "pp" else Decimal(2), high, decimals)
    return Printed("", _plain(number_drawn, decimals), unit, number_drawn * factor, base)


def bounded(printed: Printed, bound: str | None, random: Random) -> Printed:
    """The number with a word that says on which side of it the true one lies."""
    if bound is None:
        return printed
    word, meaning = random.choice(BOUNDS[bound])
    if bound in _IN_FRONT:
        return replace(printed, before=word + printed.before, bound=meaning)
    if bound == "inside":
        return replace(printed, after=word + printed.after.lstrip(), bound=meaning)
    return replace(printed, after=printed.after + word, bound=meaning)


def styled(printed: Printed, subject: Subject, style: str) -> Printed:
    """The number in another style; a style that does not fit the number leaves it plain."""
    is_large_count = subject.unit == "count" and subject.factor == 1 and printed.value >= 10_000
    if style == "split":
        return _split(printed) if is_large_count else printed
    if style == "ten_thousands":
        if not is_large_count:
            return printed
        mantissa = (printed.value / 10_000).quantize(Decimal("0.01"))
        return replace(printed, digits=str(mantissa), after="万" + printed.after, value=mantissa * 10_000)
    return _in_style(printed, style)


def _in_style(printed: Printed, style: str) -> Printed:
    whole, point, fraction = printed.digits.partition(".")
    grouped = f"{int(whole):,}" + point + fraction
    if style == "thousands":
        return replace(printed, digits=grouped)
    if style == "wide_thousands":
        return replace(printed, digits=grouped.replace(",", "，").translate(_WIDE))
    if style == "wide":
        return replace(printed, digits=printed.digits.translate(_WIDE), after=printed.after.translate(_WIDE))
    if style == "dot":
        return replace(printed, digits=printed.digits.replace(".", "·"))
    if style == "spaced":
        return replace(printed, after=" " + printed.after)
    return printed


def _split(printed: Printed) -> Printed:
    """16000 as 1万6千."""
    thousands = int(printed.value) // 1000
    ten_thousands, rest = divmod(thousands, 10)
    digits = f"{ten_thousands}万{rest}千" if rest else f"{ten_thousands}万"
    return replace(printed, digits=digits, value=Decimal(thousands * 1000))


def _hundreds(random: Random, classifier: str, unit: str) -> Printed:
    """Three hundred and more in words: 三百余家."""
    hundreds = random.randint(2, 9)
    word = "两" if hundreds == 2 else _CHINESE[hundreds]
    return Printed("", f"{word}百", f"{random.choice('余多')}{classifier}", Decimal(hundreds * 100), unit, "at_least")


def _range(random: Random, classifier: str, unit: str, *, small: bool) -> Printed:
    low = random.randint(2, 5) if small else random.randint(5, 12)
    high = low + random.randint(1, 3)
    first_unit = "%" if classifier == "%" and random.random() < 0.5 else ""
    after = f"{first_unit}{random.choice(('-', '—', '~', '～'))}"
    return Printed(
        "", str(low), f"{after}{high}{classifier}", Decimal(low), unit, "range", Decimal(high), (len(after), str(high))
    )


def chinese(number: int) -> str:
    """A number below 100 in words."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _CHINESE[ones]
    return (_CHINESE[tens] if tens > 1 else "") + "十" + (_CHINESE[ones] if ones else "")


def _drawn(random: Random, low: Decimal, high: Decimal, decimals: int) -> Decimal:
    """A number from low to high with so many decimals, each number of digits as likely as any other."""
    step: int = 10**decimals
    first, last = max(int(low * step), 1), int(high * step)
    digits = random.randint(len(str(first)), len(str(last)))
    drawn = random.randint(max(first, 10 ** (digits - 1)), min(last, 10**digits - 1))
    return Decimal(drawn) / step


def _plain(number: Decimal, decimals: int) -> str:
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
