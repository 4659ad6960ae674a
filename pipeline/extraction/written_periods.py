"""Periods as observations write them: 2023, 2021/2025, 2023-01/2023-06.

What belongs here: what such a text says, and others that follow from it. What does not: the words of reports that name
periods (`periods.py`), nor which period a number takes (`figure_periods.py`, `tables/columns.py`).
"""

from __future__ import annotations

import re

_EACH_YEAR = re.compile(r"\d{4}")
_OF_A_PLAN = 5
"""Years of a five-year plan."""
_TWELVE_MONTHS = re.compile(r"^(\d{4})-01/\1-12$")


def is_span_of_years(period: str | None) -> bool:
    """Whether a period is of several years."""
    return period is not None and "/" in period and "-" not in period


def last_year(period: str) -> int:
    """The year in which a period ends: 2025 of 2021/2025, 2023 of 2023-01/2023-11."""
    return int(period.rpartition("/")[2][:4])


def is_so_far(period: str) -> bool:
    """Whether a period is the first months of a year: nobody promises what January to October will have brought."""
    return "-01/" in period and not period.endswith("-12")


def year_before(period: str) -> str:
    """The same part of the year before, or the year before itself."""
    return _EACH_YEAR.sub(lambda match: str(int(match.group()) - 1), period)


def in_year(period: str, year: int) -> str:
    """The same part of another year: 2020-01/2020-09 for 2021-01/2021-09."""
    return _EACH_YEAR.sub(str(year), period) if "-" in period else str(year)


def years_up_to(period: str, count: int) -> str:
    """So many years, of which a year is the last."""
    return f"{int(period) - count + 1}/{period}"


def whole_year(period: str) -> str:
    """The twelve months of a year are the year."""
    return _TWELVE_MONTHS.sub(r"\1", period)


def is_rest_of_year(period: str) -> bool:
    """Whether a period is 2023-07/2023-12 or 2023-10/2023-12."""
    return period[4:] in (f"-07/{period[:4]}-12", f"-10/{period[:4]}-12")


def years_ahead(year: int | None, found: int) -> str | None:
    """到2025年，…，年均增长15%: the plan that ends then, or the years until then, in a report of an earlier year."""
    if year is None or found <= year + 1:
        return None
    first = found - 4 if found % 5 == 0 and found - 4 <= year + 1 else year + 1
    return f"{first}/{found}"


def years_beside_plan(plan: str, found: int, *, is_alone: bool) -> str | None:
    """The years of an average in a plan: its own, or behind 2020年 in that of 2021 to 2025 those of the plan before.

    到2023年，…年均增长12% is of the years up to that one, where the sentence names it alone.
    """
    first, last = int(plan[:4]), last_year(plan)
    if first <= found <= last:
        return f"{first}/{found}" if is_alone and first < found else plan
    return f"{first - _OF_A_PLAN}/{found}" if found == first - 1 and last - first + 1 == _OF_A_PLAN else None
