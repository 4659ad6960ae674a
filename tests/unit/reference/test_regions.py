"""Regions: the table as shipped, look-ups and ambiguity, and what the loader refuses."""

from pathlib import Path

import pytest

from pipeline.errors import ReferenceDataError
from pipeline.reference.loading import SeedFolder
from pipeline.reference.regions import LAYOUT, Level, Regions, Succession, load_regions

SHIPPED = Path(__file__).resolve().parents[3] / "seeds" / "reference"


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load_regions(SeedFolder.read(SHIPPED))


def in_force(regions: Regions, level: Level, year: int) -> int:
    """Codes of a level that were in force at the end of a year."""
    return sum(
        region.level is level and region.is_valid_in(year) and region.valid_to != year
        for region in regions.by_code.values()
    )


@pytest.mark.parametrize(("year", "counties", "prefectures"), [(2015, 2850, 334), (2020, 2844, 333), (2025, 2845, 333)])
def test_counts_agree_with_the_published_totals(regions: Regions, year: int, counties: int, prefectures: int) -> None:
    assert in_force(regions, Level.COUNTY, year) == counties
    assert in_force(regions, Level.PREFECTURE, year) == prefectures
    assert in_force(regions, Level.PROVINCE, year) == 34


def test_every_region_leads_to_the_country(regions: Regions) -> None:
    for code in regions.by_code:
        if code != "100000":
            assert regions.ancestors(code)[-1].code == "100000"
            assert regions.province_of(code) is not None


def test_a_code_lies_in_the_regions_above_it(regions: Regions) -> None:
    assert [region.name for region in regions.ancestors("370321")] == ["淄博市", "山东省", "全国"]
    assert [region.name for region in regions.ancestors("429004")] == ["湖北省", "全国"]
    assert [region.name for region in regions.ancestors("310115")] == ["上海市", "全国"]
    assert regions.is_within("370321", "370300")
    assert regions.is_within("370321", "370321")
    assert not regions.is_within("370300", "370321")
    assert regions.get("unknown") is None
    assert regions.ancestors("unknown") == ()
    assert regions.province_of("unknown") is None


@pytest.mark.parametrize(
    ("code", "year", "valid"),
    [
        ("371081", 2013, True),
        ("371081", 2014, True),
        ("371081", 2015, False),
        ("371003", 2013, False),
        ("371003", 2014, True),
        ("371200", 2019, False),
        ("370300", 1990, True),
    ],
)
def test_codes_are_valid_in_their_years_alone(regions: Regions, code: str, year: int, valid: bool) -> None:
    assert regions.by_code[code].is_valid_in(year) is valid


@pytest.mark.parametrize(
    ("code", "current", "succession"),
    [
        ("371081", "371003", Succession.SAME),  # 文登市 became 文登区
        ("341521", "340422", Succession.SAME),  # 寿县 moved from 六安 to 淮南
        ("542623", "540481", Succession.SAME),  # 米林县 moved, then became 米林市
        ("371200", "371200", Succession.MERGED),  # 莱芜市 went into 济南市: no line of the same place
        ("510902", "510902", Succession.DIVIDED),
        ("370300", "370300", None),
    ],
)
def test_the_current_code_ends_the_line_of_successors(
    regions: Regions, code: str, current: str, succession: Succession | None
) -> None:
    assert regions.current(code).code == current
    assert regions.by_code[code].succession is succession


def test_merged_region_names_its_successor(regions: Regions) -> None:
    assert regions.by_code["371200"].successor == "370100"
    assert regions.by_code["371200"].valid_to == 2018


@pytest.mark.parametrize(
    ("name", "within", "year", "code"),
    [
        ("淄博", None, None, "370300"),
        ("桓台", "370300", None, "370321"),
        ("昆山", "370300", None, "320583"),
        ("恩施州", None, None, "422800"),
        ("恩施", None, None, "422800"),  # the prefecture, not the city in it
        ("恩施", "422800", None, "422800"),
        ("甘孜", None, None, "513300"),
        ("长沙", None, None, "430100"),
        ("吉林", None, None, "220000"),
        ("吉林市", None, None, "220200"),
        ("鼓楼区", None, None, None),
        ("鼓楼区", "370300", None, None),
        ("鼓楼区", "320100", None, "320106"),
        ("鼓楼区", "320102", None, "320106"),  # a sister district of the same city
        ("朝阳区", "110000", None, "110105"),
        ("朝阳", "220100", None, "220104"),
        ("通州区", "320000", None, "320612"),
        ("通州区", None, None, None),
        ("莱芜", None, 2015, "371200"),
        ("莱芜", None, 2022, "370116"),
        ("莱芜市", None, 2022, "371200"),
        ("寿县", None, 2012, "341521"),
        ("寿县", None, 2015, "340422"),  # both codes in the year of the change: the newer
        ("巢湖市", None, 2005, "341400"),
        ("巢湖市", None, 2020, "340181"),
        ("思茅", None, None, "530802"),  # a name in use before a former one
        ("襄樊", None, None, "420600"),
        ("东陵区", None, None, "210112"),
        ("全国", None, None, "100000"),
        ("中国", "370300", None, "100000"),
        ("某市", None, None, None),
    ],
)
def test_resolves_names(regions: Regions, name: str, within: str | None, year: int | None, code: str | None) -> None:
    found = regions.resolve(name, within=within, year=year)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    "name", ["资源", "合作", "高青", "新建", "新平", "大关", "范县", "朝阳", "城区", "上高", "和政"]
)
def test_names_that_ordinary_text_holds_need_context(regions: Regions, name: str) -> None:
    assert name in regions.names
    assert regions.needs_context(name)


