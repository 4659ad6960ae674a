"""The build lock: exclusive, talkative, and never left behind by the dead."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import WarehouseError
from pipeline.warehouse import build_lock

HOLD = """
import sys
from pathlib import Path
from pipeline.warehouse.locks import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[bytes]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    return other


def test_the_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        message = rf"another build is running \(process {other.pid} on .+ since .+\)"
        with pytest.raises(WarehouseError, match=message), build_lock(tmp_path, wait_seconds=0.2):
            pass
        other.communicate()


def test_the_second_build_waits_for_the_first(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        assert other.stdin is not None
        other.stdin.close()
        with build_lock(tmp_path, wait_seconds=30):
            assert (tmp_path / "build.lock.json").exists()


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
    note = tmp_path / "build.lock.json"
    assert f'"pid": {other.pid}' in note.read_text()
    with build_lock(tmp_path):
        assert f'"pid": {os.getpid()}' in note.read_text()
    assert not note.exists()


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), build_lock(tmp_path):
        raise ZeroDivisionError
    with build_lock(tmp_path):
        pass


def test_a_holder_that_has_not_yet_noted_its_id(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        (tmp_path / "build.lock.json").write_text("{")
        with pytest.raises(WarehouseError, match="has not yet noted its id"), build_lock(tmp_path):
            pass
        other.communicate()


def test_a_folder_that_takes_no_files_is_told_with_the_remedy(tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"data: cannot be written \(File exists\)\. .*--data"), build_lock(taken):
        pass
