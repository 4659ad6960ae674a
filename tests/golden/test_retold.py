"""The labelled texts told of other places and other years: the facts go with them, for no rule is about one place.

What belongs here: names and years that change throughout a text, or are hidden. What does not: changes of layout
(`test_relaid.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from pipeline.reference.regions import Level, Region
from tests.golden.retelling import TEXTS, Fact, as_printed, read, rules

PLACES = ("410300", "350700", "130500", "510700", "320600")
"""Cities that the texts are moved to: Luoyang, Nanping, Xingtai, Mianyang, Nantong."""
YEARS = 5
"""By a whole five-year plan, so that plans go with their years."""
LEAST_MOVED, LEAST_SHIFTED = 0.985, 0.98
LEAST_WITHOUT_YEAR, LEAST_HIDDEN = 0.99, 0.94
"""One text is told apart by the number of its document, which hides nothing."""
_IS_TITLE = re.compile("总结|公报|报告|情况|要点")
_SUFFIX = re.compile("[市县区]$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*(?:年|[-—～至/.](?:\d|\D{0,2}20)|\s*[〕\]）)】]))")
_PLAN = re.compile("(?<=十)[一二三四](?=五)")
_NUMERALS = "〇一二三四五"


def _share(wanted: Counter[Fact], given: Counter[Fact]) -> tuple[int, int]:
    return 2 * (wanted & given).total(), wanted.total() + given.total()


def _city_of(code: str) -> Region | None:
    regions = rules()[0].regions.by_code
    region = regions.get(code)
    if region is not None and region.level is Level.COUNTY:
        region = regions.get(region.parent or "")
    return region if region is not None and region.level is Level.PREFECTURE and region.name.endswith("市") else None


def _short(region: Region) -> str:
    return _SUFFIX.sub("", region.name) if len(region.name) > 2 else region.name


def _moves(text: str, city: Region, target: Region) -> dict[str, Region] | None:
    """Regions by the code of the one in a text whose place they take; None where the target has too few of a kind."""
    regions = rules()[0].regions.by_code
    moves = {city.code: target}
    if city.parent != target.parent:
        moves[str(city.parent)] = regions[str(target.parent)]
    for suffix in "市县区":
        own, others = (
            [r for r in regions.values() if r.parent == each.code and r.name[-1] == suffix and not r.valid_to]
            for each in (city, target)
        )
        own = [region for region in own if _short(region) in text]
        if len(own) > len(others):
            return None
        moves.update((here.code, there) for here, there in zip(own, others, strict=False))
    return moves


def _moved(text: str, moves: Mapping[str, Region]) -> str:
    names = {}
    for code, there in moves.items():
        here = rules()[0].regions.by_code[code]
        names[here.name] = there.name
        names[_short(here)] = _short(there)
    words = "|".join(" ?".join(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(words, lambda name: names[name[0].replace(" ", "")], text)


@pytest.mark.parametrize("target", PLACES)
def test_facts_go_with_the_place(target: str) -> None:
    right = all_told = texts = 0
    for path in TEXTS:
        text, (region, facts) = path.read_text(encoding="utf-8"), as_printed(path)
        city = _city_of(region)
        moves = _moves(text, city, rules()[0].regions.by_code[target]) if city and city.code != target else None
        if moves is None:
            continue
        wanted: Counter[Fact] = Counter()
        for (indicator, place, *rest), count in facts.items():
            code = moves[place].code if place in moves else place
            wanted[indicator, code, *rest] += count  # type: ignore[index]
        _, given = read(_moved(text, moves))
        found, of = _share(wanted, given)
        right, all_told, texts = right + found, all_told + of, texts + 1
    assert texts >= 6
    assert right / all_told >= LEAST_MOVED


@pytest.mark.parametrize("years", [YEARS, -YEARS])
def test_facts_go_with_the_year(years: int) -> None:
    right = all_told = 0
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        if years < 0 and "十一五" in text:
            continue  # before it stands 十五, which another rule reads
        later = _YEAR.sub(lambda year: str(int(year[0]) + years), text)
        later = _PLAN.sub(lambda plan: _NUMERALS[_NUMERALS.index(plan[0]) + years // YEARS], later)
        _, facts = as_printed(path)
        wanted: Counter[Fact] = Counter()
        for (indicator, place, period, *rest), count in facts.items():
            shifted = re.sub(r"(?:19|20)\d\d", lambda year: str(int(year[0]) + years), period)
            wanted[indicator, place, shifted, *rest] += count  # type: ignore[index]
        found, of = _share(wanted, read(later)[1])
        right, all_told = right + found, all_told + of
    assert all_told > 2000
    assert right / all_told >= LEAST_SHIFTED


def test_facts_do_not_hang_on_the_year_of_the_title() -> None:
    right = all_told = texts = 0
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        head, _, body = text.lstrip("\n").partition("\n")
        bare = re.sub(r"(?:19|20)\d\d年度?", "", head)
        if bare == head or not _IS_TITLE.search(head):
            continue
        found, of = _share(as_printed(path)[1], read(f"{bare}\n{body}")[1])
        right, all_told, texts = right + found, all_told + of, texts + 1
    assert texts >= 6
    assert right / all_told >= LEAST_WITHOUT_YEAR


@pytest.mark.parametrize("mark", ["x", "某", "**"])
def test_a_hidden_place_is_unknown(mark: str) -> None:
    right = all_told = texts = 0
    for path in TEXTS:
        text, (code, facts) = path.read_text(encoding="utf-8"), as_printed(path)
        region = rules()[0].regions.get(code)
        if region is None or region.level in (Level.COUNTRY, Level.PROVINCE):
            continue
        names = "|".join(" ?".join(name) for name in (region.name, _short(region)))
        hidden = re.sub(names, f"{mark}{region.name[-1]}", text)
        wanted: Counter[Fact] = Counter()
        for (indicator, place, *rest), count in facts.items():
            wanted[indicator, "unknown" if place == code else place, *rest] += count  # type: ignore[index]
        found, of = _share(wanted, read(hidden)[1])
        right, all_told, texts = right + found, all_told + of, texts + 1
    assert texts >= 12
    assert right / all_told >= LEAST_HIDDEN
