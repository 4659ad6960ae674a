"""What produced a row, as one hash.

What belongs here: joining the extractor's fingerprint with the limits that a user may set. What does not: the
extractor's own fingerprint (`pipeline/flow.py`).
"""

import hashlib
from dataclasses import asdict

from pipeline.flow import extractor_fingerprint
from pipeline.readers import ReadLimits
from pipeline.reference import Reference


def production_fingerprint(reference: Reference, limits: ReadLimits) -> str:
    """The extractor's fingerprint; with other limits than the usual, a hash of both.

    A file that was too large under the old limits is thus tried again under new ones.
    """
    fingerprint = extractor_fingerprint(reference)
    if limits == ReadLimits():
        return fingerprint
    return hashlib.sha256(f"{fingerprint} {sorted(asdict(limits).items())}".encode()).hexdigest()
