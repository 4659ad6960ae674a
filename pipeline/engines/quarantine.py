"""Reports that are set aside: their rows in `quarantine`, and those that checks found wrong.

What belongs here: putting such reports where later stages leave them out. What does not: judging (`pipeline/quality`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.engines.buckets import bucket_of
from pipeline.engines.store import Row, StageStore
from pipeline.vocabulary import QuarantineReason

CHECKS = "checks"
"""Stands in manifests for what the stages are called there."""

OUR_FAULT = "Please report this with the file: it is a fault of Zhibiao, not of the report"


def quarantine_row(raw_row: Row, fingerprint: str, reason: QuarantineReason, detail: str, remedy: str) -> Row:
    """The row of `quarantine` for a row of `raw_reports`."""
    return {
        "doc_id": raw_row["doc_id"],
        "fingerprint": fingerprint,
        "file_name": raw_row["file_name"],
        "source": raw_row["source"],
        "reason": reason.value,
        "detail": detail,
        "remedy": remedy,
    }


def set_aside_for_checks(
    store: StageStore, fingerprint: str, raw_rows: Sequence[Row], failed: Mapping[str, Sequence[str]]
) -> None:
    """Puts reports into quarantine for checks that they did not pass.

    `failed` holds, by doc_id, a sentence for each such check. `fingerprint` is that of rules and checks together: under
    other checks the reports are tried again.
    """
    rows: dict[int, list[Row]] = defaultdict(list)
    for raw_row in raw_rows:
        doc_id = str(raw_row["doc_id"])
        if doc_id in failed:
            detail = "What was made of it did not pass: " + "; ".join(failed[doc_id])
            row = quarantine_row(raw_row, fingerprint, QuarantineReason.CHECK_FAILED, detail, OUR_FAULT)
            rows[bucket_of(doc_id, store.bucket_count)].append(row)
    for bucket, of_bucket in sorted(rows.items()):
        doc_ids = [str(row["doc_id"]) for row in of_bucket]
        store.append(CHECKS, bucket, {"quarantine": of_bucket}, doc_ids, doc_ids)
        store.merge_small_files(CHECKS, bucket)
