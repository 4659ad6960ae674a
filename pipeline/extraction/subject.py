"""What a number is of, as a plain value.

What does not belong here: finding it (`subjects.py` and the modules that go through lists and go on from clause to
clause), nor which indicator it is (`readings.py`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.extraction.sentences import Mention, Sentence
from pipeline.vocabulary import Origin

How = Literal[
    "before",
    "after",
    "each",
    "becomes",
    "carried",
    "respectively",
    "respectively_growth",
    "base",
    "announced",
    "table_cell",
]
"""How a number found its subject. It becomes the first rule of the observation.

- `before`, `after`: named in its clause, before it or as the noun that it counts;
- `each`: one of several named in a list before it, of which it is told alike;
- `becomes`: what so many others became (12家企业成为高新技术企业);
- `carried`: named in an earlier clause;
- `respectively`, `respectively_growth`, `base`: the subject whose turn it is in a list, its growth, or the figure from
  which it developed (由318家、112家分别增至…);
- `announced`: named before a list of places that have a figure each;
- `table_cell`: named by row, column or title of a table.
"""


class Subject(NamedTuple):
    """The subject that a number may have: ids of indicators or concepts, and the words that name it.

    `cue_start` is where the words that tell of it begin. `origin` says whether its own clause names it.
    """

    ids: tuple[str, ...]
    start: int
    end: int
    cue_start: int
    origin: Origin
    how: How

    def carried_into(self, sentence: Sentence) -> Subject:
        """The subject as a clause of a sentence takes it up that does not name it itself."""
        origin = Origin.EARLIER_SENTENCE if self.start < sentence.start else Origin.SENTENCE
        return self._replace(origin=origin, how="carried")


def subject_of(mention: Mention, cue_start: int, how: How) -> Subject:
    """The subject that a mention in the clause of a number names."""
    return Subject(mention.name.ids, mention.start, mention.end, cue_start, Origin.CLAUSE, how)
