"""The generator of synthetic reports tells the truth about its own texts, and the same seed gives the same bytes.

What does not belong here: what the extractor makes of them (tests/unit/extraction/test_synthetic.py).
"""

import csv
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from benchmarks.synthetic import numerals
from benchmarks.synthetic.layouts import RECIPES, SIMPLE, joined, spun, wrapped
from benchmarks.synthetic.templates import Filling, Part, Passage, Planted, templates
from benchmarks.synthetic.vocabulary import fillers, places, spun_words, subjects
from benchmarks.synthetic_reports import SHEET_COLUMNS, make_report, make_reports, write_report
from pipeline.vocabulary import Bound, Measure, Status
from tests.golden.scoring import Tally, compare, read_sheet

ROOT = Path(__file__).parents[3]
DIGITS = re.compile(r"[0-9０-９]+")
PERIOD = re.compile(r"\d{4}(/\d{4})?|\d{4}-\d\d/\d{4}-\d\d")
PHENOMENA = {
    "level",
    "growth",
    "change",
    "from_to",
    "rank",
    "bound",
    "target",
    "period",
    "region",
    "respectively",
    "of_which",
    "elided",
    "gap",
    "quantity",
    "trap",
}
ALL = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)


@ALL
def test_the_same_seed_gives_the_same_bytes(recipe, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("first", "second", "other")]
    for path, seed in zip(paths, (7, 7, 8), strict=True):
        path.mkdir()
        write_report(path, seed, 3, recipe)
    written = [sorted((file.suffix, file.read_bytes()) for file in path.iterdir()) for path in paths]
    assert written[0] == written[1]
    assert written[0] != written[2]


@ALL
def test_every_digit_is_told_of_and_numbers_do_not_cross(recipe) -> None:
    for report in make_reports(1, 20, recipe):
        spans = sorted({(number.start, number.end) for number in report.numbers})
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        covered = {place for start, end in spans for place in range(start, end)}
        missed = [m.group() for m in DIGITS.finditer(report.text) if not covered.issuperset(range(*m.span()))]
        assert missed == []


@ALL
def test_facts_are_whole_and_known(recipe) -> None:
    with (ROOT / "seeds/reference/regions.csv").open(encoding="utf-8", newline="") as file:
        regions = {row["code"] for row in csv.DictReader(file)} | {"unknown"}
    with (ROOT / "seeds/reference/indicators.csv").open(encoding="utf-8", newline="") as file:
        units = {row["indicator"]: row["unit"] for row in csv.DictReader(file)}
    facts = [number.fields for report in make_reports(2, 20, recipe) for number in report.numbers if _is_fact(number)]
    assert len(facts) > 100
    for fact in facts:
        assert fact["region"] in regions
        assert PERIOD.fullmatch(fact["period"])
        assert fact["status"] in list(Status)
        assert fact["bound"] in list(Bound)
        if Measure(fact["measure"]) is Measure.LEVEL:
            assert units[fact["indicator"]] in (fact["unit"], "currency")


def _is_fact(number: Planted) -> bool:
    return number.kind == "fact"


def test_the_values_of_plain_numbers_are_those_of_their_digits() -> None:
    scales = {"亿": 10**8, "万": 10**4}
    seen = 0
    for report in make_reports(3, 20, SIMPLE):
        for number in report.numbers:
            digits, behind = report.text[number.start : number.end], report.text[number.end :]
            if number.kind == "none" or not digits.replace(".", "").isdigit():
                continue
            scale = scales.get(behind.lstrip("余多")[:1], 1)
            assert abs(Decimal(number.fields["value"])) == Decimal(digits) * scale, report.text[number.start - 20 :][
                :40
            ]
            seen += 1
    assert seen > 500


def test_a_written_report_is_the_one_made_and_its_sheet_is_read_by_the_scorer(tmp_path: Path) -> None:
    report = make_report(5, 2, RECIPES["wrapped"])
    path = write_report(tmp_path, 5, 2, RECIPES["wrapped"])
    assert path.name == f"{report.name}.txt"
    assert path.read_bytes().decode() == report.text
    header = path.with_suffix(".tsv").read_text(encoding="utf-8").partition("\n")[0]
    assert tuple(header.split("\t")) == SHEET_COLUMNS
    labels = read_sheet(path.with_suffix(".tsv"))
    assert [(label.start, label.end) for label in labels] == [(n.start, n.end) for n in report.numbers]
    score = compare(labels, labels).score
    assert score.fact == Tally(score.fact.wanted, score.fact.wanted, score.fact.wanted)
    assert score.fact.wanted > 20


