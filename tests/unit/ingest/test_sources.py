"""The file of sources is read strictly, and says when a source is due and overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.errors import LandingZoneError, ReferenceDataError
from pipeline.ingest.sources import SourceKind, choose_sources, load_sources
from pipeline.ingest.visits import PageVisit, SourceVisits, read_visits, visits_path, write_visits

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOOD = {
    "id": "bureau",
    "kind": "list",
    "url": "https://reports.example/list",
    "link_text": "总结",
    "region": '"370300"',
    "issuer": "市科技局",
}


def written(tmp_path, *entries: dict, head: str = "sources:\n"):
    lines = ["  - " + "\n    ".join(f"{name}: {value}" for name, value in entry.items()) for entry in entries]
    path = tmp_path / "sources.yaml"
    path.write_text(head + "\n".join(lines), encoding="utf-8")
    return path


def test_the_file_of_the_repository_is_sound():
    sources = load_sources()
    assert {source.id for source in sources} >= {"inbox"}
    assert not choose_sources(sources, ()), "a fresh clone asks nobody"


def test_a_file_that_cannot_be_read_names_the_remedy(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        with pytest.raises(ReferenceDataError, match=r"cannot be read \(.*name another with ZHIBIAO_SOURCES"):
            load_sources(path)


def test_a_source_with_its_options(tmp_path):
    (source,) = load_sources(written(tmp_path, {**GOOD, "every": "7d", "recheck": "12h", "delay": 5, "max_pages": 2}))
    assert (source.id, source.kind, source.place) == ("bureau", SourceKind.LIST, "https://reports.example/list")
    assert (source.every, source.recheck, source.delay, source.max_pages) == (
        timedelta(days=7),
        timedelta(hours=12),
        5.0,
        2,
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "Bureau!"}, "other characters"),
        ({"kind": "feed"}, "kind 'feed'"),
        ({"url": "ftp://a.example"}, "no web address"),
        ({"url": None}, "has a url"),
        ({"folder": "x"}, "no folder"),
        ({"region": "淄博"}, "no code"),
        ({"region": 370300}, "region is missing or no text"),
        ({"issuer": None}, "issuer is missing"),
        ({"every": "soon"}, "no span of time"),
        ({"every": "0d"}, "no span of time"),
        ({"link_text": '"(unclosed"'}, "no regular expression"),
        ({"link_text": None}, "needs link_text or link_url"),
        ({"delay": 0}, "delay 0"),
        ({"max_pages": "many"}, "max_pages 'many'"),
        ({"enabled": "maybe"}, "enabled 'maybe'"),
        ({"retries": 3}, "unknown field 'retries'"),
    ],
)
def test_a_wrong_entry_is_named_with_its_remedy(tmp_path, change, problem):
    entry = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(ReferenceDataError) as caught:
        load_sources(written(tmp_path, entry))
    assert problem in str(caught.value)
    assert "source 1" in str(caught.value)


@pytest.mark.parametrize("head", ["sources: {\n", "places:\n", "just text\n"])
def test_a_wrong_file_is_named(tmp_path, head):
    with pytest.raises(ReferenceDataError, match=r"sources\.yaml"):
        load_sources(written(tmp_path, head=head))


def test_what_is_no_yaml_is_told_in_one_line_with_its_place(tmp_path):
    path = tmp_path / "sources.yaml"
    path.write_text("sources:\n  - id: [a\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError) as told:
        load_sources(path)
    assert f"{path}:3: is no YAML (" in str(told.value)
    assert "\n" not in str(told.value)


def test_ids_are_unique_and_chosen_by_name(tmp_path):
    with pytest.raises(ReferenceDataError, match="stands twice"):
        load_sources(written(tmp_path, GOOD, GOOD))
    sources = load_sources(written(tmp_path, GOOD, {**GOOD, "id": "other", "enabled": "false"}))
    assert [source.id for source in choose_sources(sources, ())] == ["bureau"]
    assert [source.id for source in choose_sources(sources, ["other"])] == ["other"]
    with pytest.raises(ReferenceDataError, match="no source 'third'"):
        choose_sources(sources, ["third"])


@pytest.fixture
def source(tmp_path):
    return load_sources(written(tmp_path, {**GOOD, "every": "7d", "expected": "30d"}))[0]


def test_a_source_is_due_at_first_and_then_by_its_schedule(source):
    assert SourceVisits().is_due(source, NOW)
    asked = SourceVisits(began_at=NOW, checked_at=NOW, succeeded_at=NOW)
    assert not asked.is_due(source, NOW + timedelta(days=6))
    assert asked.is_due(source, NOW + timedelta(days=7))


def test_a_clock_that_was_set_back_makes_a_source_due(source):
    assert SourceVisits(began_at=NOW, checked_at=NOW).is_due(source, NOW - timedelta(days=1))


def test_a_source_that_brings_nothing_for_too_long_is_overdue(source):
    visits = SourceVisits(began_at=NOW, checked_at=NOW, succeeded_at=NOW, new_at=NOW)
    assert visits.overdue_reason(source, NOW + timedelta(days=30)) is None
    assert visits.overdue_reason(source, NOW + timedelta(days=31)) == "nothing new since 2026-03-01"
    assert SourceVisits().overdue_reason(source, NOW) is None


def test_a_source_that_does_not_answer_for_two_rounds_is_overdue(source):
    failing = SourceVisits(began_at=NOW, checked_at=NOW, succeeded_at=NOW, new_at=NOW, error="answers 500")
    assert failing.overdue_reason(source, NOW + timedelta(days=14)) is None
    assert "has not answered" in (failing.overdue_reason(source, NOW + timedelta(days=15)) or "")
    assert replace(failing, error=None).overdue_reason(source, NOW + timedelta(days=15)) is None


def test_visits_are_remembered(tmp_path):
    visits = SourceVisits(NOW, NOW, NOW, None, "answers 500").with_page("https://a/b", PageVisit("ab" * 32, NOW, '"e"'))
    write_visits(tmp_path, "bureau", visits)
    assert read_visits(tmp_path, "bureau") == visits
    assert read_visits(tmp_path, "other") == SourceVisits()


def test_a_damaged_record_names_itself_and_the_remedy(tmp_path):
    visits_path(tmp_path, "bureau").write_text('{"pages": []}')
    with pytest.raises(LandingZoneError, match=r"bureau\.json: damaged .* Remove it"):
        read_visits(tmp_path, "bureau")
