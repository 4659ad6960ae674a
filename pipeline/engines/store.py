"""The stage store: Parquet files in buckets, and the manifests that name the valid ones.

What belongs here: writing a batch of rows, reading what manifests name, merging small files, sweeping leftovers.
What does not: running stages (`processing.py`, `local.py`). Readers never list a folder: they ask the manifests.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.engines.buckets import bucket_of
from pipeline.engines.manifests import Manifest, StageFile, read_manifest, write_manifest
from pipeline.errors import ZhibiaoError
from pipeline.schemas import STAGE_TABLES, arrow_schema, tables_by_name

if TYPE_CHECKING:
    import pyarrow

Row = Mapping[str, Any]

MOST_FILES = 8
"""Files of one table in one bucket before they are merged: reading eight costs about what reading one does."""

_TABLES = tables_by_name(STAGE_TABLES)


@dataclass(frozen=True, slots=True)
class StageStore:
    """The rows of all stages under one `key` (what produced them).

    `root` is `data/stages`. Another key (changed rules, catalogue, limits or number of buckets) is another set of
    files: nothing of it is seen here.
    """

    root: Path
    key: str
    bucket_count: int

    def manifest_path(self, stage: str, bucket: int) -> Path:
        return self.root / "manifests" / self.key / stage / f"bucket-{bucket:02d}.json"

    def table_folder(self, table: str) -> Path:
        return self.root / table / self.key

    def manifest(self, stage: str, bucket: int) -> Manifest:
        """The manifest of one stage of one bucket; an empty one where nothing was done yet."""
        return read_manifest(self.manifest_path(stage, bucket)) or Manifest(stage, bucket, self.key)

    def manifests(self, stage: str | None = None) -> Iterator[Manifest]:
        """All manifests of one stage, or of all stages, in order of their names."""
        folder = self.root / "manifests" / self.key
        for path in sorted(folder.glob(f"{stage or '*'}/bucket-*.json")):
            manifest = read_manifest(path)
            if manifest is not None:
                yield manifest

    def done(self, stage: str) -> set[str]:
        """The reports that a stage has processed, those in quarantine included."""
        return {doc_id for manifest in self.manifests(stage) for doc_id in manifest.done}

    def passed(self, stage: str) -> set[str]:
        """The reports that a stage has processed without failure."""
        return self.done(stage) - self.failed(stage)

    def failed(self, stage: str | None = None) -> set[str]:
        """The reports that a stage, or any of them, put into quarantine."""
        return {doc_id for manifest in self.manifests(stage) for doc_id in manifest.failed}

    def files(self, table: str, bucket: int | None = None) -> list[Path]:
        """The valid files of a table, in all buckets or in one."""
        folder = self.table_folder(table)
        return [
            folder / file.name
            for manifest in self.manifests()
            if bucket is None or manifest.bucket == bucket
            for file in manifest.files_of(table)
        ]

    def read(self, table: str, doc_ids: Iterable[str] | None = None, bucket: int | None = None) -> pyarrow.Table:
        """The rows of a table, of all reports or of the given ones, as an Arrow table in its declared schema."""
        import pyarrow

        schema = arrow_schema(_TABLES[table])
        wanted = None if doc_ids is None else sorted(doc_ids)
        condition = [("doc_id", "in", wanted)] if wanted else None
        files = [] if wanted == [] else self.files(table, bucket)
        parts = [self._read_file(path, schema, condition) for path in files]
        return pyarrow.concat_tables(parts) if parts else schema.empty_table()

    def append(
        self,
        stage: str,
        bucket: int,
        rows: Mapping[str, Sequence[Row]],
        done: Sequence[str],
        failed: Sequence[str] = (),
    ) -> Manifest:
        """Adds one batch: a Parquet file for each table that has rows, then the manifest that names them."""
        misplaced = [doc_id for doc_id in done if bucket_of(doc_id, self.bucket_count) != bucket]
        if misplaced:
            raise ValueError(f"bucket {bucket} does not hold {misplaced[0]}")
        files = tuple(self._write_rows(table, bucket, table_rows) for table, table_rows in rows.items() if table_rows)
        manifest = self.manifest(stage, bucket).extended(tuple(done), tuple(failed), files)
        write_manifest(self.manifest_path(stage, bucket), manifest)
        return manifest

    def remove(self, stage: str, bucket: int, doc_ids: Iterable[str]) -> Manifest:
        """Rewrites one stage of one bucket without the given reports."""
        import pyarrow.compute

        gone = set(doc_ids)
        manifest = self.manifest(stage, bucket)
        kept_files = []
        for table in sorted({file.table for file in manifest.files}):
            rows = self._read_files(table, manifest.files_of(table))
            kept = rows.filter(~pyarrow.compute.field("doc_id").isin(sorted(gone)))
            if kept.num_rows:
                kept_files.append(self._write_table(table, bucket, kept))
        return self._supersede(
            manifest,
            replace(
                manifest,
                done=tuple(doc_id for doc_id in manifest.done if doc_id not in gone),
                failed=tuple(doc_id for doc_id in manifest.failed if doc_id not in gone),
                files=tuple(kept_files),
            ),
        )

    def merge_small_files(self, stage: str, bucket: int) -> Manifest:
        """Merges the files of a bucket, table by table, where there are more than `MOST_FILES` of a table."""
        manifest = self.manifest(stage, bucket)
        files: list[StageFile] = []
        for table in sorted({file.table for file in manifest.files}):
            of_table = manifest.files_of(table)
            if len(of_table) > MOST_FILES:
                files.append(self._write_table(table, bucket, self._read_files(table, of_table)))
            else:
                files.extend(of_table)
        return self._supersede(manifest, replace(manifest, files=tuple(files)))

    def sweep(self) -> int:
        """Deletes files that no manifest names (left by a killed run) and returns how many.

        Only the holder of the build lock may call this: files of a running bucket are not named yet.
        """
        named = {self.table_folder(file.table) / file.name for manifest in self.manifests() for file in manifest.files}
        leftovers = [path for table in _TABLES for path in self.table_folder(table).glob("*") if path not in named]
        leftovers += (self.root / "manifests" / self.key).glob("*/.*.tmp")
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def _supersede(self, old: Manifest, new: Manifest) -> Manifest:
        if new != old:
            write_manifest(self.manifest_path(new.stage, new.bucket), new)
            for file in set(old.files) - set(new.files):
                (self.table_folder(file.table) / file.name).unlink(missing_ok=True)
        return new

    def _read_files(self, table: str, files: Sequence[StageFile]) -> pyarrow.Table:
        import pyarrow

        schema, folder = arrow_schema(_TABLES[table]), self.table_folder(table)
        return pyarrow.concat_tables(self._read_file(folder / file.name, schema) for file in files)

    def _read_file(self, path: Path, schema: pyarrow.Schema, condition: Any = None) -> pyarrow.Table:
        import pyarrow
        import pyarrow.parquet

        try:
            return pyarrow.parquet.read_table(path, schema=schema, filters=condition)
        except (OSError, pyarrow.ArrowException) as error:
            remedy = f"Remove the folder {self.root} and build again: all of it is made anew from what has landed"
            raise ZhibiaoError(f"{path}: cannot be read (gone or damaged). {remedy}") from error

    def _write_rows(self, table: str, bucket: int, rows: Sequence[Row]) -> StageFile:
        import pyarrow

        return self._write_table(table, bucket, pyarrow.Table.from_pylist(rows, schema=arrow_schema(_TABLES[table])))

    def _write_table(self, table: str, bucket: int, rows: pyarrow.Table) -> StageFile:
        """Writes under a temporary name, then renames to a name that carries the hash of the content."""
        folder = self.table_folder(table)
        try:
            return _write_file(folder, table, bucket, rows)
        except OSError as error:
            raise ZhibiaoError(
                f"{folder}: cannot be written ({error.strerror or error}). Free some space, or mend its permissions, "
                "and run again: what was finished is kept"
            ) from error


def _write_file(folder: Path, table: str, bucket: int, rows: pyarrow.Table) -> StageFile:
    import pyarrow.parquet

    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".bucket-{bucket:02d}.{os.getpid()}.tmp"
    pyarrow.parquet.write_table(rows, temporary, compression="zstd")
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    name = f"bucket-{bucket:02d}-{digest[:16]}.parquet"
    temporary.replace(folder / name)
    return StageFile(table, name, rows.num_rows, digest)
