"""Segments a clean text: profile, parts (each with its year and status), headings, sentences, table rows.

What belongs here: the structure of a report. What does not: the figures in it (pipeline/extraction).
"""

from pipeline.segmentation.parts import Part
from pipeline.segmentation.profiles import ReportProfile
from pipeline.segmentation.region_counts import COUNTRY, UNKNOWN
from pipeline.segmentation.segments import Segment, SegmentedReport, segment_report

__all__ = ["COUNTRY", "UNKNOWN", "Part", "ReportProfile", "Segment", "SegmentedReport", "segment_report"]
