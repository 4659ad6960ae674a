"""Cleans text layers, keeping their length, so that an offset in the clean text is an offset in the text layer.

What belongs here: characters, page furniture, the words of spun copies. What does not: anything that cuts or adds
characters, and the patterns and words themselves (`seeds/reference/`).
"""

from pipeline.cleaning.characters import CELL_GAPS, MASK
from pipeline.cleaning.clean_texts import CleanText, clean_text, plain_edges

__all__ = ["CELL_GAPS", "MASK", "CleanText", "clean_text", "plain_edges"]
