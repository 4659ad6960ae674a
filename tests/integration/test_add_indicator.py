"""CONTRIBUTING promises that an indicator is one CSV row and nothing else: its example and others are tried.

What belongs here: a copy of the reference data with one more row, through the command. What does not: rules of reading.
"""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "reference"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
HEAD = "淄博市交通运输局2023年工作总结\n\n一、2023年工作完成情况\n"
BIKES = "全市共享单车达到12000辆，同比增长8.5%，总量居全省第3位。全市地区生产总值4561.8亿元。\n"
Facts = dict[str, dict[str, str]]


def extracted(folder: Path, seeds: Path, body: str) -> Facts:
    """Lines of `zhibiao extract` by number."""
    report = folder / "report.txt"
    report.write_text(HEAD + body, encoding="utf-8")
    arguments = ["extract", str(report), "--format", "jsonl"]
    result = CliRunner().invoke(app, arguments, env={"ZHIBIAO_SEEDS": str(seeds)})
    assert result.exit_code == 0, result.stderr
    return {line["number"]: line for line in map(json.loads, result.stdout.splitlines())}


def seeds_with(folder: Path, row: str) -> Path:
    """A copy of the reference data with one more row in indicators.csv."""
    copy = folder / "reference"
    shutil.copytree(SEEDS, copy)
    with (copy / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    return copy


def row_of_contributing() -> str:
    """The example row of CONTRIBUTING, as it is printed there."""
    found = re.search(r"^ *`([a-z_]+(?:,[^`\n]*){12})`$", CONTRIBUTING.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, "CONTRIBUTING shows no row of indicators.csv with its cells"
    return found.group(1)


def test_the_example_of_contributing_makes_its_indicator_found(tmp_path: Path) -> None:
    row = row_of_contributing()
    before = extracted(tmp_path, SEEDS, BIKES)
    after = extracted(tmp_path, seeds_with(tmp_path, row), BIKES)
    assert before["12000"]["class"] == "quantity"
    indicator = row.split(",")[0]
    told = {number: (line["indicator"], line["measure"]) for number, line in after.items() if line["class"] == "fact"}
    assert told == {
        "12000": (indicator, "level"),
        "8.5": (indicator, "change_pct"),
        "3": (indicator, "rank"),
        "4561.8": ("gdp", "level"),
    }
    assert after["12000"] | {"sentence": ""} == {
        "document": "report.txt",
        "start": (HEAD + BIKES).index("12000"),
        "end": (HEAD + BIKES).index("12000") + 5,
        "number": "12000",
        "class": "fact",
        "value": 12000,
        "value_high": None,
        "unit": "count",
        "bound": "exact",
        "indicator": indicator,
        "region": "370300",
        "region_name": "淄博市",
        "period": "2023",
        "year": 2023,
        "measure": "level",
        "status": "actual",
        "sentence": "",
    }
    assert after["4561.8"] == before["4561.8"]


ROWS = {
    "money": (
        "port_revenue,港口营业收入,Port revenue,transport,flow,CNY,Revenue of the ports in the year,,0,,,,港口营业收入",
        "全年港口营业收入达到18.6亿元，比上年增加1.2亿元。",
        {"18.6": ("level", 1860000000, "CNY"), "1.2": ("change_abs", 120000000, "CNY")},
    ),
    "share": (
        "bus_punctuality,公交准点率,Bus punctuality,transport,ratio,percent,Share of buses on time,,0,100,,,公交准点率",
        "公交准点率为91.5%，较上年提高2.3个百分点。",
        {"91.5": ("level", 91.5, "percent"), "2.3": ("change_abs", 2.3, "pp")},
    ),
    "persons": (
        "seafarers,注册船员数,Registered seafarers,transport,stock,count,Seafarers,person,0,,,,注册船员数|注册船员",
        "全市注册船员达到2.4万人，新增注册船员300余人。",
        {"2.4": ("level", 24000, "count"), "300": ("change_abs", 300, "count")},
    ),
    "mass": (
        "port_throughput,港口吞吐量,Port throughput,transport,flow,tonne,Cargo,,0,,,,港口货物吞吐量|港口吞吐量",
        "完成港口货物吞吐量3560万吨，下降4.2%。",
        {"3560": ("level", 35600000, "tonne"), "4.2": ("change_pct", -4.2, "percent")},
    ),
}


@pytest.mark.parametrize(("row", "body", "expected"), ROWS.values(), ids=ROWS)
def test_one_row_is_enough_for_each_kind_of_unit(
    tmp_path: Path, row: str, body: str, expected: dict[str, tuple[str, float, str]]
) -> None:
    found = extracted(tmp_path, seeds_with(tmp_path, row), body)
    indicator = row.split(",")[0]
    assert {
        number: (line["indicator"], line["measure"], line["value"], line["unit"])
        for number, line in found.items()
        if line["class"] == "fact"
    } == {number: (indicator, *told) for number, told in expected.items()}


def test_variants_of_a_name_are_found_as_if_each_were_listed(tmp_path: Path) -> None:
    row = "bikes,共享单车数,Bikes,transport,stock,count,Bikes,,0,,,,共享[单车/自行车][数/]|公共自行车"
    seeds = seeds_with(tmp_path, row)
    for name in ("共享单车", "共享自行车数", "公共自行车"):
        assert extracted(tmp_path, seeds, f"全市{name}达到12000辆。")["12000"]["indicator"] == "bikes"


def test_a_bad_row_names_its_file_and_line(tmp_path: Path) -> None:
    seeds = seeds_with(tmp_path, "bikes,共享单车数,Bikes,transport,heap,count,Bikes,,0,,,,共享单车")
    line = len((seeds / "indicators.csv").read_text(encoding="utf-8").splitlines())
    report = tmp_path / "report.txt"
    report.write_text(HEAD, encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(report)], env={"ZHIBIAO_SEEDS": str(seeds)})
    assert result.exit_code != 0
    assert f"indicators.csv:{line}: nature: 'heap' is unknown" in str(result.exception)
