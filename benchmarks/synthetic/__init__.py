"""Makes synthetic reports with planted facts from our own vocabulary: see benchmarks/synthetic_reports.py.

What belongs here: how reports are written and what is true of each number in them. What does not: anything of the
extractor, whose rules must be met by texts that do not know them.
"""
