"""What may be shown of a text that comes from a report: characters that steer terminals or readers are left out.

What belongs here: these characters, once. What does not: escaping for one format (`exports/cells.py`, the templates).
"""

from __future__ import annotations

import re

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffc]")
"""Control characters but tab and line feed, marks that reverse the reading direction, halves of characters, masks."""


def printable(text: str) -> str:
    """The text without characters that could steer a terminal or the direction of reading."""
    return _STEERING.sub("", text)
