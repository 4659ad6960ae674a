"""One number of a compact text, as the lexer made it.

What belongs here: the value. What does not: how numbers are found (`numbers.py`).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pipeline.reference.units import UnitKind
from pipeline.vocabulary import Bound, Unit

Form = Literal[
    "arabic", "signed", "numeral", "share", "tenths", "fraction", "doubling", "rank", "top", "ratio", "range_end"
]
"""How a number is printed: 1800, +18.6, 三, 百分之三, 三成, 三分之一, 翻一番, 第3, 前三.

Numbers beside it may make it a part of a ratio (4.9∶50.8) or the end of a range (the 3 of 2-3家).
"""
PART_FORMS: tuple[Form, ...] = ("tenths", "fraction")
"""Forms of a part of what is named behind it: 七成以上的企业, 三分之一."""


_HUNDRED_MILLION = 10**8


class NumberToken:
    """One number of the compact text.

    `start`/`end`: the digits as printed; `lead`: where the number with its ordinal prefix begins (第); `tail`: where
    its unit and bound words end. `value` is in the base unit where one is known.
    """

    __slots__ = (
        "bound",
        "end",
        "factor",
        "form",
        "is_counted",
        "kind",
        "lead",
        "scale",
        "start",
        "surface",
        "tail",
        "unit",
        "value",
        "value_high",
    )

    def __init__(self, form: Form, start: int, end: int, lead: int, tail: int, value: Decimal) -> None:
        self.form, self.start, self.end, self.lead, self.tail, self.value = form, start, end, lead, tail, value
        self.value_high: Decimal | None = None
        self.unit: Unit | None = None
        self.kind: UnitKind | None = None
        self.bound: Bound | None = None
        self.surface = ""
        self.is_counted = False
        """Whether words say that it counts though no unit does: 高企总数1532。"""
        self.scale = self.factor = Decimal(1)

    def __repr__(self) -> str:
        return f"NumberToken({self.form}, {self.start}-{self.end}, {self.value} {self.unit}, {self.bound})"

    @property
    def has_scale_alone(self) -> bool:
        """3.5万, 602.4亿: no unit behind the scale."""
        return self.unit is Unit.OTHER and self.kind is None and self.scale > 1

    @property
    def is_sum_of_money(self) -> bool:
        """602.4亿, 万亿: nothing but money, and people, comes in so many."""
        return self.has_scale_alone and self.scale >= _HUNDRED_MILLION