@ALL
def test_reports_are_about_as_long_as_asked(recipe, tmp_path: Path) -> None:
    for characters in (1_000, 60_000):
        path = write_report(tmp_path, 1, 0, recipe, characters)
        assert characters <= len(path.read_bytes().decode()) <= characters * 1.1 + 2_000


def test_all_templates_and_phenomena_occur() -> None:
    used = Counter(number.template for report in make_reports(1, 150, RECIPES["prose"]) for number in report.numbers)
    with_numbers = {template.name for template in templates() if re.search(r"\.|q |none|\{Y", template.text)}
    assert with_numbers - set(used) == set()
    assert {template.phenomenon for template in templates()} == PHENOMENA
    assert len(templates()) == len({template.name for template in templates()}) >= 100


def test_a_template_is_filled_as_it_says() -> None:
    template = next(template for template in templates() if template.name == "region_own_then_peers")
    place = next(place for place in places() if place.code == "370300")
    passage = Filling(template, place, Part(2021, "summary"), (), Random(1)).passage()
    first, second, third = passage.numbers
    names = dict(place.peers)
    assert first.fields["region"] == "370300"
    assert f"{names[second.fields['region']]}为{passage.text[second.start : second.end]}%" in passage.text
    assert {number.fields["period"] for number in passage.numbers} == {"2021"}
    assert len({first.fields["region"], second.fields["region"], third.fields["region"]}) == 3


def test_numbers_are_printed_in_many_styles() -> None:
    subject = next(subject for subject in subjects() if subject.indicator == "patent_grants")
    printed = {style: numerals.amount(subject, Random(5), style, None) for style in ("plain", *numerals.STYLES)}
    assert printed["plain"].digits == str(printed["plain"].value)
    assert printed["thousands"].digits == f"{printed['plain'].value:,}"
    assert (
        printed["wide"].digits.translate(str.maketrans("０１２３４５６７８９", "0123456789")) == printed["plain"].digits
    )
    assert re.fullmatch(r"\d万(\d千)?", printed["split"].digits)
    assert printed["split"].value % 1000 == 0
    assert printed["ten_thousands"].after == "万件"
    assert printed["ten_thousands"].value == Decimal(printed["ten_thousands"].digits) * 10_000


def test_ranges_and_numerals_are_printed_as_labelled() -> None:
    spread = numerals.growth(Random(1), "plain", "range")
    assert spread.value_high is not None
    assert spread.second is not None
    offset, digits = spread.second
    assert spread.after[offset : offset + len(digits)] == digits == str(spread.value_high)
    assert [numerals.chinese(number) for number in (4, 10, 12, 20, 35)] == ["四", "十", "十二", "二十", "三十五"]
    assert numerals.doubled().value == 100


def test_wrapping_moves_every_number_with_its_digits() -> None:
    for report in make_reports(4, 5, SIMPLE):
        passage = Passage(report.text, report.numbers)
        for width in (7, 31):
            broken = wrapped(passage, width)
            for before, after in zip(passage.numbers, broken.numbers, strict=True):
                number = broken.text[after.start : after.end].replace("\n", "")
                assert number == report.text[before.start : before.end].replace("\n", "")
            assert broken.text.replace("\n", "") == report.text.replace("\n", "")


def test_spinning_keeps_every_offset() -> None:
    assert all(len(original) == len(replacement) for original, replacement in spun_words())
    passage = joined([Passage("全市高新技术企业达到12家。", (Planted(10, 12, "fact", "x", {}),))])
    assert spun(passage).text == "全市高新技术企业到达12家。"
    assert spun(passage).numbers == passage.numbers


def test_fillers_hold_no_figure() -> None:
    assert not any(DIGITS.search(filler) for filler in fillers())
    assert all(filler.endswith("。") for filler in fillers())
