"""The grammar of alias cells: what a cell stands for, and that a cell which says nothing sensible names its row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import ReferenceDataError
from pipeline.reference import DEFAULT_FOLDER, load_reference
from pipeline.reference.aliases import MOST_ALIASES, PARTS, AliasGrammarError, expand_aliases, load_parts
from pipeline.reference.indicators import CONCEPTS, INDICATORS, load_catalogue
from pipeline.reference.loading import SeedFolder

MEANT = {"rd": ("研发", "R&D"), "firm": ("企业",)}
WORDS = st.text("研发经费支出（）R&D“”/", min_size=1, max_size=4)
OPTIONS = st.lists(st.text("全社会省级", max_size=3), min_size=2, max_size=4, unique=True)
PIECES = st.one_of(WORDS, OPTIONS)


@pytest.mark.parametrize(
    ("cell", "aliases"),
    [
        ("共享单车|共享单车数", ["共享单车", "共享单车数"]),
        ("技术交易[额/总额]", ["技术交易额", "技术交易总额"]),
        ("科技奖[励/]", ["科技奖励", "科技奖"]),
        ("[全社会/]研发[投入/支出]", ["全社会研发投入", "全社会研发支出", "研发投入", "研发支出"]),
        ("<rd>投入|科研投入", ["研发投入", "R&D投入", "科研投入"]),
        ("[<rd>/高新/]<firm>", ["研发企业", "R&D企业", "高新企业", "企业"]),
        ("[省/市]级[/重点]项目", ["省级项目", "省级重点项目", "市级项目", "市级重点项目"]),
        ("产学/研", ["产学/研"]),
    ],
)
def test_a_cell_stands_for_its_aliases(cell: str, aliases: list[str]) -> None:
    assert list(expand_aliases(cell, MEANT)) == aliases


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("研发[投入/支出", "unbalanced '['"),
        ("研发投入/支出]", "unbalanced ']'"),
        ("[研发[投入/支出]/]", "unbalanced '['"),
        ("[研发/R&D|投入]", "unbalanced '['"),
        ("<rd投入", "unbalanced '<'"),
        ("rd>投入", "unbalanced '>'"),
        ("研发[投入]", "leaves no choice"),
        ("研发[]", "leaves no choice"),
        ("研发|", "empty alias"),
        ("研发|[投入/]", "empty alias"),
        ("研发[ 投入/]|[投入/支出] ", "spaces around"),
        ("<rds>投入", "no part 'rds'"),
        ("<>投入", "no part ''"),
        ("研发[投入/]|研发", "'研发' comes about twice"),
        ("研发[投入/投入]", "'研发投入' comes about twice"),
        ("[研/研发][发/]费", "'研发费' comes about twice"),
        ("[a/b/c/d]" * 6, f"more than {MOST_ALIASES}"),
        ("[a/b/c/d]" * 5 + "|" + "[x/y/z/w]" * 5, f"more than {MOST_ALIASES}"),
        ("[" + "<rd>" * 11 + "/]", f"more than {MOST_ALIASES}"),
    ],
)
def test_a_cell_that_says_nothing_sensible_is_refused(cell: str, problem: str) -> None:
    with pytest.raises(AliasGrammarError) as raised:
        expand_aliases(cell, MEANT)
    assert problem in raised.value.problem
    assert raised.value.remedy


@given(st.lists(WORDS, min_size=1, max_size=8, unique=True))
def test_a_cell_without_brackets_is_a_plain_list(words: list[str]) -> None:
    assert expand_aliases("|".join(words), {}) == tuple(words)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_every_way_through_the_choices_is_an_alias(cell: list[list[str | list[str]]]) -> None:
    expected = [way for alias in cell for way in ways(alias)]
    assume("" not in expected and len(set(expected)) == len(expected) and len(expected) <= MOST_ALIASES)
    assert sorted(expand_aliases("|".join(map(written, cell)), {})) == sorted(expected)


@given(st.lists(PIECES, min_size=1, max_size=3), st.integers(0), st.sampled_from("[]<>"))
def test_a_stray_mark_is_never_taken_as_text(alias: list[str | list[str]], place: int, mark: str) -> None:
    cell = written(alias)
    place %= len(cell) + 1
    with pytest.raises(AliasGrammarError):
        expand_aliases(cell[:place] + mark + cell[place:], {})


def ways(alias: Sequence[str | list[str]]) -> list[str]:
    """What an alias of plain words and lists of options stands for, told apart from how the module does it."""
    if not alias:
        return [""]
    first, *rest = alias
    return [option + way for option in ([first] if isinstance(first, str) else first) for way in ways(rest)]


def written(alias: Sequence[str | list[str]]) -> str:
    return "".join(piece if isinstance(piece, str) else f"[{'/'.join(piece)}]" for piece in alias)


def seeds_with(**tables: str) -> SeedFolder:
    """The shipped reference data with more lines at the end of some tables."""
    seeds = SeedFolder.read(DEFAULT_FOLDER)
    added: Mapping[str, bytes] = {
        f"{name}.csv": seeds.contents[f"{name}.csv"] + f"{lines}\n".encode() for name, lines in tables.items()
    }
    return replace(seeds, contents={**seeds.contents, **added})


@pytest.mark.parametrize("cell", ["共享[单车/汽车", "[共享/]", "共享<bikes>", "共享[单车/]|共享", "[a/b/c/d]" * 6])
@pytest.mark.parametrize(
    ("table", "row"),
    [
        (INDICATORS.file_name, "bikes,共享单车数,Bikes,transport,stock,count,Bikes,,0,,,,{}"),
        (CONCEPTS.file_name, "bikes,Bikes,,{}"),
        (PARTS.file_name, "bike,{},Bikes"),
    ],
)
def test_a_bad_cell_names_file_and_row(table: str, row: str, cell: str) -> None:
    seeds = seeds_with(**{table.removesuffix(".csv"): row.format(cell)})
    with pytest.raises(ReferenceDataError) as raised:
        load_catalogue(seeds)
    assert (raised.value.path.name, raised.value.line) == (table, seeds.contents[table].count(b"\n"))


def test_an_alias_of_two_indicators_is_refused_where_no_unit_tells_them_apart() -> None:
    row = "firms,科技企业数,Firms,science,{},{},Firms,{},0,,,,高新技术企业"
    with pytest.raises(ReferenceDataError, match="'高新技术企业' is an alias of hte_count too"):
        load_catalogue(seeds_with(indicators=row.format("stock", "count", "organisation")))
    for told_apart in (("ratio", "percent", ""), ("stock", "count", "person")):
        assert "firms" in load_catalogue(seeds_with(indicators=row.format(*told_apart))).indicators


def test_a_part_may_use_those_above_it() -> None:
    parts = load_parts(seeds_with(alias_parts="bike,[单车/自行车],Bikes\nshared_bike,共享<bike>,Shared bikes"))
    assert parts["shared_bike"] == ("共享单车", "共享自行车")


def test_the_shipped_parts_are_all_used_and_leave_no_mark() -> None:
    contents = SeedFolder.read(DEFAULT_FOLDER).contents
    cells = b"".join(contents[table] for table in (INDICATORS.file_name, CONCEPTS.file_name, PARTS.file_name)).decode()
    assert [part for part in load_parts(SeedFolder.read(DEFAULT_FOLDER)) if f"<{part}>" not in cells] == []
    catalogue = load_reference().catalogue
    aliases = {alias for indicator in catalogue.indicators.values() for alias in indicator.aliases}
    aliases |= {alias for listed in catalogue.concepts.values() for alias in listed}
    assert [alias for alias in aliases if not set("[]<>|/").isdisjoint(alias)] == []
