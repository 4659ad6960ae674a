"""Stata files open again with labels; codes lead back to the texts."""

from __future__ import annotations

from decimal import Decimal

import pandas
import pytest

from pipeline.errors import ExportError
from pipeline.exports import stata
from pipeline.exports.stata import FIRST_HIDDEN_REGION, distinct_labels, variable_names, write_stata
from pipeline.exports.wide import panel_by_indicator

from .conftest import LONG


@pytest.fixture
def exported(connection, stamp, tmp_path):
    def export(relation):
        path = tmp_path / f"{relation.name}.dta"
        assert write_stata(connection, relation, path, stamp) == len(connection.execute(relation.query()).fetchall())
        return path

    return export


def test_every_relation_reads_back(connection, known, exported):
    for relation in known.values():
        frame = pandas.read_stata(exported(relation))
        held = connection.execute(relation.query()).fetchall()
        assert len(frame) == len(held)
        assert list(frame.columns) == list(variable_names(field.name for field in relation.fields).values())


def test_codes_have_labels_that_lead_back_to_the_texts(connection, known, exported):
    frame = pandas.read_stata(exported(known["panel"]))
    held = connection.execute("SELECT indicator, status, unit, region_name FROM panel ORDER BY region, year, indicator")
    rows = held.fetchall()
    assert list(zip(frame.indicator, frame.status, frame.unit, strict=True)) == [row[:3] for row in rows]
    assert [name for name in frame.region if not str(name).startswith("unknown")] == [row[3] for row in rows if row[3]]


def test_regions_are_their_codes_and_hidden_places_have_codes_of_their_own(known, exported):
    frame = pandas.read_stata(exported(known["panel"]), convert_categoricals=False)
    assert set(frame.region) == {370200, 370300, FIRST_HIDDEN_REGION}
    assert frame.region.dtype == frame.year.dtype == "int32"


def test_variables_have_labels(known, exported):
    with pandas.io.stata.StataReader(exported(known["panel"])) as reader:
        labels = reader.variable_labels()
        assert labels["value"] == "Value in base units, exact; of a range its lower end"
        assert labels["region"] == "GB/T 2260 code under which the place goes on today"
        assert reader.data_label.startswith("panel 0.")
        assert max(map(len, labels.values())) <= 80


def test_values_dates_and_missing_values(known, exported):
    frame = pandas.read_stata(exported(known["panel"]))
    (gdp,) = frame[(frame.indicator == "gdp") & (frame.year == 2022)].to_dict("records")
    assert gdp["value"] == 133680000000.0
    assert gdp["vintage"] == pandas.Timestamp("2024-01-15")
    assert pandas.isna(gdp["value_high"])
    assert gdp["agree"] == 1
    assert list(frame.value_high.dropna()) == [3.0]


def test_long_text_is_whole(known, exported):
    frame = pandas.read_stata(exported(known["sentences"]))
    assert LONG + "2。" in set(frame.sentence)
    assert "\x1b" not in "".join(frame.sentence)


def test_the_panel_by_indicator_suits_xtset(connection, known, exported):
    relation = panel_by_indicator(connection, known["panel"])
    path = exported(relation)
    frame = pandas.read_stata(path, convert_categoricals=False)
    assert not frame.duplicated(["region", "year"]).any()
    row = frame.set_index(["region", "year"]).loc[(370300, 2023)]
    assert row["hte_count"] == 1001
    assert row["rd_intensity"] == pytest.approx(float(Decimal("2.79")))
    with pandas.io.stata.StataReader(path) as reader:
        assert reader.variable_labels()["hte_count"] == "高新技术企业总量 (count)"


def test_too_many_rows_are_refused_with_the_remedy(exported, known, monkeypatch):
    monkeypatch.setattr(stata, "MOST_ROWS", 3)
    with pytest.raises(ExportError, match=r"panel: 9 rows are too many for a Stata file.*parquet or csv"):
        exported(known["panel"])


def test_names_of_variables_are_ones_that_stata_takes():
    long = "a" * 40
    names = variable_names(["2023", "using", "a-b", "a_b", long, long + "b"])
    assert list(names.values()) == ["_2023", "_using", "a_b", "a_b_2", "a" * 32, "a" * 30 + "_2"]


def test_labels_that_stand_twice_get_their_codes():
    labels = {320106: "鼓楼区", 350102: "鼓楼区", 370300: "淄博市"}
    assert distinct_labels(labels) == {320106: "鼓楼区 (320106)", 350102: "鼓楼区 (350102)", 370300: "淄博市"}
