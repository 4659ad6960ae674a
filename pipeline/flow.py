"""One report through the pure stages, as rows of the stage tables.

What belongs here: calling readers, cleaning, segmentation and extraction in order, and writing what they return as
rows (mappings with the columns of `pipeline.schemas`). What does not: files, buckets, Dagster, DuckDB.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.cleaning import CleanText, clean_text
from pipeline.extraction import Extractor, LedgerEntry, Observation
from pipeline.extraction.corrections import apply_corrections
from pipeline.extraction.written_periods import last_year
from pipeline.readers import ReadLimits, ReadReport, read_report
from pipeline.reference import Reference
from pipeline.segmentation import Part, ReportProfile, Segment, SegmentedReport, segment_report
from pipeline.vocabulary import Origin, SegmentKind, Status

Row = dict[str, Any]
ID_LENGTH = 16
"""Characters of the document id in ids of numbers: 64 bits tell any imaginable number of reports apart."""
FINGERPRINTED = (
    "cleaning", "extraction", "readers", "reference", "segmentation",
    "flow.py", "ingest/media_types.py", "numerals.py", "vocabulary.py",
)  # fmt: skip
"""Packages and modules whose code decides what is read out of a report."""


def extractor_fingerprint(reference: Reference) -> str:
    """Hash of the code of the pure stages and of the reference data: a changed rule or catalogue extracts anew."""
    return hashlib.sha256(f"{__version__}\0{_code_hash()}\0{reference.fingerprint}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _code_hash() -> str:
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for name in FINGERPRINTED:
        path = package / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(f"{file.relative_to(package).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


_EXTRACTORS: dict[str, Extractor] = {}


def extractor_of(reference: Reference) -> Extractor:
    """The compiled rules of a set of reference data, made once a process."""
    if reference.fingerprint not in _EXTRACTORS:
        _EXTRACTORS.clear()
        _EXTRACTORS[reference.fingerprint] = Extractor(reference)
    return _EXTRACTORS[reference.fingerprint]


def text_row(
    raw_row: Mapping[str, Any], data: bytes, reference: Reference, fingerprint: str, limits: ReadLimits | None = None
) -> Row:
    """The row of `report_texts` of one raw report. Raises UnreadableReportError where it cannot be read."""
    read = read_report(data, raw_row["file_name"], limits or ReadLimits())
    clean = clean_text(read.text_layer, reference)
    report = segment_report(clean, read.text_layer, reference)
    return {
        "doc_id": raw_row["doc_id"],
        "fingerprint": fingerprint,
        "file_name": raw_row["file_name"],
        "text_layer": read.text_layer,
        "clean_text": clean.text,
        "charset": read.charset,
        "reader": read.reader,
        "is_spun": clean.is_spun,
        **_profile_cells(report),
        "warnings": "\n".join(read.warnings) or None,
    }


def _profile_cells(report: SegmentedReport) -> Row:
    profile = report.profile
    return {
        "title": profile.title,
        "issuer": profile.issuer,
        "document_number": profile.document_number,
        "issued_on": profile.issued_on,
        "region": profile.region,
        "region_name": profile.region_name,
        "is_region_told": profile.is_region_told,
        "years": ",".join(str(year) for year in report.years) or None,
    }


def segment_rows(text: Mapping[str, Any], reference: Reference) -> list[Row]:
    """The rows of `report_segments` of one report."""
    return rows_of_segments(text, segmented(text, reference))


def segmented(text: Mapping[str, Any], reference: Reference) -> SegmentedReport:
    """The report of a row of `report_texts`, cut into segments."""
    return segment_report(CleanText(text["clean_text"], text["is_spun"]), text["text_layer"], reference)


def rows_of_segments(text: Mapping[str, Any], report: SegmentedReport) -> list[Row]:
    """The rows of `report_segments` of a report that was cut into segments; `text` is its row of `report_texts`."""
    return [
        {
            "segment_id": _segment_id(text["doc_id"], segment.start),
            "doc_id": text["doc_id"],
            "fingerprint": text["fingerprint"],
            "ordinal": ordinal,
            "kind": segment.kind.value,
            "start": segment.start,
            "end": segment.end,
            "part": segment.part.ordinal,
            "part_year": segment.part.year,
            "part_period": segment.part.period,
            "part_status": segment.part.status.value,
            "is_part_year_told": segment.part.is_year_told,
            "heading": segment.heading,
        }
        for ordinal, segment in enumerate(report.segments)
    ]


def number_and_observation_rows(
    text: Mapping[str, Any], segments: Sequence[Mapping[str, Any]], reference: Reference
) -> tuple[list[Row], list[Row]]:
    """The rows of `numbers` and `observations` of one report, with the corrections of people.

    Raises CorrectionError where a correction no longer fits the report.
    """
    report = _report_of(text, segments)
    numbers: list[Row] = []
    observations: list[Row] = []
    for entry in extractor_of(reference).extract(report):
        place = _place_of(entry, text, segments[entry.segment]["segment_id"])
        numbers.append({**place, **_verdict(entry)})
        observations.extend(
            {"observation_id": f"{place['number_id']}.{ordinal}", **place, **_told(observation)}
            for ordinal, observation in enumerate(entry.observations)
        )
    return apply_corrections(text, segments, numbers, observations, reference)


def extract_text(
    data: bytes, file_name: str, reference: Reference, limits: ReadLimits | None = None
) -> tuple[ReadReport, SegmentedReport, list[LedgerEntry]]:
    """One raw report straight to its ledger, without rows. Raises UnreadableReportError."""
    read = read_report(data, file_name, limits or ReadLimits())
    report = segment_report(clean_text(read.text_layer, reference), read.text_layer, reference)
    return read, report, extractor_of(reference).extract(report)


def _report_of(text: Mapping[str, Any], segments: Sequence[Mapping[str, Any]]) -> SegmentedReport:
    profile = ReportProfile(
        text["title"],
        text["issuer"],
        text["document_number"],
        text["issued_on"],
        text["region"],
        text["region_name"],
        text["is_region_told"],
    )
    parts: dict[int, Part] = {}
    for row in segments:
        parts.setdefault(
            row["part"],
            Part(
                row["part"],
                row["part_year"],
                row["part_period"],
                Status(row["part_status"]),
                row["is_part_year_told"],
            ),
        )
    return SegmentedReport(
        text["clean_text"],
        profile,
        tuple(
            Segment(SegmentKind(row["kind"]), row["start"], row["end"], parts[row["part"]], row["heading"])
            for row in segments
        ),
    )


def _segment_id(doc_id: str, start: int) -> str:
    return f"{doc_id[:ID_LENGTH]}.s{start}"


def _number_id(doc_id: str, start: int) -> str:
    return f"{doc_id[:ID_LENGTH]}.{start}"


def _place_of(entry: LedgerEntry, text: Mapping[str, Any], segment_id: str) -> Row:
    """Where a number stands: what its row and those of its observations have in common."""
    return {
        "number_id": _number_id(text["doc_id"], entry.start),
        "doc_id": text["doc_id"],
        "fingerprint": text["fingerprint"],
        "segment_id": segment_id,
        "start": entry.start,
        "end": entry.end,
        "number": text["text_layer"][entry.start : entry.end],
    }


def _verdict(entry: LedgerEntry) -> Row:
    return {
        "class": entry.verdict.value,
        "reason": entry.reason,
        "value": entry.value,
        "value_high": entry.value_high,
        "unit": entry.unit.value if entry.unit else None,
        "bound": entry.bound.value if entry.bound else None,
        "label": entry.label,
    }


def _told(observation: Observation) -> Row:
    binding = observation.binding
    return {
        "indicator": binding.indicator.id,
        "region": binding.place.code,
        "region_name": binding.place.name,
        "period": binding.period,
        "year": last_year(binding.period),
        "measure": binding.telling.measure.value,
        "status": binding.standing.status.value,
        "value": binding.value,
        "value_high": binding.value_high,
        "unit": binding.unit.value,
        "bound": binding.bound.value,
        "confidence": binding.confidence.value,
        "rules": " ".join(binding.rules),
        **_deciding("indicator", observation.indicator_span, binding.subject.origin),
        **_deciding("region", observation.region_span, binding.place.origin),
        **_deciding("period", observation.period_span, binding.period_origin),
        **_deciding("measure", observation.measure_span, Origin.CLAUSE),
        **_deciding("status", observation.status_span, binding.standing.origin),
    }


def _deciding(field: str, span: tuple[int, int] | None, origin: Origin) -> Row:
    start, end = span if span is not None else (None, None)
    return {f"{field}_start": start, f"{field}_end": end, f"{field}_origin": origin.value}
