"""The stage store: what manifests name is all that is seen."""

import hashlib

import pytest

from pipeline.engines.buckets import bucket_of
from pipeline.engines.manifests import read_manifest
from pipeline.engines.store import MOST_FILES, StageStore
from pipeline.errors import ZhibiaoError


def quarantine_row(doc_id: str) -> dict:
    return {
        "doc_id": doc_id,
        "fingerprint": "f",
        "file_name": "a.txt",
        "source": "a.txt",
        "reason": "empty",
        "detail": "no bytes",
        "remedy": "Fetch it again",
    }


def doc_ids(store: StageStore, bucket: int, count: int) -> list[str]:
    """Ids that fall into a bucket."""
    candidates = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(10_000))
    return [doc_id for doc_id in candidates if bucket_of(doc_id, store.bucket_count) == bucket][:count]


def append(store: StageStore, bucket: int, ids: list[str]) -> None:
    store.append("read", bucket, {"quarantine": [quarantine_row(doc_id) for doc_id in ids]}, ids, ids)


def test_reports_spread_evenly_over_buckets():
    ids = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(4_000)]
    sizes = [sum(bucket_of(doc_id, 16) == bucket for doc_id in ids) for bucket in range(16)]
    assert sum(sizes) == 4_000
    assert min(sizes) > 200


def test_what_is_appended_is_read_back_in_all_buckets_or_in_one(store):
    first, second = doc_ids(store, 0, 2), doc_ids(store, 3, 1)
    append(store, 0, first)
    append(store, 3, second)
    assert sorted(store.read("quarantine")["doc_id"].to_pylist()) == sorted(first + second)
    assert store.read("quarantine", bucket=3)["doc_id"].to_pylist() == second
    assert store.read("quarantine", [first[0]])["doc_id"].to_pylist() == [first[0]]
    assert store.read("quarantine", []).num_rows == 0
    assert store.read("numbers").num_rows == 0
    assert store.done("read") == set(first + second)
    assert store.passed("read") == set()


def test_a_file_is_named_by_its_content_and_the_manifest_knows_its_hash(store):
    append(store, 0, doc_ids(store, 0, 2))
    (path,) = store.files("quarantine")
    (file,) = store.manifest("read", 0).files
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.sha256 == digest
    assert path.name == f"bucket-00-{digest[:16]}.parquet"
    assert file.rows == 2


def test_a_file_that_no_manifest_names_is_not_seen_and_is_swept(store):
    append(store, 0, doc_ids(store, 0, 1))
    (path,) = store.files("quarantine")
    (path.parent / "bucket-00-0123456789abcdef.parquet").write_bytes(path.read_bytes())
    (path.parent / ".bucket-00.77.tmp").write_bytes(b"half a file")
    assert store.read("quarantine").num_rows == 1
    assert store.sweep() == 2
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_another_key_sees_nothing(store):
    append(store, 0, doc_ids(store, 0, 1))
    assert StageStore(store.root, "other", store.bucket_count).read("quarantine").num_rows == 0


def test_many_small_files_become_one_without_loss(store):
    ids = doc_ids(store, 0, MOST_FILES + 1)
    for doc_id in ids:
        append(store, 0, [doc_id])
    assert len(store.files("quarantine")) == MOST_FILES + 1
    store.merge_small_files("read", 0)
    (path,) = store.files("quarantine")
    assert sorted(store.read("quarantine")["doc_id"].to_pylist()) == sorted(ids)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert store.done("read") == set(ids)


def test_removed_reports_are_gone_and_the_others_stay(store):
    ids = doc_ids(store, 0, 3)
    append(store, 0, ids)
    store.remove("read", 0, ids[:1])
    assert sorted(store.read("quarantine")["doc_id"].to_pylist()) == sorted(ids[1:])
    assert store.done("read") == set(ids[1:])
    store.remove("read", 0, ids[1:])
    assert store.files("quarantine") == []


def test_a_report_in_the_wrong_bucket_is_refused(store):
    with pytest.raises(ValueError, match="bucket 1 does not hold"):
        append(store, 1, doc_ids(store, 0, 1))


def test_a_damaged_manifest_names_itself_and_the_remedy(store):
    append(store, 0, doc_ids(store, 0, 1))
    path = store.manifest_path("read", 0)
    path.write_text(path.read_text()[:40])
    with pytest.raises(ZhibiaoError, match=r"bucket-00\.json: damaged manifest .* Delete this file"):
        store.manifest("read", 0)


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(path.read_bytes()[:40]), lambda path: path.unlink()])
def test_a_damaged_file_names_itself_and_the_remedy(store, damage):
    append(store, 0, doc_ids(store, 0, 1))
    (path,) = store.files("quarantine")
    damage(path)
    for read in (lambda: store.read("quarantine"), lambda: store.remove("read", 0, ["x"])):
        with pytest.raises(ZhibiaoError, match=rf"{path.name}: cannot be read .* Remove the folder {store.root}"):
            read()


def test_no_manifest_is_no_error(store):
    assert read_manifest(store.manifest_path("read", 2)) is None
    assert store.manifest("read", 2).done == ()