@pytest.mark.parametrize("name", ["淄博", "昆山", "江阴", "张店", "桓台县", "深圳", "西峰", "高青县", "资源县城"])
def test_plain_names_need_no_context(regions: Regions, name: str) -> None:
    assert not regions.needs_context(name)


def test_no_name_is_a_single_character(regions: Regions) -> None:
    assert min(map(len, regions.names)) == 2


def test_abbreviations_of_document_numbers(regions: Regions) -> None:
    assert [region.code for region in regions.abbreviations["淄"]] == ["370300"]
    assert [region.code for region in regions.abbreviations["苏"]] == ["320000", "320500"]
    assert [region.code for region in regions.abbreviations["济"]] == ["370100", "370800"]
    provinces = {region.code for region in regions.by_code.values() if region.level is Level.PROVINCE}
    assert provinces <= {region.code for found in regions.abbreviations.values() for region in found}


COUNTRY = "100000,全国,中国,,country,,,,,,,"
PROVINCE = "370000,山东省,山东,,province,100000,,,,,鲁,"
CITY = "370300,淄博市,淄博,,prefecture,370000,,,,,淄,"

BAD_ROWS = {
    "code of five digits": ("37030,淄博市,,,prefecture,370000,,,,,,", "no code of GB/T 2260"),
    "code in full-width digits": ("３７０３００,淄博市,,,prefecture,370000,,,,,,", "no code of GB/T 2260"),
    "unknown level": ("370300,淄博市,,,city,370000,,,,,,", "level: 'city' is unknown"),
    "unknown parent": ("370300,淄博市,,,prefecture,380000,,,,,,", "parent: '380000' is no code of this table"),
    "no parent": ("370300,淄博市,,,prefecture,,,,,,,", "parent: None is no code of this table"),
    "parent of the same level": ("380000,山西,,,province,370000,,,,,,", "does not stand above"),
    "country with a parent": ("200000,外国,,,country,100000,,,,,,", "the country has none"),
    "year that is none": ("370300,淄博市,,,prefecture,370000,约2003,,,,,", "valid_from"),
    "years exchanged": ("370300,淄博市,,,prefecture,370000,2010,2003,,,,", "lies before valid_from"),
    "unknown successor": ("370300,淄博市,,,prefecture,370000,,2010,379900,same,,", "'379900' is no code"),
    "successor without end": ("370300,淄博市,,,prefecture,370000,,,370000,merged,,", "valid_to"),
    "successor without kind": ("370300,淄博市,,,prefecture,370000,,2010,370000,,,", "go together"),
    "kind without successor": ("370300,淄博市,,,prefecture,370000,,2010,,same,,", "go together"),
    "unknown kind of succession": ("370300,淄博市,,,prefecture,370000,,2010,370000,gone,,", "'gone' is unknown"),
    "own successor": ("370300,淄博市,,,prefecture,370000,,2010,370300,same,,", "follows upon itself"),
    "short name of one character": ("370300,淄博市,淄,,prefecture,370000,,,,,,", "a single character"),
    "a name twice": ("370300,淄博市,淄博,淄博,prefecture,370000,,,,,,", "stands twice"),
    "flag on another's name": ("370300,淄博市,淄博,,prefecture,370000,,,,,,博山", "does not bear"),
    "a code twice": ("370000,山东省,山东,,province,100000,,,,,,", "stands in line 3 already"),
}


def load_rows(folder: Path, *rows: str) -> Regions:
    (folder / LAYOUT.file_name).write_text("\n".join((",".join(LAYOUT.columns), *rows, "")), encoding="utf-8")
    return load_regions(SeedFolder.read(folder))


def test_loads_a_small_table(tmp_path: Path) -> None:
    regions = load_rows(tmp_path, COUNTRY, PROVINCE, CITY)
    assert regions.by_code["370300"].short_names == ("淄博",)


@pytest.mark.parametrize(("row", "problem"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_refuses_a_bad_row(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"regions\.csv:4") as caught:
        load_rows(tmp_path, COUNTRY, PROVINCE, row)
    assert problem in str(caught.value)


def test_refuses_a_circle_of_successors(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="follows upon itself"):
        load_rows(
            tmp_path,
            COUNTRY,
            "370000,山东省,山东,,province,100000,,2010,380000,same,,",
            "380000,齐鲁省,齐鲁,,province,100000,,2011,370000,same,,",
        )
