"""Which files in a folder are tried as reports."""

import os
from pathlib import Path

import pytest

from pipeline.errors import LandingZoneError
from pipeline.ingest import discover_files
from pipeline.ingest.discovery import is_report_name, passed_over


def sources(*paths: Path, excluded: tuple[Path, ...] = ()) -> list[str]:
    return [file.source for file in discover_files(paths, excluded)]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    for name in (
        "b.txt", "a.html", "2023/c.pdf", "2023/deep/d.docx", "picture.png", "noending", "空.txt",
        "README.md", "readme.txt", "LICENSE", "a.html.json", "figures.csv", ".hidden.txt", "~$d.docx",
        "e.pdf.crdownload", "Thumbs.db", "old.txt~", ".git/config.txt", "__pycache__/f.txt",
    ):  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def test_folder_is_walked_in_a_stable_order_without_what_is_no_report(inbox: Path) -> None:
    assert sources(inbox) == ["a.html", "b.txt", "noending", "picture.png", "空.txt", "2023/c.pdf", "2023/deep/d.docx"]


def test_what_somebody_may_miss_is_told(inbox: Path) -> None:
    assert [file.source for file in passed_over([inbox])] == ["figures.csv"]
    assert passed_over([inbox, inbox / "figures.csv"]) == passed_over([inbox], excluded=[inbox]) == []


def test_named_file_is_taken_whatever_it_is(inbox: Path) -> None:
    assert sources(inbox / "README.md", inbox / ".hidden.txt") == ["README.md", ".hidden.txt"]


def test_file_given_twice_is_found_once(inbox: Path) -> None:
    assert sources(inbox / "2023" / "c.pdf", inbox, inbox / "2023").count("2023/c.pdf") == 0
    assert sources(inbox, inbox / "2023" / "c.pdf").count("2023/c.pdf") == 1


def test_excluded_folder_is_passed_over(inbox: Path) -> None:
    assert "2023/c.pdf" not in sources(inbox, excluded=(inbox / "2023",))


@pytest.mark.parametrize("mark", ["build.lock", "fetch.lock", "warehouse.duckdb"])
def test_a_data_folder_below_is_passed_over(inbox: Path, mark: str) -> None:
    before = sources(inbox)
    copy = inbox / "data" / "landing" / "ab" / "abcd.bin"
    copy.parent.mkdir(parents=True)
    copy.write_text("a copy")
    assert len(sources(inbox)) == len(before) + 1, "any folder may be called landing"
    (inbox / "data" / mark).touch()
    assert sources(inbox) == before
    assert sources(inbox / "data") == ["landing/ab/abcd.bin"], "what is named is taken"


def test_links_to_folders_are_not_followed_and_pipes_are_left_alone(inbox: Path) -> None:
    (inbox / "circle").symlink_to(inbox, target_is_directory=True)
    (inbox / "linked.txt").symlink_to(inbox / "b.txt")
    (inbox / "dangling.txt").symlink_to(inbox / "nowhere.txt")
    os.mkfifo(inbox / "pipe.txt")
    found = sources(inbox)
    assert not any(source.startswith(("circle", "dangling", "pipe")) for source in found)
    assert ("b.txt" in found) != ("linked.txt" in found), "one of two names for the same file"


def test_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(LandingZoneError, match=r"nowhere\.txt: there is no such file"):
        discover_files([tmp_path / "nowhere.txt"])


@pytest.mark.parametrize("name", ["报告.TXT", "2023.htm", "read.me.pdf", "license_plates.txt"])
def test_these_names_are_those_of_reports(name: str) -> None:
    assert is_report_name(name)
