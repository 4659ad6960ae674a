"""Which bucket a report belongs to.

What belongs here: the one function that cuts work into buckets. What does not: files (`store.py`).
"""


def bucket_of(doc_id: str, bucket_count: int) -> int:
    """The bucket of a report, from 0 to `bucket_count` - 1, the same on every machine.

    `doc_id` is a SHA-256 in hexadecimal, so its first eight digits are already evenly spread.
    """
    return int(doc_id[:8], 16) % bucket_count
