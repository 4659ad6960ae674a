"""Brings raw files into the landing zone, unchanged and named by their content.

What belongs here: finding files, landing them, listing and reading them back, their media types. What does not: what
the files say (`pipeline.readers`) and fetching from the web.
"""

from pipeline.ingest.discovery import FoundFile, discover_files, no_such_path
from pipeline.ingest.landing import (
    FailedFile,
    LandingResult,
    document_id,
    land_bytes,
    land_files,
    landed_ids,
    landed_path,
    landed_reports,
    read_landed,
    usual_paths,
)
from pipeline.ingest.media_types import find_media_type
from pipeline.ingest.raw_files import problem_and_remedy, read_bounded
from pipeline.ingest.sidecars import FurtherSource, LandedReport

__all__ = [
    "FailedFile",
    "FoundFile",
    "FurtherSource",
    "LandedReport",
    "LandingResult",
    "discover_files",
    "document_id",
    "find_media_type",
    "land_bytes",
    "land_files",
    "landed_ids",
    "landed_path",
    "landed_reports",
    "no_such_path",
    "problem_and_remedy",
    "read_bounded",
    "read_landed",
    "usual_paths",
]
