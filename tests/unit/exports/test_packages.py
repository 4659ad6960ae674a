"""The data package: the descriptor tells the truth of its files, by the rules of Data Package 2.0."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from pipeline.errors import ExportError
from pipeline.exports import packages
from pipeline.exports.exporting import Options, export
from pipeline.exports.formats import Format
from pipeline.exports.packages import licence_entry

READ = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "bom"])
def package(request, warehouse, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    export(warehouse, folder, [Format.PACKAGE], Options(bom=request.param))
    return folder / "package"


@pytest.fixture
def descriptor(package) -> dict:
    return json.loads((package / "datapackage.json").read_text(encoding="utf-8"))


def rows_of(package, resource) -> list[dict[str, str]]:
    text = (package / resource["path"]).read_text(encoding=resource["encoding"])
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_descriptor_names_what_the_standard_asks_for(descriptor, warehouse):
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[-a-z0-9._/]+", descriptor["name"])
    assert re.fullmatch(r"\d+\.\d+\.\d+\+\d{8}\.\w+", descriptor["version"])
    assert datetime.fromisoformat(descriptor["created"]).tzinfo is not None
    assert descriptor["licenses"][0]["name"] == "Apache-2.0"
    assert descriptor["sources"] == [
        {"title": "hidden"}, {"title": "淄博市科学技术局: =1+1"}, {"title": "later"},
    ]  # fmt: skip
    names = [resource["name"] for resource in descriptor["resources"]]
    assert len(set(names)) == len(names)
    assert {"panel", "fact_observation", "dim_report", "sentences"} <= set(names)


def test_files_have_the_size_hash_and_rows_that_are_told(package, descriptor):
    told = {resource["path"] for resource in descriptor["resources"]}
    assert told == {f"data/{path.name}" for path in (package / "data").iterdir()}
    for resource in descriptor["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["rows"] == len(rows_of(package, resource))


def test_headers_types_and_constraints_hold(package, descriptor):
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        for row in rows_of(package, resource):
            assert list(row) == [field["name"] for field in fields]
            for field in fields:
                check_cell(field, row[field["name"]])


def check_cell(field, text):
    constraints = field.get("constraints", {})
    if text == "":
        assert not constraints.get("required"), field
        return
    READ[field["type"]](text)
    assert text in constraints.get("enum", [text]), field


def test_every_field_is_described(descriptor):
    for resource in descriptor["resources"]:
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_keys_are_unique_and_references_hold(package, descriptor):
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    checked = 0
    for resource in resources.values():
        rows, schema = rows_of(package, resource), resource["schema"]
        key = schema.get("primaryKey", [])
        if key:
            assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
        for reference in schema.get("foreignKeys", []):
            target = resources[reference["reference"].get("resource", resource["name"])]
            held = {row[reference["reference"]["fields"][0]] for row in rows_of(package, target)}
            used = {row[reference["fields"][0]] for row in rows} - {""}
            assert used <= held, (resource["name"], reference)
            checked += bool(used)
    assert checked > 20


def test_references_to_what_is_not_in_the_package_are_left_out(warehouse, tmp_path):
    export(warehouse, tmp_path, [Format.PACKAGE], Options(("panel", "dim_report")))
    descriptor = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    (panel, _) = descriptor["resources"]
    assert [key["reference"]["resource"] for key in panel["schema"]["foreignKeys"]] == ["dim_report"]


def test_many_sources_are_told_by_the_resource_that_lists_them(warehouse, tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MOST_SOURCES", 2)
    export(warehouse, tmp_path, [Format.PACKAGE])
    descriptor = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["sources"] == [{"title": "The reports listed in the resource dim_report"}]


def test_a_licence_has_its_title_and_address():
    assert licence_entry("CC-BY-4.0")["path"] == "https://creativecommons.org/licenses/by/4.0/"
    assert licence_entry("My-1.0") == {"name": "My-1.0"}
    with pytest.raises(ExportError, match="not the name of a licence"):
        licence_entry("free for all")
