"""A tiny warehouse full of what exports trip over, and files made from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.exports.relations import Relation, relations
from pipeline.exports.stamps import Stamp, read_stamp
from pipeline.warehouse import open_published
from tests.tiny_warehouse import Report, Told, make_warehouse

FORMULA = '=HYPERLINK("http://example.org","点击")'
LONG = "长" * 3_000
EXACT = "12345678901234567890.123456"

AWKWARD = Report(
    "awkward",
    (
        Told("gdp", EXACT, unit="CNY", words=FORMULA),
        Told("gdp", "133680000000", period="2022", unit="CNY", words='说"，"、,\n换行'),
        Told("hte_count", 1000, bound="at_least", words="＋全角"),
        Told("hte_count", 2, value_high=3, bound="range", period="2022", words=LONG),
        Told("hte_count", 1200, period="2024", status="target", bound="at_least"),
        Told("rd_intensity", "2.79", unit="percent", words="-比重"),
        Told("rd_intensity", "-0.12", unit="pp", measure="change_abs"),
        Told("patent_applications", 0, period="2023-01/2023-11", words="@专利\x1b[31m"),
        Told("patent_applications", 9000, period="2021/2025", status="target"),
        Told("patent_applications", 70, period="2023-06", words="\t制表"),
        Told("fdi_actual", 5, unit="USD"),
        Told("hte_count", 4, measure="rank", unit="rank"),
    ),
    options={"title": "=1+1", "issuer": "淄博市科学技术局"},
)
HIDDEN = Report("hidden", (Told("hte_count", 74, words="+区"),), region="unknown", issued_on=date(2022, 1, 10))
LATER = Report("later", (Told("hte_count", 1001), Told("hte_count", 1300, region="370200")), issued_on=date(2025, 2, 1))


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory) -> Path:
    return make_warehouse(tmp_path_factory.mktemp("exports") / "warehouse.duckdb", AWKWARD, HIDDEN, LATER)


@pytest.fixture
def connection(warehouse):
    with open_published(warehouse) as opened:
        yield opened


@pytest.fixture
def known(connection) -> dict[str, Relation]:
    return relations(connection)


@pytest.fixture
def stamp(connection) -> Stamp:
    return read_stamp(connection)


def silent(_rows: int) -> None:
    """Counts nothing."""
