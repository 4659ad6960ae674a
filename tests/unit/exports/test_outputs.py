"""Files appear whole and together, or not at all."""

from __future__ import annotations

import os

import pytest

from pipeline.errors import ExportError
from pipeline.exports.outputs import outbox, sha256


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_files_appear_together_at_the_end(tmp_path):
    with outbox(tmp_path / "new") as box:
        for name in ("a.txt", "data/b.txt"):
            box.place(name).write_text(name)
        assert not {"a.txt", "b.txt"} & set(files(tmp_path))
    assert files(tmp_path) == ["a.txt", "b.txt"]
    assert (tmp_path / "new" / "data" / "b.txt").read_text() == "data/b.txt"


def test_a_failure_leaves_the_old_files_and_nothing_else(tmp_path):
    (tmp_path / "a.txt").write_text("old")

    def fail():
        with outbox(tmp_path) as box:
            box.place("a.txt").write_text("new")
            box.place("b.txt").write_text("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert files(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_full_disk_is_told_with_the_file_and_what_to_do(tmp_path):
    with pytest.raises(ExportError, match=r"a\.txt.*No space left.*free space"), outbox(tmp_path) as box:
        raise OSError(28, "No space left on device", str(box.place("a.txt")))
    assert files(tmp_path) == []


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(ExportError, match="--output"), outbox(tmp_path / "taken"):
        pass


def test_what_a_killed_export_left_is_swept_but_not_the_work_of_a_live_one(tmp_path):
    dead = 4_194_305  # above the largest process id of Linux
    (tmp_path / f".a.csv.{dead}.partial").write_text("half")
    (tmp_path / f".b.csv.{os.getpid()}.partial").write_text("half")
    with outbox(tmp_path):
        pass
    assert files(tmp_path) == [f".b.csv.{os.getpid()}.partial"]


def test_written_says_name_rows_and_size(tmp_path):
    with outbox(tmp_path) as box:
        place = box.place("a.txt")
        place.write_text("12345")
        told = box.written(place, "csv", ("a",), 3)
    assert (told.path, told.rows, told.size) == (tmp_path / "a.txt", 3, 5)
    assert sha256(told.path) == "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5"
