"""One sentence with all that was found in it, and where its clauses begin and end.

What belongs here: looking around in a sentence. What does not: decisions about numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extraction.grammar import Run
from pipeline.extraction.number_token import NumberToken
from pipeline.extraction.periods import PeriodMention
from pipeline.reference.lexicon import Name, NameKind
from pipeline.reference.patterns import Patterns
from pipeline.segmentation import Part

if TYPE_CHECKING:
    from pipeline.extraction.place import Place

_SEPARATOR = re.compile(r"[,，;；。！？!?\t\n]")
_SOFT_SEPARATORS = ("：", ":", "——")
_MARKS = "，,。；;）)\n"
"""Behind a number: no word goes on with it."""
_LONGEST_RETRY = 36
"""Characters; a longer stretch is read once only, so that no text can cost more than its length."""
_SHORTEST_PARTED = 5
"""Characters of a number that may hold a comma: 1,000."""
_ASIDE = re.compile(r"[（(][^（）()。；;\d]{1,20}[）)]")
"""（不含农户，下同）: a comma in such an aside parts no clauses."""
_HEADING_END = re.compile(r"[^，,。；;、：:]{0,4}[。：:]?")


class Mention:
    """A name where it stands. `is_whole` marks the whole of a share (占GDP比重), which is no subject."""

    __slots__ = ("end", "is_whole", "name", "start")

    def __init__(self, start: int, end: int, name: Name) -> None:
        self.start, self.end, self.name, self.is_whole = start, end, name, False


class Sentence:
    """One sentence of the compact text with its numbers, names and periods, all in order."""

    __slots__ = (
        "_item_ordinal",
        "_items",
        "_named",
        "_number_starts",
        "_opened",
        "_separators",
        "_skips",
        "end",
        "headed",
        "mentions",
        "named_before",
        "numbers",
        "part",
        "periods",
        "places",
        "start",
        "subjects",
        "text",
        "years_reviewed",
    )

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        part: Part,
        numbers: Sequence[NumberToken],
        mentions: Sequence[Mention],
        periods: Sequence[PeriodMention],
        patterns: Patterns,
        years_reviewed: int = 0,
        headed: Place | None = None,
    ) -> None:
        """`headed` is the place that a heading or label names above it."""
        self.text, self.start, self.end, self.part = text, start, end, part
        self._opened = patterns.subjects.clause_opened
        self.years_reviewed = 0 if part.is_target else years_reviewed
        self.numbers, self.periods, self.headed = numbers, periods, headed
        self.named_before: Sequence[Mention] = ()
        self._number_starts = [number.start for number in numbers]
        self.mentions = mentions
        self.subjects = [mention for mention in mentions if mention.name.kind is NameKind.SUBJECT]
        self.places = [mention for mention in mentions if mention.name.kind is not NameKind.SUBJECT]
        self._separators = self._find_separators()
        self._item_ordinal = patterns.periods.item
        self._items: list[re.Match[str]] | None = None
        self._skips = {period.start: period.end for period in periods}
        beginnings = {place.start for place in self.places}
        for place in self.places:  # 张店区、临淄区各8家: with the mark between two of them
            self._skips[place.start] = place.end + (text[place.end] == "、" and place.end + 1 in beginnings)
        self._named = {subject.start: subject.end for subject in self.subjects}

    def _find_separators(self) -> list[int]:
        """The marks that end clauses; those inside numbers (1,234) and asides end none."""
        inside = {
            position
            for number in self.numbers
            if number.end - number.start >= _SHORTEST_PARTED
            for position in range(number.start + 1, number.end)
            if self.text[position] in ",，"
        }
        for aside in _ASIDE.finditer(self.text, self.start, self.end):
            inside.update(range(aside.start(), aside.end()))
        return [
            match.start()
            for match in _SEPARATOR.finditer(self.text, self.start, self.end)
            if match.start() not in inside
        ]

    @property
    def items(self) -> Sequence[re.Match[str]]:
        """The ordinals of the items of the sentence (一是…；二是…), looked for once."""
        if self._items is None:
            self._items = list(self._item_ordinal.finditer(self.text, self.start, self.end))
        return self._items

    def clause_start(self, position: int) -> int:
        """Where the clause that holds a position begins."""
        index = bisect_left(self._separators, position) - 1
        return self._separators[index] + 1 if index >= 0 else self.start

    def clause_end(self, position: int) -> int:
        """Where the clause that holds a position ends."""
        index = bisect_left(self._separators, position)
        return self._separators[index] if index < len(self._separators) else self.end

    def head_start(self, clause_start: int, position: int) -> int:
        """Where the words of a clause begin behind a colon and markers such as 一是, 其中, （1）."""
        start = clause_start
        for mark in _SOFT_SEPARATORS:
            found = self.text.rfind(mark, start, position)
            if found >= 0:
                start = found + len(mark)
        opened = self._opened.match(self.text, start, position)
        return opened.end() if opened else start

    def is_run_of_words(self, run: Run, start: int, end: int, *, over_subjects: bool = False) -> bool:
        """Whether all of a stretch is words of a run, periods and places (and subjects, if so asked).

        Where the greedy reading of a short stretch fails, any other will do: 同比增加 is 同比 and 增加 though
        同比增 is a word as well.
        """
        run_end = self._run_end(run.greedy, start, end, over_subjects=over_subjects)
        if run_end >= end:
            return True
        if run_end == start or end - start > _LONGEST_RETRY:
            return False  # no reading finds a word where the greedy one finds none
        position = start
        for first, last in self._skips_within(start, end, over_subjects=over_subjects):
            if first < position:
                continue
            if run.patient.fullmatch(self.text, position, first) is None:
                return False
            position = last
        return run.patient.fullmatch(self.text, position, end) is not None

    def _run_end(self, pattern: re.Pattern[str], start: int, end: int, *, over_subjects: bool) -> int:
        """How far a stretch is words of the pattern, periods and places."""
        while start < end:
            skip = self._skips.get(start)
            if skip is None and over_subjects:
                skip = self._named.get(start)
            if skip is not None and skip <= end:
                start = skip
                continue
            match = pattern.match(self.text, start, end)
            if match is None or match.end() == start:
                break
            start = match.end()
        return start

    def _skips_within(self, start: int, end: int, *, over_subjects: bool) -> list[tuple[int, int]]:
        spans = [(first, last) for first, last in self._skips.items() if start <= first and last <= end]
        if over_subjects:
            spans += [(first, last) for first, last in self._named.items() if start <= first and last <= end]
        return sorted(spans)

    def compares_with_its_year(self) -> bool:
        """至此，高新技术企业达到612家，较2016年净增176家 in a part on 2016: of the year behind it."""
        part = self.part
        if part.is_target or part.period not in (None, str(part.year)):
            return False
        years = [period for period in self.periods if period.start > self.start and period.first == period.last]
        is_base = any(period.role == "base" and period.first == part.year for period in years)
        return is_base and all(period.role != "of" for period in years)

    def names_alone(self, year: str, end: int) -> bool:
        """Whether a year is the only one that the sentence tells of up to `end`, which names no plan either."""
        return [str(told.last) for told in self.periods if told.role == "of" and told.start < end] == [year]

    def numbers_between(self, start: int, end: int) -> Sequence[NumberToken]:
        """Numbers that begin in a stretch."""
        first = bisect_left(self._number_starts, start)
        return self.numbers[first : bisect_left(self._number_starts, end, first)]

    def subjects_between(self, start: int, end: int) -> list[Mention]:
        """Subjects that lie in a stretch and are not the whole of a share."""
        return [
            subject
            for subject in self.subjects
            if start <= subject.start and subject.end <= end and not subject.is_whole
        ]

    def subject_at(self, position: int) -> Mention | None:
        """The subject that begins at a position."""
        return next((subject for subject in self.subjects if subject.start == position), None)


class Occurrence:
    """A number where it stands: in which sentence of the compact text, and where its clause begins."""

    __slots__ = ("_head_start", "_subjects", "clause_start", "is_at_mark", "is_elided", "sentence", "text", "token")

    def __init__(self, token: NumberToken, sentence: Sentence, clause_start: int) -> None:
        self.token, self.sentence, self.clause_start, self.text = token, sentence, clause_start, sentence.text
        self.is_at_mark = sentence.text[token.tail] in _MARKS
        """Whether a mark stands right behind it, so that most questions about the words there need not be asked."""
        self._head_start: int | None = None
        self._subjects: Sequence[Mention] | None = None
        self.is_elided: bool | None = None
        """Whether its clause names no subject of its own before it; None until that is asked (`subjects.is_elided`)."""

    @property
    def head_start(self) -> int:
        """Where the words of its clause begin behind a colon and markers such as 一是, 其中, （1）."""
        if self._head_start is None:
            self._head_start = self.sentence.head_start(self.clause_start, self.token.lead)
        return self._head_start

    def subjects_before(self) -> Sequence[Mention]:
        """Subjects that its clause names before it."""
        if self._subjects is None:
            self._subjects = self.sentence.subjects_between(self.clause_start, self.token.lead)
        return self._subjects

    def numbers_before(self) -> Sequence[NumberToken]:
        """Numbers that its clause has before it."""
        return self.sentence.numbers_between(self.clause_start, self.token.start)

    def follows_clause_of(self, other: NumberToken) -> bool:
        """Whether its clause is the next one behind that of another number."""
        return self.sentence.clause_end(other.tail) + 1 == self.clause_start

    @property
    def passage_start(self) -> int:
        """Where what semicolons part in its sentence begins."""
        text, start, end = self.text, self.sentence.start, self.token.lead
        return max(start, text.rfind("；", start, end) + 1, text.rfind(";", start, end) + 1)

    def begins_development(self, patterns: Patterns) -> bool:
        """由914家增至1200家: whether it is the figure with which a development begins."""
        return (
            patterns.periods.to_after.match(self.text, self.token.tail) is not None
            and patterns.periods.from_before.search(self.text, self.clause_start, self.token.lead) is not None
        )

    def base_before(self, patterns: Patterns) -> PeriodMention | None:
        """较2022年的1822家, 比2014年占比29.5%, 大于2001年GDP总量481亿元: the year of a comparison before its figure.

        Not 超去年全年26家, which tells how many more there are, but 超去年全年26家的总量.
        """
        for period in self.sentence.periods:
            is_before = period.role == "base" and self.clause_start <= period.start and period.end <= self.token.start
            if is_before and patterns.periods.of_base.fullmatch(self.text, self._behind_name(period), self.token.lead):
                told = patterns.measures
                is_all = told.as_much_as_before.match(self.text, self.token.tail) is not None
                more = told.more_than_before.search(self.text, self.clause_start, self.token.start)
                return period if is_all or more is None else None
        return None

    def _behind_name(self, period: PeriodMention) -> int:
        """Where the name ends that begins right behind a year, if one does; else the end of the year."""
        named = self.sentence.subjects_between(period.end, self.token.lead) if period.last is not None else ()
        return named[0].end if named and named[0].start == period.end else period.end


def is_bare_heading(text: str, start: int, end: int, named: Mention, patterns: Patterns) -> bool:
    """（一）高新技术企业培育: a heading that is nothing but a name, which what stands below it may leave out."""
    if patterns.headings.opened.fullmatch(text, start, named.start) is None:
        return False
    return _HEADING_END.fullmatch(text, named.end, end) is not None
