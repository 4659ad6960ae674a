"""Regions of GB/T 2260 (`regions.csv`): codes, names, parents, years of validity, successors.

What belongs here: the table and look-ups by code and name. What does not: which words of a text speak of a region
(pipeline/segmentation and pipeline/extraction decide that).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from pipeline.reference.loading import Layout, Row, SeedFolder

COUNTRY_CODE = "100000"
UNKNOWN_CODE = "unknown"
"""What stands for the code where it stays open which region is meant; it is in no row of the table."""
_END_OF_PROVINCE = "0000"
"""How the codes of provinces and of the country end."""

LAYOUT = Layout(
    "regions.csv",
    (
        "code",
        "name",
        "short_names",
        "former_names",
        "level",
        "parent",
        "valid_from",
        "valid_to",
        "successor",
        "succession",
        "abbreviations",
        "word_names",
    ),
    ("code", "name", "level"),
    ("code",),
)


class Level(StrEnum):
    """Levels of administration, the highest first."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Succession(StrEnum):
    """What became of a region whose code ended."""

    SAME = "same"
    """The same place goes on under the successor's code (文登市 → 文登区): one time series."""
    MERGED = "merged"
    """It was absorbed by the successor, which is larger (莱芜市 → 济南市): two time series."""
    DIVIDED = "divided"
    """It was divided; the successor is the part that holds the old seat: two time series."""


