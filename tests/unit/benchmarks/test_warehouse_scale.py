"""The benchmark of the warehouse at scale, run small: it measures every mart, and its page shows each."""

from benchmarks.pages import write_section
from benchmarks.warehouse_scale import ASKED, make_facts, make_marts, measure, report

OBSERVATIONS = 60_000


def test_every_mart_is_made_asked_and_shown(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    make_facts(path, OBSERVATIONS)
    size = {**make_marts(path), **measure(path)}
    assert size["observations"] == OBSERVATIONS
    assert set(size["city"]) == set(size["whole"]) == set(ASKED)
    assert [mart for mart, rows in size["rows"].items() if rows == 0] == []
    assert "contradictions" in size["made"]
    page = report([size, size])
    assert [mart for mart in ASKED if page.count(f"| `{mart}` |") != 1] == []


def test_sections_of_the_page_do_not_touch_each_other(tmp_path):
    page = tmp_path / "benchmarks.md"
    write_section("speed", "## Speed\n\n1", page)
    write_section("scale", "## Scale\n\n2", page)
    write_section("speed", "## Speed\n\n3", page)
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Speed", "## Scale"]
    assert "\n3\n" in text
    assert "\n1\n" not in text
