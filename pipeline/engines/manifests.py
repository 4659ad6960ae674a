"""Manifests: which files of a bucket are valid, and which reports they cover.

What belongs here: the manifest of one stage of one bucket and its JSON form. What does not: Parquet (`store.py`).
A manifest is written last and replaced whole, so a killed bucket shows its old state or its new one, never half.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.errors import ZhibiaoError
from pipeline.whole_files import replace_text


@dataclass(frozen=True, slots=True)
class StageFile:
    """One Parquet file: its table, its name within the table's folder, its rows and the SHA-256 of its bytes."""

    table: str
    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one stage has finished in one bucket.

    `done` are the reports that were processed, in order; `failed` those of them that went to quarantine instead.
    """

    stage: str
    bucket: int
    key: str
    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    files: tuple[StageFile, ...] = ()

    def files_of(self, table: str) -> tuple[StageFile, ...]:
        return tuple(file for file in self.files if file.table == table)

    def extended(self, done: tuple[str, ...], failed: tuple[str, ...], files: tuple[StageFile, ...]) -> "Manifest":
        """This manifest with one more batch of reports."""
        return replace(self, done=self.done + done, failed=self.failed + failed, files=self.files + files)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest at `path`, or None where the bucket has none yet. Raises ZhibiaoError where it is damaged."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        fields = json.loads(text)
        files = tuple(StageFile(**file) for file in fields.pop("files"))
        return Manifest(
            fields["stage"], fields["bucket"], fields["key"], tuple(fields["done"]), tuple(fields["failed"]), files
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ZhibiaoError(
            f"{path}: damaged manifest ({error}). Delete this file: the reports of its bucket are then processed again"
        ) from error


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Replaces the manifest at `path` in one step. Raises ZhibiaoError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    except OSError as error:
        raise ZhibiaoError(
            f"{path}: cannot be written ({error.strerror or error}). Free some space, or mend its permissions, and run "
            "again: what was finished is kept"
        ) from error