@dataclass(frozen=True, slots=True)
class Region:
    """One region under one code. A region that changed its code has a row for each."""

    code: str
    name: str
    short_names: tuple[str, ...]
    """Other ways to write the name (淄博, 恩施州), two characters at least."""
    former_names: tuple[str, ...]
    """Names that the same code bore earlier (东陵区 of 浑南区)."""
    level: Level
    parent: str | None
    """Code of the region above; of a county that its province administers directly, the province."""
    valid_from: int | None
    """Year in which the code came up; None where it is older than the tables (2002)."""
    valid_to: int | None
    """Year in which the code ended, itself included; None while it is in force."""
    successor: str | None
    succession: Succession | None
    abbreviations: tuple[str, ...]
    """How document numbers begin that its government issues (鲁, 淄)."""
    word_names: tuple[str, ...]
    """Those of its names that ordinary text is likely to hold by chance (资源, 新建, 高青 in 提高青年)."""

    def is_valid_in(self, year: int) -> bool:
        """Whether the code was in force on any day of the year."""
        return (self.valid_from is None or self.valid_from <= year) and (self.valid_to is None or year <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Regions:
    """Look-ups over all regions."""

    by_code: Mapping[str, Region]
    names: Mapping[str, tuple[Region, ...]]
    """All that bear a full, short or former name; higher levels first, then by code."""
    abbreviations: Mapping[str, tuple[Region, ...]]
    """All whose document numbers begin so; higher levels first (苏: 江苏省, then 苏州市)."""
    word_names: frozenset[str]

    def get(self, code: str) -> Region | None:
        """The region with this code, or None (also for `unknown`)."""
        return self.by_code.get(code)

    def ancestors(self, code: str) -> tuple[Region, ...]:
        """The regions that contain this one, nearest first; none for an unknown code."""
        found: list[Region] = []
        region = self.by_code.get(code)
        while region is not None and region.parent is not None:
            region = self.by_code[region.parent]
            found.append(region)
        return tuple(found)

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether a region lies in another one; each lies in itself."""
        return code == ancestor or any(region.code == ancestor for region in self.ancestors(code))

    def province_of(self, code: str) -> Region | None:
        """The province of a region (its own, if it is one); None for the country and unknown codes."""
        region = self.by_code.get(code)
        while region is not None and region.level is not Level.PROVINCE:
            region = self.by_code.get(region.parent) if region.parent else None
        return region

    def current(self, code: str) -> Region:
        """The last region in the line of codes that the same place bore; mergers and divisions end the line.

        Raises KeyError for an unknown code.
        """
        region = self.by_code[code]
        while region.successor is not None and region.succession is Succession.SAME:
            region = self.by_code[region.successor]
        return region

    def needs_context(self, name: str) -> bool:
        """Whether a name is likely to stand in ordinary text without naming a region.

        Such a name counts only with something beside it: its suffix, another region's name in a list, the region above
        it. Every short name of a county outside the report's own province deserves the same doubt.
        """
        return name in self.word_names

    def resolve(self, name: str, within: str | None = None, year: int | None = None) -> Region | None:
        """The region that a name most likely means, or None where that stays open.

        `within` is the code of the report's own region: what lies in it is preferred, then what lies in the regions
        above it, nearest first. `year` is the year spoken of: codes in force then are preferred (without it, codes in
        force now). Then names in use count before former ones, higher levels before lower. 鼓楼区 is open outside of
        徐州, 南京, 开封 and 福州; 长沙 means the city, not the county.
        """
        candidates = self.names.get(name, ())
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        if within is not None and within in self.by_code:
            for ring in (within, *(region.code for region in self.ancestors(within))):
                inside = tuple(region for region in candidates if self.is_within(region.code, ring))
                if inside:
                    return self._likeliest(name, inside, year)
        return self._likeliest(name, candidates, year)

    def _likeliest(self, name: str, candidates: tuple[Region, ...], year: int | None) -> Region | None:
        in_force = [r for r in candidates if (r.valid_to is None if year is None else r.is_valid_in(year))]
        left = in_force or list(candidates)
        left = [region for region in left if name not in region.former_names] or left
        left = [region for region in left if region.level is left[0].level]
        last = {self.current(region.code).code for region in left}
        # One place under two codes (the year of the change): the newer code.
        return max(left, key=lambda region: region.valid_from or 0) if len(last) == 1 else None


def code_of_province(first_two_digits: str) -> str:
    """The code of the province whose regions' codes begin so: 370000 for 37."""
    return first_two_digits + _END_OF_PROVINCE


def is_province_or_country(code: str) -> bool:
    """Whether a code is that of a province, or of the country."""
    return code.endswith(_END_OF_PROVINCE)


def load_regions(seeds: SeedFolder) -> Regions:
    """The regions of `regions.csv`; raises ReferenceDataError with file and line for the first bad row."""
    by_code: dict[str, Region] = {}
    rows: list[Row] = []
    for row in seeds.rows(LAYOUT):
        region = _region(row)
        by_code[region.code] = region
        rows.append(row)
    for row, region in zip(rows, by_code.values(), strict=True):
        _check_links(row, region, by_code)
    in_order_of_codes = sorted(by_code.values(), key=attrgetter("code"))
    ordered = [region for level in _LEVELS for region in in_order_of_codes if region.level is level]
    return Regions(
        by_code=by_code,
        names=_by_name(ordered),
        abbreviations=_by_abbreviation(ordered),
        word_names=frozenset(name for region in ordered for name in region.word_names),
    )


_LEVELS = tuple(Level)


def _by_name(ordered: Iterable[Region]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for region in ordered:
        for name in (region.name, *region.short_names, *region.former_names):
            found[name] = (*found[name], region) if name in found else (region,)
    return found


def _by_abbreviation(ordered: Iterable[Region]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for region in ordered:
        for abbreviation in region.abbreviations:
            found[abbreviation] = (*found.get(abbreviation, ()), region)
    return found


def _region(row: Row) -> Region:
    code = row.text("code")
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise row.error("code", f"{code!r} is no code of GB/T 2260", "Write six digits")
    region = Region(
        code=code,
        name=row.text("name"),
        short_names=row.items("short_names"),
        former_names=row.items("former_names"),
        level=row.word("level", Level),
        parent=row.optional_text("parent"),
        valid_from=row.optional_integer("valid_from"),
        valid_to=row.optional_integer("valid_to"),
        successor=row.optional_text("successor"),
        succession=row.word("succession", Succession) if row.text("succession") else None,
        abbreviations=row.items("abbreviations"),
        word_names=row.items("word_names"),
    )
    if region.valid_from and region.valid_to and region.valid_from > region.valid_to:
        raise row.error("valid_to", "lies before valid_from", "Exchange the two years")
    names = (region.name, *region.short_names, *region.former_names)
    if len(set(names)) < len(names):
        raise row.error("short_names", "a name stands twice in the row", "Remove the repetition")
    if region.short_names and min(map(len, region.short_names)) < 2:
        raise row.error("short_names", "a name has a single character", "Put it under abbreviations")
    if region.word_names and not set(region.word_names).issubset(names):
        raise row.error("word_names", "holds a name that the row does not bear", "Repeat one of its names exactly")
    return region


def _check_links(row: Row, region: Region, by_code: Mapping[str, Region]) -> None:
    if region.level is Level.COUNTRY:
        if region.parent is not None:
            raise row.error("parent", "the country has none", "Leave the cell empty")
    elif region.parent is None or region.parent not in by_code:
        raise row.error("parent", f"{region.parent!r} is no code of this table", "Write the code of the region above")
    elif _LEVELS.index(by_code[region.parent].level) >= _LEVELS.index(region.level):
        raise row.error("parent", f"{region.parent} does not stand above a {region.level}", "Correct level or parent")
    if (region.successor is None) != (region.succession is None):
        raise row.error("succession", "successor and succession go together", "Fill both cells or none")
    if region.successor is None:
        return
    if region.successor not in by_code:
        raise row.error("successor", f"{region.successor!r} is no code of this table", "Write a code of this table")
    if region.valid_to is None:
        raise row.error("valid_to", "is empty though a successor is named", "Write the last year of the code")
    visited = {region.code}
    successor: str | None = region.successor
    while successor is not None and successor in by_code:
        if successor in visited:
            raise row.error("successor", f"{successor} follows upon itself", "Break the circle of successors")
        visited.add(successor)
        successor = by_code[successor].successor
