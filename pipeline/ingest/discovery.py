"""Finds the report files in the paths that a user gives.

What belongs here: which files count as reports to be tried. What does not: whether they can be read; a file of an
unknown kind is found, landed, and then quarantined with a reason, so that nothing is passed over in silence.

The rule. A file that is named is taken, whatever it is. In a folder all files are taken, in all folders below it too,
except: names that begin with "." or "~$" and whatever lies in folders so named; README, LICENSE, CHANGELOG and the
like; files that no report is published in (suffixes in `NOT_REPORTS`: sidecars, tables of data, code, half-finished
downloads); what is no regular file (pipes, devices); folders that the caller excludes; and data folders of projects
below the folder, whose landed files are copies of reports (`zhibiao build .` leaves one).
Links to files are followed, links to folders are not (they may run in circles).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.data_folders import is_data_folder
from pipeline.errors import LandingZoneError

NOT_REPORTS = frozenset({
    ".json", ".jsonl", ".md", ".rst", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".lock", ".log",
    ".py", ".sql", ".sh", ".css", ".js",
    ".csv", ".tsv", ".parquet", ".duckdb", ".wal", ".sqlite", ".db", ".dta",
    ".part", ".partial", ".crdownload", ".tmp", ".swp", ".bak",
})  # fmt: skip
MAY_BE_MISSED = frozenset({".md", ".csv", ".tsv"})
"""Those among them that somebody may have put into the folder to be read."""
_PROJECT_PAPERS = ("readme", "license", "licence", "changelog", "contributing", "makefile")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to land. `source` says where it came from: its path relative to the folder that was given."""

    path: Path
    source: str


def discover_files(paths: Sequence[Path], excluded: Iterable[Path] = ()) -> list[FoundFile]:
    """The report files in `paths` (files, or folders with all below them), each once, in a stable order.

    Raises LandingZoneError for a path that does not exist.
    """
    shut = frozenset(os.path.realpath(folder) for folder in excluded)
    found: dict[str, FoundFile] = {}
    for path in paths:
        if path.is_dir():
            candidates: Iterator[FoundFile] = _walk(path, shut)
        elif path.exists():
            candidates = iter((FoundFile(path, path.name),))
        else:
            raise no_such_path(path)
        for candidate in candidates:
            found.setdefault(os.path.realpath(candidate.path), candidate)
    return list(found.values())


def no_such_path(path: Path) -> LandingZoneError:
    """What is wrong with a path that was given and does not exist."""
    if path.parts[:1] in (("http:",), ("https:",)):
        return LandingZoneError(
            f"{path.parts[0]}//{'/'.join(path.parts[1:])}: an address of the web is no path."
            " Name it as a source in seeds/sources.yaml, and ask it with: zhibiao fetch"
        )
    return LandingZoneError(f"{path}: there is no such file or folder. Check the spelling of the path")


def is_report_name(name: str) -> bool:
    """Whether a file of that name, found in a folder, is to be tried as a report."""
    lowered = name.lower()
    stem, suffix = os.path.splitext(lowered)  # noqa: PTH122  (Path costs more than the walk itself)
    return not (
        lowered.startswith((".", "~$"))
        or lowered.endswith("~")
        or suffix in NOT_REPORTS
        or stem in _PROJECT_PAPERS
        or lowered in _SYSTEM_FILES
    )


def passed_over(paths: Sequence[Path], excluded: Iterable[Path] = ()) -> list[FoundFile]:
    """The files in the folders among `paths` that are not taken, though somebody may expect it."""
    shut = frozenset(os.path.realpath(folder) for folder in excluded)
    named = {os.path.realpath(path) for path in paths}
    missed = (file for path in paths if path.is_dir() for file in _walk(path, shut, _may_be_missed))
    return [file for file in missed if os.path.realpath(file.path) not in named]


def _may_be_missed(name: str) -> bool:
    stem, suffix = os.path.splitext(name.lower())  # noqa: PTH122
    return suffix in MAY_BE_MISSED and stem not in _PROJECT_PAPERS and not stem.startswith((".", "~$"))


def _walk(folder: Path, shut: frozenset[str], takes: Callable[[str], bool] = is_report_name) -> Iterator[FoundFile]:
    pending = [(str(folder), "")]
    while pending:
        place, prefix = pending.pop()
        if os.path.realpath(place) in shut:
            continue
        below: list[tuple[str, str]] = []
        entries = sorted(_entries(place), key=lambda entry: entry.name)
        if prefix and is_data_folder([entry.name for entry in entries]):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith((".", "~$")) and entry.name != "__pycache__":
                    below.append((entry.path, f"{prefix}{entry.name}/"))
            elif takes(entry.name) and entry.is_file():
                yield FoundFile(Path(entry.path), prefix + entry.name)
        pending.extend(reversed(below))


def _entries(place: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return list(entries)
    except OSError as error:
        raise LandingZoneError(f"{place}: cannot be listed ({error.strerror}). Check its permissions") from error
